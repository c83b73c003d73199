"""Forwarded mails: the letter inside is the letter; what mail programs add to it is no part of it."""

from email.header import Header
from email.message import EmailMessage
from typing import Any

import pytest

from anfrage_parser.errors import NotAnInquiryError
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_bytes, read_text
from anfrage_parser.record.build import as_dict

LETTER = """Stadt Lindenau
ANFRAGE
Fraktion Bündnis 90/Die Grünen
vom 12. März 2024
Vorlage Nr.: 2024/0153
Beleuchtung im Schlosspark

Auf den Wegen im Schlosspark ist es abends dunkel.

Wir fragen die Verwaltung:
1. Wie viele Leuchten im Schlosspark sind zurzeit außer Betrieb?
2. Wann werden die defekten Leuchten ersetzt, und was kostet das?
3. Prüft die Stadt eine Umrüstung auf LED-Technik?

Für die Fraktion
Petra Sommer
"""

BARE = """Sehr geehrte Frau Bürgermeisterin,

am Hauptbahnhof fehlen seit langem Fahrradbügel.

Wir bitten um Auskunft:

1. Wie viele Bügel gibt es derzeit am Hauptbahnhof?
2. Wie viele sollen in diesem Jahr hinzukommen?

Mit freundlichen Grüßen
Timo Raschke
Volt-Fraktion Harlebeck
"""


def mail(body: str, subject: str = "WG: Post", date: str = "Fri, 15 Mar 2024 08:00:00 +0100", sender: str = "amt@stadt.example") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Date"] = sender, "rat@stadt.example", subject, date
    message.set_content(body)
    return message.as_bytes()


def quoted(text: str, mark: str = "> ") -> str:
    return "\n".join(f"{mark}{line}".rstrip() for line in text.rstrip("\n").split("\n")) + "\n"


def records(data: bytes | str) -> list[dict[str, Any]]:
    source = read_text(data, "x.txt") if isinstance(data, str) else read_bytes(data, "x.eml")
    rows = [as_dict(inquiry) for inquiry in parse_source(source)]
    for row in rows:
        row["codes"] = [f["code"] for f in row["findings"]]
    return rows


def one(data: bytes | str) -> dict[str, Any]:
    (row,) = records(data)
    return row


OUTLOOK = "Von: Fraktion <fraktion@gruene.example>\nGesendet: Dienstag, 12. März 2024 10:00\nAn: Ratsbüro\nBetreff: WG: Post\n\n"
OLDER = "Von: Ratsbüro <rat@stadt.example>\nGesendet: Mittwoch, 13. März 2024 07:00\nAn: Amt 66\nBetreff: WG: WG: Post\n\n"
FRAMED = "-----Ursprüngliche Nachricht-----\n" + OUTLOOK
THUNDERBIRD = (
    "-------- Weitergeleitete Nachricht --------\nBetreff: \tPost\nDatum: \tTue, 12 Mar 2024 10:00:00 +0100\n"
    "Von: \tFraktion <fraktion@gruene.example>\nAn: \trat@stadt.example\n\n"
)
APPLE = "Anfang der weitergeleiteten Nachricht:\n\n"
APPLE_HEAD = "Von: Fraktion <f@gruene.example>\nBetreff: Post\nDatum: 12. März 2024 um 10:00:00 MEZ\nAn: rat@stadt.example\n\n"
GMAIL = (
    "---------- Forwarded message ---------\nVon: Fraktion <f@gruene.example>\nDate: Di., 12. März 2024 um 10:00 Uhr\n"
    "Subject: Post\nTo: <rat@stadt.example>\n\n"
)
ENGLISH = "From: Fraktion <f@gruene.example>\nSent: Tuesday, March 12, 2024 10:00 AM\nTo: Ratsbüro\nSubject: FW: Post\n\n"
STARRED = "*Von:* Fraktion <f@gruene.example>\n*Gesendet:* Dienstag, 12. März 2024 10:00\n*An:* Ratsbüro\n*Betreff:* Post\n\n"
LONG_LIST = (
    "Von: Fraktion <f@gruene.example>\nGesendet: 12.03.2024 10:00\nAn: A <a@stadt.example>; B <b@stadt.example>;\n"
    "  C <c@stadt.example>\nCc: D <d@stadt.example>\nBetreff: Post\n\n"
)
NOTE = "Liebe Kolleginnen,\n\nuntenstehende Anfrage z. K. Wer übernimmt das?\n\nViele Grüße\nAnke Poll\n\n"

CHAINS = {
    "outlook": NOTE + OUTLOOK + LETTER,
    "outlook, framed": NOTE + FRAMED + LETTER,
    "outlook, twice": NOTE + OLDER + "Bitte beantworten.\n\nGruß\nUwe Amt\n\n" + OUTLOOK + LETTER,
    "outlook, three times": "FYI\n\n" + OLDER + "s.u.\n\n" + OLDER.replace("13.", "14.") + "Zur Kenntnis\n\n" + FRAMED + LETTER,
    "thunderbird": NOTE + THUNDERBIRD + LETTER,
    "apple": NOTE + APPLE + APPLE_HEAD + LETTER,
    "apple, quoted": NOTE + APPLE + quoted(APPLE_HEAD + LETTER),
    "gmail": NOTE + GMAIL + LETTER,
    "english": NOTE + ENGLISH + LETTER,
    "starred": NOTE + STARRED + LETTER,
    "many receivers": NOTE + LONG_LIST + LETTER,
    "a line below": NOTE + "________________________________\n" + OUTLOOK + LETTER,
    "quoted": "Bitte beantworten.\n\nAm 12.03.2024 um 10:00 schrieb Fraktion:\n" + quoted(LETTER),
    "quoted, wrapped": "s.u.\n\nAm Di., 12. März 2024 um 10:00 Uhr schrieb Fraktion Bündnis 90\n<f@gruene.example>:\n\n" + quoted(LETTER),
    "quoted twice": "s.u.\n\nAm 13.03.2024 um 07:00 schrieb Rat:\n"
    + quoted("Wer macht das?\n\nAm 12.03.2024 um 10:00 schrieb Fraktion:\n" + quoted(LETTER)),
    "quoted, english": "see below\n\nOn Tue, Mar 12, 2024 at 10:00 AM Fraktion <f@gruene.example> wrote:\n" + quoted(LETTER),
    "quoted without a blank": "s.u.\n\nAm 12.03.2024 um 10:00 schrieb Fraktion:\n" + quoted(LETTER, ">"),
    "quoted, the answer below": "Am 12.03.2024 um 10:00 schrieb Fraktion:\n" + quoted(LETTER) + "\nWird erledigt. Bis wann denn?\nU. Amt\n",
}


@pytest.mark.parametrize("as_text", [False, True])
@pytest.mark.parametrize("name", CHAINS)
def test_the_letter_in_a_chain_is_the_letter(name: str, as_text: bool) -> None:
    wanted = one(LETTER)
    got = one(CHAINS[name] if as_text else mail(CHAINS[name]))
    for key in ("number", "date", "party", "title", "preamble", "questions", "signatories", "askers", "committee", "blocks"):
        assert got[key] == wanted[key], key
    assert not got["unassigned"] and not {"title-from-mail", "date-from-mail"} & {*got["codes"]}


HEADS = {
    "outlook": OUTLOOK.replace("WG: Post", "AW: WG: Anfrage: Fahrradbügel am Bahnhof"),
    "with a receipt": OUTLOOK.replace("WG: Post", "[EXTERN] WG: Anfrage: Fahrradbügel am Bahnhof"),
    "thunderbird": THUNDERBIRD.replace("Post", "Fwd: Anfrage: Fahrradbügel am Bahnhof"),
    "apple": APPLE + APPLE_HEAD.replace("Post", "Anfrage: Fahrradbügel am Bahnhof"),
    "gmail": GMAIL.replace("Post", "Anfrage: Fahrradbügel am Bahnhof"),
    "english": ENGLISH.replace("FW: Post", "FW: Anfrage: Fahrradbügel am Bahnhof"),
}


@pytest.mark.parametrize("as_text", [False, True])
@pytest.mark.parametrize("name", HEADS)
def test_subject_and_day_of_the_inner_mail_stand_in(name: str, as_text: bool) -> None:
    text = NOTE + HEADS[name] + BARE
    got = one(text if as_text else mail(text, "WG: Anderes", "Mon, 1 Jul 2024 08:00:00 +0200"))
    assert (got["title"], got["date"], got["date_basis"]) == ("Fahrradbügel am Bahnhof", "2024-03-12", "letter")
    assert {"title-from-mail", "date-from-mail"} <= {*got["codes"]}
    assert [person["name"] for person in got["signatories"]] == ["Timo Raschke"] and got["askers"] == []


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Anfrage: Fahrradbügel", "Fahrradbügel"),
        ("WG: AW: Anfrage: Fahrradbügel", "Fahrradbügel"),
        ("Fwd: FW: Fahrradbügel am Bahnhof", "Fahrradbügel am Bahnhof"),
        ("Anfrage Volt: Fahrradbügel", "Fahrradbügel"),
        ("RE[2]: Fahrradbügel: Stand und Planung", "Fahrradbügel: Stand und Planung"),
    ],
)
def test_a_mails_own_subject_and_day(subject: str, title: str) -> None:
    got = one(mail(BARE, subject, "Mon, 3 Mar 2025 21:40:00 +0100"))
    assert (got["title"], got["date"]) == (title, "2025-03-03")
    assert {"title-from-mail", "date-from-mail"} <= {*got["codes"]}


def test_what_the_letter_says_goes_first() -> None:
    own = one(mail(LETTER, "Anfrage Schlosspark", "Fri, 15 Mar 2024 08:00:00 +0100", "Fraktion SPD <spd@stadt.example>"))
    assert (own["title"], own["date"], own["party"]) == ("Beleuchtung im Schlosspark", "2024-03-12", "BÜNDNIS 90/DIE GRÜNEN")
    dated = one(mail("Lindenau, den 5. Februar 2025\n\n" + BARE, "Anfrage: Fahrradbügel", "Mon, 3 Mar 2025 21:40:00 +0100"))
    assert dated["date"] == "2025-02-05" and "date-from-mail" not in dated["codes"]


def test_who_sends_a_mail_asks_nothing() -> None:
    got = one(mail(BARE.replace("Volt-Fraktion Harlebeck", ""), "Anfrage: Bügel", sender="Fraktion SPD <spd@stadt.example>"))
    assert got["party"] is None and got["askers"] == []
    office = one(mail(NOTE + OUTLOOK + BARE, sender="Amt Süderbrarau - Gremiendienst <gremien@amt.example>"))
    assert office["party"] == "Volt"


def test_a_subject_in_other_letters() -> None:
    coded = mail(BARE).replace(b"WG: Post", Header("Anfrage: Grünflächen für Bäume", "iso-8859-1").encode().encode())
    raw = mail(BARE).replace(b"WG: Post", "Anfrage: Grünflächen für Bäume".encode())
    assert [one(data)["title"] for data in (coded, raw)] == ["Grünflächen für Bäume"] * 2


SIGNATURES = {
    "office": "-- \nFraktionsbüro\nRathausplatz 1, 12345 Lindenau\nTel. 01234/5678\n",
    "person": "-- \nDr. Karla Kolumna\nGeschäftsführerin der Fraktion\nwww.fraktion.example\n",
    "disclaimer": "\nDiese E-Mail kann vertrauliche Inhalte enthalten. Sind Sie nicht der Empfänger?\nBitte löschen Sie sie dann.\n",
    "abroad": "\nThis e-mail may contain confidential information. Are you the intended recipient?\n",
    "law": "\nDer Inhalt dieser E-Mail ist ausschließlich für den bezeichneten Adressaten bestimmt.\nJohn Doe\n",
    "both": "--\nBüro\n\nDiese Nachricht enthält vertrauliche Informationen.\nBitte prüfen Sie der Umwelt zuliebe den Ausdruck.\n",
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_what_stands_below_is_no_signature(name: str) -> None:
    got = one(mail(LETTER + SIGNATURES[name]))
    assert [person["name"] for person in got["signatories"]] == ["Petra Sommer"]
    assert len(got["questions"]) == 3 and got["rationale"] is None and not got["unassigned"]


def test_who_only_signs_below_the_dashes_signs() -> None:
    closed = BARE.replace("Timo Raschke\nVolt-Fraktion Harlebeck\n", "\n-- \nTimo Raschke\nVolt-Fraktion Harlebeck\n")
    got = one(mail(closed, "Anfrage: Bügel"))
    assert [person["name"] for person in got["signatories"]] == ["Timo Raschke"] and got["party"] == "Volt"


def attached(note: str, *inner: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "amt@stadt.example", "WG: Anfrage", "Fri, 15 Mar 2024 08:00:00 +0100"
    message.set_content(note)
    for data in inner:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename="anfrage.eml")
    return message.as_bytes()


@pytest.mark.parametrize("note", ["Zur Kenntnis.\n", NOTE, "Bitte bis Freitag beantworten. Wer übernimmt das?\n", "Geht das bis Montag?\n"])
def test_a_note_that_asks_who_answers_is_no_inquiry(note: str) -> None:
    assert [row["number"] for row in records(attached(note, mail(LETTER)))] == ["2024/0153"]


def test_a_note_with_questions_of_its_own_is_one() -> None:
    assert [row["number"] for row in records(attached(LETTER.replace("0153", "0154"), mail(LETTER)))] == ["2024/0154", "2024/0153"]


def test_a_letter_that_quotes_a_mail_stays_the_letter() -> None:
    citizen = "Am 01.03.2024 um 10:00 schrieb E. Muster <e@muster.example>:\n" + quoted("Guten Tag,\n\nwann ist das Licht wieder an?\n")
    got = one(mail(LETTER + "\n" + citizen))
    assert got["number"] == "2024/0153" and len(got["questions"]) == 3


@pytest.mark.parametrize("text", [LETTER, "Von: Fraktion SPD\nAn: den Rat\nDatum: 12.03.2024\nBetreff: Bügel\n\n" + BARE])
def test_a_text_without_a_mail_is_read_as_before(text: str) -> None:
    assert "title-from-mail" not in one(text)["codes"] and one(text)["date"] == "2024-03-12"


def test_quotation_marks_at_the_margin_are_no_mail() -> None:
    got = one(LETTER.replace("1. ", "> ").replace("2. ", "> ").replace("3. ", "> "))
    assert [q["label"] for q in got["questions"]] == [">"] * 3 or len(got["questions"]) == 3


def test_every_character_has_its_field() -> None:
    source = read_bytes(mail(CHAINS["quoted twice"]), "x.eml")
    (inquiry,) = parse_source(source, evidence=True)
    assert inquiry.source.pages == 1 and source.text.startswith(
        "Von: amt@stadt.example\nGesendet: 15.03.2024 08:00\nAn: rat@stadt.example\n"
    )
    assert source.text.count("> > 1. Wie viele") == 1


def test_only_a_note_is_no_inquiry() -> None:
    with pytest.raises(NotAnInquiryError):
        records(mail("Anbei die Unterlagen.\n\nViele Grüße\nA. Poll\n", "Unterlagen"))
