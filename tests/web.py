"""A little web on loopback: hosts of any name, whose pages tests write down, and who asked."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from ninefold.addresses.asking import Caller, NoSuchName, dial

# For alive., secure. and other.example.org; its key protects nothing.
PEM = Path(__file__).parent / "loopback.pem"

Page = int | tuple[int, str] | Callable[["Handler"], None]


@dataclass
class Web:
    """The pages by host, port and path: a status, a status and where to, or what to do.

    `asked` lists every request as `METHOD url`, and `headers` what was sent with it; `dialled`
    lists every connection.
    """

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    dialled: list[tuple[str, int]] = field(default_factory=list)
    ports: dict[int, int] = field(default_factory=dict)

    def dial(self, host: str, port: int, limit: float) -> socket.socket:
        """Connect to the loopback server that plays a host; unknown hosts do not exist."""
        self.dialled.append((host, port))
        known = [url for url in self.pages if f"//{host}/" in url or f"//{host}:" in url]
        if not known:
            raise NoSuchName(host)
        scheme = "https" if port == 443 else "http"
        if not any(url.startswith(f"{scheme}:") for url in known):
            raise ConnectionRefusedError
        return dial("127.0.0.1", self.ports[443 if port == 443 else 80], limit, lambda ip: True)

    def caller(self, **options: Any) -> Caller:
        """A caller that sees this web alone, trusts its certificate, and does not pause."""
        context = ssl.create_default_context(cafile=PEM)
        return Caller(**{"dial": self.dial, "context": context, "pause": 0, **options})


class Handler(BaseHTTPRequestHandler):
    """Answers what the web's pages say."""

    web: Web
    scheme: str

    def do_HEAD(self) -> None:
        web, host = self.web, self.headers["Host"]
        url = f"{self.scheme}://{host}{self.path}"
        web.asked.append(f"{self.command} {url}")
        web.headers.append(dict(self.headers))
        page = web.pages.get(f"{self.command} {url}", web.pages.get(url, 404))
        if callable(page):
            page(self)
        else:
            self.answer(*(page if isinstance(page, tuple) else (page,)))

    do_GET = do_HEAD  # noqa: N815

    def answer(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *arguments: object) -> None:
        """A client that has gone away is no fault of the test."""


@contextlib.contextmanager
def loopback() -> Iterator[Web]:
    """Play a web until the end of the block."""
    web = Web()
    servers = []
    for port, scheme in ((80, "http"), (443, "https")):
        handler = type("Bound", (Handler,), {"web": web, "scheme": scheme})
        server = Server(("127.0.0.1", 0), handler)
        if scheme == "https":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(PEM)
            server.socket = context.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
        web.ports[port] = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
    try:
        yield web
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
