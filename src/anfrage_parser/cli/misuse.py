"""Translate typer's usage errors, which are English sentences recognised by their wording."""

import re
from typing import Any

from anfrage_parser.cli.settings import attributed
from anfrage_parser.errors import UsageError
from anfrage_parser.messages import later, say

RULES = (
    (re.compile(r"No such option: (?P<name>\S+)(?: \(Possible options: (?P<step>[^()]+)\))?"), later("die Option {name} gibt es nicht")),
    (re.compile(r"No such command '(?P<name>[^']*)'\.(?: Did you mean (?P<step>[^?]+)\?)?"), later("den Befehl „{name}“ gibt es nicht")),
    (re.compile(r"Missing argument (?P<name>[^.]+)\."), later("{name} fehlt")),
    (re.compile(r"Missing option (?P<name>[^.]+)\."), later("die Option {name} fehlt")),
    (re.compile(r"Missing command\."), later("es fehlt ein Befehl")),
    (re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.*)\)", re.DOTALL), later("„{name}“ ist ein Wort zu viel")),
    (re.compile(r"Option (?P<name>'[^']+') requires an argument\."), later("die Option {name} braucht einen Wert")),
    (re.compile(r"Option (?P<name>'[^']+') does not take a value\."), later("die Option {name} nimmt keinen Wert")),
)
"""typer's whole message → ours; `step` lists similar names."""

VALUE = re.compile(r"Invalid value for (?P<name>[^:]+): (?P<why>.+)", re.DOTALL)
REASONS = (
    (re.compile(r"Input should be greater than or equal to (?P<number>[0-9.]+)"), later("der Wert muss mindestens {number} sein")),
    (re.compile(r"Input should be less than or equal to (?P<number>[0-9.]+)"), later("der Wert darf höchstens {number} sein")),
    (re.compile(r"Input should be a valid integer"), later("der Wert muss eine ganze Zahl sein")),
    (re.compile(r"Input should be a valid number"), later("der Wert muss eine Zahl sein")),
)
"""Beginning of typer's reason → ours."""


def as_ours(error: Any) -> UsageError:
    """Convert a typer error to a `UsageError`, which says where a wrong value comes from that was not typed."""
    context = getattr(error, "ctx", None)
    return attributed(_translated(error, context), context)


def _translated(error: Any, context: Any) -> UsageError:
    """Return the error in our words."""
    command = context.command_path if context is not None else "anfrage"
    message, asked = str(error.format_message()), say("die Hilfe zeigt „{command} --help“", command=command)
    for pattern, sentence in RULES:
        match = pattern.fullmatch(message)
        if match:
            found = match.groupdict()
            like = say("gemeint ist vielleicht {names}", names=_plain(found["step"])) if found.get("step") else asked
            return UsageError(say(sentence, name=_plain(found.get("name", ""))), like)
    match = VALUE.fullmatch(message)
    if match:
        return UsageError(say("{name}: {why}", name=_plain(match["name"]), why=_reason(match["why"])), asked)
    return UsageError(message, asked)


def _reason(why: str) -> str:
    for pattern, sentence in REASONS:
        match = pattern.match(why)
        if match:
            return say(sentence, **match.groupdict())
    return why


def _plain(names: str) -> str:
    """ "'-o' / '--output'" without the quotation marks."""
    return names.replace("'", "").strip()
