"""The laws on generated texts: documents put together from the pieces that real ones have, and plain nonsense."""

import json
import os
import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from anfrage_parser.errors import AnfrageError, UnreadableError, UnreadableTextError
from anfrage_parser.parse import examine, parse_source
from anfrage_parser.readers import read_bytes, read_text
from anfrage_parser.record.build import as_dict, from_dict
from anfrage_parser.record.json_out import to_line
from anfrage_parser.record.schema import Inquiry, json_schema
from anfrage_parser.text.clean import fold
from tests.laws import check_evidence, check_nothing_lost, check_unassigned_listed

pytestmark = pytest.mark.no_cover  # other tests run the same lines; watched, these would take twice as long

SCHEMA = Draft202012Validator(json_schema())
EXAMPLES = 100_000 if os.environ.get("ANFRAGE_SOAK") else 1_000

WORDING = """\
Stadt Brückstadt
Der Oberbürgermeister
ANFRAGE
Anfrage 0815/2023 zur Sitzung am Lärm am Hafen (SPD)
Gemeinsame Anfrage
SPD-Gemeinderatsfraktion
Stadtrat Ole Steinkamp (FDP)
Anfrage: FDP/FW
vom 3. Mai 2023
Vorlage Nr.: 2023/0417
Vorlage Nr.:
2023/0417
Termin:
27.06.2023
Gremium Termin TOP ö nö
Gemeinderat 27.06.2023 14 x
Eingang: 02.05.2023
öffentlich
Lindhafen, den 12. März 2024
An die
Frau Oberbürgermeisterin
12345 Lindhafen
Betreff: Radweg am Ufer
hier: Zustand
Sehr geehrte Damen und Herren,
Begründung:
Sachverhalt / Begründung:
Der Weg ist seit Jahren gesperrt. Niemand weiß, wann er öff-
net. Es gibt Beschwerden.
Wir fragen daher:
Die Verwaltung wird um Auskunft gebeten:
1. Wann öffnet der Weg?
2. Was kostet er
bis zum
30. Juni 2024) insgesamt?
3) Wie viele?
a) im Jahr 2022
b) im Jahr 2023?
1.1 Warum?
A. Ist das so?
- Seit wann?
• Mit welchem Ziel?
I. Kosten
Frage 1: Wer?
1. Erstens? 2. Zweitens? 3. Drittens?
Bitte nach Jahren aufschlüsseln.
Seite 2
– 2 –
-- 1 of 4 --
________
Mit freundlichen Grüßen
unterzeichnet von:
Dr. Chiara Vonderheide
gez. Lohmüller
Fraktionsvorsitzende
Hauptamt - Ratsangelegenheiten -
27. März 2014
Drucksache 12/345
der Abgeordneten Ayşe Korkmaz, Jonas Ahlgrimm und der
Fraktion DIE LINKE
Tel. 01234 5678, www.example.org
(2) 1Die Niederschrift
Antwort der Verwaltung:
Antrag
Niederschrift
#### Fragen zum Hafen:
x
1.
?
"""
LINES = [
    *WORDING.splitlines(),
    "\u00ad\u200b",
    "Gru\u0308ne\u00a0Bru\u0308cke \uf0b7 \ufb01nden",
    "   eingerückt   und   gesperrt   ",
]

documents = st.lists(st.one_of(st.sampled_from(LINES), st.sampled_from(("", "", "\f")), st.text(max_size=30)), max_size=40).map("\n".join)


@settings(max_examples=EXAMPLES, deadline=None)
@given(documents)
@example("der Abgeordneten Ayşe Korkmaz, Jonas Ahlgrimm und der\n0\xad")
def test_nothing_is_lost(text: str) -> None:
    try:
        source = read_text(text)
    except (UnreadableError, UnreadableTextError):
        return
    seen = examine(source)
    check_nothing_lost(seen)
    check_unassigned_listed(seen)
    check_evidence(seen)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        documents.map(lambda t: t.encode("utf-8", "surrogatepass")),
        documents.map(lambda t: t.encode("cp1252", "replace")),
    )
)
def test_any_bytes_give_a_record_or_an_error_of_ours(data: bytes) -> None:
    try:
        records = parse_source(read_bytes(data, "x"), evidence=True)
    except AnfrageError as error:
        assert error.exit_code in (4, 5, 6, 8, 9) and error.next_step
        return
    for record in records:
        written = to_line(as_dict(record, evidence=True))
        row = json.loads(written.decode("utf-8", "strict"), parse_constant=pytest.fail)
        assert [e.message for e in SCHEMA.iter_errors(row)] == []
        assert from_dict(row) == record


def without_places(record: Inquiry) -> dict[str, Any]:
    """What a record says, without where it stands and which bytes it came from."""
    said = record.model_dump()
    for place in ("source", "evidence"):
        said.pop(place)
    of_places = ("text-unassigned", "letters-mended")  # what is mended once is right the second time
    said["findings"] = [(found["code"], found["field"]) for found in said["findings"] if found["code"] not in of_places]
    said["unassigned"] = [text for left in said["unassigned"] if (text := " ".join(fold(left["text"])[0].replace("\u00ad", "").split()))]
    return said


@settings(max_examples=EXAMPLES // 5, deadline=None)
@given(documents)
@example("1.1 Warum?\nStadt Brückstadt\n\u00ad0")
@example("1.1 Warum?\nStadt Brückstadt\n;\t0")
@example("ANFRAGE\n\x91")
def test_the_folded_copy_says_the_same(text: str) -> None:
    text = text.replace("\t", " ")  # it parts columns, which the blank in its place doesn't
    try:
        source = read_text(text)
        first = parse_source(source)
    except AnfrageError:
        return
    folded = "".join(fold(line)[0] if line not in "\n\f" else line for line in re.split("([\n\f])", source.text))
    try:
        again = parse_source(read_text(folded))
    except UnreadableTextError:  # without its invisible characters, the share of those that mean nothing is larger
        return
    assert [without_places(i) for i in first] == [without_places(i) for i in again]


@settings(max_examples=EXAMPLES // 5, deadline=None)
@given(documents)
def test_a_record_or_an_error_of_ours(text: str) -> None:
    try:
        first = parse_source(read_text(text))
    except AnfrageError:
        return
    again = parse_source(read_text(text))
    assert [i.model_dump_json() for i in first] == [i.model_dump_json() for i in again]
    for inquiry in first:
        assert [q.index for q in inquiry.questions] == list(range(1, len(inquiry.questions) + 1))
        assert all(1 <= q.block <= len(inquiry.blocks) for q in inquiry.questions)
        assert inquiry.party == (", ".join(inquiry.parties) or None)
        assert (inquiry.date is None) == (inquiry.date_basis is None)
        missing = any(f.severity == "error" and f.field in ("questions", "answers") for f in inquiry.findings)
        assert inquiry.questions or inquiry.answers or missing  # an answer paper may repeat no question
        for found in inquiry.findings:
            assert found.start is None or (found.end is not None and found.line is not None and found.start < found.end)


@settings(max_examples=EXAMPLES // 5, deadline=None)
@given(st.text(max_size=400))
def test_nonsense_is_lost_nowhere(text: str) -> None:
    try:
        source = read_text(text)
    except (UnreadableError, UnreadableTextError):
        return
    check_nothing_lost(examine(source))
