"""Declaration of `anfrage conventions`."""

from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.cli.takes import DOCUMENTS
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "conventions",
    takes=DOCUMENTS,
    short_help=say("Wortlaut der Städte: auflisten, zeigen, einen neuen entwerfen."),
    help=say(
        """Die Konventionen der Städte: auflisten, eine zeigen, aus Beispielen eine neue entwerfen.

        Ohne Angabe die Liste. Mit einem Namen der Wortlaut dieser Konvention. Mit „new“ und Dateien ein Entwurf, dessen
        Kommentare zeigen, was jede Regel gefunden hat und was übrig blieb; „--convention stadt.toml“ verwendet ihn dann.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage conventions
          anfrage conventions mainz
          anfrage conventions new brief1.pdf brief2.pdf > stadt.toml
          anfrage parse --convention stadt.toml brief3.pdf
        """
    ),
)
@handled
@reading
def conventions_command(
    *,
    intake: "Intake",
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME | new DATEI…]", help=say("Name einer Konvention, oder „new“ und Beispiele."))
    ] = None,
) -> None:
    """Run `conventions.conventions`."""
    from anfrage_parser.cli.work.conventions import conventions

    raise typer.Exit(conventions(words or [], intake))
