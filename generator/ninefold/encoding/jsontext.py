"""Values as JSON text, for files and for a script element."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

# JSON lets these stand, but no reader shows them and some take them for the end of a line.
_UNSEEN = re.compile(r"[\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_MARKS = re.compile("[<>&]")


def json_text(value: Any) -> str:
    """Return a value as JSON on one line, in the order of its keys."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSEEN.sub(_escape, text)


def embedded(value: Any) -> str:
    """Return a value as JSON that can stand in a script element, whatever texts it holds.

    Nothing in it can end the element or begin another: these characters occur in strings
    only, where JSON can write them as escapes.
    """
    return _MARKS.sub(_escape, json_text(value))


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def listed(head: Mapping[str, Any], key: str, items: Iterable[Any]) -> bytes:
    """Return a file: an object whose last key holds a list, a line an item.

    So a change to one item shows as one. `head` is not empty.
    """
    lines = ",\n".join(json_text(item) for item in items)
    text = f"{json_text(head)[:-1]},{json_text(key)}:[\n{lines}\n]}}\n"
    return text.encode("utf-8", "replace")
