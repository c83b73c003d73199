"""Retract proposals because of the previous line: the middle of a sentence is no signature, heading or paper's name."""

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from anfrage_parser.assemble.prose import ends_open, ends_sentence
from anfrage_parser.model import CLOSING, FIELD, ITEM, LEAD_IN, NAME, SALUTATION, SIGNED, TYPE, Label, Role, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import find_dates

RUNNING_TEXT = 55
"""Length from which a line that doesn't end a sentence is running text."""

NAME_REACH = 40
"""Units at the beginning in which a document names itself."""

TAKEN_BACK = frozenset({Role.TYPE, Role.DATE, Role.SIGNED, Role.BODY, Role.GROUP, Role.OFFICE, Role.ADDRESS, Role.CLOSING, Role.SALUTATION})


def take_back(units: Sequence[Unit]) -> None:
    """Retract such proposals on lines that continue the previous line ("… (vgl. Vorbemerkung der⏎Fragesteller)?").

    Each unit keeps retracted proposals and the retracting rule, for `anfrage explain`.
    """
    if any(label.key == "inquiry" and label.rule == "type" for unit in units[:NAME_REACH] if TYPE in unit.roles for label in unit.labels):
        _drop_rule(units, TYPE, "type:weak", "inquiry-named")  # "Antrag auf Fördermittel" is what this inquiry is about
    for unit, after in zip_longest(units, units[1:]):
        if LEAD_IN in unit.roles and (after is None or ITEM not in after.roles):
            _drop_rule([unit], LEAD_IN, "lead-in:comma", "no-list-behind")  # no list behind it
    _drop_quoted(units)
    _drop_dashes(units)
    _drop_early_ends(units)
    _drop_inside(units)
    for before, unit in pairwise(units):
        if unit.labels and not unit.gap:
            kept = [label for label in unit.labels if not _goes(label, before, unit)]
            if len(kept) < len(unit.labels):
                unit.relabel(kept, "goes-on-from-above")


def _drop_rule(units: Sequence[Unit], role: Role, rule: str, by: str) -> None:
    """Retract the proposals of a rule, which have that role."""
    for unit in units:
        if role in unit.roles:
            unit.relabel([label for label in unit.labels if label.rule != rule], by)


def _drop_early_ends(units: Sequence[Unit]) -> None:
    """Retract ends above the first question: "im Namen der SPD-Fraktion", "vielen Dank für Ihre Antwort" below the salutation."""
    begun = False
    ends: list[Unit] = []
    for unit in units:
        begun = begun or not unit.roles.isdisjoint(BEGINNINGS)
        if begun and "?" in unit.text:
            break
        if not unit.roles.isdisjoint(ENDS) and FIELD not in unit.roles:
            ends.append(unit)
    else:
        return
    for unit in ends:
        unit.relabel([label for label in unit.labels if not _is_early(label, unit)], "above-first-question")


BEGINNINGS = frozenset({ITEM, SALUTATION, LEAD_IN})
"""Roles that show that the head is over."""

ENDS = frozenset({SIGNED, CLOSING})


def _is_early(label: Label, unit: Unit) -> bool:
    """Return whether a proposal that usually ends letters may also begin one."""
    if label.role is Role.SIGNED:
        return not label.key.startswith("gez")
    return label.rule == "closing" and "dank" in unit.text.casefold()


def _drop_inside(units: Sequence[Unit]) -> None:
    """Retract signatures in the middle of a sentence."""
    for i in range(1, len(units)):
        if SIGNED in units[i].roles and _is_inside(units[i - 1], units[i], units[i + 1] if i + 1 < len(units) else None):
            units[i].drop(SIGNED, "inside-sentence")


BY_ITSELF = ("gez", "digital", "elektronisch")
"""Beginnings of signatures that no sentence has."""

NAMED = frozenset({Role.NAME, Role.GROUP, Role.MEMBER, Role.CLOSING, Role.SIGNED, Role.DATE, Role.OFFICE, Role.FIELD, Role.HEADING})
"""Roles of lines around a signature that don't end a sentence."""


def _is_inside(before: Unit, unit: Unit, after: Unit | None) -> bool:
    """Whether a line that begins like a signature is the middle of a sentence: "Das Gutachten wurde⏎im Auftrag der Stadt⏎erstellt"."""
    label = unit.label(SIGNED)
    if label is None or label.key.startswith(BY_ITSELF) or unit.text.endswith(":") or FIELD in unit.roles:
        return False
    named = after is not None and not after.roles.isdisjoint(NAMED)
    if after is not None and not after.gap and after.text[0].islower() and not named:
        return True
    if unit.gap or ends_sentence(before.text) or not before.roles.isdisjoint(NAMED) or named:
        return False
    return unit.text[0].islower() or before.is_a(Role.ITEM) or ends_open(before.text)


QUOTE_REACH = 40
"""Most lines of a quoted list."""

_QUOTED_ITEM = compiled(r"(?:„|\"|»|“)\s?(?:[0-9]{1,2}|[a-z]|Frage\s[0-9]{1,2})\s?[.):]\s?[A-ZÄÖÜ]")


def _drop_quoted(units: Sequence[Unit]) -> None:
    """Retract the items of a list that is quoted below a colon, where others ask behind it: „1. Wie oft?“ … „3. Wann?“."""
    for at in range(1, len(units)):
        if units[at].text[0] not in '„"»“' or _QUOTED_ITEM.match(units[at].text) is None or not units[at - 1].text.endswith(":"):
            continue
        closing = "»«" if units[at].text[0] == "»" else '“”"'
        end = next((i for i in range(at, min(at + QUOTE_REACH, len(units))) if units[i].text[-1] in closing), at)
        if any(ITEM in unit.roles and "?" in unit.text for unit in units[end + 1 :]):
            for unit in units[at : end + 1]:
                unit.relabel([label for label in unit.labels if label.role not in (ITEM, LEAD_IN)], "quoted")


DASH_REACH = 6
"""Distance in lines within which another dash shows that a dash is a list item."""


def _drop_dashes(units: Sequence[Unit]) -> None:
    """Retract dashes in the middle of a sentence: "… auf den Haushalt⏎– insbesondere auf die Planung?"."""
    for unit in units:
        if ITEM in unit.roles and NAME in unit.roles and unit.text[-1] in "-–*":
            unit.drop(ITEM, "framed-name")  # "– Sprecherin –", "*Eva Muster*"
    dashes = [i for i, unit in enumerate(units) if ITEM in unit.roles and _is_dash(unit)]
    for place, i in enumerate(dashes):
        near = any(abs(i - other) <= DASH_REACH for other in dashes[max(place - 1, 0) : place + 2] if other != i)
        if i and not near and not units[i].gap and not ends_sentence(units[i - 1].text):
            units[i].drop(ITEM, "lone-dash")


def _is_dash(unit: Unit) -> bool:
    label = unit.label(ITEM, "bullet") if unit.text[0] in "-–—" else None
    return label is not None and unit.text[label.start :].strip()[:1].islower()


def is_running_text(unit: Unit) -> bool:
    """Return whether a line is running text; captions of the head aren't."""
    return (len(unit.text) >= RUNNING_TEXT and not unit.is_a(Role.FIELD, Role.TYPE, Role.TABLE)) or unit.is_a(Role.LEAD_IN, Role.ITEM)


OPENLY_TAKEN = frozenset({Role.FIELD, Role.GROUP, Role.BODY, Role.ADDRESS, Role.OFFICE})
"""Roles also retracted after a short line that ends with an article or a preposition."""

OPEN_TEXT = 25
"""Length from which a line that ends with an article or a preposition is running text."""


def _goes_on(before: Unit, unit: Unit, role: Role) -> bool:
    """Return whether a line is in the middle of a sentence: the previous line is unfinished running text."""
    if unit.gap or ends_sentence(before.text) or before.line is unit.line or before.is_a(Role.TYPE, Role.MEMBER, Role.GROUP):
        return False
    if role is SALUTATION and SALUTATION in before.roles:
        return False  # a second one: "liebe Frau Muster,"
    if len(before.text) >= RUNNING_TEXT:
        return True
    opens = ends_open(before.text) and (role is Role.FIELD or not before.text.endswith(","))
    return opens and len(before.text) >= OPEN_TEXT and role in OPENLY_TAKEN


_SHORT_FORM = compiled(r"\b[a-zA-Z]\.\Z")
""" "z." at a line's end: the next line's "B." is no item."""


def _names_session(text: str) -> bool:
    """Return whether a line ends with a date: "Anfrage zur Sitzung des Stadtrates am 10. September 2025", "vom 3. Mai 2016"."""
    dates = find_dates(text)
    return bool(dates) and not text[dates[-1].end :].strip(" .")


def _goes(label: Label, before: Unit, unit: Unit) -> bool:
    """Return whether the line right above retracts a proposal."""
    if label.role is ITEM:
        return label.key in ("a", "A") and _SHORT_FORM.search(before.text) is not None
    if label.rule == "heading:questions" and before.text.split()[-1].islower():
        return True  # "… auf folgende⏎Fragen:"
    if label.rule == "heading:subject":
        return _goes_on(before, unit, label.role) or ends_open(before.text)
    if label.rule == "furniture" and unit.text.isdigit():  # the year at the end of a subject, not a page's number
        return len(unit.text) == len("2024") and not ends_sentence(before.text) and len(before.text) >= OPEN_TEXT
    if label.role not in TAKEN_BACK and label.role is not FIELD:
        return False
    return _goes_on(before, unit, label.role) and _is_taken_back(label, before, unit)


def _is_taken_back(label: Label, before: Unit, unit: Unit) -> bool:
    if label.role is FIELD:
        whole = label.start == len(unit.text) or label.key == "number" or _names_session(unit.text)
        wide = unit.text[: label.start].endswith("   ")  # "Betreff   Kosten des Stadtfestes", a row of a form
        return not wide and ":" not in unit.text and (ends_open(before.text) or not whole)
    if label.role is TYPE and (_names_session(unit.text) or (unit.text[-1] == ")" and not ends_open(before.text))):
        return False  # "Kleine Anfrage von Eva Muster (SPD)", below the title
    if label.role is Role.DATE:
        return before.text.endswith((" und", " sowie", ",")) and bool(label.key)  # "… für Bau und⏎Stadtentwicklung am 14. März"
    if label.role is SIGNED:
        return not unit.text.endswith(":") and not label.key.startswith("gez")
    return ends_open(before.text) or len(unit.text) > RUNNING_TEXT
