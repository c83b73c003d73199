"""Origins of documents, as stored in a sink: whether two are the same location, and whether it still exists."""

import os
from pathlib import Path

from anfrage_parser.batch.remote import is_url


def origin_of(given: str) -> str:
    """Normalise a given path for use in origins: "briefe/", "./briefe" and "briefe" are the same folder.

    >>> origin_of("./briefe/")
    'briefe'
    """
    return given if is_url(given) else os.path.normpath(given).replace(os.sep, "/")


def location_of(origin: str) -> str:
    """Return the absolute form of an origin, for comparison; independent of the working directory."""
    return origin if is_url(origin) else os.path.abspath(origin).replace(os.sep, "/")  # noqa: PTH100  links stay as they are


def same(one: str, other: str) -> bool:
    """Return whether two origins are the same location."""
    return one == other or location_of(one) == location_of(other)


def holder_of(origin: str) -> Path | None:
    """Return the nearest existing path of an origin: the file, or the archive or folder that contains it; None if unknown."""
    path = Path(origin)
    while not os.path.lexists(path):
        if path.parent == path:
            return None
        path = path.parent
    return path


def may_exist(origin: str) -> bool:
    """Return whether a document may still exist: its file or archive does, or it can't be determined."""
    if not origin:  # written by an export
        return False
    if is_url(origin) or "\ufffd" in origin:
        return True
    try:
        holder = holder_of(origin)
        return holder is not None and (holder == Path(origin) or holder.is_file())
    except (OSError, ValueError):
        return True
