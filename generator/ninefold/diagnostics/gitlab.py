"""A code quality report of GitLab.

Source: docs.gitlab.com, “Code Quality”, report format.
"""

from collections.abc import Iterable
from types import MappingProxyType

from ninefold.diagnostics import Diagnostic, Severity
from ninefold.diagnostics.formatting import Context, fingerprinted, json_text

_LEVELS = MappingProxyType(
    {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"}
)


def render(diagnostics: Iterable[Diagnostic], context: Context) -> str:
    """Return the findings as one array."""
    rows = [
        {
            "description": f"{d.code}: {d.message} {d.help}",
            "check_name": d.name,
            "fingerprint": fingerprint,
            "severity": _LEVELS[d.severity],
            "location": {"path": d.path, "lines": {"begin": d.line, "end": d.end_line}},
        }
        for d, fingerprint in fingerprinted(diagnostics, context)
    ]
    return json_text(rows) + "\n"
