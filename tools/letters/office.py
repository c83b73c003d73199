"""A letter as rich text, as a page of a council's system, as a mail."""

from __future__ import annotations

import random
from collections.abc import Callable
from email.message import EmailMessage
from html import escape

from tools.letters.docx import as_docx
from tools.letters.listed import Entry, listed
from tools.letters.odt import as_odt
from tools.letters.shape import Letter, Piece
from tools.letters.text import TextStyle, as_text

PLAIN = TextStyle(width=10_000)
"""A paragraph to a line, as in all of these formats."""


def as_rtf(letter: Letter) -> bytes:
    """Numbers stand in it as they were printed last."""
    out = [r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fnil\fcharset2 Symbol;}}{\stylesheet{\s0 Standard;}}"]
    for piece, _ in listed(letter):
        if piece.kind == "table":
            for row in piece.rows:
                out.append(r"\trowd" + "".join(rf"\cellx{n}" for n in range(len(row))))
                out += [rf"\pard\intbl {_rich(cell)}\cell" for cell in row]
                out.append(r"\row\pard")
            continue
        marker = rf"{{\listtext\pard\plain {_rich(piece.marker)}\tab}}" if piece.marker else ""
        text = f"{piece.text}\t{piece.other}" if piece.kind == "pair" and piece.other else piece.text
        bold = r"\b " if piece.bold else ""
        out.append(rf"\pard\plain\f0 {marker}{{{bold}{_rich(text)}}}\par")
    return "\r\n".join([*out, "}"]).encode("ascii")


def _rich(text: str) -> str:
    out = ""
    for char in text:
        if char in "\\{}":
            out += "\\" + char
        elif char == "\t":
            out += r"\tab "
        elif char < "\x80":
            out += char
        else:
            raw = char.encode("cp1252", "replace")
            out += f"\\'{raw[0]:02x}" if raw != b"?" else f"\\u{ord(char)}?"
    return out


ABOVE = (
    "<header><a href='#inhalt'>Zum Inhalt</a><img src='https://rat.example/wappen.png'></header>"
    "<nav><ul><li><a href='/'>Start</a><li><a href='/sitzungen'>Sitzungen</a><li><a href='/anfragen'>Anfragen</a></ul></nav>"
)
BELOW = "<aside class='sidebar'>Nächste Sitzung am 1.1.2030</aside><footer>Impressum · Datenschutz</footer><script>1 < 2</script>"
TYPES = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "upperRoman": "I"}


class _Page:
    """The main part of a page in the making."""

    def __init__(self) -> None:
        self.inner: list[str] = []
        self.lines: list[str] = []
        self.is_list = False

    def end(self) -> None:
        """The paragraph, or the list, is over."""
        if self.lines:
            self.inner.append(f"<p>{'<br>'.join(self.lines)}</p>")
            self.lines.clear()
        if self.is_list:
            self.inner.append("</ol>")
            self.is_list = False

    def item(self, piece: Piece, entry: Entry) -> None:
        """An item with a number that a page can show."""
        if entry.fresh or not self.is_list:
            self.end()
            self.inner.append(f"<ol type='{TYPES[entry.kind]}' start='{entry.value}'>")
            self.is_list = True
        self.inner.append(f"<li>{escape(piece.text)}")

    def other(self, piece: Piece, entry: Entry | None) -> None:
        """Anything else."""
        if self.is_list and piece.kind == "part":
            self.inner.append(f"<div>{escape(_printed(piece, entry))}</div>")
            return
        if self.is_list or piece.kind in ("gap", "table"):
            self.end()
        if piece.kind == "table":
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in piece.rows)
            self.inner.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
        elif piece.kind != "gap":
            self.lines.append(f"<b>{escape(piece.text)}</b>" if piece.bold else escape(_printed(piece, entry)))


def as_html(letter: Letter) -> bytes:
    """Lists are lists where a page can show such markers; else they are printed."""
    page = _Page()
    for piece, entry in listed(letter):
        if entry is not None and piece.kind == "item" and entry.after == "." and not entry.before and entry.kind in TYPES:
            page.item(piece, entry)
        else:
            page.other(piece, entry)
    page.end()
    head = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Rat</title></head>"
    return f"{head}<body>{ABOVE}<main>{''.join(page.inner)}</main>{BELOW}</body></html>".encode()


def _printed(piece: Piece, entry: Entry | None) -> str:
    if piece.kind == "pair" and piece.other:
        return f"{piece.text}\u00a0\u00a0\u00a0{piece.other}"
    return f"{piece.marker} {piece.text}" if piece.marker else piece.text


def as_eml(letter: Letter) -> bytes:
    """The letter is the body, or comes with a mail that only says so."""
    rng = random.Random(letter.seed + 13)
    mail = EmailMessage()
    mail["From"], mail["To"] = "fraktion@rat.example", "buero@rat.example"
    mail["Subject"], mail["Message-ID"] = "Anfrage", f"<{letter.seed}@rat.example>"
    if rng.random() < 0.5:
        mail.set_content(as_text(letter, PLAIN), cte=rng.choice(("quoted-printable", "base64", "8bit")))
    else:
        mail.set_content("Guten Tag,\n\nanbei die Anfrage unserer Fraktion.\n\nViele Grüße\nP. Probe\n")
        mail.add_attachment(as_docx(letter), maintype="application", subtype="octet-stream", filename="Anfrage für den Rat.docx")
    return mail.as_bytes()


FORMATS: dict[str, Callable[[Letter], bytes]] = {"docx": as_docx, "odt": as_odt, "rtf": as_rtf, "html": as_html, "eml": as_eml}
"""Ending → what sets a letter so."""
