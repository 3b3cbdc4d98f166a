"""Signs that a text is not finished yet. Shared by the rules on placeholders."""

from __future__ import annotations

import re

from ninefold.blocks import Block
from ninefold.canvas import Document
from ninefold.rules.passages import Prose

_FILLERS = re.compile(
    r"(?i:\b(?:tbd|tba|tbc|todo|to do|n/?a|fixme|xxx+|coming soon|placeholder|work in progress|wip"
    r"|to be (?:done|determined|defined|completed|added|written|confirmed)"
    r"|(?:your|insert|add|write) (?:text|content|answer|description)s? here)\b)"
    r"|\{\{[^{}]*\}\}|<[^<>]*>"
    r"|\[(?:[^\]^\w]*|(?i:(?:tbd|todo|insert|your|add|describe|fill|text|placeholder)[^\]]*))\]"
)
_SIGNS = re.compile(r"[?？؟\[{<]")
_SHORT = 120  # characters of a text without any of the signs
# Signs of placeholders, and of what is no prose, which may leave a long text short.
_TELLING = ("?", "[", "{", "<", "`", "#", "~", "|", "://", "www.", "？", "؟")
_ROW = re.compile(r"^[ \t]*\|.*\w", re.MULTILINE)  # of a table, which is no prose
_LOREM = re.compile(r"[-*_ ]*+lorem ipsum\b", re.IGNORECASE)


def may_be(document: Document) -> bool:
    """Whether a section may be one of `placeholders`, by its Markdown: sooner known."""
    sections = document.post.sections if document.post else ()
    return len(sections) != len(document.headings) or any(
        len(section.text.strip()) <= _SHORT
        or any(sign in section.text for sign in _TELLING)
        or _LOREM.match(section.text.lstrip())
        for section in sections
    )


def placeholders(prose: Prose, block: Block, start: int, end: int) -> bool:
    """Whether a section says something, but only what stands in for a text to come."""
    text = prose.text[start:end]
    if len(text) > 3000 or not (written := text.strip()):
        return False
    lorem = _LOREM.match(written)
    if not lorem and (len(written) > 400 or (len(written) > _SHORT and not _SIGNS.search(written))):
        return False
    if _ROW.search(prose.shown, start, end):
        return False
    if lorem:
        return True
    left = _FILLERS.sub(" ", written)
    if not any(char.isalnum() for char in left):
        return left != written or "..." in written or "…" in written
    lines = [line.strip(" \t\u00a0-*_>1234567890.)") for line in written.split("\n")]
    asked = [line for line in lines if line]
    if not asked:
        return False
    if all(line.endswith(("?", "？", "؟")) and "." not in line[:-1] for line in asked):
        # One or two words with a question mark may be a name.
        return any(line.count(" ") > 1 or not line.isascii() for line in asked)
    questions = {question.casefold().strip("?") for question in block.questions}
    return all(line.casefold().strip("?") in questions for line in asked)
