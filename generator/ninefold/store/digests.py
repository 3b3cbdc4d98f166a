"""What stands for values, and for all that decides what is made of them."""

from __future__ import annotations

import hashlib
import sys
import zlib
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from ninefold.sealing import ENCODER

_LIBRARIES = (
    *("babel", "jinja2", "markdown", "msgspec", "nh3", "python-frontmatter", "pyyaml"),
    *("python-slugify", "rapidfuzz", "text-unidecode"),
)


def digest(*values: Any) -> bytes:
    """Return 16 bytes that stand for values of plain types, enums and dataclasses.

    Equal values have equal digests, in every process and on every machine.
    """
    return hashlib.blake2b(ENCODER.encode(values), digest_size=16).digest()


@cache
def version() -> bytes:
    """Return the digest of all that decides what a pure function returns but its argument:
    this package's code and data, the libraries it calls, and Python.
    """
    package = Path(__file__).parents[1]
    files = sorted(p for p in package.rglob("*") if p.suffix in (".py", ".toml"))
    code = [(p.relative_to(package).as_posix(), p.read_bytes()) for p in files]
    libraries = [(name, metadata.version(name)) for name in _LIBRARIES]
    return digest(code, libraries, sys.version, zlib.ZLIB_RUNTIME_VERSION)
