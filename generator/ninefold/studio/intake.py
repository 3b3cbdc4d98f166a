"""What lies in the content folder: every post read and checked, and taken in again when it changed.

A change of one post costs the reading of one post.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from ninefold import checker
from ninefold.build import Job, faulty
from ninefold.checker import Inspected
from ninefold.diagnostics import Diagnostic
from ninefold.executor import Mapper, serial
from ninefold.files.listing import Listing, list_content
from ninefold.inspection import inspect
from ninefold.studio.keeping import Memo
from ninefold.studio.state import Faults


@dataclass(frozen=True, slots=True)
class Intake:
    """The files of a content folder by path, sorted.

    `found` is what is wrong in each file, `good` each post as it was when nothing last kept it
    from being shown.
    """

    listing: Listing
    items: Mapping[str, Inspected] = field(default_factory=dict)
    found: Mapping[str, Faults] = field(default_factory=dict)
    good: Mapping[str, Inspected] = field(default_factory=dict)

    @property
    def findings(self) -> Faults:
        """All that is wrong, sorted."""
        return tuple(finding for path in sorted(self.found) for finding in self.found[path])

    @property
    def stopped(self) -> Mapping[str, Faults]:
        """By path, what keeps a post from being shown as it is."""
        told = {path: tuple(d for d in some if faulty([d])) for path, some in self.found.items()}
        return {path: some for path, some in told.items() if some}

    def told(self, findings: Iterable[Diagnostic]) -> Intake:
        """Return the same files with what all rules together found in them."""
        return _judged(replace(self, found=_by_path(findings)), self.items, self.good)


def look(job: Job, memo: Memo, mapper: Mapper, before: Intake | None) -> Intake:
    """Read every post of the folder. Raises EnvironmentFault where there is none."""
    listing = list_content(job.content)
    items, found = memo.ask(lambda cache: inspect(listing, job.settings, cache, mapper))
    taken = Intake(listing, {item.path: item for item in items}, _by_path(found))
    return _judged(taken, taken.items, before.good if before else {})


def look_again(job: Job, memo: Memo, before: Intake, changed: Collection[str]) -> Intake:
    """Read the files that changed, those that are new, and no other.

    Raises EnvironmentFault where there is no content folder any more.
    """
    listing = before.listing
    known = dict(listing.posts)
    if not all(path in known and path in before.items for path in changed):
        listing = list_content(job.content)
        known = dict(listing.posts)
    wanted = tuple(p for p in listing.posts if p[0] in changed or p[0] not in before.items)
    some = replace(listing, posts=wanted, skipped=())
    items, found = memo.ask(lambda cache: inspect(some, job.settings, cache, serial, alone=True))
    read = {item.path: item for item in items}
    gone = {path for path, _ in wanted} - read.keys()
    merged = {**before.items, **read}
    if listing is not before.listing or gone:
        merged = {p: merged[p] for p in sorted(known) if p in merged and p not in gone}
    told = {path: some for path, some in before.found.items() if path in merged}
    told |= dict.fromkeys(read, ()) | _by_path(found)
    told |= _by_path(checker.outside(s.rule, s.path, s.message, s.help) for s in listing.skipped)
    taken = Intake(listing, merged, {path: some for path, some in told.items() if some})
    return _judged(taken, [*read, *gone], before.good)


def _judged(taken: Intake, paths: Iterable[str], good: Mapping[str, Inspected]) -> Intake:
    """What is good of these paths now; of others, what was."""
    kept = {path: item for path, item in good.items() if path in taken.items}
    for path in paths:
        item = taken.items.get(path)
        if item and item.post and not faulty(taken.found.get(path, ())):
            kept[path] = item
        elif item is None or (item.post is None and not taken.found.get(path)):
            kept.pop(path, None)
    return replace(taken, good=kept)


def _by_path(findings: Iterable[Diagnostic]) -> dict[str, Faults]:
    found: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        found.setdefault(finding.path, []).append(finding)
    return {path: tuple(some) for path, some in found.items()}
