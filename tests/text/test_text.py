"""The small parts: joining lines, dates, references, names, markers, and what is safe to show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anfrage_parser.cli.display import safe
from anfrage_parser.text.clean import flow, fold, join, join_folded
from anfrage_parser.text.inline import split_inline
from anfrage_parser.text.markers import find_markers
from anfrage_parser.text.names import is_name, is_surname, split_people
from anfrage_parser.text.values import find_dates, find_public, find_reference, roman

JOINED = [
    (["Die Digitali-", "sierung"], "Die Digitalisierung"),
    (["An-", "und Abmeldung"], "An- und Abmeldung"),
    (["Um-", "bzw. Ausbau"], "Um- bzw. Ausbau"),
    (["im Home-", "Office"], "im Home-Office"),
    (["die OZG-", "Leistungen"], "die OZG-Leistungen"),
    (["SPD-", "geführte"], "SPD-geführte"),
    (["16-", "20"], "16-20"),
    (["die 30-", "jährige"], "die 30-jährige"),
    (["Baden-", "Württemberg"], "Baden-Württemberg"),
    (["der Weg -", "gesperrt"], "der Weg - gesperrt"),
    (["Versamm\u00ad", "Lung"], "VersammLung"),
    (["www.brueckstadt.de/an", "fragen/2024"], "www.brueckstadt.de/anfragen/2024"),
    (["siehe www.auental.de,", "dort steht es"], "siehe www.auental.de, dort steht es"),
    (["eins", "", "  zwei   drei "], "eins zwei drei"),
    ([], ""),
]


@pytest.mark.parametrize(("lines", "text"), JOINED)
def test_join(lines: list[str], text: str) -> None:
    assert join(lines) == text
    assert flow([(line, 0) for line in lines])[0].replace("\u00ad", "") == text


@given(st.lists(st.text(alphabet="aäB1 -.\u00ad/w", max_size=12), max_size=6))
def test_joining_keeps_every_letter(lines: list[str]) -> None:
    folded = [fold(line)[0] for line in lines]
    text = join(folded)
    assert [c for c in text if c.isalnum()] == [c for line in folded for c in line if c.isalnum()]
    assert join([text]) == text == join_folded(folded)
    flowing, runs = flow([(line, 7) for line in folded])
    ends = [begin for begin, _, _ in (*runs[1:], (len(flowing), 0, 0))]
    assert bool(runs) == bool(flowing) and (not runs or runs[0][0] == 0)
    for (begin, number, position), end in zip(runs, ends, strict=bool(runs)):
        run = flowing[begin:end]
        assert run == " " or folded[number][position - 7 :].startswith(run)


@given(st.text(max_size=60))
def test_fold(raw: str) -> None:
    text, offsets = fold(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert not any("\ud800" <= c <= "\udfff" or c < " " for c in text)
    assert offsets is None or (len(offsets) == len(text) and list(offsets) == sorted(offsets))
    if offsets is None:
        assert len(text) == len(raw)


DATES = [
    ("3.5.24", "2024-05-03"),
    ("03.05.2024", "2024-05-03"),
    ("27. 2. 2011", "2011-02-27"),
    ("12. März 2024", "2024-03-12"),
    ("2024-03-12", "2024-03-12"),
    ("vom 6. Juni 2018", "2018-06-06"),
    ("08.April 2014", "2014-04-08"),
    ("Eingang 23. JAN. 2012", "2012-01-23"),
    ("Dec 11 2020", "2020-12-11"),
    ("1. Jänner 2020", "2020-01-01"),
    ("13.02.99", "1999-02-13"),
    ("Lindhafen, den 1.12.2023", "2023-12-01"),
]


@pytest.mark.parametrize(("text", "day"), DATES)
def test_dates(text: str, day: str) -> None:
    assert [f.value for f in find_dates(text)] == [day]


@pytest.mark.parametrize("text", ["am 3. Februar", "31.02.2020", "Version 1.30.3", "2.1.3", "§ 12.3 Abs. 4", "0913/2025", "", "20240312"])
def test_no_dates(text: str) -> None:
    assert find_dates(text) == []


REFERENCES = [
    ("0913/2025", True, "0913/2025"),
    (" 2016/0777", True, "2016/0777"),
    ("AN/0815/2019", True, "AN/0815/2019"),
    ("VI-F-09999", True, "VI-F-09999"),
    ("F0815/20", True, "F0815/20"),
    ("21/SVV/0815", True, "21/SVV/0815"),
    ("A 353/2029", True, "A 353/2029"),
    ("1771/XXI", True, "1771/XXI"),
    ("KA 357/XXI", True, "KA 357/XXI"),
    ("2020/1240-2", True, "2020/1240-2"),
    ("12.03.2024", True, None),
    ("siehe Anlage", True, None),
    ("Anfrage 0913/2025 zur Sitzung", False, "0913/2025"),
    ("am 12.03.2024", False, None),
    ("und/oder", False, None),
    ("km 3/4", False, None),
]


@pytest.mark.parametrize(("text", "labelled", "number"), REFERENCES)
def test_references(text: str, labelled: bool, number: str | None) -> None:
    found = find_reference(text, labelled)
    assert (found.value if found else None) == number
    assert found is None or text[found.start : found.end].startswith(found.value)


def test_roman_numerals_and_public_words() -> None:
    assert [roman(n) for n in ("I", "IV", "IX", "XIV", "IIII", "VX", "")] == [1, 4, 9, 14, 0, 0, 0]
    assert [find_public(w) for w in ("öffentlich", "Ö", "nichtöffentlich", "nö", "geheim")] == [True, True, False, False, None]


NAMES = [
    "Lars Bjørnstad",
    "Thomas H. Land",
    "Dr. Heike Puchta-Merz",
    "Karl-Heinz Jost",
    "Eva von der Au",
    "K.-H. Land",
    "Noémie Hartwig",
    "Ayşe Korkmaz",
]
NO_NAMES = [
    "Mit freundlichen Grüßen",
    "Stadt Auental",
    "Sehr geehrte Damen",
    "ANFRAGE",
    "Wann öffnet",
    "Fraktion",
    "Seite 2",
    "die Grünen",
    "",
]


def test_names() -> None:
    assert [n for n in NAMES if not is_name(n)] == []
    assert [n for n in NO_NAMES if is_name(n)] == []
    assert is_surname("Lohmüller") and not is_surname("Fraktion")


PEOPLE = [
    ("Ralf Köhler Martin Potz Dr. Heike Puchta-Merz", ["Ralf Köhler", "Martin Potz", "Dr. Heike Puchta-Merz"]),
    ("gez. Roland Jung, Fraktionsvorsitzender  und Marianne Kopf", ["Roland Jung", "Fraktionsvorsitzender", "Marianne Kopf"]),
    ("Gez. Lisa Stein gez. Friedhelm Hilgert", ["Lisa Stein", "Friedhelm Hilgert"]),
    ("(Jutta Kaiser) (Ursula Strobel)", ["Jutta Kaiser", "Ursula Strobel"]),
    ("Tom Berg      Eva Land", ["Tom Berg", "Eva Land"]),
]


@pytest.mark.parametrize(("text", "people"), PEOPLE)
def test_people(text: str, people: list[str]) -> None:
    found = split_people(text)
    assert [f.value for f in found] == people
    assert all(text[f.start : f.end] == f.value for f in found)


MARKERS = [
    ("1. Wie", "1.", 1),
    ("1.Wer", "1.", 1),
    ("12) Wie", "1)", 12),
    ("(3) Wie", "(1)", 3),
    ("1 / wann", "1/", 1),
    ("A.) Wie", "A", 1),
    ("b) wann", "a", 2),
    ("II. Wie", "I", 2),
    ("1.3.1. Falls", "1.1", 1),
    ("4.2 Im", "1.1", 2),
    ("Frage 7: Wie", "frage", 7),
    ("Frage Nr. 1: Wie", "frage", 1),
    ("- Besteht", "bullet", 0),
    ("• Wie", "bullet", 0),
    ("--> Wann", "bullet", 0),
    ("– Wie", "bullet", 0),
    ("1.", "1.", 1),
]


@pytest.mark.parametrize(("text", "family", "value"), MARKERS)
def test_markers(text: str, family: str, value: int) -> None:
    assert (family, value) in [(m.family, m.value) for m, _ in find_markers(text)]


@pytest.mark.parametrize(
    "text", ["30. Juni 2025 erfasst", "3.5.2024", "1,50 Euro", "2024", "> Z 2 einzustufen", "-3 Grad", "Wie viele", "", "1.500 Euro"]
)
def test_no_markers(text: str) -> None:
    assert find_markers(text) == ()


SPLITS = [
    ("1. Wann? 2. Wie?", ["1. Wann? ", "2. Wie?"]),
    ("1. Wer?2. Wie?3. Was?", ["1. Wer?", "2. Wie?", "3. Was?"]),
    ("1. a) Wann?", ["1. ", "a) Wann?"]),
    ("2.1. Haben wir das?", ["2.1. Haben wir das?"]),
    ("Siehe 3. Absatz und 4. Absatz.", ["Siehe 3. Absatz und 4. Absatz."]),
    ("Frage Nr. 1: Wann?", ["Frage Nr. 1: Wann?"]),
    ("Wir fragen: 1. Wann? 2. Wo?", ["Wir fragen: ", "1. Wann? ", "2. Wo?"]),
]


@pytest.mark.parametrize(("text", "pieces"), SPLITS)
def test_items_on_one_line(text: str, pieces: list[str]) -> None:
    starts = split_inline(text)
    assert [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)] == pieces


def test_what_is_safe_to_show() -> None:
    hostile = "a\x1b]0;x\x07\x9b\u202e\u200b\ud800\x00\r\nb"
    assert safe(hostile) == "a\\x1b]0;x\\x07\\x9b\\u202e\\u200b\\ud800\\x00\\x0d\\nb"
    assert safe("Größe – „Fähre“ [/red] :smile:") == "Größe – „Fähre“ [/red] :smile:"
    assert len(safe("x" * 9999, 20)) == 20


@given(st.text(), st.integers(2, 50))
def test_nothing_unsafe_passes(text: str, limit: int) -> None:
    shown = safe(text, limit)
    assert shown.isprintable() or all(c.isprintable() or unicodedata.category(c) in ("Zs", "Cn", "Co", "Cf") for c in shown)
    assert not any(c < " " or "\x7f" <= c <= "\x9f" or c in "\u202e\u2028\u2029" for c in shown)
