"""`ninefold build`: from arguments to a job, and from what was built to words."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path

from ninefold import build as pipeline
from ninefold import routes
from ninefold.checker import stops
from ninefold.cli import FOUND, OK, terminal
from ninefold.cli.equipment import Misuse, content_folder, inside, mapper, rule_settings, store
from ninefold.cli.terminal import shown
from ninefold.comparison import Curated
from ninefold.config import Config
from ninefold.diagnostics import Severity
from ninefold.files.swapping import Target
from ninefold.site import Owner


def build(options: argparse.Namespace, settings: Config, root: Path) -> int:
    """Build the site; return the exit code."""
    if options.base_url is not None:
        fault = routes.base_url_fault(options.base_url) if options.base_url else None
        if fault:
            raise Misuse(f"--base-url is not {fault}.")
        settings = replace(settings, base_url=options.base_url)
    own = Path(options.templates) if options.templates else inside(root, settings.templates)
    if options.templates and not own.is_dir():
        raise Misuse(f"There is no templates folder {own}.")
    output = root / settings.output
    inside(root, os.path.dirname(settings.output) or ".")  # noqa: PTH120 - itself it is no link
    job = pipeline.Job(
        content=content_folder(options, settings, root),
        templates=own if own.is_dir() else None,
        target=Target(
            Path(os.path.abspath(options.output or output)),  # noqa: PTH100 ("..")
            settings.output_keep,
        ),
        owner=owner(settings),
        settings=rule_settings(settings),
        drafts=options.drafts,
        keep_going=options.keep_going,
        strict=options.strict,
    )
    notice = terminal.hush if options.quiet else terminal.notice
    here = Path.cwd()  # which the build may replace
    with mapper(options) as workers, store(options, root) as cache:
        built = pipeline.build(job, workers, cache, notice)
    findings = terminal.placed(built.findings, job.content, here)
    # Hints are for whoever asks with `check`: a build tells people what stands in its way.
    told = [d for d in findings if options.format or d.severity is not Severity.HINT]
    terminal.print_findings(told, options)
    notice(terminal.summary(findings))
    if built.report is None:
        advice = "" if options.keep_going else " Mend them, or build the rest with --keep-going."
        notice(f"Nothing was written.{advice}")
    else:
        notice(terminal.built(built.canvases, built.report, shown(job.target.folder, here)))
        if not settings.base_url:
            advice = "set base_url before you publish."
            notice(f"There is no sitemap, and the feeds hold no full addresses: {advice}")
    return FOUND if stops(findings, options.strict) else OK


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
