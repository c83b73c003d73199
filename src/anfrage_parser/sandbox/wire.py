"""What travels between the command and the process that reads: JSON, and pixels as they are; all of it is checked on arrival."""

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
from anfrage_parser.model import Box, Transform
from anfrage_parser.readers.fragments import Enclosed, Extract, Fragment
from anfrage_parser.readers.options import Options

STRICT = ConfigDict(allow_inf_nan=False, ser_json_bytes="base64", val_json_bytes="base64")

Words = tuple[str, dict[str, str | int | float]]
"""A sentence and its values."""

Told = tuple[str, Words, Words]
"""An error: code, cause, next step."""

Row = tuple[str, float, float, float, float, float, bool, list[Box], bool]
"""A fragment: its fields in their order."""


class Garbled(Exception):
    """What arrived is nothing of ours."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to do with the bytes that follow: read them, or draw some of their pages, for people or for recognition."""

    kind: str
    options: Options
    seconds: float
    draw: tuple[int, ...] = ()
    resolution: int = 0
    scan: tuple[int, ...] = ()
    """Pages to be drawn for recognition."""
    sure: bool = False
    """Whether there is something to recognise on all of them."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What stands on the pages, or why nothing does: code, cause, next step of an error."""

    __pydantic_config__ = STRICT

    pages: list[list[Row]]
    broken: list[int]
    error: Told | None = None
    text: str | None = None
    """Running text, where there are no pages."""
    enclosed: list[tuple[str | None, bytes]] = field(default_factory=list)
    """What a mail holds: names and bytes."""
    plain: list[int] = field(default_factory=list)
    """Pages with little text and nothing else to see."""
    media_type: str = ""
    """What a plugin says of its documents."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that was drawn; its pixels follow. Or why it could not be; or, as page 0, that there is no more."""

    __pydantic_config__ = STRICT

    page: int
    width: int
    height: int
    scale: float
    error: Told | None = None
    transform: Transform | None = None
    """Of a page drawn for recognition; its pixels are grey."""


Message = TypeVar("Message", Request, Reply, Sheet)


_adapters: dict[str, TypeAdapter[Any]] = {}


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Built when it is needed: a command without a PDF needs none."""
    if kind.__name__ not in _adapters:
        _adapters[kind.__name__] = TypeAdapter(kind)
    return _adapters[kind.__name__]


def prepare() -> None:
    """Build what reading a document takes; a process that is forked afterwards has it, too."""
    _adapter(Request)
    _adapter(Reply)


def pack(message: Request | Reply | Sheet) -> bytes:
    """A message as bytes."""
    return _adapter(type(message)).dump_json(message)


def unpack(kind: type[Message], data: bytes) -> Message:
    """Bytes as a message; `Garbled` where they are none."""
    try:
        return cast(Message, _adapter(kind).validate_json(data))
    except ValidationError as error:
        raise Garbled from error


def to_reply(found: Extract) -> Reply:
    """What was read, as a message."""
    pages = [[(f.text, f.x0, f.top, f.x1, f.bottom, f.size, f.bold, list(f.boxes), f.cell) for f in page] for page in found.pages]
    enclosed = [(entry.name, entry.data) for entry in found.enclosed]
    return Reply(pages, found.broken, None, found.text, enclosed, found.plain, found.media_type)


def to_extract(reply: Reply) -> Extract:
    """What a message says was read; the limits hold for it, too."""
    enclosed = [Enclosed(name, data) for name, data in reply.enclosed]
    found = Extract(broken=reply.broken, text=reply.text, enclosed=enclosed, plain=reply.plain, media_type=reply.media_type)
    for page in reply.pages:
        found.add([Fragment(*row[:7], tuple(row[7]), row[8]) for row in page])
    return found


ERRORS: dict[str, type[AnfrageError]] = {
    kind.code: kind for kind in (UsageError, UnreadableError, NoTextError, UnreadableTextError, LimitError, EncryptedError)
}


def to_error(told: Told) -> AnfrageError:
    """The error that the other side ran into; one that it may not have is a fault of the program."""
    code, (cause, values), (step, more) = told
    if code == PluginError.code:
        return PluginError(cause, step)
    return ERRORS[code](say(cause, **values), say(step, **more)) if code in ERRORS else BugError(cause)
