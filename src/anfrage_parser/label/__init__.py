"""What each line may be: a proposal only, by rules that look at one line.

`RULES` is the table of contents: every rule takes a folded line without blanks at its ends and the convention, and gives
labels. A line may get several; the assembler decides with the whole document in view.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from anfrage_parser.conventions import Convention, key
from anfrage_parser.firstuse import compiled
from anfrage_parser.label.body_rules import agenda, closing, heading, item, lead_in, reasons, salutation
from anfrage_parser.label.end_rules import signed
from anfrage_parser.label.furniture_rules import furniture
from anfrage_parser.label.greeting_rules import copies, greeting
from anfrage_parser.label.group_rules import group
from anfrage_parser.label.head_rules import SHORT, address, bare_label, body, date, field, name, type_
from anfrage_parser.label.table_rules import table
from anfrage_parser.markers import next_numbers, split_inline
from anfrage_parser.model import Label, Line, Unit

MAX_LINE = 20_000
"""Characters of a line that rules look at; the rest belongs to it unread."""

Rule = Callable[[str, Convention], Iterable[Label]]


def label(lines: Iterable[Line], convention: Convention) -> list[Unit]:
    """Every non-blank line as one or more units with their proposals, in reading order."""
    units: list[Unit] = []
    gap = columns = 0
    above: dict[str, int] = {}
    for line in lines:
        if not line.text or line.text.isspace():
            gap += 1
            continue
        cells = _cells(line.text)
        heads = len(cells) if len(cells) > 1 and all(bare_label(line.text[a:b].strip(" :"), convention) for a, b in cells) else 0
        above = {} if gap else above
        pieces = cells if heads or (columns and len(cells) > 1) else _pieces(line, convention, above)
        columns = heads
        above = next_numbers((line.text[a:b].strip() for a, b in pieces), above)
        for start, end in pieces:
            text = line.text[start:end].strip()
            if text:
                units.append(Unit(len(units), line, start, end, text, gap, _labels(text, convention)))
                gap = 0
    return units


def _cells(text: str) -> list[tuple[int, int]]:
    """The pieces of a short line that wide gaps part: the heads of columns, or the values below them."""
    if "   " not in text.strip() or len(text) > 2 * SHORT:
        return []
    starts = [0, *(m.end() for m in re.finditer(r"(?<=\S)\s{3,200}(?=\S)", text))]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _pieces(line: Line, convention: Convention, above: Mapping[str, int]) -> list[tuple[int, int]]:
    text = line.text
    starts = split_inline(text[:MAX_LINE], above)
    if len(starts) == 1 and ("   " in text or "\t" in line.raw) and len(text) <= 2 * SHORT:
        starts = _columns(_with_tabs(line), convention)
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _with_tabs(line: Line) -> str:
    """A line's folded text in which the tabs between words, blanks by now, are tabs again."""
    if "\t" not in line.raw:
        return line.text
    return "".join("\t" if line.raw[line.at(i) - line.start] == "\t" else char for i, char in enumerate(line.text))


def _columns(text: str, convention: Convention) -> list[int]:
    """A line that holds several things side by side, parted by wide gaps: address and office, "label: value" twice."""
    starts = [0]
    if any(table(text.strip(), convention)):
        return starts
    for match in re.finditer(r"\S(?=\s{3}|\t)\s{1,60}(?=\S)", text):
        before, after = text[starts[-1] : match.start() + 1].strip(), text[match.end() :].replace("\t", "   ").split("   ")[0].strip()
        if (
            not before.endswith(":")
            and (key(before) not in convention.fields or before[-1].isdigit())
            and _says_something(after, convention)
        ):
            starts.append(match.end())
    return starts


_LABEL = compiled(r"[A-ZÄÖÜ][\w/ -]{2,30}:")


def _says_something(text: str, convention: Convention) -> bool:
    """Whether the right-hand piece of a line is something of its own."""
    if _LABEL.fullmatch(text):
        return True
    rules = (field, date, furniture, address, body, group, type_)
    return any(found.key != "page" for rule in rules for found in rule(text, convention))


def _labels(text: str, convention: Convention) -> tuple[Label, ...]:
    short = len(text) <= SHORT
    rules = (*RULES, *SHORT_RULES) if short else RULES
    return tuple(found for rule in rules for found in rule(text[:MAX_LINE], convention))


RULES: tuple[Rule, ...] = (item, lead_in, agenda, salutation, closing, reasons, type_, field, table, furniture)
"""Rules for lines of any length."""

SHORT_RULES: tuple[Rule, ...] = (greeting, copies, heading, date, signed, address, group, name, body)
"""Rules for lines up to `SHORT` characters."""
