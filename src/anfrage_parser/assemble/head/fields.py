"""Values for the fields of a head: each given only what is of its kind, and only once."""

import re
from collections.abc import Sequence

from anfrage_parser.assemble.draft import Draft, Person
from anfrage_parser.assemble.head.askers import after_names, groups_in, members_in, party_behind
from anfrage_parser.assemble.head.contest import offer
from anfrage_parser.assemble.head.headline import is_group_alone, read_headline, trailing_group
from anfrage_parser.assemble.head.session_rows import SessionRows
from anfrage_parser.assemble.head.session_text import DOES
from anfrage_parser.assemble.head.subject import leading_number, leading_session, without_name
from anfrage_parser.assemble.ledger import Ledger, Places, Slice, joined, part, whole
from anfrage_parser.conventions import Convention
from anfrage_parser.model import Piece, Role, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import (
    DAYS,
    WEEKDAY,
    Found,
    find_dates,
    find_line_dates,
    find_public,
    find_reference,
    is_reference,
    receipt_behind,
)

_MAIL = compiled(r"[<(\[]?[\w.+-]{1,64}@[\w.-]{1,80}")
""" "Von: Eva Muster <muster@auental.de>"."""

_BRACKET = compiled(r"\s?\(([^()]{2,60})\)\Z")

_SIGN = compiled(r"\s{0,40}(?:[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,4}(?:[ -][A-ZÄÖÜ]{1,4})?[ -])?[0-9]{1,5}/[0-9]{2,5}\s{0,9}")
""" "BT-FW 07/2023", a sender's own sign that counts its papers."""

_TERM = compiled(r"[0-9]{1,3}\.\s\w{4,12}periode(?=\s)")
""" "8. Wahlperiode 17.04.2026"."""

_BY = compiled(r",?\s(?:von|durch):?\s(?=[A-ZÄÖÜdD])", needs=("von", "durch"))
""" "Eingereicht am 3. Mai 2024 von Stadträtin Eva Muster (SPD)"."""

_PLACE_BEFORE = compiled(r"\s?([A-ZÄÖÜ][\w. -]{2,40}?),?\s(?:den\s)?\Z")
""" "Auental, den", before the day."""


_NUMBERED_SESSION = compiled(
    r"\s{0,99}[0-9]{1,3}\.\s(?:\w{2,15}\s)?(?:[A-Za-zäöü]{3,30}[Ss]itzung|Sitzung|Tagung)(?:\s(?:des|der))?\s(?=[A-ZÄÖÜ])"
)
""" "12. Sitzung des", "38. Plenarsitzung", before the council."""


class Fields(SessionRows):
    """Sets the fields of one draft from slices of its lines."""

    def __init__(self, convention: Convention, ledger: Ledger, draft: Draft) -> None:
        self.convention, self.ledger, self.draft = convention, ledger, draft
        self.other_titles: list[Piece] = []
        """What later headlines leave over; claimed as labels until the title is chosen."""
        self.title_rule = ""
        """By which rule the title was found: a labelled one is better than what a headline left over."""

    def set(self, field: str, unit: Unit, start: int, bare: bool) -> bool:
        """Give a value to a field if it is of the field's kind."""
        text = unit.text[start:]
        if field in DAYS:
            return self._set_date(field, unit, start, bare)
        if field == "number":
            return self._set_number(unit, start, bare)
        setter = {
            "agenda_item": self._set_agenda_item, "committee": self._set_committee, "public": self.set_public,
            "asker": self._set_asker, "title": self._set_title, "sign": self._set_sign,
        }.get(field)  # fmt: skip
        if setter is not None:
            return setter(unit, start)
        if bare and unit.is_a(Role.TYPE, Role.TABLE):
            return False
        if field == "place":
            self.offer(field, [part(unit, start)], "field:place")
        elif field == "none":
            self._set_none(unit, start)
        elif field != "addressee" and getattr(self.draft, field) is None:
            setattr(self.draft, field, self.ledger.piece([part(unit, start)], field, f"field:{field}"))
        return bool(text.strip())

    def offer(self, field: str, slices: Sequence[Slice], rule: str, value: str = "") -> None:
        """Claim what may be a field's value."""
        offer(self.draft, self.ledger, field, slices, rule, value)

    def _set_sign(self, unit: Unit, start: int) -> bool:
        if _SIGN.fullmatch(unit.text, start):
            self.offer("number", [part(unit, start)], "field:sign")
        else:
            self._set_none(unit, start)
        return bool(unit.text[start:].strip())

    def _set_none(self, unit: Unit, start: int) -> None:
        """Set aside the value of a label that no field wants, but for a day of print or a session in it."""
        if (term := _TERM.match(unit.text)) and self._set_date("printed", unit, term.end(), bare=True):
            self.ledger.claim(unit.line, *part(unit, 0, term.end())[1:], "furniture", "field:none")
        else:
            self._session_value(unit, start)
            self.ledger.claim(unit.line, *part(unit, start)[1:], "furniture", "field:none")

    def _set_date(self, field: str, unit: Unit, start: int, bare: bool) -> bool:
        dates = find_dates(unit.text[start:]) if bare else find_line_dates(unit.text[start:])
        if not dates or (bare and (len(unit.text[start : start + dates[0].start].strip()) > 25 or unit.is_a(Role.TABLE))):
            return False
        found = dates[0]
        mine = [part(unit, start + found.start, start + found.end)]
        if field not in ("received", "session_date"):
            self.offer("date", mine, f"field:{field}", found.value)
        elif getattr(self.draft, field) is None:
            setattr(self.draft, field, (found.value, self.ledger.piece(mine, field, f"field:{field}")))
        place = _PLACE_BEFORE.match(unit.text[start : start + found.start]) if found.start else None
        if field == "date" and place and not WEEKDAY.match(place.group(1)):
            self.offer("place", [part(unit, start + place.start(1), start + place.end(1))], "field:date")
        elif place:
            self.ledger.claim(unit.line, *part(unit, start, start + found.start)[1:], "label", f"field:{field}")
        self.rest(unit, start + found.end)
        return True

    def _set_number(self, unit: Unit, start: int, bare: bool) -> bool:
        found = find_reference(unit.text[start:], labelled=True)
        if found is None or (bare and (found.end < len(unit.text) or not re.search(r"[/-]|[0-9]{3}", found.value))):
            return False
        self.offer("number", [part(unit, start + found.start, start + found.end)], "field:number")
        self.rest(unit, start + found.end)
        return True

    def rest(self, unit: Unit, start: int) -> None:
        """What stands behind a value on its line: a group ("Eingang: 04.11.2024, CDU-Fraktion"), a time, or nothing."""
        rest = unit.text[start:].strip(" ,;|")
        if rest and is_group_alone(rest, self.convention):
            self.askers([part(unit, start)], "field:rest")
        elif self.draft.received is None and (day := receipt_behind(unit.text, start)) is not None:
            self.draft.received = (day.value, self.ledger.piece([part(unit, day.start, day.end)], "received", "field:rest"))
        elif found := next(iter(find_dates(rest)) if rest.startswith("vom ") else iter(()), None):
            at = unit.text.index(rest, start)
            self.offer("date", [part(unit, at + found.start, at + found.end)], "beside", found.value)
        elif by := _BY.match(unit.text, start):
            self.askers([part(unit, by.end())], "field:rest")
        self.ledger.claim(unit.line, *part(unit, start)[1:], "label", "field:rest")

    def _set_agenda_item(self, unit: Unit, start: int) -> bool:
        match = re.fullmatch(r"\s{0,9}((?:[ÖNö]\s?)?[0-9]{1,3}(?:\.[0-9]{1,3}){0,2}[a-z]?)\.?\s{0,9}", unit.text[start:])
        if not match:
            return False
        if self.draft.agenda_item is None:
            self.draft.agenda_item = self.ledger.piece(
                [part(unit, start + match.start(1), start + match.end(1))], "agenda_item", "field:agenda_item"
            )
        self.ledger.unit(unit, "label", "field:agenda_item")
        return True

    def _set_committee(self, unit: Unit, start: int) -> bool:
        numbered = _NUMBERED_SESSION.match(unit.text[start:])
        start += numbered.end() if numbered else 0
        text = unit.text[start:]
        if (days := find_dates(text)) and not text[: days[0].start].strip() and not text[days[0].end :].strip(" .,"):
            return self._set_date("session_date", unit, start, bare=False)  # "Sitzung: 02.09.2021"
        if not self.convention.committee.search(text) or len(text) > 110:
            return False
        date = next(iter(find_dates(text)), None)
        end = len(re.sub(r"(?:,?\s(?:am|vom|den))?\s{0,9}\Z", "", text[: date.start].rstrip(" ,;|-"))) if date else len(text)
        end -= len(does.group()) if (does := DOES.search(text[:end])) is not None else 0
        if self.draft.committee is None:
            self.draft.committee = self.ledger.piece([part(unit, start, start + end)], "committee", "field:committee")
            self.ledger.claim(unit.line, *part(unit, 0, start)[1:], "label", "field:committee")
        if date is not None:
            self._set_date("session_date", unit, start + end, bare=False)
        return True

    def set_public(self, unit: Unit, start: int) -> bool:
        """Take "öffentlich" or "nichtöffentlich"; False for anything else."""
        value = find_public(unit.text[start:])
        if value is None:
            return False
        self.draft.public = self.draft.public or (value, self.ledger.piece([part(unit, start)], "public", "field:public"))
        return True

    def _set_asker(self, unit: Unit, start: int) -> bool:
        if unit.is_a(Role.TABLE) or not any(char.isalpha() for char in unit.text[start:]) or is_reference(unit.text[start:].strip()):
            return False
        mail = _MAIL.search(unit.text, start)
        if mail is None:
            self.askers([part(unit, start)], "field:asker")
        elif unit.text[start : mail.start()].strip():
            self.askers([part(unit, start, mail.start())], "field:asker")
        self.ledger.claim(unit.line, *part(unit, start)[1:], "label", "field:asker")
        return True

    def _set_title(self, unit: Unit, start: int) -> bool:
        if not unit.text[start:].strip() or (start == 0 and unit.is_a(Role.TABLE)):
            return False
        if start == 0:
            self.title([whole(unit)], "field:title")
        return True

    def title(self, printed: Sequence[Slice], rule: str) -> None:
        """Set the title, without "Anfrage:" before it and the group in brackets behind it."""
        if self.draft.title is not None:
            return
        slices = without_name(printed)
        (text, places), self.title_rule = joined(slices), rule
        if (leading := leading_number(text)) is not None:
            number, behind = leading
            self.offer("number", places.slices(number.start, number.end), "subject", number.value)
            slices = places.slices(behind, len(text))
            text, places = joined(slices)
        if (session := leading_session(text, self.convention)) is not None:
            self.apply(places, session[0], rule)
            slices = places.slices(session[1], len(text))
            text, places = joined(slices)
        match = self.convention.inquiry_type.match(text)
        rows = list(read_headline(text, match.end(), self.convention) if match else trailing_group(text, self.convention))
        if match and self.draft.paper_type is None:
            self.draft.paper_type = self.ledger.piece(places.slices(match.start(1), match.end(1)), "paper_type", rule)
        self.apply(places, self._without_group(rows), rule)
        names_paper = match is not None and rule == "field:here" and not any(field == "title" for field, *_ in rows)
        if self.draft.title is None and not names_paper:
            self.draft.title = self.ledger.piece(slices, "title", rule)
        for unit, start, end in printed:
            self.ledger.claim(unit.line, start, end, "label", rule)

    def _without_group(self, rows: list[tuple[str, int, int, str]]) -> list[tuple[str, int, int, str]]:
        """Cut the asking group in brackets off a title, also one that no table holds."""
        out = []
        for field, start, end, value in rows:
            bracket = _BRACKET.search(value) if field == "title" else None
            if bracket is not None and bracket.group(1).casefold() in [name.casefold() for name, _ in self.draft.parties]:
                end, value = start + bracket.start(), value[: bracket.start()]
            out.append((field, start, end, value))
        return out

    def apply(self, places: Places, rows: Sequence[tuple[str, int, int, str]], rule: str) -> None:
        """Claim what a headline or a session formula held."""
        committee: list[Slice] = []
        for field, start, end, value in rows:
            mine = places.slices(start, end)
            if field == "asker":
                self.askers(mine, rule)
            elif field == "committee":
                committee += mine
            else:
                self._apply(field, value, mine, rule)
        if committee and self.draft.committee is None:
            self.draft.committee = self.ledger.piece(committee, "committee", rule)

    def _apply(self, field: str, value: str, mine: Sequence[Slice], rule: str) -> None:
        if field == "session_announced":
            self.draft.session_announced = self.ledger.piece(mine, "label", rule)
        elif field == "title" and rule == "headline" and self.draft.title is not None:
            self.other_titles.append(self.ledger.piece(mine, "label", rule))
        elif field in ("number", "date", "place", "addressee"):
            self.offer(field, mine, "headline", value)
        elif getattr(self.draft, field, "") is not None:
            return  # a label, or a field that has its value
        elif field in DAYS:
            setattr(self.draft, field, (value, self.ledger.piece(mine, field, rule)))
        elif field == "public":
            self.draft.public = (not value.casefold().startswith("nicht"), self.ledger.piece(mine, "public", rule))
        else:
            setattr(self.draft, field, self.ledger.piece(mine, field, rule))
            self.title_rule = rule if field == "title" else self.title_rule

    def askers(self, slices: Sequence[Slice], rule: str) -> None:
        """The members and groups that a phrase names."""
        text, places = joined(slices)
        members = members_in(text, self.convention)
        for found, role in members:
            if found.value in [person.name.text for person in self.draft.askers]:
                continue
            path = f"askers[{len(self.draft.askers)}]"
            name = self.ledger.piece(places.slices(found.start, found.end), f"{path}.name", rule)
            printed = self.ledger.piece(places.slices(role.start, role.end), f"{path}.role", rule) if role else None
            party = party_behind(text, found, self.convention)
            quoted = self.ledger.quote(places.slices(party.start, party.end), f"{path}.party", rule) if party else None
            self.draft.askers.append(Person(name, printed, party.value if party else None, quoted))
        self._groups(text, places, [name for name, _ in members], rule)

    def _groups(self, text: str, places: Places, members: Sequence[Found], rule: str) -> None:
        """The groups of a phrase, those behind the last name; without any, the parties in brackets behind the names."""
        rest = after_names(text, members, self.convention) if members else text
        phrase = self.ledger.piece(places.joined, "parties", rule)
        behind = len(text) - len(rest)
        named = [
            (g.value, self.ledger.quote(places.slices(g.start + behind, g.end + behind), "parties", rule))
            for g in groups_in(rest, self.convention)
        ]
        people = self.draft.askers[-len(members) :] if members else []
        for name, piece in named or [(p.party, p.party_at or phrase) for p in people if p.party]:
            if name not in [known for known, _ in self.draft.parties]:
                self.draft.parties.append((name, piece if piece.spans else phrase))
