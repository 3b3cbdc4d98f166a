"""One request to one host: the only place that opens connections.

Addresses come from posts that strangers may have written, so a connection is made to the
very number that was looked at and found public, never to a name, which might mean another
number a moment later. Nothing is sent but the request: no cookies, passwords or proxies.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from functools import cache

from ninefold import __version__
from ninefold.addresses.address import Address, is_public
from ninefold.addresses.verdicts import Answer, Trouble

Dial = Callable[[str, int, float], socket.socket]

_HEADERS = {
    "User-Agent": f"Ninefold/{__version__} (looks for dead links)",
    "Accept": "*/*",
    "Connection": "close",
}
_OVERLOADED = frozenset({429, 503})
# Who cannot find this name (RFC 2606), which always exists, finds none.
_KNOWN_NAME = "example.com"


class NoSuchName(OSError):
    """No host has the name that was asked for."""


def dial(
    host: str, port: int, limit: float, allowed: Callable[[str], bool] = is_public
) -> socket.socket:
    """Connect to a host, at one of its numbers that is `allowed`, within `limit` seconds.

    Raises NoSuchName, or another OSError.
    """
    until = time.monotonic() + limit
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno == socket.EAI_NONAME and _names_are_found():
            raise NoSuchName(host) from error
        raise
    except UnicodeError as error:
        raise OSError(f"{host} is no name") from error
    trouble = OSError(f"{host} is not on the public web")
    for family, kind, protocol, _, place in found:
        if not allowed(str(place[0])):
            continue
        line = socket.socket(family, kind, protocol)
        try:
            line.settimeout(max(0.01, until - time.monotonic()))
            line.connect(place)
        except OSError as error:
            line.close()
            trouble = error
        else:
            return line
    raise trouble


@cache
def _names_are_found() -> bool:
    """Whether names can be looked up at all here, now."""
    try:
        return bool(socket.getaddrinfo(_KNOWN_NAME, 80))
    except OSError:
        return False


class Caller:
    """Asks hosts, one request at a time each, with a pause in between.

    `limit` is the time for one request and `pause` the time between two, in seconds. A host
    that gives no answer, or asks for quiet, is not asked again. Use from any thread.
    """

    def __init__(
        self,
        dial: Dial = dial,
        context: ssl.SSLContext | None = None,
        limit: float = 10,
        pause: float = 0.5,
    ) -> None:
        self._dial = dial
        self._context = context or ssl.create_default_context()
        self._limit = limit
        self._pause = pause
        self._stopped = threading.Event()
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._left_alone: dict[tuple[str, int], Answer] = {}
        self._last: dict[str, float] = {}

    def stop(self) -> None:
        """Let no further request begin."""
        self._stopped.set()

    def ask(self, method: str, address: Address) -> Answer:
        """Send one request, and return the answer; never raises for what a host does."""
        place = (address.host, address.port)
        with self._turns[address.host]:
            due = self._last.get(address.host, 0) + self._pause
            if place in self._left_alone:
                return self._left_alone[place]
            if self._stopped.wait(max(0, due - time.monotonic())):
                return Answer(trouble=Trouble.SILENT)
            answer = self._request(method, address)
            self._last[address.host] = time.monotonic()
            if answer.trouble or answer.status in _OVERLOADED:
                self._left_alone[place] = answer
        return answer

    def _request(self, method: str, address: Address) -> Answer:
        line = _Line(address, self._dial, self._context, self._limit)
        # A host that sends a byte now and then never runs into the time limit of a socket.
        alarm = threading.Timer(self._limit, line.hang_up)
        alarm.daemon = True
        alarm.start()
        try:
            line.request(method, address.target, headers=_HEADERS)
            with line.getresponse() as answer:
                location = (answer.getheader("Location") or "").encode("latin-1")
                return Answer(answer.status, location.decode("utf-8", "replace"))
        except NoSuchName:
            return Answer(trouble=Trouble.NAMELESS)
        except (OSError, http.client.HTTPException, ValueError):
            return Answer(trouble=Trouble.SILENT)
        finally:
            alarm.cancel()
            line.close()


class _Line(http.client.HTTPConnection):
    """A connection that is made by our own `dial`; bodies are left unread."""

    def __init__(self, address: Address, dial: Dial, context: ssl.SSLContext, limit: float) -> None:
        super().__init__(address.host, address.port, timeout=limit)
        self.default_port = 443 if address.scheme == "https" else 80
        self._address = address
        self._dial = dial
        self._context = context if address.scheme == "https" else None
        self._limit = limit

    def connect(self) -> None:
        """Connect, and agree on the encryption where the address wants it."""
        self.sock = self._dial(self._address.host, self._address.port, self._limit)
        if self._context:
            self.sock = self._context.wrap_socket(
                self.sock, server_hostname=self._address.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def hang_up(self) -> None:
        """End whatever goes on; called from another thread."""
        with contextlib.suppress(OSError, AttributeError):
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
