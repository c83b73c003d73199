"""Documents far larger than an inquiry: refused at once by a documented limit, or read in a time and a memory that grow with their size."""

import contextlib
import cProfile
import time
import tracemalloc

import pytest

from anfrage_parser.errors import AnfrageError, LimitError, NotAnInquiryError
from anfrage_parser.parse import BOOK, LIMIT_QUESTIONS, parse_source
from anfrage_parser.readers import read_text
from anfrage_parser.readers.text import Lines

pytestmark = pytest.mark.no_cover  # other tests run the same lines; watched, these would take twice as long

PARAGRAPH = (
    "Drucksache 12/3456\nKleine Anfrage der Abgeordneten Steinkamp (SPD)\nBetreff: Uferweg\n\n"
    "1. Wie viele Bäume wurden 2023 gefällt?\nAntwort zu 1: 12.\n\n"
)
SHAPES = {
    "normal": PARAGRAPH,
    "one line": PARAGRAPH.replace("\n", " "),
    "items": "1. a\n",
    "hyphens": "wort-\n",
    "columns": "Datum:   Ort:   Name\n",
    "colons": "a: ",
    "combining": "u\u0308",
    "soft hyphens": "a\u00ad",
    "questions": "Frage? ",
    "urls": "a.b@",
    "quotes": "„“",
    "braces": "(",
    "pages": "a\f",
}
"""What a text may consist of, over and over; the sizes below stay under every limit, so that all the work is done."""


def of_size(shape: str, size: int) -> str:
    unit = SHAPES[shape]
    return (unit * (size // len(unit) + 1))[:size]


def parsed(text: str) -> float:
    """Seconds of the processor that a parse takes."""
    started = time.process_time()
    with contextlib.suppress(AnfrageError):
        parse_source(read_text(text))
    return time.process_time() - started


def watched(text: str) -> tuple[int, int]:
    """Calls of functions, and bytes of memory at most."""
    tracemalloc.start()
    profile = cProfile.Profile()
    profile.enable()
    try:
        parsed(text)
    finally:
        profile.disable()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return sum(entry.callcount for entry in profile.getstats()), peak


@pytest.mark.parametrize("shape", SHAPES)
def test_growth(shape: str) -> None:
    """Four times the text: four times the calls and the memory; time, which no two machines share, may vary, but not as a square does."""
    small, large = (watched(of_size(shape, size)) for size in (1_500, 6_000))
    assert large[0] <= 4.6 * small[0] + 1000
    assert large[1] <= 4.6 * small[1] + 1_000_000
    if parsed(of_size(shape, 32_000)) > 0.3:  # else it is quick whatever the smaller one takes
        most = 9 * min(parsed(of_size(shape, 8_000)) for _ in range(3)) + 0.3
        assert any(parsed(of_size(shape, 32_000)) <= most for _ in range(3))


def test_more_questions_than_any_paper_has() -> None:
    text = "Anfrage\n\nWir fragen:\n\n" + "1. Wie viele Wege führen an das Ufer?\n" * LIMIT_QUESTIONS
    assert len(text) > BOOK
    with pytest.raises(LimitError, match="20000 Fragen"):
        parse_source(read_text(text + "Und?"))


@pytest.mark.parametrize(
    ("more", "refused"), [("", True), ("Antwort?", False), ("Die Anfrage war kurz.", False), ("Wir bitten um AUSKUNFT.", False)]
)
def test_a_book_in_which_nobody_asks(more: str, refused: bool) -> None:
    text = "Der Weg am Ufer ist lang. " * (BOOK // 26 + 1) + more
    source = read_text(text)
    with contextlib.suppress(NotAnInquiryError):
        parse_source(source)
    assert isinstance(source.lines, Lines) and (source.lines._lines is None) == refused


def test_lines_are_made_when_they_are_asked_for() -> None:
    lines = read_text("eins\nzwei\fdrei").lines
    assert [line.text for line in lines] == ["eins", "zwei", "drei"]
    assert (len(lines), lines[0].text, [line.page for line in lines[1:]]) == (3, "eins", [1, 2])
