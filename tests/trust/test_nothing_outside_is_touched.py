"""Nothing outside is read or written: links, special files, paths that lead out, names that
mean something else on another system.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold import routes
from ninefold.files import listing, manifest, reading
from ninefold.source import Raw
from site_folder import SiteFolder, canvas_text
from test_build import process, small_theme

HIDDEN = "THE HIDDEN OUTSIDE"


@pytest.fixture(autouse=True)
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return small_theme(tmp_path, monkeypatch)


@pytest.fixture
def outside(site: SiteFolder) -> Path:
    """A folder beside the site that holds what nobody should see, as every kind of file."""
    folder = site.folder.parent / "outside"
    folder.mkdir()
    (folder / "secret.md").write_text(canvas_text(HIDDEN), "utf-8")
    (folder / "secret.png").write_bytes(HIDDEN.encode())
    (folder / "secret.html").write_text(HIDDEN, "utf-8")
    (folder / "secret.toml").write_text(f'title = "{HIDDEN}"\n', "utf-8")
    return folder


def everything(site: SiteFolder, outside: Path) -> dict[str, bytes]:
    """Every file below the folder above the site, as it is."""
    return {
        str(path): path.read_bytes()
        for path in [*site.folder.parent.glob("*.*"), *outside.rglob("*")]
        if path.is_file()
    }


def assert_kept_in(site: SiteFolder, outside: Path, before: dict[str, bytes]) -> None:
    """Nothing of the secret is in the site or was printed, and nothing outside has changed."""
    assert everything(site, outside) == before
    for path, data in site.tree().items():
        assert HIDDEN.encode() not in data, path


# Posts and images


LINKS: dict[str, Callable[[Path, Path], None]] = {
    "a link": lambda place, target: place.symlink_to(target),
    "a relative link": lambda place, target: place.symlink_to(
        os.path.relpath(target, place.parent)
    ),
    "a link to a link": lambda place, target: (
        place.with_name("between").symlink_to(target),
        place.symlink_to("between"),
    )[0],
}


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("name", ["post.md", "pic.png", "sub"])
def test_no_link_in_the_content_folder_is_followed(
    site: SiteFolder, outside: Path, link: str, name: str
) -> None:
    site.canvas("a", channels="![x](pic.png) ![y](sub/secret.png) [z](sub/secret.md)")
    target = {"post.md": outside / "secret.md", "pic.png": outside / "secret.png", "sub": outside}
    LINKS[link](site.folder / "content" / name, target[name])
    before = everything(site, outside)
    ran = site.build()
    assert ran.code == 0
    assert_kept_in(site, outside, before)
    assert "symbolic link" in site.check().out
    assert HIDDEN not in ran.out + ran.err


@pytest.mark.parametrize("name", ["post.md", "pic.png"])
@pytest.mark.parametrize("hard", [False, True], ids=["", "hard link"])
@pytest.mark.parametrize("kind", ["fifo", "socket", "device"])
def test_no_special_file_is_opened_or_waited_for(
    site: SiteFolder, kind: str, hard: bool, name: str
) -> None:
    site.canvas("a", channels="![x](pic.png)")
    file = site.folder / ("elsewhere" if hard else f"content/{name}")
    if kind == "fifo":
        os.mkfifo(file)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(os.path.relpath(file))
    else:
        try:
            os.mknod(file, 0o600 | 0o020000, os.makedev(1, 5))  # /dev/zero has no end
        except PermissionError:
            os.mkfifo(file)
    if hard:
        os.link(file, site.folder / "content" / name)
    running = process(site, "build")
    _, error = running.communicate(timeout=60)
    assert running.returncode == 0, error
    assert "special file" in site.check().out


def test_a_folder_that_becomes_a_link_after_it_was_listed_is_not_followed(
    site: SiteFolder, outside: Path
) -> None:
    site.write("content/sub/deep/secret.md", canvas_text("inside"))
    site.write("content/sub/deep/secret.png", b"inside")
    (outside / "deep").mkdir()
    for name in ("secret.md", "secret.png"):
        shutil.copy(outside / name, outside / "deep" / name)
    listed = listing.list_content(site.folder / "content")
    assert [raw.path for raw in listed.raws()] == ["sub/deep/secret.md"]
    for place, target in (("sub", outside), ("sub/deep", outside / "deep")):
        moved = site.folder / "content" / place
        shutil.rmtree(site.folder / "content/sub")
        moved.parent.mkdir(exist_ok=True)
        moved.symlink_to(target)
        (read,) = listed.read()
        assert isinstance(read, reading.Skipped)
        assert "symbolic link" in read.message
        with pytest.raises(reading.EnvironmentFault, match="symbolic link"):
            list(listing.read_images(site.folder / "content", ["sub/deep/secret.png"]))
        moved.unlink()
        (site.folder / "content/sub").mkdir(exist_ok=True)


def test_a_file_that_becomes_another_while_it_is_read_is_read_once(
    site: SiteFolder, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = site.canvas("a").folder / "content/a.md"
    opened: list[str] = []
    real = os.open

    def counting(path: str, *rest: int, **options: int) -> int:
        made = real(path, *rest, **options)
        if str(path).endswith("a.md"):
            opened.append(str(path))
            file.unlink()
            file.symlink_to(outside / "secret.md")  # too late for whoever holds the file open
        return made

    monkeypatch.setattr(os, "open", counting)
    (raw,) = listing.list_content(site.folder / "content").read()
    assert isinstance(raw, Raw)
    assert HIDDEN.encode() not in raw.data
    assert len(opened) == 1


ADDRESSES = [
    "../../outside/secret.png",
    "../../../../../../../../etc/passwd.png",
    "/etc/passwd.png",
    "..\\..\\outside\\secret.png",
    "C:\\outside\\secret.png",
    "file:///etc/passwd.png",
    "%2e%2e/%2e%2e/outside/secret.png",
    "....//....//outside/secret.png",
    "sub/../../../outside/secret.png",
    "a.png\0.md",
    "//localhost/outside/secret.png",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_of_an_image_leads_out_of_the_content_folder(
    site: SiteFolder, outside: Path, address: str
) -> None:
    before = everything(site, outside)
    site.canvas("a", channels=f"![x](<{address}>) <img src='{address}'> [y](<{address}>)")
    site.run("build", "--keep-going", "--jobs", "1")
    assert_kept_in(site, outside, before)
    assert not [path for path in site.tree() if path.startswith("media/")]


NAMES = ["../x", "/etc/x", "C:x", "C:\\x", "a/b", "..", ".", "con", "NUL", "a.", "x" * 300, "a\0b"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", ["slug", "company", "industry", "tags", "title", "facts"])
def test_no_value_of_a_post_leads_out_of_the_output_folder(
    site: SiteFolder, key: str, name: str
) -> None:
    value = {"tags": f"tags: ['{name}']", "facts": f"facts: [{{name: '{name}', value: 1}}]"}
    front = value.get(key, f"{key}: '{name}'")
    site.write("content/a.md", canvas_text("a", front)).canvas("b")
    before = set(site.folder.parent.iterdir())
    site.run("build", "--keep-going", "--jobs", "1")
    assert set(site.folder.parent.iterdir()) == before
    assert {p.name for p in site.folder.iterdir()} <= {"content", "output", ".ninefold_cache"}
    assert all(manifest.inside(path) and manifest.portable(path) for path in site.tree())


# What the configuration names


OUT = ["../outside", "/etc", "C:\\x", "c:x", "\\\\host\\share", "a/../../outside", "~", "~root/x"]


@pytest.mark.parametrize("path", [*OUT, "..\\outside", "a\0b"])
@pytest.mark.parametrize("key", ["content", "output", "templates", "baseline"])
def test_no_folder_of_the_configuration_lies_outside(
    site: SiteFolder, outside: Path, key: str, path: str
) -> None:
    before = everything(site, outside)
    text = path.replace("\\", "\\\\").replace("\0", "\\u0000")
    ran = site.canvas("a").write("ninefold.toml", f'{key} = "{text}"\n').build()
    assert ran.code == 2
    assert "bad-setting" in ran.out
    assert everything(site, outside) == before
    assert not site.output.exists()


@pytest.mark.parametrize("key", ["content", "templates", "output/site", ".ninefold_cache"])
def test_no_link_leads_the_configuration_out(site: SiteFolder, outside: Path, key: str) -> None:
    name = key.split("/")[0]
    if key == "content":
        shutil.rmtree(site.folder / "content")
    else:
        site.canvas("a")
    if "/" in key:
        site.write("ninefold.toml", f'{name} = "{key}"\n')
    (site.folder / name).symlink_to(outside)
    before = everything(site, outside)
    ran = site.build()
    assert ran.code == 2
    assert "leads out of" in ran.err
    assert "command line" in ran.err
    assert everything(site, outside) == before
    assert sorted(path.name for path in outside.iterdir()) == sorted(
        f"secret.{kind}" for kind in ("md", "png", "html", "toml")
    )


@pytest.mark.parametrize("key", ["content", "output", "baseline"])
def test_a_name_that_the_system_refuses_is_told_in_a_line(site: SiteFolder, key: str) -> None:
    name = "a" * 300
    ran = site.canvas("a").write("ninefold.toml", f'{key} = "{name}"\n').run("check")
    if key == "output":
        ran = site.build()
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert f"{name}" in ran.err
    assert "File name too long" in ran.err
    for option in ("--content", "--config"):
        assert site.run("check", option, name).code == 2


def test_whoever_runs_it_may_name_any_folder(site: SiteFolder, outside: Path) -> None:
    ran = site.build("--content", "../outside", "--output", "../site-of-theirs")
    assert ran.code == 0, ran.err
    assert HIDDEN in (site.folder.parent / "site-of-theirs/canvases/secret/index.html").read_text()


@pytest.mark.parametrize(
    "names", ['["../x"]', '["..\\\\x"]', '["C:x"]', '["/x"]', '[".."]', '[""]']
)
def test_no_name_to_keep_leads_out(site: SiteFolder, names: str) -> None:
    ran = site.canvas("a").write("ninefold.toml", f"output_keep = {names}\n").build()
    assert ran.code == 2
    assert "bad-setting" in ran.out


def test_a_configuration_that_is_a_link_tells_nothing_of_what_it_leads_to(
    site: SiteFolder, outside: Path
) -> None:
    (outside / "password").write_text(f"password: {HIDDEN}\n")
    (site.folder / "ninefold.toml").symlink_to(outside / "password")
    ran = site.canvas("a").run("check", "--format", "full")
    assert ran.code == 2
    assert HIDDEN not in ran.out + ran.err


def test_a_cache_that_is_a_link_is_not_written_to(site: SiteFolder, outside: Path) -> None:
    other = outside / "places.sqlite"
    other.write_bytes(b"")  # an empty file is a database to SQLite
    site.canvas("a").write(".ninefold_cache/cache.sqlite", "")
    (site.folder / ".ninefold_cache/cache.sqlite").unlink()
    (site.folder / ".ninefold_cache/cache.sqlite").symlink_to(other)
    ran = site.build()
    assert ran.code == 0
    assert "no regular file" in ran.err
    assert other.read_bytes() == b""


# Output folders


@pytest.mark.parametrize("where", ["home", "above home", ".git", "in .git", "root"])
def test_homes_and_repositories_are_no_output_folders(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    home = site.folder.parent / "people" / "ada"  # both are empty, so nothing else holds it up
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", os.fspath(home))
    monkeypatch.setenv("USERPROFILE", os.fspath(home))
    places = {
        "home": home,
        "above home": home.parent,
        ".git": site.folder / ".git",
        "in .git": site.folder / ".git/site",
        "root": Path("/"),
    }
    ran = site.canvas("a").build("--output", os.fspath(places[where]))
    assert ran.code == 2
    assert "Choose" in ran.err
    assert not list(home.iterdir())
    assert not (site.folder / ".git").exists()


# Names that every system can hold


SLUGS = st.text(min_size=1, max_size=300) | st.sampled_from(
    ["CON", "nul", "COM1", "lpt9", "aux.md", "ﬀ" * 60, "é", "e\u0301", "ß", "ss", "İ", "a.", "a "]
)


@given(SLUGS, SLUGS, SLUGS)
def test_every_name_in_the_output_folder_is_portable(one: str, two: str, three: str) -> None:
    slugs = [routes.slug(text) for text in (one, two, three)]
    made = [
        routes.canvas(slugs[0]),
        routes.embed(slugs[0]),
        routes.twin(slugs[0], "canvas.json"),
        routes.search_text(slugs[0]),
        routes.comparison(*slugs[:2], file="comparison.csv"),
        routes.comparison(*slugs),
        routes.industry(one),
        routes.tag(one, 2),
        routes.company(one),
        routes.fact(one, "facts.csv"),
        routes.media(f"{one}.PNG"),
    ]
    for route in made:
        assert manifest.portable(route.path), route.path
        assert manifest.inside(route.path)
        assert route.path == route.path.lower()  # so that case tells no two apart


@pytest.mark.parametrize(
    "path",
    [
        *'?*|"<>:\\',
        "a\x7f",
        "a\tb",
        "con",
        "a/NUL.txt",
        "com1.html",
        "COM¹",
        "a./b",
        "a /b",
        "a:b",
        "a\\b",
        "x" * 101,
        "é" * 51,
    ],
)
def test_what_some_system_cannot_hold_is_not_portable(path: str) -> None:
    assert not manifest.portable(path)


@pytest.mark.parametrize(
    "path", ["a/b.html", "console", "é" * 50, "com10", ".nojekyll", "_headers"]
)
def test_what_every_system_holds_is_portable(path: str) -> None:
    assert manifest.portable(path)


@pytest.mark.parametrize("name", ["con.css", "a:b.css", "x" * 120 + ".css", "back\\slash.css"])
def test_a_file_of_the_theme_that_some_system_cannot_hold_is_refused(
    site: SiteFolder, name: str
) -> None:
    ran = site.canvas("a").write(f"templates/assets/{name}", "").build()
    assert ran.code == 2
    assert "every system" in ran.err
    assert not site.output.exists()


@pytest.mark.parametrize(("one", "other"), [("Logo.css", "logo.css"), ("é.css", "e\u0301.css")])
def test_two_files_of_the_theme_that_are_one_elsewhere_are_refused(
    site: SiteFolder, one: str, other: str
) -> None:
    site.canvas("a").write(f"templates/assets/{one}", "").write(f"templates/assets/{other}", "")
    ran = site.build()
    assert ran.code == 2
    assert "one file on some systems" in ran.err


@pytest.mark.parametrize(("one", "other"), [("Straße", "STRASSE"), ("é", "e\u0301"), ("A", "a")])
def test_posts_whose_names_fold_into_one_are_told_apart_or_reported(
    site: SiteFolder, one: str, other: str
) -> None:
    site.canvas(one).canvas(other)
    assert "duplicate-slug" in {finding["name"] for finding in site.check().findings}
    site.run("build", "--keep-going", "--jobs", "1")
    folded = [path.casefold() for path in site.tree()]
    assert len(folded) == len(set(folded))


def test_nothing_in_the_package_opens_a_post_by_another_door() -> None:
    package = Path(reading.__file__).parents[1]
    doors = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        if re.search(r"\bos\.open\(|\.open\(|\bopen\(", file.read_text("utf-8"))
    }
    assert doors <= {
        "files/reading.py",  # posts, themes, configuration
        "files/manifest.py",  # how the manifest of a site begins
        "files/staging.py",  # files of the site, each a new one
        "files/swapping.py",  # the folder that is locked, and what is written to the disk
        "cli/__init__.py",  # nothing, where stdout is gone
        "cli/commands.py",  # a new post, which must not be there
        "executor/limits.py",  # how large this process is
        "addresses/asking.py",  # addresses of the web
    }
