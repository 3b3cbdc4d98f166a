"""The addresses of the web that posts write, and what asking for them finds."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ninefold import checker
from ninefold.addresses import rounds
from ninefold.addresses.address import Address, read
from ninefold.addresses.asking import Caller
from ninefold.addresses.verdicts import LASTS, Verdict
from ninefold.canvas import Document
from ninefold.checker import Place
from ninefold.diagnostics import Diagnostic
from ninefold.executor import Mapper
from ninefold.parser import parse
from ninefold.rules import BY_NAME
from ninefold.settings import Settings
from ninefold.source import Raw, Span, decode
from ninefold.store import Store
from ninefold.suppressing import Suppressed, suppress, suppressed
from ninefold.vocabulary import Aliases

__all__ = ["Caller", "Written", "check", "written"]

_SOURCE = re.compile(r"sources\[\d+\]\.url")
_WEB = re.compile(r"https?:[^\n]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """An address of the web as a post writes it: its text, and its place."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Listed:
    """The addresses of one post, and what its author does not want to hear of."""

    addresses: tuple[Written, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()


def check(
    posts: Sequence[Raw],
    settings: Settings,
    cache: Store,
    mapper: Mapper,
    caller: Caller,
    limit: float,
    notice: Callable[[str], None],
) -> tuple[Diagnostic, ...]:
    """Ask for the addresses of posts, for at most `limit` seconds; return what is dead.

    What was asked for not long ago is not asked again. `notice` is told how many addresses
    are asked for, and of how many nothing became known.
    """
    if not any(settings.severity(BY_NAME[n]) for n in ("dead-address", "insecure-address")):
        return ()
    collect = partial(written, aliases=settings.aliases)
    found = list(zip(posts, cache.memo(collect, posts, mapper, settings.aliases), strict=True))
    addresses = {w.text: read(w.text) for _, listed in found for w in listed.addresses}
    wanted = {address.url: address for address in addresses.values() if address}
    known = _known(cache, wanted)
    asked = [address for url, address in wanted.items() if url not in known]
    if asked:
        notice(f"Asking on the web for {_count(len(asked))}.")
        known |= _ask(asked, cache, caller, limit)
    silent = len(addresses) - sum(1 for a in addresses.values() if a and _says(known, a))
    if silent:
        notice(f"{_count(silent)} could not be checked.")
    told: list[Diagnostic] = []
    for post, listed in found:
        findings = (
            _finding(post.path, item, address, known.get(address.url), settings)
            for item in listed.addresses
            if (address := addresses[item.text])
        )
        told += suppress(filter(None, findings), listed.suppressed)[0]
    return tuple(told)


def written(raw: Raw, aliases: Aliases = ()) -> Listed:
    """Return the addresses of the web that a post's links, images and sources lead to.

    In the file's order, each at every place. What is no canvas has none.
    """
    document = parse(decode(raw), aliases)
    if not document.post or not document.headings:
        return Listed()
    return Listed(
        tuple(
            Written(text, checker.place_of(document.source, span))
            for span, text in sorted(_addresses(document), key=lambda pair: pair[0].start)
        ),
        suppressed(document),
    )


def _addresses(document: Document) -> Iterator[tuple[Span, str]]:
    for text, span in document.links:
        if _WEB.match(text):
            yield span, text
    for name, span in (document.places or {}).items():
        if _SOURCE.fullmatch(name) and (
            found := _WEB.search(document.source.text, span.start, span.end)
        ):
            text = found[0].rstrip("\"' ")
            yield Span(found.start(), found.start() + len(text)), text


def _known(cache: Store, wanted: dict[str, Address]) -> dict[str, Verdict]:
    kept = cache.answers(time.time(), max(LASTS.values()))
    values = {verdict.value: verdict for verdict in LASTS}
    return {url: values[text] for url, text in kept.items() if url in wanted and text in values}


def _ask(
    addresses: list[Address], cache: Store, caller: Caller, limit: float
) -> dict[str, Verdict]:
    """Ask, and remember the answers, even those that came before an interruption."""
    found: dict[str, Verdict] = {}
    try:
        for address, verdict in rounds.verdicts(addresses, caller, limit):
            found[address.url] = verdict
    finally:
        now = time.time()
        lasting = ((url, v.value, now + LASTS[v]) for url, v in found.items() if v in LASTS)
        cache.remember_answers(lasting, now)
    return found


def _says(known: dict[str, Verdict], address: Address) -> bool:
    silent = (Verdict.UNKNOWN, Verdict.UNCLEAR)
    return known.get(address.url, Verdict.UNKNOWN) not in silent


def _count(number: int) -> str:
    return "1 address" if number == 1 else f"{number:,} addresses"


def _finding(
    path: str, item: Written, address: Address, verdict: Verdict | None, settings: Settings
) -> Diagnostic | None:
    shown = item.text if len(item.text) <= 100 else f"{item.text[:99]}…"
    match verdict:
        case Verdict.GONE:
            name, message = "dead-address", f"There is no page at `{shown}` any more."
            advice = "Link to where it is now or to a copy in an archive, or take the link out."
        case Verdict.NAMELESS:
            name, message = "dead-address", f"There is no host with the name `{address.host}`."
            advice = "Correct the address, link to where it is now, or take the link out."
        case Verdict.SECURE:
            name, message = "insecure-address", "Its host answers this address over https as well."
            advice = "Write `https:` instead of `http:`."
        case _:
            return None
    severity = settings.severity(BY_NAME[name], path)
    if not severity:
        return None
    return checker.outside(name, path, message, advice, item.place, severity)
