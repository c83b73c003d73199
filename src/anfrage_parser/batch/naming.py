"""Keys of inputs in a sink: their names, plus a short hash if they would collide or a file system would refuse them."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path

from anfrage_parser.batch.model import Input
from anfrage_parser.batch.origins import may_exist, same
from anfrage_parser.batch.sinks.base import Known
from anfrage_parser.batch.worklist import Names, Worklist

LONGEST = 220
"""Bytes of one path component; leaves room for the hash and ".json" within the 255 that file systems allow."""

LONGEST_PATH = 1_500
"""Bytes of a whole name; only the end of a longer one is kept."""

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd]" if os.name != "nt" else '[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd<>:"|?*]')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)")


def name_all(work: Worklist, known: Callable[[str], Known | None]) -> None:
    """Plan a job with a unique key for each input of a worklist. The same inputs get the same keys in any order."""
    work.plan(_named(work, known))


def _named(work: Worklist, known: Callable[[str], Known | None]) -> Iterator[tuple[str, int, str | None]]:
    """Yield (key, number of the input in the worklist, fingerprint known to the sink) for each input."""
    taken, folders = Names(work, 0), Names(work, 1)
    for folder in _folders(work.names()):
        folders.add(folded(folder))
    for number, item in work.inputs():
        key, before = next(_places(item, taken, folders, known))
        taken.add(folded(key))
        yield key, number, before.fingerprint or None if before is not None else None


def _places(item: Input, taken: Names, folders: Names, known: Callable[[str], Known | None]) -> Iterator[tuple[str, Known | None]]:
    """Yield free keys for an input, used neither in this run nor by an earlier document that still exists, each with its known state."""
    for key in _candidates(item):
        if folded(key) in taken or folded(f"{key}.json") in folders:
            continue
        before = known(key)
        if before is None or same(before.origin, item.origin) or not may_exist(before.origin, item.origin):
            yield key, before


def _folders(names: Iterable[str]) -> Iterator[str]:
    """Yield all parent folders of names, with repetitions."""
    last = ""
    for name in names:
        folder = name.rpartition("/")[0]
        if folder != last:
            yield from _parents(name)
        last = folder


def _candidates(item: Input) -> Iterator[str]:
    """Yield the portable name, then with more and more of a hash, then numbered, as the same file may be given repeatedly."""
    plain = portable(item.name)
    if plain == item.name:
        yield plain
    digest = hashlib.sha256(item.raw + b"\0" + item.origin.encode()).hexdigest()
    for digits in (8, 16, 24):
        yield f"{plain}~{digest[:digits]}"
    yield from (f"{plain}~{digest[:16]}-{number}" for number in count(2))


def portable(name: str) -> str:
    """Return a name valid on every file system: no control characters, no overlong component.

    >>> portable("a\\nb.pdf")
    'a_b.pdf'
    """
    parts = [_part(part) for part in name.split("/")]
    whole = "/".join(parts)
    return whole if len(whole.encode()) <= LONGEST_PATH else parts[-1]


def _part(part: str) -> str:
    part = _UNSAFE.sub("_", part)
    if os.name == "nt":
        part = f"_{part}" if _RESERVED.match(part) else part.rstrip(". ") or "_"
    if len(part.encode()) <= LONGEST:
        return part
    stem, suffix = Path(part).stem, Path(part).suffix[:20]
    return stem.encode()[: LONGEST - len(suffix.encode())].decode("utf-8", "ignore") + suffix


def _parents(name: str) -> Iterator[str]:
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def folded(name: str) -> str:
    """Fold a name as file systems do that ignore case or normalise Unicode."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
