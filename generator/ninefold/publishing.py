"""Pages -> files: renders what is out of date, and writes it with what still stands."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from ninefold import store, theme
from ninefold.executor import Mapper, serial
from ninefold.files import remembering, standing, swapping, writing
from ninefold.files.remembering import Known, Planned
from ninefold.files.swapping import Target
from ninefold.files.writing import Report
from ninefold.pages.page import Page, Sheaf
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


@dataclass(frozen=True, slots=True)
class _Sifted:
    """The pages of a site: what was `planned`, the paths of files that stay, pages to be made."""

    planned: dict[str, Planned] = field(default_factory=dict)
    fresh: list[str] = field(default_factory=list)
    stale: list[Page] = field(default_factory=list)


def publish(
    target: Target,
    sheaves: Iterable[Sheaf],
    look: Theme,
    images: Iterable[Output],
    mapper: Mapper,
    cache: store.Store,
) -> Report | BrokenTemplate:
    """Make the output folder hold these pages, the theme's assets and the images.

    A page is out of date when its digest is not the one remembered, or its file not the one
    that was written for it. Where the key of a sheaf is the one remembered and all its files
    stand, none of its pages is, and none is planned. A template that cannot be used is returned,
    and the folder is as it was. Raises EnvironmentFault when the disk does not allow the work.
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
    stands = {p for p, (digest, _) in known.files.items() if before.stands.get(p) == digest}
    pages = _sift(sheaves, known.sheaves, stands, salt)
    made = mapper(partial(theme.render, replace(look, assets=())), _Settling(pages.stale))
    outputs = (*theme.assets(look), *images)
    try:
        report = writing.write(target, _good(made, outputs), pages.fresh, before)
    except _Broken as error:
        return error.template
    cache.keep(name, remembering.known(report.left, pages.planned))
    cache.asked_for_all = True
    return report


def _sift(
    sheaves: Iterable[Sheaf], known: Mapping[str, Planned], stands: set[str], salt: bytes
) -> _Sifted:
    """Tell pages whose files stay from those to be made, and plan no sheaf for nothing."""
    pages = _Sifted()
    for sheaf in sheaves:
        key = sheaf.key and store.digest(salt, sheaf.key)
        before = known.get(sheaf.name, Planned())
        if key and key == before.key and stands.issuperset(before.pages):
            pages.planned[sheaf.name] = before
            pages.fresh.extend(before.pages)
            continue
        digests = {}
        for page in sheaf.plan():
            path = page.route.path
            told = digests[path] = store.digest(salt, page.told)
            if before.pages.get(path) == told and path in stands:
                pages.fresh.append(path)
            else:
                pages.stale.append(page)
        pages.planned[sheaf.name] = Planned(key, digests)
    return pages


def _good(made: Iterable[Output | BrokenTemplate], rest: Iterable[Output]) -> Iterator[Output]:
    """The outputs, one by one, up to the first template that cannot be used."""
    for item in made:
        if isinstance(item, BrokenTemplate):
            raise _Broken(item)
        yield item
    yield from rest
