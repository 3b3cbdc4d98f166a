"""From good posts to what pages are made of, at the cost of what changed.

Where only the text of posts changes, everything else stays; where one comes, goes, or stands
elsewhere in the library, the library is put together anew, of entries that are as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ninefold import likeness, markup, routes, site
from ninefold.canvas import Post
from ninefold.languages import Catalogue
from ninefold.lazily import Lazily, Recalled
from ninefold.likeness import Profile, Weights
from ninefold.markup import Manuscript, Rendered
from ninefold.pages.ground import Ground, ground_of
from ninefold.site import Owner, Site, Survey
from ninefold.store import digest
from ninefold.studio.keeping import Memo

UNSURVEYED = Survey(Weights({}, {}), {})


@dataclass(frozen=True, slots=True)
class Shown:
    """What the site shows: the posts by path, and the planners' ground, with texts by slug.

    `images` maps where an image is on the site to its path in the content folder.
    """

    posts: Mapping[str, Post]
    scripts: Mapping[str, Manuscript]
    texts: Mapping[str, Rendered]
    ground: Ground
    images: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Means:
    """What showing posts takes besides the posts."""

    owner: Owner
    catalogue: Catalogue
    files: frozenset[str]
    survey: Survey
    memo: Memo


def show(posts: Iterable[Post], means: Means, before: Shown | None) -> Shown:
    """Return what the site shows of all these posts."""
    by_path = {post.path: post for post in posts}
    library = site.assemble(by_path.values(), _profiles(by_path, means), means.survey, means.owner)
    made = site.manuscripts(library.posts, means.files, means.owner.raw_html)
    scripts = {one.slug: one for one in made}
    same = {
        slug
        for slug, script in scripts.items()
        if before
        and before.scripts.get(slug) == script
        and before.ground.site.by_slug[slug] == library.by_slug[slug]
    }
    gone = before.scripts.keys() - same if before else ()
    return _shown(by_path, scripts, library, means, before, gone, _images(library, means))


def show_again(changed: Mapping[str, Post], means: Means, before: Shown) -> Shown | None:
    """Return what the site shows now that these posts replace those of the same paths.

    None where more than their own text may be another.
    """
    for path, post in changed.items():
        if path not in before.posts or _place(before.posts[path]) != _place(post):
            return None
    posts = {**before.posts, **changed}
    linking = any(post.targets for post in changed.values())
    pages = site.canvases_at(posts.values()) if linking else {}
    raw = means.owner.raw_html
    new = {p.slug: site.manuscript(p, pages, means.files, raw) for p in changed.values()}
    library = site.revised(before.ground.site, changed.values(), _profiles(posts, means))
    same = all(before.posts[path].targets == post.targets for path, post in changed.items())
    images = before.images if same else _images(library, means)
    return _shown(posts, {**before.scripts, **new}, library, means, before, new, images)


def _place(post: Post) -> tuple[object, ...]:
    """What other canvases' pages are arranged by."""
    return post.slug, post.company, post.as_of, post.date, post.compare


def _images(library: Site, means: Means) -> dict[str, str]:
    media = site.media(library.posts, means.files)
    return {routes.media(path).path: path for path in media}


def _profiles(posts: Mapping[str, Post], means: Means) -> Mapping[str, Profile]:
    by_slug = {post.slug: post for post in posts.values()}
    return Recalled(by_slug, lambda post: means.memo.one(likeness.profile, post, digest))


def _shown(
    posts: Mapping[str, Post],
    scripts: Mapping[str, Manuscript],
    library: Site,
    means: Means,
    before: Shown | None,
    changed: Iterable[str],
    images: Mapping[str, str],
) -> Shown:
    known = dict(before.texts) if before else {}
    entries = dict(before.ground.entries) if before else {}
    for slug in changed:
        known.pop(slug, None)
        entries.pop(slug, None)
    texts = Lazily(lambda slug: means.memo.one(markup.render, scripts[slug]), known)
    ground = ground_of(library, texts, means.catalogue, known=entries)
    return Shown(posts, scripts, texts, ground, images)
