"""Addresses: safe, unambiguous, relative, and never outside the site or the content folder."""

from __future__ import annotations

import posixpath
import re
from itertools import combinations
from urllib.parse import urljoin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ninefold import routes
from ninefold.blocks import BLOCKS

SLUGS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda s: len(s) < 40)
DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
ALL = [
    routes.home(),
    routes.canvases(2),
    routes.canvas("8x8"),
    routes.comparison("8x8", "zoom"),
    routes.comparisons(),
    routes.comparisons(3),
    routes.section(BLOCKS[0]),
    routes.section(BLOCKS[0], 2),
    routes.sections(),
    routes.media("a/b c.PNG"),
    routes.asset("site.css"),
    routes.asset("fonts/a.woff2"),
    routes.NOT_FOUND,
    routes.SITEMAP,
    routes.FEED,
]


@given(st.text(max_size=300))
@example("con")
@example("COM¹")
@example("a" * 500)
@example("word " * 60)
@example("&amp;#x2f;../..")
def test_a_slug_is_safe_for_any_text(text: str) -> None:
    slug = routes.slug(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= routes.MAX_SLUG
    assert not DEVICE.fullmatch(slug)
    assert routes.slug(slug) == slug
    assert routes.is_slug(slug)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("8x8", "8x8"),
        ("8×8 Inc.", "8x8-inc"),
        ("Ünïcode Straße", "unicode-strasse"),
        ("  a -- b__c ", "a-b-c"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\0b", "a-b"),
        ("CON", "con-canvas"),
        ("nul", "nul-canvas"),
        ("com7", "com7-canvas"),
        ("console", "console"),
        ("Москва", "moskva"),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert routes.slug(text) == slug


@pytest.mark.parametrize("text", ["", "🦄", "...", "///", "\u202e"])
def test_a_text_of_which_nothing_remains_has_a_slug_of_its_own(text: str) -> None:
    others = {routes.slug(other) for other in ("", "🦄", "...", "///", "\u202e") if other != text}
    assert routes.slug(text) not in others
    assert routes.slug(text).startswith("canvas-")


@pytest.mark.parametrize(
    "text",
    ["", "A", "a b", "a--b", "-a", "a-", "a_b", "ä", "con", "a/b", "..", "a.b", "x" * 81, "×"],
)
def test_what_is_no_slug(text: str) -> None:
    assert not routes.is_slug(text)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("8x8.md", ("8x8", "")),
        ("2016-05-01-8x8.md", ("8x8", "2016-05-01")),
        ("a/b/2016-05-01-8x8.md", ("8x8", "2016-05-01")),
        ("2016-02-30-8x8.md", ("2016-02-30-8x8", "")),
        ("0000-01-01-8x8.md", ("0000-01-01-8x8", "")),
        ("٢٠١٦-٠٥-٠١-8x8.md", ("2016-05-01-8x8", "")),
        ("2016-05-01.md", ("2016-05-01", "")),
        ("2016-05-8x8.md", ("2016-05-8x8", "")),
        ("zoom/index.md", ("zoom", "")),
        ("zoom/INDEX.markdown", ("zoom", "")),
        ("index.md", ("index", "")),
        ("a.b.md", ("a-b", "")),
    ],
)
def test_what_a_file_name_says(path: str, expected: tuple[str, str]) -> None:
    assert routes.of_file(path) == expected


def resolved(origin: routes.Route, link: str) -> str:
    return urljoin(f"https://e.org/under/{origin.url}", link).removeprefix("https://e.org/under/")


@pytest.mark.parametrize("origin", ALL)
@pytest.mark.parametrize("target", ALL)
def test_a_relative_link_leads_to_its_target(origin: routes.Route, target: routes.Route) -> None:
    assert resolved(origin, routes.relative(origin, target)) == target.url
    assert resolved(origin, routes.relative(origin, target, "x")) == f"{target.url}#x"
    assert not routes.relative(origin, target).startswith("/")


@given(SLUGS, SLUGS)
def test_relative_links_hold_for_any_slugs(left: str, right: str) -> None:
    origin, target = routes.comparison(left, right), routes.canvas(left)
    assert resolved(origin, routes.relative(origin, target)) == target.url
    assert resolved(routes.canvas(right), routes.from_depth(2, target)) == target.url


@pytest.mark.parametrize("route", ALL)
def test_a_page_is_written_where_its_address_says(route: routes.Route) -> None:
    folder = route.url == "" or route.url.endswith("/")
    assert route.path == (f"{route.url}index.html" if folder else route.url)
    assert not posixpath.isabs(route.path)
    assert ".." not in route.path


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("", "/canvases/a/"),
        ("https://e.org", "https://e.org/canvases/a/"),
        ("https://e.org/", "https://e.org/canvases/a/"),
        ("https://e.org/sub/", "https://e.org/sub/canvases/a/"),
    ],
)
def test_absolute_addresses(base: str, expected: str) -> None:
    assert routes.absolute(base, routes.canvas("a")) == expected


@given(SLUGS, SLUGS)
def test_a_comparison_has_one_address(left: str, right: str) -> None:
    assert routes.comparison(left, right) == routes.comparison(right, left)


def test_no_two_pairs_share_an_address() -> None:
    slugs = [
        "a",
        "b",
        "c",
        "vs",
        "a-vs",
        "vs-b",
        "a-vs-b",
        "b-vs-c",
        "a-vs-vs",
        "vs-vs-b",
        "vs-b-vs",
    ]
    pairs = list(combinations(sorted(slugs), 2))
    assert len({routes.comparison_slug(*pair) for pair in pairs}) == len(pairs)
    pairs += combinations(sorted(slugs), 3)  # type: ignore[arg-type]
    pairs += combinations(sorted(slugs), 4)  # type: ignore[arg-type]
    assert len({routes.comparison_slug(*some) for some in pairs}) == len(pairs)
    assert routes.comparison_slug("b", "a") == "a-vs-b"
    assert routes.comparison("c", "a", "b", file="x.csv").path == "compare/a-vs-b-vs-c/x.csv"


def test_four_long_names_still_make_a_name_for_a_folder() -> None:
    slugs = [letter * routes.MAX_SLUG for letter in "abcd"]
    assert len(routes.comparison_slug(*slugs)) < 255
    other = routes.comparison_slug(*slugs[:3], "d" * (routes.MAX_SLUG - 1))
    assert routes.comparison_slug(*slugs) != other


@pytest.mark.parametrize("pair", [("a-vs", "b"), ("a", "vs-b"), ("a-vs-b", "c"), ("a", "b-vs-c")])
def test_a_name_that_could_be_taken_apart_in_two_ways_tells_which(pair: tuple[str, str]) -> None:
    assert re.fullmatch(r".*-[0-9a-f]{8}", routes.comparison_slug(*pair))


@given(st.lists(st.text(min_size=1, max_size=20), min_size=2, max_size=5, unique=True))
def test_media_names_are_safe_and_unique(names: list[str]) -> None:
    made = [routes.media(f"{name}a.png").path for name in names]
    assert len(set(made)) == len(made)
    assert all(re.fullmatch(r"media/[a-z0-9-]+\.png", path) for path in made)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        *(("a.png", True), ("a.JPG", True), ("a.png#x", True), ("a.webp?x=.md", True)),
        *(("a/b.avif", True), ("a.svg", False), ("a.md", False), ("png", False)),
        *(("a.png.exe", False), ("a?b.png", False), (".png", False)),
    ],
)
def test_only_harmless_images_are_media(path: str, expected: bool) -> None:
    assert routes.is_media(path) is expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("b.md", "x/b.md"),
        ("./b.md", "x/b.md"),
        ("../b.md", "b.md"),
        ("b.md#part", "x/b.md"),
        ("b.md?x#y", "x/b.md"),
        ("my%20b.md", "x/my b.md"),
        ("..b.md", "x/..b.md"),
        ("c/../b.md", "x/b.md"),
        ("../../b.md", None),
        ("..", "."),
        ("../..", None),
        ("%2e%2e/%2e%2e/b.md", None),
        ("%2e%2e%2f%2E%2E%2fb.md", None),
        ("a/../../../b.md", None),
        ("/etc/passwd", None),
        ("%2fetc/passwd", None),
        ("..\\..\\b.md", None),
        ("%5c%5cserver", None),
        ("b.md%00.png", None),
        ("", None),
        ("#part", None),
        ("?x", None),
    ],
)
def test_where_a_link_of_a_post_leads(target: str, expected: str | None) -> None:
    assert routes.resolve("x/a.md", target) == expected


@given(
    st.lists(
        st.sampled_from(
            ["..", "%2e%2e", "%2E.", ".", "a", "/", "%2f", "\\", "%5c", "%00", "#", "?", "%", "é"]
        ),
        max_size=10,
    ).map("".join),
    st.sampled_from(["a.md", "x/a.md", "x/y/a.md"]),
)
def test_no_link_leaves_the_content_folder(target: str, path: str) -> None:
    found = routes.resolve(path, target)
    if found is not None:
        assert not posixpath.isabs(found)
        assert ".." not in found.split("/")
        assert not set(found) & {"\\", "\0"}
