"""The JSON Schema of the front matter: valid, made of the fields, and never stricter than them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ninefold.blocks import BLOCKS
from ninefold.checker import Settings, inspect
from ninefold.parser import schema
from ninefold.parser.fields import FIELDS
from ninefold.source import Raw
from site_folder import SiteFolder

ROOT = Path(__file__).parents[1]
SCHEMA = schema.front_matter()
VALIDATOR = Draft202012Validator(SCHEMA)


class Editor(yaml.SafeLoader):
    """YAML as editors read it: numbers and true or false are such, dates are text."""


class OldEditor(Editor):
    """YAML 1.1, in which `no` is false and 1_000 a number."""


def _without(loader: type[yaml.SafeLoader], *tags: str) -> dict[str, list[tuple[str, Any]]]:
    resolvers = loader.yaml_implicit_resolvers.items()
    return {char: [pair for pair in pairs if pair[0] not in tags] for char, pairs in resolvers}


DATE, YES_NO = "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"
MERGE, EQUALS = "tag:yaml.org,2002:merge", "tag:yaml.org,2002:value"
OldEditor.yaml_implicit_resolvers = _without(yaml.SafeLoader, DATE, MERGE, EQUALS)
Editor.yaml_implicit_resolvers = _without(yaml.SafeLoader, DATE, MERGE, EQUALS, YES_NO)
Editor.add_implicit_resolver(
    YES_NO, re.compile("^(true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def refused(front: str) -> bool:
    """Whether an editor marks anything in this front matter."""
    loaded = [yaml.load(front, Loader) for Loader in (Editor, OldEditor)]  # noqa: S506 - both are safe
    return any(not VALIDATOR.is_valid(value) for value in loaded)


def reported(front: str) -> set[str]:
    """The rules of front matter, hints aside, that report something of it."""
    body = "".join(f"\n## {block.title}\n\nText.\n" for block in BLOCKS)
    raw = Raw("a.md", f"---\n{front}\n---\n{body}".encode())
    found = inspect(raw, Settings()).findings
    return {d.name for d in found if d.code.startswith("NF1") and d.severity.value == "error"}


def front_of(text: str) -> str:
    return text.split("---\n")[1]


def test_the_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_the_schema_describes_every_field_and_no_other() -> None:
    assert list(SCHEMA["properties"]) == list(FIELDS)
    assert set(schema.MEANINGS) == set(FIELDS)
    for meaning in schema.MEANINGS.values():
        assert meaning.endswith(".")
    assert list(SCHEMA["properties"]["summaries"]["properties"]) == [b.value for b in BLOCKS]


def test_the_command_prints_the_schema(site: SiteFolder) -> None:
    ran = site.run("schema")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == SCHEMA


@pytest.mark.parametrize("file", sorted((ROOT / "content").glob("*.md")), ids=lambda f: f.stem)
def test_the_posts_of_this_repository_fit(file: Path) -> None:
    assert not refused(front_of(file.read_text("utf-8")))


def test_the_example_of_the_readme_fits() -> None:
    (example,) = re.findall(r"```markdown\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert not refused(front_of(example))


@pytest.mark.parametrize("command", [("new", "8x8"), ("new", "2024", "--as-of", "2023")])
def test_a_new_post_fits(site: SiteFolder, command: tuple[str, ...]) -> None:
    site.run(*command)
    (file,) = (site.folder / "content").iterdir()
    assert not refused(front_of(file.read_text("utf-8")))


@pytest.mark.parametrize(
    "front",
    [
        *(
            "title: 2024",
            "title: 8x8",
            "title: no",
            "title: 12:30",
            "title: 1.5",
            "title: 2023-01-01",
        ),
        *("as_of: 2023", "as_of: 2023-11", "as_of: '2023'", "as_of:", "as_of: ' 2023 '"),
        *("date: 2016-05-01 10:00:00 +0200", "date: 2016-05-01T10:00:00Z", "date: 0001"),
        *("tags: one, two", "tags: [1, no, a]", "tags: 2024", "compare:", "compare: [8x8]"),
        *("lang: no", "lang: de_AT", "lang: on", "dir: RTL", "draft: Yes", "draft: off"),
        *("draft: false", "unknown: {a: [1]}", "summaries: {channels: 1, Key Resources: a}"),
        "sources: [{id: 1, title: 2, date: 2020, more: x}]",
        "facts: [{name: N, value: 60000, unit: x, as_of: 2020, source: 1}, {name: a, value: no}]",
    ],
)
def test_what_ninefold_takes_is_not_refused(front: str) -> None:
    front = front if front.startswith("title:") else f"title: A\n{front}"
    assert reported(front) == set()
    assert not refused(front)


@pytest.mark.parametrize(
    "front",
    [
        *("title: [a]", "title: {a: b}", "company: [a]", "slug: {a: b}", "layout: [a]"),
        *("as_of: November 2023", "as_of: 2023-13", "as_of: 2023-11-32", "as_of: 20231"),
        *("as_of: 2023-11-05 10:00", "as_of: ''", "as_of: true", "as_of: [2023]", "as_of: 20.5"),
        *("date: yesterday", "date: 2016-05-01 at noon", "date: {a: b}", "date: 0000"),
        *("tags: {a: b}", "tags: [[a]]", "compare: [{a: b}]", "lang: German language", "lang: d"),
        *("lang: ''", "lang: [de]", "lang: 12", "dir: left", "dir: 1", "dir: ''"),
        *("draft: maybe", "draft: 1", "draft: ''", "draft: [true]"),
        *("summaries: text", "summaries: [a]", "summaries: {channels: [a]}"),
        *("sources: text", "sources: {id: a}", "sources: [a]", "sources: [{title: a}]"),
        *("sources: [{id: a, date: soon}]", "sources: [{id: [a]}]", "sources: [{id: a, url: [b]}]"),
        *("facts: text", "facts: [1]", "facts: [{name: a}]", "facts: [{value: 1}]"),
        *("facts: [{name: a, value: [1]}]", "facts: [{name: a, value: 1, as_of: 2023-1}]"),
    ],
)
def test_what_the_schema_refuses_is_reported_as_well(front: str) -> None:
    front = front if front.startswith("title:") else f"title: A\n{front}"
    assert refused(front)
    assert "bad-value" in reported(front)


def test_a_post_needs_a_title() -> None:
    assert refused("as_of: 2023")
    assert "missing-title" in reported("as_of: 2023")


WRITTEN = st.sampled_from(
    [
        *("", "~", "null", "true", "No", "oN", "yEs", "''", "' '", "'2023'", "2023", "2023-02-30"),
        *("0", "1", "-1", "1_000", "0x1F", "0777", "0o17", "1e3", "1.5", ".inf", ".nan", "20:23"),
        *("2016-05-01", "2016-5-1", "2016-05-01 10:00:00 +0200", "2016-05-01T10:00:00Z", "0000"),
        *(
            "en",
            "de-AT",
            "ltr",
            "RtL",
            "8x8",
            "a, b",
            "text",
            '"\\n2023"',
            "'\u00a02023'",
            "=",
            "<<",
        ),
    ]
)
ITEMS = st.recursive(
    WRITTEN.filter(bool),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(f'{i}' for i in items)}]")
        | st.dictionaries(
            st.sampled_from(["id", "title", "date", "name", "value", "as_of", "channels", "x"]),
            inner,
            max_size=4,
        ).map(lambda pairs: "{" + ", ".join(f"{k}: {v}" for k, v in pairs.items()) + "}")
    ),
    max_leaves=6,
)


@settings(max_examples=500, deadline=None)
@given(st.dictionaries(st.sampled_from([*FIELDS, "more"]), WRITTEN | ITEMS, max_size=4))
def test_no_editor_refuses_what_ninefold_takes(values: dict[str, str]) -> None:
    front = "\n".join(f"{key}: {value}" for key, value in ({"title": "A"} | values).items())
    if refused(front):
        assert reported(front)


def test_the_line_that_names_the_schema_is_a_comment_to_ninefold() -> None:
    text = (ROOT / "docs" / "authoring.md").read_text("utf-8")
    (front,) = re.findall(r"```yaml\n---\n(# yaml-language-server: .*?)---\n```", text, re.S)
    assert not refused(front)
    assert reported(front) == set()
