"""What `anfrage validate` finds: every rule, with the pointer of the place."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from anfrage_parser.cli.app import app
from anfrage_parser.parse import parse_file
from anfrage_parser.record import as_dict
from anfrage_parser.validation import problems

RUN = CliRunner()
ROOT = Path(__file__).parent.parent
SAMPLES = sorted(p for p in (ROOT / "samples").iterdir() if p.suffix in (".txt", ".pdf"))


def sample() -> dict[str, Any]:
    return as_dict(parse_file(ROOT / "samples/brief.txt")[0], evidence=True)


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
    "evidence for nothing": (lambda row: row["evidence"].update({"questions[99]": []}), "/evidence/questions[99]"),
    "an empty place": (lambda row: row["evidence"]["title"][0].update(start=9, end=9), "/evidence/title/0"),
    "a finding without an end": (
        lambda row: row["findings"].append(
            {"code": "x", "severity": "info", "field": "title", "message": "x", "line": 1, "page": 1, "start": 4, "end": None}
        ),
        "/findings/{last}/start",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_wrong_is_found_in_its_place(name: str) -> None:
    change, place = CHANGES[name]
    row = sample()
    assert problems(row) == []
    change(row)
    found = problems(row)
    assert place.format(last=len(row["findings"]) - 1) in [problem.pointer for problem in found], found
    assert len(found) == 1 and found[0].message


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
