"""Python-Markdown as Ninefold uses it: few extensions, source marks, footnotes of a fragment."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.htmlparser import HTMLExtractor
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor

from ninefold.markup.sanitiser import as_written

MARK = re.compile(r"\[\^([^\]\s]+)\]")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CLOSING = re.compile(r"</\s*([^\s>]+)\s*>")

# Python-Markdown runs every inline pattern over every piece of text. One that cannot match
# for want of these characters is left out for that text: the same HTML in half the time.
_TRIGGERS = MappingProxyType(
    {
        "`": ("backtick",),
        "\\": ("escape",),
        "[": ("source", "footnote", "reference", "link", "short_reference"),
        "![": ("image_link", "image_reference", "short_image_ref"),
        "<": ("autolink", "automail", "html"),
        "  \n": ("linebreak",),
        "&": ("entity",),
    }
)


def converted(
    text: str, prefix: str, sources: tuple[str, ...], target: str = "", *, escape: bool = False
) -> str:
    """Return a text as HTML, not yet sanitised; never raises for any text.

    `prefix` begins the ids of its footnotes; `[^id]` with one of the ids in `sources`
    becomes a numbered mark that leads to `target` and the number. `escape` shows HTML as it
    is written.
    """
    idle = frozenset(trigger for trigger in _TRIGGERS if trigger not in text)
    converter = _converter(idle, escape)
    try:
        return converter.convert(text, prefix, sources, target)
    except RecursionError:  # nested beyond any sense
        return as_written(text).text


@lru_cache(maxsize=2 << len(_TRIGGERS))
def _converter(idle: frozenset[str], escape: bool = False) -> _Converter:
    # They live as long as the process: making one costs more than a small section.
    return _Converter(idle, escape)


class _Converter:
    """A Markdown with the inline patterns that a text can need."""

    def __init__(self, idle: frozenset[str], escape: bool = False) -> None:
        self.footnotes = _Footnotes(
            BACKLINK_TEXT="↩", BACKLINK_TITLE="Back to note {} in the text", SEPARATOR="-"
        )
        self.sources = _Sources(self.footnotes)
        self.markdown = Markdown(
            extensions=[
                TableExtension(),
                FencedCodeExtension(),
                SaneListExtension(),
                self.footnotes,
                self.sources,
            ],
            output_format="html",
        )
        # The scanner decides what is a heading, and has written each in the one form.
        blocks = self.markdown.parser.blockprocessors
        blocks.deregister("setextheader")
        blocks.register(_Headings(self.markdown.parser), "hashheader", 70)
        tables = {"use_align_attribute": True}
        blocks.register(_Tables(self.markdown.parser, tables), "table", 75)
        self.markdown.preprocessors.register(_HtmlBlocks(self.markdown), "html_block", 20)
        if escape:  # what nothing takes for HTML is text
            self.markdown.preprocessors.deregister("html_block")
            self.markdown.inlinePatterns.deregister("html", strict=False)
        for trigger in idle:
            for name in _TRIGGERS[trigger]:
                self.markdown.inlinePatterns.deregister(name, strict=False)

    def convert(self, text: str, prefix: str, sources: tuple[str, ...], target: str) -> str:
        self.markdown.reset()
        self.markdown.parser.state.clear()  # a text nested too deeply left it as it was
        self.footnotes.prefix = prefix
        self.sources.ids, self.sources.target = sources, target
        return self.markdown.convert(text)


class _Tables(TableProcessor):
    """Looks through a block only where its first row may be one of a table."""

    def test(self, parent: Element, block: str) -> bool:
        return "|" in block.partition("\n")[0] and super().test(parent, block)


class _HtmlBlocks(HtmlBlockPreprocessor):
    """Takes blocks of HTML out of the text, with the parser below."""

    def run(self, lines: list[str]) -> list[str]:
        parser = _HtmlParser(self.md)
        parser.feed("\n".join(lines))
        parser.close()
        return "".join(parser.cleandoc).split("\n")


class _HtmlParser(HTMLExtractor):
    """Looks once for the ends of all open elements, not once for each."""

    def inline_close_follows(self, text: str) -> bool:
        if not self.inline_stack:
            return False
        rest = self.rawdata[self.line_offset + self.offset + len(text) :]
        paragraph = _BLANK_LINE.split(rest, 1)[0]
        closed = {name.lower() for name in _CLOSING.findall(paragraph)}
        return not closed.isdisjoint(self.inline_stack)


class _Headings(HashHeaderProcessor):
    """Headings as the scanner writes them; inside a quote, list item or note, strong text."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})(?=\s|$)(?P<header>[^\n]*?)(?:[ ]#+)?[ ]*(?:\n|$)")

    def run(self, parent: Element, blocks: list[str]) -> None:
        super().run(parent, blocks)
        if self.parser.state:
            heading = parent[-1]
            heading.tag = "p"
            SubElement(heading, "strong").text = heading.text
            heading.text = ""


class _Footnotes(FootnoteExtension):
    """Footnotes whose ids hold the fragment's name, as many fragments share a page."""

    prefix = ""

    def makeFootnoteId(self, id: str) -> str:  # noqa: A002, N802
        return f"fn-{self.prefix}-{self._number(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: A002, N802
        name = f"fnref-{self.prefix}-{self._number(id)}"
        return self.unique_ref(name, found)

    def unique_ref(self, reference: str, found: bool = False) -> str:
        """Number the calls of one note: the extension tries every number anew for each."""
        if not found:
            return reference
        count = self.found_refs[reference] = self.found_refs.get(reference, 0) + 1
        return reference if count == 1 else reference.replace("-", f"{count}-", 1)

    def makeFootnotesDiv(self, root: Element) -> Element | None:  # noqa: N802
        self.parser.state.set("note")
        made = super().makeFootnotesDiv(root)
        self.parser.state.reset()
        return made

    def _number(self, id: str) -> int:  # noqa: A002
        return list(self.footnotes).index(id) + 1 if id in self.footnotes else 0


class _Sources(Extension):
    """`[^10-k]` with the id of one of the post's sources: a numbered link to it."""

    def __init__(self, footnotes: _Footnotes) -> None:
        super().__init__()
        self.footnotes = footnotes
        self.ids: tuple[str, ...] = ()
        self.target = ""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.inlinePatterns.register(_SourceMark(self, md), "source", 176)


class _SourceMark(InlineProcessor):
    def __init__(self, sources: _Sources, md: Markdown) -> None:
        super().__init__(MARK.pattern, md)
        self.sources = sources

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        if m[1] not in self.sources.ids or m[1] in self.sources.footnotes.footnotes:
            return None, None, None
        number = self.sources.ids.index(m[1]) + 1
        mark = Element("sup", {"class": "source"})
        link = SubElement(mark, "a", {"href": f"{self.sources.target}{number}"})
        link.text = str(number)
        return mark, m.start(0), m.end(0)
