"""Saves of every kind: the last one is what is shown, and nothing else is built."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from preview.running import Preview, running, until
from preview.wire import Socket
from site_folder import SiteFolder, canvas_text

ZOOM = "/canvases/zoom/"


def post(text: str) -> str:
    return canvas_text("zoom", channels=text)


def saved(preview: Preview) -> list[str]:
    """What the terminal said of saves: lines that begin with the time."""
    return [line for line in preview.lines if line[10:18].count(":") == 2]


def settled(preview: Preview) -> int:
    """How many lines there are about saves, once no more come: they may come late."""
    count = -1
    while count != len(saved(preview)):
        count = len(saved(preview))
        time.sleep(0.3)
    return count


def test_a_browser_ends_on_the_last_of_two_saves(
    library: SiteFolder, preview: Preview, browser: Browser
) -> None:
    """The gaps of many hands, from one that no eye sees; benchmarks/saves.py has the long ones."""
    chance = random.Random(1)
    page = browser.new_page()
    page.goto(f"{preview.address}{ZOOM}")
    channels = page.locator("#channels")
    for number in range(40):
        library.canvas("zoom", channels=f"First {number}.")
        time.sleep(0.05 + chance.random() ** 3 * 0.4)
        library.canvas("zoom", channels=f"Last {number}.")
        expect(channels).to_contain_text(f"Last {number}.")
    page.close()


def test_a_thousand_saves_in_a_burst(library: SiteFolder, preview: Preview) -> None:
    with Socket(preview) as browser:
        browser.join(preview, ZOOM)
        for number in range(1000):
            library.canvas("zoom", channels=f"Number {number}.")
        assert until(lambda: preview.shows(ZOOM, "Number 999."))
        assert browser.receive()["command"] == "reload"
    assert len(saved(preview)) < 300


@pytest.mark.parametrize("editor", ["vim", "vim_moving", "emacs", "vscode", "kate"])
def test_the_ways_of_editors(library: SiteFolder, preview: Preview, editor: str) -> None:
    """Temporary files, backups and locks come and go, and one save is one change."""
    folder = library.folder / "content"
    file = folder / "zoom.md"

    def save(text: str) -> None:
        data = post(text).encode()
        if editor == "vim":
            (folder / "4913").write_bytes(b"")
            (folder / "4913").unlink()
            (folder / ".zoom.md.swp").write_bytes(b"swap")
            (folder / "zoom.md~").write_bytes(file.read_bytes())
            with file.open("wb") as opened:
                opened.write(data)
                os.fsync(opened.fileno())
            (folder / "zoom.md~").unlink()
            (folder / ".zoom.md.swp").unlink()
        elif editor == "vim_moving":
            (folder / ".zoom.md.swx").write_bytes(b"")
            file.rename(folder / "zoom.md~")
            time.sleep(0.03)
            file.write_bytes(data)
            (folder / "zoom.md~").unlink()
            (folder / ".zoom.md.swx").unlink()
        elif editor == "emacs":
            (folder / ".#zoom.md").symlink_to("me@here.1:2")
            (folder / "#zoom.md#").write_bytes(data)
            file.rename(folder / "zoom.md~")
            file.write_bytes(data)
            (folder / "#zoom.md#").unlink()
            (folder / ".#zoom.md").unlink()
        elif editor == "vscode":
            (folder / "zoom.md.vsctmp").write_bytes(data)
            (folder / "zoom.md.vsctmp").replace(file)
        else:
            (folder / "zoom.md.Xk3.part").write_bytes(data)
            (folder / "zoom.md.Xk3.part").replace(file)

    moments = 0
    for number in range(20):
        before, began = settled(preview), time.monotonic()
        save(f"Saved {number}.")
        took = time.monotonic() - began
        assert until(lambda n=number: preview.shows(ZOOM, f"Saved {n}."))
        assert until(lambda n=before: len(saved(preview)) > n)
        if took < 0.12:  # a busy machine may make it longer than any editor does
            moments += 1
            assert settled(preview) == before + 1, preview.log
            assert "1 error" not in saved(preview)[before]
        if moments == 3:
            break
    assert moments
    assert preview.state()["counts"]["error"] == 0


def test_what_editors_leave_is_no_change(library: SiteFolder) -> None:
    library.write("templates/styles/mine.css", "p {}")
    with running(library.folder) as preview:
        leave_junk(library, preview)


def leave_junk(library: SiteFolder, preview: Preview) -> None:
    before = preview.state()["version"]
    for name in ("4913", "zoom.md~", ".#zoom.md", "#zoom.md#", ".DS_Store", "zoom.md.swx", "x.tmp"):
        library.write(f"content/{name}", "junk")
        library.write(f"templates/{name}", "junk")
    library.canvas("slack", channels="After it.")
    assert until(lambda: preview.shows("/canvases/slack/", "After it."))
    assert [line for line in saved(preview) if "slack" not in line] == []
    assert preview.state()["version"] != before
    assert "junk" not in preview.text("/")


def test_a_file_moved_in_with_an_old_time(library: SiteFolder, preview: Preview) -> None:
    library.write("elsewhere.md", canvas_text("Old"))
    old = library.folder / "elsewhere.md"
    os.utime(old, (0, 0))
    old.rename(library.folder / "content/old.md")
    assert until(lambda: preview.ask("/canvases/old/")[0] == 200)


def test_an_edit_that_keeps_time_and_size(library: SiteFolder, preview: Preview) -> None:
    file = library.folder / "content/zoom.md"
    library.canvas("zoom", channels="Aaaa.")
    assert until(lambda: preview.shows(ZOOM, "Aaaa."))
    before = file.stat()
    file.write_text(post("Bbbb."), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert until(lambda: preview.shows(ZOOM, "Bbbb."))


def test_polling_sees_all_of_it(library: SiteFolder) -> None:
    file = library.folder / "content/zoom.md"
    with running(library.folder, "--poll") as preview:
        library.canvas("zoom", channels="Aaaa.")
        assert until(lambda: preview.shows(ZOOM, "Aaaa."))
        before = file.stat()
        file.write_text(post("Bbbb."), encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert until(lambda: preview.shows(ZOOM, "Bbbb."))
        library.write("elsewhere.md", canvas_text("Old"))
        os.utime(library.folder / "elsewhere.md", (0, 0))
        (library.folder / "elsewhere.md").rename(library.folder / "content/old.md")
        assert until(lambda: preview.ask("/canvases/old/")[0] == 200)
        file.unlink()
        assert until(lambda: preview.ask(ZOOM)[0] == 404)
        library.write("templates/styles/mine.css", "p{color:red}")
        assert until(lambda: preview.shows("/assets/site.css", "p{color:red}"))
        library.write("ninefold.toml", 'title = "Another name"\n')
        assert until(lambda: preview.shows("/", "Another name"))


def test_deleted_and_made_again(library: SiteFolder, preview: Preview) -> None:
    file = library.folder / "content/zoom.md"
    for number in range(3):
        file.unlink()
        assert until(lambda: preview.ask(ZOOM)[0] == 404)
        library.canvas("zoom", channels=f"Back {number}.")
        assert until(lambda n=number: preview.shows(ZOOM, f"Back {n}."))


def test_a_folder_of_posts_comes_moves_and_goes(library: SiteFolder, preview: Preview) -> None:
    content = library.folder / "content"
    library.write("content/more/deep/a.md", canvas_text("A"))
    library.write("content/more/deep/b.md", canvas_text("B"))
    assert until(lambda: preview.ask("/canvases/b/")[0] == 200)
    library.write("content/more/deep/a.md", canvas_text("A", channels="Anew."))
    assert until(lambda: preview.shows("/canvases/a/", "Anew."))
    (content / "more").rename(content / "moved")
    library.write("content/moved/deep/a.md", canvas_text("A", channels="Moved."))
    assert until(lambda: preview.shows("/canvases/a/", "Moved."))
    (content / "moved").rename(library.folder / "away")
    assert until(lambda: preview.ask("/canvases/a/")[0] == 404)
    assert preview.ask(ZOOM)[0] == 200


def test_the_content_folder_goes_and_comes_back(library: SiteFolder, preview: Preview) -> None:
    content = library.folder / "content"
    content.rename(library.folder / "away")
    assert until(lambda: preview.state()["faults"])
    assert "There is no content folder" in preview.state()["faults"][0]["message"]
    assert preview.shows(ZOOM, "zoom")
    (library.folder / "away").rename(content)
    assert until(lambda: not preview.state()["faults"])
    library.canvas("zoom", channels="Back again.")
    assert until(lambda: preview.shows(ZOOM, "Back again."))


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (post("Lines.").replace("\n", "\r\n").encode(), True),
        (post("Lines.").replace("\n", "\r").encode(), True),
        (b"\xef\xbb\xbf" + post("Lines.").encode(), True),
        (post("Lines.").encode("utf-16"), False),
        (post("Linés.").encode("latin-1"), False),
        (post("Lines.").encode() + b"\0", False),
        (b"\xff" * 100, False),
        (b"---\ntitle: [\n---\n", False),
        (b"---\n" + b"a: &a [*a]\n" * 3 + b"---\n", False),
    ],
)
def test_bytes_of_all_kinds(
    library: SiteFolder, preview: Preview, data: bytes, shown: bool
) -> None:
    library.write("content/zoom.md", data)
    if shown:
        assert until(lambda: preview.shows(ZOOM, "Lines."))
        return
    assert until(lambda: preview.state(ZOOM)["faults"])
    assert preview.shows(ZOOM, "zoom on")  # the last good page
    assert preview.ask("/canvases/slack/")[0] == 200
    library.canvas("zoom", channels="Good again.")
    assert until(lambda: preview.shows(ZOOM, "Good again."))
    assert preview.state(ZOOM)["faults"] == []
    assert "Traceback" not in preview.log


def test_empty_for_a_moment_is_no_fault(library: SiteFolder, preview: Preview) -> None:
    moments = 0
    for number in range(50):
        before, began = settled(preview), time.monotonic()
        library.write("content/zoom.md", b"")
        time.sleep(0.06)
        library.canvas("zoom", channels=f"Full {number}.")
        took = time.monotonic() - began
        assert until(lambda n=number: preview.shows(ZOOM, f"Full {n}."))
        if took < 0.12:  # a busy machine may make it longer than any editor does
            moments += 1
            settled(preview)
            assert not any("error" in line for line in saved(preview)[before:])
        if moments == 5:
            break
    assert moments


def test_loops_of_links_are_not_followed(library: SiteFolder, tmp_path: Path) -> None:
    content = library.folder / "content"
    (content / "loop").symlink_to(content)
    (content / "self.md").symlink_to("self.md")
    (content / "everything").symlink_to("/")
    with running(library.folder) as preview:
        library.canvas("zoom", channels="Once.")
        assert until(lambda: preview.shows(ZOOM, "Once."))
        assert until(lambda: saved(preview))
        assert settled(preview) == 1
        assert "symbolic link" in str(preview.ask("/_preview/desk.json")[2])


def test_a_broken_template_lies_over_every_page(library: SiteFolder, preview: Preview) -> None:
    library.write("templates/about.html", "{% if %}\n")
    assert until(lambda: preview.state("/about/")["faults"])
    (fault,) = preview.state("/about/")["faults"]
    assert fault["place"] == "templates/about.html:1:1"
    assert fault["lines"][0]["text"] == "{% if %}"
    assert preview.ask("/about/")[0] == 200
    assert preview.ask(ZOOM)[0] == 200
    library.write("templates/about.html", "Mine {{ nothing.at.all }}\n")
    assert until(lambda: not preview.state(ZOOM)["faults"])
    (fault,) = preview.state("/about/")["faults"]
    assert "'nothing' is undefined" in fault["message"]
    library.write("templates/about.html", "Mine now\n")
    assert until(lambda: preview.shows("/about/", "Mine now"))
    assert preview.state("/about/")["faults"] == []
    assert "Traceback" not in preview.log + preview.text("/about/")


def test_a_template_that_is_no_text(library: SiteFolder, preview: Preview) -> None:
    library.write("templates/about.html", b"\xff\xfe")
    assert until(lambda: preview.state("/about/")["faults"])
    assert "not UTF-8" in preview.state("/about/")["faults"][0]["message"]
    assert preview.ask("/about/")[0] == 200
    (library.folder / "templates/about.html").unlink()
    assert until(lambda: not preview.state("/about/")["faults"])


def test_a_configuration_that_is_broken_and_mended(library: SiteFolder, preview: Preview) -> None:
    library.write("ninefold.toml", "title = \n")
    assert until(lambda: preview.state()["faults"])
    assert preview.state()["faults"][0]["place"] == "ninefold.toml:1:9"
    assert preview.ask("/")[0] == 200
    library.write("ninefold.toml", 'title = "Mended"\n')
    assert until(lambda: preview.shows("/", "Mended"))
    assert preview.state()["faults"] == []


def test_an_image_is_another(library: SiteFolder, preview: Preview) -> None:
    library.canvas("zoom", channels="![A shop](shop.png)")
    assert until(lambda: "missing-image" in str(preview.state(ZOOM)["findings"]))
    library.write("content/shop.png", b"\x89PNG one")
    assert until(lambda: "missing-image" not in str(preview.state(ZOOM)["findings"]))
    (path,) = [word for word in preview.text(ZOOM).split('"') if "media/shop" in word]
    address = "/" + path.replace("../", "")
    assert preview.ask(address)[2] == b"\x89PNG one"
    library.write("content/shop.png", b"\x89PNG two")
    assert until(lambda: preview.ask(address)[2] == b"\x89PNG two")


def test_drafts_are_shown_when_asked_for(library: SiteFolder) -> None:
    library.canvas("soon", front="draft: true")
    with running(library.folder) as preview:
        assert preview.ask("/canvases/soon/")[0] == 404
    with running(library.folder, "--drafts") as preview:
        assert preview.ask("/canvases/soon/")[0] == 200


def test_a_save_is_one_quiet_line(library: SiteFolder, preview: Preview) -> None:
    with Socket(preview) as browser:
        browser.join(preview, ZOOM)
        library.canvas("zoom", channels="Once.")
        assert browser.receive()["command"] == "reload"
        assert until(lambda: saved(preview))
    (line,) = saved(preview)
    assert "content/zoom.md: 1 page in " in line
    assert line.endswith("No findings.")


def test_nothing_is_said_that_a_name_can_forge(library: SiteFolder, preview: Preview) -> None:
    name = "x\n[12:00:00] forged \x1b[31m\u202e.md"
    library.write(f"content/{name}", canvas_text("Forged"))
    assert until(lambda: saved(preview))
    assert not any(line.startswith("[12") for line in preview.lines)
    assert "\x1b" not in preview.log
    assert "\u202e" not in preview.log


def test_any_page_carries_the_script_whatever_its_template(
    library: SiteFolder, preview: Preview
) -> None:
    library.write("templates/about.html", f"<title>{'x' * 70_000}</title>{{{{ chrome.site }}}}")
    assert until(lambda: preview.shows("/about/", "xxxx"))
    page = preview.text("/about/")
    assert page.count("/_preview/preview.js") == 1
    assert preview.file("about/index.html").endswith(b"Business model canvases")


def test_nothing_but_the_site_s_own_files_is_watched(library: SiteFolder, preview: Preview) -> None:
    for name in ("notes.md", "output/index.html", "README.md"):
        library.write(name, "Something else")
    library.canvas("slack", channels="After it.")
    assert until(lambda: preview.shows("/canvases/slack/", "After it."))
    assert len(saved(preview)) == 1


def test_many_posts_saved_together_are_one_change_or_two(
    library: SiteFolder, preview: Preview
) -> None:
    for number in range(20):
        library.canvas(f"post-{number}")
    assert until(lambda: preview.ask("/canvases/post-19/")[0] == 200)
    assert until(lambda: preview.ask("/canvases/post-0/")[0] == 200)
    assert len(saved(preview)) < 10
