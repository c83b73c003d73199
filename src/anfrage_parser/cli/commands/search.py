"""Declaration of `anfrage search`."""

from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say

if TYPE_CHECKING:
    pass


@app.command(
    "search",
    help=say(
        """Volltextsuche in der Datenbank eines „anfrage batch“: welche Anfragen, und darin welche Fragen.

        Mehrere Wörter müssen alle vorkommen (AND, UND); OR (ODER), NOT (NICHT, -Wort), Klammern, "in dieser Folge", Radw* und
        NEAR(Radweg Brücke, 5) gehen auch, ebenso titel:, vorbemerkung:, fragen: und begründung: vor einem Wort. Groß- und
        Kleinschreibung, Akzente und Umlaute spielen keine Rolle (Muller findet Müller), ebenso wenig ss oder ß, ue oder ü. Die
        besten Treffer stehen zuerst.

        Gesucht wird in Titel, Vorbemerkung, Fragen, Antworten und Begründung. Eine Nummer, wie sie gedruckt ist (1424/2024),
        findet zuerst die Anfrage mit dieser Nummer.

        --like DATEI sucht statt nach Wörtern nach Anfragen, in denen es um dasselbe geht wie in diesem Brief: die ähnlichsten
        zuerst, jede mit den Wörtern, die in beiden vorkommen, und mit ihrer Antwort. Was bis auf wenige Wörter dasselbe fragt,
        heißt Kopie.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage search anfragen.sqlite "Radweg AND Mombach"
          anfrage search anfragen.sqlite 'Schule NOT "Grundschule Am Anger"' --party Grüne --since 2024
          anfrage search anfragen.sqlite 1424/2024
          anfrage search anfragen.sqlite "Radweg AND Kosten" --in antworten
          anfrage search anfragen.sqlite "titel:Haushalt*" --json | jq -r .document
          anfrage search anfragen.sqlite --like brief.pdf
        """
    ),
)
@handled
def search_command(
    archive: Annotated[
        str, typer.Argument(metavar="ARCHIV.sqlite", help=say("Die Datenbank; während ein Lauf hineinschreibt, geht es auch."))
    ],
    query: Annotated[str | None, typer.Argument(metavar="SUCHE", help=say("Wonach gesucht wird."))] = None,
    like: Annotated[
        str | None,
        typer.Option(
            "--like", metavar="DATEI", help=say("Statt SUCHE: ein Brief, ein Datensatz, „-“ oder der Name eines Dokuments im Archiv.")
        ),
    ] = None,
    party: Annotated[str | None, typer.Option("--party", metavar="NAME", help=say("Nur Anfragen dieser Fraktion."))] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="TAG", help=say("Ab diesem Tag, Monat oder Jahr: 03.05.2024, 05.2024 oder 2024."))
    ] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="TAG", help=say("Bis zu diesem Tag, Monat oder Jahr: 12.2024."))] = None,
    within: Annotated[
        str | None, typer.Option("--in", metavar="questions|answers", help=say("Nur in Fragen oder nur in Antworten (fragen, antworten)."))
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, metavar="N", help=say("Höchstens so viele Anfragen."))] = 20,
    as_json: Annotated[bool, typer.Option("--json", help=say("JSON Lines: ein Objekt je Anfrage."))] = False,
) -> None:
    """Run `search.search`."""
    from anfrage_parser.cli.work.search import Filters, search

    filters = Filters(party, since, until, within)
    if (query is None) == (like is None):
        cause = say("es ist nicht angegeben, wonach gesucht wird") if query is None else say("SUCHE und --like schließen einander aus")
        raise UsageError(cause, say("entweder eine SUCHE oder --like DATEI angeben"))
    if like is not None:
        if within is not None:
            raise UsageError(say("--in und --like schließen einander aus"), say("eines davon weglassen"))
        from anfrage_parser.cli.work.like import like as search_like

        raise typer.Exit(search_like(archive, like, filters, limit, as_json))
    assert query is not None
    raise typer.Exit(search(archive, query, filters, limit, as_json))
