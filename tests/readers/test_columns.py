"""The right-hand column of a letterhead is read apart; forms, tables and text keep their rows."""

import pytest

from anfrage_parser.readers.fragments import Fragment
from anfrage_parser.readers.letterhead import apart
from anfrage_parser.readers.regions import regions

RIGHT = 380.0

LETTERHEAD = [
    ("An den", "Fraktionsvorsitzender:"),
    ("Bürgermeister der Stadt Auental", "Josef Obermair"),
    ("Herrn Stefan Lechner", "Telefon 06699 41-207"),
    ("", "spd@auental.example"),
    ("Auental, 19.02.2024", "Bürozeiten:"),
    ("", "Mo–Do 9–12 Uhr"),
    ("Anfrage zur Verkehrssituation", ""),
]


def rows(lines: list[tuple[str, str]], top: float = 60.0, right: float = RIGHT) -> list[list[Fragment]]:
    out = []
    for number, (left, beside) in enumerate(lines):
        y = top + 14 * number
        pieces = [(left, 70.0)] * bool(left) + [(beside, right)] * bool(beside)
        out.append([Fragment(text, x, y, x + 5 * len(text), y + 11, 11, False) for text, x in pieces])
    return out


def texts(groups: list[list[list[Fragment]]]) -> list[list[str]]:
    return [["   ".join(piece.text for piece in row) for row in group] for group in groups]


def test_a_letterhead_is_read_column_by_column() -> None:
    left = [line for line, _ in LETTERHEAD if line]
    assert texts(apart(rows(LETTERHEAD))) == [left[:-1], [beside for _, beside in LETTERHEAD if beside], left[-1:]]


def test_a_column_that_reaches_below_the_salutation_does_not_interrupt_the_letter() -> None:
    lines = [
        *LETTERHEAD[:3],
        ("Sehr geehrte Frau Krahl,", "spd@auental.example"),
        ("die Stege sind alt.", "Bürozeiten:"),
        ("", "Mo–Do 9–12 Uhr"),
    ]
    assert texts(apart(rows(lines))) == [
        [left for left, _ in LETTERHEAD[:3]],
        [beside for _, beside in lines],
        ["Sehr geehrte Frau Krahl,", "die Stege sind alt."],
    ]


@pytest.mark.parametrize("goes_on", [True, False])
def test_a_margin_with_the_day_stands_above_a_letter_that_goes_on(goes_on: bool) -> None:
    text = [f"in der Station wurden {number} Tiere aufgenommen, darunter viele Igel" for number in range(12)]
    margin = ["Auskunft erteilt", "Frau Krahl", "Zimmer 12", "Aktenzeichen", "Z-10/87", "9. April 2025"]
    page = [Fragment(line, 70.0, 90.0 + 14 * at, 400.0, 101.0 + 14 * at, 11, False) for at, line in enumerate(text)]
    page += [Fragment(line, 420.0, 90.0 + 14 * at, 520.0, 101.0 + 14 * at, 11, False) for at, line in enumerate(margin)]
    found = [[piece.text for piece in region.fragments] for region in regions(page, goes_on)]
    assert found == ([margin, text] if goes_on else [text, margin])


@pytest.mark.parametrize(
    ("lines", "top", "right"),
    [
        (LETTERHEAD, 500.0, RIGHT),
        (LETTERHEAD[:2], 60.0, RIGHT),
        ([("Datum:", "18.11.2024"), ("Telefon:", "06699"), ("E-Mail:", "a@b.de"), ("Gremium:", "Rat"), ("Von:", "c@d.de")], 60.0, 150.0),
        ([("Datum", "18.11.2024"), ("Gremium", "Rat"), ("Absender", "SPD"), ("Art", "Anfrage"), ("Status", "öffentlich")], 60.0, RIGHT),
        ([("Ein Satz", ""), ("und noch einer", "")], 60.0, RIGHT),
    ],
)  # fmt: skip
def test_everything_else_is_read_row_by_row(lines: list[tuple[str, str]], top: float, right: float) -> None:
    page = rows(lines, top, right)
    assert apart(page) == [page]
