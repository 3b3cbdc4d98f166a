"""Two saves, one after the other: whether the browser ends on the last, 100 times of 100.

    python3 run.py python benchmarks/saves.py [--pairs P] [--posts N]

The gaps are spread evenly over 0.05 to 3 s. Takes about five minutes; the tests have the short
gaps.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from preview import POST, browser, edits, ours


def main() -> None:
    """Print how often the browser ended on the last save, and how long that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--posts", type=int, default=20)
    options = parser.parse_args()
    gaps = [0.05 + 2.95 * i / max(1, options.pairs - 1) for i in range(options.pairs)]
    random.Random(1).shuffle(gaps)
    well, waits = 0, []
    with tempfile.TemporaryDirectory() as place, browser() as opened:
        folder = Path(place)
        server = ours(folder, options.posts)
        try:
            page = opened.new_page()
            page.goto(f"http://127.0.0.1:{server.port}{server.page}")
            page.wait_for_timeout(1000)
            save = edits(folder / "content" / f"{POST}.md")
            for number, gap in enumerate(gaps):
                save(f"first{number}x")
                time.sleep(gap)
                save(f"last{number}x")
                began = time.perf_counter()
                while f"last{number}x" not in page.inner_text("main"):
                    if time.perf_counter() - began > 5:
                        print(f"gap {gap:.2f} s: not the last save after 5 s")
                        break
                    page.wait_for_timeout(5)
                else:
                    well += 1
                    waits.append((time.perf_counter() - began) * 1000)
        finally:
            server.end()
    waits.sort()
    print(f"{well} of {options.pairs} ended on the last save", end="")
    print(f"; shown after {waits[len(waits) // 2]:.0f} ms (median), at most {waits[-1]:.0f} ms.")


if __name__ == "__main__":
    main()
