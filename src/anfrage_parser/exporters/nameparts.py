"""Split a person's name, as far as its form is unambiguous."""

import re
from dataclasses import dataclass

_TITLES = frozenset(
    """Dr. Dres. Prof. Dipl.-Ing. Dipl.-Kfm. Dipl.-Kffr. Dipl.-Inf. Mag. Ing. PD Priv.-Doz. med. dent. vet. jur. phil. rer. nat. pol. oec.
    theol. h. c. h.c. habil. M.A. B.A. LL.M. Lic.""".split()
)
_PARTICLES = frozenset(
    "von vom van zu zur zum de di da del della der den dem ten ter la le el al bin dos und Freiherr Freifrau Graf Gräfin".split()
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[-'’.]){0,40}")


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of a name; None if ambiguous."""

    titles: tuple[str, ...]
    given: str | None
    family: str | None


def name_parts(name: str) -> NameParts:
    """Split off titles, and given and family name if that is unambiguous.

    >>> name_parts("Dr. Eva von der Au")
    NameParts(titles=('Dr.',), given='Eva', family='von der Au')
    >>> name_parts("Anna Lena Schmidt")
    NameParts(titles=(), given=None, family=None)
    """
    words = name.split()
    count = next((at for at, word in enumerate(words) if word not in _TITLES), len(words))
    titles, words = tuple(words[:count]), words[count:]
    cut = len(words) - 1
    while cut > 1 and words[cut - 1] in _PARTICLES:
        cut -= 1
    given, family = words[:cut], words[cut:]
    if not given or not all(map(_WORD.fullmatch, words)) or not all(_stands_alone(word) for word in (given[0], family[-1])):
        return NameParts(titles, None, None)
    if not all(word.endswith(".") for word in given[1:]):  # a second given name, or part of the family name
        return NameParts(titles, None, None)
    return NameParts(titles, " ".join(given), " ".join(family))


def _stands_alone(word: str) -> bool:
    return word[0].isupper() and word not in _PARTICLES
