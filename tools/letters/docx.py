"""A letter as Word keeps it: automatic numbers, distances in place of blank lines, words cut into runs, changes tracked."""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tools.letters.listed import Entry, listed
from tools.letters.shape import Letter, Piece

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    "<w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:after='0'/></w:pPr></w:pPrDefault></w:docDefaults>"
    "<w:style w:type='paragraph' w:default='1' w:styleId='Standard'><w:name w:val='Normal'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='Absatz'><w:name w:val='Absatz'/><w:basedOn w:val='Standard'/>"
    "<w:pPr><w:spacing w:after='200'/></w:pPr></w:style>"
)


@dataclass(frozen=True)
class Parts:
    """The XML of a document, without its outermost elements."""

    body: str
    numbering: str = ""
    styles: str = STYLES
    more: tuple[tuple[str, str, str], ...] = ()
    """(kind, file, whole XML) of further members that the document refers to; their ids are rX0, rX1 …"""


def package(parts: Parts) -> bytes:
    """The bytes of a .docx."""
    kinds = [("styles", "styles.xml"), ("numbering", "numbering.xml"), *((kind, name) for kind, name, _ in parts.more)]
    relations = "".join(
        f'<Relationship Id="{f"rX{n - 2}" if n > 1 else f"r{n}"}" Type="{OFFICE}/{kind}" Target="{name}"/>'
        for n, (kind, name) in enumerate(kinds)
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
            for kind, name in [("document.main", "document.xml"), *kinds]
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        "word/document.xml": part("document", f"<w:body>{parts.body}</w:body>"),
        "word/styles.xml": part("styles", parts.styles),
        "word/numbering.xml": part("numbering", parts.numbering),
        **{f"word/{name}": xml for _, name, xml in parts.more},
    }
    return zipped({name: (HEAD + xml if not xml.startswith("<?xml") else xml).encode() for name, xml in members.items()})


def part(name: str, inner: str) -> str:
    """A member of the package."""
    return f'<w:{name} xmlns:w="{SPACE}" xmlns:r="{OFFICE}">{inner}</w:{name}>'


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip; the same members give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


class _Numbering:
    """The lists of a letter: a pattern each, and a list of its own where the count begins anew."""

    def __init__(self, entries: list[Entry]) -> None:
        below = next((e for e in entries if e.level == 1), None)
        tops: dict[str, Entry | None] = {"": None}
        tops = {e.pattern: e for e in entries if e.level == 0} or tops
        self.lists: list[str] = []
        self.patterns = list(tops)
        self.abstract = "".join(
            f'<w:abstractNum w:abstractNumId="{n}">{self._level(0, top)}{self._level(1, below)}</w:abstractNum>'
            for n, top in enumerate(tops.values())
        )
        self.current: dict[str, int] = {}
        self.top = self.patterns[0]

    @staticmethod
    def _level(depth: int, entry: Entry | None) -> str:
        kind, pattern = (entry.kind, entry.pattern) if entry is not None else ("none", "")
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{escape(pattern)}"/>'
            f'<w:pPr><w:ind w:left="{360 * depth + 360}" w:hanging="360"/></w:pPr></w:lvl>'
        )

    def of(self, entry: Entry) -> str:
        """The properties of an item's paragraph."""
        self.top = entry.pattern if entry.level == 0 else self.top
        if entry.fresh or self.top not in self.current:
            start = f'<w:lvlOverride w:ilvl="{entry.level}"><w:startOverride w:val="{entry.value}"/></w:lvlOverride>' if entry.fresh else ""
            self.lists.append(f'<w:abstractNumId w:val="{self.patterns.index(self.top)}"/>{start}')
            self.current[self.top] = len(self.lists)
        return f'<w:numPr><w:ilvl w:val="{entry.level}"/><w:numId w:val="{self.current[self.top]}"/></w:numPr>'

    def xml(self) -> str:
        return self.abstract + "".join(f'<w:num w:numId="{n}">{inner}</w:num>' for n, inner in enumerate(self.lists, 1))


def as_docx(letter: Letter) -> bytes:
    """The letter's bytes; the same seed gives the same bytes."""
    rng = random.Random(letter.seed + 11)
    rows = list(listed(letter))
    lists = _Numbering([entry for _, entry in rows if entry is not None])
    spaced = rng.random() < 0.5
    out: list[str] = []
    for at, (piece, entry) in enumerate(rows):
        gap = spaced and at + 1 < len(rows) and rows[at + 1][0].kind == "gap" and piece.kind != "table"
        if piece.kind == "table":
            out.append(_table(piece, rng))
        elif piece.kind == "gap":
            out.append("" if spaced and at and rows[at - 1][0].kind not in ("gap", "table") else "<w:p/>")
        else:
            look = ('<w:pStyle w:val="Absatz"/>' if gap else "") + (lists.of(entry) if entry is not None else "")
            text = f"{piece.text}\t{piece.other}" if piece.kind == "pair" and piece.other else piece.text
            out.append(f"<w:p><w:pPr>{look}</w:pPr>{_runs(text, piece.bold, rng)}</w:p>")
    return package(Parts("".join(out) + "<w:sectPr/>", lists.xml()))


def _runs(text: str, bold: bool, rng: random.Random) -> str:
    """The words in runs, as editing leaves them: some of them inserted, with what was deleted still beside them."""
    out = ""
    while text:
        size = rng.randint(3, 60)
        cut, text = text[:size], text[size:]
        inner = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in cut.split("\t"))
        run = f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{inner}</w:r>"
        roll = rng.random()
        if roll < 0.06:
            run = f'<w:ins w:id="1" w:author="A">{run}</w:ins>'
            run += '<w:del w:id="2" w:author="A"><w:r><w:delText>gestrichen</w:delText></w:r></w:del>'
        elif roll < 0.09:
            run = f'<w:proofErr w:type="spellStart"/><w:hyperlink>{run}</w:hyperlink><w:bookmarkStart w:id="3" w:name="x"/>'
        out += run
    return out


def _table(piece: Piece, rng: random.Random) -> str:
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/><w:p>{_runs(cell, False, rng)}</w:p></w:tc>" for cell in row) + "</w:tr>" for row in piece.rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"
