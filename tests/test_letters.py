"""Letters drawn by a seed, with their own answers: read right as text and as PDF, and after what happens to letters on their way."""

import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from anfrage_parser.errors import AnfrageError
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_bytes, read_text
from tools.evaluation.scoring import Row, rows_of
from tools.letters import letter
from tools.letters.damage import HARMFUL, HARMLESS, Damage
from tools.letters.heads import HEADS
from tools.letters.page import as_pdf
from tools.letters.shape import Letter
from tools.letters.text import any_style, as_text

pytestmark = pytest.mark.no_cover  # other tests run the same lines; watched, these would take twice as long

SOAK = bool(os.environ.get("ANFRAGE_SOAK"))
LETTERS = 200 if SOAK else 15
"""Letters for each form of the head."""

DAMAGED = 300 if SOAK else 40

RIGHT, MARKED, ALARMS = 0.99, 0.6, 0.05
"""Shares: of right values; of wrong values with a finding on their field; of right values with one."""

REWRAPPED = ("rewrap", "hyphenate")
"""Damages that break lines anew: they take the letter with a paragraph to a line."""


def rows(drawn: Letter, text: str) -> list[Row]:
    return list(rows_of(drawn.truth, parse_source(read_text(text))[0]))


def wrong(found: list[Row]) -> list[str]:
    return [f"{r.field}: {r.wanted!r:.80} / {r.got!r:.80}" for r in found if not r.right]


@pytest.mark.parametrize("head", HEADS)
def test_letters_as_text(head: str) -> None:
    found = [row for drawn in (letter(seed, head) for seed in range(LETTERS)) for row in rows(drawn, as_text(drawn))]
    assert sum(r.right for r in found) >= RIGHT * len(found), wrong(found)


@pytest.mark.parametrize("head", HEADS)
def test_letters_as_pdf(head: str) -> None:
    found: list[Row] = []
    for seed in range(LETTERS // 3):
        drawn = letter(seed, head)
        found += rows_of(drawn.truth, parse_source(read_bytes(as_pdf(drawn), f"{seed}.pdf"))[0])
    assert sum(r.right for r in found) >= RIGHT * len(found), wrong(found)


def test_the_mainz_form_in_any_dress() -> None:
    for seed in range(DAMAGED * 2):
        drawn = letter(seed, "mainz")
        assert not wrong(rows(drawn, as_text(drawn))), f"letter {seed}"


def damaged(name: str, damage: Damage) -> Iterator[tuple[int, list[Row]]]:
    """(seed, fields that were right before the damage)."""
    for seed in range(DAMAGED):
        drawn = letter(seed)
        style = any_style(random.Random(seed + 5))
        text = as_text(drawn, replace(style, width=10_000, hyphenate=False) if name in REWRAPPED else style)
        right = {r.field for r in rows(drawn, text) if r.right}
        try:
            after = rows(drawn, damage(text, random.Random(seed)))
        except AnfrageError:
            continue
        yield seed, [r for r in after if r.field in right]


@pytest.mark.parametrize("name", HARMLESS)
def test_what_changes_nothing(name: str) -> None:
    found = [row for _, part in damaged(name, HARMLESS[name]) for row in part]
    assert sum(r.right for r in found) >= RIGHT * len(found), wrong(found)


UNKNOWABLE: dict[str, tuple[str, ...] | None] = {
    "cut_end": None,
    "noise": None,
    "drop_lead_in": ("lead_ins",),
    "add_stamp": ("received", "date"),
}
"""Fields of which the letter's own answer no longer holds after a damage; None for all."""


def test_it_knows_its_doubts() -> None:
    """After damage most wrong values carry a finding on their field, and hardly any right one does."""
    count: Counter[str] = Counter()
    for name, damage in HARMFUL.items():
        gone = UNKNOWABLE.get(name, ())
        if gone is None:
            continue
        for _, part in damaged(name, damage):
            for row in part:
                if row.field not in gone:
                    count["wrong" if not row.right else "right" if row.given else "none"] += 1
                    count["marked" if not row.right else "alarms"] += row.doubted and (not row.right or row.given)
    assert count["marked"] >= MARKED * count["wrong"], count
    assert count["alarms"] <= ALARMS * count["right"], count


@pytest.mark.parametrize("name", HARMFUL)
def test_damage_is_survived(name: str) -> None:
    """Whatever happens to a letter, it gives a record or one of our errors."""
    for _, part in damaged(name, HARMFUL[name]):
        assert part
