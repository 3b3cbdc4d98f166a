"""SARIF 2.1.0, the exchange format of static analysis (an OASIS standard)."""

from collections.abc import Iterable
from types import MappingProxyType
from urllib.parse import quote

from ninefold.diagnostics import Diagnostic, Severity
from ninefold.diagnostics.formatting import Context, fingerprinted, json_text

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
)


def render(diagnostics: Iterable[Diagnostic], context: Context) -> str:
    """Return the findings as a log of one run."""
    found = list(fingerprinted(diagnostics, context))
    names = dict(sorted({d.code: d.name for d, _ in found}.items()))
    rules = [
        {
            "id": code,
            "name": name,
            "shortDescription": {"text": context.rules.get(code, name)},
        }
        for code, name in names.items()
    ]
    order = list(names)
    driver = {"name": "ninefold", "version": context.version or "0", "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, order.index(d.code), mark) for d, mark in found],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(log) + "\n"


def _result(d: Diagnostic, rule: int, fingerprint: str) -> dict[str, object]:
    region = {
        "startLine": d.line,
        "startColumn": d.column,
        "endLine": d.end_line,
        "endColumn": d.end_column,
    }
    place = {"artifactLocation": {"uri": quote(d.path)}, "region": region}
    return {
        "ruleId": d.code,
        "ruleIndex": rule,
        "level": _LEVELS[d.severity],
        "message": {"text": f"{d.message} {d.help}"},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"ninefold/v1": fingerprint},
    }
