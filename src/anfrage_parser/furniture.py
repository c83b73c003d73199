"""Running heads and feet: lines that come back, at the edges of the pages, from page to page."""

import re
from collections.abc import Sequence
from dataclasses import replace

from anfrage_parser.model import Label, Role, Unit

EDGE = 3
"""Lines at the top and at the bottom of a page in which a running head or foot may stand."""

RUNNING = Label(Role.FURNITURE, "running-head", "running")


def running_heads(units: Sequence[Unit]) -> list[Unit]:
    """Propose furniture for edge lines that stand on two pages or more, digits apart.

    The first of them keeps its other proposals: "Landtag Nordmark Drucksache 12/345" tells the number once.
    """
    pages: dict[int, list[Unit]] = {}
    for unit in units:
        pages.setdefault(unit.line.page, []).append(unit)
    if len(pages) < 2:
        _mark_heads_in_one_page(units)
        return list(units)
    seen: dict[str, list[Unit]] = {}
    for rows in pages.values():
        edge = {id(u): u for u in (*rows[:EDGE], *rows[-EDGE:])}
        for unit in edge.values():
            seen.setdefault(_shape(unit.text), []).append(unit)
    for group in seen.values():
        if len({u.line.page for u in group}) >= 2 and not any(u.is_a(Role.ITEM) for u in group):
            _mark(group)
    return list(units)


def _mark_heads_in_one_page(units: Sequence[Unit]) -> None:
    """A text that lost its page breaks: a line with the paper's number that comes back to the letter, and the page number below it."""
    seen: set[str] = set()
    after = False
    for unit in units:
        inline = any(label.rule.endswith(":inline") for label in unit.labels)
        again = inline and unit.text in seen
        if again or (after and unit.text.isdigit()):
            unit.labels = (replace(RUNNING, end=len(unit.text)),)
        if inline:
            seen.add(unit.text)
        after = again


def _mark(group: Sequence[Unit]) -> None:
    for number, unit in enumerate(group):
        told = unit.is_a(Role.FIELD, Role.TYPE, Role.GROUP, Role.BODY)
        label = replace(RUNNING, end=len(unit.text), key="letterhead" if number == 0 and told else "running")
        unit.labels = (*unit.labels, label) if number == 0 and told else (label,)


def _shape(text: str) -> str:
    """A line without its digits: "Seite 1 von 2" and "Seite 2 von 2" are one."""
    return re.sub(r"[0-9]+", "#", text)[:200]
