"""Declaration of `anfrage draft`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.options import ConventionOption, CorrectionsOption, ForceOption, format_option, output_option, wanted_format
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.cli.takes import EVERYTHING
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "draft",
    takes=EVERYTHING,
    short_help=say("Das Antwortschreiben beginnen, mit Kopf und allen Fragen."),
    help=say(
        """Den Entwurf einer Antwort schreiben: Kopf, alle Fragen, darunter je „Zu Frage 1:“ und Platz für die Antwort.

        Als .docx nach der eingebauten oder einer eigenen Vorlage (--template), als .md ohne Zusatzpaket. Eingaben sind Dokumente,
        JSON Lines, JSON, der Ordner oder die .sqlite-Datei eines „anfrage batch“; eine von mehreren Anfragen wählt #:
        archiv.sqlite#brief.pdf, brief.pdf#2. Ist das Ziel ein Ordner, bekommt jede Anfrage ihren Entwurf.
        Vorlagen werden in einem abgeschotteten Prozess ausgefüllt. Was sie nennen können, steht in docs/draft.md.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage draft brief.pdf -o antwort.docx
          anfrage draft --new-template -o vorlage.docx
          anfrage draft brief.pdf -o antwort.docx --template vorlage.docx
          anfrage draft archiv.sqlite#brief.pdf -o antwort.docx
          anfrage draft anfragen.jsonl -o entwuerfe/
          anfrage draft brief.pdf --format md -o -
        """
    ),
)
@handled
@reading
def draft_command(
    *,
    intake: "Intake",
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="EINGABE", help=say("Dateien, Ordner, Muster wie *.pdf, Datensätze, Datenbanken; „-“: Standardeingabe.")),
    ] = None,
    output: Annotated[str, output_option("DATEI|ORDNER|-", more=say("Ein Ordner bekommt je Anfrage eine Datei."))],
    to: Annotated[str | None, format_option("docx|md", more=say("Word oder Markdown (sonst: die Endung)."))] = None,
    template: Annotated[
        Path | None, typer.Option("--template", metavar="DATEI", help=say("Diese Word-Vorlage (.docx, .dotx) ausfüllen."))
    ] = None,
    new_template: Annotated[
        bool, typer.Option("--new-template", help=say("Die eingebaute Vorlage schreiben, um sie in Word zu ändern."))
    ] = False,
    force: ForceOption = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `draft.draft`."""
    from anfrage_parser.cli.work.draft import DraftArguments, draft

    raise typer.Exit(
        draft(
            inputs or [], DraftArguments(wanted_format(to, output), output, template, new_template, force, convention, corrections), intake
        )
    )
