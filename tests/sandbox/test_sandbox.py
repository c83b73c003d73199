"""PDFs are read in a process of their own: whatever happens in it, the command goes on, and says what happened."""

import ast
import contextlib
import errno
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from anfrage_parser import readers
from anfrage_parser.errors import AnfrageError, BugError, EncryptedError, LimitError, UnreadableError
from anfrage_parser.readers import drawing, extract, read_bytes
from anfrage_parser.readers.options import Options
from anfrage_parser.sandbox.keeper import Sandbox
from anfrage_parser.sandbox.limits import missing_limits
from tests.command import GUARD, command, eventually, linux
from tests.command import SAMPLES as SAMPLES_FOLDER
from tests.misdeeds import HARMLESS, MISDEEDS
from tests.pdfs import letter, pdf
from tests.sandbox.poisoned import MARK, ODD, ON_THE_PIPE

GOOD = pdf([letter()])
SAMPLES = sorted(SAMPLES_FOLDER.glob("*.pdf"))


def inherited() -> int:
    """MiB of address space that a forked process begins with: a process of many tests is much larger than the command."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    monkeypatch.setitem(readers.READERS, ("pdf", "auto"), readers.Reader("tests.sandbox.poisoned", "pdfium"))
    with Sandbox(timeout=2.0, memory=inherited() + 1024) as made:
        yield made


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_the_same_in_a_process_of_its_own(path: Path, reader: str) -> None:
    data, options = path.read_bytes(), Options(reader, words=True)
    with Sandbox(timeout=60.0) as sandbox:
        assert read_bytes(data, "x", options, sandbox.extract) == read_bytes(data, "x", options)
        assert list(sandbox.draw(data, [1], 72)) == list(drawing.draw(data, [1], 72))


def poisoned(deed: str) -> bytes:
    return GOOD + MARK + deed.encode()


@linux
@pytest.mark.parametrize("deed", [*MISDEEDS, *ODD, *ON_THE_PIPE])
def test_a_misdeed_costs_one_document(deed: str, sandbox: Sandbox) -> None:
    wanted = extract(GOOD, "pdf", Options())
    for _ in range(2):
        assert sandbox.extract(GOOD, "pdf", Options()) == wanted
        try:
            found = sandbox.extract(poisoned(deed), "pdf", Options())
            assert deed in HARMLESS or deed in ODD
            assert deed in ODD or found == wanted
        except AnfrageError as error:
            assert isinstance(error, BugError if deed in ("recursion", "fault", "stay") else LimitError)
            assert "Geheim" not in str(error)
    assert sandbox.extract(GOOD, "pdf", Options()) == wanted


@linux
def test_causes(sandbox: Sandbox) -> None:
    causes = {
        "hang": "Zeit",
        "hang-in-c": "Zeit",
        "grab": "Arbeitsspeicher",
        "abort": "Arbeitsspeicher",
        "memory-error": "Arbeitsspeicher",
        "segv": "abgestürzt",
    }
    with Sandbox(timeout=30.0, memory=inherited() + 1024) as patient:  # filling the memory takes a while on a busy machine
        for deed, word in causes.items():
            with pytest.raises(LimitError) as caught:
                (sandbox if word == "Zeit" else patient).extract(poisoned(deed), "pdf", Options())
            assert word in caught.value.cause, deed


@linux
def test_pictures_that_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = {"size": (1, 5, 5, 1.0, b"\0" * 74), "page": (2, 5, 5, 1.0, b"\0" * 75), "large": (1, 9_000_000, 1, 1.0, b"\0" * 27_000_000)}
    for sheet in sheets.values():
        monkeypatch.setattr(drawing, "draw", lambda *_, sheet=sheet: [drawing.Drawn(*sheet)])
        with Sandbox(timeout=5.0) as sandbox, pytest.raises(LimitError):
            list(sandbox.draw(GOOD, [1], 72))


@linux
def test_drawing_that_is_broken_off_or_fails() -> None:
    data = pdf([letter()] * 5)
    with Sandbox(timeout=20.0) as sandbox:
        for sheet in sandbox.draw(data, [1, 2, 3, 4, 5], 72):
            assert sheet.page == 1
            break
        assert [sheet.page for sheet in sandbox.draw(data, [5, 1], 72)] == [5, 1]
        with pytest.raises(UnreadableError):
            list(sandbox.draw(data, [9], 72))
        with pytest.raises(EncryptedError):
            sandbox.extract(pdf([letter()], password="geheim"), "pdf", Options())
        assert sandbox.extract(data, "pdf", Options()).pages


PROBE = """
import os
from pathlib import Path
from anfrage_parser import readers
from anfrage_parser.errors import UnreadableError
from anfrage_parser.readers.options import Options
from anfrage_parser.sandbox.keeper import Sandbox

def extract(data, kind, options):
    found = []
    for number in range(64):
        try:
            found.append(os.readlink(f"/proc/self/fd/{number}"))
        except OSError:
            continue
    tried = []
    for name in ("neu.txt", "offen.txt"):
        try:
            Path(folder, name).write_text("x")
        except OSError as error:
            tried.append(error.errno)
    raise UnreadableError(repr((sorted(os.environ), os.getcwd(), [f.partition(":")[0] for f in found], tried)))

folder = os.getcwd()
readers.extract = extract
os.environ["GEHEIM"] = "1234"
kept = open("offen.txt", "w")
with Sandbox(20.0) as sandbox:
    try:
        sandbox.extract(b"", "pdf", Options())
    except UnreadableError as error:
        print(error)
"""


@linux
def test_what_it_has_and_what_it_may_do(tmp_path: Path) -> None:
    """Python ignores the signal that goes with a write beyond the limit, so that it is an error like any other."""
    script = "import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n" + PROBE
    said = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    environment, folder, files, tried = ast.literal_eval(said)
    assert sorted(environment) == ["CMAP_PATH", "OMP_THREAD_LIMIT"] and folder == "/"
    assert files[:3] == ["/dev/null"] * 3
    assert set(files[3:]) <= {"socket", "pipe"} and len(files) <= 5
    ruled = not any(limit.endswith("(Landlock)") for limit in missing_limits())  # then nothing is even opened to be written
    assert tried == [errno.EACCES if ruled else errno.EFBIG] * 2
    left = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert left == ({"offen.txt": ""} if ruled else {"neu.txt": "", "offen.txt": ""})


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    (tmp_path / "gut.pdf").write_bytes(GOOD)
    (tmp_path / "haengt.pdf").write_bytes(poisoned("hang-in-c"))
    (tmp_path / "platzt.pdf").write_bytes(poisoned("abort"))
    return tmp_path


poisoned_command = partial(command, module="tests.sandbox.poisoned")
"""The command with a reader that misbehaves as a document says."""


@linux
def test_a_command_goes_on(letters: Path) -> None:
    names = [str(letters / name) for name in ("haengt.pdf", "gut.pdf", "platzt.pdf", "gut.pdf")]
    done = poisoned_command("parse", "--timeout", "1", *names, code=7)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row.get("error", {}).get("exit_code", 0) for row in rows] == [8, 0, 8, 0]
    assert done.stderr.count(b"\n") == 2 and b"haengt.pdf: die Zeit hat nicht gereicht; --timeout" in done.stderr
    for name in ("haengt.pdf", "platzt.pdf"):
        for words in (["parse"], ["text"], ["explain"], ["show"], ["inspect", "-o", str(letters / "seite.png")]):
            done = poisoned_command(*words, "--timeout", "1", str(letters / name), code=8)
            assert done.stdout == b"" and done.stderr.count(b"\n") == 1
    poisoned_command("review", "--timeout", "1", "-o", str(letters / "seite.html"), *names, code=7)
    assert "die Zeit hat nicht gereicht" in (letters / "seite.html").read_text(encoding="utf-8")


def test_without_a_process_of_its_own(letters: Path) -> None:
    name = str(letters / "gut.pdf")
    assert poisoned_command("parse", "--evidence", "--no-sandbox", name).stdout == poisoned_command("parse", "--evidence", name).stdout
    assert poisoned_command("text", "--no-sandbox", name).stdout == poisoned_command("text", name).stdout


@linux
def test_where_nothing_can_be_forked(letters: Path) -> None:
    """As on Windows and macOS: another interpreter, and the clock alone."""
    name = str(letters / "gut.pdf")
    assert command("parse", name, module="tests.elsewhere", started=True).stdout == poisoned_command("parse", name).stdout
    said = command("--version", module="tests.elsewhere", started=True).stdout.decode()
    assert "dieses System bietet nicht: eine Grenze für den Arbeitsspeicher, ein Verbot zu schreiben, ein Verbot von Verbindungen" in said
    assert ("bietet nicht" in poisoned_command("--version").stdout.decode()) == bool(missing_limits())


def in_session(number: int) -> int:
    """How many processes that are alive belong to a session."""
    count = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, _, session = path.read_text().rpartition(")")[2].split()[:4]
            count += state != "Z" and session == str(number)
    return count


@linux
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_nothing_outlives_the_command(sign: int, code: int, letters: Path) -> None:
    words = [sys.executable, "-m", "tests.sandbox.poisoned", "parse", str(letters / "haengt.pdf")]
    with subprocess.Popen(words, stderr=subprocess.PIPE, start_new_session=True) as running:
        assert eventually(lambda: in_session(running.pid) == 2)
        running.send_signal(sign)
        assert b"Traceback" not in running.communicate(timeout=GUARD)[1]
    assert running.returncode == code
    assert eventually(lambda: in_session(running.pid) == 0)


LOCKED = pdf([letter()], password="geheim")


def test_passwords_from_a_file(tmp_path: Path) -> None:
    locked, words, wrong = tmp_path / "zu.pdf", tmp_path / "kennwort.txt", tmp_path / "falsch.txt"
    locked.write_bytes(LOCKED)
    words.write_text("falsch\n\ngeheim\n", encoding="utf-8-sig")
    wrong.write_text("Rumpelstilz\n")
    assert b"Uferweg" in command("text", "--password-file", str(words), str(locked)).stdout
    assert b"Uferweg" in command("text", "--no-sandbox", "--password-file", str(words), str(locked)).stdout
    assert b"Uferweg" in command("text", "--reader", "pdfplumber", "--password-file", str(words), str(locked)).stdout
    command("inspect", "--password-file", str(words), str(locked), "-o", str(tmp_path / "seite.png"))
    for reader in ("pdfium", "pdfplumber"):
        done = command("parse", "--reader", reader, "--password-file", str(wrong), str(locked), code=9)
        assert b"keines der angegebenen Kennw" in done.stderr and b"Rumpel" not in done.stderr
    for useless in ("fehlt.txt", "leer.txt", "zu.pdf"):
        (tmp_path / "leer.txt").touch()
        done = command("parse", "--password-file", str(tmp_path / useless), str(locked), code=2)
        assert done.stderr.count(b"\n") == 1 and useless.encode() in done.stderr
    command("batch", "--password-file", str(words), str(locked), "-o", str(tmp_path / "aus"))
    written = b"".join(path.read_bytes() for path in (tmp_path / "aus").rglob("*") if path.is_file())
    assert b"Uferweg" in written and b"geheim" not in written


@linux
@pytest.mark.parametrize(("answers", "code"), [([b"geheim\n"], 0), ([b"falsch\n", b"geheim\n"], 0), ([b"\n"], 9), ([b"\x04"], 9)])
def test_passwords_from_a_person(answers: list[bytes], code: int, tmp_path: Path) -> None:
    (tmp_path / "zu.pdf").write_bytes(LOCKED)
    import pty  # not on Windows

    child_pid, terminal = pty.fork()
    if child_pid == 0:
        signal.alarm(GUARD)
        os.chdir(tmp_path)
        os.execv(sys.executable, [sys.executable, "-m", "anfrage_parser", "text", "zu.pdf"])
    said = b""
    for number, answer in enumerate(answers, 1):
        while said.count(b"zu.pdf: ") < number:
            said += os.read(terminal, 1000)
        os.write(terminal, answer)
    with contextlib.suppress(OSError):
        while piece := os.read(terminal, 1000):
            said += piece
    assert os.waitstatus_to_exitcode(os.waitpid(child_pid, 0)[1]) == code
    os.close(terminal)
    assert (b"Uferweg" in said) == (code == 0)
    assert b"geheim" not in said and b"falsch" not in said


@linux
def test_the_reader_outlives_the_thread_that_asked_first() -> None:
    """Linux ends a child with the thread that started it; a server's threads come and go."""
    data = pdf([letter()])
    with Sandbox(timeout=GUARD, beside_threads=True) as made:
        thread = threading.Thread(target=made.extract, args=(data, "pdf", Options()))
        thread.start()
        thread.join()
        begun = made._process
        assert begun is not None and made.extract(data, "pdf", Options()).pages and made._process is begun
