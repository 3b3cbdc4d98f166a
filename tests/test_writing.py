"""The output folder: old or new but never a mixture, and nothing that is not ours is touched."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import socket
import stat
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold.files import manifest, staging, standing, swapping, writing
from ninefold.files.faults import EnvironmentFault
from ninefold.files.standing import Left
from ninefold.files.swapping import Target
from ninefold.theme import Output
from site_folder import SiteFolder
from test_build import clean, process, small_theme

KEPT = (".git", ".gitignore", ".gitkeep", ".nojekyll", "CNAME")


@pytest.fixture(autouse=True)
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return small_theme(tmp_path, monkeypatch)


@pytest.fixture(params=["exchange", "rename"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to put the new site in place of the old one."""
    if request.param == "rename":
        monkeypatch.setattr(swapping, "_exchange", lambda one, other: False)
    return str(request.param)


@pytest.fixture
def built(site: SiteFolder) -> SiteFolder:
    """A site of one canvas that is built, and whose post was edited since."""
    assert site.canvas("a").build().code == 0
    return site.canvas("a", channels="Other words.").canvas("b")


def beside(site: SiteFolder) -> set[str]:
    """What lies in the site's folder that does not belong there."""
    ours = {"content", "output", "templates", "ninefold.toml", ".ninefold_cache"}
    return {path.name for path in site.folder.iterdir()} - ours


def keep_something(site: SiteFolder) -> Callable[[], bool]:
    """Put something under each name to be kept; returns whether it is all still there."""
    output = site.output
    site.write("output/.git/objects/ab/cd", b"object").write("output/CNAME", "example.org\n")
    site.write("output/.gitkeep", "").write("output/.gitignore", "*\n")
    (output / ".nojekyll").symlink_to("nowhere")

    def there() -> bool:
        return (
            (output / ".git/objects/ab/cd").read_bytes() == b"object"
            and (output / "CNAME").read_text() == "example.org\n"
            and (output / ".gitkeep").read_bytes() == b""
            and (output / ".gitignore").read_text() == "*\n"
            and (output / ".nojekyll").readlink() == Path("nowhere")
        )

    assert there()
    return there


def pages(site: SiteFolder) -> dict[str, bytes]:
    """The files of the site but those that are to be kept."""
    return {p: data for p, data in site.tree().items() if p.split("/")[0] not in KEPT}


# Folders that are not ours


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "index.html", "folder/file", ".git2/x"])
def test_a_folder_that_holds_anything_else_is_refused(site: SiteFolder, name: str) -> None:
    site.canvas("a").write(f"output/{name}", "mine")
    ran = site.build()
    assert ran.code == 2
    assert "left alone" in ran.err
    assert site.tree() == {name: b"mine"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"generator"',
        '{"generator": "ninefold"}',
        '{"generator": "ninefold", "files": []}',
        '{"generator": "other", "files": {}}',
        "<<<<<<< ours",
        '{"generator": "ninefold", "files": {',
        b"\xff\xfe",
        "[" * 100_000,
    ],
    ids=range(12),
)
def test_a_folder_with_a_damaged_or_foreign_manifest_is_refused(
    site: SiteFolder, text: str | bytes
) -> None:
    site.canvas("a").build()
    site.write("output/.ninefold.json", text).write("output/mine.txt", "mine")
    before = site.tree()
    assert site.build("--base-url", "https://example.org").code == 2
    assert site.tree() == before


@pytest.mark.parametrize("kind", ["folder", "fifo", "link"])
def test_a_manifest_that_is_no_file_is_none(site: SiteFolder, kind: str) -> None:
    site.canvas("a").build()
    file = site.output / manifest.NAME
    file.rename(site.folder.parent / "elsewhere.json")
    make: dict[str, Callable[[], Any]] = {
        "folder": file.mkdir,
        "fifo": lambda: os.mkfifo(file),
        "link": lambda: file.symlink_to(site.folder.parent / "elsewhere.json"),
    }
    make[kind]()
    assert site.build().code == 2


@pytest.mark.parametrize(
    "path", ["../outside", "/etc/passwd", "a/../../outside", "..\\outside", "C:x", "a\0b", "\ud800"]
)
def test_a_manifest_leads_nowhere_else(site: SiteFolder, path: str) -> None:
    site.canvas("a").build()
    (site.folder / "outside").write_text("mine")
    table = json.loads(site.page(".ninefold.json"))
    table["files"][path] = manifest.sha256(b"mine")
    site.write("output/.ninefold.json", json.dumps(table))
    assert site.build("--base-url", "https://example.org").code == 0
    assert (site.folder / "outside").read_text() == "mine"
    assert site.tree() == clean(site, "--base-url", "https://example.org")


@given(st.text(st.sampled_from("ab./\\:C"), max_size=8))
def test_a_path_that_is_inside_never_leaves(path: str) -> None:
    if manifest.inside(path):
        assert os.path.normpath(f"/top/{path}").startswith("/top")
        assert not path.startswith("/")


def test_a_page_that_leads_out_of_the_folder_is_a_fault_of_ours(site: SiteFolder) -> None:
    target = Target(site.output, ())
    with pytest.raises(ValueError, match="leads out"):
        writing.write(target, [Output("../evil.html", b"")], (), standing.present(target, Left()))
    assert not (site.folder / "evil.html").exists()
    assert beside(site) == set()


def test_a_file_that_somebody_else_put_into_the_site_stays(built: SiteFolder, way: str) -> None:
    built.write("output/verify-me.html", "mine").write("output/canvases/notes/own.txt", "mine")
    (built.output / "link").symlink_to("nowhere")
    (built.output / "link-to-folder").symlink_to(built.folder)
    assert built.build().code == 0
    assert built.page("verify-me.html") == "mine"
    assert built.page("canvases/notes/own.txt") == "mine"
    assert (built.output / "link").readlink() == Path("nowhere")
    assert (built.output / "link-to-folder").is_symlink()
    assert built.build().code == 0
    assert built.page("verify-me.html") == "mine"


@pytest.mark.parametrize("path", ["canvases/b/index.html", "canvases/b"])
def test_a_file_of_somebody_else_in_the_way_of_a_page_is_not_replaced(
    built: SiteFolder, path: str
) -> None:
    built.write(f"output/{path}", "mine")
    before = built.tree()
    ran = built.build()
    assert ran.code == 2
    assert f"output/{path}" in ran.err
    assert built.tree() == before
    assert beside(built) == set()


@pytest.mark.parametrize("name", ["index.html", "assets", "canvases", ".ninefold.json"])
def test_a_name_to_keep_that_the_site_itself_writes_is_refused(site: SiteFolder, name: str) -> None:
    site.canvas("a").write("ninefold.toml", f'output_keep = ["{name}"]\n')
    for _ in range(2):
        ran = site.build()
        assert ran.code == 2
        assert name in ran.err
    assert not site.output.exists()
    assert beside(site) == set()


# Folders that overlap, links, files


@pytest.mark.parametrize(
    "output", ["content", "content/site", ".", "..", "templates", "templates/x"]
)
def test_an_output_folder_that_overlaps_a_source_is_refused(site: SiteFolder, output: str) -> None:
    site.canvas("a").write("templates/home.html", "mine")
    before = site.tree(site.folder)
    ran = site.build("--no-cache", "--output", output)
    assert ran.code == 2
    assert "within each other" in ran.err
    assert site.tree(site.folder) == before


def test_an_overlap_by_way_of_a_link_is_refused(site: SiteFolder) -> None:
    site.canvas("a")
    (site.folder / "alias").symlink_to("content")
    assert site.build("--output", "alias/site").code == 2
    assert not (site.folder / "content/site").exists()


def test_folders_whose_names_begin_alike_do_not_overlap(site: SiteFolder) -> None:
    assert site.canvas("a").build("--output", "content-site").code == 0


@pytest.mark.parametrize("there", [True, False])
def test_an_output_folder_that_is_a_link_is_refused(site: SiteFolder, there: bool) -> None:
    if there:
        (site.folder.parent / "real").mkdir()
    site.output.symlink_to(site.folder.parent / "real")
    ran = site.canvas("a").build()
    assert ran.code == 2
    assert site.output.is_symlink()
    assert not list((site.folder.parent).glob("real/*"))


def test_an_output_folder_that_is_a_file_is_refused(site: SiteFolder) -> None:
    site.canvas("a").write("output", "mine")
    assert site.build().code == 2
    assert site.output.read_text() == "mine"


@pytest.mark.parametrize("output", ["file/site", "x" * 300, "loop/site", "/proc/none/site"])
def test_an_output_folder_that_cannot_be_made_is_one_line(site: SiteFolder, output: str) -> None:
    site.canvas("a").write("file", "mine")
    (site.folder / "loop").symlink_to("loop")
    ran = site.build("--output", output)
    assert ran.code == 2
    assert ran.err.count("\n") == 1


def test_the_folders_above_the_output_folder_are_made(site: SiteFolder) -> None:
    assert site.canvas("a").build("--output", "a/b/c").code == 0
    assert (site.folder / "a/b/c/index.html").exists()


def test_a_dotted_output_folder_is_the_one_it_means(site: SiteFolder) -> None:
    site.canvas("a").write("out/x/y", "mine")
    assert site.build("--output", "out/site/.").code == 0
    assert site.build("--output", "out/x/../site").code == 0
    assert sorted(path.name for path in (site.folder / "out").iterdir()) == ["site", "x"]


# What stays, what goes


def test_what_is_to_be_kept_survives_every_build(site: SiteFolder, way: str) -> None:
    there = keep_something(site)
    for channels in ("One.", "Two.", "Two.", "Three."):
        assert site.canvas("a", channels=channels).build().code == 0
        assert there()
        assert pages(site) == clean(site)
        assert beside(site) == set()


def test_a_git_file_of_a_worktree_is_kept(built: SiteFolder, way: str) -> None:
    built.write("output/.git", "gitdir: /elsewhere\n")
    assert built.build().code == 0
    assert built.page(".git") == "gitdir: /elsewhere\n"


def test_what_the_configuration_keeps_is_kept_and_nothing_else(site: SiteFolder) -> None:
    site.canvas("a").write("ninefold.toml", 'output_keep = ["mine"]\n').write("output/mine/x", "x")
    assert site.build().code == 0
    assert site.page("mine/x") == "x"
    site.write("other/CNAME", "x")
    assert site.build("--output", "other").code == 2


def test_pages_of_removed_posts_vanish_with_their_folders(built: SiteFolder) -> None:
    built.build()
    assert (built.output / "canvases/b").exists()
    (built.folder / "content/b.md").unlink()
    ran = built.build()
    assert " removed)" in ran.err
    assert not (built.output / "canvases/b").exists()
    assert built.tree() == clean(built)


def inodes(site: SiteFolder) -> dict[str, tuple[int, int]]:
    paths = [site.output, *site.output.rglob("*")]
    return {os.fspath(p): (p.stat().st_ino, p.stat().st_mtime_ns) for p in paths}


@pytest.mark.parametrize("options", [[], ["--no-cache"]])
def test_a_build_without_changes_writes_nothing(site: SiteFolder, options: list[str]) -> None:
    site.canvas("a").build()
    before = inodes(site)
    ran = site.build(*options)
    assert "nothing changed" in ran.err
    assert inodes(site) == before


def test_files_that_did_not_change_are_not_written_again(built: SiteFolder) -> None:
    before = inodes(built)
    built.build()
    after = inodes(built)
    page, stylesheet = (os.fspath(built.output / p) for p in ("index.html", "assets/site.css"))
    assert after[stylesheet] == before[stylesheet]
    assert after[page] != before[page]


@pytest.mark.parametrize("damage", ["changed", "emptied", "removed", "folder", "link", "fifo"])
@pytest.mark.parametrize("path", ["index.html", "assets/site.css", "canvases/a/index.html"])
def test_a_file_that_was_tampered_with_is_mended(site: SiteFolder, path: str, damage: str) -> None:
    site.canvas("a").build()
    file = site.output / path
    whole = file.read_bytes()
    file.unlink()
    make: dict[str, Callable[[], Any]] = {
        "changed": lambda: file.write_bytes(whole + b" "),
        "emptied": lambda: file.write_bytes(b""),
        "removed": lambda: None,
        "folder": file.mkdir,
        "link": lambda: file.symlink_to(site.write("elsewhere", whole).folder / "elsewhere"),
        "fifo": lambda: os.mkfifo(file),
    }
    make[damage]()
    assert site.build().code == 0
    assert not file.is_symlink()
    assert site.tree() == clean(site)


# A build that is cut short


class Disk:
    """Counts each call that changes the disk, and lets something happen at the nth."""

    CALLS = ("rename", "mkdir", "rmdir", "unlink", "link")

    def __init__(self, monkeypatch: pytest.MonkeyPatch, nth: int, event: Callable[[], None]):
        self.count, self.nth, self.event = 0, nth, event
        for name in self.CALLS:
            monkeypatch.setattr(os, name, self.counted(getattr(os, name)))
        monkeypatch.setattr(swapping, "_exchange", self.counted(swapping._exchange))
        monkeypatch.setattr(staging, "_write", self.halved(staging._write))

    def tick(self) -> None:
        self.count += 1
        if self.count == self.nth:
            self.event()

    def counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **options: Any) -> Any:
            self.tick()
            return call(*arguments, **options)

        return wrapped

    def halved(self, call: Callable[[Path, bytes], None]) -> Callable[[Path, bytes], None]:
        def wrapped(file: Path, data: bytes) -> None:
            call(file, data[: len(data) // 2])  # an end comes in the middle of a file, too
            self.tick()
            file.write_bytes(data)

        return wrapped


Files = dict[str, str]
OLD: Files = {"index.html": "old", "a/same.html": "same", "a/gone.html": "old", "b/c/x.html": "x"}
NEW: Files = {"index.html": "new", "a/same.html": "same", "d/made.html": "new", "b/c/x.html": "y"}


def publish(site: SiteFolder, files: Files) -> None:
    """Write a site of these files as a build does."""
    target = Target(site.output, KEPT)
    writing.check_target(target, [site.folder / "content"])
    with swapping.lock(target, pytest.fail):
        swapping.recover(target)
        outputs = [Output(path, text.encode()) for path, text in files.items()]
        writing.write(target, outputs, (), standing.present(target, Left()))


def published(site: SiteFolder) -> Files:
    """The files of the site, manifest and kept names aside."""
    whole = manifest.read(site.output)
    files = {path: data.decode() for path, data in pages(site).items() if path != manifest.NAME}
    assert whole == {path: manifest.sha256(text.encode()) for path, text in files.items()}
    return files


def killed(site: SiteFolder, monkeypatch: pytest.MonkeyPatch, nth: int) -> bool:
    """Publish the new site in a process that is killed at its nth change of the disk.

    False if it ended before.
    """
    child = os.fork()
    if child == 0:
        Disk(monkeypatch, nth, lambda: os.kill(os.getpid(), signal.SIGKILL))
        try:
            publish(site, NEW)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_after_a_kill_at_any_moment_the_site_is_old_or_new_and_nothing_is_lost(
    site: SiteFolder, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site, OLD)
    there = keep_something(site)
    states = set()
    for moment in count(1):
        if not killed(site, monkeypatch, moment):
            break
        left = published(site) if site.output.exists() else None
        states.add("gone" if left is None else {"old": "old", "new": "new"}[left["index.html"]])
        assert left in (OLD, NEW, None), moment
        publish(site, NEW)
        assert published(site) == NEW, moment
        assert there(), moment
        assert beside(site) == set(), moment
        publish(site, OLD)
    # With two renames in place of an exchange there is a moment without a site, which ends
    # with the next build.
    assert states == ({"old", "new"} if way == "exchange" else {"old", "gone", "new"})


def test_recovery_itself_can_be_killed(
    site: SiteFolder, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site, OLD)
    there = keep_something(site)
    for moment in count(1):  # each build comes a little further than the last
        if not killed(site, monkeypatch, moment):
            break
    assert published(site) == NEW
    assert there()
    assert beside(site) == set()


class Stop(BaseException):
    """Like Ctrl-C: no Exception."""


FAILURES = {
    "disk full": OSError(errno.ENOSPC, "No space left on device"),
    "no permission": PermissionError(errno.EACCES, "Permission denied"),
    "stop": Stop(),
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_after_a_failure_at_any_moment_the_site_is_old_or_new_without_litter(
    site: SiteFolder, way: str, failure: BaseException
) -> None:
    publish(site, OLD)
    there = keep_something(site)

    def fail() -> None:
        raise failure

    for moment in count(1):
        with pytest.MonkeyPatch.context() as patch:
            disk = Disk(patch, moment, fail)
            with contextlib.suppress(EnvironmentFault, Stop):  # and nothing else
                publish(site, NEW)
            if disk.count < moment:
                break
        assert published(site) in (OLD, NEW), moment
        assert there(), moment
        assert beside(site) == set(), moment
        publish(site, OLD)


@pytest.mark.parametrize("moment", [1, 4, 12, 20, 28, 36, 44])
def test_after_a_killed_build_the_next_is_a_clean_one(
    built: SiteFolder, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    there = keep_something(built)
    child = os.fork()
    if child == 0:
        Disk(monkeypatch, moment, lambda: os.kill(os.getpid(), signal.SIGKILL))
        try:
            built.build()
        finally:
            os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert built.build().code == 0
    assert pages(built) == clean(built)
    assert there()
    assert beside(built) == set()


def test_a_full_disk_is_one_line(built: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built.tree()

    def full(file: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(staging, "_write", full)
    ran = built.build()
    assert ran.code == 2
    assert ran.err == "ninefold: The site could not be written: No space left on device.\n"
    assert built.tree() == before
    assert beside(built) == set()


def test_names_to_keep_in_two_places_are_left_to_the_person(built: SiteFolder) -> None:
    built.write(".output.ninefold-new/CNAME", "old").write("output/CNAME", "new")
    ran = built.build()
    assert ran.code == 2
    assert ".output.ninefold-new/CNAME" in ran.err
    assert (built.folder / ".output.ninefold-new/CNAME").read_text() == "old"
    assert built.page("CNAME") == "new"


def test_what_lies_where_the_new_site_is_made_is_not_followed(built: SiteFolder) -> None:
    built.write("precious/file", "mine")
    (built.folder / ".output.ninefold-new").symlink_to("precious")
    before = built.tree()
    assert built.build().code == 2
    assert (built.folder / "precious/file").read_text() == "mine"
    assert built.tree() == before


def test_a_disk_that_has_no_hard_links_is_no_trouble(
    built: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*arguments: object, **options: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    built.write("output/mine.txt", "mine")
    monkeypatch.setattr(os, "link", refused)
    assert built.build().code == 0
    assert built.page("mine.txt") == "mine"
    (built.output / "mine.txt").unlink()
    assert built.tree() == clean(built)


# Two at once, and modes


def test_of_two_builds_at_once_one_waits(built: SiteFolder) -> None:
    target = Target(built.output, KEPT)
    with swapping.lock(target, pytest.fail):
        other = process(built, "build")
        assert other.stderr is not None
        line = other.stderr.readline()
        assert b"waiting" in line
        assert other.poll() is None
    assert other.communicate()
    assert other.returncode == 0
    assert built.tree() == clean(built)


def test_builds_at_once_leave_a_whole_site(built: SiteFolder) -> None:
    builds = [process(built, "build") for _ in range(3)]
    for one in builds:
        _, error = one.communicate()
        assert one.returncode == 0, error
    assert built.tree() == clean(built)
    assert beside(built) == set()


def test_the_lock_is_let_go_after_a_failure(built: SiteFolder) -> None:
    target = Target(built.output, KEPT)

    def hold() -> None:
        with swapping.lock(target, pytest.fail):
            raise EnvironmentFault("x")

    for _ in range(2):
        with pytest.raises(EnvironmentFault):
            hold()


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_modes_follow_the_umask(site: SiteFolder, mask: int) -> None:
    before = os.umask(mask)
    try:
        site.canvas("a").build()
        site.canvas("b").build()
    finally:
        os.umask(before)
    for path in (site.output, *site.output.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o777 if path.is_dir() else 0o666) & ~mask, path


def test_a_socket_in_the_output_folder_is_nothing_to_trip_over(built: SiteFolder) -> None:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("output/s")
    with listener:
        assert built.build().code == 0
    assert (built.output / "s").is_socket()
