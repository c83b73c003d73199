"""Declaration of `anfrage stats`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.options import (
    ConventionOption,
    CorrectionsOption,
    DeadlineOption,
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
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake
    from anfrage_parser.cli.selection import Selection


@app.command(
    "stats",
    takes=EVERYTHING,
    short_help=say("Anfragen zählen, je Fraktion, Jahr …; offene und ihre Fristen."),
    help=say(
        """Anfragen zählen oder auflisten: nach Fraktion, Jahr, Monat, Gremium, Ort, Körperschaft, Amt oder Zahl der Fragen; mit
        Fristen.

        Eingaben sind JSON Lines, JSON, der Ordner oder die .sqlite-Datei eines „anfrage batch“, oder die Dokumente selbst. Eine
        gemeinsame Anfrage zählt bei jeder ihrer Fraktionen einmal und in der Summe einmal. Was fehlt, steht in einer Zeile „ohne
        …“; geraten wird nichts. Antworten zählen nicht mit; --only answers zählt nur sie.

        Zwei Felder werden zu Zeilen und Spalten, jede Zelle nach ihrer Zahl getönt: am Bildschirm, in .html und .xlsx; mit einer
        Frist und in .csv und .json hat jedes Paar eine Zeile.

        --open listet auf, was noch keine Antwort hat, --list alles: Fragesteller, Eingang, Betreff, zuständiges Amt, Stand,
        Frist, Tag der Antwort. Beantwortet ist eine Anfrage, die ihre Antwort selbst enthält oder zu der eine Antwort unter den
        Eingaben ist (siehe „anfrage link“).

        Eine Frist gilt, wie sie im Dokument steht; sonst nach --deadline, gerechnet ab Eingang oder Datum der Anfrage: 6w sind 42
        Tage, 3m drei Monate, 10wd zehn Arbeitstage. 10wd@NW rechnet mit den Feiertagen von Nordrhein-Westfalen, und 6w@NW endet
        am nächsten Arbeitstag.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage stats anfragen.sqlite --by fraktion
          anfrage stats anfragen.sqlite --by fraktion,jahr -o statistik.xlsx
          anfrage stats anfragen.sqlite --open --deadline 10wd@NW -o offen.xlsx
          anfrage stats anfragen.jsonl --by fraktion --deadline 6w --due fristen.csv
          anfrage stats anfragen.sqlite --by monat --deadline 6w -o statistik.html
        """
    ),
)
@handled
@reading
@selecting
def stats_command(
    *,
    intake: "Intake",
    selection: "Selection",
    inputs: InputsArgument,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="FELDER",
            help=say("fraktion, jahr, monat, gremium, ort, körperschaft, amt oder fragen; auch zwei: fraktion,jahr."),
        ),
    ] = "party",
    deadline: DeadlineOption = None,
    today: Annotated[
        str | None, typer.Option("--today", metavar="TAG", help=say("Stichtag für die Fristen (sonst heute): 29.09.2024."))
    ] = None,
    only_open: Annotated[
        bool, typer.Option("--open", help=say("Statt Zahlen: die Liste der Anfragen, die noch keine Antwort haben."))
    ] = False,
    listed: Annotated[bool, typer.Option("--list", help=say("Statt Zahlen: die Liste aller Anfragen, auch der beantworteten."))] = False,
    due: Annotated[
        Path | None, typer.Option("--due", metavar="DATEI", help=say("Dazu diese Liste in einer Datei (.csv, .xlsx, .html, .ics)."))
    ] = None,
    to: Annotated[
        str | None,
        format_option("FORMAT", more=say("table, csv, json, html oder xlsx, Listen auch ics (sonst nach der Endung, sonst table).")),
    ] = None,
    output: Annotated[str, output_option("DATEI|-", more=say("„-“ ist die Standardausgabe."))] = "-",
    preset: PresetOption = "excel-de",
    force: ForceOption = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `stats.stats`."""
    from anfrage_parser.cli.settings import typed
    from anfrage_parser.cli.work.stats import StatsArguments, stats

    deadline = deadline if typed("deadline") or selection.only != "answers" else None  # answers have none
    to = wanted_format(to, output)
    arguments = StatsArguments(by, deadline, today, due, listed, only_open, to, output, preset, force, convention, corrections, selection)
    raise typer.Exit(stats(inputs, arguments, intake))
