"""Remove what a web page shows around a letter: links above it, links and remarks below it."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from anfrage_parser.assemble.ledger import Ledger
from anfrage_parser.assemble.prose import ends_open
from anfrage_parser.conventions import Convention
from anfrage_parser.conventions.matching import beginnings, key, longest_first, opens
from anfrage_parser.model import FURNITURE, HEADING, ITEM, LEAD_IN, TYPE, Unit
from anfrage_parser.text.patterns import compiled

MOST_LINES, MOST_WORDS, LONGEST_LINK = 40, 30, 4
"""Most lines of links above or below a letter, words per line, and words per link."""

MOST_STRANGE, LONGEST_STRANGE = 2, 30
"""Most unknown lines among links, and most characters of one: "Stadt Ollen", "Netiquette"."""

LONGEST_ASIDE = 80
"""Most characters of a remark beside links: "Nächste Sitzung am 1.1.2030"."""

LEAST_LINKS = 2
"""Fewest links; a single one may be the subject of a letter: "Datenschutz"."""

_OF_DISPLAY = compiled(
    r"(?:Bitte\sbeachten|Hinweis|Beachten\sSie|Achtung|(?:Der|Die|Das)\s(?:(?:nach)?folgende|nachstehende|hier)\b).{0,200}"
    r"\b(?:Text|Inhalt|Darstellung|Dokument|Seite|Fassung)\w{0,4}\b.{0,200}"
    r"(?:[Ff]ormat|Original|Layout|Druckversion|verbindlich|barrierefrei|PDF)",
    needs=("ormat", "Original", "Layout", "Druckversion", "verbindlich", "barrierefrei", "PDF"),
)
""" "Bitte beachten Sie, dass der folgende Text Formatabweichungen haben kann": what a site says of its own text."""

MOST_NOTE_LINES = 5
"""Lines of the longest such note."""

_STOPS = compiled("[:,;.?!]")
_WORD = compiled(r"[^\s·|•>›»]{1,60}")


def without_links(units: Sequence[Unit], ledger: Ledger, convention: Convention) -> list[Unit]:
    """Return the units of the letter itself, renumbered."""
    above = _lines(units, convention, below=False)
    below = _lines(reversed(units), convention, below=True) if above < len(units) else 0
    end = len(units) - below
    if below and end and _expects(units[end - 1]):
        end = len(units)
    end = min(end, _foot(units, convention))
    noted = {id(unit) for unit in (*_of_display(units[above:end]), *_tabs(units[above:end]))}
    if not above and end == len(units) and not noted:
        return list(units)
    flow = [unit for unit in units[above:end] if id(unit) not in noted]
    left = {id(unit) for unit in flow}
    for unit in units:
        if id(unit) not in left:
            ledger.unit(unit, "furniture", "web-page")
    for index, unit in enumerate(flow):
        unit.index = index
    return flow


def _of_display(units: Sequence[Unit]) -> Sequence[Unit]:
    """Return the lines of the first paragraph in which a site speaks of how it shows the text; nobody asks above it."""
    for at, unit in enumerate(units):
        if LEAD_IN in unit.roles or "?" in unit.text:
            break
        if unit.text[0] not in "BHAD" or not (unit.gap or not at):
            continue
        end = at + 1
        while end < min(len(units), at + MOST_NOTE_LINES) and not units[end].gap:
            end += 1
        if _OF_DISPLAY.match(" ".join(line.text for line in units[at:end])) is not None:
            return units[at:end]
    return ()


def _tabs(units: Sequence[Unit]) -> Sequence[Unit]:
    """Return the captions of a page's parts that stand above the part with the same heading: "Sachverhalt⏎Anlagen"."""
    for at, unit in enumerate(units[:MOST_LINES]):
        if HEADING in unit.roles and unit.label(HEADING, "reasons") is not None and (unit.gap or not at) and _is_caption(unit):
            end = at + 1
            while end < len(units) and not units[end].gap and _is_caption(units[end]):
                end += 1
            again = (below for below in units[end : end + TABS_REACH] if key(below.text) == key(unit.text))
            return units[at:end] if end > at + 1 and next(again, None) is not None else ()
    return ()


TABS_REACH = 12
"""Lines below the captions of parts within which the first part begins."""


def _is_caption(unit: Unit) -> bool:
    return len(unit.text) <= LONGEST_STRANGE and unit.text[-1] not in ".:?!,"


_MAIL_FOOT = compiled(
    r"--|(?:Diese\s(?:E-?Mail|Nachricht)|Der\sInhalt\sdieser\sE-?Mail)\s(?:enthält|kann|und|ist)\b.{0,500}|(?:The|This)\s(?:e-?mail|message)\b.{0,500}|"
    r"(?:Bitte\s)?(?:prüfen|denken)\sSie\s(?:der|an\sdie|an\sunsere)\sUmwelt\b.{0,200}",
    re.IGNORECASE,
    needs=("--", "mail", "nachricht", "message", "umwelt"),
)
"""Where the block begins that a mail program puts below a letter."""


def without_mail_foot(units: Sequence[Unit], ledger: Ledger) -> Sequence[Unit]:
    """Return the units above the signature block or disclaimer of a mail, if somebody asks above it and nobody below."""
    asked = False
    for at, unit in enumerate(units):
        if asked and unit.text[0] in "-DTBPdtbp" and _MAIL_FOOT.fullmatch(unit.text) and not any(map(_asks, units[at + 1 :])):
            for below in units[at:]:
                ledger.unit(below, "furniture", "mail-foot")
            return units[:at]
        asked = asked or "?" in unit.text
    return units


LONGEST_END = 40
"""Most characters of a line that shows that a letter is over."""


def _foot(units: Sequence[Unit], convention: Convention) -> int:
    """Return where a line like "Weitere Meldungen" shows that the letter is over: below it nobody asks with a number, or announces."""
    ends = _ends(convention)
    asked = False
    for at, unit in enumerate(units):
        mine = asked and len(unit.text) <= LONGEST_END and unit.text[0].isupper()  # "in den Orts-", "teilen." ends a word
        if mine and unit.text.rstrip(" :…").casefold() in ends and not any(map(_asks, units[at + 1 :])):
            return at
        asked = asked or "?" in unit.text or ITEM in unit.roles
    return len(units)


def _asks(unit: Unit) -> bool:
    """Return whether a line shows that questions follow: an announcement, a paper's name, a number."""
    return unit.is_a(LEAD_IN, TYPE) or (ITEM in unit.roles and unit.label(ITEM, "bullet") is None)


@lru_cache(maxsize=8)
def _ends(convention: Convention) -> frozenset[str]:
    return frozenset(word.casefold() for word in convention.words("furniture", "ends"))


def _expects(unit: Unit) -> bool:
    """Return whether a list of requests may follow: "Wir denken an"."""
    return ends_open(unit.text) or (unit.text.endswith(":") and HEADING not in unit.roles)


class _Site(NamedTuple):
    """Keys of links that only web pages have, keys of all links, and their prefixes."""

    certain: frozenset[str]
    links: frozenset[str]
    beginnings: frozenset[str]


@lru_cache(maxsize=8)
def _site(convention: Convention) -> _Site:
    certain, others = (frozenset(map(key, convention.words("furniture", part))) for part in ("sites", "links"))
    return _Site(certain, certain | others, beginnings(certain | others))


def _lines(units: Iterable[Unit], convention: Convention, *, below: bool) -> int:
    """Return how many lines at an end of the document are links and remarks between them; at least one must be unmistakable.

    Below a letter, they begin after a blank line or a page break.
    """
    site, asides = _site(convention), convention.words("furniture", "asides") if below else ()
    links, certain, strange, lines = 0, False, 0, 0
    for number, unit in enumerate(units, 1):
        found = _links(unit.text, site) if ITEM not in unit.roles else []
        if found:
            links, certain, strange = links + len(found), certain or not site.certain.isdisjoint(found), 0
        elif not unit.text.startswith(asides) or len(unit.text) > LONGEST_ASIDE:
            strange += FURNITURE not in unit.roles
            if strange > MOST_STRANGE or not (FURNITURE in unit.roles or _may_be_link(unit)):
                break
            if not (below and unit.gap):
                continue
        if certain and links >= LEAST_LINKS and (unit.gap or unit.torn or not below):
            lines = number
        if number == MOST_LINES:
            break
    return lines


def _may_be_link(unit: Unit) -> bool:
    """Return whether an unknown line may be among links: "Netiquette", "Rathaus Online"."""
    return not unit.labels and len(unit.text) <= LONGEST_STRANGE and not unit.text.endswith((".", "?", "!", ":", ","))


def _links(text: str, site: _Site) -> list[str]:
    """Return the keys of the links on a line, matched greedily; empty if the line has anything else."""
    if not text[0].isalpha() or _STOPS.search(text) or not opens(text, site.beginnings):
        return []
    words = _WORD.findall(text)
    if len(words) > MOST_WORDS:
        return []
    links = longest_first(words, LONGEST_LINK, lambda some: link if (link := key(" ".join(some))) in site.links else None)
    return [link for _, _, link in links]
