"""What is said of papers that belong together, and of each that stays alone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from rich.console import Console

from anfrage_parser.cli.work import link as work
from anfrage_parser.linking.archive import Archive
from anfrage_parser.linking.pair import link, repeats
from anfrage_parser.linking.papers import Paper, words_of
from tests.linking.test_linking import ANSWER, ASKED, BARE, INQUIRY, JULY, NOTHING, REPEATS

MORE = "Es sind vierzig; das Gartenamt pflegt sie, auch im Januar, mit zwei Leuten."
NEAR = replace(REPEATS, questions=NOTHING, parties=frozenset())


def archive(*papers: Paper) -> Archive:
    """An archive of these papers, each in a document of its own."""
    links = link(papers)
    return Archive(papers, [paper.document for paper in papers], links, repeats(links, papers))


REASONS: dict[str, tuple[tuple[Paper, ...], dict[str, str]]] = {
    "it repeats an inquiry with answers in between": (
        (replace(INQUIRY, document="mit-antworten", questions=words_of([ASKED, MORE])), replace(INQUIRY, questions=words_of([ASKED]))),
        {"mit-antworten": "enthält selbst die Antworten auf eine Anfrage mit derselben Nummer"},
    ),
    "the same words, without a number or a day": (
        (replace(BARE, asked=None), replace(BARE, asked=None, document="anfrage-2")),
        {"anfrage-2": "gleicher Wortlaut wie anfrage"},
    ),
    "an answer that is near": ((BARE, NEAR), {"anfrage": "keine Antwort passt; am nächsten kommt antwort"}),
    "two answers that fit equally well": (
        (INQUIRY, ANSWER, replace(ANSWER, document="antwort-2", answered=JULY)),
        {"anfrage": "mehrere Antworten passen gleich gut: antwort, antwort-2"},
    ),
    "one item of one agenda": (
        (replace(BARE, asked=None, session=JULY, agenda_item="7"), replace(REPEATS, answered=None, session=JULY, agenda_item="7")),
        {"anfrage": "Titel, Fragen, Tagesordnungspunkt, Fraktion, Zeit"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REASONS)
def test_why_an_inquiry_has_its_answer_or_none(case: str) -> None:
    papers, wanted = REASONS[case]
    why = {row["inquiry"]: row["why"] for row in work.rows(archive(*papers))}
    assert wanted.items() <= why.items(), why


ALONE: dict[str, tuple[tuple[Paper, ...], dict[str, str]]] = {
    "an inquiry that is near": ((BARE, NEAR), {"antwort": "keine Anfrage passt; am nächsten kommt anfrage"}),
    "an inquiry that another answer fits as well": (
        (INQUIRY, ANSWER, replace(ANSWER, document="antwort-2", answered=JULY)),
        dict.fromkeys(("antwort", "antwort-2"), "anfrage hat mehrere Antworten, die gleich gut passen"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ALONE)
def test_why_an_answer_has_no_inquiry(case: str) -> None:
    papers, wanted = ALONE[case]
    assert {row["answer"]: row["why"] for row in work.answer_rows(archive(*papers))} == wanted


def shown(papers: Sequence[Paper]) -> str:
    """What people see."""
    console, found = Console(width=200), archive(*papers)
    with console.capture() as told:
        console.print(work._view(found, list(work.rows(found))))
    return told.get()


def several(paper: Paper, count: int) -> list[Paper]:
    """Papers of different days that fit nothing."""
    days = [dt.date(2020, 1, 1) + dt.timedelta(days=number) for number in range(count)]
    return [replace(paper, document=str(day), number=("1", str(day)), questions=NOTHING, refers_to=(), asked=day) for day in days]


@pytest.mark.parametrize(
    ("more", "tail"),
    [(1, "… und eine weitere; --format jsonl nennt alle"), (3, "… und 3 weitere; --format jsonl nennt alle")],
)
def test_a_long_list_of_inquiries_says_how_many_more(more: int, tail: str) -> None:
    assert tail in shown(several(INQUIRY, work.SHOWN + more))


@pytest.mark.parametrize(("more", "tail"), [(1, "… und eine weitere"), (3, "… und 3 weitere")])
def test_a_long_list_of_answers_says_how_many_more(more: int, tail: str) -> None:
    assert shown(several(ANSWER, work.ANSWERS_SHOWN + more)).splitlines()[-1] == tail


def test_the_sums_say_how_papers_found_each_other() -> None:
    assert "1 Anfrage, 1 mit Antwort (1 über Titel und Fragen)" in shown([BARE, REPEATS])
