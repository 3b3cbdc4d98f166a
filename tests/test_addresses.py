"""Addresses taken apart, and what answers mean: nothing here speaks to anyone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold.addresses.address import Address, is_public, read
from ninefold.addresses.verdicts import LASTS, Answer, Trouble, Verdict, judge

PAGE = "https://alive.example.org/page"
PLAIN = "http://alive.example.org/page"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTPS://Example.ORG/A", "https://example.org/A"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://example.org/a#part", "https://example.org/a"),
        ("https://user:secret@example.org/", "https://example.org/"),
        ("https://example.org/a b?c d", "https://example.org/a%20b?c%20d"),
        ("https://example.org/a%20b%zz", "https://example.org/a%20b%zz"),
        ("https://example.org/ä?q=ü&r=1", "https://example.org/%C3%A4?q=%C3%BC&r=1"),
        ("https://bücher.example.org/", "https://xn--bcher-kva.example.org/"),
        ("https://[2001:db8::1]:8443/x", "https://[2001:db8::1]:8443/x"),
        ("https://example.org/A_(b)", "https://example.org/A_(b)"),
        ("https://example.org//a", "https://example.org//a"),
        (" https://example.org/a\r\nX-Evil:\t1 ", "https://example.org/aX-Evil:1"),
        ("https://example.org/\x00\x7f", "https://example.org/%00%7F"),
    ],
)
def test_an_address_is_asked_for_in_its_usual_form(text: str, url: str) -> None:
    address = read(text)
    assert address is not None
    assert address.url == url
    assert read(url) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ftp://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "mailto:a@example.org",
        "//example.org/",
        "/path",
        "https://",
        "https:///path",
        "https:example.org",
        "https://localhost/",
        "https://intranet/",
        "https://printer.local/",
        "https://a.localhost/",
        "https://wiki.internal/",
        "https://abc.onion/",
        "https://a.test/",
        "https://exa mple.org/",
        "https://ex%61mple.org/",
        "https://a..org/",
        "https://-a.org/",
        f"https://{'a' * 64}.org/",
        f"https://{'a.' * 130}org/",
        "https://straße.de/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org:x/",
        "https://example.org:25/",
        "https://example.org:22/",
        "https://[::1/",
        "https://[nonsense]/",
        "https://2130706433/",
        "https://0/",
        f"https://example.org/{'a' * 2000}",
        f"https://example.org/{'ä' * 700}",
    ],
)
def test_what_is_not_asked_for(text: str) -> None:
    assert read(text) is None


@given(st.text(), st.sampled_from(["", "https://", "http://a.org", "https://a.org/", "//"]))
def test_any_text_gives_nothing_or_printable_ascii(text: str, before: str) -> None:
    address = read(before + text)
    if address:
        assert address.url.isascii()
        assert address.url.isprintable()
        assert " " not in address.url
        assert "@" not in address.host
        assert "#" not in address.url


def test_a_relative_address_starts_from_another() -> None:
    base = read("https://example.org/a/b?c")
    for text, url in (("../d", "/d"), ("?e", "/a/b?e"), ("//other.example.org/x", "")):
        onward = read(text, base)
        assert onward
        assert onward.url == (f"https://example.org{url}" if url else "https://other.example.org/x")
    assert read("file:///etc/passwd", base) is None


@pytest.mark.parametrize(
    "number",
    ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07::1", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_numbers_of_the_public_web(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "nonsense",
        "0.0.0.0",  # noqa: S104
        "127.0.0.1",
        "127.255.0.9",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:0:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::808:808",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "2001:db8::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "100::1",
        "4000::1",
    ],
)
def test_numbers_that_are_never_connected_to(number: str) -> None:
    assert not is_public(number)


class Hosts:
    """Answers from a table, by method and url or by url; whatever is not in it is silent."""

    def __init__(self, **table: int | Trouble | str) -> None:
        self.asked: list[str] = []
        self.table: dict[str, int | Trouble | str] = dict(table)

    def __call__(self, method: str, address: Address) -> Answer:
        self.asked.append(f"{method} {address.url}")
        said = self.table.get(f"{method} {address.url}", self.table.get(address.url))
        if isinstance(said, Trouble):
            return Answer(trouble=said)
        if isinstance(said, int):
            return Answer(said)
        return Answer(302, said) if said else Answer(trouble=Trouble.SILENT)


def verdict(url: str, **table: int | Trouble | str) -> tuple[Verdict, list[str]]:
    hosts = Hosts(**table)
    address = read(url)
    assert address
    return judge(address, hosts), hosts.asked


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, Verdict.ALIVE),
        (204, Verdict.ALIVE),
        (206, Verdict.ALIVE),
        (404, Verdict.GONE),
        (410, Verdict.GONE),
        (400, Verdict.UNCLEAR),
        (401, Verdict.UNCLEAR),
        (402, Verdict.UNCLEAR),
        (403, Verdict.UNCLEAR),
        (405, Verdict.UNCLEAR),
        (406, Verdict.UNCLEAR),
        (418, Verdict.UNCLEAR),
        (451, Verdict.UNCLEAR),
        (408, Verdict.UNKNOWN),
        (425, Verdict.UNKNOWN),
        (429, Verdict.UNKNOWN),
        (500, Verdict.UNKNOWN),
        (501, Verdict.UNKNOWN),
        (503, Verdict.UNKNOWN),
        (520, Verdict.UNKNOWN),
        (999, Verdict.UNKNOWN),
        (100, Verdict.UNKNOWN),
        (300, Verdict.UNKNOWN),
        (304, Verdict.UNKNOWN),
        (0, Verdict.UNKNOWN),
    ],
)
def test_what_a_status_means(status: int, expected: Verdict) -> None:
    assert verdict(PAGE, **{PAGE: status})[0] is expected


@pytest.mark.parametrize("status", [400, 403, 404, 405, 410, 501])
def test_a_host_that_does_not_like_head_is_asked_in_full(status: int) -> None:
    found, asked = verdict(PAGE, **{f"HEAD {PAGE}": status, f"GET {PAGE}": 200})
    assert found is Verdict.ALIVE
    assert asked == [f"HEAD {PAGE}", f"GET {PAGE}"]


@pytest.mark.parametrize("status", [200, 401, 429, 500, 503])
def test_other_answers_are_not_asked_for_twice(status: int) -> None:
    assert verdict(PAGE, **{PAGE: status})[1] == [f"HEAD {PAGE}"]


@pytest.mark.parametrize("later", [403, 429, 500, Trouble.SILENT, Trouble.NAMELESS])
def test_a_page_is_gone_only_if_both_answers_say_so(later: int | Trouble) -> None:
    found = verdict(PAGE, **{f"HEAD {PAGE}": 404, f"GET {PAGE}": later})[0]
    assert found not in (Verdict.GONE, Verdict.ALIVE)


def test_redirects_are_followed_and_are_no_fault() -> None:
    there = "https://other.example.org/there"
    found, asked = verdict(PAGE, **{PAGE: "/on", "https://alive.example.org/on": there, there: 200})
    assert found is Verdict.ALIVE
    assert asked[-1] == f"HEAD {there}"


def test_a_redirect_to_a_page_that_is_gone_is_gone() -> None:
    assert verdict(PAGE, **{PAGE: "/on", "https://alive.example.org/on": 404})[0] is Verdict.GONE


@pytest.mark.parametrize(
    "location",
    [PAGE, "file:///etc/passwd", "http://localhost/", "http://[", "", "https://x.org:22/"],
)
def test_a_redirect_that_leads_nowhere_says_nothing(location: str) -> None:
    def ask(method: str, address: Address) -> Answer:
        asked.append(address.url)
        return Answer(301, location)

    asked: list[str] = []
    address = read(PAGE)
    assert address
    assert judge(address, ask) is Verdict.UNKNOWN
    assert set(asked) == {PAGE}
    assert len(asked) <= 10


def test_a_name_that_does_not_exist() -> None:
    assert verdict(PAGE, **{PAGE: Trouble.NAMELESS})[0] is Verdict.NAMELESS


def test_a_redirect_to_a_name_that_does_not_exist_says_nothing() -> None:
    there = "https://gone.example.org/"
    assert verdict(PAGE, **{PAGE: there, there: Trouble.NAMELESS})[0] is Verdict.UNKNOWN


def test_http_is_tried_over_https_first() -> None:
    found, asked = verdict(PLAIN, **{PAGE: 200, PLAIN: 200})
    assert found is Verdict.SECURE
    assert asked == [f"HEAD {PAGE}"]


@pytest.mark.parametrize("secured", [404, 403, 500, Trouble.SILENT, Trouble.NAMELESS, PLAIN])
def test_http_stands_where_https_does_not_work(secured: int | Trouble | str) -> None:
    assert verdict(PLAIN, **{PAGE: secured, PLAIN: 200})[0] is Verdict.ALIVE


def test_a_port_of_its_own_is_not_tried_over_https() -> None:
    url = "http://alive.example.org:8080/"
    assert verdict(url, **{url: 200}) == (Verdict.ALIVE, [f"HEAD {url}"])


def test_what_is_not_known_is_not_kept() -> None:
    assert set(Verdict) - set(LASTS) == {Verdict.UNKNOWN}
    assert LASTS[Verdict.ALIVE] > LASTS[Verdict.GONE]
