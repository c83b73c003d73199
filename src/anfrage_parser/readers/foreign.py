"""Readers of other packages. A plugin's module has three names:

`MEDIA_TYPE`, what records say of such documents; `recognises(data) -> bool`, whether bytes are one, told from the bytes alone and at
once; `read(data, options) -> str`, its text, pages parted by form feeds. `read` runs in the sandbox: it may open no file and start nothing.
"""

from collections.abc import Collection
from types import ModuleType

from anfrage_parser.errors import PluginError, UnreadableError, UsageError
from anfrage_parser.messages import say
from anfrage_parser.model import Source
from anfrage_parser.plugins import Plugin, usable
from anfrage_parser.readers.fragments import Extract
from anfrage_parser.readers.kinds import KINDS
from anfrage_parser.readers.options import Options
from anfrage_parser.text.patterns import compiled

PREFIX = "plugin:"
"""Before the name of a plugin that is the kind of a document."""

RESERVED = ("plain", *KINDS)
"""Names of built-in kinds, beside those of the readers that can be asked for."""

_MEDIA_TYPE = compiled(r"[a-z]{1,20}/[A-Za-z0-9.+-]{1,100}")
_SURROGATES = compiled("[\ud800-\udfff]")


def readers(built_in: Collection[str]) -> list[Plugin]:
    """Those that may be used."""
    return usable("readers", frozenset((*built_in, *RESERVED)))


def names(built_in: Collection[str]) -> list[str]:
    """What they are called."""
    return [plugin.name for plugin in readers(built_in)]


def wanted(data: bytes, name: str, sure: bool, built_in: Collection[str]) -> Plugin | None:
    """The one that reads these bytes: the one that was asked for by name, or any where it isn't `sure` that we can ourselves.

    `UsageError` where the one that was asked for doesn't load. Others that don't are passed over; `broken` names them.
    """
    if name not in built_in:
        asked = next(plugin for plugin in readers(built_in) if plugin.name == name)
        if _recognises(asked, data):
            return asked
    if sure or not data:
        return None
    for plugin in readers(built_in):
        try:
            if _recognises(plugin, data):
                return plugin
        except (UsageError, PluginError):
            continue
    return None


def explained(error: UnreadableError, built_in: Collection[str]) -> UnreadableError:
    """The error for bytes that nobody reads; where a plugin doesn't load, it might have."""
    for plugin in readers(built_in):
        try:
            load(plugin)
        except UsageError:
            hint = say("die Erweiterung {name} lässt sich nicht laden, siehe „anfrage plugins“", name=plugin.name)
            return UnreadableError(error.cause, f"{error.next_step}; {hint}")
    return error


def load(plugin: Plugin) -> ModuleType:
    """The module of a reader; `UsageError` where it doesn't load, or is none."""
    module = plugin.load()
    missing = [name for name in ("MEDIA_TYPE", "recognises", "read") if not hasattr(module, name)]
    if missing:
        cause = say("der Erweiterung {origin} fehlt {name}", origin=plugin.origin, name=missing[0])
        raise UsageError(cause, say("das Paket neu installieren oder entfernen"))
    return module


def _recognises(plugin: Plugin, data: bytes) -> bool:
    module = load(plugin)
    with plugin.running():
        return bool(module.recognises(data))


def extract(kind: str, data: bytes, options: Options) -> Extract:
    """The text that a plugin finds."""
    plugin = next((p for p in readers(()) if PREFIX + p.name == kind), None)
    if plugin is None:
        raise UsageError(say("es gibt kein Lesewerk „{reader}“", reader=kind.removeprefix(PREFIX)), say("„anfrage plugins“ zeigt, welche"))
    module = load(plugin)
    with plugin.running():
        text = module.read(data, options)
        media_type = module.MEDIA_TYPE
    if not isinstance(text, str) or not _MEDIA_TYPE.fullmatch(str(media_type)):
        raise PluginError(plugin.origin, say("read gibt keinen Text, oder MEDIA_TYPE nennt keine Art"))
    return Extract(text=_SURROGATES.sub("\ufffd", text), media_type=media_type)


def to_source(found: Extract, data: bytes, name: str, sha256: str, reader: str) -> Source:
    """The document of such a text; see `text.from_string` for what is refused."""
    from anfrage_parser.readers.text import from_string

    source = from_string(found.text or "", name)
    return source._replace(sha256=sha256, size=len(data), media_type=found.media_type, encoding=None, reader=reader)
