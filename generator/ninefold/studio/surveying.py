"""What only the whole library tells, found in a process of its own.

Measuring how alike all canvases are takes seconds where they are many. Whoever serves pages
meanwhile must not wait for it, and its memory goes when it ends.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ninefold import likeness, site
from ninefold.build import Job, publishable
from ninefold.executor import serial
from ninefold.files.listing import list_content
from ninefold.inspection import inspect
from ninefold.site import Survey
from ninefold.store import Store
from ninefold.studio.state import Faults


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What was found across all posts, and all that was found in any."""

    survey: Survey
    findings: Faults


def survey(job: Job, cache: Path | None) -> Surveyed:
    """Survey the content folder in another process, and wait for it.

    `cache` is the file of the store. Raises what `survey_here` does.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as workers:
        return workers.submit(survey_here, job, cache).result()


def survey_here(job: Job, cache: Path | None) -> Surveyed:
    """Survey the content folder. Raises EnvironmentFault where there is none."""
    with Store(cache, _silent) as store:
        listing = list_content(job.content)
        inspected, findings = inspect(listing, job.settings, store, serial)
        posts = publishable(inspected, findings, job)
        profiles = store.memo(likeness.profile, posts, serial)
        return Surveyed(site.survey(posts, profiles, job.owner.neighbours), findings)


def _silent(notice: str) -> None:
    pass
