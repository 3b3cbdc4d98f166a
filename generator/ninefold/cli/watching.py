"""Runs a command again whenever a file changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import watchfiles

from ninefold.cli import OK, terminal
from ninefold.cli.equipment import Misuse
from ninefold.files.faults import EnvironmentFault


def watch(paths: Sequence[Path], run: Callable[[], int]) -> int:
    """Call `run` now and after every change under the paths, until Ctrl-C; return 0.

    It is first called once the system reports changes, so that none is missed in between.
    """
    first = True
    try:
        for changes in watchfiles.watch(
            *paths, debounce=200, rust_timeout=250, yield_on_timeout=True, raise_interrupt=True
        ):
            if first or changes:
                _once(run)
            first = False
    except KeyboardInterrupt:
        terminal.notice("No longer watching.")
    return OK


def _once(run: Callable[[], int]) -> None:
    try:
        run()
    except (EnvironmentFault, Misuse) as error:  # a folder may be away for a moment
        terminal.notice(str(error))
    terminal.notice(f"{time.strftime('%H:%M:%S')} Watching for changes; Ctrl-C ends.")
