"""The guard of speed: it fails only beyond its tolerance, and says so where it can't count."""

import pytest

from benchmarks import guard

TABLE = [
    ({"start": 1000, "letter": 100}, 0),
    ({"start": 900, "letter": 114}, 0),
    ({"start": 1151, "letter": 100}, 1),
    ({"start": 500, "letter": 116}, 1),
]


@pytest.mark.parametrize(("now", "code"), TABLE)
def test_judgement(now: dict[str, int], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert guard.judge("0123456789abcdef", {"start": 1000, "letter": 100}, now) == code
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["start", "letter"] and "012345678 " in lines[0]


@pytest.mark.parametrize(("letter", "code"), [(12_400_000, 0), (12_400_001, 1)])
def test_ceilings(letter: int, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    """A producer that isn't installed is named, and holds nobody up."""
    assert guard.hold({"start": 100, "letter": letter}, {"start": 1.0, "letter": 12.4, "Chromium": 34}) == code
    said = capsys.readouterr().out
    assert "letter: 12.4 million instructions, at most 12.4" in said and "Chromium: not installed" in said


def test_without_the_tool_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert guard.main() == 0
    assert "valgrind is missing" in capsys.readouterr().out


def test_without_history_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr(guard, "_pinned", lambda: None)
    assert guard.main() == 0
    assert "not in this clone" in capsys.readouterr().out


def test_the_pin_is_part_of_the_project() -> None:
    assert (guard.ROOT / guard.PIN).read_text(encoding="utf-8").count("\n") >= 2
