"""What a web page shows around a letter, and a browser prints with it: links above it, links and remarks below it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from anfrage_parser.assemble.ledger import Ledger
from anfrage_parser.conventions import Convention
from anfrage_parser.firstuse import compiled
from anfrage_parser.model import FURNITURE, Unit
from anfrage_parser.wording import beginnings, key

MOST_LINES, MOST_WORDS, LONGEST_LINK = 40, 30, 4
"""Lines of links above or below a letter; words on one of them, and of one link."""

LEAST_LINKS = 2
"""One alone may be the subject of a letter: "Datenschutz"."""

_WORD = compiled(r"[^\s·|•>›»]{1,60}")


def without_links(units: Sequence[Unit], ledger: Ledger, convention: Convention) -> list[Unit]:
    """The units of the letter itself, counted anew."""
    above = _lines(units, convention, below=False)
    below = _lines(reversed(units), convention, below=True) if above < len(units) else 0
    if not above and not below:
        return list(units)
    end = len(units) - below
    for unit in (*units[:above], *units[end:]):
        ledger.unit(unit, "furniture", "web-page")
    flow = list(units[above:end])
    for index, unit in enumerate(flow):
        unit.index = index
    return flow


class _Site(NamedTuple):
    """The keys of links that only a web page has, of all links, and what those begin with."""

    certain: frozenset[str]
    links: frozenset[str]
    beginnings: frozenset[str]


@lru_cache(maxsize=8)
def _site(convention: Convention) -> _Site:
    certain, others = (frozenset(map(key, convention.words("furniture", part))) for part in ("sites", "links"))
    return _Site(certain, certain | others, beginnings(certain | others))


def _lines(units: Iterable[Unit], convention: Convention, *, below: bool) -> int:
    """How many lines from an end of the document are links, with what stands between them; one has to be a web page's for certain."""
    site = _site(convention)
    links, certain, lines = 0, False, 0
    for number, unit in enumerate(units, 1):
        found = _links(unit.text, site)
        if found:
            links, certain, lines = links + len(found), certain or not site.certain.isdisjoint(found), number
        elif below and unit.text.startswith(convention.words("furniture", "asides")):
            lines = number
        elif FURNITURE not in unit.roles:
            break
        if number == MOST_LINES:
            break
    return lines if certain and links >= LEAST_LINKS else 0


def _links(text: str, site: _Site) -> list[str]:
    """The keys of the links that a line is made of, the longest first; none where anything else stands there."""
    if key(text.split(None, 1)[0]) not in site.beginnings:
        return []
    words = _WORD.findall(text)
    if len(words) > MOST_WORDS:
        return []
    out: list[str] = []
    while words:
        for last in range(min(LONGEST_LINK, len(words)), 0, -1):
            if (link := key(" ".join(words[:last]))) in site.links:
                out.append(link)
                words = words[last:]
                break
        else:
            return []
    return out
