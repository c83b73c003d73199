"""Declaration of `anfrage link`."""

from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.options import ConventionOption, CorrectionsOption, InputsArgument, UndoOption, format_option
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.cli.takes import EVERYTHING
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "link",
    takes=EVERYTHING,
    short_help=say("Zeigen, welche Antwort zu welcher Anfrage gehört."),
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
          anfrage link archiv.sqlite --format jsonl | jq -c 'select(.answer == null)'
        """
    ),
)
@handled
@reading
def link_command(
    *,
    intake: "Intake",
    inputs: InputsArgument,
    pair: Annotated[tuple[str, str], typer.Option("--pair", metavar="ANFRAGE ANTWORT", help=say("Diese beiden gehören zusammen."))] = (
        "",
        "",
    ),
    unpair: Annotated[
        tuple[str, str], typer.Option("--unpair", metavar="ANFRAGE ANTWORT", help=say("Diese beiden gehören nicht zusammen."))
    ] = ("", ""),
    undo: UndoOption = False,
    to: Annotated[str, format_option("table|jsonl", more=say("Tabelle zum Lesen, oder je Anfrage ein JSON-Objekt."))] = "table",
    answers: Annotated[bool, typer.Option("--answers", help=say("Mit --format jsonl: je Antwort ein Objekt, auch ohne Anfrage."))] = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `link.link`."""
    from anfrage_parser.cli.archives import archive_of
    from anfrage_parser.cli.work.link import check, link

    check(pair, unpair, undo, to, answers)  # wrong ones are told before anything is read
    with archive_of(inputs, intake, convention, corrections, linked=False) as archive:  # `link` does
        code = link(archive, pair, unpair, undo, to, answers)
    raise typer.Exit(code)
