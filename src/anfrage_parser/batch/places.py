"""Where documents come from, as a sink remembers it: whether two origins are one place, and whether something is there still."""

import os
from pathlib import Path

from anfrage_parser.batch.remote import is_url


def origin_of(given: str) -> str:
    """A path as it begins origins: "briefe/", "./briefe" and "briefe" are one folder.

    >>> origin_of("./briefe/")
    'briefe'
    """
    return given if is_url(given) else os.path.normpath(given).replace(os.sep, "/")


def place_of(origin: str) -> str:
    """An origin as it compares with others, whatever folder it was given from."""
    return origin if is_url(origin) else os.path.abspath(origin).replace(os.sep, "/")  # noqa: PTH100  links stay as they are


def same(one: str, other: str) -> bool:
    """Whether two origins are one place."""
    return one == other or place_of(one) == place_of(other)


def holder_of(origin: str) -> Path | None:
    """The nearest thing that is there of what an origin leads through: itself, an archive, a folder."""
    path = Path(origin)
    while not os.path.lexists(path):
        if path.parent == path:
            return None
        path = path.parent
    return path


def there(origin: str) -> bool:
    """Whether a document may still be where it was: its file is there, or the archive that held it, or nobody can say."""
    if not origin:  # an export wrote the record
        return False
    if is_url(origin) or "\ufffd" in origin:
        return True
    try:
        holder = holder_of(origin)
        return holder is not None and (holder == Path(origin) or holder.is_file())
    except (OSError, ValueError):
        return True
