"""Read OpenDocument texts as printed, with list numbers, and with tracked changes accepted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from anfrage_parser.readers.fragments import Extract
from anfrage_parser.readers.office import MOST_DEEP, damaged, too_deep
from anfrage_parser.readers.office.odt_forms import controls, is_placeholder_control
from anfrage_parser.readers.office.odt_lists import Counter, get_any
from anfrage_parser.readers.office.odt_styles import Letters, Look, Styles
from anfrage_parser.readers.office.package import Element, Package, child, encrypted, local, whole
from anfrage_parser.readers.office.sheet import Sheet, Weights
from anfrage_parser.readers.options import Options
from anfrage_parser.text.struck import struck
from anfrage_parser.text.superscripts import as_mark, raised

GONE = frozenset(("tracked-changes", "annotation", "annotation-end", "forms", "sequence-decls", "variable-decls", "user-field-decls",
                  "ruby-text", "hidden-text", "desc", "title", "event-listeners", "script", "binary-data", "object"))  # fmt: skip
"""Elements that are not printed."""

MOST_BLANKS = 400
MOST_NOTES = 1000

SIGNS = ("*", "**", "***", "†", "‡")
"""Marks of notes that are no numbers."""


def extract(data: bytes, options: Options) -> Extract:
    """Extract the text of an .odt; its zip and XML are bounded, macros and images are not unpacked."""
    package = Package(data)
    manifest = package.data("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise encrypted()
    return read(package)


class Parts(Protocol):
    """The members of a document as XML."""

    def xml(self, name: str) -> Element | None:
        """Return the root element of a member; None if it doesn't exist."""


def read(parts: Parts) -> Extract:
    """Extract the text of a document's members."""
    reader = _Reader(parts)
    return reader.sheet().extract(reader.unseen)


@dataclass(slots=True)
class _ListPosition:
    """The current position in nested lists."""

    counter: Counter | None = None
    depth: int = -1
    marker: str = ""
    """The marker to print before the next paragraph."""


class _Reader:
    """Reads one document in a single pass."""

    def __init__(self, package: Parts) -> None:
        content, styles = package.xml("content.xml"), package.xml("styles.xml")
        body = child(content, "body", "text")
        if body is None:
            raise damaged()
        self.body = body
        self.styles = Styles(content, styles)
        self.controls = controls(body)
        self.unseen = 0
        """Words that are hidden."""
        self.weights = Weights()
        self.usual = self.styles.usual()
        self.notes: list[str] = []
        self.counters: dict[str, Counter] = {}
        """Counters by style name, and by the id of a list that others continue."""
        self.outline = Counter(self.styles.outline)

    def sheet(self) -> Sheet:
        """Return header, main text, notes and footer of the first page."""
        body, notes = Sheet(), Sheet()
        self._blocks(self.body, body, _ListPosition(), 0)
        for note in self.notes:
            notes.paragraph(note)
        whole_text = Sheet()
        for part in (self._margin("header"), body, notes, self._margin("footer")):
            whole_text.add(part)
        return whole_text

    def _margin(self, kind: str) -> Sheet:
        sheet, page = Sheet(), self.styles.first_page(self.body)
        found = None
        for name in (f"{kind}-first", kind):
            found = found if found is not None else child(page, name)
        if found is not None and get_any(found, "display") != "false":
            self._blocks(found, sheet, _ListPosition(), 1)
        return sheet

    def _blocks(self, parent: Element, sheet: Sheet, place: _ListPosition, deep: int) -> None:
        if deep > MOST_DEEP:
            raise too_deep()
        for block in parent:
            name = local(block)
            if name in ("p", "h"):
                self._paragraph(block, sheet, place, deep)
            elif name == "list":
                self._list(block, sheet, place, deep)
            elif name == "table":
                self._table(block, sheet, deep)
            elif name == "frame" and (box := child(block, "text-box")) is not None:
                self._box(box, sheet, deep)
            elif name not in GONE:
                self._blocks(block, sheet, place, deep + 1)

    def _box(self, box: Element, sheet: Sheet, deep: int) -> None:
        own = Sheet()
        self._blocks(box, own, _ListPosition(), deep + 1)
        sheet.add(own)

    def _paragraph(self, paragraph: Element, sheet: Sheet, place: _ListPosition, deep: int) -> None:
        look = self.styles.look(get_any(paragraph, "style-name"))
        boxes: list[Element] = []
        unseen = self.unseen
        letters = self.styles.letters(get_any(paragraph, "style-name")).within(self.usual)
        text = _squeezed("".join(self._inline(paragraph, boxes, deep, letters))) if not self._is_gone(paragraph) else ""
        set_as = self.weights.look(look.centred)
        for box in boxes:
            self._box(box, sheet, deep)
        if look.new_page:
            sheet.page()
        marker, place.marker = place.marker, ""
        marker = marker if text or self.unseen == unseen else ""
        if local(paragraph) == "h" and place.counter is None:
            marker = self._heading(paragraph)
        tight = look.tight and look.style == _neighbour(paragraph, self.styles, False)
        near = look.tight and look.style == _neighbour(paragraph, self.styles, True)
        text = f"{marker} {text.lstrip()}" if marker else text
        sheet.paragraph(text, 0.0 if tight else look.before, 0.0 if near else look.after, set_as)

    def _heading(self, heading: Element) -> str:
        if get_any(heading, "is-list-header") == "true":
            return ""
        return self.outline.next(whole(get_any(heading, "outline-level"), 1) - 1)

    def _list(self, entry: Element, sheet: Sheet, place: _ListPosition, deep: int) -> None:
        """Read the items of a list; nested lists count one level deeper."""
        inner = _ListPosition(self._counter(entry, place), place.depth + 1)
        for item in entry:
            name = local(item)
            if name not in ("list-item", "list-header"):
                continue
            if name == "list-item" and inner.counter is not None and _begins_with_text(item):
                start = get_any(item, "start-value")
                inner.marker = inner.counter.next(inner.depth, whole(start) if start else None)
            self._blocks(item, sheet, inner, deep + 1)

    def _counter(self, entry: Element, place: _ListPosition) -> Counter | None:
        name = get_any(entry, "style-name")
        own = self.styles.lists.get(name)
        if place.counter is not None and place.depth >= 0:
            if own is not None and own is not place.counter.levels and own != place.counter.levels:
                return Counter(own)
            return place.counter
        if own is None:
            return None
        before = self.counters.get(get_any(entry, "continue-list")) or self.counters.get(
            f"\0{name}" if get_any(entry, "continue-numbering") == "true" else "\0"
        )
        counter = before or Counter(own)
        counter.levels = own
        self.counters[f"\0{name}"] = counter
        if identity := next((str(v) for k, v in entry.attrib.items() if str(k).endswith("}id")), ""):
            self.counters[identity] = counter
        return counter

    def _inline(self, parent: Element, boxes: list[Element], deep: int, letters: Letters) -> Iterator[str]:
        """Yield the printed text of a paragraph; its text boxes and notes are collected separately."""
        yield self._words(parent.text, letters)
        for part in parent:
            name = local(part)
            if name == "s":
                yield "\0" * max(1, min(whole(get_any(part, "c"), 1), MOST_BLANKS))
            elif name in ("tab", "line-break"):
                yield "\t" if name == "tab" else "\n"
            elif name == "note":
                mark = self._note(part, deep)
                yield struck(mark) if letters.struck else mark
            elif name == "text-box":
                boxes.append(part)
            elif name == "control":
                yield self.controls.get(get_any(part, "control"), "")
            elif name not in GONE and not is_placeholder_control(part) and not self._is_gone(part):
                yield from self._part(part, boxes, deep, letters)
            yield self._words(part.tail, letters)

    def _part(self, part: Element, boxes: list[Element], deep: int, letters: Letters) -> Iterator[str]:
        """Yield the printed text of a part of a paragraph; a raised number as the mark of a footnote."""
        style = get_any(part, "style-name")
        inner = self._inline(part, boxes, deep, self.styles.letters(style).within(letters) if style else letters)
        yield from (as_mark("".join(inner)),) if self.styles.raised(style) else inner

    def _words(self, text: str | None, letters: Letters) -> str:
        """Return some text of a paragraph, marked if it is struck out."""
        plain = _plain(text)
        self.weights.add(plain, bool(letters.bold), letters.size)
        return struck(plain) if letters.struck else plain

    def _is_gone(self, part: Element) -> bool:
        """Return whether a paragraph or a part of one isn't read, as it is hidden; its words are counted."""
        if not self.styles.hidden(get_any(part, "style-name")):
            return False
        self.unseen += len("".join(part.itertext()).split())
        return True

    def _note(self, note: Element, deep: int) -> str:
        """Read a footnote or endnote; return its mark."""
        body = child(note, "note-body")
        if body is None or len(self.notes) >= MOST_NOTES:
            return ""
        citation = child(note, "note-citation")
        printed = "".join(citation.itertext()).strip() if citation is not None else ""
        mark = printed if printed in SIGNS else raised(str(len(self.notes) + 1))
        own, place = Sheet(), len(self.notes)
        self.notes.append("")
        outer, self.weights = self.weights, Weights()
        self._blocks(body, own, _ListPosition(), deep + 1)
        self.weights = outer
        self.notes[place] = f"{mark} {own.together()}"
        return mark

    def _table(self, table: Element, sheet: Sheet, deep: int) -> None:
        sheet.blank()
        for row in _rows(table):
            cells = []
            for cell in row:
                if local(cell) == "table-cell":
                    own = Sheet()
                    self._blocks(cell, own, _ListPosition(), deep + 1)
                    cells.append(own.cell())
            sheet.row(cells)
        sheet.blank()


def _rows(table: Element, deep: int = 0) -> Iterator[Element]:
    """Yield the rows of a table, through row groups; repeated rows only once."""
    for entry in table:
        name = local(entry)
        if name == "table-row":
            yield entry
        elif name in ("table-header-rows", "table-rows", "table-row-group") and deep < MOST_DEEP:
            yield from _rows(entry, deep + 1)


def _begins_with_text(item: Element) -> bool:
    """Return whether an item has its own paragraph: one with only a nested list prints no number."""
    return any(local(e) in ("p", "h") for e in item) and local(item[0]) != "list"


def _plain(text: str | None) -> str:
    """Replace each white space character in XML text with a blank."""
    return text.replace("\n", " ").replace("\t", " ").replace("\r", " ") if text else ""


def _squeezed(text: str) -> str:
    """Collapse blanks, except those given by `text:s`."""
    return " ".join(part for part in text.split(" ") if part).replace("\0", " ") if "  " in text or "\0" in text else text


def _neighbour(paragraph: Element, styles: Styles, after: bool) -> str | None:
    other = paragraph.getnext() if after else paragraph.getprevious()
    look: Look | None = styles.look(get_any(other, "style-name")) if other is not None and local(other) == local(paragraph) else None
    return look.style if look is not None else None
