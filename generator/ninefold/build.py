"""The pipeline and nothing else: sources in, a site or its findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from ninefold import checker, markup, routes, search, site
from ninefold.canvas import Post
from ninefold.checker import Inspected, stops
from ninefold.collating import Typeset, by_parts, collate, terms_of
from ninefold.diagnostics import Diagnostic, Severity
from ninefold.executor import Mapper
from ninefold.files import swapping, themes, writing
from ninefold.files.listing import list_content, read_images
from ninefold.files.swapping import Target
from ninefold.files.writing import Report
from ninefold.inspection import inspect
from ninefold.languages import phrasebook
from ninefold.likeness import Corpus, Rankings
from ninefold.markup import Manuscript, Rendered
from ninefold.pages import sheaves
from ninefold.pages.ground import ground_of
from ninefold.publishing import publish
from ninefold.search import Leaf
from ninefold.settings import Settings
from ninefold.site import Owner, Site, Survey
from ninefold.store import Store, digest
from ninefold.theme import BrokenTemplate, Output, Theme

# A canvas with these errors can still be shown, with cells that say what is missing.
_SHOWABLE = frozenset({"missing-section", "truncated-canvas", "near-miss-heading"})


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
    content = list_content(job.content)
    inspected, findings = inspect(content, job.settings, cache, mapper)
    if stops(findings, job.strict) and not job.keep_going:
        return Built(findings)
    posts = publishable(inspected, findings, job)
    typeset, costly = set_type(posts, content.images, job.owner, cache, mapper)
    findings = tuple(sorted((*findings, *costly)))
    if stops(costly, job.strict) and not job.keep_going:
        return Built(findings)
    theme = themes.read_theme(themes.bundled_theme(), job.templates, job.owner.language)
    library, texts = typeset.library, typeset.texts
    collated = collate(typeset, cache, mapper)
    pages = sheaves(ground_of(library, texts, theme.catalogue, collated))
    images = read_images(job.content, site.media(library.posts, content.images))
    index = (
        search_index(library, texts, collated.canvases, theme, cache, mapper)
        if job.owner.search
        else ()
    )
    with swapping.lock(job.target, notice):
        done = publish(job.target, pages, theme, chain(images, index), mapper, cache)
    if isinstance(done, BrokenTemplate):
        return Built(tuple(sorted((*findings, broken_template(done)))))
    return Built(findings, len(library.posts), done)


def set_type(
    posts: Sequence[Post], images: frozenset[str], owner: Owner, cache: Store, mapper: Mapper
) -> tuple[Typeset, tuple[Diagnostic, ...]]:
    """Return the library with the text of its posts as HTML, and findings on posts whose text
    takes too much to be rendered: these are left out.
    """
    lost: dict[str, str] = {}

    def unrendered(manuscript: Manuscript, why: str) -> None:
        lost[manuscript.slug] = why

    keys = {post.slug: digest(post) for post in posts}
    profiles, corpus = terms_of(posts, keys, cache, mapper)
    surveyed = survey(posts, corpus, owner.neighbours, cache)
    library = site.assemble(posts, profiles, surveyed, owner)
    manuscripts = site.manuscripts(library.posts, images, owner.raw_html)
    rendered = cache.memo_sealed(markup.render, manuscripts, mapper, lost=unrendered)
    if not lost:
        return Typeset(library, corpus, rendered, keys), ()
    costly = [checker.costly(p.path, lost[p.slug]) for p in posts if p.slug in lost]
    rest = [post for post in posts if post.slug not in lost]
    typeset, more = set_type(rest, images, owner, cache, mapper)
    return typeset, (*costly, *more)


def survey(posts: Sequence[Post], corpus: Corpus, neighbours: int, cache: Store) -> Survey:
    """Return what all texts together tell, finding again only what may be another."""
    name = digest("rankings", neighbours)
    before = cache.recall(name, Rankings)
    surveyed, found = site.survey(posts, corpus, neighbours, before)
    if found != before:
        cache.keep(name, found)
    return surveyed


def search_index(
    library: Site,
    texts: Mapping[str, Rendered],
    keys: Mapping[str, bytes],
    theme: Theme,
    cache: Store,
    mapper: Mapper,
) -> Iterator[Output]:
    """Yield the files of the search index but for the texts, which are pages.

    No page depends on them: whoever shows pages while they are written can leave them out, or
    make them when the first of them is asked for.
    """

    def leaf(post: Post) -> Leaf:
        return search.leaf(post, texts[post.slug])

    def key(post: Post) -> bytes | Leaf:
        return keys.get(post.slug) or leaf(post)

    gathered = cache.memo_sealed(search.gather, library.posts, mapper, key=key, ready=leaf)
    spans = [slice(n, n + search.LENGTH) for n in range(0, len(gathered), search.LENGTH)]
    stretches = by_parts(search.stretch, gathered, spans, cache, mapper)
    for route, data in search.files(library.posts, stretches, phrasebook(theme.catalogue)):
        yield Output(route.path, data)


def publishable(
    inspected: Sequence[Inspected], findings: Iterable[Diagnostic], job: Job
) -> tuple[Post, ...]:
    """Return the posts that can be published, each with its language filled in.

    However little the configuration makes of it, a slug leads nowhere but to its own page.
    """
    stopped = faulty(findings)
    by_slug: dict[str, Post] = {}
    for item in inspected:
        post = item.post
        if post is None or item.path in stopped or (post.draft and not job.drafts):
            continue
        if routes.is_slug(post.slug):
            by_slug.setdefault(post.slug, post)
    return tuple(replace(post, lang=post.lang or job.owner.language) for post in by_slug.values())


def faulty(findings: Iterable[Diagnostic]) -> frozenset[str]:
    """Return the paths of the posts that findings keep from being published."""
    return frozenset(
        finding.path
        for finding in findings
        if finding.severity is Severity.ERROR and finding.name not in _SHOWABLE
    )


def broken_template(broken: BrokenTemplate) -> Diagnostic:
    """Return what is wrong with a template as a finding."""
    place = (broken.line, 1, broken.line, 1)
    advice = "Correct the template, or remove it to use the one that comes with Ninefold."
    return checker.outside("broken-template", broken.path, broken.message, advice, place)
