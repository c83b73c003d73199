"""Forms of Word, Writer, rich text and web pages: what was filled in, chosen and ticked is text; what is hidden is not, and is
counted; what is struck out is, but no value.
"""

import pytest

from anfrage_parser.model import Line
from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.placeholders import is_placeholder
from tests.readers.test_office import p, t
from tools.letters.docx import Parts, package
from tools.letters.odt import package as odt

W14 = "xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'"


def checked(data: bytes, wanted: str, unseen: int = 0) -> None:
    """Fail unless the text is as wanted; what is struck out stands between tildes there."""
    source = read_bytes(data, "x")
    found = "\n".join(tilded(line) for line in source.lines)
    assert (found, source.unseen) == (wanted, unseen)
    for line in source.lines:
        left = "".join(char for place, char in enumerate(line.raw) if not any(a <= place < b for a, b in line.struck))
        assert line.text.split() == left.split()


def tilded(line: Line) -> str:
    raw = line.raw
    for start, end in reversed(line.struck):
        raw = f"{raw[:start]}~{raw[start:end]}~{raw[end:]}"
    return raw


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{t(text)}</w:r>"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def box(value: str | None, shown: str = "?") -> str:
    state = f"<w14:checked w14:val='{value}'/>" if value is not None else ""
    return control(f"<w14:checkbox {W14}>{state}</w14:checkbox>", run(shown))


def legacy(data: str, kind: str, result: str | None = None) -> str:
    middle = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}' if result is not None else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r><w:r><w:instrText>{kind}</w:instrText></w:r>'
        f'{middle}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


ENTRIES = "<w:listEntry w:val='SPD'/><w:listEntry w:val='CDU'/>"
LIST = "<w:dropDownList><w:listItem w:value='SPD'/></w:dropDownList>"
PLACEHOLDER = "<w:rStyle w:val='PlaceholderText'/>"
WORD = {
    "boxes of controls": (paragraph(box("1"), run(" CDU "), box("0"), run(" SPD "), box("true"), run(" FDP")), "☒ CDU ☐ SPD ☒ FDP"),
    "a box without a state": (paragraph(box(None, "☒"), run(" CDU")), "☐ CDU"),
    "a chosen entry": (paragraph(run("Fraktion: "), control(LIST, run("CDU"))), "Fraktion: CDU"),
    "nothing chosen": (paragraph(run("Fraktion:"), control(LIST, run("Wählen Sie ein Element aus."))), "Fraktion:"),
    "a control not filled in": (paragraph(run("Datum:"), control("<w:showingPlcHdr/>", run("Klicken"))), "Datum:"),
    "a block not filled in": (paragraph(run("Text:")) + control("<w:showingPlcHdr/>", p(t("Klicken"))) + p(t("Ende")), "Text:\n\nEnde"),
    "the style of placeholders": (paragraph(run("Datum:"), run("Datum wählen", PLACEHOLDER)), "Datum:"),
    "a legacy list": (paragraph(run("Von "), legacy(f"<w:ddList><w:result w:val='1'/>{ENTRIES}</w:ddList>", "FORMDROPDOWN")), "Von CDU"),
    "a legacy list as it opens": (paragraph(legacy(f"<w:ddList>{ENTRIES}</w:ddList>", "FORMDROPDOWN")), "SPD"),
    "a legacy list with a default": (paragraph(legacy(f"<w:ddList><w:default w:val='1'/>{ENTRIES}</w:ddList>", "X")), "CDU"),
    "a legacy list with its result": (
        paragraph(legacy(f"<w:ddList><w:result w:val='1'/>{ENTRIES}</w:ddList>", "X", "CDU"), run(" fragt")), "CDU fragt",
    ),
    "a legacy list out of bounds": (paragraph(run("A"), legacy(f"<w:ddList><w:result w:val='7'/>{ENTRIES}</w:ddList>", "X")), "A"),
    "legacy boxes": (
        paragraph(legacy("<w:checkBox><w:checked/></w:checkBox>", "X"), run(" A "),
                  legacy("<w:checkBox><w:default w:val='0'/></w:checkBox>", "X"), run(" B "),
                  legacy("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>", "X"),
                  run(" C")),
        "☒ A ☐ B ☐ C",
    ),
    "legacy text": (paragraph(run("Betreff: "), legacy("<w:textInput/>", "FORMTEXT", "Bäume")), "Betreff: Bäume"),
    "a cell not filled in": (
        "<w:tbl><w:tr><w:tc>" + p(t("Fraktion")) + "</w:tc>" + control("<w:showingPlcHdr/>", f"<w:tc>{p(t('Klicken'))}</w:tc>")
        + "</w:tr></w:tbl>", "Fraktion",
    ),
    "ends without beginnings": (paragraph("<w:r><w:fldChar w:fldCharType='end'/><w:fldChar/></w:r>", run("Anfrage")), "Anfrage"),
}  # fmt: skip


@pytest.mark.parametrize("name", WORD)
def test_forms_of_word(name: str) -> None:
    body, wanted = WORD[name]
    checked(package(Parts(body)), wanted)


STYLES = (
    "<w:style w:type='paragraph' w:default='1' w:styleId='Standard'/>"
    "<w:style w:type='character' w:styleId='Weg'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='Unter'><w:basedOn w:val='Weg'/></w:style>"
    "<w:style w:type='character' w:styleId='Doch'><w:basedOn w:val='Weg'/><w:rPr><w:vanish w:val='0'/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Notiz'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='Weiss'><w:rPr><w:color w:val='ffffff'/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='Alt'><w:rPr><w:strike/></w:rPr></w:style>"
)
WHITE = "<w:color w:val='FFFFFF'/>"
UNSEEN = {
    "a style": (paragraph(run("Neue "), run("geheime alte ", "<w:rStyle w:val='Weg'/>"), run("Anfrage")), "Neue Anfrage", 2),
    "a style below another": (paragraph(run("Neue "), run("geheime ", "<w:rStyle w:val='Unter'/>"), run("Anfrage")), "Neue Anfrage", 1),
    "a style that shows again": (paragraph(run("Neue "), run("Anfrage", "<w:rStyle w:val='Doch'/>")), "Neue Anfrage", 0),
    "a run that shows again": (paragraph(run("Neue Anfrage", "<w:rStyle w:val='Weg'/><w:vanish w:val='0'/>")), "Neue Anfrage", 0),
    "a paragraph's style": (p(t("nur für uns"), "<w:pStyle w:val='Notiz'/>") + p(t("Anfrage")), "Anfrage", 3),
    "struck out": (
        paragraph(run("Neue "), run("alte ", "<w:strike/>"), run("ältere ", "<w:dstrike/>"), run("Anfrage")),
        "Neue ~alte ~~ältere ~Anfrage",
        0,
    ),
    "struck out by a style": (paragraph(run("alte ", "<w:rStyle w:val='Alt'/>"), run("Anfrage")), "~alte ~Anfrage", 0),
    "white": (paragraph(run("Neue "), run("geheime alte ", WHITE), run("Anfrage")), "Neue Anfrage", 2),
    "white by a style": (paragraph(run("geheime ", "<w:rStyle w:val='Weiss'/>"), run("Anfrage")), "Anfrage", 1),
    "white, on white": (paragraph(run("alte ", WHITE + "<w:shd w:val='clear' w:fill='FFFFFF'/>"), run("Anfrage")), "Anfrage", 1),
    "white on a dark run": (paragraph(run("Neue ", WHITE + "<w:shd w:val='clear' w:fill='1F3864'/>"), run("Anfrage")), "Neue Anfrage", 0),
    "white on a pattern": (paragraph(run("Neue ", WHITE + "<w:shd w:val='solid' w:color='000000'/>"), run("Anfrage")), "Neue Anfrage", 0),
    "white, marked": (paragraph(run("Neue ", WHITE + "<w:highlight w:val='black'/>"), run("Anfrage")), "Neue Anfrage", 0),
    "white in a dark paragraph": (p(run("Neue Anfrage", WHITE), "<w:shd w:val='clear' w:fill='C00000'/>"), "Neue Anfrage", 0),
    "white in a paragraph with a style": (p(run("Neue Anfrage", WHITE), "<w:pStyle w:val='Banner'/>"), "Neue Anfrage", 0),
    "white in a dark cell": (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val='clear' w:fill='000080'/></w:tcPr>"
        + paragraph(run("Anfrage", WHITE))
        + "</w:tc></w:tr></w:tbl>",
        "Anfrage",
        0,
    ),
    "white in a table with a style": (
        "<w:tbl><w:tblPr><w:tblStyle w:val='Gitter'/></w:tblPr><w:tr><w:tc>" + paragraph(run("Anfrage", WHITE)) + "</w:tc></w:tr></w:tbl>",
        "Anfrage",
        0,
    ),
    "grey": (paragraph(run("Neue ", "<w:color w:val='A6A6A6'/>"), run("Anfrage", "<w:color w:val='auto'/>")), "Neue Anfrage", 0),
    "struck out and hidden": (paragraph(run("alte ", "<w:strike/><w:vanish/>"), run("Anfrage")), "Anfrage", 1),
    "struck out over lines": (p("<w:r><w:rPr><w:strike/></w:rPr>" + t("Eins") + "<w:br/>" + t("zwei") + "</w:r>"), "~Eins~\n~zwei~", 0),
    "not struck out": (paragraph(run("Anfrage", "<w:strike w:val='false'/>")), "Anfrage", 0),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_word_hides_or_strikes_out(name: str) -> None:
    body, wanted, unseen = UNSEEN[name]
    checked(package(Parts(body, "", STYLES)), wanted, unseen)


@pytest.mark.parametrize(
    ("mark", "properties", "wanted"),
    [("", "<w:strike/>", "1. Wann?\n~2. Wo denn?~\n3. Wer?"), ("", "<w:vanish/>", "1. Wann?\n3. Wer?"),
     ("<w:rPr><w:vanish/></w:rPr>", "<w:vanish/>", "1. Wann?\n2. Wer?")],
)  # fmt: skip
def test_numbers_of_questions_that_are_not_seen(mark: str, properties: str, wanted: str) -> None:
    number = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
    rows = (("Wann?", "", ""), ("Wo denn?", mark, properties), ("Wer?", "", ""))
    body = "".join(f"<w:p><w:pPr>{number}{own}</w:pPr>{run(text, look)}</w:p>" for text, own, look in rows)
    numbering = (
        "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        "<w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"
        "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    )
    checked(package(Parts(body, numbering)), wanted, 0 if "strike" in properties else 2)


ODT_STYLES = (
    "<style:style style:name='S' style:family='text'><style:text-properties style:text-line-through-style='solid'/></style:style>"
    "<style:style style:name='N' style:family='text'><style:text-properties style:text-line-through-style='none'/></style:style>"
    "<style:style style:name='H' style:family='paragraph'><style:text-properties text:display='none'/></style:style>"
)
FORM = (
    "<office:forms xmlns:form='urn:oasis:names:tc:opendocument:xmlns:form:1.0'><form:form>"
    "<form:checkbox xml:id='a' form:id='a' form:label='CDU'/><form:checkbox form:id='b' form:label='SPD' form:current-state='checked'/>"
    "<form:radio form:id='c' form:label='FDP' form:current-selected='true'/><form:text form:id='d' form:current-value='Bäume'/>"
    "<form:listbox form:id='e'><form:option form:label='Bitte wählen'/><form:option form:label='Volt' form:current-selected='true'/>"
    "</form:listbox></form:form></office:forms>"
)
WRITER = {
    "struck out": ("<text:p>Neue <text:span text:style-name='S'>alte </text:span>Anfrage</text:p>", "Neue ~alte ~Anfrage", 0),
    "struck out within": (
        "<text:p>Neue <text:span text:style-name='S'>al<text:span text:style-name='N'>te</text:span> </text:span>Anfrage</text:p>",
        "Neue ~al~~te~ Anfrage", 0,
    ),
    "not struck out": ("<text:p>Neue <text:span text:style-name='N'>gute</text:span> Anfrage</text:p>", "Neue gute Anfrage", 0),
    "a hidden paragraph": ("<text:p text:style-name='H'>nur für uns</text:p><text:p>Anfrage</text:p>", "Anfrage", 3),
    "controls": (
        FORM + "<text:p>" + "".join(f"<draw:control draw:control='{n}'/> " for n in "abcde") + "</text:p>",
        "☐ CDU ☒ SPD ☒ FDP Bäume Volt", 0,
    ),
    "placeholders": ("<text:p>Datum:<text:placeholder>Datum</text:placeholder></text:p>", "Datum:", 0),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITER)
def test_forms_of_writer(name: str) -> None:
    body, wanted, unseen = WRITER[name]
    checked(odt(body, ODT_STYLES), wanted, unseen)


@pytest.mark.parametrize(
    ("body", "wanted", "unseen"),
    [(rb"Neue {\strike alte }Anfrage", "Neue ~alte ~Anfrage", 0), (rb"Neue \striked1 alte \striked0 Anfrage", "Neue ~alte ~Anfrage", 0),
     (rb"Neue \strike alte \plain Anfrage", "Neue ~alte ~Anfrage", 0), (rb"Neue {\v ganz geheime }Anfrage", "Neue Anfrage", 2),
     (rb"Neue {\deleted alte }Anfrage", "Neue Anfrage", 0), (rb"\strike0 Neue Anfrage", "Neue Anfrage", 0)],
)  # fmt: skip
def test_what_rich_text_hides_or_strikes_out(body: bytes, wanted: str, unseen: int) -> None:
    checked(b"{\\rtf1\\ansi\\ansicpg1252\\deff0 " + body + b"\\par}", wanted, unseen)


def rtf_field(kind: str, data: str, result: str = "") -> str:
    return "{\\field{\\*\\fldinst { " + kind + " }{\\*\\formfield{" + data + "}}}{\\fldrslt " + result + "}}"


RTF_LIST = r"{\*\ffl Gr\'fcne}{\*\ffl CDU}{\*\ffl Bitte w\'e4hlen}"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [("Von " + rtf_field("FORMDROPDOWN", r"\fftype2\ffres1" + RTF_LIST), "Von CDU"),
     ("Von " + rtf_field("FORMDROPDOWN", r"\fftype2\ffres25\ffdefres0" + RTF_LIST, "Anders"), "Von Grüne"),
     ("Von " + rtf_field("FORMDROPDOWN", r"\fftype2\ffres2" + RTF_LIST), "Von"),
     ("Von " + rtf_field("FORMDROPDOWN", r"\fftype2\ffres9"), "Von"),
     (rtf_field("FORMCHECKBOX", r"\fftype1\ffres1") + " A " + rtf_field("FORMCHECKBOX", r"\fftype1\ffres25\ffdefres0") + " B", "☒ A ☐ B"),
     ("Betreff: " + rtf_field("FORMTEXT", r"\fftype0", "Parkbank"), "Betreff: Parkbank")],
)  # fmt: skip
def test_forms_of_rich_text(body: str, wanted: str) -> None:
    checked(b"{\\rtf1\\ansi\\ansicpg1252\\deff0 Neue Anfrage\\par " + body.encode() + b"\\par}", f"Neue Anfrage\n{wanted}")


CSS = (
    "<style>.weg,#fort{display:none} p.alt{visibility:hidden} .tab{display:none}"
    ".tab.an{display:block} s2{color:red} .x{text-decoration:line-through}</style>"
)
PAGES = {
    "boxes": ("<label><input type=checkbox> CDU</label> <label><input type=radio checked> SPD</label>", "☐ CDU ☒ SPD", 0),
    "text": ("<p>Betreff: <input value='Bäume'> <input type=hidden value=x><input type=submit value=Senden>", "Betreff: Bäume", 0),
    "an area": ("<p>Frage: <textarea>Wann?\nWo?</textarea>", "Frage: Wann?\nWo?", 0),
    "a list": ("<p>Von <select><option>SPD<option selected>CDU</select>", "Von CDU", 0),
    "a list as it opens": ("<p>Von <select><option>Bitte wählen<option>CDU</select> x", "Von x", 0),
    "several entries": ("<p>Von <select multiple><option selected>SPD<option selected>CDU<option>FDP</select>", "Von SPD, CDU", 0),
    "attributes": ("<p hidden>eins zwei<p style='visibility: hidden'>drei<p>Anfrage <s>alt</s>", "Anfrage ~alt~", 3),
    "struck out": ("<p>Neue <del>alte <b>große</b></del> Anfrage<p style='text-decoration:line-through'>1. Wann?<p>2. Wo?",
                   "Neue ~alte ~~große~ Anfrage\n\n~1. Wann?~\n\n2. Wo?", 0),
    "classes": ("<p class='a weg'>eins</p><p id=fort>zwei</p><p class=alt>drei</p><p>Anfrage <b class=x>vier</b>", "Anfrage ~vier~", 3),
    "a class of another element": ("<div class=alt>Neue</div> <p>Anfrage", "Neue\n\nAnfrage", 0),
    "a stronger rule": ("<p class=tab>eins</p><p class='tab an'>Anfrage</p>", "Anfrage", 1),
    "shown again": ("<p class=weg style='display:block'>Anfrage</p>", "Anfrage", 0),
    "rows and cells": ("<table><tr class=weg><td>eins</tr><tr><td>Anfrage<td class=weg>zwei</tr></table>", "Anfrage", 2),
    "paper": ("<style>@media print{.p{display:none}} @import 'x';/* .p{display:none} */</style><p class=p>Anfrage", "Anfrage", 0),
    "an unfinished sheet": ("<style>@media print{.p{display:none</style><p class=p>Anfrage", "Anfrage", 0),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_forms_of_web_pages(name: str) -> None:
    body, wanted, unseen = PAGES[name]
    checked(f"<!DOCTYPE html><html><head><title>Rat</title>{CSS}</head><body>{body}</body></html>".encode(), wanted, unseen)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Bitte wählen", True), ("Bitte eine Fraktion auswählen ...", True), ("Wählen Sie ein Element aus.", True), ("", True), ("---", True),
     ("Klicken Sie hier, um Text einzugeben.", True), ("SPD", False), ("Wählergemeinschaft Auental", False),
     ("Auswahl der Standorte " * 9, False)],
)  # fmt: skip
def test_placeholders(text: str, wanted: bool) -> None:
    assert is_placeholder(text) is wanted
