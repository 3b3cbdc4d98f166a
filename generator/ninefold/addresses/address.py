"""What may be asked for: addresses as posts write them, taken apart; numbers of the public web."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

_LONGEST = 2000  # what servers and browsers agree to take
_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{1,63}")
# Names that the public web does not know, and that are not asked for (RFC 6761, 6762, 7686,
# 8375, 9476 and ICANN's "internal").
_ELSEWHERE = (
    ".alt",
    ".example",
    ".home.arpa",
    ".internal",
    ".invalid",
    ".local",
    ".localhost",
    ".onion",
    ".test",
)
# Characters of names that the encoding of Python's library (of 2003) turns into others.
_DISPUTED = frozenset("ßς\u200c\u200d")
_EMBEDDED = ipaddress.IPv6Network("64:ff9b::/96")  # IPv4 behind NAT64 (RFC 6052)
_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that is given out so far (RFC 4291)


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked for; all its parts are printable ASCII.

    `host` is a name or a number, `target` the path and query that a request names.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        """The address in its usual form, without what is not sent: user name, fragment."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"

    @property
    def secured(self) -> Address | None:
        """The same over https; None if it is so already, or on a port of its own."""
        if (self.scheme, self.port) != ("http", 80):
            return None
        return Address("https", self.host, 443, self.target)


def read(text: str, base: Address | None = None) -> Address | None:
    """Take an address apart; None for what is not asked for.

    That is anything but http and https, names that no public host has, ports that belong to
    other services, and what is malformed or longer than servers take. `base` is the address
    that a relative one starts from. User name, password and fragment are left behind.
    """
    if len(text) > _LONGEST:
        return None
    try:
        parts = urlsplit(urljoin(base.url, text) if base else text.strip())
        host = _host(parts.hostname or "")
        port = _PORTS.get(parts.scheme, 0) if parts.port is None else parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not host or (port < 1024 and port not in _PORTS.values()):
        return None
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~?[]")
    found = Address(parts.scheme, host, port, target)
    return found if len(found.url) <= _LONGEST else None


def is_public(number: str) -> bool:
    """Whether an IP address is one of the public web.

    Loopback, private, link-local, multicast and reserved ranges are not, nor is an IPv6
    address that stands for such an IPv4 address.
    """
    try:
        ip = ipaddress.ip_address(number)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if ip in _EMBEDDED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
        if ip not in _UNICAST:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def _host(text: str) -> str:
    """A host as it is asked for: a number, or a name in ASCII (IDNA); "" for neither."""
    if _DISPUTED & set(text):
        return ""
    if ":" in text:
        return str(ipaddress.IPv6Address(text.partition("%")[0]))
    name = text.encode("idna").decode("ascii").lower().rstrip(".")
    return name if _NAME.fullmatch(name) and not name.endswith(_ELSEWHERE) else ""
