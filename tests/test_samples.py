"""Every sample against the record beside it, with both PDF readers; and the laws on all of them."""

import json
from pathlib import Path

import pytest

from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.work.check import find_samples, golden_of, outcome
from anfrage_parser.parse import examine
from anfrage_parser.readers import read_file
from anfrage_parser.readers.options import Options
from tests.command import SAMPLES as SAMPLES_FOLDER
from tests.laws import check_evidence, check_nothing_lost, check_unassigned_listed

SAMPLES = sorted(find_samples(SAMPLES_FOLDER))


def test_there_are_samples() -> None:
    assert len([s for s in SAMPLES if s.suffix == ".txt"]) >= 10
    assert len([s for s in SAMPLES if s.suffix == ".pdf"]) >= 3


READINGS = [(s, r) for s in SAMPLES for r in (("pdfium", "pdfplumber") if s.suffix == ".pdf" else ("auto",))]


@pytest.mark.parametrize(("sample", "reader"), READINGS, ids=lambda value: getattr(value, "name", value))
def test_golden(sample: Path, reader: str) -> None:
    assert outcome(sample, Intake(Options(reader), None)) == json.loads(golden_of(sample).read_text(encoding="utf-8"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.name)
def test_laws(sample: Path) -> None:
    seen = examine(read_file(sample))
    check_nothing_lost(seen)
    check_unassigned_listed(seen)
    check_evidence(seen)


def test_the_same_letter_as_text_and_as_pdf() -> None:
    folder = SAMPLES[0].parent
    text, pdf = (json.loads(golden_of(folder / f"mainzer-formular{kind}").read_text(encoding="utf-8")) for kind in (".txt", ".pdf"))
    for record in (text, pdf):
        record.pop("findings")
    assert text == pdf
