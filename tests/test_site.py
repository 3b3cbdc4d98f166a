"""The library as one value: its order, its dates, and where links between posts lead."""

from __future__ import annotations

import pytest

from site_folder import SiteFolder


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("zoom.md", "../../canvases/zoom/"),
        ("zoom.md#channels", "../../canvases/zoom/#channels"),
        ("zoom.md#key-resources", "../../canvases/zoom/#key-resources"),
        ("./zoom.md", "../../canvases/zoom/"),
        ("zoom.md#no-such-section", "../../canvases/zoom/"),
        ("#channels", "../../canvases/a/#channels"),
        ("#distribution-channels", "../../canvases/a/#channels"),
        ("#kan%C3%A4le", "../../canvases/a/#channels"),
        ("zoom.md#key-partners", "../../canvases/zoom/#key-partnerships"),
    ],
)
def test_a_link_leads_to_the_other_canvas_and_its_section(
    site: SiteFolder, target: str, href: str
) -> None:
    site.canvas("a", channels=f"See [there]({target}).").canvas("zoom")
    assert site.build().code == 0
    assert f'<a href="{href}">there</a>' in site.page("canvases/a/index.html")


@pytest.mark.parametrize("target", ["gone.md", "zoom.md/channels", "../zoom.md", "#main", "x.html"])
def test_a_link_that_leads_nowhere_is_plain_text(site: SiteFolder, target: str) -> None:
    site.canvas("a", channels=f"See [there]({target}).").canvas("zoom")
    assert site.build().code == 0
    assert "See <a>there</a>." in site.page("canvases/a/index.html")


def test_dates_of_one_company_stand_in_their_order(site: SiteFolder) -> None:
    for name, date in (("c", "2023-11"), ("a", "2020-05"), ("b", "2016")):
        site.canvas(name, f"company: 8x8\nas_of: {date}")
    assert site.build().code == 0
    pairs = sorted(path.name for path in (site.output / "compare").iterdir() if path.is_dir())
    assert pairs == ["a-vs-b", "a-vs-c"]
    page = site.page("compare/a-vs-b/index.html")
    assert page.index("b (2016)") < page.index("a (May 2020)")


def test_moving_text_down_a_line_renders_nothing_again(site: SiteFolder) -> None:
    site.canvas("a").canvas("b")
    site.build()
    text = (site.folder / "content/a.md").read_text()
    site.write("content/a.md", text.replace("## Channels", "\n\n## Channels"))
    assert "nothing changed" in site.build().err
