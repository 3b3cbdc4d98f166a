"""Requests to real servers on loopback: what is sent, to whom, how often, and what comes back."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from ninefold.addresses import asking, rounds
from ninefold.addresses.address import Address, read
from ninefold.addresses.asking import Caller, NoSuchName, dial
from ninefold.addresses.verdicts import Answer, Trouble, Verdict
from web import Handler, Web, loopback

ALIVE = "http://alive.example.org/"
SECURE = "https://secure.example.org/"
SILENT = Answer(trouble=Trouble.SILENT)


@pytest.fixture
def web() -> Iterator[Web]:
    with loopback() as web:
        yield web


def address(url: str) -> Address:
    found = read(url)
    assert found, url
    return found


def ask(web: Web, url: str, **options: Any) -> Answer:
    return web.caller(**options).ask("HEAD", address(url))


def verdicts(web: Web, *urls: str, **options: Any) -> dict[str, Verdict]:
    found = rounds.verdicts(map(address, urls), web.caller(**options), limit=30)
    return {asked.url: verdict for asked, verdict in found}


@pytest.mark.parametrize("status", [200, 204, 403, 404, 410, 429, 500, 503])
def test_a_status_is_told(web: Web, status: int) -> None:
    web.pages[ALIVE] = status
    assert ask(web, ALIVE) == Answer(status)


def test_an_answer_over_https(web: Web) -> None:
    web.pages[SECURE] = 200
    assert ask(web, SECURE) == Answer(200)


def test_a_certificate_that_nobody_vouches_for_gives_no_answer(web: Web) -> None:
    web.pages[SECURE] = 200
    assert ask(web, SECURE, context=ssl.create_default_context()) == SILENT
    assert web.asked == []


def test_a_certificate_of_another_host_gives_no_answer(web: Web) -> None:
    web.pages["https://stranger.example.org/"] = 200
    assert ask(web, "https://stranger.example.org/") == SILENT
    assert web.asked == []


def test_what_a_request_holds(web: Web) -> None:
    web.pages[ALIVE] = 200
    ask(web, "http://user:secret@alive.example.org/#part")
    (sent,) = web.headers
    assert set(sent) == {"Host", "Accept-Encoding", "User-Agent", "Accept", "Connection"}
    assert sent["User-Agent"].startswith("Ninefold/")
    assert sent["Host"] == "alive.example.org"
    assert web.asked == [f"HEAD {ALIVE}"]


def test_a_port_is_named_to_its_host(web: Web) -> None:
    web.pages["http://alive.example.org:8080/"] = 200
    ask(web, "http://alive.example.org:8080/")
    assert web.headers[0]["Host"] == "alive.example.org:8080"


def test_proxies_and_passwords_of_the_environment_are_not_used(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://proxy.example.org:3128")
    web.pages[ALIVE] = 200
    assert ask(web, ALIVE) == Answer(200)
    assert web.dialled == [("alive.example.org", 80)]


@pytest.mark.parametrize(
    "location", ["/there", "/a b", "https://other.example.org/ü", "http://[", "\\\\x", "a" * 9000]
)
def test_a_redirect_is_told_as_it_is(web: Web, location: str) -> None:
    def page(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 301 Moved\r\nLocation: " + location.encode() + b"\r\n\r\n")

    web.pages[ALIVE] = page
    assert ask(web, ALIVE) == Answer(301, location.strip())


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500,
        b"HTTP/1.1 200 " + b"x" * 100_000,
        b"\xff\xfe\x00\x00",
        b"220 mail.example.org ESMTP\r\n",
    ],
)
def test_what_is_no_answer(web: Web, sent: bytes) -> None:
    web.pages[ALIVE] = lambda handler: void(handler.wfile.write(sent))
    assert ask(web, ALIVE) == SILENT


def void(_: object) -> None:
    """Forget a value."""


def test_a_body_is_not_read(web: Web) -> None:
    ended = threading.Event()

    def endless(handler: Handler) -> None:
        handler.answer(200)
        try:
            while True:
                handler.wfile.write(b"x" * 65536)
        except OSError:
            ended.set()

    web.pages[ALIVE] = endless
    assert web.caller().ask("GET", address(ALIVE)) == Answer(200)
    assert ended.wait(20)


def test_a_host_that_says_nothing_is_given_up(web: Web) -> None:
    done = threading.Event()
    web.pages[ALIVE] = lambda handler: void(done.wait(20))
    assert ask(web, ALIVE, limit=0.2) == SILENT
    done.set()


@pytest.mark.parametrize("endless", [b"x", b"HTTP/1.1 100 Continue\r\n\r\n"])
def test_a_host_that_says_a_little_now_and_then_is_given_up(web: Web, endless: bytes) -> None:
    done = threading.Event()

    def drip(handler: Handler) -> None:
        while not done.wait(0.02):
            handler.wfile.write(endless)

    web.pages[ALIVE] = drip
    assert ask(web, ALIVE, limit=0.3) == SILENT
    done.set()


def test_a_host_that_never_agrees_on_encryption_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def connect(host: str, _: int, limit: float) -> socket.socket:
            return dial("127.0.0.1", port, limit, lambda ip: True)

        assert Caller(connect, limit=0.2).ask("HEAD", address(SECURE)) == SILENT


def test_a_closed_port_gives_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    def connect(host: str, _: int, limit: float) -> socket.socket:
        return dial("127.0.0.1", port, limit, lambda ip: True)

    assert Caller(connect).ask("HEAD", address(ALIVE)) == SILENT


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "0x7f.1", "0", "::1", "::ffff:127.0.0.1", "localhost"],
)
def test_loopback_is_not_connected_to(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(OSError, match="public web"):
            dial(host, port, 1)
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_the_number_that_was_looked_at_is_the_one_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that means one number when it is looked at, and another later, is no way in."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = server.getsockname()
        looked_up: list[str] = []

        def look_up(host: str, port: int, **_: object) -> list[Any]:
            looked_up.append(host)
            number = "127.0.0.1" if len(looked_up) == 1 else "127.0.0.9"
            return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (number, port))]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        with dial("rebound.example.org", place[1], 5, lambda ip: ip == "127.0.0.1") as line:
            assert line.getpeername() == place
        assert looked_up == ["rebound.example.org"]


def test_of_several_numbers_only_the_allowed_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = server.getsockname()
        found = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (ip, place[1])) for ip in "ab"]
        found.append((socket.AF_INET, socket.SOCK_STREAM, 0, "", place))
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        with dial("mixed.example.org", place[1], 5, lambda ip: ip == "127.0.0.1") as line:
            assert line.getpeername() == place


def resolver(monkeypatch: pytest.MonkeyPatch, known: bool, code: int) -> None:
    def look_up(host: str, port: int, **_: object) -> list[Any]:
        if host == "example.com" and known:
            return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("93.184.215.14", port))]
        raise socket.gaierror(code, "not found")

    asking._names_are_found.cache_clear()
    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.parametrize(
    ("known", "code", "nameless"),
    [
        (True, socket.EAI_NONAME, True),
        (False, socket.EAI_NONAME, False),
        (True, socket.EAI_AGAIN, False),
        (True, socket.EAI_FAIL, False),
    ],
)
def test_a_name_is_missing_only_where_names_are_found(
    monkeypatch: pytest.MonkeyPatch, known: bool, code: int, nameless: bool
) -> None:
    resolver(monkeypatch, known, code)
    answer = Caller().ask("HEAD", address("https://gone.example.org/"))
    assert answer.trouble is (Trouble.NAMELESS if nameless else Trouble.SILENT)
    asking._names_are_found.cache_clear()


def test_a_host_is_asked_one_thing_at_a_time(web: Web) -> None:
    free, pause, together = threading.Lock(), threading.Event(), []

    def slow(handler: Handler) -> None:
        if not free.acquire(blocking=False):
            together.append(handler.path)
            return
        pause.wait(0.02)
        free.release()
        handler.answer(200)

    urls = [f"{ALIVE}{n}" for n in range(4)]
    urls += [f"http://host{n}.example.org/" for n in range(6)]
    web.pages |= dict.fromkeys(urls[:4], slow)
    web.pages |= dict.fromkeys(urls[4:], (302, f"{ALIVE}0"))
    assert set(verdicts(web, *urls).values()) == {Verdict.ALIVE}
    assert together == []


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_quiet_is_left_alone(web: Web, status: int) -> None:
    urls = [f"https://secure.example.org/{n}" for n in range(5)]
    web.pages |= dict.fromkeys(urls, status)
    assert set(verdicts(web, *urls).values()) == {Verdict.UNKNOWN}
    assert len(web.asked) == 1


def test_a_host_that_does_not_answer_is_left_alone(web: Web) -> None:
    urls = [f"https://nobody.example.org/{n}" for n in range(5)]
    web.pages["http://nobody.example.org/"] = 200
    assert set(verdicts(web, *urls).values()) == {Verdict.UNKNOWN}
    assert len(web.dialled) == 1


def test_a_redirect_that_goes_round_ends(web: Web) -> None:
    web.pages |= {f"{SECURE}a": (301, "/b"), f"{SECURE}b": (301, "/a")}
    assert verdicts(web, f"{SECURE}a") == {f"{SECURE}a": Verdict.UNKNOWN}
    assert len(web.asked) <= 10


def test_a_redirect_into_the_own_network_is_not_followed(web: Web) -> None:
    """The guard looks at every hop: here the one that all commands use."""

    def guarded(host: str, port: int, limit: float) -> socket.socket:
        return dial(host, port, limit) if host == "127.0.0.1" else web.dial(host, port, limit)

    inner = f"http://127.0.0.1:{web.ports[80]}/secret"
    web.pages |= {SECURE: (302, inner), inner: 200}
    assert verdicts(web, SECURE, dial=guarded) == {SECURE: Verdict.UNKNOWN}
    assert web.asked == [f"HEAD {SECURE}"]


def test_time_is_up(web: Web) -> None:
    done = threading.Event()
    web.pages[ALIVE] = lambda handler: void(done.wait(20))
    assert list(rounds.verdicts([address(ALIVE)], web.caller(), limit=0.2)) == []
    done.set()


def test_no_request_begins_after_the_end(web: Web) -> None:
    urls = [f"{SECURE}{n}" for n in range(50)]
    web.pages |= dict.fromkeys(urls, 200)
    caller = web.caller()
    found = iter(rounds.verdicts(map(address, urls), caller, limit=30))
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert caller.ask("HEAD", address(ALIVE)) == SILENT
    assert len(web.asked) < len(urls)


def test_nothing_to_ask_asks_nobody(web: Web) -> None:
    assert verdicts(web) == {}


def test_a_fault_of_our_own_is_not_hidden(web: Web) -> None:
    def broken(host: str, port: int, limit: float) -> socket.socket:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        verdicts(web, SECURE, dial=broken)


def test_an_unknown_name(web: Web) -> None:
    assert verdicts(web, "https://gone.example.org/a") == {
        "https://gone.example.org/a": Verdict.NAMELESS
    }
    assert issubclass(NoSuchName, OSError)
