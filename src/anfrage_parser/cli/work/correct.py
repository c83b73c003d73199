"""`anfrage correct`: values set by hand, checked against the record and kept for every later reading."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from anfrage_parser.cli.files import write_file
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.cli.streams import note, write
from anfrage_parser.corrections import Correction, Corrections, Misfit, corrected, find, paths, place, read, to_toml, with_corrections
from anfrage_parser.errors import OutputError, UsageError
from anfrage_parser.messages import counted, later, say
from anfrage_parser.model import Source
from anfrage_parser.parse import parse_source
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.text.values import DAYS, find_dates

YES, NO = ("ja", "true", "yes", "öffentlich", "ö"), ("nein", "false", "no", "nichtöffentlich", "nö")


@dataclass(frozen=True, slots=True)
class Deeds:
    """What a person wants changed."""

    part: int
    values: Sequence[str]
    inserted: Sequence[str]
    removed: Sequence[str]

    def wanted(self) -> Iterator[tuple[str, str | None, bool]]:
        """(field, value or None to remove, whether to insert), in the order: set, insert, remove from the back."""
        yield from ((*_parted(word), False) for word in self.values)
        yield from ((*_parted(word), True) for word in self.inserted)
        yield from ((word.strip(), None, False) for word in sorted(self.removed, key=paths.steps_backwards))


def _parted(word: str) -> tuple[str, str | None]:
    """ "date=2024-09-29" → ("date", "2024-09-29"); nothing behind the sign removes the value."""
    field, sign, value = word.partition("=")
    if not sign:
        raise UsageError(say("„{word}“ ist kein FELD=WERT", word=word), say("etwa --set date=2024-09-29"))
    return field.strip(), value.strip() or None


def correct(name: str, deeds: Deeds, force: bool, convention: str | None, intake: Intake, folder: Path | None) -> None:
    """Check the changes against the record and keep them; without any, print what is kept."""
    interruptible()
    source = intake.read(name)
    document = Path(name) if name != "-" else None
    kept = find(document, source.sha256, folder)
    before = read(kept) if kept is not None else Corrections(sha256=source.sha256)
    changes = list(deeds.wanted())
    if not changes:
        write(to_toml(before).encode("utf-8"))
        return
    target = place(document, source.sha256, folder)
    if target is None:
        raise UsageError(say("Korrekturen der Standardeingabe brauchen --corrections"), say("einen Ordner angeben"))
    if before.sha256 != source.sha256:
        if not force:
            raise OutputError(say("die Korrekturen in {name} gelten einem anderen Inhalt", name=target.name), say("sichern, dann --force"))
        before = Corrections(sha256=source.sha256)
    inquiries = parse_source(source, convention)
    if kept is not None and before.correction:
        inquiries = with_corrections(inquiries, source, document, folder)
    made = _checked(inquiries, source, deeds.part, changes)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_file(target, to_toml(Corrections(sha256=source.sha256, correction=_merged(before.correction, made))).encode("utf-8"), force=True)
    note(say("{count} Korrektur(en) in {name}", count=len(made), name=str(target)))


def _checked(inquiries: list[Inquiry], source: Source, part: int, changes: Sequence[tuple[str, str | None, bool]]) -> list[Correction]:
    """The corrections, each tried on the record; `UsageError` for one that doesn't fit."""
    if part > len(inquiries):
        one, many = later("das Dokument hat nur eine Anfrage"), later("das Dokument hat nur {count} Anfragen")
        raise UsageError(counted(len(inquiries), one, many), say("--part anpassen"))
    inquiry, made = inquiries[part - 1], []
    for field, words, insert in changes:
        try:
            correction = _correction(inquiry, part, field, words, insert)
            inquiry = corrected(inquiry, source, correction)
        except (Misfit, ValueError) as error:
            reason = str(error) if isinstance(error, Misfit) else say("so heißt kein Feld")
            raise UsageError(say("„{field}“: {reason}", field=field, reason=reason), say("die Felder zeigt „anfrage parse“")) from error
        made.append(correction)
    return made


def _correction(inquiry: Inquiry, part: int, field: str, words: str | None, insert: bool) -> Correction:
    """The correction in the record's own values, with what stood there."""
    path = paths.leaf(paths.steps(field))
    was = None if insert else paths.follow(as_dict(inquiry), path)
    value = _value(paths.written(path), was, words) if words is not None else None
    whole = paths.written(paths.steps(field)) if words is None else paths.written(path)
    if field != "party" and paths.written(paths.steps(field)) != field:
        raise ValueError(field)
    return Correction(part=part, field=whole, value=value, was=was if _plain(was) else None, insert=insert, remove=words is None)


def _plain(value: object) -> bool:
    """Whether a value can stand in a file of corrections."""
    return isinstance(value, str | int | bool) or (isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value))


def _value(field: str, was: object, words: str) -> str | int | bool | list[str]:
    """The words of a person as the record writes them: German days, yes and no, lists."""
    if field in DAYS and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", words):
        days = find_dates(words)
        return str(days[0].value) if len(days) == 1 else words
    if field == "parties":
        return [part.strip() for part in words.split(",") if part.strip()]
    if field == "public":
        return True if words.casefold() in YES else False if words.casefold() in NO else words
    if field.endswith((".number", ".block")) and words.isdecimal():
        return int(words)
    return words


def _merged(before: Sequence[Correction], made: Sequence[Correction]) -> list[Correction]:
    """What was kept and what is new; of two values for one field, with no entry moved between them, the newer, with the older's `was`."""
    out = list(before)
    for correction in made:
        moved = max((i for i, c in enumerate(out) if c.insert or c.remove), default=-1)
        same = [i for i in range(moved + 1, len(out)) if (out[i].part, out[i].field) == (correction.part, correction.field)]
        if same and not correction.insert:
            out[same[-1]] = correction.model_copy(update={"was": out[same[-1]].was})
        else:
            out.append(correction)
    return out
