"""Declaration of `anfrage validate`."""

import typer

from anfrage_parser.cli.options import RecordsArgument
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.cli.takes import RECORDS
from anfrage_parser.messages import say


@app.command(
    "validate",
    takes=RECORDS,
    short_help=say("Prüfen, ob Datensätze ihre Form haben und in sich stimmen."),
    help=say(
        """Datensätze prüfen: ihre Form nach dem Schema, und ob ihre Angaben stimmig sind.

        Geprüft werden auch Nummerierung, Reihenfolge der Daten, Stellen und berechnete Felder. Jeder Fehler steht mit Datei,
        Nummer des Datensatzes und JSON-Pointer auf einer Zeile. Rückgabewert 0: alles in Ordnung, 3: Fehler gefunden, 4: nicht
        lesbar oder von einer neueren Version. Die Dokumente selbst sind nicht nötig; mit ihnen vergleicht „anfrage verify“.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage validate anfragen.jsonl
          anfrage validate anfragen.sqlite ergebnis
          anfrage parse brief.pdf | anfrage validate -
        """
    ),
)
@handled
def validate_command(
    records: RecordsArgument,
) -> None:
    """Run `validate.validate`."""
    from anfrage_parser.cli.work.validate import validate

    raise typer.Exit(validate(records))
