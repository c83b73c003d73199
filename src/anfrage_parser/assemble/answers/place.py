"""Find where the answers begin that stand behind all questions of a paper, and questions that are printed again among them."""

from collections.abc import Sequence
from itertools import pairwise

from anfrage_parser.assemble.ledger import Ledger, shorten
from anfrage_parser.assemble.prose import asks, ends_as_question, ends_sentence
from anfrage_parser.assemble.wishes import wishes
from anfrage_parser.label.text_rules import has_any
from anfrage_parser.model import BODY, DATE, FIELD, FURNITURE, HEADING, ITEM, NAME, OFFICE, SALUTATION, SIGNED, TYPE, Unit
from anfrage_parser.text.answer_marks import MARKS_BEGIN, is_head, mark
from anfrage_parser.text.patterns import compiled

ANSWERS = compiled(
    r"\b(?:beantwort\w{1,3}\b[^?.:]{0,160}?\bwie\sfolgt|wie\sfolgt\s(?:beantwortet|Stellung)|beantwortet\s(?:die|der|das)\b[^?.:]{0,160}?:\Z"
    r"|beantworten?\s(?:ich|wir)\b|(?:nimmt|nehmen|nehme)\b[^?.:]{0,120}?\bStellung|teilt\b[^?.:]{0,80}?\bmit:\Z|antwortet\b[^?.:]{0,60}:\Z)",
    needs=("antwort", "wie", "Stellung", "mit:"),
)
""" "Die Anfrage beantworte ich wie folgt:", "Mit Schreiben vom 1. September beantwortet das Ministerium die Anfrage wie folgt:"."""

LEAST_WORDS = 4
"""Words of the shortest answer below a mere heading."""

ABOVE = frozenset({BODY, DATE, FIELD, FURNITURE, OFFICE, TYPE})
"""Roles of the lines above an answer's heading that belong to its own head."""

MOST_ABOVE = 4
"""Most lines of a letterhead above the name of an answer."""


def folded(text: str) -> str:
    """Return only the letters and digits of a text, in lower case."""
    return "".join([char for char in text.casefold() if char.isalnum()])


def answer_start(units: Sequence[Unit]) -> int:
    """Return the index from which a paper answers, behind all of its questions; the number of units if it does nowhere."""
    if not any(map(_may_begin, units)):
        return len(units)
    first = next((i for i, unit in enumerate(units) if ITEM in unit.roles and asks(_own(unit))), len(units))
    above = ""
    seen = tried = 0
    for index in range(first + 1, len(units)):
        unit = units[index]
        if not _may_begin(unit):
            continue
        above += folded(" ".join([u.text for u in units[seen:index]]))
        seen = index
        if answers_all(units, index, above):
            return _with_head(units, index, first)
        tried += 1
        if tried == MOST_TRIED or mark(unit.text) is not None or _is_between(units, index):
            break
    return len(units)


MOST_TRIED = 40
"""Most places that look like the beginning of the answers and are none, after which no other is looked at."""


def _is_between(units: Sequence[Unit], index: int) -> bool:
    """Return whether a heading is that of an answer between questions: below one, or the same once more."""
    if not is_head(units[index]):
        return False
    return ends_as_question(units[index - 1].text) or any(unit.text == units[index].text for unit in units[index + 1 :])


_BEGINS = ("ntwort", "ANTWORT", "A n t", "A N T", "tellung", "teilt")
"""One of these stands in every line that says that answers follow."""


def _may_begin(unit: Unit) -> bool:
    if not (has_any(unit.text, _BEGINS) or HEADING in unit.roles or unit.text.startswith(MARKS_BEGIN)):
        return False
    found = mark(unit.text)
    if found is not None and found.numbers:
        first = found.numbers[0]
        return first.names[0] in ("1", "1.1", "1a", "i.1", "a.1") or unit.text[first.start : first.end] == "A"
    return is_head(unit) or ANSWERS.search(unit.text) is not None


def answers_all(units: Sequence[Unit], index: int, above: str) -> bool:
    """Return whether from here on nothing new is asked, and something is answered: by number, below the repeated question, or at all."""
    again = marked = 0
    for at in range(index, len(units)):
        unit = units[at]
        marked += mark(unit.text) is not None
        if not _asks_here(units, at):
            continue
        text = folded(_own(unit)) or folded(units[at + 1].text if at + 1 < len(units) else "")
        if text not in above:
            return False
        again += 1
    if marked or again:
        return True
    return is_head(units[index]) and _says_something(units[index + 1 : index + 8])


def _asks_here(units: Sequence[Unit], at: int) -> bool:
    unit = units[at]
    marker = unit.label(ITEM)
    if marker is None:
        return False
    own = _own(unit)
    if marker.key == "bullet" or not own:
        return "?" in own or marker.key == "frage"
    if "?" in own:
        return True
    below = units[at + 1].text if at + 1 < len(units) and ITEM not in units[at + 1].roles else ""
    return asks(own) and ("?" in below or "?" in own)


def _own(unit: Unit) -> str:
    marker = unit.label(ITEM)
    return unit.text[marker.start :].strip() if marker is not None else unit.text


def _says_something(units: Sequence[Unit]) -> bool:
    for unit in units:
        if SALUTATION in unit.roles or unit.label(HEADING) is not None:
            continue
        text = unit.text
        if wishes(text):
            return False
        if text.count(" ") + 1 >= LEAST_WORDS and (ends_sentence(text) or len(text) > 40):
            return True
    return False


def is_paper(units: Sequence[Unit]) -> bool:
    """Return whether answers are a paper of their own, with a head or a page of its own above what names them."""
    named = next((i for i, unit in enumerate(units) if is_head(unit) or mark(unit.text)), 0)
    return any(unit.is_a(BODY, DATE, FIELD, OFFICE) for unit in units[:named])


def _with_head(units: Sequence[Unit], index: int, first: int) -> int:
    """Move the start up over what announces the answer, and its letterhead."""
    start = index
    for at in range(index - 1, max(first, index - MOST_ABOVE * 4), -1):
        unit = units[at]
        if is_head(unit) or unit.label(TYPE, "answer") or ANSWERS.search(unit.text):
            start = at
        elif "?" in unit.text or unit.is_a(SIGNED, NAME, ITEM):
            break
    named = units[start].label(TYPE, "answer") is not None or units[start].line.page != units[start - 1].line.page
    for _ in range(MOST_ABOVE if named else 0):
        above = units[start - 1]
        if start - 1 <= first or above.roles.isdisjoint(ABOVE) or above.is_a(NAME, SIGNED) or ends_sentence(above.text):
            break
        start -= 1
    return start


_PAGE = compiled(r"[?!)\]][\"“”]?([\s.…]{1,60}+([0-9]{1,3}))\Z")
""" "1. Wie viele Wehre gibt es? 2", where a list of questions tells the page of the answer."""

_HINT = compiled(r"(?:Hinweise?|Anlagen?|Anhang|Antwort|Vorbemerkung)\b[^?:]{0,80}?\s([0-9]{1,3})\Z")
""" "Hinweise des Landtagsamts 4", below such a list."""


def without_page_numbers(units: Sequence[Unit], ledger: Ledger) -> list[Unit]:
    """Return the units of a list of questions without the pages it tells, which are claimed; others as they are."""
    found = [(unit, match) for unit in units if (match := _PAGE.search(unit.text)) is not None and _is_of_list(unit, units)]
    pages = [int(match[2]) for _, match in found]
    if len(pages) < 2 or any(a > b for a, b in pairwise(pages)):
        return list(units)
    for unit, match in found:
        shorten(unit, match.start(1), ledger, "furniture", "answer:pages")
    out: list[Unit] = []
    last = found[-1][0].index
    for unit in units:
        hint = _HINT.fullmatch(unit.text) if unit.index > last else None
        if hint is not None and int(hint[1]) >= pages[-1]:
            ledger.unit(unit, "furniture", "answer:pages")
            continue
        unit.index = len(out)
        out.append(unit)
    return out


def _is_of_list(unit: Unit, units: Sequence[Unit]) -> bool:
    """Return whether a line is an item, or the end of one above it."""
    for at in range(unit.index, max(unit.index - 6, -1), -1):
        if ITEM in units[at].roles:
            return True
        if at < unit.index and _PAGE.search(units[at].text):
            return False
    return False
