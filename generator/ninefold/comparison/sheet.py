"""A canvas ready to be compared: its terms with their weights, worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ninefold.blocks import Block
from ninefold.likeness import BlockTerms, Phrase, Profile, Term, Weights


@dataclass(frozen=True)
class Sheet:
    """A canvas ready to be compared: its terms with their weights."""

    profile: Profile
    weights: Weights

    @cached_property
    def blocks(self) -> Mapping[Block, BlockTerms]:
        """The terms of each block that has any."""
        return {block.block: block for block in self.profile.blocks}

    @cached_property
    def vectors(self) -> Mapping[Block, Mapping[str, int]]:
        """The weights of each block's terms."""
        return {b.block: self.weights.of_block(self.profile, b) for b in self.profile.blocks}

    @cached_property
    def whole(self) -> Mapping[str, int]:
        """The weights of the terms of all blocks together."""
        return self.weights.of_whole(self.profile)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The terms that may be named alone."""
        general = {t.key for b in self.profile.blocks for t in b.terms if t.general}
        language = self.profile.language
        return frozenset(
            key for key in self.whole.keys() - general if self.weights.telling(language, key)
        )

    @cached_property
    def all_terms(self) -> BlockTerms | None:
        """All blocks as if they were one."""
        blocks = self.profile.blocks
        if not blocks:
            return None
        terms: dict[str, Term] = {}
        phrases: dict[tuple[str, str], Phrase] = {}
        for block in blocks:
            for term in block.terms:
                terms.setdefault(term.key, term)
            for phrase in block.phrases:
                phrases.setdefault((phrase.first, phrase.second), phrase)
        words = sum(block.words for block in blocks)
        return BlockTerms(blocks[0].block, words, tuple(terms.values()), tuple(phrases.values()))

    @cached_property
    def characteristic(self) -> frozenset[str | tuple[str, str]]:
        """The terms and phrases that the canvas uses more than once, and names.

        A word said once may be any word.
        """
        counts: Counter[str | tuple[str, str]] = Counter(dict(self.profile.whole))
        found: set[str | tuple[str, str]] = set()
        for block in self.profile.blocks:
            found.update(term.key for term in block.terms if term.name)
            for phrase in block.phrases:
                counts[phrase.first, phrase.second] += phrase.count
                if phrase.name:
                    found.add((phrase.first, phrase.second))
        return frozenset(found | {key for key, count in counts.items() if count > 1})
