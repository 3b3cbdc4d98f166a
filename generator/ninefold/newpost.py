"""The text of a new post: front matter, the nine headings, their guiding questions."""

from __future__ import annotations

import json
import re
from datetime import date

from ninefold import routes
from ninefold.blocks import BLOCKS
from ninefold.vocabulary import language


def fault(company: str, as_of: str) -> str | None:
    """Return, in words, why no post can be made of a name and a date, or None."""
    if not company.strip() or not company.isprintable():
        return "A company's name is one line of text."
    if as_of:
        match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", as_of)
        try:
            year, month, day = (int(part or 1) for part in match.groups()) if match else (0, 0, 0)
            date(year, month, day)
        except ValueError:
            return f"--as-of {as_of} is no date: write YYYY, YYYY-MM or YYYY-MM-DD."
    return None


def post(company: str, as_of: str, tag: str) -> tuple[str, str]:
    """Return the file name and the text of a new post in the site's language."""
    company = " ".join(company.split())
    name = f"{routes.slug(company)}-{as_of}" if as_of else routes.slug(company)
    titles = language(tag)
    quoted = json.dumps(company, ensure_ascii=False)
    lines = ["---", "layout: canvas", f"title: {quoted}"]
    lines += [f"as_of: {as_of}"] if as_of else []
    lines += ["summary:", "industry:", "sources: []", "facts: []", "---", ""]
    for block in BLOCKS:
        questions = "\n     ".join(block.questions)
        lines += [f"## {titles.title(block)}", "", f"<!-- {questions} -->", ""]
    return f"{name}.md", "\n".join(lines)
