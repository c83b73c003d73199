"""Field paths ("questions[2].parts[0].text"): parsing, following, and renumbering after a change."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from anfrage_parser.field_names import key_of
from anfrage_parser.fields import FIELDS
from anfrage_parser.record.schema import Answer, Asker, Block, Footnote, Part, Question, Reference, Signatory
from anfrage_parser.text.patterns import compiled

Steps = tuple[str | int, ...]

_STEP = compiled(r"\.?([a-z_]++)(?:\[([0-9]{1,5})\])?")

LEAF = {"questions": "text", "parts": "text", "signatories": "name", "askers": "name", "footnotes": "text", "answers": "text"}
"""List → the main value of its entries: "questions[2]" means its text."""


_TYPED = compiled(r"\s{0,9}([^\[\].]{1,60}+)(?:\[\s{0,9}([0-9]{1,5})\s{0,9}\])?\s{0,9}(?:\.|\Z)")

_SHOWN = compiled(r"\s{0,9}([^\W\d_]{3,30})\s{0,9}([0-9]{1,5})(?:\.([0-9]{1,5}))?\s{0,9}")
"""A name as the program shows it: "Frage 3", "Unterfrage 3.2"."""

_BELOW: Mapping[str, Collection[str]] = {
    "questions": Question.model_fields,
    "parts": Part.model_fields,
    "answers": Answer.model_fields,
    "blocks": Block.model_fields,
    "askers": Asker.model_fields,
    "signatories": Signatory.model_fields,
    "footnotes": Footnote.model_fields,
    "refers_to": Reference.model_fields,
}
"""Field → keys of its entries."""

_TOP = (*(field.key for field in FIELDS if "." not in field.key and field.key != "party"), "refers_to")
_DOTTED = [field.key for field in FIELDS if "." in field.key]


class UnknownFieldError(ValueError):
    """A word of a path that names no field; has the keys that it might have named."""

    def __init__(self, word: str, keys: Collection[str]) -> None:
        super().__init__(word)
        self.word, self.keys = word, keys


def canonical(typed: str) -> str:
    """Return a path, typed in German or English, as records have it; `UnknownFieldError` if there is no such field.

    >>> canonical("Fragen[2].Wortlaut"), canonical("Zu Anfrage"), canonical("fraktion")
    ('questions[2].text', 'refers_to.number', 'parties')
    >>> canonical("frage 3"), canonical("Unterfrage 3.2"), canonical("Fußnote 1")
    ('questions[2]', 'questions[2].parts[1]', 'footnotes[0]')
    """
    if (shown := _SHOWN.fullmatch(typed)) is not None and (entry := _entry(*shown.groups())) is not None:
        return entry
    if (whole := key_of(typed, _DOTTED)) is not None:
        return whole
    keys: Collection[str] = _TOP
    out, at = "", 0
    while at < len(typed):
        match = _TYPED.match(typed, at)
        key = key_of(match[1], keys) if match is not None else None
        if match is None or key is None:
            raise UnknownFieldError(match[1] if match is not None else typed[at:], keys)
        out += f".{key}[{match[2]}]" if match[2] else f".{key}"
        keys, at = _BELOW.get(key, ()), match.end()
    return out.removeprefix(".")


def _entry(word: str, number: str, part: str | None) -> str | None:
    """Return the path of an entry under the name that people read, which counts from 1; None if there is no such list."""
    key, entry, inner = key_of(word, [key for key in LEAF if key != "answers"]), int(number) - 1, int(part or 1) - 1
    if key is None or min(entry, inner) < 0:
        return None
    if part is None:
        return f"{key}[{entry}]" if key != "parts" else None
    return f"questions[{entry}].parts[{inner}]" if key in ("parts", "questions") else None


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
