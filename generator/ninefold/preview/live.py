"""The open browsers: each holds a socket, and is told when there is something new.

What is sent says that something changed and never what. The browser asks for the state of
its own page, so that no message can come too late, too early or get lost.
"""

from __future__ import annotations

import json
from collections import deque
from typing import Any
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError
from tornado.websocket import WebSocketClosedError

from ninefold.preview.guarding import Guarded, site_path

MOST = 1000  # sockets
LARGEST = 4096  # bytes of a message from a browser
_EVERYTHING = "*"


class Announcements(Watcher):
    """What livereload takes for a watcher of files: a queue that the worker fills."""

    def __init__(self) -> None:
        super().__init__()
        self._tasks["the site"] = {}  # else livereload would watch the current folder
        self._waiting: deque[str] = deque()

    def start(self, callback: object) -> bool:
        """Say that nobody has to poll."""
        return True

    def announce(self) -> None:
        """Note that there is something new for all browsers."""
        self._waiting.append(_EVERYTHING)

    def examine(self) -> tuple[str | None, None]:
        """Return what browsers are to be told, and forget it; however much it was, once."""
        found = _EVERYTHING if self._waiting else None
        self._waiting.clear()
        return found, None


class Socket(Guarded, LiveReloadHandler):
    """A browser's socket. It has at most one message under way, however slowly it reads."""

    SOCKET = True
    waiters: set[Socket] = set()  # noqa: RUF012 - of the class, as livereload has it
    watcher: Announcements = Announcements()  # type: ignore[assignment]

    page = ""
    _busy = False
    _again = False

    def prepare(self) -> None:
        """Refuse who may not ask, and one browser too many."""
        super().prepare()
        if len(self.waiters) >= MOST:
            raise HTTPError(503)

    def check_origin(self, origin: str) -> bool:
        """Whether a socket may be opened; `prepare` has seen to it that the origin is ours."""
        return True

    def on_message(self, message: str | bytes) -> None:
        """Shake hands, and learn which page is shown; anything else is passed over."""
        told = _told(message)
        if told.get("command") == "hello":
            super().on_message('{"command": "hello"}')
        elif told.get("command") == "info" and isinstance(told.get("url"), str):
            self.page = _page(told["url"])
            self.waiters.add(self)

    def on_close(self) -> None:
        """Forget the browser."""
        self.waiters.discard(self)

    @classmethod
    def open_pages(cls) -> tuple[str, ...]:
        """Return the paths of the site that browsers show, each once."""
        return tuple(sorted({waiter.page for waiter in cls.waiters}))

    @classmethod
    def poll_tasks(cls) -> None:
        """Tell the browsers what there is to be told, at once."""
        path, _ = cls.watcher.examine()
        if path:
            cls.reload_waiters(path)

    @classmethod
    def reload_waiters(cls, path: str | None = None) -> None:
        """Tell every browser that something is new."""
        for waiter in tuple(cls.waiters):
            waiter.tell()

    def tell(self) -> None:
        """Tell this browser; one that has not yet read the last message is told afterwards."""
        if self._busy:
            self._again = True
            return
        message = {"command": "reload", "path": _EVERYTHING, "liveCSS": True, "liveImg": True}
        try:
            sent = self.write_message(message)
        except (WebSocketClosedError, StreamClosedError):
            self.waiters.discard(self)
            return
        self._busy, self._again = True, False
        sent.add_done_callback(self._sent)

    def _sent(self, future: Any) -> None:
        self._busy = False
        if future.cancelled() or future.exception():
            self.waiters.discard(self)
        elif self._again:
            self.tell()


def _told(message: str | bytes) -> dict[str, Any]:
    try:
        told = json.loads(message)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _page(url: str) -> str:
    """The path of the site that an address in a browser shows."""
    try:
        path = site_path(urlsplit(url).path)
    except ValueError:
        return ""
    return file_of(path or "")


def file_of(path: str) -> str:
    """Return the file that an address of the site shows."""
    return f"{path}index.html" if not path or path.endswith("/") else path
