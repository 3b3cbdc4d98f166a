"""Reads a configuration file's settings one by one, and collects what is wrong with them."""

from __future__ import annotations

import difflib
import re
from types import MappingProxyType

from ninefold.diagnostics import Diagnostic, Severity
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

    def unknown(self, key: str, known: set[str], *inside: str) -> None:
        """Note a key, in the tables `inside`, that is none of the known ones."""
        close = difflib.get_close_matches(key.lower().replace("-", "_"), sorted(known), 1)
        advice = f"Did you mean `{close[0]}`?" if close else f"Known: {', '.join(sorted(known))}."
        message = f"`{key}` is no setting of Ninefold."
        self.report("unknown-setting", *self.place(*inside, key), message, advice)

    def bad(self, key: str, expected: str, advice: str, *inside: str) -> None:
        """Note that a setting, in the tables `inside`, is not what is expected."""
        message = f"The setting `{key}` is not {expected}."
        self.report("bad-setting", *self.place(*inside, key), message, advice)

    def place(self, *keys: str) -> tuple[int, int, int]:
        """Line, first and last column of a setting, named by the keys that lead to it."""
        return place_of_key(self.lines, [*self.root, *keys]) or (1, 1, 1)

    def place_of_text(self, key: str, text: str) -> tuple[int, int, int]:
        """Line, first and last column of a text in quotation marks, behind a setting's key."""
        begin = self.place(key)
        wanted = re.compile(rf"""(?<=["']){re.escape(text)}(?=["'])""")
        for number, line in enumerate(self.lines[begin[0] - 1 :], begin[0]):
            if found := wanted.search(line):
                return number, found.start() + 1, found.end() + 1
        return begin
