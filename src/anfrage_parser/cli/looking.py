"""Commands for people who look at records and correct them; each hands over to one function that does the work."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.root import ConventionOption, CorrectionsOption, app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say, spoken

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "show",
    help=say(
        """Eine Anfrage lesbar zeigen: den Kopf als Tabelle, die Fragen in ihren Blöcken, die Hinweise mit der Zeile, um die es geht.

        In Farbe auf einem Terminal (nicht mit NO_COLOR), in einer Pipe schlichter Text von 80 Zeichen Breite.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage show brief.pdf
          anfrage show --full brief.pdf | less
        """
    ),
)
@handled
@reading
def show_command(
    *,
    intake: "Intake",
    file: Annotated[str, typer.Argument(metavar="DATEI", help=say("Dokument, „-“ für die Standardeingabe."))],
    full: Annotated[bool, typer.Option("--full", help=say("Lange Texte ganz zeigen."))] = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Hand over to `show.show`."""
    from anfrage_parser.cli.show import show
    from anfrage_parser.cli.single import on_one_file

    raise typer.Exit(on_one_file(file, lambda: show(file, convention, intake, corrections, full)))


@app.command(
    "inspect",
    help=say("""Seiten eines PDFs als Bilder, auf denen die gefundenen Felder umrahmt und benannt sind."""),
    epilog=say(
        """\b
        Beispiele:
          anfrage inspect brief.pdf -o seite-{page}.png
          anfrage inspect --pages 1 brief.pdf -o kopf.png
        """
    ),
)
@handled
@reading
def inspect_command(
    *,
    intake: "Intake",
    file: Annotated[str, typer.Argument(metavar="DATEI", help=say("PDF-Datei, „-“ für die Standardeingabe."))],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="NAME", help=say("Name der Bilder; „{page}“ darin wird zur Seitenzahl."))
    ],
    pages: Annotated[str | None, typer.Option("--pages", metavar="SEITEN", help=say("Nur diese Seiten: 1,3-5."))] = None,
    force: Annotated[bool, typer.Option("--force", help=say("Vorhandene Bilder ersetzen."))] = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Hand over to `inspect.inspect`."""
    from anfrage_parser.cli.inspect import inspect
    from anfrage_parser.cli.single import on_one_file

    raise typer.Exit(on_one_file(file, lambda: inspect(file, output, pages, force, convention, intake, corrections)))


@app.command(
    "review",
    help=say(
        """Dokumente mit ihren Datensätzen in einer HTML-Seite zum Durchsehen: die zweifelhaften zuerst, Werte und Stellen nebeneinander.

        Die Seite ist eine einzige Datei, braucht kein Netz und kein Programm außer einem Browser. Eingaben sind Dokumente oder
        JSON Lines, die „anfrage parse --evidence“ geschrieben hat; deren Dokumente werden neben ihnen oder unter --root gesucht.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage review *.pdf -o durchsicht.html
          anfrage review --images none anfragen.jsonl --root archiv -o durchsicht.html
        """
    ),
)
@handled
@reading
def review_command(
    *,
    intake: "Intake",
    inputs: Annotated[list[str], typer.Argument(metavar="EINGABE", help=say("Text- oder PDF-Dateien, oder JSON Lines."))],
    output: Annotated[str, typer.Option("-o", "--output", metavar="DATEI", help=say("Name der Seite."))],
    images: Annotated[
        str | None,
        typer.Option(
            "--images",
            metavar="none|doubtful|all",
            help=say("Bilder der PDF-Seiten: keine, nur von zweifelhaften Dokumenten, alle (bis 50 Dokumente ohne Angabe)."),
        ),
    ] = None,
    root: Annotated[Path | None, typer.Option("--root", metavar="ORDNER", help=say("Wo die Dokumente der JSON Lines liegen."))] = None,
    force: Annotated[bool, typer.Option("--force", help=say("Eine vorhandene Seite ersetzen."))] = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Hand over to `review.review`."""
    from anfrage_parser.cli.review import Wishes, review

    raise typer.Exit(review(inputs, Wishes(output, images, spoken().people, root, force, convention, corrections), intake))


@app.command(
    "correct",
    help=say(
        """Werte eines Datensatzes von Hand berichtigen, so dass es bei jedem neuen Lesen dabei bleibt.

        Die Korrekturen stehen neben dem Dokument (brief.pdf.anfrage.toml) oder mit --corrections in einem Ordner, unter der
        Prüfsumme des Inhalts. „parse“ wendet sie an und vermerkt es; passt eine nicht mehr, ist das ein Hinweis. Ohne --set,
        --insert und --remove wird gezeigt, was bisher berichtigt ist. Felder heißen wie im Datensatz, gezählt wird ab 0.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage correct brief.pdf --set date=2024-09-29 --set parties=SPD,CDU
          anfrage correct brief.pdf --set "questions[2]=Was kostet der Umbau?"
          anfrage correct brief.pdf --insert "questions[3]=Wann beginnt er?"
          anfrage correct brief.pdf --remove "questions[4]" --remove session_date
        """
    ),
)
@handled
@reading
def correct_command(
    *,
    intake: "Intake",
    file: Annotated[str, typer.Argument(metavar="DATEI", help=say("Text- oder PDF-Datei."))],
    values: Annotated[list[str] | None, typer.Option("--set", metavar="FELD=WERT", help=say("Einen Wert setzen."))] = None,
    inserted: Annotated[list[str] | None, typer.Option("--insert", metavar="FELD=WERT", help=say("Einen Eintrag einfügen."))] = None,
    removed: Annotated[list[str] | None, typer.Option("--remove", metavar="FELD", help=say("Wert oder Eintrag wegnehmen."))] = None,
    part: Annotated[int, typer.Option("--part", min=1, metavar="N", help=say("Die wievielte Anfrage des Dokuments."))] = 1,
    force: Annotated[bool, typer.Option("--force", help=say("Korrekturen eines früheren Inhalts ersetzen."))] = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Hand over to `correct.correct`."""
    from anfrage_parser.cli.correct import Deeds, correct
    from anfrage_parser.cli.single import on_one_file

    deeds = Deeds(part, values or [], inserted or [], removed or [])
    raise typer.Exit(on_one_file(file, lambda: correct(file, deeds, force, convention, intake, corrections)))
