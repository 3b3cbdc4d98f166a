"""Hooks and examples for other services: every command line in them is one that Ninefold takes."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ninefold import cli
from site_folder import SiteFolder

ROOT = Path(__file__).parents[1]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
PAGE = (ROOT / "docs" / "continuous-integration.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)

# pre-commit.com, “Creating new hooks”: the keys in use here, of which four are required.
KEYS = {"id", "name", "entry", "language"}
MORE = {"description", "files", "types", "require_serial", "args", "pass_filenames"}


def strings(value: Any) -> Iterator[str]:
    """Every piece of text in a YAML document."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


def command_lines() -> Iterator[str]:
    """Every command line of Ninefold in a shell block of the documents, or in YAML of the page."""
    for file in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        text = file.read_text("utf-8")
        for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            yield from (line for line in block.split("\n") if line.startswith("ninefold "))
    for example in EXAMPLES:
        yield from (s for s in strings(yaml.safe_load(example)) if s.startswith("ninefold "))


def parsed(line: str) -> Any:
    """The line as the command line's parser reads it; ends the test where it does not."""
    name, *arguments = shlex.split(line.split(" > ")[0], comments=True)
    assert name == "ninefold"
    return cli.parser().parse_args(arguments)


@pytest.mark.parametrize("line", sorted(set(command_lines())))
def test_every_command_line_of_the_documents_is_taken(line: str) -> None:
    assert parsed(line).command


def test_every_format_for_a_service_has_its_example() -> None:
    formats = {getattr(parsed(line), "format", None) for line in command_lines()}
    assert formats >= {"github", "gitlab", "sarif", "junit"}


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_is_what_pre_commit_takes(hook: dict[str, Any]) -> None:
    assert set(hook) >= KEYS
    assert set(hook) <= KEYS | MORE
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert hook["entry"].split()[0] in scripts
    assert hook["language"] == "python"
    assert re.search(hook["files"], "content/8x8.md")
    assert not re.search(hook["files"], "README.md")


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_tells_a_good_post_from_a_bad_one(hook: dict[str, Any], site: SiteFolder) -> None:
    _, *entry = [*hook["entry"].split(), *hook.get("args", [])]
    site.canvas("good", "as_of: 2023").write("content/bad.md", "# Minutes\n")
    assert site.run(*entry, "content/good.md").code == 0
    assert site.run(*entry, "content/good.md", "content/bad.md").code == 1


def test_the_example_for_pre_commit_names_a_hook_and_options_that_it_takes() -> None:
    (config,) = (yaml.safe_load(text) for text in EXAMPLES if text.startswith("repos:"))
    entries = {hook["id"]: hook["entry"] for hook in HOOKS}
    for hook in config["repos"][0]["hooks"]:
        arguments = " ".join(hook.get("args", []))
        assert parsed(f"{entries[hook['id']]} {arguments} content/a.md").paths == ["content/a.md"]
