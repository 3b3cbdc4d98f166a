"""Replaces a file of the author's as a whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from ninefold.files.faults import EnvironmentFault, blaming
from ninefold.files.reading import read_file
from ninefold.source import Raw


def replace(file: Path, before: bytes | None, after: bytes) -> None:
    """Write a file anew, if it still holds what was read from it; None for a file not there yet.

    Its permissions stay. Whoever reads it sees the old text or the new one. Raises
    EnvironmentFault, the file untouched, if it has changed since or cannot be written.
    """
    with blaming(f"{file} cannot be written"):
        there = read_file(file, str(file)) if os.path.lexists(file) else None
        held = there.data if isinstance(there, Raw) else None
        if held != before or (there is not None and held is None):
            message = f"{file} has changed in the meantime, and is left as it is."
            raise EnvironmentFault(f"{message} Run the command again.")
        handle, name = tempfile.mkstemp(prefix=f".{file.name[:40]}.", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as written:
                written.write(after)
                written.flush()
                os.fsync(written.fileno())
            Path(name).chmod(file.stat().st_mode & 0o7777 if there else 0o666 & ~_umask())
            os.replace(name, file)  # noqa: PTH105 - as atomic as it gets
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
