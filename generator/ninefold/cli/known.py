"""The baseline beside the configuration: what was found before, and is not told again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ninefold import baseline
from ninefold.cli.equipment import Misuse
from ninefold.cli.terminal import shown
from ninefold.diagnostics import Diagnostic
from ninefold.files import reading, replacing
from ninefold.files.listing import Listing
from ninefold.source import decode


class Known:
    """A baseline and what came of it in one run; without a file it knows nothing."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: baseline.Known | None = None
        self._hidden = self._gone = 0
        self.written = ""
        if file.exists():
            self._known = baseline.read(reading.read_text(file))

    def sift(self, found: Sequence[Diagnostic], posts: Listing) -> tuple[Diagnostic, ...]:
        """Return the findings that are not in the baseline."""
        if self._known is None:
            if self._file.exists():
                advice = "Write it anew with --write-baseline, or remove it."
                raise Misuse(f"{shown(self._file)} is no baseline. {advice}")
            return tuple(found)
        new, self._gone = baseline.unknown(found, _lines(found, posts), self._known)
        self._hidden = len(found) - len(new)
        return new

    def write(self, found: Sequence[Diagnostic], posts: Listing) -> None:
        """Record findings in place of what the file knows."""
        text = baseline.record(found, _lines(found, posts))
        before = self._file.read_bytes() if self._file.exists() else None
        replacing.replace(self._file, before, text.encode())
        count = "1 finding" if len(found) == 1 else f"{len(found):,} findings"
        self.written = f"{shown(self._file)} holds {count}; later checks report what is new."

    def notices(self, *, everything: bool) -> Iterator[str]:
        """Say what was not shown, and what is mended, if `everything` was checked."""
        if self._hidden:
            yield f"{self._hidden:,} known from {shown(self._file)}."
        if self._gone and everything:
            yield f"{self._gone:,} of {shown(self._file)} are mended: write it anew."


def _lines(found: Iterable[Diagnostic], posts: Listing) -> baseline.LineOf:
    """What gives the text of a line of one of the posts that have findings."""
    wanted = {finding.path for finding in found}
    raws = posts.raws(wanted)
    texts = {raw.path: decode(raw).text.split("\n") for raw in raws}

    def line(path: str, number: int) -> str:
        lines = texts.get(path, [])
        return lines[number - 1] if number <= len(lines) else ""

    return line
