"""What stands in front of a subject: the name of the answer, the number of the paper, the session."""

from collections.abc import Sequence

from anfrage_parser.assemble.head.headline import Row
from anfrage_parser.assemble.head.session_text import council_line
from anfrage_parser.assemble.ledger import Slice, joined
from anfrage_parser.conventions import Convention
from anfrage_parser.label.head_rules import DIGIT
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import STRICT_REFERENCE, Found

_ANSWER_TO = compiled(
    r"(?:(?:Antwort|Beantwortung)\s(?:auf|zu)\s)?Ihre[rn]?\s(?:\w{2,20}\s)?Anfrage\s?:\s|"
    r"(?:Beantwortung|Antwort|Stellungnahme)\s(?:(?:auf|zur?|der|Ihrer)\s)?(?:\w{2,20}\s)?(?:Anfrage\s)?(?:Nr\.\s)?"
    r"(?=\S{0,20}[0-9])[A-ZÄÖÜ0-9][\w./-]{3,24}\s?(?:[:–-]|zu[rm]?)\s"
)


def without_name(slices: Sequence[Slice]) -> Sequence[Slice]:
    """A title without the name of the answer in front: "Beantwortung KA-0381/VII - Stege am Ufer", "Ihre Anfrage: Stege am Ufer"."""
    text, places = joined(slices)
    named = _ANSWER_TO.match(text)
    return places.slices(named.end(), len(text)) if named is not None else slices


_GAP = compiled(r"(?:\s?[–:|—]|\s-)\s{1,3}(?=[^\W\d_]|[„“\"»])")

_YEARS = compiled(r"(?:19|20)[0-9]{2}/(?:(?:19|20)[0-9]{2}|[0-9]{2})")


def leading_number(text: str) -> tuple[Found, int] | None:
    """The number that a subject begins with, and where the rest begins: "AF 17/2022 – Radwege"; refuses "2023/2024: Haushalt"."""
    number = STRICT_REFERENCE.match(text)
    gap = _GAP.match(text, number.end()) if number is not None and not _YEARS.fullmatch(number.group()) else None
    return (Found(number.start(), number.end(), number.group()), gap.end()) if number is not None and gap is not None else None


def leading_session(text: str, convention: Convention) -> tuple[list[Row], int] | None:
    """What the council and its day say that a subject begins with, and where the rest begins: "Kreistag am 04.09.2024 – Schulbusse"."""
    gap = _GAP.search(text) if DIGIT.search(text, 0, LONGEST_SESSION) is not None else None
    rows = council_line(text[: gap.start()], convention) if gap is not None else []
    return (rows, gap.end()) if gap is not None and len(rows) > 1 else None


LONGEST_SESSION = 80
"""Characters in which a subject names the session in front."""
