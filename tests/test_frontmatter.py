"""Front matter: scalars stay as written, faults stand where they are, nothing ever raises."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ninefold.parser import plainmatter
from ninefold.parser.frontmatter import MAX_DEPTH, MAX_LENGTH, read
from ninefold.parser.nodes import Listing, Mapping, Node, Scalar
from ninefold.source import Source

Place = tuple[int, int, int, int]


def fenced(yaml: str) -> str:
    return f"---\n{yaml}\n---\nbody\n"


def plain(node: Node) -> object:
    """A node as str, list and dict."""
    match node:
        case Scalar(text):
            return text
        case Listing(items):
            return [plain(item) for item in items]
        case Mapping(entries):
            return {key.text: plain(value) for key, value in entries}


def values(text: str) -> object:
    matter = read(text)
    assert matter.faults == ()
    return plain(matter.mapping)


def fault(text: str) -> tuple[str, Place]:
    """The rule and the place (line, column, end line, end column) of the one fault."""
    source = Source.of("a.md", text)
    (found,) = read(source.text).faults
    start, end = source.position(found.span.start), source.position(found.span.end)
    return found.rule, (start.line, start.column, end.line, end.column)


@pytest.mark.parametrize(
    "written",
    [
        *("8x8", "2024", "no", "Yes", "on", "12:30", "0123", "0x1F", "0o17", "1_000", "1.10"),
        *("1e3", ".inf", "null", "Null", "~", "true", "2023-11-01", "2023-02-30", "=", "<<"),
        *("9" * 5000, "2021-13-45T25:99:00+25:99", "العربية", "8×8 😀"),
    ],
)
def test_a_plain_scalar_stays_as_it_is_written(written: str) -> None:
    assert values(fenced(f"title: {written}")) == {"title": written}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("'8x8'", "8x8"),
        ('"no"', "no"),
        ("''", ""),
        ("", ""),
        ("a # a comment", "a"),
        ("'#1 of its kind'", "#1 of its kind"),
        ("a#b", "a#b"),
        ("'it''s'", "it's"),
        (r'"\u00d7 \U0001F600"', "× 😀"),
        ("a\n  b", "a b"),
        ("|\n  a\n  ---\n  b", "a\n---\nb\n"),
        (">-\n  a\n  b", "a b"),
        ("a\u2028b", "a b"),
        ("a\x85b", "a b"),
        ("'a\u2029b'", "a b"),
        ("https://example.org/a:b", "https://example.org/a:b"),
    ],
)
def test_what_a_value_says(written: str, text: str) -> None:
    assert values(fenced(f"title: {written}")) == {"title": text}


@pytest.mark.parametrize(("written", "quoted"), [("''", True), ('""', True), ("", False)])
def test_an_empty_text_is_told_from_no_value(written: str, quoted: bool) -> None:
    ((_, node),) = read(fenced(f"title: {written}")).mapping.entries
    assert isinstance(node, Scalar)
    assert node.quoted is quoted


@pytest.mark.parametrize("key", ["null", "~", "1", "true", "''", "no", "<<", "2023-11-01"])
def test_keys_are_text_too(key: str) -> None:
    assert values(fenced(f"{key}: x")) == {key.strip("'"): "x"}


def test_lists_and_mappings_nest() -> None:
    yaml = "facts:\n- name: a\n  tags: [x, 'y']\n- {name: b}"
    assert values(fenced(yaml)) == {"facts": [{"name": "a", "tags": ["x", "y"]}, {"name": "b"}]}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\na: b\n---\nbody", "body"),
        ("---\na: b\n...\nbody", "body"),
        ("--- \t\na: b\n---  \nbody", "body"),
        ("---\na: b\n---", ""),
        ("---\na: b\n---\n\n    code", "\n    code"),
        ("---\na: b\n---\n---\n", "---\n"),
        ("---\na: b\n--- x\nc: d\n---\nbody", None),
        ("---\r\na: b\r\n---\r\nbody", "body"),
        ("---\ra: b\r---\rbody", "body"),
    ],
)
def test_the_body_begins_after_the_closing_line(text: str, body: str | None) -> None:
    source = Source.of("a.md", text).text
    matter = read(source)
    if body is None:
        assert matter.faults
    else:
        assert (matter.faults, source[matter.body :]) == ((), body)
        assert plain(matter.mapping) == {"a": "b"}


@pytest.mark.parametrize("yaml", ["", "\n\n", "   ", "# only a comment", "{}"])
def test_empty_front_matter_says_nothing(yaml: str) -> None:
    assert values(fenced(yaml)) == {}


def test_front_matter_may_be_closed_at_once() -> None:
    text = "---\n---\nbody"
    assert values(text) == {}
    assert text[read(text).body :] == "body"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "body",
        "----\na: b\n----\n",
        "---a\nb: c\n---\n",
        "-- \na: b\n---\n",
        "\n---\na: b\n---\n",
        " ---\na: b\n---\n",
        "***\na: b\n---\n",
        "++\n",
        "+++ a\n",
        "# Title\n---\na: b\n---\n",
    ],
)
def test_a_text_that_opens_otherwise_has_no_front_matter(text: str) -> None:
    matter = read(text)
    assert (matter.mapping.entries, matter.body, matter.faults) == ((), 0, ())


@pytest.mark.parametrize("text", ["---", "---\n", "---\na: b", "---\na: b\n --- \n", "---\n\n--\n"])
def test_front_matter_without_an_end_is_one_fault_at_its_beginning(text: str) -> None:
    assert fault(text) == ("unclosed-front-matter", (1, 1, 1, 4))
    assert read(text).body == len(text)


def test_toml_is_named_as_such() -> None:
    assert fault("+++\ntitle = 1\n+++\n") == ("invalid-front-matter", (1, 1, 1, 4))
    assert "TOML" in read("+++\n").faults[0].message


@pytest.mark.parametrize(
    ("yaml", "place"),
    [
        ("a: 1\na: 2", (3, 1, 3, 2)),
        ("a: 1\n'a': 2", (3, 1, 3, 4)),
        ("a:\n  b: 1\n  b: 2", (4, 3, 4, 4)),
        ("a: [{b: 1, b: 2}]", (2, 12, 2, 13)),
        ("a: {b: {c: 1, c: 2}}", (2, 15, 2, 16)),
        ("😀: 1\nb: 2\n😀: 3", (4, 1, 4, 2)),
        ("a: 1\n? a\n: 2", (3, 3, 3, 4)),
    ],
)
def test_a_key_given_twice_is_found_at_any_depth(yaml: str, place: Place) -> None:
    assert fault(fenced(yaml)) == ("duplicate-key", place)


@pytest.mark.parametrize("yaml", ["a: 1\nA: 2", "a: {b: 1}\nb: {b: 1}", "a: [{b: 1}, {b: 1}]"])
def test_keys_that_only_look_alike_are_two(yaml: str) -> None:
    assert read(fenced(yaml)).faults == ()


@pytest.mark.parametrize(
    ("yaml", "place"),
    [
        ("a: &x 1", (2, 4, 2, 8)),
        ("a: *x", (2, 4, 2, 6)),
        ("a: 1\nb: {<<: *a}", (3, 9, 3, 11)),
        ("a: &a [x]\nb: {<<: [*a, *a, *a]}", (2, 4, 2, 8)),
        ("a: !!str b", (2, 4, 2, 11)),
        ("a: !!python/object:os.system b", (2, 4, 2, 31)),
        ("a: !secret b", (2, 4, 2, 13)),
        ("- a\n- b", (2, 1, 4, 1)),
        ("[]", (2, 1, 3, 1)),
        ("only text", (2, 1, 3, 1)),
        ("? [a]\n: b", (2, 3, 2, 6)),
        ("? {a: b}\n: c", (2, 3, 2, 9)),
        (r'a: "\0"', (2, 4, 2, 8)),
        (r'a: "x\e[31m"', (2, 4, 2, 13)),
        ("a: [b", (2, 6, 3, 1)),
        ("a: b: c", (2, 5, 2, 6)),
        ("a: 'x\nb: c", (2, 4, 2, 5)),
        ("a: @x", (2, 4, 2, 5)),
        ("a: `x`", (2, 4, 2, 5)),
        ("a: %x", (2, 4, 2, 5)),
        ("a:\n\tb: c", (3, 1, 3, 2)),
        ("😀: é\n😀😀: \x07", (3, 5, 3, 6)),
        ("é: 1\nb: c: d", (3, 5, 3, 6)),
        ("a: b\x85c\u2028d: e: f", (2, 9, 2, 10)),
        (r'a: "\ud83d"', (2, 7, 2, 8)),
        ("%YAML 1.1", (2, 10, 3, 1)),
    ],
)
def test_what_is_not_plain_yaml_is_one_fault_at_its_place(yaml: str, place: Place) -> None:
    assert fault(fenced(yaml)) == ("invalid-front-matter", place)


@pytest.mark.parametrize(
    ("yaml", "advice"),
    [
        ("title: a: b", "between quotation marks"),
        ("title:\n\ta", "YAML takes no tabs"),
        ("title", "`key: value`"),
        ("title: *a", "plain text"),
    ],
)
def test_the_help_names_the_remedy(yaml: str, advice: str) -> None:
    assert advice in read(fenced(yaml)).faults[0].help


@pytest.mark.parametrize("mark", ["[", "{a: ", "- ", "? ", "- ? ", '"a": [', "!!x ["])
@pytest.mark.parametrize("depth", [20, 5000])
def test_nesting_without_end_is_refused(mark: str, depth: int) -> None:
    assert fault(fenced(mark * depth))[0] == "invalid-front-matter"


def test_nesting_that_has_a_use_is_read() -> None:
    yaml = "a: " + "[" * (MAX_DEPTH - 1) + "b" + "]" * (MAX_DEPTH - 1)
    assert read(fenced(yaml)).faults == ()


def test_a_merge_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "\n".join(
        ["a0: &a0 {x: 1}"]
        + [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 30)]
    )
    assert fault(fenced(bomb)) == ("invalid-front-matter", (2, 5, 2, 10))


def test_front_matter_as_long_as_a_post_is_refused() -> None:
    assert fault(fenced("a: " + "x" * 70_000))[0] == "invalid-front-matter"


@pytest.mark.parametrize("item", ["a{}: b", "- a", "a{}: [b]", "a{}: {{b: c}}", '"a{}": "b"'])
def test_many_small_items_just_below_the_limit_are_read_in_time(item: str) -> None:
    yaml = "\n".join(map(item.format, range(20_000)))[: MAX_LENGTH - 1]
    yaml = yaml[: yaml.rindex("\n")]
    began = time.process_time()
    read(fenced(yaml))
    assert time.process_time() - began < 4  # a fifth of a second when nothing else is done


@pytest.mark.parametrize(
    "yaml",
    [
        "a: &a b\nc: *a",
        "<<: [*a, *a]",
        "a: !!python/object:os.system x",
        "[" * 3_000,
        "? " * 3_000,
        'a: "\\ud83d"',
        'a: "\\0"',
        "a: 2021-13-45",
        "a: " + "1" * 5_000,
        "a: b: c",
        "a: [b",
        "\ta: b",
        "a: 'b",
        "- a\n- b",
        "a: 1\na: 2",
        "a: |\n  b\n  c",
        "? a\n: [b, {c: d}]",
        "%YAML 1.1",
        "@a",
    ],
)
def test_the_loader_in_python_gives_what_that_in_c_gives(yaml: str) -> None:
    code = (
        "import sys, yaml\n"
        "if sys.argv[1] == 'pure': del yaml.CSafeLoader\n"
        "from ninefold.parser import frontmatter as f\n"
        "assert f._Loader.__mro__[1].__name__ == sys.argv[2]\n"
        "made = f.read(sys.stdin.buffer.read().decode())\n"
        "print([fault.rule for fault in made.faults] or made)\n"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code, *kind], input=fenced(yaml).encode(), check=True,
            capture_output=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        ).stdout
        for kind in (("pure", "SafeLoader"), ("quick", "CSafeLoader"))
    ]  # fmt: skip
    assert told[0] == told[1]


def test_a_second_document_can_only_be_the_body() -> None:
    text = "---\na: b\n---\nc: d\n---\n"
    assert values(text) == {"a": "b"}
    assert text[read(text).body :] == "c: d\n---\n"


def test_crlf_moves_nothing() -> None:
    text = fenced("a: 1\n  b: 2")
    assert fault(text.replace("\n", "\r\n")) == fault(text)


@given(
    st.lists(
        st.sampled_from(
            [
                *("a: b", "- c", "  d: e", "[", "]", "{", "}", "? ", ": ", "&x", "*x", "!t", "|"),
                *(">", "'", '"', "#", "---", "...", "%", "@", "\t", "😀", "\x85", "\u2028", "\x07"),
                *("\\ud83d", "<<", ",", "a", "\ufeff", "\x00", "\ufffe"),
            ]
        ),
        max_size=12,
    ),
    st.sampled_from(["\n", "", " "]),
)
@example(["\ud83d"], "")
def test_no_text_makes_reading_fail(pieces: list[str], between: str) -> None:
    text = fenced(between.join(pieces))
    matter = read(text)
    assert len(matter.faults) <= 1
    for found in matter.faults:
        assert 0 <= found.span.start <= found.span.end <= len(text)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z😀é]{1,5}", fullmatch=True),
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=12),
        max_size=5,
    )
)
def test_every_span_covers_what_it_names(wanted: dict[str, str]) -> None:
    quoted = {key: "'" + value.replace("'", "''") + "'" for key, value in wanted.items()}
    text = fenced("\n".join(f"{key}: {value}" for key, value in quoted.items()))
    matter = read(text)
    for key, node in matter.mapping.entries:
        assert text[key.span.start : key.span.end] == key.text
        assert text[node.span.start : node.span.end] == quoted[key.text]
    assert len(matter.mapping.entries) + len(matter.faults) >= len(wanted)


_KEYS = st.sampled_from(
    ("a", "b", "on", "x-y", "  c", "    d", "      e", "  - a", "  - b", "   - f", "- g", "-  h")
)
_VALUES = st.one_of(
    st.sampled_from(
        ("1", "x y", "yes", "a: b", "a:b", "http://x.y/z", "a #b", "a#b", "- a", "a - b", "~", "$5")
    ),
    st.sampled_from(('"a: b # c"', "'it''s'", '""', '"a"b', "[a, b c]", "[a,b]", "[a]", "[x, &y]")),
    st.text("ab1é²．. ,;:/()%+$’&'\"#[]{}-_*!|>@`~?\t\u00a0\u2028", max_size=8),
)
_LINES = st.builds("{}: {}".format, _KEYS, _VALUES) | st.sampled_from(
    ("facts:", "  k:", "", "# c", "---", "x", "  - x", "? a")
)


@given(st.lists(_LINES, max_size=6))
@example(["title: A", "facts:", "  - a: 1", "    d: [a, b c]", "  - a: x", "on: 'b'"])
def test_the_reader_of_plain_lines_agrees_with_the_reader_of_yaml(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    found = plainmatter.read(text, 4)
    if found is not None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(plainmatter, "read", lambda text, offset: None)
            matter = read(f"---\n{text}---\n")
        assert (matter.faults, matter.mapping) == ((), found)


@pytest.mark.parametrize(
    "text",
    [
        "title: A\nas_of: 2016\ntags: [a, b c]\n",
        "title: 'A: b'\nfacts:\n  - name: x\n    value: 2\n  - name: y\n    value: 3\nlang: en\n",
    ],
)
def test_ordinary_front_matter_is_read_without_yaml(text: str) -> None:
    assert plainmatter.read(text, 0) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "a: 1\na: 2\n",
        "a: *b\n",
        "a: &b c\n",
        "a: !!str b\n",
        "a: |\n  b\n",
        "a: b\n  c\n",
        "a:\n",
        "a: b #c\n",
        "a: b: c\n",
        "a: {b: c}\n",
        'a: "b\\n"\n',
        "a: 'b\n",
        "  a: b\n",
        "a:\n- b: c\n",
        "a:\n  - b: c\n   - d: e\n",
        "a:\n  - b: c\n  d: e\n",
        "a: \x07\n",
    ],
)
def test_whatever_else_is_left_to_yaml(text: str) -> None:
    assert plainmatter.read(text, 0) is None
