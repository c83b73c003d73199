"""Declaration of `anfrage help`."""

from typing import Annotated

import typer

from anfrage_parser.cli.root import app, declare
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say


@app.command(
    "help",
    short_help=say("Die Hilfe eines Befehls zeigen."),
    help=say("""Die Hilfe eines Befehls zeigen; ohne Namen die Liste der Befehle."""),
    epilog=say(
        """\b
        Beispiele:
          anfrage help
          anfrage help parse
        """
    ),
)
@handled
def help_command(
    name: Annotated[str | None, typer.Argument(metavar="BEFEHL", help=say("Name des Befehls."))] = None,
) -> None:
    """Print what `anfrage NAME --help` prints."""
    words = [] if name is None else [name]
    declare(words)
    app(prog_name="anfrage", args=[*words, "--help"])
