"""What each setting holds: the converters of its values, and what is said of a wrong one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from ninefold.blocks import BLOCKS, Block
from ninefold.diagnostics import Diagnostic, Severity
from ninefold.routes import base_url_fault
from ninefold.source import place_of_key

_CODES = MappingProxyType(
    {
        "invalid-configuration": "NF901",
        "unknown-setting": "NF902",
        "bad-setting": "NF903",
    }
)


class Reader:
    """Collects what is wrong with a configuration file while its settings are read.

    `rules` are the codes and names of the rules there are.
    """

    def __init__(self, text: str, path: str, rules: frozenset[str]) -> None:
        self.lines = text.split("\n")
        self.path = path
        self.root = ["tool", "ninefold"] if path.endswith("pyproject.toml") else []
        self.rules = rules
        self.found: list[Diagnostic] = []

    def report(
        self, name: str, line: int, column: int, end: int, message: str, advice: str
    ) -> None:
        """Note a finding of the rule `name` on one line, from `column` to before `end`."""
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
        """Note a key that is none of the known ones."""
        close = difflib.get_close_matches(key.lower().replace("-", "_"), sorted(known), 1)
        advice = f"Did you mean `{close[0]}`?" if close else f"Known: {', '.join(sorted(known))}."
        message = f"`{key}` is no setting of Ninefold."
        self.report("unknown-setting", *self.place(key), message, advice)

    def bad(self, key: str, expected: str, advice: str, *inside: str) -> None:
        """Note that a setting, in the tables `inside`, is not what is expected."""
        message = f"The setting `{key}` is not {expected}."
        self.report("bad-setting", *self.place(*inside, key), message, advice)

    def place(self, *keys: str) -> tuple[int, int, int]:
        """Line, first and last column of a setting, named by the keys that lead to it."""
        return place_of_key(self.lines, [*self.root, *keys]) or (1, 1, 1)


_Convert = Callable[[Reader, str, Any], Any]


def _kept(fits: Callable[[Any], bool], expected: str, advice: str) -> _Convert:
    """Return what keeps a value that `fits` as it is, and reports any other."""

    def convert(reader: Reader, key: str, value: Any) -> Any:
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


def _base_url(reader: Reader, key: str, value: Any) -> str | None:
    if value == "":
        return ""
    fault = base_url_fault(value) if isinstance(value, str) else "a piece of text"
    if fault is None:
        return str(value)
    reader.bad(key, fault, 'Write `base_url = "https://example.org/canvases"`.')
    return None


def _names(reader: Reader, key: str, value: Any) -> tuple[str, ...] | None:
    plain = isinstance(value, list) and all(isinstance(name, str) for name in value)
    if plain and all(name not in ("", ".", "..") and "/" not in name for name in value):
        return tuple(value)
    reader.bad(key, "a list of names", f'Write `{key} = [".git", "CNAME"]`.')
    return None


def _rules(reader: Reader, key: str, value: Any) -> tuple[tuple[str, str], ...] | None:
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


def _aliases(reader: Reader, key: str, value: Any) -> tuple[tuple[str, Block], ...] | None:
    if not isinstance(value, Mapping):
        reader.bad(key, "a table", 'Write `[tool.ninefold.aliases]` and `channels = ["Shops"]`.')
        return None
    known = {block.value: block for block in BLOCKS}
    found: list[tuple[str, Block]] = []
    for name, aliases in value.items():
        if name not in known:
            reader.unknown(name, set(known))
        elif isinstance(aliases, list) and all(isinstance(a, str) and a for a in aliases):
            found += [(alias, known[name]) for alias in aliases]
        else:
            reader.bad(name, "a list of names", f'Write `{name} = ["One name", "Another"]`.')
    return tuple(found)


def _pairs(reader: Reader, key: str, value: Any) -> tuple[tuple[str, str], ...] | None:
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

CONVERT: Mapping[str, _Convert] = MappingProxyType(
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
        "aliases": _aliases,
    }
)
