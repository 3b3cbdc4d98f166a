"""Changes the posts themselves: fixes, and words that silence findings."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ninefold import fixing, ignoring
from ninefold.cli import terminal
from ninefold.cli.terminal import shown
from ninefold.diagnostics import Diagnostic
from ninefold.files import replacing
from ninefold.source import Raw


def wants_change(options: argparse.Namespace) -> bool:
    """Whether the arguments ask for a change of posts, or to see it."""
    return bool(options.add_ignore or options.fix or options.unsafe_fixes or options.diff)


def mended(
    posts: Sequence[Raw],
    findings: Callable[[Sequence[Raw]], Iterable[Diagnostic]],
    options: argparse.Namespace,
) -> tuple[Raw, ...]:
    """Return the posts with the changes that the arguments ask for."""
    if options.add_ignore:
        by_path: dict[str, list[Diagnostic]] = {}
        for finding in findings(posts):
            by_path.setdefault(finding.path, []).append(finding)
        return tuple(ignoring.ignored(raw, by_path.get(raw.path, ())) for raw in posts)
    return fixing.mend(posts, findings, options.unsafe_fixes)


def keep(before: Sequence[Raw], after: Sequence[Raw], folder: Path, *, show_only: bool) -> int:
    """Write the posts that differ, or print how; return how many they are."""
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old.data != new.data]
    for old, new in changed:
        if show_only:
            terminal.say(fixing.difference(old, new, shown(folder / old.path)))
        else:
            replacing.replace(folder / old.path, old.data, new.data)
    return len(changed)
