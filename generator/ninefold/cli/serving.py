"""`ninefold serve`: from arguments to a session, and what the terminal says of it."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ninefold import build as pipeline
from ninefold.build import Job
from ninefold.cli import OK, terminal
from ninefold.cli.building import job_of
from ninefold.cli.equipment import (
    Misuse,
    configuration,
    content_folder,
    mapper,
    store,
    templates_folder,
)
from ninefold.cli.keys import keys
from ninefold.cli.terminal import shown
from ninefold.config import FILES, Config
from ninefold.diagnostics import Diagnostic
from ninefold.executor import serial
from ninefold.files import writing
from ninefold.files.swapping import Target
from ninefold.files.watching import Watched
from ninefold.preview.guarding import is_loopback, with_port
from ninefold.preview.serving import PORT, PreviewServer, bind
from ninefold.preview.session import Place, Saved, Session
from ninefold.preview.worker import Worker
from ninefold.store import Store
from ninefold.studio import Studio
from ninefold.studio.surveying import survey

# A thread that computes lets another answer after this many seconds: the default, 5 ms, is
# long for a server whose every answer takes its turn several times.
_TURN = 0.0005
_LAST_PORT = 65_535


def serve(options: argparse.Namespace, settings: Config, root: Path) -> int:
    """Serve the site until the person ends it; return the exit code."""
    if options.port is not None and not 0 <= options.port <= _LAST_PORT:
        raise Misuse(f"--port is not a number from 0 to {_LAST_PORT}.")
    if not options.host.strip():  # every address of this machine, for whoever takes it so
        raise Misuse("--host is empty. Leave it out for this machine alone, or name an address.")
    job = job_of(options, settings, root)
    sources = [folder for folder in (job.content, job.templates) if folder]
    check = writing.check_target if options.output else _check_apart
    check(job.target, sources)
    sockets, port = bind(options.host, options.port)
    here = Path.cwd()
    local = all(is_loopback(one.getsockname()[0]) for one in sockets)
    place = Place(
        Path(os.path.abspath(job.content)),  # noqa: PTH100 - links stay as they are
        here,
        settings.editor if local else "",
        local,
    )
    with store(options, root) as cache:
        with mapper(options) as workers:
            studio = Studio(job, cache, workers)
            session = Session(studio, place, lambda: _configured(options))
            if options.output:
                session.after = lambda: _write(studio, cache)
            first = session.take_in(None)
        studio.mapper = serial  # processes are started by one thread alone
        gc.freeze()  # what is there now stays: it need not be looked through again and again
        sys.setswitchinterval(_TURN)
        saved = _teller(place)
        server = PreviewServer(session, sockets, options.host, terminal.notice, saved)
        watched = _watched(options, settings, root)
        across = partial(survey, cache=cache.file)
        worker = Worker(session, watched, server.tell, terminal.notice, across, poll=options.poll)
        address = f"http://{with_port(_name(options.host), port)}/"
        if options.port is None and port != PORT:
            terminal.notice(f"Port {PORT} is in use, so it is {port}.")
        if not local:
            terminal.notice(
                "Whoever reaches this machine can read the preview, drafts and findings included."
            )
        terminal.notice(_opening(first, studio, address))
        with keys(_commands(server, worker, address)) as listening:
            if listening:
                terminal.notice("o opens it, r builds all anew, q ends.")
            if options.open:
                _open(address)
            server.run(worker)
    terminal.notice("Ended.")
    return OK


def _check_apart(target: Target, sources: list[Path]) -> None:
    writing.check_apart(target.folder, sources)


def _configured(options: argparse.Namespace) -> Job | tuple[Diagnostic, ...]:
    """The job as the configuration has it now, or what is wrong with that."""
    settings, root, faults = configuration(options)
    return faults or job_of(options, settings, root)


def _write(studio: Studio, cache: Store) -> None:
    pipeline.build(studio.job, serial, cache, terminal.hush)


def _watched(options: argparse.Namespace, settings: Config, root: Path) -> Watched:
    """The folders that the site is made of, and every place where its configuration may stand."""
    content = content_folder(options, settings, root)
    templates = templates_folder(options, settings, root)
    files = [Path(options.config)] if options.config else []
    files += [folder / name for folder in (Path.cwd(), root) for name in FILES]
    return Watched(tuple(map(_absolute, (content, templates))), tuple(map(_absolute, files)))


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - links stay as they are


def _name(host: str) -> str:
    """The name by which the person's own browser reaches the server."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def _opening(first: Saved, studio: Studio, address: str) -> str:
    count = len(studio.post_paths)
    posts = "1 post" if count == 1 else f"{count:,} posts"
    return f"{posts} in {_time(first)}, {_found(first)} {address}"


def _teller(place: Place) -> Callable[[Saved], None]:
    """Return what says in one line what a save led to."""

    def tell(saved: Saved) -> None:
        names = [shown(place.content / path, place.here) for path in saved.changed]
        what = ", ".join(names[:3]) + (f" and {len(names) - 3:,} more" if len(names) > 3 else "")
        pages = "1 page" if saved.pages == 1 else f"{saved.pages:,} pages"
        clock = time.strftime("%H:%M:%S", time.localtime(saved.at))
        terminal.notice(f"{clock} {what or 'The site'}: {pages} in {_time(saved)}. {_found(saved)}")
        for line in saved.trouble.splitlines():
            terminal.notice(line)
        for fault in saved.faults[:3]:
            terminal.notice(f"{fault.path}:{fault.line}: {fault.message} {fault.help}")

    return tell


def _time(saved: Saved) -> str:
    ms = saved.milliseconds
    return f"{ms:.0f} ms" if ms < 1000 else f"{ms / 1000:.1f} s"


def _found(saved: Saved) -> str:
    words = [f"{n} {severity}{'s' if n > 1 else ''}" for severity, n in saved.counts.items() if n]
    return f"{', '.join(words) or 'No findings'}."


def _commands(server: PreviewServer, worker: Worker, address: str) -> dict[str, Callable[[], None]]:
    return {
        "o": lambda: _open(address),
        "r": worker.rebuild,
        "q": server.stop,
        "\x04": server.stop,  # Ctrl-D
    }


def _open(address: str) -> None:
    # A browser may take its time to say that it has come up.
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
