"""Ends builds at any moment, and says whether what they leave is a whole site."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

from site_folder import SiteFolder
from test_build import clean, process

OURS = {"content", "output", "ninefold.toml", ".ninefold_cache"}


class Library:
    """A site whose posts change between two states, each of which is known as it is built."""

    def __init__(self, site: SiteFolder, posts: int = 6) -> None:
        self.site = site
        self.posts = posts
        self.whole = {}
        for state in ("one", "two"):
            self.say(state)
            self.whole[state] = clean(site)
        self.state = "two"
        assert site.build().code == 0

    def say(self, state: str) -> None:
        """Write the posts of a state; one has a post that the other has not."""
        for number in range(self.posts):
            self.site.canvas(f"post-{number}", channels=f"In state {state}, {number}.")
        extra = self.site.folder / "content/only-in-one.md"
        if state == "one":
            self.site.canvas("only-in-one")
        else:
            extra.unlink(missing_ok=True)

    def change(self) -> tuple[str, str]:
        """Write the other state; return the one that is built, and the one to be built."""
        before, self.state = self.state, {"one": "two", "two": "one"}[self.state]
        self.say(self.state)
        return before, self.state

    def found(self) -> str:
        """The state that the output folder is in; "broken" where it is in none."""
        tree = self.site.tree()
        return next((state for state, whole in self.whole.items() if tree == whole), "broken")

    def litter(self) -> set[str]:
        """What lies beside the output folder and is none of ours."""
        return {path.name for path in self.site.folder.iterdir()} - OURS


def ended(library: Library, moment: float, sign: signal.Signals, *options: str) -> int:
    """Build in a process of its own, which gets a signal after some seconds; its exit code."""
    running = process(library.site, "build", *options)
    time.sleep(moment)
    running.send_signal(sign)
    running.communicate()
    return running.returncode


def duration(library: Library, *options: str) -> float:
    """How long a build takes in a process of its own, in seconds."""
    library.change()
    began = time.monotonic()
    running = process(library.site, "build", *options)
    running.communicate()
    assert running.returncode == 0
    return time.monotonic() - began


def sweep(library: Library, moments: int, report: Callable[[str], None]) -> dict[str, int]:
    """Kill builds at so many moments, spread over their whole length; count what each left.

    Each time the site is in one of two states, and the next build leaves what a clean one does,
    and nothing else.
    """
    whole = duration(library) * 1.1
    left: dict[str, int] = {}
    for number in range(moments):
        before, after = library.change()
        options = ("--jobs", "2") if number % 2 else ()
        ended(library, whole * (0.2 + 0.8 * number / moments), signal.SIGKILL, *options)
        state = library.found()
        assert state in (before, after), f"moment {number}: {state}"
        kind = "old" if state == before else "new"
        left[kind] = left.get(kind, 0) + 1
        left["litter"] = left.get("litter", 0) + bool(library.litter())
        assert library.site.build().code == 0
        assert library.found() == after, f"moment {number}: the next build"
        assert not library.litter(), f"moment {number}: {library.litter()}"
        report(f"{number + 1} of {moments}: {left}")
    return left


def running_workers(parent: int) -> list[int]:
    """The processes that a process has started and that have not ended."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append(int(folder.name))
    return found
