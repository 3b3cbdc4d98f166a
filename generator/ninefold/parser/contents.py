"""What stands in a section: an answer, or only what a template or a handbook says there."""

from __future__ import annotations

import re

from ninefold.parser.chunk import without_comments

_MARKUP = re.compile(
    r"^[\s>]*(?:[-*+•▪–][ \t\u00a0]+|\d{1,2}[.)][ \t]+)?(?:\[[ xX]\][ \t]+)?|[*_`~]+|<[^>]*>"
)
_BULLETS = re.compile(r"^[\s>]*+(?:[-*+•▪–]|\d{1,2}[.)])?\s*+(?:\[[ xX]?\])?\s*$")
# Lines that wait for an answer whatever stands on them: one marked as to do, options to tick,
# a row of a table whose first cell is empty.
_WAITS = re.compile(
    r"^[\s>]*(?:[-*+•▪–]\s+)?[*_`]*(?:TODO|TBD|FIXME)\b|(?:\[ \][^\[\]]*){2}|^\s*\|\s*\|"
)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^()\s]*\)")
_GAP = re.compile(
    r"""(?:\W|_|x{3,}+|\b(?:n/?a|tb[acd]|to[ -]?do|fixme|placeholder|coming\ soon|example|e\.g|etc
      | to\ be\ (?:filled|completed|added|defined|decided|determined|written|done|confirmed)
          (?:\ (?:in|out|later))?
      | fill(?:ed)?\ (?:this\ )?(?:in|out) | your\ (?:text|answer|notes?) | lorem\ ipsum.*
      | (?:your|enter|insert|add|write|type|put)\ (?:\w+\ ){0,4}
          (?:text|here|below|answer|notes?|content|ideas?)
      | (?:item|point|bullet|note|partner|activity|resource|channel|segment|stream|cost|customer
          |value|relationship|benefit|revenue)s?\ (?:\d+|[a-d])
      | (?:bitte\ )?ausfüllen | noch\ offen | offen | folgt | hier\ (?:text\ )?eintragen
      | à\ (?:compléter|remplir|définir) | por\ (?:completar|definir|rellenar)
      | a\ (?:preencher|definir) | da\ (?:completare|compilare|definire) | in\ te\ vullen
      | заполнить | 待填写 | 待补充 | 待定 | 未定 | 記入 | 작성\ 예정 | doldurulacak
      | do\ uzupełnienia | one | two | three | four | five)\b)*+""",
    re.IGNORECASE | re.VERBOSE,
)
_SLOT = re.compile(
    r"\{%.*?%\}|\$\{.*?\}|(?<![\w*])\*[^*\n]{2,120}\*(?![\w*])(?=\W*$)"
    r"|\[(?!\^)[^\]\n]{0,80}\](?![(\[:])|<[A-Za-z][^<>\n]{0,80}>"
    r"|(?<!\w)_[^_\n]{2,80}_(?!\w)(?=\W*$)|…|\.{3,}",
    re.MULTILINE,
)
# A template's field makes its whole line one to fill in.
_FIELD = re.compile(r"\{\{[^{}\n]*\}\}|(?<![{\w$])\{[A-Za-z][\w .:-]{0,60}\}")
_LABEL = re.compile(r"\s*(?:\#{1,6}\s.*|(?:\*\*|__).*(?:\*\*|__):?|`{3,}.*)\s*")
_TABLE_HEAD = re.compile(r"^.*\|.*\n[ \t]*\|?[ \t]*:?-+:?[ \t]*\|[-:| \t]*$", re.MULTILINE)
_ASKS = re.compile(
    r"^(?:list|describe|identify|explain|define|enter|write|fill|insert|think|specify|outline|note|"
    r"name|state|detail|consider|summari[sz]e|add|answer|include|beschreib\w*|nenn\w*|liste\w*|"
    r"décri\w+|list(?:ez|er)|énum\w+|indiquez|describ[ae]\w*|enumer[ae]\w*|elen[ck]a\w*|descriv\w+|"
    r"опиш\w+|перечисл\w+|укаж\w+|beschrijf|noem|opisz|wymień|açıkla\w*|listele\w*)\b.*"
    r"\b(?:you|your|yours|the|who|what|which|how|any|all|three|here|ihr\w*|dein\w*|eure?\w*|die|der|"
    r"vos|votre|les|sus?|tus?|los|las|seus?|suas?|os|as|tuoi|tue|vostri|i|le|gli|ваш\w*|je|jouw|uw|"
    r"swoj\w*)\b|^(?:how|what|which|who|whom|why|where|when)\b.*\byou(?:r|rs)?\b",
    re.IGNORECASE,
)
# Japanese asks without a mark.
_QUESTION = re.compile(r"[?？؟;՞]\W*$|[ぁ-ん一-龯]か[。)）]*$")
# A longer text without any of these is no template's.
_OPEN = ("?", "？", "؟", "[", "{", "_", "<", "...", "…", "ipsum", ":\n", ":**\n", "：\n")
_SENTENCE_END = re.compile(r"(?<=[.!?？؟。！])\s+")

_FIRST = re.compile(r"(?<=[.!?])\s|(?<=[。！？])|\n")

_FIRM = r"(?:enterprise|organi[sz]ation|company|business|firm|venture|start-?up|business model)"
_DOES = (
    r"(?:serves?|offers?|needs?|uses?|must|makes?|generates?|earns?|delivers?|has|builds?|incurs?|"
    r"reach\w*|communicat\w+|aims?|targets?|creates?|establish\w*)"
)
_DEFINES = re.compile(
    rf"""^\W*(?:
        (?:this|the)\s(?:\w+\s){{0,3}}?(?:block|section|box|component|element|field)\b
      | (?:an?\s|the\s)?(?:[\w-]+\s){{0,3}}
          (?:(?:describes?|refers?\sto|represents?|defines?|denotes?)\b
            | (?:is|are)\s(?:an?|the)\s(?:[\w-]+\s){{0,4}}(?:groups?|ways?|things?|activities
                |assets|costs|bundles?|reasons?|types?|network|cash|money|people)\b)
      | (?:the|all|any|what|which|how|where|why|who)\b[^.]*\b(?:an?|any|each|every)\s{_FIRM}\b
      | (?:the|all|any)\s(?:[\w-]+\s){{1,5}}?
          (?:(?:in|by|with|without|through|to|from|for)\swhich|that\s(?:an?|are|is|a)
            |it|you|needed|required|necessary)\b
      | (?:[\w-]+\s){{1,5}}(?:in|by|with|without|through|to|from|for)\swhich\s(?:you|an?)\b
      | (?:the|all)\s(?:[\w-]+\s){{1,3}}that\s(?:\w+\s){{0,2}}(?:arise|model|business)\b
      | [^.]{{0,60}}\b(?:an?|any)\s{_FIRM}\s(?:\w+\s){{0,2}}{_DOES}\b
      | (?:die|das|der|les|las?|los|le|gli|i|os|as)\s[^.]{{0,60}}\b(?:ein\sunternehmen
          |une\sentreprise|una\sempresa|uma\sempresa|un['’]azienda|een\sbedrijf)\b
      | (?:ein|eine|un|une|una|uma|een)\s[^.]{{0,30}}\b
          (?:ist\sein|est\sun|es\sun|é\sum|è\sun|is\seen)
    )""",
    re.IGNORECASE | re.VERBOSE,
)


# A label before what a handbook says of a block.
_SAYS_WHAT = re.compile(
    r"""^(?:description|definition|what(?:\ it\ is|\ is\ it)?|purpose|meaning|explanation
      |beschreibung|erklärung|définition|descripción|definición|descrição|definição
      |descrizione|definizione|beschrijving|definitie|описание|определение|定义|定義|说明|説明
      |描述)[*_]*\s*[:：][*_]*\s*""",
    re.IGNORECASE | re.VERBOSE,
)
# The same in other languages, and how to fill a section in.
_TELLS = re.compile(
    r"""\W*(?:(?:\w+\s){0,3}?
          (?:beschreibt|definiert|bezeichnet|umfasst|steht\sfür|décri(?:t|vent)|représente(?:nt)?
            |définit|désigne|describen?|define|explica|detalla|enumera|representa|identifica|descreve|descrive
            |definisce|rappresenta|beschrijft|omvat|описыва\w+|определя\w+|показыва\w+
            |представля\w+|opisuj\w+|beskriver|menggambarkan|menjelaskan|mô\stả)\b
        | (?:list|write|note|describe|identify|define|explain|decide|think|consider|ask|start|add)\b
            [^.]*\b(?:you|your|each|here|what|how|who|which|the)\b
        | (?:for|in)\s(?:each|every|this)\s\w+,?\s(?:list|write|note|describe|say|name)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_CHINESE_DOES = (
    "所",
    "如何",
    "为",
    "為",
    "与",
    "與",
    "从",
    "從",
    "必",
    "运",
    "通过",
    "想要",
    "希望",
)
# The model itself, or any business, spoken of.
_SPEAKS = (
    *("the model", "the business model", "das modell", "des modells", "das geschäftsmodell"),
    *("des geschäftsmodells", "le modèle", "du modèle", "au modèle", "el modelo", "del modelo"),
    *("o modelo", "do modelo", "il modello", "del modello", "het model", "ein unternehmen"),
    *("eines unternehmens", "une entreprise", "l'entreprise souhaite", "l'entreprise doit"),
    *("l'entreprise établit", "l'entreprise communique", "una empresa", "uma empresa"),
    *("un'azienda", "een bedrijf", "sebuah perusahaan", "которые компания", "которых компания"),
    *("которую компания", "как компания", "должна компания", "компания должна", "бизнес-модел"),
    *("устанавливает компания", "совершать компания", "работы модели", "商业模式", "商業模式"),
    *(f"{firm}{does}" for firm in ("企业", "企業", "或机构", "或機構") for does in _CHINESE_DOES),
    *(
        "ビジネスモデル",
        "企業が",
        "企業は",
        "企業と",
        "비즈니스 모델",
        "기업이 ",
        "기업은 ",
        "기업의 ",
    ),
)
_SPEAKS_IN_ASCII = tuple(phrase for phrase in _SPEAKS if phrase.isascii())


def unanswered(text: str) -> bool:
    """Whether a text holds only guiding questions, requests, placeholders or nothing."""
    if len(text) > 2000 or (len(text) > 300 and not any(mark in text for mark in _OPEN)):
        return False
    fields = "{" in text and bool(_FIELD.search(text))
    text = without_comments(text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    for line in (_TABLE_HEAD.sub("", text) if "|" in text else text).split("\n"):
        if _BULLETS.match(line) or _WAITS.search(line):
            continue
        if fields and (_FIELD.search(line) or _LABEL.fullmatch(line)):
            continue
        bare = _MARKUP.sub("", _SLOT.sub(" ", line))
        if _GAP.fullmatch(bare) or _only_a_label(bare):
            continue
        words = _MARKUP.sub("", line).strip()
        if not all(
            _QUESTION.search(part) or _ASKS.match(part) or _GAP.fullmatch(_SLOT.sub(" ", part))
            for part in _SENTENCE_END.split(words)
        ):
            return False
    return True


def _only_a_label(line: str) -> bool:
    """Whether a line is a label whose answer is missing: "Price:", "Stream #1: ___"."""
    label, colon, answer = line.replace("：", ":").partition(":")
    return bool(colon) and len(label) <= 80 and bool(_GAP.fullmatch(answer))


def defines(text: str) -> bool:
    """Whether a text says what such a section holds in any business, and nothing of one.

    Its first sentence explains the block: "What an enterprise offers", "A segment is a
    group", "This block describes", "The assets without which", or tells how to fill it in.
    """
    start = text[:160].lstrip("#*_->• \n")
    start = _SAYS_WHAT.sub("", start, count=1)
    if _DEFINES.match(start) or _TELLS.match(start):
        return True
    start = start.casefold().replace("’", "'")
    known = _SPEAKS_IN_ASCII if start.isascii() else _SPEAKS
    phrases = [phrase for phrase in known if phrase in start]
    # Where the first sentence ends is asked last: most texts hold none of the phrases.
    return any(phrase in _FIRST.split(start, maxsplit=1)[0] for phrase in phrases)
