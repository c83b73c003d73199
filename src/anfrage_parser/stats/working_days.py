"""Working days: Monday to Friday without the public holidays of a German Land.

24 and 31 December are no public holidays, so they count. Holidays of a few towns alone (Assumption Day in Bavaria, the peace festival in
Augsburg) move nothing.
"""

import datetime as dt
from typing import Any

from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say
from anfrage_parser.plugins import install_command

LANDS = {
    "BW": "Baden-Württemberg", "BY": "Bayern", "BE": "Berlin", "BB": "Brandenburg", "HB": "Bremen", "HH": "Hamburg", "HE": "Hessen",
    "MV": "Mecklenburg-Vorpommern", "NI": "Niedersachsen", "NW": "Nordrhein-Westfalen", "RP": "Rheinland-Pfalz", "SL": "Saarland",
    "SN": "Sachsen", "ST": "Sachsen-Anhalt", "SH": "Schleswig-Holstein", "TH": "Thüringen",
}  # fmt: skip
"""Code of a Land, by ISO 3166-2 → its name."""

SATURDAY = 5
"""`weekday` of the first day that is no working day."""


class WorkingDays:
    """The working days of a Land; without one, only holidays of all Länder count."""

    def __init__(self, land: str | None) -> None:
        """Load the holidays; `UsageError` if the library for them is missing."""
        try:
            from holidays import country_holidays
        except ImportError as error:
            raise UsageError(say("für Feiertage fehlt {package}", package="holidays"), install_command("calendar")) from error
        self.land = land
        self._holidays: Any = country_holidays("DE", subdiv=land)

    def is_one(self, day: dt.date) -> bool:
        """Return whether a day is a working day."""
        return day.weekday() < SATURDAY and day not in self._holidays

    def next(self, day: dt.date) -> dt.date:
        """Return the day if it is a working day, else the next that is; `OverflowError` beyond the calendar."""
        while not self.is_one(day):
            day += dt.timedelta(days=1)
        return day

    def later(self, day: dt.date, count: int) -> dt.date:
        """Return the last of so many working days after a day; `OverflowError` beyond the calendar."""
        for _ in range(count):
            day = self.next(day + dt.timedelta(days=1))
        return day
