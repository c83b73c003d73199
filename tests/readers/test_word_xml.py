"""Word documents that are a single XML file: that of 2003, and today's, in which each member of a .docx is an element."""

import base64
import re
import zipfile
from io import BytesIO

import pytest

from anfrage_parser.errors import AnfrageError
from anfrage_parser.readers import extract, read_bytes
from anfrage_parser.readers.kinds import kind_of
from anfrage_parser.readers.options import Options
from tests.readers.holders import with_chunk
from tests.readers.test_mail_chains import LETTER

W, WX, AML = (
    "http://schemas.microsoft.com/office/word/2003/wordml",
    "http://schemas.microsoft.com/office/word/2003/auxHint",
    "http://schemas.microsoft.com/aml/2001/core",
)
HEAD = f'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="{W}" xmlns:wx="{WX}" xmlns:aml="{AML}">'
LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="1"/>{}<w:lvlText w:val="{}"/></w:lvl>'
LEVELS = LEVEL.format(0, "", "%1.") + LEVEL.format(1, '<w:nfc w:val="4"/>', "%2)")
LISTS = f'<w:lists><w:listDef w:listDefId="4">{LEVELS}</w:listDef><w:list w:ilfo="2"><w:ilst w:val="4"/></w:list></w:lists>'


def p(text: str, level: int | None = None) -> str:
    number = f'<w:pPr><w:listPr><w:ilvl w:val="{level}"/><w:ilfo w:val="2"/></w:listPr></w:pPr>' if level is not None else ""
    return f"<w:p>{number}<w:r><w:t>{text}</w:t></w:r></w:p>"


def marked(kind: str, text: str) -> str:
    return f'<aml:annotation w:type="Word.{kind}"><aml:content><w:r><w:t>{text}</w:t></w:r></aml:content></aml:annotation>'


def margins(head: str, even: str, foot: str) -> str:
    rows = ("hdr", "odd", head), ("hdr", "even", even), ("ftr", "odd", foot)
    inner = "".join(f'<w:{name} w:type="{kind}">{p(text)}</w:{name}>' for name, kind, text in rows)
    return f"<w:sectPr>{inner}</w:sectPr>"


def of_2003(body: str) -> bytes:
    return f"{HEAD}{LISTS}<w:body>{body}</w:body></w:wordDocument>".encode()


def text_of(data: bytes) -> list[str]:
    assert kind_of(data) == "wordxml"
    return [line for line in (extract(data, "wordxml", Options()).text or "").split("\n") if line]


CASES = {
    "lines": (p("Anfrage") + p("Wir fragen:"), ["Anfrage", "Wir fragen:"]),
    "numbers": (p("Wann?", 0) + p("im Mai?", 1) + p("im Juni?", 1) + p("Was?", 0), ["1. Wann?", "a) im Mai?", "b) im Juni?", "2. Was?"]),
    "sections": (f"<wx:sect><wx:sub-section>{p('Anfrage')}</wx:sub-section>{p('Wann?', 0)}</wx:sect>", ["Anfrage", "1. Wann?"]),
    "changes": (
        f"<w:p><w:r><w:t>Wann</w:t></w:r>{marked('Deletion', 'nie')}{marked('Insertion', ' endlich?')}</w:p>",
        ["Wann endlich?"],
    ),
    "heads and feet": (
        p("Anfrage") + margins("Stadt Lindenau", "Rückseite", "Rathausplatz 1"),
        ["Stadt Lindenau", "Anfrage", "Rathausplatz 1"],
    ),
    "notes": (
        f"<w:p><w:r><w:t>Wann</w:t></w:r><w:r><w:footnote>{p('Siehe Haushalt.')}</w:footnote></w:r><w:r><w:t>?</w:t></w:r></w:p>",
        ["Wann¹?", "¹ Siehe Haushalt."],
    ),
    "hidden": ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>nie</w:t></w:r><w:r><w:t>Wann?</w:t></w:r></w:p>", ["Wann?"]),
    "a table": ("<w:tbl><w:tr><w:tc>" + p("SPD") + "</w:tc><w:tc>" + p("CDU") + "</w:tc></w:tr></w:tbl>", ["SPD\tCDU"]),
    "a list of no numbers": (p("Wann?", 7) + p("Was?", 99), ["Wann?", "Was?"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_word_of_2003(name: str) -> None:
    body, wanted = CASES[name]
    assert [re.sub(r"\s{2,}", "\t", line.strip()) for line in text_of(of_2003(body))] == wanted


def in_one_file(word: bytes) -> bytes:
    """A .docx as Word saves it in a single XML file."""
    out = '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
    with zipfile.ZipFile(BytesIO(word)) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if name.endswith((".xml", ".rels")):
                held = f"<pkg:xmlData>{re.sub(r'^<[?].*?[?]>', '', data.decode())}</pkg:xmlData>"
            else:
                held = f"<pkg:binaryData>{base64.b64encode(data).decode()}</pkg:binaryData>"
            out += f'<pkg:part pkg:name="/{name}">{held}</pkg:part>'
    return (out + "</pkg:package>").encode()


def test_word_of_today_in_one_file() -> None:
    word = with_chunk(LETTER, "q.html", b"<html><body><p>4. Und wer zahlt das?</p></body></html>")
    one, other = read_bytes(in_one_file(word), "x"), read_bytes(word, "x")
    assert [line.raw for line in one.lines] == [line.raw for line in other.lines]
    assert (one.media_type, one.reader) == ("application/xml", "docx")


HOSTILE = {
    "deep": of_2003("<w:p>" * 5_000 + "</w:p>" * 5_000),
    "tables in tables": of_2003("<w:tbl><w:tr><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60),
    "entities": of_2003("").replace(b"<w:wordDocument", b'<!DOCTYPE x [<!ENTITY a "b">]><w:wordDocument'),
    "cut off": of_2003(p("Anfrage"))[:-20],
    "no base64": b'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/a"><pkg:binaryData>A'
    b"</pkg:binaryData></pkg:part></pkg:package>",
    "notes in notes": of_2003("<w:p><w:r><w:footnote>" * 70 + "</w:footnote></w:r></w:p>" * 70),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_ones_have_their_exit_code(name: str) -> None:
    try:
        read_bytes(HOSTILE[name], "x")
    except AnfrageError as error:
        assert error.exit_code in (4, 5, 8) and error.next_step
