"""The store: it saves time and does nothing else, whatever becomes of its file."""

from __future__ import annotations

import functools
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ninefold
from ninefold import store
from ninefold.cli import parser
from ninefold.cli.building import job_of
from ninefold.cli.equipment import configuration
from ninefold.database import Database
from ninefold.executor import serial
from ninefold.sealing import SEAL, sealed
from ninefold.store import Store, digest, digests
from ninefold.store.memo import _BATCH
from ninefold.studio import Studio
from ninefold.studio.surveying import survey_here
from site_folder import Ran, SiteFolder
from test_build import process, small_theme


@dataclass(frozen=True)
class Word:
    text: str
    marks: tuple[str, ...] = ()


class Short(msgspec.Struct, frozen=True, array_like=True):
    text: str


class Long(Short, frozen=True, array_like=True):
    numbers: tuple[int, ...]


def lengthen(text: str) -> Long:
    return Long(text, (1,))


CALLS: list[Any] = []


@dataclass(frozen=True)
class Other:
    number: int


def shout(word: Word) -> Word:
    CALLS.append(word)
    return Word(word.text.upper(), (*word.marks, "!"))


def whisper(word: Word) -> Word:
    CALLS.append(word)
    return Word(word.text.lower())


def tagged(word: Word, tag: str) -> Word:
    CALLS.append(word)
    return Word(word.text, (tag,))


def fail_at_c(word: Word) -> Word:
    CALLS.append(word)
    if word.text == "c":
        raise KeyboardInterrupt
    return word


WORDS = [Word("a"), Word("b"), Word("ü", ("x",))]
LOUD = (Word("A", ("!",)), Word("B", ("!",)), Word("Ü", ("x", "!")))


@pytest.fixture(autouse=True)
def calls() -> list[Any]:
    CALLS.clear()
    return CALLS


@pytest.fixture(autouse=True)
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return small_theme(tmp_path, monkeypatch)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "cache.sqlite"


def memo(file: Path | None, notice: Callable[[str], None] = pytest.fail) -> tuple[Word, ...]:
    with Store(file, notice) as cache:
        return cache.memo(shout, WORDS, serial)


# Digests


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text() | st.binary(),
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(VALUES, VALUES)
def test_digests_are_equal_only_for_equal_values(one: Any, other: Any) -> None:
    assert (digest(one) == digest(other)) == (one == other and repr(one) == repr(other))


def test_digests_do_not_depend_on_the_order_of_a_mapping() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a", ("b",)), (("a", "b"),)),
        ((b"a",), ("a",)),
        ((1,), (True,)),
        (("",), ()),
        ((Word("a", ("b",)),), (Word("a", ()),)),
    ],
)
def test_values_that_look_alike_have_digests_of_their_own(one: Any, other: Any) -> None:
    assert digest(*one) != digest(*other)


def test_a_digest_is_the_same_in_every_process() -> None:
    script = (
        "from ninefold.store import digest\n"
        "print(digest({'b': (1, 'ü'), 'a': {'y': None, 'x': b'z'}}).hex())"
    )
    package = os.fspath(Path(ninefold.__file__).parents[1])
    seen = set()
    for seed in ("0", "1"):
        env = {**os.environ, "PYTHONPATH": package, "PYTHONHASHSEED": seed}
        seen.add(subprocess.check_output([sys.executable, "-P", "-c", script], env=env))
    assert seen == {digest({"b": (1, "ü"), "a": {"y": None, "x": b"z"}}).hex().encode() + b"\n"}


# The memo


def test_a_function_is_called_once_for_a_value(file: Path, calls: list[Word]) -> None:
    assert memo(file) == LOUD
    assert memo(file) == LOUD
    assert calls == WORDS


def test_a_function_is_called_once_for_a_value_that_comes_twice(
    file: Path, calls: list[Word]
) -> None:
    with Store(file, pytest.fail) as cache:
        made = cache.memo(shout, [WORDS[0], WORDS[1], WORDS[0]], serial)
    assert made == (LOUD[0], LOUD[1], LOUD[0])
    assert calls == WORDS[:2]


def test_only_what_is_new_is_made(file: Path, calls: list[Word]) -> None:
    memo(file)
    calls.clear()
    with Store(file, pytest.fail) as cache:
        made = cache.memo(shout, [Word("new"), *WORDS], serial)
    assert made == (Word("NEW", ("!",)), *LOUD)
    assert calls == [Word("new")]


def test_functions_do_not_share_results(file: Path) -> None:
    memo(file)
    with Store(file, pytest.fail) as cache:
        assert cache.memo(whisper, [Word("A")], serial) == (Word("a"),)


def test_options_are_part_of_what_is_remembered(file: Path) -> None:
    with Store(file, pytest.fail) as cache:
        for tag in ("x", "y", "x"):
            call = functools.partial(tagged, tag=tag)
            assert cache.memo(call, [Word("a")], serial, tag) == (Word("a", (tag,)),)
    assert len(CALLS) == 2


def test_other_code_does_not_use_what_this_code_remembered(
    file: Path, monkeypatch: pytest.MonkeyPatch, calls: list[Word]
) -> None:
    memo(file)
    monkeypatch.setattr(digests, "version", lambda: b"another version.")
    memo(file)
    assert calls == WORDS * 2


def test_the_version_changes_with_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "ninefold"
    shutil.copytree(Path(ninefold.__file__).parent, package)
    monkeypatch.setattr(digests, "__file__", os.fspath(package / "store" / "digests.py"))
    seen = {store.version()}
    for name in ("rules/no_canvas.py", "vocabulary.toml"):
        (package / name).write_bytes((package / name).read_bytes() + b"\n")
        seen.add(store.version.__wrapped__())
    monkeypatch.setattr(metadata, "version", lambda name: "0")
    seen.add(store.version.__wrapped__())
    assert len(seen) == 4


def test_what_was_made_before_an_interruption_is_kept(file: Path, calls: list[Word]) -> None:
    items = [Word(letter) for letter in "abcd"]
    with pytest.raises(KeyboardInterrupt), Store(file, pytest.fail) as cache:
        cache.memo(fail_at_c, items, serial)
    with pytest.raises(KeyboardInterrupt), Store(file, pytest.fail) as cache:
        cache.memo(fail_at_c, items, serial)
    assert [word.text for word in calls] == ["a", "b", "c", "c"]


def test_without_a_file_nothing_is_kept(tmp_path: Path, calls: list[Word]) -> None:
    before = set(tmp_path.rglob("*"))
    assert memo(None) == memo(None) == LOUD
    assert calls == WORDS * 2
    assert set(tmp_path.rglob("*")) == before


def test_a_value_is_kept_under_its_name_until_the_next(file: Path) -> None:
    with Store(file, pytest.fail) as cache:
        assert cache.recall(b"one", Word) is None
        cache.keep(b"one", Word("a"))
        cache.keep(b"two", Word("b"))
        cache.keep(b"one", Word("c", ("x",)))
    with Store(file, pytest.fail) as cache:
        assert cache.recall(b"one", Word) == Word("c", ("x",))
        assert cache.recall(b"two", Word) == Word("b")
        assert cache.recall(b"three", Word) is None
        assert cache.recall(b"one", Other) is None


def test_what_is_left_sealed_is_the_same_and_made_of_its_bytes_each_time(
    file: Path, calls: list[Word]
) -> None:
    with Store(file, pytest.fail) as cache:
        first = cache.memo_sealed(shout, WORDS, serial)
        assert tuple(first) == LOUD
    with Store(file, pytest.fail) as cache:
        again = cache.memo_sealed(shout, WORDS, serial)
        assert tuple(again) == LOUD
        assert again[0] is not again[0]
        assert (len(again), again[1:]) == (3, LOUD[1:])
        with pytest.raises(IndexError):
            again[3]
    assert calls == WORDS


def test_an_item_is_made_ready_only_where_the_function_is_called(file: Path) -> None:
    ready: list[str] = []

    def made(text: str) -> Word:
        ready.append(text)
        return Word(text)

    for texts in ("ab", "abc"):
        with Store(file, pytest.fail) as cache:
            found = cache.memo_sealed(shout, texts, serial, ready=made)
            assert [word.text for word in found] == [text.upper() for text in texts]
    assert ready == ["a", "b", "c"]


def test_sealed_values_of_another_shape_are_made_again(file: Path, calls: list[Word]) -> None:
    with Store(file, pytest.fail) as cache:
        cache.memo_sealed(shout, WORDS, serial)
    with closing(sqlite3.connect(file)) as db, db:
        value = sealed({"text": 5})
        db.execute("update result set seal = ?, value = ?", (value[:SEAL], value[SEAL:]))
    calls.clear()
    with Store(file, pytest.fail) as cache:
        assert tuple(cache.memo_sealed(shout, WORDS, serial)) == LOUD
    assert calls == WORDS


def test_sealed_values_can_be_told_as_far_as_a_wider_type_goes(file: Path) -> None:
    with Store(file, pytest.fail) as cache:
        long = cache.memo_sealed(lengthen, ["a", "b"], serial)
        assert list(long) == [Long("a", (1,)), Long("b", (1,))]
        assert list(long.told_as(Short)) == [Short("a"), Short("b")]


def length(word: Word) -> int:
    LENGTHS.append(word)
    return len(word.text)


LENGTHS: list[Word] = []


def test_what_is_short_is_kept_for_all_as_one(file: Path) -> None:
    LENGTHS.clear()
    for words in (WORDS, WORDS, [*WORDS[1:], Word("new")]):
        with Store(file, pytest.fail) as cache:
            sealed_words = cache.memo_sealed(shout, words, serial)
            assert cache.memo_short(length, sealed_words) == tuple(len(w.text) for w in words)
    assert [*LOUD, Word("NEW", ("!",))] == LENGTHS


def test_sealed_values_need_no_database(calls: list[Word]) -> None:
    with Store(None, pytest.fail) as cache:
        made = cache.memo_sealed(shout, WORDS, serial)
        assert tuple(made) == LOUD
        assert cache.memo_short(length, made) == tuple(len(word.text) for word in WORDS)
    assert calls == WORDS


def test_sealed_values_whose_database_went_are_made_again(file: Path) -> None:
    notices: list[str] = []
    with Store(file, notices.append) as cache:
        made = cache.memo_sealed(shout, WORDS, serial)
        assert cache._data.connection is not None
        cache._data.connection.close()
        assert tuple(made) == LOUD
    assert len(notices) == 1


def test_sealed_values_outlive_their_store(file: Path) -> None:
    with Store(file, pytest.fail) as cache:
        made = cache.memo_sealed(shout, WORDS, serial)
    assert tuple(made) == LOUD
    assert file.exists()


def test_equal_values_have_equal_seals(file: Path) -> None:
    with Store(file, pytest.fail) as cache:
        one = cache.memo_sealed(shout, [WORDS[0], WORDS[1], WORDS[0]], serial)
    with Store(file, pytest.fail) as cache:
        other = cache.memo_sealed(shout, [WORDS[1], WORDS[0]], serial)
    assert one.seals == [other.seals[1], other.seals[0], other.seals[1]]
    assert other.seals[0] != other.seals[1]


def test_a_damaged_value_is_made_again_when_it_is_fetched(file: Path) -> None:
    with Store(file, pytest.fail) as cache:
        cache.memo_sealed(shout, WORDS, serial)
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("update result set value = x'00'")
    with Store(file, pytest.fail) as cache:
        assert tuple(cache.memo_sealed(shout, WORDS, serial)) == LOUD


def test_a_kept_value_of_other_code_is_not_recalled(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(file, pytest.fail) as cache:
        cache.keep(b"one", Word("a"))
        monkeypatch.setattr(digests, "version", lambda: b"another version.")
        assert cache.recall(b"one", Word) is None


def test_items_are_taken_as_they_are_needed(file: Path) -> None:
    taken = 0

    def items() -> Iterator[Word]:
        nonlocal taken
        for number in range(2000):
            taken += 1
            yield Word(str(number))

    def mapped(
        function: Callable[[Any], Any], words: Iterable[Any], lost: object = None, /
    ) -> Iterable[Any]:
        for number, word in enumerate(words):
            assert taken - number <= _BATCH
            yield function(word)

    with Store(file, pytest.fail) as cache:
        made = cache.memo(whisper, items(), mapped)
    assert made == tuple(Word(str(number)) for number in range(2000))


# Its folder


def test_a_cache_folder_of_ours_is_hidden_from_git(file: Path) -> None:
    memo(file)
    assert (file.parent / ".gitignore").read_text() == "*\n"


def test_a_folder_that_was_there_is_not_hidden_from_git(file: Path) -> None:
    file.parent.mkdir()
    memo(file)
    assert not (file.parent / ".gitignore").exists()


# Pruning


def many(cache: Store, first: int, last: int) -> None:
    cache.memo(shout, [Word(str(number)) for number in range(first, last)], serial)


def rows(file: Path) -> int:
    with closing(sqlite3.connect(file)) as db, db:
        return int(db.execute("select count(*) from result").fetchone()[0])


def test_a_build_forgets_what_has_become_the_greater_part(file: Path) -> None:
    with Store(file, pytest.fail) as cache:
        many(cache, 0, 500)
    with Store(file, pytest.fail) as cache:
        many(cache, 490, 510)
        cache.asked_for_all = True
    assert rows(file) == 20


def test_few_that_are_long_are_the_greater_part_too(file: Path) -> None:
    with Store(file, pytest.fail) as cache:
        many(cache, 0, 300)
        cache.memo(shout, [Word("long" * 9000)], serial)
    with Store(file, pytest.fail) as cache:
        many(cache, 0, 300)
        cache.asked_for_all = True
    assert rows(file) == 300


def test_a_check_of_a_few_files_forgets_nothing(file: Path) -> None:
    with Store(file, pytest.fail) as cache:
        many(cache, 0, 500)
    with Store(file, pytest.fail) as cache:
        many(cache, 0, 1)
    assert rows(file) == 500


def test_a_build_of_a_few_posts_more_forgets_nothing(file: Path) -> None:
    for last in (100, 120):
        with Store(file, pytest.fail) as cache:
            many(cache, 0, last)
            cache.asked_for_all = True
    assert rows(file) == 120


# Damage


def truncated(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def zeroed(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("create table result (colour text)")
        db.execute("create table page (size integer)")


def foreign_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("drop table result")
        db.execute("create table result (size integer)")


def a_link_loop(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.name)


DAMAGE: dict[str, Callable[[Path], Any]] = {
    "truncated": truncated,
    "cut in its first page": lambda file: os.truncate(file, 100),
    "zeroed": zeroed,
    "emptied": lambda file: os.truncate(file, 0),
    "text": lambda file: file.write_text("This is no database. " * 500),
    "folder": a_folder,
    "foreign": foreign,
    "foreign table": foreign_table,
    "link loop": a_link_loop,
    "gone": lambda file: file.unlink(),
}


def notices(ran: Ran) -> list[str]:
    """The lines in which a command complains about its cache."""
    return [line for line in ran.err.split("\n") if line.startswith("ninefold: The cache ")]


SILENT = {"emptied", "gone"}
FOR_GOOD = {"folder", "foreign", "foreign table", "link loop"}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_cache_costs_one_notice_and_time(site: SiteFolder, damage: str) -> None:
    site.canvas("a").canvas("b").build()
    before = site.tree()
    file = site.folder / ".ninefold_cache/cache.sqlite"
    DAMAGE[damage](file)
    ran = site.build()
    assert ran.code == 0, ran.err
    assert len(notices(ran)) == (damage not in SILENT), ran.err
    assert site.tree() == before
    again = site.canvas("a", channels="Other words.").build()
    assert again.code == 0
    assert len(notices(again)) == (damage in FOR_GOOD), again.err


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bits_anywhere_change_no_result(site: SiteFolder, seed: int) -> None:
    chance = random.Random(seed)
    for name in "abc":
        site.canvas(name)
    site.build()
    before = site.tree()
    file = site.folder / ".ninefold_cache/cache.sqlite"
    data = bytearray(file.read_bytes())
    for _ in range(1 + seed * 8):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)
    ran = site.build()
    assert ran.code == 0, ran.err
    assert len(notices(ran)) <= 1
    assert site.tree() == before
    site.build("--base-url", "https://example.org")
    assert notices(site.build()) == []  # by now it is whole again
    assert site.tree() == before


def test_a_value_with_a_flipped_bit_is_made_again(file: Path, calls: list[Word]) -> None:
    memo(file)
    with closing(sqlite3.connect(file)) as db, db:
        for key, value in db.execute("select key, value from result").fetchall():
            flipped = value[:-1] + bytes([value[-1] ^ 1])
            db.execute("update result set value = ? where key = ?", (flipped, key))
    calls.clear()
    assert memo(file) == LOUD
    assert calls == WORDS


@pytest.mark.parametrize("value", [None, "text", 7, b"", b"short", b"x" * 40])
def test_a_value_that_is_none_of_ours_is_made_again(file: Path, value: object) -> None:
    memo(file)
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("update result set value = ?", (value,))
    assert memo(file) == LOUD


def test_a_value_of_another_shape_is_made_again(file: Path) -> None:
    with Store(file, pytest.fail) as cache:
        key = digest("key")
        cache._keep([(key, sealed({"text": 5}))])
        assert cache._recall([key], msgspec.msgpack.Decoder(Word).decode) == {}
        cache._keep([(key, sealed({"text": "a"}))])
        assert cache._recall([key], msgspec.msgpack.Decoder(Word).decode) == {key: Word("a")}


def test_a_cache_that_becomes_unusable_on_the_way_costs_one_notice(file: Path) -> None:
    notices: list[str] = []
    with Store(file, notices.append) as cache:
        assert cache._data.connection is not None
        cache._data.connection.close()
        assert cache.memo(shout, WORDS, serial) == LOUD
        assert cache.recall(b"site", Word) is None
        cache.keep(b"site", Word("a"))
    assert len(notices) == 1


def test_a_disk_that_is_full_costs_one_notice(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def limited(file: Path) -> sqlite3.Connection:
        db = connect(file)
        db.execute("pragma max_page_count = 4")
        return db

    connect = Database.connect
    monkeypatch.setattr(Database, "connect", staticmethod(limited))
    ran = site.canvas("a").canvas("b").build()
    assert ran.code == 0
    assert len(notices(ran)) == 1
    assert "full" in ran.err


def test_a_cache_that_may_only_be_read_costs_one_notice(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(file: Path) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{file}?mode=ro", uri=True)

    site.canvas("a").build()
    site.canvas("a", channels="Other words.")
    monkeypatch.setattr(Database, "connect", staticmethod(read_only))
    ran = site.build()
    assert ran.code == 0
    assert len(notices(ran)) == 1
    assert "Other words" in site.page("canvases/a/index.html")


def test_a_cache_folder_that_cannot_be_made_costs_one_notice(site: SiteFolder) -> None:
    ran = site.canvas("a").write("file", "").build("--cache-dir", "file/cache")
    assert ran.code == 0
    assert len(notices(ran)) == 1


def test_quiet_covers_the_cache(site: SiteFolder) -> None:
    ran = site.canvas("a").write("file", "").build("--cache-dir", "file/cache", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_no_cache_leaves_no_cache(site: SiteFolder) -> None:
    assert site.canvas("a").build("--no-cache").code == 0
    assert site.run("check", "--no-cache").code == 0
    assert sorted(path.name for path in site.folder.iterdir()) == ["content", "output"]


def test_processes_share_a_cache(site: SiteFolder) -> None:
    for number in range(20):
        site.canvas(f"post-{number}")
    first = [process(site, "build", "--output", f"out-{number}") for number in range(3)]
    for one in first:
        _, error = one.communicate()
        assert one.returncode == 0, error
    trees = [site.tree(site.folder / f"out-{number}") for number in range(3)]
    assert trees[0] == trees[1] == trees[2]


def test_what_a_build_worked_out_nothing_else_works_out_again(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.canvas("a").canvas("b").build()
    file = site.folder / ".ninefold_cache/cache.sqlite"
    before = rows(file)
    assert site.run("compare", "a", "b").code == 0
    assert rows(file) == before
    monkeypatch.chdir(site.folder)
    settings, root, _ = configuration(parser().parse_args(["serve"]))
    job = job_of(parser().parse_args(["serve"]), settings, root)
    with Store(file) as cache:
        studio = Studio(job, cache)
        studio.refresh()
        assert studio.get("compare/a-vs-b/index.html") is None  # not before a survey
        told = studio.refresh()
        studio.settle(survey_here(job, file), told.generation)
        assert studio.get("compare/a-vs-b/index.html")
    assert rows(file) == before


def test_another_build_does_not_wait_for_the_cache(file: Path) -> None:
    with Store(file, pytest.fail) as one:
        one.memo(shout, WORDS, serial)
        with Store(file, pytest.fail) as other:  # a lock would cost five seconds and a notice
            assert other.memo(shout, [Word("new")], serial) == (Word("NEW", ("!",)),)
