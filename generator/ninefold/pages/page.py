"""What a planner makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from ninefold.routes import Route


class View(Protocol):
    """What a template sees: a frozen dataclass, whose fields are the template's variables.

    It stands in the module of its planner, or in `views` where several share it.
    """

    __dataclass_fields__: ClassVar[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be rendered: where it goes, by which template, with which values."""

    route: Route
    template: str
    view: View
