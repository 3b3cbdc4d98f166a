"""What a planner makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Protocol, runtime_checkable

from ninefold.encoding.xml import encoded
from ninefold.routes import Route

# What stands for each thing that something is made from, b"" where that is not known, and more.
MadeFrom = tuple[Sequence[bytes], *tuple[Any, ...]]


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
class Text:
    """A file whose text is at hand when it is planned."""

    text: str

    def written(self) -> bytes:
        """Return the file."""
        return encoded(self.text)


@dataclass(frozen=True, slots=True)
class Later:
    """A view that is made when it is wanted.

    `key` stands for all that it is made from, so that views with one key are equal.
    """

    key: bytes
    make: Callable[[], View] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be made: where it goes, by which template, with which values.

    There is no template, "", where the view is `Written`.
    """

    route: Route
    template: str
    given: View | Later

    @property
    def view(self) -> View:
        """What the template sees."""
        return self.given.make() if isinstance(self.given, Later) else self.given

    @property
    def told(self) -> tuple[Route, str, View | bytes]:
        """What stands for the page: pages of which this is equal are equal."""
        key = self.given.key if isinstance(self.given, Later) else self.given
        return self.route, self.template, key

    def settled(self) -> Page:
        """Return the page with its view made."""
        return replace(self, given=self.view)


def together(made: Iterable[MadeFrom]) -> MadeFrom:
    """Return what several things are made from, whose number and order say which is which."""
    every = list(made)
    return [key for known, *_ in every for key in known], [more for _, *more in every]


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Pages of one name, such as those of a canvas, planned when they are wanted.

    `key` stands for all that they are made from, so that sheaves of one name and key have the
    same pages; b"" where it is not known.
    """

    name: str
    key: bytes
    plan: Callable[[], Iterable[Page]] = field(compare=False)
