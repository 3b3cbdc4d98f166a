"""How a gate says which pages do not pass it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def clean(found: Mapping[str, Iterable[object]]) -> None:
    """Fail with every fault of every page, if there is one."""
    lines = [f"{page}: {fault}" for page, faults in found.items() for fault in faults]
    assert not lines, "\n".join([f"faults: {len(lines)}", *lines])
