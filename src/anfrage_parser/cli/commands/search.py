"""Declaration of `anfrage search`."""

from typing import TYPE_CHECKING, Annotated

import typer

from anfrage_parser.cli.limits import reading
from anfrage_parser.cli.options import (
    ConventionOption,
    CorrectionsOption,
    JsonOption,
    PartyOption,
    SinceOption,
    UntilOption,
    format_option,
    jsonl_wanted,
)
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.cli.takes import EVERYTHING
from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@app.command(
    "search",
    takes=EVERYTHING,
    short_help=say("Anfragen suchen: nach Wörtern, oder die einem Brief ähneln."),
    help=say(
        """Volltextsuche: welche Anfragen, und darin welche Fragen. Schnell ist sie in der Datenbank eines „anfrage batch“.

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
          anfrage search anfragen.sqlite "Radweg AND Mombach" --since 2024
          anfrage search anfragen.sqlite 'Schule NOT "Am Anger"' --party Grüne
          anfrage search anfragen.sqlite 1424/2024
          anfrage search anfragen.sqlite "Radweg AND Kosten" --in antworten
          anfrage search anfragen.sqlite "titel:Rad*" --format jsonl | jq .document
          anfrage search anfragen.sqlite --like brief.pdf
        """
    ),
)
@handled
@reading
def search_command(
    *,
    intake: "Intake",
    words: Annotated[
        list[str],
        typer.Argument(metavar="EINGABE… SUCHE", help=say("Wo gesucht wird: Datenbank, Ordner, Dateien; dann, was vorkommen soll.")),
    ],
    like: Annotated[
        str | None,
        typer.Option(
            "--like", metavar="DATEI", help=say("Statt SUCHE: ein Brief, ein Datensatz, „-“ oder der Name eines Dokuments im Archiv.")
        ),
    ] = None,
    party: PartyOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    within: Annotated[
        str | None, typer.Option("--in", metavar="questions|answers", help=say("Nur in Fragen oder nur in Antworten (fragen, antworten)."))
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, metavar="N", help=say("Höchstens so viele Anfragen."))] = 20,
    to: Annotated[str, format_option("text|jsonl", more=say("Zeilen für Menschen, oder ein JSON-Objekt je Anfrage."))] = "text",
    as_json: JsonOption = False,
    convention: ConventionOption = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Run `search.search`."""
    from anfrage_parser.cli.archives import archive_of
    from anfrage_parser.cli.given import is_there
    from anfrage_parser.cli.work.search import Filters, search

    filters, lines = Filters(party, since, until, within), jsonl_wanted(to, as_json, "text")
    inputs, query = (words, None) if like is not None else (words[:-1], words[-1])
    if not inputs:
        raise UsageError(
            say("es ist nicht angegeben, wonach gesucht wird"), say("erst angeben, wo gesucht wird, dann eine SUCHE oder --like DATEI")
        )
    if like is not None and within is not None:
        raise UsageError(say("--in und --like schließen einander aus"), say("eines davon weglassen"))
    if like is not None and len(inputs) > 1 and not any(char in inputs[-1] for char in "*?[") and not is_there(inputs[-1]):
        raise UsageError(say("SUCHE und --like schließen einander aus"), say("eines davon weglassen"))
    filters.wanted(query, limit) if query is not None else filters.narrowed(limit)  # wrong ones are told before anything is read
    with archive_of(inputs, intake, convention, corrections, linked=like is not None) as archive:
        if query is not None:
            code = search(archive, query, filters, limit, lines)
        else:
            from anfrage_parser.cli.work.like import like as search_like

            code = search_like(archive, str(like), filters, limit, lines, intake, convention, corrections)
    raise typer.Exit(code)
