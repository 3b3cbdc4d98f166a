"""Reads, checks and renders posts that nobody would write, for as long as one likes.

`python3 run.py python tests/long/fuzz.py SECONDS FOLDER [SEED]` changes the bytes of the posts
under a folder. With Atheris (`pip install atheris`, Python 3.11 to 3.13) and
`tests/long/fuzz.py --atheris TARGET -max_total_time=SECONDS FOLDER…` coverage leads the way;
the targets are scanner, frontmatter, markup and post.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / "generator"))


def blind(seconds: float, folder: Path, seed: int) -> int:
    """Change bytes at random; keep each new kind of failure beside this file, and count them."""
    from trust.fuzzing import mutated, taken

    seeds = [path.read_bytes()[:30_000] for path in sorted(folder.rglob("*.md"))]
    chance = random.Random(seed)
    end, cases, slowest = time.monotonic() + seconds, 0, 0.0
    failures: dict[str, str] = {}
    while time.monotonic() < end:
        data = mutated(chance.choice(seeds), seeds, chance, 20)
        cases, began = cases + 1, time.process_time()
        try:
            taken(data)
        except Exception:
            place = traceback.format_exc().split("\n")[-4]
            if failures.setdefault(place, traceback.format_exc()) and len(failures) > 0:
                Path(f"failure-{seed}-{len(failures)}.md").write_bytes(data)
        took = time.process_time() - began
        if took > max(slowest, 1):
            Path(f"slow-{seed}-{took:.1f}.md").write_bytes(data)
        slowest = max(slowest, took)
    for text in failures.values():
        print(text)
    print(f"{cases:,} posts, {len(failures)} kinds of failure, the slowest took {slowest:.2f} s")
    return bool(failures)


def target(name: str) -> Callable[[bytes], None]:
    """What is fuzzed, by its name."""
    from ninefold.blocks import Block
    from ninefold.markup import Manuscript, render
    from ninefold.parser import frontmatter, scanner
    from trust.fuzzing import taken

    def scanned(data: bytes) -> None:
        text = data.decode("utf-8", "replace").replace("\r", "\n")
        chunks = scanner.scan(text)
        assert "".join(text[c.span.start : c.span.end] for c in chunks) == text

    def matter(data: bytes) -> None:
        frontmatter.read("---\n" + data.decode("utf-8", "replace"))

    def marked(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        render(Manuscript("a", text, ((Block.CHANNELS, text),), (), "", (), (), ()))

    known = {"scanner": scanned, "frontmatter": matter, "markup": marked}
    return known.get(name, lambda data: taken(data) and None)


def main() -> int:
    """Fuzz; 1 if anything failed."""
    if sys.argv[1] == "--atheris":
        import atheris

        with atheris.instrument_imports(include=["ninefold", "markdown"]):
            one = target(sys.argv[2])
        atheris.Setup([sys.argv[0], *sys.argv[3:]], one)
        atheris.Fuzz()
        return 0
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    return blind(float(sys.argv[1]), Path(sys.argv[2]), seed)


if __name__ == "__main__":
    sys.exit(main())
