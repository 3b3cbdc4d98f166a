"""Builds one library with several releases of Python, and compares every byte.

`python3 run.py python tests/long/pythons.py CONTENT PYTHON...`: each PYTHON is an interpreter
that has Ninefold's dependencies, of the releases in `constraints.txt`.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "generator"


def built(python: str, content: Path, output: Path) -> dict[str, str]:
    """Build with an interpreter; path -> digest of every file."""
    options = ["--keep-going", "--no-cache", "--quiet", "--content", str(content)]
    subprocess.run(
        [python, "-P", "-m", "ninefold", "build", *options, "--output", str(output)],
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        stdout=subprocess.DEVNULL,
        cwd=output.parent,
        check=False,
    )
    files = (path for path in sorted(output.rglob("*")) if path.is_file())
    digests = {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
    assert digests, f"{python} built nothing"
    return digests


def main() -> int:
    """Compare; 1 if a byte differs."""
    content, first, *others = (str(Path(argument).absolute()) for argument in sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        expected = built(first, Path(content), Path(folder) / "0")
        code = 0
        for number, python in enumerate(others, 1):
            found = built(python, Path(content), Path(folder) / str(number))
            paths = sorted(expected.keys() | found.keys())
            differing = [path for path in paths if expected.get(path) != found.get(path)]
            print(f"{python}: {len(found)} files, {len(differing)} differ {differing[:5]}")
            code |= bool(differing)
    return code


if __name__ == "__main__":
    sys.exit(main())
