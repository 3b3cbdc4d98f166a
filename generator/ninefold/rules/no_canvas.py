"""A document that is no canvas: none of the nine sections is in it.

Everything in the content folder is published as a canvas. A document without any of the
nine sections is there by mistake, and gets this one finding instead of nine.
"""

import re
from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report a post in which no heading names a block."""
    if document.post and not document.headings:
        first = re.search(r"\S", document.source.text)
        yield Fault(
            "no-canvas",
            document.source.line_span(first.start() if first else 0),
            "There is no canvas here: none of the nine sections was found.",
            "Give the document the nine headings (`ninefold new` writes them), "
            "or move it out of the content folder.",
        )


RULE = Rule("NF201", "no-canvas", Severity.ERROR, check)
