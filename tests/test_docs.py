"""The documentation says what the program does: commands, rules, settings, keys."""

from __future__ import annotations

import argparse
import re
from dataclasses import fields
from pathlib import Path

import pytest

from ninefold import cli, manual, rules
from ninefold.config import Config
from ninefold.parser.fields import FIELDS
from ninefold.rules.rule import Rule
from site_folder import SiteFolder

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def parsers() -> dict[str, argparse.ArgumentParser]:
    (action,) = (a for a in cli.parser()._actions if a.dest == "command")
    return dict(action.choices or {})  # type: ignore[call-overload]


def commands() -> list[str]:
    return list(parsers())


def usage(name: str, command: argparse.ArgumentParser) -> str:
    """A command's section of docs/commands.md."""
    rows = []
    for action in command._actions:
        if action.dest == "help":
            continue
        shown = action.metavar or (f"{{{','.join(action.choices)}}}" if action.choices else "")
        written = " ".join(filter(None, [*action.option_strings, str(shown)]))
        meaning = (action.help or "") % vars(action)
        rows.append(f"| `{written}` | {meaning} |")
    head = ["| argument | meaning |", "|---|---|"] if rows else []
    lines = [f"## ninefold {name}", "", f"{command.description}", "", *head, *rows]
    return "\n".join(lines).rstrip() + "\n"


@pytest.mark.parametrize("command", commands())
def test_the_readme_names_every_command(command: str) -> None:
    assert f"| `ninefold {command}" in (ROOT / "README.md").read_text("utf-8")


def test_every_option_of_every_command_is_documented(accept: bool) -> None:
    text = "\n".join(
        [
            "# The commands\n",
            "Made from the command line itself; `ninefold COMMAND --help` shows the same.\n",
            *(usage(name, command) for name, command in parsers().items()),
        ]
    )
    if accept:
        (DOCS / "commands.md").write_text(text, "utf-8")
    assert (DOCS / "commands.md").read_text("utf-8") == text


def test_every_argument_says_what_it_is_for() -> None:
    for command in parsers().values():
        assert (command.description or "").endswith(".")
        for action in command._actions:
            assert action.help, action.dest


@pytest.mark.parametrize("setting", [field.name for field in fields(Config) if field.compare])
def test_every_setting_is_documented(setting: str) -> None:
    assert f"`{setting}`" in (DOCS / "configuration.md").read_text("utf-8")


@pytest.mark.parametrize("key", FIELDS)
def test_every_key_of_the_front_matter_is_documented(key: str) -> None:
    assert f"`{key}`" in (DOCS / "authoring.md").read_text("utf-8")


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.name)
def test_every_rule_has_its_page(rule: Rule, accept: bool) -> None:
    file = DOCS / "rules" / f"{rule.name}.md"
    if accept:
        file.parent.mkdir(exist_ok=True)
        file.write_text(manual.page(rule), "utf-8")
    assert file.read_text("utf-8") == manual.page(rule)


def test_there_is_no_page_without_a_rule() -> None:
    pages = {file.stem for file in (DOCS / "rules").glob("*.md")}
    assert pages == {rule.name for rule in rules.RULES}


def test_the_list_of_rules_is_made_from_the_rules(accept: bool) -> None:
    text = f"""# The rules

Made from the docstrings in `generator/ninefold/rules/`; `ninefold rule CODE` shows the same.

{manual.contents(rules.RULES)}"""
    if accept:
        (DOCS / "rules.md").write_text(text, "utf-8")
    assert (DOCS / "rules.md").read_text("utf-8") == text


def test_links_between_documents_lead_somewhere() -> None:
    for file in [*ROOT.glob("*.md"), *DOCS.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", file.read_text("utf-8")):
            if target not in ("zoom.md", "images/chart.png"):
                assert (file.parent / target).exists(), f"{file.name}: {target}"


def test_the_example_of_the_readme_is_a_post(site: SiteFolder) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    example = re.findall(r"```markdown\n(.*?)```", readme, re.DOTALL)[0]
    site.write("content/8x8.md", example)
    names = {finding["name"] for finding in site.check().findings}
    assert names == {"truncated-canvas"}


def test_the_example_configuration_is_valid(site: SiteFolder) -> None:
    text = (DOCS / "configuration.md").read_text("utf-8")
    site.write("pyproject.toml", re.findall(r"```toml\n(.*?)```", text, re.DOTALL)[0])
    site.canvas("ringcentral").canvas("zoom")
    ran = site.build()
    assert ran.code == 0, ran.out
    assert (site.output / "compare/ringcentral-vs-zoom/index.html").exists()


def test_commands_of_the_readme_exist() -> None:
    known = set(commands())
    for text in (ROOT / "README.md", *DOCS.glob("*.md")):
        for command in re.findall(r"`?ninefold ([a-z]+)", text.read_text("utf-8")):
            if command in known:
                continue
            assert re.search(rf"`ninefold {command}[` ]", text.read_text("utf-8")) is None, (
                text.name
            )
