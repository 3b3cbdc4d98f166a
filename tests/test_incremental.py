"""Whatever is edited, the next build leaves what a clean one would, byte for byte."""

from __future__ import annotations

import os
import random
import re
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ninefold import theme
from ninefold.files import seen, staging, standing, swapping
from ninefold.files.swapping import Target
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
    changed = chance.choice(files)
    if not standing.MOST:  # only the folders are looked at
        changed.unlink()
    changed.write_text("not ours")
    spare = site.folder / ".ninefold_cache/.ninefold-spare"
    if spare.is_dir():
        (spare / "index.html").unlink(missing_ok=True)
        (spare / "index.html").symlink_to(site.folder / "ninefold.toml")
        (spare / "more").mkdir(exist_ok=True)
        (spare / "more" / "litter").write_text("x")


def spareless(site: SiteFolder, chance: random.Random) -> None:
    shutil.rmtree(site.folder / ".ninefold_cache/.ninefold-spare", ignore_errors=True)


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
@pytest.mark.parametrize("large", [False, True])
def test_a_build_after_edits_leaves_what_a_clean_one_leaves(
    site: SiteFolder, seed: int, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        monkeypatch.setattr(standing, "MOST", 0)
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


def test_of_a_large_site_the_folders_are_looked_at_and_not_each_file(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "MOST", 0)
    library(site)
    for word in WORDS[:4]:  # what was just written or linked has no mark yet
        site.canvas("emu", channels=f"By {word}.").build()
    with (site.output / "about/index.html").open("a") as file:
        file.write("by hand")
    (site.output / "sections/index.html").unlink()
    site.canvas("emu", channels="By post.").build()
    assert site.page("about/index.html").endswith("by hand")
    assert site.page("sections/index.html")
    site.canvas("emu", channels="By rail.").build("--no-cache")
    assert site.tree() == clean(site)


def test_the_order_of_two_names_may_change_without_either(site: SiteFolder) -> None:
    """Dates of one company stand by date: a company that becomes another's turns a pair around."""
    site.write("ninefold.toml", "neighbours = 0")

    def post(name: str, company: str, year: int, more: str = "") -> None:
        front = f"title: {name.title()}\ncompany: {company}\nas_of: {year}\n{more}"
        site.canvas(name, front)

    post("bbb", "Xco", 2020, "compare: [zzz]")
    post("ccc", "Xco", 2021)
    post("zzz", "Zco", 2019)
    for company in ("Aco", "Xco", "Aco"):
        post("aaa", company, 2022, "compare: [bbb]")
        assert site.build().code == 0
        assert site.tree() == fresh(site)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("large", [False, True])
def test_names_that_are_no_text_stay_and_are_no_trouble(
    site: SiteFolder, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        monkeypatch.setattr(standing, "MOST", 0)
    library(site)
    site.build()
    odd = os.fsencode(site.output / "canvases") + b"/f\xff"
    os.mkdir(odd)  # noqa: PTH102 - bytes
    for name in (odd + b"/\xfe.txt", odd + b".txt"):
        with open(name, "w") as file:  # noqa: PTH123
            file.write("mine")
    for word in WORDS[:4]:
        assert site.canvas("emu", channels=f"By {word}.").build().code == 0
        assert site.build().code == 0
        for name in (odd + b"/\xfe.txt", odd + b".txt"):
            with open(name) as file:  # noqa: PTH123
                assert file.read() == "mine"


def test_what_lies_in_the_spare_is_no_way_out(site: SiteFolder) -> None:
    """A folder of the spare that was made a link leads no file of the site elsewhere."""
    library(site)
    site.build()
    site.canvas("emu").build()
    spare = site.folder / ".ninefold_cache/.ninefold-spare"
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
    (site.folder / ".ninefold_cache/.ninefold-spare").symlink_to(outside)
    for word in WORDS[:2]:
        site.canvas("emu", channels=f"By {word}.").build()
        assert site.tree() == clean(site)
    assert [path.name for path in outside.iterdir()] == ["mine.txt"]


def test_a_build_takes_no_longer_than_what_it_changes(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stays is neither read nor linked anew: the spare has it already."""
    from ninefold.files import reading

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


# What others do to the folders, meanwhile or before


def during(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    """Do something once, while pages are rendered."""
    real, done = theme.render, []

    def render(*arguments: Any) -> Any:
        if not done:
            done.append(deed())
        return real(*arguments)

    monkeypatch.setattr(theme, "render", render)


@pytest.fixture
def twice(site: SiteFolder) -> SiteFolder:
    """A site that was built often enough to have a spare."""
    library(site)
    for word in WORDS[:2]:
        assert site.canvas("emu", channels=f"By {word}.").build().code == 0
    return site


def test_a_file_put_into_the_site_while_it_is_built_stays(
    twice: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    during(monkeypatch, lambda: twice.write("output/canvases/mine.txt", "mine"))
    for word in WORDS[2:5]:
        assert twice.canvas("emu", channels=f"By {word}.").build().code == 0
        assert twice.page("canvases/mine.txt") == "mine"
    (twice.output / "canvases/mine.txt").unlink()
    twice.canvas("emu").build()
    assert twice.tree() == clean(twice)


def test_a_file_that_is_edited_while_the_site_is_built_is_mended_by_the_next(
    twice: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edit() -> None:
        with (twice.output / "about/index.html").open("r+") as file:
            file.write("EDITED")

    during(monkeypatch, edit)
    twice.canvas("emu", channels="By post.").build()
    twice.canvas("emu", channels="By rail.").build()
    assert twice.tree() == clean(twice)


def test_a_file_that_is_edited_while_the_site_is_built_is_no_answer_to_repeat(
    twice: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edit() -> None:
        with (twice.output / "about/index.html").open("r+") as file:
            file.write("EDITED")

    twice.canvas("emu", channels="By post.")
    time.sleep(0.05)  # so that the posts are not too fresh for the answer to be kept
    during(monkeypatch, edit)
    for _ in range(2):
        assert twice.build().code == 0
    assert twice.tree() == clean(twice)


@pytest.mark.parametrize("anew", [False, True])
def test_what_comes_into_the_site_just_before_the_swap_stays(
    twice: SiteFolder, monkeypatch: pytest.MonkeyPatch, anew: bool
) -> None:
    if anew:
        twice.write("output/late.txt", "first")
        twice.canvas("emu").build()
    real = swapping._settle

    def settle(folder: Path) -> None:
        (twice.output / "late.new").write_text("mine")
        (twice.output / "late.new").rename(twice.output / "late.txt")
        real(folder)

    monkeypatch.setattr(swapping, "_settle", settle)
    assert twice.canvas("emu", channels="By post.").build().code == 0
    monkeypatch.setattr(swapping, "_settle", real)
    assert twice.page("late.txt") == "mine"
    for word in WORDS[:3]:
        assert twice.canvas("emu", channels=f"By {word}.").build().code == 0
        assert twice.page("late.txt") == "mine"


def test_a_spare_that_another_build_left_meanwhile_is_none(
    twice: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two sites may share one cache: what was looked at has to be what was taken."""
    spare = twice.folder / ".ninefold_cache/.ninefold-spare"
    other = twice.folder / ".ninefold_cache/other"
    real = staging._sound

    def sound(*arguments: Any) -> Any:
        found = real(*arguments)
        if spare.exists() and not other.exists():
            shutil.copytree(spare, other)
            (other / "theirs.txt").write_text("of the other site")
            shutil.rmtree(spare)
            other.rename(spare)
        return found

    monkeypatch.setattr(staging, "_sound", sound)
    for word in WORDS[:2]:
        assert twice.canvas("emu", channels=f"By {word}.").build().code == 0
        assert twice.tree() == clean(twice)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_folders_stay_like_new_ones(twice: SiteFolder) -> None:
    """Where the folder above passes its group on, all folders of the site do."""
    twice.folder.chmod(0o2755)
    for word in WORDS[:4]:
        assert twice.canvas("emu", channels=f"By {word}.").build().code == 0
    folders = [twice.output, *(p for p in twice.output.rglob("*") if p.is_dir())]
    assert {p.stat().st_mode & 0o7000 for p in folders} == {0o2000}


def test_a_folder_in_other_letters_is_made_anew(twice: SiteFolder) -> None:
    twice.write("templates/assets/Mine/logo.svg", "<svg/>").build()
    for word in WORDS[:2]:
        twice.canvas("emu", channels=f"By {word}.").build()
    shutil.rmtree(twice.folder / "templates/assets/Mine")
    made = staging.Staging(
        Target(twice.output, (), twice.folder / ".ninefold_cache/.ninefold-spare")
    )
    made.put("assets/mine/logo.svg", b"<svg/>")
    assert {p.name for p in (twice.folder / ".output.ninefold-new/assets").iterdir()} >= {"mine"}
    assert not (twice.folder / ".output.ninefold-new/assets/Mine").exists()
    shutil.rmtree(twice.folder / ".output.ninefold-new")


def test_a_folder_that_looks_like_ours_and_cannot_be_used_goes(twice: SiteFolder) -> None:
    spare = twice.folder / ".ninefold_cache/.ninefold-spare"
    twice.write("ninefold.toml", 'output_keep = ["mine"]\n')
    (spare / "mine").mkdir()
    assert twice.build().code == 0
    assert not (spare / "mine").exists()
    assert twice.tree() == clean(twice)


def test_a_stranger_that_comes_and_goes_is_no_trouble(
    twice: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = staging.Staging.take

    def take(self: Any, path: str, status: Any, **options: Any) -> None:
        if path == "mine.tmp":
            (twice.output / path).unlink(missing_ok=True)
        real(self, path, status, **options)

    monkeypatch.setattr(staging.Staging, "take", take)
    assert twice.write("output/mine.tmp", "x").canvas("emu").build().code == 0
    assert twice.tree() == clean(twice)


def test_somebodys_folder_is_no_spare(site: SiteFolder) -> None:
    site.write("work/.ninefold-spare/thesis.txt", "mine").write("work/spare/thesis.txt", "mine")
    library(site)
    for word in WORDS[:3]:
        assert site.canvas("emu", channels=f"By {word}.").build("--cache-dir", "work").code == 0
        assert site.tree() == clean(site)
    for name in (".ninefold-spare", "spare"):
        assert (site.folder / f"work/{name}/thesis.txt").read_text() == "mine"


@pytest.mark.parametrize("output", [".ninefold_cache/.ninefold-spare", ".ninefold_cache"])
def test_a_site_that_lies_where_its_spare_would_has_none(site: SiteFolder, output: str) -> None:
    library(site)
    for word in WORDS[:3]:
        ran = site.canvas("emu", channels=f"By {word}.").build("--output", output)
        built = site.tree(site.folder / output)
        if output == ".ninefold_cache":  # it holds the cache, which is not ours to replace
            assert ran.code == 2
        else:
            assert (ran.code, built) == (0, clean(site))


@pytest.mark.parametrize("kind", ["same", "removed", "edited"])
@pytest.mark.parametrize("large", [False, True])
def test_what_is_to_be_kept_from_now_on_comes_from_no_spare(
    twice: SiteFolder, kind: str, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        monkeypatch.setattr(standing, "MOST", 0)
    twice.write("output/mine/verify.txt", "first")
    for word in WORDS[2:4]:
        twice.canvas("emu", channels=f"By {word}.").build()
    twice.write("ninefold.toml", 'output_keep = ["mine"]\n')
    mine = twice.output / "mine/verify.txt"
    if kind == "removed":
        shutil.rmtree(mine.parent)
    elif kind == "edited":
        mine.unlink()
        mine.write_text("second")
    twice.write("templates/canvas.html", "{% broken")
    assert twice.canvas("emu", channels="By post.").build().code == 1
    (twice.folder / "templates/canvas.html").unlink()
    for word in WORDS[4:6]:
        assert twice.canvas("emu", channels=f"By {word}.").build().code == 0
        found = mine.read_text() if mine.exists() else None
        assert found == {"same": "first", "removed": None, "edited": "second"}[kind]


def test_no_two_things_have_one_place(twice: SiteFolder) -> None:
    twice.write("output/sitemap.xml/old.xml", "mine")
    before = twice.tree()
    twice.write("ninefold.toml", 'base_url = "https://example.org/"\n')
    ran = twice.build()
    assert ran.code == 2
    assert "in the way" in ran.err
    assert twice.tree() == before
    shutil.rmtree(twice.output / "sitemap.xml")
    twice.write("templates/assets/favicon.svg/x.txt", "mine")
    ran = twice.build()
    assert ran.code == 2
    assert "cannot both be there" in ran.err


def test_a_file_may_become_a_folder_and_a_folder_a_file(twice: SiteFolder) -> None:
    asset = twice.folder / "templates/assets/extra"
    twice.write("templates/assets/extra", "a file")
    for step in range(6):
        if step % 2:
            asset.unlink()
            twice.write("templates/assets/extra/a.txt", "in a folder")
        elif step:
            shutil.rmtree(asset)
            twice.write("templates/assets/extra", "a file")
        assert twice.build().code == 0
        assert twice.tree() == clean(twice)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_folders_have_the_modes_of_the_build_that_made_the_site(twice: SiteFolder) -> None:
    before = os.umask(0o077)
    try:
        twice.canvas("emu", channels="By post.").build()
    finally:
        os.umask(before)
    for word in WORDS[:4]:
        twice.canvas("emu", channels=f"By {word}.").build()
        modes = {p.stat().st_mode & 0o777 for p in twice.output.rglob("*") if p.is_dir()}
        assert {*modes, twice.output.stat().st_mode & 0o777} == {0o777 & ~before}


def test_a_name_in_other_letters_is_written_anew(twice: SiteFolder) -> None:
    """On a disk that takes the two for one, the present site would be written to."""
    target = Target(twice.output, (), twice.folder / ".ninefold_cache/.ninefold-spare")
    assert (twice.folder / ".ninefold_cache/.ninefold-spare/index.html").exists()
    made = staging.Staging(target)
    made.put("Index.HTML", b"new")
    assert not (target.staging / "index.html").exists()
    shutil.rmtree(target.staging)


def test_where_times_are_whole_seconds_a_file_stays_fresh_for_two() -> None:
    second = 1_000_000_000
    assert seen.fresh(5 * second, 6 * second)
    assert not seen.fresh(5 * second, 8 * second)
    assert not seen.fresh(5 * second + 1, 6 * second)
    assert seen.fresh(5 * second + 1, 5 * second + 10_000_000)
