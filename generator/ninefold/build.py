"""The pipeline and nothing else: sources in, a site or its findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ninefold import checker, likeness, markup, routes, site
from ninefold.canvas import Post
from ninefold.checker import Inspected
from ninefold.diagnostics import Diagnostic, Severity
from ninefold.executor import Mapper
from ninefold.files import reading, swapping, writing
from ninefold.files.reading import Content
from ninefold.files.swapping import Target
from ninefold.files.writing import Report
from ninefold.pages import plan
from ninefold.publishing import publish
from ninefold.settings import Settings
from ninefold.site import Owner
from ninefold.store import Store
from ninefold.theme import BrokenTemplate

# A canvas with these errors can still be shown, with cells that say what is missing.
_SHOWABLE = frozenset({"missing-section", "truncated-canvas"})


@dataclass(frozen=True, slots=True)
class Job:
    """All that a build needs to know; folders are those of this machine."""

    content: Path
    templates: Path | None
    target: Target
    owner: Owner
    settings: Settings
    drafts: bool = False
    keep_going: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What a build found, how many canvases it published, and what it wrote, if it did."""

    findings: tuple[Diagnostic, ...]
    canvases: int = 0
    report: Report | None = None


def build(job: Job, mapper: Mapper, cache: Store, notice: Callable[[str], None]) -> Built:
    """Build the site; nothing is written when a finding stops it.

    Raises EnvironmentFault when folders, the disk or permissions do not allow the work.
    """
    writing.check_target(job.target, [p for p in (job.content, job.templates) if p])
    content = reading.read_content(job.content)
    inspected, findings = inspect(content, job.settings, cache, mapper)
    if stops(findings, job.strict) and not job.keep_going:
        return Built(findings)
    posts = publishable(inspected, findings, job)
    library = site.assemble(posts, cache.memo(likeness.profile, posts, mapper), job.owner)
    manuscripts = site.manuscripts(library.posts, content.images)
    rendered = cache.memo(markup.render, manuscripts, mapper)
    theme = reading.read_theme(reading.bundled_theme(), job.templates, job.owner.language)
    pages = plan(library, rendered, theme.catalogue)
    images = reading.read_images(job.content, site.media(library.posts, content.images))
    with swapping.lock(job.target, notice):
        done = publish(job.target, pages, theme, images, mapper, cache)
    if isinstance(done, BrokenTemplate):
        return Built(tuple(sorted((*findings, _finding(done)))))
    return Built(findings, len(posts), done)


def inspect(
    content: Content,
    settings: Settings,
    cache: Store,
    mapper: Mapper,
    alone: bool = False,
) -> tuple[tuple[Inspected, ...], tuple[Diagnostic, ...]]:
    """Read and check every post, and unless they stand `alone`, all of them together.

    Findings come sorted.
    """
    check = partial(checker.inspect, settings=settings)
    inspected = cache.memo(check, content.posts, mapper, settings)
    skipped = (checker.outside(s.rule, s.path, s.message, s.help) for s in content.skipped)
    found = [d for item in inspected for d in item.findings]
    across = checker.inspect_all(inspected, content.images, settings, alone)
    return inspected, tuple(sorted([*found, *across, *skipped]))


def stops(findings: Iterable[Diagnostic], strict: bool) -> bool:
    """Whether findings count as failure: errors do, and warnings if `strict`."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(finding.severity in bad for finding in findings)


def publishable(
    inspected: Sequence[Inspected], findings: Iterable[Diagnostic], job: Job
) -> tuple[Post, ...]:
    """Return the posts that can be published, each with its language filled in.

    However little the configuration makes of it, a slug leads nowhere but to its own page.
    """
    faulty = {
        finding.path
        for finding in findings
        if finding.severity is Severity.ERROR and finding.name not in _SHOWABLE
    }
    by_slug: dict[str, Post] = {}
    for item in inspected:
        post = item.post
        if post is None or item.path in faulty or (post.draft and not job.drafts):
            continue
        if routes.is_slug(post.slug):
            by_slug.setdefault(post.slug, post)
    return tuple(replace(post, lang=post.lang or job.owner.language) for post in by_slug.values())


def _finding(broken: BrokenTemplate) -> Diagnostic:
    place = (broken.line, 1, broken.line, 1)
    advice = "Correct the template, or remove it to use the one that comes with Ninefold."
    return checker.outside("broken-template", broken.path, broken.message, advice, place)
