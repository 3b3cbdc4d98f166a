"""The editor's desk: all canvases by their nine sections, and what is to be done."""

from __future__ import annotations

from typing import Any

from ninefold.preview.session import Session


def desk(session: Session) -> dict[str, Any]:
    """Return what the desk shows, as plain values."""
    return {"version": session.version}
