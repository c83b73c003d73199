"""Data types for one document: its lines, the proposals for each, and the field that each character went to.

Offsets are code points into the text as read, half open; lines and pages count from 1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from anfrage_parser.errors import AnfrageError

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points, origin top left."""

Transform = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f), from pixels to PDF points: x = a·px + b·py + c, y = d·px + e·py + f; origin top left of the visible page."""


class Turned(NamedTuple):
    """How a page was turned to be read: `quarters` clockwise; width and height of the page as it is seen."""

    quarters: int
    width: float
    height: float

    def back(self, box: Box) -> Box:
        """Return a box of the turned page on the page as it is seen."""
        (x0, y0), (x1, y1) = (self._point(*corner) for corner in (box[:2], box[2:]))
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return {1: (y, self.height - x), 2: (self.width - x, self.height - y), 3: (self.width - y, x)}[self.quarters]


class Line(NamedTuple):
    """One line as read; `raw` is its slice of the text as read, `text` the folded copy that rules match against."""

    page: int
    number: int
    """Counted over the whole document."""
    start: int
    raw: str
    text: str
    offsets: Sequence[int] | None = None
    """Index in `raw` of each character of `text`, and of its end if `raw` goes on behind it; None if the indexes are the same."""
    bbox: Box | None = None
    words: tuple[tuple[int, int, Box], ...] = ()
    """(start, end, box) of each word, as offsets into `raw`; filled only if the reader was asked for words."""
    size: float | None = None
    """Font size in points."""
    bold: bool = False
    doubts: tuple[tuple[int, int], ...] = ()
    """(start, end) in `raw` of words that OCR was not sure about."""
    margin: bool = False
    """Whether it stands in a margin beside the text, as names and addresses of a group do."""
    turned: Turned | None = None
    """How its page was turned to be read, if it was; `bbox` and `words` are on the turned page."""
    unticked: tuple[tuple[int, int], ...] = ()
    """(start, end) in `raw` of boxes, and of the options of a form that nobody ticked: they are left out of `text`."""
    struck: tuple[tuple[int, int], ...] = ()
    """(start, end) in `raw` of what is struck out, in order: it is left out of `text`, and belongs to no field."""
    aside: tuple[tuple[int, int], ...] = ()
    """(start, end) in `raw` of what mail programs add: heads, marks of quotation, other mails. It is left out of `text`."""
    centred: bool = False
    """Whether it stands in the middle between the edges of the text, apart from both."""
    marks: tuple[tuple[int, int], ...] = ()
    """(start, end) in `raw` of the marks of footnotes: they are left out of `text`."""
    signs: tuple[tuple[int, int], ...] = ()
    """(start, end) in `raw` of the signs by which a text is set bold or as a heading, "**": they are left out of `text`."""
    note: int | None = None
    """Index in `text` where a footnote's own words begin: behind its mark on its first line, 0 on later ones; None outside of notes."""

    @property
    def end(self) -> int:
        """The offset after the last character, in the text as read."""
        return self.start + len(self.raw)

    def at(self, index: int) -> int:
        """Map an index into `text` to an offset into the text as read."""
        if self.offsets is None:
            return self.start + index
        return self.start + (self.offsets[index] if index < len(self.offsets) else len(self.raw))

    def box(self, start: int, end: int) -> Box | None:
        """Return the box, on the page as it is seen, around the words at [start, end) of the text as read; else of the line."""
        boxes = [box for first, last, box in self.words if first + self.start < end and start < last + self.start]
        box = around(boxes) if boxes else self.bbox
        return self.turned.back(box) if self.turned is not None and box is not None else box


def no_entries() -> list[Any]:
    """Return a new list, as a field's default: how `list` itself is called, pydantic would ask Python's tokenizer at every start."""
    return []


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box that encloses all boxes; at least one must be given."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


class Source(NamedTuple):
    """One document: what was read, how, and its lines in reading order."""

    name: str
    sha256: str
    size: int
    media_type: str
    encoding: str | None
    encoding_guessed: bool
    pages: int
    reader: str
    text: str
    """The text as read: line ends "\\n", pages separated by "\\f", no Unicode normalisation."""
    lines: Sequence[Line]
    broken_pages: tuple[int, ...] = ()
    """Numbers of pages that could not be read, although others could."""
    undecodable: int = 0
    """Number of byte sequences that could not be decoded; each became U+FFFD."""
    unread_pages: tuple[int, ...] = ()
    """Numbers of pages that are images, with no OCR program available to read them."""
    enclosed: tuple["Source", ...] = ()
    """The documents of a mail: each has the text of the whole mail, and its own lines, numbered over the whole mail."""
    unread: tuple["Unread", ...] = ()
    """Attachments of a mail that could not be read."""
    unseen: int = 0
    """Number of words in the file that are not to be seen on its pages, and were left out."""
    askew: int = 0
    """Number of words set at an angle, such as watermarks, that were left out."""
    mended: int = 0
    """Number of characters that an earlier conversion broke, and that were mended: the text as read has the right ones."""
    lost: int = 0
    """Number of characters that are missing in the document itself; U+FFFD in the text."""


class Unread(NamedTuple):
    """An attachment that was not read, and why."""

    name: str
    error: AnfrageError
    document: bool = True
    """Whether it is a supported kind of document; images and archives are not."""


class Role(StrEnum):
    """What a line may be, as proposed by the labeller; `assemble` decides."""

    ITEM = "item"
    LEAD_IN = "lead-in"
    HEADING = "heading"
    FIELD = "field"
    TYPE = "type"
    DATE = "date"
    GROUP = "group"
    MEMBER = "member"
    NAME = "name"
    ADDRESS = "address"
    SALUTATION = "salutation"
    AGENDA = "agenda"
    CLOSING = "closing"
    SIGNED = "signed"
    OFFICE = "office"
    TABLE = "table"
    BODY = "body"
    FURNITURE = "furniture"


(
    ITEM, LEAD_IN, HEADING, FIELD, TYPE, DATE, GROUP, MEMBER, NAME, ADDRESS, SALUTATION, AGENDA, CLOSING, SIGNED, OFFICE, TABLE, BODY,
    FURNITURE,
) = Role  # fmt: skip
"""The roles as module constants, for checks made on every line: in Python 3.11, enum attribute access is eight times slower."""


class Marker(NamedTuple):
    """The number, letter or bullet at the head of an item."""

    family: str
    """Markers that count together: "1.", "1)", "(1)", "a", "A", "I", "1.1", "frage", "bullet"."""
    value: int
    """Its position in the count, from 1; 0 for bullets."""
    label: str
    """As printed."""
    path: tuple[int, ...] = ()
    """All of its numbers, (1, 3, 1) for "1.3.1"."""


class Label(NamedTuple):
    """One proposal for a unit: a role, the rule that made it, and [start, end) of the value in the unit's text."""

    role: Role
    rule: str
    key: str = ""
    """A subtype of the role: the field of a caption, the kind of a heading."""
    start: int = 0
    end: int = 0
    marker: Marker | None = None


class Retracted(NamedTuple):
    """A proposal that was retracted, and the rule that did so."""

    label: Label
    by: str


NO_ROLES: frozenset[Role] = frozenset()


@dataclass(slots=True, eq=False)
class Unit:
    """A line, or a part of one if it holds several items; the unit that the assembler works on."""

    index: int
    line: Line
    start: int
    """Its first index in `line.text`."""
    end: int
    text: str
    gap: int
    """Blank lines before it."""
    labels: tuple[Label, ...] = ()
    """The proposals for it; changed only by `relabel`."""
    torn: bool = False
    """Whether a page break precedes it, so that the blank lines above mean nothing."""
    retracted: tuple[Retracted, ...] = ()
    """Retracted proposals, in the order of their retraction."""
    roles: frozenset[Role] = field(init=False, repr=False)
    """The roles of `labels`; cached, because they are checked hundreds of times per letter."""

    def __post_init__(self) -> None:
        self.roles = frozenset([label.role for label in self.labels]) if self.labels else NO_ROLES

    def relabel(self, labels: Iterable[Label], by: str) -> None:
        """Replace the proposals; those that are gone count as retracted by the rule `by`."""
        kept = tuple(labels)
        self.retracted += tuple(Retracted(label, by) for label in self.labels if label not in kept)
        self.labels = kept
        self.roles = frozenset([label.role for label in kept])

    def drop(self, role: Role, by: str) -> None:
        """Retract all proposals of a role."""
        self.relabel([label for label in self.labels if label.role is not role], by)

    def label(self, role: Role, key: str | None = None) -> Label | None:
        """Return the first proposal with that role (and key), or None."""
        for label in self.labels:
            if label.role is role and (key is None or label.key == key):
                return label
        return None

    def is_a(self, *roles: Role) -> bool:
        """Return whether any of these roles is proposed."""
        return not self.roles.isdisjoint(roles)


class Span(NamedTuple):
    """Characters [start, end) of the text as read, the record field that they belong to, and the rule that decided it."""

    start: int
    end: int
    field: str
    rule: str = ""


class Finding(NamedTuple):
    """Something a person should check."""

    code: str
    severity: str
    field: str
    message: str
    start: int | None = None
    end: int | None = None


class Piece(NamedTuple):
    """A value: its spans in printed order, and their text, joined and cleaned."""

    text: str
    spans: tuple[Span, ...] = ()
