"""Standard streams: output, closed pipes and full disks, and the error handler of all commands."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from typing import ParamSpec, TypeVar

import typer

from anfrage_parser.cli.display import safe
from anfrage_parser.cli.signals import stopped
from anfrage_parser.errors import AnfrageError, BugError, ExitCode, LimitError, OutputError, UsageError, is_full
from anfrage_parser.messages import say

NO_THREAD = "can't start new thread"
"""Python's message if the system allows no more threads."""

P = ParamSpec("P")
R = TypeVar("R")


def write(data: bytes) -> None:
    """Write data to standard output and flush; `OutputError` if that fails."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        raise OutputError(say("die Standardausgabe ist geschlossen"), say("die Ausgabe in eine Datei oder Pipe leiten"))
    with writing():
        stream.write(data)
        stream.flush()


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """Handle a closed pipe or a full disk while printing inside the block."""
    try:
        yield
    except BrokenPipeError:
        _drop(sys.stdout.fileno())
        raise SystemExit(ExitCode.READER_GONE) from None
    except OSError as error:
        _drop(sys.stdout.fileno())
        full = is_full(error)
        cause = say("der Datenträger ist voll") if full else say("die Ausgabe ist nicht beschreibbar")
        raise OutputError(cause, say("Platz schaffen oder ein anderes Ziel wählen")) from error


def _drop(descriptor: int) -> None:
    """Redirect a stream to the null device, so that the interpreter's final flush stays silent."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def note(line: str, whole: bool = False) -> None:
    """Print one line for people to standard error, ignored if that is closed. A `whole` line is neither escaped nor cut."""
    stream = getattr(sys.stderr, "buffer", None)
    if stream is None:
        return
    try:
        stream.write(((line if whole else safe(line, limit=2000)) + "\n").encode("utf-8", "replace"))
        stream.flush()
    except OSError:
        _drop(sys.stderr.fileno())


def ask_password(name: str) -> str | None:
    """Ask for a password on the terminal, without echo; None without a terminal or an answer."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        return None
    import getpass

    try:
        return getpass.getpass(say("Kennwort für {name}: ", name=safe(name))) or None
    except EOFError:
        return None


def complain(error: AnfrageError, name: str | None = None) -> None:
    """Print `anfrage: FILE: cause; next step`."""
    if isinstance(error, UsageError):
        from anfrage_parser.cli.settings import attributed

        error = attributed(error)
    note(f"anfrage: {safe(name)}: {error}" if name is not None else f"anfrage: {error}")


def handled(command: Callable[P, R]) -> Callable[P, R]:
    """Decorate a command: errors become one line and an exit code; a bug says where to report it, without quoting documents."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except KeyboardInterrupt:
            raise typer.Exit(stopped() or ExitCode.INTERRUPTED) from None
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except Exception as error:
            ours = error if isinstance(error, AnfrageError) else as_ours(error)
            complain(ours)
            raise typer.Exit(ours.exit_code) from None

    return run


def as_ours(error: Exception) -> AnfrageError:
    """Convert any exception to an `AnfrageError`: exhausted resources, or else a bug."""
    if code := stopped():  # a library replaced the signal's exception
        raise typer.Exit(code) from None
    if isinstance(error, typer.Exit | typer.Abort | typer.BadParameter):
        raise error
    if isinstance(error, AnfrageError):
        return error
    if isinstance(error, MemoryError) or str(error) == NO_THREAD:
        return LimitError(say("auf dem Rechner ist kein Platz mehr dafür"), say("andere Programme schließen, dann noch einmal versuchen"))
    return BugError(error)
