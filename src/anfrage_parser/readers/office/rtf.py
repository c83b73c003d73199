"""Read RTF: text in nested groups with destinations. List numbers are stored as last printed.

Existing libraries drop these numbers, headers, text boxes or deletions, so this is our own reader.
"""

import codecs
from collections.abc import Callable
from dataclasses import replace

from anfrage_parser.readers.fragments import Extract, Look
from anfrage_parser.readers.office import too_deep
from anfrage_parser.readers.office.rtf_forms import shown
from anfrage_parser.readers.office.rtf_words import CHARSETS, GONE, MARGINS, SIGNS, SYMBOL, TOKEN, State
from anfrage_parser.readers.office.sheet import Cell, Sheet, Weights
from anfrage_parser.readers.options import Options
from anfrage_parser.text.struck import struck

MOST_GROUPS = 2_000
"""Deepest nesting of groups."""

TWIPS = 20


def extract(data: bytes, options: Options) -> Extract:
    """Extract the text of an .rtf; images and objects are skipped."""
    reader = _Reader(data)
    return reader.sheet().extract(reader.unseen)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.now, self.above = State(), list[State]()
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
        self.cells: list[Cell] = []
        self.cell: list[tuple[str, Look]] = []

    def sheet(self) -> Sheet:
        """Return header, main text, notes and footer."""
        self._walk()
        self._flush()
        if any(self.words):
            self._paragraph()
        self._row()
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
            if ended.sheet != self.now.sheet and any(self.words):
                self._paragraph(ended.sheet)
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
            self._put(text)

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
                self._say(self.raw.decode(self.now.codec, "replace"))
            self.raw.clear()

    def _put(self, text: str) -> None:
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
            self._put(SIGNS[word])
        elif word == "u" and number is not None:
            self._put(chr(number % 0x10000))
            self.passing = self.now.skip
        elif word in _ACTS and not self.now.gone:
            _ACTS[word](self, number)
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
        if word in GONE or (self.starred and word not in ("shpinst", "pntext", "listtext", "nesttableprops")):
            self.now.gone = True
            return True
        if word == "fldrslt" and self.repeats:
            self.repeats, self.now.gone = False, True
            return True
        if word in MARGINS:
            if any(self.words):
                self._paragraph(self.above[-1].sheet if self.above else "")
            self.now.sheet = MARGINS[word]
            return True
        return word in ("shpinst", "pntext", "listtext")

    def _of_fonts(self, word: str, number: int | None) -> None:
        if word == "f" and number is not None:
            self.font = number
        elif word == "fcharset" and number is not None and len(self.fonts) < 4096:
            self.fonts[self.font] = CHARSETS.get(number, self.codec)

    def _paragraph(self, sheet: str | None = None) -> None:
        """End the paragraph: add it to the current cell or sheet."""
        name = self.now.sheet if sheet is None else sheet
        text = "".join(self.words).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self.words.clear()
        look = self.weights.look(self.centred)
        if self.table and not name:
            self.cell += [(line, look) for line in text.split("\n")]
            return
        self._row()
        target = self.sheets.setdefault("" if name == "box" else name, Sheet())
        if self.turn and name == "":
            target.page()
            self.turn = False
        target.paragraph(text, self.before, self.after, look)
        if name == "box":
            target.blank()

    table = turn = repeats = False

    def _end_cell(self) -> None:
        if any(self.words):
            self._paragraph()
        self.cells.append(self.cell)
        self.cell = []

    def _row(self) -> None:
        if self.cell:
            self.cells.append(self.cell)
        if self.cells:
            self.sheets.setdefault("", Sheet()).row(self.cells)
        self.cell, self.cells = [], []

    def _reset(self) -> None:
        self.before = self.after = 0.0
        self.table = self.centred = False

    def _page(self) -> None:
        if any(self.words):
            self._paragraph()
        self.turn = True


Act = Callable[[_Reader, int | None], None]


def _set(name: str, value: Callable[[int | None], object], of_state: bool = False) -> Act:
    def act(reader: _Reader, number: int | None) -> None:
        setattr(reader.now if of_state else reader, name, value(number))

    return act


def _codepage(reader: _Reader, number: int | None) -> None:
    name = f"cp{number}" if number != 65001 else "utf-8"
    try:
        codecs.lookup(name)
    except LookupError:
        return
    reader.codec = reader.now.codec = name


def _font(reader: _Reader, number: int | None) -> None:
    reader.now.codec = reader.fonts.get(number or 0, reader.codec)


def _plain(reader: _Reader, number: int | None) -> None:
    reader.now.codec, reader.now.hidden = reader.codec, False
    reader.now.struck = reader.now.deleted = reader.now.bold = False
    reader.now.size = 12.0


_ACTS: dict[str, Act] = {
    "par": lambda r, _: r._paragraph(),
    "pard": lambda r, _: r._reset(),
    "plain": _plain,
    "intbl": _set("table", lambda _: True),
    "cell": lambda r, _: r._end_cell(),
    "row": lambda r, _: r._row(),
    "nestcell": lambda r, _: r._put("\n"),
    "nestrow": lambda r, _: r._put("\n"),
    "page": lambda r, _: r._page(),
    "pagebb": _set("turn", lambda _: True),
    "sect": lambda r, _: r._page(),
    "sb": _set("before", lambda n: (n or 0) / TWIPS),
    "sa": _set("after", lambda n: (n or 0) / TWIPS),
    "ansicpg": _codepage,
    "mac": _set("codec", lambda _: "mac_roman"),
    "f": _font,
    "uc": _set("skip", lambda n: max(0, min(n if n is not None else 1, 64)), True),
    "strike": _set("struck", lambda n: n != 0, True),
    "striked": _set("struck", lambda n: n != 0, True),
    "b": _set("bold", lambda n: n != 0, True),
    "fs": _set("size", lambda n: min(n or 24, 4000) / 2, True),
    "qc": _set("centred", lambda _: True),
    "ql": _set("centred", lambda _: False),
    "qr": _set("centred", lambda _: False),
    "qj": _set("centred", lambda _: False),
    "v": _set("hidden", lambda n: n != 0, True),
    "deleted": _set("deleted", lambda n: n != 0, True),
}
