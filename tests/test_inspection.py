"""Checking a folder: nothing is done twice, and nothing is told that is not so any more."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from ninefold import inspection
from ninefold.checker import Settings
from ninefold.diagnostics import Severity
from ninefold.executor import serial
from ninefold.files.listing import Listing, list_content
from ninefold.store import Store
from site_folder import canvas_text

INSPECTED: list[str] = []


def counting(
    function: Callable[[Any], Any], items: Iterable[Any], lost: object = None, /
) -> Iterable[Any]:
    def called(item: Any) -> Any:
        INSPECTED.append(item.path)
        return function(item)

    return serial(called, items)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    INSPECTED.clear()
    content = tmp_path / "content"
    content.mkdir()
    (content / "a.md").write_text(canvas_text("A", channels="See [B](b.md)."), encoding="utf-8")
    (content / "b.md").write_text(canvas_text("B", channels="![x](x.png)"), encoding="utf-8")
    return content


def check(folder: Path, settings: Settings | None = None) -> list[tuple[str, str]]:
    INSPECTED.clear()
    with Store(folder.parent / "cache.sqlite", pytest.fail) as cache:
        found = inspection.check(list_content(folder), settings or Settings(), cache, counting)
    assert list(found) == sorted(found)
    return [(finding.path, finding.name) for finding in found]


def test_what_has_not_changed_is_not_inspected_again(folder: Path) -> None:
    found = check(folder)
    assert INSPECTED == ["a.md", "b.md"]
    assert ("b.md", "missing-image") in found
    assert check(folder) == found
    assert INSPECTED == []


def test_one_edit_is_inspected_alone_and_told_across_posts(folder: Path) -> None:
    check(folder)
    (folder / "b.md").rename(folder / "c.md")
    assert ("a.md", "dead-link") in check(folder)
    assert INSPECTED == ["c.md"]


def test_an_edit_that_keeps_size_and_time_is_seen(folder: Path) -> None:
    post = folder / "a.md"
    assert ("a.md", "dead-link") not in check(folder)
    before = post.stat()
    post.write_bytes(post.read_bytes().replace(b"b.md", b"z.md"))
    os.utime(post, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert ("a.md", "dead-link") in check(folder)


def test_an_image_that_comes_or_goes_is_seen(folder: Path) -> None:
    missing = ("b.md", "missing-image")
    assert missing in check(folder)
    (folder / "x.png").write_bytes(b"")
    assert missing not in check(folder)
    (folder / "x.png").unlink()
    assert missing in check(folder)


def test_a_file_that_is_not_read_is_told_each_time(folder: Path) -> None:
    (folder / "link.md").symlink_to(folder / "a.md")
    for _ in range(2):
        assert ("link.md", "special-file") in check(folder)
    (folder / "link.md").unlink()
    assert ("link.md", "special-file") not in check(folder)


def test_other_settings_do_not_tell_what_these_found(folder: Path) -> None:
    check(folder)
    off = Settings((("missing-image", None),))
    assert ("b.md", "missing-image") not in check(folder, off)
    assert ("b.md", "missing-image") in check(folder, Settings((("dead-link", Severity.HINT),)))


def test_two_folders_with_one_cache_keep_apart(folder: Path) -> None:
    other = folder.parent / "other"
    other.mkdir()
    (other / "a.md").write_bytes((folder / "a.md").read_bytes())
    assert ("a.md", "dead-link") not in check(folder)
    assert ("a.md", "dead-link") in check(other)
    assert ("a.md", "dead-link") not in check(folder)


def test_a_build_is_not_given_what_a_check_left_out(folder: Path) -> None:
    check(folder)
    with Store(folder.parent / "cache.sqlite", pytest.fail) as cache:
        inspected, _ = inspection.inspect(list_content(folder), Settings(), cache, serial)
    assert [item.post and item.post.title for item in inspected] == ["A", "B"]


def test_posts_that_stand_alone_are_not_held_against_one_another(folder: Path) -> None:
    listing = Listing("", (("a.md", str(folder / "a.md")), ("gone.md", str(folder / "gone.md"))))
    with Store(None) as cache:
        found = inspection.check(listing, Settings(), cache, serial, alone=True)
    assert {(finding.path, finding.name) for finding in found} >= {("gone.md", "unreadable-file")}
    assert "dead-link" not in {finding.name for finding in found}
