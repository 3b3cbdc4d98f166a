"""The fields of the front matter: right and wrong values, near misses, and what is kept."""

from __future__ import annotations

from typing import Any

import pytest

from ninefold.blocks import Block
from ninefold.canvas import Fact, Reference
from ninefold.parser import fields, frontmatter
from ninefold.source import Source


def read(yaml: str) -> fields.Reader:
    matter = frontmatter.read(f"---\n{yaml}\n---\n")
    assert matter.faults == ()
    return fields.read(matter.mapping)


def found(yaml: str) -> list[tuple[str, int, int]]:
    """Rule, line and column of every fault; the first line of the YAML is line 1."""
    source = Source.of("a.md", f"---\n{yaml}\n---\n")
    places = [(fault.rule, source.position(fault.span.start)) for fault in read(yaml).faults]
    return [(rule, place.line - 1, place.column) for rule, place in places]


@pytest.mark.parametrize(
    ("yaml", "key", "value"),
    [
        ("title: 8x8", "title", "8x8"),
        ("title: '  8x8\n\n  Inc '", "title", "8x8 Inc"),
        ("title: ''", "title", ""),
        ("layout: post", "layout", "post"),
        ("company: no", "company", "no"),
        ("slug: 8x8-2016", "slug", "8x8-2016"),
        ("as_of: 2016", "as_of", "2016"),
        ("as_of: 2016-05", "as_of", "2016-05"),
        ("as_of: '2016-02-29'", "as_of", "2016-02-29"),
        ("date: 2016-05-01", "date", "2016-05-01"),
        ("date: 2016-05-01 10:00:00 +0200", "date", "2016-05-01"),
        ("date: 2016-05-01T10:00:00Z", "date", "2016-05-01"),
        ("summary: >\n  two\n  lines", "summary", "two lines"),
        ("industry: Cloud", "industry", "Cloud"),
        ("region: Europe", "region", "Europe"),
        ("tags: [a, 'b c']", "tags", ("a", "b c")),
        ("tags: a, b,, c ", "tags", ("a", "b", "c")),
        ("tags: ['a, b']", "tags", ("a, b",)),
        ("tags: []", "tags", ()),
        ("tags: ['', a]", "tags", ("a",)),
        ("compare: zoom", "compare", ("zoom",)),
        ("compare:\n- zoom\n- 8x8", "compare", ("zoom", "8x8")),
        ("lang: ar", "lang", "ar"),
        ("lang: de_AT", "lang", "de-AT"),
        ("lang: zh-Hant-TW", "lang", "zh-Hant-TW"),
        ("dir: RTL", "dir", "rtl"),
        ("draft: true", "draft", True),
        ("draft: Yes", "draft", True),
        ("draft: off", "draft", False),
        (
            "summaries:\n  channels: One.\n  Key Resources: Two.",
            "summaries",
            ((Block.CHANNELS, "One."), (Block.KEY_RESOURCES, "Two.")),
        ),
        ("sources: [{id: a}]", "sources", (Reference("a", "a"),)),
        (
            "sources:\n- {id: 1, title: T, publisher: P, url: 'https://e.org', date: 2020-05}",
            "sources",
            (Reference("1", "T", "P", "https://e.org", "2020-05"),),
        ),
        (
            "facts: [{name: N, value: 1_000, unit: x, as_of: 2020, source: a}]",
            "facts",
            (Fact("N", "1_000", "x", "2020", "a"),),
        ),
        ("facts: []", "facts", ()),
    ],
)
def test_a_right_value_is_read_without_a_word(yaml: str, key: str, value: Any) -> None:
    reader = read(yaml)
    assert (reader.values, reader.faults) == ({key: value}, [])


@pytest.mark.parametrize("key", fields.FIELDS)
def test_a_key_without_a_value_says_as_much_as_no_key(key: str) -> None:
    reader = read(f"{key}:")
    assert (reader.values, reader.faults, reader.unknown) == ({}, [], [])


@pytest.mark.parametrize(
    "yaml",
    [
        *(f"{key}: [a, b]" for key in ("title", "layout", "company", "slug", "summary")),
        *(f"{key}: {{a: b}}" for key in ("title", "industry", "region", "tags", "compare")),
        "tags: [[a]]",
        "tags: [a, {b: c}]",
        "lang: [de]",
        "lang: German language",
        "lang: d",
        "lang: ''",
        "dir: left",
        "dir: ''",
        "draft: maybe",
        "draft: 1",
        "draft: ''",
        "summaries: text",
        "summaries: [a]",
        "sources: text",
        "sources: {id: a}",
        "facts: text",
        "facts: {name: a, value: 1}",
    ],
)
def test_a_wrong_kind_of_value_is_one_fault_at_the_value(yaml: str) -> None:
    key = yaml.partition(":")[0]
    assert found(yaml) == [("bad-value", 1, len(key) + 3)]
    assert not read(yaml).values.get(key)


@pytest.mark.parametrize("key", ["as_of", "date"])
@pytest.mark.parametrize(
    "written",
    [
        *("2023-02-30", "2023-13", "2023-00", "2023-01-00", "0000", "0000-01-01", "23", "20231"),
        *("2023-1-1", "2023/01/01", "01.02.2023", "2023-11-", "November 2023", "''", "' '"),
        *("٢٠٢٣", "２０２３-01", "-2023", "+2023", "2023-02-30T10:00", "[2023]", "{a: b}"),
    ],
)
def test_what_is_no_date_is_refused(key: str, written: str) -> None:
    assert found(f"{key}: {written}") == [("bad-value", 1, len(key) + 3)]


def test_a_time_of_day_belongs_to_no_as_of() -> None:
    assert found("as_of: 2016-05-01 10:00") == [("bad-value", 1, 8)]


@pytest.mark.parametrize("key", ["as_of", "date"])
@pytest.mark.parametrize("written", ["2024-02-29", "0001", "9999-12-31", "2016-05", "'2016'"])
def test_dates_that_are_dates_are_taken(key: str, written: str) -> None:
    assert found(f"{key}: {written}") == []


@pytest.mark.parametrize(
    ("key", "suggestion"),
    [
        ("titel", "title"),
        ("Title", "title"),
        ("as-of", "as_of"),
        ("compnay", "company"),
        ("tag", "tags"),
        ("source", "sources"),
        ("DRAFT", "draft"),
    ],
)
def test_an_unknown_key_is_kept_and_its_like_is_named(key: str, suggestion: str) -> None:
    reader = read(f"{key}: kept")
    assert reader.unknown == [(key, "kept")]
    assert [fault.help for fault in reader.faults] == [f"Did you mean `{suggestion}`?"]
    assert found(f"a: b\n{key}: kept")[1] == ("unknown-key", 2, 1)


@pytest.mark.parametrize("key", ["permalink", "author", "x", "''", "categories", "1", "🦄"])
def test_a_key_like_no_other_gets_no_suggestion(key: str) -> None:
    (fault,) = read(f"{key}: x").faults
    assert "Did you mean" not in fault.help


@pytest.mark.parametrize("value", ["[a]", "{a: b}", "", "''"])
def test_an_unknown_key_may_hold_anything(value: str) -> None:
    reader = read(f"permalink: {value}")
    assert reader.unknown == [("permalink", "")]
    assert [fault.rule for fault in reader.faults] == ["unknown-key"]


@pytest.mark.parametrize(
    ("yaml", "faults"),
    [
        ("sources: [a]", [("bad-value", 1, 11)]),
        ("sources: [[id, a]]", [("bad-value", 1, 11)]),
        ("sources: [{title: T}]", [("bad-value", 1, 11)]),
        ("sources: [{id: ''}]", [("bad-value", 1, 11)]),
        ("sources: [{id: [a]}]", [("bad-value", 1, 16)]),
        ("sources: [{id: a, date: soon}]", [("bad-value", 1, 25)]),
        ("sources: [{id: a, uri: b}]", [("unknown-key", 1, 19)]),
        ("sources:\n- id: a\n- id: b\n- id: a", [("bad-value", 4, 7)]),
        ("facts: [a]", [("bad-value", 1, 9)]),
        ("facts: [{name: a}]", [("bad-value", 1, 9)]),
        ("facts: [{value: 1}]", [("bad-value", 1, 9)]),
        ("facts: [{name: a, value: [1]}]", [("bad-value", 1, 26)]),
        ("facts: [{name: a, value: 1, as_of: 2023-02-30}]", [("bad-value", 1, 36)]),
        ("facts: [{name: a, value: 1, asof: 2023}]", [("unknown-key", 1, 29)]),
        ("facts:\n- name: a\n  value: 1\n- 2", [("bad-value", 4, 3)]),
        ("summaries: {channels: [a]}", [("bad-value", 1, 23)]),
        ("summaries: {chanels: a}", [("unknown-key", 1, 13)]),
    ],
)
def test_a_bad_item_is_one_fault_at_its_place(
    yaml: str, faults: list[tuple[str, int, int]]
) -> None:
    assert found(yaml) == faults


def test_bad_items_do_not_take_good_ones_with_them() -> None:
    reader = read("facts:\n- 1\n- {name: a, value: 1}\n- {name: b}\n- {name: c, value: 2}")
    assert reader.values["facts"] == (Fact("a", "1"), Fact("c", "2"))


def test_of_two_sources_with_one_id_the_first_counts() -> None:
    reader = read("sources: [{id: a, title: One}, {id: a, title: Two}]")
    assert reader.values["sources"] == (Reference("a", "One"),)


@pytest.mark.parametrize("wanted", ["uri", "publishr"])
def test_a_near_miss_inside_an_item_is_named(wanted: str) -> None:
    (fault,) = read(f"sources: [{{id: a, {wanted}: x}}]").faults
    assert ("Did you mean" in fault.help) is (wanted == "publishr")


@pytest.mark.parametrize(
    ("yaml", "name", "text"),
    [
        ("title: 8x8", "title", "8x8"),
        ("title: '8x8'", "title", "'8x8'"),
        ("title:", "title", "title"),
        ("title: x", "key:title", "title"),
        ("compare: [a, b]", "compare[1]", "b"),
        ("compare: a, b", "compare[1]", "a, b"),
        ("tags: [a, 'b']", "tags[1]", "'b'"),
        ("facts: [{name: a, value: 1, source: s}]", "facts[0].source", "s"),
        ("facts: [x, {name: a, value: 1, source: s}]", "facts[0].source", "s"),
        ("sources: [{id: a}, {id: b}]", "sources[1].id", "b"),
    ],
)
def test_places_cover_what_they_name(yaml: str, name: str, text: str) -> None:
    span = read(yaml).places[name]
    assert f"---\n{yaml}\n---\n"[span.start : span.end] == text
