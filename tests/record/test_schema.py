"""The record's shape is a promise: it can't change unnoticed, minor versions only add, and what a later one adds is kept."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from anfrage_parser import parse_file
from anfrage_parser.cli.app import app
from anfrage_parser.errors import UnreadableError
from anfrage_parser.exporters import EXPORTERS, ExportOptions
from anfrage_parser.record.build import as_dict, from_dict
from anfrage_parser.record.json_out import to_json, to_line
from anfrage_parser.record.schema import SCHEMA_VERSION, json_schema
from tests.command import ROOT

RUN = CliRunner()
HERE = Path(__file__).parent
GOLDEN = HERE / f"schema-{SCHEMA_VERSION}.json"
STEPS = f"""the JSON Schema is not the one of tests/record/{GOLDEN.name}. {{what}}
If that is meant:
1. a key that was added: the next minor version in schema.SCHEMA_VERSION, and a default for the key, since older records don't have it;
   a key that went, or another type or meaning: the next major version, and records.known says what becomes of older records;
   only words: the version stays;
2. CHANGELOG.md, and `make docs` for docs/schema.md;
3. `anfrage schema > tests/record/schema-VERSION.json`, and `anfrage check samples --update` where the version changed."""


def sample(name: str = "brief.txt") -> dict[str, Any]:
    return as_dict(parse_file(ROOT / "samples" / name)[0], evidence=True)


def leaves(schema: Any, path: str = "") -> dict[str, Any]:
    """Every keyword of a schema by its path, words for people left out."""
    if isinstance(schema, dict):
        rows = [
            leaves(part, f"{path}/{name}")
            for name, part in schema.items()
            if not (name in ("description", "title") and path[-10:] != "properties")
        ]
        return {path: type(schema)} | {key: value for row in rows for key, value in row.items()}
    return {path: json.dumps(schema)}


OF_VERSIONS = ("/required", "/schema_version/default", "/$id")
"""What a minor version changes, too."""


def judged(old: dict[str, Any], new: dict[str, Any]) -> str:
    """What a change means for readers of records."""
    before, now = leaves(old), leaves(new)
    gone = sorted(key for key in before if key not in now)
    changed = sorted(key for key in before if key in now and before[key] != now[key] and not key.endswith(OF_VERSIONS))
    added = sorted(key for key in now if key not in before)
    if gone or changed:
        return f"Readers break (a major version): {', '.join([*gone, *changed][:5])}."
    return f"Keys were added (a minor version): {', '.join(added[:5])}." if added else "Only words changed."


def test_the_schema_is_the_promised_one() -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert json_schema() == golden, STEPS.format(what=judged(golden, json_schema()))
    assert to_json(json_schema()) == GOLDEN.read_bytes().replace(b"\r\n", b"\n"), STEPS.format(what="Only the order of keys differs.")


@pytest.mark.parametrize("path", sorted(HERE.glob("schema-*.json")), ids=lambda path: path.stem)
def test_earlier_records_stay_valid(path: Path) -> None:
    """Within a major version keys are only added, and records that lack them are valid."""
    old = json.loads(path.read_text(encoding="utf-8"))
    if path.stem.partition("-")[2].partition(".")[0] == SCHEMA_VERSION.partition(".")[0]:
        assert "major" not in judged(old, json_schema())
        assert {*json_schema()["required"]} <= {*old["required"]}


@pytest.mark.parametrize("path", sorted((ROOT / "tests/golden").glob("*/anfragen.jsonl")), ids=lambda path: path.parent.name)
def test_golden_records_are_valid(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    validator = Draft202012Validator(json_schema())
    assert [error.message for row in rows if "error" not in row for error in validator.iter_errors(row)] == []


def test_changes_are_told_apart() -> None:
    def changed(path: str, value: Any = None) -> str:
        new = json_schema()
        *steps, last = path.split("/")
        at = new
        for step in steps:
            at = at[step]
        if value is None:
            del at[last]
        else:
            at[last] = value
        return judged(json_schema(), new)

    assert "major" in changed("properties/title") and "/properties/title" in changed("properties/title")
    assert "major" in changed("$defs/Question/properties/index/type", "string")
    assert "minor" in changed("properties/urgency", {"type": "string", "default": "x"})
    assert "words" in changed("properties/title/description", "Ein Betreff.")


def undescribed(schema: dict[str, Any]) -> Iterator[str]:
    for name, part in {"Inquiry": schema, **schema["$defs"]}.items():
        yield from (f"{name}.{key}" for key, value in part["properties"].items() if len(value.get("description", "")) < 8)


def test_every_field_is_described() -> None:
    assert list(undescribed(json_schema())) == []


def strict(schema: Any) -> Any:
    """The schema with every object closed."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: strict(part) for name, part in schema.items()}
    return (
        {**closed, "additionalProperties": False}
        if isinstance(schema.get("properties"), dict) and schema.get("type") == "object"
        else closed
    )


def test_records_hold_what_the_schema_names_and_nothing_else() -> None:
    validator = Draft202012Validator(strict(json_schema()))
    rows = [as_dict(i, evidence=True) for path in sorted((ROOT / "samples").glob("*.txt")) for i in parse_file(path)]
    assert len(rows) > 30 and [error.message for row in rows for error in validator.iter_errors(json.loads(to_line(row)))] == []
    assert {row["schema_version"] for row in rows} == {SCHEMA_VERSION}
    assert list(validator.iter_errors({**json.loads(to_line(rows[0])), "later": 1}))


def later() -> dict[str, Any]:
    """A record of a later minor version."""
    row = sample()
    row["schema_version"] = "1.7"
    row["urgency"] = {"level": 2, "why": ["Frist", None, 1.5, True]}
    row["source"]["ocr"] = {"engine": "x"}
    row["questions"][0]["topic"] = "Verkehr"
    row["evidence"]["title"][0]["confidence"] = 0.5
    row["findings"] = [{**finding, "hint": ""} for finding in row["findings"]]
    return row


def test_keys_of_a_later_minor_version_are_kept(tmp_path: Path) -> None:
    row = later()
    Draft202012Validator(json_schema()).validate(row)
    assert as_dict(from_dict(row), evidence=True) == row
    path = tmp_path / "a.jsonl"
    path.write_bytes(to_line(row) + to_line(sample()))
    done = RUN.invoke(app, ["export", str(path), "--to", "jsonl", "-o", "-"])
    assert done.exit_code == 0 and [json.loads(line) for line in done.stdout.splitlines()] == [row, sample()]
    again = tmp_path / "b.jsonl"
    again.write_text(done.stdout, encoding="utf-8")
    assert RUN.invoke(app, ["export", str(again), "--to", "jsonl", "-o", "-"]).stdout == done.stdout
    assert RUN.invoke(app, ["validate", str(path)]).exit_code == 0
    page = tmp_path / "a.html"
    assert RUN.invoke(app, ["review", str(path), "-o", str(page), "--images", "none"]).exit_code == 0
    for name, exporter in EXPORTERS.items():
        if exporter.wants_file():
            exporter.export_to([from_dict(row)], tmp_path / name, ExportOptions())
        else:
            exporter.export([from_dict(row)], io.BytesIO(), ExportOptions(base_url="https://rat.example/"))


def test_records_of_the_version_before_are_read() -> None:
    row = {**sample(), "schema_version": "0.9"}
    assert as_dict(from_dict(row), evidence=True) == sample()


def deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), "\ud800", ["x", {"\udfff": 1}], deep(400)], ids=["nan", "inf", "half", "half key", "deep"]
)
def test_what_could_not_be_written_again_is_refused(value: Any) -> None:
    for place in ("", "source"):
        row = sample()
        (row[place] if place else row)["later"] = value
        with pytest.raises(UnreadableError):
            from_dict(row)


@pytest.mark.parametrize("levels", [1, 100, 200, 250])
def test_what_is_read_can_be_written(levels: int) -> None:
    row = sample()
    row["evidence"]["title"][0]["later"] = row["later"] = deep(levels)
    try:
        record = from_dict(row)
    except UnreadableError:
        return
    assert json.loads(to_line(as_dict(record, evidence=True))) == row


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("2.0", "neuere Version"), ("10.1", "neuere Version"), ("0.8", "neu schreiben"), ("x", "neu schreiben"), (1.0, "neu schreiben"),
        (None, "neu schreiben"), ("1.x", "ungültig"),
    ],
)  # fmt: skip
def test_other_versions_are_named(version: Any, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        from_dict({**sample(), "schema_version": version})
    missing = sample()
    del missing["schema_version"]
    with pytest.raises(UnreadableError, match="kein Datensatz"):
        from_dict(missing)


def test_the_tables_name_every_field() -> None:
    shown = RUN.invoke(app, ["schema", "--format", "markdown"])
    assert shown.exit_code == 0
    sections = dict(part.split("\n", 1) for part in shown.stdout.removeprefix("### ").split("\n### "))
    schema = json_schema()
    for name, part in {"Inquiry": schema, **schema["$defs"]}.items():
        rows = [line for line in sections[name].splitlines() if line.startswith("| `")]
        assert [row.split("`")[1] for row in rows] == list(part["properties"])
        assert all(row.replace("\\|", "").count("|") == 5 for row in rows)
    assert "| `date` | Datum, Date, Tag, Day | day or null |" in shown.stdout and "(#question)" in shown.stdout
    assert shown.stdout in (ROOT / "docs" / "schema.md").read_text(encoding="utf-8"), "run: make docs"
    assert RUN.invoke(app, ["schema", "--format", "xsd"]).exit_code == 2
    assert RUN.invoke(app, ["schema"]).stdout == RUN.invoke(app, ["schema", "--format", "json-schema"]).stdout
