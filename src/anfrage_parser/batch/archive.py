"""Archives in place of folders: members are listed and read, never unpacked to where their names say."""

import stat
import tarfile
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from anfrage_parser.errors import EncryptedError, LimitError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.readers import LIMIT_BYTES

MOST_MEMBERS = 1_000_000
MOST_RATIO = 200
"""How many times its own size a compressed tar may unpack to, above a first GiB."""

FREE = 1 << 30


def is_archive(path: Path) -> bool:
    """Whether a path is an archive that we read: told by its name and its bytes."""
    name = path.name.casefold()
    try:
        if name.endswith(".zip"):
            return zipfile.is_zipfile(path)
        return name.endswith((".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")) and tarfile.is_tarfile(path)
    except OSError:
        return False


def zip_members(path: Path) -> list[str]:
    """The names of the files in a zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableError(say("das Archiv {name} ist beschädigt", name=path.name), say("es neu herunterladen")) from error
    if len(infos) > MOST_MEMBERS:
        raise LimitError(say("das Archiv {name} hat über {count} Dateien", name=path.name, count=MOST_MEMBERS), say("es aufteilen"))
    return [info.filename for info in infos if not info.is_dir() and not stat.S_ISLNK(info.external_attr >> 16)]


def member_of(path: str, name: str) -> bytes:
    """The bytes of a member of a zip, a little more than the limit at most."""
    try:
        with _opened(path).open(name) as file:
            return file.read(LIMIT_BYTES + 1)
    except RuntimeError as error:  # zipfile's word for a password
        raise EncryptedError(say("die Datei im Archiv ist verschlüsselt"), say("das Archiv entschlüsselt ablegen")) from error
    except (OSError, EOFError, KeyError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableError(say("die Datei im Archiv ist beschädigt"), say("das Archiv neu herunterladen")) from error
    except Exception as error:  # zlib, lzma and bz2 have errors of their own
        raise UnreadableError(say("die Datei im Archiv lässt sich nicht entpacken"), say("das Archiv neu herunterladen")) from error


@lru_cache(maxsize=4)
def _opened(path: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)


def spool(path: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """(name, file) of each regular member of a tar, unpacked under numbers into a private folder."""
    room = FREE + MOST_RATIO * path.stat().st_size
    try:
        with tarfile.open(path, "r:*") as archive:
            for number, member in enumerate(archive):
                if not member.isreg():
                    continue
                file = archive.extractfile(member)
                data = file.read(LIMIT_BYTES + 1) if file is not None else b""
                room -= max(len(data), member.size)
                if room < 0 or number > MOST_MEMBERS:
                    raise LimitError(say("das Archiv {name} wird ausgepackt zu groß", name=path.name), say("es aufteilen"))
                target = folder / f"{number:07}"
                target.write_bytes(data)
                yield member.name, target
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise UnreadableError(say("das Archiv {name} ist beschädigt", name=path.name), say("es neu herunterladen")) from error
