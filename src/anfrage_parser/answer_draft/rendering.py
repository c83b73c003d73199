"""Fill in a template of Word, in a process that may do nothing else: a template may come from anybody, and loop, or try to get out.

Nothing here is called in the command's own process but by tests.
"""

import io
import json
from collections.abc import Iterable
from typing import Any

import docxtpl
from jinja2 import StrictUndefined, TemplateError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from anfrage_parser.answer_draft.package import cleaned
from anfrage_parser.errors import AnfrageError, LimitError, UsageError
from anfrage_parser.messages import say, shown_day

LARGEST_TEXT = 16 * 1024 * 1024
"""Characters of the XML of one part of a draft."""

HEADER = 8
"""Bytes of the length before the values."""


def packed(values: dict[str, Any], template: bytes) -> bytes:
    """Return what `rendered` takes."""
    head = json.dumps(values).encode("utf-8")
    return len(head).to_bytes(HEADER, "big") + head + template


def rendered(data: bytes) -> bytes:
    """Return a draft as .docx; `UsageError` for a template that has a mistake, or does what none may do."""
    end = HEADER + int.from_bytes(data[:HEADER], "big")
    values, template = json.loads(data[HEADER:end]), cleaned(data[end:])
    try:
        draft = docxtpl.DocxTemplate(io.BytesIO(template))
        draft.render(values, _Environment(), autoescape=True)
        out = io.BytesIO()
        draft.save(out)
    except (MemoryError, AnfrageError):
        raise
    except UndefinedError as error:
        cause = say("die Vorlage nennt etwas, das es nicht gibt: {why}", why=str(error.message)[:200])
        raise UsageError(cause, say("die Namen stehen in docs/draft.md")) from error
    except (SecurityError, OverflowError, RecursionError) as error:
        raise UsageError(
            say("die Vorlage will etwas, das keine Vorlage darf"), say("nur Namen, Schleifen und Bedingungen verwenden")
        ) from error
    except Exception as error:  # the template's own code, or XML that it has torn
        why = str(error.message)[:200] if isinstance(error, TemplateError) else type(error).__name__
        raise UsageError(
            say("die Vorlage hat einen Fehler: {why}", why=why), say("die Klammern der Vorlage prüfen, siehe docs/draft.md")
        ) from error
    return out.getvalue()


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which no text of a letter ever becomes markup."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_printed)
        del self.filters["safe"]
        self.filters["datum"] = lambda day: shown_day(day, "de") if day else ""
        self.concat = _joined  # type: ignore[method-assign]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """As Jinja's, which has no setting to forbid {% autoescape false %}."""
        tree = super()._parse(source, name, filename)
        if tree.find(nodes.EvalContextModifier) is not None:
            raise SecurityError("autoescape")
        return tree


def _printed(value: Any) -> Any:
    """Return what is printed of a value: nothing for what is missing; no lists, which nobody wants in a letter."""
    if isinstance(value, list | dict):
        raise TemplateError(say("eine Liste lässt sich nicht schreiben, nur ihre Teile in einer Schleife"))
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return "" if value is None else value


def _joined(pieces: Iterable[str]) -> str:
    """Join what the template gives, piece by piece; `LimitError` beyond the limit."""
    found: list[str] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LARGEST_TEXT:
            raise LimitError(say("die Vorlage schreibt zu viel Text"), say("die Schleifen der Vorlage prüfen"))
        found.append(piece)
    return "".join(found)
