"""What canvases have in common by name: names that share a slug are one thing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from ninefold import routes
from ninefold.pages.ground import Entry
from ninefold.pages.parts import Name
from ninefold.routes import Route

T = TypeVar("T")
SHOWN_SPELLINGS = 4


@dataclass(frozen=True, slots=True)
class Gathered(Generic[T]):
    """A name as it is spelt, the most frequent spelling first, and all that goes by it."""

    names: tuple[Name, ...]
    items: tuple[T, ...]

    @property
    def text(self) -> str:
        """The name that stands for the others, by which the address is made."""
        return self.names[0].text


@dataclass(frozen=True, slots=True)
class Line:
    """A line in a list of names: where it leads, and how many canvases stand behind it."""

    names: tuple[Name, ...]
    route: Route
    count: int


def gather(named: Iterable[tuple[Name, T]]) -> tuple[Gathered[T], ...]:
    """Return things by their names, in alphabetical order; each keeps the order it came in."""
    spellings: dict[str, dict[str, list[Name]]] = {}
    items: dict[str, list[T]] = {}
    for name, item in named:
        slug = routes.slug(name.text)
        spellings.setdefault(slug, {}).setdefault(name.text.casefold(), []).append(name)
        items.setdefault(slug, []).append(item)
    found = (Gathered(_names(spellings[slug].values()), tuple(items[slug])) for slug in items)
    return tuple(sorted(found, key=lambda group: alphabetical(group.text)))


def said_by(entry: Entry, text: str) -> Name:
    """Return a name that a post gives, in the language of the post."""
    return Name(text, entry.card.lang, entry.card.dir)


def alphabetical(text: str) -> tuple[str, str, str]:
    """Return a key that sorts names by letter, without regard to case and accents.

    Figures come first, then Latin letters, then those of other scripts.
    """
    return initial(text), _plain(text), text


def initial(text: str) -> str:
    """Return the letter under which a name stands: "A" to "Z", "0" for a figure, or its own."""
    for letter in _plain(text):
        if letter.isdigit():
            return "0"
        if letter.isalpha():
            latin = "LATIN" in unicodedata.name(letter, "")
            return routes.slug(letter)[0].upper() if latin else letter.upper()
    return ""


def _names(spellings: Iterable[list[Name]]) -> tuple[Name, ...]:
    often = sorted(spellings, key=lambda same: (-len(same), same[0].text))
    return tuple(same[0] for same in often[:SHOWN_SPELLINGS])


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
