"""Declaration of `anfrage export`."""

from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.root import ConventionOption, CorrectionsOption, app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say, spoken

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "export",
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
          anfrage export anfragen.sqlite -o fragen.csv
          anfrage export anfragen.sqlite -o fragen.parquet
          anfrage export anfragen.jsonl -o anfragen.sqlite
          anfrage export ergebnis --to csv --preset rfc4180 --rows inquiries -o - | mlr --icsv --ojson cat
          anfrage export brief.pdf --to markdown -o -
          anfrage export anfragen.sqlite --to oparl --base-url https://ratsinfo.example.org/oparl -o anfragen-oparl.jsonl
          anfrage export brief.pdf -o brief.xml
        """
    ),
)
@handled
@reading
def export_command(
    *,
    intake: "Intake",
    inputs: Annotated[list[str], typer.Argument(metavar="EINGABE", help=say("Datensätze oder Dokumente, „-“ für die Standardeingabe."))],
    output: Annotated[str, typer.Option("-o", "--output", metavar="DATEI|-", help=say("Wohin; „-“ ist die Standardausgabe."))],
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help=say("csv, parquet, xlsx, sqlite, jsonl, oparl, akn, markdown (sonst: die Endung).")),
    ] = None,
    rows: Annotated[
        str,
        typer.Option(
            "--rows", metavar="questions|inquiries|answers", help=say("csv, parquet: eine Zeile je Frage, je Anfrage oder je Antwort.")
        ),
    ] = "questions",
    preset: Annotated[
        str, typer.Option("--preset", metavar="excel-de|rfc4180", help=say("csv: für deutsches Excel oder für Programme."))
    ] = "excel-de",
    raw: Annotated[bool, typer.Option("--raw", help=say("csv: Formeln nicht entschärfen."))] = False,
    base_url: Annotated[
        str | None, typer.Option("--base-url", metavar="URL", help=say("oparl, akn: Anfang der Adressen aller Objekte."))
    ] = None,
    body_url: Annotated[
        str | None, typer.Option("--body-url", metavar="URL", help=say("oparl: die Körperschaft, zu der alle Anfragen gehören."))
    ] = None,
    datapackage: Annotated[
        bool, typer.Option("--datapackage", help=say("csv, parquet: daneben datapackage.json, die Beschreibung der Spalten."))
    ] = False,
    force: Annotated[bool, typer.Option("--force", help=say("Eine vorhandene Datei ersetzen."))] = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `export.export`."""
    from anfrage_parser.cli.work.export import ExportArguments, export

    arguments = ExportArguments(
        to, output, rows, preset, spoken().people, raw, force, convention, corrections, base_url, body_url, datapackage
    )
    raise typer.Exit(export(inputs, arguments, intake))
