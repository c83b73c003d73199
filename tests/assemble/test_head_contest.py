"""Number, day, place and addressee are chosen from all that head and end offer; what was close is doubted."""

from typing import Any

import pytest

from anfrage_parser.assemble.head.subject import leading_number
from anfrage_parser.parse import examine, parse_text
from anfrage_parser.readers import read_text
from tests.assemble.reading import TWO, Case, cases, check, values

ASK = f"\n\nWir fragen die Verwaltung:\n{TWO}\n"
GROUP = "SPD-Fraktion im Rat Auental\n\n"

NUMBERS: list[Case] = [
    (
        "at the beginning of a labelled subject",
        f"{GROUP}Betreff: AF 17/2022 – Steg am Ufer{ASK}",
        {"number": "AF 17/2022", "title": "Steg am Ufer"},
    ),
    (
        "at the beginning of a subject alone",
        f"{GROUP}Auental, 3. Mai 2022\n\nAF 17/2022 – Steg am Ufer{ASK}",
        {"number": "AF 17/2022", "title": "Steg am Ufer", "findings": []},
    ),
    ("two years are none", f"{GROUP}Betreff: 2023/2024: Winterdienst{ASK}", {"number": None, "title": "2023/2024: Winterdienst"}),
    (
        "in brackets, with a law behind it",
        f"{GROUP}Anfrage (AN/0733/2023) gem. § 4 der Geschäftsordnung\n\nSteg am Ufer{ASK}",
        {"number": "AN/0733/2023", "title": "Steg am Ufer"},
    ),
    (
        "the sender's own sign, in a row of signs",
        (
            f"{GROUP}Ihr Zeichen        Ihre Nachricht vom        Unser Zeichen        Datum\n"
            f"FB 3/la            22.01.2024                SPD 4/24             05.02.2024\n\nSteg am Ufer{ASK}"
        ),
        {"number": "SPD 4/24", "date": "2024-02-05"},
    ),
    ("behind its words", f"{GROUP}Nr. der Anfrage: 2023-AF-077\n\nSteg am Ufer{ASK}", {"number": "2023-AF-077"}),
    (
        "of the paper that it is about",
        f"{GROUP}Anfrage-Nr. 2024-F-031\n\nBezug: Drucksache 2023/118 vom 20.11.2023\n\nSteg am Ufer{ASK}",
        {"number": "2024-F-031", "date": None},
    ),
    (
        "at the beginning of a line of the paper that it is about",
        f"{GROUP}Anfrage\n\nVgl. Drucksache 2023/118\n\nSteg am Ufer{ASK}",
        {"number": None},
    ),
    ("only of the paper that it is about", f"{GROUP}Anfrage\n\nBezug: Drucksache 2023/118\n\nSteg am Ufer{ASK}", {"number": None}),
]

DAYS: list[Case] = [
    (
        "beside the group",
        f"SPD-Ratsfraktion Auental · 09.10.2023\n\nAnfrage\n\nSteg am Ufer{ASK}",
        {"date": "2023-10-09", "parties": ["SPD"]},
    ),
    (
        "behind the number",
        f"Gemeinsame Anfrage\nNr. 11/2024 vom 08.01.2024\n\nSteg am Ufer{ASK}",
        {"number": "11/2024", "date": "2024-01-08"},
    ),
    (
        "of a form's entry",
        f"Vorlage - AF/0456/2023\nBetreff: Steg am Ufer\nAngelegt am: 06.11.2023{ASK}",
        {"date": "2023-11-06", "findings": ["party-missing"]},
    ),
    (
        "of the print, behind words that no list knows",
        f"{GROUP}Datum                05.02.2024\nGedruckt am          12.02.2024\n\nSteg am Ufer{ASK}",
        {"date": "2024-02-05", "title": "Steg am Ufer"},
    ),
    (
        "at the end, with a place, and one of the print on top",
        f"{GROUP}Anfrage\n\nAusdruck vom 07.06.2024\n\nSteg am Ufer{ASK}\nAuental, den 3. Juni 2024\n\nUte Weiß\n",
        {"date": "2024-06-03", "place": "Auental"},
    ),
    (
        "its place in the cell before it",
        f"{GROUP}Auental, den          22.05.2023\n\nAnfrage\n\nSteg am Ufer{ASK}",
        {"date": "2023-05-22", "place": "Auental"},
    ),
    (
        "below the formula, with number and title",
        (
            "Sehr geehrte Damen und Herren,\n\nbitte nehmen Sie diese Anfrage auf die Tagesordnung der Ratssitzung am 29. August 2024.\n\n"
            f"Anfrage Nr. 24-V-019\nDatum: 15. Juli 2024\n\nSteg am Ufer\n\nDer Steg ist gesperrt.\n\n{TWO}\n\nUte Weiß\nRatsfraktion Volt"
        ),
        {
            "date": "2024-07-15",
            "number": "24-V-019",
            "title": "Steg am Ufer",
            "session_date": "2024-08-29",
            "preamble": "Der Steg ist gesperrt.",
        },
    ),
    (
        "two that are close",
        f"{GROUP}Auental, 3. Mai 2024\n\nDatum: 6. Mai 2024\n\nAnfrage\n\nSteg am Ufer{ASK}",
        {"date": "2024-05-03", "findings": ["number-missing", "date-close"]},
    ),
    (
        "one that lies behind the session",
        f"{GROUP}Datum: 6. Juni 2024\n\nAnfrage zur Ratssitzung am 14. Mai 2024\n\nSteg am Ufer{ASK}\nAuental, 3. Mai 2024\n\nUte Weiß\n",
        {"date": "2024-05-03", "session_date": "2024-05-14"},
    ),
    (
        "of a law only",
        f"{GROUP}Anfrage gemäß § 10 der Geschäftsordnung vom 12.03.2019\n\nSteg am Ufer{ASK}",
        {"date": None},
    ),
    (
        "of the mail that it answers",
        f"{GROUP}Ihre E-Mail vom 02.05.2024\n\nSteg am Ufer{ASK}\nAuental, 3. Mai 2024\n\nUte Weiß\n",
        {"date": "2024-05-03", "place": "Auental"},
    ),
    (
        "of an update, at the beginning of a line",
        f"{GROUP}Aktualisiert am 9. Mai 2024\n\nAnfrage\n\nSteg am Ufer{ASK}\nAuental, 3. Mai 2024\n\nUte Weiß\n",
        {"date": "2024-05-03", "place": "Auental"},
    ),
    (
        "of the session, named with the paper",
        f"{GROUP}Anfrage zur Sitzung des Rates vom 14.05.2024\n\nSteg am Ufer{ASK}",
        {"date": None, "session_date": "2024-05-14"},
    ),
]

REST: list[Case] = [
    (
        "an address of which only the first word is left",
        f"{GROUP}An\n\nHerrn\nBürgermeister Ole Roth\nMarkt 1\n\nAnfrage\n\nSteg am Ufer{ASK}",
        {"addressee": "Herrn Bürgermeister Ole Roth Markt 1"},
    ),
    (
        "a council that a line sends to, with its day",
        f"Anfrage\n\nBehandlung in der Gemeindevertretung am 18.04.2024\n\nSteg am Ufer{ASK}",
        {"committee": "Gemeindevertretung", "session_date": "2024-04-18"},
    ),
    (
        "the first of two councils",
        (
            f"Anfrage\n\nVorgesehen für: Verwaltungsausschuss, 23.01.2024 (nichtöffentlich)\n"
            f"Rat der Gemeinde Auental, 30.01.2024 (öffentlich)\n\nSteg am Ufer{ASK}"
        ),
        {"committee": "Verwaltungsausschuss", "session_date": "2024-01-23"},
    ),
    (
        "a session's row with an item of two numbers",
        (
            f"Gremium                          Sitzungsdatum     TOP\n"
            f"Ausschuss für Soziales           21.02.2024        8.2\n\nAnfrage\n\nSteg am Ufer{ASK}"
        ),
        {"committee": "Ausschuss für Soziales", "session_date": "2024-02-21", "agenda_item": "8.2"},
    ),
    (
        "a name that ends with a point, in its council",
        f"Landkreis Auental\nEing. 14. März 2024\n\nDIE LINKE. im Kreistag Auental\n\nAnfrage\n\nSteg am Ufer{ASK}",
        {"parties": ["DIE LINKE"], "received": "2024-03-14"},
    ),
    (
        "a sender's group behind the office",
        f"Ute Weiß\nGemeinderätin (UWG)\nWeg 3\n54321 Auental\n\nAnfrage\n\nSehr geehrter Herr Roth,\n\nich frage:\n\n{TWO}\n",
        {"parties": ["UWG"], "title": None},
    ),
    (
        "short names in front of offices",
        f"Wir fragen:\n{TWO}\n\ngez. Ute Weiß, CDU-Fraktionsvorsitzende\ngez. Ole Roth, BFN-Fraktionsvorsitzender\n",
        {"parties": ["CDU", "BFN"], "signatories": ["Ute Weiß", "Ole Roth"]},
    ),
    (
        "a heading of two words",
        f"{GROUP}Anfrage\n\nSteg am Ufer\n\nFragen/Begründung:\n\nDer Steg ist gesperrt.\n\n{TWO}\n",
        {"preamble": "Der Steg ist gesperrt."},
    ),
    (
        "a subject behind hier in a headline",
        f"{GROUP}Anfrage für den Betriebsausschuss am 17.10.2023; hier: Steg am Ufer\n\nSehr geehrter Herr Roth,\n\nwir fragen:\n\n{TWO}\n",
        {"title": "Steg am Ufer", "committee": "Betriebsausschuss", "session_date": "2023-10-17"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), cases(*NUMBERS))
def test_number(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), cases(*DAYS))
def test_day(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), cases(*REST))
def test_rest(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("subject", "number", "rest"),
    [
        ("AF 17/2022 – Steg", "AF 17/2022", "Steg"),
        ("0123/24: Steg", "0123/24", "Steg"),
        ("2023/24: Steg", None, ""),
        ("AF 17/2022", None, ""),
    ],
)
def test_number_in_front_of_a_subject(subject: str, number: str | None, rest: str) -> None:
    found = leading_number(subject)
    assert (found[0].value, subject[found[1] :]) == (number, rest) if found is not None else number is None


def test_a_contest_leaves_no_two_values() -> None:
    text = f"{GROUP}Auental, 3. Mai 2024\n\nDrucksache 12/2024\n\nAnfrage 13/2024\n\nSteg am Ufer{ASK}\nBruchtal, 4. Mai 2024\n"
    found = values(text)
    assert (found["number"], found["date"], found["place"]) == ("12/2024", "2024-05-03", "Auental")
    assert found["findings"] == ["date-close"]


@pytest.mark.parametrize(
    ("text", "field", "lost"),
    [
        (f"{GROUP}Auental, 3. Mai 2024\n\nDatum: 6. Mai 2024\n\nAnfrage\n\nSteg am Ufer{ASK}", "date", "6. Mai 2024"),
        (f"{GROUP}Drucksache 12/2024\n\nAnfrage 13/2024\n\nSteg am Ufer{ASK}", "number", "13/2024"),
    ],
)
def test_what_lost_has_no_place_of_a_value(text: str, field: str, lost: str) -> None:
    (draft,) = examine(read_text(text)).drafts
    places = {text[span.start : span.end]: span.field for span in draft.places}
    assert places[lost] == "label"
    assert list(places.values()).count(field) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            f"SPD-Fraktion\n\nAuental, den 3. Mai 2024\n\nLindbach, den 3. Mai 2024\n\nAnfrage\n\nSteg am Ufer{ASK}",
            "ein anderer Ort könnte ebenso gut der des Schreibens sein",
        ),
        (
            f"12/2024\n\nSPD-Fraktion\n\nAF 17/2022 – Steg am Ufer{ASK}",
            "eine andere Nummer könnte ebenso gut die der Anfrage sein, oder wenig spricht für diese",
        ),
    ],
)
def test_a_close_contest_is_told(text: str, said: str) -> None:
    (record,) = parse_text(text)
    assert said in [finding.message for finding in record.findings]
