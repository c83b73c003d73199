"""`anfrage search`: what is found, where in an inquiry, in which order; whatever is typed, no query is a fault of the program."""

import contextlib
import json
import os
import re
import shlex
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from anfrage_parser import parse_text
from anfrage_parser.batch.model import Input, Job, Outcome, State
from anfrage_parser.batch.sinks.database import DatabaseSink
from anfrage_parser.cli.app import app
from anfrage_parser.errors import UnreadableError, UsageError
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.json_out import to_line
from anfrage_parser.search.find import Wanted, find, snapshot
from anfrage_parser.search.matches import MatchedValue, matches, snippet
from anfrage_parser.search.query import LONGEST, expression, numbers, spellings, widened
from tests.command import SAMPLES, command, shell
from tests.payloads import ACTS, OURS, PAYLOADS
from tests.test_laws import EXAMPLES

RUN = CliRunner()

LETTERS = {
    "a/radweg.txt": """Anfrage 12/2023 der SPD-Fraktion

vom 3. Mai 2023
Betreff: Radweg an der Großen Bleiche

Seit Jahren fehlt in Mombach ein Stück des Weges, und niemand weiß, warum.

Wir fragen:

1. Wann kommt der Radweg in Mombach?
2. Was kostet das?
3. Wer baut den Radweg?
""",
    "a/schule.txt": """Anfrage 13/2023 der FDP-Fraktion

vom 4. Juni 2024
Betreff: Schulweg

Wir fragen:

1. Warum ist der Gehweg an der Müllerstrasse gesperrt:
a) wegen Bauarbeiten?
b) wegen der Feuerwehr?
2. Wie lange noch?

Begründung:

Der Weg führt nach Mombach.
""",
    "b/bruecke.txt": """Anfrage 14/2024 der CDU-Fraktion

vom 5. Juli 2024
Betreff: Brücke

Wir fragen:

- Ist die Muehlenbruecke sicher?
- Ist der Radweg darauf breit genug?
""",
    "b/ohne.txt": "Anfrage der Grünen\n\nWir fragen:\n\n1. Wo ist der Radweg geblieben?\n",
}


def written(path: Path, letters: dict[str, str], close: bool = True) -> DatabaseSink:
    """A database as `anfrage batch` writes it."""
    sink = DatabaseSink(path)
    sink.begin("resume")
    for number, (name, text) in enumerate(letters.items()):
        lines = b""
        for inquiry in parse_text(text):
            row = as_dict(inquiry)
            lines += to_line({**row, "source": {**row["source"], "name": name}})
        job = Job(number, name, Input(name, name.encode("utf-8", "replace"), "in", name))
        sink.put([(job, Outcome(number, State.DONE, 0, f"{number:064}", "f", lines, 1), None)])
    if close:
        sink.finish()
        sink.close()
    return sink


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "anfragen.sqlite"
    written(path, LETTERS)
    return path


def run(*words: object, code: int = 0) -> Result:
    result = RUN.invoke(app, ["search", *(str(word) for word in words)])
    assert result.exit_code == code, (words, result.exit_code, result.stderr)
    assert "Traceback" not in result.stderr
    return result


def found(archive: Path, query: str, *words: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(archive, query, "--json", *words).stdout.splitlines()]


def names(archive: Path, query: str, *words: object) -> set[str]:
    return {Path(row["document"]).stem for row in found(archive, query, *words)}


QUERIES: dict[str, set[str]] = {
    "Radweg": {"radweg", "bruecke", "ohne"},
    "radweg": {"radweg", "bruecke", "ohne"},
    "Radweg AND Mombach": {"radweg"},
    "Radweg UND Mombach": {"radweg"},
    "Radweg Mombach": {"radweg"},
    "Radweg OR Mombach": {"radweg", "schule", "bruecke", "ohne"},
    "Radweg ODER Mombach": {"radweg", "schule", "bruecke", "ohne"},
    "Radweg NOT Mombach": {"bruecke", "ohne"},
    "Radweg -Mombach": {"bruecke", "ohne"},
    "Radweg NICHT Mombach NICHT breit": {"ohne"},
    "Mombach NOT (Radweg OR Gehweg)": set(),
    "(Gehweg OR Radweg) Mombach": {"radweg", "schule"},
    '"Radweg in Mombach"': {"radweg"},
    "„Radweg in Mombach“": {"radweg"},
    '"Mombach in Radweg"': set(),
    "Rad*": {"radweg", "bruecke", "ohne"},
    '"Radweg in Mom"*': {"radweg"},
    "titel:Radweg": {"radweg"},
    "title:Radweg": {"radweg"},
    "begründung:Mombach": {"schule"},
    "fragen:(Mombach OR Gehweg)": {"radweg", "schule"},
    "vorbemerkung:Mombach": {"radweg"},
    "NEAR(Radweg Mombach, 2)": {"radweg"},
    "NEAR(Wann Mombach, 1)": set(),
    "Mullerstrasse": {"schule"},
    "Müllerstraße": {"schule"},
    "muellerstraße": {"schule"},
    "GROSSEN": {"radweg"},
    "Mühlenbrücke": {"bruecke"},
    "Muhlenbrucke": set(),
    "Muehlenbruecke": {"bruecke"},
    "u\u0308bersehen OR Bru\u0308cke": {"bruecke"},
    "Feuerwehr": {"schule"},
    "12/2023": {"radweg"},
    "„12 / 2023“": {"radweg"},
    "2023": set(),
    "12": set(),
    "Radweg – Mombach?": {"radweg"},
    "near": set(),
    "Radweg AND –": {"radweg", "bruecke", "ohne"},
    "unbekannt:Radweg": set(),
}


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_found(query: str, archive: Path) -> None:
    assert names(archive, query) == QUERIES[query]


def places(row: dict[str, Any]) -> list[tuple[str, str | None, list[str]]]:
    return [(m["field"], m["label"], [m["snippet"][a:b] for a, b in m["marks"]]) for m in row["matches"]]


def test_question_by_question(archive: Path) -> None:
    (row,) = found(archive, "Radweg AND Mombach")
    assert {k: row[k] for k in ("document", "part", "number", "date", "party")} == {
        "document": "a/radweg.txt", "part": 1, "number": "12/2023", "date": "2023-05-03", "party": "SPD",
    }  # fmt: skip
    assert places(row) == [
        ("title", None, ["Radweg"]),
        ("preamble", None, ["Mombach"]),
        ("questions[0]", "1.", ["Radweg", "Mombach"]),
        ("questions[2]", "3.", ["Radweg"]),
    ]
    (row,) = found(archive, "Feuerwehr Mombach")
    assert places(row) == [("questions[0]", "1.", ["Feuerwehr"]), ("rationale", None, ["Mombach"])]
    assert row["matches"][0]["snippet"].endswith("wegen der Feuerwehr?")


def test_a_run_of_words_across_two_questions_shows_both_halves(archive: Path) -> None:
    (row,) = found(archive, '"das Wer baut"')
    assert places(row) == [("questions[1]", "2.", ["das?"]), ("questions[2]", "3.", ["Wer baut"])]


def test_texts_between_blocks_and_answers(tmp_path: Path) -> None:
    text = "Anfrage\n\nWir fragen:\n\n1. Warum?\n\nDie Turmuhr steht seit Jahren still.\n\nDazu fragen wir:\n\n2. Seit wann?\n"
    answered = (SAMPLES / "mit-antwort.txt").read_text(encoding="utf-8")
    (inquiry,) = parse_text(answered)
    (number, word) = next((n, re.findall(r"\w{9,}", q.answer)[-1]) for n, q in enumerate(inquiry.questions) if q.answer)
    written(tmp_path / "a.sqlite", {"a.txt": text, "b.txt": answered})
    (row,) = found(tmp_path / "a.sqlite", "Turmuhr")
    assert places(row)[0][0].startswith("blocks[1].") and places(row)[0][2] == ["Turmuhr"]
    (row,) = found(tmp_path / "a.sqlite", word)
    assert (f"questions[{number}].answer", inquiry.questions[number].label, [word]) in places(row)
    assert "Antwort zu " in run(tmp_path / "a.sqlite", word).stdout


def test_answers_to_several_questions(tmp_path: Path) -> None:
    text = "Anfrage\n\nWir fragen:\n\n1. Wann?\n2. Wie?\n\nAntwort\nZu 1. und 2.:\nDie Turmuhr wird im Herbst gerichtet.\n"
    written(tmp_path / "a.sqlite", {"a.txt": text})
    (row,) = found(tmp_path / "a.sqlite", "Turmuhr")
    assert places(row) == [("answers[0].text", "1, 2", ["Turmuhr"])]
    assert "Antwort zu 1, 2" in run(tmp_path / "a.sqlite", "Turmuhr").stdout


ANSWER = """Stadt Auental
Der Bürgermeister

Antwort auf die Anfrage der SPD-Fraktion vom 16.09.2024
Betreff: Turmuhr am Markt

1. Seit wann steht die Turmuhr?

Die Turmuhr steht seit dem Frühjahr. Der Antrieb fehlt.

2. Was kostet die Reparatur der Glocke?

Dazu gibt es noch kein Angebot.
"""

IN_ANSWERS: list[tuple[str, str | None, dict[str, list[str]]]] = [
    ("Turmuhr", None, {"frage.txt": ["title", "questions[0]"], "antwort.txt": ["title", "questions[0]", "questions[0].answer"]}),
    ("Turmuhr", "questions", {"frage.txt": ["questions[0]"], "antwort.txt": ["questions[0]"]}),
    ("Turmuhr", "Fragen", {"frage.txt": ["questions[0]"], "antwort.txt": ["questions[0]"]}),
    ("Turmuhr", "answers", {"antwort.txt": ["questions[0].answer"]}),
    ("Turmuhr", "antworten", {"antwort.txt": ["questions[0].answer"]}),
    ("Turmuhr Antrieb", "answers", {"antwort.txt": ["questions[0].answer"]}),
    ("Turmuhr Glocke", "answers", {}),
    ("Turmuhr Glocke", "questions", {"antwort.txt": ["questions[0]", "questions[1]"]}),
    ("Turmuhr NOT Glocke", "questions", {"frage.txt": ["questions[0]"]}),
    ('"Antrieb fehlt"', "questions", {}),
    ('"Antrieb fehlt"', "answers", {"antwort.txt": ["questions[0].answer"]}),
    ("titel:Turmuhr", "answers", {}),
    ("Turmuhr OR Sommer", "answers", {"antwort.txt": ["questions[0].answer"], "gemeinsam.txt": ["answers[0].text"]}),
]


@pytest.mark.parametrize(("query", "within", "wanted"), IN_ANSWERS, ids=[f"{query} in {within}" for query, within, _ in IN_ANSWERS])
def test_only_in_questions_or_answers(query: str, within: str | None, wanted: dict[str, list[str]], tmp_path: Path) -> None:
    letter = "Anfrage 3/2024 der SPD-Fraktion\n\nBetreff: Turmuhr\n\nWir fragen:\n\n1. Wann geht die Turmuhr wieder?\n"
    joint = "Anfrage\n\nWir fragen:\n\n1. Wann?\n2. Wie?\n\nAntwort\nZu 1. und 2.:\nIm Sommer, von Hand.\n"
    written(tmp_path / "a.sqlite", {"frage.txt": letter, "antwort.txt": ANSWER, "gemeinsam.txt": joint})
    rows = found(tmp_path / "a.sqlite", query, *(("--in", within) if within else ()))
    assert {row["document"]: [match["field"] for match in row["matches"]] for row in rows} == wanted


def test_within_answers_the_limit_counts_what_is_found(tmp_path: Path) -> None:
    letter = "Anfrage\n\nBetreff: Turmuhr\n\nWir fragen:\n\n1. Wann geht die Turmuhr, die Turmuhr wieder?\n"
    answers = {f"z{number}.txt": f"{ANSWER}\nStand: {number}\n" for number in range(3)}
    written(tmp_path / "a.sqlite", {**{f"a{number}.txt": f"{letter}{number}\n" for number in range(60)}, **answers})
    done = run(tmp_path / "a.sqlite", "Turmuhr", "--in", "answers", "--limit", 2, "--json")
    assert [json.loads(line)["document"][0] for line in done.stdout.splitlines()] == ["z", "z"] and "mehr als 2 Treffer" in done.stderr
    assert len(found(tmp_path / "a.sqlite", "Turmuhr", "--in", "answers", "--limit", 3)) == 3
    assert len(found(tmp_path / "a.sqlite", "Turmuhr", "--in", "answers", "--party", "SPD")) == 3
    assert found(tmp_path / "a.sqlite", "3/2024", "--in", "answers") == []
    assert "möglich sind: fragen, antworten" in run(tmp_path / "a.sqlite", "Turmuhr", "--in", "titel", code=2).stderr


def test_footnotes(tmp_path: Path) -> None:
    text = "Anfrage\n\nWir fragen:\n\n1. Warum steht die Turmuhr¹?\n2. Seit wann?\n\n¹ Am Marktplatz.\n"
    written(tmp_path / "a.sqlite", {"a.txt": text})
    (row,) = found(tmp_path / "a.sqlite", "Marktplatz")
    assert places(row) == [("footnotes[0].text", "1", ["Marktplatz"])]
    assert "Fußnote 1" in run(tmp_path / "a.sqlite", "Marktplatz").stdout


def test_a_sqlite_without_full_text_search() -> None:
    said = r"^das SQLite dieses Pythons kann keine Volltextsuche; Python von python\.org verwenden$"
    base = sqlite3.connect(":memory:", isolation_level=None)
    with contextlib.closing(base), pytest.raises(UnreadableError, match=said), snapshot(base):
        base.execute("CREATE VIRTUAL TABLE texts USING fts_of_later_versions(text)")


def test_a_word_in_the_heading_of_a_block(tmp_path: Path) -> None:
    written(tmp_path / "a.sqlite", {"a.txt": (SAMPLES / "neu-gezaehlt.txt").read_text(encoding="utf-8")})
    assert re.search(r"Block 1 +\[Überwege\] und Kreuzungen", run(tmp_path / "a.sqlite", "Überwege").stdout)


@pytest.mark.parametrize(("more", "said"), [(1, "… und 1 weitere Stelle\n"), (3, "… und 3 weitere Stellen\n")])
def test_an_inquiry_with_many_places_says_how_many_more(more: int, said: str, tmp_path: Path) -> None:
    asked = "".join(f"{n}. Was kostet die Turmuhr in Bezirk {n}?\n" for n in range(1, 7 + more))
    written(tmp_path / "a.sqlite", {"a.txt": f"Anfrage 1/2024 der SPD-Fraktion\n\nWir fragen:\n\n{asked}"})
    assert said in run(tmp_path / "a.sqlite", "Turmuhr").stdout


def test_a_number_finds_its_inquiry_first(tmp_path: Path) -> None:
    cites = "Anfrage 15/2024\n\nBetreff: Antwort auf 12/2023\n\nWir fragen:\n\n1. Wo bleibt die Antwort auf 12/2023?\n"
    letter = "Anfrage AN-0007/2024 der SPD-Fraktion\n\nBetreff: Steg AN-0007/2024\n\nWir fragen:\n\n1. Wann?\n"
    path = tmp_path / "a.sqlite"
    written(path, {"0.txt": cites, **LETTERS, "steg.txt": letter, "steg-2.txt": letter})
    first, second = found(path, "12/2023")
    assert (first["document"], second["document"]) == ("a/radweg.txt", "0.txt")
    assert first["matches"] == [{"field": "number", "index": None, "label": None, "count": 1, "snippet": "12/2023", "marks": [[0, 7]]}]
    assert "Nummer  [12/2023]" in run(path, "12/2023").stdout
    for query in ("an-0007/2024", "AN-0007 / 2024"):
        rows = found(path, query)
        assert [row["document"] for row in rows] == ["steg.txt", "steg-2.txt"]
        assert [match["field"] for match in rows[0]["matches"]] == ["number", "title"]
    done = run(path, "AN-0007/2024", "--limit", 1, "--json")
    assert len(done.stdout.splitlines()) == 1 and "mehr als 1 Treffer" in done.stderr
    assert [row["document"] for row in found(path, "12/2023", "--party", "spd")] == ["a/radweg.txt"]
    assert found(path, "12/2023", "--since", "2024") == [] == found(path, "12/2023", "--party", "CDU")


def test_many_inquiries_of_one_number(tmp_path: Path) -> None:
    """More than are looked at together, beside those that only cite it."""
    text = "Anfrage {}\n\nBetreff: {}\n\nWir fragen:\n\n1. Wann?\n"
    letters = {f"{n:03}.txt": text.format("12/2023" if n % 2 else "13/2023", "Zu 12/2023" if n % 3 else "Weg") for n in range(160)}
    written(tmp_path / "a.sqlite", letters)
    for limit in (5, 49, 70, 500):
        rows = found(tmp_path / "a.sqlite", "12/2023", "--limit", limit)
        named = [name for n, name in enumerate(letters) if n % 2]
        cited = [name for n, name in enumerate(letters) if n % 2 == 0 and n % 3]
        assert [row["document"] for row in rows] == [*named, *cited][:limit]
        assert all(("number" in {m["field"] for m in row["matches"]}) == (row["number"] == "12/2023") for row in rows)


@pytest.mark.parametrize("party", ["Grüne", "grüne", "gruene", "GRUENE", "Buendnis 90/Die Gruenen", "bündnis 90 / die grünen", "B90Grüne"])
def test_a_group_in_whatever_letters(party: str, archive: Path) -> None:
    assert names(archive, "Radweg", "--party", party) == {"ohne"}


def test_a_group_that_only_the_archive_knows(tmp_path: Path) -> None:
    (inquiry,) = parse_text(LETTERS["b/ohne.txt"])
    written(tmp_path / "a.sqlite", {"a.txt": LETTERS["b/ohne.txt"]})
    with contextlib.closing(sqlite3.connect(tmp_path / "a.sqlite")) as base:
        base.execute("UPDATE parties SET party = 'Bürger für Auental'")
        base.commit()
    assert inquiry.parties and names(tmp_path / "a.sqlite", "Radweg", "--party", "BUERGER FUER AUENTAL") == {"a"}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("Einhorn", "nichts gefunden; längere Wörter findet: Einhorn*"),
        ("Einhorn NOT Weg", "nichts gefunden; längere Wörter findet: Einhorn* NOT Weg"),
        ("titel:(Einhorn ODER Horn*)", "nichts gefunden; längere Wörter findet: titel:(Einhorn* ODER Horn*)"),
        ("Einhorn*", "nichts gefunden"), ('"am Einhorn"', "nichts gefunden"), ("99/2099", "nichts gefunden"),
        ("NEAR(Einhorn Horn, 3)", "nichts gefunden"),
    ],
)  # fmt: skip
def test_how_more_would_be_found(query: str, said: str, archive: Path) -> None:
    assert run(archive, query).stderr == f"{said}\n"
    wide = said.partition(": ")[2]
    assert not wide or expression(wide)


def test_what_finds_something_and_would_find_more_says_so(tmp_path: Path) -> None:
    letter = "Anfrage {n}/2024 der SPD-Fraktion\n\nBetreff: {word}\n\nWir fragen:\n\n1. Was kostet {word}?\n"
    written(tmp_path / "a.sqlite", {f"{n}.txt": letter.format(n=n, word=word) for n, word in enumerate(("Radweg", "Radwegebau", "Gehweg"))})
    for query, words, said in (
        ("Radweg", (), "längere Wörter finden mehr: Radweg*\n"),
        ("Radweg", ("--party", "SPD"), "längere Wörter finden mehr: Radweg*\n"),
        ("Radweg", ("--format", "jsonl"), ""), ("Radweg*", (), ""), ("Gehweg", (), ""), ("0/2024", (), ""),
    ):  # fmt: skip
        assert run(tmp_path / "a.sqlite", query, *words).stderr == said


@pytest.mark.parametrize(
    ("since", "until", "wanted"),
    [
        ("05.07.2024", "5.7.2024", {"bruecke"}), ("5. Juli 2024", "05.07.2024", {"bruecke"}), ("06.07.2024", "2025", set()),
        ("07.2024", "07.2024", {"bruecke"}), ("01.05.2023", "05.2023", {"radweg"}), ("2024-07-05", "2024-07-05", {"bruecke"}),
    ],
)  # fmt: skip
def test_days_as_people_type_them(since: str, until: str, wanted: set[str], archive: Path) -> None:
    assert names(archive, "Radweg", "--since", since, "--until", until) == wanted


def test_filters(archive: Path) -> None:
    assert names(archive, "Radweg", "--party", "spd") == {"radweg"}
    assert names(archive, "Radweg", "--party", "Grüne") == {"ohne"} == names(archive, "Radweg", "--party", "BÜNDNIS 90/DIE GRÜNEN")
    assert names(archive, "Radweg", "--since", "2024") == {"bruecke"} == names(archive, "Radweg", "--since", "2024-07-05")
    assert names(archive, "Radweg", "--until", "2023-05") == {"radweg"} == names(archive, "Radweg", "--until", "2023")
    assert names(archive, "Radweg", "--since", "2023-05-04", "--until", "2024-07-04") == set()
    assert names(archive, "Radweg", "--party", "CDU", "--since", "2024-07") == {"bruecke"}
    assert "es gibt: " in run(archive, "Radweg", "--party", "Piratenbund").stderr


def test_the_best_first_and_always_alike(tmp_path: Path) -> None:
    letters = {f"{n:02}.txt": LETTERS["b/ohne.txt"].replace("geblieben", "geblieben" + " und wo" * (n // 3)) for n in range(12)}
    written(tmp_path / "a.sqlite", letters)
    order = [row["document"] for row in found(tmp_path / "a.sqlite", "Radweg")]
    assert order == sorted(letters), "shorter texts weigh more, equal ones keep the order of the archive"
    done = run(tmp_path / "a.sqlite", "Radweg", "--json", "--limit", 5)
    assert [json.loads(line)["document"] for line in done.stdout.splitlines()] == order[:5]
    assert done.stderr == "es gibt mehr als 5 Treffer; --limit zeigt mehr\n"
    assert run(tmp_path / "a.sqlite", "Radweg", "--limit", 12).stderr == ""


def test_to_read(archive: Path) -> None:
    text = run(archive, "Radweg AND Mombach").stdout
    assert "Radweg an der Großen Bleiche\n     12/2023 · 03.05.2023 · SPD · a/radweg.txt\n" in text
    assert "Frage 1." in text and "Wann kommt der [Radweg] in [Mombach]?" in text and "Frage 2." not in text
    assert "Frage (2)" in run(archive, "breit").stdout, "a bullet is no name of a question"


WRONG = [
    "", " ", "–", "…?!", '"offen', "Radweg)", "(Radweg", "((", "NOT Radweg", "Radweg AND", "AND Radweg", "Radweg OR", "OR", "-Radweg",
    "titel:",     "NEAR(a OR b)", "NEAR(a", "(" * 500 + "a" + ")" * 500, "a " * 500, "a" * (LONGEST + 1), "a AND AND b", "„offen",
]  # fmt: skip


@pytest.mark.parametrize("query", WRONG, ids=range(len(WRONG)))
def test_a_query_that_is_none(query: str, archive: Path) -> None:
    done = run(archive, "--", query, code=2)
    assert done.stdout == "" and len(done.stderr.splitlines()) == 1
    assert re.fullmatch(r"anfrage: [^;]+; .+\n", done.stderr) and "fts5" not in done.stderr


OPTIONS = [
    (("--since", "gestern"), 2), (("--until", "2024-13"), 2), (("--since", "2023-02-30"), 2), (("--limit", "0"), 2),
    (("--since", "٢٠٢٤"), 2), (("--since", "30.02.2024"), 2), (("--until", "13.2024"), 2), (("--until", "am 3.5.2024"), 2),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code"), OPTIONS, ids=lambda value: str(value))
def test_wrong_options(words: tuple[str, ...], code: int, archive: Path) -> None:
    run(archive, "Radweg", *words, code=code)


def test_what_is_no_archive(tmp_path: Path, archive: Path) -> None:
    (tmp_path / "a.txt").write_text("Radweg")
    (tmp_path / "b.sqlite").write_bytes(b"SQLite format 3\0" + bytes(100))
    with contextlib.closing(sqlite3.connect(tmp_path / "c.sqlite")) as base:
        base.execute("CREATE TABLE texts (x)")
    for change in (
        "UPDATE inquiries SET record = '{}'",
        "UPDATE inquiries SET record = x'00ff'",
        "DROP TABLE inquiries",
        "DROP TABLE texts",
    ):
        (tmp_path / "d.sqlite").write_bytes(archive.read_bytes())
        with contextlib.closing(sqlite3.connect(tmp_path / "d.sqlite")) as base:
            base.execute(change)
            base.commit()
        assert len(run(tmp_path / "d.sqlite", "Radweg", code=4).stderr.splitlines()) == 1
    (tmp_path / "briefe").mkdir()
    for name, cause in (
        ("a.txt", ""),
        ("b.sqlite", "die Datenbank ist beschädigt oder unvollständig; "),
        ("c.sqlite", ""),
        ("fehlt.sqlite", "Datei nicht gefunden; "),
        ("briefe", "in dem Ordner stehen weder Dokumente noch Datensätze; "),
    ):
        done = run(tmp_path / name, "Radweg", code=6 if name == "a.txt" else 4)
        assert done.stdout == "" and len(done.stderr.splitlines()) == 1
        assert done.stderr.startswith(f"anfrage: {tmp_path / name}: {cause}")


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.5, 0.9])
def test_a_truncated_database_is_damaged(share: float, archive: Path, tmp_path: Path) -> None:
    """Nobody writes to it: waiting would not help."""
    with contextlib.closing(sqlite3.connect(archive)) as base:
        base.execute("VACUUM INTO ?", (str(tmp_path / "ganz.sqlite"),))
    data = (tmp_path / "ganz.sqlite").read_bytes()
    path = tmp_path / "a.sqlite"
    path.write_bytes(data[: max(60, int(share * len(data)))])
    for words in (("search", path, "Radweg"), ("export", path, "--to", "jsonl", "-o", "-"), ("stats", path)):
        done = RUN.invoke(app, [str(word) for word in words])
        assert done.exit_code == 4 and f"anfrage: {path}: die Datenbank ist beschädigt" in done.stderr and "warten" not in done.stderr


def test_a_database_that_somebody_holds_is_worth_waiting_for(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anfrage_parser.record.databases.PATIENCE", 0.0)
    with contextlib.closing(sqlite3.connect(archive)) as base:
        base.execute("VACUUM INTO ?", (str(tmp_path / "a.sqlite"),))
    with contextlib.closing(sqlite3.connect(tmp_path / "a.sqlite", isolation_level=None)) as base:
        (tmp_path / "a.sqlite-wal").touch()  # as beside a batch: it is not read without locks
        base.execute("BEGIN EXCLUSIVE")
        done = run(tmp_path / "a.sqlite", "Radweg", code=4)
    assert "ein anderer Lauf schreibt gerade in die Datenbank; warten, bis" in done.stderr


def test_a_database_of_earlier_days(tmp_path: Path) -> None:
    """Without the index and without the texts between the blocks; the next batch adds the index."""
    written(tmp_path / "a.sqlite", LETTERS)
    with contextlib.closing(sqlite3.connect(tmp_path / "a.sqlite")) as base:
        base.execute("DROP INDEX inquiries_text_row")
        base.execute("DROP INDEX inquiries_refers_to")
        for kind, dropped in (("VIEW", ("open", "answered")), ("TABLE", ("pairs", "question_pairs", "manual_pairs", "repeats", "answers"))):
            for name in dropped:
                base.execute(f"DROP {kind} {name}")
        for name in ("footnotes", "responsible", "due", "refers_to_number", "refers_to_date", "answered_by"):
            base.execute(f"ALTER TABLE inquiries DROP COLUMN {name}")
        base.execute("PRAGMA user_version = 1")
        base.commit()
    assert names(tmp_path / "a.sqlite", "Radweg", "--party", "SPD", "--since", "2023") == {"radweg"}
    written(tmp_path / "a.sqlite", {})
    with contextlib.closing(sqlite3.connect(tmp_path / "a.sqlite")) as base:
        assert base.execute("SELECT count(*) FROM sqlite_master WHERE name = 'inquiries_text_row'").fetchone() == (1,)
    pieces = [(MatchedValue("preamble", "preamble"), "Am Turm."), (MatchedValue("blocks[1].intro", "block", index=2), "Im Turm.")]
    assert [m.place.field for m in matches("Am Turm.", [(3, 7)], pieces, "\n\n")] == ["preamble"]
    assert [m.place.field for m in matches("Am Turm.\n\nIm Turm.", [(3, 7), (13, 17)], pieces, "\n\n")] == ["preamble", "blocks[1].intro"]


def test_it_reads_while_a_batch_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    sink = written(path, LETTERS, close=False)
    try:
        assert names(path, "Radweg") == {"radweg", "bruecke", "ohne"}
        other = command("search", path, "Mombach", "--json")
        assert other.stdout.count(b"\n") == 2, other.stderr
        (tmp_path / "brief.txt").write_text(LETTERS["b/ohne.txt"], encoding="utf-8")
        second = command("batch", tmp_path / "brief.txt", "-o", path, code=10)
        assert "ein anderer Lauf schreibt gerade dorthin" in second.stderr.decode()
    finally:
        sink.finish()
        sink.close()
    assert names(path, "Radweg") == {"radweg", "bruecke", "ohne"}
    assert sorted(p.name for p in tmp_path.iterdir()) == [".a.sqlite.lock", "a.sqlite", "brief.txt"]


def test_a_batch_ends_while_somebody_reads(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    sink = written(path, LETTERS, close=False)
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as reader:
        rows = reader.execute("SELECT document FROM inquiries")
        assert rows.fetchone()
        sink.finish()
        sink.close()
        assert len(rows.fetchall()) == 3
    assert names(path, "Radweg") == {"radweg", "bruecke", "ohne"}


def test_searching_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    written(path, LETTERS)
    before = path.read_bytes()
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        run(path, "Radweg")
        assert path.read_bytes() == before and sorted(p.name for p in tmp_path.iterdir()) == [".a.sqlite.lock", "a.sqlite"]
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="terminals are POSIX's here")
def test_nothing_acts_on_a_terminal(tmp_path: Path) -> None:
    import pty

    letters = {}
    for number, payload in enumerate(PAYLOADS):
        mild = payload.encode("utf-8", "replace").decode()
        name = f"{number} {mild[:20]}.txt".replace("\0", "").replace("/", "")
        letters[name] = f"Anfrage\n\nBetreff: Uferweg {mild}\n\nWir fragen:\n\n1. Wann {mild} öffnet der Uferweg {mild}?\n"
    written(tmp_path / "a.sqlite", letters)
    first, second = pty.openpty()
    words = [*shlex.split(shell()), "search", str(tmp_path / "a.sqlite"), "Uferweg", "--limit", "99"]
    with subprocess.Popen(words, stdout=second, stderr=second, stdin=second, close_fds=True) as running:
        os.close(second)
        shown = bytearray()
        with contextlib.suppress(OSError):  # the other side is gone
            while got := os.read(first, 65536):
                shown += got
    os.close(first)
    assert running.returncode == 0 and shown.count(b"Uferweg") > len(PAYLOADS)
    left = OURS.sub("", shown.decode("utf-8", "strict").replace("\r\n", "\n"))
    assert not ACTS.search(left.replace("\n", "")) and "Traceback" not in left
    plain = run(tmp_path / "a.sqlite", "Uferweg", "--limit", 99).stdout
    assert not ACTS.search(plain.replace("\n", ""))
    lines = run(tmp_path / "a.sqlite", "Uferweg", "--limit", 99, "--json").stdout
    assert not ACTS.search(lines.replace("\n", "")) and len(lines.splitlines()) == len(letters)


@pytest.fixture(scope="module")
def base(archive: Path) -> Any:
    with contextlib.closing(sqlite3.connect(f"{archive.as_uri()}?mode=ro", uri=True)) as base:
        yield base


SIGNS = st.sampled_from(
    ['"', "(", ")", "*", ":", "-", "+", "^", "{", "}", ",", "AND ", " OR ", " NOT ", "NEAR(", "titel:", "Radweg", "ß", "ü", "„", " "]
)


@settings(max_examples=EXAMPLES // 4, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.one_of(SIGNS, st.text(max_size=4)), max_size=25).map("".join)))
def test_whatever_is_typed(base: sqlite3.Connection, query: str) -> None:
    try:
        said = expression(query)
    except UsageError as error:
        assert error.cause and error.next_step
        return
    wide = widened(query)
    assert wide is None or expression(wide)
    for hit in find(base, Wanted(said, numbers=numbers(query))):
        assert hit.matches and all(match.snippet for match in hit.matches)


@settings(max_examples=EXAMPLES // 4, deadline=None)
@given(st.text("aesuoßäöü", min_size=1, max_size=12))
def test_spellings(word: str) -> None:
    ways = spellings(word)
    assert ways[0] == word and len(set(ways)) == len(ways) <= 8
    assert {w.replace("ß", "ss").replace("ä", "ae").replace("ö", "oe").replace("ü", "ue") for w in ways} == {
        word.replace("ß", "ss").replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    }


def test_a_marked_blank_takes_no_word_its_place() -> None:
    pieces = snippet("\n\n " + "x" * 300, [(0, 1), (170, 171)])
    assert [text for text, marked in pieces if marked] == ["x"]


@settings(max_examples=EXAMPLES // 4, deadline=None)
@given(st.data())
def test_a_snippet_is_a_stretch_of_its_text(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(["Weg", "am", "Ufer ", "\n\n", "längerer", "x" * 300]), min_size=1, max_size=80))
    text = " ".join(words)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=12)))
    marks = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    pieces = snippet(text, marks)
    shown = "".join(piece for piece, _ in pieces)
    assert re.sub(r"\s+", "", shown).strip("…") in re.sub(r"\s+", "", text)
    assert len(shown) <= 200 and "\n" not in shown and "  " not in shown and shown == shown.strip()
    assert any(marked for _, marked in pieces) or not any(text[a:b].strip() for a, b in marks)
