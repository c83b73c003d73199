"""Build a file name from a record and a pattern, valid on Windows, macOS and Linux."""

import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from anfrage_parser.corrections import SUFFIX
from anfrage_parser.errors import UsageError
from anfrage_parser.field_names import key_of, nearest, word_of
from anfrage_parser.fields import PLACEHOLDERS
from anfrage_parser.messages import say, written
from anfrage_parser.record.schema import Inquiry

LONGEST = 255 - len(SUFFIX)
"""Bytes of a name in UTF-8: file systems allow 255, including the suffix of the corrections beside it."""

SHORTEST = 12
"""Bytes to which a value may be cut to make room for the others."""

LOOSE = " .-_–—,;:&+/('\"„“"
"""Characters stripped from the end of a shortened value."""

OURS: dict[str, Callable[[Inquiry], str | None]] = {
    "year": lambda i: i.date[:4] if i.date else None,
    "sha256": lambda i: i.source.sha256[:8],
}
"""Placeholder → its value, for placeholders that are no fields of the record."""

MISSING = {
    "date": say("ohne-Datum"),
    "year": say("ohne-Jahr"),
    "number": say("ohne-Nummer"),
    "party": say("ohne-Fraktion"),
    "title": say("ohne-Titel"),
}
OTHERS = say("ohne-Angabe")
"""Replaces a missing value, so that the names in a folder stay uniform; always German, like records."""

ANSWER = say(" (Antwort)")
"""The end of an answer's name, as its group and subject are those of the inquiry; always German, like records."""

_SUFFIX = re.compile(r"\.(?=[0-9]{0,9}[A-Za-z])[A-Za-z0-9]{1,10}\Z")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|\Z)")
_REPLACED = str.maketrans({"/": "-", "\\": "-", "|": "-", ":": "-", '"': "'", "*": None, "?": None, "<": None, ">": None})


@dataclass(frozen=True, slots=True)
class Piece:
    """Literal text of a pattern and the placeholder after it, with its maximum length in characters, if given."""

    words: str
    field: str | None
    width: int | None


Pattern = Sequence[Piece]


def pattern_of(text: str) -> Pattern:
    """Parse a pattern like "{datum}_{titel:40}"; `UsageError` if it has an unknown placeholder, a folder, or no placeholder."""
    try:
        parsed = list(string.Formatter().parse(text))
    except ValueError as error:
        raise UsageError(
            say("das Muster ist nicht zu verstehen"),
            say("Felder so schreiben: {example}", example=example()),
        ) from error
    pieces = [Piece(clean(words, ends=False), *_placeholder(field, spec, how)) for words, field, spec, how in parsed]
    if any(sign in words for words, *_ in parsed for sign in "/\\"):
        raise UsageError(say("das Muster enthält einen Ordner"), say("nur einen Namen angeben; die Dateien bleiben in ihrem Ordner"))
    if not any(piece.field for piece in pieces):
        raise UsageError(say("das Muster enthält kein Feld"), _possible())
    return pieces


def _placeholder(field: str | None, spec: str | None, conversion: str | None) -> tuple[str | None, int | None]:
    """Return the key of a placeholder, whatever its name is typed like, and its width."""
    if field is None:
        return None, None
    key = key_of(field, PLACEHOLDERS)
    if key is None or conversion:
        close = nearest(field, PLACEHOLDERS)
        name = field if not conversion else f"{field}!{conversion}"
        raise UsageError(say("das Muster kennt kein Feld „{name}“", name=name), _meant(close) if close else _possible())
    if spec and re.fullmatch("[1-9][0-9]{0,2}", spec) is None:
        cause = say("das Muster versteht „:{spec}“ nicht", spec=spec)
        raise UsageError(
            cause, say("hinter dem Doppelpunkt steht die Höchstzahl der Zeichen, etwa {example}", example=f"{{{word_of('title')}:40}}")
        )
    return key, int(spec) if spec else None


def example() -> str:
    """Return a pattern to show: "{datum}_{titel}"."""
    return "_".join(f"{{{word_of(key)}}}" for key in ("date", "title"))


def _possible() -> str:
    return say("möglich sind: {names}", names=placeholders(map(word_of, PLACEHOLDERS)))


def _meant(names: Iterable[str]) -> str:
    return say("gemeint ist vielleicht {names}", names=placeholders(names))


def placeholders(names: Iterable[str]) -> str:
    """Return names as a pattern has them: "{datum}, {titel}"."""
    return ", ".join(f"{{{name}}}" for name in names)


def stem_of(pattern: Pattern, inquiry: Inquiry, room: int) -> str:
    """The name without its suffix, of at most so many bytes: the longest values are cut first. That of an answer says so at its end."""
    if inquiry.document_type == "answer":
        end = written(ANSWER)
        return _stem(pattern, inquiry, room - len(end.encode())) + end
    return _stem(pattern, inquiry, room)


def _stem(pattern: Pattern, inquiry: Inquiry, room: int) -> str:
    values = [_value(piece, inquiry) for piece in pattern]
    while (excess := len("".join(_joined(pattern, values)).encode()) - room) > 0:
        longest = max(range(len(values)), key=lambda at: len(values[at].encode()))
        size = len(values[longest].encode())
        if size <= SHORTEST:
            break
        values[longest] = cut(values[longest], max(size - excess, SHORTEST))
    stem = clean(cut("".join(_joined(pattern, values)), room)) or "_"
    return cut(f"_{stem}", room) if _RESERVED.match(stem) else stem


def _joined(pattern: Pattern, values: Sequence[str]) -> Sequence[str]:
    return [part for piece, value in zip(pattern, values, strict=True) for part in (piece.words, value)]


def _value(piece: Piece, inquiry: Inquiry) -> str:
    """Return the value of a placeholder, or the word for a missing value."""
    if piece.field is None:
        return ""
    value = clean((OURS[piece.field](inquiry) if piece.field in OURS else getattr(inquiry, piece.field)) or "")
    value = shortened(value, piece.width) if piece.width else value
    return value or written(MISSING.get(piece.field, OTHERS))


def clean(text: str, ends: bool = True) -> str:
    """Remove characters special to file systems, terminals or shells; with `ends`, also those at the ends that Windows drops.

    >>> clean('1424/2024: "Wie?"\\n.'), clean("con\\u202efdp.exe")
    ("1424-2024 - 'Wie'", 'confdp.exe')
    """
    signs = (_SIGNS.get(unicodedata.category(sign), sign) for sign in unicodedata.normalize("NFC", text))
    words = " ".join(re.split(r"[ ]+", "".join(signs).replace(": ", " - ").translate(_REPLACED)))
    composed = unicodedata.normalize("NFC", words)
    return composed.rstrip(" .").lstrip(" .-") if ends else composed


_SIGNS = {"Cc": " ", "Zs": " ", "Zl": " ", "Zp": " ", "Cf": "", "Cs": "", "Co": "", "Cn": ""}
"""Unicode category → replacement: a blank for control characters and spaces; "" for format, surrogate, private-use and unassigned."""


def shortened(text: str, width: int) -> str:
    """Cut a text to `width` characters, between words unless that would leave too little.

    >>> shortened("Sanierung des Uferwegs", 20), shortened("Friedhofskapelle", 10), shortened("Steg – Sachstand", 9)
    ('Sanierung des', 'Friedhofsk', 'Steg')
    """
    if len(text) <= width:
        return text
    whole = text[: width + 1].rpartition(" ")[0]
    return (whole if len(whole) * 2 > width else text[:width]).rstrip(LOOSE)


def cut(text: str, room: int) -> str:
    """Cut a text to `room` bytes of UTF-8, never within a character.

    >>> cut("Grün", 3), cut("Grün", 4)
    ('Gr', 'Grü')
    """
    whole = text.encode("utf-8")
    return text if len(whole) <= room else whole[: max(room, 0)].decode("utf-8", "ignore").rstrip(LOOSE)


def suffix_of(name: str) -> str:
    """Return the suffix of a file name; "" if what follows the last dot is no suffix.

    >>> suffix_of("Brief.PDF"), suffix_of("Anfrage vom 3. Mai"), suffix_of("Anfrage 12.2024")
    ('.PDF', '', '')
    """
    found = _SUFFIX.search(name)
    return found.group() if found else ""


def folded(name: str) -> str:
    """Fold a name as file systems do that ignore case or normalise Unicode."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
