"""Kills builds at many moments, and looks at what each leaves.

`python3 run.py python tests/long/kill.py [MOMENTS [POSTS]]` (500 moments, 6 posts) ends with an
error at the first site that is neither the old nor the new one, and at the first build after it
that leaves anything but what a clean one does.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from site_folder import SiteFolder
from trust.ending import Library, sweep


def main() -> None:
    """Kill and count."""
    moments, posts = (int(n) for n in (*sys.argv[1:], *("500", "6")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        site = SiteFolder(Path(folder) / "site")
        (site.folder / "content").mkdir(parents=True)
        os.chdir(site.folder)

        def report(line: str) -> None:
            print(f"\r{line}", end="", file=sys.stderr, flush=True)

        left = sweep(Library(site, posts), moments, report)
        os.chdir("/")
    print(f"\n{moments} moments: {left}; every next build was a clean one.")


if __name__ == "__main__":
    main()
