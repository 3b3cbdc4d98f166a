"""What lies in the content folder: every post read and checked, and taken in again when it changed.

A change of one post costs the reading of one post, and in a small library a look across all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from ninefold import checker
from ninefold.build import Job, faulty
from ninefold.checker import Inspected
from ninefold.diagnostics import Diagnostic
from ninefold.executor import Mapper, serial
from ninefold.files import reading
from ninefold.files.listing import GRACE, Listing, list_content
from ninefold.inspection import inspect
from ninefold.settings import Settings
from ninefold.studio.keeping import Memo
from ninefold.studio.state import Faults

# What is found across so many posts is found while an editor blinks; across more it comes later.
AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Intake:
    """The files of a content folder by path, sorted.

    `found` is what is wrong in each file, `stopped` what of it keeps a post from being shown as
    it is, and `good` is each post as it was when nothing did. `marks` tell a file that may have
    changed since all were looked at, with these `settings`.
    """

    listing: Listing
    items: Mapping[str, Inspected] = field(default_factory=dict)
    found: Mapping[str, Faults] = field(default_factory=dict)
    stopped: Mapping[str, Faults] = field(default_factory=dict)
    good: Mapping[str, Inspected] = field(default_factory=dict)
    marks: Mapping[str, tuple[int, ...] | None] = field(default_factory=dict)
    settings: Settings | None = None

    @property
    def findings(self) -> Faults:
        """All that is wrong, sorted."""
        return tuple(finding for path in sorted(self.found) for finding in self.found[path])

    def told(self, findings: Iterable[Diagnostic]) -> Intake:
        """Return the same files with what all rules together found in them."""
        return _judged(replace(self, found=_by_path(findings)), self.items)


def look(job: Job, memo: Memo, mapper: Mapper, before: Intake | None) -> Intake:
    """Read every post of the folder that may have changed since `before`.

    Raises EnvironmentFault where there is no content folder.
    """
    listing = list_content(job.content)
    marks = reading.marks(listing.posts)
    if before and before.settings == job.settings:
        old = before.marks
        changed = [path for path, mark in marks.items() if mark is None or old.get(path) != mark]
        return replace(_again(job, memo, before, changed, listing, mapper), marks=marks)
    patient = replace(listing, patience=GRACE)
    items, found = memo.ask(lambda cache: inspect(patient, job.settings, cache, mapper))
    by_path = {item.path: item for item in items}
    good = before.good if before else {}
    taken = Intake(listing, by_path, _by_path(found), {}, good, marks, job.settings)
    return _judged(taken, {*by_path, *taken.good})


def look_again(job: Job, memo: Memo, before: Intake, changed: Collection[str]) -> Intake:
    """Read the files that changed, those that are new, and no other.

    Raises EnvironmentFault where there is no content folder any more.
    """
    listing = before.listing
    there = {path for path, _, at in reading.stats(job.content, changed) if at}
    if not before.items.keys() >= set(changed) or there != set(changed):
        listing = list_content(job.content)
    return _again(job, memo, before, changed, listing, serial)


def _again(
    job: Job,
    memo: Memo,
    before: Intake,
    changed: Collection[str],
    listing: Listing,
    mapper: Mapper,
) -> Intake:
    changed = frozenset(changed)
    wanted = tuple(p for p in listing.posts if p[0] in changed or p[0] not in before.items)
    some = replace(listing, posts=wanted, skipped=(), patience=GRACE)
    items, found = memo.ask(lambda cache: inspect(some, job.settings, cache, mapper, alone=True))
    read = {item.path: item for item in items}
    gone = {path for path, _ in wanted} - read.keys()
    if listing is not before.listing:
        gone |= before.items.keys() - dict(listing.posts).keys()
    new = {**before.items, **read}
    for path in gone:
        new.pop(path, None)
    if new.keys() != before.items.keys():
        new = dict(sorted(new.items()))
    skipped = [checker.outside(s.rule, s.path, s.message, s.help) for s in listing.skipped]
    if len(new) <= AT_ONCE:
        across = checker.inspect_all(tuple(new.values()), listing.images, job.settings)
        own = [finding for item in new.values() for finding in item.findings]
        unread = [finding for finding in found if finding.path not in new]
        told = _by_path(sorted([*own, *across, *unread, *skipped]))
        return _judged(replace(before, listing=listing, items=new, found=told), new.keys() | gone)
    told = dict(before.found)
    for path in (*read, *gone, *(skip.path for skip in before.listing.skipped)):
        told.pop(path, None)
    told |= _by_path(found) | _by_path(skipped)
    return _judged(replace(before, listing=listing, items=new, found=told), {*read, *gone})


def _judged(taken: Intake, paths: Iterable[str]) -> Intake:
    """With what is good of these paths, and what is not, as they are now."""
    stopped, good = dict(taken.stopped), dict(taken.good)
    for path in paths:
        item = taken.items.get(path)
        found = taken.found.get(path, ())
        stopped.pop(path, None)
        if faulty(found):
            stopped[path] = tuple(d for d in found if faulty([d]))
        elif item and item.post:
            good[path] = item
        else:
            good.pop(path, None)
    if good.keys() != taken.good.keys():
        good = dict(sorted(good.items()))
    return replace(taken, stopped=stopped, good=good)


def _by_path(findings: Iterable[Diagnostic]) -> dict[str, Faults]:
    found: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        found.setdefault(finding.path, []).append(finding)
    return {path: tuple(some) for path, some in found.items()}
