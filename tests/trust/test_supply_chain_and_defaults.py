"""Supply chain and defaults: nothing known to be vulnerable, no network, no telemetry."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from packaging.requirements import Requirement
from packaging.version import Version

from site_folder import SiteFolder
from test_build import process

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
TEMPLATES = (".html", ".xml", ".txt", ".json", ".svg")
# The first release without each known defect, and the last one with it.
SAFE = {
    "jinja2": ("3.1.6", "3.1.5"),  # CVE-2025-27516, CVE-2024-56201, CVE-2024-56326
    "markdown": ("3.10.2", "3.10.1"),  # endless loops, #1578 and #1586
    "tornado": ("6.6.1", "6.6.0"),  # links out of the root, open redirects
    "pyyaml": ("6.0.2", "5.3.1"),  # CVE-2020-14343
}


def requirements() -> dict[str, Requirement]:
    extras = PROJECT["optional-dependencies"].values()
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in extra)]
    return {Requirement(line).name.lower(): Requirement(line) for line in lines}


def pinned() -> dict[str, Version]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").split("\n")
    pairs = (line.split(";")[0].strip().split("==") for line in lines if "==" in line)
    return {name.lower(): Version(version) for name, version in pairs}


@pytest.mark.parametrize("name", SAFE)
def test_no_release_with_a_known_defect_is_let_in(name: str) -> None:
    wanted = requirements().get(name)
    if wanted is None:
        assert name == "tornado"  # of the preview, which may not be installed
        assert name not in pinned()
        return
    first, last = SAFE[name]
    assert wanted.specifier.contains(first)
    assert not wanted.specifier.contains(last)
    assert pinned()[name] >= Version(first)


def test_every_requirement_has_bounds_and_is_pinned() -> None:
    for name, wanted in requirements().items():
        operators = {specifier.operator for specifier in wanted.specifier}
        assert operators == {">=", "<"}, name
        assert wanted.specifier.contains(pinned()[name]), name
        assert wanted.url is None, name


def test_the_lock_file_can_be_audited() -> None:
    for line in (ROOT / "constraints.txt").read_text("utf-8").split("\n"):
        assert not line or re.fullmatch(r"[a-z0-9.-]+==[^\s;]+( ; .+)?", line), line


def test_python_is_new_enough_for_what_is_required() -> None:
    assert PROJECT["requires-python"] == ">=3.11"  # Python-Markdown does not import on 3.10


def test_no_template_makes_attributes_of_keys() -> None:
    """`xmlattr` writes the keys of a mapping as they are (CVE-2024-22195, CVE-2024-34064)."""
    templates = [path for path in (ROOT / "templates").rglob("*") if path.suffix in TEMPLATES]
    assert len(templates) > 10
    for path in templates:
        parsed = Environment(autoescape=True).parse(path.read_text("utf-8"))
        assert "xmlattr" not in {filtered.name for filtered in parsed.find_all(nodes.Filter)}, path


# A process that may open no socket, and in which nobody is asked for a name


FORBIDDEN = """
import os, socket, sys
LOUD = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")
def hook(event, arguments):
    if event == "socket.__new__" and arguments[1] == socket.AF_UNIX:
        return  # processes of this machine among themselves
    if event.startswith(LOUD) and event != "socket.gethostname":
        os.write(2, f"FORBIDDEN {event}\\n".encode())
        os._exit(9)
sys.addaudithook(hook)
"""
LINKS = "[a](https://example.org) ![b](https://example.org/b.png) <img src='//example.org/c.png'>"


@pytest.mark.parametrize(
    "arguments",
    [
        ("build",),
        ("build", "--no-cache", "--jobs", "2"),
        ("check", "--format", "json"),
        ("compare", "a", "b"),
        ("new", "Example"),
        ("rule", "NF101"),
        ("schema",),
        ("--version",),
    ],
    ids=" ".join,
)
def test_no_command_opens_a_connection(site: SiteFolder, arguments: tuple[str, ...]) -> None:
    site.canvas("a", channels=LINKS).canvas("b", channels=LINKS)
    running = process(site, *arguments, before=FORBIDDEN)
    _, error = running.communicate()
    assert b"FORBIDDEN" not in error
    assert b"Traceback" not in error, error
    assert running.returncode in (0, 1)


def test_the_guard_of_this_test_would_see_a_connection(site: SiteFolder) -> None:
    for deed in ("import _socket; _socket.socket()", "import _socket; _socket.gethostbyname('x')"):
        running = process(site, "--version", before=FORBIDDEN + deed)
        assert b"FORBIDDEN socket." in running.communicate()[1]
        assert running.returncode == 9


def test_nothing_is_written_outside_the_site(site: SiteFolder, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    env = {name: str(home) for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "TMPDIR")}
    site.canvas("a")
    for arguments in (("build",), ("check",), ("build", "--jobs", "2", "--no-cache")):
        running = process(site, *arguments, env=env)
        running.communicate()
        assert running.returncode == 0
    assert list(home.iterdir()) == []


def test_the_threat_model_is_written_down() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    for word in ("posts", "configuration", "templates", "cache", "output folder", "raw_html"):
        assert word in text.lower(), word
