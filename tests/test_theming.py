"""The example of docs/theming.md is a site that can be built, and does what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_folder import SiteFolder

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/theming.md").read_text("utf-8")
EXAMPLE = re.findall(r"^`(templates/[^`]+)`.*?:\n\n```\w+\n(.*?)```$", PAGE, re.M | re.S)


@pytest.fixture
def library(site: SiteFolder) -> SiteFolder:
    return site.canvas("a", "as_of: 2023-11").canvas("b")


def test_the_example_has_a_template_a_style_and_a_phrase() -> None:
    assert [path.split("/")[1] for path, _ in EXAMPLE] == ["components", "styles", "languages"]


def test_the_example_builds_and_changes_what_it_names(library: SiteFolder) -> None:
    assert library.build().code == 0
    before = library.tree()
    for path, text in EXAMPLE:
        library.write(path, text)
    ran = library.build()
    assert ran.code == 0, ran.out + ran.err
    assert '<time class="stamp" datetime="2023-11">November 2023</time>' in library.page(
        "canvases/a/index.html"
    )
    css = library.page("assets/site.css")
    assert ".stamp" in css
    assert css.startswith(before["assets/site.css"].decode()[:1000])  # ours is still there
    assert ">Collection</a>" in library.page("index.html")
    assert ">Sections</a>" in library.page("index.html")
    for path, _ in EXAMPLE:
        (library.folder / path).unlink()
    library.build()
    assert library.tree() == before


def test_the_page_names_every_part_of_the_theme() -> None:
    theme = ROOT / "templates"
    css = "".join(file.read_text("utf-8") for file in theme.glob("styles/*.css"))
    for layer in set(re.findall(r"@layer (\w+) \{", css)):
        assert f"| `{layer}` |" in PAGE
    base = (theme / "base.html").read_text("utf-8")
    for block in set(re.findall(r"\{% block (\w+) %\}", base)) - {"kind"}:
        assert f"`{block}`" in PAGE
    tokens = re.findall(r"^    (--[\w]+):", (theme / "styles/base.css").read_text("utf-8"), re.M)
    for token in tokens:
        assert f"`{token}`" in PAGE or re.fullmatch(r"--s\d", token), token
