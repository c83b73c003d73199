"""Declaration of `anfrage completion`."""

from typing import Annotated

import typer

from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say


@app.command(
    "completion",
    short_help=say("Vervollständigung mit der Tabulatortaste für die Shell."),
    help=say(
        """Gibt ein Skript für die Shell aus, nach dem die Tabulatortaste Befehle, Optionen und ihre Werte ergänzt.

        In den Zeilen unten steht, wohin es gehört; in einer neuen Shell gilt es.
        """
    ),
    epilog=say(
        """\b
        Einrichten:
          anfrage completion bash >> ~/.bashrc
          anfrage completion zsh >> ~/.zshrc
          anfrage completion fish > ~/.config/fish/completions/anfrage.fish
          anfrage completion powershell >> $PROFILE
        """
    ),
)
@handled
def completion_command(
    shell: Annotated[str, typer.Argument(metavar="SHELL", help=say("bash, zsh, fish oder powershell."))],
) -> None:
    """Run `completion.script`."""
    from anfrage_parser.cli.streams import write
    from anfrage_parser.cli.work.completion import script

    write(script(shell).encode("utf-8"))
