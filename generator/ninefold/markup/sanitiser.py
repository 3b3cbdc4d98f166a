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

from ninefold.encoding.xml import escaped

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details"),
    *("dfn", "div", "dl", "dt", "em", "figcaption", "figure", "hr", "i"),
    *("img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "span", "strong"),
    *("sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_INLINE = {
    *("a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s"),
    *("small", "span", "strong", "sub", "sup"),
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
# nh3 writes every attribute between double quotes, in which a ">" may stand.
_REST = r'(?:[^>"]|"[^"]*")*>'
_LINK_OR_IMAGE = re.compile(rf"<(?:a|(/)a|(img))\b{_REST}")
_SRC = re.compile(r'\ssrc="([^"]*)"')
_ALT = re.compile(r'\salt="([^"]*)"')
_ELSEWHERE = re.compile(r"[A-Za-z]+:")
_ALIGN = re.compile(r'(<t[hd]\b(?:[^>"]|"[^"]*")*?) align="(left|right|center)"')
_ALIGN_CLASS = {"left": "start", "right": "end", "center": "middle"}
_TABLE = re.compile(rf"<table\b{_REST}")
_HEADING = re.compile(rf"<(/?)h([1-6])\b({_REST})")
_MARK = re.compile(
    r'<sup (?:class="source"|id="fnref[^"]*")>.*?</sup>|\s*<a href="#fnref[^>]*>↩</a>', re.DOTALL
)
_TAG = re.compile(rf"<(?:/?(?P<inline>{'|'.join(sorted(_INLINE))})\b)?{_REST}")


@dataclass(frozen=True, slots=True)
class Html:
    """A fragment of HTML that is safe to put into a page as it is."""

    text: str

    def __html__(self) -> str:
        """Return the fragment; Jinja calls this instead of escaping it."""
        return self.text


def sanitised(
    made: str, address: Callable[[str], str | None], prefix: str = "", top: int = 3
) -> str:
    """Return HTML of which only what is harmless is left.

    `address` says where an address in `href` or `src` leads, or None to leave it out; ids
    pass only under `prefix`, so that no post takes one that the page uses. `top` is the
    level of the highest headings that the place of the fragment allows.
    """

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name in ("href", "src"):
            return address(value)
        if name == "id":
            return value if is_note(value, prefix) else None
        return value

    clean = nh3.clean(
        made,
        tags=_TAGS | {f"h{level}" for level in range(top, 7)},
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        attribute_filter=attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    if "<h" in clean:
        clean = _without_skipped_levels(clean, top)
    if "<img" in clean:
        clean = _with_images_of_the_site(clean)
    if "<t" in clean:
        clean = _ALIGN.sub(lambda m: f'{m[1]} class="{_ALIGN_CLASS[m[2]]}"', clean)
        clean = _TABLE.sub(r'<div class="table" role="group" tabindex="0">\g<0>', clean)
        clean = clean.replace("</table>", "</table></div>")
    return clean


def as_written(text: str) -> Html:
    """Return a text as paragraphs in which every mark stands as it is."""
    parts = (part.strip("\n") for part in text.split("\n\n"))
    return Html("\n".join(f"<p>{escaped(part)}</p>" for part in parts if part.strip()))


def _without_skipped_levels(clean: str, top: int) -> str:
    """The HTML with its headings moved so that the first is at `top` and none skips a level.

    Those of Markdown come so from the scanner; those of HTML in a post are as written.
    """
    stack: list[int] = []

    def moved(match: re.Match[str]) -> str:
        level = int(match[2])
        if not match[1]:
            while stack and stack[-1] >= level:
                stack.pop()
            stack.append(level)
        return f"<{match[1]}h{min(6, top - 1 + len(stack))}{match[3]}"

    return _HEADING.sub(moved, clean)


def is_note(anchor: str, prefix: str) -> bool:
    """Whether an id is one that our footnotes make, in the fragment of that name."""
    return re.fullmatch(rf"fn(?:ref\d*)?-{re.escape(prefix)}-\d+", anchor) is not None


def _with_images_of_the_site(clean: str) -> str:
    """The HTML with a link for each image elsewhere, and its text for each that is broken.

    An image elsewhere would tell that host who reads the page.
    """
    inside_link = False

    def shown(match: re.Match[str]) -> str:
        nonlocal inside_link
        if not match[2]:
            inside_link = not match[1]
            return match[0]
        src, alt = _SRC.search(match[0]), _ALT.search(match[0])
        if src and not _ELSEWHERE.match(src[1]):
            return match[0]
        text = alt[1] if alt else ""
        if src and not inside_link:
            return f'<a href="{src[1]}">{text or src[1]}</a>'
        return text

    return _LINK_OR_IMAGE.sub(shown, clean)


def text_of(fragment: str) -> str:
    """Return the text of sanitised HTML, with its spaces folded.

    Where a block ends, so does a word; where an inline element does, it may go on.
    """
    spaced = _TAG.sub(lambda tag: "" if tag["inline"] else " ", fragment)
    return " ".join(html.unescape(spaced).split())


def prose_of(fragment: Html) -> str:
    """Return the text of a fragment without the marks that lead to sources and footnotes."""
    return text_of(_MARK.sub("", fragment.text)) if fragment.text else ""
