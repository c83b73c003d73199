"""Texts from before Unicode: every encoding that German offices have used, told by how German the result looks."""

import pytest

from anfrage_parser import parse_text
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.encodings import decode

TEXTS = (
    "Die Straße ist für Fußgänger gesperrt.",
    "Wie hoch sind die Kosten?  § 5 gilt für Köln",
    "ÖFFENTLICHE ANFRAGE ÜBER STRASSENSCHÄDEN",
    "Größe: 30 m², Gebühr 5,80",
    "Gremium Termin TOP ö nö",
    "Käse",
    "Müller",
    "Dr. Jürgen Groß, Straße des 17. Juni",
    "Die Änderung betrifft drei Schüler.",
    "Süß und sauer, früh und spät: so geht es über Jahre.",
    "Café in der Münchener Straße",
)
TYPESET = (
    "Die „Neue Mitte“ – seit 2019 geplant – ist fertig.",
    "Im Rathaus heißt es: „Wir prüfen …“",
    "Was sagt die Verwaltung zum “Runden Tisch”?",
    "Geht’s am Übergang früher los?",
)


@pytest.mark.parametrize("codec", ["cp1252", "cp850", "iso8859-15", "mac_roman"])
def test_short_german_texts(codec: str) -> None:
    for text in TEXTS + (TYPESET if codec in ("cp1252", "mac_roman") else ()):
        if codec == "mac_roman" and (text.endswith(" nö") or "Ö" in text or "²" in text):
            continue  # "ö nö" alone is DOS as well; Macs have no superscript two
        found = decode(text.encode(codec))
        assert (found.text, found.guessed, found.undecodable) == (text, True, 0), (codec, found)


def test_the_euro_tells_unix_from_windows() -> None:
    assert decode("Für 200 € im Jahr".encode("iso8859-15")).text == "Für 200 € im Jahr"
    assert decode("Für 200 € im Jahr".encode("cp1252")).encoding == "cp1252"


def test_damage_is_counted_and_never_fails() -> None:
    whole = "Anfrage 5/2024 der SPD-Fraktion\n\nFür Köln, für Füssen, über Gülle.\n\nWir fragen:\n\n1. Warum läuft der Müll über?\n"
    damaged = whole.encode().replace("ü".encode(), b"\xfc\xff", 1)
    found = decode(damaged)
    assert (found.encoding, found.guessed) == ("utf-8", True) and found.undecodable == found.text.count("\ufffd") >= 1
    inquiry = parse_source(read_bytes(damaged, "x.txt"))[0]
    codes = {f.code: f for f in inquiry.findings}
    assert (
        codes["undecodable"].severity == "warning"
        and ("einer Stelle" if found.undecodable == 1 else str(found.undecodable)) in codes["undecodable"].message
    )
    assert inquiry.questions[0].text == "Warum läuft der Müll über?"
    assert "undecodable" not in {f.code for f in parse_text(whole.replace("Köln", "K\ufffdln"))[0].findings}


def test_what_is_not_ascii_may_come_late() -> None:
    data = b"lang " * 2_000_000 + "für Größe über Köln".encode("cp850") * 200_000
    assert decode(data).encoding == "cp850"
