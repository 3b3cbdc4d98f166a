"""The one door to unescaped HTML: what of a fragment may pass, and where it may lead.

nh3 (a wrapper of the Ammonia sanitiser) does the work: only the elements and attributes
named here pass, addresses lead where the caller says, and images come from the site alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

import nh3

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details"),
    *("dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h3", "h4", "h5", "h6", "hr", "i"),
    *("img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "span", "strong"),
    *("sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_ATTRIBUTES = {
    "*": {"dir", "id", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt"},
    "li": {"value"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
}
_CLASSES = {"div": {"footnote"}, "sup": {"source"}}
_BROKEN_IMAGE = re.compile(r"<img\b(?![^>]*\ssrc=)[^>]*>")
_REMOTE_IMAGE = re.compile(r'<img\b[^>]*?\ssrc="(https?://[^"]*)"[^>]*>')
_ALT = re.compile(r'\salt="([^"]*)"')
_ALIGN = re.compile(r'(<t[hd][^>]*?) align="(left|right|center)"')
_ALIGN_CLASS = {"left": "start", "right": "end", "center": "middle"}
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Html:
    """A fragment of HTML that is safe to put into a page as it is."""

    text: str

    def __html__(self) -> str:
        """Return the fragment; Jinja calls this instead of escaping it."""
        return self.text


def sanitised(made: str, address: Callable[[str], str | None], prefix: str = "") -> str:
    """Return HTML of which only what is harmless is left.

    `address` says where an address in `href` or `src` leads, or None to leave it out; ids
    pass only under `prefix`, so that no post takes one that the page uses.
    """

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name in ("href", "src"):
            return address(value)
        if name == "id":
            return value if is_note(value, prefix) else None
        return value

    clean = nh3.clean(
        made,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        attribute_filter=attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    if "<img" in clean:
        clean = _REMOTE_IMAGE.sub(_image_as_link, clean)
        clean = _BROKEN_IMAGE.sub(lambda match: _alt(match[0]), clean)
    if "<t" in clean:
        clean = _ALIGN.sub(lambda m: f'{m[1]} class="{_ALIGN_CLASS[m[2]]}"', clean)
        clean = clean.replace("<table>", '<div class="table" role="group" tabindex="0"><table>')
        clean = clean.replace("</table>", "</table></div>")
    return clean


def is_note(anchor: str, prefix: str) -> bool:
    """Whether an id is one that our footnotes make, in the fragment of that name."""
    return re.fullmatch(rf"fn(?:ref\d*)?-{re.escape(prefix)}-\d+", anchor) is not None


def _alt(tag: str) -> str:
    alt = _ALT.search(tag)
    return alt[1] if alt else ""


def _image_as_link(match: re.Match[str]) -> str:
    """An image elsewhere would tell that host who reads the page: link to it instead."""
    return f'<a href="{match[1]}">{_alt(match[0]) or match[1]}</a>'


def text_of(fragment: str) -> str:
    """Return the text of sanitised HTML, with its spaces folded."""
    return " ".join(html.unescape(_TAG.sub("", fragment)).split())
