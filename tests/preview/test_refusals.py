"""Who is not answered, and what cannot be asked for."""

from __future__ import annotations

import json

import pytest

from preview.running import Preview, running, until
from preview.wire import Socket, raw, status
from site_folder import SiteFolder

HANDLERS = (
    "/",
    "/canvases/zoom/",
    "/nowhere",
    "/assets/site.css",
    "/livereload.js",
    "/livereload",
    "/_preview/",
    "/_preview/state.json?path=/",
    "/_preview/desk.json",
    "/_preview/preview.js",
    "/_preview/mend",
)
EVIL_HOSTS = (
    "evil.example.com",
    "evil.example.com:{port}",
    "localhost.evil.example.com:{port}",
    "127.0.0.1.evil.example.com:{port}",
    "127.0.0.1",
    "127.0.0.1:1",
    "127.0.0.2:{port}",
    "127.1:{port}",
    "2130706433:{port}",
    "0.0.0.0:{port}",
    "127.0.0.1:{port}@evil.example.com",
    "localhost.:{port}",
    "",
)
EVIL_ORIGINS = (
    "http://evil.example.com",
    "http://evil.example.com:{port}",
    "https://127.0.0.1:{port}",
    "http://127.0.0.1:1",
    "http://127.0.0.1",
    "http://127.0.0.2:{port}",
    "http://127.0.0.1:{port}.evil.example.com",
    "http://evil@127.0.0.1:{port}",
    "http://127.0.0.1:{port}/",
    "file://",
    "null",
    "",
)


@pytest.fixture(scope="module")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    folder = tmp_path_factory.mktemp("refusals")
    site = SiteFolder(folder).canvas("zoom").canvas("8x8")
    return site.write("secret.txt", "SECRET").write("content/.hidden.md", "SECRET")


@pytest.fixture(scope="module")
def shared(running_site: SiteFolder) -> Preview:
    """One preview for all that is refused: nothing here changes it."""
    with running(running_site.folder) as preview:
        yield preview


@pytest.mark.parametrize("path", HANDLERS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_foreign_host_is_refused_by_every_handler(
    shared: Preview, path: str, method: str
) -> None:
    for host in EVIL_HOSTS:
        named = host.replace("{port}", str(shared.port))
        code, _, body = shared.ask(path, method, body="" if method == "POST" else None, Host=named)
        assert code == (400 if "@" in named else 403), named
        assert b"zoom" not in body
    assert shared.ask(path, method, Host=None)[0] in (400, 403)


@pytest.mark.parametrize("path", HANDLERS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_foreign_origin_is_refused_by_every_handler(
    shared: Preview, path: str, method: str
) -> None:
    for origin in EVIL_ORIGINS:
        named = origin.replace("{port}", str(shared.port))
        assert shared.ask(path, method, Origin=named)[0] == 403, named


def test_two_hosts_are_no_host(shared: Preview) -> None:
    for second in ("evil.example.com", shared.netloc):
        request = f"GET / HTTP/1.1\r\nHost: {shared.netloc}\r\nHost: {second}\r\n"
        answer = raw(shared, f"{request}Connection: close\r\n\r\n")
        assert answer.split(b" ")[1:2] in ([b"400"], [b"403"])


def test_forwarded_hosts_count_for_nothing(shared: Preview) -> None:
    code, headers, _ = shared.ask(
        "/", Host="evil.example.com", X_Forwarded_Host=shared.netloc, Forwarded=shared.netloc
    )
    assert code == 403
    assert "Access-Control-Allow-Origin" not in headers


def test_own_names_are_answered(shared: Preview) -> None:
    for host in (
        f"127.0.0.1:{shared.port}",
        f"localhost:{shared.port}",
        f"LOCALHOST:{shared.port}",
    ):
        assert shared.ask("/", Host=host)[0] == 200
    assert shared.ask("/", Origin=f"http://localhost:{shared.port}")[0] == 200


def test_the_socket_wants_an_origin_of_its_own(shared: Preview) -> None:
    for origin in (*EVIL_ORIGINS, None):
        named = origin and origin.replace("{port}", str(shared.port))
        with Socket(shared, Origin=named) as refused:
            assert refused.status == 403, named
    with Socket(shared, Host="evil.example.com") as refused:
        assert refused.status == 403
    with Socket(shared) as welcome:
        assert welcome.status == 101


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/.%2e/secret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..%c0%afsecret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%e0%80%ae%e0%80%ae/secret.txt",
        "/assets/../../secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/_preview/../secret.txt",
        "/_preview/..%2f..%2fserving.py",
        "/_preview/assets/preview.js",
        "/canvases/../../content/.hidden.md",
        "/content/.hidden.md",
        "/content/zoom.md",
        "//secret.txt",
        "//evil.example.com/",
        "//evil.example.com",
        "/\\evil.example.com",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/c:/secret.txt",
        "/c:%5csecret.txt",
        "/index.html::$DATA",
        "/index.html%3a%3a$DATA",
        "/index.html%00.png",
        "/%00",
        "/index.html%0d%0aX-Evil:%201",
        "/index.html%7f",
        "/./index.html",
        "/canvases//zoom/",
        "/canvases/zoom/..",
        "/~root",
        "/etc/passwd",
        "/file:///etc/passwd",
        "http://127.0.0.1/secret.txt",
        "http://evil.example.com/",
        "*",
        "secret.txt",
        "/" + "a" * 3000,
        "/" + "%61" * 1000,
        "/" + "../" * 400,
        "/index.html ",
        b"/\xff\xfe",
        b"/caf\xc3\xa9",
        "/%ff",
        "/%",
        "/%zz",
        "/.ninefold.json",
        "/ninefold.toml",
    ],
)
def test_no_path_leads_out_of_the_site(shared: Preview, path: str | bytes) -> None:
    for method in ("GET", "HEAD"):
        line = path if isinstance(path, bytes) else path.encode()
        head = f" HTTP/1.1\r\nHost: {shared.netloc}\r\nConnection: close\r\n\r\n".encode()
        answer = raw(shared, method.encode() + b" " + line + head)
        # A line that is no request at all may be answered by closing the connection.
        assert not answer or 400 <= int(answer.split(b" ", 2)[1]) < 500, answer[:200]
        assert b"SECRET" not in answer
        assert b"Location" not in answer
        assert b"X-Evil" not in answer.partition(b"\r\n\r\n")[0]
    assert shared.ask("/")[0] == 200


@pytest.mark.parametrize(
    "query",
    ["raw", "raw??", "import", "import&raw", "url", "inline", "html-proxy&index=0.css"],
)
def test_a_query_gives_no_source(shared: Preview, query: str) -> None:
    for path in ("/", "/canvases/zoom/", "/assets/site.css", "/_preview/preview.js"):
        places = (path, f"{path}?{query}", path)
        before, asked, after = (shared.ask(place)[::2] for place in places)
        assert asked in (before, after)  # what all posts tell may come in between
    for path in (
        *("/content/zoom.md", "/content/.hidden.md", "/secret.txt", "/../secret.txt"),
        *("/@fs/etc/passwd", "/templates/page.html", "/_preview/../secret.txt"),
    ):
        code, _, body = shared.ask(f"{path}?{query}")
        assert 400 <= code < 500
        assert b"SECRET" not in body


@pytest.mark.parametrize(
    "path", ["//", "/../", "/%2e%2e/", "/a\\b", "/a:b", "/%00", "x", "", "/%ff"]
)
def test_the_state_of_no_page_is_refused(shared: Preview, path: str) -> None:
    query = path.replace("%", "%25").replace("\\", "%5c")
    assert status(shared, f"/_preview/state.json?path={query}") == 400


def test_a_browser_cannot_be_reloaded_by_an_address(shared: Preview) -> None:
    with Socket(shared) as browser:
        browser.join(shared)
        browser.connection.settimeout(0.3)
        for _ in range(5):
            version = shared.state()["version"]
            for path in ("/forcereload", "/forcereload?path=/etc/passwd", "/forcereload/"):
                assert shared.ask(path)[0] == 404
            try:
                browser.receive()
            except TimeoutError:
                return
            # What is found across all posts may come meanwhile, and nothing else.
            assert shared.state()["version"] != version
    pytest.fail("it was told something each time")


def test_what_is_answered_is_neither_kept_nor_guessed(shared: Preview) -> None:
    for path in HANDLERS:
        _, headers, _ = shared.ask(path)
        assert headers["Cache-Control"] == "no-store", path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", path
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy
        assert "*" not in policy
        assert not {"Etag", "Server", "Access-Control-Allow-Origin", "Set-Cookie"} & set(headers)


@pytest.mark.parametrize(
    "path", [p for p in HANDLERS if p not in ("/livereload", "/_preview/mend")]
)
def test_head_equals_get(shared: Preview, path: str) -> None:
    got, headers, body = shared.ask(path)
    code, others, nothing = shared.ask(path, "HEAD")
    assert (code, nothing) == (got, b"")
    assert int(others["Content-Length"]) == len(body) == int(headers["Content-Length"])
    del headers["Date"], others["Date"]
    assert others == headers


def test_ranges_and_conditions_are_not_heard(shared: Preview) -> None:
    whole = shared.ask("/assets/site.css")[2]
    code, _, body = shared.ask("/assets/site.css", Range="bytes=0-9", If_None_Match="*")
    assert (code, body) == (200, whole)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "FOO"])
def test_other_methods_do_nothing(shared: Preview, method: str) -> None:
    assert status(shared, "/", method) in (400, 405)


def test_mending_wants_token_origin_and_a_finding(shared: Preview) -> None:
    token = shared.state()["token"]
    wish = json.dumps({"post": "zoom.md", "line": 1, "column": 1, "code": "NF101"})
    kind = "application/json"

    def answered(body: str = wish, **headers: str) -> int:
        return shared.ask("/_preview/mend", "POST", body, **headers)[0]

    own = {"Origin": shared.address, "Content_Type": kind}
    assert answered(X_Ninefold_Token=token, Content_Type=kind) == 403  # no origin
    assert answered(**own) == 403
    assert answered(**own, X_Ninefold_Token="x") == 403  # noqa: S106
    assert answered(**own, X_Ninefold_Token="é") in (400, 403)  # noqa: S106
    assert answered(Origin=shared.address, Content_Type="text/plain", X_Ninefold_Token=token) == 403
    assert answered(**own, X_Ninefold_Token=token) == 404
    for post in ("../secret.txt", "/etc/passwd", "..", "", None, 7, ["zoom.md"], "zoom.md\0"):
        body = json.dumps({"post": post, "line": 1, "column": 1, "code": "NF101"})
        assert answered(body, **own, X_Ninefold_Token=token) == 404, post
    for body in ("", "{", "[]", "null", '"x"', "[" * 5000):
        assert answered(body, **own, X_Ninefold_Token=token) in (400, 404), body
    assert shared.ask("/_preview/mend")[0] == 405


def test_a_body_that_is_too_long_is_refused(shared: Preview) -> None:
    request = (
        f"POST /_preview/mend HTTP/1.1\r\nHost: {shared.netloc}\r\nContent-Length: 99999999\r\n\r\n"
    )
    assert raw(shared, request).split(b" ")[1:2] in ([b"400"], [b"413"], [])


def test_bad_messages_on_the_socket_are_passed_over(shared: Preview) -> None:
    evil = "http://x/\n[I 260101 00:00:00 server:1] forged \x1b[31mline"
    with Socket(shared) as browser:
        for message in (
            "",
            "{",
            "null",
            "7",
            "[]",
            '"x"',
            "[" * 3000,
            {"command": 7},
            {"command": "hello"},
            {"command": ["info"]},
            {"command": "info"},
            {"command": "info", "url": 7},
            {"command": "info", "url": "http://[x"},
            {"command": "info", "url": evil},
            {"command": "info", "url": "http://x/../../etc/passwd"},
            {"command": "reload", "path": "/etc/passwd"},
            {"command": "alert", "message": evil},
            {"command": "url", "url": evil},
        ):
            browser.send(message)
        browser.send_frame(0x82, b"\xff\xfe")
        assert browser.receive()["command"] == "hello"
        browser.join(shared)
    with Socket(shared) as browser:
        browser.send("x" * 9000)
        assert browser.is_closed()
    assert "forged" not in shared.log
    assert "Traceback" not in shared.log
    assert shared.ask("/")[0] == 200


def test_nothing_is_logged_that_a_request_says(shared: Preview) -> None:
    before = len(shared.lines)
    raw(
        shared,
        f"GET /forged HTTP/1.1\r\nHost: {shared.netloc}\r\nX: forged\r\nConnection: close\r\n\r\n",
    )
    raw(shared, "forged\r\n\r\n")
    raw(shared, "GET /\x1b[31mforged HTTP/1.1\r\n\r\n")
    raw(shared, "GET / HTTP/1.1\r\nforged\r\n\r\n")
    assert "forged" not in "\n".join(shared.lines[before:])


def test_a_source_path_reaches_no_socket(library: SiteFolder) -> None:
    with running(library.folder) as preview, Socket(preview) as browser:
        browser.join(preview)
        library.canvas("zoom", channels="Elsewhere.")
        told = browser.receive()
        assert told["command"] == "reload"
        assert told["path"] == "*"
        assert "zoom" not in json.dumps(told)


def test_a_warning_where_others_may_read_and_no_mending_there(library: SiteFolder) -> None:
    library.canvas("zoom", cost_structure="We pay for the the servers.")
    with running(library.folder, "--host", "0.0.0.0") as preview:  # noqa: S104
        assert "Whoever reaches this machine can read the preview" in preview.log
        state = preview.state("/canvases/zoom/")
        assert state["token"] == ""
        assert [finding["editor"] for finding in state["findings"]] == [""]
        assert preview.ask("/", Host="evil.example.com")[0] == 403
        assert preview.ask("/", Host=f"0.0.0.0:{preview.port}")[0] == 403
        own = {"Origin": preview.address, "Content_Type": "application/json"}
        assert preview.ask("/_preview/mend", "POST", "{}", X_Ninefold_Token="", **own)[0] == 403


def test_this_machine_alone_is_served_without_a_warning(preview: Preview) -> None:
    assert "Whoever" not in preview.log
    assert until(lambda: "127.0.0.1" in preview.log)
