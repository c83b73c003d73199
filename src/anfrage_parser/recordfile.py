"""Records read back: JSON Lines, a single JSON value, or a list of them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import say

HEAD = 4096
"""Bytes that tell records from documents."""

APPLICATION = 0x616E6672
"""`application_id` of a batch's databases: "anfr"."""


def holds_records(head: bytes) -> bool:
    """Whether a file that begins so holds records, and is no document."""
    start = head[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n[")
    return start.startswith(b"{") and b'"schema_version"' in start


def opened(name: str) -> BinaryIO | None:
    """The file if it holds records, however large; None if it is something else, or can't be opened: reading it will say why."""
    try:
        if name == "-" or not Path(name).is_file():
            return None
        file = Path(name).open("rb")  # noqa: SIM115  closed by whoever takes it
    except (OSError, ValueError):
        return None
    head = file.read(HEAD)
    file.seek(0)
    if holds_records(head):
        return file
    file.close()
    return None


def rows_of(file: BinaryIO) -> Iterator[dict[str, Any]]:
    """The objects of a file, a line at a time if they stand on lines; `UnreadableError` names the line that is no JSON."""
    first = file.readline()
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        yield from _whole(first + file.read())
        return
    yield from row if isinstance(row, list) else [row]
    for number, line in enumerate(file, 2):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UnreadableError(say("Zeile {number} ist kein JSON", number=number), _step()) from error


def _whole(data: bytes) -> Iterator[dict[str, Any]]:
    """An indented value, or a list of them."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(say("das ist kein gültiges JSON"), _step()) from error
    yield from value if isinstance(value, list) else [value]


def _step() -> str:
    return say("Datensätze mit „anfrage parse --evidence --format jsonl“ schreiben")
