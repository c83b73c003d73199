"""Read office documents, web pages and mails as running text. Nothing in them is executed, fetched, or unpacked beyond limits."""

from importlib import import_module
from typing import Any

from anfrage_parser.errors import LimitError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.plugins import install_command

MOST_DEEP = 40
"""Deepest nesting of tables, lists, or elements."""


def library(module: str, package: str) -> Any:
    """Import a module of the extra [office]; if it is missing, `UnreadableError` with the command that installs it."""
    try:
        return import_module(module)
    except ImportError as error:
        cause = say("zum Lesen solcher Dokumente fehlt {package}", package=package)
        raise UnreadableError(cause, install_command("office")) from error


def damaged() -> UnreadableError:
    """Return the error for a damaged document."""
    return UnreadableError(say("das Dokument ist beschädigt"), say("es noch einmal speichern oder als PDF ausgeben"))


def too_much() -> LimitError:
    """Return the error for a document that is too large when unpacked."""
    return LimitError(say("das Dokument wird ausgepackt zu groß"), say("die Anfrage als eigene, kleinere Datei speichern"))


def too_deep() -> LimitError:
    """Return the error for too deep nesting."""
    return LimitError(say("das Dokument ist zu tief verschachtelt"), say("es als PDF ausgeben"))
