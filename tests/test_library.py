"""The front door for programs: what `docs/library.md` shows, run; many documents as values, however bad some of them are."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import anfrage_parser
from anfrage_parser import AnfrageError, Inquiry, Parsed, parse_file, parse_many
from anfrage_parser.batch import many
from anfrage_parser.batch.crew import AHEAD, Crew
from anfrage_parser.batch.model import Outcome, State
from anfrage_parser.errors import BugError, EncryptedError, LimitError, NotAnInquiryError, PluginError, UnreadableError, UsageError
from anfrage_parser.readers.kinds import IMAGES, KINDS
from tests import misdeeds
from tests.batch.test_crew import workers_left
from tests.command import GUARD, ROOT, eventually
from tests.pdfs import letter, pdf

TEXT = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"<!-- example: ([\w-]+) -->\n```python\n(.*?)```", TEXT, re.S))
SAMPLES = sorted(p for p in (ROOT / "samples").iterdir() if p.suffix in (".txt", ".pdf"))
LETTER = "Anfrage {0}/2024\n\nWir fragen:\n\n1. Wann?\n2. Wie?\n"

WANTED = {
    "one": ["2024-03-12 FREIE WÄHLER 4"],
    "evidence": ["Wann kommt der Radweg? 5"],
    "many": ["antrag.txt: not-an-inquiry", "brief.txt: Nutzung und Zustand des Parkhauses am Fährhafen"],
    "closing": ["1"],
    "table": [",1.,Wie viele der 412 Stellplätze", ",2.,", ",3.,", ",4.,"],
}


def test_every_example_is_run() -> None:
    assert {*EXAMPLES} == {*WANTED} and TEXT.count("```python") == len(WANTED)


@pytest.mark.parametrize("name", WANTED)
def test_the_examples(name: str, tmp_path: Path) -> None:
    (tmp_path / "briefe").mkdir()
    shutil.copy(ROOT / "samples" / "brief.txt", tmp_path / "briefe")
    (tmp_path / "briefe" / "antrag.txt").write_text("ANTRAG\n\nDer Rat beschließt, den Weg zu sanieren.\n", encoding="utf-8")
    (tmp_path / "beispiel.py").write_text(EXAMPLES[name], encoding="utf-8")
    script = [sys.executable, "-X", "utf8", "-W", "error", "beispiel.py"]
    done = subprocess.run(script, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) == len(WANTED[name]) and all(line.startswith(start) for line, start in zip(lines, WANTED[name], strict=True))


HTML = "<html><body><p>Anfrage 7/2024</p><p>Wir fragen:</p><ol><li>Wann?</li><li>Wie?</li></ol></body></html>"
MAIL = "From: a@b.example\r\nTo: c@d.example\r\nSubject: Post\r\nDate: Mon, 6 May 2024 08:00:00 +0200\r\nMIME-Version: 1.0\r\n\r\n"
RTF = r"{\rtf1\ansi Anfrage 7/2024\par\par Wir fragen:\par\par 1. Wann?\par 2. Wie?\par}"


@pytest.mark.parametrize(
    ("name", "data"), [("a.html", HTML), ("a.eml", MAIL + LETTER.format(7)), ("a.rtf", RTF), ("a.txt", LETTER.format(7))]
)
def test_a_file_of_any_kind(name: str, data: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8", newline="")
    (inquiry,) = parse_file(tmp_path / name)
    assert (inquiry.number, [question.text for question in inquiry.questions]) == ("7/2024", ["Wann?", "Wie?"])


def test_every_kind_is_named() -> None:
    assert [kind.ending for kind in KINDS.values() if f"`{kind.ending}`" not in TEXT and kind.ending not in (".txt", ".pdf")] == []
    assert [media for _, media in IMAGES if media.rpartition("/")[2].upper() not in TEXT] == []


def alone(path: Path) -> list[Inquiry] | tuple[type[AnfrageError], str]:
    try:
        return parse_file(path)
    except AnfrageError as error:
        return type(error), str(error)


def test_as_one_by_one(tmp_path: Path) -> None:
    """The same records and the same errors, in the same order, with corrections by hand."""
    odd = {
        "leer.txt": b"", "bild.png": b"\x89PNG\r\n\x1a\n", "kaputt.pdf": b"%PDF-1.7\nkaputt", "zu.pdf": pdf([letter()], password="x"),
        "antrag.txt": "ANTRAG\n\nDer Rat beschließt.\n".encode(), "ä\n.txt": LETTER.format(7).encode(),
    }  # fmt: skip
    for name, data in odd.items():
        (tmp_path / name).write_bytes(data)
    shutil.copy(ROOT / "samples" / "brief.txt", tmp_path)
    digest = parse_file(tmp_path / "brief.txt")[0].source.sha256
    fix = f"sha256 = '{digest}'\n[[correction]]\nfield = 'committee'\nvalue = 'Bauausschuss'\n"
    (tmp_path / "brief.txt.anfrage.toml").write_text(fix, encoding="utf-8")
    paths = [*SAMPLES, tmp_path / "brief.txt", tmp_path / "fehlt.txt", tmp_path, *(tmp_path / name for name in odd), *SAMPLES[:2]]
    found = list(parse_many(map(str, paths), jobs=2))
    assert [parsed.path for parsed in found] == paths
    for parsed in found:
        wanted = alone(parsed.path)
        assert wanted == ((type(parsed.error), str(parsed.error)) if parsed.error is not None else parsed.inquiries)
        assert (parsed.error is None) == bool(parsed.inquiries)
    assert found[len(SAMPLES)].inquiries[0].committee == "Bauausschuss"
    plain = list(parse_many(SAMPLES[:3], jobs=1, evidence=False))
    assert all(inquiry.evidence is None for parsed in plain for inquiry in parsed.inquiries)


@pytest.mark.parametrize(
    "error",
    [
        UnreadableError("weg", "suchen"), EncryptedError("zu"), LimitError("groß", "teilen"), NotAnInquiryError("motion"),
        BugError("KeyError, x.py:1"),
        PluginError("ics (x 1)", "KeyError, y.py:2"),
    ],
    ids=lambda error: type(error).__name__,
)  # fmt: skip
def test_errors_arrive_as_they_were(error: AnfrageError) -> None:
    outcome = Outcome(0, State.FAILED, error.exit_code, error=error.code, error_args=error.__reduce__()[1])
    arrived = many._parsed(Path("x"), outcome).error
    assert arrived is not None and (type(arrived), vars(arrived), str(arrived)) == (type(error), vars(error), str(error))


def test_a_bad_file_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guilty = {2: "segv", 5: "hang", 6: "abort"}
    assert {*guilty.values()} <= {*misdeeds.MISDEEDS}
    monkeypatch.setattr(many, "Crew", partial(Crew, work=misdeeds.work))
    paths = [tmp_path / f"{number}.txt" for number in range(12)]
    for number, path in enumerate(paths):
        path.write_text(f"Untat: {guilty[number]}\n" if number in guilty else LETTER.format(number), encoding="utf-8")
    found = list(parse_many(paths, jobs=2, timeout=1.0, memory=1024))
    assert [parsed.path for parsed in found] == paths
    assert [number for number, parsed in enumerate(found) if parsed.error] == [2, 5, 6]
    assert all(isinstance(parsed.error, LimitError) for parsed in found if parsed.error)


def test_paths_are_taken_as_they_are_needed(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text(LETTER.format(1), encoding="utf-8")
    taken = 0

    def endless() -> Iterator[Path]:
        nonlocal taken
        while True:
            taken += 1
            yield tmp_path / "brief.txt"

    before = workers_left()
    with contextlib.closing(parse_many(endless(), jobs=2)) as results:
        for number in range(1, 601):
            next(results)
            assert taken <= number + 2 * AHEAD
    assert eventually(lambda: not workers_left() - before), "closed: its workers are gone"
    with pytest.raises(StopIteration):
        next(results)
    assert list(parse_many([])) == []


def test_wrong_usage_is_said_at_once() -> None:
    for wrong in ({"jobs": 0}, {"reader": "auge"}, {"convention": "atlantis"}):
        with pytest.raises(UsageError):
            parse_many([], **wrong)


SCRIPTS = {
    "from anfrage_parser import parse_many\n{0}": True,
    "from anfrage_parser import parse_many\ndef main():\n    {0}\nmain()": True,
    "from anfrage_parser import parse_many\nif len(__file__):\n    {0}": True,
    "from anfrage_parser import parse_many\ndef main():\n    {0}\nif __name__ == '__main__':\n    main()": False,
    "import runpy\nif '__main__' == __name__:\n    runpy.run_path('zweites.py')": False,
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_without_the_guard_is_told(script: str, tmp_path: Path) -> None:
    call = "print(len(list(parse_many(['a.txt'], jobs=1))))"
    (tmp_path / "a.txt").write_text(LETTER.format(1), encoding="utf-8")
    (tmp_path / "zweites.py").write_text(f"from anfrage_parser import parse_many\n{call}", encoding="utf-8")
    (tmp_path / "erstes.py").write_text(script.format(call), encoding="utf-8")
    done = subprocess.run([sys.executable, "erstes.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    if SCRIPTS[script]:
        assert done.returncode == 1 and "__name__ == '__main__'" in done.stderr.splitlines()[-1] and done.stdout == ""
    else:
        assert (done.returncode, done.stdout) == (0, "1\n"), done.stderr


def test_workers_as_on_windows(tmp_path: Path) -> None:
    """Spawned, not forked from a server; and a result that is not waited for keeps no process from ending."""
    (tmp_path / "a.txt").write_text(LETTER.format(1), encoding="utf-8")
    code = (
        "from tests import elsewhere\nfrom anfrage_parser import parse_many\n"
        "if __name__ == '__main__':\n    results = parse_many(['a.txt', 'fehlt.txt'] * 20, jobs=2)\n"
        "    print(next(results).inquiries[0].number, next(results).error.code)\n"
    )
    (tmp_path / "erstes.py").write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "erstes.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=GUARD
    )
    assert (done.returncode, done.stdout) == (0, "1/2024 unreadable\n"), done.stderr


def test_values() -> None:
    parsed = Parsed(Path("a"), [])
    with pytest.raises(AttributeError):
        parsed.path = Path("b")  # type: ignore[misc]
    assert {"Parsed", "parse_many"} <= {*anfrage_parser.__all__}
