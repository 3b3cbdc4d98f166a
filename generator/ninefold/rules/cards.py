"""What rules across posts know of each: a card. Posts themselves are too large to hold them all.

Of the long sentences a card holds a checksum and the beginning, which tell together whether
two are the same, and are enough to quote one.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from zlib import crc32

import msgspec

from ninefold.blocks import BLOCKS, Block
from ninefold.canvas import Fact, Post

LONG = 60  # characters: a sentence that is no longer may stand anywhere
_QUOTED = 59
_EDGES = ' \t\u00a0-*+>#_."“”'
_MARKS = re.compile(r"\[\^[^\]\s]*\]")
_NUMBERS = {block: str(number) for number, block in enumerate(BLOCKS)}


class Card(msgspec.Struct, frozen=True):
    """A post without its text.

    `checksums` are those of its long sentences, four bytes each; `beginnings` has a line for
    each of them: the number of its block, and how it begins.
    """

    path: str
    slug: str
    company: str
    title: str = ""
    as_of: str = ""
    lang: str = ""
    draft: bool = False
    facts: tuple[Fact, ...] = ()
    compare: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    checksums: bytes = b""
    beginnings: str = ""

    def long_sentences(self) -> Iterator[tuple[int, str, Block]]:
        """Yield checksum, beginning and block of each long sentence."""
        lines = self.beginnings.split("\n")
        for checksum, line in zip(array("I", self.checksums), lines, strict=False):
            yield checksum, line[1:], BLOCKS[int(line[0])]


def card_of(post: Post) -> Card:
    """Return the card of a post."""
    checksums, lines = array("I"), []
    for section in post.sections:
        number = _NUMBERS[section.block]
        for sentence in _sentences(section.text):
            checksums.append(crc32(sentence.encode()))
            lines.append(number + sentence[:_QUOTED])
    return Card(
        post.path,
        post.slug,
        post.company,
        post.title,
        post.as_of,
        post.lang,
        post.draft,
        post.facts,
        post.compare,
        post.targets,
        checksums.tobytes(),
        "\n".join(lines),
    )


def _sentences(text: str) -> Iterator[str]:
    """The long sentences, cut at full stops alone: what counts is that all are cut alike."""
    for line in (_MARKS.sub("", text) if "^" in text else text).split("\n"):
        if len(line) > LONG:
            for piece in line.split(". "):
                if len(piece) > LONG:
                    sentence = piece.strip(_EDGES)
                    if len(sentence) > LONG and sentence[-1] != ":":
                        yield sentence
