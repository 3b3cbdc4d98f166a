"""The library in memory: what changes is taken in, and pages are made when they are asked for.

A build and a studio call the same functions, so that a page is the same bytes from either.
What only all texts together tell, such as which canvases are most alike, takes time: a studio
shows a post as it is now beside what was last found across all, until it is told anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from ninefold import checker, routes, theme
from ninefold.build import Job, broken_template, publishable
from ninefold.executor import Mapper, serial
from ninefold.files import reading, themes
from ninefold.files.faults import EnvironmentFault
from ninefold.files.listing import read_images
from ninefold.pages import find, plan
from ninefold.store import Store, digest
from ninefold.studio import intake, showing
from ninefold.studio.intake import Intake
from ninefold.studio.keeping import Memo
from ninefold.studio.press import Press, State, same
from ninefold.studio.showing import Means, Shown
from ninefold.studio.state import Faults, Refreshed, Row, row
from ninefold.studio.surveying import Surveyed
from ninefold.theme import Theme


class Studio:
    """The site of a job. One thread at a time calls `refresh` and `settle`, any the rest.

    A post with a fault stays on the site as it was when it last was good, and so does a page
    whose template has one.
    """

    def __init__(self, job: Job, cache: Store, mapper: Mapper = serial) -> None:
        self.job = job
        self.mapper = mapper
        self._memo = Memo(cache)
        self._survey = showing.UNSURVEYED
        self._state = State()
        self._press = Press()

    def refresh(self, changed: Collection[str] | None = None) -> Refreshed:
        """Take in what changed on the disk.

        `changed` are paths in the content folder, of posts and of images; None has everything
        looked at, templates too. A content folder that cannot be read, or templates, leave the
        site as it was, and are told under `broken`.
        """
        before = self._state
        try:
            after = self._look() if changed is None else self._look_again(set(changed))
        except EnvironmentFault as fault:
            told = checker.outside("unreadable-file", ".", str(fault), "Then save once more.")
            after = replace(before, faults=(told,))
        return self._went(after)

    def settle(self, surveyed: Surveyed, generation: int) -> Refreshed | None:
        """Take in what was found across all posts, surveyed at a generation of the site.

        None where the site has changed since: it is to be surveyed again.
        """
        before = self._state
        if before.generation != generation or before.taken is None or before.look is None:
            return None
        self._survey = surveyed.survey
        taken = before.taken.told(surveyed.findings)
        return self._went(replace(before, taken=taken, shown=self._shown(taken, before.look)))

    def get(self, path: str) -> bytes | None:
        """Return the file at a path of the site, made now if need be; None where there is none.

        Where a template cannot make it, the file that was made last is returned, if there is
        one, and `broken` tells why.
        """
        state = self._state
        if path in state.assets:
            return state.assets[path]
        if state.shown is None:
            return None
        if image := state.shown.images.get(path):
            try:
                return next(iter(read_images(self.job.content, [image]))).data
            except EnvironmentFault:  # it has gone in the meantime
                return None
        if path.startswith("search/") and path in (index := self._press.index(state)):
            return index[path]
        page = find(path, state.shown.ground)
        return self._press.page(state, page) if page else None

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all files of the site, sorted. It plans every page."""
        state = self._state
        if state.shown is None:
            return tuple(sorted(state.assets))
        pages = {page.route.path for page in plan(state.shown.ground)}
        return tuple(
            sorted(pages.union(state.assets, state.shown.images, self._press.index(state)))
        )

    def broken(self, path: str) -> Faults:
        """Return what keeps the page at a path from being made as its sources are now."""
        state = self._state
        return (*state.faults, *_broken(state).get(path, ()), *self._press.faults(state, path))

    @property
    def post_paths(self) -> tuple[str, ...]:
        """The paths of all posts in the content folder."""
        return tuple(self._state.taken.items) if self._state.taken else ()

    @property
    def made(self) -> int:
        """How many pages have been made."""
        return self._press.made

    @property
    def generation(self) -> int:
        """How often the site has changed; 0 before the first look."""
        return self._state.generation

    @property
    def findings(self) -> Faults:
        """What was found in all posts, sorted."""
        return self._state.taken.findings if self._state.taken else ()

    def findings_of(self, path: str) -> Faults:
        """Return what was found in a post, by its path in the content folder."""
        return self._state.taken.found.get(path, ()) if self._state.taken else ()

    def posts_of(self, path: str) -> tuple[str, ...]:
        """Return the content paths of the posts that a page of the site is about, if few."""
        parts = path.split("/")
        state = self._state
        if len(parts) < 3 or parts[0] not in ("canvases", "compare") or not state.shown:
            return ()
        slugs = [parts[1]] if parts[0] == "canvases" else parts[1].split("-vs-")
        known = state.shown.ground.site.by_slug
        found = [known[slug].path for slug in slugs if slug in known]
        waiting = (
            [i.path for i in state.taken.items.values() if i.post is None] if state.taken else []
        )
        return tuple(found or [p for p in waiting if routes.of_file(p)[0] in slugs])

    def styles(self) -> bytes:
        """Return the digest of all style sheets."""
        return digest([(p, a) for p, a in self._state.assets.items() if p.endswith(".css")])

    def equipment(self) -> bytes:
        """Return the digest of all else that pages load: scripts, fonts, images."""
        state = self._state
        rest = [(path, data) for path, data in state.assets.items() if not path.endswith(".css")]
        return digest(rest, state.pictures)

    def rows(self) -> tuple[Row, ...]:
        """Return the posts as the desk lists them."""
        state = self._state
        if state.taken is None or state.shown is None:
            return ()
        shown = state.shown.ground.site.by_slug
        return tuple(
            row(item, state.shown.texts, bool(item.post and item.post.slug in shown))
            for item in state.taken.items.values()
        )

    def _look(self) -> State:
        job, before = self.job, self._state
        taken = intake.look(job, self._memo, self.mapper, before.taken)
        look = themes.read_theme(themes.bundled_theme(), job.templates, job.owner.language)
        faults = tuple(broken_template(broken) for broken in theme.check(look))
        if faults and before.look:
            look = before.look
        shown = before.shown if _alike(before, taken, look, job) else None
        shown = shown or self._shown(taken, look)
        salt = digest(replace(look, assets=(), folders=()))
        assets = {output.path: output.data for output in theme.assets(look)}
        pictures = reading.stats(job.content, shown.images.values())
        return State(before.generation, taken, shown, look, salt, assets, faults, tuple(pictures))

    def _look_again(self, changed: set[str]) -> State:
        before = self._state
        if before.faults or not (before.taken and before.shown and before.look):
            return self._look()  # what was wrong may still be
        taken = intake.look_again(self.job, self._memo, before.taken, changed)
        paths = {path for path in changed if path in taken.items}
        shown = None
        if taken.listing is before.taken.listing:
            # Posts that share a slug with another, drafts and the like need a look at them all.
            good = [taken.good[path] for path in paths if path in taken.good]
            posts = {post.path: post for post in publishable(good, (), self.job)}
            if len(posts) == len(paths):
                shown = showing.show_again(posts, self._means(taken, before.look), before.shown)
        shown = shown or self._shown(taken, before.look)
        pictures = reading.stats(self.job.content, shown.images.values())
        return replace(before, taken=taken, shown=shown, pictures=tuple(pictures))

    def _shown(self, taken: Intake, look: Theme) -> Shown:
        posts = publishable(tuple(taken.good.values()), (), self.job)
        return showing.show(posts, self._means(taken, look), self._state.shown)

    def _means(self, taken: Intake, look: Theme) -> Means:
        files = taken.listing.images
        return Means(self.job.owner, look.catalogue, files, self._survey, self._memo)

    def _went(self, after: State) -> Refreshed:
        """Take a state for the present one, and tell what is another in it."""
        before = self._state
        if not same(before, after):
            after = replace(after, generation=before.generation + 1)
        self._state = after
        old, new = (state.taken.items if state.taken else {} for state in (before, after))
        changes = [path for path, item in new.items() if old.get(path) is not item != old.get(path)]
        changes += old.keys() - new.keys()
        return Refreshed(after.generation, tuple(sorted(changes)))


def _alike(before: State, taken: Intake, look: Theme, job: Job) -> bool:
    """Whether the site shows the same posts in the same words as before."""
    return (
        before.taken is not None
        and before.shown is not None
        and before.look is not None
        and before.taken.items == taken.items
        and before.taken.listing == taken.listing
        and before.look.catalogue == look.catalogue
        and before.shown.ground.site.owner == job.owner
    )


def _broken(state: State) -> Mapping[str, Faults]:
    """By its path, what keeps a canvas's page from being made as its post is now."""
    if state.taken is None:
        return {}
    return {
        routes.canvas(_slug(state.taken, path)).path: told
        for path, told in state.taken.stopped.items()
    }


def _slug(taken: Intake, path: str) -> str:
    post = taken.good[path].post if path in taken.good else None
    return post.slug if post else routes.of_file(path)[0]
