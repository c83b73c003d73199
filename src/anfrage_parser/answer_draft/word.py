"""Drafts of answers as Word documents."""

from importlib.util import find_spec

from anfrage_parser.answer_draft.names import values
from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say
from anfrage_parser.plugins import install_command
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.sandbox.keeper import MEMORY
from anfrage_parser.sandbox.once import Bounds, confined

LARGEST_TEMPLATE = 16 * 1024 * 1024
"""Bytes of a template."""

LARGEST_DRAFT = 32 * 1024 * 1024
"""Bytes of a draft."""


def check_installed() -> None:
    """Raise `UsageError` with the command that installs it where what fills in templates is missing."""
    if find_spec("docxtpl") is None:
        raise UsageError(say("für Entwürfe als .docx fehlt {package}", package="docxtpl"), install_command("draft"))


def word_draft(record: Inquiry, template: bytes, seconds: float, beside_threads: bool = False) -> bytes:
    """Return the draft of an answer by a template, as .docx.

    Raises `UsageError` for a template with a mistake or one that could harm, `LimitError` beyond `seconds`, memory or size.
    What came out is checked again by a process that has not seen the template. `beside_threads`: see `Sandbox`.
    """
    from anfrage_parser.answer_draft.package import cleaned
    from anfrage_parser.answer_draft.rendering import packed, rendered

    bounds = Bounds(seconds, MEMORY, LARGEST_DRAFT, say("die Schleifen der Vorlage prüfen"), beside_threads)
    return confined(cleaned, confined(rendered, packed(values(record), template), bounds), bounds)


def own_template() -> bytes:
    """Return the built-in template, the same bytes each time."""
    from anfrage_parser.answer_draft.own_template import made
    from anfrage_parser.answer_draft.package import cleaned

    return cleaned(made())
