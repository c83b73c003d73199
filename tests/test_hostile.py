"""Files and texts of strangers: no input brings down a command, none of it acts where it is shown, each failure can be used."""

import json
import os
import re
import shlex
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from anfrage_parser.cli.app import app
from anfrage_parser.cli.display import safe
from anfrage_parser.model import Source
from anfrage_parser.parse import parse_source
from tests.command import command, shell
from tests.payloads import ACTS, OURS, PAYLOADS
from tests.pdfs import letter, pdf
from tests.test_laws import EXAMPLES

RUN = CliRunner()
LETTER = "Anfrage 0815/2024\n\nvom 3. Mai 2024\nSPD-Fraktion\nBetreff: {title}\n\nWir fragen:\n\n1. {question}?\n2. Was kostet er?\n"
posix = pytest.mark.skipif(os.name != "posix", reason="such files exist only on POSIX")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc and its like are Linux's")


def run(*words: object, code: int | None = None, data: bytes = b"") -> Result:
    result = RUN.invoke(app, [os.fspath(w) if isinstance(w, Path) else str(w) for w in words], input=data)
    assert code is None or result.exit_code == code, (words, result.exit_code, result.stderr)
    assert "Traceback" not in result.stderr
    return result


# --- every failure can be used (bar E1) ---


def write(data: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / "eingabe").write_bytes(data)
        return folder / "eingabe"

    return make


def scan(*texts: str) -> bytes:
    return pdf([[(70.0, 90.0, text)] if text else [] for text in texts])


LOCKED = pdf([letter()], password="geheim")


def empty_folder(folder: Path) -> Path:
    (folder / "leer").mkdir()
    return folder / "leer"


FAILURES: dict[int, dict[str, tuple[list[str], Callable[[Path], Path]]]] = {
    4: {
        "missing": ([], lambda folder: folder / "fehlt.pdf"),
        "an empty folder": ([], empty_folder),
        "empty": ([], write(b"")),
        "a picture": ([], write(b"\x89PNG\r\n\x1a\n" + bytes(99))),
        "a damaged PDF": ([], write(b"%PDF-1.7\n" + b"\x93" * 99)),
        "zeros": ([], write(bytes(4096))),
        "an archive": ([], write(b"PK\x03\x04rest")),
    },
    5: {
        "an empty page": ([], write(scan(""))),
        "three empty pages": ([], write(scan("", "", ""))),
        "a page number": ([], write(scan("1"))),
        "a scanner's imprint": ([], write(scan("Scan 12"))),
        "an empty page, read by pdfplumber": (["--reader", "pdfplumber"], write(scan(""))),
        "letters that mean nothing": ([], write("\ue000\ue001\ue002 und \ue003".encode() * 50)),
        "replacement characters": ([], write("\ufffd\ufffd\ufffd und ".encode() * 50)),
    },
    6: {
        "a motion": ([], write("ANTRAG\n\nDer Rat beschließt, den Weg zu sanieren.\n".encode())),
        "minutes": ([], write("Niederschrift\n\nüber die Sitzung des Rates am 3.5.2024\n".encode())),
        "prose": ([], write("Der Weg ist lang und führt am Ufer entlang.\n".encode() * 20)),
        "a book": ([], write(b"Der Weg ist lang. " * 50_000)),
        "a table": ([], write(b"1;2;3\n4;5;6\n" * 30)),
    },
    8: {
        "too large a text": (["--max-bytes", "10"], write(LETTER.encode())),
        "too large a PDF": (["--max-bytes", "10"], write(pdf([letter()]))),
        "too many pages": (["--max-pages", "1"], write(pdf([letter(), letter()]))),
        "too many pages for pdfplumber": (["--max-pages", "1", "--reader", "pdfplumber"], write(pdf([letter(), letter()]))),
        "too many lines": ([], write(b"a\n" * 1_000_001)),
        "too many questions": ([], write(b"Wer fragt das?\n" * 20_001)),
    },
    9: {
        "locked": ([], write(LOCKED)),
        "locked, read by pdfplumber": (["--reader", "pdfplumber"], write(LOCKED)),
        "another password": (["--password-file", "{words}"], write(LOCKED)),
        "another password, read by pdfplumber": (["--reader", "pdfplumber", "--password-file", "{words}"], write(LOCKED)),
        "locked, in this process": (["--no-sandbox"], write(LOCKED)),
    },
}
CASES = [(code, name) for code, cases in FAILURES.items() for name in cases]

SPEAKS_OF_ITSELF = re.compile(r"[A-Z]\w+(?:Error|Exception)\b|\bNone\b|0x[0-9a-f]{6}|\.py\b|pypdfium|pdfminer|pydantic", re.ASCII)


@pytest.mark.parametrize(("code", "name"), CASES, ids=[f"{code}: {name}" for code, name in CASES])
def test_every_failure_can_be_used(code: int, name: str, tmp_path: Path) -> None:
    options, make = FAILURES[code][name]
    (tmp_path / "kennwort").write_text("falsch\n", encoding="utf-8")
    path = make(tmp_path)
    result = run("parse", *(word.format(words=tmp_path / "kennwort") for word in options), path, code=code)
    lines = result.stderr.splitlines()
    assert len(lines) == 1 and result.stdout == ""
    head, cause, step = re.fullmatch(r"(anfrage: .*?): ([^;]+); (.+)", lines[0]).groups()  # type: ignore[union-attr]
    assert head == f"anfrage: {path}" and 8 <= len(cause) <= 90 and 10 <= len(step) <= 120
    assert not SPEAKS_OF_ITSELF.search(cause + step)


OUTPUTS = {
    "a folder that isn't there": ["batch", "{letter}", "-o", "{folder}/fehlt/aus.jsonl"],
    "a folder where a file should be": ["review", "--force", "{letter}", "-o", "{folder}/ordner.jsonl"],
    "a file of somebody else": ["batch", "{letter}", "-o", "{folder}/fremd.jsonl"],
    "a page that is there": ["review", "{letter}", "-o", "{folder}/fremd.jsonl"],
    "a picture that is there": ["inspect", "{pdf}", "-o", "{folder}/fremd.jsonl"],
    "a device": ["review", "--force", "{letter}", "-o", "{folder}/geraet"],
    "a device for the report": ["batch", "{letter}", "-o", "{folder}/aus", "--report", "{folder}/geraet"],
    "a device for a picture": ["inspect", "--force", "{pdf}", "-o", "{folder}/geraet"],
    "a device for lines": ["batch", "{letter}", "-o", "{folder}/geraet.jsonl"],
    "a device for a database": ["batch", "{letter}", "-o", "{folder}/geraet.sqlite"],
}


@linux
@pytest.mark.parametrize("name", OUTPUTS)
def test_every_output_that_fails_can_be_used(name: str, tmp_path: Path) -> None:
    (tmp_path / "ordner.jsonl").mkdir()
    (tmp_path / "fremd.jsonl").write_text("fremd")
    devices = [tmp_path / end for end in ("geraet", "geraet.jsonl", "geraet.sqlite")]
    for device in devices:
        device.symlink_to("/dev/null")
    (tmp_path / "brief.txt").write_text(LETTER, encoding="utf-8")
    (tmp_path / "brief.pdf").write_bytes(pdf([letter()]))
    places = {"letter": tmp_path / "brief.txt", "pdf": tmp_path / "brief.pdf", "folder": tmp_path}
    result = run(*(word.format_map(places) for word in OUTPUTS[name]), code=10)
    assert len(result.stderr.splitlines()) == 1 and "; " in result.stderr
    assert not SPEAKS_OF_ITSELF.search(result.stderr)
    assert (tmp_path / "fremd.jsonl").read_text() == "fremd"
    assert Path("/dev/null").is_char_device() and all(device.is_symlink() for device in devices)


def test_a_fault_of_ours_names_the_file_and_spares_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from anfrage_parser.cli import single

    works = parse_source

    def broken(source: Source, *rest: Any) -> object:
        if "Kappes" in source.text:
            raise ValueError(source.text)
        return works(source, *rest)

    monkeypatch.setattr(single, "parse_source", broken)
    good, bad = tmp_path / "gut.txt", tmp_path / "schlecht.txt"
    good.write_text(LETTER, encoding="utf-8")
    bad.write_text(LETTER + "Kappes", encoding="utf-8")
    alone = run("parse", bad, code=1)
    assert re.fullmatch(rf"anfrage: {bad}: Fehler im Programm \(anfrage [^,]+, ValueError, \w+\.py:[0-9]+\); .*README\n", alone.stderr)
    assert "Kappes" not in alone.stderr
    rows = [json.loads(line) for line in run("parse", good, bad, good, code=7).stdout.splitlines()]
    assert ["error" in row for row in rows] == [False, True, False]
    assert "Kappes" not in json.dumps(rows[1])


# --- special files (bar R14) ---


def fifo(folder: Path) -> Path:
    os.mkfifo(folder / "rohr")
    return folder / "rohr"


def listening(folder: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(folder / "s"))
    return folder / "s"


def loop(folder: Path) -> Path:
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to("a")
    return folder / "a"


def dangling(folder: Path) -> Path:
    (folder / "tot").symlink_to("nirgends")
    return folder / "tot"


def linked(folder: Path) -> Path:
    named("brief.txt")(folder)
    (folder / "verweis").symlink_to("brief.txt")
    return folder / "verweis"


def deep(folder: Path) -> Path:
    for _ in range(200):
        folder = folder / "d"
        folder.mkdir()
    return named("brief.txt")(folder)


def named(name: str | bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / os.fsdecode(name)
        path.write_text(LETTER, encoding="utf-8")
        return path

    return make


SPECIAL: dict[str, tuple[Callable[[Path], Path], int]] = {
    "memory": (lambda _: Path("/proc/self/mem"), 4),
    "endless": (lambda _: Path("/dev/zero"), 4),
    "random": (lambda _: Path("/dev/urandom"), 4),
    "nothing": (lambda _: Path("/dev/null"), 4),
    "terminal": (lambda _: Path("/dev/tty"), 4),
    "pipe": (fifo, 4),
    "socket": (listening, 4),
    "folder": (lambda folder: folder, 4),
    "loop": (loop, 4),
    "dangling": (dangling, 4),
    "linked": (linked, 0),
    "missing folder": (lambda folder: folder / "fehlt" / "brief.txt", 4),
    "file as folder": (lambda folder: named("brief.txt")(folder) / "x", 4),
    "name of 255 bytes": (named("n" * 251 + ".txt"), 0),
    "name of 256 bytes": (lambda folder: folder / ("n" * 256), 4),
    "endless name": (lambda folder: folder / ("n/" * 5000), 4),
    "NUL in the name": (lambda folder: folder / "a\0b", 4),
    "line end in the name": (named("a\nb.txt"), 0),
    "escape in the name": (named("a\x1b[2J\x07b.txt"), 0),
    "direction mark in the name": (named("a\u202etxt.fdp"), 0),
    "markup in the name": (named("[bold red]a[nix]:smile:.txt"), 0),
    "no UTF-8 in the name": (named(b"a\xff\xfeb.txt"), 0),
    "only blanks in the name": (named("   "), 0),
    "like an option": (named("-o"), 0),
    "like a pattern": (named("a*[b]?.txt"), 0),
    "200 folders deep": (deep, 0),
}


@linux
@pytest.mark.parametrize("name", SPECIAL)
def test_special_files(name: str, tmp_path: Path) -> None:
    make, code = SPECIAL[name]
    path = make(tmp_path)
    done = RUN.invoke(app, ["parse", "-v", "--", str(path)])
    assert done.exit_code == code, done.stderr
    assert not ACTS.search(done.stderr.replace("\n", "")) and "Traceback" not in done.stderr
    assert done.stderr.isprintable() or done.stderr.count("\n") >= 1
    if code:
        assert done.stderr.count("\n") == 1
    else:
        assert json.loads(done.stdout_bytes.decode("utf-8", "strict"))["number"] == "0815/2024"


@linux
def test_kernel_messages() -> None:
    """There may be some to read just now, which are no letter, or they would have to be waited for."""
    done = RUN.invoke(app, ["parse", "/proc/kmsg"])
    assert done.exit_code in (4, 6) and done.stderr.count("\n") == 1


@linux
def test_special_names_in_one_archive(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    good = 0
    for number, (name, (make, code)) in enumerate(SPECIAL.items()):
        if "name" in name and name != "missing folder" and code == 0:
            (tmp_path / f"in/{number}").mkdir()
            make(tmp_path / f"in/{number}")
            good += 1
    done = command("batch", "in", "-o", "aus", "--report", "lauf.json", "-v", cwd=tmp_path)
    account = json.loads((tmp_path / "lauf.json").read_text(encoding="utf-8"))
    assert account["found"] == good, done.stderr
    written = [p for p in (tmp_path / "aus").rglob("*.json") if ".anfrage" not in p.parts]
    assert len(written) == good and good >= 7
    assert not ACTS.search(done.stderr.decode("utf-8", "strict").replace("\n", "").replace("\r", ""))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["aus", "in", "lauf.json"]


# --- nothing of a document acts (bars S1, S4, S7) ---


@posix
@pytest.mark.parametrize("command", ["parse", "parse -v", "show", "show --full", "explain", "parse --format jsonl", "check"])
def test_nothing_acts_on_a_terminal(command: str, tmp_path: Path) -> None:
    import pty

    text = "".join(LETTER.format(title=f"Uferweg {p}", question=f"Wann {p} öffnet") + f"\n{p}\n\f" for p in PAYLOADS)
    path = tmp_path / "brief \x1b]0;x\x07[bold].txt"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    path.with_name(path.name + ".json").write_text("{}")
    first, second = pty.openpty()
    words = [*shlex.split(shell()), *command.split(), str(path if command != "check" else tmp_path)]
    with subprocess.Popen(words, stdout=second, stderr=second, stdin=second, close_fds=True) as running:
        os.close(second)
        shown = bytearray()
        while True:
            try:
                got = os.read(first, 65536)
            except OSError:  # the other side is gone
                break
            if not got:
                break
            shown += got
    os.close(first)
    assert running.returncode in (0, 3, 6) and len(shown) > 100
    left = OURS.sub("", shown.decode("utf-8", "strict").replace("\r\n", "\n"))
    assert not ACTS.search(left.replace("\t", "").replace("\n", ""))
    assert "Traceback" not in left and "MarkupError" not in left


@settings(max_examples=EXAMPLES // 4, deadline=None)
@given(st.text())
def test_what_is_shown_is_safe(text: str) -> None:
    shown = safe(text)
    assert not ACTS.search(shown) and "\n" not in shown and len(shown) <= 500 * 10
    shown.encode("utf-8", "strict")
    assert all(unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") for c in shown)


def no_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    assert len({key for key, _ in pairs}) == len(pairs)
    return dict(pairs)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_json_is_strict(payload: str) -> None:
    text = LETTER.format(title=f"Uferweg {payload}", question=f"Wann {payload} öffnet er") + payload
    for options in (["--format", "json"], ["--format", "jsonl", "--evidence"]):
        done = run("parse", *options, "-", data=text.encode("utf-8", "surrogatepass"))
        if done.exit_code in (4, 5, 6):
            continue
        said = done.stdout_bytes.decode("utf-8", "strict")
        row = json.loads(said, object_pairs_hook=no_twice, parse_constant=pytest.fail)
        assert row["number"] == "0815/2024" and row["questions"]
        assert not re.search("[\ud800-\udfff]", json.dumps(row, ensure_ascii=False))


CANARY = "Kanarienvogel"


def test_failures_quote_no_document(tmp_path: Path) -> None:
    """Neither a document's words nor a password reach what people or logs see of a failure."""
    motion = f"ANTRAG\n\nDer Rat beschließt, den {CANARY} zu füttern.\n".encode()
    texts = {
        "antrag.txt": motion,
        "kaputt.pdf": b"%PDF-1.7\n" + motion * 9,
        "zu.pdf": pdf([[(70.0, 90.0, f"Anfrage {CANARY}")]], password=CANARY),
        "bild.png": b"\x89PNG\r\n\x1a\n" + motion,
        "viele.txt": motion + b"Wer?\n" * 60_000,
    }
    for name, data in texts.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "kennwort").write_text("Falscher" + CANARY, encoding="utf-8")
    for name in texts:
        done = run("parse", "-v", "--password-file", tmp_path / "kennwort", tmp_path / name)
        assert done.exit_code in (4, 6, 8, 9) and CANARY not in done.stderr + done.stdout, name
    words = ["batch", ".", "-o", "aus", "--report", "lauf.json", "--log-json", "-v", "--password-file", "kennwort"]
    (tmp_path / "kennwort").chmod(0o600)
    ran = command(*words, cwd=tmp_path, code=7)
    told = [ran.stdout, ran.stderr, (tmp_path / "lauf.json").read_bytes()]
    told += [p.read_bytes() for p in (tmp_path / "aus").rglob("*") if p.is_file()]
    assert not [t for t in told if CANARY.encode() in t]
