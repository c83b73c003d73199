"""OParl 1.1: an inquiry or an answer as a `Paper`, with the groups, people and meetings it names. `docs/exports.md` has the mapping."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from anfrage_parser.exporters import ExportOptions
from anfrage_parser.exporters.identity import content, each_once, key, people
from anfrage_parser.exporters.oparl.world import World
from anfrage_parser.readers import kinds
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.json_out import to_line
from anfrage_parser.record.schema import Inquiry

VENDOR = "anfrage:"
"""Vendor prefix that OParl requires for properties of our own."""

SAID_BY_OPARL = ("number", "title", "party")
"""Fields covered by OParl properties; all others are also exported unchanged with the prefix `VENDOR`."""

EACH_ONCE = True
"""Duplicate inquiries are skipped."""

ENDINGS = {kind.media_type: kind.ending for kind in kinds.KINDS.values()} | {
    media_type: f".{media_type.rpartition('/')[2]}" for _, media_type in kinds.IMAGES
}
"""Media type → suffix of such a document's URL."""

KINDS = {
    "inquiry": "Anfrage",
    "inquiry_with_answer": "Anfrage",
    "answer": "Beantwortung einer Anfrage",
    "motion": "Antrag",
    "minutes": "Niederschrift",
    "invitation": "Einladung",
}
"""Document type → `paperType`, for papers that don't name their own."""


def export(records: Iterable[Inquiry], out: BinaryIO, options: ExportOptions) -> None:
    """Write one OParl object per line; objects a paper refers to precede it, each once. `UsageError` without a base URL.

    Memory use grows by about 200 bytes per inquiry, group, person and meeting, to remember what was written.
    """
    world = World(options)
    for record in each_once(records, options):
        paper = _paper(record, world, options)
        for row in (*world.news(), paper):
            out.write(to_line(row))


def _paper(record: Inquiry, world: World, options: ExportOptions) -> dict[str, Any]:
    scope = world.scope(record)
    originators = (world.person(person, scope) for person in people(record) if person.name.strip())
    return world.made(
        "Paper",
        key(record),
        name=record.title,
        reference=record.number,
        date=record.received or record.date,
        paperType=kind(record),
        mainFile=_file(record, world, options),
        originatorPerson=list(dict.fromkeys(originators)),
        originatorOrganization=list(_originators(record, world, scope)),
        consultation=_consultations(record, world, scope),
        relatedPaper=[world.url("paper", f"{paper.sha256}-{paper.part}") for paper in options.related(record)],
        **dict(_own(record)),
    )


def _originators(record: Inquiry, world: World, scope: str) -> Iterator[str]:
    """Yield the URLs of the groups that ask; an answer is the office's, and its groups are those of the inquiry."""
    if record.document_type != "answer":
        yield from world.groups(record.parties, scope)
    elif record.answered_by and record.answered_by.strip():
        yield world.office(record.answered_by, scope)


def _own(record: Inquiry) -> Iterator[tuple[str, Any]]:
    """Yield the record's fields with our prefix, their values unchanged."""
    for name, value in as_dict(record, evidence=record.evidence is not None).items():
        if name not in SAID_BY_OPARL:
            yield VENDOR + name, value


def kind(record: Inquiry) -> str | None:
    """Return the `paperType` as printed, with normalised case: "KLEINE ANFRAGE" becomes "Kleine Anfrage"."""
    named = record.paper_type
    if not named:
        return KINDS.get(record.document_type)
    return " ".join(map(str.capitalize, named.split())) if named.isupper() else named


def _file(record: Inquiry, world: World, options: ExportOptions) -> dict[str, Any]:
    """Return the `File` of the document, shared by its inquiries; with SHA-512 and text only if the document is available."""
    name = record.source.name.rpartition("/")[2]
    at_hand = options.document(record)
    digits = content(record)
    return world.made(
        "File",
        digits,
        name=PurePosixPath(name).stem if name != "-" else None,
        fileName=name if name != "-" else None,
        mimeType=record.source.media_type,
        size=record.source.size,
        sha512Checksum=hashlib.sha512(at_hand.data).hexdigest() if at_hand is not None else None,
        text=at_hand.text if at_hand is not None else None,
        accessUrl=f"{world.url('file', digits)}{ENDINGS.get(record.source.media_type, '')}",
        **{f"{VENDOR}sha256": record.source.sha256},
    )


def _consultations(record: Inquiry, world: World, scope: str) -> list[dict[str, Any]]:
    """Return the `Consultation` if committee and day are printed; the time, and the position of the agenda item, are unknown."""
    if not record.committee or not record.session_date:
        return []
    committee = world.committee(record.committee, scope)
    meeting = world.meeting(committee, record.session_date, scope)
    item = {f"{VENDOR}agenda_item": record.agenda_item}
    return [world.made("Consultation", key(record), meeting=meeting, organization=[committee], **item)]
