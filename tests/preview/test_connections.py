"""Many browsers, and some that are no browsers."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from pathlib import Path

from preview.running import Preview, running, until
from preview.wire import Socket, raw
from site_folder import SiteFolder

ZOOM = "/canvases/zoom/"


def memory(preview: Preview) -> int:
    """The memory of the process, in KiB."""
    status = Path(f"/proc/{preview.process.pid}/status").read_text(encoding="utf-8")
    (line,) = [line for line in status.split("\n") if line.startswith("VmRSS")]
    return int(line.split()[1])


def test_two_hundred_browsers_are_told_though_some_never_read(
    library: SiteFolder, preview: Preview
) -> None:
    with contextlib.ExitStack() as stack:
        browsers = [stack.enter_context(Socket(preview)).join(preview, ZOOM) for _ in range(200)]
        for number in range(5):
            library.canvas("zoom", channels=f"Number {number}.")
            assert until(lambda n=number: preview.shows(ZOOM, f"Number {n}."))
            for browser in browsers[::2]:  # the others never read
                assert browser.receive()["command"] == "reload"
        for browser in browsers[:50]:  # and some go without a word
            browser.connection.close()
        library.canvas("zoom", channels="The last.")
        assert until(lambda: preview.shows(ZOOM, "The last."))
        assert browsers[60].receive()["command"] == "reload"


def test_a_browser_that_never_reads_costs_no_memory(library: SiteFolder, preview: Preview) -> None:
    with Socket(preview) as browser:
        browser.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        browser.join(preview, ZOOM)
        library.canvas("zoom", channels="Warm.")
        assert until(lambda: preview.shows(ZOOM, "Warm."))
        before = memory(preview)
        for number in range(40):
            library.canvas("zoom", channels=f"Number {number}.")
            assert until(lambda n=number: preview.shows(ZOOM, f"Number {n}."))
        assert memory(preview) - before < 40_000


def test_requests_that_are_never_ended_keep_nobody_waiting(
    library: SiteFolder, preview: Preview
) -> None:
    with contextlib.ExitStack() as stack:
        for number in range(300):
            half = socket.create_connection(("127.0.0.1", preview.port), timeout=5)
            stack.callback(half.close)
            half.sendall(
                [b"", b"G", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nA: "][number % 4]
            )
        library.canvas("zoom", channels="Meanwhile.")
        assert until(lambda: preview.shows(ZOOM, "Meanwhile."))
        assert preview.ask("/")[0] == 200
    assert preview.ask("/")[0] == 200


def test_answers_that_are_never_read_keep_nobody_waiting(preview: Preview) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(50):
            deaf = socket.create_connection(("127.0.0.1", preview.port), timeout=5)
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            stack.callback(deaf.close)
            request = f"GET /assets/site.css HTTP/1.1\r\nHost: {preview.netloc}\r\n\r\n"
            deaf.sendall(request.encode() * 20)
        assert preview.ask(ZOOM)[0] == 200


def test_answers_come_while_a_build_runs(library: SiteFolder, tmp_path: Path) -> None:
    """A build that does not end as long as a file is there keeps nobody waiting."""
    gate = library.folder / "gate"
    (tmp_path / "sitecustomize.py").write_text(
        "import os, time\n"
        "import ninefold.studio as studio\n"
        "real = studio.Studio.refresh\n"
        "def refresh(self, changed=None):\n"
        f"    while os.path.exists({str(gate)!r}): time.sleep(0.01)\n"
        "    return real(self, changed)\n"
        "studio.Studio.refresh = refresh\n",
        encoding="utf-8",
    )
    with running(library.folder, PYTHONPATH=os.pathsep.join([str(tmp_path), *sys.path])) as preview:
        assert preview.ask(ZOOM)[0] == 200
        gate.touch()
        library.canvas("zoom", channels="Later.")
        for path in (ZOOM, "/canvases/slack/", "/", "/assets/site.css", "/search/index.json"):
            assert preview.ask(path)[0] == 200
        for path in ("/canvases/8x8/", "/nowhere/", "/about/"):
            assert preview.state(path)["faults"] == []
        with Socket(preview) as browser:
            browser.join(preview, ZOOM)
            assert not preview.shows(ZOOM, "Later.")
            gate.unlink()
            assert browser.receive()["command"] == "reload"
        assert until(lambda: preview.shows(ZOOM, "Later."))


def test_connections_that_say_nothing_are_closed(library: SiteFolder, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import ninefold.preview.serving as serving\nserving._PATIENCE = 0.5\n", encoding="utf-8"
    )
    with running(library.folder, PYTHONPATH=os.pathsep.join([str(tmp_path), *sys.path])) as preview:
        for begun in (b"", b"GET / HTTP/1.1\r\nHost: x\r\n", b"POST / HTTP/1.1\r\nHost: "):
            assert raw(preview, begun) == b""
        alive = f"GET / HTTP/1.1\r\nHost: {preview.netloc}\r\n\r\n"
        assert b"</html>" in raw(preview, alive)  # and closed once nothing more is asked


def test_a_browser_that_is_gone_without_a_word_is_forgotten(
    library: SiteFolder, tmp_path: Path
) -> None:
    """A fortieth of the server's patience: it asks each browser, and closes what says nothing."""
    (tmp_path / "sitecustomize.py").write_text(
        "from tornado.web import Application\n"
        "real = Application.__init__\n"
        "def begin(self, *handlers, **settings):\n"
        "    for name in ('websocket_ping_interval', 'websocket_ping_timeout'):\n"
        "        settings[name] = settings.get(name, 0) / 40\n"
        "    real(self, *handlers, **settings)\n"
        "Application.__init__ = begin\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(tmp_path), *sys.path])
    with running(library.folder, PYTHONPATH=path) as preview, Socket(preview) as silent:
        silent.join(preview, ZOOM)
        assert silent.is_closed()
