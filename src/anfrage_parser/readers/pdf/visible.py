"""Find the words of a page that nobody sees, and the direction of its text.

The text object of each word is asked for how it is painted and where it points. A word in doubt (invisible or light letters, a layer that
can be switched off, something painted over it) is decided by rendering the page with and without it: what changes nothing isn't seen.
"""

import ctypes
import math
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, Protocol

import pypdfium2_raw as pdfium

from anfrage_parser.readers.pdf.clipping import clipped
from anfrage_parser.readers.pdf.glyphs import address, object_type, quick, slots
from anfrage_parser.readers.pdf.rendering import Bounds, bounds_of, without_trace
from anfrage_parser.text.patterns import compiled

LIGHT = 200
"""Value of each colour from which letters may vanish on paper."""

THIN = 4.0
"""Points below which a painted area is a rule, which covers nothing."""

MOST_OBJECTS = 100_000
"""Objects of a page with forms that are looked at."""

MOST_AREAS = 300
"""Areas that may cover text; a page with more, as a map or a chart, is taken as it is."""

MOST_IN_DOUBT = 2_000
"""Objects that are decided by rendering; a page with more in doubt is taken as it is."""

SCANNED = 0.5
"""Share of a page that its scan covers at least."""

MOST_MARKS = 20
"""Marks of an object that are looked at."""

STRAIGHT = 3.0
"""Tolerance in degrees of upright text."""

_INVISIBLE, _CLIPPING = 3, 7
_LAYER_NAME = "OC\0".encode("utf-16-le")
_ROOM = 16
"""Bytes for the name of a mark; longer ones are no layer."""

_WORD = compiled(r"[^\s\ufffe\u0002]+")

_text_object = quick(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_mode = quick(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_int, ctypes.c_void_p)
_fill = quick(pdfium.FPDFPageObj_GetFillColor, ctypes.c_int, ctypes.c_void_p, *[ctypes.c_void_p] * 4)
_matrix = quick(pdfium.FPDFPageObj_GetMatrix, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_marks = quick(pdfium.FPDFPageObj_CountMarks, ctypes.c_int, ctypes.c_void_p)
_mark = quick(pdfium.FPDFPageObj_GetMark, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)
_mark_name = quick(pdfium.FPDFPageObjMark_GetName, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p)
_inner_count = quick(pdfium.FPDFFormObj_CountObjects, ctypes.c_int, ctypes.c_void_p)
_inner = quick(pdfium.FPDFFormObj_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)


class Sheet(Protocol):
    """What is asked of the PDFium reader's page."""

    page: Any
    width: float
    height: float
    objects: list[int]
    kinds: list[int]
    """The type of each object."""
    layered: bool
    """Whether the document may have layers that can be switched off."""

    def has_text_in(self, bounds: Bounds) -> bool:
        """Return whether the middle of a line is within some bounds."""


@dataclass(slots=True)
class Mapped:
    """What of a page's text is left out, in glyphs."""

    turn: int
    """Quarter turns, clockwise, after which most of the text is upright."""
    unseen: list[tuple[int, int]] = field(default_factory=list)
    """[start, end) of glyphs that nobody sees."""
    askew: list[tuple[int, int]] = field(default_factory=list)
    """[start, end) of glyphs set at another angle than most."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The text objects of a page, and those of them that nobody sees."""

    texts: Sequence[int]
    unseen: frozenset[int]

    def mapped(self, text_page: Any, units: str) -> Mapped:
        """Return what is to be left out of the page's text, `units`, and how it is turned."""
        text = address(text_page)
        turns = dict(zip(self.texts, _turns(self.texts), strict=True))
        spans = [match.span() for match in _WORD.finditer(units)]
        firsts = list(map(_text_object, repeat(text), [start for start, _ in spans]))
        lasts = list(map(_text_object, repeat(text), [end - 1 for _, end in spans]))
        lengths: Counter[int | None] = Counter()
        for item, (start, end) in zip(firsts, spans, strict=True):
            lengths[turns.get(item)] += end - start
        out = Mapped(next((turn for turn, _ in lengths.most_common() if turn is not None), 0))
        askew = {item for item, own in turns.items() if own != out.turn}
        for first, last, span in zip(firsts, lasts, spans, strict=True):
            if {first, last} & askew or {first, last} & self.unseen:
                for item, start, end in _pieces(text, span):
                    (out.unseen if item in self.unseen else out.askew if item in askew else []).append((start, end))
        return out


def seen(sheet: Sheet, text_page: Any) -> Seen:
    """Return what a page shows of its text objects."""
    objects, kinds = sheet.objects, sheet.kinds
    if pdfium.FPDF_PAGEOBJ_FORM in kinds:
        objects = _with_inner(objects)
        kinds = list(map(object_type, objects))
    texts = [item for item, kind in zip(objects, kinds, strict=True) if kind == pdfium.FPDF_PAGEOBJ_TEXT]
    covers = [(place, item) for place, (item, kind) in enumerate(zip(objects, kinds, strict=True)) if kind in _COVERING]
    unseen = _unseen(sheet, texts, objects, covers)
    return Seen(texts, frozenset(unseen - _twins(text_page, unseen, texts) if unseen else ()))


def _twins(text_page: Any, unseen: set[int], texts: Sequence[int]) -> set[int]:
    """Return the unseen objects that are written once more at the same place, where they are seen: PDFium's text has only the first."""
    shown = {_rounded(item): item for item in texts if item not in unseen}
    pairs = [(item, shown[place]) for item in unseen if (place := _rounded(item)) in shown]
    return {item for item, other in pairs if _text_of(text_page, other) in ("", _text_of(text_page, item))}


def _rounded(item: int) -> tuple[int, ...]:
    return tuple(round(side / 3) for side in bounds_of(item) or ())


def _text_of(text_page: Any, item: int) -> str:
    """Return up to a line of an object's text; "" if all of it is left out as a copy."""
    room = (ctypes.c_ushort * 256)()
    pdfium.FPDFTextObj_GetText(ctypes.cast(item, pdfium.FPDF_PAGEOBJECT), text_page, room, ctypes.sizeof(room))
    return bytes(room).decode("utf-16-le", "replace").rstrip("\0")


def _with_inner(objects: Sequence[int]) -> list[int]:
    """Return the objects with those of forms in their place."""
    out: list[int] = []
    waiting = [*objects][::-1]
    while waiting and len(out) < MOST_OBJECTS:
        item = waiting.pop()
        out.append(item)
        if object_type(item) == pdfium.FPDF_PAGEOBJ_FORM:
            waiting += [_inner(item, number) for number in range(_inner_count(item) - 1, -1, -1)]
    return out


def _pieces(text: int, span: tuple[int, int]) -> Iterator[tuple[int | None, int, int]]:
    """Yield the text objects of a word with [start, end) of their glyphs."""
    begin, owner = span[0], _text_object(text, span[0])
    for number in range(span[0] + 1, span[1]):
        item = _text_object(text, number)
        if item != owner:
            yield owner, begin, number
            begin, owner = number, item
    yield owner, begin, span[1]


def _turns(objects: Sequence[int]) -> list[int | None]:
    """Return the quarter turns that make each text object upright; None for one at another angle."""
    numbers = array("f", bytes(24 * len(objects)))
    list(map(_matrix, objects, slots(numbers, 24)))
    known: dict[tuple[float, float], int | None] = {}
    out = []
    for direction in zip(numbers[::6], numbers[1::6], strict=True):
        if direction not in known:
            known[direction] = _quarter(math.degrees(math.atan2(direction[1], direction[0]))) if any(direction) else 0
        out.append(known[direction])
    return out


def _quarter(angle: float) -> int | None:
    turn = round(angle / 90)
    return turn % 4 if abs(angle - 90 * turn) <= STRAIGHT else None


def _unseen(sheet: Sheet, texts: Sequence[int], objects: Sequence[int], covers: Sequence[tuple[int, int]]) -> set[int]:
    """Return the text objects that leave no trace on the rendered page; text recognised on a picture is seen there."""
    if not texts:
        return set()
    doubtful = _painted_lightly(texts) | clipped(texts) | (_in_layers(texts) if sheet.layered else set())
    first = objects.index(texts[0])
    painted = [(place, bounds) for place, item in covers if place > first and (bounds := _area(item)) is not None]
    areas = [(place, bounds) for place, bounds in painted if sheet.has_text_in(bounds)] if len(painted) <= MOST_AREAS else []
    if areas:
        last = max(place for place, _ in areas)
        places = {item: place for place, item in enumerate(objects)}
        doubtful |= {item for item in texts if places[item] < last and _is_below(item, places[item], areas)}
    if doubtful:
        pictures = [bounds for _, item in covers if object_type(item) == pdfium.FPDF_PAGEOBJ_IMAGE and (bounds := bounds_of(item))]
        whole = [bounds for bounds in pictures if _is_scan(bounds, sheet)]
        doubtful = {item for item in doubtful if not (_is_on(item, whole) or (_mode(item) == _INVISIBLE and _is_on(item, pictures)))}
    return without_trace(sheet.page, sorted(doubtful)) if 0 < len(doubtful) <= MOST_IN_DOUBT else set()


_COVERING = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING, pdfium.FPDF_PAGEOBJ_FORM)


def _painted_lightly(objects: Sequence[int]) -> set[int]:
    """Return the text objects with invisible, transparent or light letters."""
    modes = list(map(_mode, objects))
    colours = array("I", bytes(16 * len(objects)))
    first = slots(colours, 16)
    list(map(_fill, objects, first, *(range(first.start + step, first.stop + step, 16) for step in (4, 8, 12))))
    rows = zip(objects, modes, colours[::4], colours[1::4], colours[2::4], colours[3::4], strict=True)
    return {
        item
        for item, mode, red, green, blue, alpha in rows
        if mode in (_INVISIBLE, _CLIPPING) or alpha < LIGHT or min(red, green, blue) >= LIGHT
    }


def _in_layers(items: Sequence[int]) -> set[int]:
    """Return the objects whose marks say that they belong to optional content, which can be switched off."""
    out: set[int] = set()
    counts = list(map(_marks, items))
    for depth in range(min(max(counts, default=0), MOST_MARKS)):
        marked = [item for item, count in zip(items, counts, strict=True) if count > depth]
        names, length = array("B", bytes(_ROOM * len(marked))), array("L", [0])
        found = map(_mark, marked, repeat(depth))
        list(map(_mark_name, found, slots(names, _ROOM), repeat(_ROOM), repeat(length.buffer_info()[0])))
        if _LAYER_NAME in (told := names.tobytes()):
            out |= {item for number, item in enumerate(marked) if told.startswith(_LAYER_NAME, _ROOM * number)}
    return out


def _area(item: int) -> Bounds | None:
    """Return the bounds of an object that can cover text: filled and opaque, no rule."""
    handle = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
    bounds = bounds_of(item)
    if bounds is None or min(bounds[2] - bounds[0], bounds[3] - bounds[1]) < THIN:
        return None
    if object_type(item) == pdfium.FPDF_PAGEOBJ_PATH:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(handle, mode, stroke) or mode.value == pdfium.FPDF_FILLMODE_NONE:
            return None
    return bounds


def _is_below(item: int, place: int, areas: Sequence[tuple[int, Bounds]]) -> bool:
    """Return whether something painted later lies on the middle of an object; `place` is -1 for one within a form."""
    if not any(later > place for later, _ in areas) or (bounds := bounds_of(item)) is None:
        return False
    across, up = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    return any(later > place and area[0] <= across <= area[2] and area[1] <= up <= area[3] for later, area in areas)


def _is_scan(bounds: Bounds, sheet: Sheet) -> bool:
    """Return whether a picture is that of the page, whose recognised text may lie below it or above it."""
    return (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) >= SCANNED * sheet.width * sheet.height


def _is_on(item: int, pictures: Sequence[Bounds]) -> bool:
    return bool(pictures) and _is_below(item, -1, [(0, bounds) for bounds in pictures])
