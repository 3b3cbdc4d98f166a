"""What the machine does not allow: the one error of the disk's edge."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator


class EnvironmentFault(Exception):
    """The machine does not let a command do its work: one line for the person, exit 2."""


@contextlib.contextmanager
def blaming(what: str) -> Iterator[None]:
    """Tell what the system refuses as an EnvironmentFault: `what` failed, and the reason."""
    try:
        yield
    except OSError as error:
        raise refused(what, error) from error


def refused(what: str, error: OSError) -> EnvironmentFault:
    """Return what is told of a refusal: `what` failed, at which file if it is another, and why."""
    name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    place = "" if what.startswith(name) else f"{name}: "
    return EnvironmentFault(f"{what}: {place}{error.strerror or error}.")
