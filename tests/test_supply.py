"""What the program is made of, and what it does beside reading: bounds of its packages, nothing that runs foreign code, no network."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import ROOT, eventually
from tests.pdfs import letter, pdf
from tests.readers.fake_tesseract import reading
from tests.readers.test_ocr import IN_PROCESS, REAL
from tests.source import FILES, SRC, nodes
from tools.letters.scan import ScanStyle, as_scan

FLOORS = {"pdfminer-six": (20251230,), "pillow": (12, 3), "pypdfium2": (5, 15), "jinja2": (3, 1, 6), "pdfplumber": (0, 11, 9)}
"""The first versions without a known hole that a document could use."""


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def version(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in text.split(".") if n.isdecimal())


def declared() -> dict[str, str]:
    rows = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    return {normal(re.split("[>=<]", row)[0]): row for row in rows}


def pinned(path: Path) -> dict[str, tuple[int, ...]]:
    found = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([0-9.]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {normal(name): version(number) for name, number in found}


@pytest.mark.parametrize("name", FLOORS)
def test_floors(name: str) -> None:
    bound = re.search(r">=([0-9.]+)", declared()[name])
    assert bound is not None and version(bound.group(1)) >= FLOORS[name]
    assert pinned(ROOT / "requirements-dev.txt")[name] >= FLOORS[name]


def test_every_dependency_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for row in declared().values():
        line = next(line for line in text.splitlines() if f'"{row}"' in line)
        assert len(line.partition("#")[2].strip()) > 15, line


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements-*.txt")), ids=lambda p: p.stem)
def test_pins_have_hashes_and_no_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text
    blocks = re.split(r"\n(?=[\w-])", "\n".join(line for line in text.splitlines() if not line.startswith("#")))
    assert len(blocks) >= len(pinned(path)) >= 3  # some differ by platform
    assert not [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in nodes(path):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def imports(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


FORBIDDEN = {
    "pickle",
    "cPickle",
    "dill",
    "marshal",
    "shelve",
    "yaml",
    "subprocess",
    "socket",
    "ctypes.util",
    "urllib.request",
    "http.client",
    "requests",
}


STARTS = {"readers/ocr/tesseract.py": {"subprocess"}, "serve/listening.py": {"socket"}}
"""The one module that starts another program (recognition of text), and the one that listens, on this computer alone: see SECURITY.md."""


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_nothing_runs_foreign_code(path: Path) -> None:
    assert FORBIDDEN & set(imports(path)) == STARTS.get(path.relative_to(SRC).as_posix(), set())
    for name, node in calls(path):
        assert name not in ("eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execv", "os.spawnv"), (name, node.lineno)
        assert name == "get_completion_script" or not any(k.arg == "shell" for k in node.keywords), node.lineno
        assert not name.endswith("mktemp"), node.lineno


def test_a_parse_decodes_no_picture_and_loads_no_network(tmp_path: Path) -> None:
    (tmp_path / "brief.pdf").write_bytes(pdf([letter()]))
    script = (
        "import sys; from anfrage_parser import parse_file; parse_file(sys.argv[1]); parse_file(sys.argv[1], reader='pdfplumber');"
        "print(*sorted(m for m in sys.modules if m.startswith('PIL.') and m.endswith('Plugin') or m in"
        "('http.client', 'urllib.request', 'ssl', 'pickle', 'requests', 'socketserver')))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path / "brief.pdf")], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= {"pickle"}, (
        done.stdout
    )  # multiprocessing and its like import it; nothing of ours unpickles a document


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize(
    "words",
    [
        ["parse", "{0}/brief.pdf", "{0}/brief.txt", "{0}/kaputt.pdf"],
        ["parse", "--reader", "pdfplumber", "{0}/brief.pdf"],
        ["show", "{0}/brief.pdf"],
        ["batch", "-j", "2", "{0}", "-o", "{1}/aus", "--report", "{1}/lauf.json"],
        ["review", "{0}/brief.pdf", "-o", "{1}/seite.html"],
        ["parse", "--ocr", "off", "{0}/brief.pdf", "{0}/kaputt.pdf"],
        ["parse", "{0}/brief.pdf", "{0}/scan.pdf"],
        ["batch", "-j", "2", "{0}", "-o", "{1}/aus.jsonl", "--ocr", "auto"],
        ["parse", "--ocr", "force", "{0}/brief.pdf", "{0}/scan.pdf"],
    ],
    ids=lambda words: " ".join(words[:3]),
)
def test_nothing_leaves_and_nothing_is_started(words: list[str], tmp_path: Path) -> None:
    """No connection, no program but tesseract for a scan, not even that with the extra [ocr], and no file written but the output's."""
    scan, faked = any("scan.pdf" in word or word in ("auto", "force") for word in words), "force" in words
    if scan and not (REAL or faked):
        pytest.skip("tesseract with German (deu) is not installed")
    sources, outputs = tmp_path / "ein", tmp_path / "aus"
    sources.mkdir()
    outputs.mkdir()
    (sources / "brief.pdf").write_bytes(pdf([letter()]))
    (sources / "kaputt.pdf").write_bytes(b"%PDF-1.7\nkaputt")
    (sources / "brief.txt").write_text("Anfrage 1/24\n\nWir fragen:\n\n1. Wann?\n2. Wie?\n", encoding="utf-8")
    if scan:
        (sources / "scan.pdf").write_bytes(as_scan(pdf([letter()]), ScanStyle(dpi=150)))
    program = Path(reading(tmp_path / "bin", "Anfrage 1/24") if faked else "/usr/bin")  # the library finds no model there
    trace = tmp_path / "trace"
    watched = "trace=connect,bind,sendto,sendmsg,execve,execveat,openat,open,creat"
    command = [sys.executable, "-B", "-m", "anfrage_parser", *(word.format(sources, outputs) for word in words)]
    done = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-qqq", "-s", "300", "-o", str(trace), "-e", watched, *command],
        capture_output=True, check=False, cwd=outputs,
        env={"PATH": f"{program}:/usr/bin:/bin", "TMPDIR": str(outputs), "HOME": str(outputs), "LANG": "C.UTF-8"}
        | ({"TESSDATA_PREFIX": str(program)} if faked else {}),
    )  # fmt: skip
    assert done.returncode in (0, 3, 7), done.stderr
    started, connected = set(), 0
    for line in trace.read_bytes().splitlines():
        if b" execve" in line and b'"' in line and b" = -1" not in line:
            started.add(re.findall(rb'"([^"]*)"', line)[0].decode())
        if (
            re.search(rb"\b(connect|sendto|bind)\(", line)
            and b"AF_UNIX" not in line
            and not re.search(rb"sendto\(\d+, [^{]*, NULL, 0\)", line)
        ):
            connected += 1
        if re.search(rb"O_(WRONLY|RDWR|CREAT)", line) and (found := re.search(rb'"([^"]*)"', line)) and b" = -1" not in line:
            path = found.group(1).decode()
            if re.fullmatch(r"/tmp/anfrage-[a-z0-9_]{8}/\.owner", path):  # of the socket's folder: TMPDIR is too long a name for one here
                continue
            assert not path.startswith("/") or path.startswith((str(outputs), "/dev/null", "/dev/tty", "/dev/shm/", "/proc/self/")), line
    tesseract = {str(program / "tesseract")} if scan and (faked or not IN_PROCESS) else set()
    assert (started, connected) == ({sys.executable} | tesseract, 0)  # a batch starts Python again, for its workers
    assert sorted(p.name for p in sources.iterdir()) == ["brief.pdf", "brief.txt", "kaputt.pdf", *(["scan.pdf"] if scan else [])]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_desk_listens_on_this_computer_alone(tmp_path: Path) -> None:
    """It binds the loopback address and nothing else, connects to nobody, and starts only Python."""
    (tmp_path / "briefe").mkdir()
    (tmp_path / "briefe" / "brief.txt").write_text("Anfrage 1/24\n\nWir fragen:\n\n1. Wann?\n2. Wie?\n", encoding="utf-8")
    trace = tmp_path / "trace"
    command = [sys.executable, "-B", "-m", "anfrage_parser", "serve", str(tmp_path / "briefe"), "--no-browser"]
    watched = ["strace", "-f", "--seccomp-bpf", "-qqq", "-s", "300", "-o", str(trace), "-e", "trace=connect,bind,execve,execveat"]
    with subprocess.Popen([*watched, *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        home, _, key = server.stdout.readline().decode().strip().partition("#")
        assert re.fullmatch(r"http://127\.0\.0\.1:[0-9]+/", home)

        def ask(path: str, data: bytes | None = None) -> bytes:
            request = urllib.request.Request(home + path, data, {"x-anfrage-key": key})
            with urllib.request.urlopen(request) as answer:
                return bytes(answer.read())

        assert eventually(lambda: b'"busy":false' in ask("api/state"))
        assert b"brief.txt" in ask("api/list")
        ask("api/quit", b"{}")
        assert server.wait() == 0
    lines = [line for line in trace.read_text(errors="replace").splitlines() if "AF_UNIX" not in line]
    bound = [line for line in lines if re.search(r"\bbind\(", line)]
    assert len(bound) == 1 and 'inet_addr("127.0.0.1")' in bound[0]
    assert [line for line in lines if "connect(" in line] == []
    started = {re.findall(r'"([^"]*)"', line)[0] for line in lines if " execve" in line and " = -1" not in line and '"' in line}
    assert started == {sys.executable}
