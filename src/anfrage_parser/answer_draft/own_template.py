"""The built-in template of an answer, made with python-docx, so that it can be read here: plain, German, for clerks to make theirs of."""

import io
from typing import Any

import docx
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from anfrage_parser.answer_draft.names import HERE
from anfrage_parser.exporters.source_date_epoch import moment

ABOUT = (
    "Antwort auf die Anfrage{% if nummer %} {{ nummer }}{% endif %}"
    "{% if fraktion %} der {{ 'Fraktion' if parties|length == 1 else 'Fraktionen' }} {{ fraktion }}"
    "{% elif fragesteller %} von {{ fragesteller }}{% endif %}{% if datum %} vom {{ datum }}{% endif %}"
)


def made() -> bytes:
    """Return it as .docx."""
    book = docx.Document()
    _settle(book)
    _lines(
        book,
        "{%p if körperschaft %}",
        "{{ körperschaft }}",
        "{%p endif %}",
        "{%p if zuständig %}",
        "{{ zuständig }}",
        "{%p endif %}",
    )
    _open(book.add_paragraph(), "[Ort], den [Datum]").paragraph_format.space_after = Pt(24)
    book.add_paragraph(style="Heading 1").add_run(ABOUT)
    _lines(book, "{%p if titel %}", "Betreff: {{ titel }}", "{%p endif %}", "Die Anfrage wird wie folgt beantwortet:")
    _lines(book, "{%p for frage in fragen %}")
    question = book.add_paragraph()
    question.paragraph_format.space_before = Pt(18)
    question.paragraph_format.keep_with_next = True
    question.add_run("{{ frage.marke }} {{ frage.wortlaut }}").bold = True
    _lines(book, "{%p for teil in frage.unterfragen %}")
    part = book.add_paragraph()
    part.paragraph_format.left_indent = Cm(1)
    part.add_run("{{ teil.nummerierung }} {{ teil.wortlaut }}").bold = True
    _lines(book, "{%p endfor %}", "{%p if frage.schluss %}")
    book.add_paragraph().add_run("{{ frage.schluss }}").bold = True
    _lines(book, "{%p endif %}")
    book.add_paragraph("Zu Frage {{ frage.zu }}:").paragraph_format.keep_with_next = True
    _lines(book, "{%p if frage.antwort %}", "{{ frage.antwort }}", "{%p else %}")
    _open(book.add_paragraph(), HERE)
    _lines(book, "{%p endif %}", "{%p endfor %}")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lines(book: Any, *texts: str) -> None:
    for text in texts:
        book.add_paragraph(text)


def _open(paragraph: Any, text: str) -> Any:
    """Write what somebody still has to fill in, marked in yellow."""
    paragraph.add_run(text).font.highlight_color = WD_COLOR_INDEX.YELLOW
    return paragraph


def _settle(book: Any) -> None:
    """Set the page, the letters, the language for the spelling checker, and what the file says of itself."""
    section = book.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    for name, size in (("Normal", 11), ("Heading 1", 14)):
        style = book.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.font.color.rgb = docx.shared.RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            if "Theme" in attribute:
                del fonts.attrib[attribute]
        for kind in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(kind), "Arial")
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "de-DE")
    book.styles["Normal"].element.get_or_add_rPr().append(language)
    properties = book.core_properties
    properties.author = properties.comments = properties.title = properties.last_modified_by = ""
    properties.created = properties.modified = moment().replace(tzinfo=None)
    properties.language = "de-DE"
