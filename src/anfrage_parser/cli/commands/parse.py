"""Declaration of `anfrage parse`."""

from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.root import ConventionOption, CorrectionsOption, OnlyOption, app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "parse",
    help=say(
        """Anfragen und Antworten darauf lesen und als JSON ausgeben.

        „-“ ist die Standardeingabe. Aus einer Eingabe wird ein JSON-Objekt (eine Liste, wenn sie mehrere Anfragen enthält), aus
        mehreren werden JSON Lines, ein Objekt je Zeile, in der Reihenfolge der Eingaben. Eine fehlerhafte Eingabe hält die
        anderen nicht auf: sie wird auf der Fehlerausgabe genannt und steht mit ihrer Ursache in den JSON Lines.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage parse brief.pdf
          anfrage parse --require nummer,datum,fraktion *.pdf > anfragen.jsonl
          anfrage parse - < brief.txt
          anfrage parse --reader pdfplumber brief.pdf
          anfrage parse brief.pdf | jq '.questions | length'
        """
    ),
)
@handled
@reading
def parse_command(
    *,
    intake: "Intake",
    files: Annotated[list[str], typer.Argument(metavar="DATEI", help=say("Dokumente, „-“ für die Standardeingabe."))],
    output: Annotated[
        str | None, typer.Option("--format", metavar="json|jsonl", help=say("json: eingerückt; jsonl: ein Objekt je Zeile."))
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help=say("Warnungen gelten als Fehler (Rückgabewert 3)."))] = False,
    require: Annotated[
        str, typer.Option("--require", metavar="FELDER", help=say("Felder, die nicht fehlen dürfen: nummer,datum,fraktion."))
    ] = "",
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
    only: OnlyOption = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help=say("Zu jedem Wert angeben, wo er im Dokument steht (Zeichen, Zeile, Seite, Rechteck)."))
    ] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help=say("Nichts auf der Fehlerausgabe."))] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help=say("Alle Hinweise auf der Fehlerausgabe."))] = False,
) -> None:
    """Run `parse.run`."""
    from anfrage_parser.cli.work.parse import ParseArguments, run

    raise typer.Exit(run(files, ParseArguments(output, strict, require, convention, corrections, evidence, quiet, verbose, only), intake))
