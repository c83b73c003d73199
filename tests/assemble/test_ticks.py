"""Forms with boxes to tick: only what is ticked is a value; bullets and numbers that look like boxes stay what they are."""

from typing import Any

import pytest

from anfrage_parser.errors import NotAnInquiryError
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_text
from anfrage_parser.text.ticks import only_chosen
from tests.assemble.reading import ASKED, CLOSE, TEXT, Case, cases, check, check_laws, values

DATED = f"\n\nAuental, 03.05.2024\n\nBetreff: Bäume{TEXT}{CLOSE}"

GROUPS: list[Case] = [
    (name, head + DATED, {"parties": parties, "askers": [], "unassigned": [], "title": "Bäume", "date": "2024-05-03"})
    for name, head, parties in (
        ("signs on a line", "Antragsteller: ☐ CDU ☒ SPD ☐ Bündnis 90/Die Grünen ☐ FDP", ["SPD"]),
        ("the last one ticked", "Fraktion: ☐ CDU ☐ SPD ☑ FDP", ["FDP"]),
        ("two ticked", "Fraktion: ☒ CDU ☐ SPD ☒ FDP", ["CDU", "FDP"]),
        ("none ticked", "Fraktion: ☐ CDU ☐ SPD", []),
        ("no caption", "☐ CDU-Fraktion   ☒ SPD-Fraktion", ["SPD"]),
        ("brackets", "Fraktion: [ ] CDU [X] SPD [ ] FDP", ["SPD"]),
        ("round brackets", "Fraktion: ( ) CDU (x) SPD ( ) FDP", ["SPD"]),
        ("brackets with a line in them", "Fraktion: [_] CDU  [x] SPD", ["SPD"]),
        ("boxes behind what they are for", "Antragsteller: CDU ☐ SPD ☒ FDP ☐", ["SPD"]),
        ("boxes that are bullets elsewhere", "Fraktion: □ CDU ■ SPD □ FDP", ["SPD"]),
        ("circles", "Fraktion: ○ CDU ● SPD", ["SPD"]),
        ("glyphs of a symbol font", "Fraktion: \uf0a8 CDU \uf0fe SPD", ["SPD"]),
        ("a line each", "Antragstellende Fraktion:\n☐ CDU\n☒ SPD\n☐ FDP", ["SPD"]),
        ("a line each, with blank ones", "Fraktion:\n\n[ ] CDU\n\n[x] SPD\n\n[ ] FDP", ["SPD"]),
        ("the first beside the caption", "Fraktion:   ( ) CDU\n            ( ) SPD\n            (x) FDP", ["FDP"]),
        ("another caption behind", "Fraktion: ☐ CDU ☒ SPD ☐ FDP   Vorlage: 12/24", ["SPD"]),
        ("something written in", "Fraktion: ☐ CDU ☐ SPD ☒ Sonstige: Bürgerliste Auental", ["Bürgerliste Auental"]),
        ("an announcement that ends like a lead-in", "Die Anfrage wird gestellt von:\n[ ] CDU-Fraktion\n[x] SPD-Fraktion", ["SPD"]),
        ("two lines of several", "Antragsteller/in:\n☐ CDU-Fraktion ☐ SPD-Fraktion\n☒ Fraktion DIE LINKE ☐ Volt-Fraktion", ["DIE LINKE"]),
        ("nothing to do with who asks", "SPD-Fraktion\nDie Antwort soll erfolgen:\n☒ schriftlich\n☐ mündlich", ["SPD"]),
        ("yes or no", "SPD-Fraktion\nEilbedürftig: ☐ ja ☒ nein", ["SPD"]),
        ("letters on lines", "Fraktion: _X_ SPD ___ CDU ___ FDP", ["SPD"]),
        ("small letters on lines", "Antragsteller: __ CDU  _x_ SPD  __ FDP", ["SPD"]),
        ("bare letters", "Fraktion: X SPD  _ CDU", ["SPD"]),
        ("bare letters behind", "Fraktion: CDU _  SPD X  FDP _", ["SPD"]),
        ("letters, a line each", "Fraktion:\n___ CDU\n_X_ SPD\n___ FDP", ["SPD"]),
        ("letters without a caption", "X SPD-Fraktion\n_ CDU-Fraktion", ["SPD"]),
        ("lines in round brackets", "Fraktion: (_) CDU (x) SPD (_) FDP", ["SPD"]),
        ("an option over two lines", "Fraktion:\n☒ SPD\n☐ Bündnis 90/\nDie Grünen\n☐ FDP", ["SPD"]),
    )
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), cases(*GROUPS))
def test_only_ticked_groups_ask(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("line", "public"),
    [("☐ öffentlich ☒ nichtöffentlich", False),
     ("[x] öffentlich  [ ] nicht öffentlich", True), ("( ) öffentlich (x) nichtöffentlich", False),
     ("Beratung: ☐ öffentlich ☒ nichtöffentlich", False), ("Behandlung   ☒ öffentlich ☐ nichtöffentlich", True),
     ("Sitzung: ☐ öffentlich ☐ nichtöffentlich", None), ("öffentlich ☒  nichtöffentlich ☐", True)],
)  # fmt: skip
def test_public_is_what_is_ticked(line: str, public: bool | None) -> None:
    found = values(f"SPD-Fraktion\n{line}{DATED}")
    assert (found["public"], found["parties"], found["title"]) == (public, ["SPD"], "Bäume")


@pytest.mark.parametrize(
    "line", ["☐ Antrag ☒ Anfrage", "_X_ Anfrage ___ Antrag", "( ) Antrag\n(x) Anfrage", "[x] Anfrage   [ ] Antrag   [ ] Resolution"]
)
def test_the_kind_is_what_is_ticked(line: str) -> None:
    found = values(f"SPD-Fraktion\n{line}{DATED}")
    assert (found["document_type"], found["paper_type"], found["questions"]) == ("inquiry", "Anfrage", ASKED)


@pytest.mark.parametrize("sign", ["□", "■", "●", "○", "✓"])
def test_questions_behind_boxes_stay(sign: str) -> None:
    found = values(f"SPD-Fraktion\n\nAuental, 03.05.2024\n\nBetreff: Bäume\n\nWir fragen:\n{sign} {ASKED[0]}\n{sign} {ASKED[1]}\n\n{CLOSE}")
    assert len(found["questions"]) == 2 and all(asked in text for asked, text in zip(ASKED, found["questions"], strict=True))


def test_roman_numbers_and_a_single_box_are_no_choice() -> None:
    lines = read_text(
        "(viii) Wie viele?\n(ix) Wo?\n(x) Wann?\n☐ Wer zahlt das?\nWir kreuzen (x) an.\nf( ) ist leer\n"
        "Wie oft fährt X am ___ Tag in die Stadt?\nX SPD\n3 x 5 m _ Fläche\nName: ____\n____ Unterschrift\n_ a_b _"
    ).lines
    assert all(before is after for before, after in zip(lines, only_chosen(lines), strict=True))


@pytest.mark.parametrize("text", ["☐", "☐ \n\n☐", "[ ] CDU\n[ ] SPD"])
def test_nothing_but_boxes_is_no_inquiry_and_loses_nothing(text: str) -> None:
    check_laws(text)
    with pytest.raises(NotAnInquiryError):
        parse_source(read_text(text))
