"""Readers from plugins. A plugin's module has three names:

`MEDIA_TYPE`, the media type in records; `recognises(data) -> bool`, a fast check whether bytes are such a document; and
`read(data, options) -> str`, its text, pages separated by form feeds. `read` runs in the sandbox: it can't open files or start processes.
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
"""Prefix of a document kind that is a plugin's name."""

RESERVED = ("plain", *KINDS)
"""Built-in kinds, whose names plugins can't use, besides names of built-in readers."""

_MEDIA_TYPE = compiled(r"[a-z]{1,20}/[A-Za-z0-9.+-]{1,100}")
_SURROGATES = compiled("[\ud800-\udfff]")


def readers(built_in: Collection[str]) -> list[Plugin]:
    """Return the usable plugins."""
    return usable("readers", frozenset((*built_in, *RESERVED)))


def names(built_in: Collection[str]) -> list[str]:
    """Return the names of the usable plugins."""
    return [plugin.name for plugin in readers(built_in)]


def wanted(data: bytes, name: str, sure: bool, built_in: Collection[str]) -> Plugin | None:
    """Return the plugin to read these bytes: the one requested by name, or any that recognises them unless a built-in reader is `sure`.

    Raises `UsageError` if the requested one can't be loaded; others that can't be loaded are skipped.
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
    """Return the error for unreadable bytes; it mentions plugins that could not be loaded, as they might have read them."""
    for plugin in readers(built_in):
        try:
            load(plugin)
        except UsageError:
            hint = say("die Erweiterung {name} lässt sich nicht laden, siehe „anfrage plugins“", name=plugin.name)
            return UnreadableError(error.cause, f"{error.next_step}; {hint}")
    return error


def load(plugin: Plugin) -> ModuleType:
    """Import and return a reader's module; `UsageError` if that fails or it lacks the interface."""
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
    """Extract the text with a plugin."""
    plugin = next((p for p in readers(()) if PREFIX + p.name == kind), None)
    if plugin is None:
        raise UsageError(
            say("es gibt kein Leseprogramm „{reader}“", reader=kind.removeprefix(PREFIX)), say("„anfrage plugins“ zeigt, welche")
        )
    module = load(plugin)
    with plugin.running():
        text = module.read(data, options)
        media_type = module.MEDIA_TYPE
    if not isinstance(text, str) or not _MEDIA_TYPE.fullmatch(str(media_type)):
        raise PluginError(plugin.origin, say("read gibt keinen Text, oder MEDIA_TYPE nennt keine Art"))
    return Extract(text=_SURROGATES.sub("\ufffd", text), media_type=media_type)


def to_source(found: Extract, data: bytes, name: str, sha256: str, reader: str) -> Source:
    """Build the document of such a text; errors as in `text.from_string`."""
    from anfrage_parser.readers.text import from_string

    source = from_string(found.text or "", name)
    return source._replace(sha256=sha256, size=len(data), media_type=found.media_type, encoding=None, reader=reader)
