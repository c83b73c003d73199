"""Archives live on: what earlier versions wrote is read, gone on with, and upgraded, whatever happens in the middle."""

import hashlib
import json
import re
import shutil
import sqlite3
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from anfrage_parser import parse_file, plugins
from anfrage_parser.batch import run as batch_run
from anfrage_parser.batch import work
from anfrage_parser.batch.model import Job, Outcome, Settings
from anfrage_parser.batch.sinks.journal import notes_in, read_notes
from anfrage_parser.cli.app import app
from anfrage_parser.corrections import SUFFIX, paths
from anfrage_parser.exporters import EXPORTERS
from anfrage_parser.messages import Languages
from anfrage_parser.record import provenance as digest
from anfrage_parser.record.build import as_dict
from tests.command import ROOT

GOLDEN = ROOT / "tests" / "golden"
VERSIONS = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())
LAST = 0
RUN = CliRunner()
INPUTS = ("in", "archiv.zip")
WRITTEN = {
    "ordner": INPUTS,
    "anfragen.jsonl": INPUTS,
    "anfragen.sqlite": INPUTS,
    "english.jsonl": ("in/2024", "--evidence", "--lang", "en"),
    "stadt.jsonl": ("stadt", "--convention", "stadt.toml"),
    "karten.jsonl": ("karten",),
    "blatt.sqlite": ("blatt", "--corrections", "korrekturen"),
}
"""What a batch wrote → its other arguments, see `tools/make_archives.py`."""
DATABASES = tuple(name for name in WRITTEN if name.endswith(".sqlite"))
ENDED = (0, 3, 7)
"""A batch's exit codes where nothing went wrong with the archive; what counts as a failed document, later versions may see otherwise."""


def run(*words: object, codes: Sequence[int] = (0,)) -> Result:
    result = RUN.invoke(app, [str(word) for word in words])
    assert result.exit_code in codes, (words, result.exit_code, result.stderr)
    return result


@pytest.fixture(params=VERSIONS)
def left(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """What a version left with its user, a copy; its plugin is installed, and we are in its folder."""
    folder = tmp_path / request.param
    shutil.copytree(GOLDEN / request.param, folder)
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(folder / "plugin")
    monkeypatch.setenv("PYTHONPATH", str(folder / "plugin"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    plugins.plugins.cache_clear()
    yield folder
    monkeypatch.undo()
    plugins.plugins.cache_clear()
    for name in [name for name in sys.modules if name.partition(".")[0] == "anfrage_beispiel"]:
        del sys.modules[name]


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def records_in(name: str) -> list[dict[str, Any]]:
    """The records of an output as they were written, read without the program."""
    if name.endswith(".sqlite"):
        with closing(sqlite3.connect(f"file:{name}?mode=ro", uri=True)) as base:
            rows = [json.loads(row) for (row,) in base.execute("SELECT record FROM inquiries ORDER BY document, part")]
    elif name.endswith(".jsonl"):
        rows = lines(Path(name))
    else:
        values = [json.loads(path.read_bytes()) for path in sorted(Path(name).rglob("*.json"))]
        rows = [row for value in values for row in (value if isinstance(value, list) else [value])]
    return [row for row in rows if "error" not in row]


def test_golden_files_are_of_no_machine() -> None:
    for name, data in bytes_below(GOLDEN).items():
        assert not re.search(rb"/(?:home|tmp|root|Users|private|work)/|[A-Z]:\\\\", data), name
    assert VERSIONS[LAST] == "0.1.0"


# --- what only reads ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WRITTEN)
def test_every_command_reads_it_and_changes_nothing(name: str, left: Path, tmp_path: Path) -> None:
    before, wanted = bytes_below(left), records_in(name)
    assert wanted
    for kind in EXPORTERS:
        out = tmp_path / f"aus.{kind}"
        run("export", name, "--to", kind, "-o", out, *(("--base-url", "https://rat.example/oparl") if kind == "oparl" else ()))
        assert out.stat().st_size
        out.unlink()
    given = [json.loads(line) for line in run("export", name, "--to", "jsonl", "-o", "-").stdout.splitlines()]
    assert [{**row, "schema_version": ""} for row in given] == [{**given[i], **row, "schema_version": ""} for i, row in enumerate(wanted)]
    inquiries = {(row["source"]["sha256"], row["source"]["part"]) for row in wanted}  # stats counts what is there twice once
    assert f"{len(inquiries)} " in run("stats", name, "--by", "party").stdout
    run("validate", name)
    if not name.endswith(".sqlite"):
        files = [str(path) for path in sorted(Path(name).rglob("*.json"))] or [name]
        run("review", *files, "-o", tmp_path / "blatt.html", "--root", WRITTEN[name][0])
        page = (tmp_path / "blatt.html").read_text("utf-8")
        assert all(row["number"] in page for row in wanted if row["number"])
    assert bytes_below(left) == before


@pytest.mark.parametrize("name", WRITTEN)
def test_a_record_is_made_again(name: str, left: Path) -> None:
    """What differs differs by the rules of another version, and by nothing else."""
    roots = [word for root in WRITTEN[name] if not root.startswith("-") and Path(root).exists() and root.rpartition(".")[2] != "toml"
             for word in ("--root", root)]  # fmt: skip
    options = [word for word in WRITTEN[name] if word.startswith("--c")]
    more = [word for option in options for word in (option, WRITTEN[name][WRITTEN[name].index(option) + 1])]
    found = [json.loads(line) for line in run("verify", name, *roots, *more, "--json", codes=(0, 3)).stdout.splitlines()]
    assert len(found) == len(records_in(name))
    for row in found:
        assert row["state"] == "identical" or (row["state"], row["reasons"]) == ("changed", ["parser"]), row


@pytest.mark.parametrize("name", DATABASES)
def test_searching(name: str, left: Path) -> None:
    hits = [json.loads(line) for line in run("search", name, "Leuchten", "--json", "--limit", "50").stdout.splitlines()]
    wanted = [row for row in records_in(name) if "Leuchten" in json.dumps([row["questions"], row["title"]], ensure_ascii=False)]
    assert wanted and len(hits) == len(wanted)
    assert {(hit["number"], hit["date"]) for hit in hits} == {(row["number"], row["date"]) for row in wanted}
    run("search", name, "Leuchten", "--party", "SPD", "--since", "2024-05")


@pytest.mark.parametrize("name", DATABASES)
def test_a_folder_that_cannot_be_written_to(name: str, left: Path) -> None:
    before = bytes_below(left)
    left.joinpath(name).chmod(0o444)
    left.chmod(0o555)
    try:
        run("search", name, "Leuchten")
        run("stats", name)
        assert bytes_below(left) == before
    finally:
        left.chmod(0o755)
        left.joinpath(name).chmod(0o644)


# --- a batch goes on ------------------------------------------------------------------------------------------------------------------


class Here:
    """The workers of a run, in this process: they note what they read."""

    read: list[str]

    def __init__(self, size: int, settings: Settings) -> None:
        self.settings = settings

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *ended: object) -> None: ...

    def outcomes(self, jobs: Iterator[Job]) -> Iterator[list[Outcome]]:
        for job in jobs:
            done = work.work([job], self.settings)
            Here.read += [job.key for outcome in done if outcome.state != "skipped"]
            yield done


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., list[str]]]:
    """Runs the batch that wrote something, once more; gives the keys of what was read."""
    monkeypatch.setattr(batch_run, "Crew", Here)

    def again(name: str, code: Sequence[int] = ENDED) -> list[str]:
        Here.read = []
        work._options.cache_clear()
        run("batch", *WRITTEN[name], "-o", name, "--quiet", codes=code)
        return sorted(Here.read)

    yield again
    work._options.cache_clear()


@pytest.fixture
def same_rules(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Today's program with the rules of the version that wrote the archive."""
    (then,) = {row["source"]["parser"] for row in records_in("anfragen.jsonl")}
    monkeypatch.setattr(work, "rules", lambda: then.rpartition("+rules.")[2])
    monkeypatch.setattr("anfrage_parser.parse.parser_name", lambda: then)


def failed(left: Path) -> set[str]:
    """The keys of what gave no record: it is tried again each time."""
    return {note.key for note in read_notes(left / "ordner/.anfrage/journal.jsonl") if not note.known.fingerprint}


ADDED = (
    *("responsible", "due", "refers_to", "refers_to_number", "refers_to_date", "answered_by", "answers", "footnotes"),
    *("pairs", "question_pairs", "manual_pairs", "repeats", "open", "answered"),
)
"""Keys of a record, columns and tables that later versions added."""


def rows(path: Path, columns: Callable[[str], bool] = lambda name: name not in ("text_row", "origin", *ADDED)) -> dict[str, list[Any]]:
    """Every table and view of a database, without what may differ between two ways to the same end."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
        return {table: found for table, found in rows_of(base, columns).items() if table not in ADDED}


def rows_of(base: sqlite3.Connection, columns: Callable[[str], bool]) -> dict[str, list[Any]]:
    found = {}
    for table in tables(base):
        names = [f'"{row[1]}"' for row in base.execute(f"PRAGMA main.table_info({table})") if columns(row[1])]
        found[table] = sorted(base.execute(f"SELECT {', '.join(names)} FROM main.{table}").fetchall(), key=repr)
    return found


def tables(base: sqlite3.Connection) -> list[str]:
    every = base.execute("SELECT name FROM main.sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
    return [name for (name,) in every if not name.startswith(("texts_", "sqlite_"))]


@pytest.mark.parametrize("name", WRITTEN)
def test_the_same_rules_read_nothing_again(name: str, left: Path, here: Callable[..., list[str]], same_rules: None) -> None:
    if (left.name, name) == ("0.1.0", "english.jsonl"):  # its fingerprints hold every sentence of the program
        assert here(name)
    without = failed(left)
    before, tables_before = bytes_below(left), rows(left / name) if name in DATABASES else None
    assert set(here(name)) <= without
    if tables_before is not None:
        assert done(rows(left / name), without) == done(tables_before, without)
    else:
        assert noted(bytes_below(left), without) == noted(before, without)
    again, kept = set(here(name)), bytes_below(left)
    assert again < without or not without  # a motion is known for one now, and is not read again
    assert set(here(name)) == again
    assert name in DATABASES or noted(bytes_below(left), again) == noted(kept, again)


def as_then(value: Any) -> Any:
    """A record, as an object, a text or bytes, without what later versions added, so that it can be compared; anything else as it is."""
    if isinstance(value, dict):
        return {name: "" if name == "schema_version" else inner for name, inner in value.items() if name not in ADDED}
    if isinstance(value, tuple):
        return tuple(map(as_then, value))
    begins = value[:60].split() if isinstance(value, str | bytes) else ()
    if begins and begins[0][:2] in ('{"', b'{"', "{", b"{", "[", b"["):
        rows = json.loads(value)
        return [*map(as_then, rows)] if isinstance(rows, list) else as_then(rows)
    return value


def done(tables: dict[str, list[Any]], without: set[str]) -> dict[str, list[Any]]:
    """The rows of documents that gave a record: what is said of the others may be said in better words now."""
    return {name: [as_then(row) for row in rows if not without & {*map(str, row)}] for name, rows in tables.items()}


def noted(files: dict[str, bytes], without: set[str]) -> dict[str, Any]:
    """Files, a folder's journal as it is understood: what is tried again is noted again; nothing of documents that gave no record."""
    kept = {name: data for name, data in files.items() if name.removeprefix("ordner/").removesuffix(".json") not in without}
    plain = {
        name: as_then(data) if name.endswith(".json") else data
        for name, data in kept.items()
        if not name.endswith((".jsonl", ".jsonl.journal"))
    }
    lines = {
        name: [as_then(line) for line in data.splitlines() if b'"error":{' not in line]
        for name, data in kept.items()
        if name.endswith(".jsonl")
    }
    folders = {name: known_notes(data, without) for name, data in kept.items() if name.endswith("journal.jsonl")}
    return {**plain, **lines, **folders}


def known_notes(data: bytes, without: set[str]) -> dict[str, Any]:
    """The notes of a folder's journal."""
    return {note.key: note for note in notes_in(data.splitlines()) if note.key not in without}


@pytest.mark.parametrize("name", WRITTEN)
def test_other_rules_read_everything_once(name: str, left: Path, here: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    places = [(row["source"]["name"], row["source"]["sha256"], row["source"]["part"]) for row in records_in(name)]
    monkeypatch.setattr(work, "rules", lambda: "ffffffff")
    read = here(name)
    assert len(read) == len(set(read)) >= len({(name, sha256) for name, sha256, _ in places})
    assert set(here(name)) <= failed(left)
    now = [(row["source"]["name"], row["source"]["sha256"], row["source"]["part"]) for row in records_in(name)]
    assert len(now) == len(set(now)) and {(name, sha256) for name, sha256, _ in now} == {(name, sha256) for name, sha256, _ in places}


def test_records_in_another_language_depend_on_what_findings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """And on no other sentence: a new version has many, and its archives are as they were."""
    english = Settings(languages=Languages("de", "en"))

    def told(sentence: str) -> bytes:
        work._options.cache_clear()
        monkeypatch.setattr(work, "forms_in", lambda language, text: [text.replace(sentence, "otherwise")])
        return work._options(english)

    assert told("keine Dateien gefunden") == told("{count} Fragen") != told("keine Frage gefunden")
    work._options.cache_clear()


def test_a_version_alone_reads_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before, name = work._options(Settings()), digest.parser_name()
    monkeypatch.setattr(digest, "__version__", "7.0.0")
    work._options.cache_clear()
    assert work._options(Settings()) == before and digest.parser_name() != name


def test_a_folder_behind_a_url(left: Path) -> None:
    """As it was copied there: its journal is one of the pieces."""
    pytest.importorskip("fsspec", reason="fsspec is not installed")
    from anfrage_parser.batch.sinks.remote import RemoteFolderSink

    with closing(RemoteFolderSink((left / "ordner").as_uri())) as sink:
        sink.begin("skip")
        wanted = list(read_notes(left / "ordner/.anfrage/journal.jsonl"))
        assert [sink.known(note.key) for note in wanted] == [note.known for note in wanted] != []


def torn_folder(left: Path) -> None:
    """Killed while the sixth note was written, and a file."""
    journal = left / "ordner/.anfrage/journal.jsonl"
    kept = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(kept[:5]) + kept[5][:40])
    (left / "ordner/.anfrage/tmp").mkdir(exist_ok=True)
    (left / "ordner/.anfrage/tmp/7").write_bytes(b'{"schema_ver')


def torn_lines(left: Path) -> None:
    """Killed in the first run, while its sixth document was written: a part with a journal, which is the same up to there."""
    notes = (left / ".anfragen.jsonl.journal").read_bytes().splitlines(keepends=True)
    whole = (left / "anfragen.jsonl").read_bytes()
    fifth = json.loads(notes[4])
    (left / ".anfragen.jsonl.1.part").write_bytes(whole[: fifth["p"] + fifth["b"] + 100])
    (left / ".anfragen.jsonl.1.journal").write_bytes(b"".join(notes[:5]) + notes[5][:40])
    (left / "anfragen.jsonl").unlink()
    (left / ".anfragen.jsonl.journal").unlink()


def torn_database(left: Path) -> None:
    """Killed with five documents in it, the last ones only in the log of changes beside it, and one half put."""
    keys = sorted(note.key for note in read_notes(left / "ordner/.anfrage/journal.jsonl"))
    with closing(sqlite3.connect(left / "anfragen.sqlite", isolation_level=None)) as base:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA foreign_keys = ON")
        for key in keys[5:]:
            base.execute("DELETE FROM texts WHERE rowid IN (SELECT text_row FROM inquiries WHERE document = ?)", (key,))
            base.execute("DELETE FROM documents WHERE key = ?", (key,))
        base.execute("PRAGMA cache_size = 1")
        base.execute("BEGIN IMMEDIATE")
        base.execute("DELETE FROM documents WHERE key = ?", (keys[0],))
        for ending in ("", "-wal", "-shm"):
            shutil.copyfile(left / f"anfragen.sqlite{ending}", left / f"tot.sqlite{ending}")
    for ending in ("", "-wal", "-shm"):
        (left / f"anfragen.sqlite{ending}").unlink(missing_ok=True)
        (left / f"tot.sqlite{ending}").rename(left / f"anfragen.sqlite{ending}")


@pytest.mark.parametrize(("name", "torn"), [("ordner", torn_folder), ("anfragen.jsonl", torn_lines), ("anfragen.sqlite", torn_database)])
def test_an_interrupted_run_goes_on(
    name: str, torn: Callable[[Path], None], left: Path, here: Callable[..., list[str]], same_rules: None
) -> None:
    before, keys = bytes_below(left), sorted(note.key for note in read_notes(left / "ordner/.anfrage/journal.jsonl"))
    wanted = rows(left / name) if name in DATABASES else None
    without = failed(left)
    torn(left)
    if name in DATABASES:
        run("search", name, "Größenweg", codes=(0,))
    assert set(keys[5:]) <= set(here(name)) <= set(keys[5:]) | without
    if wanted is not None:
        assert done(rows(left / name), without) == done(wanted, without)
    else:
        pick = (name,) if name.endswith(".jsonl") else tuple(key for key in before if key.endswith(".json"))
        now, then = noted(bytes_below(left), without), noted(before, without)
        assert {key: now[key] for key in pick if key in then} == {key: then[key] for key in pick if key in then}
    assert not [path for path in left.rglob("*") if path.name.endswith((".part", "-wal", "-journal"))]


# --- what people made by hand ---------------------------------------------------------------------------------------------------------


def corrected_documents(left: Path) -> Iterator[tuple[Path, Path]]:
    for document in sorted(p for p in left.rglob("*") if p.is_file() and p.with_name(p.name + SUFFIX).is_file()):
        yield document, document.with_name(document.name + SUFFIX)
    for document in sorted((left / "blatt").iterdir()):
        yield document, left / "korrekturen" / f"{hashlib.sha256(document.read_bytes()).hexdigest()}.toml"


def test_corrections_apply(left: Path) -> None:
    found = list(corrected_documents(left))
    assert len(found) >= 6
    for document, file in found:
        folder = ("--corrections", str(file.parent)) if file.parent.name == "korrekturen" else ()
        assert tomllib.loads(run("correct", document, *folder).stdout) == tomllib.loads(file.read_text("utf-8"))
        records = [as_dict(record) for record in parse_file(document, corrections=folder[1] if folder else None)]
        for correction in tomllib.loads(file.read_text("utf-8"))["correction"]:
            record = records[correction.get("part", 1) - 1]
            path = paths.steps(correction["field"])
            told = [row for row in record["findings"] if row["code"].startswith("correct")]
            assert {row["code"] for row in told} == {"corrected"}, (document.name, told)
            assert any(f"„{correction['field']}“" in row["message"] for row in told), (document.name, correction, told)
            if not correction.get("remove"):
                assert paths.follow(record, path) == correction["value"], (document.name, correction)
            elif path[-1:] and isinstance(path[-1], str):
                assert paths.follow(record, path) is None


def test_a_renaming_is_taken_back(left: Path) -> None:
    run("rename", "--undo", left / "umbenannt/zurueck.anfrage-undo.json")
    assert {"brief.txt", f"brief.txt{SUFFIX}"} <= {path.name for path in (left / "umbenannt").iterdir()}
    assert not list((left / "umbenannt").glob("2024-*"))


def test_a_plugin_loads(left: Path, tmp_path: Path) -> None:
    listed = run("plugins").stdout
    assert "reader\tkarte\t" in listed and "exporter\tics\t" in listed
    record = json.loads(run("parse", "karten/karte.bin").stdout)
    assert (record["number"], record["session_date"], len(record["questions"])) == ("12/2024", "2024-05-14", 2)
    run("export", "anfragen.sqlite", "karten.jsonl", "-o", tmp_path / "sitzungen.ics")
    assert b"SUMMARY:Anfrage 12/2024: Uferweg" in (tmp_path / "sitzungen.ics").read_bytes()


def test_a_convention_of_their_own(left: Path) -> None:
    record = json.loads(run("parse", "stadt/kran.txt", "--convention", "stadt.toml").stdout)
    assert (record["source"]["convention"], record["parties"], record["number"]) == ("lindhafen", ["Hafenrunde"], "77/2024")
