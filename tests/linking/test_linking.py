"""Inquiries and answers of an archive: who finds whom, who stays alone and why, and what people decided."""

import contextlib
import datetime as dt
import json
import random
import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anfrage_parser.linking.archive import Kept, link_archive
from anfrage_parser.linking.evidence import DIFFERENT, ENOUGH, SAME
from anfrage_parser.linking.pair import link
from anfrage_parser.linking.papers import Paper, body_words, is_reminder, number_key, number_keys, split_title, without_version, words_of
from anfrage_parser.linking.question_pairs import label_key
from tests.command import SAMPLES, command
from tests.test_laws import EXAMPLES

BENCH = "Bänke an der Uferpromenade"
ASKED = "Wie viele Bänke stehen an der Uferpromenade und wer pflegt sie im Winter?"
OTHER = "Welche Kosten entstehen der Stadtkasse durch neue Papierkörbe am Bahnhof?"
MAY, JUNE, JULY = dt.date(2024, 5, 3), dt.date(2024, 6, 4), dt.date(2024, 7, 9)
NOTHING = array("I")
SPD = frozenset({"spd"})

INQUIRY = Paper(
    "anfrage",
    1,
    False,
    number_key("0123/2024"),
    asked=MAY,
    parties=SPD,
    title=words_of([BENCH]),
    questions=words_of([ASKED]),
)
ANSWER = Paper("antwort", 1, True, refers_to=number_key("123/2024"), answered=JUNE)
BARE = replace(INQUIRY, number=())
REPEATS = replace(ANSWER, refers_to=(), parties=INQUIRY.parties, title=INQUIRY.title, questions=INQUIRY.questions)


def linked(*papers: Paper) -> dict[str, str]:
    """Inquiry → answer, by the names of their documents."""
    return {papers[found.inquiry].document: papers[found.answer].document for found in link(papers).links}


PAIRS: dict[str, tuple[Paper, Paper]] = {
    "the number that the answer names": (INQUIRY, ANSWER),
    "the number that both carry": (INQUIRY, replace(ANSWER, refers_to=(), number=number_key("123/2024"))),
    "the number with one more piece": (INQUIRY, replace(ANSWER, refers_to=(), number=number_key("123/2024-1"))),
    "the number in another spelling": (
        replace(INQUIRY, number=number_key("AF-12/24")),
        replace(ANSWER, refers_to=number_key("Drs. AF 012/24")),
    ),
    "the number cut, all else the same": (INQUIRY, replace(REPEATS, refers_to=number_key("23/2024"), asked=MAY)),
    "title, groups and a likely time": (BARE, replace(REPEATS, questions=NOTHING)),
    "title and day": (
        replace(BARE, parties=frozenset()),
        replace(REPEATS, questions=NOTHING, parties=frozenset(), asked=MAY, answered=None),
    ),
    "questions and groups, the title misread": (BARE, replace(REPEATS, title=words_of(["Dezernat für Grünflächen"]), session=JULY)),
    "one item of one session": (
        replace(BARE, session=JULY, agenda_item="7.1", body=body_words("Stadt Auental")),
        replace(REPEATS, title=NOTHING, questions=NOTHING, session=JULY, agenda_item="7.1", body=body_words("Auental")),
    ),
    "behind it in one file": (INQUIRY, replace(ANSWER, document="anfrage", part=2, refers_to=(), answered=None)),
    "an answer's day misprinted by a year": (
        replace(BARE, asked=None, session=JULY, body=body_words("Auental")),
        replace(REPEATS, title=NOTHING, asked=MAY, answered=MAY.replace(year=2023), body=body_words("Stadt Auental")),
    ),
    "a day misprinted to long ago": (BARE, replace(REPEATS, asked=MAY.replace(year=2012))),
    "a day misprinted to one after the answer": (BARE, replace(REPEATS, asked=JULY)),
    "a paper of questions with answers, dated when it answered": (
        replace(BARE, body=body_words("Auental")),
        replace(REPEATS, is_both=True, asked=JUNE, answered=None, title=NOTHING, body=body_words("Stadt Auental")),
    ),
    "late, but it names the day": (BARE, replace(REPEATS, asked=MAY, answered=dt.date(2025, 6, 4))),
    "sessions a year apart, one of them misprinted": (
        replace(BARE, asked=None, session=JULY.replace(year=2023)),
        replace(REPEATS, answered=None, session=JULY),
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_they_find_each_other(name: str) -> None:
    inquiry, answer = PAIRS[name]
    assert linked(inquiry, answer) == {inquiry.document: answer.document}


STRANGERS: dict[str, tuple[Paper, Paper]] = {
    "another number": (INQUIRY, replace(REPEATS, refers_to=number_key("124/2024"))),
    "the number of another town": (replace(INQUIRY, body=body_words("Stadt Auental")), replace(ANSWER, body=body_words("Stadt Lindbach"))),
    "the number, another subject": (INQUIRY, replace(ANSWER, title=words_of(["Papierkörbe am Bahnhof"]), parties=INQUIRY.parties)),
    "the number, but years before": (INQUIRY, replace(ANSWER, answered=dt.date(2021, 1, 5))),
    "a number that recurs": (replace(INQUIRY, number=("3",)), replace(ANSWER, refers_to=("3",))),
    "a title alone": (replace(BARE, parties=frozenset()), replace(REPEATS, questions=NOTHING, parties=frozenset())),
    "groups and time alone": (BARE, replace(REPEATS, title=NOTHING, questions=NOTHING)),
    "another group": (BARE, replace(REPEATS, questions=NOTHING, parties=frozenset({"fdp"}))),
    "the answer to last year's": (BARE, replace(REPEATS, answered=dt.date(2023, 6, 4))),
    "the answer to next year's": (BARE, replace(REPEATS, answered=dt.date(2025, 6, 4))),
    "questions with answers of last year": (BARE, replace(REPEATS, is_both=True, asked=MAY.replace(year=2023), answered=None)),
    "questions with answers of the next quarter": (BARE, replace(REPEATS, is_both=True, asked=dt.date(2024, 8, 5), answered=None)),
    "questions with answers and a number of their own": (
        INQUIRY,
        replace(REPEATS, is_both=True, number=number_key("130/2024"), asked=JUNE, answered=None),
    ),
    "questions with answers of next year": (BARE, replace(REPEATS, is_both=True, asked=MAY.replace(year=2025), answered=None)),
    "another day": (BARE, replace(REPEATS, questions=NOTHING, asked=dt.date(2023, 5, 3))),
    "nothing at all": (Paper("anfrage", 1, False), Paper("antwort", 1, True)),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_they_stay_alone(name: str) -> None:
    assert linked(*STRANGERS[name]) == {}


def test_no_evidence_is_enough_alone() -> None:
    """But the file in which both stand."""
    assert [name for name, points in SAME.items() if points >= ENOUGH] == ["document"]
    assert all(points < 0 for points in DIFFERENT.values())


def test_where_two_fit_none_is_linked() -> None:
    twins = (BARE, replace(BARE, document="anfrage-2", questions=words_of([OTHER])))
    found = link([*twins, replace(REPEATS, questions=NOTHING)])
    assert not found.links and found.doubtful[2] == [0, 1]
    answers = (ANSWER, replace(ANSWER, document="antwort-2", answered=JULY))
    found = link([INQUIRY, *answers])
    assert not found.links and found.doubtful[0] == [1, 2]


def test_the_better_one_wins() -> None:
    """An inquiry that comes every year: the day tells them apart."""
    last = replace(BARE, document="vorjahr", asked=dt.date(2023, 5, 3))
    now = replace(REPEATS, asked=MAY)
    before = replace(REPEATS, document="antwort-vorjahr", asked=dt.date(2023, 5, 3), answered=dt.date(2023, 6, 1))
    assert linked(last, BARE, now, before) == {"anfrage": "antwort", "vorjahr": "antwort-vorjahr"}
    assert linked(last, now) == {}


def test_an_inquiry_that_comes_every_year() -> None:
    """In the same words, and no answer names a number or a day."""
    years = range(2021, 2024)
    asked = [replace(BARE, document=f"anfrage-{year}", asked=MAY.replace(year=year)) for year in years]
    replies = [replace(REPEATS, document=f"antwort-{year}", answered=JUNE.replace(year=year)) for year in (2020, *years)]
    assert linked(*asked, *replies) == {f"anfrage-{year}": f"antwort-{year}" for year in years}
    assert linked(*asked[:2], *replies[:2]) == {"anfrage-2021": "antwort-2021"}


def test_of_two_versions_the_latest_is_the_answer() -> None:
    first, second = replace(REPEATS, asked=MAY, answered=JUNE), replace(REPEATS, document="fassung-2", asked=MAY, answered=JULY)
    assert linked(INQUIRY, first, second) == linked(INQUIRY, second, first) == {"anfrage": "fassung-2"}


REMINDER = replace(BARE, document="erinnerung", asked=JUNE, title=words_of([f"Erinnerung an die Anfrage {BENCH}"]), reminder=True)


@pytest.mark.parametrize("reminder", [REMINDER, replace(REMINDER, number=INQUIRY.number), replace(REMINDER, questions=NOTHING)])
def test_a_reminder_has_the_answer_of_its_inquiry(reminder: Paper) -> None:
    late = replace(REPEATS, answered=JULY, refers_to=reminder.number)
    inquiry = replace(INQUIRY, number=reminder.number)
    assert linked(inquiry, reminder, late) == {"anfrage": "antwort", "erinnerung": "antwort"}
    assert link([inquiry, reminder]).reminders == {1: 0}
    assert link([inquiry, replace(reminder, parties=frozenset({"fdp"}))]).reminders == {}
    assert link([replace(inquiry, asked=JULY), reminder]).reminders == {}


@pytest.mark.parametrize(
    ("title", "reminds"),
    [
        ("Erinnerung an unsere Anfrage vom 3. Mai: Bänke", True),
        ("2. Mahnung zur Anfrage 12/2024", True),
        ("Erinnerung an die Opfer der Flut", False),
        ("Anfrage zur Erinnerungskultur", False),
        (None, False),
    ],
)
def test_what_reminds(title: str | None, reminds: bool) -> None:
    assert is_reminder(title) is reminds


def test_only_what_tells_something_is_called_the_nearest() -> None:
    near = replace(REPEATS, questions=NOTHING, parties=frozenset())
    assert link([BARE, near]).weak == {0: 1, 1: 0}
    assert link([BARE, replace(REPEATS, title=NOTHING, questions=NOTHING)]).weak == {}


def test_a_joint_answer_goes_to_each_inquiry_that_it_names() -> None:
    other = replace(INQUIRY, document="anfrage-2", number=number_key("124/2024"), parties=frozenset({"fdp"}), title=words_of([OTHER]))
    first, *also = number_keys("123/2024 und 124/2024")
    both = replace(ANSWER, refers_to=first, also=tuple(also), parties=frozenset({"spd", "fdp"}), body=body_words("Auental"))
    here = [replace(paper, body=both.body) for paper in (INQUIRY, other)]
    assert linked(*here, both) == {"anfrage": "antwort", "anfrage-2": "antwort"}
    assert linked(*here, replace(both, also=())) == {"anfrage": "antwort"}
    elsewhere = replace(here[1], body=body_words("Lindbach"))
    assert linked(here[0], elsewhere, both) == {"anfrage": "antwort"}
    assert linked(*here, both, replace(ANSWER, document="eigene", refers_to=also[0], body=both.body)) == {
        "anfrage": "antwort", "anfrage-2": "eigene",
    }  # fmt: skip


def test_a_copy_has_the_answer_of_its_original() -> None:
    copy = replace(INQUIRY, document="brief.pdf")
    assert linked(INQUIRY, copy, ANSWER) == {"anfrage": "antwort", "brief.pdf": "antwort"}
    assert linked(INQUIRY, REPEATS, replace(REPEATS, document="antwort.pdf")) == {"anfrage": "antwort"}


def test_an_interim_reply_is_not_the_answer() -> None:
    soon = replace(ANSWER, document="zwischenbescheid", interim=True)
    found = link([INQUIRY, ANSWER, soon])
    assert [(row.inquiry, row.answer) for row in found.links] == [(0, 1), (0, 2)]
    assert [row.answer for row in link([INQUIRY, soon]).links] == [1]


def test_a_paper_that_repeats_an_inquiry_with_answers_in_between() -> None:
    """A city prints its answers under the heading of the inquiry."""
    more = replace(
        INQUIRY,
        document="mit-antworten",
        questions=words_of([ASKED, "Es sind vierzig; das Gartenamt pflegt sie, auch im Januar, mit zwei Leuten."]),
    )
    assert linked(INQUIRY, more) == {"anfrage": "mit-antworten"}
    assert linked(INQUIRY, replace(INQUIRY, document="fassung-2", questions=words_of([ASKED, "Seit wann?"]))) == {}


def test_people_decide() -> None:
    papers = [INQUIRY, replace(BARE, document="andere"), ANSWER]
    assert [(row.inquiry, row.by) for row in link(papers, [(1, 2)]).links] == [(1, "hand")]
    found = link(papers, (), {(0, 2)})
    assert not found.links and found.parted == {0: 2}


PAPERS = st.builds(
    Paper,
    st.sampled_from("abcdefgh"),
    st.integers(1, 2),
    st.booleans(),
    st.sampled_from([(), ("1", "2024"), ("2", "2024"), ("7",)]),
    st.sampled_from([(), ("1", "2024"), ("2", "2024")]),
    st.sampled_from([None, MAY, JUNE]),
    st.none(),
    st.sampled_from([None, JUNE, JULY]),
    parties=st.sampled_from([frozenset(), SPD, frozenset({"spd", "fdp"})]),
    title=st.sampled_from([NOTHING, words_of([BENCH]), words_of([OTHER])]),
    questions=st.sampled_from([NOTHING, words_of([ASKED]), words_of([OTHER])]),
    interim=st.booleans(),
)


@settings(max_examples=EXAMPLES // 4, deadline=None)
@given(st.lists(PAPERS, max_size=12, unique_by=lambda paper: paper.key))
def test_none_is_linked_twice(papers: list[Paper]) -> None:
    """No answer has two inquiries, no inquiry two answers; but for copies."""
    found = link(papers)
    own = [row for row in found.links if row.inquiry not in found.copies]
    assert len({row.answer for row in own}) == len(own)
    final = [row.inquiry for row in own if not papers[row.answer].interim]
    assert len(set(final)) == len(final)


@pytest.mark.parametrize(
    ("label", "key"), [("Frage 3:", "3"), ("3.", "3"), ("b)", "b"), ("1.2", "1.2"), ("Zu Frage 4", "4"), (None, ""), ("Frage", "")]
)
def test_labels(label: str | None, key: str) -> None:
    assert label_key(label) == key


@pytest.mark.parametrize(
    ("title", "number", "rest"),
    [
        ("AF 17/2022 – Bänke", "AF 17/2022", "Bänke"),
        ("Antwort auf AF 17/2022", "AF 17/2022", ""),
        ("Beantwortung der Kleinen Anfrage KA-12/2022: Bänke", "KA-12/2022", "Bänke"),
        ("Haushalt 2023/2024", None, "Haushalt 2023/2024"),
        ("Bebauungsplan Nr. 17/2022", None, "Bebauungsplan Nr. 17/2022"),
        ("B 27/2022", None, "B 27/2022"),
        (None, None, ""),
    ],
)
def test_a_number_in_the_subject_line(title: str | None, number: str | None, rest: str) -> None:
    assert split_title(title) == (number, rest)


@pytest.mark.parametrize("title", [f"{BENCH} (2. Fassung)", f"{BENCH} – korrigierte Fassung", f"Neufassung: {BENCH}", BENCH])
def test_versions_have_one_title(title: str) -> None:
    assert words_of([without_version(title)]) == words_of([BENCH])


# The archive


def inquiry(number: str, title: str, *asked: str, day: str = "3. Mai 2024") -> str:
    questions = "\n".join(f"{at}. {text}" for at, text in enumerate(asked, 1))
    return f"Anfrage {number}\nder SPD-Fraktion\nvom {day}\n\nBetreff: {title}\n\nWir fragen die Verwaltung:\n\n{questions}\n"


def answer(number: str, title: str, body: str) -> str:
    return f"Stadt Auental\nAntwort der Verwaltung\nzur Anfrage {number} der SPD-Fraktion vom 3. Mai 2024\n\nBetreff: {title}\n\n{body}\n"


FIRST = inquiry("0123/2024", BENCH, ASKED, "Was kostet eine Bank?")
SECOND = inquiry("0124/2024", "Papierkörbe am Bahnhof", OTHER, "Wann kommen sie?")
REPLY = answer("0123/2024", BENCH, f"1. {ASKED}\n\nVierzig; das Gartenamt pflegt sie.\n\n2. Was kostet eine Bank?\n\nGut 900 Euro.")
SHORT = answer("0124/2024", "Papierkörbe am Bahnhof", "Zu 1.: Es entstehen keine Kosten.\n\nZu 2.: Im Herbst.")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A database of three inquiries and two answers, and the folder of the documents beside it."""
    folder = tmp_path / "in"
    folder.mkdir()
    texts = {
        "a": FIRST,
        "b": SECOND,
        "c": inquiry("0125/2024", "Spielplatz am Anger", "Wann öffnet der Spielplatz?"),
        "x": REPLY,
        "y": SHORT,
    }
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    read(tmp_path)
    return tmp_path / "archiv.sqlite"


def read(folder: Path, *words: str, code: int = 0) -> str:
    """What a batch says."""
    return command("batch", "in", "-o", "archiv.sqlite", *words, cwd=folder, code=code).stderr.decode()


def rows(archive: Path, *words: str) -> dict[str, dict[str, Any]]:
    """What `anfrage link` prints, by inquiry."""
    printed = command("link", archive, "--format", "jsonl", *words).stdout.decode()
    return {row["inquiry"]: row for row in map(json.loads, printed.splitlines())}


def answers(archive: Path, *words: str) -> dict[str, str | None]:
    return {name: row["answer"] for name, row in rows(archive, *words).items()}


LINKED = {"a.txt": "x.txt", "b.txt": "y.txt", "c.txt": None}


def test_a_batch_links_what_it_read(archive: Path) -> None:
    with sqlite3.connect(archive) as base:
        assert base.execute("SELECT inquiry, answer, kind, found_by FROM pairs").fetchall() == [
            ("a.txt", "x.txt", "answer", "number"),
            ("b.txt", "y.txt", "answer", "number"),
        ]
        assert base.execute("SELECT document, title FROM open").fetchall() == [("c.txt", "Spielplatz am Anger")]
        asked = """SELECT q.inquiry, q."index", a.text, q.found_by FROM question_pairs AS q
          JOIN answers AS a ON (a.document, a.part, a.position) = (q.answer, q.answer_part, q.position)"""
        assert base.execute(asked).fetchall() == [
            ("a.txt", 1, "Vierzig; das Gartenamt pflegt sie.", "text"),
            ("a.txt", 2, "Gut 900 Euro.", "text"),
            ("b.txt", 1, "Es entstehen keine Kosten.", "label"),
            ("b.txt", 2, "Im Herbst.", "label"),
        ]


def test_the_account_says_how_many_have_an_answer(archive: Path) -> None:
    assert "Anfragen im Archiv" not in read(archive.parent)  # nothing new: nothing was linked
    (archive.parent / "in/d.txt").write_text(inquiry("0126/2024", "Brunnen", "Wann läuft er?"), encoding="utf-8")
    assert "4 Anfragen im Archiv, 2 mit Antwort; welche keine hat, zeigt „anfrage link archiv.sqlite“" in read(archive.parent)


def test_linking_again_changes_nothing(archive: Path) -> None:
    once = rows(archive)
    assert {name: row["answer"] for name, row in once.items()} == LINKED and rows(archive) == once
    assert once["c.txt"] == {
        "inquiry": "c.txt", "answer": None, "by": None, "why": "keine Antwort passt", "interim": [], "copies": [], "reminders": [],
    }  # fmt: skip


def test_what_is_there_once_more_stands_at_its_inquiry(archive: Path) -> None:
    """A letter as another program writes it, and a reminder of it: in no list by themselves."""
    folder, title = archive.parent, "Spielplatz am Anger"
    original = inquiry("0125/2024", title, "Wann öffnet der Spielplatz am Anger, und wer hat den Auftrag für den Bau der Rutsche?")
    (folder / "in/c.txt").write_text(original, encoding="utf-8")
    (folder / "in/c-anders.txt").write_text(original.replace("Auftrag", "Auf trag"), encoding="utf-8")
    reminder = original.replace(title, f"Erinnerung an unsere Anfrage: {title}").replace("Mai 2024", "Juli 2024").replace("0125", "0199")
    (folder / "in/c-mahnung.txt").write_text(reminder, encoding="utf-8")
    read(folder)
    found = rows(archive)
    (name,) = (name for name in found if name.startswith("c"))
    assert (len(found[name]["copies"]), found[name]["reminders"]) == (1, ["c-mahnung.txt"])
    with contextlib.closing(sqlite3.connect(archive)) as base:
        assert [row for (row,) in base.execute("SELECT document FROM open")] == [name]
        assert dict(base.execute("SELECT document, kind FROM repeats")) == {
            **dict.fromkeys(found[name]["copies"], "copy"),
            "c-mahnung.txt": "reminder",
        }
    letters = sorted((folder / "in").glob("c*.txt"))  # linked while they are listed
    for where in ([archive], letters):
        (row,) = json.loads(command("stats", *where, "--open", "--to", "json").stdout)
        assert Path(row["source.name"]).name.startswith("c") and row["reminders"].endswith("c-mahnung.txt")
    shown = command("stats", archive, "--open").stdout.decode()
    assert name in shown and "erinnert: c-mahnung.txt" in " ".join(shown.split())


def test_an_object_for_each_answer(archive: Path) -> None:
    (archive.parent / "in/w.txt").write_text(
        "Stadt Auental\nAntwort der Verwaltung\nzur Anfrage 0999/2023\n\nBetreff: Hafenkran\n\nZu 1.: Nein.\n", encoding="utf-8"
    )
    read(archive.parent)
    printed = command("link", archive, "--format", "jsonl", "--answers").stdout.decode()
    found = {row["answer"]: row for row in map(json.loads, printed.splitlines())}
    assert {name: row["inquiries"] for name, row in found.items()} == {"w.txt": [], "x.txt": ["a.txt"], "y.txt": ["b.txt"]}
    assert found["w.txt"]["why"].startswith("keine Anfrage passt") and found["x.txt"]["by"] == "number"
    assert "--answers gehört zu --format jsonl" in command("link", archive, "--answers", code=2).stderr.decode()


def test_by_hand(archive: Path) -> None:
    assert answers(archive, "--pair", "c.txt", "y.txt") == {**LINKED, "b.txt": None, "c.txt": "y.txt"}
    assert answers(archive, "--unpair", "x.txt", "a.txt")["a.txt"] is None  # in either order
    assert rows(archive)["a.txt"]["why"] == "von Hand getrennt von x.txt"
    assert answers(archive, "--pair", "a.txt", "x.txt")["a.txt"] == "x.txt"  # the latest word counts
    for want in ({"a.txt": None}, {"a.txt": "x.txt"}, {"c.txt": None, "b.txt": "y.txt"}):
        assert want.items() <= answers(archive, "--undo").items()
    assert "nichts verknüpft oder getrennt" in command("link", archive, "--undo").stderr.decode()


def test_what_was_decided_survives(archive: Path) -> None:
    """Reading anew, a new name, a text that changed, and a time in which the document was not there."""
    paired = {**LINKED, "b.txt": None, "c.txt": "y.txt"}
    folder = archive.parent
    assert answers(archive, "--pair", "c.txt", "y.txt") == paired
    read(folder, "--on-exists", "replace")
    assert answers(archive) == paired
    (folder / "in/y.txt").rename(folder / "in/antwort.txt")
    read(folder)
    assert answers(archive) == {**paired, "c.txt": "antwort.txt"}
    gone = (folder / "in/antwort.txt").read_bytes()
    (folder / "in/antwort.txt").unlink()
    read(folder, "--prune", "--apply")
    assert answers(archive) == {**LINKED, "b.txt": None}
    (folder / "in/antwort.txt").write_bytes(gone)
    read(folder)
    assert answers(archive) == {**paired, "c.txt": "antwort.txt"}
    (folder / "in/c.txt").write_text(inquiry("0125/2024", "Spielplatz am Anger", "Wann schließt der Spielplatz?"), encoding="utf-8")
    read(folder)
    assert answers(archive)["c.txt"] == "antwort.txt"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--pair", "z.txt", "x.txt"), "z.txt ist nicht im Archiv"),
        (("--pair", "x.txt", "y.txt"), "x.txt und y.txt sind keine Anfrage und eine Antwort"),
        (("--pair", "a.txt", "a.txt"), "a.txt und a.txt sind keine Anfrage und eine Antwort"),
        (("--pair", "a.txt#7", "x.txt"), "a.txt#7 und x.txt sind keine"),
        (("--pair", "a.txt", "x.txt", "--undo"), "schließen einander aus"),
        (("--format", "xml"), "xml"),
    ],
)
def test_what_it_refuses(archive: Path, words: Sequence[str], said: str) -> None:
    assert said in command("link", archive, *words, code=2).stderr.decode()
    assert answers(archive) == LINKED


def test_what_is_no_archive(archive: Path) -> None:
    done = command("link", "fehlt.sqlite", cwd=archive.parent, code=4)
    assert done.stderr.count(b"\n") == 1 and not (archive.parent / "fehlt.sqlite").exists()


def test_letters_are_linked_without_an_archive(archive: Path) -> None:
    """As a batch would link them: the same answer, for a folder as it is."""
    before = sorted(path.name for path in archive.parent.iterdir())
    assert command("link", "in", cwd=archive.parent).stdout == command("link", archive).stdout
    assert sorted(path.name for path in archive.parent.iterdir()) == before


def test_for_people(archive: Path) -> None:
    assert command("link", archive).stdout.decode() == (
        "3 Anfragen, 2 mit Antwort (2 über die Nummer)\n\nAnfrage  Antwort\na.txt    x.txt\nb.txt    y.txt\n\n"
        "ohne Antwort  warum\nc.txt         keine Antwort passt\n"
    )
    done = command("link", archive, "--unpair", "a.txt", "x.txt")
    assert done.stderr.decode() == "getrennt: Anfrage a.txt, Antwort x.txt\n"
    assert "1 Antwort ohne Anfrage\n" in done.stdout.decode()
    assert "\nohne Anfrage  warum\nx.txt         keine Anfrage passt\n" in done.stdout.decode()
    assert "verknüpft: Anfrage a.txt, Antwort x.txt\n" in command("link", archive, "--pair", "x.txt", "a.txt").stderr.decode()


def test_who_else_fits(archive: Path) -> None:
    """The same question a second time in one month, and its answer names neither number nor day; and a copy in other bytes."""
    folder = archive.parent
    for name, day in {"d": "2. Mai 2024", "e": "9. Mai 2024"}.items():
        (folder / f"in/{name}.txt").write_text(inquiry("", "Brunnen am Tor", "Wann läuft der Brunnen am Tor?", day=day), encoding="utf-8")
    (folder / "in/d-kopie.txt").write_bytes((folder / "in/d.txt").read_bytes() + b"\n")
    head = "Stadt Auental\nAntwort der Verwaltung\nzur Anfrage der SPD-Fraktion\n\nDatum: 4. Juni 2024\n"
    reply = f"{head}Betreff: Brunnen am Tor\n\nZu 1.: Ab Mai.\n"
    (folder / "in/z.txt").write_text(reply, encoding="utf-8")
    read(folder)
    found = rows(archive)
    assert found["e.txt"]["why"] == "z.txt passt ebenso zu d-kopie.txt"
    assert found["d-kopie.txt"]["copies"] == ["d.txt"] and "d.txt" not in found
    assert "z.txt         mehrere Anfragen passen gleich gut: d-kopie.txt, e.txt" in command("link", archive).stdout.decode()


def test_a_document_that_is_neither(archive: Path) -> None:
    (archive.parent / "in/n.txt").write_text("Einladung zur Sitzung\n\nTagesordnung\n\nTOP 1 Eröffnung\n", encoding="utf-8")
    read(archive.parent)
    done = command("link", archive, "--pair", "a.txt", "n.txt", code=2)
    assert "n.txt wurde weder als Anfrage noch als Antwort gelesen" in done.stderr.decode()


def test_a_paper_that_does_not_call_itself_an_answer(archive: Path) -> None:
    done = command("link", archive, "--pair", "a.txt", "c.txt", "--format", "jsonl")
    assert "c.txt nennt sich selbst nicht Antwort" in done.stderr.decode()
    assert json.loads(done.stdout.splitlines()[0])["answer"] == "c.txt"


LETTER = """FDP-Fraktion im Rat der Stadt Auental

An den Bürgermeister

Auental, 2. September 2024

Anfrage Nr. 41/2024: Linden am Ring

Sehr geehrter Herr Bürgermeister,

die FDP-Fraktion bittet um Antwort auf die folgenden Fragen:

1. Wie viele Linden stehen am Ring?
2. Wer gießt sie?

Mit freundlichen Grüßen

Annegret Lohmann
Fraktionsvorsitzende
\fStadt Auental
Der Bürgermeister

Auental, 23. September 2024

An die
FDP-Fraktion im Rat der Stadt Auental

Antwort auf die Anfrage Nr. 41/2024 der FDP-Fraktion vom 2. September 2024
Linden am Ring

Sehr geehrte Frau Lohmann,

Ihre Anfrage beantworte ich wie folgt:

Zu Frage 1:
Am Ring stehen zwölf Linden.

Zu Frage 2:
Das Gartenamt.

Mit freundlichen Grüßen

Ludger Steinhoff
"""
PRINTED = (SAMPLES / "anfrage-und-antwort.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "name", "why"), [(LETTER, "beide.txt#2", "dieselbe Datei"), (PRINTED, "beide.txt", "das Dokument enthält die Antwort")]
)
def test_both_in_one_file(archive: Path, text: str, name: str, why: str) -> None:
    (archive.parent / "in/beide.txt").write_text(text, encoding="utf-8")
    read(archive.parent)
    found = rows(archive)["beide.txt"]
    assert (found["answer"], found["by"]) == (name, "document") and found["why"].startswith(why)


def test_an_interim_reply(archive: Path) -> None:
    later = answer("0125/2024", "Spielplatz am Anger", "Zu 1.: Ihre Frage kann noch nicht abschließend beantwortet werden.")
    (archive.parent / "in/z.txt").write_text(later, encoding="utf-8")
    read(archive.parent)
    found = rows(archive)["c.txt"]
    assert (found["answer"], found["interim"], found["why"]) == (None, ["z.txt"], "bisher nur ein Zwischenbescheid")
    with sqlite3.connect(archive) as base:
        assert base.execute("SELECT document FROM open").fetchall() == [("c.txt",)]


def test_a_text_does_not_reach_the_terminal_as_it_is(archive: Path) -> None:
    (archive.parent / "in/e\x1b[31m.txt").write_text(inquiry("0127/2024", "Brunnen am Tor", "Wann läuft er?"), encoding="utf-8")
    read(archive.parent)
    assert b"\x1b" not in command("link", archive).stdout


def test_exports_name_the_other_paper(archive: Path) -> None:
    folder = archive.parent
    rows = [json.loads(line) for line in command("export", archive, "--to", "jsonl", "-o", "-", cwd=folder).stdout.splitlines()]
    assert {row["source"]["name"]: [found["name"] for found in row.get("answered_in", [])] for row in rows} == {
        "a.txt": ["x.txt"], "b.txt": ["y.txt"], "c.txt": [], "x.txt": [], "y.txt": [],
    }  # fmt: skip
    (folder / "a.jsonl").write_bytes(b"".join(json.dumps(row).encode() + b"\n" for row in rows))
    command("validate", "a.jsonl", cwd=folder)
    done = command("export", archive, "--to", "oparl", "--base-url", "https://rat.example.org", "-o", "-", cwd=folder)
    papers = {row["id"]: row for row in map(json.loads, done.stdout.splitlines()) if row["type"].endswith("/Paper")}
    linked = {
        row["name"]: [papers[other]["name"] for other in row.get("relatedPaper", [])] for row in papers.values() if "reference" in row
    }
    assert linked[BENCH] == [BENCH] and linked["Spielplatz am Anger"] == []
    assert sum(len(row.get("relatedPaper", [])) for row in papers.values()) == 4  # both ways


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE inquiries SET number = x'00ff'", "UPDATE answers SET labels = '['", "UPDATE answers SET questions = '5'",
        "UPDATE inquiries SET document_type = x'61'", "UPDATE inquiries SET title = 5.5", "UPDATE inquiries SET date = 20240503",
        "INSERT INTO manual_pairs VALUES (1, 'pair', x'61', 'b', 'c', 1, 2, 3)", "UPDATE documents SET name = x'ff'",
    ],
)  # fmt: skip
def test_tables_that_no_batch_wrote(archive: Path, change: str) -> None:
    with sqlite3.connect(archive) as base:
        base.execute(change)
    done = command("link", archive, code=(0, 4))
    assert done.stderr.count(b"\n") == (done.returncode == 4) and b"Programm" not in done.stderr
    assert command("stats", archive, "--list", code=None).returncode in (0, 4, 7)


TABLES = ("pairs", "question_pairs", "repeats")


def tables(base: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [base.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES]


def test_what_a_linking_keeps_changes_no_result(archive: Path) -> None:
    """An archive grows, changes and shrinks; linking what is new gives what linking everything gives."""
    drawing = random.Random(1)
    folder, kept = archive.parent / "in", Kept()
    changes: list[tuple[str, str | None]] = [
        ("d.txt", inquiry("0126/2024", "Brunnen am Tor", "Wann läuft der Brunnen am Tor?", ASKED)),
        ("z.txt", answer("0126/2024", "Brunnen am Tor", "Zu 1.: Im Mai.\n\nZu 2.: Vierzig.")),
        ("y.txt", None),
        ("a.txt", FIRST.replace("0123", "0777")),
        ("x.txt", REPLY.replace("0123", "0777").replace("Vierzig", "Fünfzig")),
        ("d-2.txt", inquiry("0126/2024", "Brunnen am Tor", "Wann läuft der Brunnen am alten Tor?", ASKED)),
        ("d.txt", None),
        ("y.txt", SHORT),
        ("a.txt", FIRST),
    ]
    drawing.shuffle(changes)
    for name, text in changes:
        if text is None:
            (folder / name).unlink(missing_ok=True)
        else:
            (folder / name).write_text(text, encoding="utf-8")
        read(archive.parent, "--prune", "--apply")
        with contextlib.closing(sqlite3.connect(archive)) as base:
            link_archive(base, kept)
            found = tables(base)
            link_archive(base)
            assert tables(base) == found, name
            base.rollback()
    assert all(found)


def test_only_what_is_new_is_read(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, asked = Kept(), list[str]()
    with contextlib.closing(sqlite3.connect(archive)) as base:
        link_archive(base, kept)
        monkeypatch.setattr("anfrage_parser.linking.archive.pair_questions", lambda *pair: iter(()))
        base.set_trace_callback(asked.append)
        link_archive(base, kept)
        assert not [sql for sql in asked if "json_group_array" in sql]
        base.execute("UPDATE documents SET fingerprint = 'other' WHERE key = 'c.txt'")
        link_archive(base, kept)
        assert len([sql for sql in asked if "json_group_array" in sql]) == 1
        assert base.execute("SELECT count(*) FROM question_pairs").fetchone() == (4,)


def test_records_in_a_file_are_linked_when_they_are_exported(archive: Path) -> None:
    folder = archive.parent
    command("batch", "in", "-o", "a.jsonl", cwd=folder)
    for name, wanted in (("a.jsonl", [["x.txt"], ["y.txt"], []]), ("-", [[], [], []])):  # what is piped is there only once
        data = (folder / "a.jsonl").read_bytes() if name == "-" else b""
        done = command("export", name, "--to", "jsonl", "-o", "-", cwd=folder, data=data)
        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert [[paper["name"] for paper in row.get("answered_in", [])] for row in found][:3] == wanted
    (folder / "b.jsonl").write_bytes((folder / "a.jsonl").read_bytes() + b"{}\n")
    assert command("export", "b.jsonl", "--to", "jsonl", "-o", "-", cwd=folder, code=4).stderr.count(b"b.jsonl:6") == 1  # told once
