"""Sheets as they come out of a printer: on one page's width, heads repeated, every row as high as its text."""

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from anfrage_parser import parse_file
from anfrage_parser.exporters import EXPORTERS, ExportOptions
from anfrage_parser.exporters.columns import ANSWERS, FINDINGS, INQUIRIES, QUESTIONS, Table
from anfrage_parser.exporters.paper import HIGHEST, LINE, lines
from anfrage_parser.record.build import as_dict, from_dict
from anfrage_parser.record.schema import Inquiry
from tests.command import SAMPLES
from tests.printing import printed_sheets, with_office

THREE = ("brief-zwei-seiten.pdf", "mainzer-formular.pdf", "mit-antwort.txt")
A4 = "9"


def letters(*names: str) -> list[Inquiry]:
    return [inquiry for name in names for inquiry in parse_file(SAMPLES / name)]


def exported(records: list[Inquiry], told: list[str] | None = None, **options: Any) -> bytes:
    out = io.BytesIO()
    EXPORTERS["xlsx"].export(iter(records), out, ExportOptions(note=told.append if told is not None else print, **options))
    return out.getvalue()


def on_paper(sheet: Worksheet, head: str) -> None:
    """What every sheet of ours has, those of `stats` as well."""
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", A4)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (int(sheet.page_setup.fitToWidth or 1), int(sheet.page_setup.fitToHeight)) == (1, 0)
    assert sheet.print_title_rows == head
    assert sheet.oddFooter.left.text == "&F · &A" and sheet.oddFooter.right.text in ("Seite &P von &N", "Page &P of &N")


@pytest.mark.parametrize(("language", "page"), [("de", "Seite &P von &N"), ("en", "Page &P of &N")])
def test_every_sheet_is_set_for_paper(language: str, page: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(letters(*THREE), language=language)))
    tables: list[Table[Any]] = [INQUIRIES, QUESTIONS, ANSWERS, FINDINGS]
    for sheet, table in zip(book, tables, strict=True):
        on_paper(sheet, "$1:$1")
        assert sheet.oddFooter.right.text == page
        last = sheet.cell(sheet.max_row, sum(column.paper for column in table.columns)).coordinate
        assert re.sub(r"'.*'!|\$", "", str(sheet.print_area)) == f"A1:{last}"


def hidden(sheet: Worksheet) -> set[str]:
    """The headings of hidden columns; openpyxl gathers neighbours that are alike."""
    found = [d for d in sheet.column_dimensions.values() if d.hidden]
    return {sheet.cell(1, column).value for d in found for column in range(d.min, d.max + 1)}


@pytest.mark.parametrize("names", [THREE, ("brief.txt",), ("antwort-gemeinsam.txt",), ()])
def test_columns_in_which_nothing_stands_are_hidden(names: tuple[str, ...]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(letters(*names))))
    for sheet in book:
        head, *body = sheet.iter_rows(values_only=True)
        empty = {name for name, *cells in zip(head, *body, strict=True) if not any(cell is not None for cell in cells)}
        assert hidden(sheet) == (empty if body else set())


@pytest.mark.parametrize(
    ("text", "width", "wanted"),
    [
        ("", 10, 1),
        ("kurz", 10, 1),
        ("x" * 11, 10, 1),
        ("x" * 12, 10, 2),
        ("x" * 23, 10, 3),
        ("a\nb\nc", 10, 3),
        ("a\n\n" + "x" * 30, 10, 5),
    ],
)
def test_lines_of_a_text(text: str, width: int, wanted: int) -> None:
    assert lines(text, width) == wanted


LONG = "Wie lange noch? "


@pytest.mark.parametrize(
    ("values", "high"),
    [
        ({}, 1), ({"title": "x" * 100}, 3), ({"title": "x" * 100, "preamble": "x" * 9_000}, 3), ({"title": "x" * 9_000}, HIGHEST),
        ({"preamble": LONG * 500}, 1),
    ],
)  # fmt: skip
def test_a_row_is_as_high_as_what_is_printed_of_it(values: dict[str, Any], high: int) -> None:
    (brief,) = letters("brief.txt")
    row = {**as_dict(brief), "title": "Titel", **values}
    row.pop("party")
    told: list[str] = []
    sheet = openpyxl.load_workbook(io.BytesIO(exported([from_dict(row)], told)))["Anfragen"]
    assert (sheet.row_dimensions[2].height or LINE) == LINE * high
    assert any("mehr Text, als auf Papier Platz hat" in sentence for sentence in told) == (high == HIGHEST)


@with_office
def test_three_letters_are_few_pages(tmp_path: Path) -> None:
    """They were thirty; now each sheet has one or two, and every page its headings."""
    book = tmp_path / "drei.xlsx"
    book.write_bytes(exported(letters(*THREE)))
    pages = printed_sheets(book)
    assert 4 <= len(pages) <= 6
    for number, (width, height, text) in enumerate(pages, 1):
        assert width > height and "Datei" in text and f"Seite {number} von {len(pages)}" in text and "drei.xlsx" in text
    whole = " ".join(" ".join(text.split()) for _, _, text in pages)
    for record in letters(*THREE):
        for question in record.questions:
            last = question.text.split()[-1]
            assert last in whole, "no row is too low for its text"
