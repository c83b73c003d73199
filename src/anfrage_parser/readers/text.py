"""Text files: which encoding, which lines."""

import codecs
import hashlib
import re

from anfrage_parser.clean import fold
from anfrage_parser.errors import LimitError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.model import Line, Source
from anfrage_parser.readers.kinds import BOMS, wide_pattern

LIMIT_TEXT = 64 * 1024 * 1024
"""Bytes of the largest text."""

LIMIT_LINES = 1_000_000

_SURROGATES = re.compile("[\ud800-\udfff]")


def read(data: bytes, name: str, sha256: str, words: bool = False) -> Source:
    """The document in the bytes of a text file, whose words have no boxes."""
    if len(data) > LIMIT_TEXT:
        raise LimitError(
            say("der Text ist größer als {limit} MiB", limit=LIMIT_TEXT >> 20), say("die Anfrage als eigene, kleinere Datei speichern")
        )
    text, encoding, guessed = decode(data)
    return _source(text, name, sha256, len(data), encoding, guessed)


def from_string(text: str, name: str) -> Source:
    """The document in a string; lone surrogates become U+FFFD."""
    clean = _SURROGATES.sub("\ufffd", text)
    data = clean.encode("utf-8")
    if len(data) > LIMIT_TEXT:
        raise LimitError(say("der Text ist größer als {limit} MiB", limit=LIMIT_TEXT >> 20), say("die Anfrage einzeln eingeben"))
    return _source(clean.removeprefix("\ufeff"), name, hashlib.sha256(data).hexdigest(), len(data), "utf-8", False)


def decode(data: bytes) -> tuple[str, str, bool]:
    """Text, encoding, and whether that was a guess: a mark, else strict UTF-8, else UTF-16 by its NULs, else cp1252.

    Nothing fails: what an encoding does not know becomes U+FFFD.
    """
    for bom, codec in BOMS:
        if data.startswith(bom):
            return data.decode(codec, "replace"), codec.removesuffix("-sig"), False
    wide = wide_pattern(data)
    if wide is not None:
        return data.decode(wide, "replace"), wide, True
    try:
        return data.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError:
        return codecs.decode(data, "cp1252", "replace"), "cp1252", True


def _source(text: str, name: str, sha256: str, size: int, encoding: str, guessed: bool) -> Source:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \t\n\f\v\0"):
        raise UnreadableError(say("die Datei enthält keinen Text"), say("das Dokument noch einmal speichern"))
    if text.count("\n") + text.count("\f") >= LIMIT_LINES:
        raise LimitError(say("der Text hat mehr als {limit} Zeilen", limit=LIMIT_LINES), say("die Anfrage als eigene Datei speichern"))
    lines = split_lines(text)
    return Source(name, sha256, size, "text/plain", encoding, guessed, lines[-1].page, "plain", text, lines)


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text: "\\n" ends a line, "\\f" a line and its page, nothing else does."""
    lines: list[Line] = []
    start = number = 0
    for page, sheet in enumerate(text.split("\f"), 1):
        for raw in sheet.split("\n"):
            number += 1
            folded, offsets = fold(raw)
            lines.append(Line(page, number, start, raw, folded, offsets))
            start += len(raw) + 1
    return tuple(lines)
