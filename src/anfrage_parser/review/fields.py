"""The fields of a record as a person sees them: in which group, by which name, in which colour."""

import re
from dataclasses import dataclass
from typing import Literal

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that share a colour."""

    key: str
    title: str
    english: str
    colour: str
    """#rrggbb, dark enough to read on white and to tell from its neighbours with any eyesight."""


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
    Group("unassigned", "nicht zugeordnet", "Not assigned", "#d00050"),
)
"""In the order of the legend."""

_GROUP_OF = {
    "document_type": "number", "paper_type": "number", "number": "number", "agenda_item": "date",
    "date": "date", "received": "date", "session_date": "date",
    "party": "asker", "parties": "asker", "askers": "asker", "signatories": "asker",
    "title": "title",
    "place": "place", "body": "place", "addressee": "place", "committee": "place", "public": "place",
    "preamble": "text", "rationale": "text", "intro": "text",
    "lead_in": "lead_in", "heading": "lead_in",
    "label": "question", "text": "question", "tail": "question", "parts": "part", "answer": "answer",
    "unassigned": "unassigned",
}  # fmt: skip

NAMES = {
    "paper_type": ("Art", "Kind"), "number": ("Nummer", "Reference"), "date": ("Datum", "Date"), "received": ("Eingang", "Received"),
    "place": ("Ort", "Place"), "body": ("Körperschaft", "Body"), "party": ("Fraktion", "Group"), "parties": ("Fraktion", "Group"),
    "askers": ("Fragesteller", "Asker"), "title": ("Titel", "Title"), "addressee": ("Empfänger", "Addressee"),
    "committee": ("Gremium", "Committee"), "session_date": ("Sitzung", "Session"), "agenda_item": ("TOP", "Agenda item"),
    "public": ("Öffentlich", "Public"), "preamble": ("Vorbemerkung", "Preamble"), "heading": ("Überschrift", "Heading"),
    "intro": ("Zwischentext", "Intro"), "lead_in": ("Einleitung", "Lead-in"), "rationale": ("Begründung", "Rationale"),
    "signatories": ("Unterschrift", "Signatory"), "unassigned": ("nicht zugeordnet", "Not assigned"), "answer": ("Antwort", "Answer"),
    "tail": ("Frage", "Question"), "text": ("Frage", "Question"), "label": ("Zählung", "Marker"), "parts": ("Unterfrage", "Part"),
    "questions": ("Frage", "Question"), "blocks": ("Fragenblock", "Block"), "role": ("Rolle", "Role"), "source": ("Dokument", "Document"),
    "document_type": ("Dokumentart", "Document type"),
}  # fmt: skip
"""German and English names of fields."""

_STEP = re.compile(r"([a-z_]+)(?:\[([0-9]+)\])?")


def group_of(path: str) -> Group:
    """The group of a field path: "questions[0].parts[1].text" is a part."""
    steps = [name for name, _ in _STEP.findall(path)]
    key = _GROUP_OF.get(steps[0]) or next((_GROUP_OF[name] for name in steps[1:] if name in _GROUP_OF), "text")
    return next(group for group in GROUPS if group.key == key)


def name_of(path: str, language: Language = "de") -> str:
    """What a person calls a field: "Frage 3", "Unterschrift 2", "Titel"."""
    steps = _STEP.findall(path)
    first, index = steps[0]
    inner = steps[1][0] if len(steps) > 1 else ""
    if first == "questions" and index:
        part = f".{int(steps[1][1]) + 1}" if inner == "parts" and steps[1][1] else ""
        return f"{_named(inner if inner in ('answer', 'parts') else first, language)} {int(index) + 1}{part}"
    if first == "blocks" and index:
        return _named(inner or first, language)
    return f"{_named(first, language)} {int(index) + 1}" if index and int(index) else _named(first, language)


def _named(name: str, language: Language) -> str:
    pair = NAMES.get(name)
    return pair[LANGUAGES.index(language)] if pair else str(name)
