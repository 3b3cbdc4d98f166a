"""What commands share: configuration, folders, workers, cache, and how they refuse."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from ninefold import config
from ninefold.cli import terminal
from ninefold.cli.progress import Progress
from ninefold.cli.repeating import CACHE
from ninefold.cli.terminal import shown
from ninefold.config import Config
from ninefold.diagnostics import Diagnostic
from ninefold.executor import Pool
from ninefold.files import reading
from ninefold.files.faults import blaming
from ninefold.rules import RULES
from ninefold.settings import Named, Override, Settings
from ninefold.store import Store

# Fewer posts than these are read and rendered sooner than processes start.
_WORTHWHILE = 64


class Misuse(Exception):
    """The command line asks for something that cannot be: one line, exit 2."""


def configuration(options: argparse.Namespace) -> tuple[Config, Path, tuple[Diagnostic, ...]]:
    """Return the configuration, the folder that its paths start from, and its faults."""
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


def rule_settings(settings: Config) -> Settings:
    """Return what the configuration says of the rules."""
    return Settings(
        config.severities(settings.rules),
        settings.aliases,
        tuple(Override(paths, config.severities(rules)) for paths, rules in settings.overrides),
        settings.standards,
        tuple(Named(slug, path, (n, at, n, to)) for slug, path, n, at, to in settings.named),
    )


def content_folder(options: argparse.Namespace, settings: Config, root: Path) -> Path:
    """Return the content folder that the arguments or the configuration name."""
    return Path(options.content) if options.content else inside(root, settings.content)


def inside(root: Path, name: str) -> Path:
    """Return what the configuration names; refuse it where a link leads it out of the folder."""
    place = root / name
    real, own = os.path.realpath(place), os.path.realpath(root)
    if os.path.commonpath([real, own]) != own:
        message = f"{shown(place)} is a symbolic link that leads out of {shown(root)}."
        raise Misuse(f"{message} Put the folder itself there, or name it on the command line.")
    return place


def templates_folder(options: argparse.Namespace, settings: Config, root: Path) -> Path:
    """Return the folder of the site's own templates, which need not be there."""
    return Path(options.templates) if options.templates else inside(root, settings.templates)


def mapper(options: argparse.Namespace) -> Progress:
    """Return what applies a function to many items, on as many processes as are wanted."""
    if options.jobs is not None and options.jobs < 1:
        raise Misuse("--jobs is not a number from 1 up.")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    pool = Pool(options.jobs) if options.jobs else Pool(cores or 1, _WORTHWHILE)
    quiet = getattr(options, "quiet", False)
    return Progress(pool, shown=not quiet and sys.stderr.isatty())


def store(options: argparse.Namespace, root: Path) -> Store:
    """Return the cache that the arguments ask for."""
    notice = terminal.hush if getattr(options, "quiet", False) else terminal.notice
    file = None if options.no_cache else cache_folder(options, root) / "cache.sqlite"
    return Store(file, notice)


def cache_folder(options: argparse.Namespace, root: Path) -> Path:
    """Return the folder of the cache, which need not be there."""
    return Path(options.cache_dir) if options.cache_dir else inside(root, CACHE)
