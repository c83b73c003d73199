"""Inputs and outputs by URL ("s3://bucket/2024/**/*.pdf"), through fsspec; keys and endpoints come from the environment."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from anfrage_parser.batch import folders
from anfrage_parser.errors import OutputError, UnreadableError, UsageError
from anfrage_parser.messages import say
from anfrage_parser.plugins import install_command
from anfrage_parser.readers import LIMIT_BYTES

_URL = re.compile(r"[a-z][a-z0-9+.-]{1,30}://")
_MAGIC = re.compile(r"[*?\[]")


def is_url(name: str) -> bool:
    """Return whether a name is a URL; "C:\\\\briefe" is not."""
    return _URL.match(name) is not None


@lru_cache(maxsize=16)
def file_system(protocol: str) -> Any:
    """Return the fsspec file system of a protocol; `UsageError` if its package is missing."""
    try:
        import fsspec
    except ImportError as error:
        raise UsageError(say("Adressen wie {name}:// brauchen das Paket fsspec", name=protocol), _install()) from error
    try:
        return fsspec.filesystem(protocol)
    except (ImportError, ValueError) as error:
        cause = say("für {name}:// fehlt ein Paket", name=protocol)
        raise UsageError(cause, _install()) from error


def _install() -> str:
    return say("{command}, für s3:// auch das Paket s3fs", command=install_command("remote"))


def below(url: str) -> Iterator[tuple[str, str, UnreadableError | None]]:
    """Yield (name relative to the URL's fixed part, full URL, None) for each file of a URL (file, folder or pattern), in order.

    For a folder that can't be listed: its name, URL and the error.
    """
    protocol, _, path = url.partition("://")
    files = file_system(protocol)
    fixed = _fixed(path)
    unlisted: dict[str, OSError] = {}
    try:
        with _listening(files, unlisted):
            found = files.glob(path) if _MAGIC.search(path) else files.find(path)
        kept = [name for name in sorted(found) if not _MAGIC.search(path) or files.isfile(name)]
        root = files._strip_protocol(f"{protocol}://{fixed}").rstrip("/")
        lost = {name: error for name, error in unlisted.items() if name not in (root, *kept) or not isinstance(error, FileNotFoundError)}
    except Exception as error:  # file systems raise their own exception types
        raise UnreadableError(say("{url} lässt sich nicht auflisten", url=url), say("Adresse und Zugang prüfen")) from error
    for name in sorted({*kept, *lost}):
        inner = name.removeprefix(root).lstrip("/") or name.rpartition("/")[2]
        if not any(part.startswith(".") for part in inner.split("/")):
            why = folders.unlisted(lost[name]) if name in lost else None
            yield inner, f"{protocol}://{name.lstrip('/') if protocol != 'file' else name}", why


@contextmanager
def _listening(files: Any, unlisted: dict[str, OSError]) -> Iterator[None]:
    """Collect errors of listing folders inside the block, which fsspec always ignores."""
    listing = files.ls

    def ls(path: str, *args: Any, **more: Any) -> Any:
        try:
            return listing(path, *args, **more)
        except OSError as error:
            unlisted[files._strip_protocol(path).rstrip("/")] = error
            raise

    files.ls = ls
    try:
        yield
    finally:
        del files.ls


def _fixed(path: str) -> str:
    """Return the folders of a pattern before its first wildcard: "bucket/2024/**/*.pdf" → "bucket/2024"."""
    first = _MAGIC.search(path)
    return path if first is None else path[: first.start()].rpartition("/")[0]


def read(url: str, limit: int = LIMIT_BYTES) -> bytes:
    """Read a file, at most one byte more than the limit."""
    protocol, _, path = url.partition("://")
    try:
        with file_system(protocol).open(path, "rb") as file:
            return bytes(file.read(limit + 1))
    except FileNotFoundError as error:
        raise UnreadableError(say("Datei nicht gefunden"), say("Adresse prüfen")) from error
    except UsageError:
        raise
    except Exception as error:
        raise UnreadableError(say("die Datei lässt sich nicht laden ({kind})", kind=type(error).__name__), say("Zugang prüfen")) from error


def write(url: str, data: bytes) -> None:
    """Write a whole file."""
    _put(url, lambda files, path: files.pipe_file(path, data))


def write_from(url: str, source: Path) -> None:
    """Upload a local file in pieces, so that a large archive is never in memory."""
    _put(url, lambda files, path: files.put_file(str(source), path))


def _put(url: str, putting: Callable[[Any, str], None]) -> None:
    protocol, _, path = url.partition("://")
    files = file_system(protocol)
    try:
        if protocol in ("file", "local"):
            files.makedirs(path.rpartition("/")[0], exist_ok=True)
        putting(files, path)
    except Exception as error:
        raise OutputError(say("{url} ist nicht beschreibbar ({kind})", url=url, kind=type(error).__name__), say("Zugang prüfen")) from error


def stored(url: str) -> bytes | None:
    """Read one of our own files; None if it doesn't exist."""
    protocol, _, path = url.partition("://")
    try:
        return bytes(file_system(protocol).cat_file(path))
    except FileNotFoundError:
        return None
    except UsageError:
        raise
    except Exception as error:
        raise OutputError(say("{url} ist nicht lesbar ({kind})", url=url, kind=type(error).__name__), say("Zugang prüfen")) from error


def stored_names(url: str) -> Sequence[str]:
    """Return the full URLs of all files below a URL."""
    protocol, _, path = url.partition("://")
    files = file_system(protocol)
    try:
        files.invalidate_cache()
        return [f"{protocol}://{name}" for name in sorted(files.find(path))]
    except FileNotFoundError:
        return []
    except Exception as error:
        raise OutputError(say("{url} ist nicht lesbar ({kind})", url=url, kind=type(error).__name__), say("Zugang prüfen")) from error


def remove(url: str) -> None:
    """Delete one of our own files."""
    protocol, _, path = url.partition("://")
    file_system(protocol).rm_file(path)
