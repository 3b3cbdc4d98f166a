"""What a rule is: a code, a name, a severity, and a check of one post or of all posts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.cards import Card


@dataclass(frozen=True, slots=True)
class Library:
    """What a rule across posts may look at: a card of each post, and the files beside them."""

    posts: tuple[Card, ...]
    files: frozenset[str]


class LibraryFault(msgspec.Struct, frozen=True):
    """Something wrong across posts: the post to blame, and the name of the place in it."""

    path: str
    place: str
    message: str
    help: str


PostCheck = Callable[[Document], Iterable[Fault]]
LibraryCheck = Callable[[Library], Iterable[LibraryFault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One check; its module's docstring is its documentation.

    `severity` is the default, which configuration may change. Exactly one of `post` and
    `library` is given, or none for a fault that is found outside the posts: while the
    configuration or the folder is read, or by asking for an address. A check of a post is
    not called where the text holds none of its `signs`, single characters, if it has any.
    """

    code: str
    name: str
    severity: Severity
    post: PostCheck | None = None
    library: LibraryCheck | None = None
    signs: str = ""


def reported(name: str) -> PostCheck:
    """Return the check of a rule whose faults the parser meets while it reads."""

    def check(document: Document) -> Iterable[Fault]:
        return document.faults_of(name) if document.faults else ()

    return check
