"""What records which messages tests see: in every process, and what it says of those that nobody saw."""

from pathlib import Path

import pytest

from tools import seen

TESTS = '''
import subprocess, sys
from anfrage_parser.messages import counted, later, say

def test_here():
    assert later("auf dem Mond") and say("{name} ist leer", name="a") == "a ist leer"
    assert counted(2, "1 Frage", "{count} Fragen") == "2 Fragen"

def test_in_another_process():
    subprocess.run([sys.executable, "-c", "from anfrage_parser.messages import say; say('nebenan')"], check=True)

def test_help():
    say("""Erster Absatz.

    Zweiter
    Absatz.
    """)
'''
SENTENCES = {"{name} ist leer": [("a.py", 3)], "1 Frage\0{count} Fragen": [("b.py", 7), ("c.py", 9)], "mehrere\nZeilen": [("d.py", 1)]}


@pytest.mark.parametrize(("more", "code"), [("", 0), ("\ndef test_wrong():\n    assert False\n", 1)])
def test_what_is_said_in_any_process_is_recorded(more: str, code: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (tmp_path / "test_tiny.py").write_text(TESTS + more, encoding="utf-8")
    said, returned = seen.seen(["-c", str(tmp_path / "pytest.ini"), "-p", "no:cacheprovider", str(tmp_path)])
    assert returned == code, capfd.readouterr()
    assert said == {"{name} ist leer", "1 Frage\0{count} Fragen", "nebenan", "Erster Absatz.", "Zweiter Absatz."}


@pytest.mark.parametrize(("line", "noted"), [("'a {b}'", ["a {b}"]), ("'1\\x00{count}'", ["1\0{count}"]), ("'half a sente", [])])
def test_a_line_of_a_process_that_was_killed_counts_for_nothing(line: str, noted: list[str]) -> None:
    assert seen._noted(line) == noted


REPORTS: dict[str, tuple[set[str], int, int, list[str]]] = {
    "all are said": (set(SENTENCES), 0, 0, ["3 of 3 messages are said in the tests"]),
    "two are not": (
        {"{name} ist leer"}, 0, 1,
        ["b.py:7: 1 Frage / {count} Fragen", "d.py:1: mehrere", "1 of 3 messages are said in the tests"],
    ),
    "a test failed": (
        set(SENTENCES), 2, 2,
        ["3 of 3 messages are said in the tests", "pytest returned 2: what tests that failed or never ran would say is missing here"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REPORTS)
def test_what_nobody_says_is_named_with_its_place(case: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    said, failed, code, lines = REPORTS[case]
    monkeypatch.setattr(seen, "sentences", lambda: SENTENCES)
    monkeypatch.setattr(seen, "seen", lambda arguments: (said, failed))
    assert seen.main([]) == code
    assert capsys.readouterr().out.splitlines() == lines
