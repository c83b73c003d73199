"""Display groups and colours of a record's fields."""

from dataclasses import dataclass

from anfrage_parser.fields import BY_KEY, steps_of


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


def group_of(path: str) -> Group:
    """Return the group of a field path: that of "questions[0].parts[1].text" is "part"."""
    steps = [name for name, _ in steps_of(path)]
    inner = (_WITHIN[name] for name in steps if name in _WITHIN)
    known = BY_KEY.get(path) or BY_KEY.get(steps[0])
    key = next(inner, known.group if known else "text")
    return next(group for group in GROUPS if group.key == key)
