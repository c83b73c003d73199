"""Number, day, place and addressee of a letter: all that may be one, what speaks for each, and one choice with the whole document in view.

The lines of head and end only offer values; the first of the best wins. Two that are close, or one for which little speaks, are a doubt.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from anfrage_parser.assemble.draft import Draft, Reason, Rival
from anfrage_parser.assemble.ledger import Ledger, Slice, part
from anfrage_parser.model import Label, Piece, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import WEEKDAY, find_line_dates

WEIGHTS: Mapping[str, Mapping[str, float]] = {
    "date": {
        "member-line": 7.0,  # "der Abgeordneten Eva Muster (CDU) vom 6. Januar 2025": above it the day of print
        "field:date": 5.0,  # "Datum:" says that it is one
        "headline": 4.5,  # "Anfrage der CDU vom 3. Mai 2024"
        "date-line": 4.0,  # the line of a letterhead
        "entry": 3.5,  # in a site's list of papers
        "date-line:end": 3.5,  # above or below the names
        "beside": 3.0,  # "SPD-Ratsfraktion Auental · 3. Mai 2024", "Nr. 11/2024 vom 3. Mai 2024"
        "field:printed": 3.0,  # "Erstellt am:", by which a form may mean the paper or the entry
        "field:sent": 1.5,  # of the mail, which may hold a letter with a day of its own
        "captioned": 1.5,  # alone beside words that no list knows: "Gedruckt am   12.02.2024"
        "top:printed": 1.0,  # on top of a parliament's paper
    },
    "number": {
        "field:number": 5.0,  # "Vorlage Nr.:"
        "field:number:inline": 5.0,  # "Deutscher Bundestag Drucksache 21/299"
        "headline": 4.5,  # "Anfrage 0815/2024"
        "subject": 4.0,  # "AF 17/2022 – Radwege"
        "number-line": 3.5,  # alone on its line
        "field:sign": 2.0,  # the sender's own sign: the number, where there is no other
    },
    "place": {"field:place": 5.0, "field:date": 4.0, "headline": 4.0, "date-line": 4.0, "month-line": 3.0, "date-line:end": 3.5},
    "addressee": {"field:addressee": 5.0, "address-block": 4.0, "headline": 3.0},
}
"""What the place of a value is worth."""

AGAIN = 1.0
"""What it is worth that the same value is offered twice."""

LAST = -2.0
"""What it costs a day to lie behind the session, or behind the receipt."""

WITH_PLACE = 1.5
"""What it is worth for a day to stand beside a place, and for a place to stand beside the letter's day."""

OF_FILES = -1.5
"""What it costs a number to look like that of an office's files: "12.4-118/23"."""

OF_YEAR = 0.5
"""What it is worth for a number to hold the year of the letter."""

FIRST = 1.0
"""What it is worth for a number to be printed above all others: those further down are of papers that it is about."""

SENDER = -3.0
"""What it costs an addressee to name the asking group."""

OTHERS = -6.0
"""What it costs to be of another paper, or of what happened to this one: "Bezug: Drucksache 2023/118 vom 20.11.2023"."""

CLOSE = 1.0
"""Two different values are a doubt if so many points or fewer lie between them."""

LEAST = 2.0
"""A value for which less speaks is a doubt."""

TAKEN = 1.0
"""Fewer points make no value."""

TOLD = ("field:sent", "top:printed")
"""Rules of little weight that are no doubt: a mail's day has a finding of its own, a parliament prints no other."""


def offer(draft: Draft, ledger: Ledger, field: str, slices: Sequence[Slice], rule: str, value: str = "", claims: bool = True) -> None:
    """Claim what may be a field's value, or leave it to the words around it; and keep it until the choice."""
    piece = ledger.piece(slices, field, rule) if claims else ledger.quote(slices, field, rule)
    if piece.text:
        unit, start, _ = slices[0]
        before = unit.line.text[max(start - REACH, 0) : start]
        draft.rivals.append(Rival(field, value or piece.text, piece, rule, before, claims))


REACH = 40
"""Characters before a value on its line that may say whose it is."""

_PLACE = compiled(r"(?P<place>[A-ZÄÖÜ][\w./() -]{1,40}),(?:\sden|\sam|\sd\.)?\s{0,40}\Z")
""" "Auental, den", the cell before a day's."""

_CAPTION = compiled(r"(?:\b(?:am|vom|seit|bis)|:|\b(?:Stand|[A-ZÄÖÜ]\w{2,20}(?:datum|tag)))\s{0,60}\Z")
""" "Gedruckt am", the cell before a day's."""


def offer_line(draft: Draft, ledger: Ledger, unit: Unit, label: Label, end: str = "") -> bool:
    """Offer the day of a date line, and the place in front of it; `end` is what the rule's name adds at a letter's end.

    Returns whether there was any.
    """
    found = next(iter(find_line_dates(unit.text)), None)
    left = unit.line.text[: unit.start] if unit.start and not label.key else ""
    place = _PLACE.match(left.strip()) if left else None
    if found is not None:
        rule = "captioned" if place is None and _CAPTION.search(left) else f"date-line{end}"
        offer(draft, ledger, "date", [part(unit, found.start, found.end)], rule, found.value)
    if place is not None:
        offer(draft, ledger, "place", [(unit, place.start("place"), place.end("place"))], "date-line")
    if label.key and not WEEKDAY.match(label.key) and _OF_OTHER_DAY.search(f"{label.key} ") is None:
        start = unit.text.index(label.key)
        rule = "month-line" if found is None else f"date-line{end}"
        offer(draft, ledger, "place", [part(unit, start, start + len(label.key))], rule)
    return found is not None or bool(label.key)


def offered(draft: Draft, field: str) -> bool:
    """Return whether anything was offered as a field's value."""
    return any(row.field == field for row in draft.rivals)


def likely(draft: Draft, field: str) -> str | None:
    """Return the value that would be chosen now."""
    best = max(_rated(draft, field), key=lambda row: row.points, default=None)
    return best.value if best is not None else None


def choose(draft: Draft, ledger: Ledger, fields: Sequence[str] = tuple(WEIGHTS), anew: bool = False) -> None:
    """Give fields the best of what was offered for each; what an answer's own lines told before stays.

    In the ledger, what was taken has its field, and what lost is the words around it; chosen `anew`, the taken may have lost before.
    """
    for field in fields:
        rated = _rated(draft, field)
        value = getattr(draft, field)
        best = max(rated, key=lambda row: row.points, default=None) if value is None else None
        best = best if best is not None and best.points >= TAKEN else None
        kept = best.piece if best is not None else _piece_of(field, value)
        losers = [row for row in rated if row.claimed and row.piece is not kept]
        for row in losers:
            ledger.move(row.piece.spans, "furniture" if field == "addressee" else "label", row.rule)
        for row in rated if losers or anew else ():  # the same place may have been offered twice
            if row.claimed and row.piece is kept:
                ledger.move(row.piece.spans, field, row.rule)
        draft.rivals = [row for row in draft.rivals if row.field != field] + rated
        if best is not None:
            setattr(draft, field, (best.value, best.piece) if field == "date" else best.piece)
            draft.doubted |= {field} if _is_doubtful(best, rated) else set()


def withdraw(draft: Draft, ledger: Ledger, field: str) -> None:
    """Take a field's value back, which turned out to be another paper's, and choose anew."""
    kept = _piece_of(field, getattr(draft, field))
    draft.rivals = [row for row in draft.rivals if row.piece is not kept]
    draft.doubted.discard(field)
    setattr(draft, field, None)
    choose(draft, ledger, (field,), anew=True)


def _piece_of(field: str, value: Any) -> Any:
    """Return the piece of a field's value in a draft, None if it has none."""
    return value[1] if value is not None and field == "date" else value


def _rated(draft: Draft, field: str) -> list[Rival]:
    """Return what was offered for a field with its reasons."""
    rows = [row for row in draft.rivals if row.field == field]
    values = [_folded(row.value) for row in rows]
    out = []
    for row in rows:
        reasons = [Reason(row.rule, WEIGHTS[field][row.rule]), *EVIDENCE[field](row, draft)]
        again = [Reason("again", AGAIN)] if values.count(_folded(row.value)) > 1 else []
        out.append(row._replace(why=(*reasons, *again)))
    return out


def _folded(value: str) -> str:
    """Return a value without blanks and case: "19 /16 418" is "19/16418"."""
    return "".join(value.split()).casefold()


def _is_doubtful(best: Rival, rated: Sequence[Rival]) -> bool:
    """Return whether another value was close, or little speaks for the best."""
    rivals = [row.points for row in rated if _folded(row.value) != _folded(best.value)]
    return (bool(rivals) and best.points - max(rivals) < CLOSE) or (best.points < LEAST and best.rule not in TOLD)


def _of_day(row: Rival, draft: Draft) -> Iterator[Reason]:
    if any(other.field == "place" and _is_beside(other.piece, row.piece) for other in draft.rivals):
        yield Reason("place", WITH_PLACE)
    if _OF_OTHER_DAY.search(row.before):
        yield Reason("other", OTHERS)
    session = draft.session_date
    if session is not None and row.value > session[0]:
        yield Reason("after-session", LAST)
    if draft.received is not None and row.value > draft.received[0]:
        yield Reason("after-receipt", LAST)


_OF_OTHER_DAY = compiled(
    r"\b(?:Bezug|Ihre?\s(?:Schreiben|Nachricht|Antwort|(?:E-?)?Mail)|Vorgänger|Beschluss|[Dd]ruck|[Aa]usdruck|[Gg]edruckt|[Aa]ktualisiert|"
    r"[Gg]eändert|[Aa]bgerufen|Frist|[Ff]ällig|[Bb]is|[Gg]eb|\w{0,20}(?:[Oo]rdnung|[Ss]atzung|[Ss]itzung|[Gg]esetz(?:es)?))\b[^,;|]{0,30}\Z"
)

_OF_OTHER_PAPER = compiled(r"\b(?:Bezug|Vorgänger|[Ee]rsetzt|[Vv]gl|[Ss]iehe|Anschluss)\b[^,;|]{0,40}\Z")


def _is_beside(place: Piece, day: Piece) -> bool:
    """Return whether a place stands right before a day, with no more between them than ", Donnerstag, den"; or behind it."""
    if not place.spans or not day.spans:
        return False
    gap = max(day.spans[0].start - place.spans[-1].end, place.spans[0].start - day.spans[-1].end)
    return 0 <= gap <= len(", Donnerstag, den  ")


_OF_FILES = compiled(r"[0-9]{2,3}\.[0-9]{1,3}(?![0-9]|\.[0-9]{3})")
""" "022.31", a place in an office's filing plan; refuses "101.19.1433", a council's number."""


def _of_number(row: Rival, draft: Draft) -> Iterator[Reason]:
    if draft.date is not None and draft.date[0][:4] in row.value:
        yield Reason("year", OF_YEAR)
    if _OF_OTHER_PAPER.search(row.before):
        yield Reason("other", OTHERS)
    if not any(other.field == "number" and other.piece.spans < row.piece.spans for other in draft.rivals):
        yield Reason("first", FIRST)
    if _OF_FILES.match(row.value):
        yield Reason("files", OF_FILES)


def _of_place(row: Rival, draft: Draft) -> Iterator[Reason]:
    if draft.date is not None and _is_beside(row.piece, draft.date[1]):
        yield Reason("date", WITH_PLACE)


def _of_addressee(row: Rival, draft: Draft) -> Iterator[Reason]:
    if any(name in row.value for name, _ in draft.parties):
        yield Reason("sender", SENDER)


EVIDENCE: Mapping[str, Callable[[Rival, Draft], Iterator[Reason]]] = {
    "date": _of_day,
    "number": _of_number,
    "place": _of_place,
    "addressee": _of_addressee,
}
"""What speaks for a value or against it, wherever it stands."""
