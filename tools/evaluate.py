"""Measure the parser on labelled documents: python tools/evaluate.py [--corpus FOLDER] [--show FIELD|all] [--at-least SHARE].

A label is a JSON file that names its document and lists what a person read there; a key that is absent is not scored, and null
means that the document has none. Prints a row per field; exits 1 where all fields together fall below the share.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import os
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from anfrage_parser.conventions import load, party_key
from anfrage_parser.errors import AnfrageError
from anfrage_parser.parse import parse_file
from anfrage_parser.schema import Inquiry

AT_LEAST = 0.95
"""Share of all labelled fields of the texts below which the evaluation fails."""

Row = tuple[str, bool, object, object]


def squeeze(value: object) -> object:
    """Strings in one Unicode form with single blanks; lists likewise."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", " ".join(value.split()))
    return [squeeze(v) for v in value] if isinstance(value, list) else value


def canonical(names: list[str] | None) -> list[str]:
    """Party names by their canonical form, in alphabetical order."""
    known = load("general").party_keys
    return sorted(known.get(party_key(n), n) for n in names or [])


def begins(text: str | None, wanted: object) -> bool:
    """Whether a text begins as the label says: by its words, or by the digest of its first characters."""
    got = str(squeeze(text or ""))
    if wanted is None:
        return not got
    if isinstance(wanted, dict):
        return bool(hashlib.sha256(got[: wanted["chars"]].encode()).hexdigest() == wanted["sha256"])
    return got.startswith(str(squeeze(wanted)))


def whole_text(inquiry: Inquiry, index: int) -> str:
    """A question with its parts and tail, as one text."""
    if not inquiry.questions:
        return ""
    question = inquiry.questions[index]
    return " ".join(filter(None, [question.text, *(f"{p.label} {p.text}" for p in question.parts), question.tail]))


def plain_rows(label: dict[str, Any], inquiry: Inquiry) -> Iterator[Row]:
    """Fields whose values are compared as they are."""
    got: dict[str, object] = {
        **{name: getattr(inquiry, name) for name in ("number", "date", "title", "place", "session_date", "committee", "preamble")},
        "signatories": [s.name for s in inquiry.signatories],
        "question_count": len(inquiry.questions),
    }
    for field, value in got.items():
        if field in label:
            yield field, squeeze(label[field]) == squeeze(value), label[field], value
    if "parties" in label:
        yield "parties", canonical(label["parties"]) == canonical(inquiry.parties), label["parties"], inquiry.parties


def text_rows(label: dict[str, Any], inquiry: Inquiry) -> Iterator[Row]:
    """Lead-ins, and texts of which the label holds the beginning."""
    if "lead_ins" in label:
        wanted = [str(squeeze(w)) for w in label["lead_ins"]]
        leads = [str(squeeze(b.lead_in)) for b in inquiry.blocks if b.lead_in]
        right = len(wanted) == len(leads) and all(have.endswith(want) for have, want in zip(leads, wanted, strict=True))
        yield "lead_ins", right, wanted, leads
    texts = {"preamble_start": inquiry.preamble, "rationale_start": inquiry.rationale, "first_question_text_start": whole_text(inquiry, 0)}
    if label.get("last_question_text_start"):
        texts["last_question_text_start"] = whole_text(inquiry, -1)
    for field, text in texts.items():
        if field in label:
            yield field, begins(text, label[field]), label[field], (text or "")[:80]


def best(records: list[Inquiry], label: dict[str, Any]) -> Inquiry:
    """Of the records of one document, the one that the label tells of."""
    return next((r for r in records if r.number == label.get("number")), records[0])


def rows_of(path: Path, label: dict[str, Any]) -> list[Row]:
    """All scored fields of one document; a refused one has them all wrong."""
    try:
        inquiry = best(parse_file(path), label)
    except AnfrageError as error:
        return [(field, False, value, str(error)) for field, value in label.items() if field not in ("file", "notes", "truncated")]
    return [*plain_rows(label, inquiry), *text_rows(label, inquiry)]


def main() -> int:
    """Score every labelled text of the corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=os.environ.get("ANFRAGE_CORPUS") or None)
    parser.add_argument("--show", default="", help="print the misses of this field, or of all")
    parser.add_argument("--at-least", type=float, default=AT_LEAST)
    args = parser.parse_args()
    if args.corpus is None:
        print("no corpus: set ANFRAGE_CORPUS to a folder that holds labels/")
        return 0
    right: collections.Counter[str] = collections.Counter()
    total: collections.Counter[str] = collections.Counter()
    for file in sorted(args.corpus.glob("labels/*.json")):
        label = json.loads(file.read_text(encoding="utf-8"))
        document = args.corpus / label.get("file", "")
        if document.suffix != ".txt" or not document.exists():
            continue
        for field, ok, wanted, got in rows_of(document, label):
            total[field] += 1
            right[field] += ok
            if not ok and args.show in (field, "all"):
                print(f"{document.name}: {field}\n  wanted {wanted!r}\n  got    {got!r}")
    return report(right, total, args.at_least)


def report(right: collections.Counter[str], total: collections.Counter[str], at_least: float) -> int:
    """Print the table; 1 where the share of all fields is too small, or nothing was measured."""
    for field in total:
        print(f"{field:28} {right[field]:5}/{total[field]:<5} {right[field] / total[field]:7.2%}")
    share = right.total() / max(total.total(), 1)
    print(f"{'all fields':28} {right.total():5}/{total.total():<5} {share:7.2%}  (at least {at_least:.0%})")
    return 0 if total and share >= at_least else 1


if __name__ == "__main__":
    sys.exit(main())
