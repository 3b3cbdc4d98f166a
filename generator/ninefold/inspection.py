"""Reads and checks posts, each by itself and all together, and does nothing twice.

A build wants the posts; `check` wants findings alone, and never holds more than a few posts.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ninefold import checker
from ninefold.checker import Inspected
from ninefold.diagnostics import Diagnostic
from ninefold.executor import Mapper, Together
from ninefold.files.listing import Listing
from ninefold.files.reading import Skipped
from ninefold.settings import Settings
from ninefold.source import Raw
from ninefold.store import Store, digest

Findings = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Last:
    """What was found in a folder last, and the digest of all that was read there."""

    read: bytes
    findings: Findings


def inspect(
    listing: Listing, settings: Settings, cache: Store, mapper: Mapper, alone: bool = False
) -> tuple[tuple[Inspected, ...], Findings]:
    """Return every post, read and checked, and what was found, sorted.

    What is found across posts is among it, unless they stand `alone`.
    """
    return _Run(listing, settings).inspect(cache, mapper, posts=True, alone=alone)


def check(
    listing: Listing, settings: Settings, cache: Store, mapper: Mapper, alone: bool = False
) -> Findings:
    """Return what is found in posts and, unless they stand `alone`, across them, sorted.

    What was found in a folder last is told again if, read once more, not a byte is another.
    """
    if alone or listing.held is not None:
        return _Run(listing, settings).inspect(cache, mapper, alone=alone)[1]
    name = digest("check", os.fsencode(listing.folder), settings)
    last = cache.recall(name, Last)
    if last and last.read == _Run(listing, settings).digest():
        return last.findings
    run = _Run(listing, settings)
    _, found = run.inspect(cache, mapper)
    if not any(finding.name == "costly-post" for finding in found):  # the next run tries again
        cache.keep(name, Last(run.seen.digest(), found))
    return found


class _Run:
    """Posts read one by one: `seen` is the digest of all that was read, `unread` what was not."""

    def __init__(self, listing: Listing, settings: Settings) -> None:
        self.listing = listing
        self.settings = settings
        self.unread: list[Skipped] = list(listing.skipped)
        self.seen = hashlib.blake2b(digest(listing.images, listing.skipped), digest_size=16)
        self.names: dict[str, bytes] = {}  # a digest stands for a post, so that none is made twice

    def inspect(
        self,
        cache: Store,
        mapper: Mapper,
        *,
        posts: bool = False,
        alone: bool = False,
    ) -> tuple[tuple[Inspected, ...], Findings]:
        """Inspect each post, kept if `posts` are wanted, and unless they stand `alone`, all."""
        one, many = checker.examine, checker.examine_each
        if posts:
            one, many = checker.inspect, checker.inspect_each
        inspected = cache.memo(
            Together(partial(one, settings=self.settings), partial(many, settings=self.settings)),
            self.read(),
            mapper,
            self.settings,
            key=lambda raw: self.names[raw.path],
            lost=checker.lost,
        )
        found = [d for item in inspected for d in item.findings]
        found += [checker.outside(s.rule, s.path, s.message, s.help) for s in self.unread]
        found += checker.inspect_all(inspected, self.listing.images, self.settings, alone)
        return inspected, tuple(sorted(found))

    def read(self) -> Iterator[Raw]:
        """Read the posts."""
        for read in self.listing.read():
            name = digest(read)
            self.seen.update(name)
            if isinstance(read, Raw):
                self.names[read.path] = name
                yield read
            else:
                self.unread.append(read)

    def digest(self) -> bytes:
        """Read the posts, and let each go; return the digest of them all."""
        for _ in self.read():
            pass
        return self.seen.digest()
