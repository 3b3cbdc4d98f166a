"""What a planner makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, runtime_checkable

from ninefold.routes import Route


class View(Protocol):
    """What a template sees: a frozen dataclass, whose fields are the template's variables.

    It stands in the module of its planner, or in `views` where several share it.
    """

    __dataclass_fields__: ClassVar[dict[str, Any]]


@runtime_checkable
class Written(Protocol):
    """A view that no template has to show: it knows the bytes of its file itself.

    `written` is pure, and called only where the file is out of date.
    """

    def written(self) -> bytes:
        """Return the file."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be made: where it goes, by which template, with which values.

    There is no template, "", where the view is `Written`.
    """

    route: Route
    template: str
    view: View
