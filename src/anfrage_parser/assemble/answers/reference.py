"""Which inquiry an answer paper is about, and who answers: "Antwort der Verwaltung auf die Anfrage 12/2024 der FDP vom 3. Mai"."""

from collections.abc import Sequence

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.head.askers import known_parties
from anfrage_parser.assemble.head.fields import Fields
from anfrage_parser.assemble.head.headline import read_headline
from anfrage_parser.assemble.head.title_evidence import DEPARTMENT
from anfrage_parser.assemble.ledger import Ledger, Places, joined, part, whole
from anfrage_parser.assemble.prose import begins_as_question, ends_open, ends_sentence
from anfrage_parser.conventions import Convention
from anfrage_parser.model import BODY, DATE, FIELD, GROUP, HEADING, ITEM, LEAD_IN, NAME, OFFICE, SALUTATION, TYPE, Unit
from anfrage_parser.text.answer_marks import mark
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import STRICT_REFERENCE, find_dates, find_reference

OPENING = frozenset({"zu der", "zur", "zu", "auf die", "auf", "zu den"})
"""Lines above the inquiry's name that only lead to it."""

MOST_LINES = 8
"""Most lines of the sentence that names the inquiry."""


INQUIRY = compiled(
    r"(?:\b(?:[Zz]u[rm]?|auf|de[rs]|[Ii]hre[rns]?|[Dd]ie)\s(?:[\w./-]{1,30}\s){0,3}?|\A(?:hier:\s)?(?:(?:[Kk]leine|[Gg]roße|[Ss]chriftliche|[Mm]ündliche|[Gg]emeinsame|[Ii]nterfraktionelle)\s)?|[:,]\s{1,40}|(?<=[0-9])\s)"
    r"(?:[A-ZÄÖÜ][\wäöü-]{1,30}a|[Aa])nfragen?\b"
)
""" "zur Anfrage", "auf die Kleine Anfrage", "Ihre Anfrage"."""

_MEMBERS = compiled(r"\s(?:der|des)\s(?:Abg(?:eordneten|\.)|MdL|MdB|Stadtr[aä]t|Ratsm|Gemeinder[aä]t|Kreisr[aä]t|Herrn|Frau)\w{0,12}\s")
""" "der Abgeordneten A, B, C, weiterer Abgeordneter und der Fraktion der AfD"."""

_PAPER = compiled(
    r"[-–(\s]{0,4}(?:\w{3,20}s?)?(?:[Dd]rucksache|Drs\.?)[\s-](?:Nr\.?:?\s)?(?P<number>[0-9]{1,3}\s?/\s?[0-9]{1,6}(?:\([a-z]{1,6}\))?)[-–)\s]{0,4}"
)
""" "– Drucksache 21/2761 –", alone on its line below the name of the inquiry."""

_BOTH = compiled(r"\b(?:Drucksache|Drs\.?)\s[0-9]{1,3}/[0-9]{1,6}\s\((?P<number>[0-9]{1,3}/[0-9]{1,6})\)")
""" "Drucksache 16/2011 (16/1958)": the answer's number, and that of the inquiry."""

_OFFICE = compiled(
    r"(?:(?:Antwort|Beantwortung|Stellungnahme)(?:en)?(?:\s(?:der|einer)\s\w{0,20}[Aa]nfrage)?\s(?:de[rs]|durch\sd(?:ie|as|en)|von)\s|\A(?:der|des)\s)"
    r"(?P<name>(?!\w{0,20}[Aa]nfrage|Kleinen|Großen|Schriftlichen|Mündlichen|Fragen?\b)[A-ZÄÖÜ][^:?]{3,110}?)"
    r"(?=\s(?:auf|zu[rm]?|vom|an|namens|im\sNamen)\s|\s?[:(–]|\s-\s|,\s(?:Drucksache|vom|eingegangen)|\s?\Z)"
)
""" "Antwort der Landesregierung", "des Ministeriums für Verkehr" below "Antwort"."""

_WHO_HEADS = (
    r"(?:Kreisausschuss|Gemeindevorstand|Staats\w{3,20}|Minister\w{0,20}|Senat(?:or\w{0,3})?|Ober(?:stadt|kreis)direktor(?:in)?|"
    r"\w{0,20}[Bb]ürgermeister(?:in)?|Landr[aä]t(?:in)?|Magistrat)"
)
"""Who heads an administration."""

_WITH_ARTICLE = compiled(rf"(?:Der|Die|Das)\s{_WHO_HEADS}")
""" "Der Kreisausschuss", "Die Oberbürgermeisterin", in a letterhead."""

_HANDS_IN = compiled(rf"(?:(?:Der|Die|Das)\s)?{_WHO_HEADS}\b|(?:Amt|\w{{0,20}}[Vv]erwaltung|Stabsstelle)\b")

DAY = compiled(r"\b(?:vom:?|v\.|datiert)\s{1,40}(?:(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Sams|Sonn)\w{0,6},?\s(?:den\s)?)?\Z")

_NAMES_TITLE = compiled(
    r"(?:[:„“\"»–]|\b(?:[Tt]hema|betreffend|[Bb]etr\.|[Bb]etreffs?|bezüglich|Titel|i\.\s?S\.|in\sSachen))\s?:?\s?[„\"»]?\s?\Z"
)


class ReferenceReader:
    """Reads these lines of a paper's head, before the head is read, so that what they say is not taken for the answer's own."""

    def __init__(self, ledger: Ledger, draft: Draft, convention: Convention) -> None:
        self.ledger, self.draft, self.convention = ledger, draft, convention
        self.fields = Fields(convention, ledger, draft)

    def read(self, units: Sequence[Unit]) -> list[Unit]:
        """Claim the lines that name the inquiry and who answers it; return the others."""
        stop = next((at for at, unit in enumerate(units) if _is_text(unit)), len(units))
        used = {at for at, unit in enumerate(units[:stop]) if self._hands_in(unit)}
        self.read_office(units[:stop])
        self._letterhead(units[:stop])
        self._both_numbers(units[:stop])
        at = 0
        while at < stop:
            end = self._inquiry(units, at, stop)
            used.update(range(at, end) if not units[at].is_a(TYPE) or units[at].label(TYPE, "inquiry") else range(at + 1, end))
            at = max(end, at + 1)
        used.update(at - 1 for at in list(used) if at and at - 1 not in used and units[at - 1].text.casefold() in OPENING)
        for at in used:
            self.ledger.unit(units[at], "label", "answer:inquiry")
        rest = [unit for at, unit in enumerate(units) if at not in used]
        for index, unit in enumerate(rest):
            unit.index = index
        return rest

    def _hands_in(self, unit: Unit) -> bool:
        """Read "Einreicher: Dezernat Umwelt": of an answer, that is who answers."""
        label = unit.label(FIELD, "asker")
        value = unit.text[label.start :].strip() if label is not None else ""
        if label is None or (_HANDS_IN.match(value) or DEPARTMENT.match(value)) is None:
            return False
        self.draft.answered_by = self.ledger.piece([part(unit, label.start)], "answered_by", "answer:caption")
        return True

    def read_office(self, units: Sequence[Unit]) -> None:
        """Set who answers: the office named behind "Antwort"."""
        if self.draft.answered_by is not None:
            return
        for above, unit in zip([None, *units], units, strict=False):
            named = unit.label(TYPE, "answer") is not None
            below = above is not None and above.label(TYPE, "answer") is not None and len(above.text) <= LONGEST_NAME and not unit.labels
            found = _OFFICE.search(unit.text) if named or below else None
            if found is not None:
                self.draft.answered_by = self.ledger.piece([part(unit, *found.span("name"))], "answered_by", "answer:office")
                return

    def _letterhead(self, units: Sequence[Unit]) -> None:
        """Set who answers to the office of the letterhead, where nothing else names one."""
        letterhead = next((unit for unit in units[:LETTERHEAD] if _is_office(unit)), None)
        if letterhead is not None and self.draft.answered_by is None:
            self.draft.answered_by = self.ledger.quote([whole(letterhead)], "answered_by", "answer:letterhead")

    def _both_numbers(self, units: Sequence[Unit]) -> None:
        for unit in units[:TOP_LINES]:
            found = _BOTH.search(unit.text)
            if found is not None:
                self.draft.refers_number = self.ledger.piece([part(unit, *found.span("number"))], "refers_to.number", "answer:both-numbers")
                return

    def _inquiry(self, units: Sequence[Unit], at: int, stop: int) -> int:
        """Read the lines that name the inquiry, if they begin here; return where they end."""
        unit = units[at]
        found = INQUIRY.search(unit.text)
        if found is None and GROUP in unit.roles and (number := STRICT_REFERENCE.match(unit.text)) is not None:
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
        self._people(text, start, places)
        for used in units[at:end]:
            self.ledger.unit(used, "label", "answer:inquiry")
        return self._papers(units, end, stop)

    def _people(self, text: str, start: int, places: Places) -> None:
        """Read who asked, and the title, from the rest of the naming line."""
        members = _MEMBERS.search(text, start)
        last = members.start() if members is not None else len(text)
        for field, first, behind, _ in read_headline(text[:last], start, self.convention):
            if field == "asker":
                self.fields.askers(places.slices(first, behind), "answer:inquiry")
            elif field == "title" and _NAMES_TITLE.search(text[start:first]) and self.draft.title is None:
                self.draft.title = self.ledger.piece(places.slices(first, behind), "title", "answer:inquiry")
        if members is not None:
            self.fields.askers(places.slices(members.start() + 1, len(text)), "answer:inquiry")

    def _numbered_group(self, unit: Unit, end: int, at: int) -> int:
        """Read "F0137/24 Fraktion Gartenpartei"."""
        self.draft.refers_number = self.draft.refers_number or self.ledger.piece([part(unit, 0, end)], "refers_to.number", "answer:inquiry")
        self.fields.askers([part(unit, end)], "answer:inquiry")
        self.ledger.unit(unit, "label", "answer:inquiry")
        return at + 1

    def _end(self, units: Sequence[Unit], at: int, stop: int) -> int:
        """Return where a naming line ends that may go on over several."""
        end = at + 1
        while end < min(stop, at + MOST_LINES) and not units[end].gap and not units[end].is_a(FIELD, ITEM, DATE):
            before, unit = units[end - 1], units[end]
            goes_on = unit.text[:1].islower() or ends_open(before.text) or before.text.endswith(",") or self._lists(units[at:end])
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
        if self.draft.refers_number is None:
            mine = places.slices(begin + found.start, begin + found.end)
            self.draft.refers_number = self.ledger.piece(mine, "refers_to.number", "answer:inquiry")
        return begin + found.end

    def _day(self, text: str, start: int, places: Places) -> None:
        for found in find_dates(text[start:]):
            if self.draft.refers_date is None and DAY.search(text[: start + found.start]) is not None:
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


LETTERHEAD = 14
"""Lines at the top of a letter in which an office is named whose letter it is."""


def _is_other(unit: Unit, start: int) -> bool:
    """Return whether a line that speaks of an inquiry is text, or the value of another caption."""
    own = unit.label(FIELD)
    captioned = own is not None and ((start > 0 and own.key != "none") or own.key == "title") and not unit.text.startswith("hier")
    return captioned or HEADING in unit.roles or ends_sentence(unit.text.rstrip(":"))


def _is_office(unit: Unit) -> bool:
    """Return whether a line of a letterhead names an office."""
    if unit.is_a(FIELD, DATE, ITEM, NAME) and not unit.label(BODY):
        return False
    if unit.label(BODY, "office") is not None or OFFICE in unit.roles:
        return True
    return (_WITH_ARTICLE.fullmatch(unit.text) or DEPARTMENT.fullmatch(unit.text)) is not None


def _is_text(unit: Unit) -> bool:
    """Return whether the head is over here for certain."""
    if unit.is_a(SALUTATION, LEAD_IN) or mark(unit.text) is not None or len(unit.text) > LONGEST_LINE:
        return True
    label = unit.label(ITEM)
    return label is not None and begins_as_question(unit.text[label.start :].strip())


LONGEST_LINE = 200
"""Characters from which a line is text."""

LONGEST_NAME = 60
"""Characters of the line by which a paper names itself, above that of who answers."""

TOP_LINES = 4
"""Lines at the top of a paper that hold its number."""

PAPER_REACH = 3
"""Lines below the name of the inquiry in which its number stands."""
