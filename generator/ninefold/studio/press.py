"""Makes the files of a site as it stands when they are asked for, and keeps them."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ninefold import theme
from ninefold.build import broken_template, search_index
from ninefold.executor import serial
from ninefold.pages.page import Page
from ninefold.store import Store, digest
from ninefold.studio.intake import Intake
from ninefold.studio.keeping import Kept
from ninefold.studio.showing import Shown
from ninefold.studio.state import Faults
from ninefold.theme import BrokenTemplate, Output, Theme


@dataclass(frozen=True, slots=True)
class State:
    """Everything that pages are made of, at one moment; `faults` keep all of them from it."""

    generation: int = 0
    taken: Intake | None = None
    shown: Shown | None = None
    look: Theme | None = None
    salt: bytes = b""
    assets: Mapping[str, bytes] = field(default_factory=dict)
    faults: Faults = ()
    pictures: tuple[tuple[str, int, int], ...] = ()


def same(before: State, after: State) -> bool:
    """Whether every page is as it was, and all that is told of it."""
    if before.shown is None or after.shown is None or before.taken is None or after.taken is None:
        return before.shown is after.shown and before.faults == after.faults
    one, other = before.shown.ground.site, after.shown.ground.site
    return (
        before.salt == after.salt
        and before.assets == after.assets
        and before.faults == after.faults
        and before.pictures == after.pictures
        and before.shown.images == after.shown.images
        and before.taken.found == after.taken.found
        and before.taken.items == after.taken.items
        and one.owner == other.owner
        and one.posts == other.posts
        and one.pairs == other.pairs
        and one.weights == other.weights
        and one.rare == other.rare
    )


class Press:
    """Pages and the search index; `made` counts the pages."""

    def __init__(self) -> None:
        self.made = 0
        self._kept = Kept()
        self._index: tuple[int, Mapping[str, bytes]] = (0, {})
        self._searching = threading.Lock()

    def page(self, state: State, page: Page) -> bytes | None:
        """Return a page's file: the last that could be made of it, None if there is none."""
        path = page.route.path
        key = digest(state.salt, page.told)
        kept = self._kept.get(path)
        if kept and kept[0] == key:
            return kept[1]
        if not state.look:
            return None
        made = theme.render(replace(state.look, assets=()), page.settled())
        if isinstance(made, BrokenTemplate):
            self._kept.faults[path] = (state.generation, (broken_template(made),))
            return kept[1] if kept else None
        self.made += 1
        self._kept.faults.pop(path, None)
        self._kept.put(path, key, made.data)
        return made.data

    def faults(self, state: State, path: str) -> Faults:
        """Return what the template of a page had against it, if the page was asked for."""
        own = self._kept.faults.get(path)
        return own[1] if own and own[0] == state.generation else ()

    def index(self, state: State) -> Mapping[str, bytes]:
        """Return the files of the search index by path, none where the site has no search."""
        if not state.shown or not state.look or not state.shown.ground.site.owner.search:
            return {}
        with self._searching:
            if self._index[0] != state.generation:
                shown = state.shown
                made: Iterable[Output] = search_index(
                    shown.ground.site, shown.texts, {}, state.look, Store(None), serial
                )
                self._index = (state.generation, {o.path: o.data for o in made})
            return self._index[1]
