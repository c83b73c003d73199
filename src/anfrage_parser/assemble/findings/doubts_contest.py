"""Findings about values that something else in the document speaks against, or that are missing although something speaks for them."""

from collections.abc import Iterator
from itertools import islice

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.findings.doubts_text import Text
from anfrage_parser.assemble.head.session_text import lines_of, may_name_session
from anfrage_parser.assemble.prose import ends_sentence
from anfrage_parser.findings import finding
from anfrage_parser.model import ADDRESS, FURNITURE, HEADING, ITEM, LEAD_IN, NAME, OFFICE, Finding, Piece, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import find_dates

SHORT_REASONS = 70
"""Characters of reasons without a heading that are hardly any."""

LONGEST_LABEL = 60
"""Characters of a first paragraph that may be a heading or a label."""


CONTESTED = ("number", "date", "place", "title", "addressee")
"""The fields that a contest decides, in the order of the record."""


def contest_doubts(draft: Draft, text: Text) -> Iterator[Finding]:
    """Yield the findings of a draft whose values are contested, in the order of the record's fields."""
    for field in CONTESTED:
        value = getattr(draft, field) if field in draft.doubted else None
        if value is not None:
            yield finding(f"{field}-close", value[1] if field == "date" else value)
    if draft.session_date is not None and draft.committee is None:
        yield finding("committee-missing", draft.session_date[1])
    yield from _sessions(draft, text)
    if not draft.questions:
        return
    yield from _preamble(draft)
    yield from _rationale(draft, text)
    if not draft.signatories and not draft.signed:
        yield from _names(text)


_SESSION = compiled(
    r"(?:[Ss]itzung|[Aa]usschuss\w{0,2}|[Rr]at(?:es)?|[Vv]ersammlung|[Vv]ertretung|[Bb]eirat(?:es)?|Kreistag(?:es)?)\b.{0,60}\Z"
)


def _sessions(draft: Draft, text: Text) -> Iterator[Finding]:
    """A day beside a council, above the questions or where somebody asks, that no field took."""
    if draft.session_date is not None or draft.session_announced is not None:
        return
    units = [unit for unit in text.units[: text.end] if unit.index < text.start or LEAD_IN in unit.roles]
    for unit in units if may_name_session(lines_of(units)) else ():
        for day in find_dates(unit.text):
            if _SESSION.search(unit.text, max(0, day.start - 80), day.start):
                yield finding("session-doubtful", _piece(text, unit))
                return


def _preamble(draft: Draft) -> Iterator[Finding]:
    first = draft.preamble[0] if draft.preamble else None
    if first is None or len(draft.preamble) < 2 or len(first.text) > LONGEST_LABEL or ends_sentence(first.text):
        return
    if first.text[:1].isupper():
        yield finding("preamble-doubtful", first)


def _rationale(draft: Draft, text: Text) -> Iterator[Finding]:
    if not draft.rationale:
        return
    units = islice((unit for unit in reversed(text.units[text.start :]) if text.field(unit) == "rationale"), 3)
    headed = any(unit.label(HEADING, "reasons") for unit in text.units[text.start :] if HEADING in unit.roles)
    long = sum(len(piece.text) for piece in draft.rationale) > SHORT_REASONS
    strange = any(unit.is_a(NAME, ADDRESS, OFFICE) or unit.label(FURNITURE, "letterhead") for unit in units)
    if (not headed and not (long and ends_sentence(draft.rationale[-1].text))) or strange:
        yield finding("rationale-doubtful", draft.rationale[0])


def _names(text: Text) -> Iterator[Finding]:
    """A name below the questions, apart from other text."""
    last = max((unit.index for unit in text.units if ITEM in unit.roles or "?" in unit.text), default=text.start)
    for unit in text.units[last + 1 :]:
        if unit.label(NAME, "name") is not None and unit.gap and text.field(unit) not in ("furniture", "label"):
            yield finding("signature-doubtful", _piece(text, unit))
            return


def _piece(text: Text, unit: Unit) -> Piece:
    return Piece(unit.text, tuple(text.ledger.spans(unit)))
