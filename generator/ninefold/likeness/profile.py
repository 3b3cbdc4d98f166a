"""Post -> Profile: the terms of each block, counted; what likeness is measured on.

Letters count, figures do not. Scripts written without spaces (Chinese, Japanese, Thai)
give their pairs of neighbouring characters. A term is a word of the canvas's language, any
form of it; two that stand side by side are kept as well, as names for what both mean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from ninefold.blocks import Block
from ninefold.canvas import Post
from ninefold.likeness.stems import stem
from ninefold.likeness.words import common

_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u093a-\u094f"
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTER = rf"(?:[^\W_{_UNSPACED}]|[{_MARKS}])"
_TOKEN = re.compile(rf"(?P<run>[{_UNSPACED}]+)|(?P<word>{_LETTER}+(?:['’]{_LETTER}+)?)")
# Addresses, marks of footnotes, tags, entities and fences' languages are no words.
_NO_TEXT = re.compile(
    r"https?://\S+|(?<=\])\([^)\n]*\)|\[\^[^\]\s]*\]|<[^<>]{0,300}>|&#?\w+;|^[`~]{3,}.*$",
    re.MULTILINE,
)
# What stands before a word inside a sentence.
_INSIDE = re.compile(r"[\w,;)] $|\w\n$")
_FIRST = re.compile(r"[\s-]")
_SHORTEST = 3
# Where every noun has a capital, none is told by it.
_CAPITALS = frozenset({"de"})


class Term(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A word in a text: its folded form, how often it stands there, and in which forms.

    The forms are as written, the most frequent first. A `general` one is never named alone;
    a `name` is written with a capital inside a sentence.
    """

    key: str
    count: int
    forms: tuple[str, ...]
    general: bool = False
    name: bool = False


class Used(NamedTuple):
    """A term of a canvas, how often it stands there, and whether it is a general one."""

    key: str
    times: int
    general: bool


class Phrase(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Two terms side by side, at least one of them not general; a `name` where both are."""

    first: str
    second: str
    count: int
    forms: tuple[str, ...]
    name: bool = False


class BlockTerms(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What one block says, in terms, in the order of the text; `words` counts all its words."""

    block: Block
    words: int
    terms: tuple[Term, ...]
    phrases: tuple[Phrase, ...] = ()


class Outline(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A canvas by its terms, as far as a whole library can be held in memory.

    `whole` are the terms of all blocks together; `labels` are industry and tags, which know no
    language.
    """

    slug: str
    language: str
    whole: tuple[Used, ...]
    labels: tuple[str, ...]


class Profile(Outline, frozen=True, array_like=True, gc=False):
    """The same block by block; `names` are the words of the company's own name."""

    blocks: tuple[BlockTerms, ...]
    names: tuple[str, ...]


class _Token(NamedTuple):
    key: str
    stop: bool
    general: bool
    text: str
    start: int
    end: int


def profile(post: Post) -> Profile:
    """Return the terms of a post. Pure; never raises for any text.

    The company's own name is none of them: it would set every canvas apart.
    """
    language = post.lang.partition("-")[0].lower()
    own = {
        t.key for name in (post.title, post.company) for t in _tokens(name, language) if not t.stop
    }
    texts = [_NO_TEXT.sub(" \x00 ", section.text) for section in post.sections]
    tokens = [list(_tokens(text, language)) for text in texts]
    written = {token.text for some in tokens for token in some if token.text[0].islower()}
    small = None if language in _CAPITALS else written
    blocks = tuple(
        _block(section.block, text, some, language, own, small)
        for section, text, some in zip(post.sections, texts, tokens, strict=True)
    )
    counts: Counter[str] = Counter()
    for block in blocks:
        for term in block.terms:
            counts[term.key] += term.count
    general = {term.key for block in blocks for term in block.terms if term.general}
    whole = tuple(Used(key, count, key in general) for key, count in sorted(counts.items()))
    labels = {f"tag:{tag.casefold()}" for tag in post.tags}
    labels.update(f"industry:{post.industry.casefold()}" for _ in post.industry[:1])
    named = tuple(sorted(labels))
    return Profile(post.slug, language, whole, named, blocks, tuple(sorted(own)))


def _block(
    block: Block,
    text: str,
    tokens: Sequence[_Token],
    language: str,
    own: Container[str],
    small: Container[str] | None,
) -> BlockTerms:
    forms: dict[str, list[str]] = {}
    phrases: dict[tuple[str, str], list[str]] = {}
    before: _Token | None = None
    for token in tokens:
        if token.stop or token.key in own:
            before = None
            continue
        forms.setdefault(token.key, []).append(token.text)
        if before and not (before.general and token.general) and before.key != token.key:
            written = _together(text, before, token)
            if written:
                phrases.setdefault((before.key, token.key), []).append(written)
        before = token
    general = {token.key for token in tokens if token.general}
    names = {token.key for token in tokens if _is_name(text, token, language)}
    return BlockTerms(
        block,
        len(tokens),
        tuple(
            Term(
                key,
                len(some),
                _ordered(some, None if key in names else small),
                key in general,
                key in names,
            )
            for key, some in forms.items()
        ),
        tuple(
            Phrase(
                *pair,
                len(some),
                _ordered(some, None if pair[0] in names else small),
                names.issuperset(pair),
            )
            for pair, some in phrases.items()
        ),
    )


def _tokens(text: str, language: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match.lastgroup == "word":
            yield _Token(*_read(match[0], language), match[0], start, end)
            continue
        for place in range(start, max(start, end - 2) + 1):
            pair = text[place : min(place + 2, end)]
            yield _Token(pair, False, False, pair, place, place + len(pair))


@lru_cache(maxsize=65536)
def _read(word: str, language: str) -> tuple[str, bool, bool]:
    """The folded form of a word, whether it is no term, and whether it is a general one."""
    lists = common(language)
    key = stem(word, language)
    short = len(word) < _SHORTEST and not (len(word) == 2 and word.isupper())
    stop = short or key in lists.stop or any(map(str.isdigit, key))
    return key, stop, lists.is_general(key)


def _is_name(text: str, token: _Token, language: str) -> bool:
    """Whether a word is written as a name."""
    if language in _CAPITALS or token.stop or not token.text[0].isupper():
        return False
    return (
        token.text.isupper()
        or _INSIDE.search(text, max(0, token.start - 40), token.start) is not None
    )


def _together(text: str, one: _Token, other: _Token) -> str:
    """The two words as written, where nothing but a space or hyphen parts them, else nothing."""
    between = text[one.end : other.start]
    if other.start <= one.end or between == "-" or (between.isspace() and "\n\n" not in between):
        return " ".join(text[one.start : other.end].split())
    return ""


def _ordered(forms: list[str], small: Container[str] | None) -> tuple[str, ...]:
    """Forms from the most frequent on; of equals, the one in small letters first.

    With `small`, all that stands in small letters in the canvas, a capital only begins a
    sentence: a form in small letters comes before all others, where the canvas has one.
    """
    begins = small is not None
    found = sorted(
        {*forms},
        key=lambda form: (
            begins and form[0].isupper(),
            -forms.count(form),
            form[0].isupper(),
            form,
        ),
    )
    first = found[0][0].lower() + found[0][1:]
    if small is not None and first != found[0] and _FIRST.split(first, maxsplit=1)[0] in small:
        return (first, *found)
    return tuple(found)
