"""livereload's server, with handlers, a watcher and limits of our own."""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
from collections.abc import Callable, Sequence
from typing import Any

from livereload import Server
from livereload.handlers import LiveReloadHandler
from tornado import netutil
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.web import Application

from ninefold.files.faults import EnvironmentFault
from ninefold.preview.desk import Desk
from ninefold.preview.guarding import Guard, guard
from ninefold.preview.handlers import HANDLERS
from ninefold.preview.live import LARGEST, Announcements, Socket
from ninefold.preview.session import Saved, Session
from ninefold.preview.worker import Hand, Worker

PORT = 5500
_TRIES = 10
_PATIENCE = 30  # seconds that a connection may be silent


def bind(host: str, port: int | None) -> tuple[list[Any], int]:
    """Return listening sockets and their port: the one that is asked for, or the first free.

    Raises EnvironmentFault where there is none.
    """
    wanted = [port] if port is not None else list(range(PORT, PORT + _TRIES))
    for number in wanted:
        try:
            sockets = netutil.bind_sockets(number, address=host)
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                continue
            reason = error.strerror or error
            raise EnvironmentFault(f"The host {host} cannot be listened on: {reason}.") from error
        return sockets, sockets[0].getsockname()[1]
    if port is not None:
        message = f"Port {port} is in use, or not yours to use."
        raise EnvironmentFault(f"{message} Name another with --port, or leave --port out.")
    message = f"The ports {PORT} to {PORT + _TRIES - 1} are in use."
    raise EnvironmentFault(f"{message} Name a free one with --port.")


class PreviewServer(Server):
    """The server of one session, on sockets that are bound already.

    `saved` is told of everything taken in, `notice` of what goes wrong; both in the event loop.
    """

    def __init__(
        self,
        session: Session,
        sockets: Sequence[Any],
        host: str,
        notice: Callable[[str], None],
        saved: Callable[[Saved], None],
    ) -> None:
        super().__init__(watcher=Announcements())
        self._session = session
        self._sockets = sockets
        self._notice = notice
        self._saved = saved
        self._loop = IOLoop.current()
        addresses = [one.getsockname()[0] for one in sockets]
        self.guard: Guard = guard(host, addresses, sockets[0].getsockname()[1])
        session.open_pages = Socket.open_pages

    def run(self, worker: Worker) -> None:
        """Serve until `stop` is called or a signal comes."""
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                self._loop.asyncio_loop.add_signal_handler(number, self.stop)  # type: ignore[attr-defined]
            except NotImplementedError:  # Windows
                signal.signal(number, lambda *_: self._loop.add_callback_from_signal(self.stop))
        worker.start()
        try:
            self.serve(port=self.guard.port, host="127.0.0.1")
        finally:
            worker.stop()

    def stop(self) -> None:
        """End the server from within the event loop."""
        self._loop.stop()

    def tell(self, saved: Saved | None) -> None:
        """Tell browsers, and the terminal of something saved, from any thread."""
        try:
            self._loop.add_callback(self._tell, saved)
        except RuntimeError:  # the loop has ended in the meantime
            return

    def application(self, port: int, host: str, *_: object, **options: object) -> None:
        """Listen, with handlers and limits that livereload has not."""
        LiveReloadHandler.watcher = Socket.watcher = self.watcher
        app = Application(
            self.get_web_handlers(""),
            log_function=lambda handler: None,
            guard=self.guard,
            session=self._session,
            hand=Hand("preview pages"),
            desk=Desk(self._session),
            slow_hand=Hand("preview desk"),
            notice=self._notice,
            websocket_max_message_size=LARGEST,
            websocket_ping_interval=20,
            websocket_ping_timeout=15,
        )
        server = HTTPServer(
            app,
            idle_connection_timeout=_PATIENCE,
            body_timeout=_PATIENCE,
            max_header_size=16_384,
            max_body_size=65_536,
            max_buffer_size=262_144,
        )
        server.add_sockets(self._sockets)

    def get_web_handlers(self, script: str) -> list[tuple[Any, ...]]:
        """Return our handlers; livereload's way to reload all browsers by a GET is gone."""
        return [(r"/livereload", Socket), *HANDLERS]

    def _setup_logging(self) -> None:
        """Let the libraries say nothing but what went wrong, and in one line."""
        for name in ("livereload", "tornado", "asyncio"):
            logger = logging.getLogger(name)
            logger.handlers = [_Notices(self._notice)]
            logger.propagate = False
            logger.setLevel(logging.ERROR)

    def _tell(self, saved: Saved | None) -> None:
        if saved:
            self._saved(saved)
        self.watcher.announce()
        Socket.poll_tasks()


class _Notices(logging.Handler):
    def __init__(self, notice: Callable[[str], None]) -> None:
        super().__init__(logging.ERROR)
        self._say = notice

    def emit(self, record: logging.LogRecord) -> None:
        """Tell the terminal which kind of fault it was; a message may hold what was sent."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "fault"
        self._say(f"The server met a fault and goes on ({record.name}: {kind}).")


def current_loop() -> asyncio.AbstractEventLoop:
    """Return the event loop that the server runs in."""
    return IOLoop.current().asyncio_loop  # type: ignore[attr-defined, no-any-return]
