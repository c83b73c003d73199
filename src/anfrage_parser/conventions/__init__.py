"""Conventions: the wording a council uses, read from `conventions/*.toml`, validated, and indexed for fast lookup.

`general` works on its own; a city's file extends it, and is chosen if all of its marks are found in a document's first lines.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from anfrage_parser.conventions import matching
from anfrage_parser.conventions.builtin import FOLDER, data_of, marks_of, names
from anfrage_parser.conventions.convention import SECTIONS, Convention, Kind
from anfrage_parser.conventions.marks import MARK_LINES, MAX_MARK_LINE, all_stand, compile_mark, refuse_slow
from anfrage_parser.conventions.matching import key, party_key
from anfrage_parser.errors import UnreadableError, UsageError
from anfrage_parser.field_names import folded
from anfrage_parser.messages import say
from anfrage_parser.model import Line
from anfrage_parser.text import toml
from anfrage_parser.text.loading import load as bytes_of

__all__ = ["SECTIONS", "Convention", "Kind", "build", "canonical", "choose", "key", "load", "names", "party_key", "source_of"]


def load(name: str) -> Convention:
    """Load a built-in convention by name, or one from a file ("stadt.toml"); `UsageError` if it doesn't exist or is invalid."""
    if name.endswith(".toml"):
        return _from_toml(source_of(name))
    found = canonical(name)
    if found not in names():
        raise UsageError(say("die Konvention „{name}“ gibt es nicht", name=name), say("vorhanden sind: {names}", names=", ".join(names())))
    return _load(found)


def canonical(name: str) -> str:
    """Return a convention's name as the program writes it, whatever its case and umlauts; a name that none has stays as it is.

    >>> canonical("Köln"), canonical("koeln"), canonical("stadt.toml")
    ('koeln', 'koeln', 'stadt.toml')
    """
    if name in names():
        return name
    return next((known for known in names() if folded(known) == folded(name)), name)


@cache
def _from_toml(text: str) -> Convention:
    convention = build(_parsed(text))
    refuse_slow(convention.marks)
    return convention


def source_of(name: str) -> str:
    """Return the TOML of a built-in convention or of a file; `UsageError` if it can't be read."""
    try:
        if name.endswith(".toml"):
            return toml.decoded(bytes_of(Path(name), toml.WORDING_BYTES), toml.WORDING_BYTES)
        load(name)
        return (FOLDER / f"{canonical(name)}.toml").read_text(encoding="utf-8")
    except toml.TooMuchError as error:
        raise _too_large(error) from error
    except (UnreadableError, OSError, ValueError) as error:
        raise UsageError(
            say("die Konvention „{name}“ ist nicht lesbar", name=name), say("Schreibweise, Rechte und UTF-8 prüfen")
        ) from error


def _parsed(text: str) -> dict[str, Any]:
    try:
        return toml.loads(text.encode("utf-8"))
    except toml.TooMuchError as error:
        raise _too_large(error) from error
    except ValueError as error:
        raise UsageError(say("die Konvention ist kein gültiges TOML: {why}", why=error), say("die Zeile korrigieren")) from error


def _too_large(error: toml.TooMuchError) -> UsageError:
    return UsageError(say("die Konvention ist zu groß: {why}", why=error.args[0]), say("sie kürzen"))


@cache
def _load(name: str) -> Convention:
    return _built(data_of(name))


def build(data: Mapping[str, Any]) -> Convention:
    """Build a convention from parsed TOML; `UsageError` names the invalid section, list or pattern."""
    from anfrage_parser.conventions.declaration import check_convention

    check_convention(data, SECTIONS)
    return _built(data)


def _built(data: Mapping[str, Any]) -> Convention:
    base = _load(data["extends"]) if data.get("extends") else None
    sections: dict[str, dict[str, tuple[str, ...]]] = {}
    for section, parts in SECTIONS.items():
        own = matching.folded(section, data.get(section, {}))
        inherited = base.sections[section] if base else {}
        sections[section] = {part: (*own.get(part, ()), *inherited.get(part, ())) for part in sorted(parts)}
    parties = dict(base.parties) if base else {}
    for canonical, aliases in data.get("parties", {}).items():
        parties[canonical] = (*aliases, *parties.get(canonical, ()))
    marks = tuple(compile_mark(mark, number) for number, mark in enumerate(data.get("marks", ())))
    return Convention(data["name"], data["title"], marks, sections, parties)


def choose(lines: Iterable[Line]) -> Convention:
    """Return the only convention whose marks are all found in the first lines; `general` if none or several fit."""
    written = (line.text.strip()[:MAX_MARK_LINE] for line in lines if line.text and not line.text.isspace())
    head = list(islice(written, MARK_LINES))
    folded = "\n".join(head).casefold()
    fitting = [name for name in names() if (marks := marks_of(name)) and all_stand(marks, head, folded)]
    return _load(fitting[0] if len(fitting) == 1 else "general")
