"""Our search index beside Pagefind and MiniSearch, for N made canvases or a folder of posts.

    python3 run.py python benchmarks/search.py [N …] [--content FOLDER] [--word W …]
        [--pagefind PYTHON] [--minisearch FOLDER] [--browser CHROMIUM] [--once]

`--pagefind` is a Python that has the package pagefind[bin], `--minisearch` a folder with
node_modules/minisearch; without them these rows are left out. Bytes are those of files as a
server sends them, compressed with gzip where that helps. A first question is asked in
Chromium, in a fresh context, of a page that has loaded nothing yet, until the first ten results
with their excerpts are there; it is asked under a policy that allows scripts of the site alone,
and where that fails again with 'wasm-unsafe-eval'.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import hashlib
import http.server
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

import made
from ninefold import build as pipeline
from ninefold import cli
from ninefold.pages import search as searching
from ninefold.pages.ground import Entry
from ninefold.theme import Output

POLICY = "default-src 'none'; script-src 'self'{}; style-src 'self'; connect-src 'self'"
OURS = """async word => {
  const { Index, write } = await import("/assets/search-engine.js");
  const index = new Index(new URL("/search/", location), "en");
  const found = await index.find(word);
  await Promise.all(found.hits.slice(0, 10).map(async hit => {
    const canvas = await index.show(hit.doc), texts = await index.text(canvas.slug);
    const excerpt = document.createElement("p");
    for (const part of hit.parts) write(excerpt, texts[part], found.needles, false);
  }));
  return found.hits.length; }"""
PAGEFIND = """async word => {
  const pagefind = await import("/pagefind/pagefind.js");
  const found = await pagefind.search(word);
  if (!found.results) throw new Error("no answer");
  await Promise.all(found.results.slice(0, 10).map(result => result.data()));
  return found.results.length; }"""
MINISEARCH = """
const MiniSearch = require("minisearch"), fs = require("fs"), [folder, to] = process.argv.slice(1);
const index = new MiniSearch({fields: ["title", "text"], storeFields: ["title"]});
let id = 0;
for (const file of fs.readdirSync(folder).sort()) {
  const [title, ...texts] = JSON.parse(fs.readFileSync(`${folder}/${file}`, "utf8"));
  texts.forEach((text, part) => text && index.add({id: id++, title, text}));
}
fs.writeFileSync(to, JSON.stringify(index));
"""


class Server(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with gzip and a policy, and counts what it sends."""

    sent: list[tuple[str, int]] = []  # noqa: RUF012 - one list for all requests
    policy = ""

    def do_GET(self) -> None:
        """Send a file, compressed where that makes it shorter."""
        path = self.translate_path(self.path)
        file = Path(path) / "index.html" if Path(path).is_dir() else Path(path)
        if not file.is_file():
            self.send_error(404)
            return
        data = file.read_bytes()
        packed = gzip.compress(data, 9, mtime=0)
        if packed[:200] != data[:200] and len(packed) < len(data):
            data = packed
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Security-Policy", self.policy)
        if data is packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        self.sent.append((self.path, len(data)))

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    """Print a table of the indexes and one of the questions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[1000])
    parser.add_argument("--content", type=Path)
    parser.add_argument("--word", action="append")
    parser.add_argument("--pagefind")
    parser.add_argument("--minisearch", type=Path)
    parser.add_argument("--once", action="store_true", help="do not compare two builds")
    parser.add_argument("--browser", default="/usr/bin/chromium")
    options = parser.parse_args()
    print("| canvases | index | CPU s | files | KB raw | KB gzip | same bytes twice |")
    print("|--:|---|--:|--:|--:|--:|---|")
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.browser)
        for count in [0] if options.content else options.counts:
            with tempfile.TemporaryDirectory() as folder:
                rows += measure(Path(folder), count, options, browser)
        browser.close()
    print("\n| canvases | index | policy | word | results | requests | KB | ms |")
    print("|--:|---|---|---|--:|--:|--:|--:|")
    print("\n".join(rows))


def measure(site: Path, count: int, options: argparse.Namespace, browser: Browser) -> Iterator[str]:
    """Print the rows of the first table, and yield those of the second."""
    if options.content:
        shutil.copytree(options.content, site / "content")
        count = sum(1 for _ in (site / "content").rglob("*.md"))
    else:
        made.write(site / "content", count)
    seconds = build(site, "output")
    output, shown = site / "output", f"| {count:,} |"
    same = None
    if not options.once:
        build(site, "again")
        same = tree(output / "search") == tree(site / "again/search")
    files = [f for part in ("index", "text") for f in (output / "search" / part).iterdir()]
    print(shown, row("ours", seconds, [*files, output / "search/index.json"], same), flush=True)
    if options.pagefind:
        took = pagefind(options.pagefind, output, "pagefind")
        if not options.once:
            pagefind(options.pagefind, output, "twice")
            same = tree(output / "pagefind") == tree(output / "twice")
        files = [f for f in (output / "pagefind").rglob("*") if "-ui" not in f.name]
        print(shown, row("Pagefind", took, files, same), flush=True)
    if options.minisearch:
        start = spent()
        script = ["node", "-e", MINISEARCH, str(output / "search/text"), str(site / "mini.json")]
        subprocess.run(script, cwd=options.minisearch, check=True)
        print(shown, row("MiniSearch", spent() - start, [site / "mini.json"], None))
    for word in options.word or ["ba", "company"]:
        yield f"{shown} ours " + asked(browser, output, OURS, word)
        if options.pagefind:
            yield f"{shown} Pagefind " + asked(browser, output, PAGEFIND, word)


def build(site: Path, name: str) -> float:
    """Build a site; return the seconds of CPU that its index took."""
    config = site / f"{name}.toml"
    config.write_text("", encoding="utf-8")
    took = []

    def timed(*arguments: Any) -> Iterator[Output]:
        start = time.process_time()
        made = list(index(*arguments))
        took.append(time.process_time() - start)
        return iter(made)

    def excerpts(entry: Entry) -> searching.TextFile:  # pages, but of the index as others count
        start = time.process_time()
        made = texts(entry)
        made.written()
        took.append(time.process_time() - start)
        return made

    index, pipeline.search_index = pipeline.search_index, timed
    texts, searching._text = searching._text, excerpts
    arguments = ["build", "--quiet", "--no-cache", "--keep-going", "--jobs", "1"]
    arguments += ["--config", str(config), "--output", str(site / name)]
    with tempfile.TemporaryFile("w") as nowhere:
        before, sys.stdout = sys.stdout, nowhere
        try:
            cli.main(arguments)
        finally:
            sys.stdout = before
            pipeline.search_index, searching._text = index, texts
    return sum(took)


def pagefind(python: str, output: Path, name: str) -> float:
    """Let Pagefind index the pages of canvases; return its seconds of CPU."""
    shutil.rmtree(output / name, ignore_errors=True)
    start = spent()
    command = [python, "-m", "pagefind", "--site", str(output), "--output-subdir", name]
    command += ["--glob", "canvases/*/index.html", "--root-selector", "main"]
    subprocess.run(command, check=True, capture_output=True)
    return spent() - start


def spent() -> float:
    """Return the seconds of CPU of all processes that were started and have ended."""
    times = os.times()
    return times.children_user + times.children_system


def tree(folder: Path) -> dict[str, str]:
    """Path -> digest of every file below a folder."""
    files = (file for file in folder.rglob("*") if file.is_file())
    digests = ((f, hashlib.sha256(f.read_bytes()).hexdigest()) for f in files)
    return {file.relative_to(folder).as_posix(): digest for file, digest in digests}


def row(name: str, seconds: float, files: list[Path], same: bool | None) -> str:
    """Return the cells on an index."""
    sizes = [file.read_bytes() for file in files if file.is_file()]
    raw = sum(map(len, sizes)) / 1000
    packed = sum(min(len(gzip.compress(d, 9)), len(d)) for d in sizes) / 1000
    told = {True: "yes", False: "no", None: ""}[same]
    return f"{name} | {seconds:.1f} | {len(sizes):,} | {raw:,.0f} | {packed:,.0f} | {told} |"


def asked(browser: Browser, output: Path, script: str, word: str) -> str:
    """Ask a first question; return the cells on it."""
    policies = {"script-src 'self'": "", "needs 'wasm-unsafe-eval'": " 'wasm-unsafe-eval'"}
    for name, more in policies.items():
        Server.policy = POLICY.format(more)
        with served(output) as address:
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{address}/404.html")
            page.wait_for_load_state("networkidle")
            Server.sent.clear()
            start = time.perf_counter()
            try:
                found = page.evaluate(script, word)
            except Exception as error:
                failed = f"| {name} fails: {str(error).splitlines()[0][:60]} "
                continue
            finally:
                took = (time.perf_counter() - start) * 1000
                context.close()
            size = sum(size for _, size in Server.sent) / 1000
            return f"| {name} | {word} | {found} | {len(Server.sent)} | {size:.1f} | {took:.0f} |"
    return f"{failed}| {word} | | | | |"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder for as long as the context is open."""
    handler = functools.partial(Server, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


if __name__ == "__main__":
    main()
