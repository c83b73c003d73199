"""Leave the signs of Markdown out of lines: "**Betreff:** Stege am Ufer", "## Frage 1", as notes, wikis and mails have them."""

from collections.abc import Sequence

from anfrage_parser.model import Line
from anfrage_parser.text.left_out import left_out
from anfrage_parser.text.patterns import compiled

_STRONG = compiled(r"(?<![\w*])(\*\*|__)(?=[^\s*_])(?:[^*_]|\*(?!\*)|_(?!_)){1,400}?(?<=[^\s*_])\1(?![\w*])")
_LIGHT = compiled(r"\A\s{0,9}(\*|_)(?=[^\s*_])[^*_]{1,200}(?<=[^\s*_])\1(?![\w*])")
""" "*Antwort:*" at the beginning of a line; elsewhere a star may be that of a footnote."""

_HEADING = compiled(r"\A\s{0,3}(#{1,6})\s{1,3}(?=\S)")


def may_have_emphasis(text: str) -> bool:
    """Return whether a text may hold such signs: most don't, which has to be told fast."""
    return "**" in text or "__" in text or ":*" in text or text.startswith("#") or "\n#" in text


def without_emphasis(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines with such signs left out of their folded texts; they belong to no value.

    Below the first line that asks or announces, a heading keeps its sign: it stands over questions, and announces none itself.
    """
    out = list(lines)
    begun = False
    for number, line in enumerate(lines):
        places = _places(line.text, begun)
        begun = begun or line.text.rstrip(" *_").endswith((":", "?"))
        if places:
            without, signs = left_out(line, places, places)
            out[number] = without._replace(signs=signs)
    return out


def _places(text: str, begun: bool) -> list[tuple[int, int]]:
    """Return [start, end) of the signs in a line, in order."""
    if not ("*" in text or "_" in text or text.lstrip()[:1] == "#"):
        return []
    heading = _HEADING.match(text) if not begun else None
    out = [heading.span()] if heading is not None else []
    for found in (*_STRONG.finditer(text), *_LIGHT.finditer(text)):
        width = len(found[1])
        out += [(found.start(1), found.start(1) + width), (found.end() - width, found.end())]
    return sorted(out)
