"""How well the bounded search for neighbours agrees with the exact one, and what it costs.

    python3 run.py python benchmarks/likeness.py [N …]

For the 100 most central of N made posts (those nearest to the sum of all), prints which
part of their four exact neighbours the bounded search finds.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path
from unittest import mock

import made
from ninefold.canvas import Post
from ninefold.files import listing
from ninefold.likeness import corpus, measuring, nearest, profile, weigh
from ninefold.parser import parse
from ninefold.source import decode

COUNT = 4


def main() -> None:
    """Print one table row for each N."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("counts", nargs="*", type=int, default=[1000])
    print("| canvases | profiles, ms each | neighbours, ms each | agreement of the central 100 |")
    print("|--:|--:|--:|--:|")
    for count in options.parse_args().counts:
        print(row(count), flush=True)


def row(count: int) -> str:
    """Return one row of the table."""
    posts = _posts(count)
    begin = time.process_time()
    profiles = [profile(post) for post in posts]
    middle = time.process_time()
    weights = weigh(corpus(profiles).parts)
    companies = {post.slug: post.company.casefold() for post in posts}
    found = nearest(profiles, weights, companies, COUNT)
    end = time.process_time()
    share = "–"
    if count <= 2000:  # the exact search measures all pairs
        limits = ("MAX_POSTING", "MAX_PROBES", "MAX_CANDIDATES")
        with mock.patch.multiple(measuring, **dict.fromkeys(limits, count * 1000)):
            exact = nearest(profiles, weights, companies, COUNT)
        total: Counter[str] = Counter()
        vectors = {one.slug: weights.of_whole(one) for one in profiles}
        for vector in vectors.values():
            total.update(vector)

        def centrality(slug: str) -> float:
            vector = vectors[slug]
            dot = sum(weight * total[key] for key, weight in vector.items())
            return dot / sum(weight * weight for weight in vector.values()) ** 0.5

        central = sorted(vectors, key=centrality, reverse=True)[:100]
        same = sum(len(set(found[slug]) & set(exact[slug])) for slug in central)
        share = f"{same / sum(len(exact[slug]) for slug in central):.1%}"
    each = (middle - begin) / count * 1000, (end - middle) / count * 1000
    return f"| {count:,} | {each[0]:.2f} | {each[1]:.2f} | {share} |"


def _posts(count: int) -> list[Post]:
    with tempfile.TemporaryDirectory() as folder:
        made.write(Path(folder), count)
        content = listing.read_content(Path(folder))
        documents = (parse(decode(raw), ()) for raw in content.posts)
        return [document.post for document in documents if document.post]


if __name__ == "__main__":
    main()
