"""The documents that are measured on, set by set, each with its label and its record."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from anfrage_parser.errors import AnfrageError, NotAnInquiryError
from anfrage_parser.parse import parse_file, parse_source
from anfrage_parser.readers import read_bytes, read_text
from anfrage_parser.record.schema import Inquiry
from tools.evaluation.scoring import Label, Row, refused, rows_of, squeeze
from tools.letters import letter
from tools.letters.page import as_pdf
from tools.letters.text import as_text

OWN_LABELS = Path(__file__).resolve().parents[2] / "tests" / "corpus"

LETTERS = 200
"""Letters that are drawn as text, and again as PDF."""


@dataclass(frozen=True)
class Scored:
    """One document of a set, with its rows."""

    set: str
    name: str
    rows: tuple[Row, ...]
    failed: str = ""


def _fitting(records: list[Inquiry], label: Label) -> Inquiry:
    """Of the records of one document, the one that the label tells of."""
    return next((r for r in records if r.number == label.get("number")), records[0])


def _score(kind: str, name: str, label: Label, path: Path) -> Scored:
    try:
        return Scored(kind, name, tuple(rows_of(label, _fitting(parse_file(path), label))))
    except AnfrageError as error:
        return Scored(kind, name, tuple(refused(label)), str(error))


def labelled(corpus: Path, folder: Path, kinds: dict[str, str]) -> Iterator[Scored]:
    """Documents of the corpus that a folder of labels tells of; `kinds` names the set by the label's "set"."""
    for file in sorted(folder.glob("*.json")):
        label = json.loads(file.read_text(encoding="utf-8"))
        path = corpus / label.get("file", "")
        kind = kinds.get(label.get("set", ""))
        if kind and path.suffix == ".txt" and path.exists():
            yield _score(kind, path.stem, label, path)


def letters(pdf: bool, first: int = 0, count: int = LETTERS) -> Iterator[Scored]:
    """Letters drawn by a seed."""
    kind = "letters as PDF" if pdf else "letters as text"
    for seed in range(first, first + count):
        drawn = letter(seed)
        name = f"letter {seed} ({drawn.head}, {drawn.numbering})"
        try:
            source = read_bytes(as_pdf(drawn), f"{seed}.pdf") if pdf else read_text(as_text(drawn))
            yield Scored(kind, name, tuple(rows_of(drawn.truth, parse_source(source)[0])))
        except AnfrageError as error:
            yield Scored(kind, name, tuple(refused(drawn.truth)), str(error))


def silver(corpus: Path) -> Iterator[Scored]:
    """Number and title by the city's own list, and whether there is a question at all."""
    table = corpus / "karlsruhe_silver.tsv"
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines(), delimiter="\t")) if table.exists() else []
    for row in rows:
        try:
            got = parse_file(corpus / row["file"])[0]
        except AnfrageError as error:
            yield Scored("silver", Path(row["file"]).stem, (Row("question", False, True, None),), str(error))
            continue
        found = [Row("question", bool(got.questions), True, len(got.questions))]
        found += [
            Row(field, squeeze(row[field]) == squeeze(getattr(got, field)), row[field], getattr(got, field))
            for field in ("number", "title")
            if row[field]
        ]
        yield Scored("silver", Path(row["file"]).stem, tuple(found))


def kinds(corpus: Path) -> Iterator[tuple[str, str, str]]:
    """(name, what the document is, what it was taken for) for everything that the corpus lists."""
    table = corpus / "MANIFEST.tsv"
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines(), delimiter="\t") if table.exists() else []:
        path = corpus / row["file"]
        if path.suffix not in (".txt", ".md", ".pdf") or not path.exists():
            continue
        try:
            taken: str = parse_file(path)[0].document_type
        except NotAnInquiryError as error:
            taken = error.document_type
        except AnfrageError:
            continue  # a scan: its text is another matter
        yield path.stem, row["kind"], taken
