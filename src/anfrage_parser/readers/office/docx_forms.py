"""Read the fields of Word's forms: content controls, and the legacy ones within a paragraph's runs."""

from collections.abc import Iterator

from anfrage_parser.readers.office.docx_numbers import LONGEST, FieldNumbers
from anfrage_parser.readers.office.docx_styles import is_on
from anfrage_parser.readers.office.package import Element, child, get, local, whole
from anfrage_parser.readers.placeholders import EMPTY, TICKED, is_placeholder

PLACEHOLDERS = frozenset(("placeholdertext", "platzhaltertext"))
"""Character styles of text that a form shows before it is filled in."""


def control(element: Element) -> str | None:
    """Return what a content control shows if its content isn't to be read: a box, or "" for a placeholder; else None."""
    properties = child(element, "sdtPr")
    box = child(properties, "checkbox")
    if box is not None:
        return TICKED if _is_checked(child(box, "checked")) else EMPTY
    if is_on(child(properties, "showingPlcHdr")):
        return ""
    if child(properties, "dropDownList") is not None or child(properties, "comboBox") is not None:
        content = child(element, "sdtContent")
        text = "".join(e.text or "" for e in content.iter() if local(e) == "t") if content is not None else ""
        return "" if is_placeholder(text) else None
    return None


def _is_checked(element: Element | None) -> bool:
    """Return whether a box is ticked; unlike other toggles, one without a value is not."""
    return element is not None and get(element, "val") in ("1", "true", "on")


def is_placeholder_run(run: Element) -> bool:
    """Return whether a run has the style of text that stands where nothing was filled in."""
    return (get(child(run, "rPr", "rStyle"), "val") or "").casefold() in PLACEHOLDERS


PLAIN, SHOWN, PASSING = range(3)
"""A field whose result is text; a box or list, read from its data; the same behind its middle, where its result would repeat it."""


class LegacyFields:
    """The legacy fields of a document, as its runs are read one after the other."""

    def __init__(self) -> None:
        self._open: list[int] = []
        self._codes: list[str] = []
        """The code of each open field that has no result yet."""
        self.numbers = FieldNumbers()

    @property
    def passing(self) -> bool:
        """Return whether the text that comes repeats what was read already."""
        return bool(self._open) and self._open[-1] == PASSING

    def code(self, part: Element) -> str:
        """Remember a piece of the innermost field's code, which is not printed."""
        if self._codes and len(self._codes[-1]) < LONGEST:
            self._codes[-1] += part.text or ""
        return ""

    def sign(self, mark: Element) -> str:
        """Handle the beginning, middle or end of a field; return the entry or box that it shows."""
        kind = get(mark, "fldCharType")
        if kind == "begin":
            data = child(mark, "ffData")
            shown = child(data, "ddList") is not None or child(data, "checkBox") is not None
            self._open.append(SHOWN if shown else PLAIN)
            self._codes.append("")
            return "".join(_shown(data))
        if kind == "separate" and self._open:
            self._codes[-1] = ""
            self._open[-1] = PASSING if self._open[-1] == SHOWN else self._open[-1]
        elif kind == "end" and self._open:
            self._open.pop()
            return self.numbers.of(self._codes.pop())
        return ""


def _shown(data: Element | None) -> Iterator[str]:
    if (box := child(data, "checkBox")) is not None:
        state = child(box, "checked")
        yield TICKED if is_on(state if state is not None else child(box, "default")) else EMPTY
    elif (chosen := child(data, "ddList")) is not None:
        result = child(chosen, "result")
        number = whole(get(result if result is not None else child(chosen, "default"), "val"))
        entries = [get(entry, "val") or "" for entry in chosen if local(entry) == "listEntry"]
        if 0 <= number < len(entries) and not is_placeholder(entries[number]):
            yield entries[number]
