"""Settings: an option, else the environment, else the nearest anfrage.toml; wrong ones are one line. And completion in each shell."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anfrage_parser.cli import settings
from anfrage_parser.cli.options import OWN, SETTINGS
from anfrage_parser.cli.settings import MOST_BYTES
from anfrage_parser.cli.settings_file import checked, loaded
from anfrage_parser.errors import UsageError
from tests.command import GUARD, SAMPLES, command
from tests.pdfs import letter, pdf


def write(folder: Path, text: str) -> Path:
    path = folder / "anfrage.toml"
    path.write_text(text, encoding="utf-8")
    return path


def rows(folder: Path, *words: str, **environment: Any) -> dict[str, tuple[str, str]]:
    """What `anfrage config` shows: setting → (value, origin)."""
    lines = command("config", *words, cwd=folder, **environment).stdout.decode().splitlines()
    found = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: (value, origin) for name, value, origin in found}


def test_every_setting_is_shown_with_its_origin(tmp_path: Path) -> None:
    path = write(tmp_path, 'reader = "pdfplumber"\ntimeout = 30\n[export]\nformat = "jsonl"\n[stats]\ntimeout = 5.5\n')
    (tmp_path / "a" / "b").mkdir(parents=True)
    shown = rows(tmp_path / "a" / "b", ANFRAGE_OCR="off", ANFRAGE_READER="pdfium")
    assert {name.rpartition(".")[2] for name in shown} == set(SETTINGS)
    assert shown["reader"] == ("pdfium", "Umgebung: ANFRAGE_READER") and shown["ocr"] == ("off", "Umgebung: ANFRAGE_OCR")
    assert shown["timeout"] == ("30", str(path)) and shown["stats.timeout"] == ("5.5", str(path))
    assert shown["export.format"] == ("jsonl", str(path)) and shown["memory"] == ("2048", "vorgegeben")
    assert rows(tmp_path, ANFRAGE_CONFIG="")["timeout"] == ("60.0", "vorgegeben")
    assert rows(tmp_path, ANFRAGE_EXPORT_FORMAT="csv")["export.format"] == ("csv", "Umgebung: ANFRAGE_EXPORT_FORMAT")


def test_an_option_decides_else_the_environment_else_the_file(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "brief.txt", tmp_path / "brief.txt")

    def convention(*words: str, **environment: Any) -> str:
        record = json.loads(command("parse", *words, "brief.txt", cwd=tmp_path, **environment).stdout)
        return str(record["source"]["convention"])

    assert convention() == "general"
    write(tmp_path, 'convention = "mainz"\n')
    assert convention() == "mainz"
    assert convention(ANFRAGE_CONVENTION="karlsruhe") == "karlsruhe"
    assert convention("--convention", "general", ANFRAGE_CONVENTION="karlsruhe") == "general"
    write(tmp_path, 'convention = "mainz"\n[parse]\nconvention = "karlsruhe"\n')
    assert convention() == "karlsruhe"
    shown = command("export", "brief.txt", "-o", "-", cwd=tmp_path, ANFRAGE_EXPORT_FORMAT="jsonl").stdout
    assert json.loads(shown)["source"]["convention"] == "mainz"


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(SAMPLES / "brief.txt", tmp_path / "in" / "brief.txt")
    (tmp_path / "stadt.toml").write_bytes(command("conventions", "new", "in/brief.txt", cwd=tmp_path).stdout)
    write(tmp_path, 'convention = "stadt.toml"\ncorrections = "korrekturen"\n')
    command("correct", "brief.txt", "--set", "date=2020-02-02", cwd=tmp_path / "in")
    assert [path.suffix for path in (tmp_path / "korrekturen").iterdir()] == [".toml"]
    record = json.loads(command("parse", "brief.txt", cwd=tmp_path / "in").stdout)
    assert record["date"] == "2020-02-02" and record["source"]["convention"] not in ("general", "mainz")


def test_the_language_is_a_setting_of_help_and_records(tmp_path: Path) -> None:
    write(tmp_path, 'lang = "en"\n')
    assert command("parse", "--help", cwd=tmp_path, started=True).stdout.startswith(b"Usage")
    assert command("parse", "--help", cwd=tmp_path, started=True, ANFRAGE_LANG="de").stdout.startswith(b"Aufruf")
    assert command("--lang", "de", "parse", "--help", cwd=tmp_path, started=True, ANFRAGE_LANG="en").stdout.startswith(b"Aufruf")
    done = command("parse", "x.txt", cwd=tmp_path, code=2, ANFRAGE_LANG="fr", started=True)
    assert done.stderr.decode().count("\n") == 1 and "ANFRAGE_LANG" in done.stderr.decode()


WRONG = {
    "no TOML": (b"reader = \n", "kein gültiges TOML"),
    "not UTF-8": (b'reader = "\xff"\n', "kein gültiges TOML"),
    "too large": (b"#" * (MOST_BYTES + 1), "Bytes"),
    "too deep": (b"a = " + b"[" * 99 + b"]" * 99, "ineinander"),
    "too long a key": (b".".join([b"a"] * 99) + b" = 1\n", "Schlüssel"),
    "no setting": (b'readr = "auto"\n', "„readr“ gibt es nicht, gemeint ist vielleicht „reader“"),
    "nothing like a setting": (b'quux = "auto"\n', "„quux“ gibt es nicht"),
    "no habit": (b'password-file = "x"\n', "„password-file“ gibt es nicht"),
    "no command": (b'[exprot]\nformat = "xlsx"\n', "„exprot“ gibt es nicht"),
    "of one command": (b'format = "jsonl"\n', "unter [export]"),
    "a list": (b'reader = ["auto"]\n', "kein Text und keine Zahl"),
    "a truth": (b"timeout = true\n", "kein Text und keine Zahl"),
    "a table in a table": (b"[parse.reader]\nx = 1\n", "kein Text und keine Zahl"),
    "a long value": (b'reader = "' + b"x" * 2000 + b'"\n', "kein Text und keine Zahl"),
    "an unknown value": (b'ocr = "sometimes"\n', "--ocr kennt „sometimes“ nicht"),
    "no number": (b'timeout = "soon"\n', "--timeout: der Wert muss eine Zahl sein"),
    "too small": (b"max-pages = 0\n", "mindestens 1"),
    "no convention": (b'convention = "atlantis"\n', "atlantis"),
    "escape sequences": (b'"\\u001b[2J" = 1\n', "gibt es nicht"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_one_line_that_names_it(name: str, tmp_path: Path) -> None:
    data, said = WRONG[name]
    (tmp_path / "anfrage.toml").write_bytes(data)
    shutil.copy(SAMPLES / "brief.txt", tmp_path / "brief.txt")
    done = command("parse", "brief.txt", cwd=tmp_path, code=2)
    line = done.stderr.decode()
    assert (done.stdout, line.count("\n"), "\x1b" in line) == (b"", 1, False)
    assert said in line and "anfrage.toml" in line and line.startswith("anfrage: ")


def test_a_wrong_value_of_the_environment_names_the_variable(tmp_path: Path) -> None:
    brief = SAMPLES / "brief.txt"
    for done in (command("parse", brief, code=2, ANFRAGE_OCR="x"), command("parse", brief, code=2, ANFRAGE_TIMEOUT="x")):
        assert done.stderr.count(b"\n") == 1 and re.search(rb"\(ANFRAGE_(OCR|TIMEOUT)\)", done.stderr)
    line = command("parse", "x", cwd=tmp_path, code=2, ANFRAGE_CONFIG=str(tmp_path / "none.toml")).stderr.decode()
    assert line.count("\n") == 1 and "none.toml" in line


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_file_of_somebody_else_does_not_hold(tmp_path: Path) -> None:
    path = write(tmp_path, 'convention = "atlantis"\n')
    os.chown(path, 12345, -1)
    shutil.copy(SAMPLES / "brief.txt", tmp_path / "brief.txt")
    done = command("parse", "brief.txt", cwd=tmp_path)
    assert done.stderr.decode().count("\n") == 1 and "gehört jemand anderem" in done.stderr.decode()
    command("parse", "brief.txt", cwd=tmp_path, code=2, ANFRAGE_CONFIG=str(path))


@given(st.binary(max_size=200))
def test_any_file_is_settings_or_a_usage_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(data)
    try:
        kept = checked(str(path), loaded(str(path), {settings.ELSEWHERE: str(path)}))
    except UsageError as error:
        assert "any.toml" in str(error)
    else:
        assert set(kept.every) <= {key for key, variable in SETTINGS.items() if OWN not in variable}


def completed(script: str, shell: str, *options: str) -> list[str]:
    """What a shell prints that runs a script, with our command in its path."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"}
    done = subprocess.run([shell, *options, "-c", script], capture_output=True, check=True, env=environment, timeout=GUARD)
    return done.stdout.decode().split()


def test_bash_completes_commands_options_and_values() -> None:
    script = 'source <(anfrage completion bash); for COMP_CWORD in 1 2 3; do _anfrage_completion anfrage; echo "${COMPREPLY[@]}"; done'
    assert completed(f"COMP_WORDS=(anfrage st --oc); {script}", "bash", "--norc")[:1] == ["stats"]
    assert "--ocr" in completed(f"COMP_WORDS=(anfrage parse --oc); {script}", "bash", "--norc")
    assert completed(f"COMP_WORDS=(anfrage parse --ocr f); {script}", "bash", "--norc")[-1] == "force"


def test_zsh_takes_the_script_and_completes() -> None:
    script = (
        "autoload -Uz compinit; compinit -u -D; source <(anfrage completion zsh); echo ${_comps[anfrage]}; functions _anfrage_completion"
    )
    shown = completed(script, "zsh", "-f")
    assert shown[0] == "_anfrage_completion" and any("complete_zsh" in word for word in shown)
    ask = '_TYPER_COMPLETE_ARGS="anfrage parse --ocr f" _ANFRAGE_COMPLETE=complete_zsh anfrage'
    assert '"force"' in "".join(completed(ask, "zsh", "-f"))


def test_fish_completes_commands_options_and_values() -> None:
    asked = ("anfrage stat", "anfrage parse --ocr fo", "anfrage parse --oc")
    script = "; ".join(["anfrage completion fish | source", *(f'complete -C "{line}"' for line in asked)])
    shown = completed(script, "fish", "--no-config")
    assert {"stats", "force", "--ocr"} <= set(shown)


def test_an_unknown_shell_is_one_line() -> None:
    done = command("completion", "tcsh", code=2)
    assert done.stderr.decode().count("\n") == 1 and "bash, zsh, fish, powershell" in done.stderr.decode()
    assert b"Register-ArgumentCompleter" in command("completion", "powershell").stdout


def test_what_is_typed_is_not_outvoted_by_habits(tmp_path: Path) -> None:
    """The ending of an output, a record's own reader, answers, which have no deadline."""
    shutil.copy(SAMPLES / "brief.txt", tmp_path)
    (tmp_path / "brief.pdf").write_bytes(pdf([letter()]))
    (tmp_path / "anfrage.toml").write_text('reader = "pdfplumber"\ndeadline = "6w"\n[export]\nformat = "xlsx"\n', encoding="utf-8")
    command("export", "brief.txt", "-o", "fragen.csv", cwd=tmp_path)
    assert (tmp_path / "fragen.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert command("export", "brief.txt", "-o", "-", cwd=tmp_path).stdout.startswith(b"PK")
    records = command("parse", "brief.pdf", "--format", "jsonl", cwd=tmp_path, ANFRAGE_CONFIG="").stdout
    (tmp_path / "records.jsonl").write_bytes(records)
    assert b"1 gleich" in command("verify", "records.jsonl", cwd=tmp_path).stderr
    command("stats", "brief.txt", "--only", "answers", cwd=tmp_path)
    said = command("stats", "brief.txt", "--only", "answers", "--deadline", "3m", cwd=tmp_path, code=2).stderr.decode()
    assert "Fristen gibt es nur" in said and "anfrage.toml" not in said
