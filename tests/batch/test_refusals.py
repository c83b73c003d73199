"""What a batch refuses: the cause and the next step, for packages that are missing, places that fail, and a folder that lost its files."""

import contextlib
import math
import shutil
import sqlite3
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from anfrage_parser.batch import archive, remote
from anfrage_parser.batch.cluster import Cluster
from anfrage_parser.batch.model import Input, Job, Outcome, Settings, State
from anfrage_parser.batch.scratch import spooling
from anfrage_parser.batch.sinks import upgrading
from anfrage_parser.batch.sinks.database import DatabaseSink
from anfrage_parser.batch.sinks.remote import RemoteFolderSink
from anfrage_parser.batch.stored import reading
from anfrage_parser.cli.app import app
from anfrage_parser.cli.work.progress import BarWatcher, LineWatcher
from anfrage_parser.errors import AnfrageError, LimitError, OutputError, UnreadableError, UsageError
from anfrage_parser.messages import say
from anfrage_parser.plugins import install_command
from anfrage_parser.record import databases
from tests.batch.runs import LETTER
from tests.search.test_search import LETTERS, written

RUN = CliRunner()


def refused(kind: type[AnfrageError], wanted: str, call: Callable[[], object]) -> None:
    """A call is refused with this cause and next step."""
    with pytest.raises(kind) as error:
        call()
    assert str(error.value) == wanted


# packages that are not there


MISSING = [
    ("fsspec", "s3://bucket -o o.jsonl", "Adressen wie s3:// brauchen das Paket fsspec", "remote"),
    ("distributed", "in -o o.jsonl --scheduler tcp://127.0.0.1:9", "--scheduler braucht das Paket distributed", "dask"),
    ("watchfiles", "in -o o.jsonl --watch", "--watch braucht das Paket watchfiles", "watch"),
]  # fmt: skip


@pytest.mark.parametrize(("package", "words", "cause", "extra"), MISSING, ids=[package for package, *_ in MISSING])
def test_a_missing_package_is_named_with_what_installs_it(
    package: str, words: str, cause: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, package, None)
    remote.file_system.cache_clear()
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(LETTER.format(number=1), encoding="utf-8")
    done = RUN.invoke(app, ["batch", *words.split()])
    assert done.exit_code == 2 and f"{cause}; {install_command(extra)}" in done.stderr, done.output


# places that others keep


class Failing:
    """A file system of which every call fails."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def invalidate_cache(self) -> None:
        pass

    def ls(self, path: str) -> None:
        pass

    def fail(self, *words: object, **more: object) -> Any:
        raise self.error

    find = glob = open = pipe_file = put_file = cat_file = fail


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Any], None]]:
    """What makes a file system the one of all addresses."""

    def put(files: Any) -> None:
        module = ModuleType("fsspec")
        module.filesystem = lambda protocol: files  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "fsspec", module)

    remote.file_system.cache_clear()
    yield put
    remote.file_system.cache_clear()


URL = "s3://amt/briefe"
FAILURES: dict[str, tuple[Callable[[], object], type[AnfrageError], str]] = {
    "listing": (lambda: list(remote.below(URL)), UnreadableError, f"{URL} lässt sich nicht auflisten; Adresse und Zugang prüfen"),
    "reading": (lambda: remote.read(URL), UnreadableError, "die Datei lässt sich nicht laden (PermissionError); Zugang prüfen"),
    "writing": (lambda: remote.write(URL, b""), OutputError, f"{URL} ist nicht beschreibbar (PermissionError); Zugang prüfen"),
    "reading our own": (lambda: remote.stored(URL), OutputError, f"{URL} ist nicht lesbar (PermissionError); Zugang prüfen"),
    "listing our own": (lambda: remote.stored_names(URL), OutputError, f"{URL} ist nicht lesbar (PermissionError); Zugang prüfen"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAILURES)
def test_an_address_that_fails(case: str, failing: Callable[[Any], None]) -> None:
    failing(Failing(PermissionError("denied")))
    call, kind, wanted = FAILURES[case]
    refused(kind, wanted, call)


def test_an_address_that_is_not_empty(failing: Callable[[Any], None]) -> None:
    failing(SimpleNamespace(invalidate_cache=lambda: None, find=lambda path: ["amt/briefe/a.json"]))
    refused(OutputError, f"{URL} ist nicht leer; ein anderes Ziel angeben", lambda: RemoteFolderSink(URL).begin("error"))


# clusters


def cluster(monkeypatch: pytest.MonkeyPatch, client: Callable[..., Any]) -> Cluster:
    """A cluster that is reached through this client."""
    module = ModuleType("distributed")
    module.Client = client  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "distributed", module)
    return Cluster("tcp://rechner:8786", Settings())


def test_a_scheduler_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def client(*words: object, **more: object) -> None:
        raise OSError("nobody there")

    silent = cluster(monkeypatch, client)
    refused(UsageError, "der Scheduler tcp://rechner:8786 antwortet nicht; Adresse und Netz prüfen", silent.__enter__)


def test_a_cluster_that_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    class KilledWorker(Exception):
        pass

    def result() -> None:
        raise KilledWorker

    future = SimpleNamespace(result=result)
    client = SimpleNamespace(nthreads=dict, submit=lambda *words, **more: future, cancel=lambda futures: None, close=lambda: None)
    step = "die Rechner des Clusters prüfen, dann denselben Befehl noch einmal ausführen"
    with cluster(monkeypatch, lambda *words, **more: client) as working:
        jobs = iter([Job(0, "a", Input("a", b"a", "a", "a"))])
        refused(OutputError, f"ein Auftrag ist im Cluster gescheitert (KilledWorker); {step}", lambda: list(working.outcomes(jobs)))


# archives


@pytest.mark.parametrize(
    ("method", "cause"),
    [
        (zipfile.ZIP_STORED, "die Datei im Archiv ist beschädigt"),
        (zipfile.ZIP_DEFLATED, "die Datei im Archiv lässt sich nicht entpacken"),
    ],
)
def test_a_damaged_member(method: int, cause: str, tmp_path: Path) -> None:
    """Its first bytes are others: a sum that differs, or what no one can unpack."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", method) as packed:
        packed.writestr("a.txt", bytes(range(200)))
    data = bytearray(path.read_bytes())
    start = 30 + len("a.txt")
    data[start : start + 8] = b"\xff" * 8
    path.write_bytes(data)
    refused(UnreadableError, f"{cause}; das Archiv neu herunterladen", lambda: archive.member_of(str(path), 0, "a.txt"))


# databases


def test_a_folder_that_is_named_like_a_database(tmp_path: Path) -> None:
    refused(OutputError, f"{tmp_path.name} ist ein Ordner; einen anderen Namen wählen", lambda: DatabaseSink(tmp_path).begin("skip"))


def test_a_sqlite_that_is_too_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrading, "schema", lambda: "SELECT function_of_later_versions();")
    wanted = "dieses Python enthält ein zu altes SQLite; Python von python.org verwenden oder nach .jsonl schreiben"
    with contextlib.closing(DatabaseSink(tmp_path / "a.sqlite")) as sink:
        refused(OutputError, wanted, lambda: sink.begin("skip"))


def test_a_database_that_is_gone(tmp_path: Path) -> None:
    def read() -> None:
        with reading(tmp_path / "a.sqlite"):
            pass

    refused(UnreadableError, "die Datenbank lässt sich nicht lesen; Datenträger und Rechte prüfen", read)


def test_a_query_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "a.sqlite", LETTERS)
    for name, value in {"FREE": 100_000, "FOR_A_BYTE": 0}.items():
        monkeypatch.setattr(databases, name, value)

    def read() -> None:
        with reading(tmp_path / "a.sqlite") as base:
            base.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n").fetchone()

    wanted = "die Abfrage der Datenbank dauert zu lange; die Dokumente mit „anfrage batch“ in eine neue Datei einlesen"
    refused(LimitError, wanted, read)


def test_temporary_files_that_fail(tmp_path: Path) -> None:
    wanted = (
        "temporäre Dateien lassen sich nicht schreiben; dort Platz schaffen oder mit TMPDIR (Windows: TEMP) einen anderen Ordner angeben"
    )

    def write() -> None:
        with spooling():
            (tmp_path / "gone" / "a").write_bytes(b"")

    refused(OutputError, wanted, write)


# what a run says of its documents


def outcome(state: State) -> Outcome:
    return Outcome(0, state, 4 if state is State.FAILED else 0, "0" * 64, "f", b"", cause=say("die Datei ist leer"))


JOB = Job(0, "a", Input("a.txt", b"a.txt", "a.txt", "a.txt"))


def test_without_a_terminal_every_thousandth_document_is_a_line(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("anfrage_parser.cli.work.progress.EVERY", 2)
    watcher = LineWatcher(quiet=False, verbose=False)
    watcher.begin(10)
    watcher.since = math.inf  # no time has passed
    for state in (State.FAILED, State.DONE):
        watcher.step(JOB, outcome(state), state)
    assert "\n2 von 10, 2000000 je s, 1 fehlgeschlagen, noch etwa 0 s\n" in capfd.readouterr().err


def test_the_bar_says_how_fast_it_is_and_what_failed() -> None:
    bar = BarWatcher()
    bar.since = math.inf
    bar.step(JOB, outcome(State.FAILED), State.FAILED)
    fields = bar.bar.tasks[0].fields
    assert (fields["rate"], fields["failed"]) == ("1000000 je s", "1 fehlgeschlagen")


def test_minutes_and_corrections_of_no_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/protokoll.txt").write_text("Niederschrift\n\nüber die Sitzung des Rates am 3.5.2024\n", encoding="utf-8")
    (tmp_path / "in/brief.txt").write_text(LETTER.format(number=1), encoding="utf-8")
    (tmp_path / "in/weg.txt.anfrage.toml").write_text("", encoding="utf-8")
    said = RUN.invoke(app, ["batch", "in", "-o", "a.jsonl", "-j", "1"]).stderr
    assert "keine Anfrage: 1 Niederschrift\n" in said
    assert "Korrekturen ohne ihr Dokument: weg.txt.anfrage.toml; sie wie das Dokument nennen und .anfrage.toml anhängen\n" in said


# --prune


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that was read: three letters in a subfolder, one beside it, one in an archive."""
    root = tmp_path_factory.mktemp("prune")
    (root / "in/2024").mkdir(parents=True)
    for number in range(4):
        (root / f"in/{'2024/' if number else ''}brief{number}.txt").write_text(LETTER.format(number=number), encoding="utf-8")
    with zipfile.ZipFile(root / "in/post.zip", "w") as packed:
        packed.writestr("brief4.txt", LETTER.format(number=4))
    done = RUN.invoke(app, ["batch", str(root / "in"), "-o", str(root / "a.sqlite"), "-j", "1"])
    assert done.exit_code == 0, done.output
    return root


def lost(folder: Path) -> None:
    for path in (folder / "2024").iterdir():
        path.unlink()


def one_lost(folder: Path) -> None:
    (folder / "2024/brief1.txt").unlink()


def damaged(folder: Path) -> None:
    one_lost(folder)
    (folder / "post.zip").write_bytes((folder / "post.zip").read_bytes()[:60])


NOTHING = "--prune entfernt nichts: "
PRUNED: dict[str, tuple[Callable[[Path], None], str, int, str, str]] = {
    "a folder that is empty now": (
        lost, "", 4, NOTHING + "der Ordner {root}/in/2024 ist leer",
        "prüfen, ob das Laufwerk verbunden ist; ist der Ordner zu Recht leer, ihn löschen",
    ),
    "an archive that can't be read": (
        damaged, "", 7, NOTHING + "{root}/in/post.zip/brief4.txt war nicht lesbar",
        "Rechte und Laufwerk prüfen, dann noch einmal versuchen",
    ),
    "patterns that leave out what was read": (
        one_lost, "--exclude brief0*", 2,
        NOTHING + "die Ausgabe enthält auch {root}/in/brief0.txt, und --include oder --exclude lassen es aus",
        "dieselben Muster wie bisher angeben, oder keine",
    ),
    "another folder that is empty": (
        one_lost, "{root}/leer", 4, "{root}/leer ist leer", "prüfen, ob das Laufwerk verbunden ist; so entfernt --prune nichts",
    ),
}  # fmt: skip


def copied(read: Path, root: Path) -> list[str]:
    """What prunes a copy, as if it had been read there; beside it lies an empty folder."""
    shutil.copytree(read, root, dirs_exist_ok=True)
    (root / "leer").mkdir()
    with contextlib.closing(sqlite3.connect(root / "a.sqlite")) as base, base:
        base.execute("UPDATE documents SET origin = replace(origin, ?, ?)", (read.as_posix(), root.as_posix()))
    return ["batch", str(root / "in"), "-o", str(root / "a.sqlite"), "-j", "1", "--prune", "--apply"]


def count(root: Path) -> int:
    with contextlib.closing(sqlite3.connect(root / "a.sqlite")) as base:
        return int(base.execute("SELECT count(*) FROM documents WHERE state <> 'failed'").fetchone()[0])


@pytest.mark.parametrize("case", PRUNED)
def test_what_keeps_documents_from_being_removed(case: str, read: Path, tmp_path: Path) -> None:
    command = copied(read, tmp_path)
    change, words, code, cause, step = PRUNED[case]
    change(tmp_path / "in")
    done = RUN.invoke(app, [*command, *words.format(root=tmp_path).split()])
    assert f"{cause}; {step}\n".format(root=tmp_path) in done.stderr and done.exit_code == code, done.output
    assert count(tmp_path) == 5


def test_what_is_removed_is_named_where_each_document_is(read: Path, tmp_path: Path) -> None:
    command = copied(read, tmp_path)
    one_lost(tmp_path / "in")
    assert "anfrage: 2024/brief1.txt: nicht mehr da\n" in RUN.invoke(app, [*command, "-v"]).stderr
    assert count(tmp_path) == 4
