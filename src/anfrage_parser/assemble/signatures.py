"""Read the end of an inquiry: signatories, their roles, and additions by an office."""

from collections.abc import Sequence

from anfrage_parser.assemble.asking_groups import office_group
from anfrage_parser.assemble.draft import Draft, Person
from anfrage_parser.assemble.head.askers import groups_in, known_parties
from anfrage_parser.assemble.head.contest import likely, offer, offer_line
from anfrage_parser.assemble.ledger import Ledger, part
from anfrage_parser.assemble.prose import ends_sentence
from anfrage_parser.assemble.signatures_start import gets_copy, is_foot, names_others
from anfrage_parser.conventions import Convention
from anfrage_parser.label.group_rules import LOCAL_GROUP
from anfrage_parser.model import CLOSING, GROUP, Piece, Role, Unit
from anfrage_parser.text.names import is_loud_name, is_name, is_surname, split_people
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import Found, find_line_dates

_HONOUR = compiled(r"(?:Frau|Herrn?)\s")


class Tail:
    """Reads the units after the questions and the rationale."""

    def __init__(self, convention: Convention, ledger: Ledger, draft: Draft) -> None:
        self.convention, self.ledger, self.draft = convention, ledger, draft
        self.groups: list[tuple[str, Piece]] = []
        """Parties named among the signatures."""
        self.signed = False
        self.row: list[int] = []
        """Indexes of the signatories of the last line of names that still need a role."""
        self.row_line = self.roles = self.parties = 0

    def read(self, units: Sequence[Unit]) -> None:
        """Claim every unit of the end."""
        office = wish = copies = False
        for unit in units:
            office = office or Role.OFFICE in unit.roles
            copies = (copies and gets_copy(unit)) or (CLOSING in unit.roles and unit.label(CLOSING, "copies") is not None)
            if copies:
                self.ledger.unit(unit, "furniture", "closing:copies")
            elif wish and not unit.gap and not unit.labels and not _tells_who_or_when(unit.text):
                self.ledger.unit(unit, "furniture", "closing:wish")
            else:
                self._read(unit, office)
            wish = (wish or CLOSING in unit.roles) and not ends_sentence(unit.text)

    def _read(self, unit: Unit, office: bool) -> None:
        if unit.is_a(Role.FURNITURE, Role.OFFICE, Role.CLOSING) or is_foot(unit.text, self.convention):
            self._greeted(unit)
            self.ledger.unit(unit, "furniture", "end")
        elif (heading := unit.label(Role.HEADING)) and not unit.text[heading.end :].strip():
            self.ledger.unit(unit, "label", "heading:displaced")
        elif date := unit.label(Role.DATE):
            told = not office and offer_line(self.draft, self.ledger, unit, date, ":end")
            self.ledger.unit(unit, *(("label", "date-line:end") if told else ("furniture", "office-date" if office else "end")))
        elif label := unit.label(Role.SIGNED):
            self.signed = True
            self._signed_on(unit)
            self._people(unit, label.end if label.end < len(unit.text) else len(label.key), bare=True)
        elif not office and self._names_people(unit):
            self._people(unit, self._start_of_people(unit), bare=False)
        elif not office and self._honoured(unit):
            self.ledger.unit(unit, "label", "signature")
        elif unit.is_a(Role.BODY, Role.ADDRESS, Role.FIELD):
            self.ledger.unit(unit, "furniture", "end")

    def _signed_on(self, unit: Unit) -> None:
        """The day in front of a signature: "14.06.2022, gez. Eva Muster"."""
        for found in find_line_dates(unit.text)[:1] if unit.text[0].isdecimal() else ():
            offer(self.draft, self.ledger, "date", [part(unit, found.start, found.end)], "date-line:end", found.value)

    def _names_people(self, unit: Unit) -> bool:
        if unit.is_a(Role.NAME, Role.MEMBER, Role.GROUP) or is_loud_name(unit.text) or names_others(unit.text):
            return True
        return self.signed and not _is_sentence(unit.text)

    def _start_of_people(self, unit: Unit) -> int:
        """Return where names begin: behind other members, a number below "Unterschriften:", or "von" below "Digital signiert"."""
        if names_others(unit.text):
            return max(unit.text.rfind("   "), 0)
        if not self.signed:
            return 0
        if unit.text.startswith("von "):
            return len("von ")
        item = unit.label(Role.ITEM)
        return item.start if item is not None and is_name(unit.text[item.start :].strip()) else 0

    def _greeted(self, unit: Unit) -> None:
        """Read a name on the line of the greeting: "LG Max Hierl"."""
        greeting = unit.label(Role.CLOSING, "closing")
        if greeting is not None and 0 < greeting.start < len(unit.text):
            self._people(unit, greeting.start, bare=True)

    def _people(self, unit: Unit, start: int, bare: bool) -> None:
        """Names, roles and groups of one line of signatures."""
        pieces = self._pieces(unit, start)
        if not start and GROUP in unit.roles and self._is_group_line(unit, pieces):
            self._group(unit, Found(0, len(unit.text), unit.text))
            return
        for found in pieces:
            role = self.convention.role.match(found.value)
            if role is not None:
                self._role(unit, found, role.end())
                self._group_of_office(unit, found, role.end())
            elif self._is_person(found.value, (bare or self.signed) and not _is_remark(unit.text, found)):
                self._name(unit, found)
                continue
            if self._is_group(found.value):
                self._group(unit, found)
        if pieces or start:
            self.ledger.unit(unit, "label", "signature")

    def _group_of_office(self, unit: Unit, found: Found, end: int) -> None:
        """Read a local group behind an office: "Fraktionsvorsitzende Bunte Liste", "Sprecher WIR für Auental"."""
        rest = found.value[end:].strip()
        if _OWN_NAME.fullmatch(rest) is not None and not self._is_group(found.value):
            start = found.start + found.value.index(rest, end)
            self._group(unit, Found(start, start + len(rest), rest))

    def _pieces(self, unit: Unit, start: int) -> list[Found]:
        pieces = [Found(f.start + start, f.end + start, f.value) for f in split_people(unit.text[start:])]
        if len(pieces) > 1 and not start and self._is_role_line(unit, pieces):
            return [Found(0, len(unit.text), unit.text)]
        return pieces

    def _is_person(self, text: str, expected: bool) -> bool:
        """Return whether a text is a name; where one is expected, a surname is enough."""
        if self._is_called(text):
            return False
        if is_name(text) or is_loud_name(text):
            return True
        place = likely(self.draft, "place")
        return expected and is_surname(text) and not self._is_group(text) and text != place and text.casefold() not in NO_SURNAMES

    def _honoured(self, unit: Unit) -> bool:
        """Read surnames below their group: "Frau Beispiel, Herr Muster"."""
        rows = [(found, _HONOUR.match(found.value)) for found in split_people(unit.text)]
        if not self.groups or not all(match and is_surname(found.value[match.end() :]) for found, match in rows):
            return False
        for found, match in rows:
            start = match.end() if match else 0
            self._name(unit, Found(found.start + start, found.end, found.value[start:]))
        return True

    def _is_group_line(self, unit: Unit, pieces: Sequence[Found]) -> bool:
        """Return whether a line names a group but no person; "Sprecher der AfD-Fraktion" is also the role of the person above."""
        if any(is_name(p.value) for p in pieces):
            return False
        role = self.convention.role.match(unit.text)
        if role is not None and self.draft.signatories and len(pieces) < 2:
            self._role(unit, Found(0, len(unit.text), unit.text), role.end())
        return len(pieces) < 2 or len(pieces) != len(self.row)

    def _is_role_line(self, unit: Unit, pieces: Sequence[Found]) -> bool:
        """Return whether a line is one role: "Mitglied im Ausschuss für Kultur und Sport"."""
        if self.convention.role.match(unit.text) is None or "   " in unit.text or "," in unit.text:
            return False
        roles = any(self.convention.role.match(p.value) for p in pieces[1:])
        return not (roles and len(self.row) > 1) and not any(is_name(p.value) or self._is_group(p.value) for p in pieces[1:])

    def _is_group(self, text: str) -> bool:
        known = self.convention.group.search(text) or self.convention.party.search(text) or LOCAL_GROUP.fullmatch(text)
        return bool(known or ("raktion" in text and office_group(text)))

    def _is_called(self, text: str) -> bool:
        """Return whether what has the form of a name is that of a group or of people: "Bunte Liste", "Ehrenamtliche Ratsmitglieder"."""
        if text.casefold().endswith(_MEMBERS) or self.convention.committee.fullmatch(text) is not None:
            return True
        folded = text.casefold()
        if len(folded.split()) > 2 and any(name.casefold().startswith(folded) for name, _ in self.draft.parties):
            return True  # "Junges Forum Auental", which the head names
        first = next(known_parties(text, self.convention), None)
        return (first is not None and not first.start) or LOCAL_GROUP.fullmatch(text) is not None

    def _name(self, unit: Unit, found: Found) -> None:
        if any(person.name.text.casefold() == found.value.casefold() for person in self.draft.signatories):
            return  # a stamp of a digital signature names who signs beside it
        if unit.line.number != self.row_line:
            self.row, self.row_line, self.roles, self.parties = [], unit.line.number, 0, 0
        self.row.append(len(self.draft.signatories))
        path = f"signatories[{len(self.draft.signatories)}]"
        self.draft.signatories.append(Person(self.ledger.piece([part(unit, found.start, found.end)], f"{path}.name", "signature")))

    def _group(self, unit: Unit, found: Found) -> None:
        known = self.convention.party.search(found.value) is not None
        named = (not known and office_group(found.value)) or groups_in(found.value, self.convention)
        phrase = self.ledger.piece([part(unit, found.start, found.end)], "signatories", "signature:group")
        quotes = [self.ledger.quote([part(unit, found.start + g.start, found.start + g.end)], "parties", "signature:group") for g in named]
        pieces = [quote if quote.spans else phrase for quote in quotes]
        self.groups += [(g.value, piece) for g, piece in zip(named, pieces, strict=True)]
        if len(named) == len(self.row) > 1 and unit.line.number != self.row_line:
            for place, group, piece in zip(self.row, named, pieces, strict=True):
                self._belongs(place, group.value, piece)
        elif self.draft.signatories and len(named) == 1:
            self._belongs(self._whose_party(unit), named[0].value, pieces[0])

    def _belongs(self, place: int, party: str, piece: Piece) -> None:
        """Set the party of a signatory that has none."""
        person = self.draft.signatories[place]
        if person.party is None:
            self.draft.signatories[place] = Person(person.name, person.role, party, piece)

    def _whose_party(self, unit: Unit) -> int:
        """Return the index of the signatory that a group belongs to; groups side by side below a row of names are in the same order."""
        if unit.line.number != self.row_line and self.parties < len(self.row) > 1 and "   " in unit.line.text.strip():
            self.parties += 1
            return self.row[self.parties - 1]
        return len(self.draft.signatories) - 1

    def _whose_role(self, unit: Unit) -> int:
        """Return the index of the signatory that a role belongs to; roles side by side below a row of names are in the same order."""
        if unit.line.number != self.row_line and self.roles < len(self.row):
            self.roles += 1
            return self.row[self.roles - 1]
        return len(self.draft.signatories) - 1

    def _role(self, unit: Unit, found: Found, end: int) -> None:
        """Assign a role to the name before it; "Stadträtin Eva Beispiel" contains both."""
        rest = found.value[end:].strip()
        second = self.convention.role.match(rest)
        if (
            second is not None
            and self.row_line < unit.line.number
            and len(self.row) == 2
            and not found.value.casefold().startswith("stellv")
        ):
            start = found.start + found.value.index(rest, end)  # "Vorsitzender Sachkundige Bürgerin", below two names
            self._role(unit, Found(found.start, start, found.value[:end]), end)
            found, end, rest = Found(start, found.end, rest), second.end(), rest[second.end() :].strip()
        if second is None and is_name(rest) and not self._is_called(rest):
            start = found.start + found.value.index(rest, end)
            self._name(unit, Found(start, found.end, rest))
            found = Found(found.start, start, found.value[:end])
        if not self.draft.signatories:
            return
        last = self._whose_role(unit)
        person = self.draft.signatories[last]
        if person.role is None:
            role = self.ledger.piece([part(unit, found.start, found.end)], f"signatories[{last}].role", "signature:role")
            self.draft.signatories[last] = Person(person.name, role, person.party, person.party_at)


def _tells_who_or_when(text: str) -> bool:
    """Return whether a line below a closing formula begins with a name, or holds a day: "Auental, 6. Mai 2024    Az. 12/24"."""
    first = next(iter(split_people(text)), None)
    return (first is not None and is_name(first.value)) or bool(find_line_dates(text) and len(text) < SHORT_FOOT)


def _is_remark(text: str, found: Found) -> bool:
    """Return whether a piece stands in brackets behind a name: "Eva Muster (Initiative)" names no second person by one word."""
    return text[: found.start].endswith("(") and text[found.end : found.end + 1] == ")" and bool(text[: found.start - 1].strip())


SHORT_FOOT = 80

_MEMBERS = ("mitglied", "mitglieder")
"""How words end that say what people are."""

_OWN_NAME = compiled(r"(?:WIR|Wir|[A-ZÄÖÜ]\w{2,20})\s(?:für|pro|FÜR)\s[A-ZÄÖÜ][\w-]{2,30}")
""" "WIR für Auental": a local group's name, by its form."""

NO_SURNAMES = frozenset(
    """unterschrift unterschriften datum ort dokumente dokument druckversion kommentare anlage anlagen anlagenverzeichnis downloads download
    kultur umwelt soziales bildung finanzen verkehr jugend sport schule bauen wirtschaft gesundheit ordnung personal zurück weiter drucken
    nr vors teilen impressum datenschutz kontakt suche startseite menü name schlagwörter kategorien termine""".split()
)
"""Single words that stand among signatures, but are nobody's name: captions, links, the second line of a role."""

SENTENCE_WORDS = 8
"""Words from which a line with a full stop is a sentence, not a line of names."""


def _is_sentence(text: str) -> bool:
    return ends_sentence(text) and len(text.split()) >= SENTENCE_WORDS
