"""What a user would otherwise put together: the best that each peer does with these letters, in one process over all files.

`python -m benchmarks.peers NAME FILE…` prints the letters in which the number and every question were found, and of how many.
"""

import json
import logging
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

NUMBER = re.compile(r"\b(?:\d{1,5}/\d{2,4}|[A-Z]{1,4}[ /-]?\d{1,5}/\d{2,4})\b")
DATE = re.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[A-Z][a-zä]+)\s?\d{4}\b")
PARTY = re.compile(r"\b(?:SPD|CDU|CSU|FDP|GRÜNE|LINKE|AfD|FREIE WÄHLER|Volt|BSW|[A-ZÄÖÜ][\w/ ]{2,30}(?=-Fraktion))\b")
QUESTION = re.compile(r"^\s*(?:\d{1,2}[.)]|\(\d{1,2}\)|[a-z]\)|Frage \d{1,2}:|[–•-])\s+(.{5,2000}?\?)", re.MULTILINE | re.DOTALL)
TITLE = re.compile(r"^(?:Betreff|Betr\.|Thema):?\s*(.+)$", re.MULTILINE)

Record = dict[str, Any]


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
    return [by_patterns(subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()) for path in files]


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
    """Invoice2data with a template for these letters."""
    from invoice2data import extract_data
    from invoice2data.extract.loader import read_templates

    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "anfrage.yml").write_text(TEMPLATE, encoding="utf-8")
        templates = read_templates(folder)
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


PEERS: dict[str, Callable[[Sequence[Path]], list[Record]]] = {
    "anfrage": anfrage,
    "pdftotext": pdftotext,
    "invoice2data": invoice2data,
    "pdfplumber": pdfplumber,
    "markitdown": markitdown,
}


def right(row: Record, truth: Record) -> bool:
    """Whether the number and every question came out as they are printed."""
    wanted = [" ".join(str(question["text"]).split()) for question in truth["questions"]]
    return row.get("number") == truth.get("number") and row["questions"] == wanted


if __name__ == "__main__":
    paths = [Path(word) for word in sys.argv[2:]]
    answers = [json.loads(path.with_name(path.name + ".answer").read_text(encoding="utf-8")) for path in paths]
    rows = PEERS[sys.argv[1]](paths)
    print(sum(right(row, truth) for row, truth in zip(rows, answers, strict=True)), len(rows))
