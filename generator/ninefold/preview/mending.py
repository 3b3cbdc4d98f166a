"""Mends a post at the wish of its editor, with the code of `ninefold check --fix`."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from ninefold import checker, fixing
from ninefold.diagnostics import Diagnostic
from ninefold.files import reading, replacing
from ninefold.files.faults import EnvironmentFault
from ninefold.files.listing import is_post
from ninefold.preview.session import Session
from ninefold.source import Raw


def is_token(given: str, session: Session) -> bool:
    """Whether a token is the one that this session's pages were given."""
    return secrets.compare_digest(given.encode(), session.token.encode())


def mend(session: Session, wish: Any) -> tuple[int, str]:
    """Apply the fix of the finding that is wished for; return a status and words for it.

    A finding is named by its post, line, column and code. It is looked for in the file as it
    is now, so that nothing is written over.
    """
    if not session.place.mending:
        return 403, "Posts can be mended from this machine alone."
    names = ("post", "line", "column", "code")
    wish = wish if isinstance(wish, dict) else {}
    path, line, column, code = (wish.get(name) for name in names)
    if not isinstance(path, str) or not any(d.path == path for d in session.studio.findings):
        return 404, "There is no such finding any more."
    if not is_post(path):
        return 404, "There is no such post."
    file = session.place.content / path
    raw = reading.read_file(file, path, reading.MAX_READ)
    if not isinstance(raw, Raw):
        return 409, raw.message
    found = checker.inspect(raw, session.studio.job.settings).findings
    wanted = [d for d in found if (d.line, d.column, d.code) == (line, column, code) and d.fix]
    if not wanted:
        return 409, "The post has changed in the meantime. Look again."
    rounds = iter((wanted,))

    def findings(_: Sequence[Raw]) -> Sequence[Diagnostic]:
        return next(rounds, [])

    (after,) = fixing.mend([raw], findings, unsafe=True)
    try:
        replacing.replace(file, raw.data, after.data)
    except EnvironmentFault as fault:
        return 409, str(fault)
    return 200, "Mended."
