"""The site's configuration: a frozen Config from TOML text, its faults as diagnostics.

Read from `[tool.ninefold]` of a `pyproject.toml`, or from a whole `ninefold.toml`.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any

from ninefold.diagnostics import Diagnostic, Severity
from ninefold.routes import base_url_fault
from ninefold.source import place_of_key

OUTPUT_KEEP = (".git", ".gitignore", ".gitkeep", ".nojekyll", "CNAME")
FILES = ("ninefold.toml", "pyproject.toml")

_CODES = MappingProxyType(
    {
        "invalid-configuration": "NF901",
        "unknown-setting": "NF902",
        "bad-setting": "NF903",
    }
)


@dataclass(frozen=True, slots=True)
class Config:
    """What a site's owner may set; every field has the default of a new site.

    Folders are relative to the folder of the configuration file. `rules` maps a rule's
    code or name to "error", "warning", "hint" or "off"; `comparisons` names pairs of slugs;
    `neighbours` is how many of the nearest canvases each is compared with.
    """

    title: str = "Business model canvases"
    description: str = ""
    base_url: str = ""
    language: str = "en"
    content: str = "content"
    output: str = "output"
    templates: str = "templates"
    output_keep: tuple[str, ...] = OUTPUT_KEEP
    rules: tuple[tuple[str, str], ...] = ()
    comparisons: tuple[tuple[str, str], ...] = ()
    neighbours: int = 4

    @property
    def severities(self) -> tuple[tuple[str, Severity | None], ...]:
        """The severities set for rules; None turns a rule off."""
        return tuple((k, None if v == "off" else Severity(v)) for k, v in self.rules)


def holds_settings(text: str, name: str) -> bool:
    """Whether a file of this name and text configures Ninefold; broken TOML counts as yes."""
    if name != "pyproject.toml":
        return True
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return "[tool.ninefold" in text
    return isinstance(table.get("tool"), dict) and "ninefold" in table["tool"]


def read(
    text: str, path: str, rules: frozenset[str] = frozenset()
) -> tuple[Config, tuple[Diagnostic, ...]]:
    """Return the configuration that a file's text gives, and everything wrong with it.

    `rules` are the codes and names of the rules there are. A value that cannot be used
    keeps its default, and comes with a diagnostic that says where it stands.
    """
    reader = _Reader(text, path, rules)
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        reader.broken(error)
        return Config(), tuple(reader.found)
    for name in reader.root:
        table = table.get(name, {})
        if not isinstance(table, dict):
            reader.bad("ninefold", "a table", "Write `[tool.ninefold]` and the settings under it.")
            table = {}
    values = {}
    known = {field.name for field in fields(Config)}
    for key, value in table.items():
        if key not in known:
            reader.unknown(key, known)
        elif (converted := _CONVERT[key](reader, key, value)) is not None:
            values[key] = converted
    return Config(**values), tuple(sorted(reader.found))


class _Reader:
    def __init__(self, text: str, path: str, rules: frozenset[str]) -> None:
        self.lines = text.split("\n")
        self.path = path
        self.root = ["tool", "ninefold"] if path.endswith("pyproject.toml") else []
        self.rules = rules
        self.found: list[Diagnostic] = []

    def report(
        self, name: str, line: int, column: int, end: int, message: str, advice: str
    ) -> None:
        place = (line, column, line, end)
        level = Severity.ERROR
        self.found.append(Diagnostic(self.path, *place, _CODES[name], name, level, message, advice))

    def broken(self, error: Exception) -> None:
        """Report that the file is no TOML; what tomllib places at the end, on the last line."""
        deep = isinstance(error, RecursionError)
        reason = "nested too deeply" if deep else re.sub(r"\s*\(at .*\)$", "", str(error))
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (1, 1)
        if "(at end of document)" in str(error):
            written = [number for number, text in enumerate(self.lines, 1) if text.strip()]
            line = written[-1] if written else 1
            column = len(self.lines[line - 1].rstrip()) + 1
        message = f"The file is not valid TOML: {reason[:1].lower()}{reason[1:]}."
        advice = "Correct the line; strings stand between quotation marks."
        self.report("invalid-configuration", line, column, column + 1, message, advice)

    def unknown(self, key: str, known: set[str]) -> None:
        close = difflib.get_close_matches(key.lower().replace("-", "_"), sorted(known), 1)
        advice = f"Did you mean `{close[0]}`?" if close else f"Known: {', '.join(sorted(known))}."
        message = f"`{key}` is no setting of Ninefold."
        self.report("unknown-setting", *self.place(key), message, advice)

    def bad(self, key: str, expected: str, advice: str, *inside: str) -> None:
        message = f"The setting `{key}` is not {expected}."
        self.report("bad-setting", *self.place(*inside, key), message, advice)

    def place(self, *keys: str) -> tuple[int, int, int]:
        """Line, first and last column of a setting, named by the keys that lead to it."""
        return place_of_key(self.lines, [*self.root, *keys]) or (1, 1, 1)


_Convert = Callable[[_Reader, str, Any], Any]


def _kept(fits: Callable[[Any], bool], expected: str, advice: str) -> _Convert:
    """Return what keeps a value that `fits` as it is, and reports any other."""

    def convert(reader: _Reader, key: str, value: Any) -> Any:
        if fits(value):
            return value
        reader.bad(key, expected, advice.format(key))
        return None

    return convert


def _is_folder(value: Any) -> bool:
    return isinstance(value, str) and value != "" and "\0" not in value


def _is_language(value: Any) -> bool:
    pattern = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= 20


def _base_url(reader: _Reader, key: str, value: Any) -> str | None:
    if value == "":
        return ""
    fault = base_url_fault(value) if isinstance(value, str) else "a piece of text"
    if fault is None:
        return str(value)
    reader.bad(key, fault, 'Write `base_url = "https://example.org/canvases"`.')
    return None


def _names(reader: _Reader, key: str, value: Any) -> tuple[str, ...] | None:
    plain = isinstance(value, list) and all(isinstance(name, str) for name in value)
    if plain and all(name not in ("", ".", "..") and "/" not in name for name in value):
        return tuple(value)
    reader.bad(key, "a list of names", f'Write `{key} = [".git", "CNAME"]`.')
    return None


def _rules(reader: _Reader, key: str, value: Any) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, Mapping):
        reader.bad(key, "a table", 'Write `[tool.ninefold.rules]` and `NF106 = "off"` under it.')
        return None
    chosen = []
    for rule, severity in value.items():
        if reader.rules and rule not in reader.rules:
            close = difflib.get_close_matches(rule, sorted(reader.rules), 1)
            advice = f"Did you mean `{close[0]}`?" if close else "Name a rule by code or name."
            place = reader.place(key, rule)
            reader.report("unknown-setting", *place, f"There is no rule `{rule}`.", advice)
        elif severity not in ("error", "warning", "hint", "off"):
            reader.bad(rule, "a severity", 'Write "error", "warning", "hint" or "off".', key)
        else:
            chosen.append((rule, str(severity)))
    return tuple(chosen)


def _pairs(reader: _Reader, key: str, value: Any) -> tuple[tuple[str, str], ...] | None:
    if isinstance(value, list) and all(_is_pair(row) for row in value):
        return tuple((row[0], row[1]) for row in value)
    reader.bad(key, "a list of pairs of slugs", f'Write `{key} = [["8x8", "zoom"]]`.')
    return None


def _is_pair(row: Any) -> bool:
    return isinstance(row, list) and len(row) == 2 and all(isinstance(slug, str) for slug in row)


_text = _kept(lambda value: isinstance(value, str), "a piece of text", 'Write `{} = "…"`.')
_folder = _kept(_is_folder, "the name of a folder", 'Write `{0} = "{0}"`.')
_language = _kept(_is_language, "a language tag", 'Write a tag such as "en", "de" or "ar".')
_count = _kept(_is_count, "a whole number from 0 to 20", "Write `{} = 4`.")

_CONVERT: Mapping[str, _Convert] = MappingProxyType(
    {
        "title": _text,
        "description": _text,
        "base_url": _base_url,
        "language": _language,
        "content": _folder,
        "output": _folder,
        "templates": _folder,
        "output_keep": _names,
        "rules": _rules,
        "comparisons": _pairs,
        "neighbours": _count,
    }
)
