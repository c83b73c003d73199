"""The whole command line: importing a module of commands adds them, in the order of the help."""

from anfrage_parser.cli import reading  # noqa: I001
from anfrage_parser.cli import archiving
from anfrage_parser.cli import looking
from anfrage_parser.cli import exporting
from anfrage_parser.cli import counting
from anfrage_parser.cli import extending
from anfrage_parser.cli import keeping
from anfrage_parser.cli import knowing
from anfrage_parser.cli.root import app

__all__ = ["app", "archiving", "counting", "exporting", "extending", "keeping", "knowing", "looking", "reading"]
