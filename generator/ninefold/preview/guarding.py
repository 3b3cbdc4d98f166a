"""Who may ask: exact hosts and origins, and addresses that no site has are refused.

A page of another site must neither read the preview nor act on it, not even under a name of
its own that leads to this machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import unquote_to_bytes

from tornado.httputil import HTTPServerRequest
from tornado.web import HTTPError, RequestHandler

from ninefold.pages.hosting import POLICY

LONGEST = 2048  # characters of an address
_SCHEME = "http"


@dataclass(frozen=True, slots=True)
class Guard:
    """The hosts that requests may name, with the port; `any_address` where the server is
    bound to all of this machine's, each of which is then known by itself.
    """

    hosts: frozenset[str]
    port: int
    any_address: bool = False

    def fault(self, request: HTTPServerRequest, *, socket: bool = False) -> str | None:
        """Return why a request is refused, or None; a `socket` has to say where it is from."""
        named = request.headers.get_list("Host")
        hosts = self._here(request)
        if len(named) != 1 or named[0].lower() not in hosts:
            return "This host is not served here."
        origins = request.headers.get_list("Origin")
        own = {f"{_SCHEME}://{host}" for host in hosts}
        if len(origins) > 1 or any(origin.lower() not in own for origin in origins):
            return "Other sites may not use the preview."
        if (socket or request.method == "POST") and not origins:
            return "A request without an origin is refused here."
        return None

    def _here(self, request: HTTPServerRequest) -> frozenset[str]:
        if not self.any_address:
            return self.hosts
        stream = getattr(request.connection, "stream", None)
        name = stream.socket.getsockname()[0] if stream and stream.socket else ""
        return self.hosts | {with_port(name.removeprefix("::ffff:"), self.port)}


def guard(host: str, addresses: Iterable[str], port: int) -> Guard:
    """Return who may ask a server at these addresses, which `host` was resolved to."""
    bound = [*addresses]
    names = {host, *bound}
    if any(is_loopback(name) for name in bound) or any(is_any(name) for name in bound):
        names |= {"localhost", "127.0.0.1", "::1"}
    names = {name for name in names if not is_any(name)}
    hosts = {with_port(name.lower(), port) for name in names}
    if port == 80:
        hosts |= {host.rpartition(":")[0] for host in hosts}
    return Guard(frozenset(hosts), port, any(is_any(name) for name in bound))


def with_port(host: str, port: int) -> str:
    """Return a host as requests name it."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def is_loopback(address: str) -> bool:
    """Whether an address is of this machine alone."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def is_any(address: str) -> bool:
    """Whether an address stands for all addresses of this machine."""
    return address in ("0.0.0.0", "::")  # noqa: S104 - compared, not bound


def site_path(address: str) -> str | None:
    """Return the path on the site that a request's address names; None for one that no site has.

    It is decoded once. Control characters, backslashes, colons, empty and dotted parts lead
    nowhere, and so does what is too long or not UTF-8.
    """
    if len(address) > LONGEST:
        return None
    try:
        text = unquote_to_bytes(address).decode("utf-8")
    except UnicodeDecodeError:
        return None
    if not text.startswith("/") or any(ord(c) < 32 or c in "\\:\x7f" for c in text):
        return None
    *folders, name = text[1:].split("/")
    if any(part in ("", ".", "..") for part in folders) or name in (".", ".."):
        return None
    return text[1:]


class Guarded(RequestHandler):
    """A handler that answers nobody else, and whose answers nobody keeps."""

    SOCKET = False

    def set_default_headers(self) -> None:
        """Nothing is kept, guessed, framed by others or used by them."""
        host = self.request.host
        live = POLICY.replace("connect-src 'self'", f"connect-src 'self' ws://{host}")
        policy = f"{live}; frame-ancestors 'self'" if _plain(host) else "default-src 'none'"
        self.clear_header("Server")
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        for name, value in (
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Content-Security-Policy", policy),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Referrer-Policy", "same-origin"),
        ):
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse who may not ask, and addresses that no site has."""
        guarding: Guard = self.settings["guard"]
        if fault := guarding.fault(self.request, socket=self.SOCKET):
            raise HTTPError(403, reason="Forbidden", log_message=fault)
        if site_path(self.request.path) is None:
            raise HTTPError(400, reason="Bad Request")

    def compute_etag(self) -> None:
        """Nothing is kept, so nothing is compared."""

    def write_error(self, status_code: int, **details: object) -> None:
        """Answer in words, without a word of the request's."""
        self.finish(f"{status_code} {self._reason}\n")

    def log_exception(self, typ: object, value: object, tb: object) -> None:
        """Tell the terminal of faults of our own, and of nothing that a request says."""
        if not isinstance(value, HTTPError):
            notice: Callable[[str], None] = self.settings["notice"]
            notice(f"An answer failed ({type(value).__name__}: {value}).")


def _plain(host: str) -> bool:
    return all(c.isalnum() or c in ".-:[]" for c in host)
