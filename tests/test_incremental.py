"""Whatever is edited, the next build leaves what a clean one would, byte for byte."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from site_folder import SiteFolder
from test_build import clean

WORDS = "carriers resellers quota zither freight vineyards looms turbines auctions".split()  # noqa: SIM905
CONFIG = (
    'neighbours = 2\n[[comparisons]]\nslugs = ["ant", "bee"]\ntitle = "{word}"\ntext = "{word}."\n'
)


def library(site: SiteFolder) -> None:
    chance = random.Random(5)

    def said() -> str:
        return " ".join(chance.choices(WORDS, k=9)).capitalize() + "."

    for name, company, year in (
        ("ant", "Ant", 2020),
        ("ant-2023", "Ant", 2023),
        ("bee", "Bee", 2022),
        ("cat", "Cat", 2021),
        ("dog", "Dog", 2024),
    ):
        front = (
            f"title: {name.title()}\ncompany: {company}\nas_of: {year}\nindustry: Animals\n"
            f"summary: {said()}\nfacts:\n  - {{name: Staff, value: {year - 1900}, as_of: {year}}}"
        )
        site.canvas(name, front, channels=said(), key_resources=said(), cost_structure=said())
    site.write("ninefold.toml", CONFIG.format(word="Zither"))


def replaced(pattern: str, new: Callable[[random.Random], str]) -> Callable[..., None]:
    def edit(site: SiteFolder, chance: random.Random) -> None:
        file = chance.choice(sorted((site.folder / "content").iterdir()))
        text = file.read_text("utf-8")
        places = list(re.finditer(pattern, text, re.MULTILINE))
        if places:
            place = chance.choice(places)
            file.write_text(text[: place.start()] + new(chance) + text[place.end() :], "utf-8")

    return edit


def removed(site: SiteFolder, chance: random.Random) -> None:
    posts = sorted((site.folder / "content").iterdir())
    if len(posts) > 3:
        chance.choice(posts).unlink()


def added(site: SiteFolder, chance: random.Random) -> None:
    word = chance.choice(WORDS)
    site.canvas(word, f"title: {word}\ncompare: [bee]", channels=f"The {word}.")


def configured(site: SiteFolder, chance: random.Random) -> None:
    site.write("ninefold.toml", CONFIG.format(word=chance.choice(WORDS)))


def in_the_way(site: SiteFolder, chance: random.Random) -> None:
    """Somebody changes the site itself, and puts something into the spare."""
    files = [path for path in sorted(site.output.rglob("*.*ml")) if path.is_file()]
    chance.choice(files).write_text("not ours")
    spare = site.folder / ".ninefold_cache/spare"
    if spare.is_dir():
        (spare / "index.html").unlink(missing_ok=True)
        (spare / "index.html").symlink_to(site.folder / "ninefold.toml")
        (spare / "more").mkdir(exist_ok=True)
        (spare / "more" / "litter").write_text("x")


def spareless(site: SiteFolder, chance: random.Random) -> None:
    shutil.rmtree(site.folder / ".ninefold_cache/spare", ignore_errors=True)


def fresh(site: SiteFolder) -> dict[str, bytes]:
    folder = site.folder.parent / "fresh"
    shutil.rmtree(folder, ignore_errors=True)
    site.build("--keep-going", "--no-cache", "--output", os.fspath(folder))
    return site.tree(folder)


EDITS = (
    replaced(r"[a-z]{5,}(?=[ .])", lambda chance: chance.choice(WORDS)),
    replaced(r"(?<=value: )\d+", lambda chance: str(chance.randrange(50, 999))),
    replaced(r"(?<=^title: ).+", lambda chance: chance.choice(WORDS).title()),
    replaced(r"(?<=^industry: ).+", lambda chance: chance.choice(("Animals", "Plants"))),
    replaced(r"(?<=^summary: ).+", lambda chance: f"A {chance.choice(WORDS)}."),
    replaced(r"(?<=^as_of: ).+", lambda chance: str(chance.randrange(2015, 2025))),
    replaced(r"(?<=^company: ).+", lambda chance: chance.choice(("Ant", "Bee", "Cow"))),
    replaced(r"^---$", lambda chance: "---"),
    removed,
    added,
    configured,
    in_the_way,
    spareless,
)


@pytest.mark.parametrize("seed", range(4))
def test_a_build_after_edits_leaves_what_a_clean_one_leaves(site: SiteFolder, seed: int) -> None:
    library(site)
    assert site.build().code == 0
    chance = random.Random(seed)
    for _ in range(12):
        for edit in chance.sample(EDITS, chance.choice((1, 1, 2))):
            edit(site, chance)
        ran = site.build("--keep-going")
        assert "Built" in ran.err, ran.err
        assert site.tree() == fresh(site)
        beside = {path.name for path in site.folder.iterdir()}
        assert beside <= {"content", "output", "ninefold.toml", ".ninefold_cache"}


def test_what_lies_in_the_spare_is_no_way_out(site: SiteFolder) -> None:
    """A folder of the spare that was made a link leads no file of the site elsewhere."""
    library(site)
    site.build()
    site.canvas("emu").build()
    spare = site.folder / ".ninefold_cache/spare"
    elsewhere = site.folder / "elsewhere"
    (spare / "canvases").rename(elsewhere)
    (spare / "canvases").symlink_to(elsewhere)
    before = {path: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()}
    site.canvas("emu", channels="Now by post.").build()
    assert site.tree() == clean(site)
    assert {path: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()} == before


def test_a_spare_that_is_a_link_is_left_alone(site: SiteFolder, tmp_path: Path) -> None:
    library(site)
    site.build()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.txt").write_text("mine")
    (site.folder / ".ninefold_cache/spare").symlink_to(outside)
    for word in WORDS[:2]:
        site.canvas("emu", channels=f"By {word}.").build()
        assert site.tree() == clean(site)
    assert [path.name for path in outside.iterdir()] == ["mine.txt"]


def test_a_build_takes_no_longer_than_what_it_changes(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stays is neither read nor linked anew: the spare has it already."""
    from ninefold.files import reading, staging

    library(site)
    for word in WORDS[:3]:
        site.canvas("emu", channels=f"By {word}.").build()
    read: list[str] = []
    linked: list[str] = []
    real_read, real_link = reading.read_file, staging.os.link
    monkeypatch.setattr(
        reading,
        "read_file",
        lambda file, path, *rest: read.append(path) or real_read(file, path, *rest),
    )
    monkeypatch.setattr(
        staging.os,
        "link",
        lambda *places, **rest: linked.append(places[0]) or real_link(*places, **rest),
    )
    site.canvas("emu", channels="By post.").build()
    site_files = len(site.tree())
    assert len([path for path in read if not path.endswith(".md")]) < site_files / 3
    assert len(linked) < site_files / 3
