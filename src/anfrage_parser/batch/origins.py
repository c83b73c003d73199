"""Origins of documents, as stored in a sink: whether two are the same location, and whether it still exists."""

import ntpath
import os
import re
from pathlib import Path

from anfrage_parser.batch.remote import is_url

WINDOWS = os.name == "nt"
_DEVICE = re.compile(r"(?i)(?:.*[\\/:])?(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:[.:].*)?")


def origin_of(given: str) -> str:
    """Normalise a given path for use in origins: "briefe/", "./briefe" and "briefe" are the same folder.

    >>> origin_of("./briefe/")
    'briefe'
    """
    return given if is_url(given) else os.path.normpath(given).replace(os.sep, "/")


def place_of(origin: str) -> str:
    """Return the absolute form of an origin, for comparison; independent of the working directory."""
    return origin if is_url(origin) else os.path.abspath(origin).replace(os.sep, "/")  # noqa: PTH100  links stay as they are


def same(one: str, other: str) -> bool:
    """Return whether two origins are the same location."""
    return one == other or place_of(one) == place_of(other)


def holder_of(origin: str) -> Path | None:
    """Return the nearest existing path of an origin: the file, or the archive or folder that contains it; None if unknown."""
    path = Path(origin)
    while not os.path.lexists(path):
        if path.parent == path:
            return None
        path = path.parent
    return path


def is_beyond(name: str, near: str) -> bool:
    """Whether asking if a file is there could reach another machine or a device: Windows connects to "//host/share" for that.

    Such a name may stand in a database or a record that somebody else wrote. One on the share of `near`, which a person gave, is none.
    """
    return WINDOWS and (share := _share(name)) != "" and share != _share(near)


def _share(name: str) -> str:
    """The share or the device that a name leads to; "" for one on a drive, or below the current folder."""
    drive = ntpath.splitdrive(name)[0].replace("/", "\\").casefold()
    if name.replace("/", "\\").startswith("\\\\"):
        return drive or "\\\\"
    device = _DEVICE.fullmatch(name)
    return device.group(1).casefold() if device is not None else ""


def there(origin: str, near: str) -> bool:
    """Whether a document may still be where it was: its file is there, or the archive that held it, or nobody can say.

    Nobody can of what isn't looked for, see `is_beyond`: then nothing takes its place.
    """
    if not origin:  # an export wrote the record
        return False
    if is_url(origin) or "\ufffd" in origin or is_beyond(origin, near):
        return True
    try:
        holder = holder_of(origin)
        return holder is not None and (holder == Path(origin) or holder.is_file())
    except (OSError, ValueError):
        return True
