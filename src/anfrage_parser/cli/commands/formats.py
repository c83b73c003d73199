"""Declaration of `anfrage formats`."""

from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say


@app.command(
    "formats",
    short_help=say("Zeigen, welche Arten von Dokumenten sich lesen lassen."),
    help=say(
        """Zeigen, welche Arten von Dokumenten diese Installation liest und was für die anderen fehlt.

        Die Art eines Dokuments wird am Inhalt erkannt, nie am Namen; die Endungen sind nur die üblichen.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage formats
          anfrage formats | grep fehlt
        """
    ),
)
@handled
def formats_command() -> None:
    """Run `formats.formats`."""
    from anfrage_parser.cli.streams import write
    from anfrage_parser.cli.work.formats import formats

    write(formats().encode("utf-8"))
