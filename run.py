#!/usr/bin/env python3
"""Sets everything up in this checkout, then builds the site or runs the tests.

    python3 run.py build [arguments of `ninefold build`]
    python3 run.py test  [arguments of pytest]
    python3 run.py COMMAND [arguments]      any other command of the tools installed

Needs Python 3.11 or later with venv and pip, and nothing else. What it installs goes into
.venv in this folder; the tests need Chromium as well, and say how to get it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LOCK = ROOT / "constraints.txt"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    """Run what the command line asks for and return its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one must be told
        return say("Python 3.11 or later is needed; this is " + sys.version.split()[0] + ".")
    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help"):
        print(__doc__)
        return 0 if len(sys.argv) > 1 else 2
    command, *arguments = sys.argv[1:]
    if fault := install(extra="[dev]" if command != "build" else ""):
        return say(fault)
    if command == "build":
        return run("ninefold", "build", *arguments)
    if command == "test":
        if fault := find_browser():
            return say(fault)
        return run("pytest", *arguments)
    return run(command, *arguments)


def say(fault: str) -> int:
    """Print what is wrong, and return the exit code for it."""
    print(f"run.py: {fault}", file=sys.stderr)
    return 2


def run(tool: str, *arguments: str) -> int:
    """Run an installed tool in this checkout."""
    return subprocess.run([str(BIN / tool), *arguments], cwd=ROOT, check=False).returncode


def install(extra: str) -> str | None:
    """Install this checkout and what it needs, once; return a fault in words, or None."""
    inputs = (ROOT / "pyproject.toml").read_bytes() + LOCK.read_bytes()
    wanted = hashlib.sha256(inputs + sys.version.encode()).hexdigest()
    done = VENV / "installed"
    have = done.read_text(encoding="utf-8").split() if done.exists() else []
    if have[:1] == [wanted] and (have[1:] == ["[dev]"] or not extra):
        return None
    print("run.py: setting up .venv, once", file=sys.stderr)
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, OSError) as error:
        return (
            f"The virtual environment could not be made ({error}). "
            "On Debian and Ubuntu: apt-get install python3-venv."
        )
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    target = f"{ROOT}{extra}"
    if subprocess.run([*pip, "-c", str(LOCK), "-e", target], check=False).returncode:
        return "The packages could not be installed; pip says above why."
    done.write_text(f"{wanted} {extra}", encoding="utf-8")
    return None


def find_browser() -> str | None:
    """Make sure that there is a Chromium for the tests; return a fault in words, or None."""
    if os.environ.get("NINEFOLD_BROWSER") or any(map(shutil.which, BROWSERS)):
        return None
    apt = shutil.which("apt-get")
    if apt and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("run.py: installing Chromium", file=sys.stderr)
        packages = ("chromium", "fonts-noto-core")
        for words in (("update",), ("install", "-y", "--no-install-recommends", *packages)):
            subprocess.run(
                [apt, "-qq", *words],
                check=False,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            )
        if any(map(shutil.which, BROWSERS)):
            return None
    return (
        "The tests need Chromium, and none was found. Install it (Debian and Ubuntu: "
        "apt-get install chromium), or set NINEFOLD_BROWSER to the path of one."
    )


if __name__ == "__main__":
    sys.exit(main())
