"""Parquet and `datapackage.json`: what other programs read of them is what the records hold."""

import csv
import hashlib
import importlib.util
import io
import json
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from anfrage_parser import parse_file
from anfrage_parser.errors import LimitError
from anfrage_parser.exporters import EXPORTERS, ExportOptions, Rows, parquet
from anfrage_parser.exporters.columns import TABLES
from anfrage_parser.exporters.kinds import Kind, kind_of
from anfrage_parser.record.schema import Inquiry
from tests.command import GUARD, ROOT, SAMPLES, command

pytest.importorskip("arro3.io", reason="needs the extra [parquet]")

LETTERS = ("brief.txt", "unterfragen.txt", "antwort-gemeinsam.txt", "mainzer-formular.txt", "zwei-anfragen.txt", "anfrage-und-antwort.txt")
ROWS: tuple[Rows, ...] = ("questions", "inquiries", "answers")


@pytest.fixture(scope="module")
def records() -> list[Inquiry]:
    return [record for name in LETTERS for record in parse_file(SAMPLES / name)]


def exported(records: list[Inquiry], rows: Rows) -> bytes:
    out = io.BytesIO()
    EXPORTERS["parquet"].export(iter(records), out, ExportOptions(rows=rows))
    return out.getvalue()


def wanted(records: list[Inquiry], rows: Rows) -> list[list[Any]]:
    return [row for record in records for row in TABLES[rows].cells(record)]


def read(path: Path) -> tuple[list[str], list[list[Any]]]:
    from arro3.io import read_parquet

    table = read_parquet(path).read_all()
    columns = [table.column(name).to_pylist() for name in table.column_names]
    return table.column_names, [list(row) for row in zip(*columns, strict=True)]


@pytest.mark.parametrize("rows", ROWS)
def test_the_tables_come_back(records: list[Inquiry], rows: Rows, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(exported(records, rows))
    names, found = read(path)
    assert names == [column.key for column in TABLES[rows].columns] and found == wanted(records, rows)
    assert path.read_bytes() == exported(records, rows)


def read_by(program: str, path: Path) -> dict[str, Any]:
    """What another program reads; see `table_readers`."""
    if importlib.util.find_spec(program) is None or (program == "pandas" and importlib.util.find_spec("pyarrow") is None):
        pytest.skip(f"{program} is missing, see `make recipes`")
    words = [sys.executable, "-m", "tests.exporters.table_readers", program, path.as_posix()]
    found: dict[str, Any] = json.loads(subprocess.run(words, cwd=ROOT, capture_output=True, check=True, timeout=GUARD).stdout)
    return found


def as_json(rows: list[list[Any]]) -> Any:
    return json.loads(json.dumps(rows, default=str))


@pytest.mark.parametrize("rows", ROWS)
def test_duckdb_and_pandas_read_them(records: list[Inquiry], rows: Rows, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(exported(records, rows))
    found = read_by("duckdb", path)
    kinds = {"VARCHAR": Kind.TEXT, "DATE": Kind.DAY, "INTEGER": Kind.NUMBER, "BOOLEAN": Kind.YES_NO}
    assert [kinds[name] for name in found["types"]] == [kind_of(column) for column in TABLES[rows].columns]
    assert found["rows"] == as_json(wanted(records, rows))
    frame = read_by("pandas", path)
    assert frame["names"] == [column.key for column in TABLES[rows].columns] and frame["rows"] == as_json(wanted(records, rows))


def test_an_empty_archive_has_its_columns(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(exported([], "questions"))
    assert read(tmp_path / "a.parquet") == ([column.key for column in TABLES["questions"].columns], [])


def test_memory_does_not_grow_with_the_archive(records: list[Inquiry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS", 16)
    alive = 0

    class Counted(dict[str, int]):
        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    def many() -> Iterator[Inquiry]:
        nonlocal alive
        for _ in range(400):
            alive += 1
            assert alive < 60, "records are kept"
            yield records[0].model_copy(update={"seen": Counted()})

    tracemalloc.start()
    with (tmp_path / "a.parquet").open("wb") as file:
        parquet.export(many(), file, ExportOptions())
    tracemalloc.stop()
    assert len(read(tmp_path / "a.parquet")[1]) == 400 * len(records[0].questions)


def test_a_failure_of_the_records_is_told_as_it_is(records: list[Inquiry]) -> None:
    def failing() -> Iterator[Inquiry]:
        yield records[0]
        raise LimitError("zu viel")

    with pytest.raises(LimitError, match="zu viel"):
        parquet.export(failing(), io.BytesIO(), ExportOptions())


def test_a_full_disk(records: list[Inquiry]) -> None:
    class Full(io.BytesIO):
        def write(self, data: Any) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        parquet.export(iter(records), Full(), ExportOptions())


def described(folder: Path, *words: object) -> dict[str, Any]:
    command("export", *(SAMPLES / name for name in LETTERS), "--datapackage", *words, cwd=folder)
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return found


def test_a_package_of_several_tables(tmp_path: Path) -> None:
    described(tmp_path, "-o", "Fragen 2024.csv")
    described(tmp_path, "-o", "anfragen.csv", "--rows", "inquiries", "--preset", "rfc4180")
    found = described(tmp_path, "-o", "fragen.parquet")
    assert [entry["name"] for entry in found["resources"]] == ["fragen-2024-csv", "anfragen-csv", "fragen-parquet"]
    for entry in found["resources"]:
        data = (tmp_path / entry["path"]).read_bytes()
        assert entry["bytes"] == len(data) and entry["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        if entry["format"] == "csv":
            rows = csv.reader(io.StringIO(data.decode(entry["encoding"])), delimiter=entry["dialect"]["delimiter"])
            assert next(rows) == [field["name"] for field in entry["schema"]["fields"]]
    again = described(tmp_path, "-o", "fragen.parquet", "--force")
    assert again == found


def test_frictionless_finds_nothing_wrong(tmp_path: Path) -> None:
    for name, rows in (("fragen", "questions"), ("anfragen", "inquiries"), ("antworten", "answers")):
        described(tmp_path, "-o", f"{name}.csv", "--rows", rows)
        described(tmp_path, "-o", f"{name}-programme.csv", "--rows", rows, "--preset", "rfc4180")
    described(tmp_path, "-o", "fragen.parquet")
    package = tmp_path / "datapackage.json"
    found = read_by("frictionless", package)
    assert found["valid"], found["wrong"]
    assert found["tables"].count("table") == 6
    (tmp_path / "fragen.csv").write_bytes((tmp_path / "fragen.csv").read_bytes() + b'"zu";"wenig"\r\n')
    assert not read_by("frictionless", package)["valid"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--to", "csv", "-o", "-"), 2, "beschreibt nur Tabellen in Dateien"),
        (("-o", "a.xlsx"), 2, "beschreibt nur Tabellen in Dateien"),
        (("-o", "fremd/a.csv"), 10, "datapackage.json ist schon da, und nicht von anfrage"),
    ],
)
def test_where_none_can_be(words: tuple[str, ...], code: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "fremd").mkdir()
    (tmp_path / "fremd/datapackage.json").write_text('{"name": "fremd"}')
    done = command("export", SAMPLES / "brief.txt", "--datapackage", *words, cwd=tmp_path, code=code)
    assert said in done.stderr.decode() and not done.stdout and not (tmp_path / "fremd/a.csv").exists()
