"""Read records: JSON Lines, concatenated JSON values in any layout, or a JSON list."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from anfrage_parser.errors import AnfrageError, LimitError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.record import surrogates
from anfrage_parser.text import bounded_json

HEAD = 4096
"""Bytes read to tell records from documents."""

APPLICATION = 0x616E6672
"""`application_id` of a batch's databases: "anfr"."""

LARGEST = 80 * 1024 * 1024
"""Bytes of lines that belong together: of a value, or of a list on one line."""

LONGEST_LIST = bounded_json.MOST_BYTES
"""Bytes of a file that begins with a bracket which are looked at to tell a list of anything from a letter."""


BOM = b"\xef\xbb\xbf"
BLANKS = b" \t\r\n"
GOES_ON = (b",", b"[", b":")
"""Characters that precede an object inside a value; after any other, a new value begins."""


class Lines(Protocol):
    """What gives lines: a file, or standard input whose first bytes were looked at."""

    def readline(self, size: int, /) -> bytes:
        """The next line, or as much of it as `size`."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Takes the place of a record that can't be read."""

    error: AnfrageError
    name: str | None = None
    """Name of its document, if known."""


def holds_records(head: bytes) -> bool:
    """Return whether a file that begins with these bytes holds records, not a document."""
    start = head[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n[")
    return start.startswith(b"{") and b'"schema_version"' in start


def is_data(data: bytes) -> bool:
    """Return whether bytes are any JSON in UTF-8, which is never a document."""
    from anfrage_parser.readers.kinds import is_json  # imports all readers, which searching a database doesn't need

    return not data.startswith((b"\xff\xfe", b"\xfe\xff")) and is_json(data)


def is_listed(head: bytes) -> bool:
    """Whether a file that begins so may be a list of anything: only its end tells."""
    return head.lstrip(BOM + BLANKS).startswith(b"[")


class Piped:
    """Lines from a stream whose first bytes were read already."""

    def __init__(self, head: bytes, rest: Lines) -> None:
        self.head, self.rest = io.BytesIO(head), rest

    def readline(self, size: int, /) -> bytes:
        """The next line, or as much of it as `size`."""
        line = self.head.readline(size)
        return line if line.endswith(b"\n") or len(line) == size else line + self.rest.readline(size - len(line))


def opened(name: str) -> BinaryIO | None:
    """Open a file if it holds JSON, however large; None if it holds something else or can't be opened (reading it will say why)."""
    try:
        if name == "-" or not Path(name).is_file():
            return None
        file = Path(name).open("rb")  # noqa: SIM115  closed by whoever takes it
    except (OSError, ValueError):
        return None
    head = file.read(HEAD)
    if is_data(head) or (is_listed(head) and is_data(head + file.read(LONGEST_LIST))):
        file.seek(0)
        return file
    file.close()
    return None


def rows_of(file: Lines) -> Iterator[Any]:
    """The values of a file, those of a list one by one, and `Broken` in the place of what is no JSON; one is in memory at a time."""
    for piece in _pieces(file):
        try:
            yield from _values(piece.taken())
        except bounded_json.TooMuchError as error:
            yield Broken(_too_much(error, piece))
        except (ValueError, RecursionError):
            yield Broken(_not_json(piece))


_BETWEEN = re.compile(r"[ \t\r\n,]*")
"""Separators between values: white space, and commas in lists."""

_DECODER = json.JSONDecoder()


def _values(data: bytes) -> Iterator[Any]:
    """The values of some lines; `ValueError` for what is none."""
    for part in bounded_json.parts(data):
        text = bounded_json.text_of(part)
        at = _end_of_blanks(text, 0)
        while at < len(text):
            begin = at
            value, at = _DECODER.raw_decode(text, at)
            rows = value if isinstance(value, list) else [value]
            yield from map(_written, rows) if surrogates.ESCAPED.search(text, begin, at) else rows
            at = _end_of_blanks(text, at)


def _written(row: Any) -> Any:
    """Return the value, or `Broken` if it can't be written as UTF-8 JSON."""
    found = next(surrogates.paths_with_surrogates(row), None)
    if found is None:
        return row
    where = ".".join(map(str, found[:4]))
    cause = say("der Datensatz enthält ein unvollständiges Zeichen ({at})", at=where)
    return Broken(UnreadableError(cause, say("ihn mit „anfrage parse“ neu schreiben")), document_of(row))


def document_of(row: Any) -> str | None:
    """Return the document name in a record; None if there is none."""
    source = row.get("source") if isinstance(row, dict) else None
    name = source.get("name") if isinstance(source, dict) else None
    return name if isinstance(name, str) else None


def stored(record: bytes) -> dict[str, Any] | Broken | None:
    """Parse a record stored in a database; None if it is no record."""
    try:
        text = bounded_json.text_of(record)
        row = json.loads(text)
    except bounded_json.TooMuchError as error:
        return Broken(_too_much(error))
    except (ValueError, RecursionError):
        return None
    row = _written(row) if surrogates.ESCAPED.search(text) else row
    return row if isinstance(row, dict | Broken) else None


def _end_of_blanks(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found is not None else at


def _next_line(file: Lines) -> bytes:
    """A line without what surrounds it, a blank for an empty one; none at the end. `LimitError` for one that is too long."""
    line = file.readline(LARGEST + 1)
    if len(line) > LARGEST:
        raise _too_large()
    return line.strip(BLANKS) or line[:1]


@dataclass(slots=True)
class _Piece:
    """Lines that belong to one value, because a bracket is still open."""

    begin: int = 0
    data: bytes | bytearray = b""
    count: int = 0
    depth: int = 0

    def add(self, number: int, line: bytes) -> None:
        """Add a line; `LimitError` if the value gets too large."""
        self.begin = self.begin or number
        self.count += 1
        self.depth += bounded_json.opening(line)
        if len(self.data) + len(line) >= LARGEST or (self.count > bounded_json.MOST_SIGNS and self.data.startswith(b"{")):
            raise _too_large()
        if self.count == 1:
            self.data = line  # most are one line, and some are long: no copy is made
        else:
            self.data = self.data if isinstance(self.data, bytearray) else bytearray(self.data)
            self.data += b"\n" + line

    def taken(self) -> bytes:
        """The lines, which are given away: they may be large."""
        data, self.data = self.data, b""
        return bytes(data)

    def ended_by(self, line: bytes) -> bool:
        """Whether a line can't belong to it, however many brackets are open: what was cut off must not swallow what follows."""
        if not self.count or not line.startswith(b"{"):
            return False
        return not self.data.endswith(GOES_ON) or _is_record(line)


def _pieces(file: Lines) -> Iterator[_Piece]:
    """The values with their lines: of JSON Lines each its own, of indented ones as many as its brackets hold together.

    A list opened on a line of its own is not a value; its elements are.
    """
    piece, listed, number = _Piece(), 0, 0
    while line := _next_line(file):  # nothing else holds a line while the next is read
        number += 1
        line = line.removeprefix(BOM).lstrip(BLANKS) if number == 1 else line
        if not line or line in BLANKS:
            continue
        if piece.ended_by(line):
            yield piece
            piece = _Piece()
        if not piece.count and (line == b"[" or (listed and line.startswith(b"]"))):
            listed = number if line == b"[" else 0
            continue
        piece.add(number, line)
        if listed and piece.depth < 0 and line.endswith(b"]"):
            listed, piece.data = 0, piece.data[:-1]
        line = b""
        if piece.depth <= 0:
            yield piece
            piece = _Piece()
    if piece.count or listed:
        yield piece if piece.count else _Piece(listed, b"[", 1)  # its end is missing: something was cut off


def _is_record(bare: bytes) -> bool:
    """Return whether a line is a complete record."""
    if b'"schema_version"' not in bare:
        return False
    try:
        value = bounded_json.loads(bare.removesuffix(b","))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "schema_version" in value


def _not_json(piece: _Piece) -> UnreadableError:
    one, several = say("Zeile {number} ist kein JSON", number=piece.begin), say("ab Zeile {number} steht kein JSON", number=piece.begin)
    return UnreadableError(one if piece.count == 1 else several, say("Datensätze mit „anfrage parse“ neu schreiben"))


def _too_much(error: bounded_json.TooMuchError, piece: _Piece | None = None) -> LimitError:
    """Why a value isn't decoded."""
    why = error.args[0]
    if piece is None:
        return LimitError(say("der Datensatz ist zu groß: {why}", why=why), say("das Dokument in kleineren Teilen lesen"))
    cause = say("Zeile {number}: der Datensatz ist zu groß: {why}", number=piece.begin, why=why)
    return LimitError(cause, say("Datensätze zeilenweise schreiben, mit „anfrage parse --format jsonl“"))


def _too_large() -> LimitError:
    cause = say("ein Datensatz ist größer als {limit}", limit=f"{LARGEST >> 20} MiB")
    return LimitError(cause, say("Datensätze zeilenweise schreiben, mit „anfrage parse --format jsonl“"))
