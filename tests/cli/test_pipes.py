"""Every command between pipes: a reader that goes away, streams that are closed or full. No traceback, no garbage, the documented code."""

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.command import PYTHON, QUIET, SAMPLES, SOAK, shell

COMMANDS = {
    "version": "--version",
    "help": "parse --help",
    "parse": "parse brief.txt",
    "parse many": "parse brief.txt brief-zwei-seiten.pdf --evidence",
    "parse pipe": "parse -",
    "text": "text brief-zwei-seiten.pdf",
    "explain": "explain brief.txt",
    "conventions": "conventions",
    "schema": "schema",
    "plugins": "plugins",
    "export": "export brief.txt --to csv -o -",
    "export database": "export brief.txt -o {out}.sqlite",
    "show": "show brief.txt",
    "check": "check beispiele",
    "batch": "batch brief.txt -o {out}.jsonl",
    "batch said": "batch brief.txt brief-zwei-seiten.pdf -o {out} -v --log-json",
    "inspect": "inspect brief-zwei-seiten.pdf -o {out}-{{page}}.png --force",
    "review": "review brief.txt -o {out}.html --force",
    "correct": "correct brief.txt --set committee=Umwelt",
    "fails": "parse fehlt.txt",
    "wrong": "parse --farbe brief.txt",
}
SURROUNDINGS = {
    "no reader": "{} | true",
    "a short reader": "{} | head -c 1",
    "no stdout": "{} >&-",
    "no stderr": "{} 2>&-",
    "no stdin": "{} <&-",
    "empty stdin": "{} </dev/null",
    "nothing at all": "{} <&- >&- 2>&-",
    "full stdout": "{} >/dev/full",
    "full stderr": "{} 2>/dev/full",
}

SILENT = ("export database", "batch", "batch said", "inspect", "review", "correct", "fails", "wrong", "check")
"""Commands that print nothing to standard output, or only where something went wrong."""

pytestmark = [
    pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this platform"),
    pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pipes")
    (path / "beispiele").mkdir()
    for name in ("brief.txt", "brief-zwei-seiten.pdf"):
        shutil.copy(SAMPLES / name, path)
    for name in ("brief.txt", "brief.txt.json"):
        shutil.copy(SAMPLES / name, path / "beispiele")
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_quiet_between_pipes(command: str, folder: Path) -> None:
    words = COMMANDS[command]
    for number, (name, form) in enumerate(SURROUNDINGS.items()):
        if not SOAK and command != "parse" and (number + list(COMMANDS).index(command)) % 3:
            continue
        out = f"{command.replace(' ', '-')}-{number}"
        start = shlex.join(PYTHON) if SOAK or command == "parse" else shell()  # one from scratch in each of the surroundings
        program = f"{start} {words.format(out=out)}"
        script = f"set -o pipefail; {form.format(program)}"
        done = subprocess.run(["bash", "-c", script], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=QUIET)
        said = done.stderr.decode()
        assert "Traceback" not in said and "Exception ignored" not in said, (name, said)
        assert said.count("\n") <= (12 if command in SILENT else 1), (name, said)
        assert done.returncode in codes(command, name), (name, done.returncode, said)


def codes(command: str, surroundings: str) -> set[int]:
    """What may come of it. Help and words on wrong usage are printed by the library, which gives 1 for a reader that went away."""
    if command == "wrong":
        return {10} if surroundings == "full stderr" else {2}
    if command == "fails":
        return {4}
    if command == "parse pipe":
        return {4, 141} if "reader" in surroundings else {4}
    if command == "help":
        return {"full stdout": {10}}.get(surroundings, {0, 1, 141})
    if command not in SILENT and surroundings in ("no stdout", "nothing at all", "full stdout"):
        return {10}
    return {0, 141}
