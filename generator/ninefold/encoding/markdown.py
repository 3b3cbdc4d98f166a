"""Markdown that anyone may render: its HTML and its addresses do nothing, whoever reads them.

Many renderers pass HTML and every address on as they are. So only tags that format text, with
attributes that say nothing of looks or deeds, stay in a text that is handed on, and addresses
lead to the web, to mail or within the site. What is shown as code stays as it is.
"""

from __future__ import annotations

import html
import re

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
# A fence, code on one line, or a bracket that may begin something.
_PIECE = re.compile(
    r"(?P<code>^(?P<fence>`{3,}|~{3,})[^`\n]*\n(?:.*\n){0,400}?(?P=fence)[ \t]*$"
    r"|(?<![`\\])(?P<ticks>`++)[^\n`]{1,300}(?P=ticks)(?!`))|<(?=[A-Za-z/!?])",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"(\]\(\s*<?|\[(?!\^)[^\[\]\n]{1,300}\]:\s*<?)([^\s<>()]+)")
_WEB = ("http", "https", "mailto")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff\\]")


def harmless(text: str) -> str:
    """Return a text of which nothing acts, whatever renders it."""
    if "<" in text:
        text = _PIECE.sub(lambda found: found[0] if found["code"] else _bracket(found), text)
    return _ADDRESS.sub(lambda found: found[1] + address(found[2]), text)


def address(written: str) -> str:
    """Return an address as it is written if it leads to the web or to mail, or names no way."""
    plain = _INVISIBLE.sub("", html.unescape(written))
    scheme = _SCHEME.match(plain)
    acts = scheme and plain[scheme.end() :] and scheme[1].lower() not in _WEB
    return "#" if acts else written


def _bracket(found: re.Match[str]) -> str:
    return "<" if _PASSES.match(found.string, found.start()) else "&lt;"
