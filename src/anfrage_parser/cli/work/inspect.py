"""`anfrage inspect`: pages of a PDF with the fields of its record boxed and named."""

import re
from collections.abc import Sequence
from pathlib import Path

from anfrage_parser.cli.files import refuse_existing, write_file
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.cli.single import records
from anfrage_parser.cli.streams import note
from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say

PLACE = "{page}"


def inspect(
    name: str, output: str, pages: str | None, force: bool, convention: str | None, intake: Intake, corrections: Path | None
) -> None:
    """Write a PNG for each requested page; `output` must contain "{page}" if there are several."""
    from anfrage_parser.review.picture import RESOLUTION, annotate, as_png, boxes, pictures

    interruptible()
    data = intake.load(name)
    source = intake.read_loaded(data, name, words=True)
    if source.media_type == "text/plain":
        raise UsageError(say("nur PDF-Seiten und Bilder lassen sich mit Rahmen zeigen"), say("einen Text zeigt „anfrage show“"))
    wanted = page_numbers(pages, source.pages)
    if len(wanted) > 1 and PLACE not in output:
        raise UsageError(say("mehrere Seiten brauchen einen Namen mit {place}", place=PLACE), say("etwa -o seite-{place}.png", place=PLACE))
    targets = {page: Path(output.replace(PLACE, str(page))) for page in wanted}
    for target in targets.values():
        refuse_existing(target, force)
    inquiries = records(source, name, convention, evidence=True, corrections=corrections)
    for page, picture, scale in pictures(intake.draw(data, wanted, RESOLUTION)):
        write_file(targets[page], as_png(annotate(picture, scale, boxes(inquiries, page))), force)
        note(str(targets[page]))


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
