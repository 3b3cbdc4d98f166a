"""The commands: from parsed arguments to an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ninefold import build as pipeline
from ninefold import config, newpost, routes
from ninefold.checker import Settings
from ninefold.cli import FOUND, MISUSE, OK, terminal
from ninefold.cli.progress import Progress
from ninefold.cli.terminal import shown
from ninefold.config import Config
from ninefold.diagnostics import Diagnostic, printable
from ninefold.executor import Pool
from ninefold.files import reading
from ninefold.files.faults import EnvironmentFault, blaming
from ninefold.files.swapping import Target
from ninefold.rules import RULES
from ninefold.site import Owner
from ninefold.store import Store

CACHE = ".ninefold_cache"

# Fewer posts than these are read and rendered sooner than processes start.
_WORTHWHILE = 64


class Misuse(Exception):
    """The command line asks for something that cannot be: one line, exit 2."""


def run(options: argparse.Namespace) -> int:
    """Run the command that the arguments name; return its exit code."""
    command: Callable[[argparse.Namespace, Config, Path], int] = {
        "build": _build,
        "check": _check,
        "new": _new,
    }[options.command]
    try:
        settings, root, faults = _configuration(options)
        if faults:
            terminal.print_findings(faults, options)
            return MISUSE
        return command(options, settings, root)
    except (EnvironmentFault, Misuse) as error:
        terminal.notice(str(error))
        return MISUSE


def _configuration(options: argparse.Namespace) -> tuple[Config, Path, tuple[Diagnostic, ...]]:
    """The configuration, the folder that its paths start from, and its faults."""
    with blaming("The current folder cannot be used"):
        here = Path.cwd()
    names = frozenset(name for rule in RULES for name in (rule.code, rule.name))
    if options.config:
        file = Path(options.config)
        if not file.is_file():
            raise Misuse(f"There is no configuration file {file}.")
        found, faults = config.read(reading.read_text(file), shown(file), names)
        return found, file.resolve().parent, faults
    for file in reading.find_upwards(here, config.FILES):
        text = reading.read_text(file)
        if config.holds_settings(text, file.name):
            found, faults = config.read(text, shown(file), names)
            return found, file.parent, faults
    return Config(), here, ()


def _build(options: argparse.Namespace, settings: Config, root: Path) -> int:
    if options.base_url is not None:
        fault = routes.base_url_fault(options.base_url) if options.base_url else None
        if fault:
            raise Misuse(f"--base-url is not {fault}.")
        settings = replace(settings, base_url=options.base_url)
    own = Path(options.templates) if options.templates else root / settings.templates
    if options.templates and not own.is_dir():
        raise Misuse(f"There is no templates folder {own}.")
    job = pipeline.Job(
        content=_content(options, settings, root),
        templates=own if own.is_dir() else None,
        target=Target(
            Path(os.path.abspath(options.output or root / settings.output)),  # noqa: PTH100 ("..")
            settings.output_keep,
        ),
        owner=_owner(settings),
        settings=Settings(settings.severities),
        drafts=options.drafts,
        keep_going=options.keep_going,
        strict=options.strict,
    )
    notice = terminal.hush if options.quiet else terminal.notice
    here = Path.cwd()  # which the build may replace
    with _mapper(options) as mapper, _store(options, root) as store:
        built = pipeline.build(job, mapper, store, notice)
    findings = terminal.placed(built.findings, job.content, here)
    terminal.print_findings(findings, options)
    notice(terminal.summary(findings))
    if built.report is None:
        advice = "" if options.keep_going else " Mend them, or build the rest with --keep-going."
        notice(f"Nothing was written.{advice}")
    else:
        notice(terminal.built(built.canvases, built.report, shown(job.target.folder, here)))
        if not settings.base_url:
            advice = "set base_url before you publish."
            notice(f"The sitemap and the feed hold no full addresses: {advice}")
    return FOUND if pipeline.stops(findings, options.strict) else OK


def _check(options: argparse.Namespace, settings: Config, root: Path) -> int:
    folder = _content(options, settings, root)
    rules = Settings(settings.severities)
    found: set[Diagnostic] = set()
    with _mapper(options) as mapper, _store(options, root) as store:

        def library(of: Path, *wanted: str) -> tuple[Diagnostic, ...]:
            content = reading.read_content(of)
            findings = pipeline.inspect(content, rules, store, mapper)[1]
            return terminal.placed((d for d in findings if _lies(d.path, wanted)), of, Path.cwd())

        wanted: list[str] = []
        loose: list[tuple[Path, str]] = []
        for path in map(Path, options.paths):
            if not os.path.lexists(path):
                raise Misuse(f"There is no file or folder {path}.")
            inner = _inside(path, folder)
            if inner is not None and (path.is_dir() or reading.is_post(inner)):
                wanted.append(inner)
            elif path.is_dir():
                found.update(library(path, "."))
            else:
                loose.append((path, shown(path)))
        if wanted or not options.paths:
            found.update(library(folder, *(wanted or ["."])))
        if loose:
            content = reading.read_posts(loose)
            found.update(pipeline.inspect(content, rules, store, mapper, alone=True)[1])
    findings = tuple(sorted(found))
    terminal.print_findings(findings, options)
    terminal.notice(terminal.summary(findings))
    return FOUND if pipeline.stops(findings, options.strict) else OK


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


def _new(options: argparse.Namespace, settings: Config, root: Path) -> int:
    fault = newpost.fault(options.company, options.as_of or "")
    if fault:
        raise Misuse(fault)
    folder = _content(options, settings, root)
    name, text = newpost.post(options.company, options.as_of or "", settings.language)
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


def _content(options: argparse.Namespace, settings: Config, root: Path) -> Path:
    return Path(options.content) if options.content else root / settings.content


def _owner(settings: Config) -> Owner:
    return Owner(
        settings.title,
        settings.description,
        settings.base_url,
        settings.language,
        settings.comparisons,
        settings.neighbours,
    )


def _mapper(options: argparse.Namespace) -> Progress:
    if options.jobs is not None and options.jobs < 1:
        raise Misuse("--jobs is not a number from 1 up.")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    pool = Pool(options.jobs) if options.jobs else Pool(cores or 1, _WORTHWHILE)
    quiet = getattr(options, "quiet", False)
    return Progress(pool, shown=not quiet and sys.stderr.isatty())


def _store(options: argparse.Namespace, root: Path) -> Store:
    notice = terminal.hush if getattr(options, "quiet", False) else terminal.notice
    folder = Path(options.cache_dir) if options.cache_dir else root / CACHE
    return Store(None if options.no_cache else folder / "cache.sqlite", notice)
