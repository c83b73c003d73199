"""Read web pages: the main text without navigation, with lists numbered as in browsers."""

import re
from collections.abc import Iterator

from anfrage_parser.errors import NoTextError
from anfrage_parser.messages import say
from anfrage_parser.readers.encodings import decode
from anfrage_parser.readers.fragments import Extract
from anfrage_parser.readers.office import MOST_DEEP, damaged, library, too_deep
from anfrage_parser.readers.office.html_around import is_around, main_of
from anfrage_parser.readers.office.html_forms import FIELDS, Look, Setting, filled, look_of
from anfrage_parser.readers.office.html_lists import Numbers
from anfrage_parser.readers.office.html_notes import Notes, begins_with, is_cited, raised_text
from anfrage_parser.readers.office.package import Element, local
from anfrage_parser.readers.office.sheet import Cell, Sheet, Weights
from anfrage_parser.readers.options import Options
from anfrage_parser.text.struck import struck

PARTED = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr fieldset figure address".split())
"""Block elements with margins."""

BLOCKS = PARTED | frozenset(
    "div li dt dd section article main header footer aside form body html center legend caption details summary tr".split()
)

DEEPEST = 6 * MOST_DEEP
"""Deepest nesting of elements, which pages have many of."""


def extract(data: bytes, options: Options) -> Extract:
    """Extract the text of a page; scripts are not run, nothing is fetched."""
    html = library("lxml.html", "lxml")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    text = _decoded(data).replace("\0", "")
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ValueError, library("lxml.etree", "lxml").LxmlError) as error:
        raise damaged() from error
    page = _Page(look_of(root), Notes(root))
    page.block(main_of(root), 0)
    page.flush()
    if not page.sheet.text():
        raise NoTextError(say("die Seite enthält keinen Text"), say("sie im Browser öffnen und als PDF speichern"))
    return page.sheet.extract(page.look.unseen)


_CHARSET = re.compile(rb"""(?i)charset\s{0,9}=\s{0,9}["']?([\w-]{2,30})""")


def _decoded(data: bytes) -> str:
    """Decode a page as it declares, if that works, else as any text."""
    said = _CHARSET.search(data[:2048])
    if said is not None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = said.group(1).decode()
        try:
            return data.decode("cp1252" if name.casefold() in ("iso-8859-1", "latin1", "us-ascii") else name)
        except (LookupError, ValueError):
            pass
    return decode(data).text


SETTING = Setting()


class _Page:
    """Walks over the elements of a page, collecting text until its block ends."""

    def __init__(self, look: Look, notes: Notes, setting: Setting = SETTING) -> None:
        self.sheet, self.look, self.notes, self.setting = Sheet(), look, notes, setting
        self.weights = Weights()
        self.words: list[str] = []
        self.markers: list[str] = []

    def block(self, element: Element, deep: int) -> None:
        """Read a block element."""
        if deep > DEEPEST:
            raise too_deep()
        name = local(element)
        self.flush()
        outer, self.setting = self.setting, self.look.setting(element, self.setting)
        if name in PARTED:
            self.sheet.blank()
        if name != "li" and (mark := self.notes.mark(element)) and not begins_with(element, mark):
            self.words.append(f"{mark} ")
        if name == "table":
            self._table(element, deep)
        else:
            numbers = Numbers(element) if name in ("ol", "ul", "menu", "dir") else None
            self._text(self._counted(element), True)
            self._text(element.text, name == "pre")
            for entry in element:
                self._entry(entry, deep, numbers, name == "pre")
                self._text(entry.tail, name == "pre")
            if self.look.counters is not None:
                self.look.counters.leave(element)
        self.flush()
        self.setting = outer
        if name in PARTED:
            self.sheet.blank()

    def _entry(self, entry: Element, deep: int, numbers: Numbers | None, verbatim: bool = False) -> None:
        name = local(entry)
        if not name or self._is_left_out(entry):
            return
        if name in FIELDS:
            self.words.append(filled(entry))
        elif name == "br":
            self.words.append("\n")
        elif name == "li":
            marker = numbers.next(entry) if numbers is not None else "•"
            mark = self.notes.mark(entry)
            marker = ("" if begins_with(entry, mark) else mark) if mark else marker
            self.flush()
            self.markers.append("" if self.look.counters is not None and self.look.counters.prints(entry) else marker)
            self.block(entry, deep + 1)
            self.markers = self.markers[:-1]
        elif name == "dl":
            self._pairs(entry, deep)
        elif name == "blockquote":
            self._quotation(entry, deep)
        elif name in BLOCKS:
            self.block(entry, deep + 1)
        else:
            self._phrase(entry, deep, verbatim)

    def _counted(self, element: Element) -> str | None:
        """Return what a style sheet prints before an element."""
        return self.look.counters.enter(element) if self.look.counters is not None else None

    def _is_left_out(self, entry: Element) -> bool:
        """Return whether an element isn't read; the words of one that is hidden are counted."""
        if self.look.is_hidden(entry):
            if not is_around(entry):
                self.look.miss(entry)
            return True
        return is_around(entry)

    def _phrase(self, entry: Element, deep: int, verbatim: bool) -> None:
        """Read an inline element."""
        if deep > DEEPEST:
            raise too_deep()
        printed = self._counted(entry)
        if (raised := self._raised(entry)) is not None:
            self._text(raised, True)
            return
        self._text(printed, True)
        quoted = local(entry) == "q"
        outer, self.setting = self.setting, self.look.setting(entry, self.setting)
        self._text("„" if quoted else None, True)
        self._text(entry.text, verbatim)
        for inner in entry:
            self._entry(inner, deep + 1, None, verbatim)
            self._text(inner.tail, verbatim)
        self._text("“" if quoted else None, True)
        self.setting = outer

    def _raised(self, entry: Element) -> str | None:
        """Return the mark of a footnote that an element is, "" for a link back to one; None for any other element."""
        if self.notes.is_back(entry):
            return ""
        if local(entry) == "sup" or (local(entry) in ("a", "span") and self.notes.mark(entry)):
            return raised_text(entry)
        return None

    def flush(self) -> None:
        """Write the collected text as lines, the first with its item's marker."""
        text = "".join(self.words)
        self.words.clear()
        look = self.weights.look(self.setting.centred)
        lines = [" ".join(line.split(" ")).strip(" ") for line in re.sub(r"[ \t]{1,}", " ", text).split("\n")]
        if not any(lines):
            return
        if self.markers and self.markers[-1]:
            lines[0] = f"{self.markers[-1]} {lines[0]}"
            self.markers[-1] = ""
        while lines and not lines[-1]:
            lines.pop()
        for line in lines:
            self.sheet.paragraph(line, look=look)

    def _text(self, text: str | None, verbatim: bool) -> None:
        if text:
            words = text if verbatim else re.sub(r"[ \t\n\r\f]{1,}", " ", text)
            self.weights.add(words, self.setting.bold, self.setting.size)
            self.words.append(struck(words) if self.setting.struck else words)

    def _quotation(self, element: Element, deep: int) -> None:
        """Read a quotation; of a mail that is answered, below "Am … schrieb …:", the lines begin with "> ", as in a plain text."""
        self.flush()
        above = next((line for line in reversed(self.sheet.lines) if line), "")
        if not is_cited(element) or not above.endswith(":"):
            self.block(element, deep + 1)
            return
        for line, look in self._own(element, deep):
            self.sheet.paragraph(f"> {line}", look=look)

    def _pairs(self, element: Element, deep: int) -> None:
        """Read a definition list, each pair as a row."""
        self.flush()
        self.sheet.blank()
        row: list[Cell] = []
        for entry in _through(element, ("dt", "dd")):
            if self._is_left_out(entry):
                continue
            if local(entry) == "dt" and row:
                self.sheet.row(row)
                row = []
            row.append(self._own(entry, deep))
        self.sheet.row(row)
        self.sheet.blank()

    def _table(self, element: Element, deep: int) -> None:
        for row in _through(element, ("tr", "caption")):
            if self._is_left_out(row):
                continue
            if local(row) == "caption":
                self.block(row, deep + 1)
                continue
            self.sheet.row([self._own(cell, deep) for cell in row if local(cell) in ("td", "th") and not self._is_left_out(cell)])

    def _own(self, element: Element, deep: int) -> Cell:
        page = _Page(self.look, self.notes, self.setting)
        page.block(element, deep + 1)
        page.flush()
        return page.sheet.cell()


def _through(element: Element, wanted: tuple[str, ...], deep: int = 0) -> Iterator[Element]:
    """Yield rows of a table, or pairs of a list, through grouping elements."""
    for entry in element:
        if local(entry) in wanted:
            yield entry
        elif local(entry) in ("tbody", "thead", "tfoot", "div") and deep < MOST_DEEP and not is_around(entry):
            yield from _through(entry, wanted, deep + 1)
