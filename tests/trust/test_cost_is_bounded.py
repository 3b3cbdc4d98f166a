"""Bounded cost: no file takes more than ten seconds or 500 MiB, and none delays the others."""

from __future__ import annotations

import html
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ninefold import markup
from ninefold.blocks import Block
from ninefold.bounds import excess
from ninefold.checker import MOST_OF_A_RULE, inspect
from ninefold.executor import Pool
from ninefold.executor.limits import MEGABYTES, SECONDS
from ninefold.parser import MAX_SIZE
from ninefold.settings import Settings
from ninefold.site import manuscripts
from ninefold.source import Raw
from site_folder import Ran, SiteFolder, canvas_text
from test_build import process, small_theme
from trust.shapes import MARKDOWN, PROSE

SHAPES = {**MARKDOWN, **PROSE}


@pytest.fixture(autouse=True)
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return small_theme(tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """Workers that the system ends when a post takes too much."""
    with Pool(1) as pool:
        yield pool


def worked(raw: Raw) -> tuple[str, ...]:
    """Read, check and render a post; the names of its findings."""
    found = inspect(raw, Settings())
    if found.post:
        for manuscript in manuscripts([found.post], frozenset()):
            markup.render(manuscript)
    return tuple(finding.name for finding in found.findings)


def gave_up(raw: Raw, why: str) -> tuple[str, ...]:
    return ("gave up", why)


def largest(shape: str) -> str:
    """The longest text of a shape that is rendered: a little longer, and it is beyond a bound."""
    least, most = 0, 100_001
    while most - least > 1 + least // 200:
        size = (least + most) // 2
        least, most = (least, size) if excess(SHAPES[shape](size)) else (size, most)
    return SHAPES[shape](least)


# The shapes, far below the limits of a post's length, and just below them. A worker that
# needs more than its seconds or its memory is ended, and the test sees what it was told.


@pytest.mark.parametrize("size", [16_000, MAX_LENGTH_OF_A_TEXT := 99_000])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_that_is_dear_to_render_stays_cheap(pool: Pool, shape: str, size: int) -> None:
    text = canvas_text("a", channels=SHAPES[shape](size))
    (names,) = pool(worked, [Raw("a.md", text.encode())], gave_up)
    assert "gave up" not in names, names


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_just_below_its_bound_stays_cheap(pool: Pool, shape: str) -> None:
    text = canvas_text("a", channels=largest(shape))
    (names,) = pool(worked, [Raw("a.md", text.encode())], gave_up)
    assert "gave up" not in names, names


@pytest.mark.parametrize("shape", [s for s in SHAPES if s.startswith(("open", "brackets"))])
def test_nine_sections_and_twenty_others_just_below_a_bound_stay_cheap(
    pool: Pool, shape: str
) -> None:
    piece = largest(shape)
    text = canvas_text("a", **{block.value: piece for block in Block})
    others = "".join(f"\n\n## Other {number}\n\n{piece}" for number in range(20))
    (names,) = pool(worked, [Raw("a.md", (text + others)[: MAX_SIZE - 1].encode())], gave_up)
    assert "gave up" not in names, names


def test_what_one_text_may_hold_is_all_that_the_texts_of_a_post_may_hold() -> None:
    text = canvas_text("a", **{block.value: "[" * 900 for block in Block})
    found = inspect(Raw("a.md", text.encode()), Settings()).findings
    costly = [finding for finding in found if finding.name == "costly-text"]
    assert len(costly) == len(Block) - 1


def test_many_headings_that_are_dear_to_render_stay_cheap(pool: Pool) -> None:
    headings = "".join(f"\n\n## {'[' * 900} {number}\n\nText." for number in range(900))
    (names,) = pool(worked, [Raw("a.md", (canvas_text("a") + headings).encode())], gave_up)
    assert "gave up" not in names, names


@pytest.mark.parametrize("shape", ["open tags", "fences never closed", "ampersands", "addresses"])
def test_a_post_of_nearly_a_million_characters_stays_cheap(pool: Pool, shape: str) -> None:
    text = canvas_text("a", channels=SHAPES[shape](MAX_SIZE - 5_000))
    (names,) = pool(worked, [Raw("a.md", text.encode())], gave_up)
    assert "costly-text" in names


FRONTS = {
    "keys": "".join(f"{n:x}:\n" for n in range(10_000)),
    "keys that are nearly right": "".join(f"titl{n}: v\n" for n in range(5_000)),
    "one key": "title: a\n" * 6_000,
    "keys of a fact": "facts:\n  - " + "    ".join(f"{n:x}:\n" for n in range(6_000)),
    "facts": "facts:\n" + "  - {name: a, value: 1, source: s}\n" * 1_800,
    "sources": "sources:\n" + "".join(f"  - {{id: s{n}, title: t}}\n" for n in range(2_500)),
    "tags": f"tags: [{', '.join(f't{n}' for n in range(8_000))}]\n",
    "canvases to compare": f"compare: [{', '.join(f'c{n}' for n in range(8_000))}]\n",
    "anchors": "".join(f"k{n}: &a{n} v\n" for n in range(4_000)),
    "lines of nothing": 'title: "' + "\n" * 60_000,
    "steps": "".join(" " * n + "a:\n" for n in range(340)),
}


@pytest.mark.parametrize("front", FRONTS)
def test_a_long_front_matter_stays_cheap(pool: Pool, front: str) -> None:
    raw = Raw("a.md", canvas_text("a", FRONTS[front]).encode())
    assert len(raw.data) < 66_000  # longer ones are refused
    (found,) = pool(worked, [raw], gave_up)
    assert "gave up" not in found, found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a" * 100_001, "longer than 100,000 characters"),
        ("a\n" * 10_009, "10,000 lines"),
        ("a\n" * 9_000 + "[" * 2_001, "2,000 times the character ["),
        ("a" * 32_001, "a line longer than 32,000"),
        ("> " * 51 + "a", "50 levels"),
        ("- " * 51 + "a", "50 levels"),
        ("1. " * 51 + "a", "50 levels"),
        (" " * 200 + "- a", "50 levels"),
        ("|a" * 200 + "|\n" + "|-|\n" * 120, "20,000 cells"),
        ("|a|b|\n|-|-|\n" + "`|" * 1_000, "20,000 cells"),
        (("|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "|a|\n" * 40 + "\n") * 5, "20,000 cells"),
        ("[" * 1_001, "do not end it"),
        ('[a](b "c" d) ' * 300 + "an end", "do not end it"),
        ("> ---\n" * 2_700, "do not end it"),
    ],
)
def test_what_is_beyond_a_limit_is_a_finding_and_is_shown_as_written(
    site: SiteFolder, text: str, words: str
) -> None:
    site.canvas("a", channels=text)
    (finding,) = [f for f in site.check().findings if f["name"] == "costly-text"]
    assert words in finding["message"]
    assert finding["line"] > 1
    assert site.build().code == 0
    assert html.escape(text.strip()[-5:]) in site.page("canvases/a/index.html")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 32_000,
        "[" * 900,
        "[a](b)" * 2_000,
        "a [link](https://a.example/b_(c) 'of old') and [`code`][d] and [^1] and \\[e\\].\n" * 300,
        "[![image](a.png)](b.md)\n" * 800,
        "\n\n".join(f"- [ ] [a{n}](b)[^{n}]\n\n[^{n}]: [c](d)" for n in range(400)),
        "<p class=\"a\">It is <b>bold</b><br/> <a href='b'>c</a></p>\n" * 400,
        "Fewer than <5 and [more.\n\n" * 1_000,
        "***\n\na\n\n" * 2_400,
        "> " * 50 + "a",
        "- " * 3_000,
        "* " * 3_000 + "\n" + "-" * 3_000,
        "|a" * 100 + "|\n" + "|-|\n" * 150,
        " " * 300 + "code",
        "word " * 6_000,
    ],
)
def test_what_is_within_the_limits_is_no_finding(text: str) -> None:
    assert excess(text) == ""


def test_findings_of_one_rule_in_one_post_have_an_end() -> None:
    text = canvas_text("a", channels="a\n" * 40_000)
    names = [finding.name for finding in inspect(Raw("a.md", text.encode()), Settings()).findings]
    assert max(names.count(name) for name in names) == MOST_OF_A_RULE


# Files that are refused unread


@pytest.mark.parametrize(
    "data",
    [
        b"# a\n" * 13_000_000,
        b"\n" * 1_000_001,
        b"> " * 5_000_000,
        ("ж" * 600_000).encode() * 2,
    ],
    ids=["50 MB", "lines", "quotes", "two bytes a character"],
)
def test_an_oversized_file_is_refused_and_the_others_are_read(
    site: SiteFolder, data: bytes
) -> None:
    site.canvas("good").write("content/big.md", data)
    ran = site.check()
    assert [(f["path"], f["name"]) for f in ran.findings] == [("content/big.md", "oversized-file")]
    assert site.build("--keep-going").code == 1
    assert (site.output / "canvases/good/index.html").is_file()


def test_a_hundred_thousand_lines_are_refused_or_shown(site: SiteFolder) -> None:
    site.canvas("a", channels="A line.\n" * 100_000)
    assert "costly-text" in {f["name"] for f in site.check("--jobs", "1").findings}
    assert site.build().code == 0
    assert site.page("canvases/a/index.html").count("A line.") >= 100_000


@pytest.mark.parametrize("where", ["ninefold.toml", "templates/home.html"])
def test_a_file_of_the_owner_that_has_no_end_is_refused_unread(
    site: SiteFolder, where: str
) -> None:
    file = site.canvas("a").write(where, "").folder / where
    os.truncate(file, 5_000_000_000)  # it takes no room on the disk
    ran = site.build()
    assert ran.code == 2
    assert "longer than" in ran.err


# What slips through: a post that takes for ever, wherever and however it does


SPIN = "while True: pass"
HOLD = "block = [bytearray(1 << 20) for _ in range(4000)]"
NATIVE = "import re; re.match(r'(?:aa|a|aa)*c', 'a' * 60)"
DIE = "import os; os.kill(os.getpid(), 9)"
LEAVE = "import os; os._exit(0)"
PLACES = {
    "read": ("from ninefold import checker as room", "parse", "source.text"),
    "render": ("from ninefold.markup import _Fragments as room", "_with_definitions", "text"),
}
TOLD = {
    SPIN: f"takes more than {SECONDS} seconds",
    NATIVE: f"takes more than {SECONDS} seconds",
    HOLD: f"takes more than {MEGABYTES} MB",
    DIE: "ended the process",
    LEAVE: "ended the process",
}


def trapped(site: SiteFolder, deed: str, place: str, *arguments: str) -> Ran:
    """Run a command in which a post that says TRAP makes a process do a deed."""
    imported, name, _ = PLACES[place]
    before = f"""
import atexit, pathlib, re, resource
def peak():
    own = pathlib.Path("/proc/self/status").read_text()
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    most = max(workers, int(re.search(r"VmHWM:\\s*(\\d+)", own)[1]))
    pathlib.Path({str(site.folder / "peak")!r}).write_text(str(most))
atexit.register(peak)
{imported}
kept = room.{name}
def {name}(*arguments):
    *_, source = [a for a in arguments if hasattr(a, "text") or isinstance(a, str)]
    if "TRAP" in getattr(source, "text", source):
        {deed}
    return kept(*arguments)
room.{name} = {name}
"""
    ran = process(site, *arguments, before=before)
    out, err = ran.communicate()
    return Ran(ran.returncode, out.decode(), err.decode())


@pytest.mark.parametrize("deed", TOLD, ids=["spin", "native", "hold", "die", "leave"])
@pytest.mark.parametrize("place", PLACES)
def test_a_post_that_takes_too_much_is_a_finding_and_the_others_go_on(
    site: SiteFolder, deed: str, place: str
) -> None:
    site.canvas("good").canvas("bad", channels="TRAP").canvas("other")
    began = time.monotonic()
    ran = trapped(site, deed, place, "build", "--keep-going", "--format", "json")
    assert ran.code == 1, ran.err
    (finding,) = ran.findings
    assert (finding["path"], finding["name"]) == ("content/bad.md", "costly-post")
    assert TOLD[deed] in finding["message"]
    assert "Traceback" not in ran.err
    assert {p.name for p in (site.output / "canvases").iterdir()} == {"good", "other", "index.html"}
    assert time.monotonic() - began < 60  # it came to an end; how soon is for benchmarks
    assert int((site.folder / "peak").read_text()) < 700_000  # kB, of any of its processes


def test_a_post_that_takes_too_much_stops_a_build_as_any_error_does(site: SiteFolder) -> None:
    site.canvas("good").build()
    before = site.tree()
    site.canvas("bad", channels="TRAP")
    for place in PLACES:
        ran = trapped(site, DIE, place, "build")
        assert ran.code == 1
        assert "Nothing was written." in ran.err
        assert site.tree() == before


def test_what_was_given_up_is_tried_again_by_the_next_run(site: SiteFolder) -> None:
    site.canvas("good").canvas("bad", channels="TRAP")
    assert trapped(site, DIE, "read", "check").code == 1
    assert site.check().findings == []


def test_many_bad_posts_among_good_ones_cost_only_themselves(site: SiteFolder) -> None:
    for number in range(40):
        site.canvas(f"{number:02}", channels="TRAP" if number % 4 == 0 else "Shops.")
    for jobs in ("1", "2"):
        ran = trapped(
            site, LEAVE, "read", "check", "--no-cache", "--format", "json", "--jobs", jobs
        )
        bad = [f["path"] for f in ran.findings if f["name"] == "costly-post"]
        assert bad == [f"content/{number:02}.md" for number in range(0, 40, 4)]
        assert not [f for f in ran.findings if f["name"] == "unreadable-file"]


def test_no_process_is_left_behind(site: SiteFolder) -> None:
    site.canvas("good").canvas("bad", channels="TRAP")
    running = process(site, "check", before="import time; time.sleep(0)")
    running.communicate()
    listed = subprocess.run(
        ["ps", "-eo", "ppid="], capture_output=True, text=True, check=True
    ).stdout.split()
    assert str(running.pid) not in listed


def test_a_machine_without_limits_still_maps() -> None:
    code = """
import sys
sys.modules["resource"] = None
from ninefold.executor import Pool
with Pool(2) as pool:
    print(sum(pool(abs, range(-50, 0), lambda item, why: 0)))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.stdout == "1275\n", done.stderr
