"""What the control words of RTF do that change how text is read."""

import codecs
from collections.abc import Callable
from typing import TYPE_CHECKING

from anfrage_parser.text.superscripts import raised

if TYPE_CHECKING:
    from anfrage_parser.readers.office.rtf import Reader

TWIPS = 20

Act = Callable[["Reader", int | None], None]


def _set(name: str, value: Callable[[int | None], object], of_state: bool = False) -> Act:
    def act(reader: "Reader", number: int | None) -> None:
        setattr(reader.now if of_state else reader, name, value(number))

    return act


def _footnote_number(reader: "Reader", number: int | None) -> None:
    if reader.now.sheet != "note":
        reader.number += 1
        reader.mark = raised(str(reader.number))
    reader.put(raised(str(reader.number)))


def _codepage(reader: "Reader", number: int | None) -> None:
    name = f"cp{number}" if number != 65001 else "utf-8"
    try:
        codecs.lookup(name)
    except LookupError:
        return
    reader.codec = reader.now.codec = name


def _font(reader: "Reader", number: int | None) -> None:
    reader.now.codec = reader.fonts.get(number or 0, reader.codec)


def _plain(reader: "Reader", number: int | None) -> None:
    reader.now.codec, reader.now.hidden = reader.codec, False
    reader.now.struck = reader.now.deleted = reader.now.raised = reader.now.bold = False
    reader.now.size = 12.0


ACTS: dict[str, Act] = {
    "par": lambda r, _: r.paragraph() if r.now.sheet != "note" else r.put("\n"),
    "pard": lambda r, _: r.reset(),
    "plain": _plain,
    "intbl": _set("table", lambda _: True),
    "cell": lambda r, _: r.end_cell(),
    "row": lambda r, _: r.row(),
    "nestcell": lambda r, _: r.put("\n"),
    "nestrow": lambda r, _: r.put("\n"),
    "page": lambda r, _: r.page(),
    "pagebb": _set("turn", lambda _: True),
    "sect": lambda r, _: r.page(),
    "sb": _set("before", lambda n: (n or 0) / TWIPS),
    "sa": _set("after", lambda n: (n or 0) / TWIPS),
    "ansicpg": _codepage,
    "mac": _set("codec", lambda _: "mac_roman"),
    "f": _font,
    "uc": _set("skip", lambda n: max(0, min(n if n is not None else 1, 64)), True),
    "strike": _set("struck", lambda n: n != 0, True),
    "striked": _set("struck", lambda n: n != 0, True),
    "b": _set("bold", lambda n: n != 0, True),
    "fs": _set("size", lambda n: min(n or 24, 4000) / 2, True),
    "qc": _set("centred", lambda _: True),
    "ql": _set("centred", lambda _: False),
    "qr": _set("centred", lambda _: False),
    "qj": _set("centred", lambda _: False),
    "v": _set("hidden", lambda n: n != 0, True),
    "chftn": _footnote_number,
    "super": _set("raised", lambda n: n != 0, True),
    "up": _set("raised", lambda n: n != 0, True),
    "nosupersub": _set("raised", lambda _: False, True),
    "sub": _set("raised", lambda _: False, True),
    "deleted": _set("deleted", lambda n: n != 0, True),
}
