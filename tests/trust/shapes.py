"""Texts whose shape once made a program of this kind slow, large or endless, at any size."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Shape = Callable[[int], str]


def repeated(piece: str, after: str = "") -> Shape:
    return lambda size: piece * (size // len(piece)) + after


def table(size: int) -> str:
    side = max(1, int((size / 6) ** 0.5))
    return "|a" * side * 4 + "|\n" + "|-" * side * 4 + "|\n" + "|a|\n" * side


def stairs(size: int) -> str:
    return "\n".join("    " * depth + "- a" for depth in range(int((size / 2) ** 0.5)))


def backticks(size: int) -> str:
    return "".join("`" * count + "a" for count in range(int((2 * size) ** 0.5)))


def tables(size: int) -> str:
    one = "|a" * 20 + "|\n" + "|-" * 20 + "|\n" + "|a|\n" * 40 + "\n"
    return one * (size // len(one))


def notes(size: int) -> str:
    many = range(size // 14)
    return "".join(f"[^{n}]" for n in many) + "\n\n" + "".join(f"[^{n}]: b\n\n" for n in many)


# Those that were measured in Python-Markdown, by what they look like.
MARKDOWN: Mapping[str, Shape] = {
    "open brackets": repeated("["),
    "open images": repeated("!["),
    "brackets in brackets": lambda size: "[" * (size // 2) + "a" + "]" * (size // 2),
    "open links": repeated("[a]("),
    "open links in angles": repeated("[a](<b"),
    "open titles": repeated('[a](b "c) '),
    "titles that go on": repeated('[a](b "c" d) '),
    "brackets far apart": repeated("[" + "a " * 100),
    "brackets that code closes": repeated("[`]` "),
    "links": repeated("[a](b)"),
    "open references": repeated("[a\n]"),
    "references": repeated("[a][b]"),
    "definitions": lambda size: "".join(f"[a{n}]: b\n" for n in range(size // 12)),
    "definitions among lines": repeated("[a]: b\n|-[^a]: b\n"),
    "open CDATA": repeated("a <![CDATA["),
    "open tags": repeated("<a "),
    "open attributes": repeated('<a b="'),
    "open tags, one a line": repeated("<a\n"),
    "open attributes after a backslash": repeated('\\<a b="'),
    "open attributes in brackets": repeated('[<a b="]'),
    "ends of tags in attributes": repeated('<a b=">" '),
    "open autolinks": repeated("<http://a"),
    "open comments": repeated("a <!-- "),
    "comments with a space": repeated("<!-- -- >"),
    "comments in open elements": lambda size: (
        "<b>" * (size // 6) + "<!-- c -->" * (size // 20) + "\n"
    ),
    "open declarations": repeated("<!A"),
    "open instructions": repeated("<?"),
    "closing tags": repeated("</b>"),
    "elements in elements": repeated("<div>"),
    "blocks in blocks": repeated("<div>\n\n"),
    "lists of HTML": repeated("<ul><li>"),
    "tables in tables": repeated("<table><tr><td>"),
    "underlined lines": repeated("a\n=\n"),
    "escapes": repeated("\\*"),
    "one footnote": repeated("[^a] ", "\n\n[^a]: note\n"),
    "many footnotes": notes,
    "a wide, ragged table": table,
    "code in a table": lambda size: "|a|b|\n|-|-|\n" + "`|" * (size // 2),
    "a long table": lambda size: "|a|b|\n|-|-|\n" + "|a|\n" * (size // 4),
    "small, ragged tables": tables,
    "fences": repeated("```\n"),
    "fences never closed": repeated("``` a\n"),
    "runs of backticks": backticks,
    "short lines": repeated("a\n"),
    "hard breaks": repeated("a  \n"),
    "stars": repeated("*"),
    "emphasis": repeated("*a* "),
    "emphasis in emphasis": repeated("*a **a "),
    "underscores": repeated("_"),
    "lists in a line": repeated("- "),
    "numbers in a line": repeated("1. "),
    "stars in a line": repeated("* ", "x"),
    "stairs": stairs,
    "quotes in quotes": repeated("> ", "a"),
    "quotes without spaces": repeated(">", "a"),
    "quotes and lists": repeated("> - "),
    "loose lists": repeated("1. a\n\n"),
    "entities": repeated("&amp;"),
    "ampersands": repeated("&"),
    "headings": repeated("# a\n"),
    "headings in a quote": repeated("> # a\n"),
    "rules in a quote": repeated("> ---\n"),
    "quotation marks": repeated("\"'"),
    "placeholders": repeated("\x02klzzwxh:0001\x03"),
}
# Those that rules and summaries look at.
PROSE: Mapping[str, Shape] = {
    "spaces": lambda size: " " * size + "a",
    "one word": repeated("a"),
    "digits": repeated("1"),
    "figures": repeated("1,000 "),
    "money": repeated("$1 "),
    "shares": repeated("5% "),
    "addresses": repeated("http://a.b "),
    "mail": repeated("a@b.c "),
    "sentences": repeated(". "),
    "exclamation marks": repeated("!"),
    "combining marks": repeated("\u0301"),
    "joiners": repeated("\u200d"),
    "Arabic": repeated("ا"),
    "Chinese": repeated("价"),
    "braces": repeated("{"),
}
