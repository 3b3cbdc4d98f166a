"""The pipeline: what stops a build, what is published, and that a build after edits is a clean one.

Most tests of a whole build use the small theme below: what they look at is the pipeline, and
they should not wait for, or fall with, the templates that people see.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ninefold
from ninefold import build, pages
from ninefold import theme as theme_room
from ninefold.blocks import BLOCKS
from ninefold.canvas import Post
from ninefold.checker import Inspected
from ninefold.files import listing, reading, themes
from ninefold.files.swapping import Target
from ninefold.pages.ground import Entry, Ground
from ninefold.pages.page import Page, Sheaf
from ninefold.settings import Settings
from ninefold.site import Owner
from site_folder import SiteFolder, canvas_text

_LINKS = "{% for item in items %}<a href='{{ url(item.route) }}'>{{ item.text }}</a>{% endfor %}"
_LINES = "{% for line in lines %}<a href='{{ url(line.route) }}'>{{ line.count }}</a>{% endfor %}"
_CARDS = "{% for card in cards %}<a href='{{ url(card.route) }}'>{{ card.title }}</a>{% endfor %}"
SMALL_THEME = {
    "home.html": "<title>{{ chrome.site }}</title>{% for card in newest %}"
    "<a href='{{ url(card.route) }}'>{{ card.title }}</a>{% endfor %}",
    "canvases.html": "{% for card in canvases | map(attribute='card') %}"
    "<a href='{{ url(card.route) }}' title='{{ card.summary }}'>{{ card.title }}"
    " {{ card.company }} {{ card.fills }}</a>{% endfor %}",
    "canvas.html": "<title>{{ card.title }}</title><link href='{{ canonical }}'>"
    "{{ card.summary }} {{ card.industry }} {{ region }} {{ introduction }}"
    "{% for tag in tags %}{{ tag.text }}{% endfor %}"
    "{% for cell in poster.cells %}{{ cell.title }}: {{ cell.points }}{% endfor %}"
    "{% for passage in passages %}<h2>{{ passage.title }}</h2>"
    "{{ passage.html or 'not described' }}{% endfor %}"
    "{% for extra in extras %}<h2>{{ extra.title }}</h2>{{ extra.html }}{% endfor %}"
    "{% for line in facts %}{{ line.fact.name }}: {{ line.fact.value }} {{ line.fact.unit }}"
    "{{ line.older_than }}{% endfor %}"
    "{% for source in sources %}{{ source.title }} {{ source.publisher }}{% endfor %}"
    "{% for other in related %}{{ other.canvas.text }} {{ url(other.comparison) }}{{ other.note }}"
    "{% endfor %}{% set items = dates %}" + _LINKS,
    "embed.html": "{% for cell in poster.cells %}{{ cell.points }}{% endfor %}",
    "comparison.html": "{% for side in sides %}{{ side.card.title }} {% endfor %}: {{ reason }}"
    "{% for block in blocks %}{{ block.shared }}"
    "{% for cell in block.cells %}{{ cell.html }}{% endfor %}{% endfor %}"
    "{% for fact in facts %}{{ fact.name }} {{ fact.unit }}{% endfor %}",
    "comparisons.html": "{% for name, items in groups %}{{ name }}" + _LINKS + "{% endfor %}",
    "block.html": "{{ title }}{% for entry in entries %}{{ entry.html }}{% endfor %}",
    "blocks.html": "{% for block, link in blocks %}{{ url(link.route) }}{% endfor %}",
    **dict.fromkeys(("industries.html", "tags.html", "facts.html"), _LINES),
    **dict.fromkeys(("industry.html", "tag.html"), _CARDS),
    "companies.html": "{% for letter, lines in letters %}" + _LINES + "{% endfor %}",
    "company.html": "{% for step in steps %}{{ step.card.title }}{% endfor %}",
    "fact.html": "{% for unit, rows in units %}{% for row in rows %}{{ row.fact.value }}"
    "{% endfor %}{% endfor %}",
    "about.html": "{% for block, link in blocks %}{{ url(link.route) }}{% endfor %}",
    "search.html": "{% set items = canvases %}" + _LINKS + "{% for item in telling %}"
    "{{ item.word }}{% endfor %}{{ sections }}{{ industries }}{{ languages }}{{ total }}",
    "not-found.html": "Nothing here. {{ url(page('home')) }}",
    "feed.xml": "<feed>{{ id }}{% for entry in entries %}<title>{{ entry.title }}</title>"
    "<summary>{{ entry.summary }}</summary>{% endfor %}</feed>",
    "sitemap.xml": "<urlset>{% for url in urls %}<loc>{{ url }}</loc>{% endfor %}</urlset>",
    "assets/site.css": "body { margin: 0 }",
}


def small_theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the small theme be the one that comes with Ninefold."""
    folder = tmp_path / "small-theme"
    for path, text in SMALL_THEME.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    monkeypatch.setattr(themes, "bundled_theme", lambda: folder)
    return folder


def process(
    site: SiteFolder, *arguments: str, before: str = "", **options: object
) -> subprocess.Popen[bytes]:
    """Start `ninefold` in a process of its own, with the small theme if the test uses it.

    `before` is Python that the process runs first.
    """
    theme = os.fspath(themes.bundled_theme())
    start = f"""
import os, sys, pathlib, signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
from ninefold.files import listing, reading, themes
themes.bundled_theme = lambda: pathlib.Path({theme!r})
{before}
from ninefold.cli import entry
sys.argv = ["ninefold", *{list(arguments)!r}]
entry()
"""
    package = os.fspath(Path(ninefold.__file__).parents[1])
    env = {**os.environ, "PYTHONPATH": package, **options.pop("env", {})}  # type: ignore[dict-item]
    env.pop("PYTHONUNBUFFERED", None)  # people's streams are buffered
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": site.folder}
    command = [sys.executable, "-P", "-c", start]
    return subprocess.Popen(command, env=env, **{**pipes, **options})  # type: ignore[call-overload,no-any-return]


@pytest.fixture(autouse=True)
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return small_theme(tmp_path, monkeypatch)


def clean(site: SiteFolder, *arguments: str) -> dict[str, bytes]:
    """What a build without a cache into a new folder makes of the site as it is now."""
    folder = site.folder.parent / "clean"
    shutil.rmtree(folder, ignore_errors=True)
    ran = site.build("--no-cache", "--output", os.fspath(folder), *arguments)
    assert ran.code == 0, ran.out + ran.err
    return site.tree(folder)


def without(text: str, *titles: str) -> str:
    """A post's text without some of its sections."""
    head, *sections = text.split("\n## ")
    return "\n## ".join([head, *(s for s in sections if s.split("\n")[0] not in titles)])


# What stops a build


BAD: dict[str, str | bytes] = {
    "no front matter key": "---\nsummary: No title.\n---\n" + canvas_text("x").split("---\n")[2],
    "no canvas": "Minutes of a meeting.\n",
    "broken front matter": "---\ntitle: [\n---\n" + canvas_text("x").split("---\n")[2],
    "bad value": canvas_text("Bad", front="as_of: soon"),
    "lacks a section": without(canvas_text("Bad"), "Channels"),
    "not text": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_an_error_stops_the_build_before_anything_is_written(
    site: SiteFolder, text: str | bytes
) -> None:
    site.canvas("good").write("content/bad.md", text)
    assert site.build("--no-cache").code == 1
    assert sorted(path.name for path in site.folder.iterdir()) == ["content"]


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_an_error_leaves_the_previous_site_whole(site: SiteFolder, text: str | bytes) -> None:
    site.canvas("good").build()
    before = site.tree()
    site.canvas("good", channels="Other words.").write("content/bad.md", text)
    assert site.build().code == 1
    assert site.tree() == before


def test_warnings_do_not_stop_a_build(site: SiteFolder) -> None:
    site.canvas("empty", channels="")
    ran = site.build("--format", "json")
    assert {finding["severity"] for finding in ran.findings} == {"warning"}
    assert ran.code == 0
    assert site.output.is_dir()


def test_warnings_stop_a_strict_build(site: SiteFolder) -> None:
    site.canvas("empty", channels="")
    assert site.build("--strict").code == 1
    assert not site.output.exists()


def test_hints_never_stop_a_build(site: SiteFolder) -> None:
    site.canvas("a", front="colour: red")
    ran = site.build("--strict", "--format", "json")
    assert {finding["severity"] for finding in ran.findings} == {"hint"}
    assert ran.code == 0


# What goes on


@pytest.mark.parametrize("name", [name for name in BAD if name != "lacks a section"])
def test_keep_going_leaves_a_bad_post_out_and_still_fails(site: SiteFolder, name: str) -> None:
    site.canvas("good").write("content/bad.md", BAD[name])
    assert site.build("--keep-going").code == 1
    assert (site.output / "canvases/good/index.html").exists()
    assert not (site.output / "canvases/bad").exists()
    assert "canvases/bad" not in site.page("index.html") + site.page("llms.txt")


def test_keep_going_shows_a_canvas_that_only_lacks_sections(site: SiteFolder) -> None:
    site.write("content/bad.md", BAD["lacks a section"])
    assert site.build("--keep-going").code == 1
    assert "<h2>Channels</h2>not described" in site.page("canvases/bad/index.html")


def test_keep_going_shows_no_canvas_that_lacks_sections_and_more(site: SiteFolder) -> None:
    site.canvas("good").write(
        "content/bad.md", without(canvas_text("Bad", front="title: [x]"), "Channels")
    )
    assert site.build("--keep-going").code == 1
    assert not (site.output / "canvases/bad").exists()


def test_of_two_posts_with_one_slug_keep_going_publishes_the_first(site: SiteFolder) -> None:
    site.canvas("one", front="slug: same").canvas("two", front="slug: same")
    assert site.build("--keep-going").code == 1
    assert "<title>one</title>" in site.page("canvases/same/index.html")


def test_drafts_are_published_only_on_request(site: SiteFolder) -> None:
    site.canvas("draft", front="draft: true").canvas("done")
    assert site.build().code == 0
    assert not (site.output / "canvases/draft").exists()
    assert "draft" not in site.page("llms.txt") + site.page("index.html")
    assert site.build("--drafts").code == 0
    assert (site.output / "canvases/draft/index.html").exists()
    assert site.build().code == 0
    assert not (site.output / "canvases/draft").exists()


def test_an_empty_library_is_a_site(site: SiteFolder) -> None:
    assert site.build().code == 0
    assert (site.output / "index.html").exists()


# However the rules are set, a slug leads nowhere but to its own page


@pytest.mark.parametrize("slug", ["../../../evil", "..", "/tmp/evil", "a/b", "A b", "con", "é"])
@pytest.mark.parametrize("severity", ["off", "hint"])
def test_an_unsafe_slug_is_never_published(site: SiteFolder, slug: str, severity: str) -> None:
    site.write("ninefold.toml", f'rules = {{ unsafe-slug = "{severity}" }}\n')
    site.canvas("good").canvas("bad", front=f"slug: {slug}")
    beside = sorted(site.folder.parent.rglob("*.html"))
    assert site.build().code == 0
    made = set(site.folder.parent.rglob("*.html")) - set(beside)
    assert {path for path in made if not path.is_relative_to(site.output)} == set()
    shown = {path.name for path in (site.output / "canvases").iterdir()}
    assert shown == {"good", "index.html"}


def test_a_duplicate_slug_is_never_published_twice(site: SiteFolder) -> None:
    site.write("ninefold.toml", 'rules = { duplicate-slug = "off" }\n')
    site.canvas("one", front="slug: same").canvas("two", front="slug: same")
    assert site.build().code == 0
    assert "<title>one</title>" in site.page("canvases/same/index.html")
    assert site.page("llms.txt").count("canvases/same/") == 1


def test_publishable_posts_have_the_language_of_the_site() -> None:
    here = Path()
    owner = Owner("", "", "", "de")
    job = build.Job(here, None, Target(here, ()), owner, Settings())
    posts = [Post("a.md", "a", "A", "A"), Post("b.md", "b", "B", "B", lang="ar")]
    inspected = [Inspected(post.path, post, (), ()) for post in posts]
    assert [post.lang for post in build.publishable(inspected, (), job)] == ["de", "ar"]


# Images


def test_an_image_is_published_only_where_a_post_shows_it(site: SiteFolder) -> None:
    site.canvas("a", channels="![x](used.png)")
    site.write("content/used.png", b"used").write("content/unused.png", b"unused")
    assert site.build().code == 0
    assert [path.read_bytes() for path in (site.output / "media").iterdir()] == [b"used"]


def test_a_large_image_is_published_whole(site: SiteFolder) -> None:
    large = bytes(reading.MAX_READ + 1)
    site.canvas("a", channels="![x](large.png)").write("content/large.png", large)
    assert site.build().code == 0
    assert [path.read_bytes() for path in (site.output / "media").iterdir()] == [large]


def test_a_linked_image_is_not_published(site: SiteFolder, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    site.canvas("a", channels="![x](linked.png)")
    (site.folder / "content/linked.png").symlink_to(tmp_path / "secret.png")
    assert "NF003" in site.check().codes
    site.build("--keep-going")
    assert b"secret" not in b"".join(site.tree().values())


def test_an_image_that_cannot_be_read_is_told_and_leaves_the_site_whole(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.canvas("a", channels="![x](pic.png)").write("content/pic.png", b"first")
    site.build()
    before = site.tree()
    site.write("content/pic.png", b"second")
    real = reading.read_file

    def vanished(file: Path, path: str, *rest: Any, **options: Any) -> object:
        if path == "pic.png":
            (site.folder / "content/pic.png").unlink()
        return real(file, path, *rest, **options)

    monkeypatch.setattr(listing, "read_file", vanished)
    ran = site.build()
    assert ran.code == 2
    assert "content/pic.png" in ran.err
    assert site.tree() == before


@pytest.mark.parametrize("name", ["page.html", "evil.svg", "script.js", "a.txt", ".env", "a.pdf"])
def test_nothing_but_posts_and_images_leaves_the_content_folder(
    site: SiteFolder, name: str
) -> None:
    site.canvas("a", channels=f"[link]({name}) ![image]({name})")
    site.write(f"content/{name}", "<script>attack</script>")
    site.build("--keep-going")
    assert b"attack" not in b"".join(site.tree().values())


# A build after edits is a clean build


def move(old: Path, new: Path) -> None:
    new.parent.mkdir()
    old.rename(new)


def edits(site: SiteFolder) -> dict[str, object]:
    """Edits by name; each changes the site of the test below in another way."""
    content = site.folder / "content"
    own = "OWN {% for card in newest %}{{ card.title }}{% endfor %}"
    return {
        "text": lambda: site.canvas("a", channels="Other words."),
        "a line more above": lambda: site.canvas("a", front="\n# a comment\n"),
        "front matter": lambda: site.canvas("a", front="industry: Ships\ntags: [one, two]"),
        "title": lambda: site.canvas("a", front="title: Another"),
        "company": lambda: site.canvas("a", front="company: b"),
        "slug": lambda: site.canvas("a", front="slug: moved"),
        "facts": lambda: site.canvas("a", front="facts:\n  - name: Staff\n    value: 12345"),
        "draft": lambda: site.canvas("a", front="draft: true"),
        "delete": lambda: (content / "a.md").unlink(),
        "rename": lambda: (content / "a.md").rename(content / "z.md"),
        "move": lambda: move(content / "a.md", content / "d/a.md"),
        "add": lambda: site.canvas("new", front="as_of: 2023"),
        "image": lambda: site.canvas("a", channels="![x](i.png)").write("content/i.png", b"one"),
        "template": lambda: site.write("templates/home.html", own),
        "macro": lambda: site.write("templates/parts/new.html", "{% macro x() %}{% endmacro %}"),
        "asset": lambda: site.write("templates/assets/site.css", "body { margin: 1em }"),
        "site title": lambda: site.write("ninefold.toml", 'title = "New"\n'),
        "base url": lambda: site.write("ninefold.toml", 'base_url = "https://example.org"\n'),
        "language": lambda: site.write("ninefold.toml", 'language = "ar"\n'),
        "comparisons": lambda: site.write("ninefold.toml", "neighbours = 0\n"),
        "no search": lambda: site.write("ninefold.toml", "search = false\n"),
    }  # fmt: skip


EDITS = sorted(edits(SiteFolder(Path())))


@pytest.mark.parametrize("edit", EDITS)
def test_a_build_after_an_edit_equals_a_clean_one(site: SiteFolder, edit: str) -> None:
    site.canvas("a").canvas("b", front="as_of: 2020").canvas("c", front="lang: de")
    assert site.build().code == 0
    before = site.tree()
    edits(site)[edit]()  # type: ignore[operator]
    assert site.build().code == 0
    assert site.tree() == clean(site)
    nothing_to_see = ("a line more above", "macro", "move")
    assert (site.tree() == before) == (edit in nothing_to_see)


@pytest.mark.parametrize("edit", EDITS)
def test_canvases_with_the_same_key_have_the_same_pages(
    site: SiteFolder, edit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else pages that an edit changes would stay as they were."""
    told: dict[str, tuple[bytes, list[object]]] = {}

    def noting(ground: Ground) -> Iterator[Sheaf]:
        for sheaf in pages.sheaves(ground):
            told[sheaf.name] = (sheaf.key, [page.told for page in sheaf.plan()])
            yield sheaf

    monkeypatch.setattr(build, "sheaves", noting)
    links = "[b](b.md) and [new](new.md)"
    site.canvas("a", channels="Words.").canvas("b", front="company: a\nas_of: 2020")
    site.canvas("c", front="lang: de\ncompare: [a]", channels=links).build()
    before = dict(told)
    edits(site)[edit]()  # type: ignore[operator]
    told.clear()
    site.build()
    same = [name for name in told.keys() & before.keys() if told[name][0] == before[name][0]]
    assert all(told[name] == before[name] for name in same if told[name][0])
    assert all(told[name][0] for name in told.keys() - {""})


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_that_is_taken_back_leaves_no_trace(site: SiteFolder, edit: str) -> None:
    site.canvas("a").canvas("b", front="as_of: 2020").canvas("c", front="lang: de")
    assert site.build().code == 0
    before = site.tree()
    kept = site.folder.parent / "kept"
    shutil.copytree(site.folder, kept)
    edits(site)[edit]()  # type: ignore[operator]
    assert site.build().code == 0
    for path in site.folder.iterdir():
        if path.name not in ("output", ".ninefold_cache"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    ignored = shutil.ignore_patterns("output", ".ninefold_cache")
    shutil.copytree(kept, site.folder, ignore=ignored, dirs_exist_ok=True)
    assert site.build().code == 0
    assert site.tree() == before


@pytest.mark.parametrize("seed", [1, 2])
def test_a_build_after_many_random_edits_equals_a_clean_one(site: SiteFolder, seed: int) -> None:
    chance = random.Random(seed)
    names = [f"post-{number}" for number in range(6)]
    for name in names:
        site.canvas(name)
    for _ in range(8):
        name = chance.choice(names)
        match chance.randrange(5):
            case 0:
                (site.folder / f"content/{name}.md").unlink(missing_ok=True)
            case 1:
                site.canvas(name, front=f"slug: s{chance.randrange(99)}-{name}")
            case 2:
                site.canvas(name, front=f"company: {chance.choice(names)}\nas_of: 2020")
            case 3:
                site.canvas(name, **{chance.choice(BLOCKS).value: f"Word {chance.random()}."})
            case 4:
                site.canvas(name, front="draft: true\nsummary: Hidden.")
        assert site.build().code == 0
        assert site.tree() == clean(site)


def test_canvases_that_show_nothing_of_an_edit_are_not_planned(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("ninefold.toml", "neighbours = 0\n").canvas("a").canvas("b").canvas("c").build()
    plan, planned = pages._of_canvas, []

    def noting(entry: Entry, ground: Ground) -> Iterator[Page]:
        planned.append(entry.post.slug)
        return plan(entry, ground)

    monkeypatch.setattr(pages, "_of_canvas", noting)
    site.canvas("b", channels="Other words.").build()
    assert planned == ["b"]
    site.canvas("c", front="compare: [b]").build()
    assert planned == ["b", "b", "c"]
    (site.output / "canvases/a/canvas.svg").unlink()
    site.build()
    assert planned == ["b", "b", "c", "a"]


def test_an_unchanged_page_is_not_rendered_again(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.canvas("a").canvas("b").build()
    made: list[str] = []
    real = theme_room.render

    def render(look: theme_room.Theme, page: Page) -> object:
        made.append(page.route.path)
        return real(look, page)

    monkeypatch.setattr(theme_room, "render", render)
    site.build()
    assert made == []
    site.canvas("a", front="summaries:\n  channels: Shops")
    site.build()
    assert "canvases/a/index.html" in made
    assert [path for path in made if path.startswith("canvases/b/") or path == "index.html"] == []
