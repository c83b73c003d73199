"""Weigh what a paper without a name says: who asks whom, and what speaks for another kind of paper."""

import re
from collections.abc import Sequence

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.evidence_signs import SIGNS
from anfrage_parser.assemble.prose import ends_as_question, requests
from anfrage_parser.model import SALUTATION, Role, Unit
from anfrage_parser.text.patterns import compiled

ENOUGH = 4
"""Weight from which a paper is of a kind."""

FIRST = 300
"""Characters in which a paper names itself."""

NAMED = frozenset({"motion", "minutes", "invitation", "answer"})
"""Kinds that are named when a paper is refused; all others are "other"."""

_DATELINE = compiled(r"[A-ZÄÖÜ]{4,20}(?:\s?/\s?[A-ZÄÖÜ]{4,20})?(?:\.|\s?(?:-|–))\s(?:[A-ZÄÖÜ]|„)|.{0,40}\((?:dpa|red|epd|lby|lsw)[/)]")
""" "NEUENAUE. Ist der Weg sicherer?", where a reporter's text begins."""

_OFFICE = compiled(
    r"(?:bürgermeister|landr[aä]t|verwaltung|bezirksamt|magistrat|senat|dezernent|beigeordnet|vorsteher|ratsvorsitz|stadtrat|stadtrats|kreistag|gemeinderat|"
    r"landesregierung|bundesregierung|minister|stadtwerke|\b(?:stadt|gemeinde|landkreis|kreis|behörde|amt)\b)",
    re.IGNORECASE,
)
"""Who can be asked: an administration, a government, who heads it."""

_ANNOUNCES = compiled(
    r"frag|auskunft|auskünfte|\bwissen\b|erfahren|mitzuteilen|mitteil|beantwort|klärung|aufschluss|\bbitte|gebeten", re.IGNORECASE
)
"""Words of an announcement of questions."""

_FORWARDED = compiled(r"\b(?:uns|mich)\b|gefragt\sworden|werden\s(?:wir|oft)")
""" "Manche haben uns gefragt:" announces what others ask."""

_INFORMS = compiled(
    r"bericht|auskunft|auskünfte|mitteil|mitzuteilen|darzu|darstell|beantwort|erläuter|inform|stellungnahme|sachstand", re.IGNORECASE
)
"""What a request without a question mark must want, for it to be no motion: "wird um einen Sachstandsbericht gebeten"."""

LONG, FEW = 2500, 2
"""Characters of a long text, and questions that are few in it."""


def kind_of(units: Sequence[Unit], draft: Draft) -> str:
    """Return the document type that most speaks for; "other" where nothing says enough."""
    text = " ".join(unit.text for unit in units).replace("- ", "")
    weights = weigh_signs(units, text)
    asks = weights.pop("inquiry", 0) + (_structure(units, draft, len(text)) if _asks(draft) else -ENOUGH)
    other = max(weights, key=lambda kind: weights[kind], default="other")
    if asks >= ENOUGH and asks > weights.get(other, 0):
        return "inquiry"
    return other if other in NAMED and weights[other] >= ENOUGH else "other"


def weigh_signs(units: Sequence[Unit], text: str) -> dict[str, int]:
    """Return what the words of a paper weigh for each kind."""
    folded = f" {text.casefold()}"
    first = folded[:FIRST]
    out: dict[str, int] = {}
    for sign in SIGNS:
        for word in sign.words:
            if word in (first if sign.first else folded):
                out[sign.kind] = out.get(sign.kind, 0) + sign.weight
                break
    if any(_DATELINE.match(unit.text) for unit in units[:6]):
        out["press"] = out.get("press", 0) + 3
    return out


def _structure(units: Sequence[Unit], draft: Draft, length: int) -> int:
    """What the form of a paper says for an inquiry: an announcement, an asker, an office asked, several questions."""
    leads = _leads(draft)
    asked = [question for question in draft.questions if ends_as_question(question.text.text)]
    numbered = sum(question.label is not None for question in asked) > 1
    office = any(SALUTATION in u.roles or Role.ADDRESS in u.roles for u in units if _OFFICE.search(u.text)) or draft.addressee is not None
    rows = (
        (2, bool(leads)),
        (2, office),
        (1, any(_OFFICE.search(text) for text in (*leads, *(question.text.text for question in draft.questions)))),
        (2, draft.number is not None),
        (1, draft.date is not None),
        (2 if draft.parties_from == "head" else 1, bool(draft.parties)),
        (1, any(SALUTATION in unit.roles for unit in units)),
        (1, bool(draft.signatories)),
        (1, numbered),
        (-2, length > LONG and len(draft.questions) <= FEW and not leads),
    )
    return sum(weight for weight, holds in rows if holds)


def _asks(draft: Draft) -> bool:
    """Return whether anything is asked at all: with a question mark, or a request for information."""
    asked = [piece.text for q in draft.questions for piece in (q.text, *(text for _, text in q.parts))]
    return any(ends_as_question(text) for text in asked) or (bool(asked) and (bool(_leads(draft)) or any(map(_wants_to_know, asked))))


def _wants_to_know(text: str) -> bool:
    return requests(text) and _INFORMS.search(text) is not None


def _leads(draft: Draft) -> list[str]:
    """Return the announcements of the author's own questions."""
    leads = [block.lead_in.text for block in draft.blocks if block.lead_in is not None]
    return [lead for lead in leads if _ANNOUNCES.search(lead) and not _FORWARDED.search(lead)]
