"""What this version of the program leaves with its users, for later versions to read: `python -m tools.make_archives`.

Writes `tests/golden/<version>/`, which must not be there yet: what is in it is never written again, since no later program writes as that
one did. Run it once, at the commit that is released. Everything is read from invented documents, by paths below that folder.
"""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from anfrage_parser._version import __version__

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
SAMPLES = ROOT / "samples"
PLUGIN = ROOT / "examples" / "anfrage-beispiel-plugin"

LETTER = """Anfrage {number}/2024 der SPD-Fraktion

Lindhafen, den {day}. Mai 2024

Betreff: {title}

auf dem Weg hinter dem Deich ist es abends dunkel.

Wir fragen:

1. Wann werden die Leuchten am {title} erneuert?
2. Was kostet das?
"""
MOTION = "Antrag der SPD-Fraktion\n\nDer Rat möge beschließen: Der Weg hinter dem Deich wird beleuchtet.\n"
WITHOUT_QUESTIONS = (
    "Anfrage 31/2024 der CDU-Fraktion\n\nLindhafen, den 3. Mai 2024\n\nBetreff: Brunnen am Markt\n\nDer Brunnen ist trocken.\n"
)
MAIL = (
    "From: ratsbuero@lindhafen.example\nTo: archiv@lindhafen.example\nSubject: Anfrage\nDate: Fri, 3 May 2024 10:00:00 +0200\n"
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="rand"\n\n--rand\nContent-Type: text/plain; charset=utf-8\n\n'
    "Guten Tag,\n\nanbei die Anfrage.\n\n--rand\nContent-Type: text/plain; charset=utf-8\n"
    'Content-Disposition: attachment; filename="anlage.txt"\nContent-Transfer-Encoding: 8bit\n\n{letter}\n--rand--\n'
)
CARD = b"KARTE\x1a" + b"".join(
    f"{name}\x1f{value}\x1e".encode()
    for name, value in (
        ("nummer", "12/2024"), ("fraktion", "SPD-Fraktion"), ("datum", "3. Mai 2024"), ("betreff", "Uferweg"), ("sitzung", "14.05.2024"),
        ("frage", "Wann öffnet er?"), ("frage", "Was kostet er?"),
    )
)  # fmt: skip
CITY = """name = "lindhafen"
title = "Lindhafen"
extends = "general"
marks = ['''\\bLindhafen\\b''', '''Hafenrunde''']

[fields]
number = ["Hafenblatt"]

[groups]
suffixes = ["Hafenrunde"]

[parties]
"Hafenrunde" = ["HR", "Hafenrunde Lindhafen"]
"""
IN_CITY = (
    "Stadt Lindhafen\nHafenrunde\n\nHafenblatt 77/2024\n\nBetreff: Kran am Kai\n\n"
    "Wir fragen:\n\n1. Wann dreht er sich?\n2. Wer darf ihn führen?\n"
)
PAGE = """# Korrekturen von Hand. Sie gelten, solange sich der Inhalt des Dokuments nicht ändert.
sha256 = "{sha256}"

[[correction]]
field = "title"
value = "Leuchten am \\"Deichweg\\""
was = "Deichweg"

[[correction]]
field = "session_date"
value = "2024-06-11"

[[correction]]
field = "questions[1]"
remove = true
was = "Was kostet das?"
"""
"""As the page of `anfrage review` puts it into the clipboard."""


def main() -> int:
    """Make everything, in a folder that was not there."""
    folder = GOLDEN / __version__
    if folder.exists():
        print(f"{folder.relative_to(ROOT)} is there: what an earlier program wrote is not written again", file=sys.stderr)
        return 1
    folder.mkdir(parents=True)
    _documents(folder)
    _corrections(folder)
    _plugin(folder)
    for out in ("ordner", "anfragen.jsonl", "anfragen.sqlite"):
        _run(folder, "batch", "in", "archiv.zip", "-o", out, "-j", "1", codes=(7,))
    _run(folder, "batch", "in/2024", "-o", "english.jsonl", "--evidence", "--lang", "en", "-j", "1", codes=(0, 3))
    _run(folder, "batch", "stadt", "-o", "stadt.jsonl", "--convention", "stadt.toml", "-j", "1")
    _run(folder, "batch", "karten", "-o", "karten.jsonl", "-j", "1")
    _run(folder, "batch", "blatt", "-o", "blatt.sqlite", "--corrections", "korrekturen", "-j", "1")
    undo = ("--apply", "--undo-file", "umbenannt/zurueck.anfrage-undo.json")
    _run(folder, "rename", "{date}_{party}_{title:40}", "umbenannt/brief.txt", *undo)
    return 0


def _run(folder: Path, *words: str, codes: tuple[int, ...] = (0,)) -> bytes:
    """A command as its user runs it, in the folder."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "plugin"), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "anfrage_parser", *words]
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, check=False)
    if done.returncode not in codes:
        raise SystemExit(f"{words}: {done.returncode}")
    return done.stdout


def _documents(folder: Path) -> None:
    """Letters of several kinds, two that are none, one twice, and names that meet."""
    for name in ("in/2024", "stadt", "karten", "blatt", "korrekturen", "umbenannt"):
        (folder / name).mkdir(parents=True)
    for name in ("brief.txt", "unterfragen.txt", "zwei-anfragen.txt", "aufzaehlung.txt"):
        shutil.copyfile(SAMPLES / name, folder / "in/2024" / name)
    shutil.copyfile(SAMPLES / "formular-kopf.pdf", folder / "in/formular.pdf")
    shutil.copyfile(SAMPLES / "brief.txt", folder / "in/kopie.txt")
    written = {
        "in/antrag.txt": MOTION,
        "in/leer.txt": "",
        "in/ohne-fragen.txt": WITHOUT_QUESTIONS,
        "in/größe.txt": LETTER.format(number=41, day=7, title="Größenweg"),
        "in/post.eml": MAIL.format(letter=LETTER.format(number=42, day=8, title="Postweg")),
        "stadt.toml": CITY,
        "stadt/kran.txt": IN_CITY,
        "blatt/deich.txt": LETTER.format(number=43, day=9, title="Deichweg"),
        "blatt/berichtigt.txt": LETTER.format(number=44, day=10, title="Dünenweg"),
        "umbenannt/brief.txt": LETTER.format(number=45, day=11, title="Hafenweg"),
    }
    for name, text in written.items():
        (folder / name).write_bytes(text.encode())
    (folder / "karten/karte.bin").write_bytes(CARD)
    with zipfile.ZipFile(folder / "archiv.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number, name in enumerate(("Brief.txt", "brief.txt", "unter\nzeile.txt", "ordner/brief.txt"), 51):
            member = zipfile.ZipInfo(name, (2024, 5, 3, 0, 0, 0))
            archive.writestr(member, LETTER.format(number=number, day=12, title=f"Zipweg {number}"))


def _corrections(folder: Path) -> None:
    """Beside their documents and in a folder of their own, by the command and by the page."""
    import hashlib

    changes = ("--set", "date=3. Juni 2024", "--set", "public=ja", "--insert", "questions[4].text=Wer zahlt?")
    _run(folder, "correct", "in/2024/brief.txt", "--set", "committee=Ausschuss für Bauen", *changes)
    _run(folder, "correct", "in/größe.txt", "--set", "title=Beleuchtung des Größenwegs", "--remove", "date")
    _run(folder, "correct", "in/2024/zwei-anfragen.txt", "--part", "2", "--set", "questions[0].text=An wie vielen Tagen?")
    _run(folder, "correct", "umbenannt/brief.txt", "--set", "number=45a/2024")
    _run(folder, "correct", "blatt/berichtigt.txt", "--set", "parties=SPD, CDU", "--corrections", "korrekturen")
    sha256 = hashlib.sha256((folder / "blatt/deich.txt").read_bytes()).hexdigest()
    (folder / "korrekturen" / f"{sha256}.toml").write_bytes(PAGE.format(sha256=sha256).encode())


def _plugin(folder: Path) -> None:
    """The example, laid out as an installer lays it out."""
    site, papers = folder / "plugin", folder / "plugin" / "anfrage_beispiel_plugin-0.1.0.dist-info"
    shutil.copytree(PLUGIN / "anfrage_beispiel", site / "anfrage_beispiel", ignore=shutil.ignore_patterns("__pycache__"))
    papers.mkdir()
    (papers / "METADATA").write_bytes(b"Metadata-Version: 2.1\nName: anfrage-beispiel-plugin\nVersion: 0.1.0\n")
    entries = "[anfrage_parser.exporters]\nics = anfrage_beispiel.calendar\n\n[anfrage_parser.readers]\nkarte = anfrage_beispiel.card\n"
    (papers / "entry_points.txt").write_bytes(entries.encode())


if __name__ == "__main__":
    sys.exit(main())
