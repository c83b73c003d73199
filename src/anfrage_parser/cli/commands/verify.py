"""Declaration of `anfrage verify`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.root import CorrectionsOption, app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "verify",
    help=say(
        """Prüfen, ob Datensätze noch zu ihren Dokumenten passen: jedes wird noch einmal gelesen und verglichen.

        Die Datei wird unter --root gesucht: nach ihrem Namen, sonst nach ihrem Inhalt, auch in zip- und tar-Archiven. Gelesen
        wird sie mit dem Leseprogramm und der Konvention, die der Datensatz nennt; Korrekturen gelten wie bei „parse“. Zu jedem
        Datensatz steht da, ob er gleich ist oder was sich warum geändert hat: der Inhalt der Datei, die Version des Programms,
        die Korrekturen, oder der Datensatz selbst von Hand.

        Rückgabewert 0: alle gleich, 3: Unterschiede, 4: eine Datei fehlt oder ist nicht lesbar (auch neben Unterschieden).
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage verify anfragen.sqlite --root briefe
          anfrage verify ergebnis --root archiv.zip --differing -v
          anfrage verify anfragen.jsonl --root . --json | jq -r 'select(.state != "identical") | .name'
        """
    ),
)
@handled
@reading
def verify_command(
    *,
    intake: "Intake",
    records: Annotated[
        list[str],
        typer.Argument(metavar="DATENSÄTZE", help=say("JSON Lines, JSON, Ausgabe von „anfrage batch“, „-“ für die Standardeingabe.")),
    ],
    roots: Annotated[
        list[Path], typer.Option("--root", metavar="ORDNER", help=say("Wo die Dokumente liegen: Ordner oder Archiv; mehrfach möglich."))
    ],
    as_json: Annotated[bool, typer.Option("--json", help=say("Ein JSON-Objekt je Datensatz."))] = False,
    differing: Annotated[bool, typer.Option("--differing", help=say("Nur nennen, was nicht gleich ist."))] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help=say("Auch die Werte zeigen, die sich unterscheiden."))] = False,
    convention: Annotated[
        str | None,
        typer.Option(
            "--convention", metavar="DATEI", help=say("Die TOML-Datei einer Konvention, die Datensätze nennen und die nicht eingebaut ist.")
        ),
    ] = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `verify.verify`."""
    from anfrage_parser.cli.work.verify import VerifyArguments, verify

    raise typer.Exit(verify(records, VerifyArguments(roots, as_json, differing, verbose, convention, corrections), intake))
