"""Folders, zip and tar as a batch meets them: every document counts, by its own name; what can't be listed is told; bombs are refused."""

import bz2
import gzip
import hashlib
import io
import json
import lzma
import os
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tarfile
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anfrage_parser.batch import archive as archives
from anfrage_parser.batch import unpacking
from anfrage_parser.batch.archive import Member, Scratch, is_archive, member_of, members
from anfrage_parser.batch.folders import files_below
from anfrage_parser.batch.input_filter import InputFilter
from anfrage_parser.batch.inputs import bytes_of, found
from anfrage_parser.errors import AnfrageError, LimitError, OutputError, UnreadableError, packed, unpacked
from anfrage_parser.messages import say
from anfrage_parser.readers import zips
from tests.batch.runs import COMMAND, LETTER, batch, report
from tests.command import GUARD, Done, command

linux = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")


def letter(number: int) -> bytes:
    return LETTER.format(number=number).encode()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def zipped(path: Path, *files: tuple[str, bytes]) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        warnings.simplefilter("ignore")  # of twins
        for name, data in files:
            packed.writestr(zipfile.ZipInfo(name), data)
    return path


def tarred(path: Path, *files: tuple[str, bytes | tuple[bytes, str]], mode: str = "w") -> Path:
    """A tar of files (name, bytes) and of others (name, (type, link))."""
    with tarfile.open(path, mode) as packed:  # type: ignore[call-overload,unused-ignore]
        for name, data in files:
            info = tarfile.TarInfo(name)
            if isinstance(data, tuple):
                info.type, info.linkname = data
                packed.addfile(info)
            else:
                info.size = len(data)
                packed.addfile(info, io.BytesIO(data))
    return path


def rows_of(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def held(path: Path, folder: Path) -> list[tuple[str, bytes]]:
    """Names and bytes of the documents in an archive; of what can't be read, no bytes."""
    folder.mkdir(exist_ok=True)
    return [(m.name, b"" if m.fault is not None else _bytes(m)) for m in members(path, Scratch(folder))]


def _bytes(member: Member) -> bytes:
    if member.member is None:
        return member.path.read_bytes()
    return member_of(str(member.path), member.number, member.member)


# names that are not unique


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz"])
@pytest.mark.parametrize("sink", ["out", "o.jsonl", "o.sqlite"])
def test_members_of_one_name_are_all_read(kind: str, sink: str, tmp_path: Path) -> None:
    names = ["a.txt", "a.txt", "A.TXT", "ä.txt", unicodedata.normalize("NFD", "ä.txt"), "./a.txt", "../a.txt", "sub/a.txt"]
    files = [(name, letter(number)) for number, name in enumerate(names)]
    path = tmp_path / f"a.{kind}"
    if kind == "zip":
        zipped(path, *files)
    else:
        tarred(path, *files, mode="w:gz" if kind.endswith("gz") else "w")
    for state in ("done", "skipped"):
        batch(tmp_path, path.name, "-o", sink, "--report", "lauf.json")
        assert report(tmp_path)["states"][state] == len(names) == report(tmp_path)["found"]
    if sink == "out":
        files_written = [p for p in (tmp_path / sink).rglob("*.json") if ".anfrage" not in p.parts]
        rows = [json.loads(p.read_bytes()) for p in files_written]
        assert len({unicodedata.normalize("NFC", str(p)).casefold() for p in files_written}) == len(names)
        digests = [row["source"]["sha256"] for row in rows]
    elif sink == "o.jsonl":
        digests = [row["source"]["sha256"] for row in rows_of(tmp_path / sink)]
    else:
        with sqlite3.connect(tmp_path / sink) as base:
            keys, digests = map(list, zip(*base.execute("SELECT key, sha256 FROM documents"), strict=True))
        base.close()
        assert len(set(keys)) == len(names)
    assert sorted(digests) == sorted(sha(data) for _, data in files)


def test_what_lies_in_a_folder_and_in_an_archive_is_read_twice(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(letter(1))
    zipped(folder / "b.zip", ("a.txt", letter(1)), ("c.txt", letter(2)))
    batch(tmp_path, "in", "in/b.zip", "in", "-o", "o.jsonl", "--report", "lauf.json")
    assert report(tmp_path)["found"] == 8 and report(tmp_path)["states"]["duplicate"] == 6
    assert sorted(row["source"]["name"] for row in rows_of(tmp_path / "o.jsonl")) == sorted(
        ["a.txt", "b.zip/a.txt", "b.zip/c.txt"] * 2 + ["a.txt", "c.txt"]
    )


def test_links_in_a_tar_are_documents(tmp_path: Path) -> None:
    path = tarred(
        tmp_path / "a.tar",
        ("2024/a.txt", letter(1)),
        ("hart.txt", (tarfile.LNKTYPE, "2024/a.txt")),
        ("härter.txt", (tarfile.LNKTYPE, "./hart.txt")),
        ("2024/weich.txt", (tarfile.SYMTYPE, "../später.txt")),
        ("weicher.txt", (tarfile.SYMTYPE, "2024/weich.txt")),
        ("ordner", (tarfile.SYMTYPE, "2024")),
        ("hier", (tarfile.SYMTYPE, ".")),
        ("später.txt", letter(2)),
        ("hinaus.txt", (tarfile.SYMTYPE, "/etc/passwd")),
        ("oben.txt", (tarfile.SYMTYPE, "2024/../../a.txt")),
        ("rund.txt", (tarfile.SYMTYPE, "rund.txt")),
        ("nirgends.txt", (tarfile.LNKTYPE, "fehlt.txt")),
        ("rohr", (tarfile.FIFOTYPE, "")),
    )
    assert sorted(held(path, tmp_path / "x")) == sorted(
        [("2024/a.txt", letter(1)), ("hart.txt", letter(1)), ("härter.txt", letter(1)), ("später.txt", letter(2))]
        + [("2024/weich.txt", letter(2)), ("weicher.txt", letter(2))]
        + [(name, b"") for name in ("hinaus.txt", "oben.txt", "rund.txt", "nirgends.txt", "rohr")]
    )
    batch(tmp_path, "a.tar", "-o", "o.jsonl", "--report", "lauf.json", code=7)
    states = report(tmp_path)["states"]
    assert (states["done"], states["duplicate"], states["failed"]) == (2, 4, 5)
    assert sorted(f["name"] for f in report(tmp_path)["failed"]) == ["hinaus.txt", "nirgends.txt", "oben.txt", "rohr", "rund.txt"]


def test_links_in_a_zip_are_documents(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed_:
        for name, target in (("weich.txt", "2024/a.txt"), ("ordner", "2024"), ("hinaus.txt", "../a.txt")):
            link = zipfile.ZipInfo(name)
            link.external_attr = 0o120777 << 16
            packed_.writestr(link, target)
        packed_.mkdir("2024") if hasattr(packed_, "mkdir") else packed_.writestr("2024/", b"")
        packed_.writestr("2024/a.txt", letter(1))
        packed_.writestr("kein-ordner/", letter(2))
    assert sorted(held(tmp_path / "a.zip", tmp_path / "x")) == [
        ("2024/a.txt", letter(1)),
        ("hinaus.txt", b""),
        ("kein-ordner/", letter(2)),
        ("weich.txt", letter(1)),
    ]


def test_a_zip_that_changes_between_listing_and_reading(tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", ("a.txt", b"1"), ("b.txt", b"2"))
    items = list(found([str(tmp_path / "a.zip")], [], InputFilter(), Scratch(tmp_path)))
    zipped(tmp_path / "a.zip", ("b.txt", b"2"))
    for item in items:
        with pytest.raises(UnreadableError, match="inzwischen geändert"):
            bytes_of(item)


# archives in folders


def test_archives_in_a_folder_are_read(tmp_path: Path) -> None:
    """The recipe b80, and every kind."""
    folder = tmp_path / "f"
    (folder / "sub").mkdir(parents=True)
    zipped(folder / "a.zip", ("brief.txt", letter(1)))
    for number, (ending, mode) in enumerate((("tar", "w"), ("tar.gz", "w:gz"), ("tgz", "w:gz"), ("tar.bz2", "w:bz2"), ("tar.xz", "w:xz"))):
        tarred(folder / "sub" / f"b.{ending}", ("brief.txt", letter(2 + number)), mode=mode)
    (folder / "kein.zip").write_bytes(letter(9))  # told by its bytes
    batch(tmp_path, "f", "-o", "x.jsonl", "--report", "lauf.json")
    assert report(tmp_path)["found"] == report(tmp_path)["states"]["done"] == 7
    names = [row["source"]["name"] for row in rows_of(tmp_path / "x.jsonl")]
    assert names[0] == "a.zip/brief.txt" and "kein.zip" in names and "sub/b.tar.xz/brief.txt" in names
    batch(tmp_path, "f", "-o", "x.jsonl", "--report", "lauf.json")
    assert report(tmp_path)["states"]["skipped"] == 7
    listed = b"f/a.zip\nf/sub/b.tar\n"
    batch(tmp_path, "--files-from", "-", "-o", "y.jsonl", "--report", "lauf.json", stdin=listed)
    assert [row["source"]["name"] for row in rows_of(tmp_path / "y.jsonl")] == ["f/a.zip/brief.txt", "f/sub/b.tar/brief.txt"]
    done = command("verify", "x.jsonl", "--root", "f", cwd=tmp_path)
    assert "7 gleich" in done.stderr.decode()


def test_a_damaged_archive_is_one_failure_among_others(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    zipped(folder / "gut.zip", ("a.txt", letter(1)))
    whole = tarred(tmp_path / "x.tar.gz", ("a.txt", letter(2)), ("b.txt", os.urandom(60_000)), mode="w:gz").read_bytes()
    (folder / "halb.tar.gz").write_bytes(whole[: len(whole) // 2])
    (folder / "minus.tar").write_bytes(negative())
    done = batch(tmp_path, "f", "-o", "o.jsonl", "--report", "lauf.json", code=7)
    assert {f["name"]: f["exit_code"] for f in report(tmp_path)["failed"]} == {"halb.tar.gz": 4, "minus.tar": 4}
    states = report(tmp_path)["states"]  # what came before the damage is read
    assert (states["done"], states["duplicate"], report(tmp_path)["found"]) == (2, 1, 5)
    assert "anfrage: halb.tar.gz: das Archiv ist beschädigt; " in done.stderr.decode()
    batch(tmp_path, "f/gut.zip", "f/minus.tar", "-o", "p.jsonl", "--report", "lauf.json", code=7)
    assert report(tmp_path)["states"]["duplicate"] == 1 and report(tmp_path)["states"]["failed"] == 1
    done = batch(tmp_path, "f/minus.tar", "-o", "q.jsonl", code=4)
    assert done.stderr.decode().startswith("anfrage: minus.tar: das Archiv ist beschädigt; ") and not (tmp_path / "q.jsonl").exists()


def test_a_fault_travels_in_every_language() -> None:
    error = LimitError(say("das Archiv hat über {count} Dateien", count=5), say("es aufteilen"))
    again = unpacked(packed(error))
    assert type(again) is LimitError and str(again) == str(error) and again.in_record() == error.in_record()
    assert again.__reduce__() == error.__reduce__()


# folders that can't be listed


def locked_out(*words: str) -> list[str]:
    """A command that has no rights beyond those of the files; root has to give them up."""
    if os.geteuid() != 0:
        return list(words)
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv is not installed")
    rights = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}", *words]


@pytest.fixture
def half_locked(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """The recipe b78: a folder with a letter that may be read, and one that may not."""
    for year, number in (("2023", 1), ("2024", 2)):
        (tmp_path / "k" / year).mkdir(parents=True)
        (tmp_path / "k" / year / f"letter{number}.txt").write_bytes(letter(number))
    (tmp_path / "k/2024/tief").mkdir()

    def lock(mode: int) -> Path:
        (tmp_path / "k/2024").chmod(mode)
        return tmp_path

    yield lock
    (tmp_path / "k/2024").chmod(0o755)


def run(folder: Path, *words: str) -> Done:
    done = command(*words, cwd=folder, code=None, module="tests.batch.unprivileged")
    assert "Fehler im Programm" not in done.stderr.decode()
    return done


@linux
@pytest.mark.parametrize(("mode", "names"), [(0o000, ["2024"]), (0o444, ["2024/letter2.txt", "2024/tief"])])
@pytest.mark.parametrize("sink", ["out", "k.jsonl", "k.sqlite"])
def test_a_locked_folder_is_named_and_counts(mode: int, names: list[str], sink: str, half_locked: Callable[[int], Path]) -> None:
    folder = half_locked(mode)
    done = run(folder, "batch", "k", "-o", sink, "--report", "lauf.json")
    assert done.returncode == 7
    assert [line.split(":")[1].strip() for line in done.stderr.decode().splitlines()[:-1]] == names
    account = report(folder)
    assert account["found"] == 1 + len(names) and account["states"]["failed"] == len(names) and account["states"]["done"] == 1
    assert [f["name"] for f in account["failed"]] == names and account["exit_code"] == 7
    half_locked(0o755)
    assert run(folder, "batch", "k", "-o", sink, "--report", "lauf.json").returncode == 0
    assert report(folder)["states"]["done"] == 1 and report(folder)["states"]["skipped"] == 1


@linux
def test_other_commands_name_a_locked_folder(half_locked: Callable[[int], Path]) -> None:
    folder = half_locked(0o000)
    run(folder, "batch", "k", "-o", "k.jsonl")
    done = run(folder, "verify", "k.jsonl", "--root", "k")
    assert done.returncode == 7 and f"anfrage: {Path('k/2024')}: keine Leserechte für den Ordner" in done.stderr.decode()
    half_locked(0o755)
    assert run(folder, "verify", "k.jsonl", "--root", "k").returncode == 0
    run(folder, "batch", "k", "-o", "out")
    (folder / "out/2024").chmod(0)
    try:
        done = run(folder, "export", "out", "-o", "x.csv")
        assert done.returncode != 0 and "out/2024: keine Leserechte für den Ordner" in done.stderr.decode()
    finally:
        (folder / "out/2024").chmod(0o755)


@linux
def test_a_locked_root(half_locked: Callable[[int], Path]) -> None:
    folder = half_locked(0o000)
    for name in ("k/2024", "k/2024/letter2.txt", "k/2024/tief"):
        done = run(folder, "batch", name, "-o", "o.jsonl", "--report", "lauf.json")
        assert done.returncode == 7 and [f["exit_code"] for f in report(folder)["failed"]] == [4]
    assert run(folder, "verify", "o.jsonl", "--root", "k/2024/tief").returncode in (2, 4, 7)


@linux
def test_watching_names_a_locked_folder(half_locked: Callable[[int], Path]) -> None:
    pytest.importorskip("watchfiles", reason="watchfiles is not installed")
    folder = half_locked(0o000)
    program = locked_out(*COMMAND, "--watch", "k", "-o", "k.jsonl")
    running = subprocess.Popen(program, cwd=folder, stderr=subprocess.PIPE, bufsize=0)
    assert running.stderr is not None
    said = [running.stderr.readline().decode() for _ in range(3)]
    assert said[0].startswith("anfrage: 2024: keine Leserechte für den Ordner") and "1 fehlgeschlagen" in said[1] and "wartet" in said[2]
    tarred(folder / "neu.tar", ("a.txt", letter(3))).replace(folder / "k/neu.tar")
    said = [running.stderr.readline().decode()]
    assert (
        " = 1 fertig" in said[0] and "fehlgeschlagen" not in said[0]
    )  # what was new two seconds before the watching began is looked at, too
    running.send_signal(signal.SIGINT)
    assert b"Traceback" not in running.communicate(timeout=GUARD)[1] and running.returncode == 130
    assert "neu.tar/a.txt" in [row["source"]["name"] for row in rows_of(folder / "k.jsonl")]


@linux
def test_a_folder_behind_a_url(half_locked: Callable[[int], Path]) -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed")
    folder = half_locked(0o000)
    for url in (f"{folder.as_uri()}/k", f"{folder.as_uri()}/k/**/*.txt"):
        done = run(folder, "batch", url, "-o", "o.jsonl", "--report", "lauf.json")
        assert done.returncode == 7 and [f["name"] for f in report(folder)["failed"]] == ["2024"]
    assert run(folder, "batch", f"{folder.as_uri()}/nichts", "-o", "p.jsonl").returncode == 4


class BrokenOff:
    """A folder on a share that goes away while it is listed."""

    def __init__(self, entries: Any) -> None:
        self.entries = entries

    def __enter__(self) -> Iterator["os.DirEntry[str]"]:
        yield next(self.entries)
        raise OSError(5, "gone")

    def __exit__(self, *_: object) -> None:
        self.entries.close()


def test_a_folder_that_vanishes_or_breaks_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    for name in ("a", "c"):
        (tmp_path / name / "x.txt").write_bytes(b"")
    whole = os.scandir

    def scandir(path: Any) -> Any:
        name = path.name if isinstance(path, Path) else ""
        if name == "b":
            path.rmdir()
        return BrokenOff(whole(path)) if name == "c" else whole(path)

    monkeypatch.setattr("anfrage_parser.batch.folders.os.scandir", scandir)
    listed = {(name, None if error is None else error.cause) for name, error in files_below(tmp_path)}
    assert listed == {
        ("a/x.txt", None),
        ("b", "der Ordner ist nicht mehr da"),
        ("c/x.txt", None),
        ("c", "der Ordner lässt sich nicht auflisten"),
    }


def test_links_that_go_round(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/x.txt").write_bytes(b"")
    try:
        (tmp_path / "a/b/oben").symlink_to(tmp_path / "a", target_is_directory=True)
        (tmp_path / "kreis").symlink_to("kreis")
    except OSError:
        pytest.skip("no links here")
    assert sorted(files_below(tmp_path)) == [("a/b/x.txt", None), ("kreis", None)]


# tar: what it may ask for


def header(name: bytes, size: int, kind: bytes = b"0") -> bytes:
    field = b"%011o\0" % size if size >= 0 else b"\xff" * 4 + struct.pack(">q", size)
    block = bytearray(512)
    block[:100] = name[:100].ljust(100, b"\0")
    block[100:124] = b"0000644\0" + b"0000000\0" * 2
    block[124:136], block[136:148] = field, b"0" * 11 + b"\0"
    block[148:156], block[156:157], block[257:265] = b" " * 8, kind, b"ustar\00000"
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def negative() -> bytes:
    data = letter(1)
    return header(b"gut.txt", len(data)) + data + bytes(-len(data) % 512) + header(b"a.txt", -512) + bytes(1024)


def pax(**records: str) -> bytes:
    lines = b""
    for key, value in records.items():
        body = f" {key.replace('__', '.')}={value}\n".encode()
        length = next(n for n in range(len(body), len(body) + 9) if len(str(n)) + len(body) == n)
        lines += str(length).encode() + body
    return header(b"pax", len(lines), b"x") + lines + bytes(-len(lines) % 512)


BOMBS: dict[str, tuple[bytes, type[AnfrageError]]] = {
    "a pax header of 3 GiB": (header(b"x", 3 << 30, b"x"), LimitError),
    "a global one": (header(b"x", 3 << 30, b"g"), UnreadableError),
    "a long name of 3 GiB": (header(b"x", 3 << 30, b"L"), LimitError),
    "a long link of 3 GiB": (header(b"x", 3 << 30, b"K"), LimitError),
    "pax headers without end": ((header(b"x", 1 << 20, b"x") + b"12 path=abc\n".ljust(1 << 20, b"\0")) * 65, LimitError),
    "a size below zero": (negative(), UnreadableError),
    "a size below zero by pax": (pax(size="-512") + header(b"a", 0) + bytes(1024), UnreadableError),
    "a size of many digits by pax": (pax(size="9" * 5000) + header(b"a", 0) + bytes(1024), UnreadableError),
    "a pax record of no length": (header(b"p", 512, b"x") + b"0 a=b\n".ljust(512, b"1") + bytes(512), UnreadableError),
    "digits without end": (header(b"p", 1 << 20, b"x") + b"1" * (1 << 20), UnreadableError),
    "a header of nobody": (pax(path="a"), UnreadableError),
    "a map of holes without end": (
        header(b"s", 0, b"S")[:482] + b"\1" + header(b"s", 0, b"S")[483:] + (bytes(504) + b"\1" + bytes(7)) * 4000,
        UnreadableError,
    ),
    "a member that is cut off": (header(b"a.txt", 5000) + b"x" * 1000, UnreadableError),
}


def sealed(block: bytes) -> bytes:
    """With the right sum, where the first block was changed by hand."""
    head = bytearray(block[:512])
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head) + block[512:]


PACKERS: dict[str, Callable[[bytes], bytes]] = {"tar": bytes, "tar.gz": gzip.compress, "tar.bz2": bz2.compress, "tar.xz": lzma.compress}


@pytest.mark.parametrize("ending", PACKERS)
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_tar_that_asks_for_too_much(bomb: str, ending: str, tmp_path: Path) -> None:
    data, kind = BOMBS[bomb]
    path = tmp_path / f"a.{ending}"
    path.write_bytes(PACKERS[ending](sealed(data)))
    assert is_archive(path)
    with pytest.raises(kind):
        held(path, tmp_path / "x")


@pytest.mark.parametrize("ending", [name for name in PACKERS if name != "tar"])
def test_what_unpacks_to_too_much(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What archives may unpack to is shared by all of a run."""
    monkeypatch.setattr(unpacking, "FREE", 1 << 20)
    (tmp_path / "x").mkdir()
    scratch = Scratch(tmp_path / "x", budget=unpacking.UnpackBudget())
    bomb, small = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    bomb.write_bytes(PACKERS[ending](b"".join(header(b"%d" % n, 1 << 20) + bytes(1 << 20) for n in range(12)) + bytes(1024)))
    small.write_bytes(PACKERS[ending](header(b"a.txt", 5) + b"hallo".ljust(512, b"\0") + bytes(1024)))
    if ending != "tar.gz":  # 1000:1 at most: 200 times its size and the rest of the MiB hold nearly a quarter
        assert bomb.stat().st_size * 200 < 11 << 20
    with pytest.raises(LimitError, match="zu groß"):
        list(members(bomb, scratch))
    assert [m.path.read_bytes() for m in members(small, scratch)] == [b"hallo"]
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    tarred(tmp_path / "c.tar", *((f"{n}.txt", b"") for n in range(4)))
    with pytest.raises(LimitError, match="über 3 Dateien"):
        list(members(tmp_path / "c.tar", scratch))


def test_a_dictionary_that_is_too_large(tmp_path: Path) -> None:
    tar = tarred(tmp_path / "a.tar", ("a.txt", b"hallo")).read_bytes()
    for code, read in ((28, True), (36, False)):  # 64 MiB; a GiB
        path = tmp_path / "a.tar.xz"
        data = bytearray(lzma.compress(tar))
        length = 4 * (data[12] + 1)  # of the header of the first block, which ends with its own sum
        assert data[14:16] == b"\x21\x01"
        data[16] = code
        data[12 + length - 4 : 12 + length] = struct.pack("<I", zlib.crc32(bytes(data[12 : 12 + length - 4])))
        path.write_bytes(bytes(data))
        assert is_archive(path) == read


def test_tars_as_they_come(tmp_path: Path) -> None:
    """Long names in every format, tars and packed streams one behind the other, all of them to the end."""
    name = "ordner/" * 40 + "brief-ä.txt"
    for number, format_ in enumerate((tarfile.GNU_FORMAT, tarfile.PAX_FORMAT)):
        with tarfile.open(tmp_path / f"{number}.tar", "w", format=format_) as packed_:
            for called, data in ((name, letter(1)), ("b.txt", b"")):
                info = tarfile.TarInfo(called)
                info.size = len(data)
                packed_.addfile(info, io.BytesIO(data))
        assert held(tmp_path / f"{number}.tar", tmp_path / str(number)) == [(name, letter(1)), ("b.txt", b"")]
    both = [(tmp_path / f"{number}.tar").read_bytes() for number in (0, 1)]
    for ending, pack in PACKERS.items():
        path = tmp_path / f"x.{ending}"
        path.write_bytes(b"".join(map(pack, both)) + bytes(512) + (b"nichts" if ending == "tar" else b""))
        assert [n for n, _ in held(path, tmp_path / ending)] == [name, "b.txt"] * 2
        if ending != "tar":
            path.write_bytes(pack(both[0])[:-9])
            with pytest.raises(UnreadableError):
                held(path, tmp_path / f"{ending}-cut")


def test_a_file_with_holes_is_named(tmp_path: Path) -> None:
    data = pax(GNU__sparse__major="1", GNU__sparse__name="a.pdf", path="GNUSparseFile.0/a.pdf") + header(b"a", 5) + bytes(512)
    (tmp_path / "a.tar").write_bytes(data + header(b"b.txt", 5) + b"hallo".ljust(512, b"\0") + bytes(1024))
    assert held(tmp_path / "a.tar", tmp_path / "x") == [("a.pdf", b""), ("b.txt", b"hallo")]


@given(data=st.binary(max_size=3000), ending=st.sampled_from(list(PACKERS)), led=st.booleans())
def test_no_bytes_make_a_tar_do_more_than_fail(data: bytes, ending: str, led: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("t")
    path = folder / f"a.{ending}"
    path.write_bytes(PACKERS[ending](header(b"p", len(data) % 600, b"xLKS0"[len(data) % 5 :][:1]) + data) if led else data)
    try:
        held(path, folder / "x")
    except AnfrageError as error:
        assert isinstance(error, UnreadableError | LimitError)


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tarred(tmp_path / "a.tar", ("a.txt", b"hallo"))

    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(OutputError, match="voll"):
        list(found([str(path)], [], InputFilter(), Scratch(tmp_path)))


# zip: what it may ask for


def directory(count: int, offset: int = 0, step: int = 0) -> bytes:
    """The directory of a zip: entries of members that hold one byte, at one place or one behind the other."""
    line = struct.Struct("<4sHHHHHHIIIHHHHHII")
    crc = zlib.crc32(b"x")
    return b"".join(
        line.pack(b"PK\1\2", 20, 20, 0, 0, 0, 33, crc, 1, 1, 7, 0, 0, 0, 0, 0, offset + n * step) + b"%07d" % n for n in range(count)
    )


def member(number: int) -> bytes:
    head = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 0, 0, 33, zlib.crc32(b"x"), 1, 1, 7, 0)
    return head + b"%07d" % number + b"x"


def end(count: int, size: int, offset: int, comment: bytes = b"") -> bytes:
    return struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count & 0xFFFF, count & 0xFFFF, size, offset, len(comment)) + comment


def end64(count: int, size: int, offset: int, place: int) -> bytes:
    record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    return record + struct.pack("<4sIQI", b"PK\6\7", 0, place, 1) + end(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)


def refused(path: Path, folder: Path) -> AnfrageError:
    folder.mkdir(exist_ok=True)
    with pytest.raises((UnreadableError, LimitError)) as caught:
        list(members(path, Scratch(folder)))
    return caught.value


def test_a_zip_of_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MOST_MEMBERS", 100)
    path = tmp_path / "a.zip"
    one = len(member(0))
    for count, told in ((101, 101), (101, 1), (100, 100), (100, 5)):
        rows = directory(count, step=one)
        body = b"".join(map(member, range(count)))
        for tail in (end(told, len(rows), len(body)), end64(told, len(rows), len(body), len(body) + len(rows))):
            path.write_bytes(body + rows + tail)
            if count > 100:
                assert isinstance(refused(path, tmp_path / "x"), LimitError)
            else:
                assert len(held(path, tmp_path / "x")) == 100


def test_a_directory_that_is_too_long_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever says so: the size is bounded where the bytes are taken."""
    monkeypatch.setattr(zips, "LARGEST_DIRECTORY", 1 << 17)
    size = 1 << 20
    path = tmp_path / "a.zip"
    rows = b"PK\1\2".ljust(size, b"\0")
    for tail in (end(1, size, 0), end64(1, size, 0, size), end(1, size, 0) + end(0, 0, 0), end(1, size, 0, b"PK\5\6" + bytes(30))):
        path.write_bytes(rows + tail)
        refused(path, tmp_path / "x")


@pytest.mark.parametrize(
    ("body", "rows", "told"),
    [
        (member(0), directory(2), "überlappen"),
        (member(0) + member(1), directory(2, step=20), "überlappen"),
        (member(0), directory(1, offset=3), ""),
    ],
    ids=["one place", "half over one another", "into the directory"],
)
def test_members_that_share_their_bytes(body: bytes, rows: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(body + rows + end(2, len(rows), len(body)))
    assert told in refused(tmp_path / "a.zip", tmp_path / "x").cause


def test_two_zips_in_one_file(tmp_path: Path) -> None:
    """The directory at the end knows nothing of the first; what stands before a zip that is a program doesn't matter."""
    first, second = (zipped(tmp_path / f"{n}.zip", (f"{n}.txt", letter(n))).read_bytes() for n in (1, 2))
    (tmp_path / "a.zip").write_bytes(first + second)
    assert "noch eines" in refused(tmp_path / "a.zip", tmp_path / "x").cause
    (tmp_path / "b.zip").write_bytes(b"MZ program" + second)
    assert held(tmp_path / "b.zip", tmp_path / "x") == [("2.txt", letter(2))]
    with zipfile.ZipFile(tmp_path / "1.zip", "a") as more:
        more.comment = b"PK\5\6 ist nur ein Kommentar"
    assert [name for name, _ in held_or_refused(tmp_path / "1.zip", tmp_path / "x")] in (["1.txt"], [])
    rows = directory(2, step=len(member(0)))
    body = member(0) + member(1)
    (tmp_path / "c.zip").write_bytes(body + rows + end(1, len(rows) // 2, len(body)))  # half of its directory left out
    refused(tmp_path / "c.zip", tmp_path / "x")


def held_or_refused(path: Path, folder: Path) -> list[tuple[str, bytes]]:
    try:
        return held(path, folder)
    except UnreadableError:
        return []


def test_members_that_cannot_be_read_are_each_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("gut.txt", letter(1)), ("zu.txt", letter(2)), ("art.txt", letter(3)), ("rest.txt", letter(4)))
    data = bytearray(path.read_bytes())
    for name, flag, method in ((b"zu.txt", 1, 8), (b"art.txt", 0, 97)):
        for mark, back, at in ((b"PK\3\4", 30, 6), (b"PK\1\2", 46, 8)):
            start = next(i for i in range(len(data)) if data[i : i + 4] == mark and data[i + back : i + back + len(name)] == name)
            data[start + at : start + at + 4] = struct.pack("<HH", flag, method)
    path.write_bytes(bytes(data))
    batch(tmp_path, "a.zip", "-o", "o.jsonl", "--report", "lauf.json", code=7)
    assert {f["name"]: f["exit_code"] for f in report(tmp_path)["failed"]} == {"zu.txt": 9, "art.txt": 4}
    assert report(tmp_path)["states"]["done"] == 2


def test_a_larger_limit_holds_in_a_batch_too(tmp_path: Path) -> None:
    """What is read of a file, a member and a tar follows --max-bytes: nothing is cut in silence."""
    data = b"x" * 5000
    (tmp_path / "a.txt").write_bytes(data)
    zipped(tmp_path / "a.zip", ("a.txt", data))
    tarred(tmp_path / "a.tar", ("a.txt", data))
    for limit in (1000, 10_000):
        for name in ("a.txt", "a.zip", "a.tar"):
            (tmp_path / f"{limit}").mkdir(exist_ok=True)
            (item,) = found([str(tmp_path / name)], [], InputFilter(), Scratch(tmp_path / f"{limit}", limit))
            assert len(bytes_of(item, limit)) == min(limit + 1, len(data))


def test_an_office_document_with_twins_or_layers_is_damaged(tmp_path: Path) -> None:
    from anfrage_parser.readers.office.package import Package

    data = zipped(tmp_path / "a.docx", ("word/document.xml", b"<a/>"), ("word/document.xml", b"<b/>"), ("x", b"1")).read_bytes()
    package = Package(data)
    assert package.data("x") == b"1"
    with pytest.raises(UnreadableError):
        package.data("word/document.xml")
    rows = directory(2)
    with pytest.raises(UnreadableError):
        Package(member(0) + rows + end(2, len(rows), len(member(0))))
