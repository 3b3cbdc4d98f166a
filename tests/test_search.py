"""The words of a text, and the index as files: what is in it is found by it, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold import languages, search
from ninefold.canvas import Post
from ninefold.languages import phrasebook
from ninefold.search import PARTS, Leaf, fold, gather, index, stretch, stretches, texts_of, words
from site_folder import SiteFolder

PHRASES = phrasebook(languages.choose("en")[0])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Revenue streams", ["revenue", "streams"]),
        ("8x8’s £5m", ["8x8", "s", "5m"]),
        ("Straße, STRASSE", ["strasse", "strasse"]),
        ("Ørsted Æon Łódź İstanbul", ["orsted", "aeon", "lodz", "istanbul"]),
        ("café cafe\u0301", ["cafe", "cafe"]),
        ("ﬁnance Ａｂｃ", ["finance", "abc"]),
        ("__proto__ <script>", ["proto", "script"]),
        # vowel signs, the stretching line, forms of alef, and the article
        ("القِيمَة", ["قيمه"]),
        ("والقيمة بالقيمة للقيمة", ["قيمه", "قيمه", "قيمه"]),
        ("أرامكو إرامكو ارامكـــو", ["ارامكو"] * 3),
        ("الله", ["الله"]),
        ("الالتزام التزام", ["تزام", "تزام"]),
        ("客戶關係", ["客戶", "戶關", "關係", "係"]),
        ("値", ["値"]),
        ("カフェ2023年", ["カフ", "フェ", "ェ", "2023", "年"]),
        ("고객 관계", ["고객", "관계"]),
        ("मूल्य प्रस्ताव", ["मूल्य", "प्रस्ताव"]),
        ("ลูกค้า", ["ลู", "ูก", "กค", "ค้", "้า", "า"]),
        ("Ценность Ёлка", ["ценность", "елка"]),
        ("ΣΑΣ σας", ["σασ", "σασ"]),
        ("", []),
        ("—…!؟。", []),
    ],
)
def test_words_are_folded(text: str, found: list[str]) -> None:
    assert words(text) == found


@given(st.text())
def test_words_hold_nothing_that_json_would_escape_and_are_their_own_words(text: str) -> None:
    for word in words(text):
        assert 0 < len(word) <= 40
        assert json.dumps(word, ensure_ascii=False) == f'"{word}"'
        assert fold(word) == word


def leaf(*sections: str, names: str = "", rest: str = "") -> Leaf:
    return Leaf(names, (*sections, *[""] * (9 - len(sections)), rest))


def files(leaves: list[Leaf]) -> dict[str, bytes]:
    posts = [Post(f"{n}.md", f"c{n}", x.names, x.names, lang="en") for n, x in enumerate(leaves)]
    starts = range(0, len(leaves), stretches.LENGTH)
    some = [stretch([gather(x) for x in leaves[n : n + stretches.LENGTH]]) for n in starts]
    return {route.path: data for route, data in search.files(posts, some, PHRASES)}


class Reader:
    """Reads an index as its files are documented, without the script that reads it for people."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.contents = json.loads(files["search/index.json"])

    def file(self, name: str) -> Any:
        return json.loads(self.files[f"search/index/{name}.json"])

    def entries(self) -> dict[str, list[int] | int]:
        found = {}
        for first, name in self.contents["shards"]:
            entries = self.file(name)
            assert entries[0][0] == first
            found.update(dict(entries))
        return found

    def places(self, word: str) -> set[tuple[int, int]]:
        """Where a word stands, from the one shard in which it must be."""
        names = [n for first, n in self.contents["shards"] if utf16(first) <= utf16(word)]
        steps = dict(self.file(names[-1])).get(word, []) if names else []
        assert steps != 0
        total, found = 0, set()
        for step in steps:
            total += step
            found.add(divmod(total, PARTS))
        return found


def utf16(word: str) -> bytes:
    return word.encode("utf-16-be")


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cn", "Co"]) | st.sampled_from("abc 企業价值 القيمة"),
    max_size=60,
)


@given(st.lists(st.tuples(texts, texts, texts), max_size=8))
def test_every_word_leads_to_the_parts_that_say_it_and_no_others(
    canvases: list[tuple[str, str, str]],
) -> None:
    leaves = [leaf(plain(one), plain(other), names=names) for names, one, other in canvases]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stretches, "LENGTH", 3)
        reader = Reader(files(leaves))
    said: dict[str, set[tuple[int, int]]] = {}
    for number, item in enumerate(leaves):
        for part, text in enumerate(texts_of(item)):
            for word in words(text):
                said.setdefault(word, set()).add((number, part))
    assert set(reader.entries()) == set(said)
    for word, places in said.items():
        assert reader.places(word) == places


def plain(text: str) -> str:
    return text.replace("<", " ").replace(">", " ").replace("&", " ")


@given(st.sets(st.text("abcdefgü", min_size=1, max_size=6), min_size=1, max_size=300))
def test_shards_are_stretches_of_the_sorted_words(vocabulary: set[str]) -> None:
    leaves = [leaf(word) for word in sorted(vocabulary)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "SHORTEST", 200)
        patch.setattr(index, "LONGEST", 900)
        reader = Reader(files(leaves))
    entries = list(reader.entries())
    assert entries == sorted(entries, key=utf16)
    for word in {w for text in vocabulary for w in words(text)}:
        begun = {other for other in entries if other.startswith(word)}
        # what begins with a word stands in its shard and those whose first word begins with it
        firsts = [first for first, _ in reader.contents["shards"]]
        start = max(n for n, first in enumerate(firsts) if utf16(first) <= utf16(word))
        near = [start, *(n for n, f in enumerate(firsts) if n > start and f.startswith(word))]
        seen = {w for n in near for w, _ in reader.file(reader.contents["shards"][n][1])}
        assert begun <= seen


def test_words_are_listed_by_their_first_letter_for_those_who_mistype() -> None:
    reader = Reader(files([leaf("revenue reveal net été 企業企業 2023 고객고객")]))
    letters = dict(reader.contents["letters"])
    assert {letter: reader.file(name) for letter, name in letters.items()} == {
        "r": ["reveal", "revenue"]
    }


def test_a_word_of_more_than_a_third_of_many_texts_stands_without_places() -> None:
    leaves = [leaf("the", "the", f"word{n}") for n in range(400)]
    entries = Reader(files(leaves)).entries()
    assert entries["the"] == 0
    assert entries["word7"] == [7 * PARTS + 3]
    assert Reader(files(leaves[:300])).entries()["the"] != 0


def test_one_word_more_changes_few_files() -> None:
    rest = [leaf(f"w{n:04}", f"x{n:04} y{n:04}") for n in range(3000)]
    before = files([*rest, leaf("w0000")])
    after = files([*rest, leaf("w0000 w1500b")])
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert len(before) > 20
    # the table of contents, one or two shards and a letter, old and new
    assert len(changed) <= 1 + 2 * 3


def test_source_marks_are_no_words(site: SiteFolder) -> None:
    front = "sources:\n  - id: report\n    title: R"
    site.canvas("Ada", front=front, channels="Shops 77.[^report] More.[^1]\n\n[^1]: A note.")
    assert site.build().code == 0
    texts = json.loads(site.page("search/text/ada.json"))
    assert texts[3].startswith("Shops 77. More. ")
    assert "A note." in texts[3]


def test_a_site_can_do_without(site: SiteFolder) -> None:
    site.canvas("Ada").write("ninefold.toml", "search = false")
    assert site.build().code == 0
    assert not [path for path in site.tree() if path.startswith("search/")]
    for path, data in site.tree().items():
        if path.endswith(".html"):
            assert b"search/" not in data, path
            assert b'type="search"' not in data, path


def test_an_incremental_index_is_that_of_a_clean_build(site: SiteFolder) -> None:
    for name in ("Ada", "Bea", "Cid"):
        site.canvas(name)
    assert site.build().code == 0
    site.canvas("Bea", channels="Quayside kiosks.").canvas("Dan")
    (site.folder / "content/Cid.md").unlink()
    assert site.build().code == 0
    changed = site.tree()
    site.build("--no-cache", "--output", "clean")
    assert changed == site.tree(site.folder / "clean")
    assert "search/text/cid.json" not in changed


def test_an_edit_leaves_what_does_not_change(site: SiteFolder) -> None:
    site.canvas("Ada").canvas("Bea")
    assert site.build().code == 0
    before = {p: (site.output / p).stat().st_ino for p in site.tree()}
    site.canvas("Ada", channels="Ada on channels. Ada.")
    assert site.build().code == 0
    after = {p: (site.output / p).stat().st_ino for p in site.tree()}
    rewritten = {p for p in after if after[p] != before.get(p) and p.startswith("search/")}
    assert rewritten == {"search/text/ada.json"}


def test_the_page_lists_canvases_and_telling_words(site: SiteFolder) -> None:
    site.canvas("Ada <b>", channels="Quaysides.").canvas("Bea", channels="Quaysides.")
    site.canvas("Cid", front="lang: de", channels="Kaimauern.")
    assert site.build().code == 0
    page = site.page("search/index.html")
    assert "Ada &lt;b&gt;" in page
    assert "<b>" not in page
    assert "<dt>quaysides</dt>" in page
    assert "kaimauern" not in page
    assert '<option value="de">German</option>' in page
    assert '<option value="channels">Channels</option>' in page


def test_the_page_is_bounded(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ninefold.pages.search.SHOWN_CANVASES", 2)
    monkeypatch.setattr("ninefold.site.RARE", 1)
    for name in ("Ada", "Bea", "Cid"):
        site.canvas(name, channels="Quaysides alongside.", front=f"as_of: {len(name)}001")
    assert site.build().code == 0
    page = site.page("search/index.html")
    assert "All 3 canvases" in page
    assert page.count("../canvases/cid/") == page.count("<dd>") - 2
    assert page.count("<dt") == 1


def test_an_empty_library_has_an_index(site: SiteFolder) -> None:
    assert site.build().code == 0
    contents = json.loads(site.page("search/index.json"))
    assert contents["shards"] == []
    assert "The library has no canvas yet." in site.page("search/index.html")
