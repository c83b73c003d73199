"""The line by which a paper names itself, the lines that its subject runs on over, and the names of other papers."""

from collections.abc import Sequence

from anfrage_parser.assemble.head.headline import read_headline, read_session
from anfrage_parser.assemble.head.labelled import STOPS, Labelled
from anfrage_parser.assemble.ledger import joined, part, whole
from anfrage_parser.assemble.prose import ends_open, runs_on, subject_lines
from anfrage_parser.conventions import key
from anfrage_parser.label.text_rules import unspace
from anfrage_parser.model import Label, Piece, Role, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import STRICT_REFERENCE, find_dates

_ENTRY = compiled(
    r"\A(?:[-–•*]\s)?(?P<title>[A-ZÄÖÜ„][^:?]{8,150}?)"
    r"(?P<space>,?\s(?:vom\s|\()?)(?=[0-9]{1,2}\.)[0-9. A-Za-zä]{6,20}\)?:?\sAnfrage(?!\w).{0,160}"
)

_OPEN_HEADLINE = compiled(r"\s(?:zum|zur|vom|am|den|der|des|(?:vom|am|den)\s[0-9]{1,2}\.(?:[0-9]{1,2}\.|\s[A-Z][a-zä]{2,8})?)\Z")
"""Endings behind which a headline goes on: "Anfrage der SPD-Fraktion vom 01.", "… vom 24. April"."""

_GOES_ON = compiled(
    r"(?:zur|zum|für\s(?:die|den)|in\sde[rn]|im|an\s(?:die|den))\s(?:[a-zäöü]|[A-ZÄÖÜ]\w+ung\b|\w*(?:[Ss]itzung|[Aa]usschuss))"
)
""" "zur Beantwortung in der", below "Anfrage 0043/2021"."""

_OFFICE_NAME = compiled(r"(?:der|des)\s[A-ZÄÖÜ][\w-]{3,40}(?:\sfür\s[\w, -]{3,60})?")
""" "der Landesregierung", "des Ministeriums für Umwelt", below "Antwort"."""

REPEATED = 20
"""Letters that a headline shares with a paragraph above it when it repeats it."""

OTHER_SIZE = 0.8
"""Points by which the letters of two lines differ that don't belong together."""


def _looks_other(one: Unit, other: Unit) -> bool:
    """Whether a line is set larger, smaller or bolder than another, as a title below the paper's name is."""
    if one.line is other.line or one.line.size is None or other.line.size is None:
        return False
    return abs(one.line.size - other.line.size) > OTHER_SIZE or one.line.bold is not other.line.bold


class NamingLines(Labelled):
    """Reads headlines."""

    def _entry(self, unit: Unit) -> int:
        """ "- Lärm am Hafen 04.05.2021 Anfrage zur Sitzung des Rates": the entry of a list of papers on a site."""
        known = self.draft.title is not None and any(char.isalpha() for char in self.draft.title.text)
        match = _ENTRY.fullmatch(unit.text) if not known and " Anfrage" in unit.text else None
        dates = find_dates(unit.text) if match is not None else []
        if match is None or not dates or dates[0].start != match.end("title") + len(match["space"]):
            return 0
        self.draft.title = self.ledger.piece([part(unit, match.start("title"), match.end("title"))], "title", "entry")
        self.fields.title_rule = "headline"
        self.fields.offer("date", [part(unit, dates[0].start, dates[0].end)], "entry", dates[0].value)
        self.ledger.unit(unit, "label", "entry")
        return 1

    def _type(self, units: Sequence[Unit], index: int, label: Label) -> int:
        """The line by which the inquiry names itself, and those that its subject runs on over."""
        if label.key != "inquiry":
            return self._other_type(units, index)
        end = self._type_end(units, index)
        text, places = joined([whole(u) for u in units[index:end]])
        if self._repeats(text[label.end :]):
            for used in units[index:end]:
                self.ledger.unit(used, "label", "headline:repeated")
            return end - index
        if self.draft.paper_type is None:
            piece = self.ledger.piece(places.slices(label.start, label.end), "paper_type", "type")
            self.draft.paper_type = Piece(unspace(piece.text), piece.spans)
        first = STRICT_REFERENCE.match(text)
        if first and first.end() <= label.start:  # "AF0815/13 Anfrage: Toiletten an Grundschulen"
            self.fields.offer("number", places.slices(0, first.end()), "headline")
        self.fields.apply(places, list(read_headline(text, label.end, self.convention)), "headline")
        for used in units[index:end]:
            self.ledger.unit(used, "label", "headline")
        return end - index

    def _type_end(self, units: Sequence[Unit], index: int) -> int:
        """Where the lines end over which the headline runs."""
        end = index + 1
        while end < min(len(units), index + 3) and not (units[end].gap or units[end].labels) and _GOES_ON.match(units[end].text):
            end += 1  # "zur Beantwortung in der", below "Anfrage 0043/2021"
        if end > index + 1 and end < len(units) and self._runs_on(units[end - 1], units[end]):
            end += 1
        if len(units[index].text) > 40 or ends_open(units[index].text) or read_session(units[index].text, search=True):
            while end < min(len(units), index + 5) and self._runs_on(units[end - 1], units[end]):
                end += 1
            end = index + subject_lines(units[index:end])
        return end

    def _repeats(self, subject: str) -> bool:
        """Whether a headline below the table of sessions only repeats the title above it: "Anfrage: „Lärm am Hafen“"."""
        letters = key(subject)[:REPEATED] if self.free else ""
        return len(letters) == REPEATED and any(key(" ".join(u.text for u in group)).startswith(letters) for group in self.free)

    def _runs_on(self, before: Unit, unit: Unit) -> bool:
        """Whether a line goes on with the subject of the headline above it."""
        if _looks_other(before, unit):
            return False
        if not unit.gap and (before.text.count("(") > before.text.count(")") or _OPEN_HEADLINE.search(before.text)):
            return True
        if unit.gap or any(label.role in STOPS and label.key != "bullet" for label in unit.labels):
            return False
        return not unit.is_a(Role.GROUP, Role.BODY) or runs_on(before.text.rjust(60), unit.text)

    def _other_type(self, units: Sequence[Unit], index: int) -> int:
        """ "Antwort des Ministeriums für … namens der⏎Landesregierung" is no title, nor is its last word."""
        end = index + 1
        if (
            end < len(units)
            and not units[end].labels
            and ((not units[end].gap and runs_on(units[index].text, units[end].text)) or _OFFICE_NAME.match(units[end].text))
        ):
            end += 1
            while end < min(len(units), index + 5) and units[end - 1].text.endswith(",") and not units[end].gap:
                end += 1  # "der Landesregierung – Ministerin für Bildung,⏎Wissenschaft und Kultur"
        if index and self.free and self.free[-1] == [units[index - 1]] and units[index - 1].text.casefold() == "und":
            self.ledger.unit(self.free.pop()[0], "label", "type:other")  # "Kleine Anfrage … und Antwort der Landesregierung"
        for unit in units[index:end]:
            self.ledger.unit(unit, "label", "type:other")
        return end - index
