"""The rows of a table of sessions: council, day, item of the agenda, public or not."""

import re

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.head.session_text import DOES
from anfrage_parser.assemble.ledger import Ledger, part
from anfrage_parser.conventions import Convention
from anfrage_parser.model import Unit
from anfrage_parser.text.values import find_dates, find_public


class SessionRows:
    """Reads rows of a table of sessions."""

    convention: Convention
    ledger: Ledger
    draft: Draft

    def _set_committee(self, unit: Unit, start: int) -> bool:
        raise NotImplementedError

    def session_row(self, unit: Unit) -> None:
        """A row of the table of sessions: the first one holds the inquiry's own."""
        date = find_dates(unit.text)[0]
        if self.draft.session_date is not None:
            return
        start, end = (0, date.start) if date.start else self._behind_day(unit.text, date.end)
        does = DOES.search(unit.text[start:end])
        end = start + does.start() if does is not None else end
        self.draft.committee = self.draft.committee or self.ledger.piece([part(unit, start, end)], "committee", "table:row")
        self.draft.session_date = (date.value, self.ledger.piece([part(unit, date.start, date.end)], "session_date", "table:row"))
        self._row_rest(unit, date.end)

    def _session_value(self, unit: Unit, start: int) -> None:
        """ "Beratungsfolge: Stadtrat, 25.04.2024, öffentlich": a row of sessions behind its label."""
        text = unit.text[start:]
        dates = find_dates(text)
        if (
            not dates
            and unit.text.startswith("Beratungsfolge")
            and self.convention.committee.match(text.strip())
            and self.draft.committee is None
        ):
            self._set_committee(unit, start + len(text) - len(text.lstrip()))
            return
        named = self.convention.committee.search(text[: dates[0].start]) if dates and text.lstrip()[:1].isupper() else None
        if named is None or len(dates) != 1 or self.draft.session_date is not None:
            return
        before = text[: dates[0].start]
        if re.search(r"\b(?:vom|bis|zum)\s\Z", before):
            return
        self._set_committee(unit, start + len(text) - len(text.lstrip()))
        self._row_rest(unit, start + dates[0].end)

    def _behind_day(self, text: str, start: int) -> tuple[int, int]:
        """The committee behind a row's day: "27.11.2019 Sitzung des Stadtrates zur Kenntnis", up to a wide gap or the next small word."""
        named = re.compile(r"[\s,|–-]{0,5}(?:[0-9]{1,3}\.\s)?(?:\w{0,20}[Ss]itzung\s(?:des|der)\s)?").match(text, start)
        first = named.end() if named else start
        rest = re.split(r"\s{2,}|\s(?=(?:zur|zum|nicht|öffentlich|[ÖN])(?:\s|\Z))|\s(?=\S{0,8}[0-9])", text[first:])[0]
        genitive = re.search(r"(?<=[tg])e?s\Z|(?<=ss)es\Z", rest) if text[start:first].rstrip().endswith("des") else None
        return first, first + (genitive.start() if genitive else len(rest))

    def _row_rest(self, unit: Unit, start: int) -> None:
        match = re.match(
            r"\A[\s,;|]*+([0-9]{1,3}(?:\.[0-9]{1,3})?)?(?:[\s,;|]*+(öffentlich|nichtöffentlich|Ö|N|ö|nö|NÖ))?(?=[\s,;|]|\Z)",
            unit.text[start:],
        )
        if match and match.group(1) and self.draft.agenda_item is None:
            slices = [part(unit, start + match.start(1), start + match.end(1))]
            self.draft.agenda_item = self.ledger.piece(slices, "agenda_item", "table:row")
        if match and match.group(2) and self.draft.public is None and (value := find_public(match.group(2))) is not None:
            slices = [part(unit, start + match.start(2), start + match.end(2))]
            self.draft.public = (value, self.ledger.piece(slices, "public", "table:row"))
