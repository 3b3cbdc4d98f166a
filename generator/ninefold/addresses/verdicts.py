"""What answers mean. A page counts as gone only when its host says so, twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ninefold.addresses.address import Address, read

_HOUR = 3600
_MOST_HOPS = 10
_MOVED = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
# What hosts answer that do not like HEAD, though they have the page.
_ASK_IN_FULL = _GONE | {400, 403, 405, 501}
_LATER = frozenset({408, 425, 429})


class Trouble(StrEnum):
    """Why there is no answer."""

    NAMELESS = "nameless"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered: a status, and where to if it moved; or why it did not answer."""

    status: int = 0
    location: str = ""
    trouble: Trouble | None = None


class Verdict(StrEnum):
    """What is known of an address.

    SECURE is alive, and answered over https though it is written with http; NAMELESS, of a
    host that does not exist; UNCLEAR, answered in a way that says neither; UNKNOWN, not
    answered, or not asked.
    """

    ALIVE = "alive"
    SECURE = "secure"
    GONE = "gone"
    NAMELESS = "nameless"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"


# How long a verdict is taken for true, in seconds.
LASTS = {
    Verdict.ALIVE: 7 * 24 * _HOUR,
    Verdict.SECURE: 7 * 24 * _HOUR,
    Verdict.GONE: 24 * _HOUR,
    Verdict.NAMELESS: 24 * _HOUR,
    Verdict.UNCLEAR: 24 * _HOUR,
}

Ask = Callable[[str, Address], Answer]


def judge(address: Address, ask: Ask) -> Verdict:
    """Return what is known of an address once `ask` (method, address) has been asked.

    An address with http is tried over https first: if that works, no more is asked.
    """
    if secured := address.secured:
        answer, last = _follow(secured, ask)
        if 200 <= answer.status < 300 and last.scheme == "https":
            return Verdict.SECURE
    answer, last = _follow(address, ask)
    if answer.trouble is Trouble.NAMELESS and last == address:
        return Verdict.NAMELESS
    if 200 <= answer.status < 300:
        return Verdict.ALIVE
    if answer.status in _GONE:
        return Verdict.GONE
    if answer.status < 400 or answer.status >= 500 or answer.status in _LATER:
        return Verdict.UNKNOWN
    return Verdict.UNCLEAR


def _follow(address: Address, ask: Ask) -> tuple[Answer, Address]:
    """The answer at the end of all redirects, and the address that gave it."""
    for _ in range(_MOST_HOPS):
        answer = ask("HEAD", address)
        if answer.status in _ASK_IN_FULL:
            answer = ask("GET", address)
        if answer.status not in _MOVED:
            return answer, address
        onward = read(answer.location, address)
        if not answer.location or onward is None:
            break
        address = onward
    return Answer(), address
