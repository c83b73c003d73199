"""Reader `karte`: the index cards of an invented archive program.

A card begins with `KARTE` and the byte 1A; then come fields, each a name, the byte 1F, and a value in UTF-8, ended by the byte 1E. The
field `frage` may come more than once.
"""

from __future__ import annotations

from collections.abc import Iterator

from anfrage_parser.errors import UnreadableError
from anfrage_parser.readers.options import Options

PURPOSE = "Karteikarten aus dem erfundenen Archivprogramm"
MEDIA_TYPE = "application/x-karte"

MAGIC = b"KARTE\x1a"


def recognises(data: bytes) -> bool:
    """Whether it is a card."""
    return data.startswith(MAGIC)


def read(data: bytes, options: Options) -> str:
    """The card as a letter of the same content: the parser takes that apart like any other."""
    fields = list(_fields(data))
    head = {name: value for name, value in fields if name != "frage"}
    questions = [value for name, value in fields if name == "frage"]
    lines = [
        f"Anfrage {head.get('nummer', '')}",
        head.get("fraktion", ""),
        f"vom {head.get('datum', '')}",
        f"Betreff: {head.get('betreff', '')}",
    ]
    if "sitzung" in head:
        lines.append(f"Sitzung am {head['sitzung']}")
    lines += ["", "Wir fragen:", "", *(f"{number}. {text}" for number, text in enumerate(questions, 1))]
    return "\n".join(lines) + "\n"


def _fields(data: bytes) -> Iterator[tuple[str, str]]:
    for field in data[len(MAGIC) :].split(b"\x1e")[:-1]:
        name, mark, value = field.partition(b"\x1f")
        if not mark:
            raise UnreadableError("die Karteikarte ist beschädigt", "sie neu aus dem Archivprogramm ausgeben")
        yield name.decode("utf-8", "replace"), " ".join(value.decode("utf-8", "replace").split())
