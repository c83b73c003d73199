"""Tell what a form shows before it is filled in ("Bitte wählen") from what was chosen."""

import re

from anfrage_parser.text.patterns import compiled

TICKED, EMPTY = "☒", "☐"
"""How a box of a form is read."""

LONGEST = 80
"""Most characters of a placeholder."""

_NOTHING = compiled(r"[\s\W_]{0,80}")


def is_placeholder(text: str) -> bool:
    """Return whether an entry of a list says that nothing was chosen.

    >>> is_placeholder("-- Bitte wählen --"), is_placeholder("Wählen Sie ein Element aus."), is_placeholder("SPD"), is_placeholder("---")
    (True, True, False, True)
    """
    if len(text) > LONGEST:
        return False
    return _NOTHING.fullmatch(text) is not None or _ASKS.match(text.strip(_FRAME)) is not None


_FRAME = " \t\r\n\xa0-–—_.:…*»«›‹<>[](){}\"'„“"
"""What may stand around a placeholder."""

_ASKS = compiled(
    r"(?:bitte\s(?:\w{1,20}\s){0,4}(?:aus)?wählen|(?:aus)?wählen\ssie\s|(?:keine\s)?auswahl\b|auswählen\b"
    r"|klicken\s(?:oder\stippen\s)?sie\s|choose\san\s|click\s(?:or\stap\s)?here|(?:please\s)?select\b)",
    re.IGNORECASE,
)
