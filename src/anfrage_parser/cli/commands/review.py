"""Declaration of `anfrage review`."""

from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.options import (
    ConventionOption,
    CorrectionsOption,
    ForceOption,
    InputsArgument,
    RootOption,
    output_option,
)
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.cli.takes import EVERYTHING
from anfrage_parser.messages import say, spoken

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "review",
    takes=EVERYTHING,
    short_help=say("Eine Seite zum Durchsehen: Dokument und Werte nebeneinander."),
    help=say(
        """Dokumente mit ihren Datensätzen als HTML-Seite zum Prüfen: die zweifelhaften zuerst, Werte und Fundstellen nebeneinander.

        Die Seite ist eine einzige Datei und braucht kein Netz und kein Programm außer einem Browser. Eingaben sind Dokumente,
        Ordner mit Dokumenten, JSON Lines, oder der Ordner oder die .sqlite-Datei eines „anfrage batch“; die Dokumente zu den
        Datensätzen werden daneben oder unter --root gesucht.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage review *.pdf -o durchsicht.html
          anfrage review briefe/ -o durchsicht.html
          anfrage review archiv.sqlite --root briefe -o durchsicht.html
          anfrage review --images none anfragen.jsonl --root archiv -o durchsicht.html
        """
    ),
)
@handled
@reading
def review_command(
    *,
    intake: "Intake",
    inputs: InputsArgument,
    output: Annotated[str, output_option("DATEI", more=say("Name der HTML-Datei."))],
    images: Annotated[
        str | None,
        typer.Option(
            "--images",
            metavar="none|doubtful|all",
            help=say("Bilder der PDF-Seiten: keine, nur von zweifelhaften Dokumenten, alle (bis 50 Dokumente ohne Angabe)."),
        ),
    ] = None,
    roots: RootOption = None,
    force: ForceOption = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `review.review`."""
    from anfrage_parser.cli.work.review import ReviewArguments, review

    raise typer.Exit(review(inputs, ReviewArguments(output, images, spoken().people, roots or [], force, convention, corrections), intake))
