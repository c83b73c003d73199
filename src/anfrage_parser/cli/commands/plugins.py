"""Declaration of `anfrage plugins`."""

from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say


@app.command(
    "plugins",
    short_help=say("Formate auflisten, eingebaute und die von Erweiterungen."),
    help=say(
        """Formate zeigen, eingebaute und solche von Erweiterungen: Art, Name, Herkunft, Zweck; und was mit einer Erweiterung nicht
        stimmt.

        Eine Erweiterung ist ein Paket, das in derselben Umgebung installiert ist. Sie wird erst geladen, wenn ihr Format
        gebraucht wird; hier aber jede, zur Probe. Wie man eine schreibt, steht in docs/plugins.md.
        """
    ),
)
@handled
def plugins_command() -> None:
    """Run `plugins.listing`."""
    from anfrage_parser.cli.streams import write
    from anfrage_parser.cli.work.plugins import listing

    write("".join(f"{line}\n" for line in listing()).encode())
