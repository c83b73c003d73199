"""Labels of a head and their values: on one line, on lines of their own, or all labels first."""

import re
from collections.abc import Sequence

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.head.fields import Fields
from anfrage_parser.assemble.head.pairs import paired
from anfrage_parser.assemble.head.session_text import DOES
from anfrage_parser.assemble.ledger import Ledger, part, whole
from anfrage_parser.assemble.prose import subject_lines
from anfrage_parser.conventions import Convention
from anfrage_parser.model import FIELD, TYPE, Label, Role, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import DAYS, find_line_dates

STOPS = (
    Role.FIELD,
    Role.TYPE,
    Role.TABLE,
    Role.SALUTATION,
    Role.LEAD_IN,
    Role.DATE,
    Role.FURNITURE,
    Role.MEMBER,
    Role.HEADING,
    Role.AGENDA,
    Role.ITEM,
)
"""A line with one of these continues no value."""


_OFFICE_CODE = compiled(
    r"(?:Dez(?:ernat)?\.?\s?[0-9IVX]|[A-Za-zÄÖÜ]{2,10}\s/\s|[A-ZÄÖÜ][a-zäöü]{1,4}[A-ZÄÖÜ]\w{0,3}\Z|[A-ZÄÖÜ]{2,5}\Z).{0,40}"
)
"""Who in the administration is responsible: "Dez. 1 / ZJD", "StaDu"."""


_OF_PAPER = compiled(r"\s{0,3}(?:Anfrage|Antrag|Bitte|Beantwortung)\b")
""" "hier: Anfrage nach § 24 der Gemeindeordnung": what stands above is the subject."""

_CELL = compiled(r"[A-ZÄÖÜ][\w/ -]{2,40}:\s{2,60}\S")
""" "Organisationseinheit:   Fachbereich Verkehr", the row of a form."""

LONGEST_COUNCIL = 90

SHAPED = ("number", "agenda_item", "committee", "public", *DAYS)
"""Fields whose value is told by its shape. Any text fits the others: their value has to stand right below the label."""


class Labelled:
    """Remembers the labels that wait for a value, and gives it to them."""

    def __init__(self, convention: Convention, ledger: Ledger, draft: Draft) -> None:
        self.convention, self.ledger, self.draft = convention, ledger, draft
        self.fields = Fields(convention, ledger, draft)
        self.pending: list[str] = []
        """Labels still without a value, in printed order."""
        self.free: list[list[Unit]] = []
        """Lines that nothing else explains: the title is among them."""
        self.group_line = -2
        self.greeted = False
        """Whether a salutation stands below the head."""
        self.fresh: str | None = None
        """The field whose label stood on the line just before."""
        self.sessions_follow = False
        """Whether "Beratungsfolge:" stood above, without its council."""
        self.stack: list[str] = []
        """The fields of the labels without a value that stand right above, one after the other."""

    def _waiting_value(self, units: Sequence[Unit], index: int, fresh: str | None) -> int:
        """The value of a label that stands above; how many lines it took, 0 where there is none."""
        unit = units[index]
        if fresh == "addressee" and "addressee" in self.pending and not unit.is_a(Role.FIELD, Role.TYPE):
            self.pending.remove("addressee")
            return self._addressee(units, index)
        if (
            fresh == "title"
            and (self.draft.title is None or self.fields.title_rule == "headline")
            and not unit.is_a(Role.FIELD, Role.TABLE)
        ):
            self.pending.remove("title")
            return self._long_title(units, index, 0)
        used, left = paired(self.fields, self.stack, units, index)
        if used:
            self.pending[-used:] = left
            return used
        return int(self._bare_value(unit, fresh))

    def _addressee(self, units: Sequence[Unit], index: int) -> int:
        raise NotImplementedError

    def _members(self, units: Sequence[Unit], index: int) -> int:
        raise NotImplementedError

    def _is_label(self, unit: Unit) -> bool:
        """Whether "Anfrage" only begins a label: "Anfrage vom: 24.01.2020", "Anfrage Nr." on a line of its own."""
        label = unit.label(Role.FIELD)
        if label is None or label.key not in ("date", "received", "asker", "number"):
            return False
        return label.start == len(unit.text) or (label.key != "number" and unit.text[: label.start].endswith(":"))

    def _bare_value(self, unit: Unit, fresh: str | None) -> bool:
        """A value on a line of its own, for a label that stands above."""
        if not self.pending or FIELD in unit.roles or (TYPE in unit.roles and not fresh):
            return False
        nearest = [fresh] if fresh in self.pending and len(self.stack) == 1 else []  # labels one by one, one of which lost its value
        if fresh == "none" and self.sessions_follow and self._council(unit):
            return True
        for field in [*nearest, *self.pending]:
            mine = (
                (field == fresh and not (field == "none" and unit.gap))
                or field in SHAPED
                or (field == "none" and _OFFICE_CODE.fullmatch(unit.text) is not None)
            )
            of_session = field == "date" and self.sessions_follow and "committee" in self.pending
            if not mine or not self.fields.set("session_date" if of_session else field, unit, 0, bare=True):
                continue
            self.pending.remove(field)
            return True
        return False

    def _ticked_public(self, unit: Unit) -> bool:
        """Take "☐ öffentlich ☒ nichtöffentlich", also behind a caption, whatever it is called."""
        start = max(unit.text.rfind(":") + 1, unit.text.rfind("   ") + 3 if "   " in unit.text else 0)
        if len(unit.text[start:].strip()) <= len("nein") or not self.fields.set_public(unit, start):
            return False
        self.ledger.unit(unit, "label", "field:public")
        return True

    def _council(self, unit: Unit) -> bool:
        """Take the council below "Beratungsfolge:", without what it is to do: "Stadtbezirksrat Nord (zur Beantwortung)"."""
        end = unit.text.find(" (zu") if " (zu" in unit.text else len(DOES.sub("", unit.text))
        if (
            self.draft.committee is not None
            or unit.is_a(Role.TABLE)
            or len(unit.text) > LONGEST_COUNCIL
            or not self.convention.committee.match(unit.text)
        ):
            return False
        self.draft.committee = self.ledger.piece([part(unit, 0, end)], "committee", "sessions:council")
        self.ledger.unit(unit, "label", "sessions:council")
        self.pending.remove("none")
        return True

    def _field(self, units: Sequence[Unit], index: int, label: Label) -> int:
        unit = units[index]
        used = 1
        if label.rule.endswith(":inline"):
            self._inline_number(unit, label)
        elif not unit.text[label.start :].strip(" :_-.") or not self.fields.set(label.key, unit, label.start, bare=False):
            self.pending.append(label.key)
            self.fresh = label.key
            self.sessions_follow = self.sessions_follow or unit.text.startswith("Beratungsfolge")
            self.stack.append(label.key)
            self._note_empty(unit, label)
        elif label.key == "title":
            used = self._long_title(units, index, label.start)
        elif label.key == "addressee":
            used = self._addressee(units, index)
        elif label.key == "asker" and unit.text.endswith((",", " und")):
            used = self._members(units, index)
        elif label.key == "none" and unit.text.startswith("Beratungsfolge"):
            used += self._day_beside(units, index)
        self.ledger.claim(unit.line, *part(unit, 0, label.start)[1:], "label", label.rule)
        return used

    def _day_beside(self, units: Sequence[Unit], index: int) -> int:
        """Take the day that stands alone beside a council: "Beratungsfolge:   Stadtrat        07.12.2022"; how many units that were."""
        beside = units[index + 1] if index + 1 < len(units) else None
        if beside is None or beside.line.number != units[index].line.number or self.draft.session_date is not None:
            return 0
        dates = find_line_dates(beside.text)
        return int(
            bool(dates) and dates[0].end - dates[0].start == len(beside.text) and self.fields.set("session_date", beside, 0, bare=True)
        )

    def _note_empty(self, unit: Unit, label: Label) -> None:
        piece = self.ledger.piece([part(unit, 0, label.start)], "label", label.rule)
        if label.key == "agenda_item":
            self.draft.agenda_announced = piece
        elif label.key == "session_date":
            self.draft.session_announced = self.draft.session_announced or piece

    def _inline_number(self, unit: Unit, label: Label) -> None:
        """ "Deutscher Bundestag Drucksache 21/299"."""
        self.fields.offer("number", [part(unit, label.start, label.end)], label.rule)
        before = re.split(r"\s(?:Drucksache|Drs|Vorlage|DS|Nr)\b|\s[–-]\s[0-9IVX]{1,5}\.\s", unit.text[: label.start])[0]
        if (body := unit.label(Role.BODY, "body")) and not self.draft.body:
            self.draft.body = self.ledger.piece([part(unit, 0, len(before.rstrip(" –-")))], "body", body.rule)
        self.ledger.unit(unit, "label", label.rule)

    def _long_title(self, units: Sequence[Unit], index: int, start: int) -> int:
        """A labelled title over several lines; "hier:" below it names the real one."""
        end = index + 1
        while end < min(len(units), index + 5) and not (units[end].gap or units[end].torn) and not self._stops_title(units[end]):
            end += 1
        end = index + subject_lines(units[index:end])
        slices = [part(units[index], start), *(whole(u) for u in units[index + 1 : end])]
        above = self.draft.title if units[index].text.casefold().startswith("hier") else None
        if above is not None or self.fields.title_rule == "headline":
            self.draft.title = None
        here = units[index].text.casefold().startswith("hier") and _OF_PAPER.match(units[index].text, start) is not None
        self.fields.title(slices, "field:here" if here else "field:title")
        if self.draft.title is None:
            self.draft.title = above  # "hier: Anfrage zur Sitzung am 3. Mai" says no subject
        return end - index

    def _stops_title(self, unit: Unit) -> bool:
        """Whether a line below a title is something else; a dash at its head is none."""
        return _CELL.match(unit.text) is not None or any(
            label.role in (*STOPS, Role.GROUP, Role.ADDRESS) and label.key != "bullet" for label in unit.labels
        )
