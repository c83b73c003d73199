"""Declaration of `anfrage parse`."""

from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.options import (
    ConventionOption,
    CorrectionsOption,
    DocumentsArgument,
    EvidenceOption,
    OnlyOption,
    QuietOption,
    RequireOption,
    StrictOption,
    VerboseOption,
    format_option,
)
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.cli.takes import DOCUMENTS
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "parse",
    takes=DOCUMENTS,
    short_help=say("Briefe lesen und als JSON ausgeben."),
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
    files: DocumentsArgument,
    output: Annotated[str | None, format_option("json|jsonl", more=say("json: eingerückt; jsonl: ein Objekt je Zeile."))] = None,
    strict: StrictOption = False,
    require: RequireOption = "",
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
    only: OnlyOption = None,
    evidence: EvidenceOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Run `parse.run`."""
    from anfrage_parser.cli.work.parse import ParseArguments, run

    raise typer.Exit(run(files, ParseArguments(output, strict, require, convention, corrections, evidence, quiet, verbose, only), intake))
