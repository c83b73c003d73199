"""Declaration of `anfrage config`."""

import typer

from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say


@app.command(
    "config",
    short_help=say("Zeigen, welche Einstellungen gelten, und woher."),
    help=say(
        """Jede Einstellung mit ihrem Wert, und woher er kommt: aus der Umgebung, aus einer Datei anfrage.toml, oder vorgegeben.

        Was man sonst bei jedem Befehl angäbe, lässt sich einmal einstellen. Es gilt die Option des Befehls, sonst die
        Umgebungsvariable (ANFRAGE_READER), sonst die Datei anfrage.toml aus diesem Ordner oder dem nächsten darüber. Darin heißen
        Einstellungen wie die Optionen; unter [export] gelten sie nur für „anfrage export“. ANFRAGE_CONFIG nennt eine andere Datei,
        leer keine.
        """
    ),
    epilog=say(
        """\b
        Beispiel einer anfrage.toml:
          lang = "de"
          convention = "mainz"
          deadline = "10wd@NW"
          [export]
          format = "xlsx"
        """
    ),
)
@handled
def config_command() -> None:
    """Run `config.listing`."""
    from anfrage_parser.cli.streams import write
    from anfrage_parser.cli.work.config import listing

    write("".join(f"{line}\n" for line in listing()).encode("utf-8", "replace"))
    raise typer.Exit
