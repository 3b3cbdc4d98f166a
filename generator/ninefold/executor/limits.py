"""So much of the processor and of memory for one item, enforced by the system.

The price of taking more is the process, so only a worker is ever limited. Seconds are those
of the processor: a machine that is busy with other things makes no post too costly.
"""

from __future__ import annotations

import math
import os
import signal

try:
    import resource
except ImportError:  # Windows has none: there nothing is limited
    resource = None  # type: ignore[assignment]

SECONDS = 4
SECONDS_TOGETHER = 1  # of many items at once: those that are too much for it are taken one by one
MEGABYTES = 400

_OUT_OF_MEMORY = 86  # the exit code of a process that was refused more


class Limits:
    """Lets the system end this process if what is done inside takes too much.

    A context manager, to be used again and again.
    """

    def __init__(self, seconds: int = SECONDS) -> None:
        self._seconds = seconds
        self._memory = _address_space() + MEGABYTES * 1_000_000

    def __enter__(self) -> None:
        """Begin to count."""
        if resource is not None:
            used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
            _limit(resource.RLIMIT_CPU, math.ceil(used) + self._seconds)
            _limit(resource.RLIMIT_AS, self._memory)

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        """Lift the limits; a process that was refused memory ends, as nothing in it is sure."""
        if kind and issubclass(kind, MemoryError):
            os._exit(_OUT_OF_MEMORY)
        if resource is not None:
            _limit(resource.RLIMIT_CPU, resource.RLIM_INFINITY)
            _limit(resource.RLIMIT_AS, resource.RLIM_INFINITY)


def _limit(which: int, limit: int) -> None:
    hard = resource.getrlimit(which)[1]
    if hard != resource.RLIM_INFINITY:
        limit = hard if limit == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(which, (limit, hard))


def _address_space() -> int:
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 1 << 40  # a system that does not tell is left alone


def told(code: int) -> str:
    """Return in words why a process ended that was to work on an item, from its exit code."""
    if code == -getattr(signal, "SIGXCPU", 0):
        return f"takes more than {SECONDS} seconds"
    if code in (_OUT_OF_MEMORY, -signal.SIGABRT):
        return f"takes more than {MEGABYTES} MB of memory"
    return f"ended the process that worked on it (exit code {code})"
