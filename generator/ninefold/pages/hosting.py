"""What hosts are asked to send with each file: `_headers`, as Netlify and Cloudflare read it.

docs/deploying.md says the same for other servers.
"""

from __future__ import annotations

from collections.abc import Iterator

from ninefold import routes
from ninefold.pages.ground import Ground
from ninefold.pages.page import Page, Text

# What a page may load: its own site's files and nothing else. Who may frame a page is said
# apart, by X-Frame-Options: hosts join headers of one name from several rules in ways of
# their own, and an embedded canvas is for anyone to frame.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)
COMMON = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
)
UNFRAMED = (("X-Frame-Options", "DENY"),)
# Names of assets stay when their content changes, so they are asked for again after an hour.
ASSETS = (("Cache-Control", "public, max-age=3600"),)
ATOM = "application/atom+xml; charset=utf-8"
TYPES = (
    (f"/{routes.FEED.url}", ATOM),
    ("/sections/:block/feed.xml", ATOM),
    (f"/{routes.JSON_FEED.url}", "application/feed+json; charset=utf-8"),
    (f"/{routes.LLMS.url}", "text/plain; charset=utf-8"),
    (f"/{routes.LLMS_FULL.url}", "text/plain; charset=utf-8"),
    ("/canvases/:canvas/index.md", "text/markdown; charset=utf-8"),
)
# Every page but those of `embed`; at most 100 rules are read.
FRAMES = (
    *("/", "/canvases/", "/canvases/:canvas/"),
    *("/compare/*", "/sections/*", "/industries/*", "/tags/*", "/companies/*", "/facts/*"),
    *("/about/", "/search/"),
)


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the file; it is the same for every site."""
    yield Page(routes.HEADERS, "", Text(headers()))


def headers() -> str:
    """Return the rules, a path and what is sent with what lies there."""
    rules = [
        ("/*", COMMON),
        *((path, UNFRAMED) for path in FRAMES),
        ("/assets/*", ASSETS),
        *((path, (("Content-Type", kind),)) for path, kind in TYPES),
    ]
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in values)
        for path, values in rules
    )
