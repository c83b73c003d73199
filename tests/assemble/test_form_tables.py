"""Tables of forms in Word: a label and its value in each row, whatever their order."""

from typing import Any

import pytest

from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_bytes
from tests.assemble.reading import ASKED
from tests.readers.test_office import p, t, table
from tools.letters.docx import Parts, package

TITLE = "Kosten des Stadtfestes 2024"
TWO_SESSIONS = p(t("Hauptausschuss 25.03.2025 Ö") + "<w:br/>" + t("Rat 03.04.2025 Ö"))
HAUPT = {"committee": "Hauptausschuss", "session_date": "2025-03-25"}
RAT = {"committee": "Rat", "session_date": "2025-04-03"}

TABLES: dict[str, tuple[list[tuple[str, str]], dict[str, Any]]] = {
    "two sessions above the title": (
        [("Anfrage Nr.", "A 0117/25"), ("Einreicher", "SPD-Fraktion"), ("Eingang", "11.03.2025"), ("Beratungsfolge", TWO_SESSIONS),
         ("Betreff", TITLE)],
        {"number": "A 0117/25", "parties": ["SPD"], "received": "2025-03-11", "public": True} | HAUPT,
    ),
    "colons": (
        [("Vorlage-Nr.:", "2025/0117"), ("Antragsteller:", "CDU-Fraktion"), ("Datum:", "11.03.2025"), ("Beratungsfolge:", TWO_SESSIONS),
         ("Betreff:", TITLE)],
        {"number": "2025/0117", "parties": ["CDU"], "date": "2025-03-11"} | HAUPT,
    ),
    "one session": (
        [("Drucksache", "17/0117"), ("Fraktion", "FDP"), ("Datum", "11.03.2025"), ("Beratungsfolge", "Rat 03.04.2025 Ö"), ("Thema", TITLE)],
        {"number": "17/0117", "parties": ["FDP"], "date": "2025-03-11", "public": True} | RAT,
    ),
    "the title first": (
        [("Betreff", TITLE), ("Fraktion", "FDP"), ("Datum", "11.03.2025"), ("Status", "öffentlich"),
         ("Beratungsfolge", p(t("Umwelt- und Bauausschuss 25.03.2025")) + p(t("Rat 03.04.2025")))],
        {"parties": ["FDP"], "date": "2025-03-11", "committee": "Umwelt- und Bauausschuss", "session_date": "2025-03-25", "public": True},
    ),
    "committee and day apart": (
        [("Aktenzeichen", "10-24/7"), ("Antragstellende Fraktion", "☐ CDU ☒ SPD"), ("Betreff", TITLE),
         ("Beratung", "☐ öffentlich ☒ nichtöffentlich"), ("Ausschuss", "Bauausschuss"), ("Sitzung am", "03.04.2025")],
        {"number": "10-24/7", "parties": ["SPD"], "public": False, "committee": "Bauausschuss", "session_date": "2025-04-03"},
    ),
    "a committee over its day": (
        [("Beratungsfolge", p(t("Ortsbeirat Mitte")) + p(t("25.03.2025"))), ("Titel", TITLE), ("Gestellt von", "Volt-Fraktion")],
        {"parties": ["Volt"], "committee": "Ortsbeirat Mitte", "session_date": "2025-03-25"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_forms(name: str) -> None:
    rows, wanted = TABLES[name]
    cells = [(p(t(label)), value if value.startswith("<") else p(t(value))) for label, value in rows]
    body = table(*cells) + "".join(p(t(line)) for line in ("Wir fragen:", f"1. {ASKED[0]}", f"2. {ASKED[1]}"))
    (record,) = parse_source(read_bytes(package(Parts(body)), "x.docx"))
    found = record.model_dump(mode="json")
    assert {key: found[key] for key in wanted} == wanted
    assert (found["title"], [question["text"] for question in found["questions"]], found["unassigned"]) == (TITLE, ASKED, [])
