"""Calendars and holidays where their packages are missing, and periods in words."""

import datetime as dt
import sys
from collections.abc import Container
from types import ModuleType

import pytest
from typer.testing import CliRunner

from anfrage_parser.cli.app import app
from anfrage_parser.plugins import install_command
from anfrage_parser.stats.deadline import deadline, period
from tests.command import SAMPLES

RUN = CliRunner()
MISSING = [("icalendar", "--open --format ics", "Kalender"), ("holidays", "--deadline 10wd", "Feiertage")]


@pytest.mark.parametrize(("package", "words", "what"), MISSING)
def test_a_missing_package_is_named_with_what_installs_it(package: str, words: str, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    done = RUN.invoke(app, ["stats", str(SAMPLES / "brief.txt"), *words.split()])
    assert done.exit_code == 2 and f"für {what} fehlt {package}; {install_command('calendar')}" in done.stderr, done.output


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1 Arbeitstag", "1 Arbeitstag"),
        ("10 Arbeitstage", "10 Arbeitstage"),
        ("6 Wochen NW", "6 Wochen mit den Feiertagen von Nordrhein-Westfalen"),
    ],
)
def test_a_period_in_words(typed: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(country: str, subdiv: str | None) -> Container[dt.date]:
        return ()

    module = ModuleType("holidays")
    module.country_holidays = none  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "holidays", module)
    assert period(deadline(typed, "2024-06-01")) == said
