"""The fields of a record as a person sees them: in which group, by which name, in which colour."""

import re
from dataclasses import dataclass

from anfrage_parser.messages import say


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that share a colour."""

    key: str
    title: str
    colour: str
    """#rrggbb, dark enough to read on white and to tell from its neighbours with any eyesight."""


GROUPS = (
    Group("number", say("Nummer, Art"), "#0060a8"),
    Group("date", say("Datum, Sitzung"), "#a84300"),
    Group("asker", say("Fraktion, Fragesteller"), "#8b1a89"),
    Group("title", say("Titel"), "#b3261e"),
    Group("place", say("Ort, Empfänger, Gremium"), "#5c5c00"),
    Group("text", say("Vorbemerkung, Begründung"), "#5f6368"),
    Group("lead_in", say("Einleitung der Fragen"), "#006d77"),
    Group("question", say("Frage"), "#1b6e28"),
    Group("part", say("Unterfrage"), "#4c7a00"),
    Group("answer", say("Antwort"), "#3f51b5"),
    Group("unassigned", say("nicht zugeordnet"), "#d00050"),
)
"""In the order of the legend."""

_GROUP_OF = {
    "paper_type": "number", "number": "number", "agenda_item": "date",
    "date": "date", "received": "date", "session_date": "date",
    "parties": "asker", "askers": "asker", "signatories": "asker",
    "title": "title",
    "place": "place", "body": "place", "addressee": "place", "committee": "place", "public": "place",
    "preamble": "text", "rationale": "text", "intro": "text",
    "lead_in": "lead_in", "heading": "lead_in",
    "label": "question", "text": "question", "tail": "question", "parts": "part", "answer": "answer",
    "unassigned": "unassigned",
}  # fmt: skip

NAMES = {
    "paper_type": say("Art"), "number": say("Nummer"), "date": say("Datum"), "received": say("Eingang"), "place": say("Ort"),
    "body": say("Körperschaft"), "parties": say("Fraktion"), "askers": say("Fragesteller"), "title": say("Titel"),
    "addressee": say("Empfänger"), "committee": say("Gremium"), "session_date": say("Sitzung"), "agenda_item": say("TOP"),
    "public": say("Öffentlich"), "preamble": say("Vorbemerkung"), "heading": say("Überschrift"), "intro": say("Zwischentext"),
    "lead_in": say("Einleitung"), "rationale": say("Begründung"), "signatories": say("Unterschrift"), "unassigned": say("nicht zugeordnet"),
    "answer": say("Antwort"), "tail": say("Frage"), "text": say("Frage"), "label": say("Zählung"), "parts": say("Unterfrage"),
    "questions": say("Fragen"), "blocks": say("Fragenblock"), "party": say("Fraktion"),
}  # fmt: skip
"""German names of fields."""

_STEP = re.compile(r"([a-z_]+)(?:\[([0-9]+)\])?")


def group_of(path: str) -> Group:
    """The group of a field path: "questions[0].parts[1].text" is a part."""
    steps = [name for name, _ in _STEP.findall(path)]
    key = _GROUP_OF.get(steps[0]) or next((_GROUP_OF[name] for name in steps[1:] if name in _GROUP_OF), "text")
    return next(group for group in GROUPS if group.key == key)


def name_of(path: str) -> str:
    """What a person calls a field: "Frage 3", "Unterschrift 2", "Titel"."""
    steps = _STEP.findall(path)
    first, index = steps[0]
    inner = steps[1][0] if len(steps) > 1 else ""
    if first == "questions" and index:
        name = NAMES[inner] if inner in ("answer", "parts") else say("Frage")
        part = f".{int(steps[1][1]) + 1}" if inner == "parts" and steps[1][1] else ""
        return f"{name} {int(index) + 1}{part}"
    if first == "blocks" and index:
        return NAMES.get(inner, NAMES["blocks"])
    return f"{NAMES.get(first, first)} {int(index) + 1}" if index and int(index) else NAMES.get(first, str(first))
