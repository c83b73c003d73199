"""Declaration of `anfrage correct`."""

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
    "correct",
    help=say(
        """Werte eines Datensatzes von Hand berichtigen, so dass es bei jedem neuen Lesen dabei bleibt.

        Die Korrekturen stehen neben dem Dokument (brief.pdf.anfrage.toml) oder mit --corrections in einem Ordner, unter der
        Prüfsumme des Inhalts. „parse“ wendet sie an und vermerkt es; passt eine nicht mehr, ist das ein Hinweis. Ohne --set,
        --insert und --remove wird gezeigt, was bisher berichtigt ist. Felder heißen wie im Datensatz, gezählt wird ab 0.

        --import übernimmt, was in der Seite von „anfrage review“ berichtigt und gespeichert wurde; statt der Datei wird dann der
        Ordner mit den Dokumenten angegeben (sonst der, in dem man ist).
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage correct brief.pdf --set date=2024-09-29 --set parties=SPD,CDU
          anfrage correct brief.pdf --set "questions[2]=Was kostet der Umbau?"
          anfrage correct brief.pdf --insert "questions[3]=Wann beginnt er?"
          anfrage correct brief.pdf --remove "questions[4]" --remove session_date
          anfrage correct --import korrekturen.json briefe/
        """
    ),
)
@handled
@reading
def correct_command(
    *,
    intake: "Intake",
    file: Annotated[str | None, typer.Argument(metavar="DATEI", help=say("Das Dokument; mit --import der Ordner der Dokumente."))] = None,
    values: Annotated[list[str] | None, typer.Option("--set", metavar="FELD=WERT", help=say("Einen Wert setzen."))] = None,
    inserted: Annotated[list[str] | None, typer.Option("--insert", metavar="FELD=WERT", help=say("Einen Eintrag einfügen."))] = None,
    removed: Annotated[list[str] | None, typer.Option("--remove", metavar="FELD", help=say("Wert oder Eintrag wegnehmen."))] = None,
    imported: Annotated[
        Path | None, typer.Option("--import", metavar="DATEI", help=say("Die in der Durchsichtseite gespeicherten Korrekturen übernehmen."))
    ] = None,
    checked: Annotated[
        bool | None, typer.Option("--checked/--unchecked", help=say("Das Dokument als geprüft vermerken, oder den Vermerk wegnehmen."))
    ] = None,
    part: Annotated[int, typer.Option("--part", min=1, metavar="N", help=say("Die wievielte Anfrage des Dokuments."))] = 1,
    force: Annotated[bool, typer.Option("--force", help=say("Korrekturen eines früheren Inhalts ersetzen."))] = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `correct.correct`."""
    from anfrage_parser.cli.single import on_one_file
    from anfrage_parser.cli.work.correct import Changes, correct, take_over

    changes = Changes(part, values or [], inserted or [], removed or [], checked)
    if imported is not None:
        root = Path(file or ".")
        raise typer.Exit(on_one_file(str(imported), lambda: take_over(imported, root, changes, force, convention, intake, corrections)))
    if file is None:
        raise typer.BadParameter(say("es fehlt das Dokument"), param_hint="DATEI")
    raise typer.Exit(on_one_file(file, lambda: correct(file, changes, force, convention, intake, corrections)))
