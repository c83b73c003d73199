"""Read the documents in a zip, one after the other: a mail brings it, or it lies in a folder."""

from collections.abc import Iterator

from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.readers.fragments import Enclosed, Extract
from anfrage_parser.readers.office.enclosing import named
from anfrage_parser.readers.office.package import Package
from anfrage_parser.readers.options import Options

LEFT_BY_SYSTEMS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
"""Members that systems put in unasked."""


def extract(data: bytes, options: Options) -> Extract:
    """Extract the documents; sizes, counts and ratios are bounded as for office documents."""
    enclosed = list(_members(Package(data)))
    if not enclosed:
        raise UnreadableError(say("im Archiv ist keine Datei"), say("das Dokument noch einmal speichern"))
    return Extract(enclosed=named(enclosed))


def _members(package: Package) -> Iterator[Enclosed]:
    for name in package.names():
        if not name.endswith("/") and not name.startswith(LEFT_BY_SYSTEMS[0]) and name.rpartition("/")[2] not in LEFT_BY_SYSTEMS:
            yield Enclosed(name, package.data(name) or b"")
