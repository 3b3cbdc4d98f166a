"""The manual: what each rule reports and why, from the docstring of its module."""

from __future__ import annotations

import inspect
from importlib import import_module

from ninefold.rules.rule import Rule


def documentation(rule: Rule) -> str:
    """Return a rule's documentation: a sentence, an empty line, and the rest in Markdown."""
    module = import_module(f"ninefold.rules.{rule.name.replace('-', '_')}")
    return inspect.cleandoc(module.__doc__ or "")


def summary(rule: Rule) -> str:
    """Return in one sentence what a rule reports."""
    return documentation(rule).split("\n\n")[0].replace("\n", " ")


def page(rule: Rule) -> str:
    """Return a rule's page of the manual, in Markdown."""
    return f"# {rule.code} {rule.name}\n\nSeverity: {rule.severity}\n\n{documentation(rule)}\n"


def contents(rules: tuple[Rule, ...]) -> str:
    """Return the list of all rules, in Markdown, each linked to its page."""
    rows = [
        f"| [{rule.code}](rules/{rule.name}.md) | {rule.name} | {rule.severity} | {summary(rule)} |"
        for rule in rules
    ]
    head = ["| code | name | severity | what it reports |", "|---|---|---|---|"]
    return "\n".join([*head, *rows]) + "\n"
