"""The sites that the gates are tried on."""

from __future__ import annotations

import shutil
from pathlib import Path

from ninefold import cli
from site_folder import canvas_text

ROOT = Path(__file__).parents[2]
WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2
URL = "https://example.net/" + "very-long-path-without-a-break/" * 5
PROSE = (
    "The company sells what it makes to people who pay for it every month, and spends what "
    "it earns on making more of it, in the places where it is wanted. "
)
ARABIC = "تبيع الشركة ما تنتجه لمن يدفع ثمنه كل شهر، وتنفق ما تكسبه على إنتاج المزيد منه. "
STRAIN = f"""{WORD} and `{WORD}`, <{URL}> and [{WORD}]({URL}).

{WORD}:

- {WORD}
- **{PROSE}**
  1. {PROSE}

| {WORD} | Second | Third | Fourth | Fifth |
|---|---|---|---|---|
| 1,000,000,000 | {WORD} | {URL} | 4 | 5 |

```
{WORD * 3}
```

> {PROSE}[^1]

[^1]: {WORD} {URL}
"""


def facts(count: int, year: int, name: str = "Measure") -> str:
    """Return the front matter of so many facts, each with a source."""
    lines = [f"facts:  # of {year}"]
    for number in range(count):
        lines += [
            f"  - {{name: {name} {number}, value: {number * 1234567 + year}, unit: USD million,",
            f"     as_of: {year}-0{number % 9 + 1}, source: report}}",
        ]
    return "\n".join(
        (*lines, "sources:", f"  - {{id: report, title: {PROSE[:60]}{WORD}, url: {URL}}}")
    )


def posts() -> dict[str, str]:
    """Return the posts made to strain a site, by file name."""
    every = ("segments", "value", "channels", "relationships", "revenue")
    tags = ", ".join(["a", WORD, *(f"tag number {number}" for number in range(20))])
    written = {
        "long-words": canvas_text(
            WORD,
            f"company: {WORD}\nindustry: {WORD}\nregion: {WORD}\ntags: [{tags}]\n"
            f"as_of: 2021-05-04\nsummary: {WORD} {PROSE}",
            **dict.fromkeys(every, STRAIN),
        ),
        "long": canvas_text(
            "A Company with a Long Name, of which There Is Much to Say, and Sons",
            f"company: Long\nas_of: 2024\nindustry: Retail\n{facts(12, 2024)}",
            **dict.fromkeys(every, f"{PROSE * 4}\n\n{PROSE * 3}\n\n- {PROSE}\n- {PROSE}"),
        ),
        "long-before": canvas_text(
            "Long", f"company: Long\nas_of: 2019\nindustry: Retail\n{facts(12, 2019)}"
        ),
        "right-to-left": canvas_text(
            "شركة طويلة الاسم جدا",
            f"lang: ar\ncompany: شركة\nas_of: 2023\nindustry: الطاقة\nsummary: {ARABIC}\n"
            f"tags: [طاقة]\n{facts(3, 2023)}",
            **dict.fromkeys(every, f"{ARABIC * 6}\n\n{STRAIN}"),
        ),
        "markup": canvas_text(
            "'<script>alert(1)</script> & \"quoted\" ]]>'", "industry: '<b>Bold</b>'"
        ),
        "missing-blocks": "---\ntitle: Three blocks\nas_of: 2020\n---\n"
        "## Channels\n\nShops.\n\n## Key Partners\n\nNone.\n\n##### A deep heading\n\nText.\n",
    }
    small = {f"small-{n}": canvas_text(f"Small {n}", "industry: Food") for n in range(9)}
    return written | small


def build(root: Path) -> None:
    """Build the sites `library`, `empty` and `arabic` in folders of their names below root."""
    for name, language in (("library", "en"), ("empty", "en"), ("arabic", "ar")):
        folder = root.parent / f"{name} source"
        content = folder / "content"
        content.mkdir(parents=True)
        if name == "library":
            shutil.copytree(ROOT / "content", content, dirs_exist_ok=True)
        for post, text in posts().items() if name != "empty" else ():
            (content / f"{post}.md").write_text(text, "utf-8")
        (folder / "ninefold.toml").write_text(
            f'title = "{name.title()}"\ndescription = "Nine blocks at a time."\n'
            f'language = "{language}"\nbase_url = "https://example.org/{name}"\n',
            "utf-8",
        )
        arguments = ["build", "--content", str(content), "--output", str(root / name)]
        arguments += ["--config", str(folder / "ninefold.toml"), "--keep-going", "--no-cache"]
        arguments += ["--templates", str(ROOT / "templates"), "--quiet", "--jobs", "1"]
        assert cli.main(arguments) == (0 if name == "empty" else 1)  # posts that strain have faults
        shutil.rmtree(folder)
