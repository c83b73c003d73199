"""Resolve links within an archive to their members."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import TypeVar

MOST_LINKS = 40
"""Longest chain of links."""

T = TypeVar("T")


def resolved(links: list[tuple[str, str]], named: Mapping[str, T]) -> Iterator[tuple[str, T | None]]:
    """Yield (name, its target's value in `named`, or None if broken) for each link; links to folders are skipped, as in a folder."""
    leading = {plain(name): target for name, target in links}
    around = _folders(named) if links else frozenset()
    for name, target in links:
        place = _followed(name, target, leading)
        if place not in around:
            yield name, named.get(place)


def _followed(name: str, target: str, leading: Mapping[str, str]) -> str:
    """Follow links to the final name within the archive; "" if they leave it or form a cycle."""
    for _ in range(MOST_LINKS):
        place = posixpath.normpath(posixpath.join(posixpath.dirname(plain(name)), target))
        if not target or place == ".." or place.startswith(("/", "../")):
            return ""
        if place not in leading:
            return place
        name, target = place, leading[place]
    return ""


def _folders(named: Mapping[str, object]) -> frozenset[str]:
    """Return all folders, including those without an entry of their own."""
    found = {"."}
    for name in named:
        while "/" in name and (name := name.rpartition("/")[0]) not in found:
            found.add(name)
    return frozenset(found)


def plain(name: str) -> str:
    """Normalise a name: "./a//b" → "a/b"."""
    return posixpath.normpath(name).lstrip("/")
