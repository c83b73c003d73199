"""Commands that turn documents into data, and those about how; each hands over to one function that does the work."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.root import ConventionOption, CorrectionsOption, app
from anfrage_parser.cli.streams import handled, write
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "parse",
    help=say(
        """Anfragen lesen und als JSON ausgeben.

        „-“ ist die Standardeingabe. Eine Eingabe gibt ein JSON-Objekt (mehrere Anfragen in ihr eine Liste), mehrere Eingaben
        geben JSON Lines, ein Objekt je Zeile, in der Reihenfolge der Eingaben. Eine fehlerhafte Eingabe hält die anderen nicht
        auf: sie wird auf der Fehlerausgabe genannt und steht mit ihrer Ursache in den JSON Lines.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage parse brief.pdf
          anfrage parse --require number,date,party *.pdf > anfragen.jsonl
          anfrage parse - < brief.txt
          anfrage parse --reader pdfplumber brief.pdf
          anfrage parse brief.pdf | jq '.questions | length'
        """
    ),
)
@handled
@reading
def parse_command(
    *,
    intake: "Intake",
    files: Annotated[list[str], typer.Argument(metavar="DATEI", help=say("Dokumente, „-“ für die Standardeingabe."))],
    output: Annotated[
        str | None, typer.Option("--format", metavar="json|jsonl", help=say("json: eingerückt; jsonl: ein Objekt je Zeile."))
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help=say("Warnungen gelten als Fehler (Ergebnis 3)."))] = False,
    require: Annotated[
        str, typer.Option("--require", metavar="FELDER", help=say("Felder, die nicht fehlen dürfen: number,date,party."))
    ] = "",
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help=say("Zu jedem Wert angeben, wo er im Dokument steht (Zeichen, Zeile, Seite, Rechteck)."))
    ] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help=say("Nichts auf der Fehlerausgabe."))] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help=say("Alle Hinweise auf der Fehlerausgabe."))] = False,
) -> None:
    """Hand the options to `parse.run`."""
    from anfrage_parser.cli.parse import Wishes, run

    raise typer.Exit(run(files, Wishes(output, strict, require, convention, corrections, evidence, quiet, verbose), intake))


@app.command("text", help=say("Den gelesenen Text genau so ausgeben, wie die Stellenangaben ihn zählen."))
@handled
@reading
def text_command(
    *,
    intake: "Intake",
    file: Annotated[str, typer.Argument(metavar="DATEI", help=say("Dokument, „-“ für die Standardeingabe."))],
) -> None:
    """Write the text as read, nothing added."""
    from anfrage_parser.cli.single import on_one_file

    raise typer.Exit(on_one_file(file, lambda: write(intake.read(file).text.encode("utf-8"))))


@app.command(
    "explain",
    help=say(
        """Zeile für Zeile zeigen, was jede sein könnte und wozu sie wurde.

        So findet sich, warum ein Wert fehlt oder falsch ist. Auf einem Terminal als Tabelle in Farbe, in einer Pipe durch
        Tabulatoren getrennt.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage explain brief.pdf
          anfrage explain brief.pdf | grep unassigned
        """
    ),
)
@handled
@reading
def explain_command(
    *,
    intake: "Intake",
    file: Annotated[str, typer.Argument(metavar="DATEI", help=say("Dokument, „-“ für die Standardeingabe."))],
    convention: ConventionOption = None,
) -> None:
    """Print the label table."""
    from anfrage_parser.cli.explain import explain
    from anfrage_parser.cli.single import on_one_file

    raise typer.Exit(on_one_file(file, lambda: explain(file, convention, intake)))


@app.command(
    "conventions",
    help=say(
        """Die Konventionen der Städte: auflisten, eine zeigen, aus Beispielen eine neue entwerfen.

        Ohne Angabe die Liste. Mit einem Namen der Wortlaut dieser Konvention. Mit „new“ und Dateien ein Entwurf, der in
        Kommentaren zeigt, was jede Regel gefunden hat und was übrig blieb; „--convention stadt.toml“ liest ihn dann.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage conventions
          anfrage conventions mainz
          anfrage conventions new brief1.pdf brief2.pdf > stadt.toml
          anfrage parse --convention stadt.toml brief3.pdf
        """
    ),
)
@handled
@reading
def conventions_command(
    *,
    intake: "Intake",
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME | new DATEI…]", help=say("Name einer Konvention, oder „new“ und Beispiele."))
    ] = None,
) -> None:
    """Hand over to `conventions.conventions`."""
    from anfrage_parser.cli.conventions import conventions

    raise typer.Exit(conventions(words or [], intake))


@app.command(
    "schema",
    help=say(
        """Die Felder des Datensatzes: als JSON Schema (2020-12) für Programme oder als Markdown-Tabellen zum Lesen.

        Was sich an ihnen ändern darf, steht in docs/schema.md.
        """
    ),
)
@handled
def schema_command(
    output: Annotated[
        str, typer.Option("--format", metavar="json-schema|markdown", help=say("JSON Schema, oder Tabellen zum Lesen."))
    ] = "json-schema",
) -> None:
    """Hand over to `schema.schema`."""
    from anfrage_parser.cli.schema import schema

    schema(output)


@app.command(
    "check",
    help=say(
        """Beispiele mit den erwarteten Datensätzen daneben vergleichen (brief.txt ↔ brief.txt.json) und den Unterschied zeigen.

        Ergebnis 0, wenn alle gleich sind, sonst 3.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage check samples
          anfrage check --update samples
        """
    ),
)
@handled
@reading
def check_command(
    *,
    intake: "Intake",
    folder: Annotated[Path, typer.Argument(metavar="ORDNER", help=say("Ordner mit Beispielen."))],
    update: Annotated[bool, typer.Option("--update", help=say("Die erwarteten Datensätze neu schreiben."))] = False,
) -> None:
    """Compare samples with their golden records."""
    from anfrage_parser.cli.check import check

    raise typer.Exit(check(folder, update, intake))
