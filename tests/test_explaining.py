"""What `check --explain-sections` tells."""

from __future__ import annotations

import json

import pytest

from ninefold.blocks import BLOCKS
from site_folder import SiteFolder


def explained(site: SiteFolder, *paths: str) -> list[dict[str, object]]:
    ran = site.run("check", "--explain-sections", "--format", "json", *paths)
    assert ran.code == 0, ran.err
    told: list[dict[str, object]] = json.loads(ran.out)
    return told


def test_json_has_the_keys_of_the_contract(site: SiteFolder) -> None:
    site.canvas("a", channels="Text.\n\n### Partners\n\nOf the channel.")
    (told,) = explained(site, "content/a.md")
    assert list(told) == ["path", "kind", "language", "sections", "not_taken"]
    assert (told["path"], told["kind"], told["language"]) == ("content/a.md", "canvas", "en")
    sections = told["sections"]
    assert isinstance(sections, list)
    assert [row["block"] for row in sections] == [block.value for block in BLOCKS]
    assert sections[0] == {
        "block": "customer_segments",
        "line": 5,
        "text": "Customer Segments",
        "form": "heading",
    }
    (other,) = told["not_taken"]  # type: ignore[misc]
    assert list(other) == ["line", "text", "reason"]
    assert other["text"] == "Partners"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nothing here.", "other"),
        ("## Problem\nx\n## Solution\nx\n## Key Metrics\nx\n## Channels\nx\n", "lean"),
        ("\xff\xfe".encode("latin-1"), "other"),
    ],
)
def test_what_is_no_canvas_is_told_without_sections(
    site: SiteFolder, text: str | bytes, kind: str
) -> None:
    site.write("content/a.md", text)
    (told,) = explained(site, "content/a.md")
    assert (told["kind"], told["sections"]) == (kind, [])


def test_a_folder_and_the_content_folder_are_told_post_by_post(site: SiteFolder) -> None:
    site.canvas("b").canvas("a")
    assert [t["path"] for t in explained(site)] == ["content/a.md", "content/b.md"]
    assert explained(site, "content") == explained(site)


def test_people_get_a_table(site: SiteFolder) -> None:
    site.canvas("a")
    ran = site.run("check", "--explain-sections", "content/a.md")
    assert ran.out.startswith("content/a.md: canvas, en\n  block ")
    assert "  key_resources           25    Key Resources           heading\n" in ran.out


@pytest.mark.parametrize("path", ["content/gone.md", "content/../nowhere"])
def test_a_path_that_is_not_there_is_wrong_use(site: SiteFolder, path: str) -> None:
    ran = site.run("check", "--explain-sections", path)
    assert (ran.code, ran.out) == (2, "")


def test_a_name_of_ones_own_is_taken_once_it_is_configured(site: SiteFolder) -> None:
    site.canvas("a")
    text = (site.folder / "content/a.md").read_text().replace("## Channels", "## Our shops")
    site.write("content/a.md", text)
    assert "NF202" in site.check().codes
    site.write("ninefold.toml", '[aliases]\nchannels = ["Our Shops", "Stalls"]\n')
    assert "NF202" not in site.check().codes
    assert site.build().code == 0
    sections = explained(site, "content/a.md")[0]["sections"]
    assert isinstance(sections, list)
    assert {row["text"] for row in sections if row["block"] == "channels"} == {"Our shops"}


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ('aliases = "x"', "bad-setting"),
        ("[aliases]\nchannels = 1", "bad-setting"),
        ('[aliases]\nchannels = [""]', "bad-setting"),
        ('[aliases]\nchanels = ["x"]', "unknown-setting"),
    ],
)
def test_aliases_of_the_wrong_kind_are_refused(site: SiteFolder, setting: str, name: str) -> None:
    ran = site.canvas("a").write("ninefold.toml", setting).check()
    assert ran.code == 2
    assert [finding["name"] for finding in ran.findings] == [name]
