"""What a planner makes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from ninefold.routes import Route


class View(Protocol):
    """What a template sees: a frozen dataclass, whose fields are the template's variables.

    It stands in the module of its planner, or in `views` where several share it.
    """

    __dataclass_fields__: ClassVar[dict[str, Any]]


class Written(ABC):
    """A view that needs no template: the file is a pure function of its fields.

    For files that are no markup, where escaping as in HTML would be wrong. It is called only
    when the page is out of date.
    """

    __slots__ = ()

    @abstractmethod
    def written(self) -> str | bytes:
        """Return what the file holds."""


@dataclass(frozen=True, slots=True)
class Text(Written):
    """A file whose text is at hand when it is planned."""

    text: str

    def written(self) -> str:
        """Return the text."""
        return self.text


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be rendered: where it goes, by which template, with which values.

    The template of a view that is `Written` is "".
    """

    route: Route
    template: str
    view: View
