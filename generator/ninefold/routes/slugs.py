"""Slugs: names that are safe in addresses and file names, and which name a file gives."""

from __future__ import annotations

import hashlib
import posixpath
import re
from datetime import date
from functools import lru_cache

from slugify import slugify

MAX_SLUG = 80

_SAFE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_JEKYLL = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-(.+)")
# Windows keeps these names for devices, whatever their extension or case.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
MEDIA_TYPES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Return a safe slug: a-z, 0-9 and single hyphens, at most MAX_SLUG characters.

    Other scripts are transliterated; a text of which nothing remains gives a slug made
    from its digest. Two texts may share a slug: whoever needs them apart has to check.
    """
    safe = len(text) <= MAX_SLUG and _SAFE.fullmatch(text)
    made = text if safe else slugify(text, max_length=MAX_SLUG, word_boundary=True)
    if not made:
        return f"canvas-{digest(text)}"
    return f"{made}-canvas" if _RESERVED.fullmatch(made) else made


def is_slug(text: str) -> bool:
    """Whether a text can be used as a slug as it stands."""
    return bool(text) and slug(text) == text


def of_file(path: str) -> tuple[str, str]:
    """Return the slug and the date that a post's path gives.

    Jekyll's names carry a date ("2016-05-01-8x8.md"), else the date is empty; an
    "index.md" is named after its folder.
    """
    folder, name = posixpath.split(path)
    stem = posixpath.splitext(name)[0]
    if stem.lower() == "index" and folder:
        stem = posixpath.basename(folder)
    if (match := _JEKYLL.fullmatch(stem)) and _is_day(match[1]):
        return slug(match[2]), match[1]
    return slug(stem), ""


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_media(path: str) -> bool:
    """Whether a path names an image of a kind that is published."""
    return suffix(path) in MEDIA_TYPES


def suffix(path: str) -> str:
    """Return how the name of a linked file ends (".png"), in small letters; "" for no such end."""
    return posixpath.splitext(re.split("[#?]", path)[0])[1].lower()


def digest(text: str) -> str:
    """Return eight characters that tell one text from another."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
