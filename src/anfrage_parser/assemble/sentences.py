"""Where sentences of running text end."""

from string import ascii_letters, digits

from anfrage_parser.text.patterns import compiled

_BOUNDARY = compiled(r"[.?!:][\"“”»)]{0,2}\s+(?:(?=[A-ZÄÖÜ\"(§-])|(?=[„–])|(?=•))")

_LAST_WORD = compiled(r"\w{1,12}\Z")

_ABBREVIATIONS = frozenset(
    """Dr Prof Nr Nrn Abs Art Ziff bzw ca Str usw St Vgl vgl inkl Ggf ggf Evtl evtl etc Gem gem Jh Mio Mrd Tsd Lt lt Hr Fr Drs TOP sog
    Bspw bspw Bzgl bzgl Insb insb zzgl max min lfd Abt""".split()
) | frozenset(ascii_letters + "ÄÖÜ")


def _is_cut_short(before: str) -> bool:
    """Return whether a full stop is preceded by an abbreviation or a day: "z. B.", "Dr.", "21. September"."""
    word = _LAST_WORD.search(before)
    return (word is not None and word.group() in _ABBREVIATIONS) or 0 < len(before) - len(before.rstrip(digits)) <= 2


def sentences(text: str) -> list[tuple[int, int]]:
    """Split running text into sentences, as [start, end); "z. B.", "Dr." and "21. September" don't end one."""
    out: list[tuple[int, int]] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        sign = text[match.start()]
        if sign == ":" or (sign == "." and _is_cut_short(text[max(start, match.start() - 12) : match.start()])):
            continue
        out.append((start, match.end()))
        start = match.end()
    if start < len(text):
        out.append((start, len(text)))
    return out
