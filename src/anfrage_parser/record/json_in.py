"""Records read back: JSON Lines, JSON values one behind the other, however they are laid out, or a list of them."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from anfrage_parser.errors import AnfrageError, LimitError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.text import halves

HEAD = 4096
"""Bytes that tell records from documents."""

APPLICATION = 0x616E6672
"""`application_id` of a batch's databases: "anfr"."""

LARGEST = 128 * 1024 * 1024
"""Bytes of one value."""

LONGEST_LIST = 64 * 1024 * 1024
"""Bytes of a file that begins with a bracket which are looked at to tell a list of anything from a letter."""

BOM = b"\xef\xbb\xbf"
BLANKS = b" \t\r\n"
GOES_ON = (b",", b"[", b":")
"""What stands before an object within a value: behind anything else a new value begins."""


@dataclass(frozen=True, slots=True)
class Broken:
    """What stands where a record should, and is none that can be read."""

    error: AnfrageError
    name: str | None = None
    """Of its document, where that is known."""


def holds_records(head: bytes) -> bool:
    """Whether a file that begins so holds records, and is no document."""
    start = head[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n[")
    return start.startswith(b"{") and b'"schema_version"' in start


def is_data(data: bytes) -> bool:
    """Whether bytes are JSON in UTF-8, be it of records or of something else: never a document."""
    from anfrage_parser.readers.kinds import is_json  # all readers come with it, and a search in a database needs none

    return not data.startswith((b"\xff\xfe", b"\xfe\xff")) and is_json(data)


def opened(name: str) -> BinaryIO | None:
    """The file if it holds JSON, however large; None if it is something else, or can't be opened: reading it will say why."""
    try:
        if name == "-" or not Path(name).is_file():
            return None
        file = Path(name).open("rb")  # noqa: SIM115  closed by whoever takes it
    except (OSError, ValueError):
        return None
    head = file.read(HEAD)
    if is_data(head) or (head.lstrip(BOM + BLANKS).startswith(b"[") and is_data(head + file.read(LONGEST_LIST))):
        file.seek(0)
        return file
    file.close()
    return None


def rows_of(file: BinaryIO) -> Iterator[Any]:
    """The values of a file, those of a list one by one, and `Broken` in the place of what is no JSON; one is in memory at a time."""
    for piece in _pieces(_lines(file)):
        try:
            yield from _values(b"".join(piece.lines))
        except (ValueError, RecursionError):
            yield Broken(_no_json(piece))


_BETWEEN = re.compile(r"[ \t\r\n,]*")
"""What parts values: blanks; in lists commas."""

_DECODER = json.JSONDecoder()


def _values(data: bytes) -> Iterator[Any]:
    """The values of some lines; `ValueError` for what is none."""
    text = data.decode("utf-8")
    at = _end_of_blanks(text, 0)
    while at < len(text):
        begin = at
        value, at = _DECODER.raw_decode(text, at)
        rows = value if isinstance(value, list) else [value]
        yield from map(_written, rows) if halves.SPELLED.search(text, begin, at) else rows
        at = _end_of_blanks(text, at)


def _written(row: Any) -> Any:
    """The value itself, or `Broken` where it can't be written again."""
    found = next(halves.places(row), None)
    if found is None:
        return row
    where = ".".join(map(str, found[:4]))
    cause = say("der Datensatz enthält ein halbes Zeichen ({at})", at=where)
    return Broken(UnreadableError(cause, say("ihn mit „anfrage parse“ neu schreiben")), document_of(row))


def document_of(row: Any) -> str | None:
    """The document that a record names, as far as it is one."""
    source = row.get("source") if isinstance(row, dict) else None
    name = source.get("name") if isinstance(source, dict) else None
    return name if isinstance(name, str) else None


def stored(record: bytes) -> dict[str, Any] | Broken | None:
    """What a database holds as a record; None where it is none."""
    try:
        text = record.decode("utf-8")
        row = json.loads(text)
    except (ValueError, RecursionError):
        return None
    row = _written(row) if halves.SPELLED.search(text) else row
    return row if isinstance(row, dict | Broken) else None


def _end_of_blanks(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found is not None else at


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines, without the mark before the first; `LimitError` for one that is too long."""
    line = file.readline(LARGEST + 1).removeprefix(BOM)
    while line:
        if len(line) > LARGEST:
            raise _too_large()
        yield line
        line = file.readline(LARGEST + 1)


@dataclass(slots=True)
class _Piece:
    """Lines that belong together, because a bracket is open."""

    begin: int = 0
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    depth: int = 0

    def add(self, number: int, line: bytes) -> None:
        """One more; `LimitError` where it is too much."""
        self.begin = self.begin or number
        self.lines.append(line)
        self.size += len(line)
        self.depth += _opening(line)
        if self.size > LARGEST:
            raise _too_large()

    def ended_by(self, bare: bytes) -> bool:
        """Whether a line can't belong to it, however many brackets are open: what was cut off must not swallow what follows."""
        if not self.lines or not bare.startswith(b"{"):
            return False
        return not self.lines[-1].rstrip(BLANKS).endswith(GOES_ON) or _is_record(bare)


def _pieces(lines: Iterable[bytes]) -> Iterator[_Piece]:
    """The values with their lines: of JSON Lines each its own, of indented ones as many as its brackets hold together.

    A list that is opened on a line of its own is no value: those in it are.
    """
    piece, listed = _Piece(), 0
    for number, line in enumerate(lines, 1):
        bare = line.strip(BLANKS)
        if not bare:
            continue
        if piece.ended_by(bare):
            yield piece
            piece = _Piece()
        if not piece.lines and (bare == b"[" or (listed and bare.startswith(b"]"))):
            listed = number if bare == b"[" else 0
            continue
        piece.add(number, line)
        if listed and piece.depth < 0 and bare.endswith(b"]"):
            listed, piece.lines[-1] = 0, bare.removesuffix(b"]")
        if piece.depth <= 0:
            yield piece
            piece = _Piece()
    if piece.lines or listed:
        yield piece if piece.lines else _Piece(listed, [b"["])  # its end is missing: something was cut off


_STRINGS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?')


def _opening(line: bytes) -> int:
    """How many brackets a line opens, less those that it closes."""
    bare = _STRINGS.sub(b"", line)
    return sum(bare.count(bracket) for bracket in (b"{", b"[")) - sum(bare.count(bracket) for bracket in (b"}", b"]"))


def _is_record(bare: bytes) -> bool:
    """Whether a line is a record by itself."""
    if b'"schema_version"' not in bare:
        return False
    try:
        value = json.loads(bare.removesuffix(b","))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "schema_version" in value


def _no_json(piece: _Piece) -> UnreadableError:
    one, several = say("Zeile {number} ist kein JSON", number=piece.begin), say("ab Zeile {number} steht kein JSON", number=piece.begin)
    return UnreadableError(one if len(piece.lines) == 1 else several, say("Datensätze mit „anfrage parse“ neu schreiben"))


def _too_large() -> LimitError:
    cause = say("ein Datensatz ist größer als {limit}", limit=f"{LARGEST >> 20} MiB")
    return LimitError(cause, say("Datensätze zeilenweise schreiben, mit „anfrage parse --format jsonl“"))
