"""Which block a heading names, in every language and every dress."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold.blocks import BLOCKS, Block
from ninefold.vocabulary import blocks_named, direction, language, named_together, nearest

TABLE = tomllib.loads((files("ninefold") / "vocabulary.toml").read_text(encoding="utf-8"))
NAMES = [
    (tag, block, name)
    for tag, entry in TABLE.items()
    for block in BLOCKS
    for name in entry[block.value]
]


@pytest.mark.parametrize(("tag", "block", "name"), NAMES)
def test_every_name_of_the_vocabulary_names_its_block(tag: str, block: Block, name: str) -> None:
    assert blocks_named(name) == (block,)


def test_there_are_twenty_four_languages_and_each_names_nine_blocks() -> None:
    assert len(TABLE) == 24
    for tag in TABLE:
        assert len({language(tag).title(block) for block in BLOCKS}) == 9


@pytest.mark.parametrize(
    "dress",
    [
        *("{}", "1. {}", "1) {}", "1\\. {}", "1: {}", "1 - {}", "01. {}", "2.3 {}", "IV. {}"),
        *("iv) {}", "1\ufe0f\u20e3 {}", "🎯 {}", "{} 🎯", "👩‍💻 {}", "🔑{}", "Block 5: {}"),
        *(
            "BLOCK 5. {}",
            "Block 5 – {}",
            "**{}**",
            "*{}*",
            "__{}__",
            "`{}`",
            "~~{}~~",
            "{}:",
            "{} :",
            "**{}:**",
        ),
        *("{} {{#anchor}}", "{} {{: .class }}", "[{}](https://e.org)", "[{}][ref]", "<b>{}</b>"),
        *("{}\u00a0", "\u00a0{}", "\u200b{}", "\u2060{}\ufeff", "{}\u200f", "“{}”", "({})", "[{}]"),
        *("{} (who pays?)", "{} – who pays", "{} — who pays", "{} - who pays", "{}: who pays"),
        *("{} / Nomen", "Nomen ({})", "Nomen / {}", "{} | Nomen", "一、{}", "三. {}", "{}："),
        *("• {}", "{}.", "{} ¶", "{} [¶](#x)", "§ {}", "![icon](i.png) {}"),
        *("5. **{}**:", "5️⃣ **{}** (x)", "#5 {}", "Part 5: {}", "{} ({})"),
    ],
)
@pytest.mark.parametrize(
    "name", ["Key Resources", "key  resources", "KEY RESOURCES", "Key-Resources"]
)
def test_what_a_name_wears_does_not_matter(dress: str, name: str) -> None:
    assert blocks_named(dress.format(name, name)) == (Block.KEY_RESOURCES,)


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u3000", "\t", " \u200b", "\u00ad \u2060"])
def test_any_space_between_words_will_do(space: str) -> None:
    assert blocks_named(f"Key{space}Resources") == (Block.KEY_RESOURCES,)


@pytest.mark.parametrize(
    ("heading", "blocks"),
    [
        ("Cost Structure and Revenue Streams", ("cost_structure", "revenue_streams")),
        ("Revenue Streams & Cost Structure", ("revenue_streams", "cost_structure")),
        ("Channels + Customer Relationships", ("channels", "customer_relationships")),
        ("Kanäle und Kundenbeziehungen", ("channels", "customer_relationships")),
        ("Canaux et relations clients", ("channels", "customer_relationships")),
        ("Channels & Channels", ("channels",)),
        ("Kundensegmente (Customer Segments)", ("customer_segments",)),
        ("Donor Segments (Customer Segments)", ("customer_segments",)),
        ("القنوات (Channels)", ("channels",)),
        ("Channels & Go-to-market", ("channels",)),
        ("ＣＨＡＮＮＥＬＳ", ("channels",)),
    ],
)
def test_two_names_in_one_heading(heading: str, blocks: tuple[str, ...]) -> None:
    assert tuple(block.value for block in blocks_named(heading)) == blocks


@pytest.mark.parametrize(
    "heading",
    [
        *("", " ", "#", "...", "1.", "🎯", "Introduction", "Business model canvas", "Summary"),
        *(
            "Key Resrces",
            "Value",
            "CS",
            "KP",
            "RS",
            "Key",
            "Structure",
            "Keyresources",
            "ChannelsX",
        ),
        *(
            "Our channels to market",
            "How revenue streams work",
            "Channels and risks",
            "Risks & Costs",
        ),
        *("Resources needed", "Customer Segmentation Fault", "No costs", "Costly", "Partnering"),
        *("Key Metrics", "Unfair Advantage", "Problem", "Solution", "Competitive Advantage"),
        *("Channels of distribution in the northern regions", "Channels " * 40),
    ],
)
def test_what_only_resembles_a_name_names_nothing(heading: str) -> None:
    assert blocks_named(heading) == ()


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Key Resrces", "Key Resources"),
        ("Custommer Segments", "Customer Segments"),
        ("Cost Strcture", "Cost Structure"),
        ("Kundensegmentte", "Kundensegmente"),
    ],
)
def test_a_misspelt_name_suggests_the_right_one(heading: str, name: str) -> None:
    assert nearest(heading) == name


@pytest.mark.parametrize("heading", ["", "Key", "Cost", "Introduction", "Risks", "Appendix", "8x8"])
def test_other_words_suggest_nothing(heading: str) -> None:
    assert nearest(heading) is None


@given(st.text(max_size=60))
def test_no_heading_makes_the_vocabulary_fail(heading: str) -> None:
    assert set(blocks_named(heading)) <= set(BLOCKS)
    assert nearest(heading) is None or blocks_named(nearest(heading) or "")


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        *(("de", "Deutsch"), ("de-AT", "Deutsch"), ("DE_at", "Deutsch"), ("pt-BR", "Português")),
        *(("zh", "简体中文"), ("zh-CN", "简体中文"), ("zh-TW", "繁體中文")),
        *(("zh-Hant-HK", "繁體中文"), ("zh-hans-TW", "简体中文")),
        *(("en-GB", "English"), ("tlh", "English"), ("", "English")),
        *(("d", "English"), ("dex", "English"), ("x-de", "English")),
    ],
)
def test_the_longest_known_part_of_a_tag_counts(tag: str, name: str) -> None:
    assert language(tag).name == name


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        *(("ar", "rtl"), ("ar-EG", "rtl"), ("AR_eg", "rtl"), ("he", "rtl"), ("fa", "rtl")),
        *(("ur", "rtl"), ("az-Arab", "rtl"), ("en", "ltr"), ("arn", "ltr"), ("x-ar", "ltr")),
        *(("", "ltr"), ("ar-Latn", "ltr"), ("az-Latn-IR", "ltr")),
    ],
)
def test_directions(tag: str, expected: str) -> None:
    assert direction(tag) == expected


def test_the_table_gives_the_direction_that_the_tag_does() -> None:
    assert {tag for tag, entry in TABLE.items() if entry["direction"] != direction(tag)} == set()


def test_official_titles_are_those_of_the_book() -> None:
    assert [language("en").title(block) for block in BLOCKS] == [block.title for block in BLOCKS]


@pytest.mark.parametrize(
    "titles",
    [
        (
            "Coca Cola's Channels",
            "Coca Cola Costs",
            "Coca Cola Key Partners",
            "Coca Cola Key Resources",
        ),
        (
            "Canales de Rappi",
            "Costos de Rappi",
            "Propuesta de valor de Rappi",
            "Socios clave de Rappi",
        ),
        ("星巴克的渠道", "星巴克的客户细分", "星巴克的价值主张", "星巴克的成本结构"),
        (
            "¿Cuáles son los canales?",
            "¿Cuál es la propuesta de valor?",
            "¿Quiénes son los socios clave?",
            "¿Cuáles son nuestras fuentes de ingresos?",
        ),
    ],
)
def test_headings_that_share_their_other_words_name_blocks_together(
    titles: tuple[str, ...],
) -> None:
    assert set(named_together(titles)) == {0, 1, 2, 3}
    assert len({name.block for names in named_together(titles).values() for name in names}) == 4
    assert not named_together(titles[:3])


@pytest.mark.parametrize(
    "titles",
    [
        ("List customers", "List channels", "List partners", "List resources", "List activities"),
        ("Acme's Customers", "Acme's Costs", "Acme's Partners", "Acme's Channels"),
        ("Key Risks", "Key Figures", "Key People", "Key Dates"),
        ("Who are you?", "What is new?", "What are cookies?", "What is our policy?"),
    ],
)
def test_headings_that_share_words_beside_other_things_name_none(titles: tuple[str, ...]) -> None:
    assert not named_together(titles)
