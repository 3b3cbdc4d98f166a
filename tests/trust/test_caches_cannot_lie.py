"""Caches cannot lie: whatever becomes of one, a build makes what it makes without it.

tests/test_store.py tries the store by itself; here are whole builds with caches of every kind.
"""

from __future__ import annotations

import ast
import os
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import ninefold
from ninefold.files.remembering import Known
from ninefold.store import Store, digest, digests
from site_folder import Ran, SiteFolder
from test_build import clean, small_theme


@pytest.fixture(autouse=True)
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return small_theme(tmp_path, monkeypatch)


@pytest.fixture
def built(site: SiteFolder) -> SiteFolder:
    """A site that is built, with its cache."""
    for name in "abc":
        site.canvas(name, channels=f"Shops of {name}.")
    assert site.build().code == 0
    return site


def cache_of(site: SiteFolder) -> Path:
    return site.folder / ".ninefold_cache/cache.sqlite"


def notices(ran: Ran) -> int:
    return ran.err.count("ninefold: The cache ")


def changed_rows(file: Path, change: Callable[[sqlite3.Connection], Any]) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        change(db)


def changed_files(file: Path, change: Callable[[bytes, bytes], Any]) -> None:
    """Change what is known of each file of the site, sealed as if it were true."""
    with Store(file) as cache:
        name = digest("site", os.fsencode((file.parents[1] / "output").resolve()))
        known = cache.recall(name, Known)
        assert known
        last = max(mark for _, mark in known.files.values())
        files = {path: (wrote, change(mark, last)) for path, (wrote, mark) in known.files.items()}
        cache.keep(name, replace(known, files=files))


DAMAGE: dict[str, Callable[[Path], Any]] = {
    "half": lambda file: os.truncate(file, file.stat().st_size // 2),
    "nothing": lambda file: os.truncate(file, 0),
    "zeros": lambda file: file.write_bytes(bytes(file.stat().st_size)),
    "noise": lambda file: file.write_bytes(random.Random(1).randbytes(file.stat().st_size)),
    "another program's": lambda file: (
        file.unlink(),
        changed_rows(file, lambda db: db.execute("create table result (colour text)")),
    ),
    "rows cut short": lambda file: changed_rows(
        file, lambda db: db.execute("update result set value = substr(value, 1, length(value) - 1)")
    ),
    "rows of text": lambda file: changed_rows(
        file, lambda db: db.execute("update result set value = 'nonsense'")
    ),
    "seals of other rows": lambda file: changed_rows(
        file, lambda db: db.execute("update result set seal = (select max(seal) from result)")
    ),
    "files of another kind": lambda file: changed_files(file, lambda mark, last: 5),
    "marks of other files": lambda file: changed_files(file, lambda mark, last: last),
    "marks cut short": lambda file: changed_files(file, lambda mark, last: mark[:8]),
    "gone": lambda file: file.unlink(),
    "no file": lambda file: (file.unlink(), file.mkdir()),
    "a pipe": lambda file: (file.unlink(), os.mkfifo(file)),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_cache_costs_at_most_one_notice(built: SiteFolder, damage: str) -> None:
    expected = built.tree()
    DAMAGE[damage](cache_of(built))
    ran = built.build()
    assert ran.code == 0, ran.err
    assert notices(ran) <= 1, ran.err
    assert built.tree() == expected
    assert built.canvas("a", channels="Other words.").build().code == 0
    assert built.tree() == clean(built)


@pytest.mark.parametrize("seed", range(10))
def test_no_flipped_bit_reaches_the_site(built: SiteFolder, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(cache_of(built).read_bytes())
    for _ in range(1 + 6 * seed):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    cache_of(built).write_bytes(data)
    built.canvas("d")
    ran = built.build()
    assert ran.code == 0, ran.err
    assert notices(ran) <= 1
    assert built.tree() == clean(built)


def test_an_answer_of_the_web_with_a_flipped_bit_is_none(tmp_path: Path) -> None:
    file, now = tmp_path / "cache.sqlite", time.time()
    known = {"https://example.org/a": "gone", "https://example.org/c": "alive"}
    with Store(file, pytest.fail) as cache:
        cache.remember_answers([(url, verdict, now + 9) for url, verdict in known.items()], now)
        assert cache.answers(now, 100) == known
    for column, value in (
        ("address", "https://example.org/b"),
        ("verdict", "alive" + "0" * 33),
        ("until", now + 99),
    ):
        query = f"update answer set {column} = ? where address = ?"  # noqa: S608
        copy = tmp_path / f"{column}.sqlite"
        copy.write_bytes(file.read_bytes())
        changed_rows(copy, lambda db, q=query, v=value: db.execute(q, (v, "https://example.org/a")))
        with Store(copy, pytest.fail) as cache:
            assert cache.answers(now, 100) == {"https://example.org/c": "alive"}


def test_a_cache_that_two_sites_share_serves_both(site: SiteFolder, tmp_path: Path) -> None:
    other = SiteFolder(tmp_path / "other")
    shared = ("--cache-dir", os.fspath(tmp_path / "shared"))
    for number in range(3):
        site.canvas("a", channels=f"Shops {number}.")
        other.canvas("a", channels=f"Dealers {number}.")
        for each in (site, other):
            os.chdir(each.folder)
            assert each.build(*shared).code == 0
            assert each.tree() == clean(each)


OPTIONS = {
    "language": 'language = "de"\n',
    "title": 'title = "Another"\n',
    "neighbours": "neighbours = 0\n",
    "raw HTML": 'markdown = { raw_html = "escape" }\n',
    "an alias": '[aliases]\nchannels = ["Shops"]\n',
    "search": "search = false\n",
    "address": 'base_url = "https://example.org"\n',
}


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_is_part_of_what_is_remembered(built: SiteFolder, option: str) -> None:
    built.canvas("a", channels="<b>Bold</b> shops.").build()
    for text in (OPTIONS[option], "", OPTIONS[option]):
        assert built.write("ninefold.toml", text).build().code == 0
        assert built.tree() == clean(built)


def test_a_template_is_part_of_what_is_remembered(built: SiteFolder) -> None:
    for text in ("<p>{{ card.title }}</p>", "<b>{{ card.title }}</b>"):
        assert built.write("templates/embed.html", text).build().code == 0
        assert built.page("canvases/a/embed/index.html") == text.replace("{{ card.title }}", "a")


@pytest.mark.parametrize("name", ["code", "markdown", "nh3", "text-unidecode", "python", "zlib"])
def test_what_makes_the_site_is_part_of_every_key(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digests.version.__wrapped__()
    if name == "code":
        monkeypatch.setattr(Path, "read_bytes", lambda path: b"other code")
    elif name == "python":
        monkeypatch.setattr(digests.sys, "version", "3.11.99")
    elif name == "zlib":
        monkeypatch.setattr(digests.zlib, "ZLIB_RUNTIME_VERSION", "99")
    else:
        real = digests.metadata.version
        monkeypatch.setattr(
            digests.metadata, "version", lambda other: "99" if other == name else real(other)
        )
    assert digests.version.__wrapped__() != before


def test_nothing_is_ever_unpickled_from_the_disk() -> None:
    package = Path(ninefold.__file__).parent
    for file in package.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {"pickle", "shelve", "marshal", "dill", "dbm"} & set(names), file
