"""Phrases in templates: escaped, and with the attributes that mark another language."""

from __future__ import annotations

from typing import Protocol

from markupsafe import Markup, escape

from ninefold.languages.phrasebook import Phrasebook

_NOTHING = Markup()


class _Tongue(Protocol):
    @property
    def lang(self) -> str: ...
    @property
    def dir(self) -> str: ...


class Marking:
    """What templates say in the language of the site, and how they mark another."""

    def __init__(self, phrases: Phrasebook) -> None:
        self._phrases = phrases
        self._fixed: dict[str, Markup] = {}

    def say(self, key: str, count_in: str = "", **values: object) -> Markup:
        """Return a phrase, its places filled in, escaped but for values that are markup.

        `count_in` names an element, such as "strong", for the number of a counted phrase.
        """
        if not values:
            if key not in self._fixed:
                self._fixed[key] = escape(self._phrases.say(key))
            return self._fixed[key]
        shown = {}
        if count_in:
            number = self._phrases.shown(values["count"])
            shown["count"] = Markup("<{0}>{1}</{0}>").format(count_in, number)
        return Markup("").join(self._phrases.pieces(key, values, **shown))

    def of(self, words: _Tongue, around: _Tongue | None = None) -> Markup:
        """Return the attributes of an element whose words are in the language of `words`.

        Only what differs from those `around` is given; if none are named, from the page's.
        """
        return self.tag(words.lang, words.dir, around)

    def inside(self, card: _Tongue) -> Markup:
        """Return the attributes of an element with words of the site inside one of a canvas."""
        return self.of(self._phrases, card)

    def tag(self, lang: str, dir: str = "", around: _Tongue | None = None) -> Markup:  # noqa: A002
        """Return the attributes of an element with words of a language and direction."""
        outer = around or self._phrases
        if lang in ("", outer.lang) and dir in ("", outer.dir):
            return _NOTHING
        one = Markup(' lang="{}"').format(lang) if lang not in ("", outer.lang) else _NOTHING
        return one + Markup(' dir="{}"').format(dir) if dir not in ("", outer.dir) else one

    def ours(self, text: str, card: _Tongue) -> Markup:
        """Return words of the site as they stand inside an element with those of a canvas."""
        if not self.of(card):
            return escape(text)
        site = self._phrases
        return Markup('<span lang="{}" dir="{}">{}</span>').format(site.lang, site.dir, text)
