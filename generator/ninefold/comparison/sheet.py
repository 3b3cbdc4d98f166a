"""A canvas ready to be compared: its terms with their weights, worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ninefold.blocks import Block
from ninefold.likeness import BlockTerms, Phrase, Profile, Term, Weights, weighed


class Named(NamedTuple):
    """A term of one word or two that may be named: its forms, its words, its place.

    `telling` are those of its words that may be named alone.
    """

    keys: tuple[str, ...]
    telling: tuple[str, ...]
    forms: tuple[str, ...]
    words: int
    place: int


@dataclass(frozen=True, slots=True)
class Part:
    """A block ready to be compared: the weights of its terms, and what may be named of it.

    `square` is the sum of the squared weights; `own` are the terms that would set it apart,
    the weightiest first.
    """

    words: int
    vector: Mapping[str, int]
    square: int
    terms: Mapping[str, Named]
    phrases: Mapping[tuple[str, str], Named]
    own: tuple[Named, ...]


@dataclass(frozen=True)
class Sheet:
    """A canvas ready to be compared: its terms, and how rare each is, in the order of `whole`.

    Terms of a rarity below `least` may not be named alone.
    """

    profile: Profile
    rarities: tuple[int, ...]
    least: int

    @cached_property
    def rarity(self) -> Mapping[str, int]:
        """The rarity of each term."""
        keys = (used.key for used in self.profile.whole)
        return dict(zip(keys, self.rarities, strict=True))

    @cached_property
    def whole(self) -> Mapping[str, int]:
        """The weights of the terms of all blocks together."""
        return weighed(self.profile, self.rarities)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The terms that may be named alone."""
        rare = {key for key, rarity in self.rarity.items() if rarity >= self.least}
        return frozenset(rare - {used.key for used in self.profile.whole if used.general})

    @cached_property
    def parts(self) -> Mapping[Block | None, Part]:
        """What each block says, ready to be compared, and under None all of them as one."""
        blocks = self.profile.blocks
        made: dict[Block | None, Part] = {
            block.block: self._part(block, self._weighed(block)) for block in blocks
        }
        terms: dict[str, Term] = {}
        phrases: dict[tuple[str, str], Phrase] = {}
        for block in blocks:
            for term in block.terms:
                if term.key not in terms or (terms[term.key].name and not term.name):
                    terms[term.key] = term
            for phrase in block.phrases:
                phrases.setdefault((phrase.first, phrase.second), phrase)
        if blocks:
            words = sum(block.words for block in blocks)
            one = (words, tuple(terms.values()), tuple(phrases.values()))
            whole = {key: self.whole[key] for key in terms}
            made[None] = self._part(BlockTerms(blocks[0].block, *one), whole)
        return made

    def _weighed(self, block: BlockTerms) -> Mapping[str, int]:
        rarity = self.rarity
        return {
            term.key: 1 if term.general else rarity[term.key] * term.count.bit_length()
            for term in block.terms
        }

    def _part(self, block: BlockTerms, vector: Mapping[str, int]) -> Part:
        telling = self.telling
        terms = {
            term.key: Named((term.key,), (term.key,), term.forms, term.count, place)
            for place, term in enumerate(block.terms)
            if term.key in telling
        }
        places = {term.key: place for place, term in enumerate(block.terms)}
        phrases: dict[tuple[str, str], Named] = {}
        for phrase in block.phrases:
            keys = (phrase.first, phrase.second)
            if alone := tuple(key for key in keys if key in telling):
                count, place = 2 * phrase.count, places[phrase.first]
                phrases[keys] = Named(keys, alone, phrase.forms, count, place)
        own: list[tuple[int, Named]] = []
        for named in (*terms.values(), *phrases.values()):
            key = named.keys[0] if len(named.keys) == 1 else named.keys
            if key in self.characteristic:
                scores = (self.whole[k] + vector[k] for k in named.telling)
                own.append((max(scores) + len(named.keys), named))
        own.sort(key=lambda item: (-item[0], item[1].place))
        square = sum(weight * weight for weight in vector.values())
        return Part(block.words, vector, square, terms, phrases, tuple(n for _, n in own))

    @cached_property
    def characteristic(self) -> frozenset[str | tuple[str, str]]:
        """The terms and phrases that the canvas uses more than once, and names.

        A word said once may be any word.
        """
        counts: Counter[str | tuple[str, str]] = Counter()
        counts.update({used.key: used.times for used in self.profile.whole})
        found: set[str | tuple[str, str]] = set()
        for block in self.profile.blocks:
            found.update(term.key for term in block.terms if term.name)
            for phrase in block.phrases:
                counts[phrase.first, phrase.second] += phrase.count
                if phrase.name:
                    found.add((phrase.first, phrase.second))
        return frozenset(found | {key for key, count in counts.items() if count > 1})


def sheet(profile: Profile, weights: Weights) -> Sheet:
    """Return a canvas with its terms as rare as a library makes them."""
    return Sheet(profile, weights.of(profile), weights.least_telling(profile.language))
