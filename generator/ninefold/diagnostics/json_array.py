"""One JSON array of objects, whose keys are part of the command line's contract."""

from collections.abc import Iterable, Iterator

from ninefold.diagnostics import Diagnostic
from ninefold.diagnostics.formatting import Context, json_text

KEYS = (
    *("path", "line", "column", "end_line", "end_column"),
    *("severity", "code", "name", "message", "help"),
)


def objects(diagnostics: Iterable[Diagnostic]) -> Iterator[dict[str, object]]:
    """Yield each finding as an object with the keys of the contract."""
    return ({key: getattr(d, key) for key in KEYS} for d in diagnostics)


def render(diagnostics: Iterable[Diagnostic], context: Context) -> str:
    """Return the findings as one array."""
    return json_text(list(objects(diagnostics))) + "\n"
