"""Find the numbering of the questions among all markers of the document.

For each family of markers, the best chain is searched (1, 2, 3 …, restarts allowed, one number may be missing). "30. Juni 2025"
or a "2." at the beginning of a wrapped line score lower than markers where questions usually begin.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from anfrage_parser.assemble.prose import SHORT_HEADING, asks, begins_as_question, ends_open, ends_sentence
from anfrage_parser.assemble.questions.chain import SHAPED, Candidate, best_chain
from anfrage_parser.assemble.questions.shape import is_aligned
from anfrage_parser.model import FURNITURE, ITEM, LEAD_IN, Label, Marker, Role, Unit
from anfrage_parser.text.patterns import compiled

LOOK_AHEAD = 6
"""Units after a marker that are checked for a question."""

_ORDINALS = (
    "bauabschnitt",
    "weltkrieg",
    "plenarsitzung",
    "sitzung",
    "wahlperiode",
    "klasse",
    "liga",
    "halbjahr",
    "quartal",
    "obergeschoss",
    "stock",
    "jahrhundert",
    "tagung",
)


_BEFORE_ORDINAL = compiled(r"\b(?:der|die|das|dem|den|des|im|am|zum|zur|vom|beim|bis|ab|seit)\Z")
"""Words before an ordinal number: "… für das⏎3. Quartal"."""


@dataclass(slots=True, eq=False)
class Segment:
    """Consecutive items without a restart."""

    family: str
    items: list[Candidate] = field(default_factory=list)


def candidates(units: Sequence[Unit]) -> list[Candidate]:
    """Return every reading of every marker, scored by the text before and after it."""
    found: list[Candidate] = []
    for index, unit in enumerate(units):
        if ITEM not in unit.roles:
            continue
        furniture = unit.label(FURNITURE) if FURNITURE in unit.roles else None
        if furniture is not None and furniture.key != "letterhead":
            continue
        for label in unit.labels:
            if label.role is ITEM and label.marker is not None:
                found.append(_candidate(units, index, label, label.marker))
    return found


NO_ITEMS = frozenset({Role.DATE, Role.FIELD, Role.TABLE})

ITS_OWN = frozenset({ITEM, Role.HEADING, Role.SIGNED})
"""Roles of lines that don't continue the item above."""

APART = frozenset({ITEM, Role.HEADING, FURNITURE})
"""Roles of lines from which no sentence continues."""


def _candidate(units: Sequence[Unit], index: int, label: Label, marker: Marker) -> Candidate:
    unit = units[index]
    text = unit.text[label.start :].strip()
    reach = _reach(units, index, text)
    asking = asks(reach)
    before = _before(units, index, marker)
    score = (2.0 if asking else 0.0) + before
    if text and marker.family == "1.":
        score -= (1.0 if text[0].islower() else 0.0) + (3.0 if text.split(" ", 1)[0].casefold().strip(".,;:") in _ORDINALS else 0.0)
    if not unit.roles.isdisjoint(NO_ITEMS):
        score -= 4.0
    if marker.family.startswith("1") and (marker.label.startswith("l") or marker.label.endswith(",")):
        score -= MISREAD
    leads = index > 0 and LEAD_IN in units[index - 1].roles
    apart = index == 0 or leads or bool(unit.gap) or _is_complete(units[index - 1], text)
    shaped = asking and before >= 1.0 and apart and score >= SHAPED
    listed = before >= 1.0 and apart and score >= 1.0 and text[:1].isupper() and not ends_sentence(text)
    return Candidate(unit, label, marker, score, asking, "?" in reach, leads and shaped, shaped, listed)


def _is_complete(unit: Unit, after: str) -> bool:
    """Return whether nothing goes on below a line: it ends a sentence, or is an item, of a few words or with a question below."""
    if ends_sentence(unit.text) or ITEM not in unit.roles:
        return ends_sentence(unit.text)
    marker = unit.label(ITEM)
    own = unit.text[marker.start if marker else 0 :].strip()
    return begins_as_question(after) or (len(own) <= SHORT_HEADING and not begins_as_question(own) and not ends_open(own))


def _reach(units: Sequence[Unit], index: int, text: str) -> str:
    """Return the marker's text with the lines that continue it."""
    parts = [text]
    for unit in units[index + 1 : index + LOOK_AHEAD]:
        if "?" in parts[-1] or (unit.gap and parts != [""]) or not unit.roles.isdisjoint(ITS_OWN):
            break
        parts.append(unit.text)
    return " ".join(parts)


def _before(units: Sequence[Unit], index: int, marker: Marker) -> float:
    """Score the text before a marker: a lead-in is best, the middle of a sentence worst."""
    if index == 0:
        return 0.0
    before, unit = units[index - 1], units[index]
    if LEAD_IN in before.roles:
        return 2.5 if marker.value <= 1 else 1.0
    if unit.gap or unit.line is before.line:
        return 1.0
    listed = not before.roles.isdisjoint(APART) and marker.value == 1  # "Frage 1: Wie hoch waren die Einnahmen aus der⏎1. Gewerbesteuer"
    if marker.family == "1." and not listed and _BEFORE_ORDINAL.search(before.text):
        return -3.5  # "… wurde der für das⏎3. Quartal"
    if not before.roles.isdisjoint(APART) or ends_sentence(before.text):
        return 1.0
    return -2.0 if marker.family != "bullet" and len(before.text) > 60 else -0.5


MISREAD = 0.5
"""Penalty of a misread marker: "l." or "2,"."""

WHOLE = ("1.", "1)")
"""Families of whole numbers that may continue after "1.1" or "1a)"."""


def chains(found: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    """Return family → its best chain, in document order."""
    _adopt(found)
    by_family: dict[str, list[Candidate]] = {}
    for candidate in found:
        by_family.setdefault(candidate.marker.family, []).append(candidate)
    whole = [row for family in WHOLE for row in by_family.get(family, ())]
    _support(whole, by_family.get("1.1", ()))
    best = {
        family: _dotted(rows, whole) if family == "1.1" else _bullets(rows) if family == "bullet" else best_chain(rows)
        for family, rows in by_family.items()
    }
    if best.get("1.1") and not any(best.get(family) for family in WHOLE):  # "2." behind "1.1." and "1.2.", where no "1." stands
        both = [*by_family["1.1"], *whole]
        best["1.1"] = _dotted(sorted(both, key=lambda row: row.unit.index), ())
    return best


PUNCTUATED = frozenset({"1.", "1)", "(1)", "1:", "1/", "1 "})
"""Families of whole numbers that differ by their punctuation only."""


def _adopt(found: Sequence[Candidate]) -> None:
    """Let a number with other punctuation count with those around it: "1.", "2)", "3."."""
    rows = [row for row in found if row.marker.family in PUNCTUATED and row.shaped]
    if len({row.marker.family for row in rows}) < 2:  # most letters
        return
    families = Counter(row.marker.family for row in rows)
    (most, count), *_ = families.most_common()
    for before, row, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        if row.marker.family == most or families[row.marker.family] > 1 or count < 2:
            continue
        steps = [(row, before)] if before else []
        steps += [(after, row)] if after else []
        if all(up.marker.value - low.marker.value == 1 and is_aligned(up.unit, low.unit) for up, low in steps):
            row.marker = row.marker._replace(family=most)


def _support(whole: Sequence[Candidate], dotted: Sequence[Candidate]) -> None:
    """Raise the score of numbers right above the first of their own parts ("2. Zeitplan⏎2.1 Wann …")."""
    firsts = {(row.marker.path[:1], row.unit.index) for row in dotted if row.marker.path[1:] == (1,)}
    for row in whole:
        if any((row.marker.path, row.unit.index + lines) in firsts for lines in range(1, LOOK_AHEAD + 1)):
            row.score = max(row.score, 1.0)


def _bullets(rows: Sequence[Candidate]) -> list[Candidate]:
    """Return all bullets, except dashes in the middle of a sentence, as bullets have no count."""
    return [row for row, after in zip(rows, [*rows[1:], None], strict=True) if row.score >= 0 or (after and _opens(row, after))]


def _opens(row: Candidate, after: Candidate) -> bool:
    """Return whether a bullet after an unfinished line begins a list: the same bullet follows right below."""
    return after.score >= 0 and row.marker.label == after.marker.label and after.unit.index == row.unit.index + 1


def _dotted(rows: Sequence[Candidate], whole: Sequence[Candidate]) -> list[Candidate]:
    """Return the chain of 1.1, 1.2, 1.2.1, 2.1: each is the previous one's next sibling, first child, or an ancestor's next sibling."""
    out: list[Candidate] = []
    tops = {(row.marker.path, row.unit.index) for row in whole}
    for row in rows:
        if not out and row.marker.path[0] > 1 and not row.asks and not _is_below(row, tops):
            continue  # "17.1" alone is an item of the agenda
        if row.score > -1.5 and (not out or _follows(out[-1].marker.path, row.marker.path)):
            out.append(row)
    return out


def _is_below(row: Candidate, tops: Set[tuple[tuple[int, ...], int]]) -> bool:
    """Return whether "2.1" is a few lines below "2."; `tops` are the (path, index) of whole numbers."""
    return any((row.marker.path[:1], row.unit.index - lines) in tops for lines in range(1, LOOK_AHEAD + 1))


def _follows(before: Sequence[int], path: Sequence[int]) -> bool:
    if tuple(path) <= tuple(before):
        return path[-1] == 1 and len(path) == 2 and path[0] == 1
    for depth, number in enumerate(path):
        known = before[depth] if depth < len(before) else 0
        if number != known:
            return number - known <= 2 and all(n <= 2 for n in path[depth + 1 :])
    return True


def segments(chain: Sequence[Candidate], hard_breaks: Mapping[int, int], leads: Sequence[int]) -> list[Segment]:
    """Split a chain at restarts, and where a reasons heading or a signature is between two items.

    Bullets are split where a lead-in is between two; `leads` is the number of lead-ins up to each unit.
    """
    out: list[Segment] = []
    for row in chain:
        last = out[-1].items[-1] if out else None
        goes_on = last is not None and (row.marker.family in ("bullet", "1.1") or row.marker.value > last.marker.value)
        if last is not None and row.marker.family == "bullet":
            goes_on = leads[row.unit.index] == leads[last.unit.index]
        goes_on = goes_on or (row.by_shape and row.before is last)
        if last is not None and goes_on and hard_breaks[row.unit.index] == hard_breaks[last.unit.index]:
            out[-1].items.append(row)
        else:
            out.append(Segment(row.marker.family, [row]))
    return out
