"""`ninefold new`: a post to fill in, for any company name, over nothing that is there."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold import newpost, routes
from ninefold.blocks import BLOCKS
from ninefold.languages import choose, phrasebook
from ninefold.parser import parse
from ninefold.source import Source
from ninefold.vocabulary import language
from site_folder import SiteFolder


def made(site: SiteFolder) -> list[str]:
    return sorted(path.name for path in (site.folder / "content").iterdir())


def title(text: str) -> str | None:
    """The title that Ninefold reads in a post."""
    document = parse(Source.of("a.md", text))
    return document.post.title if document.post else None


def test_a_new_post_has_front_matter_and_nine_headings_with_questions(site: SiteFolder) -> None:
    ran = site.run("new", "Acme Ships", "--as-of", "2026-11")
    assert (ran.code, ran.out, ran.err) == (0, "content/acme-ships-2026-11.md\n", "")
    text = (site.folder / "content/acme-ships-2026-11.md").read_text(encoding="utf-8")
    head, *sections = text.split("\n## ")
    assert head.startswith('---\nlayout: canvas\ntitle: "Acme Ships"\nas_of: 2026-11\n')
    assert [section.split("\n")[0] for section in sections] == [block.title for block in BLOCKS]
    for block, section in zip(BLOCKS, sections, strict=True):
        comment = re.search(r"<!--(.*?)-->", section, re.DOTALL)
        assert comment is not None
        assert all(question in comment[1] for question in block.questions)


@pytest.mark.parametrize("tag", ["de", "ar", "zh-TW", "fr-CA", "xx"])
def test_the_headings_are_in_the_language_of_the_site(site: SiteFolder, tag: str) -> None:
    site.write("ninefold.toml", f'language = "{tag}"\n').run("new", "Acme")
    text = (site.folder / "content/acme.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings == [language(tag).title(block) for block in BLOCKS]
    assert site.check().code == 0


ODD_NAMES = [
    'The "Quoted" Company',
    "Company: the story",
    "# Hash & Sons",
    "'single'",
    "8x8",
    "2024",
    "no",
    "null",
    "12:30",
    "~",
    "- dash",
    "[list]",
    "{{ 7*7 }}",
    "{map: x}",
    "a\\b",
    "100%",
    "*star*",
    "<script>alert(1)</script>",
    "--> out of the comment",
    "---",
    "🚢",
    "👨‍👩‍👧 Family",
    "شركة الاتصالات",
    "می‌خواهم",
    "株式会社",
    "Zürich\u00a0AG",
    "../x",
    "/etc/passwd",
    "a/b/c",
    "con",
    ".",
    "..",
    "  spaced   out  ",
    "x" * 300,
    "word " * 60,
    "\u202ertl",
]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_any_name_makes_a_post_that_passes_the_check(site: SiteFolder, name: str) -> None:
    ran = site.run("new", "--", name)
    assert ran.code == 0, ran.err
    (file,) = made(site)
    assert re.fullmatch(r"[a-z0-9-]{1,80}\.md", file)
    assert site.check().code == 0, site.check().out
    assert title((site.folder / "content" / file).read_text("utf-8")) == " ".join(name.split())
    assert sorted(path.name for path in site.folder.parent.iterdir()) == ["site"]


@given(st.text(min_size=1, max_size=120))
def test_every_name_is_refused_or_read_back_as_it_is(name: str) -> None:
    if newpost.fault(name, "") is None:
        file, text = newpost.post(name, "", "en", phrasebook(choose("en")[0]))
        assert title(text) == " ".join(name.split())
        assert routes.is_slug(file.removesuffix(".md"))


@pytest.mark.parametrize(
    "name", ["", " ", "\t", "a\nb", "a\rb", "a\x00b", "\x1b[31mred", "a\x85b", "a\u2028b", "\x9b1m"]
)
def test_a_name_that_is_no_line_of_text_is_refused(site: SiteFolder, name: str) -> None:
    ran = site.run("new", "--", name)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "\x1b" not in ran.err
    assert made(site) == []


@pytest.mark.parametrize("date", ["2026", "2026-11", "2026-11-30", "2024-02-29", "0001"])
def test_a_date_may_be_whole_or_partial(site: SiteFolder, date: str) -> None:
    assert site.run("new", "Acme", "--as-of", date).code == 0
    assert made(site) == [f"acme-{date}.md"]
    assert f"\nas_of: {date}\n" in (site.folder / f"content/acme-{date}.md").read_text()
    assert site.check().code == 0


@pytest.mark.parametrize(
    "date",
    ["26", "2026-13", "2026-00", "2025-02-29", "2026-1", "2026-11-31", "2026/11", "November 2026",
     "0000", "2026-11-30T00:00", " 2026", "2026\n", "٢٠٢٦", "-2026", "2026-", "../2026", "today"],
)  # fmt: skip
def test_what_is_no_date_is_refused(site: SiteFolder, date: str) -> None:
    ran = site.run("new", "Acme", f"--as-of={date}")
    assert ran.code == 2
    assert "--as-of" in ran.err
    assert made(site) == []


def test_two_dates_of_a_company_with_a_long_name_are_two_canvases(site: SiteFolder) -> None:
    name = "The Amalgamated International Steam Navigation and Railway Carriage Company " * 2
    for date in ("2025", "2026-11", "2026-11-30"):
        assert site.run("new", name, "--as-of", date).code == 0
    assert site.check().code == 0
    assert len(made(site)) == 3


# Nothing is overwritten


@pytest.mark.parametrize("kind", ["file", "link", "dangling link", "folder", "pipe"])
def test_nothing_is_overwritten(site: SiteFolder, kind: str) -> None:
    file = site.folder / "content/acme.md"
    elsewhere = site.folder / "elsewhere"
    elsewhere.write_text("mine")
    make: dict[str, Any] = {
        "file": lambda: file.write_text("mine"),
        "link": lambda: file.symlink_to(elsewhere),
        "dangling link": lambda: file.symlink_to(site.folder / "nowhere"),
        "folder": file.mkdir,
        "pipe": lambda: os.mkfifo(file),
    }
    make[kind]()
    before = file.lstat()
    ran = site.run("new", "Acme")
    assert ran.code == 2
    assert "content/acme.md is there already" in ran.err
    assert file.lstat() == before
    assert elsewhere.read_text() == "mine"
    assert not (site.folder / "nowhere").exists()


def test_the_content_folder_is_made(site: SiteFolder) -> None:
    ran = site.run("new", "Acme", "--content", "deep/er/content")
    assert (ran.code, ran.out) == (0, "deep/er/content/acme.md\n")


def test_the_content_folder_is_that_of_the_configuration(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("ninefold.toml", 'content = "posts"\n').write("some/where/x", "")
    monkeypatch.chdir(site.folder / "some/where")
    assert site.run("new", "Acme").out == "../../posts/acme.md\n"


def test_a_content_folder_that_is_a_file_is_one_line(site: SiteFolder) -> None:
    ran = site.write("file", "mine").run("new", "Acme", "--content", "file")
    assert ran.code == 2
    assert "there already" not in ran.err
    assert ran.err.count("\n") == 1
    assert (site.folder / "file").read_text() == "mine"


def test_a_path_is_printed_without_control_characters(site: SiteFolder) -> None:
    ran = site.run("new", "Acme", "--content", "odd\x1b[31m\u202efolder")
    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


def test_a_disk_that_refuses_is_one_line(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*arguments: object, **options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    ran = site.run("new", "Acme")
    assert ran.code == 2
    assert ran.err == "ninefold: content/acme.md cannot be written: Permission denied.\n"
