"""Files that commands write: whole or not at all, and never over another one unasked."""

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from anfrage_parser.errors import OutputError
from anfrage_parser.messages import say


def refuse_existing(path: Path, force: bool) -> None:
    """`OutputError` where a file of that name exists, unless it may be replaced."""
    if not force and os.path.lexists(path):
        raise OutputError(say("{name} gibt es schon", name=path.name), say("einen anderen Namen wählen oder --force"))


def write_file(path: Path, data: bytes, force: bool = False) -> None:
    """Write a file at once: into a neighbour first, which then takes its name."""
    refuse_existing(path, force)
    neighbour = None
    try:
        descriptor, neighbour = tempfile.mkstemp(prefix=".anfrage-", dir=path.parent or Path())
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(neighbour, 0o666 & ~_umask())  # noqa: PTH101  mkstemp's own is for secrets
        Path(neighbour).replace(path)
    except OSError as error:
        if neighbour is not None:
            with contextlib.suppress(OSError):
                Path(neighbour).unlink()
        full = error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
        cause = say("der Datenträger ist voll") if full else say("{name} ist nicht beschreibbar", name=path.name)
        raise OutputError(cause, say("Platz schaffen oder ein anderes Ziel wählen")) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
