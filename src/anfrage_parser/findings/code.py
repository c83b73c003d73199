"""One kind of finding."""

from typing import NamedTuple


class Code(NamedTuple):
    """One kind of finding: a row of the table."""

    code: str
    severity: str
    field: str
    sentence: str
    meaning: str
    """When it is raised, in English, for the documented table of codes."""
