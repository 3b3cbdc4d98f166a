"""Converters of settings that hold one value, or a list of names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PureWindowsPath
from typing import Any

from ninefold.config.reader import Reader
from ninefold.routes import base_url_fault

Convert = Callable[[Reader, str, Any], Any]


def _kept(fits: Callable[[Any], bool], expected: str, advice: str) -> Convert:
    """Return what keeps a value that `fits` as it is, and reports any other."""

    def convert(reader: Reader, key: str, value: Any) -> Any:
        if fits(value):
            return value
        reader.bad(key, expected, advice.format(key))
        return None

    return convert


def inner(name: str, convert: Convert) -> Convert:
    """Return what converts a table of one setting to that setting's value."""

    def converted(reader: Reader, key: str, value: Any) -> Any:
        if isinstance(value, Mapping) and set(value) == {name}:
            return convert(reader, name, value[name])
        reader.bad(key, f"a table with `{name}` alone", f"Write `{name}` under it.")
        return None

    return converted


def _is_folder(value: Any) -> bool:
    if not isinstance(value, str) or not value or "\0" in value or value.startswith("~"):
        return False
    path = PureWindowsPath(value)  # it takes both kinds of slash, and drives, for what they are
    return not path.anchor and ".." not in path.parts


def _is_language(value: Any) -> bool:
    pattern = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= 20


def base_url(reader: Reader, key: str, value: Any) -> str | None:
    """Keep an address at which a site can be published."""
    if value == "":
        return ""
    fault = base_url_fault(value) if isinstance(value, str) else "a piece of text"
    if fault is None:
        return str(value)
    reader.bad(key, fault, 'Write `base_url = "https://example.org/canvases"`.')
    return None


def editor(reader: Reader, key: str, value: Any) -> str | None:
    """Keep an address that opens a file in a person's editor."""
    if value == "" or (
        isinstance(value, str)
        and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]*\{path\}[!-~]*", value)
        and not value.lower().startswith(("javascript:", "data:", "vbscript:", "blob:"))
    ):
        return str(value)
    advice = f'Write `{key} = "vscode://file/{{path}}:{{line}}:{{column}}"`, or "" for none.'
    reader.bad(key, "an address that holds {path}", advice)
    return None


def names(reader: Reader, key: str, value: Any) -> tuple[str, ...] | None:
    """Keep a list of names that stay in their folder on every system."""
    plain = isinstance(value, list) and all(isinstance(name, str) for name in value)
    if plain and all(
        name not in ("", ".", "..") and not set(name) & set("/\\:\0") for name in value
    ):
        return tuple(value)
    reader.bad(key, "a list of names", f'Write `{key} = [".git", "CNAME"]`.')
    return None


text = _kept(lambda value: isinstance(value, str), "a piece of text", 'Write `{} = "…"`.')
folder = _kept(
    _is_folder,
    "a place under the folder of the configuration",
    "Write its path from there; any other folder is named on the command line.",
)
language = _kept(_is_language, "a language tag", 'Write a tag such as "en", "de" or "ar".')
count = _kept(_is_count, "a whole number from 0 to 20", "Write `{} = 4`.")
switch = _kept(lambda value: isinstance(value, bool), "true or false", "Write `{} = true`.")

markdown = _kept(
    lambda value: value in ("sanitize", "escape"),  # there is none that trusts posts
    '"sanitize" or "escape"',
    'Write `raw_html = "escape"` under `[tool.ninefold.markdown]`.',
)
