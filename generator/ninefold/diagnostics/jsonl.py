"""One JSON object a line, with the keys of the JSON format."""

from collections.abc import Iterable

from ninefold.diagnostics import Diagnostic
from ninefold.diagnostics.formatting import Context, json_text
from ninefold.diagnostics.json_array import objects


def render(diagnostics: Iterable[Diagnostic], context: Context) -> str:
    """Return the findings as lines, each a JSON object."""
    return "".join(json_text(row, indent=None) + "\n" for row in objects(diagnostics))
