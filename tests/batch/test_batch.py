"""`anfrage batch`: every file accounted for, the same output however it came about, nothing overwritten, torn or left behind."""

import contextlib
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tarfile
import unicodedata
import zipfile
from pathlib import Path

import pytest

from tests.batch.runs import COMMAND, LETTER, SINKS, batch, content, left_behind, report, states
from tests.command import GUARD, QUIET, SOAK, Running, command, eventually, linux, start


@pytest.mark.parametrize("sink", SINKS)
def test_every_file_ends_in_one_state(sink: str, archive: Path) -> None:
    done = batch(archive, "in", "-o", sink, "--report", "lauf.json", code=7)
    account = report(archive)
    assert account["found"] == 18 == sum(account["states"].values())
    assert account["states"] == states(done=14, not_inquiry=1, failed=1, duplicate=1, passed_over=1)
    assert [(f["name"], f["exit_code"]) for f in account["failed"]] == [("leer.txt", 4)]
    lines = done.stderr.decode().splitlines()
    assert account["not_inquiry"] == [{"name": "antrag.txt", "document_type": "motion"}]
    assert lines[0].startswith("anfrage: leer.txt: ")
    assert "18 gefunden = 14 fertig + 1 keine Anfrage + 1 fehlgeschlagen + 1 doppelt + 1 ausgelassen" in lines[1]
    assert lines[2:4] == ["keine Anfrage: 1 Antrag", "ausgelassen: 1 versteckte Datei"]
    copies = ["11 Anfragen fragen fast dasselbe wie eine andere: 0/brief-1.txt wie 0/brief-0.txt"] if sink.endswith(".sqlite") else []
    assert [line.partition(",")[0] for line in lines[4:]] == copies
    assert done.stdout == b""
    before = content(archive / sink)
    batch(archive, "in", "-o", sink, "--report", "lauf.json", code=7)
    assert report(archive)["states"] == states(not_inquiry=1, failed=1, skipped=14, duplicate=1, passed_over=1)
    assert content(archive / sink) == before


def test_the_folder_holds_what_parse_prints(archive: Path) -> None:
    batch(archive, "in", "-o", "out", code=7)
    assert len(content(archive / "out")) == 17
    printed = command("parse", "in/zwei.txt", cwd=archive)
    assert (archive / "out/zwei.txt.json").read_bytes() == printed.stdout
    error = json.loads((archive / "out/antrag.txt.json").read_bytes())
    assert error["error"]["document_type"] == "motion" and error["source"]["name"] == "antrag.txt"
    assert json.loads((archive / "out/1/brief-5.txt.json").read_bytes())["source"]["name"] == "1/brief-5.txt"


def test_the_database_can_be_asked(archive: Path) -> None:
    batch(archive, "in", "-o", "a.sqlite", code=7)
    with sqlite3.connect(archive / "a.sqlite") as base:
        assert base.execute("SELECT count(*), count(DISTINCT document) FROM inquiries").fetchone() == (16, 15)
        assert base.execute("SELECT key, duplicate_of FROM documents WHERE state = 'duplicate'").fetchall() == [
            ("2/kopie.txt", "0/brief-0.txt")
        ]
        assert base.execute("SELECT message FROM documents WHERE key = 'antrag.txt'").fetchone()[0].startswith("das ist keine Anfrage")
        rows = base.execute('SELECT "index", text, lead_in FROM questions WHERE document = ? ORDER BY 1', ("0/brief-3.txt",)).fetchall()
        assert rows == [(1, "Warum?", "Wir fragen:"), (2, "Wie lange noch?", "Wir fragen:")]
        assert base.execute("SELECT document FROM texts WHERE texts MATCH 'trinkbrunnen'").fetchall() == [("formular.pdf",)]
        assert base.execute("SELECT party FROM parties WHERE document = 'formular.pdf'").fetchall() == [("FREIE WÄHLER",)]
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    base.close()
    assert [p.name for p in archive.iterdir() if p.name.startswith("a.sqlite")] == ["a.sqlite"]


@pytest.mark.parametrize("sink", SINKS)
def test_what_changed_is_done_again(sink: str, archive: Path) -> None:
    batch(archive, "in", "-o", sink, code=7)
    (archive / "in/0/brief-1.txt").write_text(LETTER.format(number=99), encoding="utf-8")
    (archive / "in/neu.txt").write_text(LETTER.format(number=100), encoding="utf-8")
    (archive / "in/antrag.txt").write_text(LETTER.format(number=101), encoding="utf-8")
    command("correct", "in/0/brief-2.txt", "--set", "title=Neu", cwd=archive)
    batch(archive, "in", "-o", sink, "--report", "lauf.json", code=7)
    assert report(archive)["states"] == states(done=4, failed=1, skipped=12, duplicate=1, passed_over=2)
    batch(archive, "in", "-o", f"neu{Path(sink).suffix}", code=7)
    assert content(archive / sink) == content(archive / f"neu{Path(sink).suffix}")
    batch(archive, "in", "-o", sink, "--require", "committee", "--report", "lauf.json", code=7)
    assert report(archive)["states"]["incomplete"] >= 14 and report(archive)["states"]["skipped"] == 0
    assert batch(archive, "in/0", "-o", sink, "--require", "committee", code=None).returncode == 3


@pytest.mark.parametrize("sink", SINKS)
def test_the_same_output_on_every_way(sink: str, archive: Path) -> None:
    batch(archive, "in", "-o", sink, "-j", "1", code=7)
    wanted = content(archive / sink)
    names = [str(p.relative_to(archive / "in")).encode() for p in sorted((archive / "in").rglob("*.*")) if p.is_file() and p.name[0] != "."]
    for number in range(40 if SOAK else 1):
        random.Random(number).shuffle(names)
        end = Path(sink).suffix
        batch(
            archive,
            "in",
            "-o",
            f"a{number}{end}",
            "-j",
            str(1 + number % 4),
            code=7,
            started=number == 0,
            PYTHONHASHSEED=str(number + 1),
            LC_ALL="C",
            TZ="Asia/Tokyo",
        )
        assert content(archive / f"a{number}{end}") == wanted
        listed = b"\n".join(names)
        batch(archive / "in", "--files-from", "-", "-o", f"../b{number}{end}", stdin=listed, code=7)
        assert content(archive / f"b{number}{end}") == wanted


@pytest.mark.parametrize("sink", SINKS)
def test_on_exists(sink: str, archive: Path) -> None:
    batch(archive, "in", "-o", sink, code=7)
    wanted = content(archive / sink)
    done = batch(archive, "in", "-o", sink, "--on-exists", "error", code=10)
    assert done.stderr.count(b"\n") == 1
    batch(archive, "in", "-o", sink, "--on-exists", "replace", "--report", "lauf.json", code=7)
    assert report(archive)["states"]["skipped"] == 0 and content(archive / sink) == wanted
    batch(archive, "in", "-o", sink, "--on-exists", "immer", code=2)


def test_outputs_that_are_not_ours_stay(archive: Path) -> None:
    (archive / "a.jsonl").write_text('{"mein": "eigenes"}\n')
    (archive / "a.sqlite").write_text("keine Datenbank, aber lang genug, um als eine gelesen zu werden" * 20)
    with sqlite3.connect(archive / "b.sqlite") as base:
        base.execute("CREATE TABLE meine (x)")
    base.close()
    (archive / "out/0").mkdir(parents=True)
    (archive / "out/0/brief-0.txt.json").write_text('{"mein": "eigenes"}')
    (archive / "datei").write_text("mein")
    for out in ("a.jsonl", "a.sqlite", "b.sqlite", "out", "datei"):
        before = content(archive / out) if not out.endswith("sqlite") else (archive / out).read_bytes()
        done = batch(archive, "in/0" if out != "out" else "in", "-o", out, code=10)
        assert done.stderr.decode().count("\n") >= 1
        if out == "out":
            assert content(archive / out)["0/brief-0.txt.json"] == b'{"mein": "eigenes"}'
        else:
            assert (archive / out).read_bytes() == before


@pytest.mark.parametrize("sink", SINKS)
def test_a_second_archive_joins_the_first(sink: str, archive: Path) -> None:
    batch(archive, "in/0", "-o", sink)
    batch(archive, "in/1", "-o", sink)
    (archive / "anders").mkdir()
    (archive / "anders/brief-0.txt").write_text(LETTER.format(number=500), encoding="utf-8")
    for _ in range(2):  # its name is taken by another document that is still there
        batch(archive, "anders", "-o", sink, "--report", "lauf.json")
        found = content(archive / sink)
        keys = list(found) if sink == "out" else [row[0] for row in found["documents"]] if sink == "out.sqlite" else found.splitlines()
        assert len(keys) == 9
        assert sum("brief-0.txt~" in str(key) for key in keys) == (0 if sink == "out.jsonl" else 1)
    if sink == "out.jsonl":
        assert [json.loads(line)["number"] for line in found.splitlines()].count("500/2024") == 1


def test_a_file_that_is_given_many_times(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text(LETTER.format(number=1), encoding="utf-8")
    batch(tmp_path, *["brief.txt"] * 12, "-o", "out")
    names = sorted(path.name for path in (tmp_path / "out").glob("*.json"))
    assert len(names) == 12 and names[0] == "brief.txt.json" and max(map(len, names)) < 40


def test_names_that_would_meet(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    names = [
        "a.pdf",
        "a.txt",
        "A.PDF",
        "ä.txt",
        unicodedata.normalize("NFD", "ä.txt"),
        "n" * 250 + ".txt",
        "n" * 249 + "m.txt",
        "a\nb.txt",
        "a\x1b[2Jb.txt",
    ]
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(LETTER.format(number=len(name)), encoding="utf-8")
    (folder / "x.json").mkdir()
    (folder / "x.json/a.txt").write_text(LETTER.format(number=7), encoding="utf-8")
    (folder / "x").write_text(LETTER.format(number=8), encoding="utf-8")
    (folder / os.fsdecode(b"\xff\xfe.txt")).write_text(LETTER.format(number=9), encoding="utf-8")
    count = len(list(folder.rglob("*"))) - 1
    for sink in SINKS:
        batch(tmp_path, "in", "-o", sink, "--report", "lauf.json")
        assert report(tmp_path)["found"] == count
        before = content(tmp_path / sink)
        batch(tmp_path, "in", "-o", sink, "--report", "lauf.json")
        assert report(tmp_path)["states"]["done"] == 0 and content(tmp_path / sink) == before
    written = content(tmp_path / "out")
    assert len(written) == count
    assert len({unicodedata.normalize("NFC", name).casefold() for name in written}) == count
    renamed = [json.loads(data) for name, data in written.items() if "~" in name]
    assert len(renamed) >= 6 and all("output-renamed" in [f["code"] for f in row["findings"]] for row in renamed)


def test_archives_are_read_in_place_of_folders(archive: Path) -> None:
    batch(archive, "in", "-o", "wanted.jsonl", code=7)
    with zipfile.ZipFile(archive / "a.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted((archive / "in").rglob("*")):
            packed.write(path, path.relative_to(archive / "in"))
        packed.writestr("__MACOSX/._brief.txt", b"nichts")
    with tarfile.open(archive / "a.tar.gz", "w:gz") as tar:
        tar.add(archive / "in", arcname=".")
    for name in ("a.zip", "a.tar.gz"):
        batch(archive, name, "-o", f"{name}.jsonl", code=7)
        assert content(archive / f"{name}.jsonl") == content(archive / "wanted.jsonl")


def test_archives_lead_nowhere_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        for number, name in enumerate(("../../oben.txt", "/etc/oben.txt", "unten\\x.txt", "a/../../b.txt", "gut.txt")):
            packed.writestr(name, LETTER.format(number=number))
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
        packed.writestr("bombe.txt", b"0" * 50_000_000, zipfile.ZIP_DEFLATED)
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        item = tarfile.TarInfo("../../oben.txt")
        data = LETTER.format(number=3).encode()
        item.size = len(data)
        import io

        tar.addfile(item, io.BytesIO(data))
        soft = tarfile.TarInfo("link.txt")
        soft.type, soft.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(soft)
    before = {p for p in tmp_path.parent.rglob("*") if "oben" in p.name or p.name == "b.txt"}
    batch(tmp_path, "a.zip", "-o", "sub/out", "--report", "lauf.json", code=None)
    assert report(tmp_path)["found"] == 7  # the link, too: what it leads to is not in the archive, and that is told
    batch(tmp_path, "a.tar", "-o", "sub/out2", "--report", "lauf.json", code=7)
    assert report(tmp_path)["found"] == 2
    assert not [p for p in (tmp_path / "sub").rglob("*") if p.is_file() and b"root:" in p.read_bytes()]
    assert {p for p in tmp_path.parent.rglob("*") if "oben" in p.name and "sub" not in p.parts} == before
    (tmp_path / "kaputt.zip").write_bytes((tmp_path / "a.zip").read_bytes()[:-30])
    assert batch(tmp_path, "kaputt.zip", "-o", "sub/out3", code=None).returncode in (4, 7)


def test_output_within_the_input(archive: Path) -> None:
    batch(archive, "in", "-o", "in/ergebnis", code=7)
    batch(archive, "in", "-o", "in/ergebnis", "--report", "lauf.json", code=7)
    assert report(archive)["found"] == 18
    batch(archive, "in", "-o", "in", code=7)
    batch(archive, "in", "-o", "in", "--report", "lauf.json", code=7)
    assert (archive / "in/zwei.txt.json").exists()


@linux
def test_special_files(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "tief").mkdir(parents=True)
    os.mkfifo(folder / "fifo.txt")
    (folder / "leer.txt").write_bytes(b"")
    (folder / "tot.txt").symlink_to("nirgends")
    (folder / "kreis.txt").symlink_to("kreis.txt")
    (folder / "oben").symlink_to("..")
    (folder / "null.txt").symlink_to("/dev/zero")
    (folder / "mem.txt").symlink_to("/proc/self/mem")
    (folder / "umgebung.txt").symlink_to("/proc/self/environ")
    deep = folder
    for _ in range(150):
        deep = deep / "d"
        deep.mkdir()
    (deep / "brief.txt").write_text(LETTER.format(number=1), encoding="utf-8")
    (folder / "gut.txt").write_text(LETTER.format(number=2), encoding="utf-8")
    batch(tmp_path, "in", "-o", "out", "--report", "lauf.json", code=7)
    account = report(tmp_path)
    assert account["found"] == 9 and account["states"]["done"] == 2
    assert {f["exit_code"] for f in account["failed"]} == {4}
    listed = b"in\nin/gut.txt\nfehlt.txt\n\xff.txt\n"
    batch(tmp_path, "--files-from", "-", "-o", "out2", "--report", "lauf.json", stdin=listed, code=7)
    assert report(tmp_path)["states"] == states(done=1, failed=3)


def test_wrong_usage(archive: Path) -> None:
    batch(archive, "-o", "out", code=2)
    batch(archive, "in", "-o", "out", "--require", "farbe", code=2)
    batch(archive, "in", "-o", "out", "--reader", "x", code=2)
    batch(archive, "in", "-o", "out", "--convention", "atlantis", code=2)
    (archive / "nichts").mkdir()
    batch(archive, "nichts", "-o", "out", code=4)
    batch(archive, "--files-from", "fehlt", "-o", "out", code=4)
    assert not (archive / "out").exists()


@linux
@pytest.mark.parametrize("sink", ["/sys/out", "/sys/a.jsonl", "/sys/a.sqlite", "fehlt/a.jsonl", "fehlt/a.sqlite"])
def test_outputs_that_cannot_be_written(sink: str, archive: Path) -> None:
    done = batch(archive, "in", "-o", sink, code=10)
    assert done.stderr.count(b"\n") == 1


@linux
@pytest.mark.parametrize("sink", SINKS)
def test_a_limit_of_file_size_is_a_full_disk(sink: str, archive: Path) -> None:
    limited = f"ulimit -f 1; exec {sys.executable} -m anfrage_parser batch in -o {sink}"
    done = subprocess.run(["bash", "-c", limited], cwd=archive, capture_output=True, check=False, env=QUIET)  # coverage would write, too
    assert done.returncode == 10 and b"Traceback" not in done.stderr, done.stderr
    batch(archive, "in", "-o", sink, code=7)
    batch(archive, "in", "-o", f"neu{Path(sink).suffix}", code=7)
    assert content(archive / sink) == content(archive / f"neu{Path(sink).suffix}")


@pytest.fixture
def slow(sink: str, archive: Path) -> bool:
    """An archive that is read long enough to be interrupted; whether its runs start from scratch, and are interrupted by the clock."""
    by_the_clock = SOAK or sink == "out"
    for number in range(200, 230):
        more = "Der Weg ist lang. " * 1500 if by_the_clock else ""
        (archive / f"in/{number}.txt").write_text(LETTER.format(number=number) + more, encoding="utf-8")
    return by_the_clock


def awake(running: "Running | subprocess.Popen[bytes]") -> None:
    """Wait until a command hears signals: before, on a busy machine, Python itself is still starting, and ends in its own way."""

    def hears() -> bool:
        caught = re.search(r"SigCgt:\s*([0-9a-f]+)", Path(f"/proc/{running.pid}/status").read_text())
        return caught is not None and int(caught.group(1), 16) >> (signal.SIGTERM - 1) & 1 == 1

    assert eventually(lambda: running.poll() is not None or hears())


@linux
@pytest.mark.parametrize("sink", SINKS)
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_interrupted_at_any_moment(sink: str, sign: int, code: int, slow: bool, archive: Path) -> None:
    batch(archive, "in", "-o", f"wanted{Path(sink).suffix}", code=7)
    wanted = content(archive / f"wanted{Path(sink).suffix}")
    for round_ in range(50 if SOAK else 1):
        out = f"{round_}{sink}"
        for moment in (0.3, 0.9):
            if slow:
                program = [*COMMAND, "in", "-j", "2", "-o", out]
                running: Running | subprocess.Popen[bytes] = subprocess.Popen(program, cwd=archive, stderr=subprocess.PIPE)
                with contextlib.suppress(subprocess.TimeoutExpired):  # a fast machine may be done by then
                    running.wait(moment * random.Random(round_).uniform(0.8, 1.3))
                awake(running)
            else:  # when so many of the 47 documents are there
                running = start("batch", "in", "-j", "2", "-o", out, "--log-json", cwd=archive)
                assert running.stderr is not None
                for _ in range(int(25 * moment)):
                    running.stderr.readline()
            running.send_signal(sign)
            words = running.communicate(timeout=GUARD)[1]
            assert running.returncode in (code, 7, -sign) and b"Traceback" not in words, words
            assert eventually(lambda: not left_behind(archive)), left_behind(archive)
        batch(archive, "in", "-o", out, code=7)
        assert content(archive / out) == wanted
        assert not [p for p in archive.rglob("*") if p.name.endswith(".part")]


def test_log_json_and_verbose(archive: Path) -> None:
    rows = [json.loads(line) for line in batch(archive, "in", "-o", "out", "--log-json", code=7).stderr.splitlines()]
    assert [row["event"] for row in rows] == ["begin", *["document"] * 17, "end", "account"]
    account = rows[-1]
    assert account["complete"] and account["exit_code"] == 7 and account["found"] == sum(account["states"].values()) >= 17
    assert {row["state"] for row in rows if row["event"] == "document"} == {"done", "not_inquiry", "failed", "duplicate"}
    assert batch(archive, "in", "-o", "out", "-q", code=7).stderr == b""
    assert batch(archive, "in", "-o", "out", "-v", code=7).stderr.count(": unverändert\n".encode()) == 14


def test_watching_an_inbox(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles", reason="watchfiles is not installed")
    inbox = tmp_path / "posteingang"
    inbox.mkdir()
    running = subprocess.Popen([*COMMAND, "--watch", "posteingang", "-o", "a.jsonl"], cwd=tmp_path, stderr=subprocess.PIPE, bufsize=0)
    assert running.stderr is not None
    assert "wartet" in running.stderr.readline().decode()
    for number in (1, 2):
        with (inbox / f"{number}.txt").open("w", encoding="utf-8") as file:
            file.write(LETTER.format(number=number)[:40])
            file.flush()
            file.write(LETTER.format(number=number)[40:])
        assert "1 gefunden = 1 fertig" in running.stderr.readline().decode()
    (inbox / ".versteckt.txt").write_text("nein")
    (inbox / "2.txt").write_text(LETTER.format(number=3), encoding="utf-8")
    assert "1 gefunden = 1 fertig" in running.stderr.readline().decode()
    running.send_signal(signal.SIGINT)
    words = running.communicate(timeout=GUARD)[1]
    assert running.returncode == 130 and b"Traceback" not in words
    assert [json.loads(line)["number"] for line in (tmp_path / "a.jsonl").read_bytes().splitlines()] == ["1/2024", "3/2024"]
    batch(tmp_path, "posteingang/1.txt", "--watch", "-o", "b.jsonl", code=2)
