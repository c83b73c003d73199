"""Templates for the tests: documents of Word with given paragraphs, and with what no template should have."""

import io
import zipfile
from collections.abc import Mapping

import docx

MAIN = "word/document.xml"
TYPES = "[Content_Types].xml"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
LINKS = "word/_rels/document.xml.rels"
SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def template(*paragraphs: str) -> bytes:
    """A document with these paragraphs."""
    book = docx.Document()
    for text in paragraphs:
        book.add_paragraph(text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, swaps: Mapping[str, tuple[str, str]], more: Mapping[str, bytes] | None = None) -> bytes:
    """The same package, in each named member the first text replaced by the second, with more members."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name in swaps:
                before, after = swaps[name]
                assert before in content.decode()
                content = content.decode().replace(before, after, 1).encode()
            new.writestr(name, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def related(data: bytes, kind: str, target: str, external: bool = True) -> bytes:
    """The same package, its text related to something more."""
    mode = ' TargetMode="External"' if external else ""
    entry = f'<Relationship Id="rId99" Type="{SPACE}/{kind}" Target="{target}"{mode}/></Relationships>'
    return changed(data, {LINKS: ("</Relationships>", entry)})


def with_field(*codes: str) -> bytes:
    """A document with a field whose code is written in several pieces; one in braces is a field of its own."""
    run = "<w:r>{}</w:r>"
    begin, end = (run.format(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "end"))
    inner = ""
    for code in codes:
        text = run.format(f'<w:instrText xml:space="preserve">{code.strip("{}")}</w:instrText>')
        inner += f"{begin}{text}{end}" if code.startswith("{") else text
    return changed(template("{{ titel }}"), {MAIN: ("<w:sectPr", f"<w:p>{begin}{inner}{end}</w:p><w:sectPr")})
