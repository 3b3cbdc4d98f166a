"""The commands: from parsed arguments to an exit code. Here, and only here, is printed."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from ninefold import build as pipeline
from ninefold import config, newpost
from ninefold.checker import Settings
from ninefold.cli import FOUND, MISUSE, OK
from ninefold.cli.progress import Progress
from ninefold.config import Config
from ninefold.diagnostics import FORMATS, Diagnostic, Severity, printable
from ninefold.executor import Pool
from ninefold.files import reading
from ninefold.files.reading import EnvironmentFault
from ninefold.files.writing import Report, Target
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
            _print_findings(faults, options)
            return MISUSE
        return command(options, settings, root)
    except (EnvironmentFault, Misuse) as error:
        _notice(printable(str(error)))
        return MISUSE


def _configuration(options: argparse.Namespace) -> tuple[Config, Path, tuple[Diagnostic, ...]]:
    """The configuration, the folder that its paths start from, and its faults."""
    here = Path.cwd()
    names = frozenset(name for rule in RULES for name in (rule.code, rule.name))
    if options.config:
        file = Path(options.config)
        if not file.is_file():
            raise Misuse(f"There is no configuration file {file}.")
        found, faults = config.read(reading.read_text(file), _shown(file), names)
        return found, file.resolve().parent, faults
    for file in reading.find_upwards(here, config.FILES):
        text = reading.read_text(file)
        if config.holds_settings(text, file.name):
            found, faults = config.read(text, _shown(file), names)
            return found, file.parent, faults
    return Config(), here, ()


def _build(options: argparse.Namespace, settings: Config, root: Path) -> int:
    if options.base_url is not None:
        fault = config.base_url_fault(options.base_url) if options.base_url else None
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
            Path.cwd() / (options.output or root / settings.output),
            settings.output_keep,
        ),
        owner=_owner(settings),
        settings=Settings(settings.severities),
        drafts=options.drafts,
        keep_going=options.keep_going,
        strict=options.strict,
    )
    notice = (lambda line: None) if options.quiet else _notice
    with _mapper(options) as mapper, _store(options, root) as store:
        built = pipeline.build(job, mapper, store, notice)
    findings = _placed(built.findings, job.content)
    _print_findings(findings, options)
    if not options.quiet:
        _sum_up(findings)
        if built.report is None:
            advice = (
                "" if options.keep_going else " Mend them, or build the rest with --keep-going."
            )
            _notice(f"Nothing was written.{advice}")
        else:
            _notice(_said(built.canvases, built.report, job.target.folder))
            if not settings.base_url:
                _notice(
                    "The sitemap and the feed hold no full addresses: "
                    "set base_url before you publish."
                )
    return FOUND if pipeline.stops(findings, options.strict) else OK


def _check(options: argparse.Namespace, settings: Config, root: Path) -> int:
    folder = _content(options, settings, root)
    rules = Settings(settings.severities)
    found: list[Diagnostic] = []
    with _mapper(options) as mapper, _store(options, root) as store:

        def library(of: Path) -> Iterable[Diagnostic]:
            content = reading.read_content(of)
            return _placed(pipeline.inspect(content, rules, store, mapper)[1], of)

        wanted: set[str] = set()
        loose: list[tuple[Path, str]] = []
        for path in map(Path, options.paths):
            if path.is_dir():
                found += library(path)
            elif not path.exists() and not path.is_symlink():
                raise Misuse(f"There is no file or folder {path}.")
            elif path.resolve().is_relative_to(folder.resolve()) and not path.is_symlink():
                wanted.add(_shown(path))
            else:
                loose.append((path, _shown(path)))
        if not options.paths:
            found += library(folder)
        elif wanted:
            found += [d for d in library(folder) if d.path in wanted]
        if loose:
            content = reading.read_posts(loose)
            found += pipeline.inspect(content, rules, store, mapper, alone=True)[1]
    findings = tuple(sorted(set(found)))
    _print_findings(findings, options)
    _sum_up(findings)
    return FOUND if pipeline.stops(findings, options.strict) else OK


def _new(options: argparse.Namespace, settings: Config, root: Path) -> int:
    fault = newpost.fault(options.company, options.as_of or "")
    if fault:
        raise Misuse(fault)
    folder = _content(options, settings, root)
    name, text = newpost.post(options.company, options.as_of or "", settings.language)
    file = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        raise Misuse(f"{file} is there already, and is left as it is.") from None
    except OSError as error:
        raise EnvironmentFault(f"{file} cannot be written: {error.strerror}.") from error
    print(_shown(file))
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
    if options.no_cache:
        return Store(None, _notice)
    folder = Path(options.cache_dir) if options.cache_dir else root / CACHE
    return Store(folder / "cache.sqlite", _notice)


def _placed(findings: Iterable[Diagnostic], folder: Path) -> tuple[Diagnostic, ...]:
    """The findings with their paths from the current folder, as a person would type them."""
    return tuple(
        replace(d, path=_shown(folder / d.path)) if d.name != "broken-template" else d
        for d in findings
    )


def _shown(path: Path) -> str:
    shown = os.path.relpath(path).replace(os.sep, "/")
    return os.fsencode(shown).decode("utf-8", "backslashreplace")


def _print_findings(findings: Iterable[Diagnostic], options: argparse.Namespace) -> None:
    chosen = getattr(options, "format", "text")
    wish = getattr(options, "color", "auto")
    allowed = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    colour = wish == "always" or (wish == "auto" and allowed)
    text = FORMATS[chosen](findings, colour)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def _sum_up(findings: Iterable[Diagnostic]) -> None:
    counts = Counter(finding.severity for finding in findings)
    words = [
        f"{counts[severity]} {severity}{'s' if counts[severity] > 1 else ''}"
        for severity in Severity
        if counts[severity]
    ]
    _notice(", ".join(words) + "." if words else "No findings.")


def _said(canvases: int, report: Report, folder: Path) -> str:
    what = "1 canvas" if canvases == 1 else f"{canvases:,} canvases"
    changes = f"{report.written:,} written, {report.removed:,} removed"
    if not report.written and not report.removed:
        changes = "nothing changed"
    return f"Built {what}: {report.files:,} files in {_shown(folder)} ({changes})."


def _notice(line: str) -> None:
    print(f"ninefold: {line}", file=sys.stderr)
