"""Walk the files below a folder, one at a time. A folder that can't be listed is reported, never treated as empty."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import say

Entry = os.DirEntry[str]


def files_below(root: Path, enter: Callable[[Entry], bool] = lambda _: True) -> Iterator[tuple[str, UnreadableError | None]]:
    """Yield (name relative to the root, with "/"; None) for each file, in no order; (name, error) for a folder that can't be listed.

    The name of the root itself is "". Links to folders are not followed, nor are folders for which `enter` returns False.
    """
    waiting = [""]
    while waiting:
        inner = waiting.pop()
        try:
            with os.scandir(root / inner) as entries:
                for entry in entries:
                    if not _is_folder(entry):
                        yield inner + entry.name, None
                    elif not _is_link(entry) and enter(entry):
                        waiting.append(f"{inner}{entry.name}/")
        except OSError as error:
            yield inner.rstrip("/"), unlisted(error)


def unlisted(error: Exception) -> UnreadableError:
    """Return the error for a folder that could not be listed completely."""
    if isinstance(error, PermissionError):
        return UnreadableError(say("keine Leserechte für den Ordner"), say("die Rechte des Ordners ändern"))
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UnreadableError(say("der Ordner ist nicht mehr da"), say("denselben Befehl noch einmal ausführen"))
    return UnreadableError(say("der Ordner lässt sich nicht auflisten"), say("Datenträger und Netz prüfen"))


def _is_folder(entry: Entry) -> bool:
    """Return whether an entry is a folder; in doubt it is a file, since opening it reports the error."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_link(entry: Entry) -> bool:
    """Return whether a folder is a link or a Windows junction, which may form a cycle."""
    junction: Callable[[], bool] | None = getattr(entry, "is_junction", None)  # from Python 3.12 on
    return entry.is_symlink() or (junction is not None and junction())
