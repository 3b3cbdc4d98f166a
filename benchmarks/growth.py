"""Whether the time of a check grows with the length of a post alone.

    python3 run.py python benchmarks/growth.py

Each piece is repeated to 8 kB and to 64 kB, eight times as much: a ratio near 8 is linear,
one near 64 quadratic. Times under a few milliseconds say little.
"""

from __future__ import annotations

import time

from ninefold.checker import inspect
from ninefold.settings import Settings
from ninefold.source import Raw

PIECES = (
    *("a ", "a.", "?", "the ", "## Channels\n", "- a\n", "5 countries. ", "$5 ", "5%", "TODO "),
    *("[", "![", "](", "[^a]", "[a]: b\n", "<", "<a ", "<!--", "<div>\n", "<table>", "`", "```\n"),
    *("| a ", "· a\n", "---\n", "a\n---\n", "\u00a0", "\n", "https://e.org ", "will by 2020 "),
)


def main() -> None:
    """Print one table row a piece."""
    print("| piece | 8 kB, ms | 64 kB, ms | ratio |\n|---|--:|--:|--:|")
    for piece in PIECES:
        short, long = (min(seconds(piece, size) for _ in range(2)) for size in (8_000, 64_000))
        print(f"| `{piece!r}` | {short * 1e3:.1f} | {long * 1e3:.1f} | {long / short:.0f} |")


def seconds(piece: str, size: int) -> float:
    """Return the CPU time of checking one post of about `size` characters."""
    text = "---\ntitle: A\n---\n## Channels\n\n" + piece * (size // len(piece))
    start = time.process_time()
    inspect(Raw("a.md", text.encode()), Settings())
    return time.process_time() - start


if __name__ == "__main__":
    main()
