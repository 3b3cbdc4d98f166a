"""`ninefold serve` as a process of its own, and what may be asked of it."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

PATIENCE = 20.0


class Preview:
    """A running preview."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()
        until(lambda: self.address or process.poll() is not None)

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.lines.append(line.rstrip("\n"))

    @property
    def log(self) -> str:
        return "\n".join(self.lines)

    @property
    def address(self) -> str:
        """The address that was printed, without its last slash; "" before it was."""
        found = re.search(r"(http://\S+)/$", self.log, re.MULTILINE)
        return found[1] if found else ""

    @property
    def netloc(self) -> str:
        return urlsplit(self.address).netloc

    @property
    def port(self) -> int:
        return int(self.netloc.rpartition(":")[2])

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: str | None = None,
        **headers: str | None,
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask for a path as it is; underscores in names of headers stand for hyphens."""
        given = {"Host": self.netloc} | {k.replace("_", "-"): v for k, v in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in given.items():
                if value is not None:
                    connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body.encode())))
            connection.endheaders(body.encode() if body is not None else None)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def text(self, path: str) -> str:
        """The page at a path, as text."""
        return self.ask(path)[2].decode()

    def file(self, path: str) -> bytes:
        """A file of the site, without what the preview puts behind pages."""
        data = self.ask(f"/{quote(path)}")[2]
        return re.sub(rb'<script type="module" src="/_preview/[^\n]*\n\Z', b"", data)

    def state(self, path: str = "/") -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.ask(f"/_preview/state.json?path={quote(path)}")[2])
        return told

    def shows(self, path: str, text: str) -> bool:
        return text in self.text(path)

    def end(self, number: int = signal.SIGINT) -> int:
        """End it, which takes a moment only."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE / 3)


def until(true: Callable[[], object], patience: float = PATIENCE) -> bool:
    """Wait until something is so; whether it came to be."""
    end = time.monotonic() + patience
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def start(folder: Path, *options: str, port: str = "0", **env: str) -> subprocess.Popen[str]:
    """Start a preview of the site in a folder."""
    command = [sys.executable, "-m", "ninefold", "serve", "--jobs", "1", *options]
    return subprocess.Popen(
        [*command, *(["--port", port] if port else [])],
        cwd=folder,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "BROWSER": "true", **env},
    )


@contextlib.contextmanager
def running(folder: Path, *options: str, **env: str) -> Iterator[Preview]:
    """A preview of the site in a folder, which is ended as a person would end it."""
    process = start(folder, *options, **env)
    preview = Preview(process)
    try:
        assert process.poll() is None, preview.log
        yield preview
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE)
            finally:
                process.kill()
                process.wait()
        assert process.stderr
        process.stderr.close()
