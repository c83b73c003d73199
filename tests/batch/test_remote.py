"""Inputs and outputs by URL: through fsspec's own file system, and against a local S3 server where its packages are installed."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from anfrage_parser.batch.model import Input, Job, Outcome, State
from anfrage_parser.batch.remote import is_url
from anfrage_parser.batch.sinks.remote import RemoteFolderSink
from tests.batch.runs import batch, content, report
from tests.command import eventually

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")


def test_what_is_a_url() -> None:
    assert [name for name in ("s3://a/b", "file:///a", "C:\\briefe", "C:/briefe", "a/b", "a://", "://a", "-") if is_url(name)] == [
        "s3://a/b",
        "file:///a",
    ]


def test_files_by_url(archive: Path) -> None:
    here = archive.as_uri()
    batch(archive, "in", "-o", "wanted", code=7)
    batch(archive, f"{here}/in", "-o", f"{here}/fern", "--report", "lauf.json", code=7)
    assert content(archive / "fern") == content(archive / "wanted")
    assert report(archive)["found"] == 17
    batch(archive, f"{here}/in", "-o", f"{here}/fern", "--report", "lauf.json", code=7)
    assert report(archive)["states"]["skipped"] == 14
    assert len(list((archive / "fern/.anfrage").iterdir())) == 1
    for name in ("wanted.jsonl", "wanted.sqlite"):
        batch(archive, "in", "-o", name, code=7)
        batch(archive, f"{here}/in", "-o", f"{here}/url-{name}", code=7, XDG_CACHE_HOME=str(archive / "cache"))
        batch(archive, f"{here}/in", "-o", f"{here}/url-{name}", "--report", "lauf.json", code=7, XDG_CACHE_HOME=str(archive / "cache"))
        assert content(archive / f"url-{name}") == content(archive / name)
        assert report(archive)["states"]["skipped"] == 14
        assert batch(archive, "in", "-o", f"{here}/url-{name}", "--on-exists", "error", code=10).stderr.count(b"\n") == 1


def test_the_journal_behind_a_url_outlives_every_run(tmp_path: Path) -> None:
    """Each run leaves one piece, with a number that no later piece takes."""

    def run(*names: str) -> set[str]:
        sink = RemoteFolderSink(tmp_path.as_uri())
        sink.begin("skip")
        before = set(sink.notes)
        for number, name in enumerate(names):
            job = Job(number, name, Input(name, name.encode(), name, name))
            sink.put([(job, Outcome(number, State.DONE, 0, "0" * 64, "f", b"{}"), None)])
        sink.finish()
        sink.close()
        assert len(list((tmp_path / ".anfrage").iterdir())) == 1
        return before

    assert [run("a", "b"), run("c"), run("d", "e", "f"), run("g"), run()] == [
        set(), {"a", "b"}, {"a", "b", "c"}, {"a", "b", "c", "d", "e", "f"}, {"a", "b", "c", "d", "e", "f", "g"},
    ]  # fmt: skip
    (tmp_path / ".anfrage/notizen.jsonl").write_bytes(b"")
    assert run("h") == {"a", "b", "c", "d", "e", "f", "g"}
    assert run() == {"a", "b", "c", "d", "e", "f", "g", "h"}


def test_patterns(archive: Path) -> None:
    here = archive.as_uri()
    batch(archive, f"{here}/in/0/*.txt", "-o", "a.jsonl")
    assert [json.loads(line)["source"]["name"] for line in (archive / "a.jsonl").read_text().splitlines()] == [
        f"brief-{n}.txt" for n in range(4)
    ]
    batch(archive, f"{here}/in/**/brief-1*.txt", "-o", "b.jsonl")
    assert [json.loads(line)["source"]["name"] for line in (archive / "b.jsonl").read_text().splitlines()] == [
        "0/brief-1.txt",
        "2/brief-10.txt",
        "2/brief-11.txt",
    ]
    assert batch(archive, f"{here}/nichts/*.txt", "-o", "c.jsonl", code=4).stderr.count(b"\n") == 1
    assert batch(archive, "quatsch://a/b", "-o", "c.jsonl", code=2).stderr.count(b"\n") == 1


@pytest.fixture(scope="module")
def s3() -> Iterator[dict[str, str]]:
    """The environment of a local S3 server."""
    pytest.importorskip("moto", reason="moto is not installed: make cluster")
    pytest.importorskip("s3fs", reason="s3fs is not installed: make cluster")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )

    def answers() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    assert eventually(answers)
    yield {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "NO_PROXY": "127.0.0.1",
    }
    server.terminate()
    server.wait(10)


def test_an_archive_in_s3(archive: Path, s3: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in s3.items():
        monkeypatch.setenv(name, value)
    files = fsspec.filesystem("s3", skip_instance_cache=True)
    files.mkdir("archiv")
    files.put(str(archive / "in"), "archiv/2024", recursive=True)
    batch(archive, "in", "-o", "wanted", code=7)
    batch(archive, "s3://archiv/2024", "-o", "s3://archiv/ergebnis", "--report", "lauf.json", code=7, **s3)
    assert report(archive)["found"] == 17
    files.invalidate_cache()
    files.get("archiv/ergebnis", str(archive / "geholt"), recursive=True)
    assert content(archive / "geholt") == content(archive / "wanted")
    batch(archive, "s3://archiv/2024", "-o", "s3://archiv/ergebnis", "--report", "lauf.json", code=7, **s3)
    assert report(archive)["states"]["skipped"] == 14
    batch(archive, "in", "-o", "wanted.jsonl", code=7)
    batch(archive, "s3://archiv/2024/**", "-o", "s3://archiv/alle.jsonl", code=7, XDG_CACHE_HOME=str(archive / "cache"), **s3)
    files.invalidate_cache()
    assert files.cat_file("archiv/alle.jsonl") == (archive / "wanted.jsonl").read_bytes()
    done = batch(archive, "s3://fehlt/x", "-o", "x.jsonl", code=4, **s3)
    assert done.stderr.count(b"\n") == 1 and os.environ["AWS_SECRET_ACCESS_KEY"].encode() * 2 not in done.stderr
