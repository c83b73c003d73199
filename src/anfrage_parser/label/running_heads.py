"""Detect running heads and feet: lines repeated at the edges of pages."""

from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

from anfrage_parser.label.page_marks import all_known, halves_of, head_with_page, is_bare_number, is_catchword, page_at_edge, shape_of
from anfrage_parser.model import FIELD, Label, Role, Unit
from anfrage_parser.text.answer_marks import mark
from anfrage_parser.text.values import is_reference

EDGE = 3
"""Lines at the top and bottom of a page that may be running heads or feet."""

TITLE_REACH = 20
"""Lines of the first page that may be repeated at the top of later pages."""

SAME_PLACE = 6.0
"""Tolerance of a running head's position, in points."""

RUNNING = Label(Role.FURNITURE, "running-head", "running")


def running_heads(units: Sequence[Unit]) -> list[Unit]:
    """Propose furniture for edge lines that occur on two or more pages, ignoring digits.

    The first one keeps its other proposals, unless it is a foot: "Landtag Nordmark Drucksache 12/345" gives the number.
    """
    rows = [unit for unit in units if unit.line.note is None]
    if len({unit.line.page for unit in rows}) < 2:
        _mark_page_number(rows)
        _mark_heads_in_one_page(rows)
        _mark_contact(rows)
    else:
        _mark_running(rows)
    return list(units)


def _mark_running(units: Sequence[Unit]) -> None:
    """Mark the edge lines of pages."""
    pages: dict[int, list[Unit]] = {}
    for unit in units:
        pages.setdefault(unit.line.page, []).append(unit)
    for rows in pages.values():
        _mark_page_number(rows, beside=1)
        _mark_edges(rows)
    _mark_repeated(list(pages.values()))
    _mark_interrupting(list(pages.values()))
    _mark_alike(pages)
    for rows in pages.values():
        _mark_beside(rows)
        _mark_contact(rows)
    _mark_catchwords(list(pages.values()))


def _mark_alike(pages: Mapping[int, Sequence[Unit]]) -> None:
    """Mark the edge lines that are alike on two pages or more."""
    feet = {id(unit) for rows in pages.values() for unit in _below_text(rows)}
    seen: dict[str, list[Unit]] = {}
    for rows in pages.values():
        for side, units in (("", rows[:EDGE]), ("\n", rows[-EDGE:])):
            for unit in [u for u in units if not u.is_a(Role.CLOSING)]:  # closings are alike under all letters of a file
                told = unit.is_a(Role.DATE) or unit.label(FIELD, "date") is not None or mark(unit.text) is not None or _is_row(unit.text)
                seen.setdefault(side + (unit.text if told else shape_of(unit.text, unit.line.page)), []).append(unit)
    for group in seen.values():
        if len({u.line.page for u in group}) >= 2 and (not any(u.is_a(Role.ITEM) for u in group) or _count_pages(group)):
            _mark(group, feet)


def _is_row(text: str) -> bool:
    """Return whether a line is the row of a table with nothing but numbers: "2017      19"."""
    return "   " in text and not any(char.isalpha() for char in text)


def _mark_heads_in_one_page(units: Sequence[Unit]) -> None:
    """In a text without page breaks, mark a repeated line that is or holds the paper's number, and the page number below or beside it."""
    seen: set[str] = set()
    after = False
    for unit in units:
        inline = is_reference(unit.text) or any(label.role is FIELD and label.rule.endswith(":inline") for label in unit.labels)
        again = inline and unit.text in seen
        if again or (after and unit.text.isdigit()) or head_with_page(unit.line.text.strip()) is not None:
            unit.relabel([RUNNING._replace(end=len(unit.text))], "running-head")
        if inline:
            seen.add(unit.text)
        after = again


def _mark_page_number(rows: Sequence[Unit], beside: int = 0) -> None:
    """Mark a page's first or last line if it is only the page number, or differs by `beside`, as a cover may be counted or not."""
    ends = [row for row, gap in ((rows[-1], rows[-1].gap), (rows[0], len(rows) > 1 and rows[1].gap)) if gap] if rows else []
    for row in ends:
        if row.text.isdecimal() and len(row.text) <= 3 and abs(int(row.text) - row.line.page) <= beside:
            row.relabel([RUNNING._replace(rule="page-number", end=len(row.text))], "page-number")


def _mark_edges(rows: Sequence[Unit]) -> None:
    """Mark what at a page's edge names it or the next one, in a form that elsewhere may mean something else: "… 2", "(2)"."""
    top = head_with_page(rows[0].line.text.strip()) if rows and rows[0].line.page > 1 else None
    for row in rows if top is not None and int(top[1]) == rows[0].line.page else ():
        if row.line is rows[0].line:
            row.relabel([RUNNING._replace(rule="page-number", end=len(row.text))], "page-number")
    for row in (*rows[:1], *rows[-EDGE:]):
        named = page_at_edge(row.line.text.strip() if "   " in row.line.text.strip() else row.text)
        if named is not None and (not named or -1 <= named - row.line.page <= 1):
            row.relabel([RUNNING._replace(rule="page-number", end=len(row.text))], "page-number")


def _count_pages(group: Sequence[Unit]) -> bool:
    """Return whether lines that look like items are running heads that begin with the page's number: "2 – Stadt Auental"."""
    numbers = [halves_of(unit.text)[1] for unit in group]
    steps = {number - unit.line.page if number is not None else None for number, unit in zip(numbers, group, strict=True)}
    return len(steps) == 1 and None not in steps and not any(unit.text.endswith("?") for unit in group)


def _is_numbered(unit: Unit) -> bool:
    """Return whether the line of a later page has the page's number at its side."""
    page = unit.line.page
    return page > 1 and halves_of(unit.line.text)[1] in (page - 1, page, page + 1)


def _is_marked(unit: Unit) -> bool:
    """Return whether a unit is a page mark or a running head, and nothing else."""
    return any(label.role is Role.FURNITURE and label.key in ("running", "page") for label in unit.labels)


def _mark_beside(rows: Sequence[Unit]) -> None:
    """Mark a page's number that stands on the line of a running head, as a piece of its own."""
    for one, other in pairwise((*rows[:EDGE], *rows[-EDGE:])):
        for number, head in ((one, other), (other, one)):
            if number.line is head.line and number is not head and is_bare_number(number.text) and _is_marked(head):
                number.relabel([RUNNING._replace(rule="page-number", end=len(number.text))], "page-number")


def _mark_contact(rows: Sequence[Unit]) -> None:
    """Mark a page's last lines, apart from the text above them, if all of them are addresses, numbers of telephones, marks of pages."""
    first = len(rows)
    while first and (_is_marked(rows[first - 1]) or _is_contact(rows[first - 1])):
        first -= 1
    foot = [unit for unit in rows[first:] if not _is_marked(unit)]
    if foot and foot[0].gap and _below_text(rows[:first]):
        for unit in foot:
            unit.relabel([RUNNING._replace(rule="page-foot", end=len(unit.text))], "page-foot")


def _is_contact(unit: Unit) -> bool:
    """Return whether a line is one of a letterhead, and signs nothing."""
    return unit.label(Role.FURNITURE, "letterhead") is not None and not unit.is_a(Role.NAME, Role.SIGNED, Role.CLOSING, Role.ITEM)


def _mark_catchwords(pages: Sequence[Sequence[Unit]]) -> None:
    """Mark a page's last words if the next page begins with them."""
    for rows, after in pairwise(pages):
        last = next((unit for unit in reversed(rows[-EDGE:]) if not _is_marked(unit)), None)
        first = next((unit for unit in after[: EDGE + 1] if not _is_marked(unit)), None)
        if last is not None and first is not None and is_catchword(last.text, last.gap > 0, first.text):
            last.relabel([RUNNING._replace(rule="catchword", end=len(last.text))], "catchword")


LEAST_REPEATED = 12
"""Characters that the top line of a later page must share with the first page to count as a repeated title."""


def _mark_repeated(pages: Sequence[Sequence[Unit]]) -> None:
    """Mark the top lines of later pages that repeat the title of the first, or its beginning."""
    head = pages[0][:TITLE_REACH]
    known = [u.text for u in head] + [f"{a.text} {b.text}" for a, b in pairwise(head)]
    for top in (rows[0] for rows in pages[1:]):
        if len(top.text) < LEAST_REPEATED or (top.is_a(Role.ITEM) and not _count_pages([top])):
            continue
        if any(top.text.rstrip(". …") in text for text in known) or all_known(halves_of(top.text)[0], known, LEAST_REPEATED):
            top.relabel([RUNNING._replace(end=len(top.text))], "running-head")


def _mark_interrupting(pages: Sequence[Sequence[Unit]]) -> None:
    """Mark the top line of a page between the halves of a sentence, if it holds a whole line of the first page's head."""
    known = [u.text for u in pages[0][:TITLE_REACH] if len(u.text) >= LEAST_REPEATED]
    for above, rows in pairwise(pages):
        if len(rows) < 2 or not rows[1].gap or not rows[1].text[0].islower() or any(u.text[-1] in ".?!" for u in _last_text(above)):
            continue
        if rows[0].text[0].isupper() and rows[0].text[-1] not in ".?!,;-" and any(text in rows[0].text for text in known):
            rows[0].relabel([RUNNING._replace(end=len(rows[0].text))], "running-head")


def _last_text(rows: Sequence[Unit]) -> Sequence[Unit]:
    """Return the last unit of a page that is no furniture, in a list."""
    return [unit for unit in rows[-EDGE - 1 :] if Role.FURNITURE not in unit.roles][-1:]


def _apart(unit: Unit, others: Sequence[Unit]) -> bool:
    """Return whether a line of the first page is the title itself: at another position than the running heads, or larger."""
    if unit.line.page > 1 or len(unit.text) < LEAST_REPEATED:
        return False
    later = next((u for u in others if u.line.page > unit.line.page), None)
    if later is None:
        return False
    box, other = unit.line.bbox, later.line.bbox
    if box is None or other is None:
        return not unit.labels
    return abs(box[1] - other[1]) > SAME_PLACE or (unit.line.size or 0) > (later.line.size or 0) * 1.05


def _below_text(rows: Sequence[Unit]) -> Sequence[Unit]:
    """Return the units of a page below the first one of running text."""
    text = (Role.SALUTATION, Role.LEAD_IN, Role.ITEM)  # "18. Wahlperiode" is no item
    begun = next((i for i, unit in enumerate(rows) if unit.is_a(*text) and FIELD not in unit.roles), len(rows))
    return rows[begun + 1 :]


def _mark(group: Sequence[Unit], feet: Set[int]) -> None:
    """Mark the lines as furniture; `feet` are the units below text."""
    for number, unit in enumerate(group):
        if _apart(unit, group):
            continue
        if number == 0 and is_reference(unit.text):
            continue  # the paper's number, without a caption
        told = unit.is_a(Role.FIELD, Role.TYPE, Role.GROUP, Role.BODY) and id(unit) not in feet and not _is_numbered(unit)
        label = RUNNING._replace(end=len(unit.text), key="letterhead" if number == 0 and told else "running")
        unit.relabel([*unit.labels, label] if number == 0 and told else [label], "running-head")
