"""Read what was filled into a PDF's form, and notes typed onto a page: fragments at the places where they are seen."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

import pypdfium2_raw as pdfium

from anfrage_parser.errors import NoTextError
from anfrage_parser.messages import say
from anfrage_parser.model import Box
from anfrage_parser.readers.fragments import Extract, Fragment, is_bare, is_whole
from anfrage_parser.readers.placeholders import EMPTY, TICKED, is_placeholder
from anfrage_parser.text.patterns import compiled

MOST_ANNOTATIONS = 5_000
"""Annotations of a page that are looked at."""

MOST_FIELDS = 1_000
"""Annotations of a page with which its fields are read: each question about a field takes PDFium as long as there are annotations."""

MOST_CHARACTERS = 100_000
"""Most characters of one field."""

MOST_IN_ALL = 1_000_000
"""Most characters of all fields of a document; the rest is not read."""

MOST_OPTIONS = 1_000
"""Entries of a list that are looked at."""

USUAL_SIZE = 10.0
"""Size in points of a field that sizes its text by itself."""

HIDDEN = 0x02 | 0x20
"""Flags of annotations that are not seen: hidden, no view."""

SECRET = 1 << 13
"""Flag of a field for passwords."""

_BREAKS = compiled(r"\r\n|[\r\n\u2028\u2029]")


class Sheet(Protocol):
    """A page that knows its coordinates."""

    page: Any
    words: bool

    def seen(self, boxes: Sequence[tuple[float, float, float, float]]) -> Box:
        """Return the box around (left, top, right, bottom) boxes of the page on the page as it is read."""


class Forms:
    """The form of a document; its environment is only made for a page with fields."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self._left = MOST_IN_ALL
        self._form: Any = None
        self._info: Any = None

    def form(self) -> Any:
        """Return PDFium's form environment."""
        if self._info is None:
            self._info = pdfium.FPDF_FORMFILLINFO(version=2)
            self._form = pdfium.FPDFDOC_InitFormFillEnvironment(self.document, self._info)
        return self._form

    def close(self) -> None:
        """Release the environment; before the document is closed."""
        if self._form:
            pdfium.FPDFDOC_ExitFormFillEnvironment(self._form)

    def fragments(self, sheet: Sheet, printed: Sequence[Fragment]) -> list[Fragment]:
        """Return what was filled in on a page, beside what is `printed` on it; [] for most pages."""
        out: list[Fragment] = []
        count = pdfium.FPDFPage_GetAnnotCount(sheet.page)
        kinds = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT) if count <= MOST_FIELDS else (pdfium.FPDF_ANNOT_FREETEXT,)
        for index in range(min(count, MOST_ANNOTATIONS)):
            if annotation := pdfium.FPDFPage_GetAnnot(sheet.page, index):
                try:
                    if pdfium.FPDFAnnot_GetSubtype(annotation) in kinds:
                        out += self._annotation(annotation, sheet, printed)
                finally:
                    pdfium.FPDFPage_CloseAnnot(annotation)
        return out

    def _annotation(self, annotation: Any, sheet: Sheet, printed: Sequence[Fragment]) -> list[Fragment]:
        rect = pdfium.FS_RECTF()
        if (
            pdfium.FPDFAnnot_GetFlags(annotation) & HIDDEN
            or not pdfium.FPDFAnnot_GetRect(annotation, rect)
            or rect.left == rect.right
            or rect.top == rect.bottom
        ):
            return []
        box = sheet.seen([(rect.left, rect.top, rect.right, rect.bottom)])
        widget = pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET
        text = self._value(annotation) if widget else _string(lambda *to: pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", *to))
        if (left := self._left - len(text)) < 0:
            return []
        self._left = left
        lines = [line.strip() for line in _BREAKS.split(text)]
        while lines and not lines[-1]:
            lines.pop()
        return list(_placed(lines, box, self._size(annotation) if widget else USUAL_SIZE, sheet.words, printed))

    def _value(self, annotation: Any) -> str:
        """Return what a field shows: its text, the chosen entries of a list, or a box."""
        form = self.form()
        if not form:
            return ""
        kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
        if kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
            return TICKED if _is_ticked(form, annotation, kind) else EMPTY
        if kind == pdfium.FPDF_FORMFIELD_TEXTFIELD:
            secret = pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & SECRET
            return "" if secret else _string(lambda *to: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, *to))
        if kind in (pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX):
            chosen = list(_chosen(form, annotation)) or [_string(lambda *to: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, *to))]
            return "\n".join(entry for entry in chosen if not is_placeholder(entry))
        return ""

    def _size(self, annotation: Any) -> float:
        size = ctypes.c_float()
        known = self.form() and pdfium.FPDFAnnot_GetFontSize(self.form(), annotation, size)
        return size.value if known and 2 <= size.value <= 100 else USUAL_SIZE


def _is_ticked(form: Any, annotation: Any, kind: int) -> bool:
    """Return whether a box is seen as ticked: by its state of appearance, or by its value if it has none."""
    state = _string(lambda *to: pdfium.FPDFAnnot_GetStringValue(annotation, b"AS", *to))
    if not state and kind == pdfium.FPDF_FORMFIELD_CHECKBOX:
        state = _string(lambda *to: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, *to))
    return state != "Off" if state else bool(pdfium.FPDFAnnot_IsChecked(form, annotation))


def _chosen(form: Any, annotation: Any) -> Iterator[str]:
    for number in range(min(pdfium.FPDFAnnot_GetOptionCount(form, annotation), MOST_OPTIONS)):
        if pdfium.FPDFAnnot_IsOptionSelected(form, annotation, number):
            yield _string(lambda *to, number=number: pdfium.FPDFAnnot_GetOptionLabel(form, annotation, number, *to))


def _string(call: Callable[..., int]) -> str:
    """Return the string that a function of PDFium writes to a buffer of UTF-16."""
    length = call(None, 0)
    if length <= 2 or length > 2 * MOST_CHARACTERS:
        return ""
    buffer = ctypes.create_string_buffer(length)
    call(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    text = buffer.raw[: length - 2].decode("utf-16-le", "replace")
    return text if is_whole(text) else ""


def _placed(lines: Sequence[str], box: Box, size: float, words: bool, printed: Sequence[Fragment]) -> Iterator[Fragment]:
    """Yield the lines of a field, from the top of its box down; a single one stands level with what is printed beside it."""
    x0, top, x1, bottom = box
    size = min(size, bottom - top)
    inside = [f for f in printed if top <= (f.top + f.bottom) / 2 <= bottom]
    if any(f.text.strip() == lines[0] and x0 - size <= f.x0 <= x1 for f in inside if len(lines) == 1):
        return  # printed there as well
    step = min(1.2 * size, (bottom - top) / max(len(lines), 1))
    start = top if len(lines) > 1 else (top + bottom - step) / 2
    beside = [f for f in inside if f.x1 <= x0 + 1 or f.x0 >= x1 - 1]
    level = min(beside, key=lambda f: min(abs(f.x1 - x0), abs(f.x0 - x1)), default=None) if len(lines) == 1 else None
    for number, text in enumerate(lines):
        if text:
            upper, lower = (level.top, level.bottom) if level is not None else (start + number * step, start + (number + 1) * step)
            end = min(x1, x0 + 0.55 * size * len(text)) if text not in (TICKED, EMPTY) else x1
            boxes = _words(text, (x0, upper, end, lower)) if words else ()
            yield Fragment(text, x0, upper, end, lower, size, False, boxes, filled=True)


_WORD = compiled(r"\S+")


def _words(text: str, box: Box) -> tuple[Box, ...]:
    """Return a box for each word, as if all letters were of one width."""
    x0, top, x1, bottom = box
    each = (x1 - x0) / len(text)
    return tuple((x0 + each * m.start(), top, x0 + each * m.end(), bottom) for m in _WORD.finditer(text))


_WAIT = compiled(
    r"please\swait|bitte\swarten|is\snot\seventually\sreplaced|may\snot\sbe\sable\sto\sdisplay\sthis\stype\sof\sdocument"
    r"|full\scontents\sof\sthis\sdocument|vollständigen\sinhalt\sdieses\sdokuments|nicht\sschließlich\sdurch\sden\s",
    needs=("wait", "warten", "replaced", "document", "dokument", "schließlich"),
)

LONGEST_NOTE = 1_500
"""Most characters of a page that only says that a form can't be shown."""


def refuse_empty_form(found: Extract, form_type: int = 0) -> None:
    """Raise `NoTextError` for a form of Adobe (XFA) whose pages only say that a viewer can't show it."""
    if found.characters > LONGEST_NOTE or len(found.pages) > 2:
        return
    text = " ".join(fragment.text for page in found.pages for fragment in page).casefold()
    dynamic = form_type in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)
    told = sum(1 for _ in _WAIT.finditer(text))
    if told >= 2 or (dynamic and (told or all(map(is_bare, found.pages)) or form_type == pdfium.FORMTYPE_XFA_FULL)):
        raise NoTextError(
            say("das PDF ist ein dynamisches Formular (XFA), dessen Inhalt auf keiner Seite steht"),
            say("es im Adobe Reader öffnen und als PDF drucken"),
        )
