"""What stands beside a day of the head that no label told says whether it is the letter's; and whose the session is."""

from collections.abc import Sequence
from itertools import pairwise

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.head.contest import offer
from anfrage_parser.assemble.head.headline import is_group_alone
from anfrage_parser.assemble.head.session_text import DOES
from anfrage_parser.assemble.ledger import Ledger, part
from anfrage_parser.conventions import Convention
from anfrage_parser.model import DATE, FIELD, ITEM, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import STRICT_REFERENCE, Found, find_dates, find_public

LONGEST = 120
"""Characters of a line of the head that is no text."""

_HANDED_IN = compiled(
    r"[\s,(](?:[Ee]ingereicht|[Gg]estellt|[Ee]ingebracht)\s(?:am|vom)\s(?:\w{2,10},\s)?\Z", needs=("ingereicht", "estellt", "ingebracht")
)
""" "Bezirksverordnete Eva Muster (SPD), eingereicht am 3. Mai 2024"."""

READ = ("date", "received", "session_date", "refers_to.date", "title")
"""Fields whose days are read already, or part of them."""

_NAMED = compiled(r"[\s(]vom\s\Z")
""" "Nr. 11/2024 vom", before the day of the paper with that number."""


def offer_unclaimed(units: Sequence[Unit], ledger: Ledger, draft: Draft, convention: Convention) -> None:
    """Offer the days beside the asking group, and those behind the paper's number or kind and "vom", or behind "eingereicht am"."""
    for unit in units:
        if len(unit.text) > LONGEST or unit.is_a(DATE, FIELD, ITEM) or not unit.text[-1:].isdigit():
            continue
        days = find_dates(unit.text)
        if len(days) != 1 or days[0].end != len(unit.text) or not _is_letters(unit.text, days[0], convention):
            continue
        at = unit.line.at(unit.start + days[0].start)
        if not any(span.start <= at < span.end and span.field in READ for span in ledger.spans(unit)):
            offer(draft, ledger, "date", [part(unit, days[0].start, days[0].end)], "beside", days[0].value, claims=False)


def name_session(units: Sequence[Unit], ledger: Ledger, draft: Draft, convention: Convention) -> None:
    """Give the session without a council what stands beside its day, or right below: "Ortsrat Auental   Sitzung am 05.06.2024"."""
    spans = draft.session_date[1].spans if draft.session_date is not None and draft.committee is None else ()
    for unit in units if spans else ():
        before = unit.line.start <= spans[0].start < unit.line.end and unit.line.at(unit.start) < spans[0].start
        if before and spans[0].start > unit.line.at(unit.end - 1) and convention.committee.match(unit.text):
            does = DOES.search(unit.text)
            draft.committee = ledger.piece([part(unit, 0, does.start() if does else None)], "committee", "session:cell")
            return
    below = (unit for above, unit in pairwise(units) if spans and above.line.start <= spans[0].start < above.line.end)
    for unit in below:
        end = _council_alone(unit, convention) if not unit.gap and not ledger.taken(unit) else 0
        if end:
            draft.committee = ledger.piece([part(unit, 0, end)], "committee", "session:below")
            return


def _council_alone(unit: Unit, convention: Convention) -> int:
    """Return where a council's name ends that stands alone on its line, or beside "öffentlich"; 0 for any other line."""
    named = convention.committee.match(unit.text)
    rest = unit.text[named.end() :].strip() if named is not None else unit.text
    return named.end() if named is not None and (not rest or find_public(rest) is not None) else 0


def _is_letters(text: str, day: Found, convention: Convention) -> bool:
    """Return whether a group, or the number or name of the paper and "vom", stand right before a day, and nothing else."""
    before = text[: day.start]
    if is_group_alone(before.rstrip(" ·|,;–-"), convention) and before.rstrip() != before.rstrip(" ·|,;–-"):
        return True
    if _HANDED_IN.search(before) is not None:
        return True
    named = _NAMED.search(before)
    if named is None:
        return False
    names = [*STRICT_REFERENCE.finditer(before), *filter(None, [convention.inquiry_type.match(before)])]
    return any(not before[name.end() : named.start()].strip(" ).") for name in names)
