"""The editor's desk: all canvases by their nine sections, and what is to be done."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ninefold import routes
from ninefold.blocks import BLOCKS
from ninefold.diagnostics import Diagnostic, Severity
from ninefold.files import reading
from ninefold.preview import committed
from ninefold.preview.reports import block_at, block_of, headings, shown_path, told
from ninefold.preview.session import Saved, Session
from ninefold.source import Raw, decode
from ninefold.studio.state import Row

MOST = 5000  # findings that a browser is sent
_LAST = 100  # saves that are listed

# The rules on figures that are old, or that nobody can check.
FIGURES = (
    "stale-figure",
    "stale-forecast",
    "undated-figure",
    "unsourced-figure",
    "fact-without-date",
    "fact-without-source",
)

Starts = tuple[tuple[int, str], ...]


class Desk:
    """What the desk knows of posts it has looked at; one thread at a time asks it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._starts: dict[str, tuple[tuple[int, int], Starts]] = {}

    def data(self) -> dict[str, Any]:
        """Return what the desk shows, as plain values."""
        session = self._session
        findings = session.studio.findings
        rows = session.studio.rows()
        number = {row.path: index for index, row in enumerate(rows)}
        places = {block.slug: index for index, block in enumerate(BLOCKS)}
        listed = [
            {
                **told(session, d),
                "row": number.get(d.path, -1),
                "block": places.get(self._block(d), -1),
                "figure": d.name in FIGURES,
            }
            for d in findings[:MOST]
        ]
        counts = Counter(d.severity for d in findings)
        changed = committed.changes(session.place.content)
        return {
            "version": session.version,
            "blocks": [{"title": block.title, "slug": block.slug} for block in BLOCKS],
            "posts": [self._post(row, (changed or {}).get(row.path, "")) for row in rows],
            "findings": listed,
            "more": max(0, len(findings) - MOST),
            "counts": {str(severity): counts[severity] for severity in Severity},
            "faults": [told(session, d) for d in session.faults("")],
            "changed": None
            if changed is None
            else [
                {"path": shown_path(session, path), "how": changed[path]}
                for path in sorted(changed)
            ],
            "saves": [_saved(session, saved) for saved in [*session.history][-_LAST:]],
        }

    def _post(self, row: Row, changed: str) -> dict[str, Any]:
        url = routes.canvas(row.slug).url if row.shown else ""
        return {
            "path": shown_path(self._session, row.path),
            "url": f"/{url}" if url else "",
            "data": f"/{routes.twin(row.slug, 'canvas.json').url}" if url else "",
            "title": row.title,
            "as_of": row.as_of,
            "company": row.company,
            "industry": row.industry,
            "tags": list(row.tags),
            "draft": row.draft,
            "words": list(row.words if row.shown else self._lengths(row.path)),
            "changed": changed,
        }

    def _block(self, d: Diagnostic) -> str:
        """The block that a finding is about; a post is read once for as long as it stays."""
        if d.name == "missing-section":
            return block_of(self._session, d)
        content = self._session.place.content
        ((_, size, changed),) = reading.stats(content, [d.path])
        known = self._starts.get(d.path)
        if known is None or known[0] != (size, changed):
            _, starts = self._read(d.path)
            known = self._starts[d.path] = (size, changed), starts
        return block_at(known[1], d.line)

    def _lengths(self, path: str) -> list[int]:
        """The words of each block of a post that is not on the site, and so was not rendered."""
        text, starts = self._read(path)
        lines = text.split("\n")
        found = dict.fromkeys((block.slug for block in BLOCKS), 0)
        ends = [line for line, _ in starts[1:]] + [len(lines) + 1]
        for (start, slug), end in zip(starts, ends, strict=True):
            found[slug] += sum(len(line.split()) for line in lines[start : end - 1])
        return list(found.values())

    def _read(self, path: str) -> tuple[str, Starts]:
        content, settings = self._session.place.content, self._session.studio.job.settings
        raw = reading.read_file(content / path, path, reading.MAX_READ)
        return (decode(raw).text, headings(raw, settings)) if isinstance(raw, Raw) else ("", ())


def _saved(session: Session, saved: Saved) -> dict[str, Any]:
    return {
        "at": saved.at,
        "changed": [shown_path(session, path) for path in saved.changed[:5]],
        "more": max(0, len(saved.changed) - 5),
        "pages": saved.pages,
        "ms": round(saved.milliseconds, 1),
        "counts": {str(severity): count for severity, count in saved.counts.items()},
    }
