"""The session that a sentence names: "… bittet um Beantwortung in der Sitzung des Umweltausschusses am 12.03.2024"."""

from collections.abc import Iterable, Iterator, Sequence

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.head.contest import likely
from anfrage_parser.assemble.head.headline import Row
from anfrage_parser.assemble.ledger import Ledger, Places, joined, whole
from anfrage_parser.assemble.sentences import sentences
from anfrage_parser.conventions import Convention
from anfrage_parser.model import Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import DATE, MONTH_NAMES, WEEKDAYS, date_from

_HOW = compiled(
    r"\b(?:[Zz]u[mr]|[Ff]ür\sd(?:ie|en|as)|[Ii]n\sd(?:ie|er|en|as)|[Ii]ns|[Ii]m|[Ii]n|[Aa]n\sd(?:ie|en)|[Aa]uf\sd(?:ie|er)|[Aa]us\sder)\s"
)

_DAY_NUMBER = compiled(r"[0-9]{1,2}\.")

_BEFORE_DAY = compiled(
    r"(?P<how>\b(?:[Zz]u[mr]|[Ff]ür\sd(?:ie|en|as)|[Ii]n\sd(?:ie|er|en|as)|[Ii]ns|[Ii]m|[Ii]n|[Aa]n\sd(?:ie|en)|[Aa]uf\sd(?:ie|er)|[Aa]us\sder))\s"
    r"(?:[a-zäöüß]{4,20}[enrm]\s|[0-9]{1,3}\.\s){0,2}"
    r"(?P<what>[A-ZÄÖÜ](?:[^\d;:?!„“@]|(?<=\s)[0-9](?=\s\()){2,110}?)"
    rf",?\s(?:am|vom|den|dem|,)?\s?(?:(?:{WEEKDAYS})\b\.?,?\s)?(?:den\s|dem\s)?(?=[0-9])"
)
""" "für die Sitzung des Rates am", before a day."""

_SESSION_WORD = compiled(
    r"(?P<compound>[A-ZÄÖÜ][\w-]{2,40}?)??(?:s)?[Ss]itzung(?:\s(?:des|der|vom|im|in\sde[rm]|von)(?=\s))?(?:\s|\Z)|(?:Fragestunde|Tagung)(?:\s(?:des|der|im|in\sder))?(?:\s|\Z)"
)

DOES = compiled(
    r"(?<!\sund)(?<!\sfür)\s{1,40}\(?(?:zur\s)?(?:Kenntnis\w{0,6}|Entscheidung|Beratung|Vorberatung|Anhörung|Beantwortung|Behandlung|Empfehlung|Anfrage|Beschluss\w{0,10})\)?\s{0,40}\Z"
)
"""What a council does with a paper, behind its name in a table of sessions; "Ausschuss für Familie und Beratung" is a name."""

_HAS_ACTED = compiled(r"\s(?:hat|haben|hatte|hatten|stellten?|fragten?)\s{0,2}\Z")
""" "Die FDP-Fraktion im Gemeinderat Auental hat", before a day: no session of it."""

_SESSION_BEHIND = compiled(r",?\s\(?(?:Sitzung|Termin)\s{0,2}\Z")
""" "Ausschuss für Soziales, Sitzung am", "(Sitzung am"."""

_FIRST_HALF = compiled(r"(?:[a-zäöüß]{5,20}n\s)?(?:[A-ZÄÖÜ][\wäöüß]{1,30}-?,?\s(?:(?:und|u\.)\s)?){0,4}")
""" "Haupt- und", before "Finanzausschuss"."""

_GENITIVE = compiled(r"(?P<stem>[A-ZÄÖÜ][\wäöüß-]{1,50}?(?:[tg](?=e?s\b)|ss(?=es\b)))e?s(?=\s|\Z)")
""" "Ausschusses", "Rates": the council in the genitive."""

_YEARLESS = compiled(
    rf"(?<![0-9.,/])[0-9]{{1,2}}\.\s?(?:[0-9]{{1,2}}\.|(?i:{MONTH_NAMES}|Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\b\.?)(?!\s?[0-9])"
)
""" "28.11.", "28. November"."""

_ASKS = compiled(
    r"\b(?:(?:nach|nachfolgende|folgende)\w{0,3}\s(?:\S{1,30}\s){0,3}(?:[Aa]nfrage|[Ff]rage)|[Aa]nfrage|[Ff]ragen?\b|[Bb]eantwort|[Bb]itte[nt]?\b|beantrag|[Aa]uskunft|"
    r"Tagesordnung|[Ss]achstandsbericht|[Ss]tellungnahme|behandel|auskünfte|gebeten|zu\sberichten)"
)
""" Words of a sentence in which a session is the one the paper is for."""

_ASKER = compiled(r"(?:(?:der|des|von)\s)?(?:Fraktion|Gruppe|Abgeordneten?|Stadtverordneten?|Stadtr[aä]t\w{0,4}|Mitglieds?)\s")
""" "der Fraktion FREIE WÄHLER zur Sitzung der Regionalversammlung am …", a line of a head."""

_PAST = compiled(
    r"\b(?:wurden?|hat(?:te)?|haben|hatten|beschlo\w+|berichtete\w?|war(?:en)?|fand|erklärte\w?|sagte\w?|teilte\w?|angekündigt)\b"
)

_FOLLOWING = compiled(r"\b(?:nach)?(?:folgende|stehende)\w{0,2}\b")


def read_session_text(draft: Draft, ledger: Ledger, groups: Sequence[Sequence[Unit]], convention: Convention) -> None:
    """Give the draft the session, or at least the council, that a sentence of these paragraphs names as the one the paper is for."""
    if draft.session_date is not None and draft.committee is not None:
        return
    named = [(*joined([whole(unit) for unit in group]),) for group in groups if may_name_session(lines_of(group))]
    _take_session(draft, ledger, named, convention)
    for text, places in named if draft.committee is None and draft.session_date is None else ():
        for rows in named_councils(text, convention):
            if rows and _is_own(text, rows[0][1]):
                _take_council(draft, ledger, places, rows)
                return


def _take_session(draft: Draft, ledger: Ledger, named: Sequence[tuple[str, Places]], convention: Convention) -> None:
    """Take the session that a text names with its day; where the head told the day alone, its council."""
    known = draft.session_date[0] if draft.session_date is not None else None
    day = likely(draft, "date") or (draft.received[0] if draft.received else None)
    for text, places in named:
        for rows in named_sessions(text, convention, day):
            if known is None and _is_own(text, rows[-1][1]):
                draft.session_date = (rows[-1][3], ledger.quote(places.slices(*rows[-1][1:3]), "session_date", "session-sentence"))
                draft.session_announced = None
            elif known != rows[-1][3] or len(rows) == 1:
                continue
            _take_council(draft, ledger, places, rows[:-1])
            return


def _take_council(draft: Draft, ledger: Ledger, places: Places, rows: Sequence[Row]) -> None:
    if draft.committee is None and rows:
        slices = [piece for row in rows for piece in places.slices(row[1], row[2])]
        draft.committee = ledger.quote(slices, "committee", "session-sentence")


_DAYLESS = compiled(
    r"\b(?:[Zz]u[mr]|[Ff]ür\sd(?:ie|en|as)|[Ii]n\sd(?:ie|er|en|as)|[Ii]ns|[Ii]m|[Aa]uf\sd(?:ie|er)\sTagesordnung)\s"
    r"(?:[a-zäöüß]{4,20}[enrms]\s){0,3}(?P<what>(?:\w*[Ss]itzung\s(?:des|der)\s)?[A-ZÄÖÜ][^.;:?!„“()]{2,90}?)"
    r"(?=[.;:]|,\s(?:die|der|das|dass|um|wo|sowie)\b|\s(?:zu|um|über|bezüglich|hinsichtlich|und\s(?:bitte\w*|um)|auf|an|bei|wie|mit|am|schriftlich|mündlich|genügt|wäre|ist|wird|werden|kann|möchte|soll|reich\w*|stell\w*|bitte\w*|folgende\w*|beantwort\w*|behandel\w*|gestellt|frag(?:en|t|e))\b|\Z)"
)
""" "Behandlung im Krankenhausausschuss", "in der nächsten Sitzung des Marktgemeinderats"."""

_DEALS = ("eantwort", "ehandel", "ehandl", "berat", "Berat", "agesordnung", "itzung")
"""What is done in a council with a paper that is for it."""


def named_councils(text: str, convention: Convention) -> Iterator[list[Row]]:
    """Yield the rows of each council that a text names as that which is to deal with something, without a day."""
    if not any(part in text for part in _DEALS):
        return
    for match in _DAYLESS.finditer(text):
        council = _council(match["what"].rstrip(), match.start("what"), convention)
        if council and len(match["what"].split()) <= MOST_WORDS:
            yield council


MOST_WORDS = 9
"""Words of a council's name."""


_COUNCIL_DAY = compiled(
    rf"\A(?P<what>[A-ZÄÖÜ][^\d.;:?!]{{2,110}}?),?\s(?:am|vom|,)?:?\s?(?:(?:{WEEKDAYS})\b\.?,?\s)?(?:den\s)?(?=[0-9]{{1,2}}\.)"
)

_TO_COUNCIL = compiled(r"(?:für|in)\s(?:die|den|das)\s(?=[A-ZÄÖÜ])")

_INTO = compiled(
    r"(?:in|für|zu[rm]?)\s(?:die\s|der\s|den\s)?(?:nächste[nr]?|kommende[nr]?|folgende[nr]?)\s(?=\w{0,20}[Ss]itzung\sde[sr]\s)"
)
""" "in die nächste Sitzung des Stadtbezirksrates Herrental"."""

INTO = ("in die ", "in den ", "für die ", "für den ", "für das ", "zur ")
"""How lines begin that may send a paper into a council's next session."""

TRANSFERS = ("Zur Überweisung", "Zur Vorlage", "Zur Be", "Überweisung", "Vorlage", "Beratung", "Behandlung", "Beantwortung", "Vorgesehen")
"""How lines begin that send a paper to a council."""

_LEADS = compiled(
    r"(?P<sequence>Beratungsfolge:?\s{1,40})|(?:Zur\s)?(?:Überweisung|Vorlage|Beratung|Behandlung|Beantwortung|Vorgesehen)\s(?:in|im|an|für)"
    r"(?:\s(?:den|die|der))?:?\s{1,40}(?=[A-ZÄÖÜ])"
)

_BEHIND_DAY = compiled(r"[\s.,]{0,9}(?:\((?:nicht\s?)?öffentlich\))?")


def council_line(text: str, convention: Convention) -> list[Row]:
    """Return the rows of a line that is nothing but a council and the day of its session: "Hauptausschuss am 26.11.2024"; else none.

    Behind "Beratungsfolge:" it is the first of several, with what each does: "Ausschuss für Schule Kenntnisnahme 05.06.2024 …". Behind
    words that send a paper there, it needs no day: "Überweisung in den Ausschuss für Recht".
    """
    if (to := _TO_COUNCIL.match(text)) is not None:  # "für die Stadtverordnetenversammlung am 04.07.2024"
        rows = council_line(text[to.end() :], convention)
        return [(field, start + to.end(), end + to.end(), value) for field, start, end, value in rows] if len(rows) > 1 else []
    if (into := _INTO.match(text)) is not None:
        return _council(text[into.end() :], into.end(), convention) or [] if len(text.split()) <= MOST_WORDS + 2 else []
    lead = _LEADS.match(text)
    first = lead.end() if lead is not None else 0
    if lead is None and (row := _day_council(text, convention)):
        return row
    match = _COUNCIL_DAY.match(text[first:])
    day = _day(text, first + match.end(), None) if match is not None else None
    if match is None or day is None:
        bare = lead is not None and not lead["sequence"] and not text.endswith((".", "?", ":"))
        return (_council(text[first:], first, convention) or []) if bare else []
    sequence = lead is not None and lead["sequence"]
    if not sequence and (_BEHIND_DAY.fullmatch(text, day[0]) is None or "@" in text or "   " in match["what"].strip()):
        return []
    council = _council(match["what"].rstrip(), first + match.start("what"), convention)
    return [*council, ("session_date", first + match.end(), *day)] if council else []


def _day_council(text: str, convention: Convention) -> list[Row]:
    """Return the rows of "• 18.11.2024: Stadtbezirksrat Herrental", a day and behind it nothing but a council."""
    first = len(text) - len(text.lstrip("•·*–- "))
    date = DATE.match(text, first) if text[first : first + 1].isdecimal() else None
    value = date_from(date) if date is not None else None
    behind = _BETWEEN.match(text, date.end()) if date is not None else None
    if date is None or value is None or behind is None or text.endswith((".", "?")) or len(text.split()) > MOST_WORDS + 2:
        return []
    council = _council(text[behind.end() :], behind.end(), convention)
    return [*council, ("session_date", first, date.end(), value)] if council else []


_BETWEEN = compiled(r"\s?[:,|–-]\s{1,3}(?=[A-ZÄÖÜ])")
""" "18.11.2024: Stadtbezirksrat"."""

_COUNCILS = ("itzung", "usschu", "ersammlung", "ertretung", "ragestunde", "reistag", "eirat", "eputation")


def lines_of(units: Iterable[Unit]) -> str:
    """Return the lines of units, for a quick look at all of them."""
    return "\n".join([unit.text for unit in units])


def may_name_session(text: str) -> bool:
    """Return whether lines may name a session or a council: a quick look."""
    return any(map(text.__contains__, _COUNCILS)) or (("rat" in text or "Rat" in text) and _COUNCIL.search(text) is not None)


_COUNCIL = compiled(r"[Rr]at(?:e?s)?\b")


def named_sessions(text: str, convention: Convention, letter: str | None) -> Iterator[list[Row]]:
    """Yield (field, start, end, value) of each session that a text names with its day: none or some of its council, then the day.

    `letter` is the letter's own day: a day without a year is the first one after it.
    """
    for how in _HOW.finditer(text) if _DAY_NUMBER.search(text) else ():
        match = _BEFORE_DAY.match(text, how.start())
        if match is None or len(match["what"].split()) > MOST_WORDS or _HOW.search(text, match.start("what"), match.end("what")):
            continue  # "im Kreistag bittet um Antwort im Ausschuss für Umwelt am": the next one is nearer
        day = _day(text, match.end(), letter)
        council = _council(match["what"], match.start("what"), convention) if day is not None else None
        own = day is not None and day[1] == letter and "itzung" not in match["what"]  # "im Rat Auental · Auental, den 3. März": a date line
        if day is not None and council is not None and not own:
            yield [*council, ("session_date", match.end(), *day)]


def _day(text: str, start: int, letter: str | None) -> tuple[int, str] | None:
    """Return (end, ISO day) of the day at a position."""
    date = DATE.match(text, start)
    if date is not None:
        value = date_from(date)
        return (date.end(), value) if value else None
    short = _YEARLESS.match(text, start)
    if short is None or letter is None:
        return None
    for year in (int(letter[:4]), int(letter[:4]) + 1):
        whole_day = DATE.match(f"{short.group().rstrip()} {year}" if short.group()[-1] != "." else f"{short.group()}{year}")
        value = date_from(whole_day) if whole_day else None
        if value is not None and value >= letter:
            return short.end(), value
    return None


def _council(what: str, start: int, convention: Convention) -> list[Row] | None:
    """Return the rows of the council that a session's name holds, none for a bare "Sitzung"; None where it is no session."""
    if _HAS_ACTED.search(what) is not None:
        return None
    what = DOES.sub("", what)
    word = _SESSION_WORD.match(what)
    name = what[word.end() :] if word else what
    begin = start + (word.end() if word else 0)
    if word is not None and not name.strip():
        compound = word["compound"]
        return [("committee", start, start + len(compound), compound)] if compound else []
    name = _SESSION_BEHIND.sub("", name)
    named = convention.committee.search(name)
    if named is None or not (named.start() == 0 or _FIRST_HALF.fullmatch(name[: named.start()])):
        return None
    genitive = _GENITIVE.search(name) if word is not None else None
    if genitive is None or genitive.start() > named.end():
        bare = name.rstrip(" ,")
        return [("committee", begin, begin + len(bare), bare)]
    rows: list[Row] = [("committee", begin, begin + genitive.end("stem"), name[: genitive.end("stem")])]
    rest = name[genitive.end() :].rstrip(" ,")
    if rest.strip():
        first = begin + genitive.end() + len(rest) - len(rest.lstrip())
        rows.append(("committee", first, begin + genitive.end() + len(rest), rest.strip()))
    return rows


def _is_own(text: str, position: int) -> bool:
    """Return whether the sentence at a position asks for something at that session: no session of the past."""
    sentence = next((text[a:b] for a, b in sentences(text) if a <= position < b), text)
    if _ASKS.search(sentence) is None and _BEFORE_DAY.match(text) is None and _ASKER.match(text) is None:
        return False  # nor does the paragraph begin with it, as a line of a head does: "für die Sitzung des Rates am 3. Mai"
    return _FOLLOWING.search(sentence) is not None or _PAST.search(sentence) is None
