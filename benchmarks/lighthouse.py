"""Lighthouse's verdict on one page of each kind of a built site, as on a slow phone.

    npm install --prefix FOLDER --ignore-scripts lighthouse@12
    python3 run.py build
    python3 run.py python benchmarks/lighthouse.py [SITE] --node FOLDER [--pages URL …]

The goal is 100 everywhere, LCP at most 750 ms, TBT at most 20 ms, and no shift. Of three runs
the middle one counts. Times are Lighthouse's simulation and depend little on the machine, but
more so when it is busy: run this alone.
"""

from __future__ import annotations

import json
import subprocess
from typing import Any

from audited import Audited, audited

SCORES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
RUNS = 3


def main() -> None:
    """Print one table row a page."""
    print("| page | perf. | acc. | best | SEO | LCP ms | TBT ms | CLS | bytes | below 100 |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|---|")
    with audited(__doc__) as site:
        for url in site.urls:
            runs = [report(site, url) for _ in range(RUNS)]
            runs.sort(key=lambda seen: seen["categories"]["performance"]["score"] or 0)
            print(row(url, runs[RUNS // 2]), flush=True)


def report(site: Audited, url: str) -> dict[str, Any]:
    """Run Lighthouse once."""
    command = [str(site.tools / ".bin/lighthouse"), site.address + url, "--quiet", "--output=json"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu --no-first-run"]
    ran = subprocess.run(
        command, env=site.environment, capture_output=True, text=True, check=False, timeout=300
    )
    if ran.returncode:
        raise SystemExit(f"{url}: {ran.stderr[-2000:]}")
    return json.loads(ran.stdout)


def row(url: str, seen: dict[str, Any]) -> str:
    """Return one row of the table."""
    audits = seen["audits"]
    scores = [round((seen["categories"][name]["score"] or 0) * 100) for name in SCORES]
    lcp, tbt, cls = (audits[name].get("numericValue", float("nan")) for name in TIMES)
    size = audits["total-byte-weight"].get("numericValue", 0)
    weighty = {
        part["id"] for name in SCORES for part in seen["categories"][name]["auditRefs"]
        if part["weight"]
    }  # fmt: skip
    failed = [name for name in sorted(weighty) if (audits[name]["score"] or 0) < 0.9
              and audits[name]["scoreDisplayMode"] not in ("notApplicable", "manual")]  # fmt: skip
    cells = [url or "/", *scores, f"{lcp:.0f}", f"{tbt:.0f}", f"{cls:.3f}", f"{size:.0f}"]
    return "| " + " | ".join(map(str, (*cells, ", ".join(failed)))) + " |"


if __name__ == "__main__":
    main()
