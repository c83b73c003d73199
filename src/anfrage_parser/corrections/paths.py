"""Field paths ("questions[2].parts[0].text"): parsing, following, and renumbering after a change."""

from collections.abc import Iterator
from typing import Any

from anfrage_parser.text.patterns import compiled

Steps = tuple[str | int, ...]

_STEP = compiled(r"\.?([a-z_]++)(?:\[([0-9]{1,5})\])?")

LEAF = {"questions": "text", "parts": "text", "signatories": "name", "askers": "name", "footnotes": "text", "answers": "text"}
"""List → the main value of its entries: "questions[2]" means its text."""


def steps(path: str) -> Steps:
    """Parse "questions[2].text" into ("questions", 2, "text"); an entry is extended to its main value, `party` becomes `parties`."""
    out: list[str | int] = []
    for name, index in _STEP.findall(path):
        out.append(name)
        if index:
            out.append(int(index))
    if out == ["party"]:
        return ("parties",)
    return tuple(out)


def leaf(path: Steps) -> Steps:
    """Extend an entry's path to its main value: ("questions", 2) → ("questions", 2, "text")."""
    if len(path) > 1 and isinstance(path[-1], int) and path[-2] in LEAF:
        return (*path, LEAF[str(path[-2])])
    return path


def written(path: Steps) -> str:
    """Format a path as in records: "questions[2].text"."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def follow(row: Any, path: Steps) -> Any:
    """Return the value at a path; None if it doesn't exist."""
    for step in path:
        if isinstance(step, int):
            row = row[step] if isinstance(row, list) and step < len(row) else None
        else:
            row = row.get(step) if isinstance(row, dict) else None
    return row


def alike(row: Any, path: Steps) -> Iterator[tuple[Steps, Any]]:
    """Yield (path, value) for all paths that differ only in their indexes: ("questions", 2, "text") → the text of every question."""

    def walk(at: Any, done: Steps, rest: Steps) -> Iterator[tuple[Steps, Any]]:
        if not rest:
            yield done, at
        elif isinstance(rest[0], int):
            for index, entry in enumerate(at) if isinstance(at, list) else ():
                yield from walk(entry, (*done, index), rest[1:])
        elif isinstance(at, dict):
            yield from walk(at.get(rest[0]), (*done, rest[0]), rest[1:])

    return walk(row, (), path)


def moved(name: str, entry: Steps, by: int) -> str | None:
    """Renumber a path after an entry was inserted (by = 1) or removed (-1); None for the removed entry itself."""
    own, changed = steps(name), entry[-1]
    depth = len(entry) - 1
    at = own[depth] if len(own) > depth else None
    if own[:depth] != entry[:depth] or not isinstance(at, int) or not isinstance(changed, int) or at < changed:
        return name
    if by < 0 and at == changed:
        return None
    return written((*own[:depth], at + by, *own[depth + 1 :]))


def steps_backwards(name: str) -> tuple[tuple[str, int], ...]:
    """Sort key with later entries first, so that removing one doesn't renumber those still to be removed."""
    return tuple((name, -int(index or 0)) for name, index in _STEP.findall(name))
