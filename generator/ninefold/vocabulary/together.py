"""What headings name together that none of them names alone.

Who describes a company writes its name into every heading: "Netflix's Key Partners", "Airbnb
channels", "Canales de Rappi"; others ask: "Who are our key partners?". One such heading may be
anything. Several that say the same beside names of blocks are the headings of a canvas.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from ninefold.vocabulary.dress import key, undressed
from ninefold.vocabulary.names import ARTICLE, Name, names_in
from ninefold.vocabulary.table import Aliases, vocabulary

# So many blocks must stand beside the same words, and so many of them by telling names:
# "List customers", "List channels" are the headings of a manual.
_BLOCKS, _TELLING = 4, 2
_MOST_WORDS = 4
# A word; in Chinese and Japanese a possessor: "星巴克的".
_WORD = re.compile(r"\S+?(?:[的の](?=\S)|(?=\s|$))")
_POSSESSIVE = re.compile(r"['’`´]s?$")
_ASKED = re.compile(
    r"[¿\s]*(?:who|what|which|how|wer|was|welche[rs]?|wie|qui|que|quoi|quel(?:le)?s?|qui[eé]n(?:es)?"
    r"|qu[eé]|cu[aá]l(?:es)?|quem|qua(?:l|is)|chi|quali|cosa|wat|welke|vem|vilka|vad)\s+"
    r"(?:is|are|ist|sind|est|sont|es|son|é|são|è|sono|zijn|är)\s+"
    r"(?:your|their|its|ihre?|vos|votre|leurs?|tus?|sus?|jouw?|deras)?\s*(?P<name>[^?？]+)[?？]",
    re.IGNORECASE,
)


def named_together(titles: Sequence[str], aliases: Aliases = ()) -> dict[int, tuple[Name, ...]]:
    """Return what headings name, by their number, where the words beside names are the same."""
    found: dict[int, tuple[Name, ...]] = {}
    if len(titles) < _BLOCKS:
        return found
    known = vocabulary().names
    for rests in _without_shared_words(titles, aliases):
        if len(rests) < _BLOCKS:
            continue
        bare = [key(ARTICLE.sub("", rest, count=1)) for rest in rests.values()]
        if sum(words in known for words in bare) < _TELLING:
            continue  # before it is asked at length
        named = {i: names for i, rest in rests.items() if (names := names_in(rest, aliases))}
        blocks = {name.block for of in named.values() for name in of}
        telling = {name.block for of in named.values() for name in of if name.telling}
        if len(blocks) >= _BLOCKS and len(telling) >= _TELLING:
            found = named | found
    return found


def _without_shared_words(titles: Sequence[str], aliases: Aliases) -> Iterator[dict[int, str]]:
    """For the same words at the start or end of titles: what else each of them says.

    Only a title that names nothing alone, and begins or ends as names do, is worth a look.
    """
    asked = [
        (i, _ASKED.fullmatch(undressed(title)))
        for i, title in enumerate(titles)
        if "?" in title or "？" in title
    ]
    yield {i: ARTICLE.sub("", question["name"], count=1) for i, question in asked if question}
    unnamed = [
        _WORD.findall(undressed(title).casefold())
        for title in titles
        if not names_in(title, aliases)
    ]
    first, last = _edges()
    before = any(words[-1] in last for words in unnamed if words)
    after = any(words[0] in first for words in unnamed if words)
    if before or after:
        plain = [undressed(title) for title in titles]
        yield from _shared(plain, 1) if before else ()
        yield from _shared(plain, -1) if after else ()


def _shared(titles: Sequence[str], step: int) -> Iterator[dict[int, str]]:
    """The groups of titles that begin (step 1) or end (-1) alike, without what they share."""
    groups: defaultdict[tuple[str, ...], dict[int, str]] = defaultdict(dict)
    for i, title in enumerate(titles):
        words = list(_WORD.finditer(title))[::step]
        shared: tuple[str, ...] = ()
        for word, after in pairwise(words[: _MOST_WORDS + 1]):
            shared += (_POSSESSIVE.sub("", word[0].casefold()),)
            groups[shared][i] = title[after.start() :] if step > 0 else title[: after.end()]
    yield from groups.values()


@cache
def _edges() -> tuple[frozenset[str], frozenset[str]]:
    """The words with which names begin, and those with which they end."""
    words = [name.split() for name in vocabulary().names]
    return frozenset(name[0] for name in words), frozenset(name[-1] for name in words)
