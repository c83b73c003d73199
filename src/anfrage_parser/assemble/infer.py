"""Infer missing values from the whole document: the asker from the text or signatures, the date from the receipt."""

import re
from collections.abc import Sequence

from anfrage_parser.assemble.asking_groups import asking_groups
from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.head.askers import groups_in
from anfrage_parser.assemble.sentences import sentences
from anfrage_parser.conventions import Convention
from anfrage_parser.model import Piece
from anfrage_parser.text.patterns import compiled


def infer(draft: Draft, signed_groups: Sequence[tuple[str, Piece]], convention: Convention, answer: bool = False) -> None:
    """Complete a draft's missing values; an answer paper's day is not that on which the inquiry was received."""
    if not draft.parties and draft.title and (named := re.search(r"\bAnfrage\s(?:der|des|von)\s(.{2,80})\Z", draft.title.text)):
        draft.parties = [(f.value, draft.title) for f in groups_in(named.group(1), convention)]
    place = draft.place.text if draft.place else None
    draft.parties = [row for row in draft.parties if row[0] != place]  # "Ratsfraktion Auental" over "Auental, 3. Mai 2024"
    if not draft.parties and signed_groups:
        draft.parties, draft.parties_from = _unique(signed_groups), "signature"
    if not draft.parties:
        draft.parties, draft.parties_from = _announced(draft, convention), "text"
    draft.parties = _said_once(draft.parties)
    if draft.date is not None:
        draft.date_basis = "letter"
    elif draft.received is not None and not answer:
        draft.date, draft.date_basis = draft.received, "received"


def _unique(rows: Sequence[tuple[str, Piece]]) -> list[tuple[str, Piece]]:
    return list(dict(reversed(rows)).items())[::-1]


_SHORT = compiled(r"\(([A-ZÄÖÜ][\w./-]{1,15})\)\Z")


_REGISTERED = compiled(r"\se\.\s?V\.\Z")


def _said_once(rows: Sequence[tuple[str, Piece]]) -> list[tuple[str, Piece]]:
    """Leave out what says a group's name again: "BfA" of "Bürger für Auental (BfA)", "Liste Auental e. V." beside "Liste Auental"."""
    if len(rows) < 2:
        return list(rows)
    rows = [row for row in rows if not any(_is_written_out(row[0], other) for other, _ in rows)]
    short = {match[1].casefold() for name, _ in rows if (match := _SHORT.search(name))}
    names = {name for name, _ in rows}
    return [
        row for row in rows if row[0].casefold() not in short and not (_REGISTERED.search(row[0]) and _REGISTERED.sub("", row[0]) in names)
    ]


_WORDS = compiled(r"[A-ZÄÖÜ][a-zäöüß]{2,30}")


def _is_written_out(name: str, short: str) -> bool:
    """Return whether a name says what some initials stand for: "Unabhängige Wählergemeinschaft" beside "UWG" or "UWG Auental"."""
    short, _, place = short.partition(" ")
    name = name.removesuffix(place)
    words = _WORDS.findall(name)
    if not (short.isupper() and short.isalpha() and len(words) > 1 and len(short) <= len(words) + 2) or name.isupper():
        return False
    letters = iter(" ".join(words).casefold())
    initials = iter(short)
    return all(letter in letters for letter in short.casefold()) and all(word[0] in initials for word in words)


def _announced(draft: Draft, convention: Convention) -> list[tuple[str, Piece]]:
    """Return the groups that are named where somebody asks: in an announcement, the first paragraphs, a heading, at the end."""
    ends = [*draft.rationale[-2:], *(q.tail for q in draft.questions[-1:] if q.tail), *(q.text for q in draft.questions[-1:])]
    titles = [draft.title] if draft.title else []
    leads = [b.lead_in for b in draft.blocks if b.lead_in]
    for piece in (
        *draft.announcements,
        *leads,
        *(q.text for q in draft.questions[:1]),
        *draft.preamble[-1:],
        *draft.preamble[:3],
        *titles,
        *ends,
    ):
        for start, end in sentences(piece.text):
            if named := asking_groups(piece.text[start:end], convention):
                return [(found.value, piece) for found in named]
    return []
