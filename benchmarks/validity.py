"""What the Nu HTML checker and pa11y have against one page of each kind of a built site.

    npm install --prefix FOLDER --ignore-scripts vnu-jar pa11y
    python3 run.py build
    python3 run.py python benchmarks/validity.py [SITE] --node FOLDER [--pages URL …]

The goal is nothing at all. The Nu checker needs Java 11 or later. Exits with 1 where either
finds something.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from audited import Audited, audited

LAUNCH = ["--no-sandbox", "--disable-gpu", "--no-first-run"]


def main() -> None:
    """Print one line a finding, and how many there are."""
    with audited(__doc__) as site:
        found = [*nu(site), *pa11y(site)]
    print(*found, sep="\n")
    print(f"{len(found)} findings on {len(site.urls)} pages.")
    sys.exit(bool(found))


def nu(site: Audited) -> list[str]:
    """Return the errors and warnings of the Nu checker."""
    jar = next((site.tools / "vnu-jar").rglob("vnu.jar"))
    command = ["java", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always"]
    ran = subprocess.run(
        [*command, *map(str, site.files)], capture_output=True, text=True, check=True
    )
    found = []
    for said in json.loads(ran.stdout)["messages"]:
        page = said["url"].partition(f"{site.site}/")[2]
        sort = said.get("subType", said["type"])
        found.append(f"nu: {page}:{said.get('lastLine')}: {sort}: {said['message']}")
    return found


def pa11y(site: Audited) -> list[str]:
    """Return the errors of pa11y."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "pa11y.json"
        launch = {"executablePath": site.environment["CHROME_PATH"], "args": LAUNCH}
        settings.write_text(json.dumps({"chromeLaunchConfig": launch, "timeout": 60000}))
        for url in site.urls:
            command = [str(site.tools / ".bin/pa11y"), "--config", str(settings)]
            command += ["--reporter", "json", site.address + url]
            ran = subprocess.run(
                command, env=site.environment, capture_output=True, text=True, check=False
            )
            if ran.returncode not in (0, 2):
                raise SystemExit(f"{url}: {ran.stderr[-2000:]}")
            found += [f"pa11y: {url or '/'}: {said['code']}: {said['context'][:120]}"
                      for said in json.loads(ran.stdout)]  # fmt: skip
    return found


if __name__ == "__main__":
    main()
