"""`anfrage check`: compare samples with the expected records beside them."""

import difflib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from anfrage_parser.batch.folders import files_below
from anfrage_parser.cli.display import safe
from anfrage_parser.cli.given import expand, is_folder
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.cli.single import records
from anfrage_parser.cli.streams import note, write
from anfrage_parser.corrections.passed_over import refuse
from anfrage_parser.errors import AnfrageError, NotAnInquiryError, OutputError, UnreadableError, UsageError
from anfrage_parser.messages import counted, say
from anfrage_parser.readers.kinds import KINDS
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.json_out import to_json
from anfrage_parser.text.loading import load

SUFFIXES = tuple(kind.ending for kind in KINDS.values())
DIFFERENT = 3


def check(words: Sequence[str], update: bool, intake: Intake) -> int:
    """Compare samples, single ones or every one below a folder, with their golden records; return the exit code."""
    interruptible()
    samples = [sample for word in expand(words) for sample in _samples(word)]
    different = 0
    for sample in samples:
        got = to_json(outcome(sample, intake))
        wanted = golden_of(sample)
        if update:
            _write(wanted, got)
        elif not wanted.exists() or wanted.read_bytes().replace(b"\r\n", b"\n") != got:
            different += 1
            write(_diff(sample, wanted, got).encode("utf-8"))
    note(counted(len(samples), "1 Beispiel, davon {different} anders", "{count} Beispiele, davon {different} anders", different=different))
    return DIFFERENT if different else 0


def _samples(word: str) -> list[Path]:
    """Return the samples that a word stands for; `UnreadableError` if there are none."""
    if word == "-":
        raise UsageError(say("die Standardeingabe hat keinen Namen"), say("Dateien angeben"))
    if not is_folder(word):
        refuse(word)
        load(Path(word), 0)
        return [Path(word)]
    samples = list(find_samples(Path(word)))
    if not samples:
        raise UnreadableError(
            say("in „{folder}“ liegen keine Beispiele", folder=word),
            say("einen Ordner mit Dateien angeben, die auf {endings} enden", endings=", ".join(SUFFIXES)),
        )
    return samples


def find_samples(folder: Path) -> Iterator[Path]:
    """Yield the samples below a folder, sorted: all supported files whose name doesn't begin with a dot."""
    found = []
    for name, error in files_below(folder):
        if error is not None and name:
            raise UnreadableError(f"{folder / name}: {error.cause}", error.next_step)
        found.append(folder / name)
    for path in sorted(found):
        if path.suffix in SUFFIXES and path.is_file() and not path.name.startswith("."):
            yield path


def golden_of(sample: Path) -> Path:
    """Return the path of a sample's record: `brief.txt` → `brief.txt.json`."""
    return sample.with_name(f"{sample.name}.json")


def outcome(sample: Path, intake: Intake) -> Any:
    """Return the records of a sample without `source`, which holds bytes and versions, or its error."""
    try:
        found = records(intake.read(str(sample), words=True), str(sample), None, evidence=True)
        rows = [as_dict(i, exclude={"source"}) for i in found]
    except AnfrageError as error:
        kind = error.document_type if isinstance(error, NotAnInquiryError) else None
        return {"error": {"exit_code": error.exit_code, "code": error.code, "document_type": kind}}
    return rows[0] if len(rows) == 1 else rows


def _diff(sample: Path, wanted: Path, got: bytes) -> str:
    before = wanted.read_text(encoding="utf-8") if wanted.exists() else ""
    rows = difflib.unified_diff(
        _lines(before), _lines(got.decode("utf-8")), f"{wanted.name}", say("{name} jetzt", name=sample.name), lineterm=""
    )
    return "".join(safe(row) + "\n" for row in rows)


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _write(path: Path, data: bytes) -> None:
    """Write a file atomically."""
    json.loads(data)
    beside = path.with_name(f".{path.name}.tmp")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(say("„{path}“ ist nicht beschreibbar", path=path), say("Rechte und Platz prüfen")) from error
