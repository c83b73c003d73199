"""Settings: what somebody would otherwise type with every command, in the environment or in a file `anfrage.toml`.

An option on the command line decides, else the environment (`ANFRAGE_READER`), else the nearest anfrage.toml from the working directory
upwards, where a table of a command's name (`[export]`) is for that command alone. Which options are settings is said where they are
declared, by `options.setting`.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from anfrage_parser.errors import UsageError

if TYPE_CHECKING:
    from typer._click.core import Command, Parameter

PREFIX = "ANFRAGE_"
NAME = "anfrage.toml"
ELSEWHERE = f"{PREFIX}CONFIG"
"""Environment variable with the path of the file; empty for none."""

MOST_BYTES = 64 * 1024
LONGEST = 1_000
"""Characters of a value."""


class Kept:
    """The values of an anfrage.toml, as they would be typed. A plain class, as every start loads it: a dataclass would be felt."""

    def __init__(self, path: str = "", every: Mapping[str, str] | None = None, own: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self.path = path
        self.every = every or {}
        """Setting → value, for every command that has it."""
        self.own = own or {}
        """Command → the values of its table."""

    def of(self, command: str) -> dict[str, str]:
        """Return the values for a command."""
        return {**self.every, **self.own.get(command, {})}


_kept = Kept()
_running: list[Any] = [None]
"""The context of the command that runs."""


def kept() -> Kept:
    """Return the values of the file that this run uses."""
    return _kept


def use(found: Kept) -> None:
    """Use these values from here on."""
    global _kept
    _kept = found


def nearest(environment: Mapping[str, str]) -> str | None:
    """Return the path of the file: the one that the environment names, else the nearest from the working directory upwards, else None."""
    if ELSEWHERE in environment:
        return environment[ELSEWHERE] or None
    try:
        folder = os.getcwd()  # noqa: PTH109  every start does this: pathlib would be felt
    except OSError:  # it was deleted
        return None
    while True:
        path = os.path.join(folder, NAME)  # noqa: PTH118
        if os.path.isfile(path):  # noqa: PTH113
            return path
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return None
        folder = above


def defaults(command: "Command") -> dict[str, Any]:
    """Return the values of the file for a command, by the names of its parameters."""
    if not _kept.path:
        return {}
    values = _kept.of(str(command.name))
    return {str(p.name): values[key] for p in command.params if (key := key_of(p)) in values}


def key_of(parameter: "Parameter") -> str | None:
    """Return the name of a setting in the file; None for a parameter that is none."""
    return long_name(parameter.opts) if isinstance(parameter.envvar, str) else None


def run_in(context: Any) -> None:
    """Remember the context of the command that runs, to tell where its values come from."""
    _running[:] = [context]


def typed(name: str) -> bool:
    """Return whether a parameter of the command that runs was typed: what somebody always wants doesn't speak against what they ask now."""
    source = _running[0].get_parameter_source(name) if _running[0] is not None else None
    return source is not None and source.name == "COMMANDLINE"


def long_name(names: Iterable[str]) -> str:
    """Return the first long name of an option without its dashes."""
    return next(name for name in names if name.startswith("--")).removeprefix("--")


def attributed(error: UsageError, context: Any = None) -> UsageError:
    """Say in an error about a setting where its value comes from, if it was not typed; `context` is by default that of the command."""
    origins = list(dict.fromkeys(_origins(error.cause, context)))
    return UsageError(f"{error.cause} ({', '.join(origins)})", error.next_step) if origins else error


def _is_about(cause: str, key: str, value: str) -> bool:
    """Return whether an error is about a setting: it names the option first, or, where it names none, quotes the value."""
    named = re.match(r"--[a-z-]{1,40}", cause)
    return named[0] == f"--{key}" if named else f"--{key}" in cause or f"„{value}“" in cause or cause.startswith(value)


def _origins(cause: str, context: Any) -> Iterator[str]:
    context = context or _running[0]
    for parameter in context.command.params if context is not None else ():
        source = context.get_parameter_source(parameter.name)
        value = str(context.params.get(parameter.name))
        if source is None or key_of(parameter) is None or not _is_about(cause, str(key_of(parameter)), value):
            continue
        if source.name == "ENVIRONMENT":
            yield str(parameter.envvar)
        elif source.name == "DEFAULT_MAP":
            yield kept().path
