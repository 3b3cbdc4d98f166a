"""`check --external`: the addresses taken from posts, what is reported where, what is kept."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ninefold import external
from ninefold.diagnostics import Diagnostic, Severity
from ninefold.executor import serial
from ninefold.settings import Settings
from ninefold.source import Raw
from ninefold.store import Store
from site_folder import SiteFolder, canvas_text
from web import Handler, Web, loopback

GONE = "https://secure.example.org/gone"
ALIVE = "https://secure.example.org/alive"


@pytest.fixture
def web() -> Iterator[Web]:
    with loopback() as web:
        web.pages |= {GONE: 404, ALIVE: 200, "http://plain.example.org/": 200}
        web.pages |= {"http://alive.example.org/": 200, "https://alive.example.org/": 200}
        yield web


@pytest.fixture
def online(site: SiteFolder, web: Web, monkeypatch: pytest.MonkeyPatch) -> SiteFolder:
    """A site whose commands see the web of the test."""
    monkeypatch.setattr(external, "Caller", web.caller)
    return site


def written(text: str) -> list[tuple[str, int, int]]:
    found = external.written(Raw("a.md", text.encode())).addresses
    for item in found:
        line, column, _, end = item.place
        place = text.split("\n")[line - 1][column - 1 : end - 1]
        assert place.replace("&amp;", "&").replace("\\_", "_") == item.text
    return [(item.text, *item.place[:2]) for item in found]


def in_text(text: str) -> list[str]:
    return [url for url, _, _ in written(canvas_text("A", channels=text))]


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("[a](https://a.org/x)", ["https://a.org/x"]),
        ('[a](https://a.org/x "title")', ["https://a.org/x"]),
        ("[a](<https://a.org/x>)", ["https://a.org/x"]),
        ("[a](https://a.org/x_(y))", ["https://a.org/x_(y)"]),
        ("[a](https://a.org/?b=1&amp;c=2)", ["https://a.org/?b=1&c=2"]),
        ("[a](https://a.org/x\\_y)", ["https://a.org/x_y"]),
        ("[a](HTTP://A.org/)", ["HTTP://A.org/"]),
        ("![a](https://a.org/x.png)", ["https://a.org/x.png"]),
        ("[![i](https://i.org/)](https://a.org/)", ["https://i.org/", "https://a.org/"]),
        ("<https://a.org/x>", ["https://a.org/x"]),
        ('<a href="https://a.org/x">x</a>', ["https://a.org/x"]),
        ("<img alt='' src='https://a.org/x.png'>", ["https://a.org/x.png"]),
        ("[a][r] and [r]\n\n[r]: https://a.org/x 'T'", ["https://a.org/x"]),
        ("[a][r]\n\n[r]: <https://a.org/x>", ["https://a.org/x"]),
        (
            "a[^1]\n\n[^1]: [b](https://a.org/), <https://c.org/>",
            ["https://a.org/", "https://c.org/"],
        ),
        ("> - [a](https://a.org/)", ["https://a.org/"]),
        ("| a |\n|---|\n| [a](https://a.org/) |", ["https://a.org/"]),
        ("[a](https://a.org/) [b](https://a.org/)", ["https://a.org/", "https://a.org/"]),
        ("[ü😀](https://bücher.org/ü)", ["https://bücher.org/ü"]),
        ("`[a](https://a.org/)`", []),
        ("``<https://a.org/>``", []),
        ("```\n[a](https://a.org/)\n```", []),
        ("~~~\n<https://a.org/>\n~~~", []),
        ("<!-- [a](https://a.org/) -->", []),
        ("x <!-- <https://a.org/> --> y", []),
        ("<!--\n[r]: https://a.org/\n-->", []),
        ("https://a.org/ as text", []),
        ("[a](b.md) [c](#d) [e](/f) [g](mailto:a@a.org) [h](//a.org/)", []),
        ("[a](ftp://a.org/) <mailto:a@a.org> [b](javascript:x)", []),
        ("https://[a", []),
    ],
)
def test_addresses_of_the_body(text: str, urls: list[str]) -> None:
    assert in_text(text) == urls


def test_addresses_have_their_exact_places() -> None:
    text = canvas_text(
        "A",
        "sources:\n  - {id: a, title: A, url: 'https://a.org/ä'}\n"
        '  - id: b\n    url: https://b.org/#c  # note\n  - {id: a, url: "https://c.org/"}',
        customer_segments="Ein 😀 [d](https://d.org/).",
    )
    assert written(text) == [
        ("https://a.org/ä", 4, 29),
        ("https://b.org/#c", 6, 10),
        ("https://c.org/", 7, 19),
        ("https://d.org/", 12, 11),
    ]


@pytest.mark.parametrize("url", ["", "none", "a.md", "//a.org/", "ftp://a.org/", "[https:"])
def test_a_source_without_an_address_of_the_web(url: str) -> None:
    text = canvas_text("A", f"sources:\n  - id: a\n    url: '{url}'\nsummary: https://b.org/")
    assert [found for found, _, _ in written(text) if found != "https:"] == []


@pytest.mark.parametrize("text", ["", "# A\n\n[a](https://a.org/)\n", "---\ntitle: [\n---\n"])
def test_what_is_no_canvas_has_no_addresses(text: str) -> None:
    assert external.written(Raw("a.md", text.encode())).addresses == ()
    assert external.written(Raw("a.md", b"\xff" + text.encode())).addresses == ()


def check(
    web: Web, posts: dict[str, str], cache: Store | None = None, settings: Settings | None = None
) -> tuple[tuple[Diagnostic, ...], list[str]]:
    raws = [Raw(path, text.encode()) for path, text in posts.items()]
    said: list[str] = []
    kept = cache or Store(None)
    rules = settings or Settings()
    found = external.check(raws, rules, kept, serial, web.caller(), 30, said.append)
    return found, said


def linked(*urls: str) -> str:
    return canvas_text("A", channels=" ".join(f"[x]({url})" for url in urls))


def test_what_is_found_is_told_at_every_place_and_asked_for_once(web: Web) -> None:
    twice = f"{GONE}#b"
    found, said = check(web, {"a.md": linked(GONE, ALIVE, twice), "b.md": linked(GONE)})
    assert [(d.path, d.column, d.code, d.severity) for d in found] == [
        ("a.md", 5, "NF507", Severity.WARNING),
        ("a.md", 80, "NF507", Severity.WARNING),
        ("b.md", 5, "NF507", Severity.WARNING),
    ]
    assert web.asked.count(f"HEAD {GONE}") == web.asked.count(f"GET {GONE}") == 1
    assert said == ["Asking on the web for 2 addresses."]


def test_http_that_works_over_https_is_a_hint(web: Web) -> None:
    urls = ("http://alive.example.org/", "http://plain.example.org/", ALIVE)
    found, _ = check(web, {"a.md": linked(*urls)})
    assert [(d.code, d.column, d.severity) for d in found] == [("NF508", 5, Severity.HINT)]


def test_a_name_that_does_not_exist_is_dead(web: Web) -> None:
    found, _ = check(web, {"a.md": linked("https://nobody.example.org/")})
    assert [d.code for d in found] == ["NF507"]
    assert "nobody.example.org" in found[0].message


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503, 302])
def test_what_is_unsure_is_no_finding(web: Web, status: int) -> None:
    web.pages[GONE] = status
    found, said = check(
        web, {"a.md": linked(GONE, "http://plain.example.org/", "http://localhost/")}
    )
    assert found == ()
    assert said[1:] == ["2 addresses could not be checked."]


def test_posts_without_addresses_ask_nobody(web: Web) -> None:
    assert check(web, {"a.md": canvas_text("A"), "b.md": ""}) == ((), [])
    assert web.dialled == []


def test_severities_are_set_and_rules_that_are_off_ask_nobody(web: Web) -> None:
    posts = {"a.md": linked(GONE, "http://alive.example.org/")}
    settings = Settings((("dead-address", Severity.ERROR), ("NF508", None)))
    assert [(d.code, d.severity) for d in check(web, posts, settings=settings)[0]] == [
        ("NF507", Severity.ERROR)
    ]
    web.asked.clear()
    settings = Settings((("NF507", None), ("NF508", None)))
    assert check(web, posts, settings=settings) == ((), [])
    assert web.asked == []


def test_a_second_run_asks_nothing(web: Web, tmp_path: Path) -> None:
    web.pages["https://secure.example.org/login"] = 403
    urls = (GONE, ALIVE, "http://alive.example.org/", "https://secure.example.org/login")
    posts = {"a.md": linked(*urls, "https://nobody.example.org/")}
    with Store(tmp_path / "cache.sqlite") as cache:
        first = check(web, posts, cache)
    web.asked.clear()
    web.dialled.clear()
    with Store(tmp_path / "cache.sqlite") as cache:
        second = check(web, posts, cache)
    assert second == (first[0], ["1 address could not be checked."])
    assert web.dialled == []


@pytest.mark.parametrize(
    ("days", "asked"), [(0.9, set()), (1.1, {GONE}), (6.9, {GONE}), (7.1, {GONE, ALIVE})]
)
def test_answers_grow_old(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: float, asked: set[str]
) -> None:
    posts = {"a.md": linked(GONE, ALIVE)}
    with Store(tmp_path / "cache.sqlite") as cache:
        check(web, posts, cache)
        web.asked.clear()
        later = time.time() + days * 24 * 3600
        monkeypatch.setattr(time, "time", lambda: later)
        check(web, posts, cache)
    assert {request.split()[1] for request in web.asked} == asked


def test_an_answer_from_the_future_is_not_believed(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(tmp_path / "cache.sqlite") as cache:
        with monkeypatch.context() as patch:
            patch.setattr(time, "time", lambda: 4e9)
            check(web, {"a.md": linked(ALIVE)}, cache)
        check(web, {"a.md": linked(ALIVE)}, cache)
    assert web.asked == [f"HEAD {ALIVE}"] * 2


def test_silence_is_not_kept(web: Web, tmp_path: Path) -> None:
    web.pages[ALIVE] = 503
    with Store(tmp_path / "cache.sqlite") as cache:
        check(web, {"a.md": linked(ALIVE)}, cache)
        check(web, {"a.md": linked(ALIVE)}, cache)
    assert len(web.asked) == 2


@pytest.mark.parametrize("verdict", ["nonsense", "", None, 7, b"\xff"])
def test_a_damaged_answer_is_asked_for_again(web: Web, tmp_path: Path, verdict: object) -> None:
    file = tmp_path / "cache.sqlite"
    with Store(file) as cache:
        check(web, {"a.md": linked(GONE)}, cache)
    with sqlite3.connect(file) as db:
        db.execute("update answer set verdict = ?", (verdict,))
    db.close()
    web.asked.clear()
    with Store(file) as cache:
        found, _ = check(web, {"a.md": linked(GONE)}, cache)
    assert [d.code for d in found] == ["NF507"]
    assert web.asked == [f"HEAD {GONE}", f"GET {GONE}"]


def test_a_cache_of_another_kind_only_costs_time(web: Web, tmp_path: Path) -> None:
    file = tmp_path / "cache.sqlite"
    with sqlite3.connect(file) as db:
        db.execute("create table answer (something)")
    db.close()
    with Store(file, lambda line: None) as cache:
        found, _ = check(web, {"a.md": linked(GONE)}, cache)
    assert [d.code for d in found] == ["NF507"]


def test_the_command(online: SiteFolder, web: Web) -> None:
    online.canvas("a", channels=f"[x]({GONE})").canvas("x/b", channels=f"![y]({GONE})")
    ran = online.check("--external")
    places = [(f["path"], f["line"], f["column"]) for f in ran.findings if f["code"] == "NF507"]
    assert places == [("content/a.md", 15, 5), ("content/x/b.md", 15, 6)]
    assert ran.code == 0
    assert online.run("check", "--external", "--strict").code == 1
    assert len(web.asked) == 2


def test_only_the_named_posts_are_asked_about(online: SiteFolder, web: Web) -> None:
    online.canvas("a", channels=f"[x]({GONE})").canvas("b", channels=f"[x]({ALIVE})")
    online.write("loose.txt", linked(GONE))
    ran = online.check("--external", "content/b.md", "loose.txt")
    found = [f["path"] for f in ran.findings if f["code"] == "NF507"]
    assert found == ["loose.txt"]
    online.check("--external", "--no-cache", "content/b.md")
    assert web.asked[-1] == f"HEAD {ALIVE}"


def test_rules_are_chosen_and_configured(online: SiteFolder) -> None:
    online.canvas("a", channels=f"[x]({GONE})")
    assert online.check("--external", "--select", "NF507").codes == ["NF507"]
    assert "NF507" not in online.check("--external", "--ignore", "dead-address").codes
    online.write("ninefold.toml", '[rules]\ndead-address = "error"\n')
    assert online.check("--external").code == 1


def test_without_the_option_nobody_is_asked(online: SiteFolder, web: Web) -> None:
    online.canvas("a", channels=f"[x]({GONE})")
    assert "NF507" not in online.check().codes
    online.build()
    assert web.dialled == []


def test_the_command_does_not_ask_the_own_machine(site: SiteFolder, web: Web) -> None:
    url = f"http://127.0.0.1:{web.ports[80]}/"
    ran = site.canvas("a", channels=f"[x]({url}) [y](http://localhost/)").check("--external")
    assert not {"NF507", "NF508"} & set(ran.codes)
    assert "2 addresses could not be checked." in ran.err
    assert web.asked == []


@pytest.mark.parametrize("seconds", ["0", "-1", "x", "1.5", "9" * 400, ""])
def test_a_time_limit_that_is_none(site: SiteFolder, seconds: str) -> None:
    ran = site.canvas("a").run("check", "--external", "--external-timeout", seconds)
    assert ran.code == 2
    assert "--external-timeout" in ran.err


@pytest.mark.parametrize("arguments", [("check",), ("build",), ("--help",)])
def test_what_speaks_to_the_web_is_not_imported_without_need(
    site: SiteFolder, arguments: tuple[str, ...]
) -> None:
    site.canvas("a")
    code = f"""
import sys
from ninefold import cli
try:
    cli.main({arguments!r})
finally:
    print(sorted({{"http.client", "ssl", "ninefold.external"}} & set(sys.modules)), file=sys.stderr)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.stderr.rstrip().endswith("[]")


INTERRUPTED = """
import json, socket, sys
from ninefold import cli, external
from ninefold.addresses.asking import dial
port = int(sys.argv[1])
Caller = external.Caller
connect = lambda host, _, limit: dial("127.0.0.1", port, limit, lambda ip: True)
external.Caller = lambda: Caller(connect)
sys.exit(cli.main(["check", "--external"]))
"""


def test_an_interruption_ends_at_once(site: SiteFolder, web: Web) -> None:
    """The host answers one address, then nothing; the request would go on for ten seconds."""
    waits, done = threading.Event(), threading.Event()

    def hang(handler: Handler) -> None:
        waits.set()
        done.wait(60)

    web.pages["http://a.example.org:8080/slow"] = hang
    web.pages["http://a.example.org:8080/fast"] = 200
    site.canvas("a", channels="[x](http://a.example.org:8080/fast)")
    site.canvas("b", channels="[x](http://a.example.org:8080/slow)")
    command = [sys.executable, "-c", INTERRUPTED, str(web.ports[80])]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert waits.wait(60)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
        assert not done.is_set()
    done.set()
    assert process.returncode == 130
    assert "Traceback" not in told
    with Store(site.folder / ".ninefold_cache/cache.sqlite") as cache:
        assert cache.answers(time.time(), 1e9) == {"http://a.example.org:8080/fast": "alive"}
