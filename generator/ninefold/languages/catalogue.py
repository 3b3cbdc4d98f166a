"""The phrases of a language as one value: those that come with Ninefold, a site's own above.

Phrases are kept flat, by keys such as "library.heading". The forms of a plural and the lines
of a list are phrases of their own: "library.canvases.one", "questions.channels.0".
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ninefold import vocabulary
from ninefold.source import place_of_key

LANGUAGES = ("ar", "de", "en", "es", "fr")
PLURALS = ("zero", "one", "two", "few", "many", "other")
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")

# Phrases for templates of a site's own stand under this name in its catalogues.
OWN = "own"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All phrases of one language, sorted by key; `tag` is the language they are in."""

    tag: str
    direction: str
    phrases: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a site's own catalogue, and where."""

    path: str
    line: int
    message: str


def choose(tag: str, own: Iterable[tuple[str, str]] = ()) -> tuple[Catalogue, tuple[Fault, ...]]:
    """Return the catalogue for a language tag, and the faults of a site's own catalogues.

    `own` are pairs of a path that ends in the tag ("languages/de.toml") and its text. For
    "de-AT", the phrases of "de-AT" lie over those of "de", and these over the English ones;
    where there is a catalogue for neither, the whole is English, and says so in its tag.
    """
    faults: list[Fault] = []
    mine: dict[str, dict[str, str]] = {}
    for path, text in own:
        read = _read(path, text)
        faults += [read] if isinstance(read, Fault) else _faults(path, text, read)
        name = path.rpartition("/")[2].removesuffix(".toml").lower()
        mine[name] = {} if isinstance(read, Fault) else _texts(read)
    parts = tag.lower().split("-")
    names = ["-".join(parts[: length + 1]) for length in range(len(parts))]
    known = any(name in LANGUAGES or name in mine for name in names)
    phrases: dict[str, str] = {}
    for name in dict.fromkeys(("en", *names)):
        for layer in (bundled(name) if name in LANGUAGES else {}, mine.get(name, {})):
            phrases = _over(phrases, layer)
    spoken = tag if known else "en"
    ordered = tuple(sorted(phrases.items()))
    return Catalogue(spoken, vocabulary.direction(spoken), ordered), tuple(faults)


@cache
def bundled(name: str) -> Mapping[str, str]:
    """Return the phrases of a catalogue that comes with Ninefold; once a process."""
    file = files("ninefold") / "languages" / f"{name}.toml"
    return _texts(dict(_flat(tomllib.loads(file.read_text(encoding="utf-8")))))


def stem(key: str) -> str:
    """Return the key of a phrase without the form of a plural or the number of a line."""
    head, _, last = key.rpartition(".")
    return head if last in PLURALS or last.isdigit() else key


def _over(lower: dict[str, str], upper: Mapping[str, str]) -> dict[str, str]:
    """Lay phrases over others; a plural or a list takes the place of the whole other."""
    taken = {stem(key) for key in upper}
    return {key: text for key, text in lower.items() if stem(key) not in taken} | dict(upper)


def _read(path: str, text: str) -> dict[str, object] | Fault:
    try:
        return dict(_flat(tomllib.loads(text)))
    except (ValueError, RecursionError) as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else len(text.rstrip().split("\n"))
        return Fault(path, line, f"The catalogue is not valid TOML: {error}.")


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Every value of a table by its full key."""
    for name, value in table.items():
        if isinstance(value, list):
            value = {str(index): line for index, line in enumerate(value)}
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _texts(phrases: Mapping[str, object]) -> dict[str, str]:
    return {key: text for key, text in phrases.items() if isinstance(text, str)}


def _faults(path: str, text: str, phrases: Mapping[str, object]) -> Iterator[Fault]:
    places = placeholders(bundled("en"))
    for key, phrase in phrases.items():
        name = stem(key)
        line = (place_of_key(text.split("\n"), name.split(".")) or (1,))[0]
        if not isinstance(phrase, str):
            yield Fault(path, line, f"The phrase {name} is no text.")
        elif name.startswith(f"{OWN}."):
            continue
        elif name not in places:
            close = difflib.get_close_matches(name, places, 1)
            advice = f" Did you mean {close[0]}?" if close else ""
            yield Fault(path, line, f"There is no phrase {name}.{advice}")
        elif unknown := sorted(set(PLACEHOLDER.findall(phrase)) - places[name]):
            known = ", ".join(sorted(places[name])) or "nothing"
            yield Fault(path, line, f"The phrase {name} fills in {known}, not {unknown[0]}.")


def placeholders(phrases: Mapping[str, str]) -> dict[str, set[str]]:
    """Return the places to fill in of each phrase, all forms of a plural together."""
    found: dict[str, set[str]] = {}
    for key, text in phrases.items():
        found.setdefault(stem(key), set()).update(PLACEHOLDER.findall(text))
    return found
