"""Translate pydantic's validation errors to our messages."""

from collections.abc import Callable
from typing import Any

from pydantic_core import ErrorDetails

from anfrage_parser.messages import later, say

SENTENCES = {
    "missing": later("fehlt"),
    "string_type": later("muss ein Text sein"),
    "string_unicode": later("enthält ein unvollständiges Zeichen und lässt sich nicht schreiben"),
    "int_type": later("muss eine ganze Zahl sein"),
    "int_from_float": later("muss eine ganze Zahl sein"),
    "float_type": later("muss eine Zahl sein"),
    "finite_number": later("muss eine endliche Zahl sein"),
    "bool_type": later("muss true oder false sein"),
    "list_type": later("muss eine Liste sein"),
    "tuple_type": later("muss eine Liste sein"),
    "too_long": later("hat zu viele Werte"),
    "dict_type": later("muss ein Objekt sein"),
    "model_type": later("muss ein Objekt sein"),
}
"""Error type → message without values."""

DETAILED: dict[str, Callable[[dict[str, Any]], str]] = {
    "literal_error": lambda context: say(
        "muss eines davon sein: {names}", names=str(context["expected"]).replace(" or ", ", ").replace("'", "")
    ),
    "greater_than_equal": lambda context: at_least(context["ge"]),
    "string_pattern_mismatch": lambda context: say("passt nicht zum Muster {pattern}", pattern=context["pattern"]),
    "value_error": lambda context: _by_ours(context["error"]),
}
"""Error type → function that makes a message with values."""


def wording(wrong: ErrorDetails) -> str:
    """Return the message for an error; pydantic's own for types that hardly occur in records."""
    kind = wrong["type"]
    if kind in SENTENCES:
        return say(SENTENCES[kind])
    return DETAILED[kind](wrong.get("ctx", {})) if kind in DETAILED else wrong["msg"]


def at_least(least: float) -> str:
    """Return the message for a number that is too small."""
    return say("muss mindestens {least} sein", least=least)


def _by_ours(error: Exception) -> str:
    """Return the message of our own validators: invalid days, and text that can't be encoded."""
    return say(SENTENCES["string_unicode"]) if isinstance(error, UnicodeError) else say("ist kein Tag des Kalenders")
