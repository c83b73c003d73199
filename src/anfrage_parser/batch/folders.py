"""What lies below a folder, one name after the other. A folder that can't be listed is told: it never counts as an empty one."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import say

Entry = os.DirEntry[str]


def files_below(root: Path, enter: Callable[[Entry], bool] = lambda _: True) -> Iterator[tuple[str, UnreadableError | None]]:
    """(name below the root, with "/"; None) of each file, in no order; of a folder that can't be listed, its name and why.

    The name of the root itself is "". Links to folders are not followed, nor are folders that are not to be entered.
    """
    waiting = [""]
    while waiting:
        inner = waiting.pop()
        try:
            with os.scandir(root / inner) as entries:
                for entry in entries:
                    if not _is_folder(entry):
                        yield inner + entry.name, None
                    elif not _leads_away(entry) and enter(entry):
                        waiting.append(f"{inner}{entry.name}/")
        except OSError as error:
            yield inner.rstrip("/"), unlisted(error)


def unlisted(error: Exception) -> UnreadableError:
    """Why a folder could not be listed, or not to its end."""
    if isinstance(error, PermissionError):
        return UnreadableError(say("der Ordner ist nicht lesbar, die Rechte fehlen"), say("die Rechte des Ordners ändern"))
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UnreadableError(say("der Ordner ist nicht mehr da"), say("denselben Befehl noch einmal"))
    return UnreadableError(say("der Ordner lässt sich nicht auflisten"), say("Datenträger und Netz prüfen"))


def _is_folder(entry: Entry) -> bool:
    """What can't be told is taken for a file: who opens it says what is wrong."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _leads_away(entry: Entry) -> bool:
    """Whether a folder is a link, or a junction of Windows: it may lead back, round and round."""
    junction: Callable[[], bool] | None = getattr(entry, "is_junction", None)  # from Python 3.12 on
    return entry.is_symlink() or (junction is not None and junction())
