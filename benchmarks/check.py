"""Wall time and memory of `ninefold check` beside markdownlint-cli2, on the same made posts.

    npm install --prefix FOLDER markdownlint-cli2
    python3 run.py python benchmarks/check.py [N …] [--rounds R] \
        --markdownlint FOLDER/node_modules/.bin/markdownlint-cli2

Each round runs, one after the other and on the same files: markdownlint, a check without a
cache from before (cold), one more (unchanged), and one after a post was edited. Both tools
have their default settings and may use every core; what they print goes to a file. The
fastest round of each counts, so that other work on the machine matters less, and `ratio` is
markdownlint's time divided by the row's.

Wall seconds run from the start of the process to its end, Python's or Node's own start
included; CPU seconds take in worker processes. Ninefold's modules are compiled beforehand, as
they are where a package is installed. Memory is each process's peak (VmHWM in /proc,
so this needs Linux), read many times a second: of the process itself, of the largest of its
children, and the sum of the two, in MiB. A forked child counts pages that it shares with its
parent once more.
"""

from __future__ import annotations

import argparse
import compileall
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import made
import ninefold

KINDS = ("markdownlint", "cold", "unchanged", "one edited")


@dataclass(frozen=True)
class Seen:
    """One run: seconds, and peak memory in MiB of the process and its largest child."""

    wall: float
    cpu: float
    own: float
    child: float


def main() -> None:
    """Print one table row a command and number of posts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[10_000])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--markdownlint", help="path of the command; without it, ours alone runs")
    options = parser.parse_args()
    compileall.compile_dir(Path(ninefold.__file__).parent, quiet=1)
    print("| posts | run | wall s | ratio | CPU s | parent MiB | largest child MiB | sum MiB |")
    print("|--:|---|--:|--:|--:|--:|--:|--:|")
    for count in options.counts:
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder)
            made.write(site / "content", count)
            rounds = [one_round(site, options.markdownlint) for _ in range(options.rounds)]
        best = {
            kind: min((seen[kind] for seen in rounds), key=lambda seen: seen.wall)
            for kind in rounds[0]
        }
        for kind, seen in best.items():
            ratio = f"{best[KINDS[0]].wall / seen.wall:.1f}" if KINDS[0] in best else "-"
            print(
                f"| {count:,} | {kind} | {seen.wall:.2f} | {ratio} | {seen.cpu:.2f} | "
                f"{seen.own:.0f} | {seen.child:.0f} | {seen.own + seen.child:.0f} |",
                flush=True,
            )
    print(f"\n{os.cpu_count()} cores; load {', '.join(f'{n:.1f}' for n in os.getloadavg())}.")


def one_round(site: Path, markdownlint: str | None) -> dict[str, Seen]:
    """Run each command once."""
    check = [sys.executable, "-m", "ninefold", "check"]
    seen = {}
    if markdownlint:
        seen["markdownlint"] = measured([str(Path(markdownlint).absolute()), "content/*.md"], site)
    shutil.rmtree(site / ".ninefold_cache", ignore_errors=True)
    seen["cold"] = measured(check, site)
    seen["unchanged"] = measured(check, site)
    with (site / "content" / "company-00007.md").open("a", encoding="utf-8") as post:
        post.write("\nMore.\n")
    seen["one edited"] = measured(check, site)
    return seen


def measured(command: list[str], site: Path) -> Seen:
    """Run a command to its end; its exit code says no more than that it found something."""
    peaks: dict[int, float] = {}
    over = threading.Event()

    def watch(pid: int) -> None:
        while not over.wait(0.05):
            for one in (pid, *children(pid)):
                peaks[one] = max(peaks.get(one, 0.0), peak(one))

    with (site / "printed.txt").open("wb") as printed:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=site, stdout=printed, stderr=printed)
        watching = threading.Thread(target=watch, args=(process.pid,))
        watching.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        over.set()
        watching.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit((site / "printed.txt").read_text("utf-8")[-2000:])
    own = peaks.pop(process.pid, 0.0)
    return Seen(wall, usage.ru_utime + usage.ru_stime, own, max(peaks.values(), default=0.0))


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that still run."""
    try:
        text = " ".join(p.read_text() for p in Path(f"/proc/{pid}/task").glob("*/children"))
    except OSError:
        return []
    return [int(word) for word in text.split()]


def peak(pid: int) -> float:
    """Return the most memory that a process has held so far, in MiB."""
    try:
        found = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
