"""One line a finding: `path:line:column: severity code message`."""

from collections.abc import Iterable

from ninefold.diagnostics import Diagnostic
from ninefold.diagnostics.formatting import COLOURS, Context, painted, printable


def render(diagnostics: Iterable[Diagnostic], context: Context) -> str:
    """Return the findings as lines that editors and compilers' users know."""
    return "".join(
        f"{printable(d.path)}:{d.line}:{d.column}: "
        f"{painted(d.severity, COLOURS[d.severity], context)} {d.code} {printable(d.message)}\n"
        for d in diagnostics
    )
