"""A build with nothing to do: it says what the last one said, and never when anything moved."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ninefold.cli import unchanged
from ninefold.cli.unchanged import Answer, Footing, Watch, key, look, recall
from site_folder import SiteFolder

KEPT = Answer("out", "err", 1)


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Footing]:
    """A folder that is read, one that is made, and a file that is not there."""
    for name in ("read/a.md", "read/deep/b.md", "made/index.html", "made/x/y/z/deep.html"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("text")
    (tmp_path / "cache").mkdir()
    footing = Footing(
        (str(tmp_path / "read"), str(tmp_path / "ninefold.toml")), (str(tmp_path / "made"),)
    )
    time.sleep(0.05)
    return tmp_path, footing


def keep(folder: Path, footing: Footing, files: int = 2) -> None:
    Watch(footing).keep(folder / "cache", "name", KEPT, files, lambda deep: True)


def test_an_answer_is_told_again(places: tuple[Path, Footing]) -> None:
    folder, footing = places
    keep(folder, footing)
    assert recall(folder / "cache", "name") == KEPT
    assert recall(folder / "cache", "other") is None


def same_size_and_time(folder: Path) -> None:
    file = folder / "read/a.md"
    status = file.stat()
    file.write_text("next")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def replaced(folder: Path) -> None:
    new = folder / "new.md"
    new.write_text("text")
    os.utime(new, ns=(1, (folder / "read/a.md").stat().st_mtime_ns))
    new.replace(folder / "read/a.md")


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "read/a.md").write_text("other"),
        same_size_and_time,
        replaced,
        lambda folder: (folder / "read/deep/b.md").unlink(),
        lambda folder: (folder / "read/deep/c.md").touch(),
        lambda folder: (folder / "read/a.md").rename(folder / "read/c.md"),
        lambda folder: (folder / "read/a.md").chmod(0o600),
        lambda folder: (folder / "ninefold.toml").write_text(""),
        lambda folder: (folder / "made/x/y/z/deep.html").write_text("edited"),
        lambda folder: (folder / "made/x/y/z/deep.html").unlink(),
        lambda folder: (folder / "made/index.html").write_text("text"),
        lambda folder: (folder / "made/new.html").touch(),
    ],
)
def test_no_answer_once_anything_moved(
    places: tuple[Path, Footing], change: Callable[[Path], object]
) -> None:
    folder, footing = places
    keep(folder, footing)
    change(folder)
    assert recall(folder / "cache", "name") is None


@pytest.mark.parametrize("at", [0, 40, -2])
def test_a_damaged_answer_is_none(places: tuple[Path, Footing], at: int) -> None:
    folder, footing = places
    keep(folder, footing)
    file = folder / "cache" / f"{unchanged.NAME}name"
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    assert recall(folder / "cache", "name") is None
    file.write_bytes(b"")
    assert recall(folder / "cache", "name") is None


def test_what_changed_just_before_is_not_relied_on(places: tuple[Path, Footing]) -> None:
    folder, footing = places
    (folder / "read/a.md").write_text("just now")
    keep(folder, footing)
    assert recall(folder / "cache", "name") is None


def test_what_changes_during_the_build_is_not_relied_on(places: tuple[Path, Footing]) -> None:
    folder, footing = places
    watch = Watch(footing)
    (folder / "read/a.md").write_text("meanwhile")
    watch.keep(folder / "cache", "name", KEPT, 2, lambda deep: True)
    assert recall(folder / "cache", "name") is None


def test_of_very_many_files_the_outer_ones_count(
    places: tuple[Path, Footing],
) -> None:
    folder, footing = places
    keep(folder, footing, unchanged.MOST + 1)
    (folder / "made/x/y/z/deep.html").write_text("edited")
    assert recall(folder / "cache", "name") == KEPT
    (folder / "made/new").touch()
    assert recall(folder / "cache", "name") is None
    keep(folder, footing, unchanged.MOST)
    (folder / "made/x/y/z/deep.html").write_text("edited again")
    assert recall(folder / "cache", "name") is None


def test_links_are_not_followed(places: tuple[Path, Footing]) -> None:
    folder, _ = places
    (folder / "read/loop").symlink_to(folder / "read")
    assert look([str(folder / "read")])


def test_other_arguments_folders_and_days_are_other_builds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    one = key({"strict": False})
    assert key({"strict": False}) == one
    assert key({"strict": True}) != one
    with monkeypatch.context() as patch:
        patch.setattr(time, "strftime", lambda form: "2001-01-01")
        assert key({"strict": False}) != one
    with monkeypatch.context() as patch:
        patch.setenv("NO_COLOR", "")
        assert key({"strict": False}) != one
    monkeypatch.chdir(tmp_path)
    assert key({"strict": False}) != one


def test_a_build_with_nothing_to_do_loads_nothing_and_says_the_same(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.canvas("a").canvas("b", channels="See [there](nowhere.md).")
    time.sleep(0.05)
    site.build()
    second = site.build()
    assert "nothing changed" in second.err
    assert "nowhere.md" in second.out
    with monkeypatch.context() as patch:
        patch.setattr("ninefold.build.build", None)
        third = site.build()
        assert (third.code, third.out, third.err) == (second.code, second.out, second.err)
        assert site.build("--no-cache").code == 3  # the patch would be noticed
    site.canvas("a", channels="Another text.")
    assert "nothing changed" not in site.build().err
