"""Declaration of `anfrage review`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.root import ConventionOption, CorrectionsOption, app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say, spoken

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "review",
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
    inputs: Annotated[list[str], typer.Argument(metavar="EINGABE", help=say("Dokumente, Ordner, JSON Lines oder .sqlite-Dateien."))],
    output: Annotated[str, typer.Option("-o", "--output", metavar="DATEI", help=say("Name der HTML-Datei."))],
    images: Annotated[
        str | None,
        typer.Option(
            "--images",
            metavar="none|doubtful|all",
            help=say("Bilder der PDF-Seiten: keine, nur von zweifelhaften Dokumenten, alle (bis 50 Dokumente ohne Angabe)."),
        ),
    ] = None,
    root: Annotated[Path | None, typer.Option("--root", metavar="ORDNER", help=say("Wo die Dokumente zu den Datensätzen liegen."))] = None,
    force: Annotated[bool, typer.Option("--force", help=say("Eine vorhandene Datei ersetzen."))] = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `review.review`."""
    from anfrage_parser.cli.work.review import ReviewArguments, review

    raise typer.Exit(review(inputs, ReviewArguments(output, images, spoken().people, root, force, convention, corrections), intake))
