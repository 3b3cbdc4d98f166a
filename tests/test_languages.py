"""Catalogues are whole and used, nothing is said outside them, and each language counts its way."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, nodes

from ninefold import languages, pages, vocabulary
from ninefold.blocks import BLOCKS, Block
from ninefold.files import themes
from ninefold.languages import LANGUAGES, UnknownPhrase, choose, cldr, phrasebook
from ninefold.languages.catalogue import PLURALS, bundled, placeholders, stem
from ninefold.vocabulary.table import vocabulary as table
from site_folder import SiteFolder

THEME = themes.bundled_theme()
TEMPLATES = sorted([*THEME.rglob("*.html"), *THEME.rglob("*.xml")])
SCRIPTS = sorted(THEME.rglob("search*.js"))
COMPARING = sorted(THEME.rglob("compare-*.js"))
PLANNERS = sorted(Path(pages.__file__).parent.glob("*.py"))
ENGLISH = placeholders(bundled("en"))
OTHERS = [tag for tag in LANGUAGES if tag != "en"]


def words(tag: str) -> languages.Phrasebook:
    return phrasebook(choose(tag)[0])


# The catalogues


def test_the_table_of_languages_is_the_folder() -> None:
    folder = Path(languages.__file__).parent
    assert tuple(sorted(file.stem for file in folder.glob("*.toml"))) == LANGUAGES


@pytest.mark.parametrize("tag", OTHERS)
def test_a_catalogue_has_the_phrases_and_places_of_the_english_one(tag: str) -> None:
    assert placeholders(bundled(tag)) == ENGLISH


@pytest.mark.parametrize("tag", LANGUAGES)
def test_counted_phrases_have_the_forms_that_the_language_tells_apart(tag: str) -> None:
    counted = {stem(key) for key in bundled("en") if key.endswith(".other")}
    assert counted
    for key in counted:
        forms = {name for name in PLURALS if f"{key}.{name}" in bundled(tag)}
        assert forms == cldr.categories(tag), key
        for form in forms & {"few", "many", "other"}:  # those that stand for many numbers
            assert "{count}" in bundled(tag)[f"{key}.{form}"], key
        assert key not in bundled(tag)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_phrase_is_empty_or_holds_markup(tag: str) -> None:
    for key, text in bundled(tag).items():
        assert text == text.strip() != "", key
        assert not set(text) & set("<>&\n"), key
        assert not re.search(r"[{}]", re.sub(r"\{[a-z_]+\}", "", text)), key


@pytest.mark.parametrize("tag", OTHERS)
def test_sentences_are_translated(tag: str) -> None:
    same = [key for key, text in bundled(tag).items() if text == bundled("en").get(key)]
    assert not [key for key in same if bundled("en")[key].count(" ") > 2]


@pytest.mark.parametrize("block", BLOCKS)
def test_the_english_questions_are_those_of_the_rules(block: Block) -> None:
    assert words("en").questions(block) == block.questions


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_block_has_questions(tag: str) -> None:
    assert all(words(tag).questions(block) for block in BLOCKS)


# What templates and planners say


def said(file: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """Every phrase that a template or planner names, with the places that it fills in."""
    text = file.read_text("utf-8")
    if file.suffix == ".py":
        for call in ast.walk(ast.parse(text)):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "say":
                key = ast.unparse(call.args[0]).removeprefix("f").strip("'\"").partition("{")[0]
                yield key, frozenset(str(word.arg) for word in call.keywords)
        return
    for node in Environment(autoescape=True).parse(text).find_all(nodes.Call):
        if isinstance(node.node, nodes.Name) and node.node.name == "t":
            assert isinstance(node.args[0], nodes.Const), f"{file}: name phrases in full"
            yield node.args[0].value, frozenset(word.key for word in node.kwargs) - {"count_in"}


def said_by_script(file: Path) -> Iterator[str]:
    """The phrases of the finder that a script names."""
    for call in re.findall(r"\bsay\(([^)]*)\)", file.read_text("utf-8")):
        yield from re.findall(r'"(\w+)"', call)


def named_by_script(file: Path) -> list[str]:
    """The phrases that a script of the comparisons names in full."""
    areas = "canvas|chooser|comparison|facts|site"
    return re.findall(rf'"((?:{areas})\.\w+)"', file.read_text("utf-8"))


def meant(key: str) -> list[str]:
    """The phrases that a key stands for: one, or in a planner all that begin with it."""
    return [name for name in ENGLISH if name == key or (key[-1:] == "." and name.startswith(key))]


@pytest.mark.parametrize("file", [*TEMPLATES, *PLANNERS], ids=lambda file: file.name)
def test_every_phrase_that_is_said_exists_and_is_filled_in(file: Path) -> None:
    for key, values in said(file):
        assert meant(key), f"{key} is in no catalogue"
        for name in meant(key):
            assert values == ENGLISH[name], name


def test_every_phrase_is_said_somewhere() -> None:
    used = {n for file in [*TEMPLATES, *PLANNERS] for key, _ in said(file) for n in meant(key)}
    scripts = {f"finder.{key}" for file in SCRIPTS for key in said_by_script(file)}
    scripts |= {key for file in COMPARING for key in named_by_script(file)}
    assert scripts <= {stem(key) for key in bundled("en")}
    used |= {name for name in ENGLISH if stem(name) in scripts}
    unused = ENGLISH.keys() - used
    assert {key for key in unused if not key.startswith("questions.")} == set()
    assert {key.partition(".")[2] for key in unused} == {block.value for block in BLOCKS}


class Texts(HTMLParser):
    """Collects the words that people read, but for code and the titles of works."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        read = {"aria-label", "title", "alt", "placeholder"}
        self.found += [value for name, value in attrs if name in read and value and _WORD(value)]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if _WORD(data) and not {"code", "cite"} & set(self.open):
            self.found.append(data.strip())


_WORD = re.compile(r"[^\W\d_]{2,}").search
_SENTENCE = re.compile(r"^[^\W\d_a-z][a-z]+|\s[^\W\d_]{2,}|[^\W\d_]{2,}\s").search


def literals(text: str) -> list[str]:
    """The interface text that a template holds itself, in its HTML and in its expressions."""
    text = re.sub(r'\bpage\("[a-z ]+"\)', "page", text)  # the name of a kind of page
    parsed = Environment(autoescape=True).parse(text)
    routes = [
        call.args[0]
        for call in parsed.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name == "page"
    ]
    found = [
        node.value
        for node in parsed.find_all(nodes.Const)
        if isinstance(node.value, str) and _SENTENCE(node.value) and node not in routes
    ]
    html = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", text, flags=re.DOTALL)
    html = re.sub(r' (lang|dir)=""', "", html)  # where a macro writes attributes
    reader = Texts()
    reader.feed(html)
    return found + reader.found


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_no_template_holds_interface_text_of_its_own(file: Path) -> None:
    assert literals(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>Not described</p>",
        '<p>{{ "Not described" }}</p>',
        "{{ x ~ ' of 9' }}",
        '{% set title = "Library" %}',
        '<nav aria-label="Site">',
        '<nav aria-label="Canvases of {{ company }}">',
        "<p>{{ count }} words</p>",
        "{{ jumps(x, 'Jump to a block') }}",
    ],
)
def test_interface_text_in_a_template_is_found(text: str) -> None:
    assert literals(text)


# What these write is read by programs, in the words of their formats.
FOR_PROGRAMS = {"crawlers.py", "hosting.py", "linked.py"}


@pytest.mark.parametrize(
    "file", [f for f in PLANNERS if f.name not in FOR_PROGRAMS], ids=lambda file: file.name
)
def test_no_planner_holds_interface_text_of_its_own(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {ast.get_docstring(n, clean=False) for n in ast.walk(tree) if isinstance(n, documented)}
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    assert [t for t in texts if isinstance(t, str) and t not in docs and _SENTENCE(t)] == []


def test_the_style_sheet_knows_no_left_and_right() -> None:
    css = "".join(file.read_text("utf-8") for file in THEME.glob("styles/*.css"))
    physical = r"(?<![\w-])(?:(?:margin|padding|border|inset)-)?(?:left|right)\b(?!-to)"
    assert re.findall(physical, re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)) == []


# Which language it is


@pytest.mark.parametrize(
    ("tag", "spoken", "library"),
    [
        *(("en", "en", "Library"), ("de", "de", "Bibliothek"), ("de-AT", "de-AT", "Bibliothek")),
        *(("DE", "DE", "Bibliothek"), ("fr-CA", "fr-CA", "Bibliothèque"), ("ar", "ar", "المكتبة")),
        *(("nl", "en", "Library"), ("zh-TW", "en", "Library"), ("xx", "en", "Library")),
        *(("den", "en", "Library"), ("d", "en", "Library"), ("", "en", "Library")),
    ],
)
def test_the_interface_is_in_the_language_or_in_english(
    tag: str, spoken: str, library: str
) -> None:
    catalogue, faults = choose(tag)
    assert (catalogue.tag, faults) == (spoken, ())
    assert catalogue.direction == vocabulary.direction(spoken)
    assert phrasebook(catalogue).say("site.library") == library


def test_catalogues_of_a_site_lie_over_ours() -> None:
    own = [
        ("languages/de.toml", '[site]\nlibrary = "Sammlung"\n[own]\nhello = "Hallo {name}"\n'),
        ("languages/de-AT.toml", '[canvas]\nfacts = "Fakten, bitte"\n'),
        ("languages/fr.toml", '[site]\nlibrary = "Collection"\n'),
    ]
    catalogue, faults = choose("de-AT", own)
    speaks = phrasebook(catalogue)
    assert faults == ()
    assert speaks.say("site.library") == "Sammlung"
    assert speaks.say("canvas.facts") == "Fakten, bitte"
    assert speaks.say("site.comparisons") == "Vergleiche"
    assert speaks.say("own.hello", name="Ö") == "Hallo Ö"


def test_a_language_of_ones_own_falls_back_to_english_phrases() -> None:
    own = '[site]\nlibrary = "Bibliotheek"\n[questions]\nchannels = ["Welke kanalen?"]\n'
    catalogue, faults = choose("nl", [("languages/nl.toml", own)])
    assert (catalogue.tag, faults) == ("nl", ())
    speaks = phrasebook(catalogue)
    assert speaks.say("site.library") == "Bibliotheek"
    assert speaks.say("site.comparisons") == "Comparisons"
    assert speaks.questions(Block.CHANNELS) == ("Welke kanalen?",)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('[site]\nlibrary = "x', 2, "not valid TOML"),
        ('[site]\nname = 1\nlibary = "x"', 3, "no phrase site.libary. Did you mean site.library?"),
        ('\n[site]\nlibrary = "{name}"', 3, "site.library fills in nothing, not name"),
        ('[pager]\nplace = "{nummer}"', 2, "pager.place fills in number, pages, not nummer"),
        ("[site]\nlibrary = 7", 2, "site.library is no text"),
        ('site = "x"', 1, "no phrase site"),
        ("own = 3", 1, "own is no text"),
    ],
)
def test_a_fault_in_a_catalogue_has_its_line(text: str, line: int, message: str) -> None:
    catalogue, faults = choose("de", [("languages/de.toml", text)])
    assert any(f.line == line and message in f.message for f in faults), faults
    assert phrasebook(catalogue).say("site.comparisons") == "Vergleiche"


# Filling in


@pytest.mark.parametrize(
    ("tag", "count", "text"),
    [
        *(("en", 0, "0 canvases"), ("en", 1, "1 canvas"), ("en", 1200, "1,200 canvases")),
        *(("de", 1, "1 Canvas"), ("fr", 0, "0 canevas"), ("es", 1_000_000, "1.000.000 lienzos")),
        *(("ar", 0, "لا مخططات"), ("ar", 1, "مخطط واحد"), ("ar", 2, "مخططان")),
        *(("ar", 3, "3 مخططات"), ("ar", 10, "10 مخططات"), ("ar", 103, "103 مخططات")),
        *(("ar", 11, "11 مخططًا"), ("ar", 99, "99 مخططًا"), ("ar", 100, "100 مخطط")),
        *(("ar", 102, "102 مخطط"), ("ar-EG", 11, "١١ مخططًا")),
    ],
)
def test_each_language_counts_in_its_own_way(tag: str, count: int, text: str) -> None:
    assert words(tag).say("library.canvases", count=count) == text


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("site.libary", {}),
        ("library.canvases", {}),
        ("library", {"count": 1}),
        ("pager.place", {"number": 1}),
    ],
)
def test_a_phrase_that_is_not_there_is_refused(key: str, values: dict[str, int]) -> None:
    with pytest.raises(UnknownPhrase, match=re.escape(key)):
        words("en").say(key, **values)


# Numbers and dates


@pytest.mark.parametrize(
    ("tag", "value", "text"),
    [
        *(("en", "60000", "60,000"), ("de", "60000", "60.000"), ("es", "60000", "60.000")),
        *(("fr", "60000", "60\u202f000"), ("ar", "60000", "60,000"), ("de-CH", "60000", "60’000")),
        *(("ar-EG", "60000", "٦٠٬٠٠٠"), ("hi", "1234567", "12,34,567")),
        *(("en", "1987", "1987"), ("de", "9999", "9999"), ("de", "1.50", "1,50")),
        *(("en", "12500.500", "12,500.500"), ("fr", "-0.5", "-0,5"), ("ar-EG", "3.5", "٣٫٥")),
        *(("en", "0", "0"), ("en", "0.10", "0.10"), ("xx", "60000", "60,000")),
    ],
)
def test_a_plain_number_is_written_as_in_the_language(tag: str, value: str, text: str) -> None:
    assert cldr.figure(tag, value).replace("\u200e", "").replace("\u200f", "") == text


@pytest.mark.parametrize(
    ("tag", "value", "text"),
    [
        *(("en", "2202", "2,202"), ("en", "4527.2", "4,527.2"), ("en", "-1605", "-1,605")),
        *(("de", "9999", "9.999"), ("fr", "1000", "1\u202f000"), ("en", "999", "999")),
        *(("es", "2202", "2202"), ("es", "22020", "22.020")),
    ],
)
def test_what_is_counted_has_its_thousands_grouped(tag: str, value: str, text: str) -> None:
    assert cldr.figure(tag, value, counts=True) == text


UNPLAIN = [
    *("", " 60000", "60 000", "60,000", "60.000.000", "1e6", "1E+9", "0x10", "about 60000"),
    *("60000+", "+60000", "--5", ".5", "5.", "007", "00", "５００００", "٦٠٠٠٠", "²", "½", "NaN"),
    *("Infinity", "-inf", "1_000", "60000\n", "\u221260000", "5–7", "60000 %", "9" * 19),
    "0.0123456789",
]  # fmt: skip


@pytest.mark.parametrize("tag", ["en", "de", "ar-EG"])
@pytest.mark.parametrize("value", UNPLAIN)
def test_what_is_no_plain_number_is_shown_as_written(tag: str, value: str) -> None:
    assert cldr.figure(tag, value) == value


@given(st.sampled_from(["en", "de", "ar-EG", "xx"]), st.decimals(allow_nan=False) | st.text())
def test_any_value_can_be_shown(tag: str, value: object) -> None:
    assert (cldr.figure(tag, str(value)) == "") == (str(value) == "")


@given(st.integers(0, 10**17), st.sampled_from(["en", "de", "fr", "es", "ar", "hi"]))
def test_no_digit_is_lost(value: int, tag: str) -> None:
    assert re.sub(r"\D", "", cldr.figure(tag, str(value))) == str(value)


@pytest.mark.parametrize(
    ("tag", "iso", "text"),
    [
        *(("en", "2020-05-12", "12 May 2020"), ("en", "2020-05", "May 2020")),
        ("en", "2020", "2020"),
        *(("en-US", "2020-05-12", "May 12, 2020"), ("de", "2020-05-12", "12. Mai 2020")),
        *(("fr", "2020-08", "août 2020"), ("es", "2020-05-12", "12 de mayo de 2020")),
        *(("ar", "2023-11", "نوفمبر 2023"), ("ar-EG", "2023-11-05", "٥ نوفمبر ٢٠٢٣")),
        *(("xx", "2020-05", "May 2020"), ("de", "", "")),
    ],
)  # fmt: skip
def test_dates_are_written_as_in_the_language(tag: str, iso: str, text: str) -> None:
    assert cldr.date(tag, iso).replace("\u200f", "") == text


@pytest.mark.parametrize("tag", [*table().languages, "x-ar", "en-GB-oed", "qaa-Qaaa", "de-1996"])
def test_every_language_of_the_vocabulary_has_dates_and_numbers(tag: str) -> None:
    for iso in ("2020-05-12", "2020-05", "2020", "0001", "9999-12-31"):
        assert cldr.date(tag, iso)
    assert cldr.number(tag, 1234567)
    assert cldr.category(tag, 3) in PLURALS


# In a site


@pytest.mark.parametrize(
    ("tag", "opening", "text"),
    [
        ("en", '<html lang="en" dir="ltr">', "Comparisons"),
        ("de-AT", '<html lang="de-AT" dir="ltr">', "Vergleiche"),
        ("ar", '<html lang="ar" dir="rtl">', "المقارنات"),
        ("he", '<html lang="en" dir="ltr">', "Comparisons"),
    ],
)
def test_the_language_of_a_site_is_that_of_its_pages(
    site: SiteFolder, tag: str, opening: str, text: str
) -> None:
    site.canvas("a").canvas("b").write("ninefold.toml", f'title = "T"\nlanguage = "{tag}"\n')
    assert site.build().code == 0
    for path in ("index.html", "404.html", "sections/index.html", "compare/index.html"):
        assert opening in site.page(path)
        assert text in site.page(path)


def test_without_a_catalogue_the_owners_words_keep_their_language(site: SiteFolder) -> None:
    site.canvas("a").write("ninefold.toml", 'title = "ספרייה"\nlanguage = "he"\n').build()
    assert '<span lang="he" dir="rtl">ספרייה</span>' in site.page("index.html")
    assert '<h1 lang="he" dir="rtl">ספרייה</h1>' in site.page("index.html")
    assert '<article lang="he" dir="rtl">' in site.page("canvases/a/index.html")


def test_block_names_without_a_language_of_their_own_say_that_they_are_english(
    site: SiteFolder,
) -> None:
    site.canvas("a", front="lang: hu").canvas("b", front="lang: de-CH").build()
    assert '<h2 lang="en"><span class="number">1</span> Customer Segments</h2>' in site.page(
        "canvases/a/index.html"
    )
    swiss = site.page("canvases/b/index.html")
    assert '<h2><span class="number">1</span> Kundensegmente</h2>' in swiss
    assert '<a href="#channels"><span class="number">3</span> Kanäle</a>' in swiss


def test_a_catalogue_of_the_site_takes_effect_at_once(site: SiteFolder) -> None:
    site.canvas("a").build()
    before = site.tree()
    site.write("templates/languages/en.toml", '[site]\nlibrary = "Shelf <1>"\n')
    assert site.build().code == 0
    assert "Shelf &lt;1&gt;" in site.page("canvases/a/index.html")
    (site.folder / "templates/languages/en.toml").unlink()
    site.build()
    assert site.tree() == before


def test_templates_of_the_site_say_phrases_of_their_own(site: SiteFolder) -> None:
    site.write("templates/languages/en.toml", '[own]\nhello = "Hello, {who} & all"\n')
    site.canvas("a").write("templates/home.html", '{{ t("own.hello", who="<b>") }}').build()
    assert site.page("index.html") == "Hello, &lt;b&gt; &amp; all"


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("languages/en.toml", '\n[site]\nlibary = "x"', "There is no phrase site.libary"),
        ("languages/sv.toml", '\n\n[site\nlibrary = "x"', "not valid TOML"),
        ("home.html", '\n\n{{ t("site.libary") }}', "there is no phrase site.libary"),
        ("home.html", '\n\n{{ t("pager.place", number=1) }}', "needs a value for pages"),
    ],
)
def test_a_phrase_that_cannot_be_used_stops_the_build(
    site: SiteFolder, path: str, text: str, message: str
) -> None:
    site.canvas("a").build()
    before = site.tree()
    ran = site.write(f"templates/{path}", text).build("--format", "json")
    (finding,) = ran.findings
    assert (ran.code, finding["code"]) == (1, "NF904")
    assert (finding["path"], finding["line"]) == (f"templates/{path}", 3)
    assert message in finding["message"]
    assert site.tree() == before


@pytest.mark.parametrize("tag", [*LANGUAGES, "nl"])
def test_a_new_post_asks_in_the_language_of_the_site(site: SiteFolder, tag: str) -> None:
    site.write("ninefold.toml", f'language = "{tag}"\n').run("new", "Acme")
    text = (site.folder / "content/acme.md").read_text("utf-8")
    for block in BLOCKS:
        assert f"## {vocabulary.language(tag).title(block)}\n" in text
        assert all(question in text for question in words(tag).questions(block))


def test_a_new_post_asks_what_the_catalogue_of_the_site_asks(site: SiteFolder) -> None:
    site.write("ninefold.toml", 'language = "nl"\n')
    site.write("templates/languages/nl.toml", '[questions]\nchannels = ["Welke kanalen?"]\n')
    assert site.run("new", "Acme").code == 0
    assert "## Kanalen\n\n<!-- Welke kanalen? -->" in (site.folder / "content/acme.md").read_text()
