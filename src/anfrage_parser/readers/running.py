"""Build sources from running text, and from the documents of a mail; their lines have no boxes."""

from collections.abc import Callable, Iterator, Sequence

from anfrage_parser.errors import AnfrageError, LimitError, NoTextError, UnreadableError, UsageError
from anfrage_parser.messages import say
from anfrage_parser.model import Line, Source, Unread
from anfrage_parser.readers.fragments import LIMIT_CHARACTERS, Extract
from anfrage_parser.readers.kinds import is_archive, is_document
from anfrage_parser.readers.legible import refuse_illegible
from anfrage_parser.readers.mending import mended
from anfrage_parser.readers.text import LIMIT_LINES, Lines, split_lines, with_plain_ends
from anfrage_parser.readers.umlauts import lost
from anfrage_parser.text.struck import unmarked

Read = Callable[[bytes, str], Source]
"""(data, name) → the document."""


def text_source(found: Extract, data: bytes, name: str, sha256: str, media_type: str, reader: str) -> Source:
    """Build the document of running text; `NoTextError` if it has no words."""
    text = found.text or ""
    if not any(char.isalnum() for char in text):
        raise NoTextError(say("das Dokument enthält keinen Text, vielleicht nur Bilder"), say("mit einer Texterkennung (OCR) lesen"))
    text, count = mended(text)
    text, crossed = unmarked(with_plain_ends(text))
    _refuse_outsize(text)
    refuse_illegible(text, pdf=False)
    return Source(
        name, sha256, len(data), media_type, None, False, text.count("\f") + 1, reader, text, Lines(text, found.looks, crossed),
        unseen=found.unseen, mended=count, lost=lost(text),
    )  # fmt: skip


def _refuse_outsize(text: str) -> None:
    if len(text) > LIMIT_CHARACTERS:
        raise LimitError(say("das Dokument enthält zu viel Text"), say("die Anfrage als eigene Datei speichern"))
    if text.count("\n") + text.count("\f") >= LIMIT_LINES:
        raise LimitError(say("der Text hat mehr als {limit} Zeilen", limit=LIMIT_LINES), say("die Anfrage als eigene Datei speichern"))


class Room:
    """Counts the documents within a document, at every depth."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self) -> None:
        """Count one; `LimitError` beyond the limit."""
        self.left -= 1
        if self.left < 0:
            raise LimitError(say("darin stecken zu viele Dokumente"), say("die Anfrage einzeln speichern"))


def mail_source(found: Extract, data: bytes, name: str, sha256: str, media_type: str, reader: str, read: Read) -> Source:
    """Build a mail's source: the texts of its body and attachments one after the other, each on its own pages.

    Unreadable ones are left out and listed in `unread`; if nothing could be read, the first error is raised.
    """
    mail = Source(name, sha256, len(data), media_type, None, False, 0, reader, "", ())
    sources, unread = _read_all(found, mail, read)
    if not sources:
        raise next((entry.error for entry in unread if entry.document), _nothing())
    return _joined(sources, mail._replace(unread=tuple(unread)))


def with_enclosed(source: Source, found: Extract, read: Read) -> Source:
    """Return a document together with those within it, as of a mail; alone if none of them could be read."""
    sources, unread = _read_all(found, source, read)
    if not sources:
        return source._replace(unread=tuple(unread))
    return _joined([source, *sources], source._replace(unread=tuple(unread)))


def _read_all(found: Extract, mail: Source, read: Read) -> tuple[list[Source], list[Unread]]:
    """Read the documents within another; return them, and those that could not be read."""
    sources: list[Source] = []
    unread: list[Unread] = []
    for entry in found.enclosed:
        called = mail.name if entry.name is None else f"{mail.name}/{entry.name}"
        try:
            source = read(entry.data, called)
        except UsageError:
            raise
        except AnfrageError as error:
            unread.append(Unread(entry.name or say("Text der Mail"), error, _counts(entry.data, error)))
            continue
        if entry.name is None:
            source = source._replace(media_type=mail.media_type, reader=mail.reader, encoding=None, encoding_guessed=False)
        sources += source.enclosed or [with_head(source, entry.head) if entry.head else source]
        unread += source.unread
    return sources, unread


def _counts(data: bytes, error: AnfrageError) -> bool:
    """Return whether what was not read may be a letter: a document, or an archive, unless it was opened and holds none."""
    return is_document(data) or (is_archive(data) and not (isinstance(error, UnreadableError) and error.holds_none))


def with_head(source: Source, head: str) -> Source:
    """Return the text of a mail with lines above it that mail programs show: sender, day, receiver, subject."""
    above = split_lines(f"{head}\n")
    lines = tuple(_moved(source, len(head) + 2, len(above), 0))
    return source._replace(text=f"{head}\n\n{_alone(source)}", lines=(*above, *lines))


def _nothing() -> UnreadableError:
    error = UnreadableError(say("darin steht kein Text und kein Dokument"), say("die Anlage einzeln speichern"))
    error.holds_none = True
    return error


def _joined(sources: Sequence[Source], mail: Source) -> Source:
    """Join documents to a mail: each has the whole text, and its own lines, numbered over the whole mail."""
    text = "\f".join(_alone(source) for source in sources)
    _refuse_outsize(text)
    enclosed: list[Source] = []
    lines: list[Line] = []
    start = pages = 0
    for source in sources:
        own = tuple(_moved(source, start, len(lines), pages))
        start += len(_alone(source)) + 1
        pages += source.pages
        lines += own
        enclosed.append(source._replace(sha256=mail.sha256, size=mail.size, text=text, lines=own, unread=mail.unread))
    return mail._replace(pages=pages, text=text, lines=tuple(lines), enclosed=tuple(enclosed))


def _alone(source: Source) -> str:
    """Return a document's own text, even if it is already part of a mail."""
    lines = source.lines
    return source.text[lines[0].start : lines[-1].end] if lines else ""


def _moved(source: Source, start: int, number: int, page: int) -> Iterator[Line]:
    """Yield the lines of a document with offsets, numbers and pages of the whole mail."""
    lines = source.lines
    if not lines:
        return
    first = lines[0]
    for line in lines:
        yield line._replace(
            page=line.page - first.page + 1 + page,
            number=line.number - first.number + 1 + number,
            start=line.start - first.start + start,
        )
