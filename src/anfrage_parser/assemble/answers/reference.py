"""Which inquiry an answer paper is about, and who answers: "Antwort der Verwaltung auf die Anfrage 12/2024 der FDP vom 3. Mai"."""

from collections.abc import Iterator, Sequence

from anfrage_parser.assemble.answers.inquiry_form import read_about, read_form
from anfrage_parser.assemble.answers.inquiry_number import (
    is_signed,
    number_behind,
    read_behind_title,
    read_both_numbers,
    read_captioned,
    read_parts,
)
from anfrage_parser.assemble.answers.office import hands_in, read_letterhead, read_office, read_own_name, read_own_number
from anfrage_parser.assemble.answers.reference_line import read_reference_line
from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.head.askers import known_parties
from anfrage_parser.assemble.head.fields import Fields
from anfrage_parser.assemble.head.headline import Row, read_headline
from anfrage_parser.assemble.ledger import Ledger, Places, joined, part, whole
from anfrage_parser.assemble.prose import begins_as_question, ends_open, ends_sentence
from anfrage_parser.conventions import Convention
from anfrage_parser.model import DATE, FIELD, GROUP, HEADING, ITEM, LEAD_IN, SALUTATION, TYPE, Unit
from anfrage_parser.text.answer_marks import mark
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import STRICT_REFERENCE, find_dates, find_reference

OPENING = frozenset({"zu der", "zur", "zu", "auf die", "auf", "zu den", "zum/zur"})
"""Lines above the inquiry's name that only lead to it."""

MOST_LINES = 8
"""Most lines of the sentence that names the inquiry."""


INQUIRY = compiled(
    r"(?:\b(?:[Zz]u[rm]?|auf|de[rs]|[Ii]hre[rns]?|[Dd]ie)\s(?:[\w./-]{1,30}\s){0,3}?|\A(?:hier:\s)?(?:(?:[Kk]leine|[Gg]roße|[Ss]chriftliche|[Mm]ündliche|[Gg]emeinsame|[Ii]nterfraktionelle)\s)?|[:,]\s{1,40}|(?<=[0-9])\s)"
    r"(?:[A-ZÄÖÜ][\wäöü-]{1,30}a|[Aa])nfragen?\b|\b(?:[Zz]u\sden|der)\sFragen(?=\s(?:der|des|von)\s)|\b(?:[Zz]um|den)\sFragenkatalog(?=\s(?:der|des|von)\s)"
)
""" "zur Anfrage", "auf die Kleine Anfrage", "Ihre Anfrage"."""

_MEMBERS = compiled(
    r"\s(?:der|des)\s(?:Abg(?:eordneten|\.)|MdL|MdB|Stadtr[aä]t|Ratsm|Gemeinder[aä]t|Kreisr[aä]t|Herrn|Frau)\w{0,12}\s(?=[A-ZÄÖÜ])"
)
""" "der Abgeordneten A, B, C, weiterer Abgeordneter und der Fraktion der AfD"."""

IN_SESSION = compiled(r"(?:\A|\s)(?:[Ii]n|[Aa]us|[Zz]u)\s(?:der|einer)\s(?:[\wäöü.]{2,30}\s){0,3}?\w{0,30}[Ss]itzung\b")
""" "in der Sitzung des Stadtrates am 24.10.2024", "aus der letzten Ratssitzung": where somebody asked."""

_PAPER = compiled(
    r"[-–(\s]{0,4}(?:\w{3,20}s?)?(?:[Dd]rucksache|Drs\.?)[\s-](?:Nr\.?:?\s)?(?P<number>[0-9]{1,3}\s?/\s?[0-9]{1,6}(?:\([a-z]{1,6}\))?)[-–)\s]{0,4}"
)
""" "– Drucksache 21/2761 –", alone on its line below the name of the inquiry."""

_OWN_NUMBER = compiled(r"-(?:AW|Antw)-[0-9]{1,2}\Z")
""" "VIII-F-01544-AW-01": the inquiry's number, with a sign that makes it the answer's own."""

DAY = compiled(
    r"\b(?:vom:?|v\.|datiert|[Ss]itzung\s(?:[\wäöü,-]{2,30}\s){0,6}?am)\s{1,40}(?:(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Sams|Sonn)\w{0,6},?\s(?:den\s)?)?\Z"
)

_TO_SESSION = compiled(r"\bzur\s(?:\w{3,20}\s)?\w{0,30}[Ss]itzung\s(?:[\wäöü.,-]{2,30}\s){0,6}?(?:am|vom)\s{1,9}\Z")
""" "zur Sitzung der Bezirksvertretung Auental am": the session at which the inquiry is to be answered."""

_NAMES_TITLE = compiled(
    r"(?:[:„“\"»–]|\b(?:[Tt]hema|betreffend|wegen|[Bb]etr\.|[Bb]etreffs?|bezüglich|Titel|i\.\s?S\.|in\sSachen))\s?:?\s?[„\"»]?\s?\Z"
)


_GOES_ON = (",", " Frau", " Herrn", " von")
"""How a line ends whose sentence goes on below: "von Frau", above a name."""

_ONE_MORE = compiled(r"(?<=[0-9)]),?\s(?:und|sowie)\s(?=(?:(?:auf\s)?(?:die|zur)\s\w{0,20}[Aa]nfrage\s)?(?:der|des|von)\s)")
""" "… vom 01.07.2024 und der SPD-Fraktion": another inquiry that is answered, too."""


class ReferenceReader:
    """Reads these lines of a paper's head, before the head is read, so that what they say is not taken for the answer's own."""

    def __init__(self, ledger: Ledger, draft: Draft, convention: Convention) -> None:
        self.ledger, self.draft, self.convention = ledger, draft, convention
        self.fields = Fields(convention, ledger, draft)
        self.captioned = False
        """Whether a caption gives the title."""

    def read(self, units: Sequence[Unit]) -> list[Unit]:
        """Claim the lines that name the inquiry and who answers it; return the others."""
        stop = next((at for at, unit in enumerate(units) if _is_text(unit)), len(units))
        bare = {at for at, unit in enumerate(units[:stop]) if _only_names_answer(unit)}
        self.captioned = any(unit.label(FIELD, "title") is not None for at, unit in enumerate(units[:stop]) if at not in bare)
        used = bare | {at for first in range(stop) for at in hands_in(units[first : min(first + 2, stop)], first, self.ledger, self.draft)}
        for read in (read_own_name, read_own_number, read_office, read_letterhead):
            read(units[:stop], self.ledger, self.draft)
        used |= read_reference_line(units[:stop], self.ledger, self.draft)
        for find in (read_both_numbers, read_form, read_captioned):
            used |= find(units[:stop], self.ledger, self.draft)
        read_behind_title(units[:stop], self.ledger, self.draft)
        at = 0
        while at < stop:
            end = self._inquiry(units, at, stop)
            used.update(range(at, end) if not units[at].is_a(TYPE) or units[at].label(TYPE, "inquiry") else range(at + 1, end))
            at = max(end, at + 1)
        used.update(at - 1 for at in list(used) if at and at - 1 not in used and units[at - 1].text.casefold() in OPENING)
        for at in used:
            self.ledger.unit(units[at], "label", "answer:inquiry")
        rest = [unit for at, unit in enumerate(units) if at not in used]
        for at in used:
            if at + 1 < len(units):
                units[at + 1].gap = max(units[at + 1].gap, 1)  # what stood between parted them
        for index, unit in enumerate(rest):
            unit.index = index
        return rest

    def _inquiry(self, units: Sequence[Unit], at: int, stop: int) -> int:
        """Read the lines that name the inquiry, if they begin here; return where they end."""
        unit = units[at]
        found = INQUIRY.search(unit.text)
        if read_parts(unit, self.ledger, self.draft):
            return at + 1
        number = STRICT_REFERENCE.match(unit.text) if found is None else None
        if number is not None and (
            GROUP in unit.roles
            or (number.end() == len(unit.text) and (is_signed(unit.text) or (at and units[at - 1].text.casefold() in OPENING)))
        ):
            return self._numbered_group(unit, number.end(), at)
        closes = at > 0 and units[at - 1].text.count("(") > units[at - 1].text.count(")")
        if found is None or closes or _is_other(unit, found.start()):
            return at
        end = self._end(units, at, stop)
        text, places = joined([whole(u) for u in units[at:end]])
        start = self._number(text, found.end(), places)
        before = STRICT_REFERENCE.search(text, 0, found.start() + 1) if self.draft.refers_number is None else None
        if before is not None:  # "Bezug: VIII-F-00417 Anfrage der Fraktion …"
            self.draft.refers_number = self.ledger.piece(places.slices(*before.span()), "refers_to.number", "answer:inquiry")
        above = text[: found.start()]
        if found.group()[0] in ",:" and " " in above and self.draft.title is None:  # "Glasfaser in Auental, Anfrage der SPD"
            self.draft.title = self.ledger.piece(places.slices(0, found.start()), "title", "answer:inquiry")
        self._day(text, start, places)
        behind = number_behind(text, start) if self.draft.refers_number is None else None
        if behind is not None:
            self.draft.refers_number = self.ledger.piece(places.slices(*behind.span("number")), "refers_to.number", "answer:brackets")
        self._people(text[: behind.start()] if behind is not None and behind.end() == len(text) else text, start, places)
        for used in units[at:end]:
            self.ledger.unit(used, "label", "answer:inquiry")
        return read_about(units[:stop], self._papers(units, end, stop), self.ledger, self.draft)

    def _people(self, text: str, start: int, places: Places) -> None:
        """Read who asked, and the title, from the rest of the naming line."""
        session = IN_SESSION.search(text, start)
        end = session.start() if session is not None else len(text)
        members = _MEMBERS.search(text, start, end)
        last = members.start() if members is not None else end
        for field, first, behind, _ in self._rows(text[:last], start):
            if field == "asker":
                self.fields.askers(places.slices(first, behind), "answer:inquiry")
            elif field == "number" and self.draft.refers_number is None:
                self.draft.refers_number = self.ledger.piece(places.slices(first, behind), "refers_to.number", "answer:inquiry")
            elif field == "title" and self.draft.title is None and self._is_title(text, start, first, behind):
                self.draft.title = self.ledger.piece(places.slices(first, behind), "title", "answer:inquiry")
        if members is not None:
            self.fields.askers(places.slices(members.start() + 1, end), "answer:inquiry")

    def _rows(self, text: str, start: int) -> Iterator[Row]:
        """Yield what the line holds; each of several inquiries begins anew: "der CDU vom 3. Mai und der SPD vom 4. Mai"."""
        ends = [*(found.start() for found in _ONE_MORE.finditer(text, start)), len(text)]
        for first, end in zip([start, *ends], ends, strict=False):
            begin = found.end() if (found := _ONE_MORE.match(text, first)) is not None else first
            for field, at, behind, value in read_headline(text[:end], begin, self.convention):
                at += len("über ") if field == "title" and text.startswith("über ", at) else 0
                yield field, at, behind, value

    def _is_title(self, text: str, start: int, first: int, end: int) -> bool:
        """Return whether a naming line ends with the title: behind "betreffend", or, where no caption gives one, right behind "Anfrage"."""
        if _NAMES_TITLE.search(text[start:first]) is not None:
            return True
        behind = text[start:first].strip()
        if self.captioned or not text[first].isupper():
            return False
        whole_rest = end == len(text) and behind.rpartition(" ")[2] in ("zu", "zum", "zur", "über")
        return whole_rest or behind in ("zu", "zum", "zur", "über") or (not behind and " " in text[first:end])

    def _numbered_group(self, unit: Unit, end: int, at: int) -> int:
        """Read "F0137/24 Fraktion Gartenpartei"."""
        self.draft.refers_number = self.draft.refers_number or self.ledger.piece([part(unit, 0, end)], "refers_to.number", "answer:inquiry")
        if unit.text[end:].strip():
            self.fields.askers([part(unit, end)], "answer:inquiry")
        self.ledger.unit(unit, "label", "answer:inquiry")
        return at + 1

    def _end(self, units: Sequence[Unit], at: int, stop: int) -> int:
        """Return where a naming line ends that may go on over several."""
        end = at + 1
        while (
            end < min(stop, at + MOST_LINES)
            and not units[end].gap
            and (
                units[end].text.startswith("vom ")
                or units[end - 1].text.endswith((" am", " vom"))
                or not units[end].is_a(FIELD, ITEM, DATE)
            )
        ):
            before, unit = units[end - 1], units[end]
            goes_on = unit.text[:1].islower() or ends_open(before.text) or before.text.endswith(_GOES_ON) or self._lists(units[at:end])
            if not goes_on or _PAPER.fullmatch(unit.text):
                break
            end += 1
        return end

    def _lists(self, units: Sequence[Unit]) -> bool:
        """Return whether lines name members, but not yet their group."""
        text = " ".join([unit.text for unit in units])
        return _MEMBERS.search(text) is not None and next(known_parties(text, self.convention), None) is None

    def _number(self, text: str, start: int, places: Places) -> int:
        """Set the inquiry's number, right behind its name; return where it ends."""
        begin = start + len(text[start:]) - len(text[start:].lstrip(" (,:–-"))
        for word in ("Nr.", "Nummer", "Drucksache", "Drs."):
            if text.startswith(word, begin):
                begin += len(word)
        found = find_reference(text[begin:], labelled=True)
        if found is None or not any(char.isdigit() for char in found.value):
            return start
        mine = places.slices(begin + found.start, begin + found.end)
        if _OWN_NUMBER.search(found.value) is not None and self.draft.number is None:
            self.draft.number = self.ledger.piece(mine, "number", "answer:inquiry")
        elif self.draft.refers_number is None:
            self.draft.refers_number = self.ledger.piece(mine, "refers_to.number", "answer:inquiry")
        return begin + found.end

    def _day(self, text: str, start: int, places: Places) -> None:
        """Set the inquiry's day, and that of the session it is for; note whether another inquiry with its day follows."""
        first = len(text)
        for found in find_dates(text[start:]):
            if DAY.search(text[: start + found.start]) is None:
                continue
            if _TO_SESSION.search(text[: start + found.start]) is not None:
                if self.draft.session_date is None:
                    mine = places.slices(start + found.start, start + found.end)
                    self.draft.session_date = (found.value, self.ledger.piece(mine, "session_date", "answer:inquiry"))
            elif self.draft.refers_date is not None:
                self.draft.refers_several |= _ONE_MORE.search(text, first, start + found.start) is not None
            else:
                first = start + found.end
                mine = places.slices(start + found.start, start + found.end)
                self.draft.refers_date = (found.value, self.ledger.piece(mine, "refers_to.date", "answer:inquiry"))

    def _papers(self, units: Sequence[Unit], end: int, stop: int) -> int:
        """Read "– Drucksache 21/2761 –" below the name of the inquiry, or below who asks; return where the naming lines end."""
        for at in range(end, min(stop, end + PAPER_REACH)):
            found = _PAPER.fullmatch(units[at].text)
            if found is not None:
                self.draft.refers_number = self.ledger.piece([part(units[at], *found.span("number"))], "refers_to.number", "answer:paper")
                units[at].relabel([], "answer:paper")
                self.ledger.unit(units[at], "label", "answer:paper")
                return at + 1 if at == end else end
        return end


_OF_TEXT = compiled(r"(?:Mit|In|Bei|Aus|Nach)\s(?:der|dieser|ihrer|seiner|einer|mehreren)\s(?:\w{2,20}\s){0,2}?\w{0,20}[Aa]nfragen?\b")
""" "Mit der Kleinen Anfrage „Stege“ wurde erfragt, …", in a remark above the questions."""


def _is_other(unit: Unit, start: int) -> bool:
    """Return whether a line that speaks of an inquiry is text, or the value of another caption."""
    own = unit.label(FIELD)
    captioned = (
        own is not None
        and not own.rule.endswith(":inline")
        and ((start > 0 and own.key != "none") or own.key == "title")
        and not unit.text.startswith("hier")
    )
    return captioned or _OF_TEXT.match(unit.text) is not None or HEADING in unit.roles or ends_sentence(unit.text.rstrip(":"))


_ONLY_ANSWER = compiled(r"(?:(?:Schriftliche|Mündliche)\s)?(?:Antwort|Beantwortung|Stellungnahme)(?:\s(?:der|des|durch)\s[^?:]{3,60})?\.?")


def _only_names_answer(unit: Unit) -> bool:
    """Return whether a caption's value is no title: "hier: Beantwortung"."""
    label = unit.label(FIELD, "title")
    return label is not None and _ONLY_ANSWER.fullmatch(unit.text[label.start :].strip()) is not None


def _is_text(unit: Unit) -> bool:
    """Return whether the head is over here for certain."""
    if unit.is_a(SALUTATION, LEAD_IN) or mark(unit.text) is not None or len(unit.text) > LONGEST_LINE:
        return True
    label = unit.label(ITEM)
    return label is not None and begins_as_question(unit.text[label.start :].strip())


LONGEST_LINE = 200
"""Characters from which a line is text."""

PAPER_REACH = 3
"""Lines below the name of the inquiry in which its number stands."""
