"""Pictures of what the commands print, for README.de.md: python -m tools.write_pictures [--check].

Each runs in a folder of samples, on a terminal of its own; what it shows becomes an SVG that needs nothing from elsewhere.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from anfrage_parser import parse_file
from anfrage_parser.record.build import as_dict

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "bilder"
COLUMNS = 90
SHOWN = {
    "zeigen": ["show", "brief.txt"],
    "ordner": ["batch", "briefe", "-o", "anfragen.sqlite", "-v"],
    "fehler": ["parse", "rede.txt", "urlaub.jpg", "brif.txt"],
    "zaehlen": ["stats", "anfragen.jsonl", "--by", "fraktion,jahr"],
}
"""Name of a picture → the command in it."""

QUIET = ("fehler",)
"""Only what goes to standard error is shown."""


ASKED = {
    "SPD": (4, 7, 11, 9, 14, 6), "CDU": (6, 5, 8, 12, 7, 3), "BÜNDNIS 90/DIE GRÜNEN": (2, 3, 9, 10, 5, 4), "FDP": (1, 0, 2, 4, 3, 1),
    "FREIE WÄHLER": (0, 0, 3, 1, 2, 5),
}  # fmt: skip
"""Group → how often it asks in each year from 2019, in the invented archive that is counted."""


def main(arguments: list[str]) -> int:
    """Write the pictures, or with --check only say whether they are as they should be (1 where not)."""
    made = {PICTURES / f"{name}.svg": picture(name) for name in SHOWN}
    if "--check" in arguments:
        return int(any(not path.exists() or path.read_text(encoding="utf-8") != svg for path, svg in made.items()))
    PICTURES.mkdir(parents=True, exist_ok=True)
    for path, svg in made.items():
        path.write_text(svg, encoding="utf-8", newline="\n")
    return 0


def picture(name: str) -> str:
    """One of them as SVG."""
    words = SHOWN[name]
    with tempfile.TemporaryDirectory() as folder:
        lay_out(Path(folder))
        shown = on_a_terminal(words, Path(folder), name in QUIET)
    shown = re.sub(r"[0-9]+,[0-9] s\b", "0,9 s", shown)  # how long it took is not the same twice
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor", legacy_windows=False)
    console.print(Text.assemble(("> ", "bold green"), " ".join(["anfrage", *words])), soft_wrap=True)
    console.print(Text.from_ansi(shown.replace("\r\n", "\n")), end="")
    svg = console.export_svg(title="anfrage", unique_id=f"anfrage-{name}")
    svg = re.sub(r"\s*@font-face \{[^}]*\}", "", svg)  # its fonts would come from the net
    svg = svg.replace("Fira Code, monospace", "Consolas, Menlo, DejaVu Sans Mono, monospace").replace(
        "font-family: arial", "font-family: sans-serif"
    )
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def lay_out(folder: Path) -> None:
    """The desk of a clerk: a letter, a folder of letters, and what is no inquiry."""
    samples = ROOT / "samples"
    (folder / "briefe").mkdir()
    for name in ("brief.txt", "unterfragen.txt", "zwei-anfragen.txt", "mainzer-formular.pdf"):
        shutil.copy(samples / name, folder / "briefe" / name)
    shutil.copy(samples / "unterfragen.txt", folder / "brief.txt")
    (folder / "rede.txt").write_text("Rede zum Haushalt\n\nMeine Damen und Herren, die Lage ist ernst.\n", encoding="utf-8")
    (folder / "urlaub.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(40))
    (folder / "anfragen.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in archive()), encoding="utf-8")


def archive() -> Iterator[dict[str, Any]]:
    """Records of one sample's shape, asked as `ASKED` says."""
    record = as_dict(parse_file(ROOT / "samples" / "brief.txt")[0])
    asked = [(group, 2019 + at) for group, years in ASKED.items() for at, times in enumerate(years) for _ in range(times)]
    for number, (group, year) in enumerate(asked):
        source = {**record["source"], "name": f"{number}.txt", "sha256": f"{number:064x}"}
        yield {**record, "party": group, "parties": [group], "date": f"{year}-05-03", "source": source}


def on_a_terminal(words: list[str], folder: Path, errors: bool) -> str:
    """What a command shows on a terminal as wide as the picture."""
    import pty

    reading, writing = pty.openpty()
    _resize(writing)
    environment = {**os.environ, "LANG": "de_DE.UTF-8", "TERM": "xterm-256color", "COLUMNS": str(COLUMNS)}
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "NO_COLOR"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "anfrage_parser", *words]
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL if errors else writing, stderr=writing):
        os.close(writing)
        return b"".join(_pieces(reading)).decode("utf-8")


def _resize(terminal: int) -> None:
    import fcntl
    import struct
    import termios

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 60, COLUMNS, 0, 0))


def _pieces(terminal: int) -> list[bytes]:
    """All that comes, until the other side is gone."""
    pieces = []
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(terminal)
    return pieces


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
