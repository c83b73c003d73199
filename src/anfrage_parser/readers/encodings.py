"""Detect the encoding of text: by byte order mark, else strict UTF-8, else UTF-16 by its NULs, else the one that looks most like German.

Decoding never fails: undecodable bytes become U+FFFD, and are counted.
"""

import re
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from anfrage_parser.readers.kinds import BOMS, wide_pattern
from anfrage_parser.text.patterns import compiled

SAMPLE = 262_144
"""Bytes used to judge the encodings."""

CODECS = ("cp1252", "utf-8", "cp850", "iso8859-15", "mac_roman")
"""Candidates in order of preference: Windows, damaged UTF-8, DOS, Unix with the euro sign, Mac."""

REPLACEMENT = "\ufffd"


class Decoded(NamedTuple):
    """A decoded text and its encoding."""

    text: str
    encoding: str
    guessed: bool
    undecodable: int
    """Number of undecodable byte sequences, U+FFFD in the text."""
    mended: int = 0
    """Number of bytes in UTF-8 that are a letter of Windows, as where two files were joined."""


def decode(data: bytes) -> Decoded:
    """Decode text; see the module's docstring."""
    for bom, codec in BOMS:
        if data.startswith(bom):
            return _decoded(data, codec, False)
    wide = wide_pattern(data)
    if wide is not None:
        return _decoded(data, wide, True)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", False, 0)
    except UnicodeDecodeError:
        start = _BEYOND_ASCII.search(data)
        first = max(0, start.start() - 1) if start is not None else 0
        scores = {codec: _score(data[first : first + SAMPLE], codec) for codec in CODECS}
        return _decoded(data, max(CODECS, key=scores.__getitem__), True)


def _decoded(data: bytes, codec: str, guessed: bool) -> Decoded:
    try:
        return Decoded(data.decode(codec), codec.removesuffix("-sig"), guessed, 0)
    except UnicodeDecodeError:
        if codec == "utf-8":
            return _mixed(data, guessed)
        text = data.decode(codec, "replace")
        return Decoded(text, codec.removesuffix("-sig"), guessed, text.count(REPLACEMENT))


_ESCAPED = compiled("[\udc80-\udcff]")


_STRANGE = compiled("[\u0580-\u07ff]")
"""Letters of no European language, which are two signs of Windows in truth, as "ß“"."""


def _mixed(data: bytes, guessed: bool) -> Decoded:
    """Decode UTF-8 in which some bytes aren't: those that make sense in Windows' encoding are read so, the others are lost."""
    text = _STRANGE.sub(lambda match: match.group().encode().decode("cp1252", "replace"), data.decode("utf-8", "surrogateescape"))
    lost = 0

    def right(match: re.Match[str]) -> str:
        nonlocal lost
        char = bytes([ord(match.group()) - 0xDC00]).decode("cp1252", "replace")
        before, after = text[match.start() - 1 : match.start()] or " ", text[match.end() : match.end() + 1] or " "
        if (char.isalpha() and char.lower() not in _GERMAN) or _worth(char, _kind(before), _kind(after)) <= 0:
            lost += 1
            return REPLACEMENT
        return char

    whole, count = _ESCAPED.subn(right, text)
    return Decoded(whole, "utf-8", guessed, whole.count(REPLACEMENT), count - lost)


MOST_CASES = 4_096
"""Most characters beyond ASCII that are judged."""

_BEYOND_ASCII, _SPECIAL = re.compile(rb"[\x80-\xff]"), re.compile(r"[^\x00-\x7f]")

_GERMAN, _OPENING, _CLOSING = "äöüß", "„‚»", "“”‘«"
_ABROAD = "éèêëáàâçñóòôíìîúùûåæøœšžćčěřłńśźı"
_SIGNS = "§€°–—…·•’²³½¼¾®©‰\xa0"


def _score(sample: bytes, codec: str) -> float:
    """Score how plausible the characters beyond ASCII are in German, each judged by its neighbours."""
    text = f" {sample.decode(codec, 'replace')} "
    cases = islice(_SPECIAL.finditer(text), MOST_CASES)
    return sum(_worth(text[case.start()], _kind(text[case.start() - 1]), _kind(text[case.end()])) for case in cases)


def _kind(char: str) -> str:
    """Classify a neighbour: "a" lower-case letter, "A" capital letter, "0" digit, " " blank or nothing, "." anything else."""
    if char.isalpha():
        return "a" if char.islower() else "A"
    return "0" if char.isdigit() else "." if char.strip() else " "


@lru_cache(maxsize=4096)
def _worth(char: str, before: str, after: str) -> float:
    inside = before in "aA" and after in "aA"
    small = char.lower()
    if small in _GERMAN:
        return _letter(char, before, after, 4.0)
    if small in _ABROAD:
        return _letter(char, before, after, 1.0)
    if char in _OPENING and before in " ." and after != " ":
        return 3.0
    if char in _CLOSING and not inside:
        return 3.0 if before != " " else 2.0 if after in "aA0" else -3.0
    if char == "’" and before in "aA":
        return 2.0
    if char in _SIGNS and not inside:
        return 1.0
    return -8.0 if char == REPLACEMENT or char < "\xa0" else -3.0


def _letter(char: str, before: str, after: str, worth: float) -> float:
    """Score a letter: positive within a word, or where a capital is possible."""
    if before not in "aA" and after not in "aA":
        return 0.5 if worth > 1 else -3.0  # "Ö" and "nö" for public and not public
    small = after != "A" and (char != "ß" or before in "aA")
    capital = (before, after) != ("A", "a") and before != "a"
    return worth if (capital if char.isupper() else small) else -3.0
