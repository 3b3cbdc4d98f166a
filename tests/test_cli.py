"""The command line's contract: exit codes, what goes to which stream, and what is left alone."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import ninefold
from ninefold import build as pipeline
from ninefold import cli, pages
from site_folder import Ran, SiteFolder, canvas_text
from test_build import process, small_theme

COMMANDS = ("build", "check", "new")
KEYS = ["path", "line", "column", "end_line", "end_column"]
KEYS += ["severity", "code", "name", "message", "help"]
BROKEN = "No front matter, no canvas.\n"
ODD = "odd\x1b[31m\u202e\x07\x9b2J"


@pytest.fixture(autouse=True)
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return small_theme(tmp_path, monkeypatch)


def one_line(ran: Ran) -> bool:
    return ran.out == "" and ran.err.count("\n") == 1 and ran.err.startswith("ninefold: ")


def run(site: SiteFolder, *arguments: str, **options: Any) -> Ran:
    """Run a command in a process of its own, with nothing on its terminal."""
    ended = process(site, *arguments, **options)
    out, err = ended.communicate()
    return Ran(ended.returncode, out.decode(), err.decode())


# Exit codes


@pytest.mark.parametrize("command", ["build", "check"])
def test_no_findings_is_0(site: SiteFolder, command: str) -> None:
    ran = site.canvas("a").run(command)
    assert (ran.code, ran.out) == (0, "")
    assert "No findings." in ran.err


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize(
    ("front", "channels", "plain", "strict"),
    [("colour: red", "x", 0, 0), ("", "", 0, 1), ("as_of: soon", "x", 1, 1)],
    ids=["hint", "warning", "error"],
)
def test_errors_are_1_and_warnings_if_strict(
    site: SiteFolder, command: str, front: str, channels: str, plain: int, strict: int
) -> None:
    site.canvas("a", front=front, channels=channels)
    ran = site.run(command, "--format", "json")
    assert len(ran.findings) == 1
    assert ran.code == plain
    assert site.run(command, "--strict").code == strict


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["build", "--nonsense"],
        ["build", "extra"],
        ["build", "--format", "xml"],
        ["build", "--color", "maybe"],
        ["build", "--jobs", "many"],
        ["build", "--base", "https://example.org"],
        ["build", "--output"],
        ["check", "--drafts"],
        ["check", "--output", "x"],
        ["check", "--keep"],
        ["new"],
        ["new", "a", "b"],
        ["new", "a", "--force"],
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_2_with_usage(site: SiteFolder, arguments: list[str]) -> None:
    ran = site.canvas("a").run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "usage: ninefold" in ran.err
    assert sorted(path.name for path in site.folder.iterdir()) == ["content"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--jobs", "0"],
        ["check", "--jobs", "-1"],
        ["build", "--content", "nowhere"],
        ["check", "--content", "nowhere"],
        ["check", "--content", "content/a.md"],
        ["check", "nowhere.md"],
        ["check", "content/a.md", "nowhere.md"],
        ["check", "x" * 300],
        ["check", "content/a.md/b.md"],
        ["build", "--config", "nowhere.toml"],
        ["build", "--config", "content"],
        ["build", "--templates", "nowhere"],
        ["build", "--templates", "content/a.md"],
        ["build", "--output", "content"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_2_in_one_line(site: SiteFolder, arguments: list[str]) -> None:
    ran = site.canvas("a").run(*arguments)
    assert ran.code == 2
    assert one_line(ran), ran.err


def test_a_fault_of_ours_is_3_with_a_traceback_and_leaves_the_site_whole(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def planner(plan: object) -> Any:
        raise ZeroDivisionError("in a planner")

    site.canvas("a").build()
    before = site.tree()
    monkeypatch.setattr(pages, "SITE_PLANNERS", ((planner, ("",)),))
    ran = site.canvas("b").build("--format", "json")
    assert (ran.code, ran.out) == (3, "")
    *traceback, last = ran.err.rstrip("\n").split("\n")
    assert "Traceback" in traceback[0]
    assert "ZeroDivisionError: in a planner" in traceback
    assert last.startswith("ninefold: ")
    assert site.tree() == before
    assert not (site.folder / ".output.ninefold-new").exists()


def test_an_interruption_is_130_without_a_traceback(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "build", interrupted)
    ran = site.canvas("a").build()
    assert (ran.code, ran.out, ran.err) == (130, "", "ninefold: interrupted\n")


# Interrupting and killing real processes

SLOW = """
import time
from ninefold import markup
real = markup.render
def slow(manuscript: markup.Manuscript) -> markup.Rendered:
    pathlib.Path("rendering").touch()
    time.sleep(0.02)
    return real(manuscript)
slow.__module__, slow.__qualname__ = real.__module__, real.__qualname__
markup.render = slow
"""
SLOW_THEME = SLOW.replace("markup.render", "theme.render").replace(
    "import markup", "import theme"
).replace("(manuscript: markup.Manuscript) -> markup.Rendered", "(look, page)").replace(
    "real(manuscript)", "real(look, page)"
)  # fmt: skip


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("stage", [SLOW, SLOW_THEME], ids=["text", "pages"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["int", "term"])
def test_ctrl_c_leaves_the_old_site_and_no_litter(
    site: SiteFolder, jobs: str, stage: str, number: signal.Signals
) -> None:
    site.canvas("a").build()
    before = site.tree()
    for count in range(100):
        site.canvas(f"post-{count}")
    # A group of its own, as a terminal's Ctrl-C reaches all processes of it.
    build = process(site, "build", "--jobs", jobs, before=stage, start_new_session=True)
    while not (site.folder / "rendering").exists():
        assert build.poll() is None
        time.sleep(0.01)
    if number is signal.SIGINT:
        os.killpg(build.pid, number)
    else:
        build.send_signal(number)
    out, err = build.communicate()
    assert (build.returncode, out, err) == (130, b"", b"ninefold: interrupted\n")
    assert site.tree() == before
    (site.folder / "rendering").unlink()
    left = {path.name for path in site.folder.iterdir()}
    assert left == {"content", "output", ".ninefold_cache"}
    with pytest.raises(ProcessLookupError):
        os.killpg(build.pid, 0)  # no worker is left


# Pipes


@pytest.mark.parametrize("both", [False, True], ids=["stdout", "both streams"])
def test_a_reader_that_has_seen_enough_ends_a_check_quietly(site: SiteFolder, both: bool) -> None:
    site.write("content/a.md", BROKEN)
    reader, writer = os.pipe()
    os.close(reader)  # as `head` does, which has what it wants
    check = process(site, "check", stdout=writer, stderr=writer if both else subprocess.PIPE)
    os.close(writer)
    _, err = check.communicate()
    assert check.returncode == 1
    assert not err


def test_an_output_that_cannot_be_written_is_2(site: SiteFolder) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = process(site.write("content/a.md", BROKEN), "check", stdout=full)
        _, err = ran.communicate()
    assert ran.returncode == 2
    assert err.count(b"\n") == 1


def test_a_closed_output_is_no_fault(site: SiteFolder) -> None:
    site.write("content/a.md", BROKEN)
    ran = run(site, "check", before="os.close(1); sys.stdout = None")
    assert ran.code == 1
    assert "Traceback" not in ran.err


# Help, version, lazy imports

HEAVY = {"markdown", "jinja2", "yaml", "msgspec", "rich", "nh3", "slugify", "frontmatter"}
HEAVY |= {"multiprocessing", "sqlite3", "tomllib", "ninefold.build", "ninefold.cli.commands"}


def python(*arguments: str, env: dict[str, str] | None = None) -> Ran:
    package = os.fspath(Path(ninefold.__file__).parents[1])
    env = {**os.environ, "PYTHONPATH": package, **(env or {})}
    ended = subprocess.run([sys.executable, *arguments], env=env, capture_output=True, check=False)
    return Ran(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"], ["x"]])
def test_what_does_no_work_imports_nothing_for_it(arguments: list[str]) -> None:
    script = f"""
import sys
from ninefold.cli import main
try:
    main({arguments!r})
except SystemExit:
    print(*sorted(sys.modules), sep="\\n")
"""
    assert not HEAVY & set(python("-c", script).out.split("\n"))


@pytest.mark.parametrize("command", [[], *[[name] for name in COMMANDS]], ids=" ".join)
def test_every_command_explains_itself(site: SiteFolder, command: list[str]) -> None:
    ran = site.run(*command, "--help")
    assert ran.code == 0
    assert ran.out.startswith(" ".join(["usage: ninefold", *command]))
    assert ran.err == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(command: str) -> None:
    (commands,) = (a for a in cli.parser()._actions if isinstance(a.choices, dict))
    actions = commands.choices[command]._actions  # type: ignore[index]
    assert all(action.help for action in actions)
    if command == "build":
        contract = "--content --output --templates --config --base-url --strict --keep-going"
        contract += " --drafts --jobs --no-cache --cache-dir --format --quiet --color"
        assert set(contract.split()) <= {name for a in actions for name in a.option_strings}


def test_the_module_is_the_command() -> None:
    ran = python("-m", "ninefold", "--version")
    assert (ran.code, ran.out) == (0, f"ninefold {ninefold.__version__}\n")
    assert python("-m", "ninefold", "nonsense").code == 2


# JSON


@pytest.mark.parametrize("command", ["build", "check"])
def test_json_is_one_array_and_nothing_else(site: SiteFolder, command: str) -> None:
    assert site.canvas("a").run(command, "--format", "json").out == "[]\n"
    site.canvas("b", front="colour: red\nas_of: soon", channels="").write("content/c.md", BROKEN)
    ran = site.run(command, "--format", "json")
    assert len(ran.findings) == 4
    for finding in ran.findings:
        assert list(finding) == KEYS
        for key, value in finding.items():
            assert type(value) is (int if key in KEYS[1:5] else str)
        assert finding["severity"] in ("error", "warning", "hint")
        assert 1 <= finding["line"] <= finding["end_line"]
        assert re.fullmatch(r"NF\d{3}", finding["code"])
    places = [(f["path"], f["line"], f["column"]) for f in ran.findings]
    assert places == sorted(places)
    assert {f["path"] for f in ran.findings} == {"content/b.md", "content/c.md"}


def test_columns_count_code_points_from_1(site: SiteFolder) -> None:
    site.canvas("a", front="🚢é: x")
    (finding,) = site.check().findings
    assert [finding[key] for key in KEYS[1:5]] == [3, 1, 3, 3]


@pytest.mark.parametrize("command", ["build", "check"])
def test_faults_of_the_configuration_are_json_too(site: SiteFolder, command: str) -> None:
    site.canvas("a").write("ninefold.toml", 'titel = "x"\nneighbours = "many"\n')
    ran = site.run(command, "--format", "json")
    assert ran.code == 2
    assert [(f["path"], f["line"], f["code"]) for f in ran.findings] == [
        ("ninefold.toml", 1, "NF902"),
        ("ninefold.toml", 2, "NF903"),
    ]
    assert "`title`" in ran.findings[0]["help"]
    assert all(list(finding) == KEYS for finding in ran.findings)
    assert not site.output.exists()


@pytest.mark.parametrize("command", ["build", "check"])
def test_paths_begin_in_the_current_folder(
    site: SiteFolder, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("ninefold.toml", "").write("content/deep/a.md", BROKEN).write("other/b.md", BROKEN)

    def path(*arguments: str) -> str:
        return str(site.run(command, "--format", "json", *arguments).findings[0]["path"])

    assert path() == "content/deep/a.md"
    assert path("--content", "other") == "other/b.md"
    assert path("--content", "./other/../other") == "other/b.md"
    assert path("--content", os.fspath(site.folder / "other")) == "other/b.md"
    monkeypatch.chdir(site.folder / "content/deep")
    assert path() == "a.md"
    assert path("--content", "../../other") == "../../other/b.md"
    monkeypatch.chdir(site.folder / "other")
    assert path() == "../content/deep/a.md"


# Streams


def test_findings_go_to_stdout_and_notices_to_stderr(site: SiteFolder) -> None:
    site.write("content/a.md", BROKEN)
    for command in ("build", "check"):
        ran = site.run(command)
        assert ran.out.startswith("content/a.md:1:1: error NF201 ")
        assert "ninefold:" not in ran.out
        assert all(line.startswith("ninefold: ") for line in ran.err.strip().split("\n"))


def test_a_quiet_build_prints_findings_only(site: SiteFolder) -> None:
    ran = site.canvas("a", channels="").build("--quiet")
    assert ran.out.startswith("content/a.md:")
    assert ran.err == ""
    bad = site.write("content/b.md", BROKEN).build("--quiet")
    assert (bad.code, bad.err) == (1, "")


def test_a_quiet_build_still_says_why_it_cannot_be_done(site: SiteFolder) -> None:
    assert one_line(site.build("--quiet", "--content", "nowhere"))


@pytest.mark.parametrize("wish", [[], ["--color", "auto"], ["--color", "never"]])
def test_a_pipe_gets_no_colour(site: SiteFolder, wish: list[str]) -> None:
    ran = run(site.write("content/a.md", BROKEN), "check", *wish)
    assert "\x1b" not in ran.out + ran.err


@pytest.mark.parametrize("no_color", ["", "1"])
def test_colour_can_be_asked_for(site: SiteFolder, no_color: str) -> None:
    ran = run(site.write("content/a.md", BROKEN), "check", "--color", "always",
              env={"NO_COLOR": no_color})  # fmt: skip
    assert "\x1b[" in ran.out
    assert "\x1b" not in ran.err


def test_json_has_no_colour_whatever_is_asked_for(site: SiteFolder) -> None:
    ran = site.write("content/a.md", BROKEN).check("--color", "always")
    assert "\x1b" not in ran.out


@pytest.mark.parametrize(
    ("env", "wish", "coloured"),
    [({}, [], True), ({"NO_COLOR": "1"}, [], False), ({"NO_COLOR": ""}, [], True),
     ({}, ["--color", "never"], False), ({"NO_COLOR": "1"}, ["--color", "always"], True)],
)  # fmt: skip
def test_a_terminal_gets_colour_unless_it_is_refused(
    site: SiteFolder, env: dict[str, str], wish: list[str], coloured: bool
) -> None:
    site.write("content/a.md", BROKEN)
    ours, theirs = pty.openpty()
    check = process(site, "check", "--no-cache", *wish, env=env, stdout=theirs)
    check.communicate()
    os.close(theirs)
    seen = os.read(ours, 100_000)
    os.close(ours)
    assert b"NF201" in seen
    assert (b"\x1b[" in seen) == coloured


# What a terminal is spared


def spared(text: str) -> bool:
    return all(char.isprintable() or char == "\n" for char in text)


def test_odd_names_and_messages_reach_the_terminal_escaped(site: SiteFolder) -> None:
    front = '"\u202ekey": x\nslug: "\u202eslug"'
    site.write(f"content/{ODD}.md", BROKEN).canvas("a", front=front)
    site.write("content/b.md", f"---\ntitle: [{ODD}]\n---\n")
    for ran in (site.run("check"), site.build(), site.run("check", f"content/{ODD}.md")):
        assert ran.code == 1
        assert spared(ran.out), ran.out
        assert spared(ran.err), ran.err
        assert "\\u{1b}" in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", f"{ODD}"],
        ["check", "--content", f"{ODD}"],
        ["build", "--config", f"{ODD}"],
        ["build", "--templates", f"{ODD}"],
        ["build", "--output", f"content/{ODD}"],
        ["build", "--output", f"{ODD}"],
        ["build", "--cache-dir", f"content/a.md/{ODD}"],
        ["new", "Acme", "--as-of", ODD],
        ["new", "Acme", "--content", ODD],
    ],
    ids=range(9),
)
def test_odd_arguments_reach_the_terminal_escaped(site: SiteFolder, arguments: list[str]) -> None:
    ran = site.canvas("a").run(*arguments)
    assert spared(ran.out), ran.out
    assert spared(ran.err), ran.err
    assert "\\u{1b}" in ran.out + ran.err


def test_bytes_that_are_no_text_are_no_trouble_anywhere(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = SiteFolder(Path(os.fsdecode(os.fsencode(site.folder) + b"/caf\xe9")))
    folder.canvas("good").write(os.fsdecode(b"content/na\xefve.md"), BROKEN)
    monkeypatch.chdir(folder.folder)
    named = folder.check(os.fsdecode(b"content/na\xefve.md"))
    for ran in (folder.check(), named, folder.build("--format", "json")):
        assert [finding["path"] for finding in ran.findings] == ["content/na\\xefve.md"]
    for _ in range(2):
        assert folder.build("--keep-going").code == 1
    monkeypatch.chdir(site.folder)
    assert "caf\\xe9" in run(site, "new", "Acme", "--content", os.fsdecode(b"caf\xe9/new")).out


def test_paths_are_printed_in_every_locale(site: SiteFolder) -> None:
    site.write("ünï/ü.md", BROKEN)
    env = {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    ran = python("-m", "ninefold", "new", "Acme", "--content", "ünï", env=env)
    assert ran.out == "ünï/acme.md\n", ran.err
    ran = python("-m", "ninefold", "check", "ünï/ü.md", env=env)
    assert ran.code == 1
    assert ran.out.startswith("ünï/ü.md:")


# Which posts are checked


def checked(site: SiteFolder, *paths: str) -> list[str]:
    """The posts in which a check of these paths finds something; all are broken."""
    ran = site.check("--", *paths)
    assert ran.code == (1 if ran.findings else 0)
    return [finding["path"] for finding in ran.findings if finding["severity"] == "error"]


@pytest.fixture
def broken(site: SiteFolder) -> SiteFolder:
    for name in ("a.md", "sub/b.md", "sub-b/c.md", ".h.md", "notes.txt", ".hidden/d.md"):
        site.write(f"content/{name}", BROKEN)
    return site.write("other/e.md", BROKEN).write("loose.md", BROKEN)


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        ([], ["content/a.md", "content/sub-b/c.md", "content/sub/b.md"]),
        (["content"], ["content/a.md", "content/sub-b/c.md", "content/sub/b.md"]),
        (["content/a.md"], ["content/a.md"]),
        (["./content/../content/a.md"], ["content/a.md"]),
        (["content/sub"], ["content/sub/b.md"]),
        (["content/sub/"], ["content/sub/b.md"]),
        (["content/sub", "content/a.md"], ["content/a.md", "content/sub/b.md"]),
        (["content/a.md", "content/a.md", "content"],
         ["content/a.md", "content/sub-b/c.md", "content/sub/b.md"]),
        (["content/notes.txt"], ["content/notes.txt"]),
        (["content/.h.md"], ["content/.h.md"]),
        (["content/.hidden"], ["content/.hidden/d.md"]),
        (["content/.hidden/d.md"], ["content/.hidden/d.md"]),
        (["loose.md"], ["loose.md"]),
        (["other"], ["other/e.md"]),
        (["other/e.md"], ["other/e.md"]),
        (["other", "loose.md", "content/a.md"], ["content/a.md", "loose.md", "other/e.md"]),
    ],
    ids=lambda value: " ".join(value),
)  # fmt: skip
def test_a_check_covers_what_is_named_and_no_more(
    broken: SiteFolder, paths: list[str], found: list[str]
) -> None:
    assert checked(broken, *paths) == found


def test_a_check_covers_what_is_named_by_its_full_path(broken: SiteFolder) -> None:
    assert checked(broken, os.fspath(broken.folder / "content/a.md")) == ["content/a.md"]


def test_a_check_covers_what_is_named_past_a_linked_content_folder(
    broken: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    (broken.folder / "content").rename(broken.folder / "real")
    (broken.folder / "content").symlink_to("real")
    assert checked(broken, "real/a.md") == ["content/a.md"]
    assert checked(broken, "content/a.md") == ["content/a.md"]


def test_a_part_of_the_library_is_checked_as_a_part_of_it(site: SiteFolder) -> None:
    site.canvas("sub/a", channels="[b](../b.md) ![i](../i.png)", front="compare: [b]")
    site.canvas("b").write("content/i.png", b"")
    for path in ("content/sub", "content/sub/a.md", "content"):
        assert site.check(path).out == "[]\n"


def test_a_post_outside_the_library_is_checked_by_itself(site: SiteFolder) -> None:
    site.canvas("a").write("draft.md", canvas_text("Draft", front="slug: a\ncompare: [nobody]"))
    assert site.check("draft.md").out == "[]\n"


@pytest.mark.parametrize("path", ["content/link.md", "content/loop.md", "content/pipe.md", "pipe"])
def test_what_is_no_file_is_reported_and_not_opened(site: SiteFolder, path: str) -> None:
    (site.folder / "content/link.md").symlink_to("/dev/zero")
    (site.folder / "content/loop.md").symlink_to("loop.md")
    os.mkfifo(site.folder / "content/pipe.md")
    os.mkfifo(site.folder / "pipe")
    ran = site.check(path)
    assert [(f["path"], f["code"]) for f in ran.findings] == [(path, "NF003")]


def test_a_check_writes_nothing_but_its_cache(site: SiteFolder) -> None:
    site.canvas("a").write("content/b.md", BROKEN).write("loose.md", BROKEN)
    before = site.tree(site.folder)
    site.run("check")
    site.run("check", "loose.md", "content/a.md")
    after = site.tree(site.folder)
    assert {path: data for path, data in after.items() if "ninefold_cache" not in path} == before
    (site.folder / "elsewhere").mkdir()
    site.run("check", "--cache-dir", "elsewhere/cache")
    assert (site.folder / "elsewhere/cache/cache.sqlite").exists()


# Addresses


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "example.org", "//example.org", "ftp://example.org", "https://",
     "https://a b.org", "https://example.org/?q=1", "https://example.org/#top", "https:///path",
     "https://example.org/<x>", 'https://example.org/"x', "file:///etc", "data:text/html,x", "http://[",
     "https://example.org/a\nb", "https://example.org/\\x", " https://example.org", "/path"],
)  # fmt: skip
def test_a_bad_address_is_2_and_writes_nothing(site: SiteFolder, url: str) -> None:
    ran = site.canvas("a").build("--base-url", url)
    assert ran.code == 2
    assert "--base-url" in ran.err
    assert one_line(ran)
    assert not site.output.exists()


@pytest.mark.parametrize("url", ["https://example.org/lib", "https://example.org/lib/"])
def test_an_address_stands_where_full_addresses_are_needed(site: SiteFolder, url: str) -> None:
    site.canvas("a", front="as_of: 2024").write("ninefold.toml", 'base_url = "http://old.org"\n')
    assert site.build("--base-url", url).code == 0
    full = "https://example.org/lib/canvases/a/"
    assert f"<loc>{full}</loc>" in site.page("sitemap.xml")
    assert f"<link href='{full}'>" in site.page("canvases/a/index.html")
    assert all(b"old.org" not in data for data in site.tree().values())
    assert "example.org" not in site.page("index.html")


def test_a_build_without_an_address_says_so(site: SiteFolder) -> None:
    assert "base_url" in site.canvas("a").build().err
    assert "base_url" not in site.build("--base-url", "https://example.org").err


# Configuration


def test_configuration_is_found_from_the_current_folder_upwards(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.canvas("a").write("ninefold.toml", 'title = "Found"\n').write("a/b/c", "")
    monkeypatch.chdir(site.folder / "a/b")
    assert site.build().code == 0
    assert "<title>Found</title>" in site.page("index.html")
    assert sorted(p.name for p in (site.folder / "a/b").iterdir()) == ["c"]


def test_a_pyproject_of_somebody_else_is_passed_over(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.canvas("a").write("pyproject.toml", '[tool.ninefold]\ntitle = "Found"\n')
    site.write("sub/pyproject.toml", '[project]\nname = "x"\n')
    monkeypatch.chdir(site.folder / "sub")
    assert site.build().code == 0
    assert "<title>Found</title>" in site.page("index.html")


def test_a_named_configuration_is_the_only_one(site: SiteFolder) -> None:
    site.write("ninefold.toml", "nonsense = 1\n").write("conf/my.toml", 'content = "posts"\n')
    site.write("conf/posts/a.md", canvas_text("a"))
    assert site.build("--config", "conf/my.toml").code == 0
    assert (site.folder / "conf/output/canvases/a/index.html").exists()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('titel = "x"', "NF902", 1),
        ('\n\nbase-url = "https://example.org"', "NF902", 3),
        ("title = 3", "NF903", 1),
        ("title = ", "NF901", 1),
        ("[rules]\nNF999 = 'off'", "NF902", 2),
        ("[rules]\nNF106 = 'loud'", "NF903", 2),
    ],
)
@pytest.mark.parametrize("command", [["build"], ["check"], ["new", "Acme"]], ids=" ".join)
def test_a_bad_setting_is_2_with_its_line(
    site: SiteFolder, command: list[str], text: str, code: str, line: int
) -> None:
    ran = site.canvas("a").write("ninefold.toml", text).run(*command)
    assert ran.code == 2
    assert ran.out.startswith(f"ninefold.toml:{line}:")
    assert f" error {code} " in ran.out
    assert not site.output.exists()
    assert not (site.folder / "content/acme.md").exists()


def test_a_command_in_the_output_folder_itself_ends_well(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.canvas("a", channels="").write("ninefold.toml", "").build()
    site.canvas("a", channels="", key_resources="Other words.")
    monkeypatch.chdir(site.output)
    ran = site.build("--format", "json")
    monkeypatch.chdir(site.folder)
    assert ran.code == 0, ran.err
    assert ran.findings[0]["path"] == "../content/a.md"
    assert "Other words" in site.page("canvases/a/index.html")


def test_a_current_folder_that_is_gone_is_2(site: SiteFolder) -> None:
    ran = run(site, "check", before="os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone')")
    assert ran.code == 2
    assert one_line(ran)


def test_the_findings_are_those_of_json(site: SiteFolder) -> None:
    site.canvas("a", front="colour: red", channels="").write("content/b.md", BROKEN)
    told = json.loads(site.check().out)
    for finding, line in zip(told, site.run("check").out.split("\n")[::2], strict=False):
        place = f"{finding['path']}:{finding['line']}:{finding['column']}"
        assert line.startswith(f"{place}: {finding['severity']} {finding['code']} ")
        assert line.endswith(finding["message"])
