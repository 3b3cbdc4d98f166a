"""What a site's owner says of the rules: how much each matters, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ninefold.blocks import Block
from ninefold.canvas import Standards
from ninefold.diagnostics import Severity
from ninefold.rules import RULES
from ninefold.rules.rule import Rule

Severities = tuple[tuple[str, Severity | None], ...]


@dataclass(frozen=True, slots=True)
class Override:
    """Severities for the files that one of the `paths` fits: patterns as in .gitignore."""

    paths: tuple[str, ...]
    severities: Severities


@dataclass(frozen=True, slots=True)
class Settings:
    """What configuration says of rules and sections.

    A rule has a severity, or None for off, by code or name; of several `overrides` that fit
    a file the last one counts. `aliases` are further names of blocks, `standards` what is
    asked of every post.
    """

    severities: Severities = ()
    aliases: tuple[tuple[str, Block], ...] = ()
    overrides: tuple[Override, ...] = ()
    standards: Standards = field(default_factory=Standards)

    def severity(self, rule: Rule, path: str = "") -> Severity | None:
        """Return the severity at which a rule reports in a file; None where it is off."""
        return self.severities_for(path)[rule.code]

    def severities_for(self, path: str) -> Mapping[str, Severity | None]:
        """Return code -> severity, None for off, of every rule in a file of the content."""
        fitting = (o.severities for o in self.overrides if _fits(o.paths, path))
        return _table((self.severities, *fitting))


@lru_cache(maxsize=64)
def _table(layers: tuple[Severities, ...]) -> Mapping[str, Severity | None]:
    table: dict[str, Severity | None] = {rule.code: rule.severity for rule in RULES}
    for layer in layers:
        chosen = dict(layer)
        for rule in RULES:
            table[rule.code] = chosen.get(rule.code, chosen.get(rule.name, table[rule.code]))
    return table


@lru_cache(maxsize=4096)
def _fits(patterns: tuple[str, ...], path: str) -> bool:
    from pathspec import PathSpec  # only where somebody uses patterns

    return PathSpec.from_lines("gitignore", patterns).match_file(path)
