"""`anfrage search --like`: which inquiries are about the same matter, which are copies, where the answer stands."""

import contextlib
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from anfrage_parser import parse_text
from anfrage_parser.cli.app import app
from anfrage_parser.cli.work.like import _lines
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.json_out import to_line
from anfrage_parser.search.copies import expression
from anfrage_parser.search.like import Related
from anfrage_parser.search.terms import MOST, terms
from anfrage_parser.search.wording import Wording, near_copies
from tests.payloads import ACTS, PAYLOADS
from tests.search.test_search import written

RUN = CliRunner()


def letter(number: str, party: str, day: str, title: str, *questions: str) -> str:
    asked = "\n".join(f"{n}. {question}" for n, question in enumerate(questions, 1))
    return f"Anfrage {number} der {party}-Fraktion\n\nvom {day}\nBetreff: {title}\n\nWir fragen:\n\n{asked}\n"


FERRY = (
    "Wann wird der Fähranleger am Nordufer erneuert, und wer hat den Auftrag dafür?",
    "Welche Kosten entstehen der Stadt durch die gesperrte Fährverbindung nach Altenwerder?",
    "Wie viele Fahrgäste nutzten die Fähre in den letzten fünf Jahren?",
)
ARCHIVE = {
    "faehre.txt": letter("1/2020", "SPD", "3. Mai 2020", "Fähranleger am Nordufer", *FERRY),
    "drogen.txt": letter("2/2021", "CDU", "4. Juni 2021", "Drogenmissbrauch an Schulen", "Welche Straftaten sind bekannt?", "Wer berät?"),
    "friedhof.txt": letter("3/2022", "FDP", "5. Juli 2022", "Alter Friedhof", "Wird der Friedhof neu bepflanzt?", "Wer pflegt die Gräber?"),
    "radweg.txt": letter("4/2023", "SPD", "6. Mai 2023", "Radweg in Mombach", "Wann kommt der Radweg?", "Wie breit wird der Radweg?"),
    "schwimmen.txt": letter("5/2023", "FDP", "7. Mai 2023", "Schulschwimmen", "Welche Schulen haben Zeiten im Hallenbad?", "Wer fährt?"),
    "sport.txt": letter("7/2024", "CDU", "9. Mai 2024", "Sport im Park", "Wer leitet die Kurse?", "Wo finden sie statt?"),
    "zahn.txt": letter("8/2024", "SPD", "9. Juni 2024", "Zahn der Zeit", "Was ist marode?", "Wer saniert?"),
    "fahrplan.txt": letter("6/2024", "CDU", "8. Mai 2024", "Fahrplan der KVB", "Wann fährt die KVB am Abend?", "Was kostet das?"),
}
ANSWER = """Stadt Auental
Stellungnahme zur Anfrage

Vorlage Nr.: 7/2020
Fähranleger am Nordufer

1. Wann wird der Fähranleger am Nordufer erneuert, und wer hat den Auftrag dafür?

Der Fähranleger wird im Herbst erneuert.
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "anfragen.sqlite"
    written(path, ARCHIVE)
    return path


def run(*words: object, code: int = 0, data: str | bytes | None = None) -> Result:
    result = RUN.invoke(app, ["search", *(str(word) for word in words)], input=data)
    assert result.exit_code == code, (words, result.exit_code, result.stderr)
    assert "Traceback" not in result.stderr
    return result


def like(archive: Path, text: str, *words: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(archive, "--like", "-", "--json", *words, data=text).stdout.splitlines()]


SAME_MATTER: dict[str, tuple[str, tuple[str, ...], str | None]] = {
    "the same word": ("Neue Fähre", ("Wann kommt die Fähre?",), "faehre"),
    "another form of it": ("Radwege", ("Wo fehlen noch welche?",), "radweg"),
    "the beginning of a compound": ("Drogenhandel am Bahnhof", ("Was tut die Stadt?",), "drogen"),
    "the end of a compound": ("Hauptfriedhof", ("Wann wird er saniert?",), "friedhof"),
    "a word within a compound": ("Schwimmen", ("Wer lernt es nicht mehr?",), None),
    "an abbreviation": ("Busse und Bahnen", ("Warum kommt die KVB so spät?",), "fahrplan"),
    "an abbreviation of a question, beside many other words": (
        "Ruftaxi",
        ("Welche Betriebszeiten bietet die KVB?", "Wer bezahlt die Zusatzleistung?", "Gibt es Erfahrungen anderer Verkehrsunternehmen?"),
        "fahrplan",
    ),
    "the short beginning of a compound": ("Sportstättengebühr", ("Wie hoch ist sie?",), "sport"),
    "the short end of a compound": ("Mammutzahn", ("Wann?",), "zahn"),
    "the short end of a compound in the plural": ("Mammutzähne", ("Wann?",), "zahn"),
    "the end of a word that is none": ("Müllabfuhrplan", ("Wann?",), None),
    "everything in small letters": ("radweg mombach", ("was wird aus dem radweg?",), "radweg"),
    "an umlaut written otherwise": ("FÄHRANLEGER", ("WANN?",), "faehre"),
    "nothing": ("Sternwarte", ("Wann öffnet sie?",), None),
    "only an adjective": ("Öffentliche Schulden", ("Wie hoch?", "Wie viele öffentliche?"), None),
    "only words that tell no matter": ("Sachstand und Kosten", ("Welche Kosten gibt es?", "Welcher Zeitraum?"), None),
}


@pytest.mark.parametrize("case", SAME_MATTER)
def test_the_same_matter(case: str, archive: Path) -> None:
    title, questions, wanted = SAME_MATTER[case]
    rows = like(archive, letter("9/2025", "CDU", "1. März 2025", title, *questions))
    assert [Path(row["document"]).stem for row in rows[:1]] == ([wanted] if wanted else []), rows
    assert not any(row["copy"] for row in rows)


def test_what_is_told_of_each(archive: Path) -> None:
    (row, *_) = like(archive, letter("9/2025", "CDU", "1. März 2025", "Neue Fährverbindung", "Wann kommt die neue Fähre vom Nordufer?"))
    score = row.pop("score")
    assert 0 < score <= 2 and row == {
        "like": {"document": "-", "part": 1}, "document": "faehre.txt", "part": 1, "number": "1/2020", "date": "2020-05-03", "party": "SPD",
        "title": "Fähranleger am Nordufer", "common": ["Nordufer", "Fährverbindung", "Fähre"], "copy": False, "answer": None,
    } | {"common": row["common"]}  # fmt: skip
    assert set(row["common"]) == {"Nordufer", "Fährverbindung", "Fähre"}
    shown = run(archive, "--like", "-", data=letter("9/2025", "CDU", "1. März 2025", "Neue Fährverbindung", "Wann?", "Wo?")).stdout
    assert "Fähranleger am Nordufer" in shown and "1/2020 · 03.05.2020 · SPD · faehre.txt" in shown and "ähnlich" in shown


@pytest.mark.parametrize(("more", "said"), [(1, " und ein weiteres"), (3, " und 3 weitere")])
def test_many_words_in_common_are_counted(more: int, said: str) -> None:
    related = Related(1, "a.txt", 1, None, None, None, "Fähre", 1.0, tuple(f"Wort{n}" for n in range(8 + more)), False, None)
    ((_, told),) = _lines(related)
    assert told.endswith(f"Wort7{said}")


COPIES: dict[str, tuple[tuple[str, ...], bool]] = {
    "the same letter of another group": (FERRY, True),
    "a word changed in each question": (tuple(text.replace("der ", "die ", 1) for text in FERRY), True),
    "the questions in another order": (FERRY[::-1], True),
    "one question of three": (FERRY[:1], False),
    "one question of four": ((*FERRY, "Warum hat die Verwaltung nicht früher und besser über die Sperrung informiert?"), True),
    "other questions": (("Wann fährt die Fähre wieder?", "Wer betreibt den Fähranleger am Nordufer?"), False),
}  # fmt: skip


@pytest.mark.parametrize("case", COPIES)
def test_copies(case: str, archive: Path) -> None:
    questions, copy = COPIES[case]
    rows = like(archive, letter("9/2025", "FDP", "1. März 2025", "Fähranleger am Nordufer", *questions))
    assert rows[0]["document"] == "faehre.txt" and rows[0]["copy"] is copy
    assert not any(row["copy"] for row in rows[1:])


SHINGLES = [
    ("Was kostet der Weg?", "Was kostet der Weg?", True),
    ("Was kostet der Weg?", "Was kostet der Platz?", False),
    ("", "", False),
]


@pytest.mark.parametrize(("one", "other", "copy"), SHINGLES)
def test_short_ones_are_copies_only_if_nothing_differs(one: str, other: str, copy: bool) -> None:
    assert near_copies(Wording("", (one,)), Wording("", (other,))) is copy
    assert near_copies(Wording("", (), one), Wording("", (), other)) is False  # nothing was read as a question


REASONS = """
Begründung:

Seit dem Frühjahr ist der Fähranleger am Nordufer gesperrt. Die Fahrgäste müssen einen Umweg von neun Kilometern über die
Autobahnbrücke in Kauf nehmen, was vor allem Schülerinnen, Pendler und ältere Menschen trifft. Ein Termin für die Wiedereröffnung
wurde bisher nicht genannt.
"""
UNREAD = {
    "numbers became words": ("1.", "Hafen"),
    "the announcement became another word": ("Wir fragen:", "Wir lachen:"),
    "the heading of the reasons became a word": ("Begründung:", "Papierkorb"),
    "the heading became a word": ("Anfrage 9", "Nachtrag 9"),
}


@pytest.mark.parametrize("case", UNREAD)
def test_a_copy_that_was_read_otherwise(case: str, tmp_path: Path) -> None:
    """A changed word that the reading needs makes something else of the questions; the whole text is still the same."""
    old, new = UNREAD[case]
    original = letter("9/2025", "SPD", "1. März 2025", "Fähranleger am Nordufer", *FERRY) + REASONS
    assert old in original
    copy, other = original.replace(old, new), letter("8/2025", "SPD", "1. März 2025", "Anlegestellen", "Wo fehlen Anlegestellen?") + REASONS
    archive = {**ARCHIVE, "faehre.txt": original}
    written(tmp_path / "a.sqlite", archive)
    copied = {row["document"]: row["copy"] for row in like(tmp_path / "a.sqlite", copy)}
    assert [name for name, is_copy in copied.items() if is_copy] == ["faehre.txt"]
    assert not any(row["copy"] for row in like(tmp_path / "a.sqlite", other))


FILTERS: list[tuple[tuple[str, ...], set[str]]] = [
    ((), {"faehre", "radweg"}),
    (("--party", "spd", "--since", "2021"), {"radweg"}),
    (("--until", "2020"), {"faehre"}),
    (("--party", "FDP"), set()),
    (("--limit", "1"), {"radweg"}),
]


@pytest.mark.parametrize(("words", "wanted"), FILTERS, ids=[" ".join(words) for words, _ in FILTERS])
def test_filters(words: tuple[str, ...], wanted: set[str], archive: Path) -> None:
    text = letter(
        "9/2025", "CDU", "1. März 2025", "Radweg zur Fähre", "Wann kommt der Radweg in Mombach?", "Wann fährt die Fähre vom Nordufer?"
    )
    assert {Path(row["document"]).stem for row in like(archive, text, *words)} == wanted


def test_the_letter_itself_is_said_and_not_listed(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_bytes(archive.read_bytes())
    (tmp_path / "faehre.txt").write_text(ARCHIVE["radweg.txt"], encoding="utf-8")
    (inquiry,) = parse_text(ARCHIVE["faehre.txt"])
    row = as_dict(inquiry)
    with contextlib.closing(sqlite3.connect(tmp_path / "a.sqlite")) as base:
        base.execute("UPDATE documents SET sha256 = ? WHERE key = 'faehre.txt'", (row["source"]["sha256"],))
        base.commit()
    cases: tuple[tuple[str, bytes | None, str], ...] = (
        ("faehre.txt", None, "faehre.txt selbst steht im Archiv: faehre.txt"),  # of the archive, by its name
        ("-", ARCHIVE["faehre.txt"].encode(), "der Brief selbst steht im Archiv: faehre.txt"),  # by its content
        ("-", to_line(row), "der Brief selbst steht im Archiv: faehre.txt"),  # a record
        (str(tmp_path / "faehre.txt"), None, "faehre.txt selbst steht im Archiv: faehre.txt"),  # another letter of that name
    )
    for name, data, said in cases:
        done = run(tmp_path / "a.sqlite", "--like", name, "--json", data=data)
        assert said in done.stderr, (name, done.stderr)
        assert "faehre.txt" not in [json.loads(line)["document"] for line in done.stdout.splitlines()]


def test_records_of_several_inquiries(archive: Path) -> None:
    lines = b"".join(to_line(as_dict(parse_text(ARCHIVE[name])[0])) for name in ("faehre.txt", "radweg.txt"))
    done = run(archive, "--like", "-", "--json", data=lines)
    assert [json.loads(line)["document"] for line in done.stdout.splitlines() if json.loads(line)["copy"]] == ["faehre.txt", "radweg.txt"]
    assert run(archive, "--like", "-", data=lines).stdout.count("Kopie") == 2


def test_its_own_answer_counts_for_nothing(tmp_path: Path) -> None:
    """Its words are those of the letter, so no other inquiry would have a share of them worth telling."""
    where = {**ARCHIVE, "antwort.txt": ANSWER}
    written(tmp_path / "a.sqlite", where)
    letters = (ARCHIVE["faehre.txt"], letter("9/2025", "CDU", "1. März 2025", "Fährhafen", "Wann kommt der Fähranleger am Nordufer?"))
    written(tmp_path / "b.sqlite", {**ARCHIVE, "hafen.txt": letters[1]})
    written(tmp_path / "c.sqlite", {**where, "hafen.txt": letters[1]})
    scores = [like(tmp_path / name, "", "--like", "faehre.txt")[0]["score"] for name in ("b.sqlite", "c.sqlite")]
    assert scores[0] == pytest.approx(scores[1], rel=0.1)


def test_the_answer_beside_it(tmp_path: Path) -> None:
    answered = ARCHIVE["radweg.txt"] + "\nAntwort:\n\nZu 1.: Der Radweg kommt im Mai.\n\nZu 2.: Drei Meter.\n"
    path = tmp_path / "a.sqlite"
    written(path, {**ARCHIVE, "radweg.txt": answered, "antwort.txt": ANSWER})
    text = letter(
        "9/2025", "CDU", "1. März 2025", "Radweg zur Fähre", "Wann kommt der Radweg in Mombach?", "Wann fährt die Fähre vom Nordufer?"
    )
    answers = {row["document"]: row["answer"] for row in like(path, text)}
    assert answers == {"radweg.txt": {"document": "radweg.txt", "part": 1}, "faehre.txt": {"document": "antwort.txt", "part": 1}}
    shown = run(path, "--like", "-", data=text).stdout
    assert "im selben Dokument: Der Radweg kommt im Mai." in " ".join(shown.split())
    shown = " ".join(run(path, "--like", "-", data=text).stdout.split())
    assert "antwort.txt: Der Fähranleger wird im Herbst erneuert." in shown


WRONG: list[tuple[tuple[str, ...], int, str]] = [
    ((), 2, "es ist nicht angegeben, wonach gesucht wird"),
    (("Radweg", "--like", "faehre.txt"), 2, "SUCHE und --like schließen einander aus"),
    (("--like", "faehre.txt", "--in", "questions"), 2, "--in und --like schließen einander aus"),
    (("--like", "faehre.txt", "--since", "gestern"), 2, "--since versteht „gestern“ nicht"),
    (("--like", "fehlt.txt"), 4, "fehlt.txt: so heißt weder eine Datei noch ein Dokument des Archivs"),
    (("--like", "\udcff.txt"), 4, "so heißt weder eine Datei"),
]


@pytest.mark.parametrize(("words", "code", "said"), WRONG)
def test_wrong_usage_is_one_line(words: tuple[str, ...], code: int, said: str, archive: Path) -> None:
    done = run(archive, *words, code=code)
    assert done.stdout == "" and said in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_letter_that_can_not_be_read(archive: Path) -> None:
    motion = (
        "Antrag der SPD-Fraktion Nr. 1/2024\n\nBetreff: Radweg\n\nDer Rat möge beschließen:\n\nDie Verwaltung wird beauftragt zu bauen.\n"
    )
    assert "(document type: motion)" in run(archive, "--like", "-", data=motion, code=6).stderr
    run(archive, "--like", "-", data=b"\x00\x01\x02", code=4)


DAMAGE = [
    "UPDATE inquiries SET record = '{}'",
    "UPDATE inquiries SET record = x'00ff'",
    "UPDATE inquiries SET document_type = 'answer', text_row = 'x'",
    "UPDATE questions SET parts = '[1]'",
    "UPDATE questions SET parts = '{'",
    "UPDATE questions SET text = x'00ff'",
    "UPDATE inquiries SET title = 7",
    "DROP TABLE questions",
    "DROP TABLE texts",
    "DELETE FROM inquiries",
]


@pytest.mark.parametrize("change", DAMAGE)
def test_a_damaged_archive(change: str, archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(archive.read_bytes())
    with contextlib.closing(sqlite3.connect(path)) as base:
        base.execute(change)
        base.commit()
    result = RUN.invoke(app, ["search", str(path), "--like", "-"], input=ARCHIVE["faehre.txt"])
    assert result.exit_code in (0, 4) and len(result.stderr.splitlines()) <= 1 and "Traceback" not in result.stderr, result.stderr


def test_an_archive_of_an_earlier_version() -> None:
    old = Path(__file__).parent.parent / "golden" / "0.1.0" / "anfragen.sqlite"
    rows = like(old, letter("9/2025", "CDU", "1. März 2025", "Parkhaus am Fährhafen", "In welchem Zustand ist das Parkhaus am Fährhafen?"))
    assert rows[0]["document"] == "2024/brief.txt"


def test_nothing_acts_on_a_terminal(tmp_path: Path) -> None:
    letters = {}
    for number, payload in enumerate(PAYLOADS):
        mild = payload.encode("utf-8", "replace").decode()
        name = f"{number} {mild[:20]}.txt".replace("\0", "").replace("/", "")
        letters[name] = f"Anfrage\n\nBetreff: Uferweg {mild}\n\nWir fragen:\n\n1. Wann {mild} öffnet der Uferweg {mild}?\n"
    written(tmp_path / "a.sqlite", letters)
    for words in ((), ("--json",)):
        done = run(tmp_path / "a.sqlite", "--like", "-", "--limit", 99, *words, data=next(iter(letters.values())))
        assert "Uferweg" in done.stdout and not ACTS.search((done.stdout + done.stderr).replace("\n", ""))


def test_an_endless_letter_and_long_words_are_bounded(archive: Path, tmp_path: Path) -> None:
    words = " ".join(f"Wort{n}Wort" + "x" * 2_000 for n in range(200))
    assert len(terms(Wording(words, (words,) * 50))) == MOST
    rows = like(archive, letter("9/2025", "CDU", "1. März 2025", "Fähranleger", words, FERRY[0]))
    assert rows[0]["document"] == "faehre.txt"
    assert expression(Wording("–", ("?",))) == "" and terms(Wording("", ())) == []


USUAL: list[tuple[str, tuple[str, ...], set[str]]] = [
    ("Radweg in Mombach", ("Wann?",), {"3", "4"}),
    ("Radweg", ("Wann?",), {"0", "1"}),
    ("Radweg zum Fähranleger", ("Wann?",), {"7"}),
]


@pytest.mark.parametrize(("title", "questions", "wanted"), USUAL, ids=[title for title, _, _ in USUAL])
def test_words_that_many_have(
    title: str, questions: tuple[str, ...], wanted: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of them together name candidates, one alone only where there is nothing else."""
    monkeypatch.setattr("anfrage_parser.search.like.MOST_PAPERS", 2)
    places = ["Altdorf", "Bergheim", "Celle", "Mombach mit Radweg", "Mombach mit Radweg", "Mombach", "Mombach", "Fähranleger"]
    written(
        tmp_path / "a.sqlite",
        {
            f"{n}.txt": letter(f"{n}/2020", "SPD", "3. Mai 2020", f"{'Radweg in ' * (n < 3)}{place}", "Wann?", "Wo?")
            for n, place in enumerate(places)
        },
    )
    found = {
        Path(row["document"]).stem for row in like(tmp_path / "a.sqlite", letter("9/2025", "CDU", "1. März 2025", title, *questions, "Wo?"))
    }
    assert found == wanted


def test_searching_changes_nothing(archive: Path, tmp_path: Path) -> None:
    shutil.copy(archive, tmp_path / "a.sqlite")
    before = (tmp_path / "a.sqlite").read_bytes()
    assert like(tmp_path / "a.sqlite", ARCHIVE["faehre.txt"]) == like(tmp_path / "a.sqlite", ARCHIVE["faehre.txt"])
    assert (tmp_path / "a.sqlite").read_bytes() == before and [p.name for p in tmp_path.iterdir()] == ["a.sqlite"]
