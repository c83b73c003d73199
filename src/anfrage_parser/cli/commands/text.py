"""Declaration of `anfrage text`."""

from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled, write
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command("text", help=say("Den gelesenen Text genau so ausgeben, wie die Stellenangaben ihn zählen."))
@handled
@reading
def text_command(
    *,
    intake: "Intake",
    file: Annotated[str, typer.Argument(metavar="DATEI", help=say("Dokument, „-“ für die Standardeingabe."))],
) -> None:
    """Write the text as read, nothing added."""
    from anfrage_parser.cli.single import on_one_file

    raise typer.Exit(on_one_file(file, lambda: write(intake.read(file).text.encode("utf-8"))))
