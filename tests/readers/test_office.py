"""Office documents, web pages and mails: letters give the records that their texts give; what Word, Writer and mail programs keep is
printed as a person would see it; hostile files end in a documented code.
"""

import io
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from anfrage_parser.cli.app import app
from anfrage_parser.cli.work.formats import formats
from anfrage_parser.errors import AnfrageError, LimitError, NotAnInquiryError, NoTextError, UnreadableError
from anfrage_parser.parse import parse_source
from anfrage_parser.plugins import install_command
from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.kinds import KINDS, kind_of
from anfrage_parser.readers.options import Options
from anfrage_parser.record.build import as_dict
from anfrage_parser.sandbox.keeper import Sandbox
from tests.command import GUARD
from tests.pdfs import letter as letter_page
from tests.pdfs import pdf
from tests.readers.holders import flat, properties, winmail
from tests.readers.ole import outlook
from tools.letters import letter
from tools.letters.docx import OFFICE, Parts, package, part, zipped
from tools.letters.odt import package as odt
from tools.letters.office import FORMATS, PLAIN
from tools.letters.text import as_text

SOAK = bool(os.environ.get("ANFRAGE_SOAK"))
LETTERS = 60


@cache
def wanted_of(seed: int) -> list[dict[str, Any]]:
    """What the text of a letter gives."""
    return comparable(as_text(letter(seed), PLAIN).encode())


def comparable(data: bytes) -> list[dict[str, Any]]:
    """The records without what tells of places and files."""
    rows = [as_dict(inquiry, exclude={"source"}) for inquiry in parse_source(read_bytes(data, "x"))]
    for row in rows:
        row["findings"] = [{k: f[k] for k in ("code", "severity", "field", "message")} for f in row["findings"]]
        row["unassigned"] = [entry["text"] for entry in row["unassigned"]]
    return rows


@pytest.mark.no_cover
@pytest.mark.parametrize("ending", FORMATS)
def test_letters_give_the_records_of_their_texts(ending: str) -> None:
    for seed in range(LETTERS):
        drawn = letter(seed)
        assert comparable(FORMATS[ending](drawn)) == wanted_of(seed), f"letter {seed}"


@pytest.mark.skipif(shutil.which("soffice") is None or not SOAK, reason="LibreOffice is not installed, or not asked for")
@pytest.mark.parametrize(
    ("source", "target"), [("docx", "odt"), ("docx", "rtf"), ("docx", "docx"), ("odt", "docx"), ("odt", "rtf"), ("odt", "odt")]
)
def test_what_another_program_makes_of_them(source: str, target: str, tmp_path: Path) -> None:
    for seed in range(LETTERS):
        (tmp_path / f"{seed}.{source}").write_bytes(FORMATS[source](letter(seed)))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", target]
    files = [str(tmp_path / f"{seed}.{source}") for seed in range(LETTERS)]
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), *files], check=True, capture_output=True, timeout=GUARD)
    for seed in range(LETTERS):
        assert comparable((tmp_path / "out" / f"{seed}.{target}").read_bytes()) == wanted_of(seed), f"letter {seed}"


def text_of(data: bytes) -> str:
    return read_bytes(data, "x").text


def level(depth: int, kind: str, pattern: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{pattern}"/></w:lvl>'


def listed(*rows: tuple[int, int], numbering: str, styles: str = "") -> list[str]:
    """The markers that paragraphs get, each of a list and a level; list 0 is none."""
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr></w:pPr><w:r><w:t>Anfrage</w:t></w:r></w:p>'
        for num, depth in rows
    )
    return [line.removesuffix("Anfrage").strip() for line in text_of(package(Parts(body, numbering, styles))).split("\n")]


def num(name: int, abstract: int, more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


def start(depth: int, value: int) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


OUTLINE = abstract(0, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), level(2, "upperRoman", "(%1.%3)"))
CASES: dict[str, tuple[list[tuple[int, int]], str, list[str]]] = {
    "levels begin anew below": (
        [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (1, 2)],
        OUTLINE + num(1, 0),
        ["1.", "a)", "b)", "2.", "a)", "(2.I)"],
    ),
    "two lists of one pattern go on": ([(1, 0), (2, 0)], OUTLINE + num(1, 0) + num(2, 0), ["1.", "2."]),
    "a list starts anew": ([(1, 0), (1, 0), (2, 0), (2, 0)], OUTLINE + num(1, 0) + num(2, 0, start(0, 1)), ["1.", "2.", "1.", "2."]),
    "a list starts elsewhere": ([(1, 0), (2, 0)], OUTLINE + num(1, 0) + num(2, 0, start(0, 7)), ["1.", "7."]),
    "a level looks different": (
        [(1, 0), (1, 0)],
        OUTLINE + num(1, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "Frage %1:")}</w:lvlOverride>'),
        ["Frage A:", "Frage B:"],
    ),
    "a level that never begins anew": (
        [(1, 0), (1, 1), (1, 0), (1, 1)],
        abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')) + num(1, 0),
        ["1.", "1)", "2.", "2)"],
    ),
    "digits of all levels": (
        [(1, 0), (1, 1)],
        abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + num(1, 0),
        ["I.", "1.1"],
    ),
    "a level without the one above": ([(1, 1), (1, 1)], OUTLINE + num(1, 0), ["a)", "b)"]),
    "bullets": (
        [(1, 0), (1, 1), (1, 2)],
        abstract(0, level(0, "bullet", "\uf0b7"), level(1, "bullet", "o"), level(2, "bullet", "–")) + num(1, 0),
        ["\uf0b7", "◦", "–"],
    ),
    "no list": ([(0, 0), (5, 0), (1, 8)], OUTLINE + num(1, 0), ["", "", ""]),
    "formats": (
        [(1, 0), (1, 1), (1, 2)],
        abstract(0, level(0, "decimalZero", "%1"), level(1, "ordinal", "%2"), level(2, "none", "§")) + num(1, 0),
        ["01", "1.", "§"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_automatic_numbers(name: str) -> None:
    rows, numbering, wanted = CASES[name]
    assert listed(*rows, numbering=numbering) == wanted


def test_numbers_that_a_style_gives() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Frage"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Unterfrage"><w:basedOn w:val="Frage"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Ohne"><w:basedOn w:val="Frage"/></w:style>'
    )
    names = ("Frage", "Unterfrage", "Unterfrage", "Frage", "Ohne")
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{n}"/>{off if n == "Ohne" else ""}</w:pPr><w:r><w:t>Anfrage</w:t></w:r></w:p>' for n in names
    )
    text = text_of(package(Parts(body, OUTLINE + num(1, 0), styles)))
    assert text == "1. Anfrage\na) Anfrage\nb) Anfrage\n2. Anfrage\nAnfrage"


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{text}</w:r></w:p>"


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def table(*rows: tuple[str, ...]) -> str:
    return f"<w:tbl>{''.join('<w:tr>' + ''.join(f'<w:tc>{cell}</w:tc>' for cell in row) + '</w:tr>' for row in rows)}</w:tbl>"


BOX = "<wps:txbx xmlns:wps='urn:wps'><w:txbxContent>{}</w:txbxContent></wps:txbx>"
BOTH = (
    "<mc:AlternateContent xmlns:mc='urn:mc'><mc:Choice>" + BOX + "</mc:Choice><mc:Fallback><w:pict>" + BOX + "</w:pict></mc:Fallback>"
    "</mc:AlternateContent>"
)


def numbered(code: str, result: str = "") -> str:
    """The beginning of a paragraph with a field."""
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText>{result}</w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r>'
    )


WORDS = {
    "tabs and blanks": (p(t("Nummer:") + "<w:tab/>" + t("12/2024")), "Nummer:   12/2024"),
    "typed numbers": (p(t("1.") + "<w:tab/>" + t("Wann wird gebaut?")), "1. Wann wird gebaut?"),
    "signs": (
        p(t("Rad") + "<w:softHyphen/>" + t("weg") + "<w:noBreakHyphen/>" + t("Bau") + '<w:sym w:char="F0B7"/>'),
        "Rad\u00adweg\u2011Bau\uf0b7",
    ),
    "lines and pages": (p(t("Anfrage") + "<w:br/>" + t("Text") + '<w:br w:type="page"/>' + t("Ende")), "Anfrage\nText\fEnde"),
    "a page before": (p(t("Anfrage 1")) + p(t("Anfrage 2"), "<w:pageBreakBefore/>"), "Anfrage 1\fAnfrage 2"),
    "a section": (p(t("Anfrage 1"), "<w:sectPr/>") + p(t("Anfrage 2")), "Anfrage 1\fAnfrage 2"),
    "distances": (p(t("Anfrage 1"), '<w:spacing w:after="160"/>') + p(t("Anfrage 2")) + p(t("Zeile")), "Anfrage 1\n\nAnfrage 2\nZeile"),
    "changes as accepted": (
        (
            f"<w:p><w:ins><w:r>{t('Neue ')}</w:r></w:ins><w:del><w:r><w:delText>Alte </w:delText></w:r></w:del>"
            f"<w:moveFrom><w:r>{t('weg')}</w:r>"
            f"</w:moveFrom><w:moveTo><w:r>{t('Anfrage')}</w:r></w:moveTo></w:p>"
        ),
        "Neue Anfrage",
    ),
    "an end that was deleted": (p(t("Neue "), "<w:rPr><w:del/></w:rPr>") + p(t("Anfrage")), "Neue Anfrage"),
    "hidden": ("<w:p><w:r><w:rPr><w:vanish/></w:rPr>" + t("geheim") + "</w:r><w:r>" + t("Neue Anfrage") + "</w:r></w:p>", "Neue Anfrage"),
    "fields": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r>'
        + t("1. Mai 2024")
        + "</w:r></w:p>",
        "1. Mai 2024",
    ),
    "numbers of fields": (
        "".join(numbered(code) + t(text) + "</w:r></w:p>" for code, text in (("AUTONUM", " Wann?"), (r" AUTONUM  \\* Arabic ", " Wer?"))),
        "1. Wann?\n2. Wer?",
    ),
    "letters of fields": (
        "".join(numbered(r"AUTONUMLGL \\* alphabetic \\s )") + t(text) + "</w:r></w:p>" for text in (" Wann?", " Wer?")),
        "a) Wann?\nb) Wer?",
    ),
    "levels of fields": (
        "".join(
            numbered(code) + t(" Wo?") + "</w:r></w:p>"
            for code in ("LISTNUM", r"LISTNUM \\l 2", r"LISTNUM \\l 2", "LISTNUM", r"LISTNUM \\l 2")
        ),
        "1) Wo?\na) Wo?\nb) Wo?\n2) Wo?\na) Wo?",
    ),
    "simple fields": (
        "".join(f'<w:p><w:fldSimple w:instr=" AUTONUM "/><w:r>{t(text)}</w:r></w:p>' for text in (" Wann?", " Wer?")),
        "1. Wann?\n2. Wer?",
    ),
    "a number that a field holds": (
        numbered("AUTONUM", '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>' + t("7.")) + t(" Wann?") + "</w:r></w:p>",
        "7. Wann?",
    ),
    "a form": (table((p(t("Nummer")), p(t("12/2024"))), (p(t("Datum")), p(t("1.")) + p(t("Mai")))), "Nummer   12/2024\nDatum   1. Mai"),
    "side by side": (
        table((p(t("An den Rat")) + p(t("12345 Musterstadt")), p(t("Fraktion")) + p(t("Weg 1")) + p(t("Tel. 1")))),
        "An den Rat   Fraktion\n12345 Musterstadt   Weg 1\nTel. 1",
    ),
    "a table for looks": (
        table((p(t("Anfrage")), "".join(p(t(f"Zeile {n}")) for n in range(6)))),
        "Anfrage\n\n" + "\n".join(f"Zeile {n}" for n in range(6)),
    ),
    "a table in a table": (table((table((p(t("Nummer")), p(t("12/2024")))),)), "Nummer   12/2024"),
    "a row that was deleted": (
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>"
        + p(t("alt"))
        + "</w:tc></w:tr><w:tr><w:tc>"
        + p(t("Neue Anfrage"))
        + "</w:tc></w:tr></w:tbl>",
        "Neue Anfrage",
    ),
    "a box, once": (
        f"<w:p><w:r>{BOTH.format(p(t('Fraktion')), p(t('Fraktion')))}</w:r><w:r>{t('Anfrage')}</w:r></w:p>",
        "Fraktion\n\nAnfrage",
    ),
    "controls": ("<w:sdt><w:sdtContent>" + p(t("Neue Anfrage")) + "</w:sdtContent></w:sdt>", "Neue Anfrage"),
}


@pytest.mark.parametrize("name", WORDS)
def test_what_word_prints(name: str) -> None:
    body, wanted = WORDS[name]
    assert text_of(package(Parts(body))) == wanted


def test_headers_footers_and_notes_of_word() -> None:
    section = (
        f'<w:sectPr xmlns:r="{OFFICE}"><w:headerReference w:type="default" r:id="rX0"/><w:headerReference w:type="first" r:id="rX1"/>'
        '<w:footerReference w:type="default" r:id="rX2"/>{}</w:sectPr>'
    )
    more = (
        ("header", "header1.xml", part("hdr", p(t("Briefkopf")))),
        ("header", "header2.xml", part("hdr", p(t("Seite eins")))),
        ("footer", "footer1.xml", part("ftr", p(t("Bankverbindung")))),
        ("footnotes", "footnotes.xml", part("footnotes", f'<w:footnote w:id="2">{p(t("Siehe Plan."))}</w:footnote>')),
    )
    body = p(t("Anfrage") + '<w:footnoteReference w:id="2"/>')
    assert text_of(package(Parts(body + section.format(""), more=more))) == "Briefkopf\n\nAnfrage¹\n\n¹ Siehe Plan.\n\nBankverbindung"
    assert text_of(package(Parts(body + section.format("<w:titlePg/>"), more=more))) == "Seite eins\n\nAnfrage¹\n\n¹ Siehe Plan."


def test_the_strict_form_of_word_is_read() -> None:
    from tools.letters.docx import SPACE

    with zipfile.ZipFile(io.BytesIO(package(Parts(p(t("Neue Anfrage")))))) as archive:
        members = {
            name: archive.read(name).replace(SPACE.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            for name in archive.namelist()
        }
    assert text_of(zipped(members)) == "Neue Anfrage"


def styled(format_: str, suffix: str = ".", more: str = "") -> str:
    return f'style:num-format="{format_}" style:num-suffix="{suffix}" {more}'


STYLES = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" ' + styled("1") + "/>"
    '<text:list-level-style-number text:level="2" ' + styled("a", ")") + "/></text:list-style>"
    '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.5cm"/></style:style>'
    '<style:style style:name="N" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
    '<style:style style:name="V" style:family="text"><style:text-properties text:display="none"/></style:style>'
)
ODTS = {
    "lists in lists": (
        (
            "<text:list text:style-name='L'><text:list-item><text:p>Eins</text:p>"
            "<text:list><text:list-item><text:p>Unter</text:p></text:list-item>"
            "</text:list></text:list-item><text:list-item><text:p>Zwei</text:p><text:p>Mehr</text:p></text:list-item></text:list>"
        ),
        "1. Eins\na) Unter\n2. Zwei\nMehr",
    ),
    "a list goes on": (
        (
            "<text:list xml:id='a' text:style-name='L'><text:list-item><text:p>Eins</text:p></text:list-item></text:list>"
            "<text:p>Text</text:p>"
            "<text:list text:continue-list='a' text:style-name='L'><text:list-item><text:p>Zwei</text:p></text:list-item></text:list>"
            "<text:list text:style-name='L'><text:list-item><text:p>Neu</text:p></text:list-item><text:list-item text:start-value='7'>"
            "<text:p>Sieben</text:p></text:list-item></text:list>"
        ),
        "1. Eins\nText\n2. Zwei\n1. Neu\n7. Sieben",
    ),
    "changes as accepted": (
        (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>Alte Anfrage</text:p></text:deletion></text:changed-region>"
            "</text:tracked-changes><text:p><text:change text:change-id='x'/>Neue<text:change-start/> Anfrage<text:change-end/></text:p>"
        ),
        "Neue Anfrage",
    ),
    "blanks, tabs, lines": (
        "<text:p>Neue\n  Anfrage<text:tab/>an<text:s text:c='2'/>den<text:line-break/>Rat</text:p>",
        "Neue Anfrage   an  den\nRat",
    ),
    "distances and pages": (
        "<text:p text:style-name='P'>Anfrage 1</text:p><text:p>Text</text:p><text:p text:style-name='N'>Neue Seite</text:p>",
        "Anfrage 1\n\nText\fNeue Seite",
    ),
    "a form": (
        (
            "<table:table><table:table-row><table:table-cell><text:p>Nummer</text:p></table:table-cell><table:covered-table-cell/><table:table-cell>"
            "<text:p>12/2024</text:p></table:table-cell></table:table-row></table:table>"
        ),
        "Nummer   12/2024",
    ),
    "a box and a note": (
        (
            "<text:p>Anfrage<draw:frame><draw:text-box><text:p>Fraktion</text:p></draw:text-box></draw:frame><text:note><text:note-citation>1"
            "</text:note-citation><text:note-body><text:p>Siehe Plan.</text:p></text:note-body></text:note></text:p>"
        ),
        "Fraktion\n\nAnfrage¹\n\n¹ Siehe Plan.",
    ),
    "hidden": ("<text:p>Neue <text:span text:style-name='V'>geheime </text:span>Anfrage</text:p>", "Neue Anfrage"),
}


@pytest.mark.parametrize("name", ODTS)
def test_what_writer_prints(name: str) -> None:
    body, wanted = ODTS[name]
    assert text_of(odt(body, STYLES)) == wanted


def test_headers_and_outline_of_writer() -> None:
    styles = (
        "<office:styles><text:outline-style><text:outline-level-style text:level='1' "
        + styled("I")
        + "/></text:outline-style></office:styles>"
        "<office:master-styles><style:master-page style:name='Standard'><style:header><text:p>Briefkopf</text:p></style:header>"
        "<style:footer><text:p>Bank</text:p></style:footer></style:master-page></office:master-styles>"
    )
    body = "<text:h text:outline-level='1'>Kosten</text:h><text:h text:outline-level='1'>Zeitplan</text:h>"
    assert text_of(odt(body, "", styles)) == "Briefkopf\n\nI. Kosten\nII. Zeitplan\n\nBank"


RTFS = {
    "numbers as printed": (rb"{\listtext\pard\plain\f0 1.\tab}Wann?\par{\pntext\f0 2.\tab}Wie lange?\par", "1. Wann?\n2. Wie lange?"),
    "characters": (
        rb"Stra\'dfe \u8222?Gr\'fcn\u8220? \endash  Rad\-weg\~1 \u-4051? \{x\}",
        "Straße „Grün“ – Rad\u00adweg\u00a01 \uf02d {x}",
    ),
    "fonts": (rb"{\fonttbl{\f1\fcharset238 X;}{\f2\fcharset2 Symbol;}}\f1 \'9aest \f2\'b7", "šest \uf0b7"),
    "what is not printed": (
        rb"{\info{\title Geheim}}{\*\unbekannt Geheim}{\v Geheim}{\deleted Alt}{\pict 0123}Neue Anfrage",
        "Neue Anfrage",
    ),
    "bytes": (b"{\\pict\\bin6 }}}{{{}Neue Anfrage", "Neue Anfrage"),
    "pages and distances": (rb"\pard\sa200 Anfrage\par\pard Text\line Zeile\par\page Neue Seite\par", "Anfrage\n\nText\nZeile\fNeue Seite"),
    "a form": (rb"\trowd\pard\intbl Nummer\cell 12/2024\cell\row\pard Anfrage\par", "Nummer   12/2024\nAnfrage"),
    "margins": (
        rb"{\header\pard Briefkopf\par}{\footer Bank\par}Anfrage{\footnote Siehe Plan.}\par",
        "Briefkopf\n\nAnfrage\n\n Siehe Plan.\n\nBank",
    ),
    "a box": (rb"Anfrage{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt Fraktion\par}}{\shprslt Fraktion}}\par", None),
    "fields": (rb"{\field{\*\fldinst DATE}{\fldrslt 1. Mai 2024}}", "1. Mai 2024"),
}


@pytest.mark.parametrize("name", RTFS)
def test_rich_text(name: str) -> None:
    body, wanted = RTFS[name]
    text = text_of(b"{\\rtf1\\ansi\\ansicpg1252\\deff0 " + body + b"}")
    if wanted is None:
        assert sorted(text.split()) == ["Anfrage", "Fraktion"]
    else:
        assert text == "\n".join(line.strip() for line in wanted.split("\n"))


PAGES = {
    "lists as browsers show them": (
        (
            "<ol start=3><li>Eins<li value=7>Zwei<ol type=a><li>Unter</ol></ol>"
            "<ol style='list-style-type: upper-roman'><li>Drei</ol><ul><li>Punkt</ul>"
        ),
        "3. Eins\n7. Zwei\n\na. Unter\n\nI. Drei\n\n• Punkt",
    ),
    "numbers of a style sheet": (
        "<style>.q::before{counter-increment:f;content:'Frage ' counter(f) ': '}</style><p class=q>Wann?<p class='x q'>Wer?<p>Ende",
        "Frage 1: Wann?\n\nFrage 2: Wer?\n\nEnde",
    ),
    "numbers of a style sheet on two levels": (
        (
            "<style>ol{counter-reset:i;list-style:none} li{counter-increment:i} ol > li:before{content:counters(i, '.') '\\00a0'}</style>"
            "<ol><li>Wann?<li>Wer?<ol><li>Wo?<li>Wie?</ol><li>Was?</ol>"
        ),
        "1\xa0Wann?\n2\xa0Wer?\n\n2.1\xa0Wo?\n2.2\xa0Wie?\n\n3\xa0Was?",
    ),
    "numbers of a style sheet that begin later": (
        (
            "<style>#a{counter-reset:x 3} h3{counter-increment:x} h3:before{content:counter(x, upper-roman) '. '}</style>"
            "<div id=a><h3>Wann?</h3><h3>Wer?</h3></div>"
        ),
        "IV. Wann?\n\nV. Wer?",
    ),
    "a style sheet that prints no number": ("<style>p:before{content:'» '}</style><p>Wann?", "Wann?"),
    "letters of a style sheet": (
        (
            "<style>dd{counter-increment:y} dd span:before{content:'(' counter(y, lower-alpha) ') '}</style>"
            "<div><dd><span>Wann?</span><dd><span>Wer?</span></div>"
        ),
        "(a) Wann?\n(b) Wer?",
    ),
    "navigation": (
        (
            "<nav>weg</nav><div class='breadcrumb'>weg</div><div role=navigation>weg</div><p hidden>weg<p style='display:none'>weg</p>"
            "<ul><li><a>Start</a><li><a>Rat</a><li><a>Suche</a></ul><script>weg</script><p>Neue Anfrage<footer>weg</footer>"
        ),
        "Neue Anfrage",
    ),
    "the main part": (
        "<div>Willkommen im Rat</div><main><h1>Neue Anfrage</h1><p>Wir fragen die Verwaltung nach dem Weg am Ufer und dem Platz.</main>",
        "Neue Anfrage\n\nWir fragen die Verwaltung nach dem Weg am Ufer und dem Platz.",
    ),
    "a form": ("<table><tr><th>Nummer<td>12/2024<tr><td>Datum<td>1. <b>Mai</b></table>", "Nummer   12/2024\nDatum   1. Mai"),
    "pairs": ("<dl><dt>Nummer<dd>12/2024<dt>Datum<dd>1. Mai</dl>", "Nummer   12/2024\nDatum   1. Mai"),
    "blanks and lines": ("<p>Neue \n  <i>Anfrage</i><br>zum&shy;Weg</p><pre>a  b\nc</pre>", "Neue Anfrage\nzum\u00adWeg\n\na b\nc"),
    "what was deleted": ("<p><del>Alte</del> <ins>Neue</ins> Anfrage", "Alte Neue Anfrage"),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    body, wanted = PAGES[name]
    assert text_of(f"<!DOCTYPE html><html><head><title>Rat</title></head><body>{body}</body></html>".encode()) == wanted


def test_pages_in_other_encodings() -> None:
    page = "<html><head><meta charset='{}'></head><body><p>Straße für Grün</p></body></html>"
    for said, codec in (("iso-8859-1", "cp1252"), ("utf-8", "utf-8"), ("gibtesnicht", "utf-8"), ("utf-8", "cp1252")):
        assert text_of(page.format(said).encode(codec)) == "Straße für Grün", said


def mail(body: str | None = None, *attached: tuple[str, bytes], html: str | None = None) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Message-ID"] = (
        "a@rat.example",
        "b@rat.example",
        "Anfrage",
        "<1@rat.example>",
    )
    if body is not None:
        message.set_content(body)
    if html is not None:
        message.add_alternative(html, subtype="html")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


COVER = "Guten Tag,\n\nanbei die Anfrage unserer Fraktion.\n\nViele Grüße\nP. Probe\n"
LETTER = "Anfrage 12/2024\n\nSPD-Fraktion\n\nWir fragen:\n\n1. Wann kommt der Weg?\n2. Was kostet er?\n"
MORE = LETTER.replace("12/2024", "13/2024")


def test_a_mail_whose_attachment_is_the_letter() -> None:
    source = read_bytes(mail(COVER, ("brief.pdf", pdf([letter_page()])), ("zweiter.txt", MORE.encode())), "post/mail.eml")
    first, second = parse_source(source, evidence=True)
    assert [(i.source.name, i.source.part, i.source.media_type, i.source.reader) for i in (first, second)] == [
        ("post/mail.eml/brief.pdf", 1, "application/pdf", "pdfium"),
        ("post/mail.eml/zweiter.txt", 2, "text/plain", "plain"),
    ]
    assert second.number == "13/2024" and first.source.sha256 == source.sha256
    place = (second.evidence or {})["number"][0]
    assert source.text[place.start : place.end] == "13/2024"
    assert source.lines[place.line - 1].page == place.page == source.pages == 3
    assert "".join(line.raw + source.text[line.end : line.end + 1] for line in source.lines) == source.text


def test_nothing_of_a_later_attachment_is_lost() -> None:
    """Its lines count on from those of the body."""
    rest = "Mit freundlichen Grüßen\n\nEva Muster\n\nEin Rest, der zu nichts gehört und auf niemanden verweist\n"
    source = read_bytes(mail(LETTER + rest, ("zweiter.txt", (MORE + rest).encode())), "mail.eml")
    for inquiry in parse_source(source, evidence=True):
        (left,) = inquiry.unassigned
        assert left.text.startswith("Ein Rest") and source.lines[left.line - 1].text.startswith("Ein Rest")


def test_a_mail_whose_body_is_the_letter() -> None:
    (inquiry,) = parse_source(read_bytes(mail(LETTER), "mail.eml"))
    assert (inquiry.source.name, inquiry.source.media_type, inquiry.source.reader, inquiry.number) == (
        "mail.eml",
        "message/rfc822",
        "mail",
        "12/2024",
    )
    (from_html,) = parse_source(read_bytes(mail(" ", html="<p>Anfrage 12/2024<p>Wir fragen:<ol><li>Wann?<li>Wo?</ol>"), "mail.eml"))
    assert [q.label for q in from_html.questions] == ["1.", "2."]


def test_a_forwarded_mail() -> None:
    inner = EmailMessage()
    inner["From"], inner["To"], inner["Subject"], inner["Message-ID"] = "c@rat.example", "a@rat.example", "Brief", "<2@rat.example>"
    inner.set_content(LETTER)
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Message-ID"] = "a@rat.example", "b@rat.example", "<1@rat.example>"
    outer.set_content(COVER)
    outer.add_attachment(inner)
    (inquiry,) = parse_source(read_bytes(outer.as_bytes(), "mail.eml"))
    assert (inquiry.source.name, inquiry.number) == ("mail.eml/nachricht.eml", "12/2024")


def test_attachments_that_are_not_read() -> None:
    data = mail(
        LETTER, ("logo.png", b"\x89PNG\r\n\x1a\n"), ("alt.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    )
    (inquiry,) = parse_source(read_bytes(data, "mail.eml"))
    found = {f.code: f.message for f in inquiry.findings if f.code.startswith("attachment")}
    assert "logo.png" in found["attachment-other"] and "alt.doc" in found["attachment-unread"] and "(.doc)" in found["attachment-unread"]
    with pytest.raises(NoTextError):
        parse_source(read_bytes(mail(COVER, ("scan.pdf", pdf([[]]))), "mail.eml"))
    with pytest.raises(NotAnInquiryError):
        parse_source(read_bytes(mail(COVER), "mail.eml"))
    with pytest.raises(UnreadableError):
        read_bytes(mail("", ("logo.png", b"\x89PNG\r\n\x1a\n")), "mail.eml")


def test_names_of_attachments_lead_nowhere() -> None:
    names = ("../../etc/brief.txt", "a\x1b[31m\u202eb.txt", "..", "brief.txt", "x" * 500 + ".txt")
    source = read_bytes(mail(LETTER, *((name, MORE.encode()) for name in names)), "mail.eml")
    got = [s.name for s in source.enclosed]
    assert got[:2] == ["mail.eml", "mail.eml/brief.txt"] and len(set(got)) == 6
    assert all(name.count("/") == 1 and ".." not in name and name.isprintable() and len(name) < 150 for name in got[1:])


def test_mails_of_outlook() -> None:
    data = outlook(COVER, ("brief.txt", LETTER))
    assert kind_of(data) == "msg"
    (inquiry,) = parse_source(read_bytes(data, "mail.msg"))
    assert (inquiry.source.name, inquiry.number) == ("mail.msg/brief.txt", "12/2024")
    with pytest.raises(UnreadableError):
        read_bytes(data[:5000], "mail.msg")


BOMB = b"0" * 100_000_000
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    b'<!ENTITY f SYSTEM "file:///etc/passwd">]>'
)


def with_member(data: bytes, name: str, member: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({**{n: archive.read(n) for n in archive.namelist()}, name: member})


def without_member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({n: archive.read(n) for n in archive.namelist() if n != name})


def understated(data: bytes) -> bytes:
    """A zip that says of its large member that it is small."""
    size = (100_000_000).to_bytes(4, "little")
    return data.replace(size, (1000).to_bytes(4, "little"))


def nested(count: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * count + p(t("Anfrage")) + "</w:tc></w:tr></w:tbl>" * count


GOOD = package(Parts(p(t("Neue Anfrage"))))
WORD, CONTENT = "word/document.xml", "content.xml"
CYCLE = (
    abstract(0, '<w:numStyleLink w:val="A"/>') + abstract(1, '<w:numStyleLink w:val="B"/>') + num(1, 0) + num(2, 1),
    (
        '<w:style w:type="numbering" w:styleId="A"><w:basedOn w:val="B"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="numbering" w:styleId="B"><w:basedOn w:val="A"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    ),
)


def deep_mail(depth: int) -> bytes:
    head = b"From: a@b.example\r\nTo: c@d.example\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n"
    return head * depth + mail(LETTER)


HOSTILE: dict[str, tuple[Callable[[], bytes], tuple[int, ...]]] = {
    "a bomb": (lambda: with_member(GOOD, WORD, BOMB), (8,)),
    "a bomb that says it is none": (lambda: understated(with_member(GOOD, WORD, BOMB)), (4, 8)),
    "a bomb in an odt": (lambda: with_member(odt(""), CONTENT, BOMB), (8,)),
    "a billion laughs": (lambda: with_member(GOOD, WORD, LAUGHS + b"<w>&c;</w>"), (4,)),
    "a billion laughs in wide letters": (lambda: with_member(GOOD, WORD, (LAUGHS[21:] + b"<w>&c;</w>").decode().encode("utf-16")), (4,)),
    "an entity from outside": (lambda: with_member(odt(""), CONTENT, LAUGHS + b"<w>&f;</w>"), (4,)),
    "a million paragraphs": (lambda: package(Parts(p(t("Anfrage ")) * 1_000_001)), (8,)),
    "a million lines": (lambda: b"<html>" + b"<p>x" * 1_000_001, (8,)),
    "a million lines of rich text": (lambda: b"{\\rtf1 " + b"x\\par " * 1_000_001, (8,)),
    "tables in tables": (lambda: package(Parts(nested(60))), (8,)),
    "many tables in tables": (lambda: package(Parts(nested(5000))), (4, 8)),
    "half of it": (lambda: GOOD[: len(GOOD) // 2], (4,)),
    "a few bytes of it": (lambda: GOOD[:60], (4,)),
    "no document": (lambda: without_member(GOOD, WORD), (4,)),
    "no content": (lambda: without_member(odt(""), CONTENT), (4,)),
    "no text": (lambda: package(Parts("")), (5,)),
    "styles in a circle": (
        lambda: package(Parts(p(t("Anfrage"), '<w:numPr><w:numId w:val="1"/></w:numPr>'), *CYCLE)),
        (0,),
    ),
    "a style based on itself": (
        lambda: package(
            Parts(
                p(t("Anfrage"), '<w:pStyle w:val="A"/>'), "", '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/></w:style>'
            )
        ),
        (0,),
    ),
    "numbers beyond all": (
        lambda: package(
            Parts(
                p(
                    t("Anfrage"),
                    '<w:numPr><w:ilvl w:val="99999999999999999999999"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="9e999"/>',
                ),
                abstract(0, level(0, "lowerLetter", "%1%9")) + num(1, 0, start(0, 10**9)),
            )
        ),
        (0,),
    ),
    "a path that leads out": (
        lambda: with_member(GOOD, "_rels/.rels", b'<R><r Type="x/officeDocument" Target="../../../etc/passwd"/></R>'),
        (4,),
    ),
    "an encrypted odt": (lambda: odt("", "", "", "<m><encryption-data/></m>"), (9,)),
    "an encrypted docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), (9,)),
    "an old document": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), (4,)),
    "a table of numbers": (lambda: zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), (4,)),
    "groups in groups": (lambda: b"{\\rtf1 " + b"{" * 100_000, (8,)),
    "too many ends": (lambda: b"{\\rtf1 Anfrage" + b"}" * 100_000, (0,)),
    "bytes of a binary without end": (lambda: b"{\\rtf1 Anfrage \\bin9999999999 x}", (0,)),
    "elements in elements": (lambda: b"<html>" + b"<div>" * 100_000 + b"Anfrage", (0, 4, 8)),
    "words in words": (lambda: b"<html>" + b"<b>" * 100_000 + b"Anfrage", (0, 4, 8)),
    "lists in lists": (lambda: b"<html>" + b"<ol><li>" * 5_000 + b"Anfrage", (0, 4, 8)),
    "an empty page": (lambda: b"<html><body></body></html>", (5,)),
    "a mail in a mail, a thousand times": (lambda: deep_mail(1000), (8,)),
    "a mail in a mail, ten times": (lambda: deep_mail(10), (8,)),
    "a mail with too many attachments": (lambda: mail(LETTER, *((f"{n}.txt", b"x") for n in range(300))), (8,)),
    "a mail with nothing": (lambda: mail(""), (4,)),
}


SLOW = ("a million lines", "a million lines of rich text")
"""They take their time before the limit is reached."""


@pytest.fixture(scope="module")
def box() -> Any:
    with Sandbox(timeout=40.0) as sandbox:
        yield sandbox


@pytest.mark.parametrize("name", [name for name in HOSTILE if SOAK or name not in SLOW])
def test_hostile_files(name: str, box: Sandbox) -> None:
    make, codes = HOSTILE[name]
    try:
        code, line = 0, read_bytes(make(), "x", Options(), box.extract).text
    except AnfrageError as error:
        code, line = error.exit_code, str(error)
        assert error.next_step
    assert code in codes and "\n" not in line, line[:200]


def test_the_limit_of_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anfrage_parser.readers.office.sheet.MOST_LINES", 100)
    for data in (
        b"<html>" + b"<p>x" * 101,
        b"{\\rtf1 " + b"x\\par " * 101,
        package(Parts(p(t("x")) * 101)),
        odt("<text:p>x</text:p>" * 101),
    ):
        with pytest.raises(LimitError):
            read_bytes(data, "x")


def test_a_deep_mail_is_left_out_of_a_good_one() -> None:
    (inquiry,) = parse_source(read_bytes(mail(LETTER, ("tief.eml", deep_mail(10))), "mail.eml"))
    assert inquiry.number == "12/2024" and "attachment-unread" in {f.code for f in inquiry.findings}


def test_kinds_are_told_by_bytes() -> None:
    for ending, make in FORMATS.items():
        assert kind_of(make(letter(1))) == ending
    for text in ("Von: A\nAn: B\nBetreff: C\n\nText", "From: a\nTo: b\nSubject: c\n\nText", "<Anfrage>", "Content-Type: x\n", "§ 1 <p>"):
        assert kind_of(text.encode()) == "text", text
    for page in (
        "<!doctype HTML>",
        "\ufeff\n<html lang=de>",
        '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">',
        "<!-- x --><body>",
        '<div class="a">',
    ):
        assert kind_of(page.encode()) == "html", page


WORD_XML = b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
PACKED = winmail(mapi=properties((0x102, 0x1009, b"x" * 99)))


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.needs])
def test_a_missing_library_is_named(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = {
        **{k: make(letter(1)) for k, make in FORMATS.items()},
        "msg": outlook(COVER),
        "fodt": flat(""),
        "tnef": PACKED,
        "wordxml": WORD_XML,
    }[kind]

    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr("anfrage_parser.readers.office.import_module", missing)
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "x")
    assert caught.value.exit_code == 4 and KINDS[kind].needs[0][1] in caught.value.cause
    assert caught.value.next_step == install_command("office")
    monkeypatch.setattr("anfrage_parser.cli.work.formats.find_spec", lambda name: None)
    assert sum("fehlt" in line and "pip install" in line for line in formats().splitlines()) == 7


def run(*words: str, given: bytes | None = None) -> Any:
    return CliRunner().invoke(app, list(words), input=given)


def test_the_commands_read_them(tmp_path: Path) -> None:
    for ending, make in FORMATS.items():
        (tmp_path / f"brief.{ending}").write_bytes(make(letter(2)))
    (tmp_path / "falsch.pdf").write_bytes(FORMATS["docx"](letter(2)))
    (tmp_path / "~$brief.docx").write_bytes(b"x")
    done = run("batch", "-j", "1", str(tmp_path), "-o", str(tmp_path / "aus"), "--evidence")
    assert done.exit_code == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "aus").glob("*.json")) == sorted(
        [*(f"brief.{e}.json" for e in FORMATS), "falsch.pdf.json"]
    )
    assert run("parse", "-", given=FORMATS["odt"](letter(2))).exit_code == 0
    for command in (["show"], ["explain"], ["text"]):
        for ending in FORMATS:
            assert run(*command, str(tmp_path / f"brief.{ending}")).exit_code == 0
    assert run("check", str(tmp_path), "--update").exit_code == 0
    assert run("check", str(tmp_path)).exit_code == 0
    assert "falsch" in run("inspect", str(tmp_path / "falsch.pdf"), "-o", str(tmp_path / "x.png")).stderr


def test_a_mail_is_reviewed_from_its_records(tmp_path: Path) -> None:
    (tmp_path / "mail.eml").write_bytes(mail(COVER, ("a.txt", LETTER.encode()), ("b.txt", MORE.encode())))
    done = run("parse", str(tmp_path / "mail.eml"), "--format", "jsonl", "--evidence")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["source"]["name"], row["source"]["part"]) for row in rows] == [("mail.eml/a.txt", 1), ("mail.eml/b.txt", 2)]
    (tmp_path / "r.jsonl").write_text(done.stdout, encoding="utf-8")
    done = run("review", str(tmp_path / "r.jsonl"), "-o", str(tmp_path / "seite.html"))
    assert done.exit_code == 0 and "1 Dokument," in done.stderr
    page = (tmp_path / "seite.html").read_text(encoding="utf-8")
    assert "anbei die Anfrage" in page and "13/2024" in page
