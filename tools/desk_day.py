"""A clerk's day on the desk: what comes in (three letters, a forwarded mail, a scan), and a server for it. All of it is invented."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from tools.letters.scan import ScanStyle, as_scan

SAMPLES = Path(__file__).resolve().parent.parent / "samples"

FORWARDED = """Liebe Kolleginnen und Kollegen,

bitte übernehmen.

Viele Grüße
Poststelle


-------- Weitergeleitete Nachricht --------
Betreff: Anfrage Trinkbrunnen am Markt
Datum: Mon, 4 Nov 2024 09:12:00 +0100
Von: FDP-Fraktion <fdp@auental.example>
An: Poststelle <post@auental.example>


FDP-Fraktion im Rat der Stadt Auental

Auental, den 4. November 2024

Anfrage: Trinkbrunnen am Markt

Sehr geehrter Herr Bürgermeister,

der Trinkbrunnen am Markt ist seit Mai außer Betrieb.

Wir fragen daher:

1. Warum ist der Brunnen außer Betrieb?
2. Wann wird er wieder angestellt?
3. Was kostet die Reparatur?

Mit freundlichen Grüßen

Ida Sommer
Fraktionsvorsitzende
"""

LETTERS = {
    "Parkhaus am Fährhafen.txt": "brief.txt",
    "Mittagessen in Kitas.pdf": "brief-zwei-seiten.pdf",
    "Unterfragen zur Schule.txt": "unterfragen.txt",
}
MAIL, SCAN = "WG Trinkbrunnen.eml", "Scan vom Kopierer.pdf"


def lay_out(folder: Path) -> list[Path]:
    """Put the post of the day into a folder; return the files."""
    for name, sample in LETTERS.items():
        shutil.copy(SAMPLES / sample, folder / name)
    mail = EmailMessage()
    mail["From"], mail["To"] = "Poststelle <post@auental.example>", "Ratsbüro <rat@auental.example>"
    mail["Subject"], mail["Date"] = "WG: Anfrage Trinkbrunnen am Markt", "Mon, 04 Nov 2024 10:00:00 +0100"
    mail.set_content(FORWARDED)
    (folder / MAIL).write_bytes(mail.as_bytes())
    (folder / SCAN).write_bytes(as_scan((SAMPLES / "mainzer-formular.pdf").read_bytes(), ScanStyle(dpi=150)))
    return [folder / name for name in (*LETTERS, MAIL, SCAN)]


@contextlib.contextmanager
def served(folder: Path, *words: str) -> Iterator[str]:
    """The address of a desk on a folder, in German; it ends with the block."""
    environment = {**os.environ, "LANG": "de_DE.UTF-8"}
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "anfrage_parser", "serve", str(folder), "--no-browser", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().decode().strip()
        finally:
            server.terminate()
