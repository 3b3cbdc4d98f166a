"""Pages -> files: renders what is out of date, and writes it with what still stands."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from ninefold import store, theme
from ninefold.executor import Mapper
from ninefold.files import swapping, writing
from ninefold.files.swapping import Target
from ninefold.files.writing import Report
from ninefold.pages.page import Page
from ninefold.theme import BrokenTemplate, Output, Theme


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
    broken = theme.check(look)
    if broken:
        return broken[0]
    swapping.recover(target)
    stands = writing.standing(target)
    name = store.digest(os.fsencode(target.folder.resolve())).hex()
    known = cache.pages(name)
    templates = replace(look, assets=(), folders=())
    salt = store.digest(templates) + store.version()
    digests = {page.route.path: store.digest(salt, page) for page in pages}
    fresh = {
        path
        for path, digest in digests.items()
        if path in stands and known.get(path) == (digest, bytes.fromhex(stands[path]))
    }
    stale = [page for page in pages if page.route.path not in fresh]
    made = mapper(partial(theme.render, replace(look, assets=())), stale)
    outputs = (*theme.assets(look), *images)
    try:
        report, files = writing.write(target, _good(made, outputs), sorted(fresh), stands)
    except _Broken as error:
        return error.template
    cache.remember_pages(
        name, {path: (digest, bytes.fromhex(files[path])) for path, digest in digests.items()}
    )
    return report


def _good(made: Iterable[Output | BrokenTemplate], rest: Iterable[Output]) -> Iterator[Output]:
    """The outputs, one by one, up to the first template that cannot be used."""
    for item in made:
        if isinstance(item, BrokenTemplate):
            raise _Broken(item)
        yield item
    yield from rest
