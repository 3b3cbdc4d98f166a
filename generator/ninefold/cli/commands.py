"""The commands: from parsed arguments to an exit code."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Callable, Mapping
from pathlib import Path

from ninefold import manual, newpost
from ninefold.cli import MISUSE, OK, terminal
from ninefold.cli.checking import check
from ninefold.cli.equipment import Misuse, configuration, content_folder, inside
from ninefold.cli.explaining import explain
from ninefold.cli.terminal import shown
from ninefold.config import Config
from ninefold.diagnostics.formatting import json_text, printable
from ninefold.files.faults import EnvironmentFault, blaming, refused
from ninefold.languages import phrasebook
from ninefold.parser import schema
from ninefold.rules import RULES


def run(options: argparse.Namespace) -> int:
    """Run the command that the arguments name; return its exit code."""
    commands: Mapping[str, Callable[[argparse.Namespace, Config, Path], int]] = {
        "build": _build,
        "compare": _compare,
        "check": explain if getattr(options, "explain_sections", False) else check,
        "new": _new,
        "serve": _serve,
    }
    try:
        if options.command == "rule":
            return _rule(options)
        if options.command == "schema":
            terminal.say(json_text(schema.front_matter()) + "\n")
            return OK
        settings, root, faults = configuration(options)
        if faults:
            if options.command == "compare":
                options.format = None
            terminal.print_findings(faults, options)
            return MISUSE
        return commands[options.command](options, settings, root)
    except (EnvironmentFault, Misuse) as error:
        terminal.notice(str(error))
        return MISUSE
    except OSError as error:
        if error.filename is None:  # no file or folder, so no fault of whoever named it
            raise
        terminal.notice(str(refused("This cannot be done", error)))
        return MISUSE


def _compare(options: argparse.Namespace, settings: Config, root: Path) -> int:
    from ninefold.cli.comparing import compare  # as for a build

    return compare(options, settings, root)


def _build(options: argparse.Namespace, settings: Config, root: Path) -> int:
    from ninefold.cli.building import build  # only now: a check needs nothing that renders

    return build(options, settings, root)


def _serve(options: argparse.Namespace, settings: Config, root: Path) -> int:
    from ninefold.cli.serving import serve  # as for a build

    try:
        return serve(options, settings, root)
    except KeyboardInterrupt:  # before there is a server to end
        return OK


def _rule(options: argparse.Namespace) -> int:
    if options.all:
        terminal.say("".join(f"{r.code} {r.name} ({r.severity})\n" for r in RULES))
        return OK
    wanted = [r for r in RULES if options.name and options.name.upper() in (r.code, r.name.upper())]
    if not wanted:
        close = difflib.get_close_matches(options.name or "", [rule.name for rule in RULES], 1)
        advice = f"Did you mean {close[0]}?" if close else "`ninefold rule --all` lists them."
        raise Misuse(f"There is no rule {options.name}. {advice}" if options.name else advice)
    terminal.say(manual.page(wanted[0]))
    return OK


def _new(options: argparse.Namespace, settings: Config, root: Path) -> int:
    from ninefold.files import themes  # with all that renders pages, so no other command waits

    fault = newpost.fault(options.company, options.as_of or "")
    if fault:
        raise Misuse(fault)
    folder = content_folder(options, settings, root)
    own = inside(root, settings.templates)
    theme = themes.read_theme(themes.bundled_theme(), own, settings.language)
    phrases = phrasebook(theme.catalogue)
    name, text = newpost.post(options.company, options.as_of or "", settings.language, phrases)
    file = folder / name
    with blaming(f"{shown(file)} cannot be written"):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            opened = file.open("x", encoding="utf-8", newline="\n")
        except FileExistsError:
            raise Misuse(f"{shown(file)} is there already, and is left as it is.") from None
        with opened:
            opened.write(text)
    terminal.say(f"{printable(shown(file))}\n")
    return OK
