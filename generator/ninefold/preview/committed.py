"""What changed in the content folder since the last commit, where there is git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

_PATIENCE = 5  # seconds
_WORDS = {"A": "new", "M": "changed", "D": "deleted", "T": "changed", "U": "in conflict"}
# Nothing that a repository's own configuration names is run.
_CALM = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


def changes(folder: Path) -> dict[str, str] | None:
    """Return path -> what became of it, for all that is not as it was committed.

    The paths are those of the content folder. None where there is no git, or no commit.
    """
    diff = ("diff", "--name-status", "--no-renames", "--no-ext-diff", "--no-textconv", "-z")
    changed = _git(folder, (*diff, "--relative", "HEAD", "--", "."))
    others = _git(folder, ("ls-files", "--others", "--exclude-standard", "-z", "--", "."))
    if changed is None or others is None:
        return None
    pairs = zip(changed[::2], changed[1::2], strict=False)
    found = {path: _WORDS.get(letter[:1], "changed") for letter, path in pairs}
    return {**found, **dict.fromkeys(others, "new")}


def _git(folder: Path, words: Sequence[str]) -> list[str] | None:
    try:
        ran = subprocess.run(  # noqa: S603 - our own words, and no shell
            ["git", *_CALM, *words],  # noqa: S607 - the person's own git
            cwd=folder,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    if ran.returncode:
        return None
    text = ran.stdout.decode("utf-8", "backslashreplace")
    return [part for part in text.split("\0") if part]
