"""Declaration of `anfrage export`."""

from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.options import (
    BaseUrlOption,
    BodyUrlOption,
    ConventionOption,
    CorrectionsOption,
    ForceOption,
    InputsArgument,
    PresetOption,
    format_option,
    output_option,
    wanted_format,
)
from anfrage_parser.cli.root import app
from anfrage_parser.cli.selection import selecting
from anfrage_parser.cli.streams import handled
from anfrage_parser.cli.takes import EVERYTHING
from anfrage_parser.messages import say, spoken

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake
    from anfrage_parser.cli.selection import Selection


@app.command(
    "export",
    takes=EVERYTHING,
    short_help=say("In andere Formate umwandeln: Excel (xlsx), csv, sqlite …"),
    help=say(
        """Datensätze in die Formate anderer Programme umwandeln: csv, parquet, xlsx, sqlite, jsonl, oparl, akn, markdown.

        Eingaben sind JSON Lines, JSON, der Ordner oder die .sqlite-Datei eines „anfrage batch“, oder die Dokumente selbst. Was
        eine Tabellenkalkulation für eine Formel hielte, bekommt in CSV ein Hochkomma vorangestellt (mit --raw nicht); in xlsx ist
        jede Zelle Text, Zahl oder Datum. sqlite braucht eine Datei als Ziel, oparl eine --base-url: Adressen werden nicht
        erfunden. Als Zeitpunkt der Ausgabe gilt die Umgebungsvariable SOURCE_DATE_EPOCH, sonst steht immer derselbe Tag darin.
        Weitere Formate bringen Erweiterungen („anfrage plugins“).
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage export brief.pdf -o anfragen.xlsx
          anfrage export briefe --since 2023 --until 2023 -o anfragen.xlsx
          anfrage export anfragen.sqlite -o fragen.csv
          anfrage export anfragen.sqlite -o fragen.parquet
          anfrage export anfragen.jsonl -o anfragen.sqlite
          anfrage export ergebnis --format csv --preset rfc4180 -o - | mlr --c2j cat
          anfrage export brief.pdf --format markdown -o -
          anfrage export anfragen.sqlite --format oparl --base-url https://example.org
          anfrage export brief.pdf -o brief.xml
        """
    ),
)
@handled
@reading
@selecting
def export_command(
    *,
    intake: "Intake",
    selection: "Selection",
    inputs: InputsArgument,
    output: Annotated[str, output_option("DATEI|-", more=say("„-“ ist die Standardausgabe."))] = "-",
    to: Annotated[
        str | None, format_option("FORMAT", more=say("csv, parquet, xlsx, sqlite, jsonl, oparl, akn, markdown (sonst: die Endung)."))
    ] = None,
    rows: Annotated[
        str,
        typer.Option(
            "--rows", metavar="questions|inquiries|answers", help=say("csv, parquet: eine Zeile je Frage, je Anfrage oder je Antwort.")
        ),
    ] = "questions",
    preset: PresetOption = "excel-de",
    raw: Annotated[bool, typer.Option("--raw", help=say("csv: Formeln nicht entschärfen."))] = False,
    base_url: BaseUrlOption = None,
    body_url: BodyUrlOption = None,
    datapackage: Annotated[
        bool, typer.Option("--datapackage", help=say("csv, parquet: daneben datapackage.json, die Beschreibung der Spalten."))
    ] = False,
    force: ForceOption = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `export.export`."""
    from anfrage_parser.cli.work.export import ExportArguments, export

    arguments = ExportArguments(
        wanted_format(to, output),
        output,
        rows,
        preset,
        spoken().people,
        raw,
        force,
        convention,
        corrections,
        base_url,
        body_url,
        selection,
        datapackage,
    )
    raise typer.Exit(export(inputs, arguments, intake))
