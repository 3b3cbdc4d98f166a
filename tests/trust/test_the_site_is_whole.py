"""The site is whole, old or new: killed, interrupted, out of room, out of rights, or twice at once.

tests/test_writing.py tries every single change of the disk; here are whole builds, and the
system itself says no. `tests/long/kill.py` kills builds at 500 moments.
"""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ninefold.files import staging, swapping
from site_folder import SiteFolder
from test_build import process, small_theme
from trust.ending import Library, duration, ended, running_workers, sweep


@pytest.fixture(autouse=True)
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return small_theme(tmp_path, monkeypatch)


@pytest.fixture
def library(site: SiteFolder) -> Library:
    return Library(site)


def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(library: Library) -> None:
    left = sweep(library, 20, lambda line: None)
    assert left["old"] >= 1  # the moments were not all too late


def test_a_build_that_is_interrupted_tidies_up_at_once(library: Library) -> None:
    whole = duration(library)
    codes = set()
    for number in range(6):
        before, after = library.change()
        sign = (signal.SIGINT, signal.SIGTERM)[number % 2]
        codes.add(ended(library, whole * (0.3 + 0.13 * number), sign, "--jobs", "2"))
        assert library.found() in (before, after)
        assert library.litter() == set()
        assert library.site.build().code == 0
        assert library.found() == after
    # Interrupted while Python itself starts or ends, a process ends by the signal.
    assert codes <= {0, 130, -signal.SIGINT, -signal.SIGTERM, 1}


def test_no_worker_outlives_a_build_that_is_killed(library: Library) -> None:
    library.change()
    running = process(library.site, "build", "--jobs", "2", "--no-cache")
    while not (workers := running_workers(running.pid)):
        assert running.poll() is None
    running.kill()
    running.communicate()
    for _ in range(1000):
        if not any(Path(f"/proc/{worker}/cmdline").exists() for worker in workers):
            return
        threading.Event().wait(0.01)
    pytest.fail("a worker is still there")


def test_whoever_reads_during_a_swap_sees_one_site_or_the_other(library: Library) -> None:
    page = library.site.output / "canvases/post-0/index.html"
    seen: set[str] = set()
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            try:
                text = page.read_text("utf-8")
            except OSError as error:
                seen.add(f"{error}")
                continue
            seen.add("one" if "state one" in text else "two" if "state two" in text else text)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(12):
            library.change()
            assert library.site.build().code == 0
    finally:
        over.set()
        reader.join()
    assert seen == {"one", "two"}


# The disk says no


@pytest.fixture
def small_disk(site: SiteFolder) -> Iterator[Path]:
    """A disk of 600 kB where the site is written to, and its folder."""
    place = site.folder / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "none", str(place)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("only root may mount a disk; RLIMIT_FSIZE is tried in any case")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_disk_that_is_full_keeps_the_old_site(library: Library, small_disk: Path) -> None:
    site = library.site
    options = ("--output", str(small_disk / "site"), "--no-cache", "--jobs", "1")
    assert site.run("build", *options).code == 0
    before = site.tree(small_disk / "site")
    for number in range(400):
        site.canvas(f"more-{number}", channels="Shops. " * 300)
    ran = site.run("build", *options)
    assert ran.code == 2
    assert ran.err.endswith("The site could not be written: No space left on device.\n")
    assert site.tree(small_disk / "site") == before
    assert {path.name for path in small_disk.iterdir()} == {"site"}
    for number in range(400):
        (site.folder / f"content/more-{number}.md").unlink()
    assert site.run("build", *options).code == 0


def test_a_disk_that_may_only_be_read_keeps_the_old_site(
    library: Library, small_disk: Path
) -> None:
    site = library.site
    options = ("--output", str(small_disk / "site"), "--jobs", "1")
    assert site.run("build", *options).code == 0
    before = site.tree(small_disk / "site")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    library.change()
    ran = site.run("build", *options)
    assert ran.code == 2
    assert "Read-only file system" in ran.err
    assert site.tree(small_disk / "site") == before


@pytest.mark.parametrize("most", [0, 100, 3000])
def test_files_that_may_not_grow_keep_the_old_site(library: Library, most: int) -> None:
    before, after = library.change()

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    running = process(library.site, "build", "--jobs", "1", preexec_fn=limit)
    _, error = running.communicate()
    assert running.returncode == 2, error
    assert b"File too large" in error
    assert b"Traceback" not in error
    assert library.found() == before
    assert library.litter() == set()
    assert library.site.build().code == 0
    assert library.found() == after


def test_the_new_site_is_on_the_disk_before_it_takes_the_old_ones_place(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    for room, name in ((staging, "_write"), (swapping, "_settle"), (swapping, "_exchange")):
        real = getattr(room, name)
        monkeypatch.setattr(
            room, name, lambda *a, real=real, name=name: (done.append(name), real(*a))[1]
        )
    library.change()
    assert library.site.build().code == 0
    assert done[-2:] == ["_settle", "_exchange"]
    assert done.count("_write") == len(done) - 2


def test_a_disk_that_fails_to_keep_what_it_took_keeps_the_old_site(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, _ = library.change()

    def failing(folder: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(swapping, "_settle", failing)
    ran = library.site.build()
    assert ran.code == 2
    assert "Input/output error" in ran.err
    assert library.found() == before
    assert library.litter() == set()


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_what_was_written_is_asked_to_stay(
    library: Library, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    asked: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda number: (asked.append(number), real(number))[1])
    with monkeypatch.context() as patch:
        patch.setattr(swapping.sys, "platform", platform)
        swapping._settle(library.site.output)
    files = len(library.site.tree())
    assert len(asked) == (0 if platform == "linux" else files)


# Two at once, and files that go while they are read


def test_builds_of_different_states_at_once_leave_one_of_them(library: Library) -> None:
    for _ in range(3):
        library.change()
        builds = [process(library.site, "build", "--jobs", "1") for _ in range(3)]
        for running in builds:
            _, error = running.communicate()
            assert running.returncode == 0, error
        assert library.found() == library.state
        assert library.litter() == set()


def test_posts_that_come_and_go_during_a_build_break_nothing(library: Library) -> None:
    over = threading.Event()
    content = library.site.folder / "content"

    def disturb() -> None:
        while not over.is_set():
            library.site.canvas("passing")
            (content / "passing.md").unlink()

    disturber = threading.Thread(target=disturb)
    disturber.start()
    try:
        for _ in range(10):
            library.change()
            ran = library.site.build()
            assert ran.code in (0, 1), ran.err  # 1 if it was listed, and gone when it was read
            assert "Traceback" not in ran.err
    finally:
        over.set()
        disturber.join()
    assert library.site.build().code == 0
    assert library.found() == library.state
