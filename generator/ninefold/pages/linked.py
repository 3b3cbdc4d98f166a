"""What a page is about, as linked data: JSON-LD in the words of schema.org."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ninefold import routes
from ninefold.pages.canvas import CanvasPage
from ninefold.pages.compared import ComparisonPage
from ninefold.pages.page import Page
from ninefold.pages.parts import Card, Chrome, SourceLine
from ninefold.routes import Route

Node = dict[str, Any]

_KINDS = {routes.about(): "AboutPage", routes.search(): "SearchResultsPage"}


def kind(page: Page) -> str:
    """Return what OpenGraph calls a page: "article" or "website"."""
    return "article" if isinstance(page.view, CanvasPage | ComparisonPage) else "website"


def linked(
    page: Page,
    title: str,
    description: str,
    trail: Sequence[tuple[str, Route]],
    address: Callable[[Route], str],
) -> Node:
    """Return the graph of a page: what it is, and the way to it from the front page.

    `trail` are the pages between the two. `address` gives full addresses where the site has
    a base URL; without, relative ones, which JSON-LD resolves from the page's own.
    """
    chrome: Chrome = page.view.chrome  # type: ignore[attr-defined]
    about = _Describer(chrome, address)
    way = ((chrome.site, routes.home()), *trail, (title, page.route))
    front = page.route == routes.home()
    nodes = [
        about.site() if front else {},
        about.main(page, title, description),
        {} if front else about.breadcrumbs(way),
    ]
    return {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}


class _Describer:
    """Describes things as seen from one page."""

    def __init__(self, chrome: Chrome, address: Callable[[Route], str]) -> None:
        self.chrome = chrome
        self.address = address

    def site(self) -> Node:
        """The site, with its search, whose address has to be a full one."""
        chrome = self.chrome
        search = f"{self.address(routes.search())}?q={{search_term_string}}"
        return _filled(
            {
                **self.whole(),
                "description": chrome.description,
                "inLanguage": chrome.lang,
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": {"@type": "EntryPoint", "urlTemplate": search},
                    "query-input": "required name=search_term_string",
                }
                if chrome.base_url
                else None,
            }
        )

    def whole(self) -> Node:
        """The site as that of which a page is a part."""
        home = self.address(routes.home())
        return {"@type": "WebSite", "@id": f"{home}#site", "name": self.chrome.site, "url": home}

    def main(self, page: Page, title: str, description: str) -> Node:
        """The page itself."""
        here = self.address(page.route)
        common = {
            "@id": here,
            "url": here,
            "name": title,
            "description": description,
            "inLanguage": self.chrome.lang,
            "isPartOf": self.whole(),
        }
        if isinstance(page.view, CanvasPage):
            return _filled({"@type": "Article", **common, **self.article(page.view, title)})
        if isinstance(page.view, ComparisonPage):
            sides = [side.card for side in page.view.sides]
            return _filled({"@type": "WebPage", **common, "about": [*map(self.part, sides)]})
        cards = _cards(page.view)
        if cards:
            things = {"@type": "ItemList", "itemListElement": [*self.items(cards)]}
            return _filled({"@type": "CollectionPage", **common, "mainEntity": things})
        return _filled({"@type": _KINDS.get(page.route, "WebPage"), **common})

    def article(self, view: CanvasPage, title: str) -> Node:
        """A canvas: an article about a company, with what it cites."""
        card, tags = view.card, [tag.text for tag in view.tags]
        publisher = {"@type": "Organization", "name": self.chrome.site}
        return {
            "headline": title,
            "inLanguage": card.lang,
            "about": _company(card),
            "author": publisher,
            "publisher": publisher,
            "datePublished": view.date,
            "dateModified": view.date or card.as_of,
            "temporalCoverage": card.as_of,
            "articleSection": [passage.title for passage in view.passages if passage.html],
            "keywords": [*filter(None, (card.industry, view.region, *tags))],
            "image": self.address(view.image),
            "citation": [*map(_citation, view.sources)],
        }

    def part(self, card: Card) -> Node:
        address = self.address(card.route)
        return _filled(
            {
                "@type": "Article",
                "@id": address,
                "url": address,
                "headline": card.title,
                "inLanguage": card.lang,
                "about": _company(card),
                "temporalCoverage": card.as_of,
            }
        )

    def items(self, cards: Iterable[Card]) -> Iterator[Node]:
        for number, card in enumerate(cards, 1):
            url = self.address(card.route)
            yield {"@type": "ListItem", "position": number, "name": card.title, "url": url}

    def breadcrumbs(self, way: Iterable[tuple[str, Route]]) -> Node:
        steps = [
            {"@type": "ListItem", "position": number, "name": name, "item": self.address(route)}
            for number, (name, route) in enumerate(way, 1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": steps}


def _cards(view: object) -> list[Card]:
    """The canvases that a list shows, by themselves or with a text of each."""
    entries = (getattr(entry, "card", None) for entry in getattr(view, "entries", ()))
    cards = [*getattr(view, "cards", ()), *entries]
    return [card for card in cards if isinstance(card, Card)]


def _company(card: Card) -> Node:
    return _filled({"@type": "Organization", "name": card.company or card.title})


def _citation(source: SourceLine) -> Node:
    publisher = {"@type": "Organization", "name": source.publisher} if source.publisher else None
    return _filled(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "publisher": publisher,
            "datePublished": source.date,
            "url": source.url,
        }
    )


def _filled(node: Node) -> Node:
    """A node without what there is nothing to say of."""
    return {key: value for key, value in node.items() if value}
