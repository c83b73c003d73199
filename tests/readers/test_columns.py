"""The right-hand column of a letterhead is read apart; forms, tables and text keep their rows."""

import pytest

from anfrage_parser.readers.fragments import Fragment
from anfrage_parser.readers.letterhead import apart

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
