"""Declaration of `anfrage correct`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.options import ConventionOption, CorrectionsOption, ForceOption
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.cli.takes import DOCUMENTS
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "correct",
    takes=DOCUMENTS,
    short_help=say("Werte von Hand korrigieren: Datum setzen, Frage einfügen …"),
    help=say(
        """Werte eines Datensatzes von Hand korrigieren, so dass die Korrektur bei jedem neuen Lesen gilt.

        Die Korrekturen stehen neben dem Dokument (brief.pdf.anfrage.toml) oder mit --corrections in einem Ordner, unter der
        Prüfsumme des Inhalts. „parse“ wendet sie an und vermerkt es; passt eine nicht mehr, gibt es einen Hinweis. Ohne --set,
        --insert und --remove wird gezeigt, was bisher korrigiert ist. Felder heißen wie auf den Blättern und im Datensatz (datum
        oder date), gezählt wird ab 0.

        --import übernimmt, was auf der Seite von „anfrage review“ korrigiert und gespeichert wurde; statt der Datei wird dann der
        Ordner mit den Dokumenten angegeben (sonst gilt der aktuelle Ordner).
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage correct brief.pdf --set datum=29.09.2024 --set fraktion=SPD,CDU
          anfrage correct brief.pdf --set "fragen[2]=Was kostet der Umbau?"
          anfrage correct brief.pdf --insert "fragen[3]=Wann beginnt er?"
          anfrage correct brief.pdf --remove "fragen[4]" --remove sitzung
          anfrage correct --import korrekturen.json briefe/
        """
    ),
)
@handled
@reading
def correct_command(
    *,
    intake: "Intake",
    files: Annotated[
        list[str] | None, typer.Argument(metavar="DATEI", help=say("Das Dokument; mit --import der Ordner der Dokumente."))
    ] = None,
    values: Annotated[list[str] | None, typer.Option("--set", metavar="FELD=WERT", help=say("Einen Wert setzen."))] = None,
    inserted: Annotated[list[str] | None, typer.Option("--insert", metavar="FELD=WERT", help=say("Einen Eintrag einfügen."))] = None,
    removed: Annotated[list[str] | None, typer.Option("--remove", metavar="FELD", help=say("Wert oder Eintrag entfernen."))] = None,
    imported: Annotated[
        Path | None, typer.Option("--import", metavar="DATEI", help=say("Die auf der Prüfseite gespeicherten Korrekturen übernehmen."))
    ] = None,
    checked: Annotated[
        bool | None, typer.Option("--checked/--unchecked", help=say("Das Dokument als geprüft vermerken, oder den Vermerk entfernen."))
    ] = None,
    part: Annotated[
        int, typer.Option("--part", min=1, metavar="N", help=say("Welche Anfrage des Dokuments gemeint ist (1: die erste)."))
    ] = 1,
    force: ForceOption = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `correct.correct`."""
    from anfrage_parser.cli.single import on_one_file, only_document
    from anfrage_parser.cli.work.correct import Changes, correct, take_over

    changes = Changes(part, values or [], inserted or [], removed or [], checked)
    if imported is not None:
        root = Path(next(iter(files or ["."])))
        raise typer.Exit(on_one_file(str(imported), lambda: take_over(imported, root, changes, force, convention, intake, corrections)))
    if not files:
        raise typer.BadParameter(say("es ist kein Dokument angegeben"), param_hint="DATEI")
    file = only_document(files)
    raise typer.Exit(on_one_file(file, lambda: correct(file, changes, force, convention, intake, corrections)))
