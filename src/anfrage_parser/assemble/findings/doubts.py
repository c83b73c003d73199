"""The findings of one inquiry: missing and doubtful values."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.findings.doubts_answer import answer_doubts, answer_head_doubts
from anfrage_parser.assemble.findings.doubts_contest import contest_doubts
from anfrage_parser.assemble.findings.doubts_text import Text, text_doubts
from anfrage_parser.assemble.ledger import STRUCK
from anfrage_parser.assemble.prose import ends_open
from anfrage_parser.assemble.sentences import sentences
from anfrage_parser.findings import finding
from anfrage_parser.model import Finding, Piece, Span
from anfrage_parser.text.patterns import compiled

LONGEST_GROUP, MOST_GROUP_WORDS = 50, 6

_ODD = compiled(r"[0-9]{3}|\b(?:vom|am|Datum|Nummer|Anfrage|Sitzung|Fragen?|bittet|stell[et])\b|[?!:\ufffd]")
"""Text that no group's name contains."""


def doubts(draft: Draft, text: Text, left: Sequence[tuple[int, Span]]) -> list[Finding]:
    """Return all findings of a draft, in the order of the record's fields; `left` is leftover text."""
    unclaimed = [*_leftovers(draft, text, left), *_struck(left)]
    return [
        *_head(draft), *_title(draft), *_session(draft), *contest_doubts(draft, text), *unclaimed, *text_doubts(draft, text),
        *_signatures(draft), *(answer_doubts(draft) if draft.answers_inquiry else ()),
    ]  # fmt: skip


def _head(draft: Draft) -> Iterator[Finding]:
    if draft.answers_inquiry:
        yield from answer_head_doubts(draft)
    else:
        if draft.number is None:
            yield finding("number-missing")
        yield from _date(draft)
    if not draft.parties:
        yield finding("party-missing")
    elif draft.parties_from != "head":
        yield finding(f"party-from-{draft.parties_from}", draft.parties[0][1])
    for name, piece in draft.parties:
        if _is_odd_group(name):
            yield finding("party-doubtful", piece)
            break


def _date(draft: Draft) -> Iterator[Finding]:
    if draft.date is None:
        yield finding("date-missing")
    elif draft.date_basis == "received":
        yield finding("date-from-receipt", draft.date[1])
    elif draft.received is not None and draft.received[0] < draft.date[0]:
        yield finding("received-before-date", draft.received[1])


LONGEST_TITLE = 220
"""Length that hardly any title exceeds, in characters."""

_LABEL_INSIDE = compiled(
    r"\s(?:Anfrage\szur\s\w*[Ss]itzung|(?:Vorlage|Drucksache|Anfrage|Register|Dokument|Vorgangs|Geschäfts)\w{0,10}[\s-]?(?:Nr|nummer)|"
    r"(?:Eingereicht|Gestellt|Verfasst|Eingegangen)\s(?:von|am))\b",
    needs=("Anfrage", "Nr", "nummer", "Eingereicht", "Gestellt", "Verfasst", "Eingegangen"),
)
"""The caption of another field in the middle of a title."""


def _title(draft: Draft) -> Iterator[Finding]:
    if draft.title is None:
        yield finding("title-missing")
        return
    text = draft.title.text
    cut = text[:1].islower() or ends_open(text) or text.count("(") != text.count(")") or text.count("„") > text.count("“") + text.count("”")
    runs_on = len(text) > LONGEST_TITLE or (len(text) > 80 and len(sentences(text)) > 1 and text.endswith("."))
    if cut or runs_on or _LABEL_INSIDE.search(text):
        yield finding("title-doubtful", draft.title)


MOST_DAYS_BEFORE = 30
"""Days by which a session may precede its letter, as letters are sometimes dated late."""


def is_too_early(session: str, date: str) -> bool:
    """Return whether a session is so long before the letter that one of the dates must be wrong."""
    return (dt.date.fromisoformat(date) - dt.date.fromisoformat(session)).days > MOST_DAYS_BEFORE


def _session(draft: Draft) -> Iterator[Finding]:
    if draft.session_date is None and draft.session_announced is not None:
        yield finding("session-date-missing", draft.session_announced)
    if draft.agenda_item is None and draft.agenda_announced is not None:
        yield finding("agenda-item-missing", draft.agenda_announced)
    if draft.session_date is not None and draft.date is not None and is_too_early(draft.session_date[0], draft.date[0]):
        yield finding("session-before-date", draft.session_date[1])
    if draft.committee is not None and re.search(r"[0-9]{2}", draft.committee.text):
        yield finding("committee-doubtful", draft.committee)


LEAST_LETTERS = 12
"""Letters of a leftover line from which it matters."""


def _leftovers(draft: Draft, text: Text, left: Sequence[tuple[int, Span]]) -> Iterator[Finding]:
    """Leftover text makes its neighbours doubtful: the title in the head, the signatures at the end."""
    for _, span in left:
        if span.rule == STRUCK or sum(c.isalpha() for c in text.source_slice(span)) < LEAST_LETTERS:
            continue
        place = text.zone(span)
        by_place = draft.title is None or any(s.rule.startswith("title:") and s.start < span.start for s in draft.title.spans)
        field = "title" if place == "head" and by_place else "signatories" if place == "end" else "unassigned"
        yield finding("text-unassigned", Piece("", (span,)), field)
        return


def _struck(left: Sequence[tuple[int, Span]]) -> Iterator[Finding]:
    """Return the finding that something is struck out, at the first of it."""
    first = next((span for _, span in left if span.rule == STRUCK), None)
    if first is not None:
        yield finding("text-struck", Piece("", (first,)))


def _signatures(draft: Draft) -> Iterator[Finding]:
    if draft.signed and not draft.signatories:
        yield finding("signature-missing")


def _is_odd_group(name: str) -> bool:
    """Return whether a supposed group's name looks like something else."""
    if name == "parteilos":
        return False
    return len(name) > LONGEST_GROUP or len(name.split()) > MOST_GROUP_WORDS or name[:1].islower() or _ODD.search(name) is not None
