"""Workflow commands of GitHub Actions, which shows them beside the lines of a change.

Source: docs.github.com, “Workflow commands for GitHub Actions”.
"""

from collections.abc import Iterable
from types import MappingProxyType

from ninefold.diagnostics import Diagnostic, Severity
from ninefold.diagnostics.formatting import Context, printable

_LEVELS = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
)


def render(diagnostics: Iterable[Diagnostic], context: Context) -> str:
    """Return a command a finding."""
    return "".join(
        f"::{_LEVELS[d.severity]} file={_value(d.path)},line={d.line},col={d.column},"
        f"endLine={d.end_line},endColumn={d.end_column},title={_value(f'{d.code} {d.name}')}"
        f"::{_data(f'{d.message} {d.help}')}\n"
        for d in diagnostics
    )


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
