"""Evidence and findings of a value set manually."""

import re
from typing import Any

from anfrage_parser.corrections import paths
from anfrage_parser.corrections.paths import Steps
from anfrage_parser.model import Source, Span
from anfrage_parser.record.evidence import SpanLocator

MANUAL = "manual"
LONGEST = 5_000
"""Longest value that is searched for in the document, in characters."""


def settle(row: dict[str, Any], path: Steps) -> None:
    """Drop the findings that a correction settles: those about this field, and that it is missing."""
    written, root = paths.written(path), path[0]
    row["findings"] = [
        f
        for f in row["findings"]
        if f["field"] != written and not (f["field"] == root and f["code"].endswith("-missing") and paths.follow(row, (root,)))
    ]


def mark(row: dict[str, Any], path: Steps, source: Source) -> None:
    """Set the value's evidence, with the rule "manual": where it is printed, else where the previous value was."""
    value = paths.follow(row, path)
    if isinstance(value, list):
        for name in [name for name in row["evidence"] if paths.steps(name)[:-1] == path]:
            del row["evidence"][name]
        for index, item in enumerate(value):
            if isinstance(item, str):  # numbers of questions are counted, not printed
                row["evidence"][paths.written((*path, index))] = _places(item, source) or [_not_printed()]
        return
    name = paths.written(path)
    before = [{**place, "rule": MANUAL} for place in row["evidence"].get(name, ())]
    row["evidence"][name] = (_places(value, source) if isinstance(value, str) else None) or before or [_not_printed()]


def _not_printed() -> dict[str, Any]:
    """Return evidence for a value that isn't printed: an empty span at the beginning."""
    return {"start": 0, "end": 0, "line": 1, "page": 1, "bbox": None, "rule": MANUAL}


def _places(value: str, source: Source) -> list[dict[str, Any]]:
    """Find the first occurrence of a value, however it is broken into lines; one evidence row per line."""
    words = value.split()
    if not words or len(value) > LONGEST:
        return []
    found = re.search(r"\s++".join(re.escape(word) for word in words), source.text)
    if found is None:
        return []
    spans = [
        Span(found.start() + line.start(), found.start() + line.end(), "", MANUAL) for line in re.finditer(r"[^\n\f]*\S", found.group())
    ]
    return SpanLocator(source).rows(spans)
