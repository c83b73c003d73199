"""Declaration of `anfrage explain`."""

from typing import TYPE_CHECKING

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.options import ConventionOption, DocumentsArgument
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.cli.takes import DOCUMENTS
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "explain",
    takes=DOCUMENTS,
    short_help=say("Zeile für Zeile zeigen, warum ein Wert fehlt oder falsch ist."),
    help=say(
        """Zeile für Zeile zeigen, wofür das Programm sie hält und was daraus wurde.

        So lässt sich herausfinden, warum ein Wert fehlt oder falsch ist. Darunter steht, woraus Betreff, Nummer, Datum, Ort und Empfänger
        gewählt wurden, und was für jedes spricht. Im Terminal eine farbige Tabelle, in einer Pipe durch
        Tabulatoren getrennt.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage explain brief.pdf
          anfrage explain brief.pdf | grep unassigned
        """
    ),
)
@handled
@reading
def explain_command(
    *,
    intake: "Intake",
    files: DocumentsArgument,
    convention: ConventionOption = None,
) -> None:
    """Print the label table."""
    from anfrage_parser.cli.single import on_each_document
    from anfrage_parser.cli.work.explain import explain

    raise typer.Exit(on_each_document(files, lambda name: explain(name, convention, intake), titled=True))
