"""What a browser is told of the page that it shows: faults, findings, counts."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ninefold.blocks import BLOCKS
from ninefold.diagnostics import Diagnostic, Severity
from ninefold.files import reading
from ninefold.parser import parse
from ninefold.preview.session import INTERNAL, Session
from ninefold.settings import Settings
from ninefold.source import Raw, Source, decode

_AROUND = 2  # lines before and after the one that a frame is about
_WIDEST = 400  # characters of a line
_MOST = 200  # findings of one page


def state(session: Session, file: str) -> dict[str, Any]:
    """Return what there is to say of a file of the site, as plain values."""
    studio = session.studio
    posts = studio.posts_of(file)
    shown = [d for path in posts for d in studio.findings_of(path)]
    counts = Counter(d.severity for d in studio.findings)
    styles, rest = session.marks()
    own = file.split("/")[:1] == ["canvases"] and len(posts) == 1
    return {
        "version": session.version,
        "styles": styles,
        "rest": rest,
        "faults": [{**told(session, d), "lines": frame(session, d)} for d in session.faults(file)],
        "findings": [
            {**told(session, d), "block": block_of(session, d) if own else ""}
            for d in shown[:_MOST]
        ],
        "more": max(0, len(shown) - _MOST),
        "posts": [shown_path(session, path) for path in posts],
        "counts": {str(severity): counts[severity] for severity in Severity},
        "token": session.token if session.place.mending else "",
    }


def told(session: Session, d: Diagnostic) -> dict[str, Any]:
    """Return a finding as plain values, with the address that opens it in an editor."""
    return {
        "severity": str(d.severity),
        "code": d.code,
        "name": d.name,
        "message": d.message,
        "help": d.help,
        "post": d.path,
        "line": d.line,
        "column": d.column,
        "place": "" if d.name == INTERNAL else place_of(session, d),
        "editor": editor_address(session, d),
        "fix": ("safe" if d.fix.safe else "unsafe") if d.fix else "",
    }


def file_of(session: Session, path: str, rule: str = "") -> Path:
    """Return the file that a finding is about: a post, or a template or setting by its path."""
    outside = rule in ("broken-template", "unknown-setting", "bad-setting", "invalid-configuration")
    base = session.place.here if outside else session.place.content
    return Path(os.path.abspath(base / path))  # noqa: PTH100 - links stay as they are


def shown_path(session: Session, path: str, rule: str = "") -> str:
    """Return the path of a post or template as a person in the current folder would type it."""
    file = os.path.relpath(file_of(session, path, rule), session.place.here)
    shown = file.replace(os.sep, "/")
    return shown.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def place_of(session: Session, d: Diagnostic) -> str:
    """Return file, line and column of a finding as editors understand them."""
    return f"{shown_path(session, d.path, d.name)}:{d.line}:{d.column}"


def editor_address(session: Session, d: Diagnostic) -> str:
    """Return the address that opens a finding in the person's editor; "" where none is set."""
    pattern = session.place.editor
    if not pattern or d.name == INTERNAL:
        return ""
    path = quote(file_of(session, d.path, d.name).as_posix(), safe="/")
    values = {"path": path.removeprefix("/") if "/{path}" in pattern else path}
    return (
        pattern.replace("{path}", values["path"])
        .replace("{line}", str(d.line))
        .replace("{column}", str(d.column))
    )


def frame(session: Session, d: Diagnostic) -> list[dict[str, Any]]:
    """Return the lines around a fault: number, text, and from where to where it is marked."""
    raw = reading.read_file(file_of(session, d.path, d.name), d.path, reading.MAX_READ)
    if not isinstance(raw, Raw) or d.name == INTERNAL:
        return []
    source = decode(raw)
    lines = (source.text or raw.data.decode("latin-1")[:0]).split("\n")
    first = max(1, d.line - _AROUND)
    found = []
    for number, text in enumerate(lines[first - 1 : d.line + _AROUND], first):
        mark = _marked(d, text) if number == d.line else []
        found.append({"number": number, "text": text[:_WIDEST], "mark": mark})
    return found if source.text else []


def _marked(d: Diagnostic, text: str) -> list[int]:
    start = min(d.column - 1, len(text))
    end = min(d.end_column - 1 if d.end_line == d.line else len(text), len(text))
    return [start, max(end, start + 1)]


def block_of(session: Session, d: Diagnostic) -> str:
    """Return the block of a canvas that a finding is about, by its slug; "" for none."""
    if d.name == "missing-section":
        return next((b.slug for b in BLOCKS if f"“{b.title}”" in d.message), "")
    raw = reading.read_file(file_of(session, d.path), d.path, reading.MAX_READ)
    if not isinstance(raw, Raw):
        return ""
    return block_at(headings(raw, session.studio.job.settings), d.line)


def block_at(starts: Iterable[tuple[int, str]], line: int) -> str:
    """Return the block whose section holds a line, the sections given by their first lines."""
    before = [block for start, block in starts if start <= line]
    return before[-1] if before else ""


@lru_cache(maxsize=64)
def headings(raw: Raw, settings: Settings) -> tuple[tuple[int, str], ...]:
    """Return line and block of every section of a post, in the file's order."""
    document = parse(decode(raw), settings.aliases, settings.standards)
    source: Source = document.source
    return tuple((source.position(h.span.start).line, h.block.slug) for h in document.headings)
