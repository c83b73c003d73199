"""Set aside what stands behind a paper's end: attachments, and notes of its publication ("Ausgegeben: 9. Januar 2025")."""

from collections.abc import Sequence

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.ledger import Ledger
from anfrage_parser.assemble.prose import ends_sentence, states
from anfrage_parser.conventions import Convention
from anfrage_parser.findings import finding
from anfrage_parser.model import CLOSING, FIELD, HEADING, ITEM, LEAD_IN, SIGNED, Finding, Piece, Role, Span, Unit
from anfrage_parser.text.patterns import compiled

LONGEST_NOTE = 160
"""Characters of the longest note."""

MOST_LINES = 4
"""Most lines of a note behind its first one."""

MENTIONS = ("Anlage", "Anlagen", "Anhang")
"""Lines that only say that something is enclosed."""

KEPT_FIELDS = ("received", "date", "number", "asker")
"""Fields that are read from captions below the questions, too."""

_ATTACHED = compiled(
    r"(?:Anlagen?|Anhang|Anhänge|Anlagenverzeichnis)(?:\s(?:Nr\.\s)?(?:[0-9]{1,2}|[A-Z]|[IVX]{2,4}))?"
    r"(?:\s?[:–-]\s[A-ZÄÖÜ0-9].{0,100}|\s(?:zu|zur|zum)\s(?:der|den|dem|Frage|Fragen|Drucksache|Anfrage|Antwort|Vorlage|Kleinen|Drs)\b.{0,100})?"
)
"""The heading of an attachment: "Anlage", "Anlage 2", "Anlage 1: Kosten", "Anlage zur Drucksache 17/12"; no "Anlagen: keine"."""

_TO_BE_SEEN = compiled(
    r"(?:Die|Diese|Der|Sämtliche|Alle|Weitere)?\s?(?:Anlagen?|Anhang|Anhänge|Unterlagen|Pläne|Karten)\b.{0,100}\b"
    r"(?:eingesehen|einsehbar|abgerufen|abrufbar|hinterlegt|bereitgestellt|beigefügt|zur\sEinsicht)\b.{0,60}",
    needs=("eingesehen", "einsehbar", "abgerufen", "abrufbar", "hinterlegt", "bereitgestellt", "beigefügt", "Einsicht"),
)
""" "Die Anlage kann im Ratsbüro eingesehen werden."."""

_ENDS_NOTE = compiled(r"\s?:|\s(?:am|vom|von|den|im|durch|an|auf|bei)\b|\s?[0-9A-Z./ -]{0,16}\Z")
"""What follows the word of a note."""


def without_end(units: Sequence[Unit], after: int, ledger: Ledger, draft: Draft, convention: Convention) -> list[Unit]:
    """Return the units without what stands behind the end; `after` is the index behind the last item, or behind the head."""
    end = _postscript(units, after)
    if end < len(units):
        units = units[:end]  # a remark below the names, which belongs to no field
    end = _attachment(units, after)
    if end < len(units):
        draft.findings.append(_follows(units[end]))
        ledger.unit(units[end], "label", "attachment")  # what follows belongs to no field
    notes = [*_notes(units[:end], after, convention), *_mentions(units[after:end])]
    for unit in notes:
        ledger.unit(unit, "furniture", "end-note")
    gone = {id(unit) for unit in notes}
    flow = [unit for unit in units[:end] if id(unit) not in gone]
    for index, unit in enumerate(flow):
        unit.index = index
    return flow


def _mentions(units: Sequence[Unit]) -> list[Unit]:
    """Return the lines that only say that something is enclosed, or that nothing is: "Anlagen", "keine"."""
    found = [at for at, unit in enumerate(units) if unit.gap and unit.text in MENTIONS]
    below = [at + 1 for at in found if at + 1 < len(units) and units[at + 1].text.casefold().strip(" .-") in ("keine", "")]
    return [units[at] for at in (*found, *below)]


_POSTSCRIPT = compiled(r"P\.?\s?S\b\.?\s?:?(?=\s)")


def _postscript(units: Sequence[Unit], after: int) -> int:
    """Return where a postscript begins, behind which nobody announces or counts questions; else the number of units."""
    for index in range(max(after, 1), len(units)):
        unit = units[index]
        if unit.text[0] == "P" and unit.gap and _POSTSCRIPT.match(unit.text):
            rest = units[index:]
            return len(units) if any(u.is_a(LEAD_IN) or (ITEM in u.roles and u is not unit) for u in rest) else index
    return len(units)


def _follows(unit: Unit) -> Finding:
    """Return the finding that an attachment follows, at its heading."""
    place = Span(unit.line.at(unit.start), unit.line.at(unit.end), "source")
    return finding("attachment-follows", Piece("", (place,)), page=unit.line.page)


def _attachment(units: Sequence[Unit], after: int) -> int:
    """Return the index of the heading of the first attachment, behind which no part of the letter follows; else the number of units."""
    last = max((i for i in range(after, len(units)) if not units[i].roles.isdisjoint(LETTER)), default=after - 1)
    for index in range(max(last + 1, after, 1), len(units) - 1):
        unit = units[index]
        if unit.text[:2] not in ("An", "AN") or _ATTACHED.fullmatch(unit.text) is None or unit.is_a(ITEM):
            continue
        above = units[index - 1]
        if unit.line is not above.line and (unit.gap or unit.line.page != above.line.page or ends_sentence(above.text)):
            return index
    return len(units)


LETTER = frozenset({CLOSING, SIGNED, LEAD_IN, HEADING, Role.SALUTATION})
"""Roles of what is part of the letter itself."""


def _notes(units: Sequence[Unit], after: int, convention: Convention) -> list[Unit]:
    """Return the notes that stand last, with their further lines."""
    found: list[Unit] = []
    waiting: list[Unit] = []
    for unit in reversed(units[after:]):
        if _is_note(unit, convention):
            if not (unit.gap or _ends_above(units, unit)):
                break
            found += waiting if _is_value(unit) else (*waiting, unit)
            waiting = []
        elif unit.gap or unit.labels or len(waiting) == MOST_LINES:
            break
        else:
            waiting.append(unit)
    return found


def _is_value(unit: Unit) -> bool:
    """Return whether a note is a caption with a value of the head: "Eingegangen: 3. Mai 2025"."""
    return FIELD in unit.roles and ":" in unit.text and any(unit.label(FIELD, name) for name in KEPT_FIELDS)


def _ends_above(units: Sequence[Unit], unit: Unit) -> bool:
    """Return whether the line above a note ends a sentence, or is no running text."""
    above = units[unit.index - 1] if unit.index else None
    return above is None or ends_sentence(above.text) or bool(above.labels) or len(above.text) < LONGEST_NOTE // 4


def _is_note(unit: Unit, convention: Convention) -> bool:
    """Return whether a line is a note about the paper: where it was printed, when it was handed out, where to look."""
    text = unit.text
    if len(text) > LONGEST_NOTE or text.endswith("?") or unit.is_a(ITEM):
        return False
    text = text.lstrip("(")
    folded = text.casefold()
    if text.startswith(convention.words("furniture", "asides")):
        return True
    words = convention.words("furniture", "notes")
    for word in words if folded.startswith(words) else ():
        if folded.startswith(word) and _ENDS_NOTE.match(text, len(word)) is not None and not states(text):
            return True
    return _TO_BE_SEEN.fullmatch(text) is not None
