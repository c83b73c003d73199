"""Exporter `sitzungen`: the day of each session for which an inquiry was asked, for calendar programs (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import BinaryIO

from anfrage_parser import Inquiry
from anfrage_parser.exporters import ExportOptions

PURPOSE = "Sitzungstermine als Kalender (iCalendar)"

LONGEST = 75
"""Bytes of a line."""


def export(records: Iterable[Inquiry], out: BinaryIO, options: ExportOptions) -> None:
    """A day-long event for each record that names a session; the same records give the same bytes."""
    out.write(_lines(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//anfrage-beispiel-plugin//DE"]))
    for record in records:
        if record.session_date is not None:
            out.write(_lines(_event(record, options.language)))
    out.write(_lines(["END:VCALENDAR"]))


def _event(record: Inquiry, language: str) -> Iterator[str]:
    day = date.fromisoformat(record.session_date or "")
    word = "Inquiry" if language == "en" else "Anfrage"
    yield "BEGIN:VEVENT"
    yield f"UID:{record.source.sha256}-{record.source.part}@anfrage-beispiel-plugin"
    yield f"DTSTAMP:{record.date or record.session_date}".replace("-", "") + "T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(' '.join(filter(None, (word, record.number))) + ': ' + (record.title or record.source.name))}"
    yield f"DESCRIPTION:{_text(chr(10).join(question.text for question in record.questions))}"
    if record.committee:
        yield f"LOCATION:{_text(record.committee)}"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """A value as the format writes it: what would end or part it is escaped, controls are gone."""
    for sign in "\\;,":
        value = value.replace(sign, f"\\{sign}")
    return "".join(char for char in value.replace("\n", "\\n") if char.isprintable())


def _lines(lines: Iterable[str]) -> bytes:
    """Lines that end in CRLF; long ones are folded, never within a character."""
    whole = bytearray()
    for line in lines:
        room = LONGEST
        for char in line:
            data = char.encode()
            if len(data) > room:
                whole += b"\r\n "
                room = LONGEST - 1
            whole += data
            room -= len(data)
        whole += b"\r\n"
    return bytes(whole)
