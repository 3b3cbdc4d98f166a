"""Whole small sites, compared file by file with what was accepted.

Each folder in `golden/` is a site: `content/`, perhaps `templates/` and `ninefold.toml`, and
`expected/`, the accepted output. `pytest --accept` writes it anew; read the difference
before you commit it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from site_folder import SiteFolder

GOLDEN = Path(__file__).parent / "golden"
SITES = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())


def arguments(name: str) -> list[str]:
    """The options of a site's build: sites with faults say so in their name."""
    return ["--keep-going"] if name.endswith("-with-faults") else []


@pytest.mark.parametrize("name", SITES)
def test_a_site_is_as_it_was_accepted(name: str, site: SiteFolder, accept: bool) -> None:
    shutil.copytree(GOLDEN / name, site.folder, dirs_exist_ok=True)
    expected = site.folder / "expected"
    ran = site.build(*arguments(name))
    assert ran.code == (1 if arguments(name) else 0), ran.out + ran.err
    tree = {
        path: data
        for path, data in site.tree().items()
        # Pictures have tests of their own; how zlib packs them is up to its version.
        if not path.startswith("assets/") and not path.endswith(".png")
    }
    tree["findings.txt"] = ran.out.encode()
    del tree[".ninefold.json"]
    if accept:
        shutil.rmtree(GOLDEN / name / "expected", ignore_errors=True)
        for path, data in tree.items():
            file = GOLDEN / name / "expected" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return
    accepted = site.tree(expected)
    assert sorted(tree) == sorted(accepted)
    for path, data in tree.items():
        assert data.decode() == accepted[path].decode(), path
