"""What `anfrage validate` finds: every rule, with the pointer of the place."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from anfrage_parser import messages
from anfrage_parser.cli.app import app
from anfrage_parser.errors import NotAnInquiryError, UnreadableError
from anfrage_parser.parse import parse_file, parse_text
from anfrage_parser.record.build import as_dict, from_dict
from anfrage_parser.record.json_out import error_record
from anfrage_parser.record.schema import Inquiry, json_schema
from anfrage_parser.verify.validate import problems
from tests.command import ROOT

RUN = CliRunner()
SCHEMA = Draft202012Validator(json_schema())
SAMPLES = sorted(p for p in (ROOT / "samples").iterdir() if p.suffix in (".txt", ".pdf"))


@cache
def parsed() -> Inquiry:
    return parse_file(ROOT / "samples/brief.txt")[0]


def sample() -> dict[str, Any]:
    return as_dict(parsed(), evidence=True)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_every_sample_is_valid(path: Path) -> None:
    for inquiry in parse_file(path):
        assert problems(json.loads(json.dumps(as_dict(inquiry, evidence=True)))) == []


def put(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(row: dict[str, Any]) -> None:
        *steps, last = (int(step) if step.isdecimal() else step for step in path.split("/"))
        at: Any = row
        for step in steps:
            at = at[step]
        at[last] = value

    return change


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "a type": (put("title", 7), "/title"),
    "a text for a number": (put("questions/1/index", "2"), "/questions/1/index"),
    "a number for a text": (put("number", 12), "/number"),
    "true for a number": (put("source/pages", True), "/source/pages"),
    "a fraction": (put("questions/1/index", 2.5), "/questions/1/index"),
    "a size in words": (put("source/size", "4361"), "/source/size"),
    "yes for true": (put("public", "yes"), "/public"),
    "one for true": (put("public", 1), "/public"),
    "off for false": (put("source/encoding_guessed", "off"), "/source/encoding_guessed"),
    "an object for a list": (put("parties", {"SPD": 1}), "/parties"),
    "a list for an object": (put("source", []), "/source"),
    "a box of three": (lambda row: row["evidence"]["title"][0].update(bbox=[1, 2, 3]), "/evidence/title/0/bbox/3"),
    "a box of five": (lambda row: row["evidence"]["title"][0].update(bbox=[1, 2, 3, 4, 5]), "/evidence/title/0/bbox"),
    "a box of words": (lambda row: row["evidence"]["title"][0].update(bbox=["1", 2, 3, 4]), "/evidence/title/0/bbox/0"),
    "a severity that there isn't": (lambda row: row["findings"][0].update(severity="fatal"), "/findings/0/severity"),
    "no number in an unknown key": (put("neu", float("nan")), "/neu"),
    "no number within an unknown key": (put("neu", {"a": [1, float("inf")]}), "/neu/a/1"),
    "half a character in an unknown key": (put("neu", "\ud800"), "/neu"),
    "no party": (lambda row: row.pop("party"), "/party"),
    "no hash": (put("source/sha256", "x"), "/source/sha256"),
    "a hash in capitals": (lambda row: row["source"].update(sha256=row["source"]["sha256"].upper()), "/source/sha256"),
    "no pages": (lambda row: row.update(source={**row["source"], "pages": 0}, evidence=None, findings=[]), "/source/pages"),
    "no bytes": (put("source/size", -1), "/source/size"),
    "a finding above the first line": (lambda row: row["findings"][0].update(line=-5), "/findings/0/line"),
    "a finding before the first page": (lambda row: row["findings"][0].update(page=0), "/findings/0/page"),
    "text above the first line": (put("unassigned", [{"line": -1, "text": "x"}]), "/unassigned/0/line"),
    "no inquiry": (put("document_type", "motion"), "/document_type"),
    "no type of document": (put("document_type", "brief"), "/document_type"),
    "no day": (put("date", "2024-02-30"), "/date"),
    "a key that is missing": (lambda row: row["source"].pop("sha256"), "/source/sha256"),
    "an index": (put("questions/1/index", 7), "/questions/1/index"),
    "a block that isn't there": (put("questions/0/block", 9), "/questions/0/block"),
    "a block's number": (put("blocks/0/number", 2), "/blocks/0/number"),
    "a basis without a date": (lambda row: row.update(date=None, evidence=None), "/date_basis"),
    "a date that is no receipt": (put("date_basis", "received"), "/date"),
    "a session before the letter": (put("session_date", "1999-01-01"), "/session_date"),
    "a receipt before the letter": (put("received", "1999-01-01"), "/received"),
    "a party that isn't in parties": (put("party", "SPD, XYZ"), "/party"),
    "no question": (lambda row: row.update(questions=[], evidence=None), "/questions"),
    "an answer without words": (put("questions/0/answer", " "), "/questions/0/answer"),
    "a joint answer without words": (put("answers", [{"labels": [], "questions": [1], "text": ""}]), "/answers/0/text"),
    "an answer to no question": (put("answers", [{"labels": ["9"], "questions": [1, 9], "text": "Ja."}]), "/answers/0/questions/1"),
    "an answer to a question twice": (put("answers", [{"labels": [], "questions": [2, 2], "text": "Ja."}]), "/answers/0/questions/1"),
    "an answer before the first": (put("answers", [{"labels": [], "questions": [0], "text": "Ja."}]), "/answers/0/questions/0"),
    "about nothing": (put("refers_to", {"number": None, "date": None, "parties": [], "title": None}), "/refers_to"),
    "evidence for nothing": (lambda row: row["evidence"].update({"questions[99]": []}), "/evidence/questions[99]"),
    "an empty place": (lambda row: row["evidence"]["title"][0].update(end=row["evidence"]["title"][0]["start"]), "/evidence/title/0"),
    "a number that the label doesn't have": (put("questions/0/number", 8), "/questions/0/number"),
    "a place behind the end": (lambda row: row["evidence"]["signatories[0].role"][0].update(end=10**6), "/evidence/signatories[0].role/0"),
    "a page that isn't there": (lambda row: row["evidence"]["signatories[0].role"][0].update(page=2), "/evidence/signatories[0].role/0"),
    "a box turned round": (lambda row: row["evidence"]["title"][0].update(bbox=[9, 1, 2, 3]), "/evidence/title/0"),
    "places in the wrong order": (
        lambda row: row["evidence"]["preamble"].insert(0, row["evidence"]["preamble"][1]),
        "/evidence/preamble/1",
    ),
    "a line before the one above": (lambda row: row["evidence"]["title"][0].update(line=1), "/evidence/title/0"),
    "a finding about nothing": (lambda row: row["findings"][0].update(field="farbe"), "/findings/0/field"),
    "a finding behind the end": (lambda row: row["findings"][0].update(start=1, end=10**6, line=1, page=1), "/findings/0"),
    "a finding without an end": (
        lambda row: row["findings"].append(
            {"code": "x", "severity": "info", "field": "title", "message": "x", "line": 1, "page": 1, "start": 4, "end": None}
        ),
        "/findings/{last}/start",
    ),
}


LETTER = """Anfrage der SPD-Fraktion

Seefurt, den {date}
{received}
zur Sitzung des Rates am {session}

Betreff: Öffnung des Uferwegs

Wir fragen:

{first} Wann öffnet der Uferweg?
{second} Was kostet die Sanierung?

Eva Beispiel
"""
PRINTED: dict[str, tuple[dict[str, str], set[str]]] = {
    "as usual": ({}, set()),
    "numbers with noughts": ({"first": "01.", "second": "02."}, set()),
    "more of them": ({"first": "001)", "second": "002)"}, set()),
    "a one that was misread": ({"first": "l.", "second": "2."}, set()),
    "numbers with a word": ({"first": "Frage 1:", "second": "Frage 2:"}, set()),
    "numbers in brackets": ({"first": "(01)", "second": "(02)"}, set()),
    "Roman numbers": ({"first": "I.", "second": "II."}, set()),
    "numbers of two parts": ({"first": "1.1", "second": "1.2"}, set()),
    "a session some days before": ({"session": "1.5.2023"}, set()),
    "a session thirty days before": ({"session": "13.4.2023"}, set()),
    "a session thirty-one days before": ({"session": "12.4.2023"}, {"session-before-date"}),
    "received before it was written": ({"received": "eingegangen am 3. Mai 2023"}, {"received-before-date"}),
    "received on the day": ({"received": "eingegangen am 13. Mai 2023"}, set()),
    "received later": ({"received": "eingegangen am 15. Mai 2023"}, set()),
}


@pytest.mark.parametrize("name", PRINTED)
def test_what_is_parsed_is_valid(name: str) -> None:
    words, codes = PRINTED[name]
    usual = {"date": "13. Mai 2023", "received": "", "session": "20.5.2023", "first": "1.", "second": "2."}
    (inquiry,) = parse_text(LETTER.format(**{**usual, **words}))
    assert len(inquiry.questions) == 2 and inquiry.date == "2023-05-13" and inquiry.session_date is not None
    assert problems(json.loads(json.dumps(as_dict(inquiry, evidence=True)))) == []
    told = {found.code: found for found in inquiry.findings if "before" in found.code}
    assert set(told) == codes and all(found.start is not None for found in told.values())
    for code in codes:
        row = as_dict(inquiry)
        row["findings"] = [found for found in row["findings"] if found["code"] != code]
        assert [problem.pointer for problem in problems(row)] == [f"/{told[code].field}"]


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_wrong_is_found_in_its_place(name: str) -> None:
    change, place = CHANGES[name]
    row = sample()
    assert problems(row) == []
    change(row)
    found = problems(row)
    assert place.format(last=len(row["findings"]) - 1) in [problem.pointer for problem in found], found
    assert len(found) == 1 and found[0].message


@pytest.mark.parametrize("name", CHANGES)
def test_what_the_schema_forbids_is_a_problem(name: str) -> None:
    row = sample()
    CHANGES[name][0](row)
    if "character" not in name:  # JSON Schema knows nothing of them
        assert problems(row) or not list(SCHEMA.iter_errors(row))
    try:
        from_dict(row)
    except UnreadableError:
        assert problems(row)


@pytest.mark.parametrize("spoken", ["de", "en"])
@pytest.mark.parametrize("name", CHANGES)
def test_problems_are_told_in_the_language_of_people(name: str, spoken: str) -> None:
    row = sample()
    CHANGES[name][0](row)
    before = messages.spoken()
    messages.speak(messages.Languages(spoken, spoken))
    try:
        (problem, *_) = problems(row)
    finally:
        messages.speak(before)
    english = re.search(
        r"\b(?:has|is|should|must|does|there|holds|lies|missing|begins|stands|belongs|before|contains|only|no|not|at)\b", problem.message
    )
    assert (english is not None) == (spoken == "en"), problem


def test_a_whole_number_may_be_written_as_others_are() -> None:
    row = sample()
    for question in row["questions"]:
        question.update(index=float(question["index"]), number=float(question["number"]))
    row["source"]["size"] = float(row["source"]["size"])
    assert problems(row) == [] and from_dict(row).questions[1].index == 2


def test_places_of_a_pdf_are_not_bounded_by_its_size() -> None:
    row = as_dict(parse_file(ROOT / "samples/brief-zwei-seiten.pdf")[0], evidence=True)
    row["source"]["size"] = 10
    assert problems(row) == []
    row["source"]["pages"] = 1
    assert problems(row)[0].message == "liegt hinter dem Ende des Dokuments"


@pytest.mark.parametrize(
    ("change", "place"),
    [(put("error/exit_code", 0), "/error/exit_code"), (put("error/message", None), "/error/message"), (put("source", {}), "/source/name")],
)
def test_error_records(change: Callable[[dict[str, Any]], None], place: str) -> None:
    row = error_record(NotAnInquiryError("motion"), "antrag.pdf", sha256="0" * 64)
    assert problems(row) == []
    change(row)
    assert [problem.pointer for problem in problems(row)] == [place]


def test_batch_outputs_and_corrected_records_are_valid(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("brief.txt", "mainzer-formular.txt", "zwei-anfragen.txt", "brief-zwei-seiten.pdf"):
        (tmp_path / "in" / name).write_bytes((ROOT / "samples" / name).read_bytes())
    (tmp_path / "in" / "antrag.txt").write_text("ANTRAG\n\nDer Rat beschließt, den Weg zu sanieren.\n", encoding="utf-8")
    deeds = ["--set", "date=2024-09-29", "--insert", "questions[1]=Was kostet das?", "--remove", "questions[3]"]
    assert RUN.invoke(app, ["correct", str(tmp_path / "in/brief.txt"), *deeds]).exit_code == 0
    for out, count in (("aus", 6), ("aus.jsonl", 6), ("aus.sqlite", 5)):
        RUN.invoke(app, ["batch", str(tmp_path / "in"), "-o", str(tmp_path / out), "-j", "1", "--evidence"])
        done = RUN.invoke(app, ["validate", str(tmp_path / out)])
        assert (done.exit_code, done.stdout) == (0, ""), done.output
        assert f"{count} Datensätze, 0 Fehler" in done.stderr
    broken = tmp_path / "aus" / "brief.txt.json"
    row = json.loads(broken.read_bytes())
    row["party"] = "XYZ"
    broken.write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "aus" / "antrag.txt.json").write_text('{"schema_version": "3.0"}', encoding="utf-8")
    done = RUN.invoke(app, ["validate", str(tmp_path / "aus")])
    assert done.exit_code == 4 and done.stdout.startswith(f"{broken}:1: /party: ") and "neuere Version" in done.stderr


def test_the_command(tmp_path: Path) -> None:
    good, bad, none, newer = (tmp_path / name for name in ("gut.jsonl", "schlecht.json", "kein.json", "neu.json"))
    good.write_text(json.dumps({**sample(), "later": 1}) + "\n" + json.dumps(sample()) + "\n", encoding="utf-8")
    wrong = sample()
    wrong["questions"][1]["index"] = 7
    wrong["evidence"]["\x1b[2J"] = []
    bad.write_text(json.dumps(wrong, indent=1), encoding="utf-8")
    none.write_text("[1]", encoding="utf-8")
    newer.write_text(json.dumps({**sample(), "schema_version": "7.1"}), encoding="utf-8")
    for path, code in ((good, 0), (bad, 3), (none, 4), (newer, 4), (tmp_path / "fehlt", 4), (ROOT / "samples/brief.txt", 4)):
        done = RUN.invoke(app, ["validate", str(path)])
        assert done.exit_code == code, (path, done.stderr)
        assert done.stderr.count("\n") == 1 and "\x1b" not in done.output
    said = RUN.invoke(app, ["validate", str(bad)]).stdout.splitlines()
    assert [line.removeprefix(f"{bad}:1: ").split(":")[0] for line in said] == ["/questions/1/index", "/evidence/\\x1b[2J"]
    assert RUN.invoke(app, ["validate", "-"], input=good.read_bytes()).exit_code == 0
    assert RUN.invoke(app, ["validate", str(good), str(bad)]).exit_code == 3


def test_a_day_as_people_write_it_has_another_pattern() -> None:
    row = sample()
    put("date", "3. Mai 2024")(row)
    assert [(one.pointer, one.message) for one in problems(row)] == [("/date", r"passt nicht zum Muster ^\d{4}-\d{2}-\d{2}$")]
