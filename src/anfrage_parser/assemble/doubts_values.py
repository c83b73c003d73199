"""Values that do not look like what they should be."""

from anfrage_parser.firstuse import compiled

LONGEST_GROUP, MOST_GROUP_WORDS = 50, 6

_ODD = compiled(r"[0-9]{3}|\b(?:vom|am|Datum|Nummer|Anfrage|Sitzung|Fragen?|bittet|stell[et])\b|[?!:]")
"""Pieces that no group's name has."""


def is_odd_group(name: str) -> bool:
    """Whether what was read as a group's name looks like something else."""
    if name == "parteilos":
        return False
    return len(name) > LONGEST_GROUP or len(name.split()) > MOST_GROUP_WORDS or name[:1].islower() or _ODD.search(name) is not None
