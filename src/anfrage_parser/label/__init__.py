"""Label lines: propose what each line may be, by rules that look at a single line.

`RULES` is the table of contents: every rule takes a folded, stripped line and the convention, and yields labels. A line
may get several; the assembler decides with the whole document in view.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from anfrage_parser.conventions import Convention, key
from anfrage_parser.label.address_rules import ADDRESS_STARTS, address, body, body_starts
from anfrage_parser.label.date_rules import date
from anfrage_parser.label.end_rules import signed
from anfrage_parser.label.furniture_rules import furniture, letterhead, opens_furniture
from anfrage_parser.label.greeting_rules import COPY_STARTS, GREETING_STARTS, copies, greeting
from anfrage_parser.label.group_rules import group, opens_group
from anfrage_parser.label.head_rules import bare_label, field, name, opens_field, opens_name, opens_type, type_
from anfrage_parser.label.rule_prefilter import MAX_LINE, SHORT, Asked, RulePrefilter, Words
from anfrage_parser.label.side_block import side_block
from anfrage_parser.label.table_rules import table_head, table_row
from anfrage_parser.label.text_rules import (
    COUNTED,
    SALUTATION_STARTS,
    agenda,
    closing,
    heading,
    item,
    lead_in,
    opens_heading,
    opens_item,
    reasons,
    reasons_start,
    salutation,
)
from anfrage_parser.label.tight_rows import Pieces, cells_of, may_be_heads, slices, tight_rows
from anfrage_parser.model import Label, Line, Role, Unit
from anfrage_parser.text.inline import NUMBERS_BEGIN, next_numbers, split_inline
from anfrage_parser.text.markers import find_markers
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import find_public, is_reference


def label(lines: Iterable[Line], convention: Convention) -> list[Unit]:
    """Return every non-blank line as one or more units with their proposals, in reading order."""
    prefilter = _prefilter(convention)
    units: list[Unit] = []
    gap = 0
    rows = tuple(lines)
    splitter = _LineSplitter(rows, convention)
    for number, line in enumerate(rows):
        whole = line.text
        if not whole or whole.isspace():
            gap += not (line.unticked or line.struck)
            continue
        if line.note is not None:
            units.append(Unit(len(units), line, 0, len(whole), whole.strip(), gap, (NOTE._replace(start=line.note, end=len(whole)),)))
            gap = 0
            continue
        for start, end in splitter.pieces(number, gap, len(units)):
            text = whole[start:end].strip()
            if text:
                labels = _by_place(line, text, units) or prefilter.labels(text)
                if (line.unticked or text[-1] == ":") and _is_beside_boxes(rows, number, text, labels):
                    labels = (BOXES._replace(end=len(text)),)
                splitter.saw(text, labels)
                units.append(Unit(len(units), line, start, end, text, gap, labels))
                gap = 0
    return units


def _by_place(line: Line, text: str, units: Sequence[Unit]) -> tuple[Label, ...]:
    """Return the proposal for a line in the margin, or for a page's number below its footnotes; none for other lines."""
    if line.margin:
        return (MARGIN._replace(end=len(text)),)
    if len(text) <= LONGEST_NUMBER and text.isdecimal() and units and units[-1].line.note is not None:
        return (PAGE._replace(end=len(text)),)
    return ()


def _is_beside_boxes(rows: Sequence[Line], number: int, text: str, labels: Sequence[Label]) -> bool:
    """Whether a line only belongs to boxes: an option that says nothing by itself, or what announces options ("Bitte ankreuzen:")."""
    if rows[number].unticked:
        return not labels and find_public(text) is None
    below = next((row for row in rows[number + 1 : number + 3] if row.raw.strip()), None)
    return below is not None and bool(below.unticked) and not any(found.role is Role.FIELD for found in labels)


MARGIN = Label(Role.FURNITURE, "margin", "margin")
"""Proposed for lines beside the text."""

NOTE = Label(Role.FURNITURE, "footnote", "note")
"""Proposed for a line of a footnote; it starts where the note's own words do, in the line's text."""

PAGE = Label(Role.FURNITURE, "page-mark", "page")

LONGEST_NUMBER = 3
"""Most digits of a page's number."""

BOXES = Label(Role.FURNITURE, "boxes", "boxes")
"""Proposed for a ticked option that says nothing by itself: "Schriftlich"."""

HEAD_REACH = 25
"""Units at the beginning in which a row of captions is searched."""

LAST_REACH = 12
"""Lines below one in which another item shows that reasons within it are those of its question."""

ENDS_COUNT = frozenset({Role.HEADING, Role.CLOSING, Role.SIGNED})
"""Roles that end a question."""

PAGE_HEAD, PAGE_FOOT = 4, 3
"""Units at the top and bottom of a page that may be running heads with blank lines around them."""


class _LineSplitter:
    """Splits lines into the pieces printed side by side."""

    def __init__(self, rows: Sequence[Line], convention: Convention) -> None:
        self.rows, self.convention = rows, convention
        self._heads = False
        """Whether the line before holds the heads of columns."""
        self._below: Pieces = ()
        """The pieces of the next line, where they are known already."""
        self._above: Mapping[str, int] = {}
        """The numbers that may come next within a line."""
        self._kept: Mapping[str, int] = {}
        self._page = self._top = self._left = 0
        self._each_has_reasons = False
        self._side = side_block(rows)
        self._first = rows[0].page if rows else 0

    def pieces(self, number: int, gap: int, unit: int) -> Pieces:
        """The pieces of a line with so many blank ones above it; the first is to be the unit of that number."""
        line = self.rows[number]
        text = line.text
        if gap or line.page != self._page:
            self._part(line.page, unit)
        if known := self._below:
            self._below = ()
            return known
        pieces: Pieces = ((0, len(text)),)
        if "   " in text or "\t" in line.raw:
            pieces, self._heads = _parted(line, self.convention, self._above, self._heads, self._side.get(number, 0))
        else:
            self._heads = False
            if len(starts := split_inline(text[:MAX_LINE], self._above)) > 1:
                pieces = slices(text, starts)
            if "? " in text and ":" in text and (start := self._reasons(number, text)):
                pieces = (*((a, min(b, start)) for a, b in pieces if a < start), (start, len(text)))
        if not self._heads and unit < HEAD_REACH and number + 1 < len(self.rows):
            below = self.rows[number + 1].text
            if may_be_heads(text, below, self.convention):
                after = self.rows[number + 2].text if number + 2 < len(self.rows) else ""
                pieces, self._below = tight_rows(text, below, after, self.convention) or (pieces, ())
        return pieces

    def _reasons(self, number: int, text: str) -> int:
        """Where reasons begin in a line, behind the last question; 0 where each question has its own, or none are there."""
        start = reasons_start(text[:MAX_LINE], self.convention)
        below = (row.text.strip() for row in self.rows[number + 1 : number + 1 + LAST_REACH]) if start else ()
        if any(marker.family != "bullet" for row in below if row for marker, _ in find_markers(row)):
            self._each_has_reasons = True
        return 0 if self._each_has_reasons else start

    def saw(self, text: str, labels: Sequence[Label]) -> None:
        """What a piece came to: a number that others may follow, or a heading, behind which none does."""
        if text[0] in NUMBERS_BEGIN:
            self._above = next_numbers(text, self._above)
        elif self._above and any(found.role in ENDS_COUNT for found in labels):
            self._above = {}

    def _part(self, page: int, unit: int) -> None:
        """A blank line ends the numbers that may come next, but not at a page's end, nor around the head of the next one.

        "3. Sind Fälle aus anderen", on the next page "Städten bekannt? 4. Wer zahlt?"
        """
        if page != self._page:
            if not self._above and unit - self._left <= PAGE_FOOT:
                self._above = self._kept
            self._page, self._top, self._kept = page, unit, {}
        elif self._above and (page == self._first or unit - self._top >= PAGE_HEAD):
            self._kept, self._left, self._above = self._above, unit, {}


def _parted(line: Line, convention: Convention, above: Mapping[str, int], below_heads: bool, side: int) -> tuple[Pieces, bool]:
    """The pieces of a line with wide gaps, and whether they are the heads of columns; `side` is where a block at the right begins."""
    text = line.text
    cells = cells_of(text)
    heads = len(cells) > 1 and all(bare_label(text[a:b].strip(" :"), convention) for a, b in cells)
    if heads or (below_heads and len(cells) > 1):
        return cells, heads
    starts = split_inline(text[:MAX_LINE], above)
    if len(starts) == 1 and (side or len(text) <= 2 * SHORT):
        starts = _columns(_with_tabs(line), convention, side)
    return slices(text, starts), False


_COLUMN_GAP = compiled(r"\S(?=\s{3}|\t)\s{1,120}(?=\S)")


def _with_tabs(line: Line) -> str:
    """A line's folded text in which the tabs between words, blanks by now, are tabs again."""
    if "\t" not in line.raw:
        return line.text
    return "".join("\t" if line.raw[line.at(i) - line.start] == "\t" else char for i, char in enumerate(line.text))


def _columns(text: str, convention: Convention, side: int = 0) -> list[int]:
    """A line that holds several things side by side, parted by wide gaps: address and office, "label: value" twice."""
    starts = [0]
    if any(label.role is Role.TABLE for label in _prefilter(convention).labels(text.strip())):
        return starts
    for match in _COLUMN_GAP.finditer(text):
        before, after = text[starts[-1] : match.start() + 1].strip(), text[match.end() :].replace("\t", "   ").split("   ")[0].strip()
        if before.endswith(":") and _LABEL.fullmatch(after):
            starts.append(match.end())  # "Federführend:      Status:   öffentlich": a caption whose value stands below
        elif (
            not before.endswith(":")
            and (match.end() == side or before[:1] not in "advzfA" or not _EXPECTS.search(before) or _stands_apart(after, convention))
            and (key(before) not in convention.fields or before[-1].isdigit() or before[0].isdigit())
            and (
                match.end() == side
                or _says_something(after, convention)
                or (_is_of_letterhead(before, convention) and any(name(after, convention)))
            )
        ):
            starts.append(match.end())
    return starts


def _is_of_letterhead(text: str, convention: Convention) -> bool:
    """Whether a piece is an address, a date line, a group; a name beside it is another: "Auental, 3.5.2024      Eva Muster"."""
    return any(found for rule in (address, date, group) for found in rule(text, convention))


_EXPECTS = compiled(r"\A(?:(?:an|der|des|von|zur|zum|für|die)\s(?:\S{2,30}\s?){1,3}|An\s(?:den|die|das))\Z")
""" "der Stadtverordneten", "zur Sitzung der": what goes on behind the gap."""


def _stands_apart(text: str, convention: Convention) -> bool:
    """Whether the right-hand piece of a line goes on from nothing: a day, "Tel. 08720 40330", "Am Markt 12"."""
    if any(found for rule in (field, date, letterhead) for found in rule(text, convention)):
        return True
    return text[-1].isdecimal() and any(address(text, convention))


_LABEL = compiled(r"[A-ZÄÖÜ][\w/ -]{2,30}:")


def _says_something(text: str, convention: Convention) -> bool:
    """Whether the right-hand piece of a line is something of its own."""
    if _LABEL.fullmatch(text) or is_reference(text):
        return True
    if text.isdecimal():
        return False  # a number in a table
    rules = (field, date, furniture, letterhead, address, body, group, type_)
    return any(found.key != "page" for rule in rules for found in rule(text, convention))


@lru_cache(maxsize=8)
def _prefilter(convention: Convention) -> RulePrefilter:
    return RulePrefilter(RULES, convention)


def _words(section: str, part: str) -> Words:
    return lambda convention: convention.words(section, part)


RULES: tuple[Asked, ...] = (
    Asked(item, first=opens_item),
    Asked(lead_in, holds=lambda convention: (*convention.words("lead_in", "phrases"), *COUNTED), ends=":“-,"),
    Asked(agenda, holds=_words("agenda", "phrases")),
    Asked(salutation, starts=lambda convention: (*convention.words("salutation", "starts"), *SALUTATION_STARTS)),
    Asked(closing, starts=_words("closing", "starts"), holds=_words("closing", "answer_wish")),
    Asked(reasons, shows=frozenset({"colon"}), long=True),
    Asked(type_, first=opens_type, holds=_words("types", "inquiry")),
    Asked(field, first=opens_field, shows=frozenset({"colon", "alone", "marked", "reference"})),
    Asked(table_head, holds=_words("committees", "table")),
    Asked(table_row, shows=frozenset({"digit"}), needs=_words("committees", "words")),
    Asked(furniture, first=opens_furniture, shows=frozenset({"alone", "marked", "box"})),
    Asked(letterhead, shows=frozenset({"contact"}), needs=_words("furniture", "contains")),
    Asked(greeting, starts=lambda _: GREETING_STARTS, short=True),
    Asked(copies, starts=lambda _: COPY_STARTS, short=True),
    Asked(heading, first=opens_heading, shows=frozenset({"marked"}), short=True),
    Asked(date, shows=frozenset({"last"}), short=True),
    Asked(signed, starts=_words("signed", "starts"), holds=lambda _: ("gez.",), short=True),
    Asked(address, starts=lambda _: ADDRESS_STARTS, shows=frozenset({"last"}), short=True),
    Asked(group, first=opens_group, starts=_words("people", "members"), holds=lambda convention: convention.group_words, short=True),
    Asked(name, first=opens_name, short=True),
    Asked(body, starts=body_starts, short=True),
)
"""Every rule, in the order of their proposals."""
