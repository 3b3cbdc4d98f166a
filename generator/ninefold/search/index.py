"""The index as files: a reader's browser fetches the few that its question needs.

- `search/index.json`, the table of contents, with what filters need of every canvas;
- shards of words, each word with the places that say it;
- lists of canvases, LISTED a file: slug, title, date and direction;
- for each first letter the words that begin with it, by which mistyped ones are put right;
- for each canvas the texts of its parts, for excerpts.

A place is a number: that of the canvas times PARTS, and that of its part. Places stand as
differences from the one before. A word that more than a third of all texts say, in a library
large enough for that to matter, tells nothing apart: it stands there with 0 for its places.

Shards are stretches of the sorted words. Where one ends is decided by the word that would come
next, once it is long enough, so that an edit moves few of the borders. Files that are looked up
here are named after what they hold: a file in a browser's cache is never of another build.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ninefold import routes, vocabulary
from ninefold.blocks import BLOCKS
from ninefold.canvas import Post
from ninefold.languages import Phrasebook
from ninefold.routes import Route
from ninefold.search.stretches import Stretch, joined

LISTED = 256
SHORTEST, LONGEST = 8_000, 40_000
COMMON_FROM = 1_000
TYPED = 4  # shorter words are too like one another to be put right

File = tuple[Route, bytes]


def files(
    posts: Sequence[Post], stretches: Sequence[Stretch], phrases: Phrasebook
) -> Iterator[File]:
    """Yield every file of the index but the texts; `stretches` are those of the `posts`, LENGTH
    canvases each.
    """
    industries = {name: n for n, name in enumerate(sorted({post.industry for post in posts}))}
    languages = {tag: n for n, tag in enumerate(sorted({post.lang for post in posts}))}
    some = list(stretches)
    places = joined(some)
    ordered = sorted(places, key=_order)
    starts = range(0, len(posts), LISTED)
    lists = [_named([_shown(post, phrases) for post in posts[n : n + LISTED]]) for n in starts]
    cut = _cut(ordered, places, _limit(sum(one.texts for one in some)))
    shards = [(first, _file(f"[{entries}]".encode())) for first, entries in cut]
    letters = [(letter, _named(some)) for letter, some in _by_letter(ordered)]
    yield from lists
    yield from (file for _, file in (*shards, *letters))
    contents = {
        "canvas": routes.canvas("*").url,
        "text": routes.search_text("*").url,
        "file": routes.search_file("*").url,
        "parts": ["", *(block.slug for block in BLOCKS), ""],
        "titles": ["", *map(vocabulary.language(phrases.lang).title, BLOCKS), ""],
        "industries": list(industries),
        "industry": [industries[post.industry] for post in posts],
        "languages": list(languages),
        "language": [languages[post.lang] for post in posts],
        "listed": LISTED,
        "lists": [_name(file) for file in lists],
        "shards": [[first, _name(file)] for first, file in shards],
        "letters": [[letter, _name(file)] for letter, file in letters],
        "phrases": dict(phrases.raw("finder")),
    }
    yield routes.SEARCH_INDEX, _json(contents)


def _shown(post: Post, phrases: Phrasebook) -> list[str]:
    direction = post.dir or vocabulary.direction(post.lang)
    return [post.slug, post.title, phrases.date(post.as_of), direction]


def _limit(texts: int) -> int:
    return texts // 3 if texts >= COMMON_FROM else texts


def _cut(
    ordered: Iterable[str], places: Mapping[str, tuple[int, str]], limit: int
) -> Iterator[tuple[str, str]]:
    """Yield the first word of each shard, and its entries as JSON without the brackets."""
    first, length = "", 0
    entries: list[str] = []
    for word in ordered:
        border = zlib.crc32(word.encode()) % 64 == 0
        if length > LONGEST or (length > SHORTEST and border):
            yield first, ",\n".join(entries)
            entries, length = [], 0
        if not entries:
            first = word
        entry = _entry(word, *places[word], limit)
        entries.append(entry)
        length += len(entry)
    if entries:
        yield first, ",\n".join(entries)


def _entry(word: str, count: int, steps: str, limit: int) -> str:
    # Words hold letters and digits alone: JSON has nothing to escape in them.
    return f'["{word}",0]' if count > limit else f'["{word}",[{steps}]]'


def _by_letter(ordered: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for word in ordered:
        # Beyond are scripts of too many signs for one of them to be taken for another.
        if len(word) >= TYPED and word[0].isalpha() and word[0] < "\u1000":
            found.setdefault(word[0], []).append(word)
    yield from found.items()


def _order(word: str) -> bytes:
    """What sorts words as a browser compares them."""
    return word.encode("utf-16-be", "surrogatepass")


def _named(value: Any) -> File:
    return _file(_json(value))


def _file(data: bytes) -> File:
    return routes.search_file(hashlib.sha256(data).hexdigest()[:16]), data


def _name(file: File) -> str:
    return file[0].url.rpartition("/")[2].removesuffix(".json")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
