"""OParl 1.1: an inquiry as `Paper`, with the groups, people and meetings that it names. `docs/exports.md` has the mapping."""

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
"""What OParl wants before the names of properties that are not its own."""

SAID_BY_OPARL = ("number", "title", "party")
"""Fields that stand in OParl's own properties as they are; all others also stand as they are behind `VENDOR`."""

EACH_ONCE = True
"""Whether an inquiry that comes again is left out."""

ENDINGS = {kind.media_type: kind.ending for kind in kinds.KINDS.values()} | {
    media_type: f".{media_type.rpartition('/')[2]}" for _, media_type in kinds.IMAGES
}
"""Media type → how the address of such a document ends."""

KINDS = {
    "inquiry": "Anfrage",
    "inquiry_with_answer": "Anfrage",
    "answer": "Beantwortung einer Anfrage",
    "motion": "Antrag",
    "minutes": "Niederschrift",
    "invitation": "Einladung",
}
"""What a paper is that doesn't name itself."""


def export(records: Iterable[Inquiry], out: BinaryIO, options: ExportOptions) -> None:
    """One OParl object a line: what a paper refers to comes before it, and comes once. `UsageError` without an address.

    Memory grows by about two hundred bytes for each inquiry, group, person and meeting: what was written is remembered.
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
        originatorOrganization=list(world.groups(record.parties, scope)),
        consultation=_consultations(record, world, scope),
        **dict(_own(record)),
    )


def _own(record: Inquiry) -> Iterator[tuple[str, Any]]:
    """The record's fields under our prefix, what they hold in the record's own shape."""
    for name, value in as_dict(record, evidence=record.evidence is not None).items():
        if name not in SAID_BY_OPARL:
            yield VENDOR + name, value


def kind(record: Inquiry) -> str | None:
    """What the paper is, as it says itself; "KLEINE ANFRAGE" is a "Kleine Anfrage"."""
    named = record.paper_type
    if not named:
        return KINDS.get(record.document_type)
    return " ".join(map(str.capitalize, named.split())) if named.isupper() else named


def _file(record: Inquiry, world: World, options: ExportOptions) -> dict[str, Any]:
    """The document, the same in all its inquiries. Its SHA-512 and text only where it is at hand; the record has neither."""
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
    """The session that is to deal with it, where committee and day are printed; its hour and the item's place in its order are not."""
    if not record.committee or not record.session_date:
        return []
    committee = world.committee(record.committee, scope)
    meeting = world.meeting(committee, record.session_date, scope)
    item = {f"{VENDOR}agenda_item": record.agenda_item}
    return [world.made("Consultation", key(record), meeting=meeting, organization=[committee], **item)]
