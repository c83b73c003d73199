"""Declaration of `anfrage inspect`."""

from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.options import (
    ConventionOption,
    CorrectionsOption,
    DocumentsArgument,
    ForceOption,
    output_option,
)
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.cli.takes import DOCUMENTS
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "inspect",
    takes=DOCUMENTS,
    short_help=say("Seiten als Bilder, auf denen die gefundenen Werte umrahmt sind."),
    help=say(
        """Seiten von PDFs und Bildern, auf denen die gefundenen Felder umrahmt und benannt sind; andere Dokumente haben keine Seiten."""
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage inspect brief.pdf -o seite-{page}.png
          anfrage inspect --pages 1 brief.pdf -o kopf.png
          anfrage inspect briefe -o "{name}-{page}.png"
        """
    ),
)
@handled
@reading
def inspect_command(
    *,
    intake: "Intake",
    files: DocumentsArgument,
    output: Annotated[
        str,
        output_option("NAME", more=say("Name der Bilder; „{page}“ darin wird zur Seitenzahl, „{name}“ zum Namen der Datei.")),
    ] = "{name}-{page}.png",
    pages: Annotated[str | None, typer.Option("--pages", metavar="SEITEN", help=say("Nur diese Seiten: 1,3-5."))] = None,
    force: ForceOption = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `inspect.inspect`."""
    from anfrage_parser.cli.work.inspect import InspectArguments, inspect

    raise typer.Exit(inspect(files, InspectArguments(output, pages, force, convention, corrections), intake))
