"""Read Word documents as printed, with list numbers, and with tracked changes accepted."""

from collections.abc import Iterable, Iterator
from posixpath import join, normpath
from typing import NamedTuple

from anfrage_parser.readers.fragments import Extract
from anfrage_parser.readers.office import MOST_DEEP, damaged, too_deep
from anfrage_parser.readers.office.docx_chunks import chunk
from anfrage_parser.readers.office.docx_elements import CONTAINERS, SIGNS, alternative, followed_by_same, named, root_of, sign
from anfrage_parser.readers.office.docx_forms import LegacyFields, control, is_placeholder_run
from anfrage_parser.readers.office.docx_lists import Lists
from anfrage_parser.readers.office.docx_styles import WHITE, Look, Styles, is_on, is_on_white
from anfrage_parser.readers.office.package import Element, Members, Package, child, get, local
from anfrage_parser.readers.office.sheet import Sheet, Weights
from anfrage_parser.readers.options import Options
from anfrage_parser.text.struck import struck
from anfrage_parser.text.superscripts import as_mark, raised

MAIN = "word/document.xml"

GONE = frozenset(("del", "moveFrom", "pPr", "rPr", "sectPr", "instrText", "delText", "rt", "annotation", "fldData", "binData"))
"""Elements that are not printed: deleted text, formatting, field codes."""


def extract(data: bytes, options: Options) -> Extract:
    """Extract the text of a .docx; its zip and XML are bounded, macros and images are not unpacked."""
    return read(Package(data), options)


def extract_part(data: bytes, options: Options) -> Extract:
    """Extract the text of a .docx within another; parts within it are left out."""
    return read(Package(data), options, chunks=None)


def read(package: Members, options: Options, chunks: int | None = 0) -> Extract:
    """Extract the text of the members of a .docx; without `chunks`, parts in another format are left out."""
    reader = _Reader(package, options)
    reader.chunks = chunks
    return reader.sheet().extract(reader.unseen)


class _Note(NamedTuple):
    """A reference to a note: its part, its id, and whether its mark is printed as text."""

    kind: str
    name: str
    marked: bool


class _Reader:
    """Reads one document in a single pass."""

    def __init__(self, package: Members, options: Options) -> None:
        self.package, self.options = package, options
        self.chunks: int | None = 0
        """Parts in another format so far; None if they are left out."""
        self.main = self._main()
        self.relations = self._relations(self.main)
        root = root_of(package, self.main)
        if root is None or (body := child(root, "body")) is None:
            raise damaged()
        self.body = body
        self.styles = Styles(self._part("styles"))
        self.lists = Lists(self._part("numbering"), self.styles.lists())
        self.notes: list[_Note] = []
        self.held = ""
        self.fields = LegacyFields()
        self.style: str | None = None
        """The style of the paragraph that is read."""
        self.unseen = 0
        """Words that are hidden, or white on white."""
        self.weights = Weights()

    def sheet(self) -> Sheet:
        """Return header, main text, notes and footer of the first page; those of later pages would be repetitions."""
        whole_text, section = Sheet(), self._first_section()
        whole_text.add(self._margin(section, "headerReference"))
        body = Sheet()
        self._blocks(self.body, body, 0)
        whole_text.add(body)
        whole_text.add(self._noted())
        whole_text.add(self._margin(section, "footerReference"))
        return whole_text

    def _main(self) -> str:
        root = self.package.xml("_rels/.rels")
        for relation in root if root is not None else ():
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                return normpath(str(relation.get("Target", "")).lstrip("/"))
        return MAIN

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return id → (kind, member) of a part's relationships within the package; external ones are ignored."""
        folder, _, name = part.rpartition("/")
        root = self.package.xml(f"{folder}/_rels/{name}.rels".lstrip("/"))
        rows: dict[str, tuple[str, str]] = {}
        for relation in root if root is not None else ():
            if relation.get("TargetMode") != "External":
                target = str(relation.get("Target", ""))
                member = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                rows[str(relation.get("Id"))] = (str(relation.get("Type", "")).rpartition("/")[2], member)
        return rows

    def _part(self, kind: str) -> Element | None:
        return next((root_of(self.package, member) for found, member in self.relations.values() if found == kind), None)

    def _first_section(self) -> Element | None:
        """Return the properties of the first section, which apply to the first page."""
        for block in self.body:
            if local(block) == "sectPr":
                return block
            if (found := child(block, "pPr", "sectPr")) is not None:
                return found
        return None

    def _margin(self, section: Element | None, kind: str) -> Sheet:
        sheet = Sheet()
        wanted = "first" if section is not None and is_on(child(section, "titlePg")) else "default"
        for reference in section if section is not None else ():
            if local(reference) == kind and get(reference, "type") == wanted:
                target = next((v for k, v in reference.attrib.items() if str(k).endswith("}id")), "")
                root = root_of(self.package, self.relations.get(target, ("", ""))[1])
                if root is not None:
                    self._blocks(root, sheet, 0)
        return sheet

    def _noted(self) -> Sheet:
        """Return footnotes and endnotes in the order of their references."""
        sheet = Sheet()
        roots = {kind: self._part(kind) for kind in {note.kind for note in self.notes}}
        for number, (kind, name, marked) in enumerate(self.notes[:1000], 1):
            root = roots[kind]
            note = next((e for e in root if get(e, "id") == name), None) if root is not None else None
            if note is not None:
                own = Sheet()
                self._blocks(note, own, MOST_DEEP - 2)
                sheet.paragraph(own.together() if marked else f"{raised(str(number))} {own.together()}")
        return sheet

    def _blocks(self, parent: Element, sheet: Sheet, deep: int) -> None:
        """Read the paragraphs and tables of a body, cell or text box."""
        if deep > MOST_DEEP:
            raise too_deep()
        before: Look | None = None
        for block in parent:
            name = local(block)
            if name == "p":
                before = self._paragraph(block, sheet, deep, before)
            elif name == "tbl":
                self._table(block, sheet, deep)
                before = None
            elif name in CONTAINERS:
                if name != "sdt" or (shown := control(block)) is None:
                    self._blocks(block, sheet, deep + 1)
                else:
                    sheet.paragraph(shown)
            elif name in ("AlternateContent", "altChunk"):
                self._other(block, name, sheet, deep)

    def _other(self, block: Element, name: str, sheet: Sheet, deep: int) -> None:
        """Read the first of alternatives; or a part in another format, which Word takes in when it opens the document."""
        if name == "AlternateContent":
            self._blocks(alternative(block), sheet, deep + 1)
            return
        if self.chunks is None:
            return
        self.chunks += 1
        target = next((str(v) for k, v in block.attrib.items() if str(k).endswith("}id")), "")
        data = self.package.data(self.relations.get(target, ("", ""))[1])
        if data:
            sheet.add(chunk(data, self.chunks, self.options, extract_part))

    def _paragraph(self, paragraph: Element, sheet: Sheet, deep: int, above: Look | None) -> Look:
        direct = child(paragraph, "pPr")
        look = self.styles.look(direct)
        boxes: list[Element] = []
        unseen, self.style = self.unseen, look.style
        text = self.held + "".join(self._inline(paragraph, boxes))
        set_as = self.weights.look(look.centred)
        for box in boxes:
            own = Sheet()
            self._blocks(box, own, deep + 1)
            sheet.add(own)
        if child(direct, "rPr", "del") is not None or child(direct, "rPr", "moveFrom") is not None:
            self.held = text  # its paragraph mark was deleted, so it continues in the next one
            return look
        self.held = ""
        if self.unseen > unseen and not text.strip():
            self._count(look, direct)
            return look
        if look.new_page:
            sheet.page()
        tight = look.tight and above is not None and above.style == look.style
        near = look.tight and followed_by_same(paragraph, look.style)
        sheet.paragraph(self._marked(look, text), 0.0 if tight else look.before, 0.0 if near else look.after, set_as)
        if (section := child(direct, "sectPr")) is not None and get(child(section, "type"), "val") != "continuous":
            sheet.page()
        return look

    def _count(self, look: Look, direct: Element | None) -> None:
        """Count the number of a paragraph without text to be seen, unless the paragraph itself is hidden."""
        if not is_on(child(direct, "rPr", "vanish")) and not self.styles.letters(None, look.style).hidden:
            self._marked(look, "")

    def _marked(self, look: Look, text: str) -> str:
        """Prepend the number or bullet that Word prints before a paragraph."""
        if look.num is None or look.num == "0":
            return text
        depth = look.depth
        if look.listed_by_style is not None and depth is None:
            depth = self.lists.level_of_style(look.num, look.listed_by_style)
        marker = self.lists.next(look.num, depth or 0)
        return f"{marker} {text.lstrip()}" if marker else text

    def _inline(self, parent: Element, boxes: list[Element]) -> Iterator[str]:
        """Yield the printed text of a paragraph; its text boxes and notes are collected separately."""
        for part in parent:
            name = local(part)
            if name in ("t", "br", "sym") or name in SIGNS:
                yield "" if self.fields.passing else sign(part, name)
            elif name in ("fldChar", "instrText"):
                yield self.fields.sign(part) if name == "fldChar" else self.fields.code(part)
            elif name == "txbxContent":
                boxes.append(part)
            elif name in ("footnoteReference", "endnoteReference"):
                yield self._reference(part, name)
            elif name == "AlternateContent":
                yield from self._inline(alternative(part), boxes)
            elif name not in GONE:
                yield from self._within(part, name, boxes)

    def _within(self, part: Element, name: str, boxes: list[Element]) -> Iterable[str]:
        """Return the printed text of a run, control or other element that holds text."""
        if name == "sdt" and (shown := control(part)) is not None:
            return (shown,)
        if name == "fldSimple" and (number := self.fields.numbers.of(get(part, "instr") or "")):
            return (number,)
        return self._run(part, boxes) if name == "r" else self._inline(part, boxes)

    def _reference(self, part: Element, name: str) -> str:
        """Note a footnote, or endnote; return its mark, unless the text beside it is the mark."""
        own = get(part, "customMarkFollows") in ("1", "true", "on")
        self.notes.append(_Note(f"{name.removesuffix('Reference')}s", get(part, "id") or "", own))
        return "" if own else raised(str(len(self.notes)))

    def _run(self, run: Element, boxes: list[Element]) -> Iterable[str]:
        """Return the text of a run, marked if raised or struck out; nothing of a placeholder, or of hidden words, which are counted."""
        direct = child(run, "rPr")
        if direct is not None and is_placeholder_run(run):
            return ()
        letters = self.styles.letters(direct, self.style)
        field = any(local(e) == "fldChar" for e in run)
        words = "".join(e.text or "" for e in run.iter() if local(e) == "t")
        if not field and (letters.hidden or (letters.colour.upper() == WHITE and is_on_white(run))):
            self.unseen += len(words.split())
            return ()
        self.weights.add(words, letters.bold, letters.size)
        text: Iterable[str] = self._inline(run, boxes)
        if get(child(direct, "vertAlign"), "val") == "superscript":
            text = (as_mark("".join(text)),)
        return (struck("".join(text)),) if letters.struck and not field else text

    def _table(self, table: Element, sheet: Sheet, deep: int) -> None:
        sheet.blank()
        for row in named(table, "tr"):
            if child(row, "trPr", "del") is not None:
                continue
            cells = []
            for cell in named(row, "tc"):
                own = Sheet()
                self._blocks(cell, own, deep + 1)
                cells.append(own.cell())
            sheet.row(cells)
        sheet.blank()
