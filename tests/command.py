"""The command, as tests start it: `command("parse", path)`.

Most tests ask what the command reads, writes and prints. For them it is forked off a process that has imported what takes long
(`tests.warm`): as much a process of its own as any, with its own streams, signals and exit code, there in a tenth of the time. What is
about the start itself, what another program starts (strace, prlimit), and one test for each contract start Python: `started=True`.
"""

import atexit
import contextlib
import functools
import os
import select
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryFile, mkdtemp

import pytest

from tests.knock import ask, knock

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
PYTHON = (sys.executable, "-m", "anfrage_parser")
"""What starts the command in a process from scratch."""

QUIET = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
"""Surroundings in which nobody counts coverage."""

WARM = sys.platform == "linux"
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")

SOAK = bool(os.environ.get("ANFRAGE_SOAK"))
"""Whether laws and faults are tried at full size."""

GUARD = 600
"""Seconds after which something hangs, and the test fails: far more than it takes on a machine that is busy."""

Done = subprocess.CompletedProcess[bytes]


def command(
    *words: object,
    cwd: Path | None = None,
    code: int | Sequence[int] | None = 0,
    data: bytes = b"",
    module: str = "anfrage_parser",
    started: bool = False,
    **environment: str,
) -> Done:
    """What `anfrage WORDS` printed; with `data` for standard input, and the exit code, or one of the codes, that it should have."""
    given, surroundings = list(map(str, words)), {**os.environ, **environment}
    if started or not WARM:
        program = [sys.executable, "-m", module, *given]
        done = subprocess.run(program, cwd=cwd, input=data, capture_output=True, check=False, env=surroundings)
    else:
        done = _warm([module, *given], str(cwd or Path.cwd()), data, surroundings)
    codes = [done.returncode] if code is None else [code] if isinstance(code, int) else code
    assert done.returncode in codes, (given, done.returncode, done.stderr.decode(errors="replace"))
    assert b"Traceback" not in done.stderr, done.stderr.decode(errors="replace")
    return done


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether a condition comes to hold, looked at again and again."""
    for _ in range(GUARD * 40):
        if holds():
            return True
        time.sleep(0.025)
    return False


def _warm(words: list[str], folder: str, data: bytes, surroundings: dict[str, str]) -> Done:
    with TemporaryFile() as given, TemporaryFile() as printed, TemporaryFile() as said:
        given.write(data)
        given.seek(0)
        code = knock(_server(), words, folder, surroundings, {0: given.fileno(), 1: printed.fileno(), 2: said.fileno()})
        printed.seek(0)
        said.seek(0)
        return subprocess.CompletedProcess(words, code, printed.read(), said.read())


class Running:
    """A command under way, as `subprocess.Popen` has it: what it says comes out of `stderr`, its number is `pid`."""

    def __init__(self, *words: object, cwd: Path, module: str = "anfrage_parser") -> None:
        self.args = [module, *map(str, words)]
        reading, writing = os.pipe()
        with Path(os.devnull).open("r+b") as nothing:
            streams = {0: nothing.fileno(), 1: nothing.fileno(), 2: writing}
            self._door = ask(_server(), self.args, str(cwd), QUIET, streams)
        os.close(writing)
        self.stderr = os.fdopen(reading, "rb")
        self._answer = self._door.makefile("rb")
        self.pid = int(self._answer.readline())
        self.returncode: int | None = None

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, negative for a signal; `subprocess.TimeoutExpired` where it takes longer."""
        if self.returncode is None:
            if not select.select([self._door], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(self.args, timeout or 0.0)
            self.returncode = int(self._answer.readline())
            self._answer.close()
            self._door.close()
        return self.returncode

    def poll(self) -> int | None:
        """The exit code, None while it runs."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0.0)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def communicate(self, timeout: float | None = None) -> tuple[None, bytes]:
        """(None, what it said and has not been read), once it has ended."""
        with self.stderr:
            said = self.stderr.read()
        self.wait(timeout)
        return None, said


def start(*words: object, cwd: Path) -> "Running | subprocess.Popen[bytes]":
    """The command, which goes on beside the test; nobody reads what it prints."""
    if WARM:
        return Running(*words, cwd=cwd)
    return subprocess.Popen([*PYTHON, *map(str, words)], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=QUIET)


def shell(module: str = "anfrage_parser") -> str:
    """What stands for `python -m MODULE` in a line of a shell."""
    if not WARM:
        return shlex.join([sys.executable, "-m", module])
    return shlex.join([sys.executable, "-I", "-S", str(ROOT / "tests/knock.py"), _server(), module])


@functools.cache
def _server() -> str:
    """Where the warm process listens; it ends with this one."""
    folder = mkdtemp(prefix="anfrage-tests-", dir="/tmp")  # a socket's name is short
    address = f"{folder}/warm"
    reading, writing = os.pipe()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen(64)
        given = (listener.fileno(), reading)
        program = [sys.executable, "-m", "tests.warm", *map(str, given)]
        process = subprocess.Popen(program, cwd=ROOT, stdin=subprocess.DEVNULL, env=QUIET, pass_fds=given)
    os.close(reading)
    atexit.register(_end, process, writing, folder)
    return address


def _end(process: "subprocess.Popen[bytes]", writing: int, folder: str) -> None:
    os.close(writing)
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)
