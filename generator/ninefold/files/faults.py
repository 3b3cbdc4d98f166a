"""What the machine does not allow: the one error of the disk's edge."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator


class EnvironmentFault(Exception):
    """The machine does not let a command do its work: one line for the person, exit 2."""


@contextlib.contextmanager
def blaming(what: str) -> Iterator[None]:
    """Tell what the system refuses as an EnvironmentFault: `what` failed, and the reason."""
    try:
        yield
    except OSError as error:
        raise EnvironmentFault(f"{what}: {error.strerror or error}.") from error
