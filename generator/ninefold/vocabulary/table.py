"""The vocabulary's data, read from `vocabulary.toml` once."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ninefold.blocks import BLOCKS, Block
from ninefold.vocabulary.dress import key

# Names that a user adds: pairs of a name and its block.
Aliases = tuple[tuple[str, Block], ...]


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the vocabulary: its own name, its direction, its names of the blocks.

    `titles` holds the official name of each block, in canvas order.
    """

    tag: str
    name: str
    direction: str
    titles: tuple[str, ...]

    def title(self, block: Block) -> str:
        """The official name of a block in this language."""
        return self.titles[BLOCKS.index(block)]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Languages by tag; names by key; the languages of each key; relatives' names by key.

    `relatives` are the words that other canvases have and this one has not: each stands
    for a field such as "lean.problem" or "mission.beneficiaries".
    """

    languages: dict[str, Language]
    names: dict[str, Block]
    spelt: dict[str, str]
    languages_of: dict[str, frozenset[str]]
    relatives: dict[str, str]


@cache
def vocabulary() -> Vocabulary:
    """Read the table; once a process."""
    table = tomllib.loads((files("ninefold") / "vocabulary.toml").read_text(encoding="utf-8"))
    languages: dict[str, Language] = {}
    names: dict[str, Block] = {}
    spelt: dict[str, str] = {}
    tags: defaultdict[str, set[str]] = defaultdict(set)
    relatives: dict[str, str] = {}
    for tag, entry in table.items():
        titles = tuple(entry[block.value][0] for block in BLOCKS)
        languages[tag] = Language(tag, entry["name"], entry["direction"], titles)
        for block in BLOCKS:
            for name in entry[block.value]:
                known = key(name)
                names[known] = block
                spelt.setdefault(known, name)
                tags[known].add(tag)
        for family in ("lean", "mission", "value", "swot"):
            for field, words in entry.get(family, {}).items():
                relatives.update((key(word), f"{family}.{field}") for word in words)
                for word in words:
                    tags[key(word)].add(tag)
    frozen = {known: frozenset(of) for known, of in tags.items()}
    return Vocabulary(languages, names, spelt, frozen, relatives)


@cache
def aliases_by_key(aliases: Aliases) -> dict[str, Block]:
    """The user's names, by their keys."""
    return {key(name): block for name, block in aliases}
