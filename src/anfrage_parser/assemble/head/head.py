"""The head of an inquiry: labels and their values, on one line or apart, and the lines that say what they are by shape."""

from collections.abc import Sequence

from anfrage_parser.assemble.head.address_block import address_block, behind_to_whom, office_above
from anfrage_parser.assemble.head.askers import known_parties
from anfrage_parser.assemble.head.contest import offer_line, offered
from anfrage_parser.assemble.head.grouplines import joins_group, read_group
from anfrage_parser.assemble.head.headline import is_group_alone, read_session
from anfrage_parser.assemble.head.member_lines import members_end
from anfrage_parser.assemble.head.naming_lines import NamingLines
from anfrage_parser.assemble.head.session_text import INTO, TRANSFERS, council_line
from anfrage_parser.assemble.ledger import joined, part, whole
from anfrage_parser.assemble.prose import announces_inquiry
from anfrage_parser.conventions import key
from anfrage_parser.label.head_rules import DIGIT
from anfrage_parser.model import DATE, FIELD, TYPE, Label, Role, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import find_dates, find_line_dates, is_reference

_NUMBERED = compiled(r"(?:Mündliche\s|Schriftliche\s)?Frage\s(?:Nr\.|Nummer)\s?:?\s?([0-9]{2,5}(?:/[0-9]{2,4})?)", needs=("Frage",))
""" "Frage Nr. 1877", of a question time."""

_DATED = compiled(
    r"\svom\s(?=[0-9]{1,2}\.\s?(?:[0-9]{1,2}\.\s?|[A-Z][a-zä]{2,8}\.?\s)[0-9]{2,4}"
    r"(?:\Z|,?\s\(?(?:Eingang|eingegangen)\s.{0,60}\Z))"
)
""" "der Abgeordneten Eva Muster (CDU) vom 6. Januar 2025 (Eingang beim Rat am 7. Januar 2025)"."""


_TOP = compiled(r"\bTOP\s?:?\s?([0-9]{1,3}(?:\.[0-9]{1,3})?)", needs=("TOP",))

_REQUESTED = compiled(r"(?:Bitte\sum\s)?(?:Bericht|Auskunft|Beantwortung|Behandlung|Stellungnahme)\s(?=zur?\s|i[nm]\s)")
""" "Bitte um Bericht in der Sitzung des Ortschaftsrates am 22.04.2024"."""

_AGENDA_ITEM = compiled(r"(?:Tagesordnungspunkt|TOP)\s([0-9]{1,3}(?:\.[0-9]{1,3}){0,2})\.?\s(?=der\s|in\sder\s|zur\s)")
""" "Tagesordnungspunkt 5.3 der Sitzung am 06.05.2025"."""

_GROUP_BEHIND = compiled(r"(?<=\()[A-ZÄÖÜ]{2,8}(?=\)\Z)")
""" "Gemeinderat (UWG)"."""

TOP_LINES = 4
"""Lines at the top of a paper in which its number stands beside the parliament and the day."""

LONGEST_OFFICE = 40
"""Characters of the office on a stamp of receipt."""


def _is_letters_date(unit: Unit) -> bool:
    """Whether a date line names the place, too: "Mainz, 24.10.2024"."""
    label = unit.label(DATE)
    return label is not None and bool(label.key) and bool(find_line_dates(unit.text))


class Head(NamingLines):
    """Reads the units before the first sentence."""

    def read_lines(self, units: Sequence[Unit]) -> None:
        """Claim what lines of the head say; remember what may be the title."""
        self.letter_dated = any(_is_letters_date(unit) for unit in units if DATE in unit.roles)
        index = 0
        while index < len(units):
            fresh, self.fresh = self.fresh, None
            if fresh is None:
                self.stack.clear()
            index += self._read(units, index, fresh)

    def _read(self, units: Sequence[Unit], index: int, fresh: str | None) -> int:
        """One line, and those that go on from it; how many were read."""
        unit = units[index]
        if used := self._waiting_value(units, index, fresh) or self._stamp(units, index) or self._entry(unit):
            return used
        if unit.labels:
            if (label := unit.label(TYPE)) is not None and not self._is_label(unit):
                return self._type(units, index, label)
            if (label := unit.label(Role.TABLE)) is not None:
                return self._table(unit, label)
            if (label := unit.label(FIELD)) is not None:
                return self._field(units, index, label)
        if unit.line.unticked and self._ticked_public(unit):
            return 1
        if (Role.FURNITURE in unit.roles and not unit.is_a(Role.GROUP, Role.BODY)) or key(unit.text) in self.convention.table_words:
            return self._furniture(unit)
        return self._shape(units, index)

    def _stamp(self, units: Sequence[Unit], index: int) -> int:
        """ "Eingang Büro des Rates" over a day: the office that stamped it stands behind the word."""
        below = units[index + 1] if index + 1 < len(units) else None
        if below is None or below.gap or DATE not in below.roles or FIELD in units[index].roles:  # "Eingegangen am" waits for its value
            return 0
        first, _, office = units[index].text.partition(" ")
        if not office or len(office) > LONGEST_OFFICE or self.convention.fields.get(key(first)) != "received":
            return 0
        label = below.label(DATE)
        if label is None or label.key or not self.fields.set("received", below, 0, bare=True):
            return 0
        self.ledger.unit(units[index], "label", "stamp")
        self.ledger.unit(below, "label", "stamp")
        return 2

    def _shape(self, units: Sequence[Unit], index: int) -> int:
        """A line without a label, known by its shape."""
        unit = units[index]
        if self._session(unit) or self._office_of_asker(unit):
            return 1
        if unit.label(Role.ADDRESS, "start") is not None or (
            unit.text.startswith(("an den ", "an die ", "an das ")) and index and units[index - 1].is_a(Role.TYPE)
        ):
            return self._addressee(units, index)
        elif Role.MEMBER in unit.roles or self._is_dated_asker(units, index):
            return self._members(units, index)
        elif Role.GROUP in unit.roles and DATE not in unit.roles:
            return read_group(self, units, index)
        elif announces_inquiry(unit.text):
            self.draft.announcements.append(self.ledger.piece([whole(unit)], "label", "announcement"))
        elif used := self._session_cells(units, index):
            return used
        elif not self._plain_shape(unit):
            self._keep(units, index)
        return 1

    def _is_dated_asker(self, units: Sequence[Unit], index: int) -> bool:
        """ "Dr. Eva Muster (CDU) vom 10.02.2025", right below the name of the paper."""
        dated = _DATED.search(units[index].text) if index and TYPE in units[index - 1].roles else None
        return dated is not None and next(known_parties(units[index].text[: dated.start()], self.convention), None) is not None

    def _session(self, unit: Unit) -> bool:
        """ "Sitzung des Rates am 03.05.2024, TOP 7"."""
        item = _AGENDA_ITEM.match(unit.text)
        opening = item or _REQUESTED.match(unit.text)
        session = read_session(unit.text, opening.end() if opening is not None else 0)
        if not session or not session[1]:
            return False
        self.fields.apply(joined([whole(unit)])[1], session[1], "session-formula")
        if (item := item or _TOP.search(unit.text)) and self.draft.agenda_item is None:
            self.draft.agenda_item = self.ledger.piece([part(unit, item.start(1), item.end(1))], "agenda_item", "session-formula")
        self.ledger.unit(unit, "label", "session-formula")
        return True

    def _council_line(self, unit: Unit) -> bool:
        """ "Hauptausschuss am 26.11.2024", "Überweisung in den Ausschuss für Recht", "Beratungsfolge: …" on one long line."""
        if self.draft.session_date is not None or not (DIGIT.search(unit.text) or unit.text.startswith((*TRANSFERS, *INTO))):
            return False
        text, places = joined([whole(unit)])
        rows = council_line(text, self.convention)
        if rows:
            self.fields.apply(places, rows, "council-line")
            self.ledger.unit(unit, "label", "council-line")
        return bool(rows)

    def _office_of_asker(self, unit: Unit) -> bool:
        """ "Stadträtin der ÖDP", below the sender's name at the top of a letter."""
        role = unit.label(Role.NAME, "role") if unit.index < TOP_LINES and not self.draft.parties else None
        above = self.free[-1][-1] if self.free and not unit.gap else None
        group = _GROUP_BEHIND.search(unit.text) if above is not None and above.label(Role.NAME, "name") is not None else None
        if role is None or (group is None and next(known_parties(unit.text, self.convention), None) is None):
            return False
        self.fields.askers([part(unit, group.start(), group.end()) if group else part(unit, 0)], "office-line")
        if above is not None:
            self.ledger.unit(self.free[-1].pop(), "furniture", "office-line")  # the sender's name
            self.free = [lines for lines in self.free if lines]
            self.ledger.unit(unit, "label", "office-line")
        return True

    def _session_cells(self, units: Sequence[Unit], index: int) -> int:
        """ "Stadtbezirksrat Nord   20.03.2024", the row of a table whose heads say nothing: the council, and the day beside it."""
        beside = units[index + 1] if index + 1 < len(units) else None
        label = beside.label(DATE) if beside is not None and beside.line is units[index].line else None
        if beside is None or label is None or label.key or self.draft.session_date is not None:
            return 0
        rows = council_line(f"{units[index].text} {beside.text}", self.convention)
        if len(rows) < 2:
            return 0
        self.fields.apply(joined([whole(units[index]), whole(beside)])[1], rows, "council-day")
        for unit in units[index : index + 2]:
            self.ledger.unit(unit, "label", "council-day")
        return 2

    def _plain_shape(self, unit: Unit) -> bool:
        """Date line, group, city, "öffentlich", address: a line that tells one thing by itself."""
        if self._council_line(unit):
            pass
        elif (label := unit.label(Role.DATE)) is not None:
            self._date_line(unit, label)
        elif self._is_group(unit):
            self.fields.askers([part(unit, 0)], "group-line")
            self.group_line = unit.line.number
        elif (label := unit.label(Role.BODY)) is not None:
            self._body(unit, label)
        else:
            return self._number(unit) or (len(unit.text) > 4 and self.fields.set_public(unit, 0)) or self._address_line(unit)
        return True

    def _number(self, unit: Unit) -> bool:
        """A reference alone, "Frage Nr. 1877"."""
        numbered = _NUMBERED.fullmatch(unit.text)
        if numbered is not None:
            self.fields.offer("number", [part(unit, numbered.start(1), numbered.end(1))], "number-line")
            self.ledger.unit(unit, "label", "number-line")
        elif is_reference(unit.text):
            self.fields.offer("number", [whole(unit)], "number-line")
            return True
        return numbered is not None

    def _address_line(self, unit: Unit) -> bool:
        """A street, with the office above it; "in der Bezirksvertretung Moorburg", below the group's name."""
        if not unit.is_a(Role.ADDRESS, Role.OFFICE) and not (unit.text[:1].islower() and self.group_line == unit.line.number - 1):
            return False
        for line in (*(office_above(self.free, unit) if unit.is_a(Role.ADDRESS) else ()), unit):
            self._furniture(line)
        return True

    def _is_group(self, unit: Unit) -> bool:
        """Whether a line names a group in brackets, or goes on from the one above it that names one."""
        if self.group_line == unit.line.number - 1 and joins_group(unit, self.convention):
            return True
        return unit.text.startswith("(") and is_group_alone(unit.text.strip("()"), self.convention)

    def _furniture(self, unit: Unit) -> int:
        self.ledger.unit(unit, "furniture", "head")
        return 1

    def _keep(self, units: Sequence[Unit], index: int) -> None:
        """Remember a line as a candidate for the title, with those it goes on from."""
        unit = units[index]
        if self.ledger.taken(unit):
            return
        if self.free and index and self.free[-1][-1] is units[index - 1] and not unit.gap:
            self.free[-1].append(unit)
        else:
            self.free.append([unit])

    def read_agenda(self, units: Sequence[Unit]) -> None:
        """The session in "… auf die Tagesordnung der Sitzung des Rates am 3.5.2024 zu setzen"."""
        slices = [whole(u) for u in units]
        text, places = joined(slices)
        session = read_session(text, search=True)
        if session:
            self.fields.apply(places, session[1], "agenda-formula")

    def _table(self, unit: Unit, label: Label) -> int:
        """ "Gemeinderat 21.06.2016 31 x": committee, day, item of the agenda, public or not."""
        if label.key == "row" and unit.index < TOP_LINES and offered(self.draft, "number") and (days := find_dates(unit.text)):
            self.fields.offer("date", [part(unit, days[0].start, days[0].end)], "top:printed", days[0].value)
        elif label.key == "row":  # "Stadtbürgerschaft   12. März 2024" beside the paper's number is the day of its print
            self.fields.session_row(unit)
        self.ledger.unit(unit, "furniture" if label.key == "row" else "label", label.rule)
        return 1

    def _date_line(self, unit: Unit, label: Label) -> None:
        found = next(iter(find_line_dates(unit.text)), None)
        alone, dated = not label.key, offered(self.draft, "date")
        if found is not None and alone and self.letter_dated and not dated and self.draft.received is None:
            piece = self.ledger.piece([part(unit, found.start, found.end)], "received", "date-line:stamp")
            self.draft.received = (found.value, piece)  # a day alone above "Mainz, 24.10.2024" was stamped there
        elif found is not None and alone and self.sessions_follow and dated and self.draft.session_date is None:
            piece = self.ledger.piece([part(unit, found.start, found.end)], "session_date", "sessions:day")
            self.draft.session_date = (found.value, piece)
        else:
            offer_line(self.draft, self.ledger, unit, label)
        self.ledger.unit(unit, "label" if found else "furniture", "date-line")

    def _body(self, unit: Unit, label: Label) -> None:
        if label.key == "body" and self.draft.body is None:
            self.draft.body = self.ledger.piece([whole(unit)], "body", label.rule)
        self.ledger.unit(unit, "furniture", label.rule)

    def _addressee(self, units: Sequence[Unit], index: int) -> int:
        """The block of lines that says to whom; its names have not signed."""
        above = office_above(self.free, units[index])
        block, beside = address_block(units, index)
        first = block[0].label(Role.FIELD)
        start = behind_to_whom(block[0].text, first.start if first else 0)
        slices = [*map(whole, above), part(block[0], start), *map(whole, block[1:])]
        self.fields.offer("addressee", slices, "field:addressee" if first else "address-block")
        for unit in (*above, *block):
            self.ledger.unit(unit, "furniture", "address-block")
        for unit in beside:
            self._read([unit], 0, None)
        return len(block) + len(beside)

    def _members(self, units: Sequence[Unit], index: int) -> int:
        """ "Stadtrat Tom Høyem (FDP)"; "der Abgeordneten A, B, … und der Fraktion der AfD" over several lines."""
        end = members_end(units, index)
        slices = [whole(u) for u in units[index:end]]
        text, places = joined(slices)
        dated = _DATED.search(text)
        if dated and (found := find_dates(text[dated.end() :])):  # the day of the inquiry, above it the day of its printing
            mine = places.slices(dated.end() + found[0].start, dated.end() + found[0].end)
            self.fields.offer("date", mine, "member-line", found[0].value)
            if len(found) > 1 and self.draft.received is None:
                mine = places.slices(dated.end() + found[1].start, dated.end() + found[1].end)
                self.draft.received = (found[1].value, self.ledger.piece(mine, "received", "member-line"))
            slices = places.slices(0, dated.start())
        self.fields.askers(slices, "member-line")
        for unit in units[index:end]:
            self.ledger.unit(unit, "label", "member-line")
        return end - index
