"""Where a head goes on below a sentence: what a site says about a letter stands above it."""

from collections.abc import Sequence

from anfrage_parser.model import FIELD, SALUTATION, TYPE, Unit

RESUMES_WITHIN = 12
"""Lines below a sentence within which a head may go on: what a site says about a letter stands above it."""

LONGEST_NAME_LINE = 70
"""Characters of a line by which the paper names itself."""


def resumes(units: Sequence[Unit], index: int, limit: int, typed: bool, labelled: bool) -> int | None:
    """Return where the head goes on below a sentence or a site's heading: at a labelled subject, or the line that names the paper.

    `typed`, `labelled`: whether such a line, such a label stood above.
    """
    if SALUTATION in units[index].roles:
        return None
    for at in range(index + 1, min(index + RESUMES_WITHIN, limit)):
        unit = units[at]
        if SALUTATION in unit.roles:
            return None
        label = unit.label(FIELD, "title") if FIELD in unit.roles else None
        named = unit.label(TYPE, "inquiry") if TYPE in unit.roles else None
        if label is not None and not labelled and ":" in unit.text[: label.start]:
            return at
        if (
            named is not None
            and not typed
            and not named.start
            and unit.gap
            and len(unit.text) <= LONGEST_NAME_LINE
            and not unit.text.endswith((".", ":", ","))
        ):
            return at
    return None


def last_greeting(units: Sequence[Unit], limit: int) -> int:
    """Return where the last salutation above the questions stands, -1 if there is none: what stands above it is no text of the letter."""
    at = next((at for at in range(min(limit, len(units)) - 1, -1, -1) if SALUTATION in units[at].roles), -1)
    while at > 0 and SALUTATION in units[at - 1].roles:
        at -= 1
    return at
