"""Reports for other programs are what their formats demand, whatever stands in them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ninefold import manual
from ninefold.diagnostics import Diagnostic, Severity
from ninefold.diagnostics.formats import FORMATS
from ninefold.diagnostics.formatting import Context
from ninefold.rules import RULES
from site_folder import SiteFolder

SARIF = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))
# docs.gitlab.com, “Code Quality”, report format.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                    },
                },
            },
        },
    },
}
SCHEMAS = {"sarif": Draft202012Validator(SARIF), "gitlab": Draft202012Validator(GITLAB)}
# A reference by RFC 3986: nothing but its own characters, and no colon that makes a scheme.
REFERENCE = re.compile(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+")
CONTEXT = Context(rules={rule.code: manual.summary(rule) for rule in RULES}, version="1.0")

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PATHS = st.sampled_from(
    [
        "a.md",
        "a b/ü.md",
        "c:d.md",
        "a%20b.md",
        "a#b?c.md",
        "渠道/قنوات.md",
        "[x]{y}|z.md",
        "a\nb.md",
    ]
) | TEXT.filter(bool)
PLACES = st.integers(1, 10**6)
FINDINGS = st.builds(
    lambda path, rule, place, severity, message: Diagnostic(
        path, *place, rule.code, rule.name, severity, message, "Do this."
    ),
    PATHS,
    st.sampled_from(RULES),
    st.tuples(PLACES, PLACES, PLACES, PLACES),
    st.sampled_from(Severity),
    TEXT,
)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_is_a_schema_and_refuses_something(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name].schema)
    assert not SCHEMAS[name].is_valid({"version": "2.1.0", "runs": [{"results": []}]})
    assert not SCHEMAS[name].is_valid([{"description": "A finding without a place."}])


@pytest.mark.parametrize("name", SCHEMAS)
@settings(deadline=None)
@given(found=st.lists(FINDINGS, max_size=4))
def test_a_report_is_valid(name: str, found: list[Diagnostic]) -> None:
    report = json.loads(FORMATS[name](found, CONTEXT))
    assert [error.message for error in SCHEMAS[name].iter_errors(report)] == []


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("post", [None, "# Minutes\n", "---\nlang: jp\nas_off: 1\n---\n## Costs\n"])
def test_the_report_of_a_command_is_valid(name: str, post: str | None, site: SiteFolder) -> None:
    if post:
        site.write("content/a b.md", post)
    report = json.loads(site.run("check", "--format", name).out)
    assert [error.message for error in SCHEMAS[name].iter_errors(report)] == []


@settings(deadline=None)
@given(st.lists(FINDINGS, min_size=1, max_size=4))
def test_sarif_names_each_rule_once_and_each_place_in_full(found: list[Diagnostic]) -> None:
    (run,) = json.loads(FORMATS["sarif"](found, CONTEXT))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted(set(rules))
    for d, result in zip(found, run["results"], strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == d.code
        (place,) = (item["physicalLocation"] for item in result["locations"])
        assert place["region"]["startLine"] == d.line
        uri = place["artifactLocation"]["uri"]
        assert REFERENCE.fullmatch(uri)
        assert unquote(uri) == d.path
