"""Findings as people and programs read them."""

from __future__ import annotations

import json

import pytest

from ninefold.diagnostics import FORMATS, Diagnostic, Severity

HOSTILE = "a\x1b[2J\x9b31m\u202egnp.exe\u2066\u200b\ufeff\nb"


def finding(message: str = "A message.", path: str = "content/a.md") -> Diagnostic:
    return Diagnostic(path, 3, 5, 3, 9, "NF202", "x", Severity.ERROR, message, "Do this.")


def test_text_gives_place_severity_code_and_what_to_do() -> None:
    assert FORMATS["text"]([finding()], False) == (
        "content/a.md:3:5: error NF202 x: A message.\n    Do this.\n"
    )


def test_json_gives_the_keys_of_the_contract_in_their_order() -> None:
    (row,) = json.loads(FORMATS["json"]([finding()], False))
    assert list(row) == [
        *("path", "line", "column", "end_line", "end_column"),
        *("severity", "code", "name", "message", "help"),
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lets_text_act_on_a_terminal(name: str) -> None:
    text = FORMATS[name]([finding(HOSTILE, HOSTILE)], False)
    assert all(char.isprintable() or char == "\n" for char in text)
    assert "\nb" not in text


def test_json_keeps_the_text_that_it_escapes() -> None:
    (row,) = json.loads(FORMATS["json"]([finding(HOSTILE)], False))
    assert row["message"] == HOSTILE


@pytest.mark.parametrize("name", FORMATS)
def test_letters_of_every_script_are_shown_as_they_are(name: str) -> None:
    assert "“القنوات” 渠道 é" in FORMATS[name]([finding("“القنوات” 渠道 é")], False)
