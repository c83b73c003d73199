"""What a user would otherwise put together: the best that each peer does with these letters, in one process over all files.

`python -m benchmarks.peers NAME FILE…` prints the letters in which the number and every question were found, of how many, and the
seconds of processor time that they took once `WARM` of them had been read before, those of started programs included.
"""

import json
import logging
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

NUMBER = re.compile(r"\b(?:\d{1,5}/\d{2,4}|[A-Z]{1,4}[ /-]?\d{1,5}/\d{2,4})\b")
DATE = re.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[A-Z][a-zä]+)\s?\d{4}\b")
PARTY = re.compile(r"\b(?:SPD|CDU|CSU|FDP|GRÜNE|LINKE|AfD|FREIE WÄHLER|Volt|BSW|[A-ZÄÖÜ][\w/ ]{2,30}(?=-Fraktion))\b")
QUESTION = re.compile(r"^\s*(?:\d{1,2}[.)]|\(\d{1,2}\)|[a-z]\)|Frage \d{1,2}:|[–•-])\s+(.{5,2000}?\?)", re.MULTILINE | re.DOTALL)
TITLE = re.compile(r"^(?:Betreff|Betr\.|Thema):?\s*(.+)$", re.MULTILINE)

Record = dict[str, Any]

WARM = 5
"""Documents read first: what is loaded and compiled once is then there."""


def by_patterns(text: str) -> Record:
    """What a script of an afternoon finds in a letter's text."""
    first = {name: pattern.search(text) for name, pattern in (("number", NUMBER), ("date", DATE), ("party", PARTY), ("title", TITLE))}
    questions = [" ".join(found.split()) for found in QUESTION.findall(text)]
    return {**{name: found.group() if found else None for name, found in first.items()}, "questions": questions}


def anfrage(files: Sequence[Path]) -> list[Record]:
    """This program as a library."""
    from anfrage_parser import AnfrageError
    from anfrage_parser.parse import parse_source
    from anfrage_parser.readers import read_file
    from anfrage_parser.record.build import as_dict
    from anfrage_parser.record.json_out import to_line

    out = []
    for path in files:
        try:
            row = as_dict(parse_source(read_file(path))[0])
        except AnfrageError:
            row = {"number": None, "questions": []}
        to_line(row)
        out.append({**row, "questions": [_with_parts(question) for question in row["questions"]]})
    return out


def _with_parts(question: Record) -> str:
    """A question with the items below it, as it is printed."""
    parts = [word for part in question.get("parts", ()) for word in (part["label"], part["text"])]
    return " ".join(filter(None, (question["text"], *parts, question.get("tail"))))


def pdfplumber(files: Sequence[Path]) -> list[Record]:
    """Pdfplumber and patterns."""
    import pdfplumber as library

    out = []
    for path in files:
        with library.open(path) as document:
            out.append(by_patterns("\n".join(page.extract_text() for page in document.pages)))
    return out


def pdftotext(files: Sequence[Path]) -> list[Record]:
    """Poppler's pdftotext, a process for each file, and patterns."""
    return [by_patterns(_answer(["pdftotext", str(path), "-"])) for path in files]


def tesseract(files: Sequence[Path]) -> list[Record]:
    """Pages drawn by PDFium, the bare program on each, and patterns."""
    import pypdfium2

    out = []
    for path in files:
        text = ""
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                picture = page.render(scale=300 / 72, grayscale=True).to_pil().convert("L")
                pixels = b"P5\n%d %d\n255\n" % picture.size + picture.tobytes()
                text += _answer(["tesseract", "stdin", "stdout", "-l", "deu", "--dpi", "300"], pixels) + "\n"
        out.append(by_patterns(text))
    return out


def ocrmypdf(files: Sequence[Path]) -> list[Record]:
    """OCRmyPDF, a process for each file, and patterns for the text beside its PDF."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text.txt"
        out = []
        for path in files:
            words = ["-l", "deu", "-j", "1", "--output-type", "pdf", "--optimize", "0", "--sidecar", str(text)]
            _answer([sys.executable, "-m", "ocrmypdf", *words, str(path), str(Path(folder) / "out.pdf")])
            out.append(by_patterns(text.read_text(encoding="utf-8")))
    return out


def _answer(command: Sequence[str], given: bytes = b"") -> str:
    """What a program prints; it computes on one processor."""
    done = subprocess.run(command, input=given, capture_output=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    return done.stdout.decode()


TEMPLATE = f"""
issuer: Anfrage
keywords: ['rag']
fields:
  invoice_number: {{parser: regex, regex: '({NUMBER.pattern})'}}
  date: {{parser: regex, regex: '({DATE.pattern})', type: date}}
  amount: {{parser: regex, regex: '([0-9])', type: float}}
  questions: {{parser: regex, regex: '(?ms){QUESTION.pattern}'}}
options: {{languages: [de]}}
"""
"""Number, date and amount must be there, it was made for invoices."""


def invoice2data(files: Sequence[Path]) -> list[Record]:
    """Invoice2data with a template for these letters; where it doesn't fit, it is not tried again on a recognised page."""
    from invoice2data import extract_data
    from invoice2data.extract.loader import read_templates

    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "anfrage.yml").write_text(TEMPLATE, encoding="utf-8")
        templates = read_templates(folder)
        with mock.patch("invoice2data.input.ocrmypdf.ocrmypdf_available", lambda: False):
            found = [extract_data(str(path), templates=templates) or {} for path in files]
    numbers = [_as_list(row.get("invoice_number")) for row in found]
    return [
        {"number": number[0] if number else None, "questions": _as_list(row.get("questions"))}
        for number, row in zip(numbers, found, strict=True)
    ]


def _as_list(value: Any) -> list[str]:
    return [" ".join(str(item).split()) for item in (value if isinstance(value, list) else [value] if value else [])]


def markitdown(files: Sequence[Path]) -> list[Record]:
    """Markitdown as a library, and patterns."""
    from markitdown import MarkItDown

    converter = MarkItDown()
    return [by_patterns(converter.convert(str(path)).text_content) for path in files]


def _spent() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


PEERS: dict[str, Callable[[Sequence[Path]], list[Record]]] = {
    "anfrage": anfrage,
    "pdftotext": pdftotext,
    "invoice2data": invoice2data,
    "pdfplumber": pdfplumber,
    "markitdown": markitdown,
}

READERS_OF_SCANS: dict[str, Callable[[Sequence[Path]], list[Record]]] = {
    "anfrage": anfrage,
    "tesseract": tesseract,
    "ocrmypdf": ocrmypdf,
}

PROGRAMS = ("pdftotext", "tesseract")
"""What is started, not imported."""


def right(row: Record, truth: Record) -> bool:
    """Whether the number and every question came out as they are printed."""
    wanted = [" ".join(str(question["text"]).split()) for question in truth["questions"]]
    return row.get("number") == truth.get("number") and row["questions"] == wanted


if __name__ == "__main__":
    paths = [Path(word) for word in sys.argv[2:]]
    answers = [json.loads(path.with_name(path.name + ".answer").read_text(encoding="utf-8")) for path in paths]
    work = (PEERS | READERS_OF_SCANS)[sys.argv[1]]
    rows = work(paths[:WARM])
    begin = _spent()
    rows += work(paths[WARM:])
    print(sum(right(row, truth) for row, truth in zip(rows, answers, strict=True)), len(rows), _spent() - begin)
