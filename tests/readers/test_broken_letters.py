"""Letters that a conversion broke: mended where only one reading is possible, else found; the text as read is the mended one."""

import io
import re
from email.message import EmailMessage

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from anfrage_parser import parse_text
from anfrage_parser.model import Source
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_bytes, read_text
from anfrage_parser.readers.encodings import decode
from anfrage_parser.readers.legible import reads_well
from anfrage_parser.readers.mending import CODECS, mended
from anfrage_parser.readers.options import Options
from anfrage_parser.record.schema import Inquiry
from tests.pdfs import pdf
from tests.readers.test_ocr import needs_tesseract

LETTER = """Stadt Mühlau
Anfrage 77/2025
Fraktion BÜNDNIS 90/DIE GRÜNEN
vom 3. März 2025
Betreff: Öffnungszeiten der Bücherei „Am Fluß“

Die Bücherei schließt früh – für Schüler zu früh. Das ärgert die Bürger (§ 5).

Wir fragen:
1. Wie häufig wird die Bücherei außerhalb der Öffnungszeiten aufgesucht?
2. Prüft die Verwaltung längere Öffnungszeiten gemäß Satzung?

Jörg Müßig
"""
TEXTS = (
    LETTER,
    "Größe: 30 m², Gebühr 5,80 €",
    "„Neue Mitte“ – seit 2019 geplant … Geht’s los? über §§ 3, 4",
    "ÖFFENTLICHE ANFRAGE ÜBER STRAẞEN".replace("ẞ", "SS") + " Äußerst",
    "Café in der Münchener Straße 5°",
)


def misread(text: str, codec: str) -> str:
    """UTF-8 read as something else."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())


def record(source: Source) -> Inquiry:
    return parse_source(source, evidence=True)[0]


def codes(inquiry: Inquiry) -> dict[str, str]:
    return {f.code: f.message for f in inquiry.findings}


def is_right(inquiry: Inquiry) -> bool:
    return (
        inquiry.date == "2025-03-03"
        and inquiry.party == "BÜNDNIS 90/DIE GRÜNEN"
        and [q.text for q in inquiry.questions]
        == [
            "Wie häufig wird die Bücherei außerhalb der Öffnungszeiten aufgesucht?",
            "Prüft die Verwaltung längere Öffnungszeiten gemäß Satzung?",
        ]
    )


@pytest.mark.parametrize("codec", CODECS)
def test_utf8_read_as_something_else(codec: str) -> None:
    for text in TEXTS:
        assert mended(misread(text, codec)).text == text
    inquiry = record(read_text(misread(LETTER, codec)))
    assert is_right(inquiry) and "letters-mended" in codes(inquiry)


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman", "cp850"])
def test_twice(codec: str) -> None:
    for text in TEXTS:
        assert mended(misread(misread(text, codec), codec)).text == text


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman"])
def test_in_a_part_of_the_text_alone(codec: str) -> None:
    lines = LETTER.splitlines(keepends=True)
    text = "".join(misread(line, codec) if number % 2 else line for number, line in enumerate(lines))
    source = read_text(text)
    assert source.text == LETTER and source.mended == mended(text).number > 0
    assert is_right(record(source))


def test_files_of_two_halves() -> None:
    """Two files, joined: some lines in UTF-8, some in Windows' encoding."""
    lines = LETTER.splitlines(keepends=True)
    for every in (2, 3, 5, 7, 9):
        for first in (True, False):
            data = b"".join(line.encode("utf-8" if (number % every == 0) is first else "cp1252") for number, line in enumerate(lines))
            source = read_bytes(data, "x.txt")
            assert source.text == LETTER and source.undecodable == 0, every
            assert is_right(record(source))


WRONG = [("cp850", "cp1252"), ("mac_roman", "cp1252"), ("cp1252", "cp850"), ("cp1252", "mac_roman")]


@pytest.mark.parametrize(("right", "wrong"), WRONG)
def test_exchanged_umlauts(right: str, wrong: str) -> None:
    text = re.sub("[„“–]", "", LETTER).replace("§", "Abs.")
    broken = "".join(bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in text.encode(right)).replace("Abs.", "§")
    assert is_right(record(read_text(broken)))


@pytest.mark.parametrize("style", [r"\1¨", r"¨\1", r"\1 ¨", r"¨ \1", "\\1 \u0308"])
def test_a_diaeresis_beside_its_vowel(style: str) -> None:
    vowels = str.maketrans({"ä": "{a}", "ö": "{o}", "ü": "{u}", "Ä": "{A}", "Ö": "{O}", "Ü": "{U}"})
    broken = re.sub(r"\{(.)\}", style, LETTER.translate(vowels))
    source = read_text(broken)
    assert source.text == LETTER and source.mended == len(re.findall("[äöüÄÖÜ]", LETTER))
    assert is_right(record(source))


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("style", ["{0}¨", "¨{0}"])
def test_a_diaeresis_in_a_pdf(style: str, reader: str) -> None:
    table = str.maketrans({upper: style.format(vowel) for upper, vowel in zip("äöüÄÖÜ", "aouAOU", strict=True)})
    marks = [(70.0, 60.0 + 16 * number, line.translate(table)) for number, line in enumerate(LETTER.splitlines()) if line]
    source = read_bytes(pdf([marks]), "x.pdf", Options(reader, words=True))
    inquiry = record(source)
    assert is_right(inquiry) and source.mended > 10
    line = next(line for line in source.lines if "GRÜNEN" in line.raw)
    assert [line.raw[start:end] for start, end, _ in line.words] == ["Fraktion", "BÜNDNIS", "90/DIE", "GRÜNEN"]


def test_mails_that_say_ascii() -> None:
    head = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: Anfrage\r\nMIME-Version: 1.0\r\nContent-Type: text/plain"
    for charset in (b"; charset=us-ascii", b"; charset=iso-8859-1", b"; charset=windows-1252", b"; charset=unbekannt", b""):
        for encoding in ("utf-8", "cp1252"):
            if charset.endswith((b"1", b"2")) or encoding == "utf-8" or b"ascii" in charset:
                data = head + charset + b"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + LETTER.encode(encoding)
                assert is_right(record(read_bytes(data, "x.eml"))), (charset, encoding)


def test_an_attachment_may_be_broken() -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", "Anfrage"
    message.set_content("Anbei die Anfrage.")
    message.add_attachment(misread(LETTER, "cp1252").encode(), maintype="text", subtype="plain", filename="a.txt")
    inquiry = record(read_bytes(message.as_bytes(), "x.eml"))
    assert is_right(inquiry) and "letters-mended" in codes(inquiry)


def test_pages_and_rich_text() -> None:
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in misread(LETTER, "cp1252").splitlines()) + "</body></html>"
    assert is_right(record(read_bytes(page.encode(), "x.html")))
    said = page.replace("<body>", '<head><meta charset="us-ascii"></head><body>')
    assert is_right(record(read_bytes(said.encode(), "x.html")))


@pytest.mark.parametrize("sign", ["\ufffd", "\ufffd\ufffd", "?"])
def test_lost_letters_of_usual_words(sign: str) -> None:
    text = re.sub(
        "[äöüÄÖÜ]", sign.replace("\\", ""), "Fraktion Bündnis 90/Die Grünen\nvom 3. März 2025\nAnfrage\n1. Was tut die Stadt für Bürger?\n"
    )
    inquiry = parse_text(text)[0]
    assert (inquiry.party, str(inquiry.date)) == ("BÜNDNIS 90/DIE GRÜNEN", "2025-03-03")
    assert inquiry.questions[0].text == "Was tut die Stadt für Bürger?"


@pytest.mark.parametrize("word", ["Fl\ufffdz", "K\ufffdln", "M\ufffdhlau", "Wei\ufffdtal", "B\ufffdcherei"])
def test_lost_letters_are_found(word: str) -> None:
    inquiry = parse_text(LETTER.replace("Betreff:", f"Betreff: {word},"))[0]
    assert codes(inquiry)["letters-lost"] == "an einer Stelle fehlen im Dokument Buchstaben"
    assert word in (inquiry.title or "")


def test_a_group_that_lost_letters_is_doubtful() -> None:
    assert "party-doubtful" in codes(parse_text(LETTER.replace("BÜNDNIS 90/DIE GRÜNEN", "Freie W\ufffdhler M\ufffdhlau"))[0])


def test_dropped_umlauts_are_found() -> None:
    assert "letters-lost" in codes(parse_text(re.sub("[äöüÄÖÜß]", "", LETTER))[0])
    assert "letters-lost" not in codes(parse_text(LETTER)[0])


@pytest.mark.parametrize("end", ["\v", "\x85", "\u2028", "\u2029", "\v\n"])
def test_rare_line_ends(end: str) -> None:
    assert is_right(record(read_bytes(LETTER.replace("\n", end).encode(), "x.txt")))


def test_remnants() -> None:
    assert mended("FÃ¼r 10Â 000 â‚¬ im â€œRathausâ€ und z.Â B. hier").text == "Für 10 000 € im “Rathaus” und z. B. hier"


def test_books_are_left_alone() -> None:
    text = "fÃ¼r " * 2_000_000
    assert mended(text).number == 0


def test_signs_of_windows_that_are_controls() -> None:
    broken = LETTER.replace("„", "\x84").replace("“", "\x93").replace("–", "\x96").replace("§", "\x85 §")
    assert read_text(broken).text == LETTER.replace("§", "… §")


SOUND = (
    "Die ‚Äpfel‘ kosten 3 €, √2 ist 1,41; Â ist ein Buchstabe.",
    "├──┬──┐\n│ä │ö │\n├──┼──┤\n└──┴──┘",
    "Château, São Paulo, Łódź, naïve Citroën, Ångström",
    "Was kostet das? Wer zahlt?Und wann?",
    "Siehe https://rat.example/x?id=3&fr=2?ber=1",
    "Gru\u0308ne Zeichen im NFD, ¬ und ‚Ä‘",
    "Fuer Buerger, ohne Umlaute",
)


@pytest.mark.parametrize("text", SOUND)
def test_sound_texts_stay(text: str) -> None:
    assert mended(text) == (text, 0)
    assert decode(text.encode()).text == text


def unnamed(letters: str) -> bytes:
    """The letter as a PDF whose font doesn't name some letters; as streams keep their length, blanks stand for the rows."""
    pdfmetrics.registerFont(TTFont("Fremd", "Vera.ttf"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True, pageCompression=0)
    canvas.setFont("Fremd", 11)
    for number, line in enumerate(LETTER.splitlines()):
        canvas.drawString(70, 780 - 18 * number, line)
    canvas.save()
    kept = {f"{ord(char):04X}".encode() for char in set(LETTER) - set(letters)}
    data = re.sub(rb"\n<..> <(....)>", lambda row: row.group() if row.group(1) in kept else b"\n           ", out.getvalue())
    return data.replace(b"128 beginbfchar", b"%3d beginbfchar" % len(kept))


LETTERS = "".join(sorted(set(LETTER) - {"\n"}))
NAMELESS = {"small": "äöü", "all umlauts": "äöüßÄÖÜ", "one": "ü", "with others": "äöüt", "ligatures": "flß", "all": LETTERS}


@needs_tesseract
@pytest.mark.parametrize("kind", NAMELESS)
@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_fonts_that_name_no_letters_are_recognised(kind: str, reader: str) -> None:
    if reader == "pdfium" or kind != "all":  # the other one has its own idea of letters
        source = read_bytes(unnamed(NAMELESS[kind]), "x.pdf", Options(reader))
        assert source.reader.startswith("ocr") and is_right(record(source)), source.text


@pytest.mark.parametrize("kind", ["small", "all umlauts", "one", "with others", "ligatures"])
def test_without_recognition_lost_letters_are_found(kind: str) -> None:
    source = read_bytes(unnamed(NAMELESS[kind]), "x.pdf", Options(ocr="off"))
    assert source.reader == "pdfium" and source.lost > 0
    assert "letters-lost" in codes(record(source))


def test_text_that_happens_to_be_right_stays() -> None:
    """Numbers of a font may be those of ASCII; then it is no matter that it names nothing."""
    marks = [(70.0, 60.0, "Anfrage 5/2025"), (70.0, 80.0, "Wann wird der Weg gebaut? Was kostet das?")]
    assert read_bytes(pdf([marks]), "x.pdf").lost == 0
    assert reads_well("Anfrage Rathaus Neubau") and not reads_well("$QIUDJH 5DWKDXV 1HXEDX .OLQLN")


def test_fonts_that_name_all_are_left_alone() -> None:
    marks = [(70.0, 60.0 + 16 * number, line) for number, line in enumerate(LETTER.splitlines()) if line]
    source = read_bytes(pdf([marks]), "x.pdf")
    assert (source.reader, source.lost, source.mended) == ("pdfium", 0, 0)
