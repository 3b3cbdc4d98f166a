"""Makes posts that nobody would write, and says what has to hold for each of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from ninefold import markup, transcript
from ninefold.checker import Inspected, inspect
from ninefold.diagnostics.formats import FORMATS
from ninefold.diagnostics.formatting import Context
from ninefold.settings import Settings
from ninefold.site import manuscripts
from ninefold.source import Raw

SETTINGS = Settings()
CONTEXT = Context(False, lambda path, line: "", {}, "0")

PIECES = [
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\0",
    b"\r",
    b"\r\n",
    b"\n",
    b"\x0b",
    b"\x0c",
    *(
        b"\x1c",
        b"\x85",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\xe2\x80\xae",
        b"\xed\xa0\x80",
        b"\xc3\x28",
    ),
    *(
        b"\n---\n",
        b"---\n",
        b"\n...\n",
        b"+++\n",
        b"--- text ---",
        b"\n-\n",
        b"\n===\n",
        b"# ",
        b"\n#",
    ),
    b"## Channels\n",
    b"**Key Partners:** ",
    b"- Channels\n",
    b"1. ",
    b"- - - ",
    b"> ",
    b"    ",
    *(
        b"[",
        b"](",
        b"![",
        b"[^1]",
        b"[^1]: ",
        b"[a]: b\n",
        b"<",
        b"</",
        b"<!--",
        b"-->",
        b"<![CDATA[",
    ),
    *(
        b"<p>",
        b"</div>",
        b"<table><tr><td>",
        b"<script>",
        b"&#",
        b"&amp;",
        b"\\",
        b"`",
        b"```\n",
        b"~~~",
    ),
    *(
        b"*",
        b"_",
        b"|",
        b"\n|-|-|\n",
        b"\x02",
        b"\x03",
        b"\x02klzzwxh:0\x03",
        b"https://",
        b"a@b.c",
    ),
    b"{",
    b"}",
    b": ",
    b"&a ",
    b"*a",
    b"<<: *a\n",
    b"!!python/object:os.system ",
    b"? ",
    b"[[[[",
    b"9" * 40,
    b"2021-13-45",
    b"0x1F",
    b"1e999",
    b"no",
    b'"\\ud83d"',
    b"'",
    b'"',
    b"| \n  a\n",
    *(
        b"title: ",
        b"facts:\n  - name: ",
        b"sources: [{id: ",
        b"as_of: ",
        b"content: ",
        b"__class__: ",
    ),
    b"tags: ",
    b"compare: [",
    b"lang: ",
    b"dir: rtl\n",
    b"slug: ",
    b"summaries: {channels: ",
    b"<!-- ninefold: ignore -->",
    b"$1,000 million",
    b"5%",
    b"\xd9\xa1\xd9\xa2",
    b"\xe2\x82\xac",
]


def mutated(data: bytes, seeds: Sequence[bytes], chance: random.Random, most: int = 8) -> bytes:
    """Return a post with a few changes: bytes, pieces, other posts, lines, all at random."""
    made = bytearray(data)
    for _ in range(chance.randint(1, most)):
        place = chance.randrange(len(made) + 1)
        match chance.randrange(7):
            case 0 if made:
                made[place % len(made)] = chance.randrange(256)
            case 1:
                made[place:place] = chance.choice(PIECES) * chance.choice((1, 1, 2, 60))
            case 2:
                del made[place : place + chance.choice((1, 3, 30, 300))]
            case 3:
                other = chance.choice(seeds)
                start = chance.randrange(len(other) + 1)
                made[place:place] = other[start : start + chance.choice((5, 50, 500))]
            case 4:
                del made[place:]
            case 5:
                lines = bytes(made).split(b"\n")
                lines.insert(chance.randrange(len(lines)), chance.choice(lines))
                made = bytearray(b"\n".join(lines))
            case _:
                made[place : place + 1] = chance.choice(PIECES)
        del made[30_000:]
    return bytes(made)


def taken(data: bytes, path: str = "post.md") -> Inspected:
    """Read, check, report, render and write out a post; fail if any of it goes wrong."""
    found = inspect(Raw(path, data), SETTINGS)
    assert found.post or found.findings, "neither a page nor a finding came out"
    assert found.findings == tuple(sorted(found.findings))
    lines = data.count(b"\n") + data.count(b"\r") + 2
    for finding in found.findings:
        assert finding.path == path
        assert 1 <= finding.line <= finding.end_line <= lines
        assert finding.column >= 1
        assert finding.message.strip()
        assert finding.help.strip()
    for form in FORMATS.values():
        form(found.findings, CONTEXT).encode("utf-8")
    if found.post:
        post = replace(found.post, lang=found.post.lang or "en")
        (manuscript,) = manuscripts([post], frozenset())
        for section in markup.render(manuscript).sections:
            section.html.text.encode("utf-8")
        transcript.markdown(post, {}).encode("utf-8")
    return found
