"""One fact of one company at one date, with two values in two posts.

A comparison shows one of them, and a reader of both trusts neither. Companies, names of facts
and units are compared without regard to case; a fact without a date has that of its post.
"""

from collections.abc import Iterable

from ninefold.diagnostics import Severity
from ninefold.rules.cards import Card
from ninefold.rules.rule import Library, LibraryFault, Rule


def check(library: Library) -> Iterable[LibraryFault]:
    """Report, in the order of paths, each fact whose value an earlier post contradicts."""
    first: dict[tuple[str, str, str, str], tuple[Card, str]] = {}
    for post in sorted(library.posts, key=lambda post: post.path):
        if post.draft:
            continue
        for index, fact in enumerate(post.facts):
            when = fact.as_of or post.as_of
            if not when:
                continue
            key = (post.company.casefold(), fact.name.casefold(), fact.unit.casefold(), when)
            other, value = first.setdefault(key, (post, fact.value))
            if other is not post and _plain(value) != _plain(fact.value):
                yield LibraryFault(
                    post.path,
                    f"facts[{index}].value",
                    f"“{fact.name}” of {when} is {fact.value} here, and {value} in {other.path}.",
                    "Correct the one that is wrong, or name the two facts differently.",
                )


def _plain(value: str) -> str:
    text = "".join(value.casefold().replace(",", "").split())
    try:
        return str(float(text))
    except ValueError:
        return text


RULE = Rule("NF605", "conflicting-facts", Severity.WARNING, library=check)
