"""Goes round the hosts: a handful at once, each by one worker, until all is asked or time is up."""

from __future__ import annotations

import queue
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ninefold.addresses.address import Address
from ninefold.addresses.asking import Caller
from ninefold.addresses.verdicts import Verdict, judge

_AT_ONCE = 8
_WAKE = 0.25  # on some systems a wait cannot be interrupted, so none is long

_Told = tuple[Address, Verdict] | BaseException | None


def verdicts(
    addresses: Iterable[Address], caller: Caller, limit: float
) -> Iterator[tuple[Address, Verdict]]:
    """Yield what is known of each address, as answers come, for at most `limit` seconds.

    Whatever is not known by then is left out. When the iterator is closed, or interrupted,
    no further request begins, and nobody waits for those that are under way.
    """
    until = time.monotonic() + limit
    hosts: defaultdict[str, list[Address]] = defaultdict(list)
    for address in addresses:
        hosts[address.host].append(address)
    work: queue.SimpleQueue[list[Address]] = queue.SimpleQueue()
    for listed in sorted(hosts.values(), key=len, reverse=True):  # the longest takes longest
        work.put(listed)
    told: queue.Queue[_Told] = queue.Queue()
    at_work = min(_AT_ONCE, len(hosts))
    try:
        for _ in range(at_work):
            # As a daemon, a worker that waits for a host keeps nobody from ending.
            threading.Thread(target=_work, args=(work, caller, told), daemon=True).start()
        while at_work and (left := until - time.monotonic()) > 0:
            try:
                news = told.get(timeout=min(left, _WAKE))
            except queue.Empty:
                continue
            if isinstance(news, BaseException):
                raise news
            if news is None:
                at_work -= 1
            else:
                yield news
    finally:
        caller.stop()


def _work(work: queue.SimpleQueue[list[Address]], caller: Caller, told: queue.Queue[_Told]) -> None:
    try:
        while True:
            for address in work.get_nowait():
                told.put((address, judge(address, caller.ask)))
    except queue.Empty:
        told.put(None)
    except BaseException as error:  # a fault of ours: whoever waits for us is to hear of it
        told.put(error)
