"""Runs of `anfrage batch` for the tests: a folder of documents, the command, what a sink then holds, what is left of a run."""

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

from anfrage_parser.batch.model import State
from tests.command import PYTHON, Done, command

COMMAND = [*PYTHON, "batch"]
LETTER = (
    "Anfrage {number}/2024 der SPD-Fraktion\n\nauf dem Weg Nummer {number} ist es dunkel.\n\nWir fragen:\n\n1. Warum?\n2. Wie lange noch?\n"
)
SINKS = ("out", "out.jsonl", "out.sqlite")


def batch(folder: Path, *words: str, code: int | None = 0, stdin: bytes = b"", started: bool = False, **env: str) -> Done:
    return command("batch", *words, cwd=folder, code=code, data=stdin, started=started, **env)


def content(out: Path) -> Any:
    """What a sink holds, whatever its kind; without what may differ between two ways to the same end."""
    if out.is_dir():
        return {
            str(p.relative_to(out)): p.read_bytes()
            for p in sorted(out.rglob("*"))
            if p.is_file() and ".anfrage" not in p.relative_to(out).parts
        }
    if out.suffix == ".sqlite":
        with sqlite3.connect(out) as base:
            tables = ("documents", "inquiries", "questions", "parties", "people", "findings", "texts")
            found = {}
            for table in tables:
                columns = [f'"{row[1]}"' for row in base.execute(f"PRAGMA table_info({table})") if row[1] not in ("text_row", "origin")]
                found[table] = sorted(base.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall(), key=repr)
        base.close()
        return found
    return out.read_bytes()


def states(**counts: int) -> dict[str, int]:
    """The states of a report; those that are not given are 0."""
    return {**{state.value: 0 for state in State}, **counts}


def report(folder: Path) -> Any:
    return json.loads((folder / "lauf.json").read_bytes())


def left_behind(archive: Path) -> list[str]:
    """Processes that still work in this folder."""
    out = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (
                (entry / "cwd").readlink() == archive
                and entry.name != str(os.getpid())
                and (entry / "stat").read_text().split(")")[1].split()[0] != "Z"
            ):
                out.append((entry / "cmdline").read_bytes().decode())
        except OSError:
            continue
    return out
