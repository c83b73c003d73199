"""Declaration of `anfrage explain`."""

from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.root import ConventionOption, app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "explain",
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
    file: Annotated[str, typer.Argument(metavar="DATEI", help=say("Dokument, „-“ für die Standardeingabe."))],
    convention: ConventionOption = None,
) -> None:
    """Print the label table."""
    from anfrage_parser.cli.single import on_one_file
    from anfrage_parser.cli.work.explain import explain

    raise typer.Exit(on_one_file(file, lambda: explain(file, convention, intake)))
