"""Declaration of `anfrage rename`."""

from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.options import ApplyOption, ConventionOption, CorrectionsOption, UndoOption
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.cli.takes import FILES
from anfrage_parser.field_names import word_of
from anfrage_parser.fields import PLACEHOLDERS
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "rename",
    takes=FILES,
    short_help=say("Dateien nach Datum, Fraktion, Titel … benennen."),
    help=say(
        """Dateien nach ihrem Inhalt benennen, etwa „2024-09-29_1424-2024_FDP_Digitalisierung.pdf“.

        Ohne --apply wird nur gezeigt, was geschähe. Das Muster nennt Felder in geschweiften Klammern, {titel:40} mit höchstens 40
        Zeichen. Was in Dateinamen nicht erlaubt ist, wird ersetzt, zu lange Namen werden gekürzt; gleiche bekommen eine Nummer,
        keine Datei wird überschrieben. Der Name einer Antwort endet auf „(Antwort)“. Endung und Ordner bleiben, die Korrekturen
        daneben werden mit umbenannt. Dateien, die keinen Datensatz ergeben, behalten ihren Namen.

        Vor der ersten Umbenennung entsteht eine Datei, mit der --undo alles rückgängig macht.
        """
    ),
    epilog=cleandoc(
        say(
            """\b
        Beispiele:
          anfrage rename "{datum}_{nummer}_{fraktion}_{titel}" *.pdf
          anfrage rename "{datum}_{fraktion}_{titel:60}" *.pdf --apply
          anfrage rename --undo umbenennung-20240929-101500.anfrage-undo.json
        """
        )
    )
    + "\n\n"
    + say("Felder:")
    + "".join(f" {{{word_of(key)}}}" for key in PLACEHOLDERS),
)
@handled
@reading
def rename_command(
    *,
    intake: "Intake",
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="MUSTER DATEI…", help=say("Muster des Namens, dann Dateien und Ordner; mit --undo die Datei, die es zurücknimmt.")
        ),
    ] = None,
    apply: ApplyOption = False,
    undo: UndoOption = False,
    undo_file: Annotated[
        Path | None, typer.Option("--undo-file", metavar="DATEI", help=say("Wohin die Datei für --undo soll (sonst in diesen Ordner)."))
    ] = None,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `rename.rename`."""
    from anfrage_parser.cli.work.rename import RenameArguments, rename

    raise typer.Exit(rename(words or [], RenameArguments(apply, undo, undo_file, convention, corrections), intake))
