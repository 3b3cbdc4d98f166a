"""CPU time a stage, and peak memory, for N made canvases.

    python3 run.py python benchmarks/build.py [N …] [--jobs J]

Each N is built cold, then once more with nothing changed, then with one post edited, twice, as
from then on a build begins with what the one before it left; each in a process of its own.
Seconds are of CPU, in one process unless --jobs says otherwise (the time of workers is then not
counted), so that other work on the machine matters less; `wall` is what a person waits. Read the
ratios between the rows: they show whether a stage grows faster than the number of canvases.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import made

STAGES = (
    ("read", "", "list_content"),
    ("check", "", "inspect"),
    ("assemble", "site", "assemble"),
    ("compare", "", "collate"),
    ("plan", "", "plan"),
    ("write", "", "publish"),
)


def main() -> None:
    """Print one table row a build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[100, 1000, 10000])
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    names = [name for name, _, _ in STAGES]
    print(
        "| canvases | build | "
        + " | ".join(names)
        + " | rest | total s | ms a canvas | wall s | files | peak MiB |"
    )
    print("|--:|---|" + "--:|" * (len(names) + 6))
    for count in options.counts:
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder)
            made.write(site / "content", count)
            for kind in ("cold", "unchanged", "one edited", "edited again"):
                if "edited" in kind:
                    post = site / "content" / "company-00007.md"
                    post.write_text(
                        post.read_text("utf-8").replace("## C", "## C", 1) + "\nMore.\n", "utf-8"
                    )
                print(row(count, kind, measured(site, options.jobs)), flush=True)


def row(count: int, kind: str, seen: dict[str, float]) -> str:
    """Return one row of the table."""
    stages = [seen.get(name, 0.0) for name, _, _ in STAGES]
    total = seen["total"]
    cells = [f"{s:.2f}" for s in (*stages, total - sum(stages), total)]
    per = f"{total / count * 1000:.2f}"
    return (
        f"| {count:,} | {kind} | "
        + " | ".join(cells)
        + f" | {per} | {seen['wall']:.1f} | {int(seen['files']):,} | {int(seen['peak'])} |"
    )


def measured(site: Path, jobs: int) -> dict[str, float]:
    """Build a site in a fresh process; return seconds a stage, files, and peak memory in MiB."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_measure, args=(site, jobs, there))
    process.start()
    there.close()  # so that a process that dies is noticed here
    seen: dict[str, float] = json.loads(here.recv())
    process.join()
    return seen


def _measure(site: Path, jobs: int, pipe: Any) -> None:
    import os

    os.chdir(site)
    begin, clock = time.process_time(), time.perf_counter()
    from ninefold import build, cli

    seconds: dict[str, float] = {}

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            start = time.process_time()
            try:
                return function(*args, **options)
            finally:
                seconds[name] = seconds.get(name, 0.0) + time.process_time() - start

        return call

    for name, module, function in STAGES:
        place = getattr(build, module) if module else build
        setattr(place, function, timed(name, getattr(place, function)))
    sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - findings on made posts
    code = cli.main(["build", "--quiet", "--jobs", str(jobs)])
    seconds["total"] = time.process_time() - begin
    seconds["wall"] = time.perf_counter() - clock
    seconds["files"] = sum(1 for p in (site / "output").rglob("*") if p.is_file())
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds["peak"] = own / 1024
    pipe.send(json.dumps(seconds))
    sys.exit(code)


if __name__ == "__main__":
    main()
