"""Two dimensions as a picture: the same numbers as the list, on a terminal, a page, a sheet; readable without its colours; and on paper."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rich.console import Console
from rich.text import Text

from anfrage_parser.cli.display import safe
from anfrage_parser.cli.printing import plain
from anfrage_parser.cli.work import stats_table
from anfrage_parser.cli.work.stats_table import table
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.stats.dimensions import dimensions
from anfrage_parser.stats.matrix import FEWER, SHADES, WIDEST, Matrix
from anfrage_parser.stats.page import page
from anfrage_parser.stats.tally import Tally
from anfrage_parser.stats.view import View, view
from anfrage_parser.stats.workbook import BAR, LIGHTEST, STRONGEST, workbook
from tests.command import command
from tests.exporters.test_export import NASTY
from tests.exporters.test_paper import on_paper
from tests.payloads import ACTS
from tests.printing import printed_page, printed_sheets, with_browser, with_office
from tests.stats.test_stats import lines, made, run

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported")  # openpyxl does not know bars without a gradient


def counted(rows: list[Inquiry], by: str, deadline: Any = None) -> View:
    tally = Tally(dimensions(by), deadline)
    for row in rows:
        tally.add(row)
    return view(tally, 0, safe)


def asked(party: str, year: int | None, times: int = 1) -> list[Inquiry]:
    return [made(parties=party.split("+") if party else [], date=year and f"{year}-05-03") for _ in range(times)]


FEW = [
    *asked("SPD", 2022, 12), *asked("SPD", 2023, 3), *asked("SPD", 2024), *asked("CDU", 2023, 7), *asked("CDU", None),
    *asked("SPD+CDU", 2024, 2), *asked("", 2024), *asked("BÜNDNIS 90/DIE GRÜNEN", 2021, 5),
]  # fmt: skip


def matrix_of(rows: list[Inquiry], by: str) -> Matrix:
    found = counted(rows, by).matrix
    assert found is not None
    return found


def test_rows_columns_and_sums() -> None:
    found = matrix_of(FEW, "party,year")
    assert found.columns == ("2021", "2022", "2023", "2024", "ohne Datum")
    assert [(line.name, line.counts, line.total) for line in (*found.lines, found.total)] == [
        ("SPD", (0, 12, 3, 3, 0), 18),
        ("CDU", (0, 0, 7, 2, 1), 10),
        ("BÜNDNIS 90/DIE GRÜNEN", (5, 0, 0, 0, 0), 5),
        ("ohne Fraktion", (0, 0, 0, 1, 0), 1),
        ("Summe", (5, 12, 10, 4, 1), 32),
    ], "a joint inquiry counts once for each group, and once in the sum of its year"
    turned = matrix_of(FEW, "year,party")
    assert turned.columns == ("SPD", "CDU", "BÜNDNIS 90/DIE GRÜNEN", "ohne Fraktion") and turned.total.counts == (18, 10, 5, 1)


@pytest.mark.parametrize(("count", "shade"), [(0, 0), (1, 1), (2, 1), (3, 2), (11, 5), (12, 5), (99, 5)])
def test_shades(count: int, shade: int) -> None:
    assert matrix_of(FEW, "party,year").shade(count) == shade


YEARS = [row for year in range(2010, 2016) for row in asked("SPD", year, year - 2009)]
SIZES = [made(questions=size) for size in range(1, 7)]
GROUPS = [row for number, name in enumerate("ABCDEF") for row in asked(name, 2024, 6 - number)]
FOLDED = [
    (YEARS, "party,year", 6, ["2010", "2011", "2012", "2013", "2014", "2015"], [1, 2, 3, 4, 5, 6]),
    (YEARS, "party,year", 4, ["davor", "2013", "2014", "2015"], [6, 4, 5, 6]),
    (YEARS, "party,year", 2, ["davor", "2015"], [15, 6]),
    (YEARS, "party,year", 0, ["davor", "2015"], [15, 6]),
    ([*YEARS, *asked("SPD", None)], "party,year", 4, ["davor", "2014", "2015", "ohne Datum"], [10, 5, 6, 1]),
    ([*YEARS, *asked("SPD", None)], "party,year", 2, ["davor", "ohne Datum"], [21, 1]),
    (YEARS, "party,month", 3, ["davor", "05.2014", "05.2015"], [10, 5, 6]),
    (GROUPS, "year,party", 4, ["A", "B", "C", "weitere"], [6, 5, 4, 6]),
    ([*GROUPS, *asked("", 2024)], "year,party", 4, ["A", "B", "weitere", "ohne Fraktion"], [6, 5, 10, 1]),
    (SIZES, "party,questions", 3, ["1", "2", "mehr"], [1, 1, 4]),
]


@pytest.mark.parametrize(("rows", "by", "room", "columns", "counts"), FOLDED)
def test_what_has_no_room_is_added_up(rows: list[Inquiry], by: str, room: int, columns: list[str], counts: list[int]) -> None:
    whole = matrix_of(rows, by)
    found = whole.fitting(room)
    assert (list(found.columns), list(found.lines[0].counts), list(found.total.counts)) == (columns, counts, counts)
    assert found.total.total == whole.total.total and found.most == whole.most
    left_out = len(whole.columns) - len(columns) + 1
    assert found.note == (
        f"{left_out} Spalten, für die kein Platz ist, sind als „{found.rest}“ zusammengefasst; einzeln enthält sie --format csv."
        * (left_out > 1)
    )


@pytest.mark.parametrize(
    ("name", "count", "most"), [("{:03}", 40, WIDEST), ("Wählergemeinschaft {:03}", 40, FEWER), ("{:03}", WIDEST, WIDEST), ("A {}", 3, 3)]
)
def test_paper_has_room_for_so_many(name: str, count: int, most: int) -> None:
    rows = [row for number in range(count) for row in asked(name.format(number), 2024)]
    assert len(matrix_of(rows, "year,party").on_paper().columns) == most


# --- the terminal ---

AT_80 = """\
Anfragen nach Fraktion und Jahr

                                            ohne
 Fraktion              2021 2022 2023 2024 Datum Summe
 ─────────────────────────────────────────────────────
 SPD                      –   12    3    3     –    18
 CDU                      –    –    7    2     1    10
 BÜNDNIS 90/DIE GRÜNEN    5    –    –    –     –     5
 ohne Fraktion            –    –    –    1     –     1

 Summe                    5   12   10    4     1    32

Anfragen: 32 · Fragen: 32 · Fragen je Anfrage (Median): 1 · meiste Fragen: 1 ·
gemeinsame Anfragen: 2
Gemeinsame Anfragen (2) zählen bei jeder ihrer Fraktionen einmal, in der Summe
aber nur einmal; die Fraktionen zusammen ergeben deshalb mehr als die Summe.
"""


def test_at_eighty_columns() -> None:
    assert plain(table(counted(FEW, "party,year"), 80), 80).decode() == AT_80


@pytest.mark.parametrize("width", [24, 30, 40, 60, 80, 100, 200])
@pytest.mark.parametrize("by", ["party,year", "year,party", "party,month"])
def test_at_any_width(by: str, width: int) -> None:
    """No line is longer, no number is broken or lost; where not even two columns have room, there is the list, and a note."""
    rows = [*FEW, *(row for year in range(1990, 2020) for row in asked("Freie Wählervereinigung Musterau", year))]
    shown = counted(rows, by)
    text = plain(table(shown, width), width).decode()
    assert max(map(len, text.splitlines())) <= width
    assert shown.matrix
    found = stats_table.fitting(shown.matrix, width)
    if found is None:
        assert width <= 30 and "zu schmal" in " ".join(text.split())
        return
    assert "zu schmal" not in text
    body = text.partition("─\n")[2].partition("Anfragen:")[0]
    numbers = [re.findall(r"(?<=\s)(?:–|[0-9]+)(?=\s)", line + " ") for line in body.splitlines()]
    wanted = [[str(count) if count else "–" for count in (*line.counts, line.total)] for line in (*found.lines, found.total)]
    assert [row[-len(wanted[0]) :] for row in numbers if len(row) >= len(wanted[0])] == wanted
    assert " ".join(found.note.split()) in " ".join(text.split())


def on_a_terminal(shown: View, **environment: Any) -> str:
    out = io.StringIO()
    Console(file=out, force_terminal=True, color_system="256", width=80, highlight=False, markup=False, **environment).print(
        table(shown, 80)
    )
    return out.getvalue()


def test_shades_only_where_there_are_colours() -> None:
    shown = counted(FEW, "party,year")
    coloured, without = on_a_terminal(shown), on_a_terminal(shown, no_color=True)
    assert "\x1b[38;5;16;48;5;" in coloured and "48;5;" not in without
    for text in (coloured, without):
        assert [line.rstrip() for line in Text.from_ansi(text).plain.splitlines()] == AT_80.splitlines()


# --- colours ---


def luminance(colour: str) -> float:
    """By WCAG 2."""
    whole = colour.lstrip("#")
    whole = "".join(2 * sign for sign in whole) if len(whole) == 3 else whole
    parts = [int(whole[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def palettes() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Where, and the colours of numbers and of the cells below them, from none to the strongest."""
    style = page(counted(FEW, "party,year")).decode().partition("<style>")[2].partition("</style>")[0]
    for name, block in zip(("light", "dark", "print"), re.findall(r":root \{(.*?)\}", style, re.DOTALL), strict=True):
        colours = dict(re.findall(r"--(\w+): (#\w+);", block))
        shades = [colours["ground"], *(colours[f"t{shade}"] for shade in range(1, SHADES + 1))]
        yield name, [(colours["ink"], shade) for shade in shades]
    pairs = [style.partition(" on ") for style in stats_table.SHADES[1:]]
    yield "terminal", [("#000000", "#ffffff"), *((ink, ground) for ink, _, ground in pairs)]
    yield "sheet", [("#000000", colour) for colour in (LIGHTEST, BAR, STRONGEST)]


@pytest.mark.parametrize(("name", "shades"), [*palettes()])
def test_numbers_can_be_read_and_shades_told_apart_in_grey(name: str, shades: list[tuple[str, str]]) -> None:
    assert min(contrast(ink, ground) for ink, ground in shades) >= 4.5, name
    steps = [contrast(shades[0][1], ground) for _, ground in shades]
    assert steps == sorted(steps) and all(after > 1.05 * before for before, after in pairwise(steps)), "without colours, too"


# --- the page ---


def cells(data: bytes) -> list[list[tuple[str, str]]]:
    """(class, text) of each cell of the page's first table."""
    body = data.decode().partition("<table")[2].partition("</table>")[0]
    rows = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    return [
        [(kind, re.sub(r"<.*?>", "", text)) for kind, text in re.findall(r'<t[hd][^>]*?(?:class="([^"]*)")?>(.*?)</t[hd]>', row)]
        for row in rows
    ]


def test_the_page_has_rows_and_columns() -> None:
    data = page(counted(FEW, "party,year"))
    rows = cells(data)
    assert [[text for _, text in row] for row in rows] == [
        ["Fraktion · Jahr", "2021", "2022", "2023", "2024", "ohne Datum", "Summe"],
        ["SPD", "–", "12", "3", "3", "–", "18"],
        ["CDU", "–", "–", "7", "2", "1", "10"],
        ["BÜNDNIS 90/DIE GRÜNEN", "5", "–", "–", "–", "–", "5"],
        ["ohne Fraktion", "–", "–", "–", "1", "–", "1"],
        ["Summe", "5", "12", "10", "4", "1", "32"],
    ]
    assert [kind for kind, _ in rows[1]] == ["", "n t0", "n t5", "n t2", "n t2", "n t0", "n sum"]
    assert b'class="bar"' not in data, "in place of the list"


@pytest.mark.parametrize(("by", "way"), [("party,year", "landscape"), ("party", "portrait")])
def test_pages_print_as_wide_as_they_are(by: str, way: str) -> None:
    style = page(counted(FEW, by)).decode()
    assert f"size: A4 {way}" in style
    assert {"thead { display: table-header-group; }", "break-inside: avoid"} <= {
        found for found in ("thead { display: table-header-group; }", "break-inside: avoid") if found in style.partition("@media print")[2]
    }


@with_browser
def test_sixty_rows_of_years_repeat_their_heads(tmp_path: Path) -> None:
    rows = [row for group in range(60) for year in range(2000, 2023) for row in asked(f"Liste {group}", year)]
    (tmp_path / "a.html").write_bytes(page(counted(rows, "party,year")))
    pages = printed_page(tmp_path / "a.html")
    assert 1 < len(pages) <= 3
    for width, height, text in pages:
        assert width > height and "2000" in text and "2022" in text and "Summe" in text


# --- the workbook ---


def opened(shown: View) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(shown))).worksheets[0]


def test_a_sheet_of_shaded_cells() -> None:
    sheet = opened(counted(FEW, "party,year"))
    on_paper(sheet, "$1:$2")
    assert [[cell for cell in row if cell is not None] for row in sheet.iter_rows(max_row=7, values_only=True)] == [
        ["Anfragen nach Fraktion und Jahr"],
        ["Fraktion · Jahr", "2021", "2022", "2023", "2024", "ohne Datum", "Summe"],
        ["SPD", 0, 12, 3, 3, 0, 18],
        ["CDU", 0, 0, 7, 2, 1, 10],
        ["BÜNDNIS 90/DIE GRÜNEN", 5, 0, 0, 0, 0, 5],
        ["ohne Fraktion", 0, 0, 0, 1, 0, 1],
        ["Summe", 5, 12, 10, 4, 1, 32],
    ]
    ((where, (rule,)),) = ((str(found.sqref), found.rules) for found in sheet.conditional_formatting)
    assert where == "B3:F6" and rule.type == "colorScale", "neither the names nor the sums"
    assert [point.val for point in rule.colorScale.cfvo] == [0, 12]
    assert sheet["B3"].number_format == '#,##0;-#,##0;"–"'
    notes = [row[0] for row in sheet.iter_rows(min_row=8, values_only=True) if row[0]]
    assert notes[0].startswith("Anfragen: 32 · ") and notes[1].startswith("Gemeinsame Anfragen (2)")


@pytest.mark.parametrize("by", ["party", "year", "questions"])
def test_a_sheet_with_bars(by: str) -> None:
    shown = counted(FEW, by)
    sheet = opened(shown)
    on_paper(sheet, "$1:$2")
    rows = list(sheet.iter_rows(min_row=3, max_row=3 + len(shown.rows), max_col=4, values_only=True))
    assert rows == [
        *((row.names[0], row.inquiries, row.inquiries / 32, row.questions) for row in shown.rows),
        ("Summe", 32, None, shown.total.questions),
    ]
    ((where, (rule,)),) = ((str(found.sqref), found.rules) for found in sheet.conditional_formatting)
    assert where == f"B3:B{2 + len(shown.rows)}".replace("B3:B3", "B3") and rule.type == "dataBar"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ["Anfragen", "Fraktion · Jahr", "ohne Datum", "Summe", "Seite &P von &N"]),
        ("en", ["Inquiries", "Group · Year", "no date", "Total", "Page &P of &N"]),
    ],
)
def test_in_both_languages(language: str, words: list[str]) -> None:
    data = command("stats", "-", "--by", "party,year", "--to", "xlsx", "--lang", language, data=lines(*FEW)).stdout
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    head = [cell.value for cell in sheet[2]]
    assert [sheet.title, head[0], head[-2], head[-1], sheet.oddFooter.right.text] == words


def test_the_same_counts_give_the_same_bytes() -> None:
    assert workbook(counted(FEW, "party,year")) == workbook(counted(FEW, "party,year"))


def test_nothing_of_a_document_acts_in_a_picture() -> None:
    rows = [made(parties=[text, "SPD"], committee=text, date="2024-05-03") for text in NASTY]
    for by in ("party", "party,committee", "year,party", "committee,party"):
        shown = counted(rows, by)
        for sheet in openpyxl.load_workbook(io.BytesIO(workbook(shown))):
            assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink]
        assert not ACTS.search(plain(table(shown, 100)).decode().replace("\n", ""))
        html = page(shown).decode()
        assert not ACTS.search(html.replace("\n", "")) and "<script" not in html


def test_with_a_deadline_each_pair_has_a_row(tmp_path: Path) -> None:
    words = ["-", "--by", "party,year", "--deadline", "6w", "--today", "2024-06-01"]
    for name in ("a.txt", "a.html", "a.xlsx"):
        run(*words, "-o", tmp_path / name, data=lines(*FEW))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    on_paper(sheet, "$1:$2")
    head = [cell.value for cell in sheet[2]]
    assert head == ["Fraktion", "Jahr", "Anfragen", "Anteil", "Fragen", "läuft", "vorbei", "ohne Datum"]
    assert [cell.value for cell in sheet[3]] == ["SPD", "2022", 12, 12 / 32, 12, 0, 12, 0]
    said = "Mit einer Frist hat jedes Paar eine Zeile; ohne --deadline werden es Zeilen und Spalten."
    notes = [str(row[0]) for row in sheet.iter_rows(values_only=True)]
    for text in ((tmp_path / "a.txt").read_text("utf-8"), (tmp_path / "a.html").read_text("utf-8"), "\n".join(notes)):
        assert said in text
    assert said not in run("-", "--by", "party", "--deadline", "6w", data=lines(*FEW)).stdout


def test_nothing_to_count_is_a_sheet_too(tmp_path: Path) -> None:
    answer = made(document_type="answer", refers_to={"number": "1/24", "date": None, "parties": [], "title": None})
    for by in ("party", "party,year"):
        run("-", "--by", by, "-o", tmp_path / "a.xlsx", "--force", data=lines(answer))
        sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
        assert sheet["A3"].value == "Summe"


@with_office
@pytest.mark.parametrize("by", ["party", "party,year", "year,party"])
def test_libreoffice_prints_one_page(by: str, tmp_path: Path) -> None:
    book = tmp_path / "statistik.xlsx"
    book.write_bytes(workbook(counted(FEW, by)))
    ((width, height, text),) = printed_sheets(book)
    assert width > height and "Seite 1 von 1" in text and "statistik.xlsx · Anfragen" in text and "32" in text
