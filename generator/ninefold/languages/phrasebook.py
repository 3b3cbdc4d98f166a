"""A catalogue in use: finds phrases, chooses their plural, fills in their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count, takewhile

from ninefold.blocks import Block
from ninefold.languages import cldr
from ninefold.languages.catalogue import PLACEHOLDER, Catalogue


class UnknownPhrase(LookupError):
    """A phrase that no catalogue has, or a place in it that is left open."""


class Phrasebook:
    """Speaks one language: `lang` and `dir` are those of all that it says."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.lang = catalogue.tag
        self.dir = catalogue.direction
        # Literal text and names of places in turn.
        self._pieces = {key: PLACEHOLDER.split(text) for key, text in catalogue.phrases}

    def say(self, key: str, **values: object) -> str:
        """Return a phrase with its places filled in; of a plural, the form for `count`.

        Whole numbers are written as the language writes them. Raises UnknownPhrase for a
        key that does not exist and for a place without a value.
        """
        return "".join(self.pieces(key, values))

    def pieces(self, key: str, values: Mapping[str, object], **shown: str) -> list[str]:
        """Return the parts of a phrase in their order; `shown` are values as they are to look."""
        pieces = list(self._form(key, values.get("count")))
        for index in range(1, len(pieces), 2):
            place = pieces[index]
            if place not in values:
                raise UnknownPhrase(f"the phrase {key} needs a value for {place}")
            pieces[index] = shown.get(place) or self.shown(values[place])
        return pieces

    def shown(self, value: object) -> str:
        """Return a value as the language writes it; a text as it is, marked as safe or not."""
        if isinstance(value, str):
            return value
        return self.number(value) if isinstance(value, int) else str(value)

    def number(self, value: int) -> str:
        """Return a whole number as the language writes it."""
        return cldr.number(self.lang, value)

    def figure(self, value: str, unit: str = "") -> str:
        """Return a figure as the language writes it; what is no plain number as it is."""
        return cldr.figure(self.lang, value, bool(unit))

    def date(self, iso: str) -> str:
        """Return a whole or partial ISO date in words; nothing for nothing."""
        return cldr.date(self.lang, iso)

    def raw(self, area: str) -> Iterator[tuple[str, str]]:
        """Yield the phrases of an area with their places open, by what follows its name."""
        for key, pieces in self._pieces.items():
            if key.startswith(f"{area}."):
                shown = (f"{{{p}}}" if n % 2 else p for n, p in enumerate(pieces))
                yield key.removeprefix(f"{area}."), "".join(shown)

    def language(self, tag: str) -> str:
        """Return the name of a language in this one; of a tag that CLDR does not know, the tag."""
        return cldr.language(self.lang, tag)

    def listing(self, items: Sequence[str]) -> str:
        """Return a list as the language writes it: "a, b and c"."""
        return cldr.listing(self.lang, items)

    def questions(self, block: Block) -> tuple[str, ...]:
        """Return the guiding questions that a section on a block answers."""
        keys = (f"questions.{block.value}.{line}" for line in count())
        return tuple(self.say(key) for key in takewhile(self._pieces.__contains__, keys))

    def _form(self, key: str, number: object) -> list[str]:
        found = self._pieces.get(key)
        if found is None and isinstance(number, int):
            category = cldr.category(self.lang, number)
            other = self._pieces.get(f"{key}.other")
            found = self._pieces.get(f"{key}.{category}", other)
        if found is None:
            raise UnknownPhrase(f"there is no phrase {key}")
        return found


@lru_cache(maxsize=8)
def phrasebook(catalogue: Catalogue) -> Phrasebook:
    """Return what speaks the language of a catalogue."""
    return Phrasebook(catalogue)
