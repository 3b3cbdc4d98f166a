"""Reading: which files are posts, and that nothing in a folder makes Ninefold stumble or stray."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold.files import listing, reading
from ninefold.files.faults import EnvironmentFault, blaming
from ninefold.files.listing import Content, is_post, read_content
from ninefold.files.reading import Skipped, read_file
from ninefold.files.themes import read_theme
from ninefold.source import Raw


def paths(folder: Path) -> list[str]:
    return [raw.path for raw in read_content(folder).posts]


def write(folder: Path, *names: str) -> Path:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"text")
    return folder


# What is a post


@pytest.mark.parametrize(
    "name",
    [
        "a.md",
        "a.markdown",
        "A.MD",
        "a.Markdown",
        "2016-05-01-8x8.md",
        "deep/er/and/deeper/a.md",
        "with space.md",
        "ünï/cödé.md",
        "a.b.md",
        "_a.md",
        "a.html.md",
        "README.md",
    ],
)
def test_a_post_is_found(tmp_path: Path, name: str) -> None:
    assert paths(write(tmp_path, name)) == [name]


@pytest.mark.parametrize(
    "name",
    [
        "a.txt",
        "a.html",
        "a.md.bak",
        "a.md~",
        "a.mdx",
        "amd",
        "md",
        ".md",
        ".a.md",
        ".git/a.md",
        "deep/.hidden/er/a.md",
        "#a.md#",
        "a.md.swp",
        "a",
    ],
)
def test_no_post_is_found(tmp_path: Path, name: str) -> None:
    content = read_content(write(tmp_path, name))
    assert content.posts == ()
    assert content.skipped == ()


@given(st.lists(st.text("ab.md/", min_size=1, max_size=12), max_size=4))
def test_a_hidden_name_anywhere_hides_a_post(names: list[str]) -> None:
    path = "/".join(names)
    if any(part.startswith(".") for part in path.split("/")):
        assert not is_post(path)


def test_posts_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    names = ["b.md", "a/z.md", "a.md", "a-b.md", "B.md", "a/b/c.md"]
    assert paths(write(tmp_path, *names)) == sorted(names)


def test_the_order_of_the_file_system_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.md", "b/c.md", "b/d.png", "e.md")
    (tmp_path / "f.md").symlink_to("a.md")
    (tmp_path / "b/g.md").symlink_to("a.md")
    forwards = read_content(tmp_path)
    real = os.scandir
    monkeypatch.setattr(os, "scandir", lambda place: reversed(list(real(place))))
    assert read_content(tmp_path) == forwards


def test_images_are_listed_and_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.png", "b/c.JPG", "d.svg", "e.html", ".f.png")
    monkeypatch.setattr(listing, "read_file", pytest.fail)
    assert read_content(tmp_path).images == {"a.png", "b/c.JPG"}


def test_an_empty_folder_is_no_fault(tmp_path: Path) -> None:
    assert read_content(tmp_path).posts == ()


@pytest.mark.parametrize("name", ["nowhere", "file", "file/folder", "loop"])
def test_no_content_folder_is_a_fault(tmp_path: Path, name: str) -> None:
    write(tmp_path, "file")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(EnvironmentFault, match="no content folder"):
        read_content(tmp_path / name)


def test_the_content_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real", "a.md")
    (tmp_path / "alias").symlink_to("real")
    assert paths(tmp_path / "alias") == ["a.md"]


# What is not opened


def a_socket(file: Path) -> None:
    here = Path.cwd()
    os.chdir(file.parent)  # a socket's path must be short
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(file.name)
    finally:
        os.chdir(here)


SPECIAL: dict[str, Callable[[Path], Any]] = {
    "link to a file": lambda file: file.symlink_to(write(file.parent.parent, "o.md") / "o.md"),
    "link to a post beside it": lambda file: file.symlink_to("good.md"),
    "link to a folder": lambda file: file.symlink_to(file.parent.parent),
    "link to itself": lambda file: file.symlink_to(file.name),
    "link to nothing": lambda file: file.symlink_to("nowhere"),
    "link to a device": lambda file: file.symlink_to("/dev/zero"),
    "pipe": os.mkfifo,
    "socket": a_socket,
}


@pytest.mark.parametrize("make", SPECIAL.values(), ids=SPECIAL)
@pytest.mark.parametrize("name", ["odd.md", "odd.png"])
def test_links_and_special_files_are_reported_and_not_opened(
    tmp_path: Path, make: Callable[[Path], Any], name: str
) -> None:
    folder = write(tmp_path / "content", "good.md")
    make(folder / name)
    content = read_content(folder)
    assert [raw.path for raw in content.posts] == ["good.md"]
    assert content.images == frozenset()
    assert [(item.path, item.rule) for item in content.skipped] == [(name, "special-file")]


@pytest.mark.parametrize("make", SPECIAL.values(), ids=SPECIAL)
def test_no_link_or_special_file_is_read_by_its_name(
    tmp_path: Path, make: Callable[[Path], Any]
) -> None:
    make(write(tmp_path / "content", "good.md") / "odd.md")
    assert isinstance(read_file(tmp_path / "content/odd.md", "odd.md"), Skipped)


def test_a_link_to_the_folder_above_is_not_walked(tmp_path: Path) -> None:
    folder = write(tmp_path / "content", "a.md")
    (folder / "again").symlink_to("..")
    content = read_content(folder)
    assert [raw.path for raw in content.posts] == ["a.md"]
    assert [item.path for item in content.skipped] == ["again"]


@pytest.mark.parametrize("name", [".hidden.md", ".hidden"])
def test_a_hidden_link_is_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to("/etc")
    assert read_content(tmp_path).skipped == ()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    assert isinstance(read_file(tmp_path / "a.md", "a.md"), Skipped)
    assert read_content(tmp_path) == Content((), frozenset(), ())


def test_reading_leaves_no_file_open(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for name in ("a.md", "folder", "pipe", "nowhere"):
        read_file(tmp_path / name, name, 2)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


# What cannot be read


def test_a_post_that_vanishes_is_reported_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.md", "b.md", "c.md")
    real = reading.read_file

    def vanishing(file: str, path: str, *rest: Any) -> Raw | Skipped:
        if path == "b.md":
            Path(file).unlink()
        return real(file, path, *rest)

    monkeypatch.setattr(listing, "read_file", vanishing)
    content = read_content(tmp_path)
    assert [raw.path for raw in content.posts] == ["a.md", "c.md"]
    assert [(item.path, item.rule) for item in content.skipped] == [("b.md", "unreadable-file")]
    assert "No such file" in content.skipped[0].message


def test_a_file_that_may_not_be_opened_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*arguments: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    write(tmp_path, "a.md")
    monkeypatch.setattr(os, "open", refused)
    (item,) = read_content(tmp_path).skipped
    assert item.rule == "unreadable-file"
    assert "Permission denied" in item.message


def test_a_file_that_fails_while_it_is_read_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*arguments: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    write(tmp_path, "a.md")
    monkeypatch.setattr(os, "read", failing)
    (item,) = read_content(tmp_path).skipped
    assert "Input/output error" in item.message


def test_a_folder_that_cannot_be_listed_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.md", "secret/b.md")
    real = os.scandir

    def refusing(place: str) -> Any:
        if place.endswith("secret"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(place)

    monkeypatch.setattr(os, "scandir", refusing)
    content = read_content(tmp_path)
    assert [raw.path for raw in content.posts] == ["a.md"]
    assert [(item.path, item.rule) for item in content.skipped] == [("secret/", "unreadable-file")]


def test_a_name_that_is_not_utf_8_is_shown_escaped(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")).write_bytes(b"text")
    assert read_content(tmp_path).posts == (Raw("caf\\xe9.md", b"text"),)


@contextlib.contextmanager
def nested(folder: Path, name: str, depth: int) -> Iterator[None]:
    """Folders of one name within each other, a post in the last; they are removed afterwards.

    Step by step, as neither paths nor calls reach that far.
    """
    here = Path.cwd()
    os.chdir(folder)
    try:
        for _ in range(depth):
            Path(name).mkdir()
            os.chdir(name)
        Path("b.md").write_bytes(b"text")
        os.chdir(folder)
        yield
    finally:
        os.chdir(folder)
        for _ in range(depth):
            os.chdir(name)
        Path("b.md").unlink()
        for _ in range(depth):
            os.chdir("..")
            Path(name).rmdir()
        os.chdir(here)


def test_folders_may_lie_deeper_than_calls(tmp_path: Path) -> None:
    with nested(write(tmp_path, "a.md"), "d", 1200):
        assert paths(tmp_path) == ["a.md", "d/" * 1200 + "b.md"]


def test_folders_deeper_than_paths_are_reported(tmp_path: Path) -> None:
    with nested(write(tmp_path, "a.md"), "d" * 200, 30):
        content = read_content(tmp_path)
        assert [raw.path for raw in content.posts] == ["a.md"]
        assert [item.rule for item in content.skipped] == ["unreadable-file"]


@pytest.mark.parametrize("over", [0, 1, 1000])
def test_an_oversized_post_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, over: int
) -> None:
    monkeypatch.setattr(listing, "MAX_READ", 10)
    (tmp_path / "a.md").write_bytes(b"x" * (10 + over))
    content = read_content(tmp_path)
    assert len(content.posts) == (not over)
    assert [item.rule for item in content.skipped] == ["oversized-file"] * bool(over)


# Themes and configuration


def test_a_file_of_the_sites_own_replaces_the_bundled_one(tmp_path: Path) -> None:
    bundled = write(tmp_path / "bundled", "home.html", "parts/x.html", "assets/a.css")
    own = tmp_path / "own"
    (own / "parts").mkdir(parents=True)
    (own / "parts/x.html").write_text("own")
    (own / "new.html").write_text("\ufeffnew")
    theme = read_theme(bundled, own)
    texts = {"home.html": "text", "new.html": "new", "parts/x.html": "own"}
    assert dict(theme.templates) == texts
    assert theme.assets == (("a.css", b"text"),)
    assert dict(theme.folders)["parts/x.html"] == str(own)


@pytest.mark.parametrize("name", ["home.html~", ".home.html.swp", "home.md", "README", "a.py"])
def test_what_is_no_template_is_passed_over(tmp_path: Path, name: str) -> None:
    assert read_theme(write(tmp_path / "t", name), None).templates == ()


@pytest.mark.parametrize("make", SPECIAL.values(), ids=SPECIAL)
@pytest.mark.parametrize("name", ["home.html", "assets/site.css"])
def test_links_and_special_files_in_a_theme_are_refused(
    tmp_path: Path, make: Callable[[Path], Any], name: str
) -> None:
    folder = tmp_path / "own"
    (folder / "assets").mkdir(parents=True)
    make(folder / name)
    with pytest.raises(EnvironmentFault, match=name):
        read_theme(tmp_path / "none", folder)


def test_a_template_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home.html").write_bytes(b"caf\xe9")
    with pytest.raises(EnvironmentFault, match="not UTF-8"):
        read_theme(tmp_path, None)


def test_a_large_asset_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/font.woff2").write_bytes(bytes(reading.MAX_READ + 1))
    assert len(read_theme(tmp_path, None).assets[0][1]) == reading.MAX_READ + 1


def test_the_nearest_configuration_comes_first(tmp_path: Path) -> None:
    write(tmp_path, "a/b/pyproject.toml", "a/ninefold.toml", "pyproject.toml")
    (tmp_path / "a/b/ninefold.toml").mkdir()
    names = ("ninefold.toml", "pyproject.toml")
    found = list(reading.find_upwards(tmp_path / "a/b", names))
    inside = [file.relative_to(tmp_path).as_posix() for file in found if tmp_path in file.parents]
    assert inside == ["a/b/pyproject.toml", "a/ninefold.toml", "pyproject.toml"]


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir], ids=["pipe", "folder"])
def test_a_configuration_that_is_no_file_is_refused(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "ninefold.toml")
    with pytest.raises(EnvironmentFault):
        reading.read_text(tmp_path / "ninefold.toml")


def test_a_refusal_of_the_system_is_one_line() -> None:
    with pytest.raises(EnvironmentFault, match=r"^This failed: Permission denied\.$"):  # noqa: SIM117
        with blaming("This failed"):
            raise PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize("name", ["site/secret", b"site/secret"])
def test_a_refusal_names_the_file_that_it_is_about(name: str | bytes) -> None:
    error = PermissionError(errno.EACCES, "Permission denied", name)
    with pytest.raises(EnvironmentFault, match=r"^site cannot be read: site/secret: Perm"):  # noqa: SIM117
        with blaming("site cannot be read"):
            raise error
    with pytest.raises(EnvironmentFault, match=r"^site/secret cannot be read: Permission"):  # noqa: SIM117
        with blaming("site/secret cannot be read"):
            raise error


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("x"), RuntimeError("x")])
def test_a_fault_of_ours_is_not_blamed_on_the_system(error: Exception) -> None:
    with pytest.raises(type(error)):  # noqa: SIM117
        with blaming("This failed"):
            raise error
