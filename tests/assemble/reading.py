"""What the tables of letters share: frames of a letter, a reader of what it gives, and how a table becomes cases."""

from typing import Any

import pytest

from anfrage_parser.parse import examine, parse_source
from anfrage_parser.readers import read_text
from tests.laws import check_evidence, check_nothing_lost, check_unassigned_listed

Case = tuple[str, str, dict[str, Any]]
"""A row of a table: its difficulty in plain English, the text, and what matters of what is read in it."""

TWO = "1. Wann kommt der Bus?\n2. Wer zahlt das?"
ASKED = ["Wann kommt der Bus?", "Wer zahlt das?"]
"""What is asked in `TWO`."""

HEAD = "SPD-Fraktion\nAuental, 06.11.2023\nAnfrage: Gutachten\n\n"
DEAR = "Sehr geehrte Frau Bürgermeisterin,\n\n"
TEXT = f"\n\nWir fragen:\n{TWO}\n\n"
CLOSE = "Mit freundlichen Grüßen\nMax Hierl"
END = f"\n\n{CLOSE}\n"


def values(text: str) -> dict[str, Any]:
    """What is read in a letter that gives one record, or one and its answer's, and for which the laws hold.

    Questions, blocks, people and what no field took are told apart into lists of equal length; all else is as in the record.
    """
    check_laws(text)
    record, *behind = parse_source(read_text(text))
    assert [other.document_type for other in behind] in ([], ["answer"])  # an answer behind it has a record of its own, too
    questions, blocks, askers, signatories = record.questions, record.blocks, record.askers, record.signatories
    return record.model_dump(mode="json") | {
        "questions": [question.text for question in questions],
        "labels": [question.label for question in questions],
        "parts": [[part.text for part in question.parts] for question in questions],
        "single_answers": [question.answer for question in questions],
        "joint_answers": [(answer.labels, answer.questions, answer.text) for answer in record.answers],
        "tails": [question.tail for question in questions],
        "block_numbers": [block.number for block in blocks],
        "headings": [block.heading for block in blocks],
        "intros": [block.intro for block in blocks],
        "lead_ins": [block.lead_in for block in blocks],
        "askers": [person.name for person in askers],
        "asker_parties": [person.party for person in askers],
        "signatories": [person.name for person in signatories],
        "signatory_parties": [person.party for person in signatories],
        "signatory_roles": [person.role for person in signatories],
        "unassigned": [stretch.text for stretch in record.unassigned],
        "unassigned_lines": [stretch.line for stretch in record.unassigned],
        "findings": [finding.code for finding in record.findings],
    }


def check_laws(text: str) -> None:
    """Fail where a text lost a character, or a value has no evidence; texts that are refused keep the laws, too."""
    seen = examine(read_text(text))
    check_nothing_lost(seen)
    check_unassigned_listed(seen)
    check_evidence(seen)


def check(text: str, expected: dict[str, Any]) -> None:
    """Fail where a letter gives other values than expected; the message shows only those that matter."""
    found = values(text)
    assert {key: found[key] for key in expected} == expected


def cases(*rows: Case) -> list[Any]:
    """The rows of a table as parameters `text` and `expected`, each called by its name."""
    names = [name for name, _, _ in rows]
    assert len(names) == len(set(names)), f"two rows of a name: {sorted({name for name in names if names.count(name) > 1})}"
    return [pytest.param(text, expected, id=name) for name, text, expected in rows]
