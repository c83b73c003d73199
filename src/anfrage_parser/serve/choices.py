"""What can be added to a record, or changed although no row of the page shows it: a name and a path for each."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from anfrage_parser.exporters.columns import WORDS as CODED
from anfrage_parser.fields import BY_KEY, LANGUAGES, Language, name_of
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.review.rows import HEAD, rows

KINDS = ("inquiry", "inquiry_with_answer", "answer")

NAMES = {
    "head": ("Kopf", "Head"),
    "people": ("Personen", "People"),
    "questions": ("Fragen", "Questions"),
    "texts": ("Texte", "Texts"),
    "answers": ("Antworten", "Answers"),
    "asked_title": ("Titel der beantworteten Anfrage", "Title of the inquiry answered"),
    "asked_parties": ("Fraktion der beantworteten Anfrage", "Group of the inquiry answered"),
    "asker": ("Fragesteller", "Asker"),
    "signatory": ("Unterschrift", "Signatory"),
    "role": ("{name}: Funktion", "{name}: role"),
    "party": ("{name}: Fraktion", "{name}: group"),
    "question": ("Frage am Ende", "Question at the end"),
    "before": ("Frage vor {name}", "Question before {name}"),
    "part": ("{name}: Unterfrage", "{name}: part"),
    "label": ("{name}: gedruckte Nummer", "{name}: printed number"),
    "tail": ("{name}: Schluss nach den Unterfragen", "{name}: end after its parts"),
    "answer": ("{name}: Antwort", "{name}: answer"),
    "of_block": ("{name}: Fragenblock", "{name}: block"),
    "heading": ("Block {number}: Überschrift", "Block {number}: heading"),
    "intro": ("Block {number}: Zwischentext", "Block {number}: intro"),
    "lead_in": ("Block {number}: Einleitung", "Block {number}: lead-in"),
    "block": ("Fragenblock {number}: Einleitung", "Block {number}: lead-in"),
    "footnote": ("Fußnote", "Footnote"),
    "joint": ("Antwort auf mehrere Fragen", "Answer to several questions"),
    "labels": ("{name}: Nummern der Fragen, wie gedruckt", "{name}: numbers of the questions, as printed"),
    "answered": ("{name}: gezählte Fragen", "{name}: counted questions"),
}
"""Name → (German, English)."""


class Choice(NamedTuple):
    """A value that can be set."""

    section: str
    path: str
    name: str
    value: str | None = None
    """Its value now."""
    insert: bool = False
    options: Sequence[tuple[str, str]] = ()
    """(code, name) of each, where only these are allowed."""


def choices(inquiry: Inquiry, language: Language) -> list[Choice]:
    """Return the values that the rows of a record don't show."""
    column = LANGUAGES.index(language)
    shown = {row.path for row in rows(inquiry, language)}
    return [
        Choice(NAMES[section][column], path, _named(name, column, language), *rest)
        for section, path, name, *rest in _all(inquiry, column)
        if path not in shown or rest
    ]


def _named(name: Any, column: int, language: Language) -> str:
    """Return the display name: of a field by its key, or of a row of `NAMES` with the path or number that it is about."""
    if isinstance(name, str):
        return BY_KEY[name].name(language) if name in BY_KEY else NAMES[name][column]
    key, about = name
    return NAMES[key][column].format(name=name_of(about, language) if isinstance(about, str) else "", number=about)


Found = tuple[Any, ...]


def _all(inquiry: Inquiry, column: int) -> Iterator[Found]:
    """Yield (section, path, name, value, insert, options), the last three only if they are more than nothing."""
    yield from (("head", field.key, field.key) for field in HEAD)
    kinds = [(kind, CODED["document_type"][kind][column]) for kind in KINDS]
    yield "head", "document_type", "document_type", inquiry.document_type, False, kinds
    for name in ("title", "parties"):
        value = getattr(inquiry.refers_to, name, None)
        yield "head", f"refers_to.{name}", f"asked_{name}", ", ".join(value) if isinstance(value, list) else value, False
    yield from _people(inquiry)
    yield from _questions(inquiry)
    yield from (("texts", key, key) for key in ("preamble", "rationale"))
    for number, note in enumerate(inquiry.footnotes):
        yield "texts", f"footnotes[{number}].label", ("label", f"footnotes[{number}]"), note.label, False
    yield "texts", f"footnotes[{len(inquiry.footnotes)}].text", "footnote"
    yield from _answers(inquiry)


def _people(inquiry: Inquiry) -> Iterator[Found]:
    for key, name in (("askers", "asker"), ("signatories", "signatory")):
        people = getattr(inquiry, key)
        for number in range(len(people)):
            yield from (("people", f"{key}[{number}].{part}", (part, f"{key}[{number}]")) for part in ("role", "party"))
        yield "people", f"{key}[{len(people)}].name", name


def _questions(inquiry: Inquiry) -> Iterator[Found]:
    yield "questions", f"questions[{len(inquiry.questions)}].text", "question"
    for index, question in enumerate(inquiry.questions):
        path = f"questions[{index}]"
        yield "questions", f"{path}.text", ("before", path), None, True
        yield "questions", f"{path}.parts[{len(question.parts)}].text", ("part", path)
        yield "questions", f"{path}.label", ("label", path), question.label, False
        for part, inner in enumerate(question.parts):
            yield "questions", f"{path}.parts[{part}].label", ("label", f"{path}.parts[{part}]"), inner.label, False
        if question.parts:
            yield "questions", f"{path}.tail", ("tail", path)
        yield "answers", f"{path}.answer", ("answer", path)
        if len(inquiry.blocks) > 1:
            yield "questions", f"{path}.block", ("of_block", path), str(question.block), False
    for number, _ in enumerate(inquiry.blocks):
        yield from (("questions", f"blocks[{number}].{key}", (key, number + 1)) for key in ("heading", "intro", "lead_in"))
    if inquiry.blocks:
        yield "questions", f"blocks[{len(inquiry.blocks)}].lead_in", ("block", len(inquiry.blocks) + 1)


def _answers(inquiry: Inquiry) -> Iterator[Found]:
    for number, answer in enumerate(inquiry.answers):
        path = f"answers[{number}]"
        yield "answers", f"{path}.labels", ("labels", path), ", ".join(answer.labels), False
        if inquiry.questions:
            yield "answers", f"{path}.questions", ("answered", path), ", ".join(map(str, answer.questions)), False
    yield "answers", f"answers[{len(inquiry.answers)}].text", "joint"
