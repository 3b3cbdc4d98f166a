"""A small library, and a preview of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from preview.running import Preview, running
from site_folder import SiteFolder


@pytest.fixture
def library(site: SiteFolder) -> SiteFolder:
    """Three whole canvases."""
    return site.canvas("zoom").canvas("slack").canvas("8x8")


@pytest.fixture
def preview(library: SiteFolder) -> Iterator[Preview]:
    """A preview of the small library."""
    with running(library.folder) as preview:
        yield preview
