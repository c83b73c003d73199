"""The tables of a database as they change: steps and schema agree, and nothing that happens in the middle breaks a database."""

import contextlib
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from anfrage_parser.batch.sinks import upgrading
from anfrage_parser.batch.sinks.database import DatabaseSink
from anfrage_parser.batch.sinks.upgrading import Step, schema, statements
from anfrage_parser.batch.stored import reading
from anfrage_parser.errors import OutputError, UnreadableError
from anfrage_parser.exporters import ExportOptions
from anfrage_parser.exporters.database import export_to
from anfrage_parser.record.build import from_dict
from tests.batch.killed import LATER, Mortal
from tests.batch.test_archives import GOLDEN, VERSIONS, records_in, rows_of, run, tables
from tests.command import ROOT

forks = pytest.mark.skipif(sys.platform == "win32", reason="needs processes that fork")

Shape = list[tuple[str, ...]]


@pytest.fixture(params=VERSIONS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A database of an earlier version."""
    return Path(shutil.copyfile(GOLDEN / request.param / "anfragen.sqlite", tmp_path / "alt.sqlite"))


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today's program with steps of days to come."""
    monkeypatch.setattr(upgrading, "STEPS", (*upgrading.STEPS, *LATER))


def go_on(path: Path) -> None:
    """As a batch begins and ends."""
    with closing(DatabaseSink(path)) as sink:
        sink.begin("skip")
        sink.finish()


def shape(base: sqlite3.Connection) -> Shape:
    """Everything that makes the tables what they are, however it was written."""
    every = base.execute("SELECT type, name, tbl_name, sql FROM main.sqlite_master ORDER BY type, name")
    return [(kind, name, table, _plain(sql)) for kind, name, table, sql in every if sql is not None]


def _plain(sql: str) -> str:
    words = re.sub(r"--[^\n]*", " ", sql)
    words = re.sub(r"\s+", " ", words).replace("IF NOT EXISTS ", "")
    words = re.sub(r"\s?([(),=])\s?", r"\1", words)
    return re.sub(r'^(CREATE TABLE) "(\w+)"', r"\1 \2", words).strip()


def shape_of(path: Path) -> Shape:
    with closing(sqlite3.connect(path)) as base:
        return shape(base)


def fresh(script: str | None = None) -> sqlite3.Connection:
    base = sqlite3.connect(":memory:", isolation_level=None)
    for statement in statements(script or schema()):
        base.execute(statement)
    return base


def everything(base: sqlite3.Connection) -> dict[str, list[Any]]:
    return rows_of(base, lambda name: True)


def contents(path: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        return everything(base)


# --- steps and schema -----------------------------------------------------------------------------------------------------------------


def test_all_steps_lead_to_the_schema(old: Path) -> None:
    """Where this fails, `schema.sql` was changed without a step in `upgrading.STEPS`, or the step makes something else of it."""
    go_on(old)
    with closing(fresh()) as base:
        assert shape_of(old) == shape(base)
    with closing(sqlite3.connect(old)) as base:
        assert base.execute("PRAGMA user_version").fetchone() == (upgrading.current(),)
        assert base.execute("PRAGMA journal_mode").fetchone() == ("delete",)


@pytest.mark.parametrize("missing", ["inquiries_text_row", "documents_sha256", "findings_code"])
def test_an_index_that_came_before_there_were_steps(missing: str, old: Path) -> None:
    with closing(sqlite3.connect(old)) as base:
        base.execute(f"DROP INDEX {missing}")
        version = base.execute("PRAGMA user_version").fetchone()[0]
    go_on(old)
    with closing(fresh()) as base:
        assert (shape_of(old) == shape(base)) == (version == 1)


def test_upgraded_rows_are_those_that_would_be_written(old: Path, tmp_path: Path) -> None:
    """What a step fills is what today's program writes of the same records."""
    wanted = records_in(str(old))
    go_on(old)
    export_to([from_dict(row) for row in wanted], tmp_path / "neu.sqlite", ExportOptions())

    def told(path: Path) -> dict[str, list[Any]]:
        of_the_run = {"document", "key", "text_row", "record", "name", "state", "exit_code", "error", "message", "document_type"}
        with closing(sqlite3.connect(path)) as base:
            found = rows_of(base, lambda name: name not in of_the_run)
        return {table: values for table, values in found.items() if table != "documents"}

    assert told(old) == told(tmp_path / "neu.sqlite")


ANSWERED = """UPDATE inquiries SET record = json_set(json_replace(record, '$.questions[0].answer', 'Sieben.'),
  '$.document_type', 'answer', '$.answered_by', 'Der Bürgermeister', '$.due', '2024-11-01', '$.responsible', 'Dez. III',
  '$.refers_to', json('{"number":"5/24","date":null,"parties":[],"title":null}'),
  '$.answers', json('[{"labels":["2","3"],"questions":[],"text":"Bald."}]'))"""
"""Records as a version between may have stored them: they have the answers, its tables don't."""


def test_answers_come_out_of_the_records(old: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(old)) as base:
        base.execute(ANSWERED)
        base.commit()
    wanted, shown = records_in(str(old)), seen(old)
    go_on(old)
    assert shown == contents(old) == seen(old)
    export_to([from_dict(row) for row in wanted], tmp_path / "neu.sqlite", ExportOptions())
    for path in (old, tmp_path / "neu.sqlite"):
        with closing(sqlite3.connect(path)) as base:
            head = "responsible, due, refers_to_number, refers_to_date, answered_by"
            assert set(base.execute(f"SELECT {head} FROM inquiries")) == {("Dez. III", "2024-11-01", "5/24", None, "Der Bürgermeister")}
            rows = base.execute("SELECT position, labels, questions, text FROM answers ORDER BY document, part, position").fetchall()
            assert len(rows) > len(wanted) > 0
            assert (0, '["1."]', "[1]", "Sieben.") in rows
            assert (1, '["2","3"]', "[]", "Bald.") in rows


CHANGES = {
    "a column": ("parts TEXT NOT NULL, tail TEXT, answer TEXT,", "parts TEXT NOT NULL, tail TEXT, answer TEXT, colour TEXT,"),
    "a column's place": ("number TEXT, date TEXT,", "date TEXT, number TEXT,"),
    "a column's type": ("size INTEGER,", "size TEXT,"),
    "what it must not be": ("tail TEXT, answer TEXT,", "tail TEXT NOT NULL, answer TEXT,"),
    "a default": ("tail TEXT, answer TEXT,", "tail TEXT DEFAULT '', answer TEXT,"),
    "a key": ("PRIMARY KEY (document, part, position)", "PRIMARY KEY (document, position)"),
    "what goes with it": ("REFERENCES inquiries ON DELETE CASCADE", "REFERENCES inquiries"),
    "a table": ("-- For search", "CREATE TABLE remarks (a TEXT);\n-- For search"),
    "an index": ("-- For search", "CREATE INDEX inquiries_place ON inquiries (place);\n-- For search"),
    "an index's order": ("(text_row, date)", "(date, text_row)"),
    "how an index compares": ("(number COLLATE NOCASE)", "(number)"),
    "a view": ("WHERE kind = 'signatory'", "WHERE kind <> 'asker'"),
    "how words are found": ("remove_diacritics 2", "remove_diacritics 1"),
    "what is searched": ("title, preamble, questions, rationale, tokenize", "title, preamble, questions, tokenize"),
    "a trigger": ("-- For search", "CREATE TRIGGER t AFTER INSERT ON parties BEGIN SELECT 1; END;\n-- For search"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_without_a_step_is_seen(change: str) -> None:
    before, after = CHANGES[change]
    assert before in schema()
    with closing(fresh()) as base, closing(fresh(schema().replace(before, after))) as other:
        assert shape(base) != shape(other)
        assert shape(base) == shape(base) and len(shape(base)) >= 16


def test_a_comment_is_no_change() -> None:
    with closing(fresh()) as base, closing(fresh(re.sub(r"--.*", "-- anders", schema()).replace("TEXT, ", "TEXT,\n   "))) as other:
        assert shape(base) == shape(other)


# --- who only reads -------------------------------------------------------------------------------------------------------------------


def seen(path: Path) -> dict[str, list[Any]]:
    """What a reader sees under the names of today's tables, with their columns."""
    with reading(path) as base:
        hidden = {name for (name,) in base.execute("SELECT name FROM temp.sqlite_master WHERE type = 'view'")}
        found = {}
        for table in sorted({*tables(base), *hidden}):
            found[table] = sorted(base.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            base.execute("DELETE FROM main.documents")
        return found


def test_an_old_database_is_read_as_if_it_were_upgraded(old: Path) -> None:
    before, shown = old.read_bytes(), seen(old)
    assert old.read_bytes() == before and {path.name for path in old.parent.iterdir()} <= {old.name, f".{old.name}.lock"}
    go_on(old)
    assert shown == contents(old) == seen(old)


def test_also_after_many_steps(old: Path, later: None) -> None:
    test_an_old_database_is_read_as_if_it_were_upgraded(old)
    assert {"replies", "questions"} <= set(seen(old)) and run("search", old, "Leuchten").stdout


def test_between_two_steps(old: Path, later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """One step was taken, by a version in between; today's reader shows the other."""
    with monkeypatch.context() as then:
        then.setattr(upgrading, "STEPS", upgrading.STEPS[:-1])
        go_on(old)
    test_an_old_database_is_read_as_if_it_were_upgraded(old)


@pytest.mark.parametrize("name", ["search", "stats", "export", "validate", "verify"])
def test_a_newer_database_is_refused_by_who_reads(name: str, old: Path) -> None:
    with closing(sqlite3.connect(old)) as base:
        base.execute(f"PRAGMA user_version = {upgrading.current() + 1}")
    before = old.read_bytes()
    words = {"search": ("Weg",), "export": ("-o", old.with_suffix(".csv")), "verify": ("--root", old.parent)}.get(name, ())
    done = run(name, old, *words, codes=(4,))
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("anfrage: ")]
    assert "alt.sqlite: eine neuere Version von anfrage-parser hat die Datenbank geschrieben; eine neuere Version" in line
    assert old.read_bytes() == before
    assert "written by a newer version of anfrage-parser" in run(name, old, *words, "--lang", "en", codes=(4,)).stderr


@pytest.mark.parametrize(
    ("version", "said"), [(99, "neuere Version"), (2**31 - 1, "neuere Version"), (0, "beschädigt"), (-7, "beschädigt")]
)
def test_a_version_that_is_none_of_ours(version: int, said: str, old: Path) -> None:
    with closing(sqlite3.connect(old)) as base:
        base.execute(f"PRAGMA user_version = {version}")
    before = old.read_bytes()
    done = run("batch", ROOT / "samples/brief.txt", "-o", old, codes=(10,))
    assert done.stderr.count("\n") == 1 and said in done.stderr and "alt.sqlite" in done.stderr
    assert said in run("search", old, "Weg", codes=(4,)).stderr
    assert old.read_bytes() == before


def test_a_change_that_was_interrupted_is_not_read_as_it_lies(old: Path) -> None:
    """Without its journal, pages of the old and the new would be read together."""
    with closing(sqlite3.connect(old, isolation_level=None)) as base:
        base.execute("PRAGMA cache_size = 1")
        base.execute("BEGIN IMMEDIATE")
        base.execute("UPDATE inquiries SET record = upper(record)")
        for ending in ("", "-journal"):
            shutil.copyfile(f"{old}{ending}", f"{old.parent / 'tot.sqlite'}{ending}")
    before = (old.parent / "tot.sqlite").read_bytes()
    assert before != old.read_bytes()
    done = run("search", old.parent / "tot.sqlite", "Weg", codes=(4,))
    assert done.stderr.count("\n") == 1 and "denselben „anfrage batch“ noch einmal" in done.stderr
    assert (old.parent / "tot.sqlite").read_bytes() == before
    go_on(old.parent / "tot.sqlite")
    assert seen(old.parent / "tot.sqlite") == seen(old)


# --- in the middle --------------------------------------------------------------------------------------------------------------------


def outcomes(way: str, old: Path, folder: Path) -> list[int]:
    folder.mkdir()
    words = [sys.executable, "-m", "tests.batch.killed", way, str(old), str(folder)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    return [int(line) for line in done.stdout.split()]


@pytest.fixture
def wanted(old: Path, later: None, tmp_path: Path) -> tuple[Shape, dict[str, list[Any]]]:
    """What comes out where nothing happens."""
    path = Path(shutil.copyfile(old, tmp_path / "wanted.sqlite"))
    go_on(path)
    return shape_of(path), contents(path)


def whole(path: Path, shape: Shape, rows: dict[str, list[Any]]) -> None:
    """A reader sees all as it is to be; the next run brings it there."""
    before = path.read_bytes()
    assert seen(path) == rows
    assert path.read_bytes() == before
    go_on(path)
    assert shape_of(path) == shape and contents(path) == rows
    assert sorted(p.name for p in path.parent.glob(f"{path.name}*")) == [path.name]


@forks
@pytest.mark.parametrize(("way", "least"), [("statement", 20), ("within", 10)])
def test_killed_at_any_moment(way: str, least: int, old: Path, wanted: tuple[Shape, dict[str, list[Any]]], tmp_path: Path) -> None:
    codes = outcomes(way, old, tmp_path / "moments")
    assert len(codes) > least and codes[-1] == 0 and set(codes[:-1]) == {-9}
    for path in sorted((tmp_path / "moments").glob("*.sqlite")):
        whole(path, *wanted)


@forks
def test_a_disk_that_is_full(old: Path, wanted: tuple[Shape, dict[str, list[Any]]], tmp_path: Path) -> None:
    codes = outcomes("disk", old, tmp_path / "moments")
    assert codes[-1] == 0 and set(codes[:-1]) == {10}
    for path in sorted((tmp_path / "moments").glob("*.sqlite")):
        whole(path, *wanted)


def test_full_at_any_page(old: Path, wanted: tuple[Shape, dict[str, list[Any]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(old)) as base:
        (pages,) = base.execute("PRAGMA page_count").fetchone()
    real, failures = sqlite3.connect, 0
    for more in range(100):
        path = Path(shutil.copyfile(old, tmp_path / f"{more}.sqlite"))

        def connect(*words: Any, limit: int = pages + more, **options: Any) -> sqlite3.Connection:
            base = real(*words, **options, factory=Mortal)
            base.execute(f"PRAGMA max_page_count = {limit}")
            return base

        with monkeypatch.context() as full, contextlib.suppress(OutputError):
            full.setattr(sqlite3, "connect", connect)
            try:
                go_on(path)
            except OutputError as error:
                failures += 1
                assert (
                    str(error) == f"der Datenträger von {path.name} ist voll; Platz schaffen, dann denselben Befehl noch einmal ausführen"
                )
                raise
            break
        whole(path, *wanted)
    assert 3 <= failures < 100


@forks
@pytest.mark.parametrize(("way", "codes"), [("together", {0, 10}), ("unlocked", {0, 10})])
def test_several_at_once(way: str, codes: set[int], old: Path, wanted: tuple[Shape, dict[str, list[Any]]], tmp_path: Path) -> None:
    found = outcomes(way, old, tmp_path / "moments")
    assert len(found) == 4 and 0 in found and set(found) <= codes
    whole(tmp_path / "moments/alle.sqlite", *wanted)


def test_a_step_that_fails_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(old)
    with monkeypatch.context() as broken:
        step = Step("CREATE TABLE halb (a TEXT);\nINSERT INTO halb SELECT document FROM inquiries;\nSELECT * FROM gibt_es_nicht;\n")
        broken.setattr(upgrading, "STEPS", (*upgrading.STEPS, step))
        with pytest.raises(OutputError, match=r"alt\.sqlite ist keine lesbare Datenbank"):
            go_on(old)
    assert contents(old) == before


def test_an_old_database_that_lacks_a_table(old: Path) -> None:
    with closing(sqlite3.connect(old)) as base:
        base.execute("DROP TABLE findings")
    done = run("batch", ROOT / "samples/brief.txt", "-o", old, codes=(10,))
    assert done.stderr == "anfrage: alt.sqlite ist keine lesbare Datenbank; einen anderen Namen wählen\n"


def test_a_statement_over_many_lines_is_one() -> None:
    script = "CREATE TABLE a (\n b TEXT -- ; no end\n);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n SELECT 1;\n SELECT 2;\nEND;\n"
    assert len(list(statements(script))) == 2
    assert "".join(statements(script)) == script


def test_a_newer_one_while_we_look(old: Path) -> None:
    """Somebody with a later program was faster."""
    with closing(sqlite3.connect(old, isolation_level=None)) as base:
        base.execute("PRAGMA user_version = 77")
        with pytest.raises(UnreadableError):
            upgrading.upgrade(base)
        assert base.execute("PRAGMA user_version").fetchone() == (77,) and not base.in_transaction
