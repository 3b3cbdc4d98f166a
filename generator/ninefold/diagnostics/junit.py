"""JUnit's XML, as test reporters read it: a suite a file, a failure a finding."""

import re
from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree as Xml

from ninefold.diagnostics import Diagnostic, Severity
from ninefold.diagnostics.formatting import Context, printable

# XML 1.0 has no way to write these, not even escaped.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def render(diagnostics: Iterable[Diagnostic], context: Context) -> str:
    """Return the findings as test suites; hints are passed over, as they never fail."""
    told = [d for d in diagnostics if d.severity is not Severity.HINT]
    count = str(len(told))
    root = Xml.Element("testsuites", {"name": "ninefold", "tests": count, "failures": count})
    for path, some in groupby(told, key=lambda d: d.path):
        group = list(some)
        number = str(len(group))
        attributes = {"name": _text(path), "tests": number, "failures": number, "errors": "0"}
        suite = Xml.SubElement(root, "testsuite", attributes)
        for d in group:
            name = f"{d.code} {d.name} ({d.line}:{d.column})"
            case = Xml.SubElement(suite, "testcase", {"name": name, "classname": _text(path)})
            failure = Xml.SubElement(
                case, "failure", {"message": _text(d.message), "type": str(d.severity)}
            )
            failure.text = _text(f"{path}:{d.line}:{d.column}: {d.message} {d.help}")
    if not told:
        attributes = {"name": "ninefold", "tests": "0", "failures": "0", "errors": "0"}
        Xml.SubElement(root, "testsuite", attributes)
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, "unicode") + "\n"


def _text(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", printable(text))
