"""Serves folders as a careful host does: packed, and with a strict policy."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
PACKED_ALREADY = (".png", ".woff2")


class Host(http.server.BaseHTTPRequestHandler):
    """Serves the files below a folder, each site in it with its own 404.html, and logs nothing."""

    protocol_version = "HTTP/1.1"
    root: Path

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = (self.root / path.lstrip("/")).resolve()
        if file.is_relative_to(self.root) and file.is_dir():
            if not path.endswith("/"):
                self.answer(301, b"", {"Location": f"{path}/"})
                return
            file /= "index.html"
        status = 200
        if not file.is_relative_to(self.root) or not file.is_file():
            status = 404
            above = (folder / "404.html" for folder in file.parents)
            file = next((page for page in above if page.is_file()), Path(os.devnull))
        body = file.read_bytes()
        headers = {"Content-Type": TYPES.get(file.suffix, "application/octet-stream")}
        if file.suffix not in PACKED_ALREADY and "gzip" in self.headers["Accept-Encoding"]:
            body = gzip.compress(body, 6)
            headers["Content-Encoding"] = "gzip"
        self.answer(status, body, headers)

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextlib.contextmanager
def served(root: Path) -> Iterator[str]:
    """Serve the files below root on this machine; give the address, which ends in a slash."""
    handler = type("Served", (Host,), {"root": root.resolve()})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
