"""The fields of the front matter: which there are, what each holds, what is wrong with it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ninefold.blocks import BLOCKS, Block
from ninefold.canvas import Fact, Reference
from ninefold.diagnostics import Edit, Fault, Fix
from ninefold.parser import dates
from ninefold.parser.nodes import Listing, Mapping, Node, Scalar
from ninefold.source import Span

_TIMESTAMP = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}.*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
_YES_NO = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


@dataclass(slots=True)
class Reader:
    """Collects values, faults and places while the fields of one file are read."""

    values: dict[str, Any] = field(default_factory=dict)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    places: dict[str, Span] = field(default_factory=dict)
    ignored: list[tuple[str, Span]] = field(default_factory=list)

    def bad(
        self,
        name: str,
        node: Node,
        expected: str,
        help: str,  # noqa: A002
        meant: str = "",
    ) -> None:
        """Note that the value of a field is not what the field holds; `meant` is what would be."""
        message = f"The value of `{name}` is not {expected}."
        fix = Fix((Edit(node.span, meant),)) if meant else None
        self.faults.append(Fault("bad-value", node.span, message, help, fix))


def read(mapping: Mapping) -> Reader:
    """Return the values of the known fields, with faults, places and unknown keys."""
    reader = Reader()
    for key, node in mapping.entries:
        reader.places[key.text] = node.span if node.span.end > node.span.start else key.span
        reader.places[f"key:{key.text}"] = key.span
        if convert := FIELDS.get(key.text):
            if isinstance(node, Scalar) and not node.text and not node.quoted:
                continue  # a key without a value says as much as no key
            value = convert(reader, key.text, node)
            if value is not None:
                reader.values[key.text] = value
        else:
            reader.unknown.append((key.text, node.text if isinstance(node, Scalar) else ""))
            reader.faults.append(_unknown_key(key, FIELDS, "the front matter", mapping))
    return reader


def _unknown_key(key: Scalar, known: Iterable[str], where: str, beside: Mapping) -> Fault:
    close = difflib.get_close_matches(key.text.lower().replace("-", "_"), list(known), 1, 0.75)
    advice = f"Did you mean `{close[0]}`?" if close else "It is kept, but nothing uses it."
    free = close and close[0] not in beside.keys
    meant = Fix((Edit(key.span, close[0]),), safe=False) if free else None
    message = f"`{key.text}` is no key that {where} knows."
    return Fault("unknown-key", key.span, message, advice, meant)


def _text(reader: Reader, name: str, node: Node) -> str | None:
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    reader.bad(name, node, "a piece of text", f"Write `{name}:` and one line of text.")
    return None


def _date(reader: Reader, name: str, node: Node) -> str | None:
    text = node.text.strip() if isinstance(node, Scalar) else ""
    if name == "date" and (stamp := _TIMESTAMP.fullmatch(text)):
        text = stamp[1]
    if dates.is_date(text):
        return text
    advice = "Write YYYY, YYYY-MM or YYYY-MM-DD, such as 2023-11."
    reader.bad(name, node, "a date", advice, dates.meant(text))
    return None


def _yes_or_no(reader: Reader, name: str, node: Node) -> bool | None:
    value = _YES_NO.get(node.text.lower()) if isinstance(node, Scalar) else None
    if value is None:
        reader.bad(name, node, "true or false", f"Write `{name}: true` or leave the key out.")
    return value


def _language(reader: Reader, name: str, node: Node) -> str | None:
    if isinstance(node, Scalar) and _LANGUAGE.fullmatch(node.text):
        return node.text.replace("_", "-")
    reader.bad(name, node, "a language tag", "Write a tag such as en, de or ar.")
    return None


def _direction(reader: Reader, name: str, node: Node) -> str | None:
    if isinstance(node, Scalar) and node.text.lower() in ("ltr", "rtl"):
        return node.text.lower()
    reader.bad(name, node, "a direction", "Write ltr or rtl, or leave it to the language.")
    return None


def _texts(reader: Reader, name: str, node: Node) -> tuple[str, ...] | None:
    """A list of text; one piece of text, with commas or without, is taken for a list."""
    if isinstance(node, Scalar):
        parts = tuple(part for piece in node.text.split(",") if (part := piece.strip()))
        reader.places |= {f"{name}[{index}]": node.span for index in range(len(parts))}
        return parts
    if isinstance(node, Listing) and all(isinstance(item, Scalar) for item in node.items):
        scalars = [item for item in node.items if isinstance(item, Scalar) and item.text.strip()]
        for index, item in enumerate(scalars):
            reader.places[f"{name}[{index}]"] = item.span
        return tuple(" ".join(item.text.split()) for item in scalars)
    reader.bad(name, node, "a list of text", f"Write `{name}: [one, two]`.")
    return None


def _summaries(reader: Reader, name: str, node: Node) -> tuple[tuple[Block, str], ...] | None:
    if not isinstance(node, Mapping):
        reader.bad(name, node, "a summary for each block", "Write `channels: One line.` under it.")
        return None
    known = {block.value: block for block in BLOCKS}
    found = []
    for key, value in node.entries:
        block = known.get(key.text.lower().replace("-", "_").replace(" ", "_"))
        if block is None:
            reader.faults.append(_unknown_key(key, known, "`summaries`", node))
        elif (text := _text(reader, f"{name}.{key.text}", value)) is not None:
            found.append((block, text))
    return tuple(found)


def _own(reader: Reader, name: str, node: Node) -> None:
    """What is said to Ninefold itself: `ignore`, a list of rules."""
    if not isinstance(node, Mapping):
        reader.bad(name, node, "a list of keys and values", "Write `ninefold: {ignore: [NF402]}`.")
        return
    for key, value in node.entries:
        if key.text != "ignore":
            reader.faults.append(_unknown_key(key, ("ignore",), "`ninefold`", node))
        elif (rules := _texts(reader, "ignore", value)) is not None:
            reader.ignored += [
                (rule, reader.places[f"ignore[{index}]"]) for index, rule in enumerate(rules)
            ]


_Convert = Callable[[Reader, str, Node], Any]
_REFERENCE: dict[str, _Convert] = {
    "id": _text,
    "title": _text,
    "publisher": _text,
    "url": _text,
    "date": _date,
}
_FACT: dict[str, _Convert] = {
    "name": _text,
    "value": _text,
    "unit": _text,
    "as_of": _date,
    "source": _text,
}


def _records(
    reader: Reader, name: str, node: Node, fields: dict[str, _Convert], *required: str
) -> list[dict[str, str]]:
    """The mappings of a list with their known keys; those lacking a `required` one are left out."""
    if not isinstance(node, Listing):
        advice = f"Write a list: each item begins with `- {required[0]}:`."
        reader.bad(name, node, "a list", advice)
        return []
    records: list[dict[str, str]] = []
    for item in node.items:
        place = f"{name}[{len(records)}]"
        if not isinstance(item, Mapping):
            advice = f"Give it keys: {', '.join(fields)}."
            reader.bad(name, item, "a list of keys and values", advice)
            continue
        record = {}
        for key, value in item.entries:
            if convert := fields.get(key.text):
                text = convert(reader, f"{name}.{key.text}", value)
                if text is not None:
                    record[key.text] = text
                    reader.places[f"{place}.{key.text}"] = value.span
            else:
                reader.faults.append(_unknown_key(key, fields, f"`{name}`", item))
        if lacking := next((key for key in required if not record.get(key)), None):
            if all(key.text != lacking or isinstance(value, Scalar) for key, value in item.entries):
                message = f"An item of `{name}` has no `{lacking}`."
                advice = f"Give it a `{lacking}`, or take the item out."
                reader.faults.append(Fault("bad-value", item.span, message, advice))
            continue
        reader.places[place] = item.span
        records.append(record)
    return records


def _sources(reader: Reader, name: str, node: Node) -> tuple[Reference, ...]:
    found: dict[str, Reference] = {}
    for index, record in enumerate(_records(reader, name, node, _REFERENCE, "id")):
        reference = Reference(**{"title": record["id"], **record})
        if found.setdefault(reference.id, reference) is not reference:
            message = f"The source id `{reference.id}` stands here a second time."
            span = reader.places[f"{name}[{index}].id"]
            reader.faults.append(Fault("bad-value", span, message, "Give each source its own id."))
    return tuple(found.values())


def _facts(reader: Reader, name: str, node: Node) -> tuple[Fact, ...]:
    return tuple(Fact(**record) for record in _records(reader, name, node, _FACT, "name", "value"))


FIELDS: dict[str, _Convert] = {
    "title": _text,
    "layout": _text,
    "company": _text,
    "slug": _text,
    "as_of": _date,
    "date": _date,
    "summary": _text,
    "summaries": _summaries,
    "industry": _text,
    "region": _text,
    "tags": _texts,
    "lang": _language,
    "dir": _direction,
    "draft": _yes_or_no,
    "sources": _sources,
    "facts": _facts,
    "compare": _texts,
    "ninefold": _own,
}
