"""Markdown that anyone may render: its HTML and its addresses do nothing, whoever reads them.

Many renderers pass HTML and every address on as they are, and no two agree on what is code. So
only tags that format text, with attributes that say nothing of looks or deeds, stay in a text
that is handed on, in code as anywhere; addresses lead to the web, to mail or within the site; and
no braces give an element attributes, as they do for Python-Markdown, Pandoc and kramdown.
"""

from __future__ import annotations

import html
import re

from ninefold.encoding.xml import FORBIDDEN

_TAGS = (
    "abbr|b|blockquote|br|caption|cite|code|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|"
    "h[1-6]|hr|i|ins|kbd|li|mark|ol|p|pre|q|s|small|span|strong|sub|summary|sup|table|tbody|td|"
    "tfoot|th|thead|tr|ul"
)
_VALUE = r"""(?:"[^"<>&]*"|'[^'<>&]*'|[\w-]+)"""
_PASSES = re.compile(
    rf"""</?(?:{_TAGS}|a)\s*/?>
      | <(?:{_TAGS})(?:\s+(?:align|colspan|dir|lang|rowspan|scope|start|value)={_VALUE})+\s*/?>
      | <a\s+href=(?:"https?://[^"<>\s]*"|'https?://[^'<>\s]*')\s*>
      | <(?:https?://|mailto:)[^\s<>]*>
      | <[\w.+-]+@[\w.-]+>""",
    re.VERBOSE | re.IGNORECASE,
)
# Text shown as code, or a bracket that may begin something: behind a table Python-Markdown moves
# entities to the end, so that what stood around one comes together.
_PIECE = re.compile(
    r"(?P<code>^(?P<fence>`{3,}|~{3,})[^`\n]*\n(?:.*\n){0,400}?(?P=fence)[ \t]*$"
    r"|(?<![`\\])(?P<ticks>`++)[^\n`]{1,300}(?P=ticks)(?!`))|<(?=[A-Za-z/!?<&])",
    re.MULTILINE,
)
_BEGINS = re.compile(r"<(?=[A-Za-z/!?<&])")
# Where a link, or the definition of one or of a footnote, leads.
_ADDRESS = re.compile(r"(?P<way>\][(:][\s>]*+<?+\s*+)(?P<to>(?:(?!\][(:])[^\s<>()])+)")
_NOTE = re.compile(r"\[\^[^\[\]\n]{1,300}\Z")
_WEB = ("http", "https", "mailto")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff\\]")
_BRACES = re.compile(r"^.*?(\{.*)$", re.MULTILINE)
_MARKED = re.compile(r"\{[ \t]*[:#.]")
_SIGN = re.compile(r"([\\`*_\[\]>#|{]|&(?=#?\w{1,32};))")


def harmless(text: str) -> str:
    """Return a text of which nothing acts, whatever renders it."""
    text = FORBIDDEN.sub("", text)  # taken out later, they would join what they part
    if "{" in text:
        text = _BRACES.sub(_plain, text)
    if "<" in text:
        text = _PIECE.sub(_calm, text)
    if "](" in text or "]:" in text:
        text = _ADDRESS.sub(_led, text)
    return text


def words(text: str) -> str:
    """Return a text as Markdown that is nothing but text: no mark of it means anything."""
    # Some look for HTML before they look for a backslash.
    return _SIGN.sub(r"\\\1", text).replace("<", "&lt;")


def address(written: str) -> str:
    """Return an address as it is written if it leads to the web or to mail, or names no way."""
    return "#" if _acts(written) else written


def _acts(written: str) -> bool:
    plain = _INVISIBLE.sub("", html.unescape(written))
    scheme = _SCHEME.match(plain)
    return bool(scheme and plain[scheme.end() :] and scheme[1].lower() not in _WEB)


def _led(found: re.Match[str]) -> str:
    to, start = found["to"], found.start()
    if not _acts(to):
        return found[0]
    if ":" in to and "&" not in to and _NOTE.search(found.string, max(0, start - 302), start):
        # Words, unless somebody knows no footnotes; to them two words are no address.
        return found["way"] + to.replace(":", ": ")
    return f"{found['way']}#"


def _calm(found: re.Match[str]) -> str:
    # In code an entity would be shown as it is written; a space makes text of a bracket, too.
    return _BEGINS.sub(_apart, found[0]) if found["code"] else _bracket(found, "&lt;")


def _apart(found: re.Match[str]) -> str:
    return _bracket(found, "< ")


def _bracket(found: re.Match[str], instead: str) -> str:
    return "<" if _PASSES.match(found.string, found.start()) else instead


def _plain(found: re.Match[str]) -> str:
    """A line whose braces say nothing, if they say attributes of what stands before them."""
    says = "=" in found[1] or _MARKED.search(found[1])
    return found[0].replace("{", "&#123;") if says else found[0]
