"""Links within an archive: which member they lead to."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import TypeVar

MOST_LINKS = 40
"""Links that may lead on to one another."""

T = TypeVar("T")


def led_to(links: list[tuple[str, str]], named: Mapping[str, T]) -> Iterator[tuple[str, T | None]]:
    """(name, what is held under the name that it leads to) of each link; those to folders are left out, as they are in a folder."""
    leading = {plain(name): target for name, target in links}
    around = _folders(named) if links else frozenset()
    for name, target in links:
        place = _followed(name, target, leading)
        if place not in around:
            yield name, named.get(place)


def _followed(name: str, target: str, leading: Mapping[str, str]) -> str:
    """Where links lead in the end, within the archive; "" for out of it, or round and round."""
    for _ in range(MOST_LINKS):
        place = posixpath.normpath(posixpath.join(posixpath.dirname(plain(name)), target))
        if not target or place == ".." or place.startswith(("/", "../")):
            return ""
        if place not in leading:
            return place
        name, target = place, leading[place]
    return ""


def _folders(named: Mapping[str, object]) -> frozenset[str]:
    """The folders that there are, whether they have a line of their own or not."""
    found = {"."}
    for name in named:
        while "/" in name and (name := name.rpartition("/")[0]) not in found:
            found.add(name)
    return frozenset(found)


def plain(name: str) -> str:
    """A name without "./" and the like."""
    return posixpath.normpath(name).lstrip("/")
