"""Declaration of `anfrage check`."""

from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.cli.takes import FILES
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "check",
    takes=FILES,
    short_help=say("Beispiele mit den Datensätzen vergleichen, die daneben stehen."),
    help=say(
        """Beispiele mit den erwarteten Datensätzen daneben vergleichen (brief.txt ↔ brief.txt.json) und den Unterschied zeigen.

        Rückgabewert 0, wenn alle gleich sind, sonst 3.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage check samples
          anfrage check --update samples
        """
    ),
)
@handled
@reading
def check_command(
    *,
    intake: "Intake",
    words: Annotated[list[str], typer.Argument(metavar="ORDNER", help=say("Ordner mit Beispielen, einzelne oder Muster wie *.txt."))],
    update: Annotated[bool, typer.Option("--update", help=say("Die erwarteten Datensätze neu schreiben."))] = False,
) -> None:
    """Compare samples with their golden records."""
    from anfrage_parser.cli.work.check import check

    raise typer.Exit(check(words, update, intake))
