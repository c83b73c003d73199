"""Declaration of `anfrage show`."""

from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.options import ConventionOption, CorrectionsOption, InputsArgument
from anfrage_parser.cli.root import app
from anfrage_parser.cli.selection import selecting
from anfrage_parser.cli.streams import handled
from anfrage_parser.cli.takes import EVERYTHING
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake
    from anfrage_parser.cli.selection import Selection


@app.command(
    "show",
    takes=EVERYTHING,
    short_help=say("Anfragen lesbar am Bildschirm zeigen."),
    help=say(
        """Eine Anfrage zum Lesen anzeigen: den Kopf als Tabelle, die Fragen in ihren Blöcken, die Hinweise mit der Zeile, um die es
        geht.

        Im Terminal in Farbe (nicht mit NO_COLOR), in einer Pipe schlichter Text von 80 Zeichen Breite.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage show brief.pdf
          anfrage show --full brief.pdf | less
          anfrage show archiv.sqlite --party Grüne --since 2024
        """
    ),
)
@handled
@reading
@selecting
def show_command(
    *,
    intake: "Intake",
    selection: "Selection",
    inputs: InputsArgument,
    full: Annotated[bool, typer.Option("--full", help=say("Lange Texte vollständig zeigen."))] = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `show.show`."""
    from anfrage_parser.cli.work.show import ShowArguments, show

    raise typer.Exit(show(inputs, intake, ShowArguments(full, convention, corrections, selection)))
