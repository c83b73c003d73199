"""Mend letters that a wrong conversion broke, where only one reading is possible.

- UTF-8 that was once read as another encoding, twice even: "fÃ¼r", "f√ºr", "f├╝r" are "für".
- Typographic signs of Windows that were read as Latin-1, which has control characters there.
- One encoding of offices read as another: "f³r", "fŸr", "f¸r"; where a usual word proves it.
- U+FFFD and question marks in usual words: "f\ufffdr", "B?ndnis".
- A diaeresis beside its vowel, as PDFs of TeX have it: "fu¨r", "f¨ur".
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from anfrage_parser.readers.umlauts import UMLAUTS, are_right, has_umlauts, restored
from anfrage_parser.text.patterns import compiled


class Mended(NamedTuple):
    """A text without its broken letters, and how many of them there were."""

    text: str
    number: int


CODECS = ("cp1252", "mac_roman", "cp850", "cp437", "iso8859-15", "cp1250")
"""Encodings that UTF-8 is mistaken for, the most frequent one first."""

TARGETS = frozenset(UMLAUTS + "éèêáàâíçñÉ" + "„“”‚‘’–—…•€§°²³½¼«»·µ®©\xa0\u0308")
"""What a broken sequence may stand for; others are left alone, since tables drawn with "├" and "┤" have similar ones."""

LONGEST = 8_000_000
"""Most characters of a text that is mended; no inquiry is nearly as long."""

REMNANTS = {"Â ": " ", "â€": "”"}
"""What stays of signs whose last byte got lost: a blank that doesn't break a line, a closing quotation mark."""

_BROKEN = compiled("[¨\x80-\x9fÃÂ]")
_BROKEN_TOO = "Ì√¬├┬Ăâ‚\u0308ÔΓ"


def mended(text: str) -> Mended:
    """Return a text with its letters mended; one without any sign of damage costs a search."""
    if len(text) > LONGEST:
        return Mended(text, 0)
    text, count = restored(text)
    if text.isascii():
        return Mended(text, count)
    if not has_umlauts(text):
        text, more = _exchanged(text)
        count += more
    if is_suspicious(text):
        for codec in CODECS:
            text, more = _reread(text, codec)
            count += more
        for broken, sign in REMNANTS.items() if count else ():
            count += text.count(broken)
            text = text.replace(broken, sign)
        for step in (_without_controls, _composed):
            text, more = step(text)
            count += more
    return Mended(text, count)


EXCHANGES = (("cp850", "cp1252"), ("mac_roman", "cp1252"), ("cp1252", "cp850"), ("cp1252", "mac_roman"))
"""(encoding of the letters, encoding that they were read as)."""


_PARAGRAPH = compiled(r"(?<!\w)ß")


def _exchanged(text: str) -> Mended:
    """Return a text without umlauts in the encoding in which usual words have some: "fŸr", "f³r", "f¸r" are "für"."""
    for right, wrong in EXCHANGES:
        table = {ord(_misread(char.encode(right), wrong)): char for char in UMLAUTS}
        found = text.translate(table)
        if are_right(found):
            found = _PARAGRAPH.sub("§", found) if ord("§") in table else found
            return Mended(found, sum(one != other for one, other in zip(text, found, strict=True)))
    return Mended(text, 0)


def _misread(data: bytes, codec: str) -> str:
    """Decode bytes with an encoding of one byte for each character; what it leaves open are control characters."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in data)


def is_suspicious(text: str) -> bool:
    """Return whether a text has characters that broken letters are made of."""
    return _BROKEN.search(text) is not None or any(sign in text for sign in _BROKEN_TOO)


class _Misreading(NamedTuple):
    """How UTF-8 looks that is read as another encoding."""

    leads: str
    """What the first bytes of sequences become: those of Latin-1, of signs, of combining marks."""
    sequences: re.Pattern[str]
    bytes_of: dict[int, int]
    """Character → byte."""


@lru_cache(maxsize=len(CODECS))
def _misreading(codec: str) -> _Misreading:
    table = {byte: _misread(bytes([byte]), codec) for byte in range(0x80, 0x100)}
    bytes_of = {ord(char): byte for byte, char in table.items()}
    if codec == "cp1252":
        bytes_of |= {byte: byte for byte in range(0x80, 0xA0)}
    trail = "[" + re.escape("".join(chr(char) for char, byte in bytes_of.items() if byte < 0xC0)) + "]"
    two, three = table[0xC2] + table[0xC3] + table[0xCC], table[0xE2]
    return _Misreading(two + three, re.compile(f"(?:[{two}]{trail}|{three}{trail}{{2}}){{1,200}}"), bytes_of)


def _reread(text: str, codec: str) -> Mended:
    """Return a text whose broken sequences are read as the UTF-8 that they are."""
    misread = _misreading(codec)
    if not any(map(text.__contains__, misread.leads)):
        return Mended(text, 0)
    text, count = _reread_twice(text, codec)

    def right(match: re.Match[str]) -> str:
        nonlocal count
        good = "".join(_utf8(piece, misread) for piece in _pieces(match.group(), misread))
        count += sum(map(TARGETS.__contains__, good))
        return good

    return Mended(misread.sequences.sub(right, text), count)


def _reread_twice(text: str, codec: str) -> Mended:
    """Return a text with what was broken twice in the same way: "fÃƒÂ¼r"."""
    twice = {_misread(_misread(char.encode(), codec).encode(), codec): char for char in TARGETS}
    if not any(map(text.__contains__, {broken[:2] for broken in twice})):
        return Mended(text, 0)
    count = 0
    for broken, char in twice.items():
        if broken in text:
            count += text.count(broken)
            text = text.replace(broken, char)
    return Mended(text, count)


def _utf8(text: str, misread: _Misreading) -> str:
    """Return a text read as UTF-8, unchanged if it isn't that or gives a character that isn't expected."""
    try:
        found = bytes(misread.bytes_of[ord(char)] for char in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return text
    return found if found in TARGETS else text


def _pieces(text: str, misread: _Misreading) -> Iterator[str]:
    """Yield what may stand for one character each."""
    start = 0
    while start < len(text):
        end = start + (3 if text[start] == misread.leads[-1] else 2)
        yield text[start:end]
        start = end


_C1 = compiled("[\x80-\x9f]")
NEXT_LINE = "\x85"


def _without_controls(text: str) -> Mended:
    """Return a text with Windows' signs instead of control characters; one with U+0085 alone means line ends by it."""
    found = _C1.findall(text)
    if not found or set(found) == {NEXT_LINE}:
        return Mended(text, 0)
    signs = {byte: sign for byte in range(0x80, 0xA0) if (sign := bytes([byte]).decode("cp1252", "ignore")) and not sign.isalpha()}
    return Mended(text.translate(signs), sum(ord(char) in signs for char in found))


_MARK = "(?:¨| \u0308)"
_BEHIND = compiled(rf"([aouAOU]) ?{_MARK}(?= ?(.?))")
_BEFORE = compiled(rf"{_MARK} ?([aouAOU])")
_VOWELS = "aouAOU"


def _composed(text: str) -> Mended:
    """Return a text with each vowel and the diaeresis beside it composed; the unambiguous ones tell on which side it stands."""
    if "¨" not in text and " \u0308" not in text:
        return Mended(text, 0)
    behind = sum(match.group(2) not in _VOWELS or not match.group(2) for match in _BEHIND.finditer(text))
    before = sum(text[match.start() - 1 : match.start()] not in tuple(_VOWELS) for match in _BEFORE.finditer(text))
    pattern = _BEHIND if behind >= before else _BEFORE
    composed, count = pattern.subn(lambda match: unicodedata.normalize("NFC", match.group(1) + "\u0308"), text)
    return Mended(composed, count)
