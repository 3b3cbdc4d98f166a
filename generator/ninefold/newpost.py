"""The text of a new post: front matter, the nine headings, their guiding questions."""

from __future__ import annotations

import json
import re
from datetime import date

from ninefold import routes
from ninefold.blocks import BLOCKS
from ninefold.languages import Phrasebook
from ninefold.vocabulary import language

# Control characters, line breaks and what YAML has no place for; not the joiners that
# emoji and Persian words need.
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def fault(company: str, as_of: str) -> str | None:
    """Return, in words, why no post can be made of a name and a date, or None."""
    if not company.strip() or _UNWRITABLE.search(company):
        return "A company's name is one line of text."
    if as_of:
        match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", as_of)
        try:
            year, month, day = (int(part or 1) for part in match.groups()) if match else (0, 0, 0)
            date(year, month, day)
        except ValueError:
            return f"--as-of {as_of} is no date: write YYYY, YYYY-MM or YYYY-MM-DD."
    return None


def post(company: str, as_of: str, tag: str, phrases: Phrasebook) -> tuple[str, str]:
    """Return the file name and the text of a new post in the site's language.

    `phrases` knows the guiding questions.
    """
    company = " ".join(company.split())
    name = routes.slug(company)
    if as_of:  # which must not be what a long name's slug is cut short by
        name = f"{name[: routes.MAX_SLUG - len(as_of) - 1].rstrip('-')}-{as_of}"
    titles = language(tag)
    quoted = json.dumps(company, ensure_ascii=False)
    lines = ["---", "layout: canvas", f"title: {quoted}"]
    lines += [f"as_of: {as_of}"] if as_of else []
    lines += ["summary:", "industry:", "sources: []", "facts: []", "---", ""]
    for block in BLOCKS:
        questions = "\n     ".join(phrases.questions(block))
        lines += [f"## {titles.title(block)}", "", f"<!-- {questions} -->", ""]
    return f"{name}.md", "\n".join(lines)
