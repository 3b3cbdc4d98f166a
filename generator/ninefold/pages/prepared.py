"""A canvas prepared for comparisons in the browser: `compare.json`, a file a canvas.

It holds what `comparison` works on, so that a script has but to add and multiply whole
numbers, and to lay out. Weights, terms, dates and figures are all made here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ninefold import comparison, routes
from ninefold.blocks import BLOCKS
from ninefold.canvas import Post
from ninefold.comparison import Sheet, one_form
from ninefold.comparison.sheet import Named, Part
from ninefold.encoding.jsontext import json_text
from ninefold.encoding.xml import encoded
from ninefold.languages import Phrasebook
from ninefold.markup import Html, sentences, tree
from ninefold.pages.ground import Entry, Ground, called
from ninefold.pages.page import MadeFrom, Page
from ninefold.pages.parts import Card, FactLine
from ninefold.pages.series import Series, series


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """What the file says; `words` are numbers, dates and figures as the site writes them.

    `dated` are the quantities of a company over its dates; with one date alone there are
    none, and no sentences to be compared.
    """

    card: Card
    company: str
    called: str
    sheet: Sheet
    texts: tuple[Html | None, ...]
    facts: tuple[FactLine, ...]
    words: tuple[str, ...]
    dates: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str, str], ...]
    newest: str
    has_dates: bool
    dated: tuple[Series, ...]

    def written(self) -> bytes:
        """Return the file."""
        # A copy, so that what is worked out here does not live as long as the plan.
        card, sheet = self.card, replace(self.sheet)
        parts = sheet.parts
        keys = [used.key for used in self.sheet.profile.whole]
        index = {key: place for place, key in enumerate(keys)}
        quiet = [index[key] for key in index.keys() - sheet.telling]
        told: dict[str, Any] = {
            "title": card.title,
            "company": self.company,
            "as_of": card.as_of,
            "lang": card.lang,
            "dir": card.dir,
            "called": self.called,
            "summary": card.summary,
            "fills": card.fills,
            "counts": self.words,
            "newest": self.newest,
            "dates": dict(self.dates),
            "facts": list(self._facts()),
            "texts": [tree(html) if html else None for html in self.texts],
            "language": self.sheet.profile.language,
            "terms": keys,
            "quiet": sorted(quiet),
            "names": self.sheet.profile.names,
            "parts": [_part(parts.get(block), index) for block in (*BLOCKS, None)],
        }
        if self.has_dates:
            told["sentences"] = [list(map(_pieces, _said(html))) for html in self.texts]
            told["series"] = [self._series(one) for one in self.dated]
        return encoded(json_text(told) + "\n")

    def _facts(self) -> Iterator[list[Any]]:
        shown = self._shown()
        for fact in self.facts:
            key = f"{one_form(fact.name)}\n{one_form(fact.unit)}"
            stated = (fact.name, fact.value, fact.unit, fact.as_of, fact.source)
            yield [key, *stated, shown[fact.value, fact.unit], comparison.is_share(fact.unit)]

    def _shown(self) -> dict[tuple[str, str], str]:
        return {(value, unit): text for value, unit, text in self.figures}

    def _series(self, one: Series) -> dict[str, Any]:
        dates, shown, drawn = dict(self.dates), self._shown(), one.line
        return {
            "key": f"{one_form(one.name)}\n{one_form(one.unit)}",
            "points": [[dates[date], shown[value, one.unit]] for date, value in one.points],
            "box": [drawn.width, drawn.height],
            "zero": drawn.zero,
            "path": drawn.path,
            "at": drawn.points,
        }


def plan(entry: Entry, ground: Ground) -> Iterator[Page]:
    """Plan the file of a canvas."""
    view = ground.later(partial(_view, entry, ground), *made_from(entry, ground))
    yield Page(routes.twin(entry.post.slug, "compare.json"), "", view)


def made_from(entry: Entry, ground: Ground) -> MadeFrom:
    """Return the canvas, what stands for it in comparisons, and the facts of all its dates."""
    known = [entry.key, ground.collated.keys.get(entry.post.slug, b"")]
    return known, [(date.as_of, date.facts) for date in ground.site.dates(entry.post)]


def _view(entry: Entry, ground: Ground) -> PreparedFile:
    post, card, phrases, site = entry.post, entry.card, ground.phrases, ground.site
    company = site.dates(post)
    facts = tuple(entry.line(fact) for fact in post.facts)
    dated = _dated(company) if len(company) > 1 else ()
    newest = comparison.newest(post)
    dates = {card.as_of, newest, *(fact.as_of for fact in facts)}
    dates.update(date for one in dated for date, _ in one.points)
    described = sum(words is not None for words in entry.lengths)
    counts = (described, entry.words, len(post.facts), len(post.sources))
    return PreparedFile(
        card,
        post.company.casefold(),
        called(entry.name, phrases),
        comparison.sheet(site.profiles[post.slug], site.weights),
        entry.texts,
        facts,
        tuple(phrases.number(count) for count in counts),
        tuple((date, phrases.date(date)) for date in sorted(dates - {""})),
        tuple(_figures(facts, dated, phrases)),
        newest,
        len(company) > 1,
        dated,
    )


def _dated(company: Sequence[Post]) -> tuple[Series, ...]:
    """All quantities that a company states for two dates or more."""
    facts = [post.facts for post in company]
    return series(company, comparison.fact_rows(facts, change=True))


def _figures(
    facts: Sequence[FactLine], dated: Sequence[Series], phrases: Phrasebook
) -> Iterator[tuple[str, str, str]]:
    stated = [(fact.value, fact.unit) for fact in facts]
    drawn = [(value, one.unit) for one in dated for _, value in one.points]
    for value, unit in dict.fromkeys((*stated, *drawn)):
        yield value, unit, phrases.figure(value, unit)


def _part(part: Part | None, index: Mapping[str, int]) -> dict[str, Any] | None:
    """A part in short: terms by their numbers, and what is named of it by place."""
    if part is None:
        return None
    terms = list(part.vector)
    spots: dict[tuple[str, ...], int] = {(key,): place for place, key in enumerate(terms)}
    spots.update({keys: -1 - place for place, keys in enumerate(part.phrases)})
    return {
        "words": part.words,
        "terms": [[index[key], part.vector[key], *_named(part.terms.get(key))] for key in terms],
        "phrases": [
            [*(index[key] for key in keys), *_named(named)] for keys, named in part.phrases.items()
        ],
        "own": [spots[named.keys] for named in part.own],
    }


def _named(named: Named | None) -> list[Any]:
    return [named.words, *named.forms] if named else []


def _said(html: Html | None) -> tuple[str, ...]:
    return sentences(html) if html else ()


def _pieces(sentence: str) -> list[Any]:
    return [list(comparison.pieces_of(sentence)), " ".join(comparison.words_of(sentence))]
