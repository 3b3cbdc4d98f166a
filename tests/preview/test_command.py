"""The command itself: how it begins, how it ends, and what it says."""

from __future__ import annotations

import contextlib
import os
import pty
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from preview.running import Preview, running, start, until
from preview.wire import Socket
from site_folder import SiteFolder


@contextlib.contextmanager
def taken(port: int) -> Iterator[int]:
    """A port that somebody else listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", port))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_well(library: SiteFolder, number: int) -> None:
    with running(library.folder) as preview, Socket(preview) as browser:
        browser.join(preview)
        assert preview.end(number) == 0
        assert until(lambda: "Ended." in preview.log)
        assert "Traceback" not in preview.log


def test_it_ends_while_a_build_runs(library: SiteFolder) -> None:
    for number in range(150):
        library.canvas(f"c-{number}", channels="Many words. " * 100)
    with running(library.folder) as preview:
        for number in range(150):
            library.canvas(f"c-{number}", channels="Other words. " * 100)
        time.sleep(0.2)
        assert preview.end() == 0
        assert "Traceback" not in preview.log


def test_it_ends_whatever_goes_on_behind(library: SiteFolder) -> None:
    """What is found across all posts is looked for behind the preview, and takes its time."""
    for number in range(200):
        library.canvas(f"c-{number}", channels=f"Words of {number} and others. " * 60)
    with running(library.folder) as preview:
        time.sleep(1.5)
        assert preview.end() == 0
        assert until(lambda: "Ended." in preview.log)
        assert "Traceback" not in preview.log


def test_an_explicit_port_that_is_busy_is_refused(library: SiteFolder) -> None:
    with taken(0) as port:
        process = start(library.folder, port=str(port))
        _, told = process.communicate(timeout=30)
    assert process.returncode == 2
    assert told == (
        f"ninefold: Port {port} is in use, or not yours to use. "
        "Name another with --port, or leave --port out.\n"
    )


def test_without_a_port_the_next_free_one_is_taken(library: SiteFolder) -> None:
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # it may be busy already
            stack.enter_context(taken(5500))
        process = start(library.folder, port="")
        preview = Preview(process)
        assert preview.ask("/")[0] == 200
        assert 5501 <= preview.port <= 5509
        assert f"Port 5500 is in use, so it is {preview.port}." in preview.log
        assert preview.end() == 0
        assert process.stderr
        process.stderr.close()


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_that_is_none(library: SiteFolder, port: str) -> None:
    process = start(library.folder, port=port)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "Traceback" not in told


def test_a_host_that_is_none(library: SiteFolder) -> None:
    process = start(library.folder, "--host", "host.invalid")
    _, told = process.communicate(timeout=30)
    assert process.returncode == 2
    assert told.startswith("ninefold: The host host.invalid cannot be listened on: ")


@pytest.mark.parametrize("host", ["", " "])
def test_an_empty_host_is_not_every_address(library: SiteFolder, host: str) -> None:
    process = start(library.folder, "--host", host)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 2
    assert told == (
        "ninefold: --host is empty. Leave it out for this machine alone, or name an address.\n"
    )


@pytest.mark.parametrize("output", ["content", "content/out", "."])
def test_an_output_folder_within_the_content_is_refused(library: SiteFolder, output: str) -> None:
    process = start(library.folder, "--output", output)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "lie within each other" in told


def test_a_configured_output_folder_within_the_content_is_refused(library: SiteFolder) -> None:
    library.write("ninefold.toml", 'output = "content/out"\n')
    process = start(library.folder)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "lie within each other" in told


def test_nothing_is_written_unless_asked(library: SiteFolder) -> None:
    with running(library.folder, "--no-cache") as preview:
        assert preview.ask("/canvases/zoom/")[0] == 200
    assert sorted(path.name for path in library.folder.iterdir()) == ["content"]


def test_a_site_that_is_written_carries_no_trace_of_the_preview(library: SiteFolder) -> None:
    with running(library.folder, "--output", "out") as preview:
        assert b"/_preview/" in preview.ask("/")[2]
        library.canvas("zoom", channels="Written.")
        page = library.folder / "out/canvases/zoom/index.html"
        assert until(lambda: "Written." in page.read_text(encoding="utf-8"))
    assert library.build("--output", "built").code == 0
    written = library.tree(library.folder / "out")
    assert written == library.tree(library.folder / "built")
    for path, data in written.items():
        for word in (b"_preview", b"livereload", b"LiveReload", b"ninefold-", b"websocket"):
            assert word not in data, path


def test_a_site_with_errors_is_previewed(site: SiteFolder) -> None:
    site.write("content/bad.md", "---\ntitle: [\n---\n").canvas("good")
    with running(site.folder) as preview:
        assert preview.ask("/canvases/good/")[0] == 200
        code, _, body = preview.ask("/canvases/bad/")
        assert code == 503
        assert b"preview.js" in body
        assert preview.state("/canvases/bad/")["faults"]
        site.canvas("bad")
        assert until(lambda: preview.ask("/canvases/bad/")[0] == 200)


def test_an_empty_library_is_previewed(site: SiteFolder) -> None:
    with running(site.folder) as preview:
        assert preview.ask("/")[0] == 200
        site.canvas("first")
        assert until(lambda: preview.ask("/canvases/first/")[0] == 200)


def test_a_folder_without_its_slash_leads_to_it(preview: Preview) -> None:
    code, headers, _ = preview.ask("/canvases/zoom")
    assert (code, headers["Location"]) == (302, "/canvases/zoom/")


def test_a_site_under_a_path_is_found_there_too(library: SiteFolder) -> None:
    library.write("ninefold.toml", 'base_url = "https://example.org/canvases"\n')
    with running(library.folder) as preview:
        code, _, body = preview.ask("/nowhere/")
        assert code == 404
        assert b'"/canvases/assets/site.css"' in body
        code, headers, _ = preview.ask("/canvases/assets/site.css")
        assert (code, headers["Location"]) == (302, "/assets/site.css")
        assert preview.ask("/canvases/zoom/")[0] == 200
        for path in ("/canvases/nowhere/", "/canvases/canvases/nowhere", "/canvases//evil.example"):
            assert preview.ask(path)[0] in (400, 404)


def test_keys_at_the_terminal(library: SiteFolder, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    opened = tmp_path / "opened"
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\necho "$1" > {opened}\n', encoding="utf-8")
    program.chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "-m", "ninefold", "serve", "--port", "0"],
        cwd=library.folder,
        stdin=theirs,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "BROWSER": str(program)},
    )
    preview = Preview(process)
    try:
        assert until(lambda: "o opens it, r builds all anew, q ends." in preview.log)
        assert until(lambda: preview.ask("/")[0] == 200)
        os.write(ours, b"o")
        assert until(lambda: opened.exists() and opened.read_text(encoding="utf-8").strip())
        assert opened.read_text(encoding="utf-8").strip() == f"{preview.address}/"
        os.write(ours, b"xr")
        assert preview.ask("/")[0] == 200
        os.write(ours, b"q")
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        assert process.stderr
        process.stderr.close()
        os.close(ours)
        os.close(theirs)


def test_a_fault_of_ours_ends_no_session(library: SiteFolder, tmp_path: Path) -> None:
    """A build that raises, even SystemExit, is told in the browser, without a traceback."""
    (tmp_path / "sitecustomize.py").write_text(
        "import ninefold.studio as s\n"
        "real = s.Studio.refresh\n"
        "def refresh(self, changed=None):\n"
        "    if (self.job.content / 'exit').exists(): raise SystemExit(3)\n"
        "    if (self.job.content / 'boom').exists(): raise RuntimeError('secret')\n"
        "    return real(self, changed)\n"
        "s.Studio.refresh = refresh\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(tmp_path), *sys.path])
    with running(library.folder, PYTHONPATH=path) as preview:
        for name in ("boom", "exit"):
            library.write(f"content/{name}", "")
            library.canvas("zoom", channels=f"After {name}.")
            assert until(lambda: preview.state()["faults"]), preview.log
            (fault,) = preview.state()["faults"]
            assert fault["message"].startswith("This is a fault of Ninefold itself")
            assert "secret" not in str(preview.state())
            assert preview.ask("/canvases/zoom/")[0] == 200
            (library.folder / "content" / name).unlink()
            library.canvas("zoom", channels=f"Well after {name}.")
            assert until(lambda n=name: preview.shows("/canvases/zoom/", f"Well after {n}."))
            assert until(lambda: not preview.state()["faults"])
