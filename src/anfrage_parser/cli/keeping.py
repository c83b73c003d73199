"""Commands for whoever keeps documents and records for long; each hands over to one function that does the work."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.root import ConventionOption, CorrectionsOption, app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "verify",
    help=say(
        """Prüfen, ob Datensätze noch sind, was ihre Dokumente ergeben: jeder wird aus den Bytes der Datei neu hergeleitet.

        Gesucht wird die Datei unter --root: nach ihrem Namen, sonst nach ihrem Inhalt, auch in zip- und tar-Archiven. Gelesen wird
        sie mit dem Lesewerk und der Konvention, die der Datensatz nennt; Korrekturen gelten wie bei „parse“. Zu jedem Datensatz
        steht da, ob er gleich ist oder was sich warum geändert hat: der Inhalt der Datei, die Fassung des Programms, die
        Korrekturen, oder der Datensatz selbst von Hand.

        Ergebnis 0: alle gleich, 3: Unterschiede, 4: eine Datei fehlt oder ist nicht lesbar (auch neben Unterschieden).
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
        list[Path], typer.Option("--root", metavar="ORDNER", help=say("Wo die Dokumente liegen: Ordner oder Archiv; auch mehrmals."))
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
    """Hand over to `verify.verify`."""
    from anfrage_parser.cli.verify import Wishes, verify

    raise typer.Exit(verify(records, Wishes(roots, as_json, differing, verbose, convention, corrections), intake))


@app.command(
    "rename",
    help=say(
        """Dateien nach ihrem Datensatz benennen, etwa „2024-09-29_1424-2024_FDP_Digitalisierung.pdf“.

        Ohne --apply wird nur gezeigt, was geschähe. Das Muster nennt Felder in geschweiften Klammern, {title:40} mit höchstens
        40 Zeichen. Was ein Dateisystem nicht nimmt, wird ersetzt, zu lange Namen werden gekürzt; gleiche bekommen eine Nummer,
        keine Datei wird überschrieben. Endung und Ordner bleiben, die Korrekturen daneben gehen mit. Dateien, die keinen
        Datensatz ergeben, behalten ihren Namen.

        Vor der ersten Umbenennung entsteht eine Datei, mit der --undo alles zurücknimmt.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage rename "{date}_{number}_{party}_{title}" *.pdf
          anfrage rename "{date}_{party}_{title:60}" *.pdf --apply
          anfrage rename --undo umbenennung-20240929-101500.anfrage-undo.json

        Felder: {date} {year} {number} {party} {title} {paper_type} {body} {place} {received} {committee} {session_date}
        {agenda_item} {addressee} {sha256}
        """
    ),
)
@handled
@reading
def rename_command(
    *,
    intake: "Intake",
    words: Annotated[list[str] | None, typer.Argument(metavar="MUSTER DATEI…", help=say("Muster des Namens, dann die Dateien."))] = None,
    apply: Annotated[bool, typer.Option("--apply", "--yes", help=say("Ausführen, nicht nur zeigen."))] = False,
    undo: Annotated[Path | None, typer.Option("--undo", metavar="DATEI", help=say("Eine Umbenennung zurücknehmen."))] = None,
    undo_file: Annotated[
        Path | None, typer.Option("--undo-file", metavar="DATEI", help=say("Wohin, was sie zurücknimmt (sonst in diesen Ordner)."))
    ] = None,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Hand over to `rename.rename`."""
    from anfrage_parser.cli.rename import Wishes, rename

    raise typer.Exit(rename(words or [], Wishes(apply, undo, undo_file, convention, corrections), intake))
