"""Declaration of `anfrage link`."""

from typing import Annotated

import typer

from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say


@app.command(
    "link",
    help=say(
        """Anfragen und Antworten eines Archivs verknüpfen: über die Nummer, sonst über Titel, Fragen, Fraktionen und Tag.

        Eine Antwort gehört zu einer Anfrage, und wo zwei gleich gut passen, bleibt sie ohne; zu jeder Anfrage ohne Antwort steht
        da, warum. Auch „anfrage batch“ in eine .sqlite-Datei verknüpft am Ende; dieser Befehl zeigt das Ergebnis und nimmt
        entgegen, was Sie besser wissen: --pair und --unpair gelten auch, wenn die Dokumente neu gelesen, umbenannt oder eine Zeit
        lang nicht da sind. Namen sind die der Dokumente; die zweite Anfrage einer Datei heißt brief.pdf#2.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage link archiv.sqlite
          anfrage link archiv.sqlite --pair anfrage-12.pdf antwort-12.pdf
          anfrage link archiv.sqlite --format jsonl | jq -r 'select(.answer == null) | .inquiry'
        """
    ),
)
@handled
def link_command(
    archive: Annotated[str, typer.Argument(metavar="ARCHIV.sqlite", help=say("Die Datenbank eines „anfrage batch“."))],
    pair: Annotated[tuple[str, str], typer.Option("--pair", metavar="ANFRAGE ANTWORT", help=say("Diese beiden gehören zusammen."))] = (
        "",
        "",
    ),
    unpair: Annotated[
        tuple[str, str], typer.Option("--unpair", metavar="ANFRAGE ANTWORT", help=say("Diese beiden gehören nicht zusammen."))
    ] = ("", ""),
    undo: Annotated[bool, typer.Option("--undo", help=say("Das letzte --pair oder --unpair zurücknehmen."))] = False,
    to: Annotated[
        str, typer.Option("--format", metavar="table|jsonl", help=say("Tabelle zum Lesen, oder je Anfrage ein JSON-Objekt."))
    ] = "table",
    answers: Annotated[bool, typer.Option("--answers", help=say("Mit --format jsonl: je Antwort ein Objekt, auch ohne Anfrage."))] = False,
) -> None:
    """Run `link.link`."""
    from anfrage_parser.cli.work.link import link

    raise typer.Exit(link(archive, pair, unpair, undo, to, answers))
