"""How sheets of a workbook print."""

from typing import Any

from anfrage_parser.exporters import Language

A4 = 9
"""The format's number of the paper size."""

LINE = 15
"""Height of a line of text in points."""

HIGHEST = 27
"""Most lines of text that fit into a row, by the format."""

FOOTER = {"de": "&L&F · &A&RSeite &P von &N", "en": "&L&F · &A&RPage &P of &N"}
"""File, sheet, page; no text of a document."""


def on_paper(sheet: Any, language: Language, head: int) -> None:
    """Print a sheet on A4 landscape, one page wide, its first `head` rows on every page, names and page numbers below."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, head - 1)
    sheet.hide_gridlines(0)  # which prints them, too
    sheet.set_footer(FOOTER[language], {"margin": 0.3})


def lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of `width` digits, about: letters are a little narrower.

    >>> lines("drei Wörter hier", 12), lines("a\\nb", 12)
    (2, 2)
    """
    letters = width + width // 10
    return sum(max(1, -(-len(line) // letters)) for line in text.split("\n"))
