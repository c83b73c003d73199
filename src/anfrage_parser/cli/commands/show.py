"""Declaration of `anfrage show`."""

from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.root import ConventionOption, CorrectionsOption, app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "show",
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
        """
    ),
)
@handled
@reading
def show_command(
    *,
    intake: "Intake",
    file: Annotated[str, typer.Argument(metavar="DATEI", help=say("Dokument, „-“ für die Standardeingabe."))],
    full: Annotated[bool, typer.Option("--full", help=say("Lange Texte vollständig zeigen."))] = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `show.show`."""
    from anfrage_parser.cli.single import on_one_file
    from anfrage_parser.cli.work.show import show

    raise typer.Exit(on_one_file(file, lambda: show(file, convention, intake, corrections, full)))
