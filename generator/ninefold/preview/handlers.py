"""What is answered: the site's own bytes, the state of a page, the desk, and mending."""

from __future__ import annotations

import asyncio
import hashlib
import json
import mimetypes
from typing import Any
from urllib.parse import quote, urlsplit

from livereload.handlers import LiveReloadJSHandler
from tornado.web import HTTPError

from ninefold import routes
from ninefold.files import reading
from ninefold.preview import mending
from ninefold.preview.desk import Desk
from ninefold.preview.guarding import Guarded, site_path
from ninefold.preview.live import file_of
from ninefold.preview.reports import state
from ninefold.preview.session import Session
from ninefold.preview.worker import Hand
from ninefold.source import Raw

_PATIENCE = 30  # seconds that a browser may take to read an answer
_TEXT = (".html", ".css", ".js", ".md", ".txt", ".csv", ".json", ".xml", ".svg")
_TYPES = {
    ".js": "text/javascript",
    ".md": "text/markdown",
    ".json": "application/json",
    ".xml": "application/xml",
    ".csv": "text/csv",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
_PLAIN = "_headers"


class Answering(Guarded):
    """A handler with a session to tell of."""

    @property
    def session(self) -> Session:
        """The session of this server."""
        session: Session = self.settings["session"]
        return session

    @property
    def hand(self) -> Hand:
        """Who makes pages while the event loop goes on."""
        hand: Hand = self.settings["hand"]
        return hand

    @property
    def slow_hand(self) -> Hand:
        """Who makes what is about all posts, such as the search index and the desk."""
        hand: Hand = self.settings["slow_hand"]
        return hand

    async def get(self) -> None:
        """Answer; what has nothing to read has no such method."""
        raise HTTPError(405)

    async def head(self) -> None:
        """Answer as to GET; the server leaves the body out."""
        await self.get()

    async def file(self, path: str) -> bytes | None:
        """Return a file of the site. What takes long to make keeps no page waiting."""
        if path.startswith("assets/"):
            return self.session.studio.get(path)
        hand = self.hand if path.endswith(".html") else self.slow_hand
        return await hand.do(self.session.studio.get, path)

    async def answer(self, data: bytes, path: str, status: int = 200) -> None:
        """Send a file; a browser that does not read it is let go of."""
        self.set_status(status)
        self.set_header("Content-Type", media_type(path))
        await self.sent(data)

    async def answer_json(self, value: Any) -> None:
        """Send a value as JSON."""
        await self.answer(json.dumps(value, separators=(",", ":")).encode(), "x.json")

    async def sent(self, data: bytes) -> None:
        """End the answer with these bytes."""
        try:
            await asyncio.wait_for(self.finish(data), _PATIENCE)
        except TimeoutError:
            stream = getattr(self.request.connection, "stream", None)
            if stream:
                stream.close()


class SiteFile(Answering):
    """A file of the site; pages carry one script of the preview behind their last byte."""

    async def get(self) -> None:
        """Answer with the file as it is now, or as it last could be made."""
        path = site_path(self.request.path) or ""
        file = file_of(path)
        if (data := await self.file(file)) is not None:
            await self.answer(self._marked(file, data), file)
        elif self.session.faults(file):
            await self.answer(self._marked("x.html", _WAITING), "x.html", 503)
        elif (other := await self._elsewhere(path)) is not None:
            self.redirect(f"/{quote(other)}")
        else:
            data = await self.file(routes.NOT_FOUND.path)
            await self.answer(self._marked("x.html", data or _WAITING), "x.html", 404)

    async def _elsewhere(self, path: str) -> str | None:
        """The address that was meant: of a folder, or under the path that the site will have.

        404.html, which stands for any address, links to the latter.
        """
        base = urlsplit(self.session.studio.job.owner.base_url).path.strip("/")
        inner = path.removeprefix(f"{base}/")
        for other in (f"{path}/", *([inner] if inner != path else [])):
            if await self.file(file_of(other)) is not None:
                return other
        return None

    def _marked(self, file: str, data: bytes) -> bytes:
        if not file.endswith(".html"):
            return data
        styles, rest = self.session.marks()
        told = f'data-page="{fingerprint(data)}" data-styles="{styles}" data-rest="{rest}"'
        return (
            data + f'<script type="module" src="/_preview/preview.js" {told}></script>\n'.encode()
        )


class State(Answering):
    """What a browser has to know of the page that it shows."""

    async def get(self) -> None:
        """Answer with digests, faults, findings and counts."""
        path = site_path(self.get_query_argument("path", "/"))
        if path is None:
            raise HTTPError(400)
        file = file_of(path)
        data = await self.file(file)
        told = await self.hand.do(state, self.session, file)
        if data is None:
            data = await self.file(routes.NOT_FOUND.path)
            data = _WAITING if told["faults"] or data is None else data
        await self.answer_json({**told, "page": fingerprint(data)})


class Mend(Answering):
    """Mends a post as `ninefold check --fix` does, when its editor asks for it."""

    async def post(self) -> None:
        """Apply the fix of one finding."""
        kind = self.request.headers.get("Content-Type", "").partition(";")[0].strip()
        given = self.request.headers.get("X-Ninefold-Token", "")
        if kind != "application/json" or not mending.is_token(given, self.session):
            raise HTTPError(403)
        try:
            wish = json.loads(self.request.body)
        except (ValueError, RecursionError):
            raise HTTPError(400) from None
        status, text = await self.hand.do(mending.mend, self.session, wish)
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        await self.sent(json.dumps({"text": text}).encode())


class DeskData(Answering):
    """The editor's desk as JSON."""

    async def get(self) -> None:
        """Answer with the matrix, the findings, and what changed."""
        desk: Desk = self.settings["desk"]
        await self.answer_json(await self.slow_hand.do(desk.data))


class Own(Answering):
    """The preview's own files: its scripts, its style sheets and the page of the desk."""

    def initialize(self, name: str) -> None:
        """Take the name of the file."""
        self.name = name

    async def get(self) -> None:
        """Answer with the file."""
        read = reading.read_package_file(f"preview/assets/{self.name}")
        if not isinstance(read, Raw):
            raise HTTPError(404)
        await self.answer(read.data, self.name)


class Script(Guarded, LiveReloadJSHandler):
    """livereload's script for browsers."""

    def head(self) -> None:
        """Answer as to GET; the server leaves the body out."""
        self.get()


def media_type(path: str) -> str:
    """Return the type of a file of the site, by its name."""
    dot = path[path.rfind(".") :] if "." in path.rpartition("/")[2] else ""
    if path == _PLAIN or not dot:
        return "text/plain; charset=utf-8"
    kind = _TYPES.get(dot) or mimetypes.guess_type(f"x{dot}")[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if dot in _TEXT else kind


def fingerprint(data: bytes) -> str:
    """Return by which a browser knows the page that it shows."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


_WAITING = (
    b'<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Not yet shown</title>\n'
    b'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    b'<meta name="color-scheme" content="light dark">\n'
    b'<main id="main"><p>This page cannot be shown yet.</p></main>\n'
)

HANDLERS: list[tuple[Any, ...]] = [
    (r"/livereload\.js", Script),
    (r"/_preview/state\.json", State),
    (r"/_preview/desk\.json", DeskData),
    (r"/_preview/mend", Mend),
    (r"/_preview/", Own, {"name": "desk.html"}),
    *(
        (rf"/_preview/{name.replace('.', '[.]')}", Own, {"name": name})
        for name in ("preview.js", "preview.css", "marks.css", "desk.js", "desk.css")
    ),
    (r"/.*", SiteFile),
]
