"""Normalise text: fold each line into a copy for the rules, and join lines into values.

Folding keeps a map back to the text as read, so that every value can be traced to its original characters.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Sequence

from anfrage_parser.text.patterns import compiled

SOFT_HYPHEN = "\u00ad"

_SPACES = dict.fromkeys(
    [*range(0x20), 0x7F, *range(0x80, 0xA0), 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000],
    " ",
)
_HYPHENS = dict.fromkeys([0x2010, 0x2011], "-")
_BULLETS = dict.fromkeys([*range(0xF020, 0xF100), 0x2022, 0x2023, 0x2043, 0x2219, 0x25AA, 0x25CF, 0x25E6, 0x27A2, 0x2B9A], "•")
_GONE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF], "")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_TABLE: dict[int, str] = {**_SPACES, **_HYPHENS, **_BULLETS, **_GONE, **_LIGATURES, **_SURROGATES}

_PLAIN = compiled(r"[ -~ÄÖÜäöüß„“”‚‘’–—§€éèáàâêôøçñ…•°²³½×«»]*+")


def fold(raw: str) -> tuple[str, "array[int] | None"]:
    """Fold a line; return the copy for the rules, and the index in `raw` of each of its characters (None if they are the same).

    All white space becomes blanks, ligatures are expanded, invisible characters dropped, private-use glyphs (the
    bullets of Word) become "•", letters are composed (NFC), and two blanks between words become one. A soft hyphen
    is only kept at the end of the line, where it hyphenates a word.

    >>> fold("Gebu\\u0308hr")
    ('Gebühr', array('l', [0, 1, 2, 3, 4, 6]))
    >>> fold("Gebühr")
    ('Gebühr', None)
    """
    if (raw.isascii() and raw.isprintable()) or _PLAIN.fullmatch(raw):
        return (raw, None) if "  " not in raw else _single(raw, None)
    text = raw.translate(_TABLE)
    if len(text) == len(raw) and SOFT_HYPHEN not in text and unicodedata.is_normalized("NFC", text):
        return _single(text, None)
    return _single(*_fold_slowly(raw))


_TWO_BLANKS = compiled(r"(?<=\S)  (?=\S)")


def _single(text: str, offsets: "array[int] | None") -> tuple[str, "array[int] | None"]:
    """Reduce two blanks between words, from justified text, to one; three and more separate columns and are kept."""
    gaps = [m.start() + 1 for m in _TWO_BLANKS.finditer(text)] if "  " in text.strip() else []
    if not gaps:
        return text, offsets
    gone = set(gaps)
    kept = array("l", (i for i in range(len(text)) if i not in gone))
    return "".join(text[i] for i in kept), kept if offsets is None else array("l", (offsets[i] for i in kept))


def _fold_slowly(raw: str) -> tuple[str, "array[int]"]:
    last = len(raw.rstrip()) - 1
    out: list[str] = []
    offsets = array("l")
    for start, end in _clusters(raw):
        piece = raw[start:end].translate(_TABLE)
        if SOFT_HYPHEN in piece and end - 1 < last:
            piece = piece.replace(SOFT_HYPHEN, "")
        piece = unicodedata.normalize("NFC", piece)
        out.append(piece)
        offsets.extend([start] * len(piece))
    return "".join(out), offsets


def _clusters(raw: str) -> Iterable[tuple[int, int]]:
    """Yield [start, end) of each base character with its combining marks (and conjoining letters)."""
    start = 0
    for index in range(1, len(raw)):
        char = raw[index]
        if not unicodedata.combining(char) and not "\u1160" <= char <= "\u11ff":
            yield start, index
            start = index
    if raw:
        yield start, len(raw)


def squeeze(text: str) -> str:
    """Collapse white space to single blanks, strip the ends, and compose letters (NFC)."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


_LAST_WORD = compiled(r"\W")
_KEEPS_HYPHEN = compiled(r"(?:und|oder|bzw\.?|sowie|u\.|o\.|als|noch|wie|bis)(?![\w-])")


def glue(before: str, after: str) -> str:
    """Return what joins two lines of one paragraph: "", " ", or "\\b" to delete a hyphen.

    "Digitali-⏎sierung" loses its hyphen; "An-⏎und Abmeldung", "Home-⏎Office", "OZG-⏎Leistungen", "16-⏎20" keep theirs.
    """
    if before.endswith(SOFT_HYPHEN):
        return "\b"
    if not before.endswith("-") or len(before) < 2 or not before[-2].isalnum():
        return "" if _inside_url(before, after) else " "
    if _KEEPS_HYPHEN.match(after):
        return " "
    word = _LAST_WORD.split(before[-61:-1])[-1]
    if not after[:1].islower() or word[-1:].isdigit() or (len(word) > 1 and word.isupper()):
        return "" if after[:1].isalnum() else " "
    return "\b"


def _inside_url(before: str, after: str) -> bool:
    """Return whether a URL is broken over two lines without a hyphen: "www.bmwsb.bun⏎d.de"."""
    tail = before[-200:].rsplit(" ", 1)[-1]
    if "." not in tail and ":" not in tail:  # most lines end with a plain word
        return False
    tail = tail.casefold()
    if not ("www." in tail or "://" in tail) or tail[-1:] in ",;)" or not after:
        return False
    head = after[:200].split(" ", 1)[0]
    return (
        tail.endswith(("/", "-"))
        or "/" in head
        or ("." in head and bool(re.match(r"[\w-]{1,40}\.(?:de|com|org|net|eu|html?|pdf)\b", head)))
    )


def join(lines: Iterable[str]) -> str:
    """Join the lines of one paragraph: undo hyphenation, collapse white space.

    >>> join(["Die Digitali-", "sierung der An-", "und Abmeldung"])
    'Die Digitalisierung der An- und Abmeldung'
    """
    return _running([" ".join(line.split()) for line in lines])


def join_folded(lines: Iterable[str]) -> str:
    """Like `join`, but faster, for folded lines, whose only white space are blanks."""
    return _running([_spaced(line) for line in lines])


def _running(rows: Sequence[str]) -> str:
    whole = _glued(rows) if len(rows) > 1 else "".join(rows)
    return squeeze(whole.replace(SOFT_HYPHEN, "")) if SOFT_HYPHEN in whole else unicodedata.normalize("NFC", whole)


def _spaced(line: str) -> str:
    """Collapse the blanks of a folded line and strip its ends."""
    text = line.strip()
    return " ".join(text.split()) if "  " in text else text


def _glued(rows: Iterable[str]) -> str:
    out: list[str] = []
    before = ""
    for text in rows:
        if not text.strip(SOFT_HYPHEN):
            continue
        if before:
            seam = glue(before, text)
            if seam == "\b":
                out[-1] = out[-1][:-1]
            elif seam:
                out.append(seam)
        out.append(text)
        before = text
    return "".join(out)


Run = tuple[int, int, int]
"""(start in the joined text, line index, start in the line) of consecutive characters, up to the next run."""


def flow(lines: Iterable[tuple[str, int]]) -> tuple[str, list[Run]]:
    """Like `join_folded`, but also return the runs that map the text to its lines; `lines` are (text, offset of its first character)."""
    out: list[str] = []
    runs: list[Run] = []
    length = 0
    before = ""
    for number, (line, start) in enumerate(lines):
        text = _spaced(line)
        if not text.strip(SOFT_HYPHEN):
            continue
        seam = glue(before, text) if before else ""
        if seam == "\b":
            out[-1] = out[-1][:-1]
            length -= 1
        elif seam:
            out.append(seam)
            runs.append((length, number, start))
            length += len(seam)
        runs += _runs(line, text, (length, number, start))
        out.append(text)
        length += len(text)
        before = text
    return "".join(out), runs


def _runs(line: str, text: str, begin: Run) -> list[Run]:
    """Return the runs of one line: one per word if several blanks separate them, else a single one."""
    length, number, start = begin
    position = line.find(text)
    if position >= 0:
        return [(length, number, start + position)]
    runs: list[Run] = []
    position = 0
    for word in text.split(" "):
        position = line.index(word, position)
        runs.append((length, number, start + position))
        length += len(word) + 1
        position += len(word)
    return runs
