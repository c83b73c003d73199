"""Declaration of `anfrage serve`."""

from typing import Annotated

import typer

from anfrage_parser.cli.options import DeadlineOption
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say


@app.command(
    "serve",
    short_help=say("Briefe im Browser lesen, prüfen, korrigieren, weitergeben."),
    help=say(
        """Briefe im Browser lesen, korrigieren, prüfen und weitergeben: eine Seite, die nur auf diesem Rechner erreichbar ist.

        Ein Ordner wird gelesen, wie er ist; Korrekturen liegen neben den Briefen, das Archiv als anfragen.sqlite im Ordner. Was auf
        die Seite gezogen wird, wird zuerst in diesen Ordner kopiert, bei einem Archiv in den Ordner seines Namens daneben. Ohne
        Angabe ist es der Ordner „Anfragen“ bei den Dokumenten. Strg-C beendet, oder „Beenden“ auf der Seite.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage serve briefe/
          anfrage serve archiv.sqlite --deadline 6w
          anfrage serve briefe/ --shortcut
          anfrage serve
        """
    ),
)
@handled
def serve_command(
    *,
    archive: Annotated[
        str | None, typer.Argument(metavar="ORDNER|ARCHIV.sqlite", help=say("Ein Ordner mit Briefen, oder ein Archiv von „anfrage batch“."))
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help=say("Nur die Adresse nennen, keinen Browser öffnen."))] = False,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help=say("Port der Adresse (sonst ein freier)."))] = 0,
    deadline: DeadlineOption = None,
    shortcut: Annotated[
        bool, typer.Option("--shortcut", help=say("Nicht starten, sondern eine Datei zum Doppelklicken auf den Desktop legen."))
    ] = False,
) -> None:
    """Run `serve.serve`."""
    from anfrage_parser.cli.work.serve import begin_by_double_click, serve

    if shortcut:
        raise typer.Exit(begin_by_double_click(archive, deadline))
    raise typer.Exit(serve(archive, port, deadline, browser=not no_browser))
