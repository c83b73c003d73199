"""Windows and macOS: workers that are spawned, limits that only the clock keeps. Tested by taking the rest away."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.runs import LETTER, batch, content, left_behind, report, states
from tests.command import GUARD, ROOT, eventually, linux

ENV = {**{name: value for name, value in os.environ.items() if not name.startswith("COV")}, "PYTHONPATH": str(ROOT)}
COMMAND = [sys.executable, "-m", "tests.elsewhere", "batch"]
pytestmark = linux


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for number in range(20):
        (tmp_path / f"in/{number:02}.txt").write_text(LETTER.format(number=number), encoding="utf-8")
    return tmp_path


def test_spawned_workers_give_the_same(archive: Path) -> None:
    batch(archive, "in", "-o", "wanted")
    for number, misdeed in enumerate(("segv", "hang", "fault", "chatter")):
        (archive / f"in/{number * 5:02}x.txt").write_text(f"Untat: {misdeed}\n")
    done = subprocess.run(
        [*COMMAND, "in", "-o", "out", "-j", "2", "--timeout", "2", "--report", "lauf.json"],
        cwd=archive, capture_output=True, check=False, env=ENV,
    )  # fmt: skip
    assert done.returncode == 7 and b"Traceback" not in done.stderr, done.stderr
    assert report(archive)["states"] == states(done=21, failed=3)
    assert [f["exit_code"] for f in report(archive)["failed"]] == [8, 8, 1]
    written = content(archive / "out")
    assert {name: data for name, data in written.items() if "x" not in name.partition(".")[0]} == content(archive / "wanted")
    assert "error" in json.loads(written["00x.txt.json"])


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_spawned_worker_outlives_the_run(sign: int, archive: Path) -> None:
    (archive / "in/haengt.txt").write_text("Untat: hang\n")
    (archive / "in/auch.txt").write_text("Untat: hang-in-c\n")
    with subprocess.Popen(
        [*COMMAND, "in", "-o", "out", "-j", "2", "--timeout", "5"], cwd=archive, stderr=subprocess.PIPE, env=ENV
    ) as running:
        assert eventually(lambda: len(left_behind(archive)) >= 4)  # the command, its tracker of resources, two workers
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(1.0)
        running.send_signal(sign)
        words = running.communicate(timeout=GUARD)[1]  # a worker that hangs in C ends when its file's time is over
    assert b"Traceback" not in words
    assert eventually(lambda: not left_behind(archive)), left_behind(archive)
