"""What a template may name: each value by its English name as data, by its German one as people read it."""

import re
from collections.abc import Mapping
from itertools import chain
from typing import Any

from anfrage_parser.conventions.matching import WRITTEN_OUT
from anfrage_parser.exporters.cells import YES_NO, allowed
from anfrage_parser.exporters.columns import QUESTIONS, WORDS, lead_in, notes, people
from anfrage_parser.fields import FIELDS, Field
from anfrage_parser.linking.papers import OPEN
from anfrage_parser.messages import shown_day
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.schema import Block, Inquiry, Question

Values = dict[str, Any]

OWN = {"shown_label": "Marke", "answer_to": "Zu"}
"""What only templates have of a question → its German name."""

IN_QUESTION = ("index", "label", "text", "parts", "tail", "answer", "block", "lead_in")

QUESTION = {column.key: column.german for column in QUESTIONS.columns if column.key in IN_QUESTION} | OWN
"""What a question has → its German name."""

PART = {"label": "Nummerierung", "text": "Wortlaut"}
BLOCK = {"number": "Nummer", "heading": "Überschrift", "intro": "Text davor", "lead_in": "Einleitung", "questions": "Fragen"}

HERE = f"[{OPEN}]"
"""What stands where an answer is to be written."""

_SIGNS = re.compile(r"\A\W*(?:Fragen?\s{1,9})?|\W+\Z")


def german_names(heading: str) -> tuple[str, ...]:
    """Return how a template may write a German name: with umlauts or without.

    >>> german_names("Zu Anfrage"), german_names("Überschrift")
    (('zu_anfrage',), ('überschrift', 'ueberschrift'))
    """
    name = re.sub(r"\W+", "_", heading.lower()).strip("_")
    return tuple(dict.fromkeys((name, name.translate(WRITTEN_OUT))))


def values(record: Inquiry) -> Values:
    """Return all that a template may name for a record, ready for JSON; texts hold no characters that Word can't."""
    found = as_dict(record, evidence=False)
    questions = [_question(record, question, data) for question, data in zip(record.questions, found["questions"], strict=True)]
    of = {question.index: both for question, both in zip(record.questions, questions, strict=True)}
    blocks = [_block(block, [of[q.index] for q in record.questions if q.block == block.number]) for block in record.blocks]
    german = {"questions": questions, "blocks": blocks}
    shown = {field.key: german[field.key] if field.key in german else _shown(record, field) for field in FIELDS}
    for field in FIELDS:
        found |= dict.fromkeys(german_names(field.heading("de")), shown[field.key])
    for field in FIELDS:  # other names that people type give way to these
        for name in chain.from_iterable(map(german_names, (field.german, *field.also))):
            found.setdefault(name, shown[field.key])
    return {name: _clean(value) for name, value in {**found, **german}.items()}


def _question(record: Inquiry, question: Question, data: Mapping[str, Any]) -> Values:
    own = {"shown_label": shown_label(question), "answer_to": answer_to(question), "lead_in": lead_in(record, question)}
    found: Values = {**data, **own}
    found["parts"] = [_both(part, PART) for part in data["parts"]]
    return _both(found, QUESTION)


def _block(block: Block, questions: list[Values]) -> Values:
    data = {**block.model_dump(), "questions": questions}
    return _both(data, BLOCK)


def _both(data: Mapping[str, Any], german: Mapping[str, str]) -> Values:
    """Return the values under their names and their German ones."""
    return {**data, **{name: data[key] for key, heading in german.items() for name in german_names(heading)}}


def shown_label(question: Question) -> str:
    """Return what stands before a question in a draft: its number as printed, or one, as the answer has to name it."""
    label = question.label or ""
    return label if any(map(str.isalnum, label)) else f"Frage {question.index}:"


def answer_to(question: Question) -> str:
    """Return the number by which an answer names a question, as printed but for its signs: "3" for "Frage 3.)", "A" for "A.)"."""
    return str(question.number or _SIGNS.sub("", question.label or "") or question.index)


def _shown(record: Inquiry, field: Field) -> Any:
    """Return a value as people read it."""
    found = field.of(record)
    if found is None:
        return None
    if field.shape == "day":
        return shown_day(found, "de")
    if field.shape == "people":
        return people(found)
    if field.shape == "notes":
        return notes(found)
    if field.shape == "yes-no":
        return YES_NO["de"][0 if found else 1]
    if field.shape == "code":
        return WORDS.get(field.key, {}).get(str(found), (found,))[0]
    return record.party if field.shape == "groups" else [part.model_dump() for part in found] if field.shape == "list" else found


def _clean(value: Any) -> Any:
    """Replace in all texts what Word can't hold; page and paragraph marks of docxtpl, too."""
    if isinstance(value, str):
        return allowed(value)
    if isinstance(value, dict):
        return {name: _clean(inner) for name, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list) else value


LISTS = {"questions": QUESTION, "parts": PART, "blocks": BLOCK}
"""Lists whose parts have German names, too."""


def names_table() -> str:
    """Return the page's table of names, as Markdown."""
    rows = ["| German | English | |", "|---|---|---|"]
    for field in FIELDS:
        listed = field.key in LISTS
        rows.append(_row(field.heading("de"), field.key, "a list, see below" if listed else SHAPES.get(field.shape, "")))
    for name, title in (("questions", "a question"), ("parts", "a part of a question"), ("blocks", "a block")):
        rows += ["", f"Of {title}:", "", "| German | English | |", "|---|---|---|"]
        rows += [_row(german, key, MEANINGS.get(key, "")) for key, german in LISTS[name].items()]
    return "\n".join(rows) + "\n"


SHAPES = {
    "day": "a day: 29.09.2024; 2024-09-29",
    "yes-no": '"ja" or "nein"; true or false',
    "groups": "in one line; a list",
    "people": "in one line; a list with `name`, `role`, `party`",
    "notes": "one in each line; a list with `label`, `text`",
    "list": "a list, as in the record",
}
MEANINGS = {
    "shown_label": 'the number before the question: the letter\'s own, else "Frage 1:"',
    "answer_to": 'the number behind "Zu Frage"',
    "label": "the number or letter as printed; missing for a bare question",
    "index": "1 … n over the letter",
    "answer": "the answer, where the letter prints one",
    "parts": "a list, see below",
    "questions": "the questions of the block",
}


def _row(german: str, key: str, meaning: str) -> str:
    return f"| `{german_names(german)[0]}` | `{key}` | {meaning} |"
