"""`ninefold compare`: a comparison of two to four canvases in the terminal."""

from __future__ import annotations

import argparse
import difflib
from dataclasses import replace
from pathlib import Path

from ninefold import markup, routes, site
from ninefold.blocks import BLOCKS
from ninefold.canvas import Post
from ninefold.cli import OK, terminal
from ninefold.cli.building import owner
from ninefold.cli.equipment import Misuse, content_folder, inside, mapper, rule_settings, store
from ninefold.collating import terms_of
from ninefold.config import Config
from ninefold.diagnostics.formatting import printable
from ninefold.files import themes
from ninefold.files.listing import list_content
from ninefold.inspection import inspect
from ninefold.languages import phrasebook
from ninefold.pages.compared import ComparisonPage, of
from ninefold.pages.ground import ground_of
from ninefold.pages.telling import TELLERS
from ninefold.store import digest


def compare(options: argparse.Namespace, settings: Config, root: Path) -> int:
    """Print what the comparison's page shows; return the exit code."""
    content = list_content(content_folder(options, settings, root))
    with mapper(options) as workers, store(options, root) as cache:
        inspected, _ = inspect(content, rule_settings(settings), cache, workers)
        posts: dict[str, Post] = {}
        for item in inspected:
            if item.post and routes.is_slug(item.post.slug):
                language = item.post.lang or settings.language
                posts.setdefault(item.post.slug, replace(item.post, lang=language))
        slugs = _known(options.slugs, posts)
        keys = {slug: digest(post) for slug, post in posts.items()}
        profiles, corpus = terms_of(tuple(posts.values()), keys, cache, workers)
        surveyed, _ = site.survey(posts.values(), corpus, neighbours=0)
        library = site.assemble(posts.values(), profiles, surveyed, owner(settings))
        chosen = tuple(posts[slug] for slug in slugs)
        scripts = site.manuscripts(chosen, content.images)
        rendered = cache.memo(markup.render, scripts, workers)
        theme = themes.read_theme(
            themes.bundled_theme(), inside(root, settings.templates), settings.language
        )
        alone = replace(library, posts=chosen, pairs=(), curated=())
        texts = {item.slug: item for item in rendered}
        view = of(slugs, ground_of(alone, texts, theme.catalogue))
    if options.block:
        view = _of_block(view, options.block)
    told = TELLERS[options.format](view, phrasebook(theme.catalogue))
    terminal.say("\n".join(map(printable, told.replace("\r\n", "\n").split("\n"))))
    return OK


def _known(slugs: list[str], posts: dict[str, Post]) -> list[str]:
    if not 2 <= len(set(slugs)) == len(slugs) <= 4:
        raise Misuse("Name two to four different canvases by their slugs.")
    for slug in slugs:
        if slug not in posts:
            close = difflib.get_close_matches(slug, posts, 1)
            advice = f" Did you mean {close[0]}?" if close else ""
            raise Misuse(f"There is no canvas {slug}.{advice}")
    return slugs


def _of_block(view: ComparisonPage, name: str) -> ComparisonPage:
    """The comparison with one block alone."""
    known = {block.slug: block for block in BLOCKS} | {block.value: block for block in BLOCKS}
    if name not in known:
        raise Misuse(f"There is no block {name}. Known: {', '.join(b.slug for b in BLOCKS)}.")
    blocks = tuple(row for row in view.blocks if row.block is known[name])
    return replace(view, blocks=blocks, facts=(), summary=(), series=())
