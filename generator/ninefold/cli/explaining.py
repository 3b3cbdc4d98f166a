"""`ninefold check --explain-sections`: what was taken for which block, what was not, and why."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ninefold.canvas import Document
from ninefold.cli import OK, terminal
from ninefold.cli.equipment import Misuse, content_folder
from ninefold.cli.terminal import shown
from ninefold.config import Config
from ninefold.diagnostics.formatting import json_text, printable
from ninefold.files import reading
from ninefold.files.listing import read_content
from ninefold.parser import parse
from ninefold.source import Raw, decode


def explain(options: argparse.Namespace, settings: Config, root: Path) -> int:
    """Print how the sections of posts were recognised; return the exit code."""
    paths = [Path(path) for path in options.paths] or [content_folder(options, settings, root)]
    told = [explanation(path, parse(decode(raw), settings.aliases)) for path, raw in _posts(paths)]
    if options.format == "json":
        terminal.say(json_text(told) + "\n")
    else:
        terminal.say("\n".join(map(_table, told)))
    return OK


def explanation(path: str, document: Document) -> dict[str, Any]:
    """Return what was made of a post, with the keys of the command line's contract."""

    def line(offset: int) -> int:
        return document.source.position(offset).line

    return {
        "path": path,
        "kind": document.kind.value,
        "language": document.language,
        "sections": [
            {
                "block": found.block.value,
                "line": line(found.span.start),
                "text": found.text,
                "form": found.form,
            }
            for found in document.sections_found
        ],
        "not_taken": [
            {"line": line(other.span.start), "text": other.text, "reason": other.reason}
            for other in document.not_taken
        ],
    }


def _posts(paths: Iterable[Path]) -> Iterator[tuple[str, Raw]]:
    for path in paths:
        if path.is_dir():
            for raw in read_content(path).posts:
                yield shown(path / raw.path), raw
            continue
        if not os.path.lexists(path):
            raise Misuse(f"There is no file or folder {path}.")
        read = reading.read_file(path, shown(path), reading.MAX_READ)
        if not isinstance(read, Raw):
            raise Misuse(f"{path}: {read.message}")
        yield shown(path), read


def _table(told: dict[str, Any]) -> str:
    lines = [f"{printable(told['path'])}: {told['kind']}, {told['language']}"]
    taken = [(s["block"], s["line"], s["text"], s["form"]) for s in told["sections"]]
    lines += _columns(("block", "line", "taken for it", "form"), taken)
    if told["not_taken"]:
        rest = [("not taken", n["line"], n["text"], n["reason"]) for n in told["not_taken"]]
        lines += ["", *_columns(("", "line", "text", "why not"), rest)]
    return "\n".join(lines) + "\n"


def _columns(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    cells = [head, *([printable(str(cell)) for cell in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    return [
        "  "
        + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
