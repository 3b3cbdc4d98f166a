"""A site in a temporary folder: write posts, run commands, look at what comes out."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ninefold import cli
from ninefold.blocks import BLOCKS


@dataclass(frozen=True)
class Ran:
    """What a command left behind: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings of a command that ran with `--format json`."""
        found: list[dict[str, Any]] = json.loads(self.out)
        return found

    @property
    def codes(self) -> list[str]:
        """The codes of the findings, in their order."""
        return [finding["code"] for finding in self.findings]


class SiteFolder:
    """A site to be tested; every method that changes it returns the site itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def write(self, path: str, text: str | bytes) -> SiteFolder:
        """Write a file, its folders included; text as UTF-8, its line breaks as they are."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def canvas(self, name: str, front: str = "", **texts: str) -> SiteFolder:
        """Write content/NAME.md: a whole canvas, whose sections say `texts[key]` where given.

        `front` are further lines of front matter; a title is added unless it holds one.
        """
        return self.write(f"content/{name}.md", canvas_text(name, front, **texts))

    def run(self, *arguments: str) -> Ran:
        """Run `ninefold` with these arguments, in this process and the site's folder."""
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = cli.main(arguments)
            except SystemExit as stop:  # argparse ends the process itself
                code = int(stop.code or 0)
        out.flush()
        return Ran(code, out.buffer.getvalue().decode(), err.getvalue())  # type: ignore[attr-defined]

    def check(self, *arguments: str) -> Ran:
        """Check, and return the findings as JSON."""
        return self.run("check", "--format", "json", *arguments)

    def build(self, *arguments: str) -> Ran:
        """Build the site in this process, so that a fault shows where it is."""
        return self.run("build", "--jobs", "1", *arguments)

    def page(self, path: str) -> str:
        """Return the text of a file of the built site."""
        return (self.output / path).read_text(encoding="utf-8")

    def tree(self, folder: Path | None = None) -> dict[str, bytes]:
        """Return path -> bytes of every file of the built site, or of another folder."""
        root = folder or self.output
        files = (path for path in sorted(root.rglob("*")) if path.is_file())
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def canvas_text(title: str, front: str = "", **texts: str) -> str:
    """Return the text of a post with all nine sections."""
    lines = [front] if front else []
    if not front.startswith("title:") and "\ntitle:" not in front:
        lines.insert(0, f"title: {title}")
    head = "\n".join(["---", *lines, "---", ""])
    body = "\n".join(
        f"## {block.title}\n\n{texts.get(block.value, f'{title} on {block.title.lower()}.')}\n"
        for block in BLOCKS
    )
    return f"{head}\n{body}"
