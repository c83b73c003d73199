"""Read text files."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import overload

from anfrage_parser.errors import LimitError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.model import Line, Source
from anfrage_parser.readers.encodings import Decoded, decode
from anfrage_parser.readers.fragments import PLAIN, Look
from anfrage_parser.readers.legible import refuse_illegible
from anfrage_parser.readers.mending import mended
from anfrage_parser.readers.options import Options, in_words
from anfrage_parser.readers.pgp import unsigned
from anfrage_parser.readers.umlauts import lost
from anfrage_parser.text.clean import fold
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.struck import Ranges, without_struck

LIMIT_TEXT = 64 * 1024 * 1024
"""Size limit of a text in bytes."""

LIMIT_LINES = 1_000_000

_SURROGATES = compiled("[\ud800-\udfff]")


def read(data: bytes, name: str, sha256: str, options: Options) -> Source:
    """Read the document in the bytes of a text file."""
    limit = LIMIT_TEXT if options.max_bytes is None else options.max_bytes
    if len(data) > limit:
        raise LimitError(
            say("der Text ist größer als {limit}", limit=in_words(limit)), say("die Anfrage als eigene, kleinere Datei speichern")
        )
    return _source(decode(data), name, sha256, len(data))


def from_string(text: str, name: str) -> Source:
    """Read the document in a string; lone surrogates become U+FFFD."""
    clean = _SURROGATES.sub("\ufffd", text)
    data = clean.encode("utf-8")
    if len(data) > LIMIT_TEXT:
        raise LimitError(say("der Text ist größer als {limit} MiB", limit=LIMIT_TEXT >> 20), say("die Anfrage einzeln eingeben"))
    return _source(Decoded(clean.removeprefix("\ufeff"), "utf-8", False, 0), name, hashlib.sha256(data).hexdigest(), len(data))


def _source(decoded: Decoded, name: str, sha256: str, size: int) -> Source:
    text, count = mended(decoded.text)
    text = with_plain_ends(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = unsigned(text)
    if not text.strip("\ufeff \t\n\f\v\0"):
        raise UnreadableError(say("die Datei enthält keinen Text"), say("das Dokument noch einmal speichern"))
    if text.count("\n") + text.count("\f") >= LIMIT_LINES:
        raise LimitError(say("der Text hat mehr als {limit} Zeilen", limit=LIMIT_LINES), say("die Anfrage als eigene Datei speichern"))
    refuse_illegible(text, pdf=False)
    return Source(
        name, sha256, size, "text/plain", decoded.encoding, decoded.guessed, text.count("\f") + 1, "plain", text, Lines(text),
        undecodable=decoded.undecodable, mended=decoded.mended + count, lost=max(0, lost(text) - decoded.undecodable),
    )  # fmt: skip


_ENDS = dict.fromkeys(map(ord, "\v\x85\u2028\u2029"), "\n")


def with_plain_ends(text: str) -> str:
    """Return a text with "\\n" for the rare line ends: those of Word within a paragraph, of mainframes, of Unicode."""
    return text.translate(_ENDS) if any(map(text.__contains__, "\v\x85\u2028\u2029")) else text


class Lines(Sequence[Line]):
    """The lines of a text, created on first access, as a book refused by its text alone never needs them."""

    def __init__(self, text: str, looks: Sequence[Look] = (), struck: Mapping[int, Ranges] = MappingProxyType({})) -> None:
        self._text, self._looks, self._struck = text, looks, struck
        self._lines: tuple[Line, ...] | None = None

    def _made(self) -> tuple[Line, ...]:
        if self._lines is None:
            self._lines = split_lines(self._text)
            if self._looks or self._struck:
                self._lines = _set_as(self._lines, self._looks, self._struck)
        return self._lines

    def __len__(self) -> int:
        return len(self._made())

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Line, ...]: ...
    def __getitem__(self, index: int | slice) -> Line | tuple[Line, ...]:
        return self._made()[index]

    def __iter__(self) -> Iterator[Line]:
        return iter(self._made())


def _set_as(lines: Sequence[Line], looks: Sequence[Look], struck: Mapping[int, Ranges]) -> tuple[Line, ...]:
    """Return the lines with their looks, if each has one, and without what is struck out, by the index of the line."""
    own = looks if len(looks) == len(lines) else [PLAIN] * len(lines)
    out = [line._replace(size=look.size, bold=look.bold, centred=look.centred) for line, look in zip(lines, own, strict=True)]
    for number, ranges in struck.items():
        out[number] = without_struck(out[number], ranges)
    return tuple(out)


def split_lines(text: str) -> tuple[Line, ...]:
    """Split a text into lines: "\\n" ends a line, "\\f" a line and its page, nothing else does."""
    lines: list[Line] = []
    start = number = 0
    for page, sheet in enumerate(text.split("\f"), 1):
        for raw in sheet.split("\n"):
            number += 1
            folded, offsets = fold(raw)
            lines.append(Line(page, number, start, raw, folded, offsets))
            start += len(raw) + 1
    return tuple(lines)
