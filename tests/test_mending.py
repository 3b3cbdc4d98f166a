"""`check` that changes files: --fix, --unsafe-fixes, --diff, --add-ignore, --write-baseline."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ninefold.files import replacing
from ninefold.files.faults import EnvironmentFault
from site_folder import SiteFolder, canvas_text

MISSPELT = canvas_text("A", "as_of: 2020").replace("## Key Resources", "## Key Resrces")
MENDED = MISSPELT.replace("Resrces", "Resources")
TWICE = canvas_text("A", "as_of: 2020", channels="For the the market.")


@pytest.fixture
def misspelt(site: SiteFolder) -> SiteFolder:
    return site.write("content/a.md", MISSPELT)


def text(site: SiteFolder, path: str = "content/a.md") -> str:
    return (site.folder / path).read_bytes().decode()


def test_fix_mends_the_file_and_reports_what_is_left(misspelt: SiteFolder) -> None:
    misspelt.canvas("b", "odd: 1")
    ran = misspelt.check("--fix")
    assert text(misspelt) == MENDED
    assert (ran.code, ran.codes) == (0, ["NF106"])
    assert "Changed 1 file." in ran.err


def test_without_fix_nothing_is_touched_but_the_way_is_told(misspelt: SiteFolder) -> None:
    ran = misspelt.run("check")
    assert text(misspelt) == MISSPELT
    assert "1 with --fix" in ran.err


def test_unsafe_fixes_are_made_only_when_wanted(site: SiteFolder) -> None:
    site.write("content/a.md", TWICE)
    assert "1 with --unsafe-fixes" in site.check("--fix").err
    assert text(site) == TWICE
    site.check("--unsafe-fixes")
    assert text(site) == TWICE.replace("the the", "the")


def test_diff_shows_and_writes_nothing(misspelt: SiteFolder) -> None:
    ran = misspelt.run("check", "--diff")
    assert text(misspelt) == MISSPELT
    assert ran.code == 1
    assert "--- content/a.md\n+++ content/a.md\n" in ran.out
    assert "-## Key Resrces\n+## Key Resources\n" in ran.out
    misspelt.check("--fix")
    again = misspelt.run("check", "--fix", "--diff")
    assert (again.code, again.out) == (0, "")


def test_only_the_rules_and_posts_that_are_named_are_mended(misspelt: SiteFolder) -> None:
    misspelt.write("content/b.md", MISSPELT)
    misspelt.check("--fix", "--ignore", "NF207")
    assert text(misspelt) == MISSPELT
    misspelt.check("--fix", "content/b.md")
    assert text(misspelt) == MISSPELT
    assert text(misspelt, "content/b.md") == MENDED


def test_a_file_outside_the_content_folder_is_mended_too(site: SiteFolder) -> None:
    site.canvas("a").write("draft.md", MISSPELT)
    site.check("--fix", "draft.md")
    assert text(site, "draft.md") == MENDED


def test_permissions_stay_and_nothing_is_left_beside(misspelt: SiteFolder) -> None:
    file = misspelt.folder / "content/a.md"
    file.chmod(0o640)
    misspelt.check("--fix")
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in file.parent.iterdir()] == ["a.md"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--fix", "--add-ignore"),
        ("--fix", "--write-baseline"),
        ("--unsafe-fixes", "--watch"),
        ("--add-ignore", "--write-baseline"),
        ("--diff", "--write-baseline"),
        ("--diff", "--watch"),
        ("--write-baseline", "content"),
        ("--write-baseline", "--select", "NF1"),
    ],
)
def test_options_that_contradict_one_another_are_refused(
    misspelt: SiteFolder, arguments: tuple[str, ...]
) -> None:
    ran = misspelt.run("check", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert text(misspelt) == MISSPELT


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"new")
    with pytest.raises(EnvironmentFault, match="has changed in the meantime"):
        replacing.replace(file, b"old", b"mended")
    assert file.read_bytes() == b"new"


@pytest.mark.parametrize("kind", ["link", "folder", "gone"])
def test_what_is_no_file_any_more_is_left_alone(tmp_path: Path, kind: str) -> None:
    file, target = tmp_path / "a.md", tmp_path / "b"
    target.write_bytes(b"old")
    if kind == "link":
        file.symlink_to(target)
    elif kind == "folder":
        file.mkdir()
    with pytest.raises(EnvironmentFault):
        replacing.replace(file, b"old", b"mended")
    assert target.read_bytes() == b"old"


def bound_by_modes() -> None:
    """Give up root's right to write where it may not: what this process runs next lacks it."""
    drop, dac_override = 24, 1  # PR_CAPBSET_DROP and CAP_DAC_OVERRIDE of Linux
    if os.geteuid() == 0 and ctypes.CDLL(None, use_errno=True).prctl(drop, dac_override, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "a right cannot be given up")


@pytest.mark.skipif(os.name == "nt", reason="folders have no modes there")
def test_a_folder_that_may_not_be_written_leaves_the_old_text(misspelt: SiteFolder) -> None:
    folder = misspelt.folder / "content"
    folder.chmod(0o500)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "ninefold", "check", "--fix", "--no-cache"],
            cwd=misspelt.folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            preexec_fn=bound_by_modes,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        folder.chmod(0o700)
    assert (ran.returncode, len(ran.stderr.splitlines())) == (2, 1)
    assert text(misspelt) == MISSPELT


FIGURE = "It sells through 5,000 shops."
DIRTY = canvas_text(
    "A",
    "odd: 1\nsources: [{id: s}]",
    channels=f"Text.[^s]\n\n- One.\n\n- {FIGURE}[^s]\n\nMore.",
    key_resources="For the the market.",
)


def test_add_ignore_silences_each_finding_where_it_is(site: SiteFolder) -> None:
    site.write("content/a.md", DIRTY)
    found = set(site.check().codes)
    assert {"NF106", "NF402", "NF305"} <= found
    ran = site.check("--add-ignore")
    assert (ran.code, ran.codes) == (0, [])
    after = text(site)
    assert "ninefold:\n  ignore: [NF106]\n---\n" in after
    assert "<!-- ninefold: ignore NF402 -->\n- One.\n\n- It sells" in after
    assert "<!-- ninefold: ignore NF305 -->\nFor the the" in after
    site.check("--add-ignore")
    assert text(site) == after


def test_a_silenced_post_shows_the_same_words(site: SiteFolder) -> None:
    site.write("content/a.md", DIRTY).build()
    before = site.page("canvases/a/index.html")
    site.check("--add-ignore")
    site.build()
    assert site.page("canvases/a/index.html") == before


def test_add_ignore_takes_only_the_rules_that_are_named(site: SiteFolder) -> None:
    site.write("content/a.md", DIRTY).check("--add-ignore", "--select", "NF305")
    assert "NF305 -->" in text(site)
    assert "NF402" not in text(site)
    assert "NF106" not in text(site)


def test_a_baseline_hides_what_was_there_and_nothing_new(site: SiteFolder) -> None:
    site.write("content/a.md", DIRTY)
    ran = site.run("check", "--write-baseline")
    assert ran.code == 0
    assert site.check().codes == []
    site.write("content/a.md", DIRTY.replace("odd: 1", "odd: 1\nodder: 2"))
    (new,) = site.check().findings
    assert (new["line"], new["code"]) == (4, "NF106")


def test_a_baseline_knows_findings_by_content_and_not_by_line(site: SiteFolder) -> None:
    site.write("content/a.md", DIRTY).run("check", "--write-baseline")
    site.write(
        "content/a.md", DIRTY.replace("## Customer Segments", "Words.\n\n## Customer Segments")
    )
    assert site.check().codes == []
    site.write("content/a.md", DIRTY.replace("5,000", "6,000"))
    assert site.check().codes == ["NF402"]


def test_a_finding_known_once_is_new_when_it_stands_there_twice(site: SiteFolder) -> None:
    site.canvas("a", channels="For the the market.").run("check", "--write-baseline")
    site.canvas("a", channels="For the the market.\n\nFor the the market.")
    assert [code for code in site.check().codes if code == "NF305"] == ["NF305"]


def test_errors_of_a_baseline_do_not_fail_a_check_but_still_stop_a_build(site: SiteFolder) -> None:
    site.canvas("a", "date: soon")
    site.run("check", "--write-baseline")
    ran = site.run("check")
    assert ran.code == 0
    assert "known from ninefold-baseline.json" in ran.err
    assert site.build().code == 1


def test_what_is_mended_is_told(site: SiteFolder) -> None:
    site.write("content/a.md", DIRTY).run("check", "--write-baseline")
    site.canvas("a")
    assert "are mended" in site.check().err
    assert "are mended" not in site.check("content/a.md").err


def test_the_file_of_the_baseline_is_configured_and_read_from_any_folder(site: SiteFolder) -> None:
    site.write("ninefold.toml", 'baseline = "old/known.json"\n').write("old/x", "")
    site.write("content/a.md", DIRTY).run("check", "--write-baseline")
    record = json.loads((site.folder / "old/known.json").read_text("utf-8"))
    assert list(record["findings"]) == ["a.md"]
    assert site.check("content/a.md").codes == []


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"ninefold-baseline": 9}', "{" * 9999, "null"])
def test_a_damaged_baseline_is_named(site: SiteFolder, damage: str) -> None:
    site.canvas("a").write("ninefold-baseline.json", damage)
    ran = site.run("check")
    assert (ran.code, ran.out) == (2, "")
    assert "is no baseline" in ran.err
    assert site.run("check", "--write-baseline").code == 0
    assert site.run("check").code == 0


def test_severities_depend_on_the_path(site: SiteFolder) -> None:
    rules = '[[overrides]]\npaths = ["archive/"]\nrules = { NF106 = "off" }\n'
    later = '[[overrides]]\npaths = ["archive/b.md"]\nrules = { unknown-key = "error" }\n'
    site.write("ninefold.toml", rules + later)
    for name in ("a", "archive/a", "archive/b"):
        site.canvas(name, f"odd: 1\nslug: {name.replace('/', '-')}")
    found = [(d["path"], d["severity"]) for d in site.check().findings]
    assert found == [("content/a.md", "hint"), ("content/archive/b.md", "error")]


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is another thing there")
def test_watch_checks_again_on_save_and_ends_on_ctrl_c(site: SiteFolder) -> None:
    site.canvas("a")
    command = [sys.executable, "-m", "ninefold", "check", "--watch", "--format", "concise"]
    paths = os.pathsep.join(sys.path)
    with subprocess.Popen(
        command,
        cwd=site.folder,
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        assert process.stdout
        try:
            assert "No findings" in process.stderr.readline()
            assert "Watching" in process.stderr.readline()
            site.canvas("a", "odd: 1")
            assert "content/a.md:3:1: hint NF106" in process.stdout.readline()
            assert "1 hint" in process.stderr.readline()
            assert "Watching" in process.stderr.readline()
            site.write("content/a.md", "no canvas\n")
            assert "NF201" in process.stdout.readline()
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 0
        finally:
            process.kill()
