"""Office documents, web pages and mails to lines of running text. Nothing in them is run, fetched, or unpacked beyond limits."""

from importlib import import_module
from typing import Any

from anfrage_parser.errors import LimitError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.plugins import install_command

MOST_DEEP = 40
"""Tables within tables, lists within lists, elements within elements of a page."""


def library(module: str, package: str) -> Any:
    """A module of the extra [office]; `UnreadableError` with the command that installs it where it is missing."""
    try:
        return import_module(module)
    except ImportError as error:
        cause = say("zum Lesen solcher Dokumente fehlt {package}", package=package)
        raise UnreadableError(cause, install_command("office")) from error


def damaged() -> UnreadableError:
    """It is no document of its kind any more."""
    return UnreadableError(say("das Dokument ist beschädigt"), say("es noch einmal speichern oder als PDF ausgeben"))


def too_much() -> LimitError:
    """It unpacks to more than any letter holds."""
    return LimitError(say("das Dokument wird ausgepackt zu groß"), say("die Anfrage als eigene, kleinere Datei speichern"))


def too_deep() -> LimitError:
    """What it holds is nested beyond all use."""
    return LimitError(say("das Dokument ist zu tief verschachtelt"), say("es als PDF ausgeben"))
