"""Formats of other packages: found by entry points, imported when wanted, never in the way of what is built in."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from anfrage_parser import plugins
from anfrage_parser.batch import work
from anfrage_parser.batch.model import Input, Job, Outcome, Settings
from anfrage_parser.cli.app import app
from anfrage_parser.exporters import EXPORTERS
from anfrage_parser.readers import NAMES, READERS, foreign
from tests import command as commands
from tests.command import ROOT

EXAMPLE = ROOT / "examples" / "anfrage-beispiel-plugin"
RUN = CliRunner()
FIELDS = {
    "nummer": "12/2024",
    "fraktion": "SPD-Fraktion",
    "datum": "3. Mai 2024",
    "betreff": "Uferweg; Beleuchtung, Teil 2",
    "sitzung": "14.05.2024",
}
CARD = b"KARTE\x1a" + b"".join(
    f"{name}\x1f{value}\x1e".encode() for name, value in [*FIELDS.items(), ("frage", "Wann öffnet er?"), ("frage", "Was kostet er?")]
)
LETTER = "Anfrage 1/24\n\nWir fragen:\n\n1. Wann?\n2. Wie?\n"

Write = Callable[..., None]


def worked(path: Path, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """What a worker makes of a file; here, where no limit may be set."""
    monkeypatch.setattr(work, "allow_time", lambda seconds: None)
    (outcome,) = work.work([Job(0, path.name, Input(path.name, path.name.encode(), "", str(path)))], Settings())
    return outcome


def run(*words: object, code: int = 0, data: bytes = b"") -> Result:
    result = RUN.invoke(app, [str(word) for word in words], input=data)
    assert result.exit_code == code, (words, result.exit_code, result.stderr)
    return result


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, installed as its user would, beside this environment and without a network."""
    folder = tmp_path_factory.mktemp("plugin")
    shutil.copytree(EXAMPLE, folder / "source")
    words = ["install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation", "--target"]
    subprocess.run([sys.executable, "-m", "pip", *words, str(folder / "site"), str(folder / "source")], check=True)
    return folder / "site"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Writes packages, each with entry points, into a folder that Python looks into; here they are seen at once."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    written: list[str] = []

    def write(package: str, code: str, **entries: str) -> None:
        written.append(package)
        (folder / f"{package}.py").write_text(code, encoding="utf-8")
        papers = folder / f"{package}-1.0.dist-info"
        papers.mkdir()
        (papers / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8")
        rows = [f"[anfrage_parser.{group}]\n{name} = {package}\n" for name, group in entries.items()]
        (papers / "entry_points.txt").write_text("".join(rows), encoding="utf-8")
        plugins.plugins.cache_clear()

    plugins.plugins.cache_clear()
    yield write
    monkeypatch.undo()
    plugins.plugins.cache_clear()
    for name in written:  # and nothing else: what they imported is others', too
        sys.modules.pop(name, None)


def test_the_example_through_the_command(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "karte.bin").write_bytes(CARD)
    (tmp_path / "brief.txt").write_text(LETTER, encoding="utf-8")

    def command(*words: str, started: bool = False) -> bytes:
        return commands.command(*words, cwd=tmp_path, started=started, PYTHONPATH=str(installed), PYTHONDONTWRITEBYTECODE="1").stdout

    listed = command("plugins", started=True).decode().splitlines()
    assert "reader\tkarte\tanfrage-beispiel-plugin 0.1.0\tKarteikarten aus dem erfundenen Archivprogramm" in listed
    assert "exporter\tsitzungen\tanfrage-beispiel-plugin 0.1.0\tSitzungstermine als Kalender (iCalendar)" in listed
    assert len([line for line in listed if "\tanfrage-parser " in line]) == len(EXPORTERS) + len(
        {reader.name for reader in READERS.values()}
    )
    record = json.loads(command("parse", "karte.bin"))
    assert (record["number"], record["party"], record["session_date"]) == ("12/2024", "SPD", "2024-05-14")
    assert [question["text"] for question in record["questions"]] == ["Wann öffnet er?", "Was kostet er?"]
    source = record["source"]
    assert (source["media_type"], source["reader"], source["encoding"]) == ("application/x-karte", "karte 0.1.0", None)
    assert source["size"] == len(CARD)
    command("export", "karte.bin", "brief.txt", "--to", "sitzungen", "-o", "sitzungen.ics")
    calendar = (tmp_path / "sitzungen.ics").read_bytes()
    assert calendar == command("export", "karte.bin", "--to", "sitzungen", "-o", "-")
    assert max(map(len, calendar.split(b"\r\n"))) <= 75 and calendar.endswith(b"END:VCALENDAR\r\n")
    unfolded = calendar.replace(b"\r\n ", b"").decode().split("\r\n")
    assert "SUMMARY:Anfrage 12/2024: Uferweg\\; Beleuchtung\\, Teil 2" in unfolded and "DTSTART;VALUE=DATE:20240514" in unfolded
    assert "DESCRIPTION:Wann öffnet er?\\nWas kostet er?" in unfolded and unfolded.count("BEGIN:VEVENT") == 1
    command("batch", "karte.bin", "brief.txt", "-o", "alle.sqlite", "-j", "1")
    assert len(command("export", "alle.sqlite", "--to", "jsonl", "-o", "-").splitlines()) == 2


READER = "MEDIA_TYPE = 'text/x-probe'\ndef recognises(data): return b'PROBE' in data\ndef read(data, options):\n    {0}\n"
EXPORTER = "PURPOSE = 'Probe'\ndef export(records, out, options):\n    {0}\n"


def test_a_plugin_is_imported_when_its_format_is_wanted(site: Write, tmp_path: Path) -> None:
    mark = tmp_path / "geladen"
    loads = f"open({str(mark)!r}, 'a').close()\n"
    site("probe_leser", loads + READER.format(f"return {LETTER!r}"), probe="readers")
    site("probe_schreiber", loads + EXPORTER.format("out.write(b''.join(r.source.reader.encode() for r in records))"), zeile="exporters")
    (tmp_path / "brief.txt").write_text(LETTER + "PROBE\n", encoding="utf-8")
    pdf = ROOT / "samples" / "brief-zwei-seiten.pdf"
    run("parse", tmp_path / "brief.txt", pdf)
    run("parse", tmp_path / "brief.txt", "--reader", "pdfplumber")
    run("export", tmp_path / "brief.txt", "--to", "csv", "-o", "-")
    run("export", tmp_path / "brief.txt", "--to", "farbe", "-o", "-", code=2)
    run("batch", tmp_path / "brief.txt", pdf, "-o", tmp_path / "aus.jsonl", "-j", "1")
    assert not mark.exists()
    assert run("export", tmp_path / "brief.txt", "--to", "zeile", "-o", "-").stdout == "plain"
    assert mark.exists()
    done = run("export", tmp_path / "brief.txt", pdf, "--reader", "probe", "--to", "zeile", "-o", "-")
    assert done.stdout == "probe 1.0" + "pdfium", "it is asked about text where a person asks for it, and reads only what it knows"
    (tmp_path / "probe.bin").write_bytes(b"\0\1\2PROBE")
    assert run("export", tmp_path / "probe.bin", "-o", tmp_path / "a.zeile").exit_code == 0
    assert (tmp_path / "a.zeile").read_text() == "probe 1.0"


def test_a_broken_plugin_is_one_line_and_in_nobodys_way(site: Write, tmp_path: Path) -> None:
    site("kaputt", "raise ImportError('es fehlt\\n\\x1b[31mnichts')", kaputt="exporters", defekt="readers")
    site("leer", "import sys\nsys.exit(3)", leer="exporters")
    site("nichts", "PURPOSE = 'nichts'", nichts="exporters", wenig="readers")
    (tmp_path / "brief.txt").write_text(LETTER, encoding="utf-8")
    (tmp_path / "bild.gif").write_bytes(b"GIF89a" + bytes(100))
    (tmp_path / "site" / "wirr-1.0.dist-info").mkdir()
    (tmp_path / "site" / "wirr-1.0.dist-info" / "entry_points.txt").write_bytes(b"\xff\xfe[")
    lines = run("plugins").stdout.splitlines()
    assert (
        "exporter\tkaputt\tkaputt 1.0\tFehler: die Erweiterung kaputt (kaputt 1.0) lässt sich nicht laden (ImportError: es fehlt"
        in "\n".join(lines)
    )
    assert sum("Fehler: " in line for line in lines) == 5 and "\x1b" not in "".join(lines)
    for name in ("kaputt", "leer", "nichts"):
        done = run("export", tmp_path / "brief.txt", "--to", name, "-o", tmp_path / "aus", code=2)
        assert len(done.stderr.splitlines()) == 1 and name in done.stderr and "\x1b" not in done.stderr
    for name in ("defekt", "wenig"):
        assert name in run("parse", tmp_path / "brief.txt", "--reader", name, code=2).stderr
    run("parse", tmp_path / "brief.txt")
    run("export", tmp_path / "brief.txt", "-o", tmp_path / "aus.csv")
    done = run("parse", tmp_path / "bild.gif", code=4)
    assert "ein Bild (GIF)" in done.stderr and "die Erweiterung defekt lässt sich nicht laden" in done.stderr
    assert not (tmp_path / "aus").exists()


@pytest.mark.parametrize(("language", "purpose"), [("de", "JSON Lines, ein Datensatz je Zeile"), ("en", "JSON Lines, one record a line")])
def test_purposes_in_the_language_of_the_people(language: str, purpose: str) -> None:
    rows = [line.split("\t") for line in run("plugins", "--lang", language).stdout.splitlines()]
    assert [row[3] for row in rows if row[:2] == ["exporter", "jsonl"]] == [purpose]


def test_what_is_built_in_stays(site: Write, tmp_path: Path) -> None:
    site("dreist", EXPORTER.format("out.write(b'dreist')"), csv="exporters", markdown="exporters")
    site(
        "dreister",
        READER.format("return 'x'").replace("b'PROBE' in data", "True"),
        pdfium="readers",
        auto="readers",
        pdf="readers",
        alles="readers",
    )
    (tmp_path / "brief.txt").write_text(LETTER, encoding="utf-8")
    assert "dreist" not in run("export", tmp_path / "brief.txt", "--to", "csv", "-o", "-").stdout
    for words in ([], ["--reader", "pdfium"]):
        for path in (tmp_path / "brief.txt", ROOT / "samples" / "brief-zwei-seiten.pdf"):
            assert json.loads(run("parse", *words, path).stdout)["source"]["reader"] in ("plain", "pdfium")
    lines = [line for line in run("plugins").stdout.splitlines() if "dreist" in line]
    assert sum("der Name gehört zu einem eingebauten Format" in line for line in lines) == 5
    assert foreign.names(NAMES) == ["alles"]


def test_two_of_one_name(site: Write, tmp_path: Path) -> None:
    site("eins", EXPORTER.format("pass"), gleich="exporters")
    site("zwei", EXPORTER.format("pass"), gleich="exporters")
    (tmp_path / "brief.txt").write_text(LETTER, encoding="utf-8")
    done = run("export", tmp_path / "brief.txt", "--to", "gleich", "-o", "-", code=2)
    assert "denselben Namen hat auch zwei" in done.stderr
    assert run("plugins").stdout.count("denselben Namen hat auch") == 2


FAULTS = {
    "raise KeyError('Geheim')": (1, "Fehler in der Erweiterung probe (probe 1.0) (KeyError, probe.py:4)"),
    "return 7": (1, "Fehler in der Erweiterung probe (probe 1.0) (read gibt keinen Text"),
    "raise SystemExit(0)": (1, "SystemExit"),
    "open('/fehlt')": (1, "Fehler in der Erweiterung"),
    "return ''": (4, "enthält keinen Text"),
    "return 'Gedicht\\nüber den Fluss'": (6, "keine Anfrage"),
    "while True: pass": (8, "die Zeit hat nicht gereicht"),
    "return bytes(3 << 30).decode()": (8, "der Arbeitsspeicher hat nicht gereicht"),
    "import os; os._exit(0)": (8, "das Leseprogramm ist abgestürzt"),
    "print('laut'); return 'Anfrage\\n\\nWir fragen:\\n\\n1. Wann?\\ud83d\\n'": (0, ""),
}


@pytest.mark.parametrize("code", FAULTS)
def test_faults_of_a_reader(code: str, site: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site("probe", READER.format(code), probe="readers")
    (tmp_path / "probe.bin").write_bytes(b"\0PROBE")
    number, words = FAULTS[code]
    done = run("parse", "--timeout", "1", tmp_path / "probe.bin", code=number)
    assert words in done.stderr and len(done.stderr.splitlines()) == (1 if number else 0) and "Geheim" not in done.stderr
    assert "laut" not in done.stdout and (not number or not done.stdout)
    if number == 1:  # in a batch's worker, too
        outcome = worked(tmp_path / "probe.bin", monkeypatch)
        assert (outcome.code, outcome.error) == (1, "plugin") and words in outcome.cause


@pytest.mark.parametrize(
    ("code", "number"),
    [("raise KeyError('Geheim')", 1), ("open('/fehlt/x')", 1), ("raise OSError(28, 'voll')", 10), ("print(next(iter(records)).number)", 0)],
)
def test_faults_of_an_exporter(code: str, number: int, site: Write, tmp_path: Path) -> None:
    site("probe", EXPORTER.format(code), probe="exporters")
    (tmp_path / "brief.txt").write_text(LETTER, encoding="utf-8")
    done = run("export", tmp_path / "brief.txt", "-o", tmp_path / "aus.probe", code=number)
    assert done.stdout == "" and "Geheim" not in done.stderr and (tmp_path / "aus.probe").exists() == (not number)


def test_an_upgraded_reader_reads_again(site: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site("probe", READER.format(f"return {LETTER!r}"), probe="readers")
    (tmp_path / "probe.bin").write_bytes(b"\0PROBE")
    before = worked(tmp_path / "probe.bin", monkeypatch)
    papers = tmp_path / "site" / "probe-1.0.dist-info" / "METADATA"
    papers.write_text(papers.read_text().replace("Version: 1.0", "Version: 1.1"))
    plugins.plugins.cache_clear()
    after = worked(tmp_path / "probe.bin", monkeypatch)
    assert before.fingerprint and before.fingerprint != after.fingerprint and b"probe 1.1" in after.payload
