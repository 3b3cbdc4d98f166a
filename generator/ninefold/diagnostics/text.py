"""One finding a paragraph: place, severity, code and message; the help beneath."""

from collections.abc import Iterable

from ninefold.diagnostics import Diagnostic
from ninefold.diagnostics.formatting import COLOURS, Context, painted, printable


def render(diagnostics: Iterable[Diagnostic], context: Context) -> str:
    """Return the findings as paragraphs that need nothing but themselves."""
    return "".join(
        f"{printable(d.path)}:{d.line}:{d.column}: "
        f"{painted(d.severity, COLOURS[d.severity], context)} {d.code} {d.name}: "
        f"{printable(d.message)}\n    {printable(d.help)}\n"
        for d in diagnostics
    )
