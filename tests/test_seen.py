"""A folder that was looked at before is looked at again for less, and tells the same."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ninefold.files import seen

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such times")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    for path in ("a/one.txt", "a/b/two.txt", "a/b/three.txt", "c/four.txt", "five.txt"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path)
    time.sleep(0.03)  # so that nothing of it is fresh
    return folder


def renamed(folder: Path) -> None:
    (folder / "new.txt").write_text("new")
    (folder / "new.txt").rename(folder / "a/b/two.txt")


def linked(folder: Path) -> None:
    """A link takes the place of a folder, and leads to the very same one."""
    (folder / "c").rename(folder.parent / "elsewhere")
    (folder / "c").symlink_to(folder.parent / "elsewhere")


def swapped(folder: Path) -> None:
    (folder / "a").rename(folder / "d")
    (folder / "c").rename(folder / "a")


DEEDS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda folder: None,
    "a file comes": lambda folder: (folder / "a/b/new.txt").write_text("new"),
    "a file comes at the root": lambda folder: (folder / "new.txt").write_text("new"),
    "a file goes": lambda folder: (folder / "a/one.txt").unlink(),
    "a file takes another's place": renamed,
    "a file at the root is written into": lambda folder: (folder / "five.txt").write_text("6"),
    "folders come": lambda folder: (folder / "a/x/y/z").mkdir(parents=True),
    "a folder goes": lambda folder: shutil.rmtree(folder / "a/b"),
    "a folder becomes a file": lambda folder: (shutil.rmtree(folder / "c"), (folder / "c").touch()),
    "a link takes a folder's place": linked,
    "folders take one another's place": swapped,
    "a mode changes": lambda folder: (folder / "a/b").chmod(0o700),
    "all goes": shutil.rmtree,
}


@pytest.mark.parametrize("deed", DEEDS)
def test_a_second_look_sees_what_a_first_would(folder: Path, deed: str) -> None:
    before = seen.look(folder)
    DEEDS[deed](folder)
    now, again = seen.look(folder), seen.again(folder, before)
    assert again.files == now.files
    assert again.folders == now.folders


@pytest.mark.parametrize("seed", range(8))
def test_looks_after_one_another_see_all(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    before = seen.look(folder)
    for step in range(12):
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        chosen = chance.choice(files) if files else folder / "x"
        deed = chance.choice(("add", "remove", "deeper"))
        if deed == "add":
            chosen.with_name(f"{step}.txt").write_text("x")
        elif deed == "remove" and files:
            chosen.unlink()
        else:
            (chosen.parent / f"in{step}").mkdir()
            (chosen.parent / f"in{step}/file.txt").write_text("x")
        before = seen.again(folder, before)
        now = seen.look(folder)
        assert (before.files, before.folders) == (now.files, now.folders)


def test_what_changed_just_before_the_first_look_is_looked_at(folder: Path) -> None:
    (folder / "a/b/new.txt").write_text("new")
    before = seen.look(folder)
    known = before.folders["a/b"]
    (folder / "a/b/newer.txt").write_text("newer")
    pretended = seen.Seen(before.files, {**before.folders, "a/b": _now(folder / "a/b")}, before.at)
    assert known != pretended.folders["a/b"] or os.name == "nt"
    assert "a/b/newer.txt" in seen.again(folder, pretended).files


def _now(folder: Path) -> bytes:
    return seen.told(folder.stat())


def test_only_what_moved_is_looked_into(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = seen.look(folder)
    (folder / "c/new.txt").write_text("new")
    listed: list[str] = []
    real = os.scandir
    monkeypatch.setattr(os, "scandir", lambda place: listed.append(str(place)) or real(place))
    seen.again(folder, before)
    assert sorted(listed) == sorted([str(folder), str(folder / "c")])


def test_a_file_of_which_nothing_is_known_is_looked_at(folder: Path) -> None:
    before = seen.look(folder)
    unknown = seen.Seen(
        {**before.files, "a/one.txt": b"", "a/gone.txt": b""}, before.folders, 2**62
    )
    again = seen.again(folder, unknown)
    assert again.files == before.files


def test_names_that_are_left_aside_stay_so(folder: Path) -> None:
    before = seen.look(folder, ("c",))
    assert not [path for path in (*before.files, *before.folders) if path.startswith("c")]
    assert seen.again(folder, before, ("c",)).files == before.files
    later = seen.again(folder, before, ("a", "c"))
    assert (set(later.files), later.folders) == ({"five.txt"}, {})


def test_what_is_no_regular_file_has_no_mark(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    files = seen.look(tmp_path).files
    marks = {path: seen.mark(told, 2**62) for path, told in files.items()}
    assert {path for path, mark in marks.items() if mark} == {"file"}
    assert seen.mark(b"", 2**62) == b""


def test_where_files_have_no_numbers_no_two_are_one(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    status = (tmp_path / "file").stat()
    known = seen.told(status)
    assert seen.one_file(known, known)
    assert not seen.one_file(known[:8] + bytes(8) + known[16:], known[:8] + bytes(8) + known[16:])
    assert not seen.one_file(b"", b"")
