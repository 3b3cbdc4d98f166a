"""How much room words take, and where lines break, without a font to measure by.

A picture is shown in whatever sans serif its reader has. So widths are those of DejaVu Sans,
one of the widest in common use (its advance widths in thousandths of the type's size): in a
narrower one, lines end sooner, and in no usual one do they leave their cell. Letters of other
scripts count by class: a full square in East Asia, nothing for marks that combine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

ELLIPSIS = "…"
BOLD = 1.12  # how much wider bold letters are

_WIDTHS = {
    letter: width
    for width, letters in (
        (278, "ijl'|"),
        (295, "IJ"),
        (318, " .,’‘،؛"),
        (352, "f:;/\\!·\u00a0"),
        (400, '()[]{}rt-‐‑"“”„'),
        (500, "–_"),
        (525, "szc°"),
        (580, "kTxvy"),
        (636, "0123456789abdeghnopquLFPSYE$€£?*#~=+<>^«»ßــ"),
        (700, "ABCKRVXZUN"),
        (790, "DGHOQ&wM"),
        (950, "m%"),
        (1000, "W—…@"),
    )
    for letter in letters
}
_OTHER = {"Mn": 0, "Me": 0, "Cf": 0, "Cc": 0, "Lo": 700, "Lu": 780, "Lt": 780}
_IDEOGRAPH = r"[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]"
# What stays together on a line: a word with the spaces behind it, or one East Asian sign
# with the closing signs after it, which may not begin a line.
_PIECE = re.compile(
    rf"{_IDEOGRAPH}[、。，．：；？！」』）】〉》〕ー々]*\s*|[^\s\u2e80-\u9fff]+\s*|\S\s*"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """What a line cannot break inside: its text, its width in ems, and that with the space."""

    text: str
    width: float
    advance: float


def width(text: str) -> float:
    """Return the width of a text in ems."""
    return sum(map(_letter, text)) / 1000


@lru_cache(maxsize=4096)
def _letter(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if "\u0600" <= letter <= "\u06ff" and letter.isalpha():
        return 620
    if unicodedata.east_asian_width(letter) in "WF":
        return 1000
    plain = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(plain) or _OTHER.get(unicodedata.category(letter), 660)


@lru_cache(maxsize=8192)
def _piece(text: str) -> Piece:
    word = text.rstrip()
    return Piece(word, width(word), width(word) + (0.318 if word != text else 0))


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text."""
    return tuple(_piece(found) for found in _PIECE.findall(text.strip()))


def lines(words: Sequence[Piece], room: float) -> list[str]:
    """Return the lines in which pieces fit into a width, given in ems.

    A piece that is wider than the line is broken where the line ends.
    """
    done: list[str] = []
    line, used, spaced = "", 0.0, False
    for piece in (part for word in words for part in _broken(word, room)):
        if line and used + piece.width > room:
            done.append(line)
            line, used, spaced = "", 0.0, False
        line += f" {piece.text}" if spaced else piece.text
        used += piece.advance
        spaced = piece.advance > piece.width
    return [*done, line] if line else done


def ended(line: str, room: float) -> str:
    """Return a line that says, with an ellipsis, that the text goes on; it fits the width."""
    kept = line
    while kept and width(kept) + 1 > room:
        shorter = kept.rpartition(" ")[0]
        kept = shorter or kept[:-1]
    return kept.rstrip(" ,;:–—-.،؛") + ELLIPSIS


def _broken(piece: Piece, room: float) -> Iterator[Piece]:
    if piece.width <= room:
        yield piece
        return
    start, used = 0, 0.0
    for index, letter in enumerate(piece.text):
        one = width(letter)
        if index > start and used + one > room:
            yield Piece(piece.text[start:index], used, used)
            start, used = index, 0.0
        used += one
    yield Piece(piece.text[start:], used, used + piece.advance - piece.width)
