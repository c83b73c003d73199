"""The nouns of one document: its lines, what each may be, and where each of its characters ended up.

Offsets are code points into the text as read, half open; lines and pages count from 1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from anfrage_parser.errors import AnfrageError

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points, origin top left."""

Place = tuple[float, float, float, float, float, float]
"""How pixels lie on the page: x = a·px + b·py + c, y = d·px + e·py + f, in points from the top left of what is seen."""


class Line(NamedTuple):
    """One line as a reader saw it; `raw` is its slice of the text as read, `text` the folded copy that rules look at."""

    page: int
    number: int
    """Over the whole document."""
    start: int
    raw: str
    text: str
    offsets: Sequence[int] | None = None
    """Where each character of `text` stands in `raw`; None where the two run in step."""
    bbox: Box | None = None
    words: tuple[tuple[int, int, Box], ...] = ()
    """Where each word stands: its characters in `raw`, its box; only where a reader was asked for it."""
    size: float | None = None
    """Font size in points."""
    bold: bool = False
    doubts: tuple[tuple[int, int], ...] = ()
    """Words whose recognition is not sure: their characters in `raw`."""

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.start + len(self.raw)

    def at(self, index: int) -> int:
        """The offset, in the text as read, of a position in `text`."""
        if self.offsets is None:
            return self.start + index
        return self.start + (self.offsets[index] if index < len(self.offsets) else len(self.raw))

    def box(self, start: int, end: int) -> Box | None:
        """What encloses the words of the characters [start, end) of the text as read; the line's box where no word is known."""
        boxes = [box for first, last, box in self.words if first + self.start < end and start < last + self.start]
        return around(boxes) if boxes else self.bbox


def around(boxes: Sequence[Box]) -> Box:
    """The box around boxes."""
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
    """The text as read: line ends "\\n", pages parted by "\\f", no Unicode normalisation."""
    lines: Sequence[Line]
    broken_pages: tuple[int, ...] = ()
    """Pages among good ones that could not be read."""
    undecodable: int = 0
    """Places at which the bytes of a text made no sense."""
    unread_pages: tuple[int, ...] = ()
    """Pages among good ones that are pictures, and nothing was there to recognise their text."""
    enclosed: tuple["Source", ...] = ()
    """The documents of a mail: each has the mail's text and its own lines of it, counted over the mail."""
    unread: tuple["Unread", ...] = ()
    """Attachments of a mail that gave no text."""


class Unread(NamedTuple):
    """An attachment that was not read, and why."""

    name: str
    error: AnfrageError
    document: bool = True
    """Whether it is of a kind that is read; pictures and archives are not."""


class Role(StrEnum):
    """What a line may be; a proposal of the labeller, never a decision."""

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
"""The roles as names, for what is asked of every line: in Python 3.11 an attribute of an enumeration costs eight times as much."""


class Marker(NamedTuple):
    """The number, letter or bullet at the head of an item."""

    family: str
    """Markers that count together: "1.", "1)", "(1)", "a", "A", "I", "1.1", "frage", "bullet"."""
    value: int
    """Its place in the count; 0 for bullets."""
    label: str
    """As printed."""
    path: tuple[int, ...] = ()
    """All its numbers, for "1.3.1"."""


class Label(NamedTuple):
    """One proposal for a unit: a role, the rule that says so, and where in the unit's text the value stands."""

    role: Role
    rule: str
    key: str = ""
    """What kind within the role: the field of a label, the kind of a heading."""
    start: int = 0
    end: int = 0
    marker: Marker | None = None


class Retracted(NamedTuple):
    """A proposal that was taken back, and the rule that did it."""

    label: Label
    by: str


NO_ROLES: frozenset[Role] = frozenset()


@dataclass(slots=True, eq=False)
class Unit:
    """A line, or a piece of one where several items stand on it, as the assembler moves it about."""

    index: int
    line: Line
    start: int
    """Where it begins in `line.text`."""
    end: int
    text: str
    gap: int
    """Blank lines before it."""
    labels: tuple[Label, ...] = ()
    """What is proposed for it; changed by `relabel` alone."""
    torn: bool = False
    """A page ended before it, so that the blank lines above it say nothing."""
    retracted: tuple[Retracted, ...] = ()
    """Proposals that were taken back, in that order."""
    roles: frozenset[Role] = field(init=False, repr=False)
    """Those of its labels; they are looked at some hundred times a letter."""

    def __post_init__(self) -> None:
        self.roles = frozenset([label.role for label in self.labels]) if self.labels else NO_ROLES

    def relabel(self, labels: Iterable[Label], by: str) -> None:
        """Take other proposals in place of those it has; `by` is the rule that says so."""
        kept = tuple(labels)
        self.retracted += tuple(Retracted(label, by) for label in self.labels if label not in kept)
        self.labels = kept
        self.roles = frozenset([label.role for label in kept])

    def drop(self, role: Role, by: str) -> None:
        """Take back the proposals of a role."""
        self.relabel([label for label in self.labels if label.role is not role], by)

    def label(self, role: Role, key: str | None = None) -> Label | None:
        """The first proposal of that role (and kind)."""
        for label in self.labels:
            if label.role is role and (key is None or label.key == key):
                return label
        return None

    def is_a(self, *roles: Role) -> bool:
        """Whether any of the roles was proposed."""
        return not self.roles.isdisjoint(roles)


class Span(NamedTuple):
    """Characters of the text as read, and the one place that they have in the record; in order where they don't overlap."""

    start: int
    end: int
    field: str
    rule: str = ""


class Finding(NamedTuple):
    """Something that a person should look at."""

    code: str
    severity: str
    field: str
    message: str
    start: int | None = None
    end: int | None = None


class Piece(NamedTuple):
    """A value as it stands: spans in printed order, and the text that they give when joined and cleaned."""

    text: str
    spans: tuple[Span, ...] = ()
