"""A letter as OpenDocument keeps it: lists within lists, styles for distances."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from tools.letters.docx import zipped
from tools.letters.listed import Entry, listed
from tools.letters.shape import Letter, Piece

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("fo", "xsl-fo-compatible"), ("draw", "drawing")
    )
)  # fmt: skip
FORMATS = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "upperRoman": "I"}
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", "application/vnd.oasis.opendocument.text"), ("content.xml", "text/xml"), ("styles.xml", "text/xml"))
    )
    + "</manifest:manifest>"
)


def package(body: str, automatic: str = "", styles: str = "", manifest: str = MANIFEST) -> bytes:
    """The bytes of an .odt."""
    content = (
        f'<office:document-content {NAMES} office:version="1.2"><office:automatic-styles>{automatic}</office:automatic-styles>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    whole = f'<office:document-styles {NAMES} office:version="1.2">{styles}</office:document-styles>'
    members = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "styles.xml": whole}
    return zipped({name: text.encode() for name, text in {**members, "META-INF/manifest.xml": manifest}.items()})


def as_odt(letter: Letter) -> bytes:
    """The letter's bytes; the same seed gives the same bytes."""
    rows = list(listed(letter))
    tops = {e.pattern: e for _, e in rows if e is not None and e.level == 0}
    below = next((e for _, e in rows if e is not None and e.level == 1), None)
    names = {pattern: f"L{n}" for n, pattern in enumerate(tops)}
    styles = "".join(_style(names[pattern], top, below) for pattern, top in tops.items())
    return package("".join(_body(rows, names)), styles)


def _style(name: str, *levels: Entry | None) -> str:
    return (
        f'<text:list-style style:name="{name}">{"".join(_level(n, e) for n, e in enumerate(levels, 1) if e is not None)}</text:list-style>'
    )


_ROOM = '<style:list-level-properties text:min-label-width="0.7cm" text:space-before="{before}cm"/>'
"""For the marker, so that it stands apart from its item on a printed page."""


def _level(number: int, entry: Entry) -> str:
    room = _ROOM.format(before=0.7 * (number - 1))
    if entry.kind == "bullet":
        style = f'<text:list-level-style-bullet text:level="{number}" text:bullet-char="{entry.before}">'
        return f"{style}{room}</text:list-level-style-bullet>"
    affixes = f"style:num-prefix={quoteattr(entry.before)} style:num-suffix={quoteattr(entry.after)}"
    shown = ' text:display-levels="2"' if entry.wide else ""
    number_style = f'<text:list-level-style-number text:level="{number}" style:num-format="{FORMATS[entry.kind]}" {affixes}{shown}>'
    return f"{number_style}{room}</text:list-level-style-number>"


def _body(rows: list[tuple[Piece, Entry | None]], names: dict[str, str]) -> Iterator[str]:
    """Each item as a list of its own that continues the one before, as editing leaves them."""
    seen: set[str] = set()
    name = next(iter(names.values()), "L0")
    for piece, entry in rows:
        if entry is None:
            yield _plain(piece)
            continue
        name = names.get(entry.pattern, name) if entry.level == 0 else name
        goes_on = ' text:continue-numbering="true"' if name in seen else ""
        seen.add(name)
        start = f' text:start-value="{entry.value}"' if entry.fresh else ""
        item = f"<text:list-item{start}><text:p>{_words(piece.text)}</text:p></text:list-item>"
        if entry.level:
            item = f"<text:list-item><text:list>{item}</text:list></text:list-item>"
        yield f'<text:list text:style-name="{name}"{goes_on}>{item}</text:list>'


def _plain(piece: Piece) -> str:
    if piece.kind == "gap":
        return "<text:p/>"
    if piece.kind == "table":
        rows = ("".join(f"<table:table-cell><text:p>{_words(cell)}</text:p></table:table-cell>" for cell in row) for row in piece.rows)
        columns = f'<table:table-column table:number-columns-repeated="{len(piece.rows[0])}"/>'
        return f"<table:table>{columns}{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"
    text = f"{piece.text}\t{piece.other}" if piece.kind == "pair" and piece.other else piece.text
    return f"<text:p>{_words(text)}</text:p>"


def _words(text: str) -> str:
    """Blanks counted out, tabs as elements; half of it in a span, as editing leaves it."""
    half = text.find(" ", len(text) // 2) + 1
    parts = [escape(part).replace("  ", ' <text:s text:c="1"/>').replace("\t", "<text:tab/>") for part in (text[:half], text[half:])]
    return f"{parts[0]}<text:span>{parts[1]}</text:span>"
