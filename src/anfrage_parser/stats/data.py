"""Counts as CSV and JSON."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from anfrage_parser.exporters import Preset
from anfrage_parser.exporters.cells import allowed, as_text, harmless, plain_line
from anfrage_parser.exporters.columns import Value
from anfrage_parser.messages import say
from anfrage_parser.stats.deadline import MEANINGS, Standing
from anfrage_parser.stats.tally import Count, Tally
from anfrage_parser.stats.view import counted_kind


def counts(tally: Tally) -> Sequence[tuple[str, str]]:
    """Return (key, heading) of the columns of a count."""
    return (("inquiries", counted_kind(tally)), ("joint", say("davon gemeinsame")), ("questions", say("Fragen")))


class CsvWriter:
    """A CSV writer, for German Excel or by RFC 4180, as in `anfrage export`; no cell is a formula."""

    def __init__(self, out: BinaryIO, preset: Preset, columns: Iterable[tuple[str, str]]) -> None:
        self.out, self.excel = out, preset == "excel-de"
        if self.excel:
            out.write(b"\xef\xbb\xbf")
        self.row([heading if self.excel else key for key, heading in columns])

    def row(self, cells: Iterable[Value]) -> None:
        """Write a row."""
        texts = [cell if isinstance(cell, int) else harmless(allowed(as_text(cell, None))) for cell in cells]
        line = io.StringIO(newline="")
        if self.excel:
            csv.writer(line, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerow(texts)
        else:
            line.write(plain_line(texts))
        self.out.write(line.getvalue().encode("utf-8", "replace"))


def write_csv(out: BinaryIO, tally: Tally, preset: Preset) -> None:
    """Write a row for each group, without a sum, which programs would add to the others."""
    keys = [(dimension.name, dimension.heading) for dimension in tally.by]
    standings = [(standing.value, MEANINGS[standing][0]) for standing in _standings(tally)]
    sheet = CsvWriter(out, preset, [*keys, *counts(tally), *standings])
    for group, count in tally.rows():
        names = [dimension.missing if key is None and sheet.excel else key for dimension, key in zip(tally.by, group, strict=True)]
        sheet.row([*names, count.inquiries, count.joint, count.questions, *(count.standings[s] for s in _standings(tally))])


def as_object(tally: Tally, without_record: int) -> dict[str, Any]:
    """Return all counts as one JSON object."""
    out: dict[str, Any] = {"by": [dimension.name for dimension in tally.by], **_count(tally, tally.total)}
    out["questions_median"], out["questions_most"] = tally.median(), max(tally.sizes, default=None)
    out["without_record"], out["filed_again"] = without_record, tally.again
    out["only"], out["left_out"] = "answers" if tally.answers else "inquiries", tally.left_out
    if tally.deadline:
        deadline = tally.deadline
        out["deadline"] = {"period": f"{deadline.count}{deadline.unit}", "today": deadline.today.isoformat(), **out["deadline"]}
    out["groups"] = [
        {**{dimension.name: key for dimension, key in zip(tally.by, group, strict=True)}, **_count(tally, count)}
        for group, count in tally.rows()
    ]
    return out


def _count(tally: Tally, count: Count) -> dict[str, Any]:
    row: dict[str, Any] = {"inquiries": count.inquiries, "joint": count.joint, "question_count": count.questions}
    if tally.deadline:
        row["deadline"] = {standing.value: count.standings[standing] for standing in Standing}
    return row


def _standings(tally: Tally) -> Sequence[Standing]:
    return list(Standing) if tally.deadline else []
