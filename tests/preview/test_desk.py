"""The editor's desk."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from playwright.sync_api import Browser, expect

from preview.running import Preview, running, until
from site_folder import SiteFolder


def desk(preview: Preview) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(preview.ask("/_preview/desk.json")[2])
    return told


def git(site: SiteFolder, *words: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *words], cwd=site.folder, check=True, capture_output=True)


def test_a_matrix_of_lengths_and_findings(library: SiteFolder) -> None:
    library.canvas("zoom", front="industry: Calls\ntags: [video]", channels="See [it](no.md).")
    library.write("content/short.md", "---\ntitle: Short\n---\n## Channels\n\nWe sell in shops.\n")
    library.canvas("soon", front="draft: true", channels="In four new shops.")
    with running(library.folder) as preview:
        told = desk(preview)
        posts = {post["path"]: post for post in told["posts"]}
        zoom, short, soon = (posts[f"content/{n}.md"] for n in ("zoom", "short", "soon"))
        assert [block["title"] for block in told["blocks"]][2] == "Channels"
        assert (zoom["industry"], zoom["tags"], zoom["words"][2]) == ("Calls", ["video"], 2)
        assert (zoom["url"], zoom["data"]) == ("/canvases/zoom/", "/canvases/zoom/canvas.json")
        assert preview.ask(zoom["data"])[0] == 200
        assert short["words"] == [0, 0, 4, 0, 0, 0, 0, 0, 0]
        assert (soon["draft"], soon["url"], soon["words"][2]) == (True, "", 4)
        index = told["posts"].index(zoom)
        found = {(d["name"], d["block"]) for d in told["findings"] if d["row"] == index}
        assert ("dead-link", 2) in found
        assert told["counts"]["error"] > 0
        assert told["changed"] is None


def test_what_changed_since_the_last_commit(library: SiteFolder) -> None:
    git(library, "init", "-q")
    with running(library.folder) as preview:
        assert desk(preview)["changed"] is None  # there is no commit yet
        git(library, "add", "content")
        git(library, "commit", "-qm", "All")
        assert desk(preview)["changed"] == []
        library.canvas("zoom", channels="Other.").canvas("naïve “new”")
        (library.folder / "content/slack.md").unlink()
        assert desk(preview)["changed"] == [
            {"path": "content/naïve “new”.md", "how": "new"},
            {"path": "content/slack.md", "how": "deleted"},
            {"path": "content/zoom.md", "how": "changed"},
        ]


def test_no_program_that_a_repository_names_is_run(library: SiteFolder) -> None:
    git(library, "init", "-q")
    git(library, "add", "content")
    git(library, "commit", "-qm", "All")
    trap = library.folder / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {library.folder}/sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "diff.external", "core.pager", "diff.x.textconv"):
        git(library, "config", name, str(trap))
    library.write(".gitattributes", "*.md diff=x\n").canvas("zoom", channels="Other.")
    with running(library.folder) as preview:
        assert len(desk(preview)["changed"]) == 1
    assert not (library.folder / "sprung").exists()


def test_counts_over_this_session(library: SiteFolder, preview: Preview) -> None:
    assert len(desk(preview)["saves"]) == 1
    library.canvas("zoom", channels="See [it](no.md).")
    assert until(lambda: len(desk(preview)["saves"]) == 2)
    first, second = desk(preview)["saves"]
    assert (first["counts"]["warning"], second["counts"]["warning"]) == (0, 1)
    assert second["changed"] == ["content/zoom.md"]


def test_the_desk_sorts_filters_and_follows(library: SiteFolder, browser: Browser) -> None:
    evil = "<img src=x onerror=alert(1)>"
    library.canvas("zoom", front="industry: Calls", channels="See [it](no.md). " + "Word " * 40)
    library.canvas("slack", front=f"industry: '{evil}'\ntags: ['{evil}']")
    page = browser.new_page()
    errors: list[object] = []
    page.on("pageerror", lambda error: errors.append(error))
    with running(library.folder) as preview:
        page.goto(f"{preview.address}/_preview/")
        rows = page.locator("#matrix tbody tr")
        expect(rows).to_have_count(3)
        expect(rows.first).to_contain_text("zoom")
        assert page.locator("img").count() == 0
        page.get_by_role("button", name="Channels").click()
        expect(rows.first).to_contain_text("zoom")
        page.get_by_role("button", name="Channels").click()
        expect(rows.last).to_contain_text("zoom")
        page.get_by_label("Severity").select_option("warning")
        expect(rows).to_have_count(1)
        expect(page.locator("#findings li")).to_have_count(1)
        page.get_by_role("button", name="Clear").click()
        expect(rows).to_have_count(3)
        page.get_by_label("Industry").select_option(evil)
        expect(rows).to_have_count(1)
        page.get_by_role("button", name="Clear").click()
        page.get_by_label("File or name").fill("SLA")
        expect(rows).to_have_count(1)
        page.get_by_role("button", name="Clear").click()
        library.canvas("zoom", front="industry: Calls")
        expect(page.locator("#findings-title")).to_have_text("No findings")
        library.canvas("fourth")
        expect(rows).to_have_count(4)
    page.close()
    assert not errors
