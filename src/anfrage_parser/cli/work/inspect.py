"""`anfrage inspect`: pages of a PDF with the fields of its record boxed and named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from anfrage_parser.cli.files import FreeNames, refuse_existing, write_file
from anfrage_parser.cli.given import given
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.cli.single import on_each_document, records, shown_name
from anfrage_parser.cli.streams import note
from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say
from anfrage_parser.model import Source
from anfrage_parser.readers.kinds import KINDS

PAGE, NAME = "{page}", "{name}"
"""Placeholders in the name of the output."""


@dataclass(frozen=True, slots=True)
class InspectArguments:
    """The arguments of the command."""

    output: str
    pages: str | None
    force: bool
    convention: str | None
    corrections: Path | None


def inspect(words: Sequence[str], arguments: InspectArguments, intake: Intake) -> int:
    """Write a PNG for each wanted page of each document; return the exit code."""
    interruptible()
    names = given(words)
    if len(names) > 1 and NAME not in arguments.output:
        step = say("etwa -o {place}-{page}.png", place=NAME, page=PAGE)
        raise UsageError(say("mehrere Dokumente brauchen einen Namen mit {place}", place=NAME), step)
    free = FreeNames()

    def draw(name: str) -> None:
        _draw(name, arguments.output.replace(NAME, free.one(Path(shown_name(name)).stem)), arguments, intake)

    return on_each_document(names, draw)


def _draw(name: str, output: str, arguments: InspectArguments, intake: Intake) -> None:
    """Write the pages of a document; the output's name must contain "{page}" if there are several."""
    from anfrage_parser.review.picture import RESOLUTION, annotate, as_png, boxes, pictures

    data = intake.load(name)
    source = intake.read_loaded(data, name, words=True)
    _refuse_without_pages(source)
    wanted = page_numbers(arguments.pages, source.pages)
    if len(wanted) > 1 and PAGE not in output:
        raise UsageError(say("mehrere Seiten brauchen einen Namen mit {place}", place=PAGE), say("etwa -o seite-{place}.png", place=PAGE))
    targets = {page: Path(output.replace(PAGE, str(page))) for page in wanted}
    for target in targets.values():
        refuse_existing(target, arguments.force)
    inquiries = records(source, name, arguments.convention, evidence=True, corrections=arguments.corrections)
    for page, picture, scale in pictures(intake.draw(data, wanted, RESOLUTION)):
        write_file(targets[page], as_png(annotate(picture, scale, boxes(inquiries, page))), arguments.force)
        note(str(targets[page]))


def _refuse_without_pages(source: Source) -> None:
    """Raise `UsageError` for a document that has no pages to draw: only PDFs and images have."""
    if source.media_type == KINDS["pdf"].media_type or source.media_type.startswith("image/"):
        return
    if source.media_type == "text/plain":
        raise UsageError(say("nur PDF-Seiten und Bilder lassen sich mit Rahmen zeigen"), say("einen Text zeigt „anfrage show“"))
    title = next((say(kind.title) for kind in KINDS.values() if kind.media_type == source.media_type), source.media_type)
    cause = say("nur PDF-Seiten und Bilder lassen sich zeichnen, nicht: {kind}", kind=title)
    raise UsageError(cause, say("als PDF speichern, oder den Brief mit „anfrage show“ oder „anfrage review“ ansehen"))


def page_numbers(wanted: str | None, count: int) -> Sequence[int]:
    """Parse "1,3-5" into page numbers, all for None; `UsageError` for pages that don't exist."""
    if wanted is None:
        return range(1, count + 1)
    numbers: list[int] = []
    for piece in wanted.split(","):
        match = re.fullmatch(r"([0-9]{1,5})(?:-([0-9]{1,5}))?", piece.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= count:
            raise UsageError(
                say("--pages: „{piece}“ ist keine Seite des Dokuments", piece=piece.strip()),
                say("es hat die Seiten 1-{count}", count=count),
            )
        numbers += [n for n in range(first, last + 1) if n not in numbers]
    return numbers
