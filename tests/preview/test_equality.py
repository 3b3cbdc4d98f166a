"""What is shown is what a build would write, byte for byte, however the site came to be so."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ninefold.build import Job, build
from ninefold.cli import parser
from ninefold.cli.building import job_of
from ninefold.cli.equipment import configuration
from ninefold.executor import serial
from ninefold.store import Store
from ninefold.studio import Studio
from ninefold.studio.surveying import survey_here
from preview.running import running, until
from site_folder import SiteFolder, canvas_text

EDITS = 200
WORDS = ("shops", "partners", "phones", "dealers", "ships", "members", "schools", "banks")


class Editor:
    """Somebody who changes a site at random, and leaves it free of errors."""

    def __init__(self, site: SiteFolder, seed: int) -> None:
        self.site = site
        self.chance = random.Random(seed)
        self.posts: dict[str, tuple[str, str]] = {}
        self.config = ""

    def post(self, name: str, slug: str) -> None:
        chance = self.chance
        self.posts[name] = (name, slug)
        front = [
            f"title: {chance.choice(WORDS).title()} {slug}",
            f"slug: {slug}",
            f"company: Company {chance.randrange(4)}",
            f"as_of: {chance.randrange(2010, 2024)}",
            f"industry: {chance.choice(WORDS)}",
            f"tags: [{chance.choice(WORDS)}]",
        ]
        texts = {
            block: f"We {chance.choice(WORDS)} with {chance.choice(WORDS)} and {chance.random()}."
            for block in chance.sample(["channels", "key_resources", "cost_structure"], 2)
        }
        self.site.write(f"content/{name}.md", canvas_text(name, "\n".join(front), **texts))

    def edit(self) -> set[str] | None:
        """Change one thing; return the paths in the content folder, None for anything else."""
        chance, content = self.chance, self.site.folder / "content"
        name = chance.choice(sorted(self.posts))
        kind = chance.choices(
            ("text", "slug", "new", "delete", "rename", "template", "style", "config", "image"),
            (10, 3, 3, 2, 3, 1, 1, 1, 1),
        )[0]
        if kind == "delete" and len(self.posts) < 4:
            kind = "text"
        if kind in ("text", "slug"):
            slug = f"s-{chance.randrange(10**6)}" if kind == "slug" else self.posts[name][1]
            self.post(name, slug)
            return {f"{name}.md"}
        if kind == "new":
            new = f"p-{chance.randrange(10**6)}"
            self.post(new, new)
            return {f"{new}.md"}
        if kind == "delete":
            (content / f"{name}.md").unlink()
            del self.posts[name]
            return {f"{name}.md"}
        if kind == "rename":
            new = f"sub-{chance.randrange(3)}/r-{chance.randrange(10**6)}"
            (content / new).parent.mkdir(exist_ok=True)
            (content / f"{name}.md").rename(content / f"{new}.md")
            self.posts[new] = (new, self.posts.pop(name)[1])
            return {f"{name}.md", f"{new}.md"}
        if kind == "image":
            self.site.write("content/pic.png", b"\x89PNG" + chance.randbytes(4))
            return {"pic.png"}
        if kind == "template":
            self.site.write("templates/about.html", f"<main>{chance.random()}</main>\n")
        elif kind == "style":
            self.site.write("templates/styles/mine.css", f"p {{ order: {chance.randrange(99)} }}")
        else:
            self.site.write(
                "ninefold.toml",
                f'title = "Site {chance.randrange(9)}"\nneighbours = {chance.randrange(4)}\n'
                f'base_url = "https://example.org/{chance.randrange(3)}"\n',
            )
        return None


def job(site: SiteFolder, output: str = "output") -> Job:
    options = parser().parse_args(["serve", "--output", str(site.folder / output)])
    settings, root, faults = configuration(options)
    assert not faults
    return job_of(options, settings, root)


def built(site: SiteFolder, folder: str) -> dict[str, bytes]:
    """What a build without a memory makes."""
    with Store(None) as nothing:
        done = build(job(site, folder), serial, nothing, lambda line: None)
    assert done.report, done.findings
    files = site.tree(site.folder / folder)
    files.pop(".ninefold.json")
    return files


@pytest.mark.parametrize("seed", [1])
def test_two_hundred_edits_make_the_same_site_as_none(site: SiteFolder, seed: int) -> None:
    editor = Editor(site, seed)
    for number in range(8):
        editor.post(f"post-{number}", f"post-{number}")
    with Store(site.folder / "cache.sqlite") as cache:
        studio = Studio(job(site), cache)
        settled(studio, None)
        for number in range(1, EDITS + 1):
            changed = editor.edit()
            if changed is None:
                studio.job = job(site)
            settled(studio, changed)
            for path in editor.chance.sample(studio.paths(), 3):
                studio.get(path)
            if number % 25 == 0:
                clean = built(site, f"clean-{number}")
                assert set(studio.paths()) == set(clean)
                assert [p for p in clean if studio.get(p) != clean[p]] == []


def settled(studio: Studio, changed: set[str] | None) -> None:
    """Take in what changed, and all that only the whole library tells."""
    told = studio.refresh(changed)
    assert studio.settle(survey_here(studio.job, None), told.generation)


def test_the_server_shows_what_a_build_writes(site: SiteFolder) -> None:
    editor = Editor(site, 7)
    for number in range(5):
        editor.post(f"post-{number}", f"post-{number}")
    with running(site.folder) as preview:
        for _ in range(12):
            editor.edit()
        editor.post("last", "last")
        assert until(lambda: preview.ask("/canvases/last/")[0] == 200)
        clean = built(site, "clean")
        assert until(lambda: [path for path in clean if preview.file(path) != clean[path]] == [])


def test_what_is_served_is_typed_by_its_name(library: SiteFolder) -> None:
    clean = built(library, "clean")
    kinds = {Path(path).suffix for path in clean}
    assert {".html", ".css", ".js", ".json", ".svg", ".png", ".csv", ".xml", ".woff2"} <= kinds
    with running(library.folder) as preview:
        for path in clean:
            if path.endswith(("index.html", "404.html")):
                continue
            # What only all posts together tell may come a moment later.
            assert until(lambda p=path: preview.ask(f"/{p}")[2] == clean[p]), path
            code, headers, _ = preview.ask(f"/{path}")
            assert code == 200
            assert "octet-stream" not in headers["Content-Type"], path
