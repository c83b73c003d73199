"""One document of the review page: its row in the list, and its details."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from anfrage_parser.fields import Language
from anfrage_parser.findings import worded
from anfrage_parser.messages import shown_day
from anfrage_parser.record.schema import Evidence, FindingRecord, Inquiry
from anfrage_parser.review.rows import Row, row_of, rows

LONGEST_TEXT = 1_000_000
"""Characters of a document's text in the page; a longer text is cut with a note."""

SEVERITIES: tuple[Literal["error", "warning", "info"], ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Picture:
    """A page image: page number, width and height in points, WebP bytes."""

    page: int
    width: float
    height: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A document with its records, or with its error."""

    name: str
    sha256: str = ""
    text: str | None = None
    """The text as read; None if the document itself isn't available."""
    inquiries: Sequence[Inquiry] = ()
    failure: Mapping[str, Any] | None = None
    """exit_code, code, message and document_type of an input without a record."""
    kept: str = ""
    """The corrections already applied to the records, as TOML."""
    pictures: Sequence[Picture] = field(default=(), repr=False)

    def doubtful(self) -> bool:
        """Return whether a person should check it."""
        return self.failure is not None or any(f.severity != "info" for i in self.inquiries for f in i.findings)

    def badness(self) -> tuple[int, ...]:
        """Sort key, larger is worse: failed, then numbers of errors, warnings, hints."""
        found = Counter(f.severity for i in self.inquiries for f in i.findings)
        return (int(self.failure is not None), *(found[severity] for severity in SEVERITIES))

    def brief(self, language: Language) -> list[Any]:
        """Return its row in the list: name, title, number, parties, date, errors, warnings, hints, codes, failure."""
        first = self.inquiries[0] if self.inquiries else None
        codes = {f.code for i in self.inquiries for f in i.findings} | ({self.failure["code"]} if self.failure else set())
        return [
            self.name,
            first.title if first else None,
            first.number if first else None,
            sorted({party for i in self.inquiries for party in i.parties}),
            shown_day(first.date, language) if first and first.date else None,
            *self.badness()[1:],
            sorted(codes),
            self.failure["message"] if self.failure else None,
        ]

    def record(self, language: Language) -> dict[str, Any]:
        """Return its details as a JSON object. `v` comes first and holds all values, since the page only searches there."""
        views = [_View(inquiry, language) for inquiry in self.inquiries]
        return {
            "v": [row.value for view in views for row in view.rows],
            "r": [view.as_dict() for view in views],
            "h": self.sha256,
            "k": self.kept,
            "f": self.failure,
            "p": [[p.page, round(p.width, 2), round(p.height, 2)] for p in self.pictures],
        }


class _View:
    """A record as rows, plus evidence and findings that refer to rows by index."""

    def __init__(self, inquiry: Inquiry, language: Language) -> None:
        self.inquiry, self.language = inquiry, language
        self.rows = rows(inquiry, language)
        self.index = {row.path: number for number, row in enumerate(self.rows)}

    def as_dict(self) -> dict[str, Any]:
        """Return JSON. rows: path, name, group, kind, marker. places: row, start, end, line, page, rule, x0, top, x1, bottom."""
        return {
            "part": self.inquiry.source.part,
            "rows": [_as_list(row) for row in self.rows],
            "places": [
                _place(row_of(path, self.index), place) for path, places in (self.inquiry.evidence or {}).items() for place in places
            ],
            "findings": [self._finding(finding) for finding in self.inquiry.findings],
        }

    def _finding(self, finding: FindingRecord) -> list[Any]:
        message = worded(finding.code, finding.message, self.language)
        path = "parties" if finding.field == "party" else finding.field
        severity, row = SEVERITIES.index(finding.severity), row_of(path, self.index)
        return [finding.code, severity, message, row, finding.start, finding.end, finding.line]


def _as_list(row: Row) -> list[str]:
    return [row.path, row.name, row.group, row.kind, row.marker]


def _place(row: int, place: Evidence) -> list[Any]:
    return [row, place.start, place.end, place.line, place.page, place.rule, *(place.bbox or ())]
