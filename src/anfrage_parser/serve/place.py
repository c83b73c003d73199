"""Where an archive lies: its database, the folder that takes what is dropped, and whether that folder is read as a whole."""

import os
from dataclasses import dataclass
from pathlib import Path

from anfrage_parser.batch.origins import is_beyond
from anfrage_parser.errors import OutputError, UnreadableError, UsageError
from anfrage_parser.messages import say
from anfrage_parser.plugins import install_command

DATABASE = "anfragen.sqlite"
"""Name of the database in a folder of letters."""

ENDINGS = (".sqlite", ".sqlite3", ".db")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an archive lies."""

    database: Path
    folder: Path
    """Absolute; dropped files are copied into it."""

    def file_of(self, name: str, origin: str) -> Path | None:
        """Return the file of a document by its name and origin; None if there is none, or if it is part of another file.

        First comes a file of that name in the folder, which may have been moved with its database. A relative origin counts from
        the working directory, as for a batch, or else from beside the database.
        """
        if not origin or "\ufffd" in name + origin or any(is_beyond(word, str(self.database)) for word in (name, origin)):
            return None
        inside = Path(os.path.abspath(self.folder / name))  # noqa: PTH100  links stay as they are
        own = [inside] if inside.is_relative_to(self.folder) else []
        for path in (*own, Path(origin), self.database.parent / origin):
            try:
                if path.is_file():
                    return Path(os.path.abspath(path))  # noqa: PTH100
            except (OSError, ValueError):
                continue
        return None


def place_of(given: str | None) -> Place:
    """Return the place of a folder of letters or of a database; by default, a new archive in the user's documents folder."""
    if given is None:
        return _of_folder(_documents() / say("Anfragen"), make=True)
    path = Path(os.path.abspath(given))  # noqa: PTH100  links stay as they are
    if path.is_dir():
        return _of_folder(path)
    if path.suffix.casefold() not in ENDINGS:
        if path.exists():
            raise UsageError(say("das ist weder ein Ordner noch ein Archiv"), say("einen Ordner oder eine .sqlite-Datei angeben"))
        raise UnreadableError(say("den Ordner {name} gibt es nicht", name=str(path)), say("den Namen prüfen oder den Ordner anlegen"))
    if not path.parent.is_dir():
        raise OutputError(say("den Ordner {name} gibt es nicht", name=str(path.parent)), say("ihn anlegen oder ein anderes Ziel wählen"))
    return Place(path, path.with_suffix(""))


def _of_folder(folder: Path, make: bool = False) -> Place:
    if make:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            cause = say("{name} ist nicht beschreibbar", name=str(folder))
            raise OutputError(cause, say("einen anderen Ordner angeben")) from error
    return Place(folder / DATABASE, folder)


def _documents() -> Path:
    """Return the user's documents folder, which every system names and places in a way of its own."""
    try:
        from platformdirs import user_documents_path
    except ImportError as error:
        raise UsageError(say("für die Seite fehlt {package}", package="platformdirs"), install_command("serve")) from error
    return user_documents_path()
