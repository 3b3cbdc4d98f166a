"""How many files of a site change when one word of one post changes.

    python3 run.py python benchmarks/edits.py [N] [--edits E] [--kinds]

Builds N made posts, then E times changes one word of one post and builds again; every edit
starts from the same library. Every other edit writes a word that no post has, the rest one
that some other post has. Prints median and greatest number of files that were changed,
added or removed, and with --kinds which kinds of file they are.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import statistics
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import made
from ninefold import cli
from ninefold.files import manifest

_WORD = re.compile(r"\b[a-z]{5,}\b")


def main() -> None:
    """Print a line an edit, and what they come to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--kinds", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        site = Path(folder)
        made.write(site / "content", options.count)
        before = built(site)
        chance = random.Random(2)
        numbers = []
        for number in range(options.edits):
            post = site / "content" / f"company-{chance.randrange(options.count):05}.md"
            other = site / "content" / f"company-{chance.randrange(options.count):05}.md"
            old = post.read_text("utf-8")
            fresh = "".join(chance.choices("bdfgklmnprtvz", k=9))
            word = fresh if number % 2 else chance.choice(_words(other.read_text("utf-8")))
            gone, text = edited(old, word, chance)
            post.write_text(text, "utf-8")
            changed = differing(before, built(site))
            post.write_text(old, "utf-8")
            numbers.append(len(changed))
            print(f"{post.stem}: {gone} -> {word}: {len(changed)} files", flush=True)
            if options.kinds:
                for kind, files in Counter(map(_kind, changed)).most_common():
                    print(f"    {files:4} {kind}", flush=True)
        print(f"median {statistics.median(numbers):g}, most {max(numbers)}, of {len(before)} files")


def edited(text: str, word: str, chance: random.Random) -> tuple[str, str]:
    """Return the word that was taken out of a post's text, and the text with another for it."""
    start = text.index("\n---\n\n")
    heads = [match.span() for match in re.finditer(r"(?m)^#.*$", text)]
    found = [
        m for m in _WORD.finditer(text, start) if not any(a <= m.start() < b for a, b in heads)
    ]
    match = chance.choice(found)
    return match[0], text[: match.start()] + word + text[match.end() :]


def built(site: Path) -> Mapping[str, str]:
    """Build the site; return the digest of each of its files by path."""
    with Path(os.devnull).open("w") as nothing, contextlib.redirect_stdout(nothing):
        cli.main(["build", "--quiet"])
    return manifest.read(site / "output") or {}


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Return the paths whose files are not the same in both."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def _words(text: str) -> list[str]:
    return _WORD.findall(text, text.index("\n---\n\n"))


def _kind(path: str) -> str:
    """A path without what tells one file of its kind from another."""
    folders = path.split("/")
    if folders[0] in ("canvases", "compare", "companies") and len(folders) > 2:
        folders[1] = "*"
    return re.sub(r"[0-9a-f]{8,}|\d+", "*", "/".join(folders))


if __name__ == "__main__":
    main()
