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
Layers = tuple[Severities, ...]


@dataclass(frozen=True, slots=True)
class Override:
    """Severities for the files that one of the `paths` fits: patterns as in .gitignore."""

    paths: tuple[str, ...]
    severities: Severities


@dataclass(frozen=True, slots=True)
class Named:
    """A canvas that the configuration names by its slug, and where: `place` is in a file
    outside the content, `path` as whoever runs the command would type it.
    """

    slug: str
    path: str
    place: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Settings:
    """What configuration says of rules and sections.

    A rule has a severity, or None for off, by code or name; of several `overrides` that fit
    a file the last one counts. `aliases` are further names of blocks, `standards` what is
    asked of every post, and `named` are the canvases that have to exist.
    """

    severities: Severities = ()
    aliases: tuple[tuple[str, Block], ...] = ()
    overrides: tuple[Override, ...] = ()
    standards: Standards = field(default_factory=Standards)
    named: tuple[Named, ...] = ()

    def severity(self, rule: Rule, path: str = "") -> Severity | None:
        """Return the severity at which a rule reports in a file; None where it is off."""
        return self.severities_for(path)[rule.code]

    def severities_for(self, path: str) -> Mapping[str, Severity | None]:
        """Return code -> severity, None for off, of every rule in a file of the content."""
        return table(self.layers_for(path))

    def layers_for(self, path: str) -> Layers:
        """Return what is set for a file of the content, a later word counting before an earlier."""
        return (self.severities, *(o.severities for o in self.overrides if _fits(o.paths, path)))


@lru_cache(maxsize=64)
def table(layers: Layers) -> Mapping[str, Severity | None]:
    """Return code -> severity, None for off, of every rule."""
    found: dict[str, Severity | None] = {rule.code: rule.severity for rule in RULES}
    for layer in layers:
        chosen = dict(layer)
        for rule in RULES:
            found[rule.code] = chosen.get(rule.code, chosen.get(rule.name, found[rule.code]))
    return found


@lru_cache(maxsize=4096)
def _fits(patterns: tuple[str, ...], path: str) -> bool:
    from pathspec import PathSpec  # only where somebody uses patterns

    return PathSpec.from_lines("gitignore", patterns).match_file(path)
