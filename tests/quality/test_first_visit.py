"""A first visit is light and quiet, asks nobody else, and keeps to a strict policy."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Request

from quality import kinds
from quality.verdict import clean

Visits = dict[str, "Visit"]

REQUESTS = 6
BYTES = 40_000
SCRIPT_BYTES = 10_000
NODES = 1200

VIOLATIONS = """window.violations = [];
document.addEventListener("securitypolicyviolation", event =>
  violations.push(`${event.violatedDirective} ${event.blockedURI}`.trim()))"""


@dataclass(frozen=True)
class Visit:
    """What happened when a page was opened with an empty cache."""

    asked: tuple[str, ...]
    bytes: int
    script_bytes: int
    nodes: int
    said: tuple[str, ...]
    violations: tuple[str, ...]


@pytest.fixture(scope="module")
def visits(browser: Browser, address: str, each_kind: list[str]) -> Visits:
    return {url: visit(browser, address + url) for url in each_kind}


def visit(browser: Browser, url: str) -> Visit:
    """Open an address until nothing more is asked for."""
    context = browser.new_context()
    page = context.new_page()
    requests: list[Request] = []
    said: list[str] = []
    page.on("request", lambda request: requests.append(request))
    page.on(
        "console",
        lambda message: said.append(
            f"{message.type}: {message.text} {message.location['url']}".strip()
        ),
    )
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
    page.add_init_script(VIOLATIONS)
    page.goto(url, wait_until="networkidle")
    weights = [(request.resource_type, weight(request)) for request in requests]
    seen = Visit(
        asked=tuple(request.url for request in requests),
        bytes=sum(size for _, size in weights),
        script_bytes=sum(size for kind, size in weights if kind == "script"),
        nodes=page.evaluate("document.querySelectorAll('*').length"),
        said=tuple(said),
        violations=tuple(page.evaluate("violations")),
    )
    context.close()
    return seen


def weight(request: Request) -> int:
    """The bytes of an answer's body as a host would send it: compressed where that helps."""
    try:
        response = request.response()
        body = response.body() if response else b""
    except Error:  # the request failed, which the page says
        return 0
    return min(len(body), len(gzip.compress(body, 6)))


def over(visits: Visits, measure: Callable[[Visit], int], most: int) -> dict[str, int]:
    return {url: measure(visit) for url, visit in visits.items() if measure(visit) > most}


def test_few_requests(visits: Visits) -> None:
    assert over(visits, lambda visit: len(visit.asked), REQUESTS) == {}


def test_few_bytes(visits: Visits) -> None:
    assert over(visits, lambda visit: visit.bytes, BYTES) == {}


def test_little_script(visits: Visits) -> None:
    assert over(visits, lambda visit: visit.script_bytes, SCRIPT_BYTES) == {}


def test_few_elements(visits: Visits) -> None:
    assert over(visits, lambda visit: visit.nodes, NODES) == {}


def test_nobody_else_is_asked(visits: Visits, address: str) -> None:
    clean(
        {
            url: [to for to in seen.asked if not to.startswith(address)]
            for url, seen in visits.items()
        }
    )


def test_the_console_stays_empty(visits: Visits) -> None:
    clean({url: seen.said for url, seen in visits.items()})


def test_a_strict_policy_is_never_violated(visits: Visits) -> None:
    clean({url: seen.violations for url, seen in visits.items()})


def test_a_visit_sees_what_is_wrong(browser: Browser, address: str, root: Path) -> None:
    text = "window.x = 1;" + "".join(f"/* {number**9} */" for number in range(900))
    (root / "bad.js").write_text(text, "utf-8")
    (root / "bad.html").write_text(
        "<!DOCTYPE html><title>Bad</title><script>1</script><script src=bad.js></script>"
        "<p style='color: red'>Text<img src=http://localhost:9/a.png>",
        "utf-8",
    )
    try:
        seen = visit(browser, f"{address}bad.html")
    finally:
        (root / "bad.js").unlink()
        (root / "bad.html").unlink()
    assert [line.split()[0] for line in seen.violations] == [
        "script-src-elem",
        "style-src-attr",
        "img-src",
    ]
    assert len(seen.said) >= 3
    assert seen.script_bytes > 1000
    assert len(seen.asked) >= 2


class Inline(HTMLParser):
    """The code that stands in a page instead of beside it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given and given.get("type") not in DATA:
            self.found.append("script")
        self.found += ["style"] if tag == "style" else []
        self.found += [
            f"{tag} {name}" for name in given if name == "style" or name.startswith("on")
        ]
        self.found += [
            f"{tag} {name}"
            for name, value in attrs
            if re.match(r"\s*(javascript|data):", value or "", re.IGNORECASE)
        ]


DATA = ("application/ld+json", "application/json")


def test_no_page_holds_code_or_styles_of_its_own(root: Path) -> None:
    clean({str(file): Inline(file.read_text("utf-8")).found for file in kinds.pages(root)})


def test_code_inside_a_page_is_seen() -> None:
    assert Inline('<script type="application/ld+json">{}</script><script src="a.js">').found == []
    bad = '<p style="a" onclick="b"><a href="JavaScript:c">d</a><style></style><script>e</script>'
    assert Inline(bad).found == ["p style", "p onclick", "a href", "style", "script"]
