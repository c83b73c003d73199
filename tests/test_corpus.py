"""Real documents, where they are present: the laws on all, the facts of the Mainz letter as text and as PDF."""

import csv
import hashlib
import os
import unicodedata
from pathlib import Path

import pytest

from anfrage_parser.errors import AnfrageError
from anfrage_parser.parse import examine, parse_file, parse_source
from anfrage_parser.readers import read_bytes, read_file
from anfrage_parser.readers.options import Options
from anfrage_parser.record.schema import Inquiry
from tests.command import SOAK
from tests.laws import check_evidence, check_nothing_lost, check_unassigned_listed
from tests.typeset import letter_as_pdf

CORPUS = Path(os.environ.get("ANFRAGE_CORPUS", ""))
MAINZ = CORPUS / "mainz" / "anfrage-1424-2024.txt"

pytestmark = pytest.mark.skipif(
    not os.environ.get("ANFRAGE_CORPUS") or not MAINZ.exists(), reason="ANFRAGE_CORPUS names no folder of real documents"
)


def documents() -> list[Path]:
    kinds = (".txt", ".md", ".pdf")
    return sorted(p for p in CORPUS.rglob("*") if p.suffix in kinds and "labels" not in p.parts) if os.environ.get("ANFRAGE_CORPUS") else []


def test_laws_on_every_document() -> None:
    read = 0
    share = 1 if SOAK else 4  # `make evaluate` reads all of them, too
    for path in documents()[::share]:
        try:
            source = read_file(path, options=Options(words=True))
        except AnfrageError:
            continue
        seen = examine(source)
        check_nothing_lost(seen)
        check_unassigned_listed(seen)
        check_evidence(seen)
        read += 1
    assert read >= 300 // share


def digest(text: str | None) -> str:
    return hashlib.sha256((text or "").encode()).hexdigest()[:16]


def facts(inquiry: Inquiry) -> dict[str, object]:
    """What is so of the Mainz letter, its texts as digests."""
    return {
        "head": (inquiry.number, inquiry.date, inquiry.date_basis, inquiry.place, inquiry.party, inquiry.session_date, inquiry.committee),
        "title": digest(inquiry.title),
        "preamble": digest(inquiry.preamble),
        "blocks": [(b.number, b.lead_in, digest(b.intro)) for b in inquiry.blocks],
        "questions": digest("|".join(f"{q.index} {q.number} {q.label} {q.block} {q.text}" for q in inquiry.questions)),
        "signed": [(s.name, s.role) for s in inquiry.signatories],
        "rest": (inquiry.rationale, inquiry.unassigned, inquiry.askers, inquiry.addressee),
        "findings": [(f.code, f.field) for f in inquiry.findings],
    }


def test_the_mainz_letter() -> None:
    (inquiry,) = parse_file(MAINZ)
    got = facts(inquiry)
    assert got["head"] == ("1424/2024", "2024-09-29", "letter", "Mainz", "FDP", None, None)
    assert [b.lead_in for b in inquiry.blocks] == ["Wir fragen an:", "Dazu fragen wir:"]
    assert [q.number for q in inquiry.questions] == list(range(1, 17))
    assert [q.block for q in inquiry.questions] == [1] * 9 + [2] * 7
    intro = inquiry.blocks[1].intro or ""
    assert "\n" not in intro and intro.startswith("Nach den neusten Studien")
    assert got["signed"] == [("Susanne Glahn", "Fraktionsvorsitzende")]
    assert got["rest"] == (None, [], [], None)
    assert ("session-date-missing", "session_date") in [(f.code, f.field) for f in inquiry.findings]
    assert inquiry.source.convention == "mainz"


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman"])
def test_the_mainz_letter_as_pdf(font: str, reader: str) -> None:
    data = letter_as_pdf(MAINZ.read_text(encoding="utf-8"), font, head="Fraktion im Stadtrat", foot="Seite {page} von {pages}")
    (inquiry,) = parse_source(read_bytes(data, "brief.pdf", Options(reader)))
    (wanted,) = parse_file(MAINZ)
    assert inquiry.source.pages >= 2
    got, expected = facts(inquiry), facts(wanted)
    assert got == expected


def folded(text: str | None) -> str:
    """The digest of a text's letters and digits: a label tells no text."""
    letters = "".join(char for char in unicodedata.normalize("NFC", text or "").casefold() if char.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()[:16]


def test_answers_that_were_read_by_eye() -> None:
    """45 of a city's answers, labelled question by question before they were read here: at least 95 of 100 answers are right."""
    with (Path(__file__).parent / "corpus" / "karlsruhe_answers.tsv").open(encoding="utf-8") as table:
        labels = list(csv.DictReader(table, delimiter="\t"))
    found: dict[str, set[tuple[str, str]]] = {}
    for name in {label["file"] for label in labels}:
        record = parse_file(CORPUS / name)[0]
        alone = {(folded(question.text), folded(question.answer)) for question in record.questions}
        others = {("-", folded(answer.text)) for answer in record.answers} | {("-", text) for _, text in alone}
        found[name] = alone | others
    right = sum((label["question"], label["answer"]) in found[label["file"]] for label in labels)
    assert right >= 0.95 * len(labels), f"{right} of {len(labels)}"
