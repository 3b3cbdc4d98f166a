"""A JSON Schema of the front matter, for editors: made from the fields that the parser reads.

An editor reads `title: 2024` as a number and `lang: no`, perhaps, as false, where Ninefold
reads the text as it is written. So the types are wide, and what the schema refuses Ninefold
reports as well; what cannot be told from the type and form of a value alone is left to
`ninefold check`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from ninefold.blocks import BLOCKS
from ninefold.parser import fields

_SCALAR = ("string", "number", "boolean", "null")
_DAY = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}.*"


def _one_of(words: Iterable[str]) -> str:
    """A pattern of these words in letters of either case; JSON Schema has no flag for that."""
    either = ("".join(f"[{letter}{letter.upper()}]" for letter in word) for word in words)
    return f"^({'|'.join(either)})$"


def _date(pattern: str) -> dict[str, Any]:
    """A date; a year alone is a number to an editor."""
    limits = {"minimum": 1, "maximum": 9999}
    return {"type": ["string", "integer", "null"], "pattern": rf"^\s*({pattern})\s*$", **limits}


def _property(kinds: Mapping[Any, Mapping[str, Any]], convert: Any, meaning: str) -> dict[str, Any]:
    return {"description": meaning, **kinds[convert]}


def _records(
    known: Mapping[str, Any], meanings: Mapping[str, str], *required: str
) -> dict[str, Any]:
    """A list of mappings that have these keys."""
    properties = {key: _property(_SIMPLE, known[key], meanings[key]) for key in known}
    items = {"type": "object", "properties": properties, "required": list(required)}
    return {"type": ["array", "null"], "items": items}


# What each of the parser's readers takes.
_SIMPLE: Mapping[Any, dict[str, Any]] = MappingProxyType(
    {
        fields._text: {"type": list(_SCALAR)},
        fields._texts: {"type": [*_SCALAR, "array"], "items": {"type": list(_SCALAR)}},
        fields._date: _date(_DAY),
        fields._yes_or_no: {
            "type": ["boolean", "string", "null"],
            "pattern": _one_of(fields._YES_NO),
        },
        fields._language: {
            "type": ["string", "boolean", "null"],
            "pattern": f"^{fields._LANGUAGE.pattern}$",
        },
        fields._direction: {"type": ["string", "null"], "pattern": _one_of(("ltr", "rtl"))},
        fields._own: {
            "type": ["object", "null"],
            "properties": {
                "ignore": {"type": [*_SCALAR, "array"], "items": {"type": list(_SCALAR)}}
            },
        },
        fields._summaries: {
            "type": ["object", "null"],
            "properties": {
                block.value: {
                    "title": block.title,
                    "description": " ".join(block.questions),
                    "type": list(_SCALAR),
                }
                for block in BLOCKS
            },
        },
    }
)
_KINDS: Mapping[Any, dict[str, Any]] = MappingProxyType(
    {
        **_SIMPLE,
        fields._sources: _records(
            fields._REFERENCE,
            {
                "id": "What marks in the text, `[^id]`, and facts call this source.",
                "title": "The title of the source.",
                "publisher": "Who published it.",
                "url": "Where it can be read.",
                "date": "When it was published: YYYY, YYYY-MM or YYYY-MM-DD.",
            },
            "id",
        ),
        fields._facts: _records(
            fields._FACT,
            {
                "name": "What is counted or stated, written the same way in every post.",
                "value": "The figure or short statement.",
                "unit": "What the figure counts, such as customers or USD million.",
                "as_of": "When it was true: YYYY, YYYY-MM or YYYY-MM-DD.",
                "source": "The `id` of one of the sources.",
            },
            "name",
            "value",
        ),
    }
)

MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "title": "The name of the canvas.",
        "layout": "Accepted for other generators, and without effect.",
        "company": "The company, where the title says more.",
        "slug": "The address, where it is not to be the file's name.",
        "as_of": "The moment that the canvas describes: YYYY, YYYY-MM or YYYY-MM-DD.",
        "date": "The day the post was written.",
        "summary": "One sentence for lists and search engines.",
        "summaries": "What a cell of the poster says, by block.",
        "industry": "The industry.",
        "region": "The region.",
        "tags": "A list of tags.",
        "lang": "The language of the text, such as en, de or ar.",
        "dir": "The direction of writing; it follows from the language.",
        "draft": "Whether the post is kept out of the site.",
        "sources": "Where the figures are from.",
        "facts": "Figures that comparisons set side by side.",
        "compare": "Slugs of the canvases worth setting beside this one.",
        "ninefold": "What Ninefold is to do with this post: `ignore` names rules to be silent.",
    }
)


def front_matter() -> dict[str, Any]:
    """Return the schema (JSON Schema, draft 2020-12) of the front matter of a post."""
    properties = {
        key: _property(_KINDS, convert, MEANINGS[key]) for key, convert in fields.FIELDS.items()
    }
    properties["date"] |= _date(f"{_DAY}|{_TIME}")  # the one key that takes a time of day
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a business model canvas",
        "description": "What Ninefold reads between the two lines of hyphens of a post.",
        "type": "object",
        "required": ["title"],
        "properties": properties,
        "additionalProperties": True,
    }
