"""The complete command line, with every command declared."""

from anfrage_parser.cli.root import app, declare

__all__ = ["app"]

declare(())
