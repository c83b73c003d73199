"""Read flat OpenDocument texts (.fodt): a single XML file instead of a zip."""

from anfrage_parser.readers.fragments import Extract
from anfrage_parser.readers.office import too_much
from anfrage_parser.readers.office.odt import read
from anfrage_parser.readers.office.package import LARGEST_PART, Element, tree
from anfrage_parser.readers.options import Options


class _Flat:
    """The one file in place of all members of a zip."""

    def __init__(self, data: bytes) -> None:
        self._root = tree(data)

    def xml(self, name: str) -> Element:
        """Return the root element, whichever member is asked for."""
        return self._root


def extract(data: bytes, options: Options) -> Extract:
    """Extract the text; the XML is bounded as that of an .odt."""
    if len(data) > LARGEST_PART:
        raise too_much()
    return read(_Flat(data))
