"""The pieces of a post's body, and each of them as Markdown that cannot be misread.

The renderer has a Markdown parser of its own. `markdown` writes every chunk so that this
parser takes it for what the scanner took it for, whatever stands around it.
"""

from __future__ import annotations

import html
import re
from enum import Enum

import msgspec

from ninefold.source import Span

# A line that is an ATX heading wherever it stands at the margin.
HASHES = r"\#{1,6}(?=\s|$)"
# The elements that make a block of HTML at the start of a line. The renderer knows the
# first group; the second it takes for part of a paragraph unless told otherwise.
_KNOWN_TAGS = (
    "address|article|aside|blockquote|body|canvas|center|colgroup|dd|details|div|dl|dt|fieldset|"
    "figcaption|figure|footer|form|group|h[1-6]|header|hgroup|hr|html|iframe|legend|li|main|map|"
    "math|menu|nav|noscript|object|ol|option|output|p|pre|progress|script|section|style|summary|"
    "table|tbody|td|textarea|tfoot|th|thead|tr|ul|video"
)
_FURTHER_TAGS = "caption|col|dialog|dir|frame|frameset|head|link|optgroup|select|svg|template|title"
BLOCK_TAGS = f"{_KNOWN_TAGS}|{_FURTHER_TAGS}"
# What makes a whole tag of its name. No attribute holds an angle bracket, so that looking
# for one at every bracket of a text takes no longer than reading it.
TAG_END = (
    r"""(?:\s++[A-Za-z_:@][\w:.@-]*+(?:\s*=\s*(?:"[^<>"]*"|'[^<>']*'|[^\s"'=<>`]++))?)*\s*/?>"""
)
# Text shown as code, on one line; its marks are the first group.
CODE = r"(?<!`)(`++)[^\n]{1,300}?(?<!`)\1(?!`)"

_VOID_TAGS = frozenset(
    ("area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "wbr")
)
_CODE_OR_COMMENT = re.compile(rf"{CODE}|<!--.*?-->", re.DOTALL)
_TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9-]*){TAG_END}")
_NO_TAG = rf"<(?!/?[A-Za-z][A-Za-z0-9-]*{TAG_END})"
_LONE_BRACKET = re.compile(rf"{_NO_TAG}|(?<=--)>")
_CODE_OR_LONE_TAG = re.compile(rf"{CODE}|{_NO_TAG}(?=/?[A-Za-z])(?![^\s<>]+>)", re.DOTALL)
_KNOWN = re.compile(rf"\s*<(?:{_KNOWN_TAGS}){TAG_END}", re.IGNORECASE)
# What the scanner took for plain text, though the renderer might see more in it.
_TELLING = re.compile(
    rf"^(?P<indent>[ ]{{0,3}})(?:(?P<hashes>{HASHES})|(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})|"
    rf"<(?=[!?]|(?:{BLOCK_TAGS})(?:[\s/>]|$)))",
    re.MULTILINE | re.IGNORECASE,
)


class Kind(Enum):
    """What a chunk of a post's body is."""

    TEXT = "text"
    HEADING = "heading"
    FENCE = "fence"
    HTML = "html"
    COMMENT = "comment"
    DEFINITION = "definition"
    NOTE = "note"


class Chunk(msgspec.Struct, frozen=True):
    """A run of whole lines of one kind.

    `level` and `title` are a heading's (1 to 6, and its text without the marks); `label`
    is the name of a footnote's or link's definition. `content` stands in place of the
    source's own text where a section's Markdown was made from an item or a table's cell.
    """

    kind: Kind
    span: Span
    level: int = 0
    title: str = ""
    label: str = ""
    content: str | None = None


def markdown(text: str, chunk: Chunk, level: int = 0) -> str:
    """Return a chunk as Markdown that the renderer reads exactly as the scanner did.

    `level` is the level at which a heading is to be shown; 0 keeps its own. Comments are
    the author's own and are left out.
    """
    body = text[chunk.span.start : chunk.span.end] if chunk.content is None else chunk.content
    if chunk.kind is Kind.TEXT:  # most are
        return _plain(body)
    match chunk.kind:
        case Kind.HEADING:
            title = _without_lone_tags(re.sub(r"(\#+)$", r"\\\1", chunk.title))
            return f"\n\n{'#' * (level or chunk.level)} {title}\n\n" if chunk.title else "\n\n"
        case Kind.FENCE:
            return f"\n\n{_plain_fence(body)}\n\n"
        case Kind.HTML:
            return f"\n\n{_contained(body)}\n\n"
        case Kind.COMMENT:
            return "\n\n"
        case _:
            return body


def _plain(body: str) -> str:
    """A text in which no line is a heading, a fence or a block of HTML."""
    if "\x02" in body or "\x03" in body:  # the renderer's own marks, which it takes out
        body = body.replace("\x02", "").replace("\x03", "")
    if "<" in body:
        body = without_comments(body)
    if "#" in body or "<" in body or "`" in body or "~" in body:
        body = _TELLING.sub(_told, body)
    return _without_lone_tags(body)


def _without_lone_tags(text: str) -> str:
    """A text in which no bracket begins a tag that does not end: it would take in what follows."""
    if "<" not in text:
        return text
    return _CODE_OR_LONE_TAG.sub(lambda found: found[0] if found[1] else "&lt;", text)


def without_comments(text: str) -> str:
    """Return a text without its HTML comments; one that is shown as code is none."""
    end = text.rfind("-->")
    if end < 0:
        return text
    line_end = text.find("\n", end)  # beyond it no search finds an end
    head, tail = (text[:line_end], text[line_end:]) if line_end >= 0 else (text, "")
    return _CODE_OR_COMMENT.sub(lambda found: found[0] if found[1] else "", head) + tail


def _told(found: re.Match[str]) -> str:
    if found["hashes"]:
        return f"{found['indent']}\\{found['hashes']}"
    if fence := found["fence"]:
        return f"{found['indent']}{f'&#{ord(fence[0])};' * len(fence)}"
    return f"{found['indent']}&lt;"


def _plain_fence(body: str) -> str:
    """The fence at the margin, under marks longer than any inside it."""
    lines = body.strip("\n").split("\n")
    indent = len(lines[0]) - len(lines[0].lstrip(" "))
    opening = lines[0].strip()
    language = re.match(r"[`~]+[ \t]*([\w+#.-]*)", opening)
    inner = [line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in lines[1:-1]]
    longest = max((len(run) for run in re.findall(r"[`~]{3,}", "\n".join(inner))), default=2)
    marks = opening[0] * max(3, longest + 1)
    return "\n".join([f"{marks}{language[1] if language else ''}", *inner, marks])


def _contained(body: str) -> str:
    """A block of HTML that ends where it ends: every tag in it is whole, opened and closed."""
    body = without_comments(body).strip()
    body = _LONE_BRACKET.sub(lambda found: html.escape(found[0]), body)
    unclosed: list[str] = []

    def kept(tag: re.Match[str]) -> str:
        name = tag[2].lower()
        if not tag[1]:
            if name not in _VOID_TAGS and not tag[0].endswith("/>"):
                unclosed.append(name)
        elif name in unclosed:
            while unclosed.pop() != name:
                pass
        else:
            return ""
        return tag[0]

    body = _TAG.sub(kept, body) + "".join(f"</{name}>" for name in reversed(unclosed))
    return body if _KNOWN.match(body) else f"<div>{body}</div>"
