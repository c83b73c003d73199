"""Control words of RTF that are needed to extract its text."""

import re
from dataclasses import dataclass

SYMBOL = "symbol"
"""Not an encoding: bytes are glyphs of a symbol font."""

CHARSETS = {
    2: SYMBOL, 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Charset of a font → encoding, if it isn't the document's."""

SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "softline": "\n", "zwnj": "", "zwj": "",
}  # fmt: skip

MARGINS = {
    "header": "header", "headerf": "header", "footer": "footer", "footerf": "footer", "shptxt": "box", "dptxbxtext": "box",
    "footnote": "note",
}  # fmt: skip
"""Destinations printed elsewhere on the page → sheet."""

GONE = frozenset(
    "stylesheet colortbl info pict object objdata fldinst listtable listoverridetable revtbl rsidtbl generator themedata datastore "
    "colorschememapping latentstyles bkmkstart bkmkend annotation atnid atnauthor atndate atnref atrfstart atrfend xe tc private template "
    "filetbl xmlnstbl pgptbl mmathPr ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn headerl headerr footerl footerr shprslt sn sv sp "
    "nonesttables pntxta pntxtb upr docvar formfield nesttableprops picprop blipuid background userprops wgrffmtfilter protusertbl".split()
)
"""Destinations without printed text, or repeated elsewhere."""

TOKEN = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?[0-9]{1,10})?[ ]?|'([0-9a-fA-F]{2})|([^a-zA-Z]))|([{}])|([^\\{}\r\n]{1,65536})|[\r\n]{1,64}|\\", re.DOTALL
)


@dataclass(slots=True)
class State:
    """The state of a group, inherited by nested groups and restored at its end."""

    gone: bool = False
    sheet: str = ""
    """The sheet that its text goes to: "" (main text), "header", "footer", "box", "note"."""
    hidden: bool = False
    struck: bool = False
    deleted: bool = False
    bold: bool = False
    size: float = 12.0
    """In points."""
    codec: str = "cp1252"
    raised: bool = False
    skip: int = 1
    """Number of replacement bytes to skip after a Unicode character (\\uc)."""
