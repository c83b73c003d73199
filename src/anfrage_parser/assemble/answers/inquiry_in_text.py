"""What the rest of an answer paper says of the inquiry: a day behind "vom:", a number without a caption, a letter's first sentence."""

from collections.abc import Sequence

from anfrage_parser.assemble.answers.reference import DAY, IN_SESSION, INQUIRY
from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.head.askers import groups_in, known_parties
from anfrage_parser.assemble.head.contest import withdraw
from anfrage_parser.assemble.ledger import Ledger, Places, joined, part, whole
from anfrage_parser.assemble.prose import paragraphs
from anfrage_parser.assemble.text_width import Measure
from anfrage_parser.conventions import Convention
from anfrage_parser.model import ADDRESS, FIELD, GROUP, SALUTATION, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import STRICT_REFERENCE, find_dates, find_reference

FIRST = 300
"""Characters of a letter's text in which it names the inquiry that it answers."""


def read_reference(units: Sequence[Unit], start: int, width: Measure, ledger: Ledger, draft: Draft, convention: Convention) -> None:
    """Set what the head and a letter's first sentences say of the inquiry: "vom: 20.05.2014", "Ihre Anfrage vom 31.03.2025"."""
    _move_day(units[:start], ledger, draft)
    _move_number(units[:start], ledger, draft)
    for group in paragraphs(units[start : start + FIRST_LINES], width):
        if _read_sentence(group, ledger, draft, convention):
            _read_title(group, ledger, draft)
            break
    for unit in units[:start] if not draft.parties else ():
        for name in groups_in(unit.text, convention) if ADDRESS in unit.roles and GROUP in unit.roles else ():
            draft.parties.append((name.value, ledger.quote([part(unit, name.start, name.end)], "parties", "answer:address")))
    for unit in units[start : start + FIRST_LINES] if not draft.parties else ():
        greeted = _TO_GROUP.search(unit.text) if SALUTATION in unit.roles else None
        for name in groups_in(unit.text[greeted.end() :], convention) if greeted is not None else ():
            mine = [part(unit, greeted.end() + name.start, greeted.end() + name.end)] if greeted is not None else []
            draft.parties.append((name.value, ledger.quote(mine, "parties", "answer:text")))


_TO_GROUP = compiled(r"\sder\s(?=\S{2,40}[Ff]raktion\b|Fraktion\s|Gruppe\s|\S{2,40}-Gruppe\b)")
""" "Sehr geehrte Damen und Herren der SPD-Fraktion,"."""


def _move_day(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> None:
    """Give a day behind the caption "vom:" to the inquiry: the answer's own bears no such one."""
    captions = [unit for unit in units if unit.label(FIELD, "date") is not None and unit.text.casefold().startswith("vom:")]
    spans = draft.date[1].spans if draft.date is not None else ()
    if draft.date is None or not spans or not any(unit.line.start <= spans[0].start < unit.line.end for unit in captions):
        return
    ledger.move(spans, "refers_to.date", "answer:caption")
    draft.refers_date = draft.refers_date or draft.date
    withdraw(draft, ledger, "date")


_SIGN = compiled(
    r"(?:GZ|Gz|Az|AZ|Aktenzeichen|Geschäftszeichen|Geschäftsz|(?:Unser|Mein)e?\sZeichen)\.?\s?:?\s{1,60}"
    r"(?P<sign>(?=\S{0,12}\s?\S{0,12}[0-9])[A-ZÄÖÜ0-9(][\w()./ -]{2,30}?)\Z"
)
""" "GZ: OB 8310-04", "Aktenzeichen 36-0141.51"."""


_ANSWERS_NUMBER = compiled(r"[0-9]{2}-[0-9]{4,6}-[0-9]{2}|AW[ /-]?[0-9]{1,5}/[0-9]{2,4}|[A-Z]{0,3}/?AW/.{4,16}")
""" "25-21877-01", "AW 33/2025": numbers that are the answer's own."""


def _move_number(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> None:
    """Give a number without a caption to the inquiry, where the letter bears a sign of its own, which then is its number."""
    sign = next(((unit, found) for unit in units if (found := _SIGN.search(unit.text)) is not None), None)
    own = draft.number is not None and _ANSWERS_NUMBER.fullmatch(draft.number.text) is not None
    bare = draft.number is not None and not own and all(span.rule in ("number-line", "subject") for span in draft.number.spans)
    if bare and draft.refers_number is None and draft.number is not None:
        ledger.move(draft.number.spans, "refers_to.number", "answer:number-line")
        draft.refers_number = draft.number
        withdraw(draft, ledger, "number")
    if sign is not None and draft.number is None:
        draft.number = ledger.quote([part(sign[0], *sign[1].span("sign"))], "number", "answer:sign")


def _read_sentence(group: Sequence[Unit], ledger: Ledger, draft: Draft, convention: Convention) -> bool:
    text, places = joined([whole(unit) for unit in group])
    found = INQUIRY.search(text[:FIRST]) or (IN_SESSION.search(text[:FIRST]) if _ASKED.search(text[:FIRST]) is not None else None)
    if found is None:
        return _read_told(text, places, ledger, draft, convention)
    end = text.find("?") if "?" in text else len(text)
    if draft.refers_number is None and (number := STRICT_REFERENCE.search(text, found.end(), min(found.end() + NEAR, end))):
        draft.refers_number = ledger.quote(places.slices(*number.span()), "refers_to.number", "answer:text")
    for day in find_dates(text[: min(end, FIRST)]):
        if draft.refers_date is None and day.start >= found.end() and DAY.search(text[: day.start]) is not None:
            draft.refers_date = (day.value, ledger.quote(places.slices(day.start, day.end), "refers_to.date", "answer:text"))
    asked_for = _FOR_GROUP.search(text, found.end(), end) if not draft.parties else None
    if asked_for is not None:
        _name_groups(text[:end], asked_for.end(), places, ledger, draft, convention)
    return True


_NO_TITLE = compiled(
    r"(?:(?:AW|Re|WG)\s?:\s?)?(?:(?:Antwort|Beantwortung|Stellungnahme)\s(?:auf|zu|zur)\s)?(?:die|der|Ihre[r]?)\s"
    r"(?:\w{3,20}\s)?\w{0,20}[Aa]nfrage(?:\s(?:Nr\.|vom)\s[\w./ -]{1,40})?"
)
""" "Antwort auf Ihre Anfrage Nr. 27/2024", the subject of a mail that tells nothing of what is asked."""

_SAYS_TITLE = compiled(
    r"\((?:Betreff|Betr\.|Thema|Titel)\s?:?\s(?P<title>[^()?]{4,160}?)\)|\b(?:zum\sThema|betreffend|zu[mr]?|mit\sdem\sTitel|mit\sdem\sBetreff)\s[„\"»](?P<quoted>[^„“”\"»«]{4,160})[“”\"«]"
)
""" "Ihre Anfrage vom 3. Mai zum Thema „Stege am Grünsee“", in a letter's first sentence."""


def _read_title(group: Sequence[Unit], ledger: Ledger, draft: Draft) -> None:
    """Set the title that a letter's first sentence tells, where the head has none, or only names the inquiry."""
    if draft.title is not None and _NO_TITLE.fullmatch(draft.title.text) is None:
        return
    text, places = joined([whole(unit) for unit in group])
    found = _SAYS_TITLE.search(text[: 2 * FIRST])
    if found is None:
        return
    while draft.title is not None:
        ledger.move(draft.title.spans, "label", "answer:no-title")
        withdraw(draft, ledger, "title")
    name = "title" if found["title"] else "quoted"
    draft.title = ledger.quote(places.slices(*found.span(name)), "title", "answer:text")


_SENTENCE = compiled(r"\A(?:[^.?!:]|(?<=[0-9])\.|(?<=\b[Nn]r)\.|(?<=\bDrs)\.){10,400}[.:]")
_WHO = compiled(
    r"(?:\A(?:Die|Der|Das)|\bha(?:t|ben)\sdie|\AVon\sder)\s(?P<who>[^.?:]{2,140}?)\s"
    r"(?=(?:ha(?:t|ben)|fragte?n?|bat(?:en)?|bittet|bitten|stellte?n?|richtete?n?|wurden?|am|mit|um|in|folgende[snr]?|zu)\b)"
)
""" "Die SPD-Fraktion", "Mit Schreiben vom 12. Mai hat die SPD-Fraktion", "Von der SPD-Fraktion wurden": who asked."""

_DID_ASK = compiled(
    r"\b(?:gefragt|angefragt|nachgefragt|gebeten|eingereicht|fragte?n?|bat(?:en)?|bittet|bitten)\b"
    r"|[Ff]ragen?\s[^.?:]{0,60}\b(?:gestellt|gerichtet|übersandt)\b|\b(?:stellte?n?|richtete?n?)\b[^.?:]{0,60}[Ff]ragen?\b"
)
_IN_PAPER = compiled(r"\b(?:Drucksache|Drs\.|Vorlage|DS|Anfrage)\s(?:Nr\.?\s|Nummer\s)?(?=\S{0,8}[0-9])")
_ON_DAY = compiled(r"(?:\bvom|(?:\A|\b(?:hat|haben|wurden?|fragte|bat)\s)[Aa]m)\s\Z")


def _read_told(text: str, places: Places, ledger: Ledger, draft: Draft, convention: Convention) -> bool:
    """Read a sentence that tells which group asked, by which paper and when; return whether it is one.

    "Die SPD-Fraktion hat in der Drucksache 12/2023 Folgendes angefragt:"
    """
    told = _SENTENCE.match(text)
    who = _WHO.search(text, 0, told.end()) if told is not None else None
    if told is None or who is None or _DID_ASK.search(text, who.end(), told.end()) is None:
        return False
    if not (convention.group.search(who["who"]) or next(known_parties(who["who"], convention), None)):
        return False
    if not draft.parties:
        _name_groups(text[: who.end("who")], who.start("who"), places, ledger, draft, convention)
    paper = _IN_PAPER.search(text, 0, told.end())
    number = find_reference(text[paper.end() : told.end()], labelled=True) if paper is not None else None
    if paper is not None and number is not None and draft.refers_number is None:
        mine = places.slices(paper.end() + number.start, paper.end() + number.end)
        draft.refers_number = ledger.quote(mine, "refers_to.number", "answer:text")
    for day in find_dates(told.group()):
        if draft.refers_date is None and _ON_DAY.search(text[: day.start]) is not None:
            draft.refers_date = (day.value, ledger.quote(places.slices(day.start, day.end), "refers_to.date", "answer:text"))
    return True


def _name_groups(text: str, start: int, places: Places, ledger: Ledger, draft: Draft, convention: Convention) -> None:
    """Set the groups that a sentence names behind a place as those who asked."""
    for name in groups_in(text[start:], convention):
        mine = places.slices(start + name.start, start + name.end)
        draft.parties.append((name.value, ledger.quote(mine, "parties", "answer:text")))


_ASKED = compiled(r"\b(?:fragte[n]?|baten?|erkundigte[n]?|gefragt|angefragt|nachgefragt|Anfrage|Nachfrage)\b")
""" "In der Sitzung des Rates am 12.03.2024 fragte Ratsherr Tönnies, …"."""

_FOR_GROUP = compiled(r"\b(?:für\sdie|namens\sder|im\sNamen\sder|der)\s(?=[A-ZÄÖÜ])")
""" "Ihre Anfrage vom 18. Juni für die Ratsgruppe": in whose name a letter's reader asked."""

FIRST_LINES = 12
"""Lines at the beginning of a letter's text in which it names the inquiry that it answers."""

NEAR = 60
"""Characters behind "Anfrage" in which its number stands."""
