"""Same input, same bytes: whoever builds, where, when, with how many hands, and with which Python.

`tests/long/pythons.py` compares whole sites between releases of Python.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from site_folder import SiteFolder
from test_build import process, small_theme


@pytest.fixture
def library(site: SiteFolder) -> SiteFolder:
    """Enough posts for two processes, in names, letters and dates that sort in many ways."""
    for number in range(24):
        site.canvas(
            f"{'Iıİi'[number % 4]}-{number}",
            front=f"company: {'Äabß'[number % 4]} {number % 7}\nas_of: {2000 + number % 9}\n"
            f"tags: [Ünter, inter, {number}]\nfacts:\n  - name: Staff\n    value: {number}000",
            channels=f"We reach {['shops', 'partners', 'phones', 'dealers'][number % 4]}.",
        )
    site.write("ninefold.toml", 'title = "Ihre Bücherei"\n')
    return site


@pytest.fixture(params=["small", "own"])
def expected(
    request: pytest.FixtureRequest,
    library: SiteFolder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, bytes]:
    """What a plain build makes, with the small theme and with the one that people see."""
    if request.param == "small":
        small_theme(tmp_path, monkeypatch)
    assert library.build("--no-cache").code == 0
    return library.tree()


def locales() -> list[str]:
    """C, and a locale of other rules where this machine has one."""
    told = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout
    wanted = ("tr_TR", "de_DE", "C.utf8", "C.UTF-8")
    return ["C", *[name for name in told.split() if name.startswith(wanted)][:1]]


def test_no_circumstance_changes_a_byte(library: SiteFolder, expected: dict[str, bytes]) -> None:
    circumstances: list[tuple[dict[str, str], list[str]]] = [
        ({"PYTHONHASHSEED": "0", "TZ": "Asia/Kathmandu"}, ["--jobs", "2"]),
        ({"PYTHONHASHSEED": "1", "TZ": "America/St_Johns"}, ["--jobs", "1"]),
        ({"PYTHONHASHSEED": "random", "SOURCE_DATE_EPOCH": "1"}, []),
        *(({"LC_ALL": name, "LANG": name}, ["--jobs", "3"]) for name in locales()),
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, []),
        ({"PYTHONOPTIMIZE": "1", "COLUMNS": "20"}, []),
    ]
    for env, options in circumstances:
        shutil.rmtree(library.output)
        built = process(library, "build", "--no-cache", *options, env=env)
        _, error = built.communicate()
        assert built.returncode == 0, error
        assert library.tree() == expected, (env, options)


def test_the_place_of_the_site_changes_no_byte(
    library: SiteFolder, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = SiteFolder(library.folder.parent / "another place" / "ünter")
    shutil.copytree(library.folder, other.folder)
    shutil.rmtree(other.output)
    monkeypatch.chdir(other.folder / "content")
    assert other.build("--no-cache").code == 0
    assert other.tree() == expected


def test_the_umask_changes_no_byte(library: SiteFolder, expected: dict[str, bytes]) -> None:
    for mask in (0o077, 0o002):
        shutil.rmtree(library.output)
        before = os.umask(mask)
        try:
            assert library.build("--no-cache").code == 0
        finally:
            os.umask(before)
        assert library.tree() == expected


def test_a_cache_of_any_age_changes_no_byte(
    library: SiteFolder, expected: dict[str, bytes]
) -> None:
    for options in ([], ["--jobs", "2"], [], ["--jobs", "1"]):  # cold, then warm
        assert library.run("build", *options).code == 0
        assert library.tree() == expected
        shutil.rmtree(library.output)


def test_the_time_of_day_changes_no_byte(
    library: SiteFolder, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(library.output)
    late = "import time; real = time.time; time.time = lambda: real() + 40_000_000"
    built = process(library, "build", "--no-cache", before=late)
    _, error = built.communicate()
    assert built.returncode == 0, error
    assert library.tree() == expected


def test_the_order_of_the_file_system_changes_no_byte(
    library: SiteFolder, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir
    shutil.rmtree(library.output)
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", lambda place: reversed(list(real(place))))
        assert library.build("--no-cache").code == 0
    assert library.tree() == expected


def test_times_of_files_change_no_byte(library: SiteFolder, expected: dict[str, bytes]) -> None:
    shutil.rmtree(library.output)
    for number, path in enumerate(library.folder.rglob("*")):
        os.utime(path, (number, 10_000 - number))
    assert library.build("--no-cache").code == 0
    assert library.tree() == expected


def test_an_edit_that_keeps_size_and_time_is_seen(library: SiteFolder) -> None:
    library.build()
    before = library.tree()
    file = library.folder / "content/I-0.md"
    stamp = file.stat()
    file.write_bytes(file.read_bytes().replace(b"shops", b"ships"))
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    library.build()
    changed = {path for path, data in library.tree().items() if before.get(path) != data}
    assert "canvases/i-0/index.html" in changed


def test_findings_are_the_same_however_they_are_found(library: SiteFolder) -> None:
    for number in range(30):
        library.write(f"content/bad-{number}.md", f"---\nslug: same\ncolour: {number}\n---\ntext\n")
    seen = set()
    for env, options in (
        ({"PYTHONHASHSEED": "0"}, ["--jobs", "1"]),
        ({"PYTHONHASHSEED": "1"}, ["--jobs", "2"]),
        ({"PYTHONHASHSEED": "2"}, ["--jobs", "2", "--no-cache"]),
    ):
        ran = process(library, "check", "--format", "json", *options, env=env)
        seen.add(ran.communicate()[0])
        assert ran.returncode == 1
    assert len(seen) == 1
