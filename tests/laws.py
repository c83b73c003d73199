"""Laws that hold for every document, checked on samples, on the corpus and on generated texts."""

import unicodedata

from anfrage_parser.clean import join
from anfrage_parser.model import Source
from anfrage_parser.parse import Examined

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff")


def solid(source: Source) -> list[int]:
    """Offsets of all characters that are not white space (nor folded to it, nor away)."""
    out: list[int] = []
    for line in source.lines:
        kept = {line.at(i) for i, char in enumerate(line.text) if not char.isspace()}
        out += sorted(kept)
    return out


def check_nothing_lost(seen: Examined) -> None:
    """Every solid character belongs to exactly one place, and no two places overlap."""
    owners = [0] * (len(seen.source.text) + 1)
    for draft in seen.drafts:
        for span in draft.places:
            assert 0 <= span.start < span.end <= len(seen.source.text)
            for offset in range(span.start, span.end):
                owners[offset] += 1
    assert max(owners) <= 1, "two places overlap"
    lost = [o for o in solid(seen.source) if owners[o] != 1]
    assert not lost, f"lost: {[seen.source.text[o : o + 20] for o in lost[:3]]}"


def check_unassigned_listed(seen: Examined) -> None:
    """What no field took is listed, with its line."""
    for draft in seen.drafts:
        listed = {(span.start, span.end) for _, span in draft.unassigned}
        assert listed == {(s.start, s.end) for s in draft.places if s.field == "unassigned"}


def check_values_stand_in_the_text(seen: Examined) -> None:
    """Each question's words are the words of its spans, in order."""
    for draft in seen.drafts:
        for question in draft.questions:
            literal = join(_folded(seen.source, s.start, s.end) for s in question.text.spans)
            assert _letters(literal) == _letters(question.text.text)


def _folded(source: Source, start: int, end: int) -> str:
    return source.text[start:end]


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
