"""Declaration of `anfrage text`."""

from typing import TYPE_CHECKING

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.options import DocumentsArgument
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled, write
from anfrage_parser.cli.takes import DOCUMENTS
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "text",
    takes=DOCUMENTS,
    short_help=say("Den gelesenen Text ausgeben."),
    help=say("Den gelesenen Text genau so ausgeben, wie die Stellenangaben ihn zählen; mehrere nacheinander, jeden unter seinem Namen."),
)
@handled
@reading
def text_command(
    *,
    intake: "Intake",
    files: DocumentsArgument,
) -> None:
    """Write the text as read, nothing added."""
    from anfrage_parser.cli.single import on_each_document

    raise typer.Exit(on_each_document(files, lambda name: write(intake.read(name).text.encode("utf-8")), titled=True))
