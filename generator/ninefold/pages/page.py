"""What a planner makes."""

from __future__ import annotations

from dataclasses import dataclass

from ninefold.pages.views import View
from ninefold.routes import Route


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be rendered: where it goes, by which template, with which values."""

    route: Route
    template: str
    view: View
