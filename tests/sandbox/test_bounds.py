"""Nothing without a bound in the command itself: hostile TOML, conventions, databases, half characters, signals, what killed runs leave."""

import contextlib
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from anfrage_parser.batch import origins
from anfrage_parser.cli.app import app
from anfrage_parser.readers import scratch
from anfrage_parser.record import json_in
from anfrage_parser.record.json_in import Broken, rows_of
from anfrage_parser.rename import undo
from anfrage_parser.text import bounded_json, toml
from tests.command import GUARD, SAMPLES, SOAK

RUN = CliRunner()


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    path = tmp_path / "brief.txt"
    path.write_bytes((SAMPLES / "brief.txt").read_bytes())
    return path


# TOML


TOO_MUCH = {
    "parts of a key": "a." * 300_000 + "a = 1",
    "parts of a table": f"[{'a.' * 300_000}a]",
    "quoted parts": '"a".' * 20 + '"b" = 1',
    "blanks between parts": "a . " * 20 + "b = 1",
    "depth": "a = " + "[" * 100_000,
    "tables within tables": "a = " + "{a = " * 500 + "1" + "}" * 500,
    "values": "a = [" + "1," * 250_000 + "]",
    "keys": "\n".join(f"k{n} = 1" for n in range(250_000)),
    "bytes": f'a = "{"x" * toml.MOST_BYTES}"',
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_toml_beyond_its_bounds_is_refused_before_it_is_read(name: str) -> None:
    with pytest.raises(toml.TooMuchError):
        toml.loads(TOO_MUCH[name].encode())


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES: st.SearchStrategy[object] = st.recursive(
    st.booleans() | st.integers(-(2**60), 2**60) | WORDS, lambda inner: st.lists(inner, max_size=3), max_leaves=8
)


@given(st.dictionaries(WORDS.filter(bool), VALUES, max_size=5), st.sampled_from(["", "# it's [a.b.c.d.e.f.g.h.i.j]\n", "\ufeff"]))
@settings(max_examples=60, deadline=None)
def test_any_other_toml_is_read_as_tomllib_reads_it(values: dict[str, object], before: str) -> None:
    def spelled(value: object) -> str:
        if isinstance(value, list):
            return f"[{', '.join(map(spelled, value))}]"
        return str(value).lower() if isinstance(value, bool | int) else toml.quoted(str(value))

    text = before + "".join(f"{toml.quoted(key)} = {spelled(value)}\n" for key, value in values.items())
    assert toml.loads(text.encode()) == tomllib.loads(text.removeprefix("\ufeff"))


def test_corrections_with_a_key_without_end(brief: Path) -> None:
    brief.with_name("brief.txt.anfrage.toml").write_text('sha256 = "00"\n' + "a." * 300_000 + "a = 1\n", encoding="utf-8")
    done = RUN.invoke(app, ["parse", str(brief)])
    assert done.exit_code == 3 and "corrections-unreadable" in done.stdout


CONVENTIONS = {
    "depth": "[" * 100_000,
    "a dotted key": "a." * 300_000 + "a = 1",
    "marks": 'title = "x"\nextends = "general"\nmarks = [' + ", ".join(f'"m{n}"' for n in range(20_000)) + "]",
    "words": 'title = "x"\nextends = "general"\nmarks = ["x"]\n[lead_in]\nwords = [' + ", ".join(f'"w{n}"' for n in range(60_000)) + "]",
}


@pytest.mark.parametrize("name", CONVENTIONS)
def test_hostile_conventions(name: str, brief: Path, tmp_path: Path) -> None:
    path = tmp_path / "stadt.toml"
    path.write_text(CONVENTIONS[name], encoding="utf-8")
    done = RUN.invoke(app, ["parse", str(brief), "--convention", str(path)])
    assert done.exit_code == 2 and len(done.stderr.splitlines()) == 1, done.stderr


# JSON


SMALLER = 1 if SOAK else 16
"""How many times smaller than they are the bounds of JSON are here: it is nothing but their size that takes long."""
BOUNDS = {
    bounded_json: ("MOST_BYTES", "MOST_SIGNS", "WIDEST"),
    json_in: ("LARGEST", "LONGEST_LIST"),
}
MANY = 600_000 // SMALLER
MOST_BYTES, WIDEST = bounded_json.MOST_BYTES // SMALLER, bounded_json.WIDEST // SMALLER
RECORD = b'{"schema_version": "1.0", "x": '
TOO_LARGE: dict[str, Callable[[], bytes]] = {  # made when they are needed: tests fork, and all of them together are large
    "a list of lists": lambda: b"[" + b"[]," * MANY + b"[]]",
    "a list of lists, line by line": lambda: RECORD + b"[\n" + b"[],\n" * MANY + b"[]]}",
    "lists in a record": lambda: RECORD + b"[" + b"[]," * MANY + b"[]]}",
    "numbers": lambda: RECORD + b"[" + b"1.5," * 3 * MANY + b"1]}",
    "words": lambda: RECORD + b"[" + b'"ab",' * 3 * MANY + b'""]}',
    "objects": lambda: RECORD + b"[" + b'{"":1},' * MANY + b"1]}",
    "keys": lambda: RECORD + b"{" + b",".join(b'"%d":1' % n for n in range(2 * MANY)) + b"}}",
    "a long text": lambda: RECORD + b'"' + b"a" * MOST_BYTES + b'"}',
    "a text of wide characters": lambda: RECORD + b'"' + b"a" * (WIDEST // 4) + "😀".encode() + b'"}',
    "a text of escapes": lambda: RECORD + b'"' + b"\\n" * (MOST_BYTES // 2) + b'"}',
}
COMMANDS = {"validate": [], "stats": [], "export": ["--to", "jsonl", "-o", "-"], "verify": ["--root", "."]}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_json_of_too_many_values_is_refused_before_it_is_decoded(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(TOO_LARGE[name]())
    for module, names in BOUNDS.items():
        for bound in names:
            monkeypatch.setattr(module, bound, getattr(module, bound) // SMALLER)
    monkeypatch.setattr(json.JSONDecoder, "raw_decode", lambda *words: pytest.fail("it was decoded"))
    monkeypatch.setattr(json, "loads", lambda *words: pytest.fail("it was decoded"))
    done = RUN.invoke(app, ["validate", str(path)])
    assert done.exit_code == 8 and done.stderr.splitlines()[0].startswith(f"anfrage: {path}"), done.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_on_records_has_the_bound(command: str, brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other records of the file are read all the same, also from a pipe."""
    monkeypatch.setattr(bounded_json, "MOST_SIGNS", 2000)
    monkeypatch.chdir(tmp_path)
    good = json.dumps(json.loads(RUN.invoke(app, ["parse", str(brief)]).stdout)).encode() + b"\n"
    data = good + RECORD + b"[" + b"[]," * 2000 + b"[]]}\n" + good
    Path("a.jsonl").write_bytes(data)
    for name in ["a.jsonl"] if command == "verify" else ["a.jsonl", "-"]:
        done = RUN.invoke(app, [command, name, *COMMANDS[command]], input=data)
        told = [line for line in done.stderr.splitlines() if line.startswith("anfrage: ")]
        assert done.exit_code == 8 and len(told) == 1 and told[0].startswith(f"anfrage: {name}:2: "), (name, done.output)
        assert "2.000" in told[0] or "2000" in told[0]
        if command == "export":
            assert len(done.stdout.splitlines()) == 2


def test_a_database_s_records_have_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = database(tmp_path / "a.sqlite", f"UPDATE inquiries SET record = '{(RECORD + b'[' + b'[],' * 2000).decode()}[]]}}'")
    monkeypatch.setattr(bounded_json, "MOST_SIGNS", 2000)
    for command in (["stats", str(path)], ["search", str(path), "Parkhaus"]):
        done = RUN.invoke(app, command)
        assert done.exit_code == 8 and "zu groß" in done.stderr, done.output


def test_corrections_and_renamings_have_the_bound(brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_json, "MOST_SIGNS", 2000)
    monkeypatch.setattr(undo, "MOST_SIGNS", 2000)
    (tmp_path / "a.json").write_bytes(b'{"anfrage_corrections": 1, "documents": [' + b"[]," * 2000 + b"[]]}")
    done = RUN.invoke(app, ["correct", "--import", str(tmp_path / "a.json"), str(tmp_path)])
    assert done.exit_code == 8 and "a.json ist zu groß" in done.stderr and len(done.stderr.splitlines()) == 1
    (tmp_path / "b.json").write_bytes(b'{"anfrage_undo": 1, "renamings": [' + b"[]," * 2000 + b"[]]}")
    done = RUN.invoke(app, ["rename", "--undo", str(tmp_path / "b.json")])
    assert done.exit_code == 8 and len(done.stderr.splitlines()) == 1


def test_no_renaming_that_could_not_be_taken_back(brief: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "MOST_SIGNS", 3)
    monkeypatch.setattr(bounded_json, "MOST_BYTES", 50)
    monkeypatch.chdir(brief.parent)
    done = RUN.invoke(app, ["rename", "{title}", str(brief), "--apply"])
    assert done.exit_code == 8 and brief.exists() and len(list(brief.parent.iterdir())) == 1, done.output


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text('ab"\\,:[]{}', max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab,", max_size=2), inner, max_size=3),
    max_leaves=12,
)


def signs(value: object) -> int:
    """Brackets, commas and colons outside of strings, counted on the value itself."""
    if not isinstance(value, list | dict):
        return 0
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max(0, len(value) - 1) + (len(value) if isinstance(value, dict) else 0) + sum(map(signs, inner))


@given(JSON_VALUES, st.integers(0, 12), st.sampled_from([None, 1]))
@settings(max_examples=300, deadline=None)
def test_signs_within_strings_don_t_count(value: object, most: int, indent: int | None) -> None:
    data = json.dumps(value, indent=indent).encode()
    if signs(value) > most:
        with pytest.raises(bounded_json.TooMuchError):
            bounded_json.loads(data, most)
    else:
        assert bounded_json.loads(data, most) == value


@given(st.lists(st.dictionaries(st.text("ab,", max_size=2), JSON_VALUES, max_size=3), max_size=5), st.sampled_from(["list", "lines"]))
@settings(max_examples=200, deadline=None)
def test_a_large_list_is_read_one_by_one(rows: list[dict[str, object]], layout: str) -> None:
    data = (json.dumps(rows) if layout == "list" else " ".join(map(json.dumps, rows))).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded_json, "MOST_SIGNS", 1 + max([1, *map(signs, rows)]))
        patch.setattr(bounded_json, "MOST_BYTES", max([9, *(len(json.dumps(row)) + 3 for row in rows)]))
        assert list(rows_of(io.BytesIO(data))) == rows
        if layout == "list" and len(rows) > 1:
            assert isinstance(list(rows_of(io.BytesIO(data[:-1])))[-1], Broken)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells the most that a process had")
@pytest.mark.parametrize("name", ["a list of lists", "words", "a text of escapes", "a text of wide characters"])
def test_the_memory_that_json_takes(name: str, tmp_path: Path) -> None:
    """300 MiB, with what the command itself takes; of a smaller bound the share that is its own."""
    path, small = tmp_path / "a.json", tmp_path / "b.json"
    path.write_bytes(TOO_LARGE[name]().replace(b"[],", b"[]," * 8).replace(b'"ab",', b'"ab",' * 4))
    small.write_bytes(RECORD + b"[]}")
    script = f"""
from anfrage_parser.cli.app import app
from anfrage_parser.record import json_in
from anfrage_parser.text import bounded_json
for module, names in ((bounded_json, {BOUNDS[bounded_json]}), (json_in, {BOUNDS[json_in]})):
    for name in names:
        setattr(module, name, getattr(module, name) // {SMALLER})
for path in {[str(small), str(path)]}:
    try:
        app(["validate", path])
    except SystemExit as ended:
        most = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
        print("MOST", ended.code, most)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, timeout=GUARD)
    (_, itself), (code, most) = (map(int, line.split()[1:]) for line in done.stdout.splitlines() if line.startswith(b"MOST"))
    assert code == 8 and itself + (most - itself) * SMALLER < 300 * 1024, done


# databases


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT"


def database(path: Path, *statements: str) -> Path:
    assert RUN.invoke(app, ["batch", str(SAMPLES / "brief.txt"), "-o", str(path), "-j", "1"]).exit_code == 0
    with contextlib.closing(sqlite3.connect(path)) as base:
        for statement in statements:
            base.execute(statement)
        base.commit()
    return path


def columns(path: Path) -> str:
    with contextlib.closing(sqlite3.connect(path)) as base:
        return ", ".join(f"NULL AS {row[1]}" for row in base.execute("PRAGMA table_info(inquiries)"))


@pytest.mark.parametrize(
    "command", [["search", "FILE", "Radweg"], ["stats", "FILE"], ["export", "FILE", "-o", "OUT"], ["validate", "FILE"]]
)
def test_a_view_without_an_end_is_no_table(command: list[str], tmp_path: Path) -> None:
    path = database(tmp_path / "a.sqlite")
    view = f"CREATE VIEW inquiries AS {ENDLESS} {columns(path)} FROM n"
    with contextlib.closing(sqlite3.connect(path)) as base:
        base.execute("DROP TABLE inquiries")
        base.execute(view)
        base.commit()
    words = [str(path) if word == "FILE" else str(tmp_path / "x.csv") if word == "OUT" else word for word in command]
    done = RUN.invoke(app, words)
    assert done.exit_code == 4 and "inquiries" in done.stderr, done.output


def test_nothing_is_written_where_a_trigger_would_act(tmp_path: Path) -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON documents BEGIN DELETE FROM documents; END"
    path = database(tmp_path / "a.sqlite", trigger)
    done = RUN.invoke(app, ["batch", str(SAMPLES / "aufzaehlung.txt"), "-o", str(path), "-j", "1"])
    assert done.exit_code == 10 and "Trigger" in done.stderr


# half characters


@pytest.mark.parametrize("command", [["export", "--to", "sqlite", "-o", "OUT"], ["stats"], ["validate"]])
def test_half_a_character_in_a_record(command: list[str], brief: Path, tmp_path: Path) -> None:
    record = json.loads(RUN.invoke(app, ["parse", str(brief)]).stdout)
    record["source"]["name"] = "a\ud800.txt"
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    words = [str(tmp_path / "x.sqlite") if word == "OUT" else word for word in command]
    done = RUN.invoke(app, [words[0], str(path), *words[1:]])
    assert done.exit_code in (3, 4) and "Fehler im Programm" not in done.output, done.output


# signals


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("module", ["anfrage_parser.cli", "anfrage_parser.cli.root", "typer", "anfrage_parser.messages"])
def test_a_signal_while_modules_are_imported(module: str, number: int, code: int) -> None:
    """The signal comes as a module begins to be imported; nothing is said, and the code is the signal's."""
    script = f"""
import os, runpy, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), {int(number)})
            for _ in range(10_000):
                pass
sys.meta_path.insert(0, Finder())
sys.argv = ["anfrage", "formats"]
runpy.run_module("anfrage_parser", run_name="__main__", alter_sys=True)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, timeout=GUARD)
    assert (done.returncode, done.stderr) == (code, b"")


# scratch folders


def abandoned(place: Path, name: str, age: float = 3600.0) -> Path:
    folder = place / name
    folder.mkdir()
    (folder / "0000001").write_bytes(b"x")
    owner = folder / scratch.OWNER
    owner.touch()
    os.utime(owner, (time.time() - age,) * 2)
    return folder


def test_what_killed_runs_left_is_swept(tmp_path: Path) -> None:
    gone = abandoned(tmp_path, "anfrage-alt")
    young = abandoned(tmp_path, "anfrage-jung", age=1.0)
    foreign = abandoned(tmp_path, "fremd-alt")
    bare = tmp_path / "anfrage-ohne"
    bare.mkdir()
    with scratch.scratch_folder(tmp_path) as mine:
        assert scratch.sweep(str(tmp_path)) == 0 and mine.exists()
        assert not gone.exists() and young.exists() and foreign.exists() and bare.exists()
        os.utime(mine / scratch.OWNER, (0, 0))
        assert scratch.sweep(str(tmp_path)) == 0 and mine.exists()  # its process lives
    assert not mine.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_sweep_follows_no_link(tmp_path: Path) -> None:
    kept = tmp_path / "wichtig"
    kept.mkdir()
    (kept / scratch.OWNER).touch()
    os.utime(kept / scratch.OWNER, (0, 0))
    (tmp_path / "anfrage-link").symlink_to(kept)
    other = abandoned(tmp_path, "anfrage-b")
    (other / scratch.OWNER).unlink()
    (other / scratch.OWNER).symlink_to(kept / scratch.OWNER)
    assert scratch.sweep(str(tmp_path)) == 0 and kept.exists() and other.exists()


def test_a_killed_process_leaves_what_the_next_one_sweeps(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom anfrage_parser.readers.scratch import scratch_folder\n"
        "with scratch_folder(sys.argv[1]) as folder:\n    print(folder, flush=True)\n    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        left = Path(process.stdout.readline().decode().strip())
        os.utime(left / scratch.OWNER, (0, 0))
        assert scratch.sweep(str(tmp_path)) == 0 and left.exists()
        process.kill()
        process.wait()
    assert scratch.sweep(str(tmp_path)) == 1 and not left.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="workers have no socket there")
@pytest.mark.parametrize("killed", [True, False])
def test_a_killed_batch_leaves_nothing_that_is_not_swept(killed: bool, brief: Path, tmp_path: Path) -> None:
    """What Python makes for the workers lies in a folder of ours, too; a run that ends by itself takes it away."""
    place = Path(tempfile.mkdtemp(prefix="anfrage-tests-", dir="/tmp"))  # a socket's name is short
    script = f"""
import os, signal
from anfrage_parser.batch.sinks.folder import FolderSink
from anfrage_parser.cli.app import app
if {killed}:
    FolderSink.put = lambda *words: os.kill(os.getpid(), signal.SIGKILL)
app(["batch", {str(brief)!r}, "-o", {str(tmp_path / "out")!r}, "-j", "1"])
"""
    try:
        done = subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "TMPDIR": str(place)}, capture_output=True, check=False, timeout=120
        )
        assert done.returncode == (-signal.SIGKILL if killed else 0), done.stderr
        left = list(place.iterdir())
        assert bool(left) == killed and all((folder / scratch.OWNER).exists() for folder in left), left
        for folder in left:
            os.utime(folder / scratch.OWNER, (0, 0))
        assert scratch.sweep(str(place)) == len(left) and not list(place.iterdir())
    finally:
        shutil.rmtree(place)


# names that lead to other machines


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Windows, as far as it matters: what of shares is asked for."""
    monkeypatch.setattr(origins, "WINDOWS", True)
    asked: list[str] = []

    def spied(ask: Callable[..., object], path: object, *words: object, **more: object) -> object:
        if isinstance(path, str | Path) and str(path).startswith("//"):
            asked.append(str(path))
            raise FileNotFoundError(path)
        return ask(path, *words, **more)

    for name in ("stat", "lstat", "open", "scandir"):
        monkeypatch.setattr(os, name, partial(spied, getattr(os, name)))
    monkeypatch.setattr(os.path, "realpath", partial(spied, os.path.realpath))
    return asked


BEYOND = [
    "//host/share/a.txt",
    r"\\host\share\a.txt",
    r"\/host\share",
    "//host",
    "///host/share",
    r"\\.\pipe\x",
    "//?/UNC/host/share/a",
    "NUL",
    "a/con.txt",
    "COM1:",
    "aux ",
]
NEAR = {"//host/share/a.txt": r"\\HOST\Share", "//?/UNC/host/share/a": "//?/unc/host/share/b", "//host": "//host"}


@pytest.mark.parametrize("name", BEYOND)
def test_shares_and_devices_are_not_looked_for(name: str, looked_at: list[str]) -> None:
    assert origins.is_beyond(name, "briefe") and origins.is_beyond(name, "//other/share") and origins.may_exist(name, "briefe")
    assert not looked_at
    if name in NEAR:
        assert not origins.is_beyond(name, NEAR[name])


@pytest.mark.parametrize(
    "name", ["a.txt", "C:/briefe/a.txt", r"C:\briefe\a.txt", "/briefe/a.txt", "konsole.txt", "con/a.txt", "com.txt", "a-con.txt"]
)
def test_other_names_are_looked_for(name: str, looked_at: list[str]) -> None:
    assert not origins.is_beyond(name, "briefe")


def test_a_database_that_names_a_share(brief: Path, tmp_path: Path, looked_at: list[str]) -> None:
    """The letter of the same content, and the one of the same name, stay what they are."""
    path = database(tmp_path / "a.sqlite", "UPDATE documents SET origin = '//host/share/brief.txt'")
    for words in ([], ["--prune", "--apply"]):
        done = RUN.invoke(app, ["batch", str(brief), "-o", str(path), "-j", "1", *words])
        assert done.exit_code == 0, done.output
    with contextlib.closing(sqlite3.connect(path)) as base:
        assert base.execute("SELECT count(*) FROM documents").fetchone() == (2,)
    for command in (["search", str(path), "Parkhaus"], ["stats", str(path)]):
        assert RUN.invoke(app, command).exit_code == 0
    assert not looked_at


@pytest.mark.parametrize("command", [["review", "a.jsonl", "-o", "a.html"], ["verify", "a.jsonl", "--root", "."]])
def test_a_record_that_names_a_share(
    command: list[str], brief: Path, tmp_path: Path, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    record = json.loads(RUN.invoke(app, ["parse", str(brief)]).stdout)
    record["source"].update(name="//host/share/a.txt", sha256="0" * 64)
    Path("a.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert RUN.invoke(app, command).exit_code in (0, 4)
    assert not looked_at
