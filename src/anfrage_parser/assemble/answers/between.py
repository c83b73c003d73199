"""Answers printed between the questions: where each begins, and what ends the last one."""

from collections.abc import Sequence
from itertools import zip_longest

from anfrage_parser.assemble.answers.frame import end_of_answers
from anfrage_parser.assemble.ledger import Ledger
from anfrage_parser.assemble.prose import begins_as_question, ends_as_question, follows_up, requests
from anfrage_parser.assemble.questions.outline import Node
from anfrage_parser.assemble.wishes import tells_how_to_answer
from anfrage_parser.model import FURNITURE, GROUP, ITEM, LEAD_IN, TYPE, Unit
from anfrage_parser.text.answer_marks import inline_head, is_head, joint, mark
from anfrage_parser.text.clean import join
from anfrage_parser.text.patterns import compiled

LONGEST_WISH = 300
"""Characters of what a question says behind its question mark, above the heading of its answer."""


def answer_begin(units: Sequence[Unit]) -> int:
    """Return where the answer begins among a question's units: at its heading, or after a line that ends the question."""
    named = next((i for i in range(1, len(units)) if _names_answer(units[i])), len(units))
    silent = next((i for i in range(1, named) if _begins_silently(units, i)), named)
    if silent == named == len(units):
        return _after_request(units)
    said = join(unit.text for unit in units[silent:named])
    wish = named < len(units) and len(said) <= LONGEST_WISH and _wishes(said)
    return named if wish else silent


def _after_request(units: Sequence[Unit]) -> int:
    """Return where the answer begins below a question without its mark: at the first paragraph that goes on behind a blank line."""
    if any("?" in unit.text for unit in units):
        return len(units)
    return next((i for i in range(1, len(units)) if units[i].gap and units[i].text[:1].isupper() and not units[i].is_a(ITEM)), len(units))


def _names_answer(unit: Unit) -> bool:
    return is_head(unit) or inline_head(unit.text) > 0 or mark(unit.text) is not None or joint(unit.text) is not None


def _asks_on(units: Sequence[Unit], at: int) -> bool:
    """Return whether a line below a question begins another one of it: "Welche Belegung ist⏎langfristig geplant?"."""
    return begins_as_question(units[at].text) and _sentence(units, at).endswith("?")


def _follows_up(units: Sequence[Unit], at: int) -> bool:
    """Return whether a line only follows up a question: "Falls nein, warum nicht?", but not "Wenn es gelingt, sinken die Kosten."."""
    sentence = _sentence(units, at)
    return follows_up(units[at].text) and (sentence.endswith("?") or _wishes(sentence))


def _sentence(units: Sequence[Unit], at: int) -> str:
    """Return the sentence that begins with a line."""
    text = join(unit.text for unit in units[at : at + MORE_LINES])
    ends = [place + 1 for sign in (". ", "! ", "? ") if (place := f"{text} ".find(sign)) >= 0]
    return text[: min(ends, default=len(text))]


MORE_LINES = 6
"""Most lines of another sentence of a question."""


def _begins_silently(units: Sequence[Unit], at: int) -> bool:
    before, unit = units[at - 1], units[at]
    if unit.is_a(ITEM) and (unit.label(ITEM, "bullet") is None or any("?" in u.text for u in units[at : at + MORE_LINES])):
        return False  # a sub-question
    first = unit.text[_LISTED.match(unit.text).end() :][:1]  # type: ignore[union-attr]  # it matches nothing, too
    if not (first.isupper() or first.isdigit()) or _follows_up(units, at):
        return False  # the same question
    if ends_as_question(before.text):
        return not _asks_on(units, at)
    return before.text.endswith(".") and _wished(units[max(at - WISH_LINES, 0) : at]) and not _wishes(unit.text)


_LISTED = compiled(r"[-–•*· ]{0,4}+(?:[a-z]\)\s+)?")
"""What may stand before the first word of an answer: a bullet, the letter of a list that asks nothing."""


def _wished(units: Sequence[Unit]) -> bool:
    """Return whether a question ends with a wish: "… aufgeführt? Bitte die Gesamtzahl nach Jahren aufschlüsseln."."""
    asked = join(unit.text for unit in units).rpartition("?")
    return bool(asked[0]) and len(asked[2]) <= 2 * LONGEST_WISH and _wishes(asked[2])


def _wishes(text: str) -> bool:
    return tells_how_to_answer(text) or requests(text)


WISH_LINES = 12
"""Most lines of a question with its wish."""


def take_answerer(units: Sequence[Unit], end: int, tops: Sequence[Node], ledger: Ledger) -> int | None:
    """Claim what stands below the last answer, who signed it; return where that begins, None if it is an asking group's."""
    last = tops[-1].last().unit.index + 1
    begin = min(end_of_answers(units, last), end)
    if any(unit.is_a(GROUP) for unit in units[begin:]):
        return None
    for unit in units[begin:]:
        ledger.unit(unit, "furniture", "answer:end")
    return begin


_AND_ANSWER = compiled(r"(?:\A|[\s()])(?:und|mit)\s(?:die\s|der\s)?Antwort(?:\Z|\s(?P<of>de[rs]|vom|am)\s)")
""" "und Antwort des Senats", "(Eingang am 22. September) und Antwort", on the cover of an inquiry with its answer."""

AND = ("und", "u.", "&")

COVER = 20
"""Most lines of a cover."""


def names_both(head: Sequence[Unit]) -> bool:
    """Return whether a paper names itself as inquiry and answer: "Kleine Anfrage …", "und", "Antwort der Landesregierung"."""
    for before, unit in zip([None, *head], head, strict=False):
        found = _AND_ANSWER.search(unit.text) if "Antwort" in unit.text else None
        if found is not None and (before is not None or found.start() > 0):
            return True
        if unit.label(TYPE, "answer") is not None and before is not None and before.text.casefold() in AND:
            return True
    return False


def is_cover(units: Sequence[Unit]) -> bool:
    """Return whether lines are only the cover of an answer, with the title of the inquiry, which may ask, but no question."""
    return any(map(_mentions, units)) and not any(unit.is_a(LEAD_IN, ITEM) and FURNITURE not in unit.roles for unit in units)


def _mentions(unit: Unit) -> bool:
    mention = _AND_ANSWER.match(unit.text) if unit.text[:1] in "um" else None
    return mention is not None and mention["of"] in ("vom", "am")


def without_mention(units: Sequence[Unit], ledger: Ledger) -> list[Unit]:
    """Return the units without the lines of a cover that only mention the answer: "und Antwort vom 11. September 2023".

    Where "und", "Antwort" and the office stand on lines of their own, what goes on from the office's line is left out; behind a cover,
    the name of the office on top of the next page.
    """
    if not any(unit.label(TYPE, "answer") is not None or " Antwort " in unit.text for unit in units[:COVER]):
        return list(units)
    out: list[Unit] = []
    named = office = False
    cover = 0
    """Page of the cover whose mention of the answer stood above."""
    for unit, below in zip_longest(units, units[1:]):
        named = named or unit.label(TYPE, "inquiry") is not None
        if named and unit.text.casefold() in AND and below is not None and below.label(TYPE, "answer") is not None:
            ledger.unit(unit, "label", "answer:named")
            continue
        if named and len(out) <= COVER and (_mentions(unit) or (office and out[-1].text.endswith(" und"))):
            ledger.unit(unit, "label", "answer:named")
            office, cover = False, unit.line.page if _mentions(unit) else 0
            continue
        if cover and unit.line.page == cover + 1 and not unit.labels:
            ledger.unit(unit, "furniture", "answer:letterhead")
            continue
        cover = cover if unit.line.page == cover and not unit.is_a(ITEM, LEAD_IN) else 0
        office = named and bool(out) and unit.text.startswith(("der ", "des ")) and out[-1].label(TYPE, "answer") is not None
        unit.index = len(out)
        out.append(unit)
    return out
