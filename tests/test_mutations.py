"""The same letter in another dress gives the same record: wrapped at any width, indented, with other line ends, decomposed."""

import re
import textwrap
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from anfrage_parser import parse_text
from anfrage_parser.record.build import as_dict
from tests.command import SAMPLES as SAMPLES_FOLDER

pytestmark = pytest.mark.no_cover  # other tests run the same lines; watched, these would take twice as long

SAMPLES = sorted(SAMPLES_FOLDER.glob("*.txt"))

PLACES = {"source", "findings", "unassigned"}
"""Keys that tell of places, which a change of dress moves."""


@cache
def meaning_of(sample: Path) -> list[dict[str, object]]:
    return meaning(sample.read_text(encoding="utf-8"))


def meaning(text: str) -> list[dict[str, object]]:
    return [as_dict(inquiry, exclude=PLACES) for inquiry in parse_text(text)]


def wrapped(text: str, width: int) -> str:
    lines = [textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""] for line in text.split("\n")]
    return "\n".join("\n".join(line) for line in lines)


DRESSES: dict[str, Callable[[str], str]] = {
    "indented": lambda t: re.sub(r"(?m)^(?=.)", "    ", t),
    "trailing blanks": lambda t: re.sub(r"(?m)$", "  ", t),
    "wide gaps": lambda t: t.replace("\n\n", "\n\n\n\n"),
    "CRLF": lambda t: t.replace("\n", "\r\n"),
    "decomposed": lambda t: unicodedata.normalize("NFD", t),
    "tabs behind numbers": lambda t: re.sub(r"(?m)^([0-9]{1,2}\.) ", r"\1\t", t),
    "no-break spaces": lambda t: re.sub(r"(?m)^([0-9]{1,2}\.) ", "\\1\u00a0", t),
}


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_another_dress(sample: Path, dress: str) -> None:
    text = sample.read_text(encoding="utf-8")
    assert meaning(DRESSES[dress](text)) == meaning_of(sample)


@pytest.mark.parametrize("width", range(40, 121, 5))
def test_the_mainz_form_at_any_width(width: int) -> None:
    sample = next(s for s in SAMPLES if s.stem == "mainzer-formular")
    assert meaning(wrapped(sample.read_text(encoding="utf-8"), width)) == meaning_of(sample)
