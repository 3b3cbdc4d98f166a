"""The library in memory: what stays told, and what is found without planning the whole site."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ninefold.blocks import Block
from ninefold.cli import parser
from ninefold.cli.building import job_of
from ninefold.cli.equipment import configuration
from ninefold.files.listing import list_content
from ninefold.pages import comparisons
from ninefold.store import Store
from ninefold.studio import Studio, intake
from ninefold.studio.surveying import survey_here
from site_folder import SiteFolder


@pytest.fixture
def studio(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> Studio:
    monkeypatch.chdir(site.folder)
    site.write("ninefold.toml", 'base_url = "https://example.org"\n').canvas("a").canvas("b")
    site.write("templates/feed.xml", "{% extends 'none' %}")
    options = parser().parse_args(["serve"])
    settings, root, _ = configuration(options)
    made = Studio(job_of(options, settings, root), Store(None))
    made.refresh()
    return made


def test_a_broken_template_stays_told_while_posts_are_saved(
    site: SiteFolder, studio: Studio
) -> None:
    site.write("templates/home.html", "{% if %}")
    studio.refresh()
    assert [d.name for d in studio.broken("index.html")] == ["broken-template"]
    site.canvas("a", channels="Other shops.")
    studio.refresh(["a.md"])
    assert [d.name for d in studio.broken("index.html")] == ["broken-template"]
    assert b"Other shops" in (studio.get("canvases/a/index.html") or b"")
    (site.folder / "templates/home.html").unlink()
    studio.refresh()
    assert studio.broken("index.html") == ()


def test_a_comparison_is_shown_before_all_texts_are_surveyed_and_with_words_none_had(
    site: SiteFolder, studio: Studio
) -> None:
    site.canvas("a", "compare: [b]", channels="Shops.")
    studio.refresh()
    pages = ("compare/a-vs-b/index.html", "canvases/a/compare.json")
    assert all(studio.get(page) for page in pages)
    told = studio.refresh()
    assert studio.settle(survey_here(studio.job, None), told.generation)
    site.canvas("a", "compare: [b]", channels="Zeppelins.")
    studio.refresh(["a.md"])
    assert all(b"eppelins" in (studio.get(page) or b"") for page in pages)


def test_the_sitemap_names_every_page_and_costs_no_other_file(studio: Studio) -> None:
    made = studio.made
    assert b"https://example.org/canvases/a/" in (studio.get("sitemap.xml") or b"")
    assert studio.made == made + 1
    assert studio.get("sitemap-9.xml") is None


@contextlib.contextmanager
def saving(site: SiteFolder) -> Iterator[None]:
    """An editor that is about to put a text into the file of `a`."""
    timer = threading.Timer(0.05, site.canvas, ("a",), {"channels": "Saved in the end."})
    timer.start()
    yield
    timer.join()


def is_saved(studio: Studio) -> bool:
    shown = studio.get("canvases/a/index.html") or b""
    return b"Saved in the end" in shown and studio.findings_of("a.md") == ()


def test_a_post_that_is_empty_for_a_moment_is_waited_for(site: SiteFolder, studio: Studio) -> None:
    site.write("content/a.md", b"")
    with saving(site):
        studio.refresh(["a.md"])
    assert is_saved(studio)


def test_a_post_that_stays_empty_is_told(site: SiteFolder, studio: Studio) -> None:
    good = studio.get("canvases/a/index.html")
    site.write("content/a.md", b"")
    studio.refresh(["a.md"])
    assert studio.broken("canvases/a/index.html")
    assert studio.get("canvases/a/index.html") == good


def test_a_post_that_is_away_as_it_is_read_is_waited_for(
    site: SiteFolder, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its folder has just told that it is there."""
    (site.folder / "content/a.md").unlink()
    there = [("a.md", os.fspath(site.folder / "content/a.md"))]
    monkeypatch.setattr(intake, "list_content", lambda folder: replace(listed, posts=there))
    listed = list_content(site.folder / "content")
    with saving(site):
        studio.refresh(["a.md"])
    assert is_saved(studio)


def test_a_post_that_is_empty_while_the_configuration_changes_is_waited_for(
    site: SiteFolder, studio: Studio
) -> None:
    settings = studio.job.settings
    studio.job = replace(
        studio.job, settings=replace(settings, aliases=(("shops", Block.CHANNELS),))
    )
    site.write("content/a.md", b"")
    with saving(site):
        studio.refresh()
    assert is_saved(studio)


def test_every_file_is_found_whatever_slugs_hold(site: SiteFolder, studio: Studio) -> None:
    site.canvas("b-vs-a", "compare: [a, b, vs]").canvas("vs", "compare: [a]").canvas("a-vs")
    studio.refresh()
    paths = [path for path in studio.paths() if "-vs" in path]
    assert len(paths) > 20
    assert [path for path in paths if studio.get(path) is None] == []


def test_what_is_not_there_below_a_canvas_has_nothing_compared(
    site: SiteFolder, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.canvas("a", "compare: [b]")
    studio.refresh()
    assert studio.get("compare/a-vs-b/index.html")
    monkeypatch.setattr(comparisons, "_pair", lambda pair, ground: pytest.fail("was compared"))
    assert studio.get("canvases/a/nothing.txt") is None
    assert studio.get("search/text/nothing.json") is None
