"""Read RTF: text in nested groups with destinations. List numbers are stored as last printed.

Existing libraries drop these numbers, headers, text boxes or deletions, so this is our own reader.
"""

from dataclasses import replace
from typing import NamedTuple

from anfrage_parser.readers.fragments import Extract, Look
from anfrage_parser.readers.office import too_deep
from anfrage_parser.readers.office.rtf_acts import ACTS
from anfrage_parser.readers.office.rtf_forms import shown
from anfrage_parser.readers.office.rtf_words import CHARSETS, GONE, MARGINS, SIGNS, SYMBOL, TOKEN, State
from anfrage_parser.readers.office.sheet import Cell, Sheet, Weights
from anfrage_parser.readers.options import Options
from anfrage_parser.text.struck import struck
from anfrage_parser.text.superscripts import SUPERSCRIPTS, as_mark

MOST_GROUPS = 2_000
"""Deepest nesting of groups."""


def extract(data: bytes, options: Options) -> Extract:
    """Extract the text of an .rtf; images and objects are skipped."""
    reader = Reader(data)
    return reader.sheet().extract(reader.unseen)


class _Held(NamedTuple):
    """A paragraph that a footnote stands in, while the footnote is read."""

    words: list[str]
    weights: Weights
    table: bool
    centred: bool
    before: float
    after: float


class Reader:
    """Reads one document in a single pass."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.now: State = State()
        self.above: list[State] = []
        self.codec, self.fonts, self.font = "cp1252", dict[int, str](), -1
        self.words: list[str] = []
        self.raw = bytearray()
        """Collected bytes, decoded together, as encodings may be multi-byte."""
        self.passing = 0
        self.unseen = 0
        """Words that are hidden."""
        self.weights = Weights()
        self.centred = False
        self.starred = self.fresh = False
        self.before = self.after = 0.0
        self.in_fonts = 0
        self.sheets: dict[str, Sheet] = {}
        self.number = 0
        """How many automatic numbers of footnotes were printed."""
        self.mark = ""
        """The number of the footnote that is still to come."""
        self.held: list[_Held] = []
        """The paragraphs that the footnotes being read stand in."""
        self.cells: list[Cell] = []
        self.cell: list[tuple[str, Look]] = []

    def sheet(self) -> Sheet:
        """Return header, main text, notes and footer."""
        self._walk()
        self._flush()
        while self.held:
            self._end_note()
        if any(self.words):
            self.paragraph()
        self.row()
        whole = Sheet()
        for name in ("header", "", "note", "footer"):
            whole.add(self.sheets.get(name, Sheet()))
        return whole

    def _walk(self) -> None:
        at = 0
        while (token := TOKEN.match(self.data, at)) is not None:
            at = token.end()
            word, number, code, sign, brace, plain = token.groups()
            if code is None:
                self._flush()
            if brace is not None:
                self._brace(brace == b"{")
                if brace == b"}" and not self.above:
                    return
            elif code is not None or plain is not None:
                self._bytes(plain or bytes.fromhex(code.decode()))
            elif word is not None:
                at = self._word(word.decode(), int(number) if number else None, at)
            elif sign is not None:
                self._sign(sign)

    def _brace(self, opens: bool) -> None:
        self.passing = 0
        if not opens:
            ended = self.now
            self.now = self.above.pop() if self.above else self.now
            if ended.sheet == "note" != self.now.sheet:
                self._end_note()
            elif ended.sheet != self.now.sheet and any(self.words):
                self.paragraph(ended.sheet)
            if len(self.above) < self.in_fonts:
                self.in_fonts = 0
            return
        self.above.append(self.now)
        if len(self.above) > MOST_GROUPS:
            raise too_deep()
        self.now = replace(self.now)
        self.fresh, self.starred = True, False

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.starred = True
            return
        self.fresh = False
        text = {b"~": "\u00a0", b"-": "\u00ad", b"_": "\u2011", b"\n": "\n", b"\r": "\n"}.get(sign, sign.decode("cp1252", "replace"))
        if text == "\n":
            self._word("par", None, 0)
        else:
            self.put(text)

    def _bytes(self, data: bytes) -> None:
        self.fresh = False
        if self.passing:
            passed = min(self.passing, len(data))
            self.passing -= passed
            data = data[passed:]
        if self.in_fonts or self.now.gone or self._is_unseen():
            self._miss(data)
            return
        self.raw += data

    def _flush(self) -> None:
        """Decode the collected bytes."""
        if self.raw:
            if self.now.codec == SYMBOL:
                self._say("".join(chr(0xF000 + byte) if byte >= 0x20 else "" for byte in self.raw))
            else:
                text = self.raw.decode(self.now.codec, "replace")
                self._say(as_mark(text) if self.now.raised else text)
            self.raw.clear()

    def put(self, text: str) -> None:
        """Add text, if it can be seen."""
        if not (self.now.gone or self._is_unseen() or self.in_fonts):
            self._say(text)

    def _say(self, text: str) -> None:
        self.weights.add(text, self.now.bold, self.now.size)
        self.words.append(struck(text) if self.now.struck else text)

    def _is_unseen(self) -> bool:
        return self.now.hidden or self.now.deleted

    def _miss(self, data: bytes) -> None:
        """Count the words of what nobody sees."""
        if not (self.in_fonts or self.now.gone or self.now.deleted):
            self.unseen += len(data.split())

    def _word(self, word: str, number: int | None, at: int) -> int:
        """Handle a control word; return the position after it."""
        first, self.fresh = self.fresh, False
        self.passing = 0
        if word == "bin":
            return at + max(0, number or 0)
        if first and word == "formfield" and not self.in_fonts:
            self._form(at)
        if first and self._destination(word):
            return at
        if self.in_fonts:
            self._of_fonts(word, number)
        elif word in SIGNS:
            self.put(SIGNS[word])
        elif word == "u" and number is not None:
            self.put(chr(number % 0x10000))
            self.passing = self.now.skip
        elif word in ACTS and not self.now.gone:
            ACTS[word](self, number)
        return at

    def _form(self, at: int) -> None:
        """Put what a form's box or list shows; its result would repeat it."""
        self._flush()
        text = shown(self.data, at, self.codec)
        self.words += [text] if text else []
        self.repeats = text is not None

    def _destination(self, word: str) -> bool:
        """Handle a destination; return whether the word is one."""
        if word == "fonttbl":
            self.in_fonts = len(self.above)
            return True
        if word in GONE or (self.starred and word not in ("shpinst", "pntext", "listtext", "nesttableprops", "footnote")):
            self.now.gone = True
            return True
        if word == "fldrslt" and self.repeats:
            self.repeats, self.now.gone = False, True
            return True
        if word in MARGINS:
            self._margin(MARGINS[word])
            return True
        return word in ("shpinst", "pntext", "listtext")

    def _margin(self, sheet: str) -> None:
        """Begin what is printed elsewhere on the page. A footnote stands within a paragraph, which goes on behind it."""
        if sheet == "note":
            self.held.append(_Held(self.words, self.weights, self.table, self.centred, self.before, self.after))
            self.words, self.weights = [], Weights()
            self.reset()
        elif any(self.words):
            self.paragraph(self.above[-1].sheet if self.above else "")
        self.now.sheet, self.now.raised = sheet, False

    def _end_note(self) -> None:
        """Add a footnote in one piece; the paragraph goes on that it stands in."""
        text = "\n".join(filter(None, map(str.strip, "".join(self.words).split("\n"))))
        if text and not text.startswith((*SUPERSCRIPTS, "*", "†", "[", "(")) and not text[0].isdecimal():
            text = f"{self.mark} {text}".strip()
        self.mark = ""
        self.words = [text]
        self.paragraph("note")
        if self.held:
            self.words, self.weights, self.table, self.centred, self.before, self.after = self.held.pop()

    def _of_fonts(self, word: str, number: int | None) -> None:
        if word == "f" and number is not None:
            self.font = number
        elif word == "fcharset" and number is not None and len(self.fonts) < 4096:
            self.fonts[self.font] = CHARSETS.get(number, self.codec)

    def paragraph(self, sheet: str | None = None) -> None:
        """End the paragraph: add it to the current cell or sheet."""
        name = self.now.sheet if sheet is None else sheet
        text = "".join(self.words).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self.words.clear()
        look = self.weights.look(self.centred)
        if self.table and not name:
            self.cell += [(line, look) for line in text.split("\n")]
            return
        if name != "note":
            self.row()
        target = self.sheets.setdefault("" if name == "box" else name, Sheet())
        if self.turn and name == "":
            target.page()
            self.turn = False
        target.paragraph(text, self.before, self.after, look)
        if name == "box":
            target.blank()

    table = turn = repeats = False

    def end_cell(self) -> None:
        """End a table cell."""
        if any(self.words):
            self.paragraph()
        self.cells.append(self.cell)
        self.cell = []

    def row(self) -> None:
        """End a table row."""
        if self.cell:
            self.cells.append(self.cell)
        if self.cells:
            self.sheets.setdefault("", Sheet()).row(self.cells)
        self.cell, self.cells = [], []

    def reset(self) -> None:
        """Reset the formatting of paragraphs."""
        self.before = self.after = 0.0
        self.table = self.centred = False

    def page(self) -> None:
        """Begin a new page."""
        if any(self.words):
            self.paragraph()
        self.turn = True
