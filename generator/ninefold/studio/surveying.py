"""What only the whole library tells, found in a process of its own.

Measuring how alike all canvases are takes seconds where they are many. Whoever serves pages
meanwhile must not wait for it, and its memory goes when it ends.
"""

from __future__ import annotations

import multiprocessing
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from ninefold import build
from ninefold.build import Job, publishable
from ninefold.collating import terms_of
from ninefold.executor import serial
from ninefold.files.faults import EnvironmentFault
from ninefold.files.listing import list_content
from ninefold.inspection import inspect
from ninefold.site import Survey
from ninefold.store import Store, digest
from ninefold.studio.state import Faults


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What was found across all posts, and all that was found in any."""

    survey: Survey
    findings: Faults


def survey(job: Job, cache: Path | None) -> Surveyed:
    """Survey the content folder in another process, and wait for it.

    The process ends with this one, whatever it is at. `cache` is the file of the store. Raises
    EnvironmentFault where there is no content folder, and EOFError if the process died.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(there, job, cache), daemon=True)
    process.start()
    there.close()  # so that a process that dies is noticed here
    with here:
        found = here.recv()
    process.join()
    if isinstance(found, Surveyed):
        return found
    raise EnvironmentFault(found)


def _send(pipe: Connection, job: Job, cache: Path | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this
    try:
        pipe.send(survey_here(job, cache))
    except EnvironmentFault as fault:
        pipe.send(str(fault))


def survey_here(job: Job, cache: Path | None) -> Surveyed:
    """Survey the content folder. Raises EnvironmentFault where there is none."""
    with Store(cache, _silent) as store:
        listing = list_content(job.content)
        inspected, findings = inspect(listing, job.settings, store, serial)
        posts = publishable(inspected, findings, job)
        keys = {post.slug: digest(post) for post in posts}
        _, corpus = terms_of(posts, keys, store, serial)
        return Surveyed(build.survey(posts, corpus, job.owner.neighbours, store), findings)


def _silent(notice: str) -> None:
    pass
