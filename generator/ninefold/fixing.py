"""Mends posts: applies the fixes of findings, again and again until nothing is left to do."""

from __future__ import annotations

import difflib
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence

from ninefold.diagnostics import Diagnostic, Fix
from ninefold.source import Raw, decode, edited

# One fix may give rise to another finding that can be mended, but not for ever.
_ROUNDS = 10


def mend(
    posts: Sequence[Raw], findings: Callable[[Sequence[Raw]], Iterable[Diagnostic]], unsafe: bool
) -> tuple[Raw, ...]:
    """Return the posts with what `findings` finds in them mended: what is safe, or all.

    Of fixes that touch the same place the first is taken, and the others find their turn in
    the next round, if there is still something to mend.
    """
    now = {raw.path: raw for raw in posts}
    for _ in range(_ROUNDS):
        fixes: dict[str, list[Fix]] = {}
        for finding in findings(tuple(now.values())):
            if finding.fix and (finding.fix.safe or unsafe) and finding.path in now:
                fixes.setdefault(finding.path, []).append(finding.fix)
        changed = False
        for path, some in fixes.items():
            edits = [(edit.span, edit.text) for fix in _apart(some) for edit in fix.edits]
            data = edited(now[path], edits)
            if data != now[path].data:
                now[path] = Raw(path, data)
                changed = True
        if not changed:
            break
    return tuple(now.values())


def difference(before: Raw, after: Raw, path: str) -> str:
    """Return what fixing changes in a post as a unified diff; lines end as LF."""
    old, new = (decode(raw).text.split("\n") for raw in (before, after))
    lines = difflib.unified_diff(old, new, path, path, lineterm="")
    return "".join(f"{line}\n" for line in lines)


def _apart(fixes: Iterable[Fix]) -> list[Fix]:
    """The fixes, in their order, that touch no place that an earlier one touches."""
    taken: list[Fix] = []
    touched: list[tuple[int, int]] = []
    for fix in fixes:
        places = [(edit.span.start, edit.span.end) for edit in fix.edits]
        if all(_is_free(place, touched) for place in places):
            taken.append(fix)
            for place in places:
                insort(touched, place)
    return taken


def _is_free(place: tuple[int, int], touched: Sequence[tuple[int, int]]) -> bool:
    after = bisect_left(touched, place)
    beside = touched[max(0, after - 1) : after + 1]
    return all(place[1] < other[0] or other[1] < place[0] for other in beside)
