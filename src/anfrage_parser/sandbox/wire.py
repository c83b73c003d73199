"""Messages between the command and the sandbox: JSON, and raw pixels; validated on arrival."""

from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from pydantic import ConfigDict, TypeAdapter, ValidationError

from anfrage_parser.errors import (
    AnfrageError,
    BugError,
    EncryptedError,
    LimitError,
    NoTextError,
    PluginError,
    UnreadableError,
    UnreadableTextError,
    UsageError,
)
from anfrage_parser.messages import say
from anfrage_parser.model import Box, Transform, Turned, no_entries
from anfrage_parser.readers.fragments import Enclosed, Extract, Fragment, Look
from anfrage_parser.readers.options import Options

STRICT = ConfigDict(allow_inf_nan=False, ser_json_bytes="base64", val_json_bytes="base64")

Words = tuple[str, dict[str, str | int | float]]
"""A message: source sentence and values, see `messages.parts_of`."""

ErrorParts = tuple[str, Words, Words]
"""An error: (code, cause, next step)."""

Row = tuple[str, float, float, float, float, float, bool, list[Box], bool, list[tuple[int, int]], bool]
"""A fragment as a tuple of its fields."""


class InvalidMessage(Exception):
    """The received data is no valid message."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to do with the bytes that follow: read them, or render pages, for people or for OCR."""

    kind: str
    options: Options
    seconds: float
    draw: tuple[int, ...] = ()
    resolution: int = 0
    scan: tuple[int, ...] = ()
    """Numbers of pages to render for OCR."""
    sure: bool = False
    """Whether all of them are known to need OCR."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The content of a document, or an error."""

    __pydantic_config__ = STRICT

    pages: list[list[Row]]
    broken: list[int]
    error: ErrorParts | None = None
    text: str | None = None
    """Running text, for documents without pages."""
    enclosed: list[tuple[str | None, bytes, str]] = field(default_factory=no_entries)
    """(name, bytes, head) of a mail's body and attachments."""
    plain: list[int] = field(default_factory=no_entries)
    """Numbers of pages with little text and no images."""
    media_type: str = ""
    """The media type given by a plugin."""
    unseen: int = 0
    askew: int = 0
    turned: list[tuple[int, int, float, float]] = field(default_factory=no_entries)
    """(page, quarter turns, width, height) of pages that were turned to be read."""
    looks: list[tuple[float | None, bool, bool]] = field(default_factory=no_entries)
    """(size, bold, centred) of each line of the running text."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, whose pixels or recognised words follow; or an error; or, with page 0, the end."""

    __pydantic_config__ = STRICT

    page: int
    width: int
    height: int
    scale: float
    error: ErrorParts | None = None
    transform: Transform | None = None
    """Set for a page rendered for OCR, in greyscale."""
    read: bool = False
    """Whether it has been recognised: its table of words follows in place of pixels."""
    engine: str = ""
    """What has recognised it; "" for an empty page."""


Message = TypeVar("Message", Request, Reply, Sheet)


_adapters: dict[str, TypeAdapter[Any]] = {}


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Return a cached type adapter, built on first use."""
    if kind.__name__ not in _adapters:
        _adapters[kind.__name__] = TypeAdapter(kind)
    return _adapters[kind.__name__]


def prepare() -> None:
    """Build the type adapters for reading in advance, so that forked processes inherit them."""
    _adapter(Request)
    _adapter(Reply)


def pack(message: Request | Reply | Sheet) -> bytes:
    """Serialise a message."""
    return _adapter(type(message)).dump_json(message)


def unpack(kind: type[Message], data: bytes) -> Message:
    """Deserialise a message; `InvalidMessage` if it is invalid."""
    try:
        return cast(Message, _adapter(kind).validate_json(data))
    except ValidationError as error:
        raise InvalidMessage from error


def to_reply(found: Extract) -> Reply:
    """Convert what was read to a message."""
    pages = [
        [(f.text, f.x0, f.top, f.x1, f.bottom, f.size, f.bold, list(f.boxes), f.cell, list(f.struck), f.filled) for f in page]
        for page in found.pages
    ]
    enclosed = [(entry.name, entry.data, entry.head) for entry in found.enclosed]
    turned = [(number, *turn) for number, turn in found.turned.items()]
    looks = [(look.size, look.bold, look.centred) for look in found.looks]
    return Reply(pages, found.broken, None, found.text, enclosed, found.plain, found.media_type, found.unseen, found.askew, turned, looks)


def to_extract(reply: Reply) -> Extract:
    """Convert a message to what was read, checking the limits again."""
    enclosed = [Enclosed(*row) for row in reply.enclosed]
    found = Extract(broken=reply.broken, text=reply.text, enclosed=enclosed, plain=reply.plain, media_type=reply.media_type)
    found.unseen, found.askew = reply.unseen, reply.askew
    found.turned = {number: Turned(turn, width, height) for number, turn, width, height in reply.turned if turn in (1, 2, 3)}
    found.looks = [Look(*look) for look in reply.looks]
    for page in reply.pages:
        found.add([Fragment(*row[:7], tuple(row[7]), row[8], struck=tuple(row[9]), filled=row[10]) for row in page])
    return found


ERRORS: dict[str, type[AnfrageError]] = {
    kind.code: kind for kind in (UsageError, UnreadableError, NoTextError, UnreadableTextError, LimitError, EncryptedError)
}


def to_error(error: ErrorParts) -> AnfrageError:
    """Return the error of the other side; an unexpected type is a `BugError`."""
    code, (cause, values), (step, more) = error
    if code == PluginError.code:
        return PluginError(cause, step)
    return ERRORS[code](say(cause, **values), say(step, **more)) if code in ERRORS else BugError(cause)
