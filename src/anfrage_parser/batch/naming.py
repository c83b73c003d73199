"""What inputs are called in a sink: their own names, and a short hash where two would meet or a file system would refuse."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from anfrage_parser.batch.model import Input, Job
from anfrage_parser.batch.remote import is_url
from anfrage_parser.batch.sinks.base import Known

LONGEST = 220
"""Bytes of one part of a name; with the hash, ".json" and a little room, file systems allow 255."""

LONGEST_PATH = 1_500
"""Bytes of a whole name; beyond that only its end is kept."""

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd]" if os.name != "nt" else '[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd<>:"|?*]')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)")


def jobs_of(inputs: Iterable[Input], known: Callable[[str], Known | None]) -> list[Job]:
    """A job for each input, in the order of their names in the sink, each name once. The same inputs give the same names in any order."""
    ordered = sorted(inputs, key=lambda i: (i.name, i.origin, i.raw))
    folders = {_folded(parent) for parent in {p for i in ordered for p in _parents(i.name)}}
    taken: set[str] = set()
    named: list[tuple[str, Input]] = []
    for item in ordered:
        key = next(name for name in _candidates(item) if _free(name, item, taken, folders, known))
        taken.add(_folded(key))
        named.append((key, item))
    named.sort(key=lambda pair: pair[0])
    return [Job(number, key, item) for number, (key, item) in enumerate(named)]


def _candidates(item: Input) -> Iterator[str]:
    """The name itself if it can be kept, then with more and more of its hash."""
    plain = portable(item.name)
    if plain == item.name:
        yield plain
    digest = hashlib.sha256(item.raw + b"\0" + item.origin.encode()).hexdigest()
    for digits in range(8, 65, 8):
        yield f"{plain}~{digest[:digits]}"


def _free(key: str, item: Input, taken: set[str], folders: set[str], known: Callable[[str], Known | None]) -> bool:
    """Whether no other input has that name: none of this run, and none of an earlier one that is still there."""
    if _folded(key) in taken or _folded(f"{key}.json") in folders:
        return False
    before = known(key)
    return before is None or before.origin == item.origin or not (is_url(before.origin) or os.path.lexists(before.origin))


def portable(name: str) -> str:
    """The name as every file system takes it: no controls, no part too long.

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


def _folded(name: str) -> str:
    """What file systems that ignore case, or compose letters, take for the same name."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
