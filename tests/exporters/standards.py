"""The published files of OParl and Akoma Ntoso, which are not ours and stay outside, and the records that are held against them."""

import contextlib
import os
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from anfrage_parser.errors import AnfrageError
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_file
from anfrage_parser.record.build import from_dict
from anfrage_parser.record.schema import SCHEMA_VERSION, Inquiry
from tests.command import ROOT

SAMPLES = sorted(p for p in (ROOT / "samples").iterdir() if p.suffix in (".txt", ".pdf"))
CORPUS = os.environ.get("ANFRAGE_CORPUS")
BESIDE = Path(CORPUS).parent / "research" / "standards" if CORPUS else None
STANDARDS = Path(os.environ["ANFRAGE_STANDARDS"]) if "ANFRAGE_STANDARDS" in os.environ else BESIDE

MOST = 200
"""Documents of the corpus that are inquiries."""

published = pytest.mark.skipif(
    STANDARDS is None or not STANDARDS.is_dir(), reason="the standards' own files are neither beside the corpus nor in ANFRAGE_STANDARDS"
)


def standards() -> Path:
    """Where the files are; only for tests that are marked as `published`."""
    assert STANDARDS is not None
    return STANDARDS


def filled(payload: str) -> Inquiry:
    """A record in which nothing is missing and every text begins with the payload."""

    def fill(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: fill(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [fill(inner, key) for inner in value]
        return payload + value if isinstance(value, str) and key not in KEPT else value

    return from_dict(fill(FULL))


KEPT = ("schema_version", "document_type", "date", "date_basis", "received", "session_date", "due", "severity")
PLACE = {"start": 3, "end": 9, "line": 2, "page": 1, "bbox": [1.5, 2, 30.25, 4], "rule": "item:1."}
WHERE = ("title", "parties[0]", "blocks[0].lead_in", "questions[0].text", "questions[1].parts[0].text", "questions[1].answer")
FULL: dict[str, Any] = {
    "schema_version": SCHEMA_VERSION,
    "document_type": "inquiry_with_answer",
    "paper_type": "Kleine Anfrage",
    "number": "7/24",
    "date": "2024-05-03",
    "date_basis": "letter",
    "received": "2024-05-04",
    "place": "Auental",
    "body": "Stadt Auental",
    "parties": ["FDP", "Bürgerforum"],
    "askers": [{"name": "Helga Brinkmann", "role": "Stadträtin", "party": "FDP"}, {"name": "Ole Steinkamp", "role": None, "party": None}],
    "title": "Radweg Ost",
    "addressee": "Herrn Bürgermeister Kügler",
    "committee": "Verkehrsausschuss",
    "session_date": "2024-06-01",
    "agenda_item": "7.1",
    "public": True,
    "preamble": "Der Weg ist lang.\n\nEr ist\nschmal.",
    "blocks": [
        {"number": 1, "heading": "Zum Bau", "intro": "Es staubt.\n\nSehr.", "lead_in": "Wir fragen:"},
        {"number": 2, "heading": None, "intro": None, "lead_in": None},
    ],
    "questions": [
        {"index": 1, "number": 1, "label": "1.", "block": 1, "text": "Wann?", "parts": [], "tail": "Bitte nach Jahren.", "answer": None},
        {
            "index": 2,
            "number": None,
            "label": "b)",
            "block": 2,
            "text": "Was kosten",
            "parts": [{"label": "-", "text": "der Bau,"}, {"label": "-", "text": "der Betrieb"}],
            "tail": "im Jahr?",
            "answer": "Viel.\n\nSehr viel.",
        },
        {"index": 3, "number": None, "label": None, "block": 2, "text": "Und wie?", "parts": [], "tail": None, "answer": None},
    ],
    "responsible": "Dezernat III",
    "due": "2024-07-01",
    "refers_to": {"number": "5/24", "date": "2024-02-01", "parties": ["FDP"], "title": "Radweg"},
    "answered_by": "Tiefbauamt",
    "answers": [{"labels": ["1.", "b)"], "questions": [1, 2], "text": "Bald.\n\nSehr bald."}],
    "footnotes": [{"label": "1", "text": "Stand: Mai."}, {"label": "*", "text": "Plan von 2019, Blatt 3."}],
    "rationale": "Darum.\n\nUnd darum.",
    "signatories": [
        {"name": "Helga Brinkmann", "role": None, "party": None},
        {"name": "Dr. Eva Au", "role": "Sprecherin", "party": "Volt"},
    ],
    "unassigned": [{"line": 9, "text": "Seite 1"}],
    "findings": [
        {"code": "a-b", "severity": "info", "field": "title", "message": "na", "line": 1, "page": 1, "start": 2, "end": 3},
        {"code": "c-d", "severity": "error", "field": "date", "message": "so", "line": None, "page": None, "start": None, "end": None},
    ],
    "source": {
        "name": "2024/a.pdf",
        "part": 1,
        "sha256": "0" * 64,
        "size": 7,
        "media_type": "application/pdf",
        "encoding": "utf-8",
        "encoding_guessed": True,
        "pages": 1,
        "reader": "pdfium",
        "convention": "general",
        "parser": "anfrage-parser",
    },
    "evidence": {path: [PLACE, {**PLACE, "bbox": None}] for path in WHERE},
}


@cache
def samples() -> tuple[Inquiry, ...]:
    """The records of all samples, with their evidence."""
    found = tuple(inquiry for path in SAMPLES for inquiry in parse_source(read_file(path), None, True))
    assert len(found) >= 35
    return found


@cache
def real() -> tuple[Inquiry, ...]:
    """The records of documents of the corpus; none without it."""
    paths = sorted(Path(CORPUS).rglob("*.txt")) if CORPUS else []
    random.Random(1).shuffle(paths)
    found: dict[Path, list[Inquiry]] = {}
    for path in paths:
        if len(found) == MOST:
            break
        with contextlib.suppress(AnfrageError):  # what is refused is no matter here
            found[path] = parse_source(read_file(path), None, True)
    assert not paths or len(found) == MOST
    return tuple(inquiry for inquiries in found.values() for inquiry in inquiries)
