"""What each setting holds: the converters of its values, and what is said of a wrong one."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ninefold.blocks import BLOCKS, Block
from ninefold.config import single
from ninefold.config.reader import Reader


def _rules(
    reader: Reader, key: str, value: Any, *inside: str
) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, Mapping):
        advice = 'Write `[tool.ninefold.rules]` and `NF106 = "off"` under it.'
        reader.bad(key, "a table", advice, *inside)
        return None
    chosen = []
    for rule, severity in value.items():
        if reader.rules and rule not in reader.rules:
            close = difflib.get_close_matches(rule, sorted(reader.rules), 1)
            advice = f"Did you mean `{close[0]}`?" if close else "Name a rule by code or name."
            place = reader.place(*inside, key, rule)
            reader.report("unknown-setting", *place, f"There is no rule `{rule}`.", advice)
        elif severity not in ("error", "warning", "hint", "off"):
            advice = 'Write "error", "warning", "hint" or "off".'
            reader.bad(rule, "a severity", advice, *inside, key)
        else:
            chosen.append((rule, str(severity)))
    return tuple(chosen)


def _aliases(reader: Reader, key: str, value: Any) -> tuple[tuple[str, Block], ...] | None:
    if not isinstance(value, Mapping):
        reader.bad(key, "a table", 'Write `[tool.ninefold.aliases]` and `channels = ["Shops"]`.')
        return None
    known = {block.value: block for block in BLOCKS}
    found: list[tuple[str, Block]] = []
    for name, aliases in value.items():
        if name not in known:
            reader.unknown(name, set(known), key)
        elif isinstance(aliases, list) and all(isinstance(a, str) and a for a in aliases):
            found += [(alias, known[name]) for alias in aliases]
        else:
            reader.bad(name, "a list of names", f'Write `{name} = ["One name", "Another"]`.')
    return tuple(found)


def _overrides(
    reader: Reader, key: str, value: Any
) -> tuple[tuple[tuple[str, ...], tuple[tuple[str, str], ...]], ...] | None:
    example = f"Write `[[tool.ninefold.{key}]]`, and `paths` and `rules` under it."
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        reader.bad(key, "a list of tables", example)
        return None
    found = []
    for row in value:
        for name in sorted(row.keys() - {"paths", "rules"}):
            reader.unknown(name, {"paths", "rules"}, key)
        paths, rules = row.get("paths"), _rules(reader, "rules", row.get("rules", {}), key)
        if not isinstance(paths, list) or not paths or not all(map(_is_pattern, paths)):
            advice = 'Write `paths = ["archive/"]`: patterns as in .gitignore.'
            reader.bad("paths", "a list of patterns", advice, key)
        elif rules:
            found.append((tuple(paths), rules))
    return tuple(found)


def _is_pattern(value: Any) -> bool:
    if not isinstance(value, str) or not value.strip():
        return False
    try:
        from pathspec import PathSpec  # only where somebody uses patterns

        PathSpec.from_lines("gitignore", [value])
    except ValueError:
        return False
    return True


def _order(reader: Reader, key: str, value: Any) -> tuple[Block, ...] | None:
    known = {block.value: block for block in BLOCKS}
    listed = value if isinstance(value, list) else []
    blocks = tuple(known[name] for name in listed if isinstance(name, str) and name in known)
    if len(blocks) == len(listed) == len(BLOCKS) == len(set(blocks)):
        return blocks
    reader.bad(key, "a list of the nine blocks", f"Name each once: {', '.join(known)}.")
    return None


def _lengths(reader: Reader, key: str, value: Any) -> tuple[tuple[Block, int, int], ...] | None:
    if not isinstance(value, Mapping):
        reader.bad(key, "a table", "Write `[tool.ninefold.lengths]` and `channels = [20, 200]`.")
        return None
    known = {block.value: block for block in BLOCKS}
    found = []
    for name, limits in value.items():
        if name not in known:
            reader.unknown(name, set(known), key)
        elif (
            isinstance(limits, list)
            and [type(limit) for limit in limits] == [int, int]
            and 0 <= limits[0] <= limits[1]
        ):
            found.append((known[name], *limits))
        else:
            advice = f"Write `{name} = [20, 200]`: the least and the most words."
            reader.bad(name, "two whole numbers", advice, key)
    return tuple(found)


def _comparisons(
    reader: Reader, key: str, value: Any
) -> tuple[tuple[str, str, tuple[str, ...]], ...] | None:
    """Tables with `title`, `text` and `slugs`; or lists of slugs alone."""
    if not isinstance(value, list) or not all(isinstance(row, list | Mapping) for row in value):
        advice = f"Write `[[tool.ninefold.{key}]]`, and `title`, `text` and `slugs` under it."
        reader.bad(key, "a list of comparisons", advice)
        return None
    found: list[tuple[str, str, tuple[str, ...]]] = []
    for row in value:
        table = {"slugs": row} if isinstance(row, list) else row
        for name in sorted(table.keys() - {"title", "text", "slugs"}):
            reader.unknown(name, {"title", "text", "slugs"}, key)
        slugs: Any = table.get("slugs")
        title, text = table.get("title", ""), table.get("text", "")
        if not _are_slugs(slugs):
            advice = f'Write `{key} = [["8x8", "zoom"]]`, or `slugs = ["8x8", "zoom"]`.'
            reader.bad(key, "a list of two to four different slugs each", advice)
        elif not (isinstance(title, str) and isinstance(text, str)):
            reader.bad(key, "a list of comparisons", 'Write `title = "…"` and `text = "…"`.')
        else:
            found.append((title, text, tuple(slugs)))
    return tuple(found)


def _pair(reader: Reader, key: str, value: Any) -> tuple[str, str] | tuple[()] | None:
    if value == []:
        return ()
    if _is_pair(value) and value[0] != value[1]:
        return value[0], value[1]
    reader.bad(key, "a pair of slugs", f'Write `{key} = ["8x8", "zoom"]`.')
    return None


def _is_pair(row: Any) -> bool:
    return isinstance(row, list) and len(row) == 2 and all(isinstance(slug, str) for slug in row)


def _are_slugs(value: Any) -> bool:
    texts = isinstance(value, list) and all(isinstance(slug, str) for slug in value)
    return texts and 2 <= len(value) <= 4 and len(set(value)) == len(value)


CONVERT: Mapping[str, single.Convert] = MappingProxyType(
    {
        "title": single.text,
        "description": single.text,
        "base_url": single.base_url,
        "language": single.language,
        "content": single.folder,
        "output": single.folder,
        "templates": single.folder,
        "output_keep": single.names,
        "rules": _rules,
        "comparisons": _comparisons,
        "neighbours": single.count,
        "featured": _pair,
        "search": single.switch,
        "markdown": single.inner("raw_html", single.markdown),
        "aliases": _aliases,
        "overrides": _overrides,
        "baseline": single.folder,
        "order": _order,
        "official_names": single.switch,
        "stale_after": single.count,
        "lengths": _lengths,
        "editor": single.editor,
    }
)
