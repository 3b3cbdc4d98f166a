"""What the HTML standard says of elements inside one another, for the faults that themes make.

The Nu checker knows all of it (`benchmarks/validity.py`) and needs Java; this is what can be
asked in every run: the parser's errors, and the content models of the elements in use.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS = _names("h1 h2 h3 h4 h5 h6")
PHRASING = _names("""a abbr area audio b bdi bdo br button canvas cite code data datalist del dfn em
    embed i iframe img input ins kbd label link map mark math meta meter noscript object output
    picture progress q ruby s samp script select slot small span strong sub sup svg template
    textarea time u var video wbr""")
FLOW = (
    PHRASING
    | HEADINGS
    | _names("""address article aside blockquote details dialog div dl
    fieldset figure footer form header hgroup hr main menu nav ol p pre search section table ul""")
)
PARTS = _names("""html head body title base style li dt dd caption colgroup col thead tbody tfoot
    tr td th legend option optgroup summary source track rt rp param figcaption""")
ONLY_PHRASING = HEADINGS | _names("""p pre span em strong small s cite q dfn abbr data time code
    var samp kbd sub sup i b u mark bdi bdo label button output progress meter""")
ANYWHERE = _names("script template")
INTERACTIVE = _names("a button details embed iframe input label select textarea")
CHILDREN = {
    "ul": _names("li"),
    "ol": _names("li"),
    "menu": _names("li"),
    "dl": _names("dt dd div"),
    "table": _names("caption colgroup thead tbody tfoot tr"),
    "thead": _names("tr"),
    "tbody": _names("tr"),
    "tfoot": _names("tr"),
    "tr": _names("td th"),
    "select": _names("option optgroup hr button"),
    "picture": _names("source img"),
}
PARENTS = {
    "li": _names("ul ol menu"),
    "dt": _names("dl div"),
    "dd": _names("dl div"),
    "figcaption": _names("figure"),
    "summary": _names("details"),
    "legend": _names("fieldset"),
    "caption": _names("table"),
}
REFERENCES = (
    *("for", "list", "form", "headers", "popovertarget", "commandfor"),
    *("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details"),
    "aria-activedescendant",
)
# The roles that elements have by themselves.
OWN_ROLES = {
    "article": "article",
    "aside": "complementary",
    "button": "button",
    "dialog": "dialog",
    "figure": "figure",
    "footer": "contentinfo",
    "form": "form",
    "header": "banner",
    "img": "img",
    "li": "listitem",
    "main": "main",
    "nav": "navigation",
    "search": "search",
    "section": "region",
    "table": "table",
}
# Attributes whose place style sheets have taken; `name` still has its use on some elements.
OBSOLETE = _names("align bgcolor border cellpadding cellspacing valign nowrap name")
WITH_NAME = _names("""input select textarea button form meta map output slot fieldset iframe object
    details""")
DATE = re.compile(
    r"\d{4}(-\d\d(-\d\d)?)?|\d{4}-W\d\d"
    r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?"
)


def faults(text: str) -> Iterator[str]:
    """Yield what is wrong with a page."""
    parser = HTMLParser(namespace_html_elements=False)
    root = parser.parse(text)
    for place, code, details in parser.errors:
        yield f"line {place[0]}: {code} {details or ''}".strip()
    yield from _whole(root)
    yield from _inside(root, ())


def _whole(root: Element) -> Iterator[str]:
    """Faults of the page as a whole: its language, ids, references and headings."""
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    if not root.get("lang"):
        yield "the page has no language"
    if not "".join(root.findtext("head/title") or "").strip():
        yield "the page has no title"
    for name in ("main", "h1"):
        if (count := sum(element.tag == name for element in elements)) != 1:
            yield f"{count} <{name}>"
    ids = Counter(element.get("id") for element in elements if "id" in element.attrib)
    yield from (f"the id {name!r} stands {n} times" for name, n in ids.items() if n > 1)
    yield from (f"the id {name!r} is none" for name in ids if not re.fullmatch(r"\S+", name or ""))
    for element in elements:
        for reference in REFERENCES:
            for name in element.get(reference, "").split():
                if name not in ids:
                    yield f"<{element.tag} {reference}> names {name!r}, which is nowhere"
    level = 0
    for element in elements:
        if element.tag in HEADINGS:
            deeper = int(element.tag[1])
            if deeper > level + 1:
                yield f"<h{level}> is followed by <h{deeper}>"
            level = deeper
            if not "".join(element.itertext()).strip() and element.find(".//img") is None:
                yield f"an empty <{element.tag}>"


def _inside(element: Element, above: tuple[str, ...]) -> Iterator[str]:
    """Faults of an element and of all in it; `above` are the names of those around it."""
    name = element.tag
    if not isinstance(name, str) or name.startswith("{"):  # a comment, or SVG
        return
    yield from _alone(element)
    parent = above[-1] if above else ""
    if name not in FLOW | PARTS and "-" not in name:
        yield f"<{name}> is no element"
    if parent in CHILDREN and name not in CHILDREN[parent] | ANYWHERE:
        yield f"<{name}> in <{parent}>"
    if name in PARENTS and parent not in PARENTS[name]:
        yield f"<{name}> in <{parent}>"
    if parent == "div" and "dl" in above[-2:-1] and name not in {"dt", "dd"} | ANYWHERE:
        yield f"<{name}> in a <div> of a <dl>"
    around = next((other for other in reversed(above) if other not in ("a", "ins", "del")), "")
    if around in ONLY_PHRASING and name not in PHRASING and "-" not in name:
        yield f"<{name}> in <{around}>"
    if around == "summary" and name not in PHRASING | HEADINGS | {"hgroup"}:
        yield f"<{name}> in <summary>"
    if name in INTERACTIVE and not (name == "input" and element.get("type") == "hidden"):
        within = {"a", "button"} | ({"label"} if name == "label" else set())
        yield from (f"<{name}> in <{other}>" for other in above if other in within)
    for other in ("header", "footer", "main"):
        if name in ("header", "footer", "main") and other in above and other != "main":
            yield f"<{name}> in <{other}>"
    for child in element:
        yield from _inside(child, (*above, name))


def _alone(element: Element) -> Iterator[str]:
    """Faults that an element shows by itself: what it lacks, and what is needless."""
    name, given = str(element.tag), element.attrib
    if name == "img" and ("alt" not in given or not given.get("src")):
        yield "<img> without alt or src"
    if name == "a" and "href" not in given and "aria-disabled" not in given:
        yield "<a> without href"
    if name == "time" and not DATE.fullmatch(given.get("datetime") or "".join(element.itertext())):
        yield f"<time datetime={given.get('datetime')!r}>"
    if name == "script" and given.get("type") in ("text/javascript", "application/javascript"):
        yield "<script> with a needless type"
    if given.get("role") == OWN_ROLES.get(name, " "):
        yield f"<{name}> has the role {given['role']!r} by itself"
    for attribute in OBSOLETE & set(given):
        if attribute != "name" or name not in WITH_NAME:
            yield f"<{name} {attribute}>"
    for attribute in ("lang", "hreflang"):
        if attribute in given and not re.fullmatch(r"[A-Za-z]{2,8}(-\w{1,8})*", given[attribute]):
            yield f"<{name} {attribute}={given[attribute]!r}>"
    if given.get("dir", "ltr") not in ("ltr", "rtl", "auto"):
        yield f"<{name} dir={given['dir']!r}>"
