"""Takes the pictures of the README from this repository's own site.

    python3 run.py python benchmarks/screenshots.py

They are WebP, as Chromium writes it, each below 150 kB.
"""

from __future__ import annotations

import base64
import functools
import http.server
import shutil
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from ninefold import cli

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs/images"
LARGEST = 150_000
# Name, page, width and height, colours.
SHOTS = (
    ("front-page", "", 1280, 860, "light"),
    ("canvas", "canvases/8x8-2023/", 1280, 860, "dark"),
)
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and logs nothing."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    """Build the site, serve it on this machine, and write the pictures."""
    browser_path = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "site"
        settings = ["--config", str(ROOT / "pyproject.toml"), "--output", str(output)]
        if cli.main(["build", *settings, "--no-cache", "--quiet"]):
            raise SystemExit("The site could not be built.")
        handler = functools.partial(Quiet, directory=str(output))
        with (
            http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
            sync_playwright() as playwright,
        ):
            threading.Thread(target=server.serve_forever, daemon=True).start()
            browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
            for shot in SHOTS:
                take(browser, f"http://127.0.0.1:{server.server_address[1]}/", *shot)
            browser.close()
            server.shutdown()


def take(browser: Browser, site: str, name: str, path: str, wide: int, high: int, to: str) -> None:
    """Write one picture; Playwright itself knows no WebP, the browser does."""
    size = {"width": wide, "height": high}
    context = browser.new_context(viewport=size, color_scheme=to)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site + path, wait_until="networkidle")
    page.reload(wait_until="networkidle")  # by now the font is at hand
    options = {"format": "webp", "quality": 82}
    shot = context.new_cdp_session(page).send("Page.captureScreenshot", options)
    data = base64.b64decode(shot["data"])
    context.close()
    if len(data) > LARGEST:
        raise SystemExit(f"{name}: {len(data):,} bytes are more than {LARGEST:,}.")
    (IMAGES / f"{name}.webp").write_bytes(data)
    print(f"docs/images/{name}.webp: {len(data):,} bytes")


if __name__ == "__main__":
    main()
