"""Declaration of `anfrage verify`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.options import (
    ConventionOption,
    CorrectionsOption,
    JsonOption,
    RecordsArgument,
    RootOption,
    VerboseOption,
    format_option,
    jsonl_wanted,
)
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.cli.takes import RECORDS
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "verify",
    takes=RECORDS,
    short_help=say("Prüfen, ob Datensätze noch zu ihren Dokumenten passen."),
    help=say(
        """Prüfen, ob Datensätze noch zu ihren Dokumenten passen: jedes wird noch einmal gelesen und verglichen.

        Gesucht wird die Datei unter --root, sonst neben den Datensätzen: nach ihrem Namen, sonst nach ihrem Inhalt, auch in zip- und
        tar-Archiven. Gelesen wird sie mit dem Leseprogramm und der Konvention, die der Datensatz nennt (ist sie nicht eingebaut, mit
        --convention DATEI); Korrekturen gelten wie bei „parse“. Zu jedem Datensatz steht da, ob er gleich ist oder was sich warum
        geändert hat: der Inhalt der Datei, die Version des Programms, die Korrekturen, oder der Datensatz selbst von Hand.

        Rückgabewert 0: alle gleich, 3: Unterschiede, 4: eine Datei fehlt oder ist nicht lesbar (auch neben Unterschieden).
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage verify anfragen.sqlite --root briefe
          anfrage verify ergebnis --root archiv.zip --differing -v
          anfrage verify anfragen.jsonl --root . --differing --format jsonl
        """
    ),
)
@handled
@reading
def verify_command(
    *,
    intake: "Intake",
    records: RecordsArgument,
    roots: RootOption = None,
    to: Annotated[str, format_option("text|jsonl", more=say("Zeilen für Menschen, oder ein JSON-Objekt je Datensatz."))] = "text",
    as_json: JsonOption = False,
    differing: Annotated[bool, typer.Option("--differing", help=say("Nur nennen, was nicht gleich ist."))] = False,
    verbose: VerboseOption = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `verify.verify`."""
    from anfrage_parser.cli.settings import typed
    from anfrage_parser.cli.work.verify import VerifyArguments, verify

    options = intake.options  # the record names what it was read with: only what was typed speaks against that
    reader, ocr = (getattr(options, name) if typed(name) else "auto" for name in ("reader", "ocr"))
    intake.options = replace(options, reader=reader, ocr=ocr)
    raise typer.Exit(
        verify(
            records, VerifyArguments(roots or [], jsonl_wanted(to, as_json, "text"), differing, verbose, convention, corrections), intake
        )
    )
