"""Read an anfrage.toml; only imported where there is one."""

import difflib
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from anfrage_parser.cli.groups import COMMANDS
from anfrage_parser.cli.settings import ELSEWHERE, LONGEST, MOST_BYTES, Kept
from anfrage_parser.cli.streams import note
from anfrage_parser.errors import UnreadableError, UsageError
from anfrage_parser.messages import say
from anfrage_parser.text import toml
from anfrage_parser.text.loading import load

FILES = ("corrections",)
"""Settings that are a path, relative to the folder of the file."""

NAMES_OR_FILES = ("convention",)
"""Settings that are a name, or such a path if there is a file."""


def _is_strange(path: str) -> bool:
    """Return whether a file belongs neither to this user nor to the system's administrator; never on Windows, which has its own rights."""
    if not hasattr(os, "geteuid"):
        return False
    try:
        return Path(path).stat().st_uid not in (0, os.geteuid())
    except OSError:
        return False


def checked(path: str, table: Mapping[str, Any]) -> Kept:
    """Return the values of a file; `UsageError` for what is no setting or no value, which names the file."""
    from anfrage_parser.cli.options import OWN, SETTINGS  # which word their help as they are declared, in the language that the file says

    every = {key: value for key, value in table.items() if not isinstance(value, dict)}
    tables = {key: value for key, value in table.items() if isinstance(value, dict)}
    if (strange := next((key for key in tables if key not in COMMANDS), None)) is not None:
        raise _wrong(path, say("den Befehl „{name}“ gibt es nicht", name=strange[:40]))
    own = {command: _values(path, values, set(SETTINGS)) for command, values in tables.items()}
    return Kept(path, _values(path, every, {key for key, variable in SETTINGS.items() if OWN not in variable}), own)


def loaded(path: str, environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the parsed file, {} if it doesn't hold; `UsageError` if it can't be read.

    A file that belongs to somebody else is passed over, with a note: a folder for everybody must not decide how others' letters are read.
    """
    if ELSEWHERE not in environment and _is_strange(path):
        note(say("{path} gehört jemand anderem und gilt nicht; {name} mit diesem Pfad lässt es gelten", path=path, name=ELSEWHERE))
        return {}
    try:
        data = load(Path(path), MOST_BYTES)
        toml.decoded(data, MOST_BYTES)
        return toml.loads(data)
    except UnreadableError as error:
        raise UsageError(say("{path}: {cause}", path=path, cause=error.cause), error.next_step) from error
    except toml.TooMuchError as error:
        raise _wrong(path, error.args[0]) from error
    except ValueError as error:
        raise _wrong(path, say("das ist kein gültiges TOML")) from error


def _values(path: str, table: Mapping[str, Any], known: Collection[str]) -> dict[str, str]:
    """Return settings as they would be typed."""
    values = {}
    for key, value in table.items():
        if key not in known:
            raise _wrong(path, _unknown(key, known))
        if isinstance(value, bool) or not isinstance(value, str | int | float) or len(str(value)) > LONGEST:
            raise _wrong(path, say("der Wert von „{name}“ ist kein Text und keine Zahl", name=key[:40]))
        values[key] = _placed(path, key, str(value))
    return values


def _unknown(key: str, known: Collection[str]) -> str:
    """Return that a setting isn't one, and which may be meant."""
    from anfrage_parser.cli.options import SETTINGS

    if key in SETTINGS:
        return say("„{name}“ gilt nur für einen Befehl: unter [export] oder einen anderen schreiben", name=key)
    alike = difflib.get_close_matches(key[:40], known, 1)
    if alike:
        return say("die Einstellung „{name}“ gibt es nicht, gemeint ist vielleicht „{alike}“", name=key[:40], alike=alike[0])
    return say("die Einstellung „{name}“ gibt es nicht", name=key[:40])


def _placed(path: str, key: str, value: str) -> str:
    """Return a value with its path made relative to the file."""
    place = Path(path).parent / value
    if key in FILES:
        return str(place)
    try:
        return str(place) if key in NAMES_OR_FILES and place.is_file() else value
    except (OSError, ValueError):
        return value


def _wrong(path: str, cause: str) -> UsageError:
    return UsageError(
        say("{path}: {cause}", path=path, cause=cause), say("die Datei verbessern; ein Beispiel zeigt „anfrage config --help“")
    )
