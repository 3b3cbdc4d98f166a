"""`ninefold check`: which posts, which rules, and how findings are told."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ninefold import inspection
from ninefold.checker import stops
from ninefold.cli import FOUND, OK, terminal
from ninefold.cli.equipment import Misuse, content_folder, inside, mapper, rule_settings, store
from ninefold.cli.known import Known
from ninefold.cli.mending import keep, mended, wants_change
from ninefold.cli.terminal import shown
from ninefold.config import Config
from ninefold.diagnostics import Diagnostic
from ninefold.executor import Mapper
from ninefold.files.listing import Listing, is_post, list_content
from ninefold.rules import RULES
from ninefold.settings import Settings
from ninefold.source import Raw
from ninefold.store import Store

_DAY = 24 * 60 * 60

Findings = tuple[Diagnostic, ...]
Choice = Callable[[Diagnostic], bool]


@dataclass(frozen=True, slots=True)
class Batch:
    """Posts that are checked together: a folder, of which some are `wanted`, or loose files."""

    folder: Path
    listing: Listing
    wanted: tuple[str, ...] = (".",)
    alone: bool = False

    def lists(self, path: str) -> bool:
        """Whether a path in the folder is wanted, or lies in a folder that is."""
        return any(name in (".", path) or path.startswith(f"{name}/") for name in self.wanted)


def check(options: argparse.Namespace, settings: Config, root: Path) -> int:
    """Check posts, mend what is to be mended, print the rest; return the exit code."""
    _refuse_contradictions(options)
    chosen = _choice(options)
    folder = content_folder(options, settings, root)
    with mapper(options) as workers, store(options, root) as cache:

        def run() -> int:
            known = Known(inside(root, settings.baseline))
            return _run(options, settings, folder, chosen, known, workers, cache)

        if not options.watch:
            return run()
        from ninefold.cli.watching import watch  # which brings a library of its own

        return watch([Path(path) for path in options.paths] or [folder], run)


def _run(
    options: argparse.Namespace,
    settings: Config,
    folder: Path,
    chosen: Choice,
    known: Known,
    workers: Mapper,
    cache: Store,
) -> int:
    rules = rule_settings(settings)
    told: list[Diagnostic] = []
    changed = 0
    for batch in _batches(options, folder):

        def findings(
            posts: Listing, batch: Batch = batch, *, ask: bool = False
        ) -> tuple[Diagnostic, ...]:
            found = inspection.check(posts, rules, cache, workers, batch.alone)
            if ask and options.external:
                wanted = [raw for raw in posts.raws() if batch.lists(raw.path)]
                found += _asked(wanted, rules, cache, workers, options.external_timeout)
            found = tuple(d for d in found if batch.lists(d.path))
            if options.write_baseline:
                return found
            new = found if batch.alone else known.sift(found, posts)
            return tuple(d for d in new if chosen(d))

        posts = batch.listing
        if options.write_baseline:
            known.write(findings(posts, ask=True), posts)
            continue
        if wants_change(options):
            posts = posts.loaded()
            before = tuple(posts.raws())
            found_in = partial(_found_in, posts, findings)
            after = mended(before, found_in, options)
            changed += keep(before, after, batch.folder, show_only=options.diff)
            posts = posts.holding(after)
        told += terminal.placed(findings(posts, ask=True), batch.folder, Path.cwd())
    if options.diff or options.write_baseline:
        terminal.notice(known.written or f"{_files(changed)} would change.")
        return FOUND if changed else OK
    if changed:
        terminal.notice(f"Changed {_files(changed)}.")
    report = tuple(sorted(dict.fromkeys(told)))  # each part of it is sorted
    if options.statistics:
        terminal.say(terminal.statistics(report))
    else:
        terminal.print_findings(report, options)
    for line in known.notices(everything=not options.paths):
        terminal.notice(line)
    terminal.notice(terminal.summary(report, fixes=True))
    return FOUND if stops(report, options.strict) else OK


def _found_in(
    listing: Listing, findings: Callable[[Listing], Findings], posts: Sequence[Raw]
) -> Findings:
    return findings(listing.holding(posts))


def _asked(
    posts: Sequence[Raw], rules: Settings, cache: Store, workers: Mapper, limit: int
) -> tuple[Diagnostic, ...]:
    """What asking on the web for the addresses of the posts finds."""
    from ninefold import external  # only now: what speaks to the web takes long to import

    return external.check(posts, rules, cache, workers, external.Caller(), limit, terminal.notice)


def _batches(options: argparse.Namespace, folder: Path) -> Iterator[Batch]:
    """What the arguments name: the content folder or parts of it, other folders, loose files."""
    wanted: list[str] = []
    loose: list[tuple[str, str]] = []
    for path in map(Path, options.paths):
        if not os.path.lexists(path):
            raise Misuse(f"There is no file or folder {path}.")
        inner = _inside(path, folder)
        if inner is not None and (path.is_dir() or is_post(inner)):
            wanted.append(inner)
        elif path.is_dir():
            yield Batch(path, list_content(path))
        else:
            loose.append((shown(path), str(path)))
    if wanted or not options.paths:
        yield Batch(folder, list_content(folder), tuple(wanted or ["."]))
    if loose:
        yield Batch(Path(), Listing("", tuple(loose)), alone=True)


def _choice(options: argparse.Namespace) -> Choice:
    """Tells whether a finding is of a rule that is selected and not ignored."""
    select, ignore = (
        tuple(name for given in wish for name in given.replace(",", " ").split())
        for wish in (options.select, options.ignore)
    )
    for name in (*select, *ignore):
        if not any(_names(name, rule.code, rule.name) for rule in RULES):
            raise Misuse(f"There is no rule {name}. `ninefold rule --all` lists them.")

    def chosen(d: Diagnostic) -> bool:
        wanted = not select or any(_names(name, d.code, d.name) for name in select)
        return wanted and not any(_names(name, d.code, d.name) for name in ignore)

    return chosen


def _names(given: str, code: str, name: str) -> bool:
    """Whether what a person gives names a rule: its name, or how its code begins."""
    return given == name or (given.upper().startswith("NF") and code.startswith(given.upper()))


def _refuse_contradictions(options: argparse.Namespace) -> None:
    """Options that each want something else of the posts stop the command."""
    if not 1 <= options.external_timeout <= _DAY:
        raise Misuse(f"--external-timeout is not a number from 1 to {_DAY}.")
    groups = (("fix", "unsafe_fixes"), ("add_ignore",), ("write_baseline",), ("watch",))
    given = [[name for name in group if getattr(options, name)] for group in groups]
    one = [names[0] for names in given if names]
    if options.diff and (options.watch or options.write_baseline):
        one.append("diff")
    if len(one) > 1:
        first, other = (f"--{name.replace('_', '-')}" for name in one[:2])
        raise Misuse(f"{first} and {other} do not go together.")
    if options.write_baseline and (options.paths or options.select or options.ignore):
        raise Misuse("--write-baseline records all findings: name no posts and no rules.")


def _inside(path: Path, folder: Path) -> str | None:
    """The path in the content folder of what is read with it; None for anything else."""
    real, top = (Path(os.path.realpath(place)) for place in (path, folder))
    if path.is_symlink() or not real.is_relative_to(top):
        return None
    inner = terminal.as_text(real.relative_to(top).as_posix())
    hidden = any(name.startswith(".") for name in inner.split("/") if name != ".")
    return None if hidden else inner


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"
