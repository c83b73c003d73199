"""Drafts of answers as Markdown, for programs that take text: the same letter as by the built-in template, in German as that."""

from collections.abc import Iterator

from anfrage_parser.answer_draft.names import HERE, answer_to, shown_label
from anfrage_parser.exporters.columns import people
from anfrage_parser.exporters.markdown import plain
from anfrage_parser.messages import shown_day
from anfrage_parser.record.schema import Inquiry


def markdown_draft(record: Inquiry) -> bytes:
    """Return the draft, special characters of Markdown escaped."""
    return ("\n\n".join(_paragraphs(record)) + "\n").encode("utf-8")


def _paragraphs(record: Inquiry) -> Iterator[str]:
    yield from map(plain, filter(None, (record.body, record.responsible)))
    yield plain("[Ort], den [Datum]")
    yield f"# {plain(_about(record))}"
    if record.title:
        yield f"**Betreff:** {plain(record.title)}"
    yield "Die Anfrage wird wie folgt beantwortet:"
    for question in record.questions:
        yield f"{plain(shown_label(question) + ' ')}{plain(question.text)}"
        yield from (f"{plain(part.label + ' ')}{plain(part.text)}" for part in question.parts)
        if question.tail:
            yield plain(question.tail)
        yield f"**Zu Frage {answer_to(question)}:**"
        yield plain(question.answer or HERE)


def _about(record: Inquiry) -> str:
    by: str | None = None
    if record.parties:
        by = f"der {'Fraktion' if len(record.parties) == 1 else 'Fraktionen'} {record.party}"
    elif record.askers:
        by = f"von {people(record.askers)}"
    day = f"vom {shown_day(record.date, 'de')}" if record.date else None
    return " ".join(filter(None, ("Antwort auf die Anfrage", record.number, by, day)))
