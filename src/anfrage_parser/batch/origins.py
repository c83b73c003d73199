"""Origins of documents, as stored in a sink: whether two are the same location, and whether it still exists."""

import ntpath
import os
from pathlib import Path

from anfrage_parser.batch.remote import is_url

WINDOWS = os.name == "nt"
_PORTS = "123456789¹²³"
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$", *(f"{kind}{port}" for kind in ("com", "lpt") for port in f"0{_PORTS}")}


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


def is_beyond(name: str, near: str) -> bool:
    """Return whether looking for a file could reach another machine or a device: on Windows, "//host/share" opens a connection.

    Such a name may come from somebody else's database or record. A share that `near`, given by the user, is on is allowed.
    """
    return WINDOWS and (share := _share(name)) != "" and share != _share(near)


def _share(name: str) -> str:
    """Return the share or device of a name; "" if it is on a drive or relative."""
    drive = ntpath.splitdrive(name)[0].replace("/", "\\").casefold()
    if name.replace("/", "\\").startswith("\\\\"):
        return drive or "\\\\"
    last = name.replace("\\", "/").rpartition("/")[2]
    stems = [part.partition(".")[0].rstrip(" ").casefold() for part in last.split(":")]
    return next((stem for stem in stems if stem in _DEVICES), "")


def may_exist(origin: str, near: str) -> bool:
    """Return whether a document may still exist: its file or archive does, or it can't be determined (see `is_beyond`)."""
    if not origin:  # written by an export
        return False
    if is_url(origin) or "\ufffd" in origin or is_beyond(origin, near):
        return True
    try:
        holder = holder_of(origin)
        return holder is not None and (holder == Path(origin) or holder.is_file())
    except (OSError, ValueError):
        return True
