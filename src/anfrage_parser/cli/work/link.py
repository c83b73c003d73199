"""`anfrage link`: link the inquiries of an archive with their answers, by hand, too."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, Any

from anfrage_parser.batch.sinks.database import DatabaseSink
from anfrage_parser.cli.archives import Archive as GivenArchive
from anfrage_parser.cli.display import safe
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.cli.streams import note, write
from anfrage_parser.errors import UsageError, check_choice
from anfrage_parser.linking import by_hand
from anfrage_parser.linking.archive import Archive, named
from anfrage_parser.linking.pair import Link
from anfrage_parser.messages import counted, later, say
from anfrage_parser.record.json_out import to_line

if TYPE_CHECKING:
    from rich.console import RenderableType

FORMATS = ("table", "jsonl")
SHOWN, ANSWERS_SHOWN = 20, 100
"""Inquiries without an answer, and answers without an inquiry, that the tables list."""

NAMED = 3
"""Papers that a reason names."""

EVIDENCE = {
    "document": later("dieselbe Datei"),
    "number": later("Nummer"),
    "title": later("Titel"),
    "questions": later("Fragen"),
    "day": later("Tag der Anfrage"),
    "item": later("Tagesordnungspunkt"),
    "groups": later("Fraktion"),
    "session": later("Sitzung"),
    "body": later("Körperschaft"),
    "time": later("Zeit"),
    "hand": later("von Hand"),
}
"""Evidence → its name."""


def check(pair: Sequence[str], unpair: Sequence[str], undo: bool, to: str, answers: bool) -> None:
    """Raise `UsageError` for options that don't go together."""
    check_choice("--format", to, FORMATS)
    if answers and to != "jsonl":
        raise UsageError(say("--answers gehört zu --format jsonl"), say("die Tabelle nennt Antworten ohne Anfrage immer"))
    if sum(map(bool, (pair[0], unpair[0], undo))) > 1:
        raise UsageError(say("--pair, --unpair und --undo schließen einander aus"), say("eines nach dem anderen angeben"))


def link(archive: GivenArchive, pair: Sequence[str], unpair: Sequence[str], undo: bool, to: str, answers: bool = False) -> int:
    """Link an archive, after what was decided by hand, and print the result; return the exit code. See `check` for the options."""
    interruptible()
    if any((pair[0], unpair[0], undo)) and not archive.is_given:
        step = say("eine Datenbank angeben, die „anfrage batch“ schrieb")
        raise UsageError(say("--pair, --unpair und --undo merkt sich nur eine Datenbank"), step)
    with closing(DatabaseSink(archive.path)) as sink:
        sink.begin("skip")
        with sink.transaction() as base:
            if undo:
                _undo(base)
            for verb, names in (("pair", pair), ("unpair", unpair)):
                if names[0]:
                    _decide(base, verb, *_resolved(base, *names))
        linked = sink.link()
        sink.finish()
    if to == "jsonl":
        write(b"".join(map(to_line, answer_rows(linked) if answers else rows(linked))))
    else:
        from anfrage_parser.cli.printing import show, width

        show(_view(linked, list(rows(linked))), width())
    return archive.code


def _decide(base: sqlite3.Connection, verb: str, inquiry: by_hand.Key, answer: by_hand.Key) -> None:
    by_hand.record(base, verb, inquiry, answer)
    names = {"inquiry": safe(named(*inquiry)), "answer": safe(named(*answer))}
    done = {
        "pair": later("verknüpft: Anfrage {inquiry}, Antwort {answer}"),
        "unpair": later("getrennt: Anfrage {inquiry}, Antwort {answer}"),
    }
    note(say(done[verb], **names))


def _undo(base: sqlite3.Connection) -> None:
    last = by_hand.undo(base)
    if last is None:
        note(say("von Hand ist nichts verknüpft oder getrennt"))
        return
    names = {"inquiry": safe(named(last.inquiry, last.inquiry_part)), "answer": safe(named(last.answer, last.answer_part))}
    sentence = later("zurückgenommen: {inquiry} und {answer} sind nicht mehr von Hand verknüpft")
    if last.verb == "unpair":
        sentence = later("zurückgenommen: {inquiry} und {answer} sind nicht mehr von Hand getrennt")
    note(say(sentence, **names))


def _resolved(base: sqlite3.Connection, first: str, second: str) -> tuple[by_hand.Key, by_hand.Key]:
    """Return the keys of an inquiry and an answer by their names, in either order; `UsageError` if they are no such two."""
    one, other = papers_named(base, first), papers_named(base, second)
    for inquiries, answers in ((one, other), (other, one)):
        asking = [key for key, kind in inquiries if kind != "answer"]
        answering = [key for key, kind in answers if kind == "answer"] or ([key for key, _ in answers] if inquiries is one else [])
        if len(asking) == len(answering) == 1 and asking != answering:
            if answering[0] not in [key for key, kind in answers if kind == "answer"]:
                note(say("{name} nennt sich selbst nicht Antwort, gilt jetzt aber als eine", name=safe(second)))
            return asking[0], answering[0]
    cause = say("{one} und {other} sind keine Anfrage und eine Antwort", one=safe(first), other=safe(second))
    raise UsageError(cause, say("bei mehreren in einer Datei den Teil angeben: {name}", name="brief.pdf#2"))


def papers_named(base: sqlite3.Connection, name: str) -> list[tuple[by_hand.Key, str]]:
    """Return the papers of that name with their types; `UsageError` if there are none, or several documents of that name."""
    document, _, part = name.rpartition("#")
    for wanted, only in ((name, ""), (document, part)) if part.isdecimal() and document else ((name, ""),):
        found = "SELECT coalesce(duplicate_of, key), key = ? FROM documents WHERE key = ? OR name = ? ORDER BY key = ? DESC"
        rows = base.execute(found, (wanted, wanted, wanted, wanted)).fetchall()
        keys = list(dict.fromkeys(key for key, exact in rows if exact or not rows[0][1]))
        if len(keys) > 1:
            cause = say("mehrere Dokumente heißen {name}", name=safe(name))
            raise UsageError(cause, say("eines davon angeben: {names}", names=", ".join(map(safe, keys[:NAMED]))))
        if keys:
            papers = base.execute("SELECT part, document_type FROM inquiries WHERE document = ? ORDER BY part", (keys[0],)).fetchall()
            if not papers:
                cause = say("{name} wurde weder als Anfrage noch als Antwort gelesen", name=safe(name))
                raise UsageError(cause, say("„anfrage explain“ zeigt, wie das Dokument gelesen wurde"))
            return [((keys[0], at), kind) for at, kind in papers if not only or at == int(only)]
    raise UsageError(say("{name} ist nicht im Archiv", name=safe(name)), say("den Namen angeben, wie ihn „anfrage search“ zeigt"))


def rows(archive: Archive) -> Iterator[dict[str, Any]]:
    """Yield a JSON object for each inquiry."""
    links, again = archive.by_inquiry(), archive.again()
    for place in archive.inquiries():
        found = links.get(place, [])
        answers = [row for row in found if not archive.papers[row.answer].interim]
        answer: str | None = archive.name(answers[0].answer) if answers else None
        by, why = (answers[0].by, _evidence(answers[0].because)) if answers else (None, _alone(archive, place, bool(found)))
        if archive.papers[place].is_both and not answers:
            answer, by, why = archive.name(place), "document", say("das Dokument enthält die Antwort")
        interim = [archive.name(row.answer) for row in found if archive.papers[row.answer].interim]
        repeats: dict[str, list[str]] = {"copies": [], "reminders": []}
        for other in again.get(place, ()):
            repeats["reminders" if other in archive.links.reminders else "copies"].append(archive.name(other))
        yield {"inquiry": archive.name(place), "answer": answer, "by": by, "why": why, "interim": interim, **repeats}


def answer_rows(archive: Archive) -> Iterator[dict[str, Any]]:
    """Yield a JSON object for each answer paper."""
    found: dict[int, list[Link]] = {}
    for row in archive.links.links:
        if row.inquiry not in archive.repeats:
            found.setdefault(row.answer, []).append(row)
    for place, paper in enumerate(archive.papers):
        if paper.is_answer and not paper.is_both and place not in archive.links.copies:
            inquiries = [archive.name(row.inquiry) for row in found.get(place, ())]
            by, why = (found[place][0].by, _evidence(found[place][0].because)) if inquiries else (None, _alone_answer(archive, place))
            yield {"answer": archive.name(place), "inquiries": inquiries, "by": by, "why": why, "interim": paper.interim}


def _evidence(because: Sequence[str]) -> str:
    return ", ".join(say(EVIDENCE[name]) for name in because) or say(EVIDENCE["hand"])


def _alone(archive: Archive, place: int, waiting: bool) -> str:
    """Return why an inquiry has no answer."""
    links = archive.links
    if place in links.answering:
        return say("enthält selbst die Antworten auf eine Anfrage mit derselben Nummer")
    if waiting:
        return say("bisher nur ein Zwischenbescheid")
    if place in links.parted:
        return say("von Hand getrennt von {name}", name=archive.name(links.parted[place]))
    if place in links.doubtful:
        return _as_good(archive, place)
    if place in links.copies:
        return say("gleicher Wortlaut wie {name}", name=archive.name(links.copies[place]))
    if place in links.weak:
        return say("keine Antwort passt; am nächsten kommt {name}", name=archive.name(links.weak[place]))
    return say("keine Antwort passt")


def _as_good(archive: Archive, place: int) -> str:
    """Return which answers fit an inquiry equally well, or which other inquiries its only one fits."""
    doubtful = archive.links.doubtful
    names = ", ".join(archive.name(other) for other in doubtful[place][:NAMED])
    if len(doubtful[place]) > 1:
        return say("mehrere Antworten passen gleich gut: {names}", names=names)
    rivals = [archive.name(other) for other in doubtful.get(doubtful[place][0], []) if other != place][:NAMED]
    return say("{name} passt ebenso zu {names}", name=names, names=", ".join(rivals))


def _alone_answer(archive: Archive, place: int) -> str:
    """Return why an answer has no inquiry."""
    links = archive.links
    if len(links.doubtful.get(place, [])) > 1:
        names = ", ".join(archive.name(other) for other in links.doubtful[place][:NAMED])
        return say("mehrere Anfragen passen gleich gut: {names}", names=names)
    if place in links.doubtful:
        return say("{name} hat mehrere Antworten, die gleich gut passen", name=archive.name(links.doubtful[place][0]))
    if place in links.weak:
        return say("keine Anfrage passt; am nächsten kommt {name}", name=archive.name(links.weak[place]))
    return say("keine Anfrage passt")


def _view(archive: Archive, found: Sequence[dict[str, Any]]) -> "RenderableType":
    """Return the result for people: the sums, the pairs, the inquiries without an answer, and the answers without an inquiry."""
    from rich.console import Group
    from rich.text import Text

    parts: list[RenderableType] = [Text(line) for line in sums(archive, found)]
    pairs = [(row["inquiry"], row["answer"]) for row in found if row["answer"] not in (None, row["inquiry"])]
    if pairs:
        parts += [Text(""), _table(say("Anfrage"), pairs, SHOWN, say("Antwort"))]
    if len(pairs) > SHOWN:
        parts.append(Text(_more(len(pairs) - SHOWN)))
    alone = [(row["inquiry"], row["why"]) for row in found if row["answer"] is None]
    if alone:
        parts += [Text(""), _table(say("ohne Antwort"), alone)]
    if len(alone) > SHOWN:
        parts.append(Text(_more(len(alone) - SHOWN)))
    papers = [(archive.name(place), _alone_answer(archive, place)) for place in alone_answers(archive)]
    if papers:
        parts += [Text(""), _table(say("ohne Anfrage"), papers, ANSWERS_SHOWN)]
    if len(papers) > ANSWERS_SHOWN:
        parts.append(Text(counted(len(papers) - ANSWERS_SHOWN, "… und eine weitere", "… und {count} weitere")))
    return Group(*parts)


def _more(count: int) -> str:
    return counted(count, "… und eine weitere; --format jsonl nennt alle", "… und {count} weitere; --format jsonl nennt alle")


def _table(heading: str, found: Sequence[tuple[str, str]], shown: int = SHOWN, beside: str = "") -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(heading, overflow="fold")
    table.add_column(beside or say("warum"), overflow="fold", style="" if beside else "dim")
    for name, why in islice(found, shown):
        table.add_row(Text(safe(name)), Text(safe(why)))
    return table


def alone_answers(archive: Archive) -> list[int]:
    """Return the places of the answers that have no inquiry."""
    linked = {row.answer for row in archive.links.links}
    return [
        place
        for place, paper in enumerate(archive.papers)
        if paper.is_answer and not paper.is_both and place not in linked and place not in archive.links.copies
    ]


def sums(archive: Archive, found: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines of the sums."""
    answered = [row for row in found if row["answer"] is not None]
    ways = {
        "number": later("{count} über die Nummer"),
        "title": later("{count} über Titel und Fragen"),
        "document": later("{count} im selben Dokument"),
        "hand": later("{count} von Hand"),
    }
    parts = [say(ways[by], count=count) for by in ways if (count := sum(row["by"] == by for row in answered))]
    total = counted(len(found), "1 Anfrage, {answered} mit Antwort", "{count} Anfragen, {answered} mit Antwort", answered=len(answered))
    yield total + (f" ({', '.join(parts)})" if parts else "")
    alone = alone_answers(archive)
    if alone:
        yield counted(len(alone), "1 Antwort ohne Anfrage", "{count} Antworten ohne Anfrage")
