"""JSON read within bounds: whatever somebody else may have written goes through here before it is decoded.

A value takes up to ninety bytes of memory for each sign that stands outside of strings, so these are counted first. Counting all signs,
those within strings as well, is quick and enough for every ordinary record; only where they are too many is it looked at closely.
"""

import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

from anfrage_parser.messages import say
from anfrage_parser.text.patterns import compiled_bytes

MOST_BYTES = 32 * 1024 * 1024
"""Of one value; a letter of 5,000 pages gives a record of twenty million."""

MOST_SIGNS = 1_000_000
"""Brackets, commas and colons outside of strings: as many as 3,000 questions have, with the places of all their words."""

DEEPEST = 100
"""Lists and objects within one another; what is deeper is no JSON to us, as it is none to Python where it is much deeper."""

WIDEST = 64 * 1024 * 1024
"""Bytes of memory for the text that is decoded: one rare character makes every other four times as wide."""

BLANKS = b" \t\r\n"
_SIGNS = (b",", b":", b"[", b"{")
_STRINGS = compiled_bytes(rb'(?s:"(?:[^"\\]++|\\.)*+"?)')
_TOKENS = compiled_bytes(rb'(?s:"(?:[^"\\]++|\\.)*+"?|[\[\]{}])')
_ROUND = bytes.maketrans(b"[]", b"{}")
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


class TooMuchError(ValueError):
    """JSON beyond the bounds above, whether it is valid or not; one sentence for people."""


def loads(data: bytes, most: int | None = None) -> Any:
    """The one value in some bytes; `ValueError` for what is no JSON in UTF-8, its subclass `TooMuchError` for what is too much of it."""
    return json.loads(text_of(data, most))


def text_of(data: bytes, most: int | None = None) -> str:
    """The text of JSON that may be decoded; errors as of `loads`."""
    refuse_too_much(data, most)
    text = data.decode("utf-8")
    if sys.getsizeof(text) > WIDEST:
        raise TooMuchError(say("über {count} Bytes", count=WIDEST))
    return text


def refuse_too_much(data: bytes, most: int | None = None) -> None:
    """`TooMuchError` for bytes whose values would be too many or too long, `ValueError` for too deep ones; nothing is decoded for that."""
    most = MOST_SIGNS if most is None else most
    if len(data) > most and sum(map(data.count, _SIGNS)) > most and _signs(data, most) > most:
        raise TooMuchError(say("über {count} Werte und Trennzeichen", count=most))
    if len(data) > MOST_BYTES:
        raise TooMuchError(say("über {count} Bytes", count=MOST_BYTES))
    if data.count(b"[") + data.count(b"{") > DEEPEST and _is_deep(data):
        raise ValueError(DEEPEST)


def _signs(data: bytes, most: int) -> int:
    """How many signs stand outside of strings. Of brackets and strings no more are looked at than there can be between so many signs."""
    tokens = sum(1 for _ in islice(_TOKENS.finditer(data), 2 * most + 2))  # a list and its end are two, a word stands before a sign
    return tokens if tokens > 2 * most + 1 else sum(map(_STRINGS.sub(b"", data).count, _SIGNS))


def _is_deep(data: bytes) -> bool:
    """Whether something is left when the innermost pairs are taken away so often. What has no end is deep, if there is much of it."""
    left = _STRINGS.sub(b"", data).translate(_ROUND, _NO_BRACKETS)
    for _ in range(DEEPEST):
        left = left.replace(b"{}", b"")
        if not left:
            return False
    return len(left) > DEEPEST


def opening(data: bytes) -> int:
    """How many brackets some bytes open, less those that they close."""
    if len(data) > MOST_SIGNS and data.count(b'"') > MOST_SIGNS:  # taking out so many strings takes memory for each
        return sum(1 if found.group() in (b"{", b"[") else -1 for found in _TOKENS.finditer(data) if found.group()[:1] != b'"')
    bare = _STRINGS.sub(b"", data)
    return bare.count(b"{") + bare.count(b"[") - bare.count(b"}") - bare.count(b"]")


def parts(data: bytes) -> Iterator[bytes]:
    """Bytes that may hold many values, in parts small enough to be decoded; between them stand blanks and commas.

    What is small is one part. Otherwise each value is one, and of a list of objects each object; `TooMuchError` for one that is too much.
    """
    if len(data) <= MOST_SIGNS or (len(data) <= MOST_BYTES and sum(map(data.count, _SIGNS)) <= MOST_SIGNS):
        yield data
        return
    begin = depth = seen = 0
    listed = False  # whether we are in a list whose objects come one by one
    for found in _TOKENS.finditer(data):
        sign, seen = data[found.start() : found.start() + 1], seen + 1
        if seen > 2 * MOST_SIGNS or found.end() - begin > MOST_BYTES:
            break
        if sign == b"[" and not depth and not listed and data[found.end() : found.end() + 99].lstrip(BLANKS).startswith(b"{"):
            listed, begin, seen = True, found.end(), 0
        elif sign == b"]" and not depth and listed:
            yield data[begin : found.start()]
            listed, begin, seen = False, found.end(), 0
        elif sign != b'"':
            depth += 1 if sign in b"[{" else -1
            if not depth:
                yield data[begin : found.end()]
                begin, seen = found.end(), 0
    refuse_too_much(data[begin : begin + MOST_BYTES + 1])
    yield data[begin:] if not listed else b"["  # its end is missing: something was cut off
