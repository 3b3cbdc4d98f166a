"""Which words of a language say little: from words.toml, folded as texts are."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ninefold.likeness.stems import stem


@dataclass(frozen=True, slots=True)
class Common:
    """The folded words of a language that are no terms, and those that are never named alone."""

    stop: frozenset[str] = frozenset()
    general: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    nouns: frozenset[str] = frozenset()

    def is_general(self, key: str) -> bool:
        """Whether a folded word is never named alone."""
        return key in self.general or (key.endswith(self.endings) and key not in self.nouns)


@cache
def common(language: str) -> Common:
    """Return the common words of a language ("en"); none for a language without a list."""
    table = _tables().get(language, {})
    stop, general, nouns = (
        frozenset(stem(word, language) for word in table.get(name, "").split())
        for name in ("stop", "general", "nouns")
    )
    return Common(stop, general - stop, tuple(table.get("endings", "").split()), nouns)


@cache
def _tables() -> dict[str, dict[str, str]]:
    text = (files("ninefold") / "likeness" / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
