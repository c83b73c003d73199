"""Declaration of `anfrage inspect`."""

from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.root import ConventionOption, CorrectionsOption, app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "inspect",
    help=say("""Seiten eines PDFs als Bilder, auf denen die gefundenen Felder umrahmt und benannt sind."""),
    epilog=say(
        """\b
        Beispiele:
          anfrage inspect brief.pdf -o seite-{page}.png
          anfrage inspect --pages 1 brief.pdf -o kopf.png
        """
    ),
)
@handled
@reading
def inspect_command(
    *,
    intake: "Intake",
    file: Annotated[str, typer.Argument(metavar="DATEI", help=say("PDF-Datei, „-“ für die Standardeingabe."))],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="NAME", help=say("Name der Bilder; „{page}“ darin wird zur Seitenzahl."))
    ],
    pages: Annotated[str | None, typer.Option("--pages", metavar="SEITEN", help=say("Nur diese Seiten: 1,3-5."))] = None,
    force: Annotated[bool, typer.Option("--force", help=say("Vorhandene Bilder ersetzen."))] = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `inspect.inspect`."""
    from anfrage_parser.cli.single import on_one_file
    from anfrage_parser.cli.work.inspect import inspect

    raise typer.Exit(on_one_file(file, lambda: inspect(file, output, pages, force, convention, intake, corrections)))
