"""Field paths ("questions[2].parts[0].text"): taking them apart, following them, moving the numbers behind a change."""

from collections.abc import Iterator
from typing import Any

from anfrage_parser.text.patterns import compiled

Steps = tuple[str | int, ...]

_STEP = compiled(r"\.?([a-z_]++)(?:\[([0-9]{1,5})\])?")

LEAF = {"questions": "text", "parts": "text", "signatories": "name", "askers": "name"}
"""The value that a whole entry stands for: "questions[2]" is its text."""


def steps(path: str) -> Steps:
    """ "questions[2].text" → ("questions", 2, "text"); an entry becomes its main value, `party` the list of parties."""
    out: list[str | int] = []
    for name, index in _STEP.findall(path):
        out.append(name)
        if index:
            out.append(int(index))
    if out == ["party"]:
        return ("parties",)
    return tuple(out)


def leaf(path: Steps) -> Steps:
    """The path of an entry's main value: ("questions", 2) → ("questions", 2, "text")."""
    if len(path) > 1 and isinstance(path[-1], int) and path[-2] in LEAF:
        return (*path, LEAF[str(path[-2])])
    return path


def written(path: Steps) -> str:
    """The path as records write it."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def follow(row: Any, path: Steps) -> Any:
    """What stands at a path; None where it leads nowhere."""
    for step in path:
        if isinstance(step, int):
            row = row[step] if isinstance(row, list) and step < len(row) else None
        else:
            row = row.get(step) if isinstance(row, dict) else None
    return row


def alike(row: Any, path: Steps) -> Iterator[tuple[Steps, Any]]:
    """All values at paths like this one, whatever their numbers: ("questions", 2, "text") → the text of every question, with its path."""

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
    """A path after an entry of a list came (by = 1) or went (-1); None for the entry that went."""
    own, changed = steps(name), entry[-1]
    depth = len(entry) - 1
    at = own[depth] if len(own) > depth else None
    if own[:depth] != entry[:depth] or not isinstance(at, int) or not isinstance(changed, int) or at < changed:
        return name
    if by < 0 and at == changed:
        return None
    return written((*own[:depth], at + by, *own[depth + 1 :]))


def steps_backwards(name: str) -> tuple[tuple[str, int], ...]:
    """A key that sorts later entries of a list before earlier ones, so that removing one moves none that is still to be removed."""
    return tuple((name, -int(index or 0)) for name, index in _STEP.findall(name))
