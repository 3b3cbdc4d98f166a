"""A build that would change nothing: what it said the last time is said again.

What this imports is all that such a build waits for.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ninefold.cli.unchanged import Answer, key, recall

CACHE = ".ninefold_cache"


def repeated(options: argparse.Namespace) -> int | None:
    """Say what the same build said, and return its exit code; None if there is work to do."""
    if options.no_cache:
        return None
    try:
        name = key(vars(options))
        here = Path.cwd()
    except OSError:
        return None
    folders = [folder / CACHE for folder in (here, *here.parents)]
    if options.cache_dir:
        folders = [Path(options.cache_dir)]
    elif options.config:
        folders = [Path(options.config).resolve().parent / CACHE]
    for folder in folders:
        if answer := recall(folder, name):
            say(answer)
            return answer.code
    return None


def say(answer: Answer) -> None:
    """Write an answer to stdout, as UTF-8 whatever the locale, and to stderr."""
    if answer.out and sys.stdout:
        sys.stdout.buffer.write(answer.out.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    if sys.stderr:
        sys.stderr.write(answer.err)
