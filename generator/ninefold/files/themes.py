"""Reads a theme: the bundled one, with the site's own files in the place of its own."""

from __future__ import annotations

from pathlib import Path

from ninefold import languages
from ninefold.files.faults import EnvironmentFault
from ninefold.files.reading import MAX_FILE, MAX_READ, Skipped, read_file, text_of, walk
from ninefold.theme import BrokenTemplate, Theme, style_sheet


def read_theme(bundled: Path, own: Path | None, language: str = "en") -> Theme:
    """Read the bundled theme, with each file that the site's own folder has in its place.

    The phrases are those of the site's `language`, its own catalogues laid over ours.
    """
    templates: dict[str, str] = {}
    catalogues: dict[str, str] = {}
    assets: dict[str, bytes] = {}
    styles: dict[str, str] = {}
    folders: dict[str, str] = {}
    for folder in (bundled, own):
        if folder is None or not folder.is_dir():
            continue
        skipped: list[Skipped] = []
        for path, entry in walk(folder, skipped):
            most = MAX_FILE if path.startswith("assets/") else MAX_READ
            raw = read_file(entry.path, path, most, folder)
            if isinstance(raw, Skipped):
                skipped.append(raw)
                continue
            name, _, asset = path.partition("assets/")
            if not name and asset:
                assets[asset] = raw.data
            elif path.endswith((".html", ".xml", ".txt", ".json")):
                templates[path] = text_of(folder / path, raw.data)
                folders[path] = str(folder)
            elif path.startswith("styles/") and path.endswith(".css"):
                styles[path] = text_of(folder / path, raw.data)
            elif path.startswith("languages/") and path.endswith(".toml"):
                catalogues[path] = text_of(folder / path, raw.data)
        if skipped:
            first = min(skipped, key=lambda item: item.path)
            raise EnvironmentFault(f"{folder / first.path}: {first.message}")
    catalogue, faults = languages.choose(language, sorted(catalogues.items()))
    sheet = {"site.css": style_sheet(styles)} if styles else {}
    return Theme(
        tuple(sorted(templates.items())),
        tuple(sorted({**sheet, **assets}.items())),
        tuple(sorted(folders.items())),
        catalogue,
        tuple(BrokenTemplate(f"{own}/{f.path}", f.line, f.message) for f in faults),
    )


def bundled_theme() -> Path:
    """Return the folder of the theme that comes with Ninefold.

    It lies inside the installed package, or at the top of a checkout.
    """
    package = Path(__file__).parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parents[1] / "templates"
