"""`anfrage plugins`: plugin formats, their packages, and which don't work."""

from collections.abc import Iterator

from anfrage_parser._version import __version__
from anfrage_parser.cli.display import safe
from anfrage_parser.errors import UsageError
from anfrage_parser.exporters import EXPORTERS, Exporter
from anfrage_parser.messages import say
from anfrage_parser.plugins import Plugin, doubt, plugins
from anfrage_parser.readers import NAMES, READERS, foreign

LONGEST = 300
"""Most characters of a plugin's description."""

OURS = f"anfrage-parser {__version__}"


def listing() -> Iterator[str]:
    """Yield one tab-separated line per plugin: kind, name, package and version, purpose or error."""
    for name in sorted({reader.name for reader in READERS.values()}):
        yield _line("reader", name, OURS, "")
    for plugin in plugins("readers"):
        yield _line("reader", plugin.name, f"{plugin.package} {plugin.version}", _state(plugin))
    for name, exporter in EXPORTERS.items():
        yield _line("exporter", name, OURS, say(exporter.purpose))
    for plugin in plugins("exporters"):
        yield _line("exporter", plugin.name, f"{plugin.package} {plugin.version}", _state(plugin))


def _line(*cells: str) -> str:
    return "\t".join(safe(cell, LONGEST) for cell in cells).rstrip("\t")


def _state(plugin: Plugin) -> str:
    """Return its purpose, or why it can't be used."""
    reader = plugin.group == "readers"
    try:
        reason = doubt(plugin, frozenset((*NAMES, *foreign.RESERVED)) if reader else frozenset(EXPORTERS))
        module = foreign.load(plugin) if reader else Exporter(plugin.target, "", plugin).load()
    except UsageError as error:
        return say("Fehler: {error}", error=error.cause)
    if reason is not None:
        return say("Fehler: {error}", error=reason)
    return str(getattr(module, "PURPOSE", ""))
