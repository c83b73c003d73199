"""Write output files atomically, never overwriting others without permission."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from anfrage_parser.errors import OutputError, UsageError, is_full
from anfrage_parser.messages import say
from anfrage_parser.readers.scratch import scratch_folder


def refuse_existing(path: Path, force: bool) -> None:
    """Raise `OutputError` if the path exists and may not be replaced; devices, pipes and folders never are."""
    if path.exists() and not path.is_file():
        raise OutputError(say("{name} ist keine gewöhnliche Datei", name=path.name), say("eine Datei als Ziel angeben"))
    if not force and os.path.lexists(path):
        raise _taken(path)


def refuse_same(first: Path, second: Path, option: str) -> None:
    """Raise `UsageError` if two outputs of one run are the same file."""
    if first.resolve() == second.resolve() or (first.exists() and second.exists() and first.samefile(second)):
        cause = say("-o und {option} nennen dieselbe Datei", option=option)
        raise UsageError(cause, say("zwei verschiedene Namen angeben"))


def _taken(path: Path) -> OutputError:
    return OutputError(say("{name} gibt es schon", name=path.name), say("einen anderen Namen wählen oder --force"))


def write_file(path: Path, data: bytes, force: bool = False) -> None:
    """Write a file in one go; see `writing`."""
    with writing(path, force) as file:
        file.write(data)


@contextlib.contextmanager
def writing(path: Path, force: bool = False) -> Iterator[BinaryIO]:
    """Open a temporary file beside `path` that replaces it when the block ends; `OutputError` if that fails."""
    refuse_existing(path, force)
    path = path.resolve()  # keep a symlink, write its target
    neighbour = None
    with _explained(path):
        try:
            descriptor, neighbour = tempfile.mkstemp(prefix=".anfrage-", dir=path.parent)
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.chmod(neighbour, 0o666 & ~_umask())  # noqa: PTH101  mkstemp's own is for secrets
            _put(Path(neighbour), path, force)
            neighbour = None
        finally:
            if neighbour is not None:
                with contextlib.suppress(OSError):
                    Path(neighbour).unlink()


@contextlib.contextmanager
def making(path: Path, force: bool = False) -> Iterator[Path]:
    """Like `writing`, but yields a path for code that creates its file itself: the same name in a temporary folder beside it."""
    refuse_existing(path, force)
    path = path.resolve()
    with _explained(path), scratch_folder(path.parent, ".anfrage-") as folder:
        neighbour = folder / path.name
        yield neighbour
        _put(neighbour, path, force)


def _put(neighbour: Path, path: Path, force: bool) -> None:
    """Rename the temporary file; without `force`, never over a file that another run has created meanwhile."""
    if force:
        neighbour.replace(path)
        return
    try:
        if os.name == "nt":
            neighbour.rename(path)  # fails on Windows if the target exists
            return
        try:
            os.link(neighbour, path)  # as atomic as a rename, and fails if the target exists
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            from anfrage_parser.rename.moves import claimed

            claimed(neighbour, path)
        else:
            neighbour.unlink()
    except FileExistsError as error:
        raise _taken(path) from error


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn failing writes into an `OutputError` that names the output and the next step."""
    try:
        yield
    except OSError as error:
        if not path.parent.is_dir():
            cause = say("den Ordner {name} gibt es nicht", name=str(path.parent))
            raise OutputError(cause, say("ihn anlegen oder ein anderes Ziel wählen")) from error
        full = is_full(error)
        cause = say("der Datenträger ist voll") if full else say("{name} ist nicht beschreibbar", name=path.name)
        raise OutputError(cause, say("Platz schaffen oder ein anderes Ziel wählen")) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


class FreeNames:
    """Names for the files of one run: each once, in any case, the next ones with a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def one(self, stem: str) -> str:
        """Return a name that begins with this one.

        >>> names = FreeNames()
        >>> names.one("brief"), names.one("Brief"), names.one("brief")
        ('brief', 'Brief_1', 'brief_2')
        """
        tries = (f"{stem}{f'_{number}' if number else ''}" for number in range(len(self._taken) + 1))
        name = next(name for name in tries if name.casefold() not in self._taken)
        self._taken.add(name.casefold())
        return name
