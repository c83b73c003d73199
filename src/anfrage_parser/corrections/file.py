"""Read, validate and write files of corrections."""

from pathlib import Path

from pydantic import ValidationError

from anfrage_parser.corrections.declaration import Correction, Corrections, Import, ImportedDocument
from anfrage_parser.errors import LimitError, UnreadableError
from anfrage_parser.messages import say, written
from anfrage_parser.text import bounded_json, toml
from anfrage_parser.text.loading import load


def read(path: Path) -> Corrections:
    """Read the corrections in a file; `UnreadableError` if it holds anything else."""
    step = say("die Datei korrigieren oder entfernen")
    try:
        return Corrections.model_validate(toml.loads(load(path, toml.MOST_BYTES)))
    except UnreadableError as error:
        raise UnreadableError(say("die Korrekturen in {name} sind nicht lesbar", name=path.name), step) from error
    except ValidationError as error:
        at = ".".join(str(step)[:40] for step in error.errors(include_input=False)[0]["loc"][:4])
        raise UnreadableError(say("die Korrekturen in {name} sind ungültig ({at})", name=path.name, at=at), step) from error
    except toml.TooMuchError as error:
        raise UnreadableError(say("die Korrekturen in {name} sind zu groß: {why}", name=path.name, why=error.args[0]), step) from error
    except ValueError as error:  # not UTF-8, not TOML
        raise UnreadableError(say("die Korrekturen in {name} sind kein gültiges TOML", name=path.name), step) from error


def read_import(path: Path) -> list[ImportedDocument]:
    """What the review page saved, document by document; `UnreadableError` for any other file."""
    data = load(path, bounded_json.MOST_BYTES)
    try:
        bounded_json.refuse_too_much(data)
        return Import.model_validate_json(data).documents
    except bounded_json.TooMuchError as error:
        cause = say("{name} ist zu groß: {why}", name=path.name, why=error.args[0])
        raise LimitError(cause, say("die Korrekturen der Seite in kleineren Teilen speichern")) from error
    except (ValidationError, ValueError) as error:
        cause = say("{name} enthält keine Korrekturen von der Prüfseite", name=path.name)
        raise UnreadableError(cause, say("die Datei angeben, die „Alle Korrekturen speichern“ geschrieben hat")) from error


def to_toml(corrections: Corrections) -> str:
    """Serialise corrections to TOML; the inverse of `read`."""
    head = written(say("# Korrekturen von Hand. Sie gelten, solange sich der Inhalt des Dokuments nicht ändert."))
    lines = [head, f"sha256 = {toml.quoted(corrections.sha256)}"]
    if corrections.checked is not None:
        lines.append(f"checked = {toml.quoted(corrections.checked)}")
    return "\n".join([*lines, *(_entry(c) for c in corrections.correction)]) + "\n"


def _entry(correction: Correction) -> str:
    lines = ["", "[[correction]]"]
    if correction.part != 1:
        lines.append(f"part = {correction.part}")
    lines.append(f"field = {toml.quoted(correction.field)}")
    if correction.insert:
        lines.append("insert = true")
    if correction.value is None:
        lines.append("remove = true")
    else:
        lines.append(f"value = {toml.value(correction.value)}")
    if correction.was is not None:
        lines.append(f"was = {toml.value(correction.was)}")
    return "\n".join(lines)
