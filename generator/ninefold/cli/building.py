"""`ninefold build`: from arguments to a job, and from what was built to words."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ninefold import build as pipeline
from ninefold import routes
from ninefold.build import Built
from ninefold.checker import stops
from ninefold.cli import FOUND, OK, terminal
from ninefold.cli.equipment import (
    Misuse,
    cache_folder,
    content_folder,
    inside,
    mapper,
    rule_settings,
    store,
    templates_folder,
)
from ninefold.cli.terminal import shown
from ninefold.cli.unchanged import Answer, Footing, Watch, key
from ninefold.comparison import Curated
from ninefold.config import FILES, Config
from ninefold.diagnostics import Diagnostic, Severity
from ninefold.files import standing, writing
from ninefold.files.faults import EnvironmentFault
from ninefold.files.swapping import Target
from ninefold.site import Owner


def build(options: argparse.Namespace, settings: Config, root: Path) -> int:
    """Build the site; return the exit code."""
    job = job_of(options, settings, root)
    notice = terminal.hush if options.quiet else terminal.notice
    name, here = key(vars(options)), Path.cwd()  # which the build may replace
    with mapper(options) as workers, store(options, root) as cache:
        watch = cache.file and Watch(_footing(options, settings, root, job, cache.file))
        built = pipeline.build(job, workers, cache, notice)
    findings = terminal.placed(built.findings, job.content, here)
    # Hints are for whoever asks with `check`: a build tells people what stands in its way.
    told = [d for d in findings if options.format or d.severity is not Severity.HINT]
    out = terminal.told(told, options)
    terminal.say(out)
    for line in _lines(built, findings, job, options, here):
        notice(line)
    code = FOUND if stops(findings, options.strict) else OK
    if watch and cache.file and built.report:
        again = replace(built, report=replace(built.report, written=0, removed=0))
        lines = () if options.quiet else _lines(again, findings, job, options, here)
        err = "".join(f"{terminal.noticed(line)}\n" for line in lines)
        left = built.report.left.files

        def whole(deep: bool) -> bool:
            files = {path: one for path, one in left.items() if deep or "/" not in path}
            return standing.untouched(job.target, files)

        watch.keep(cache.file.parent, name, Answer(out, err, code), len(left), whole)
    return code


def _lines(
    built: Built,
    findings: Sequence[Diagnostic],
    job: pipeline.Job,
    options: argparse.Namespace,
    here: Path,
) -> Iterator[str]:
    """What a build says of itself."""
    yield terminal.summary(findings)
    if built.report is None:
        advice = "" if options.keep_going else " Mend them, or build the rest with --keep-going."
        yield f"Nothing was written.{advice}"
        return
    yield terminal.built(built.canvases, built.report, shown(job.target.folder, here))
    if not job.owner.base_url:
        advice = "set base_url before you publish."
        yield f"There is no sitemap, and the feeds hold no full addresses: {advice}"


def _footing(
    options: argparse.Namespace, settings: Config, root: Path, job: pipeline.Job, cache: Path
) -> Footing:
    """All that a build reads and makes, places where there is nothing yet included."""
    here = Path.cwd()
    found = [folder / name for folder in (here, *here.parents) for name in FILES]
    configured = [Path(options.config)] if options.config else found
    templates = templates_folder(options, settings, root)
    return Footing(
        tuple(map(os.path.abspath, (job.content, templates, *configured))),
        tuple(map(os.path.abspath, (job.target.folder, cache))),
    )


def job_of(options: argparse.Namespace, settings: Config, root: Path) -> pipeline.Job:
    """Return the job that arguments and configuration ask for; raises Misuse."""
    if getattr(options, "base_url", None) is not None:
        fault = routes.base_url_fault(options.base_url) if options.base_url else None
        if fault:
            raise Misuse(f"--base-url is not {fault}.")
        settings = replace(settings, base_url=options.base_url)
    own = templates_folder(options, settings, root)
    if options.templates and not own.is_dir():
        raise Misuse(f"There is no templates folder {own}.")
    output = root / settings.output
    inside(root, os.path.dirname(settings.output) or ".")  # noqa: PTH120 - itself it is no link
    return pipeline.Job(
        content=content_folder(options, settings, root),
        templates=own if own.is_dir() else None,
        target=Target(
            Path(os.path.abspath(options.output or output)),  # noqa: PTH100 ("..")
            settings.output_keep,
            _spare(options, settings, root),
        ),
        owner=owner(settings),
        settings=rule_settings(settings),
        drafts=options.drafts,
        keep_going=getattr(options, "keep_going", True),
        strict=getattr(options, "strict", False),
    )


def _spare(options: argparse.Namespace, settings: Config, root: Path) -> Path | None:
    """Where the site that is replaced may be kept; nowhere that anybody else has to do with."""
    if options.no_cache or os.name != "posix":  # elsewhere files can hardly be told apart
        return None
    spare = cache_folder(options, root) / ".ninefold-spare"
    others = [
        options.output or root / settings.output,
        content_folder(options, settings, root),
        templates_folder(options, settings, root),
    ]
    try:
        writing.check_apart(spare, map(Path, others))
    except EnvironmentFault:
        return None
    return Path(os.path.abspath(spare))  # noqa: PTH100 - links stay as they are


def owner(settings: Config) -> Owner:
    """Return what the configuration says of the site as a whole."""
    return Owner(
        settings.title,
        settings.description,
        settings.base_url,
        settings.language,
        tuple(Curated(slugs, title, text) for title, text, slugs in settings.comparisons),
        settings.neighbours,
        settings.featured,
        search=settings.search,
        raw_html=settings.markdown,
    )
