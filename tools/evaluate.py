"""Measure the parser: python -m tools.evaluate [--corpus FOLDER] [--show FIELD|all] [--only SET] [--write].

Sets: "labelled" (the corpus's labels), "own" and "own, set aside" (tests/corpus), "silver" (a city's own list), "letters as
text" and "letters as PDF" (drawn by a seed). Without a corpus only the letters are measured. Exits 1 where a set falls below its share.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.evaluation import documents, report
from tools.evaluation.documents import OWN_LABELS, Scored

AT_LEAST = {"labelled": 0.97, "own": 0.93, "own, set aside": 0.93, "silver": 0.97, "letters as text": 0.98, "letters as PDF": 0.98}
"""Share of all fields of a set below which the measurement fails."""

INTRODUCTION = """\
# How right it is

Written by `make evaluate`. *Precision*: of the values that the parser gave, those that are right; *recall*: of the values that the
document has, those that it gave. A label holds only what a person read in the document; beginnings of texts are compared by digest.
"""

FIRST_SIGHT = """\
Letters that somebody wrote or reworded who had seen neither the program nor its cases, with what is right written down before any run.
(The writer of rounds 11 to 21 and 27 knew some of the cases, and mended the program after each of them; who wrote 17 and
18 built what reads heads.)
Each round was read once, and only that figure counts; what is read today, when the kinds of its misses are mended, stands beside it.
"""

SETS = {
    "labelled": "Labelled documents of the corpus",
    "own": "Documents that we labelled and worked with (tests/corpus)",
    "own, set aside": "Documents that we labelled and set aside before looking at any miss (tests/corpus)",
    "silver": "Number and title by a city's own list, and whether there is a question",
    "letters as text": "Letters drawn by a seed, as text",
    "letters as PDF": "The same letters, as PDF",
}


def measured(corpus: Path | None) -> Iterator[Scored]:
    """Every document of every set that is there."""
    if corpus is not None:
        yield from documents.labelled(corpus, corpus / "labels", {"": "labelled"})
        yield from documents.labelled(corpus, OWN_LABELS, {"open": "own", "aside": "own, set aside"})
        yield from documents.silver(corpus)
    yield from documents.letters(pdf=False)
    yield from documents.letters(pdf=True)


def main() -> int:
    """Measure, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=os.environ.get("ANFRAGE_CORPUS") or None)
    parser.add_argument("--show", default="", help="print the misses of this field, or of all")
    parser.add_argument("--only", default="", help="measure this set alone")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md and docs/accuracy.json")
    args = parser.parse_args()
    found = [d for d in measured(args.corpus) if args.only in ("", d.set)]
    for document in found if args.show else ():
        show(document, args.show)
    kinds = list(documents.kinds(args.corpus)) if args.corpus and not args.only else []
    new = report.misses(found)
    old = report.committed() if not args.only else None
    changes = report.change(old, new) if old is not None and args.corpus else []
    text = written(found, kinds, new)
    print(text)
    print("Against the last commit:", *(changes or ["nothing gained, nothing lost"]), sep="\n")
    if args.write and args.corpus and not args.only:
        report.write(text, new)
    return 0 if found and all(share >= AT_LEAST[name] for name, share in shares(found).items()) else 1


def written(found: list[Scored], kinds: list[tuple[str, str, str]], new: report.Misses) -> str:
    """The whole document."""
    parts = [INTRODUCTION]
    for name, title in SETS.items():
        mine = [d for d in found if d.set == name]
        if not mine:
            continue
        whole = sum(all(r.right for r in d.rows) for d in mine)
        failed = sum(bool(d.failed) for d in mine)
        parts += [f"## {title}\n", report.table([r for d in mine for r in d.rows]), ""]
        parts += [f"{len(mine)} documents, {whole} without a miss, {failed} without a record. {report.doubts(mine)}\n"]
    parts += ["## First sight\n", FIRST_SIGHT, report.first_sight(), ""]
    if kinds:
        parts += ["## What a document is\n", report.kind_table(kinds), ""]
    if new:
        parts += ["## Misses by document\n", *(f"- {name}: {', '.join(fields)}" for name, fields in sorted(new.items())), ""]
    return "\n".join(parts)


def shares(found: list[Scored]) -> dict[str, float]:
    """The share of right fields of each set."""
    out = {}
    for name in {d.set for d in found}:
        rows = [r for d in found if d.set == name for r in d.rows]
        out[name] = sum(r.right for r in rows) / max(len(rows), 1)
    return out


def show(document: Scored, field: str) -> None:
    """The misses of one document."""
    for row in document.rows:
        if not row.right and field in (row.field, "all"):
            print(f"{document.set}: {document.name}: {row.field}\n  wanted {row.wanted!r:.300}\n  got    {row.got!r:.300}")


if __name__ == "__main__":
    sys.exit(main())
