"""The formats: the written-down table."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from ninefold.diagnostics import (
    Diagnostic,
    concise,
    full,
    github,
    gitlab,
    json_array,
    jsonl,
    junit,
    sarif,
    text,
)
from ninefold.diagnostics.formatting import Context

FORMATS: Mapping[str, Callable[[Iterable[Diagnostic], Context], str]] = MappingProxyType(
    {
        "text": text.render,
        "full": full.render,
        "concise": concise.render,
        "json": json_array.render,
        "jsonl": jsonl.render,
        "github": github.render,
        "gitlab": gitlab.render,
        "sarif": sarif.render,
        "junit": junit.render,
    }
)
