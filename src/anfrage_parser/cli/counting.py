"""Commands that look at many records at once: how many there are of what, and which of them speak of something."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.root import ConventionOption, CorrectionsOption, app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake

ForceOption = Annotated[bool, typer.Option("--force", help=say("Eine vorhandene Datei ersetzen."))]


@app.command(
    "stats",
    help=say(
        """Anfragen zählen: nach Fraktion, Jahr, Monat, Gremium, Ort, Körperschaft oder Zahl der Fragen, und nach Fristen.

        Eingaben sind JSON Lines, JSON, der Ordner oder die .sqlite-Datei eines „anfrage batch“, oder die Dokumente selbst. Eine
        gemeinsame Anfrage zählt bei jeder ihrer Fraktionen einmal und in der Summe einmal. Was fehlt, steht in einer Zeile
        „ohne …“; geraten wird nichts.

        --deadline zählt vom Datum der Anfrage an (6w: 42 Tage, 30d: 30 Tage, 3m: drei Monate) und sagt, wie viele Fristen am Tag
        --today noch laufen und wie viele verstrichen sind. Als beantwortet gilt, was seine Antwort selbst abdruckt; Antworten in
        anderen Dokumenten kennt der Datensatz nicht. --due schreibt Fälligkeit und Stand jeder Anfrage in eine CSV-Datei.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage stats anfragen.sqlite --by party
          anfrage stats anfragen.sqlite --by party,year --to csv -o fraktionen.csv
          anfrage stats anfragen.jsonl --by party --deadline 6w --due fristen.csv
          anfrage stats anfragen.sqlite --by month --deadline 6w -o statistik.html
        """
    ),
)
@handled
@reading
def stats_command(
    *,
    intake: "Intake",
    inputs: Annotated[list[str], typer.Argument(metavar="EINGABE", help=say("Datensätze oder Dokumente, „-“ für die Standardeingabe."))],
    by: Annotated[
        str,
        typer.Option("--by", metavar="WAS", help=say("party, year, month, committee, place, body oder questions; auch zwei: party,year.")),
    ] = "party",
    deadline: Annotated[str | None, typer.Option("--deadline", metavar="FRIST", help=say("Antwortfrist: 6w, 42d oder 3m."))] = None,
    today: Annotated[
        str | None, typer.Option("--today", metavar="JJJJ-MM-TT", help=say("Der Tag, an dem Fristen betrachtet werden (sonst heute)."))
    ] = None,
    due: Annotated[
        Path | None, typer.Option("--due", metavar="DATEI", help=say("Dazu Fälligkeit und Stand jeder Anfrage, als CSV."))
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="FORMAT", help=say("table, csv, json oder html (sonst nach der Endung, sonst table)."))
    ] = None,
    output: Annotated[str, typer.Option("-o", "--output", metavar="DATEI|-", help=say("Wohin; „-“ ist die Standardausgabe."))] = "-",
    preset: Annotated[
        str, typer.Option("--preset", metavar="excel-de|rfc4180", help=say("csv: für deutsches Excel oder für Programme."))
    ] = "excel-de",
    force: ForceOption = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Hand over to `stats.stats`."""
    from anfrage_parser.cli.stats import Wishes, stats

    raise typer.Exit(stats(inputs, Wishes(by, deadline, today, due, to, output, preset, force, convention, corrections), intake))


@app.command(
    "search",
    help=say(
        """Volltextsuche in der Datenbank eines „anfrage batch“: welche Anfragen, und darin welche Fragen.

        Mehrere Wörter müssen alle vorkommen (AND, UND); OR (ODER), NOT (NICHT, -Wort), Klammern, "in dieser Folge", Radw* und
        NEAR(Radweg Brücke, 5) gehen auch, ebenso titel:, vorbemerkung:, fragen: und begründung: vor einem Wort. Groß und klein,
        Akzente und Umlaute sind gleich (Muller findet Müller), ebenso ss und ß, ue und ü. Die besten Treffer stehen zuerst.

        Gesucht wird in Titel, Vorbemerkung, Fragen, Antworten und Begründung. Eine Nummer, wie sie gedruckt ist (1424/2024),
        findet zuerst die Anfrage, die sie trägt.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage search anfragen.sqlite "Radweg AND Mombach"
          anfrage search anfragen.sqlite 'Schule NOT "Grundschule Am Anger"' --party Grüne --since 2024
          anfrage search anfragen.sqlite 1424/2024
          anfrage search anfragen.sqlite "titel:Haushalt*" --json | jq -r .document
        """
    ),
)
@handled
def search_command(
    archive: Annotated[str, typer.Argument(metavar="ARCHIV.sqlite", help=say("Die Datenbank; ein Lauf darf gerade hineinschreiben."))],
    query: Annotated[str, typer.Argument(metavar="SUCHE", help=say("Was vorkommen soll."))],
    party: Annotated[str | None, typer.Option("--party", metavar="NAME", help=say("Nur Anfragen dieser Fraktion."))] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="TAG", help=say("Ab diesem Tag, Monat oder Jahr: 2024-05-03 oder 03.05.2024."))
    ] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="TAG", help=say("Bis zu diesem Tag, Monat oder Jahr: 2024-12."))] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, metavar="N", help=say("So viele Anfragen höchstens."))] = 20,
    as_json: Annotated[bool, typer.Option("--json", help=say("JSON Lines: je Anfrage ein Objekt."))] = False,
) -> None:
    """Hand over to `search.search`."""
    from anfrage_parser.cli.search import search

    raise typer.Exit(search(archive, query, party, (since, until), limit, as_json))
