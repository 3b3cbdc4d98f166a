"""What the audits of a built site share: which pages, where they are served, which browser."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from conftest import find_browser
from quality import kinds, serving


@dataclass(frozen=True)
class Audited:
    """A site that is being served: the address, one page of each kind below it, the tools."""

    site: Path
    address: str
    urls: tuple[str, ...]
    tools: Path

    @property
    def files(self) -> list[Path]:
        """The files of the pages."""
        return [
            file / "index.html" if file.is_dir() else file
            for file in (self.site / url for url in self.urls)
        ]

    @property
    def environment(self) -> dict[str, str]:
        """What tools of npm must know to find the browser."""
        browser = find_browser()
        return {**os.environ, "CHROME_PATH": browser, "PUPPETEER_EXECUTABLE_PATH": browser}


@contextlib.contextmanager
def audited(documentation: str | None) -> Iterator[Audited]:
    """Serve the site that the command line names."""
    parser = argparse.ArgumentParser(
        description=documentation, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("site", type=Path, nargs="?", default=Path("output"))
    parser.add_argument("--node", type=Path, required=True, help="the folder of node_modules")
    parser.add_argument("--pages", nargs="*", help="these pages instead of one of each kind")
    options = parser.parse_args()
    site = options.site.resolve()
    urls = options.pages or kinds.urls(site, kinds.of_each_kind(site, extremes=False))
    with serving.served(site) as address:
        yield Audited(site, address, tuple(urls), options.node / "node_modules")
