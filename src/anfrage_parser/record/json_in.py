"""Read records: JSON Lines, concatenated JSON values in any layout, or a JSON list."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from anfrage_parser.errors import AnfrageError, LimitError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.record import surrogates

HEAD = 4096
"""Bytes read to tell records from documents."""

APPLICATION = 0x616E6672
"""`application_id` of a batch's databases: "anfr"."""

LARGEST = 128 * 1024 * 1024
"""Bytes of one value."""

LONGEST_LIST = 64 * 1024 * 1024
"""Bytes of a file beginning with "[" that are read to tell a JSON list from a letter."""

BOM = b"\xef\xbb\xbf"
BLANKS = b" \t\r\n"
GOES_ON = (b",", b"[", b":")
"""Characters that precede an object inside a value; after any other, a new value begins."""


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


def opened(name: str) -> BinaryIO | None:
    """Open a file if it holds JSON, however large; None if it holds something else or can't be opened (reading it will say why)."""
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
    """Yield the values of a file, those of a list one by one, and `Broken` for anything that is not JSON; holds one at a time."""
    for piece in _pieces(_lines(file)):
        try:
            yield from _values(b"".join(piece.lines))
        except (ValueError, RecursionError):
            yield Broken(_not_json(piece))


_BETWEEN = re.compile(r"[ \t\r\n,]*")
"""Separators between values: white space, and commas in lists."""

_DECODER = json.JSONDecoder()


def _values(data: bytes) -> Iterator[Any]:
    """Yield the JSON values in some lines; `ValueError` for anything else."""
    text = data.decode("utf-8")
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
    cause = say("der Datensatz enthält ein halbes Zeichen ({at})", at=where)
    return Broken(UnreadableError(cause, say("ihn mit „anfrage parse“ neu schreiben")), document_of(row))


def document_of(row: Any) -> str | None:
    """Return the document name in a record; None if there is none."""
    source = row.get("source") if isinstance(row, dict) else None
    name = source.get("name") if isinstance(source, dict) else None
    return name if isinstance(name, str) else None


def stored(record: bytes) -> dict[str, Any] | Broken | None:
    """Parse a record stored in a database; None if it is no record."""
    try:
        text = record.decode("utf-8")
        row = json.loads(text)
    except (ValueError, RecursionError):
        return None
    row = _written(row) if surrogates.ESCAPED.search(text) else row
    return row if isinstance(row, dict | Broken) else None


def _end_of_blanks(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found is not None else at


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines without a byte order mark; `LimitError` if one is too long."""
    line = file.readline(LARGEST + 1).removeprefix(BOM)
    while line:
        if len(line) > LARGEST:
            raise _too_large()
        yield line
        line = file.readline(LARGEST + 1)


@dataclass(slots=True)
class _Piece:
    """Lines that belong to one value, because a bracket is still open."""

    begin: int = 0
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    depth: int = 0

    def add(self, number: int, line: bytes) -> None:
        """Add a line; `LimitError` if the value gets too large."""
        self.begin = self.begin or number
        self.lines.append(line)
        self.size += len(line)
        self.depth += _opening(line)
        if self.size > LARGEST:
            raise _too_large()

    def ended_by(self, bare: bytes) -> bool:
        """Return whether a line can't belong to this value, even with open brackets: a truncated value must not swallow what follows."""
        if not self.lines or not bare.startswith(b"{"):
            return False
        return not self.lines[-1].rstrip(BLANKS).endswith(GOES_ON) or _is_record(bare)


def _pieces(lines: Iterable[bytes]) -> Iterator[_Piece]:
    """Yield each value's lines: one for JSON Lines; for indented values, up to the closing bracket.

    A list opened on a line of its own is not a value; its elements are.
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
        yield piece if piece.lines else _Piece(listed, [b"["])  # no closing bracket: the file is truncated


_STRINGS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?')


def _opening(line: bytes) -> int:
    """Return the number of brackets a line opens minus those it closes."""
    bare = _STRINGS.sub(b"", line)
    return sum(bare.count(bracket) for bracket in (b"{", b"[")) - sum(bare.count(bracket) for bracket in (b"}", b"]"))


def _is_record(bare: bytes) -> bool:
    """Return whether a line is a complete record."""
    if b'"schema_version"' not in bare:
        return False
    try:
        value = json.loads(bare.removesuffix(b","))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "schema_version" in value


def _not_json(piece: _Piece) -> UnreadableError:
    one, several = say("Zeile {number} ist kein JSON", number=piece.begin), say("ab Zeile {number} steht kein JSON", number=piece.begin)
    return UnreadableError(one if len(piece.lines) == 1 else several, say("Datensätze mit „anfrage parse“ neu schreiben"))


def _too_large() -> LimitError:
    cause = say("ein Datensatz ist größer als {limit}", limit=f"{LARGEST >> 20} MiB")
    return LimitError(cause, say("Datensätze zeilenweise schreiben, mit „anfrage parse --format jsonl“"))
