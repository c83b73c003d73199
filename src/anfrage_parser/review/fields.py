"""Display groups, names and colours of a record's fields."""

import re
from dataclasses import dataclass

from anfrage_parser.fields import BY_KEY, LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that share a colour."""

    key: str
    title: str
    english: str
    colour: str
    """#rrggbb; dark enough to read on white, and distinguishable from the other colours with colour blindness."""


GROUPS = (
    Group("number", "Nummer, Art", "Reference, kind", "#0060a8"),
    Group("date", "Datum, Sitzung", "Date, session", "#a84300"),
    Group("asker", "Fraktion, Fragesteller", "Group, askers", "#8b1a89"),
    Group("title", "Titel", "Title", "#b3261e"),
    Group("place", "Ort, Empfänger, Gremium", "Place, addressee, committee", "#5c5c00"),
    Group("text", "Vorbemerkung, Begründung", "Preamble, rationale", "#5f6368"),
    Group("lead_in", "Einleitung der Fragen", "Lead-in", "#006d77"),
    Group("question", "Frage", "Question", "#1b6e28"),
    Group("part", "Unterfrage", "Part of a question", "#4c7a00"),
    Group("answer", "Antwort", "Answer", "#3f51b5"),
    Group("footnote", "Fußnote", "Footnote", "#7a4b00"),
    Group("unassigned", "nicht zugeordnet", "Not assigned", "#d00050"),
)
"""The groups, in the order of the legend."""

_WITHIN = {
    "intro": "text", "lead_in": "lead_in", "heading": "lead_in", "parts": "part", "answer": "answer", "answers": "answer",
    "unassigned": "unassigned",
}  # fmt: skip
"""Last step of a path → group, where it differs from its list's."""

_INNER = {
    "heading": ("Überschrift", "Heading"), "intro": ("Zwischentext", "Intro"), "lead_in": ("Einleitung", "Lead-in"),
    "unassigned": ("nicht zugeordnet", "Not assigned"), "answer": ("Antwort", "Answer"), "parts": ("Unterfrage", "Part"),
    "role": ("Rolle", "Role"), "source": ("Dokument", "Document"),
}  # fmt: skip
"""German and English names of parts of fields."""


_STEP = re.compile(r"([a-z_]+)(?:\[([0-9]+)\])?")


def group_of(path: str) -> Group:
    """Return the group of a field path: that of "questions[0].parts[1].text" is "part"."""
    steps = [name for name, _ in _STEP.findall(path)]
    inner = (_WITHIN[name] for name in steps if name in _WITHIN)
    known = BY_KEY.get(path) or BY_KEY.get(steps[0])
    key = next(inner, known.group if known else "text")
    return next(group for group in GROUPS if group.key == key)


def name_of(path: str, language: Language = "de") -> str:
    """Return the display name of a field path: "Frage 3", "Unterschrift 2", "Titel"."""
    if path in BY_KEY:
        return BY_KEY[path].name(language)
    steps = _STEP.findall(path)
    first, index = steps[0]
    inner = steps[1][0] if len(steps) > 1 else ""
    if first == "questions" and index:
        part = f".{int(steps[1][1]) + 1}" if inner == "parts" and steps[1][1] else ""
        return f"{_named(inner if inner in ('answer', 'parts') else first, language)} {int(index) + 1}{part}"
    if first == "answers" and index:
        return f"{_named('answer', language)} {int(index) + 1}"
    if first == "blocks" and index:
        return _named(inner or first, language)
    return f"{_named(first, language)} {int(index) + 1}" if index and int(index) else _named(first, language)


def _named(name: str, language: Language) -> str:
    if name in BY_KEY:
        return BY_KEY[name].name(language)
    return _INNER[name][LANGUAGES.index(language)] if name in _INNER else name
