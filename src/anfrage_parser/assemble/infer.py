"""Infer missing values from the whole document: the asker from the text or signatures, the date from the receipt."""

import re
from collections.abc import Sequence

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.head.askers import groups_in, known_parties
from anfrage_parser.assemble.prose import sentences
from anfrage_parser.conventions import Convention
from anfrage_parser.model import Piece
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import Found


def infer(draft: Draft, signed_groups: Sequence[tuple[str, Piece]], convention: Convention) -> None:
    """Complete a draft's missing values."""
    if not draft.parties and draft.title and (named := re.search(r"\bAnfrage\s(?:der|des|von)\s(.{2,80})\Z", draft.title.text)):
        draft.parties = [(f.value, draft.title) for f in groups_in(named.group(1), convention)]
    place = draft.place.text if draft.place else None
    draft.parties = [row for row in draft.parties if row[0] != place]  # "Ratsfraktion Auental" over "Auental, 3. Mai 2024"
    if not draft.parties and signed_groups:
        draft.parties, draft.parties_from = _unique(signed_groups), "signature"
    if not draft.parties:
        draft.parties, draft.parties_from = _announced(draft, convention), "text"
    if draft.date is not None:
        draft.date_basis = "letter"
    elif draft.received is not None:
        draft.date, draft.date_basis = draft.received, "received"


def _unique(rows: Sequence[tuple[str, Piece]]) -> list[tuple[str, Piece]]:
    return list(dict(reversed(rows)).items())[::-1]


_WANTS = compiled(r"(?:haben|hat|will|wollen|regt)\Z")
"""Verbs that only ask together with a word for question: "Dazu haben wir folgende Fragen"."""

_ACTS = compiled(
    r"\b(?:frag(?:t|en|e)|frägt|bitte[nt]?|stell(?:t|en|e)|möchte(?:n)?|beantrag(?:t|en)|haben|hat|ersuch(?:t|en)|regt|will|wollen)\b"
)


def _announced(draft: Draft, convention: Convention) -> list[tuple[str, Piece]]:
    """The group that is the subject of a sentence that asks: "Die ÖDP-Fraktion bittet um Antwort auf folgende Fragen:"."""
    pieces = [b.lead_in for b in draft.blocks if b.lead_in] + [q.text for q in draft.questions[:1]] + draft.preamble[-1:]
    for piece in pieces:
        for start, end in sentences(piece.text):
            sentence = piece.text[start:end]
            act = _ACTS.search(sentence)
            around = sentence[: act.end() + 60] if act else ""
            if act and _WANTS.match(act.group()) and not re.search(r"[Ff]rage|wissen|Auskunft", sentence):
                continue
            if act and (convention.group.search(around) or re.search(r"\b(?:wir|die|[Nn]amens\sder)\s[A-ZÄÖÜ]", around)):
                named = list(known_parties(around, convention)) or _group_subject(around, convention)
                if named:
                    return [(f.value, piece) for f in _together(around, named)]
    return []


_TOGETHER = compiled(
    r"(?:[\s-]?\w{0,12}[Ff]raktion)?(?:\s(?:im|in\sder)\s[A-ZÄÖÜ]\w{2,30})?\s?(?:[/|+&,]|und\b|sowie\b)\s?(?:(?:die|der|von)\s)?"
    r"(?:\w{0,12}(?:[Ff]raktion|[Gg]ruppe)\s(?:der\s|von\s)?)?"
)
""" "Die FDP/ÖDP-Fraktion", "Die Fraktionen von CDU und SPD": text between groups that ask jointly."""


def _together(text: str, named: Sequence[Found]) -> list[Found]:
    """Return the first group and those asking jointly with it."""
    asking = [*named[:1]]
    for found in named[1:]:
        if not _TOGETHER.fullmatch(text, asking[-1].end, found.start):
            break
        asking.append(found)
    return asking


def _group_subject(text: str, convention: Convention) -> list[Found]:
    match = re.search(
        r"(?:[Dd]ie|[Nn]amens\sder|Namen\sder)\s((?:[\w./|’'-]{1,30}\s){0,3}?[\w./|’'-]{0,30}[Ff]raktion(?:\s(?:für\s)?[A-ZÄÖÜ][\w/-]{1,30}){0,3})",
        text,
    )
    return groups_in(match.group(1), convention) if match else []
