"""The theme: Jinja2 templates and assets, as values; `render(theme, page)` -> Output."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache
from typing import Any

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup

from ninefold import languages, routes
from ninefold.encoding.jsontext import embedded
from ninefold.encoding.xml import encoded
from ninefold.languages import Catalogue, phrasebook
from ninefold.languages.marking import Marking
from ninefold.markup import marked
from ninefold.pages.linked import kind, linked
from ninefold.pages.page import Page, Written
from ninefold.pages.views import NotFoundPage
from ninefold.routes import Route

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class BrokenTemplate:
    """Why a template cannot be used, and where."""

    path: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Templates by name and assets by path under assets/; sorted, so that equals are equal.

    `folders` tells, by name, from which folder a template was read, for messages; `catalogue`
    holds the phrases that templates say, and `faults` what is wrong with those of the site.
    """

    templates: tuple[tuple[str, str], ...]
    assets: tuple[tuple[str, bytes], ...]
    folders: tuple[tuple[str, str], ...] = ()
    catalogue: Catalogue = field(default_factory=lambda: languages.choose("en")[0])
    faults: tuple[BrokenTemplate, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site: its path under the output folder, and its bytes."""

    path: str
    data: bytes


def check(theme: Theme) -> tuple[BrokenTemplate, ...]:
    """Return the faults of the site's catalogues, and the templates that do not compile."""
    broken = list(theme.faults)
    environment = _environment(theme)
    for name, text in theme.templates:
        try:
            environment.parse(text, name)
        except TemplateSyntaxError as error:
            broken.append(_broken(theme, name, error.lineno, error.message or "syntax error"))
    return tuple(broken)


def render(theme: Theme, page: Page) -> Output | BrokenTemplate:
    """Return the page's file, or what is wrong with the template that should make it."""
    view = page.view
    if isinstance(view, Written):
        return Output(page.route.path, view.written())
    environment = _environment(theme)
    values = {field.name: getattr(view, field.name) for field in fields(view)}
    try:
        text = environment.get_template(page.template).render(values | _globals(page))
    except TemplateSyntaxError as error:
        message = error.message or "syntax error"
        return _broken(theme, error.name or page.template, error.lineno, message)
    except Exception as error:
        name, line = _place_in_template(error, theme)
        message = f"{type(error).__name__}: {error}"
        if isinstance(error, TemplateNotFound):
            message = f"There is no template {error.name}."
        return _broken(theme, name or page.template, line, message)
    return Output(page.route.path, encoded(text))


def style_sheet(parts: Mapping[str, str]) -> bytes:
    """Return the parts of the style sheet, by name, as one: the base first, then by name.

    Comments and indentation are for whoever edits the parts.
    """
    order = sorted(parts, key=lambda name: (name != "styles/base.css", name))
    text = _COMMENT.sub("", "\n".join(parts[name] for name in order))
    return "\n".join(filter(None, map(str.strip, text.split("\n")))).encode("utf-8")


def assets(theme: Theme) -> tuple[Output, ...]:
    """Return the theme's assets as files of the site."""
    return tuple(Output(routes.asset(name).path, data) for name, data in theme.assets)


def _globals(page: Page) -> dict[str, Any]:
    base_url = getattr(getattr(page.view, "chrome", None), "base_url", "")
    url: Callable[..., str]
    if isinstance(page.view, NotFoundPage):
        root = page.view.root

        def url(route: Route, fragment: str = "") -> str:
            return f"{root}{route.url}" + (f"#{fragment}" if fragment else "")

    else:

        def url(route: Route, fragment: str = "") -> str:
            return routes.relative(page.route, route, fragment)

    def full(route: Route) -> str:
        return routes.absolute(base_url, route) if base_url else url(route)

    def linked_data(title: str, description: str, trail: list[tuple[str, Route]]) -> Markup:
        way = [(_plain(name), route) for name, route in trail]
        graph = linked(page, _plain(title), _plain(description), way, full)
        return Markup(embedded(graph))  # noqa: S704 - `embedded` escapes

    return {
        "here": page.route,
        "url": url,
        "asset": lambda name: url(routes.asset(name)),
        "page": _fixed_page,
        "canonical": routes.absolute(base_url, page.route) if base_url else "",
        "full": full,
        "kind": kind(page),
        "linked_data": linked_data,
        "section_feed": routes.section_feed,
    }


def _plain(text: str) -> str:
    """A text as it is read: a phrase comes escaped, a value of a view does not."""
    return text.unescape() if isinstance(text, Markup) else text


@cache
def _fixed_page(name: str) -> Route:
    return {
        "home": routes.home(),
        "canvases": routes.canvases(),
        "sections": routes.sections(),
        "industries": routes.industries(),
        "tags": routes.tags(),
        "companies": routes.companies(),
        "facts": routes.facts(),
        "comparisons": routes.comparisons(),
        "about": routes.about(),
        "search": routes.search(),
        "feed": routes.FEED,
        "json feed": routes.JSON_FEED,
    }[name]


@lru_cache(maxsize=2)
def _environment(theme: Theme) -> Environment:
    texts = dict(theme.templates)

    def load(name: str) -> tuple[str, str, None] | None:
        # The name doubles as the file's, so that a traceback tells in which template it was.
        return (texts[name], name, None) if name in texts else None

    environment = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    phrases = phrasebook(theme.catalogue)
    language = Marking(phrases)
    environment.globals["t"] = language.say
    environment.globals["language"] = language
    environment.globals["questions"] = phrases.questions
    environment.filters["number"] = phrases.number
    environment.filters["figure"] = phrases.figure
    environment.filters["date"] = phrases.date
    environment.filters["language"] = phrases.language
    environment.filters["listing"] = phrases.listing
    environment.globals["marked"] = marked
    return environment


def _place_in_template(error: Exception, theme: Theme) -> tuple[str, int]:
    """The innermost template and line of an error's traceback, which Jinja rewrites."""
    names = dict(theme.templates)
    frames = traceback.extract_tb(error.__traceback__)
    inner = [frame for frame in frames if frame.filename in names]
    return (inner[-1].filename, inner[-1].lineno or 1) if inner else ("", 1)


def _broken(theme: Theme, name: str, line: int, message: str) -> BrokenTemplate:
    folder = dict(theme.folders).get(name, "templates")
    return BrokenTemplate(f"{folder}/{name}", line or 1, " ".join(message.split()))
