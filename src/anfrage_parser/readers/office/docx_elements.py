"""Find the elements of a Word document's XML, and what signs they stand for."""

from collections.abc import Iterator

from anfrage_parser.readers.office import MOST_DEEP
from anfrage_parser.readers.office.docx_forms import control
from anfrage_parser.readers.office.package import Element, Members, child, get, local, tree

STRICT, USUAL = b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"

SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}

CONTAINERS = frozenset(("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "Choice"))


def root_of(package: Members, name: str) -> Element | None:
    """Return the root of an XML part; strict Open XML under the usual names."""
    data = package.data(name) if name else None
    return tree(data.replace(STRICT, USUAL)) if data is not None else None


def alternative(block: Element) -> Element:
    """Return the first alternative of content given in a new and an old form."""
    return next((e for e in block if local(e) == "Choice"), next((e for e in block if local(e) == "Fallback"), ()))


def named(parent: Element, wanted: str, deep: int = 0) -> Iterator[Element]:
    """Yield the rows of a table, or cells of a row, through wrapper elements."""
    for entry in parent:
        name = local(entry)
        if name == wanted:
            yield entry
        elif name in CONTAINERS and deep < MOST_DEEP and (name != "sdt" or control(entry) != ""):
            yield from named(entry, wanted, deep + 1)


def followed_by_same(paragraph: Element, style: str | None) -> bool:
    """Whether a paragraph of this style follows directly."""
    following = paragraph.getnext()
    return following is not None and local(following) == "p" and get(child(following, "pPr", "pStyle"), "val") == own_style(paragraph)


def own_style(paragraph: Element) -> str | None:
    """Return the style that a paragraph names itself."""
    return get(child(paragraph, "pPr", "pStyle"), "val")


def sign(part: Element, name: str) -> str:
    """Return the text of an element of a run: its words, a break, a tab or a sign."""
    if name == "t":
        return part.text or ""
    if name == "br":
        return "\f" if get(part, "type") == "page" else "\n"
    if name == "sym":
        code = get(part, "char") or ""
        return chr(int(code, 16)) if 0 < len(code) <= 5 and all(c in "0123456789abcdefABCDEF" for c in code) and int(code, 16) else ""
    return SIGNS[name]
