"""`anfrage search --like`: the inquiries of a batch database that are about the same matter as a given one."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anfrage_parser.batch.stored import reading
from anfrage_parser.cli.archives import Archive
from anfrage_parser.cli.display import safe
from anfrage_parser.cli.given import is_there
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.records import Records
from anfrage_parser.cli.streams import complain, note, write
from anfrage_parser.cli.work.search import Filters, heading, in_archive
from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import counted, say
from anfrage_parser.record.build import as_dict
from anfrage_parser.search.find import Wanted
from anfrage_parser.search.like import Given, Related, given, given_of, own_documents, related

if TYPE_CHECKING:
    from rich.console import RenderableType

SHOWN = 8
"""Common words shown per inquiry; JSON has all of them."""

SNIPPET = 200
"""Characters of an answer that are shown."""

FEW = 3
"""Names of the letter in the archive that are told."""


def like(
    archive: Archive,
    name: str,
    filters: Filters,
    limit: int,
    as_json: bool,
    intake: Intake,
    convention: str | None,
    corrections: Path | None,
) -> int:
    """Print what is related to a letter, a record, or a document of the archive; return the exit code: of reading the letter, else 0."""
    wanted = filters.narrowed(limit)
    try:
        with reading(archive.path) as base:
            wanted = in_archive(wanted, filters.party, base)
            records, code = _given(base, name, intake, convention, corrections)
            for one in records:
                _tell(base, one, wanted, as_json, several=len(records) > 1)
    except UnreadableError as error:
        complain(error, archive.name)
        return error.exit_code
    return code or archive.code


def _given(
    base: sqlite3.Connection, name: str, intake: Intake, convention: str | None, corrections: Path | None
) -> tuple[list[Given], int]:
    """Return the inquiries of a file, or of a document of the archive, and the exit code of reading them."""
    if not is_there(name):
        if stored := given_of(base, name.encode("utf-8", "replace").decode("utf-8")):
            return stored, 0
        if not any(char in name for char in "*?["):
            error = UnreadableError(say("so heißt weder eine Datei noch ein Dokument des Archivs"), say("Schreibweise und Ordner prüfen"))
            complain(error, name)
            return [], error.exit_code
    records = Records([name], intake, convention, corrections)
    found = [given(as_dict(inquiry)) for inquiry in records]
    return found, records.exit_code()


def _tell(base: sqlite3.Connection, given: Given, wanted: Wanted, as_json: bool, several: bool) -> None:
    """Print what is related to one inquiry."""
    own = own_documents(base, given)
    if own:
        more = len(own) - FEW
        names = ", ".join(safe(key, 100) for key in own[:FEW]) + (say(" und {count} weitere", count=more) if more > 0 else "")
        name = say("der Brief") if given.document == "-" else safe(given.document, 100)
        note(say("{name} selbst steht im Archiv: {names}", name=name, names=names))
    found = related(base, given, wanted)
    if as_json:
        from anfrage_parser.record.json_out import to_line

        write(b"".join(to_line(_row(given, one)) for one in found[: wanted.limit]))
    elif found:
        _show(given, found[: wanted.limit], several)
    if not found:
        note(say("nichts Ähnliches gefunden") + (f": {safe(given.document, 100)}" if several else ""))
    elif len(found) > wanted.limit:
        note(say("es gibt mehr als {count} Treffer; --limit zeigt mehr", count=wanted.limit))


def _row(given: Given, one: Related) -> dict[str, Any]:
    """Return a related inquiry as a JSON object."""
    return {
        "like": {"document": given.document, "part": given.part},
        "document": one.document,
        "part": one.part,
        "number": one.number,
        "date": one.date,
        "party": one.party,
        "title": one.title,
        "score": one.score,
        "common": list(one.common),
        "copy": one.copy,
        "answer": {"document": one.answer.document, "part": one.answer.part} if one.answer is not None else None,
    }


def _show(given: Given, found: Sequence[Related], several: bool) -> None:
    """Print related inquiries for people."""
    from rich.console import Group
    from rich.text import Text

    from anfrage_parser.cli.printing import show

    head = [Text(say("Wie {name}:", name=safe(given.document, 100)), style="bold")] if several else []
    show(Group(*head, *(part for number, one in enumerate(found, 1) for part in _shown(number, one))))


def _shown(number: int, one: Related) -> Iterator["RenderableType"]:
    from rich.padding import Padding
    from rich.table import Table

    yield from heading(number, one)
    table = Table.grid(padding=(0, 2))
    table.add_column(style="green", no_wrap=True)
    table.add_column(overflow="fold")
    for label, text in _lines(one):
        table.add_row(label, text)
    yield Padding(table, (0, 0, 1, 5))


def _lines(one: Related) -> Iterable[tuple[str, str]]:
    """Yield label and text of what is told about a related inquiry."""
    words = ", ".join(safe(word, 60) for word in one.common[:SHOWN])
    more = len(one.common) - SHOWN
    words += counted(more, " und ein weiteres", " und {count} weitere") if more > 0 else ""
    if one.copy:
        yield say("Kopie"), say("Titel und Fragen sind fast gleich: {words}", words=words)
    else:
        yield say("ähnlich"), words
    if one.answer is not None:
        text = safe(one.answer.text)
        short = f"{text[:SNIPPET].rstrip()} …" if len(text) > SNIPPET else text
        place = say("im selben Dokument") if one.answer.document == one.document else safe(one.answer.document, 80)
        yield say("Antwort"), f"{place}: {short}" if short else place
