"""The library in memory: what changes is taken in, and pages are made when they are asked for.

A build and a studio call the same functions, so that a page is the same bytes from either.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from ninefold import checker, likeness, markup, routes, site, theme
from ninefold.build import Job, broken_template, faulty, publishable, search_index
from ninefold.checker import Inspected
from ninefold.executor import Mapper, serial
from ninefold.files import reading
from ninefold.files.faults import EnvironmentFault
from ninefold.files.listing import list_content, read_images
from ninefold.inspection import inspect
from ninefold.pages import plan
from ninefold.pages.page import Page
from ninefold.store import Store, digest
from ninefold.studio.keeping import Kept, Memory
from ninefold.studio.state import Faults, Refreshed, Row, State, row
from ninefold.theme import BrokenTemplate, Output


class Studio:
    """The site of a job. `refresh` is called by one thread at a time, the rest by any.

    A post with a fault stays on the site as it was when it last was good, and so does a page
    whose template has one.
    """

    def __init__(self, job: Job, cache: Store, mapper: Mapper = serial) -> None:
        self.job = job
        self.mapper = mapper
        self.made = 0
        self._memory = Memory(cache)
        self._good: dict[str, Inspected] = {}
        self._state = State()
        self._kept = Kept()
        self._search: tuple[int, Mapping[str, bytes]] = (0, {})
        self._searching = threading.Lock()

    def refresh(self, changed: Collection[str] | None = None) -> Refreshed:
        """Take in what changed on the disk.

        `changed` are paths in the content folder; None has everything looked at, templates and
        the folder's listing too. A content folder that cannot be read, or templates, leave the
        site as it was, and are told under `broken`.
        """
        before = self._state
        try:
            after = self._look()
        except EnvironmentFault as fault:
            told = checker.outside("unreadable-file", ".", str(fault), "Then save once more.")
            after = replace(before, broken={"": (told,)}, value=digest(before.value, str(fault)))
        if after.value != before.value:
            after = replace(after, generation=before.generation + 1)
            self._state = after
        changes = {
            path
            for path in {*before.inspected, *after.inspected}
            if before.inspected.get(path) != after.inspected.get(path)
        }
        return Refreshed(
            self._state.generation, tuple(sorted(changes)), after.findings, after.broken
        )

    def get(self, path: str) -> bytes | None:
        """Return the file at a path of the site, made now if need be; None where there is none.

        Where a template cannot make it, the file that was made last is returned, if there is
        one, and `broken` tells why.
        """
        state = self._state
        if page := state.pages.get(path):
            return self._page(state, path, page)
        if path in state.assets:
            return state.assets[path]
        if path in state.images:
            images = read_images(self.job.content, [state.images[path]])
            try:
                return next(images).data
            except EnvironmentFault:  # it has gone in the meantime
                return None
        if path.startswith("search/") and state.library and state.library.owner.search:
            return self._index(state).get(path)
        return None

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all files of the site, sorted."""
        state = self._state
        search = self._index(state) if state.library and state.library.owner.search else {}
        return tuple(sorted({*state.pages, *state.assets, *state.images, *search}))

    def broken(self, path: str) -> Faults:
        """Return what keeps the page at a path from being made as its sources are now."""
        state = self._state
        own = self._kept.faults.get(path)
        told = own[1] if own and own[0] == state.generation else ()
        return (*state.broken.get("", ()), *state.broken.get(path, ()), *told)

    @property
    def generation(self) -> int:
        """How often the site has changed; 0 before the first look."""
        return self._state.generation

    @property
    def findings(self) -> Faults:
        """What was found in all posts, sorted."""
        return self._state.findings

    def findings_of(self, path: str) -> Faults:
        """Return what was found in a post, by its path in the content folder."""
        return tuple(d for d in self._state.findings if d.path == path)

    def posts_of(self, path: str) -> tuple[str, ...]:
        """Return the content paths of the posts that a page of the site is about, if few."""
        parts = path.split("/")
        library = self._state.library
        if len(parts) < 3 or parts[0] not in ("canvases", "compare"):
            return ()
        slugs = [parts[1]] if parts[0] == "canvases" else parts[1].split("-vs-")
        known = library.by_slug if library else {}
        found = [known[slug].path for slug in slugs if slug in known]
        waiting = [item.path for item in self._state.inspected.values() if item.post is None]
        return tuple(found or [p for p in waiting if routes.of_file(p)[0] in slugs])

    def styles(self) -> bytes:
        """Return the digest of all style sheets."""
        return digest([(p, a) for p, a in self._state.assets.items() if p.endswith(".css")])

    def equipment(self) -> bytes:
        """Return the digest of all else that pages load: scripts, fonts, images."""
        state = self._state
        rest = [(path, data) for path, data in state.assets.items() if not path.endswith(".css")]
        return digest(rest)

    def rows(self) -> tuple[Row, ...]:
        """Return the posts as the desk lists them."""
        state = self._state
        rendered = {item.slug: item for item in state.rendered}
        shown = state.library.by_slug if state.library else {}
        return tuple(
            row(item, rendered, shown.get(item.post.slug) is not None if item.post else False)
            for item in state.inspected.values()
        )

    def _look(self) -> State:
        job, memory = self.job, self._memory
        content = list_content(job.content)
        inspected, findings = inspect(content, job.settings, memory, self.mapper)
        posts = publishable(self._best(inspected, findings), (), job)
        look = reading.read_theme(reading.bundled_theme(), job.templates, job.owner.language)
        faults = tuple(broken_template(broken) for broken in theme.check(look))
        if faults and self._state.look:
            look = self._state.look
        profiles = memory.memo(likeness.profile, posts, self.mapper)
        library = site.assemble(posts, profiles, job.owner)
        manuscripts = site.manuscripts(library.posts, content.images)
        rendered = memory.memo(markup.render, manuscripts, self.mapper)
        pages = {page.route.path: page for page in plan(library, rendered, look.catalogue)}
        templates = digest(replace(look, assets=(), folders=()))
        assets = {output.path: output.data for output in theme.assets(look)}
        images = {
            routes.media(path).path: path for path in site.media(library.posts, content.images)
        }
        stopped = faulty(findings)
        broken = {
            routes.canvas(slug).path: told
            for item in inspected
            if item.path in stopped and (told := _stopping(findings, item.path))
            for slug in [self._slug(item)]
        }
        if faults:
            broken[""] = faults
        value = digest(
            [(item.path, item) for item in inspected], findings, templates, assets, images,
            _stats(job, images), faults, job.owner, job.drafts,
        )  # fmt: skip
        return State(
            self._state.generation,
            {item.path: item for item in inspected},
            findings,
            library,
            rendered,
            look,
            templates,
            pages,
            assets,
            images,
            broken,
            value,
        )

    def _best(self, inspected: Iterable[Inspected], findings: Faults) -> list[Inspected]:
        """Each post as it is, or as it last was when it was good."""
        stopped = faulty(findings)
        good = {i.path: i for i in inspected if i.path not in stopped and i.post}
        stale = {i.path: self._good[i.path] for i in inspected if i.path in self._good}
        self._good = {**{p: i for p, i in stale.items() if p in stopped}, **good}
        return [self._good[i.path] for i in inspected if i.path in self._good]

    def _slug(self, item: Inspected) -> str:
        known = self._good.get(item.path, item).post
        return known.slug if known else routes.of_file(item.path)[0]

    def _page(self, state: State, path: str, page: Page) -> bytes | None:
        key = digest(state.salt, page)
        kept = self._kept.get(path)
        if kept and kept[0] == key:
            return kept[1]
        if not state.look:
            return None
        made = theme.render(replace(state.look, assets=()), page)
        if isinstance(made, BrokenTemplate):
            self._kept.faults[path] = (state.generation, (broken_template(made),))
            return kept[1] if kept else None
        self.made += 1
        self._kept.faults.pop(path, None)
        self._kept.put(path, key, made.data)
        return made.data

    def _index(self, state: State) -> Mapping[str, bytes]:
        with self._searching:
            if self._search[0] != state.generation and state.library and state.look:
                made: Iterable[Output] = search_index(
                    state.library, state.rendered, state.look, Store(None), serial
                )
                self._search = (state.generation, {o.path: o.data for o in made})
            return self._search[1]


def _stopping(findings: Faults, path: str) -> Faults:
    own = tuple(d for d in findings if d.path == path)
    return tuple(d for d in own if faulty([d]))


def _stats(job: Job, images: Mapping[str, str]) -> list[tuple[str, int, int]]:
    """What tells that an image is another: they are not read before somebody asks for one."""
    return reading.stats(job.content, images.values())
