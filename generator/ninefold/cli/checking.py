"""`ninefold check`: which posts, which rules, and how findings are told."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from ninefold import inspection
from ninefold.checker import Settings, stops
from ninefold.cli import FOUND, OK, terminal
from ninefold.cli.equipment import Misuse, content_folder, mapper, store
from ninefold.cli.terminal import shown
from ninefold.config import Config
from ninefold.diagnostics import Diagnostic
from ninefold.files import reading
from ninefold.rules import RULES


def check(options: argparse.Namespace, settings: Config, root: Path) -> int:
    """Check posts and print what is found; return the exit code."""
    folder = content_folder(options, settings, root)
    rules = Settings(settings.severities, settings.aliases)
    found: dict[Diagnostic, None] = {}  # each once, and nearly in order
    with mapper(options) as workers, store(options, root) as cache:

        def library(of: Path, *wanted: str) -> tuple[Diagnostic, ...]:
            findings = inspection.check(reading.list_content(of), rules, cache, workers)
            return terminal.placed((d for d in findings if _lies(d.path, wanted)), of, Path.cwd())

        wanted: list[str] = []
        loose: list[tuple[str, str]] = []
        for path in map(Path, options.paths):
            if not os.path.lexists(path):
                raise Misuse(f"There is no file or folder {path}.")
            inner = _inside(path, folder)
            if inner is not None and (path.is_dir() or reading.is_post(inner)):
                wanted.append(inner)
            elif path.is_dir():
                found |= dict.fromkeys(library(path, "."))
            else:
                loose.append((shown(path), str(path)))
        if wanted or not options.paths:
            found |= dict.fromkeys(library(folder, *(wanted or ["."])))
        if loose:
            listing = reading.Listing("", tuple(loose))
            found |= dict.fromkeys(inspection.check_alone(listing, rules, cache, workers))
    findings = _chosen(sorted(found), options)
    if options.statistics:
        terminal.say(terminal.statistics(findings))
    else:
        terminal.print_findings(findings, options)
    terminal.notice(terminal.summary(findings))
    return FOUND if stops(findings, options.strict) else OK


def _chosen(findings: list[Diagnostic], options: argparse.Namespace) -> tuple[Diagnostic, ...]:
    """The findings of the rules that are selected and not ignored."""
    select, ignore = (
        tuple(name for given in wish for name in given.replace(",", " ").split())
        for wish in (options.select, options.ignore)
    )
    for name in (*select, *ignore):
        if not any(_names(name, rule.code, rule.name) for rule in RULES):
            raise Misuse(f"There is no rule {name}. `ninefold rule --all` lists them.")
    return tuple(
        d
        for d in findings
        if (not select or any(_names(name, d.code, d.name) for name in select))
        and not any(_names(name, d.code, d.name) for name in ignore)
    )


def _names(given: str, code: str, name: str) -> bool:
    """Whether what a person gives names a rule: its name, or how its code begins."""
    return given == name or (given.upper().startswith("NF") and code.startswith(given.upper()))


def _inside(path: Path, folder: Path) -> str | None:
    """The path in the content folder of what is read with it; None for anything else."""
    real, top = (Path(os.path.realpath(place)) for place in (path, folder))
    if path.is_symlink() or not real.is_relative_to(top):
        return None
    inner = terminal.as_text(real.relative_to(top).as_posix())
    hidden = any(name.startswith(".") for name in inner.split("/") if name != ".")
    return None if hidden else inner


def _lies(path: str, wanted: tuple[str, ...]) -> bool:
    """Whether a path in the content folder is one of these, or lies in one of these folders."""
    return any(name in (".", path) or path.startswith(f"{name}/") for name in wanted)
