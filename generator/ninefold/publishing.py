"""Pages -> files: renders what is out of date, and writes it with what still stands."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from ninefold import store, theme
from ninefold.executor import Mapper, serial
from ninefold.files import remembering, standing, swapping, writing
from ninefold.files.remembering import Known
from ninefold.files.swapping import Target
from ninefold.files.writing import Report
from ninefold.pages.page import Page
from ninefold.theme import BrokenTemplate, Output, Theme


class _Settling(Sequence[Page]):
    """Pages whose views are made one by one, as each is rendered, and not all at once."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages

    def __len__(self) -> int:
        return len(self._pages)

    def __getitem__(self, index: Any) -> Any:
        return self._pages[index].settled()


class _Broken(Exception):
    def __init__(self, template: BrokenTemplate) -> None:
        super().__init__(template.message)
        self.template = template


def publish(
    target: Target,
    pages: Sequence[Page],
    look: Theme,
    images: Iterable[Output],
    mapper: Mapper,
    cache: store.Store,
) -> Report | BrokenTemplate:
    """Make the output folder hold these pages, the theme's assets and the images.

    A page is out of date when its digest is not the one remembered, or its file not the one
    that was written for it. A template that cannot be used is returned, and the folder is as
    it was. Raises EnvironmentFault when the disk does not allow the work.
    """
    (broken,) = cache.memo(theme.check, [replace(look, assets=())], serial)
    if broken:
        return broken[0]
    swapping.recover(target)
    name = store.digest("site", os.fsencode(target.folder.resolve()))
    known = cache.recall(name, Known) or Known()
    before = standing.present(target, known.left())
    templates = replace(look, assets=(), folders=())
    salt = store.digest(templates) + store.version()
    digests = {page.route.path: store.digest(salt, page.told) for page in pages}
    fresh = {
        path
        for path, digest in digests.items()
        if known.pages.get(path) == digest
        and path in known.files
        and known.files[path][0] == before.stands.get(path)
    }
    stale = _Settling([page for page in pages if page.route.path not in fresh])
    made = mapper(partial(theme.render, replace(look, assets=())), stale)
    outputs = (*theme.assets(look), *images)
    try:
        report = writing.write(target, _good(made, outputs), sorted(fresh), before)
    except _Broken as error:
        return error.template
    cache.keep(name, remembering.known(report.left, digests))
    cache.asked_for_all = True
    return report


def _good(made: Iterable[Output | BrokenTemplate], rest: Iterable[Output]) -> Iterator[Output]:
    """The outputs, one by one, up to the first template that cannot be used."""
    for item in made:
        if isinstance(item, BrokenTemplate):
            raise _Broken(item)
        yield item
    yield from rest
