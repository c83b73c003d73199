"""Mails and files as real programs wrote them; the letters are invented.

Thunderbird, mutt and NeoMutt, s-nail, GNU Mailutils, uuencode, GnuPG, KDE's writer of TNEF.
"""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from anfrage_parser.errors import AnfrageError, LimitError, NotAnInquiryError, UnreadableError
from anfrage_parser.readers.office import signed, tnef
from anfrage_parser.readers.office.inline import without_files
from anfrage_parser.readers.pgp import unsigned
from tests.readers.outlooks import attached, entries, msg, text
from tests.readers.test_holders import PAGE, QUESTIONS, rows_of, with_part
from tests.readers.test_mail_chains import BARE, LETTER, mail, one, quoted, records
from tools.letters.docx import zipped

MAILS = Path(__file__).parent / "mails"


class Wanted(NamedTuple):
    """What a letter says."""

    number: str | None
    date: str | None
    party: str
    title: str | None
    questions: Sequence[str]
    signed: str


TOILETS = Wanted(
    None,
    "2026-11-30",
    "FDP",
    "Öffentliche Toiletten in der Innenstadt",
    ["Wie viele öffentliche Toiletten gibt es in der Innenstadt?", "Welche davon sind barrierefrei?"],
    "Katja Rönnefahrt",
)
DOGS = Wanted(
    None,
    "2026-11-30",
    "Volt",
    "Hundewiese am Stadtpark",
    ["Wann wird die Hundewiese wieder freigegeben?", "Welche Ersatzflächen stehen bereit?", "Was kostet die Wiederherstellung?"],
    "Oskar Lindqvist",
)
NURSERY = Wanted(
    "045/2025",
    "2025-03-03",
    "CDU",
    "Personalausfälle in den gemeindlichen Kitas",
    ["An wie vielen Tagen mussten seit September 2024 Öffnungszeiten verkürzt werden?", "Wie viele Stellen sind derzeit unbesetzt?"],
    "Jörg Hänsch",
)
BRIDGE = Wanted(
    "2025/0311",
    "2025-02-11",
    "SPD",
    "Zustand der Fußgängerbrücke am Mühlgraben",
    [
        "Welche Schäden wurden an der Brücke am Mühlgraben festgestellt?",
        "Wann ist mit einer Wiederöffnung zu rechnen?",
        "Welche Kosten entstehen der Stadt durch die Sanierung, und sind diese im Haushalt 2025 gedeckt?",
    ],
    "Annika Tölle",
)
CYCLING = Wanted(
    "2025/0087",
    "2025-01-17",
    "BÜNDNIS 90/DIE GRÜNEN",
    "Radweg entlang der Ziegeleistraße",
    [
        "Ist eine Verlängerung des Radwegs bis zum Kreisverkehr geplant?",
        "Wie viele Unfälle mit Radfahrenden wurden dort seit 2022 gemeldet?",
        "Welche Fördermittel könnten dafür beantragt werden?",
        "Bis wann legt die Verwaltung eine Planung vor?",
    ],
    "Mareike Ostendorp",
)

READ = {
    "thunderbird-antwort.mbox": DOGS,
    "thunderbird-antwort-text.eml": TOILETS,
    "thunderbird-weitergeleitet.eml": DOGS,
    "thunderbird-angehaengt.mbox": TOILETS,
    "mutt-weitergeleitet.eml": TOILETS,
    "mutt-weitergeleitet-zitiert.eml": DOGS,
    "neomutt-angehaengt.eml": TOILETS,
    "mutt-antwort.eml": TOILETS,
    "s-nail-weitergeleitet.eml": DOGS,
    "mailutils.eml": TOILETS,
    "uuencode.eml": NURSERY,
    "uuencode-base64.eml": NURSERY,
    "ktnef-winmail.dat": TOILETS._replace(date=None),
    "ktnef-termin.eml": CYCLING,
    "gnupg-unterschrieben.asc": BRIDGE,
    "cms-gepackt.p7z": BRIDGE,
}

NAMED = {
    "gnupg-verschluesselt.eml": (9, "die Mail ist verschlüsselt"),
    "gnupg-verschluesselt.gpg": (9, "mit PGP verschlüsselt"),
    "gnupg-kennwort.gpg": (9, "mit PGP verschlüsselt"),
    "gnupg-gepackt.gpg": (4, "von PGP gepackt"),
    "gnupg-gepackt.asc": (4, "von PGP gepackt"),
    "gnupg-schluessel.asc": (4, "ein Schlüssel"),
}


def said(row: dict[str, Any]) -> Wanted:
    (name,) = [person["name"] for person in row["signatories"]]
    return Wanted(row["number"], row["date"], row["party"], row["title"], [q["text"] for q in row["questions"]], name)


@pytest.mark.parametrize("name", READ)
def test_what_programs_write_is_read(name: str) -> None:
    (row,) = rows_of((MAILS / name).read_bytes())
    assert said(row) == READ[name]


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("name", NAMED)
def test_what_programs_lock_is_named(name: str, inside: bool) -> None:
    code, words = NAMED[name]
    data = (MAILS / name).read_bytes()
    if inside and code == 4 and name.endswith("schluessel.asc"):
        return  # a key that comes along is no letter
    with pytest.raises(AnfrageError, match=words) as caught:
        rows_of(with_part(data, name) if inside else data)
    assert caught.value.exit_code == code and caught.value.next_step


def test_every_sample_is_used() -> None:
    assert {path.name for path in MAILS.iterdir()} == {*READ, *NAMED}


SEVENTH, RAR, GZIP = b"7z\xbc\xaf\x27\x1c\0\x04" + bytes(99), b"Rar!\x1a\x07\x01\0" + bytes(99), b"\x1f\x8b\x08" + bytes(99)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.7z", SEVENTH, "Archiv .7z"),
        ("a.rar", RAR, "Archiv .rar"),
        ("a.tar.gz", GZIP, "Archiv .gzip"),
        ("a.zip", zipped({"a.doc": OLD_WORD}), r"\.doc"),
        ("a.zip", zipped({"innen.zip": zipped({"a.doc": OLD_WORD})}), r"\.doc"),
    ],
)
def test_an_archive_that_is_not_read_may_hold_the_letter(name: str, data: bytes, words: str) -> None:
    for document in (data, with_part(data, name)):
        with pytest.raises(UnreadableError, match=words):
            rows_of(document)
    (row,) = rows_of(with_part(data, name, text=LETTER))
    assert row["number"] == "2024/0153" and "attachment-unread" in [f["code"] for f in row["findings"]]


def test_an_archive_of_pictures_holds_no_letter() -> None:
    with pytest.raises(NotAnInquiryError):
        rows_of(with_part(zipped({"a.gif": b"GIF89a"}), "a.zip"))


def test_a_report_of_a_mail_that_did_not_arrive() -> None:
    bounced = with_part(LETTER.encode(), "a.eml", "text/rfc822-headers")
    with pytest.raises(NotAnInquiryError):
        rows_of(bounced)


def test_a_mail_within_that_has_the_head_of_one_of_its_own() -> None:
    inner = entries(32, {0x1000: text(LETTER.replace("\n", "\r\n")), 0x37: text("Anfrage")})
    (row,) = rows_of(msg({0x1000: text("Anbei.\r\n")}, attached(0, {}, inner)))
    assert (row["number"], [q["text"] for q in row["questions"]]) == ("2024/0153", QUESTIONS)


def page(body: str, subject: str = "Re: Anfrage: Fahrradbügel") -> bytes:
    return mail(f"<html><body>{body}</body></html>", subject).replace(b"text/plain", b"text/html")


BELOW = "".join(f"<div>{line or '<br>'}</div>" for line in BARE.splitlines())
WROTE = "Am Di., 12. März 2024 um 10:00&nbsp;Uhr schrieb Timo Raschke &lt;<a href='mailto:t@volt.example'>t@volt.example</a>&gt;:"
ANSWERS = {
    "gmail": f'<div>Danke!</div><div class="gmail_quote"><div>{WROTE}<br></div><blockquote class="gmail_quote">{BELOW}</blockquote></div>',
    "apple": f'<div>Bitte beantworten.</div><blockquote type="cite"><div>{WROTE}</div><br><div>{BELOW}</div></blockquote>',
    "thunderbird": "<p>Danke! Wer macht das?</p><div class='moz-cite-prefix'>Am 12.03.24 um 10:00 schrieb Timo Raschke:<br></div>"
    f'<blockquote type="cite" cite="mid:1@x">{BELOW}</blockquote>',
    "twice": "<p>s.u.</p><p>Am 13.03.24 um 07:00 schrieb Anke Poll:</p><blockquote type='cite'><p>Wer macht das?</p>"
    f"<p>Am 12.03.24 um 10:00 schrieb Timo Raschke:</p><blockquote type='cite'>{BELOW}</blockquote></blockquote>",
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answered_mails_that_are_pages(name: str) -> None:
    got = one(page(ANSWERS[name]))
    assert (got["title"], got["date"], got["party"]) == ("Fahrradbügel", "2024-03-12", "Volt")
    assert [q["label"] for q in got["questions"]] == ["1.", "2."] and got["unassigned"] == []


def test_a_quotation_in_a_page_is_none_of_a_mail() -> None:
    citation = "<p>Die Zeitung schrieb:</p><blockquote>Das Licht fehlt.</blockquote>"
    got = one(page(citation + "".join(f"<p>{line}</p>" for line in LETTER.splitlines())))
    assert got["number"] == "2024/0153" and ">" not in str(got["preamble"])


def test_a_mail_that_is_answered_by_another_program() -> None:
    got = one(mail(f"z.K.\n\n>>> Timo Raschke <t@volt.example> 12.03.2024 10:00 >>>\n{BARE}", "Antw: Fahrradbügel"))
    assert (got["title"], got["date"]) == ("Fahrradbügel", "2024-03-12")


def test_an_answer_keeps_the_subject_of_what_it_answers() -> None:
    got = one(mail("Danke.\n\nAm 12.03.2024 um 10:00 schrieb Timo Raschke:\n" + quoted(BARE), "AW: Anfrage: Fahrradbügel"))
    assert (got["title"], got["date"]) == ("Fahrradbügel", "2024-03-12") and "title-from-mail" in got["codes"]


def test_a_bold_subject_in_a_plain_text() -> None:
    head = "*Von:* Timo <t@volt.example>\n*Datum:* 12. März 2024 um 10:00:00 MEZ\n*An:* rat@b.example\n*Betreff:* *WG: Fahrradbügel*\n\n"
    got = one(mail("z.K.\n\nAnfang der weitergeleiteten Nachricht:\n\n" + head + BARE))
    assert (got["title"], got["date"]) == ("Fahrradbügel", "2024-03-12")


def test_a_mailbox_of_deleted_mails_holds_none() -> None:
    box = (MAILS / "thunderbird-antwort.mbox").read_bytes().replace(b"Status: 0800", b"Status: 0808")
    for data in (box, box + b"\n" + box):
        with pytest.raises(UnreadableError, match="nur gelöschte Mails"):
            rows_of(data)
    (row,) = rows_of(box + b"\n" + (MAILS / "thunderbird-angehaengt.mbox").read_bytes())
    assert said(row) == TOILETS


BANNERS = [
    "EXTERNE E-MAIL: Bitte seien Sie vorsichtig beim Öffnen von Links und Anhängen.",
    "*** Diese E-Mail wurde von einem externen Absender verschickt. ***",
    "[Dies ist eine externe E-Mail. Klicken Sie nur auf Links, wenn Sie dem Absender vertrauen.]",
    "ACHTUNG: Diese E-Mail stammt von einem externen Absender. Öffnen Sie keine Anhänge, wenn Sie ihn nicht kennen!",
    "CAUTION: This email originated from outside of the organization.",
    "Sie erhalten nicht häufig E-Mails von t@volt.example. Erfahren Sie, warum dies wichtig ist",
]


@pytest.mark.parametrize("banner", BANNERS)
def test_what_a_server_warns_of_is_no_part_of_the_letter(banner: str) -> None:
    bare = one(mail(f"{banner}\n\n{BARE}", "[EXTERN] Fahrradbügel"))
    assert (bare["title"], bare["preamble"]) == ("Fahrradbügel", "am Hauptbahnhof fehlen seit langem Fahrradbügel.")
    whole = one(mail(f"{banner}\n\n{LETTER}"))
    assert (whole["title"], whole["unassigned"]) == ("Beleuchtung im Schlosspark", [])


FEET = [
    "Ratspost Mailingliste\nRatspost@listen.example\nhttps://listen.example/mailman/listinfo/ratspost",
    "Ratspost mailing list -- ratspost@listen.example\nTo unsubscribe send an email to ratspost-leave@listen.example",
]


@pytest.mark.parametrize("foot", FEET)
def test_a_mailing_list_signs_nothing(foot: str) -> None:
    got = one(mail(f"{LETTER}\n{'_' * 47}\n{foot}\n"))
    assert [person["name"] for person in got["signatories"]] == ["Petra Sommer"] and got["unassigned"] == []


def test_an_address_is_no_group() -> None:
    assert one(mail(BARE.replace("Volt-Fraktion Harlebeck", ""), "[spd@fraktion.example: Anfrage]"))["party"] is None


def test_several_files_in_a_text() -> None:
    plain = "begin 644 a.txt\n#86)C\n`\nend\n"
    rest, files = without_files(f"Anbei.\n{plain}und\n{plain.replace('a.txt', 'b.txt')}begin 644 c.txt\n#86")
    assert rest == "Anbei.\nund\nbegin 644 c.txt\n#86" and [(file.name, file.data) for file in files] == [
        ("a.txt", b"abc"),
        ("b.txt", b"abc"),
    ]


@pytest.mark.parametrize(
    "letters", ["begin 644 a.txt\n#\x7f\x7f\x7f\x7f\nend\n", "begin-base64 644 a.txt\nabcde\n====\n", "begin 644 a.txt\nende\n"]
)
def test_a_damaged_file_in_a_text_stays(letters: str) -> None:
    assert without_files(letters) == (letters, [])


def test_what_stands_around_a_signed_text_stays() -> None:
    frame = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{}\n-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n"
    assert unsigned(f"Vorher\n{frame.format('- - Wann?')}{frame.format('Wo?')}Nachher\n") == "Vorher\n- Wann?\nWo?\nNachher\n"
    (row,) = records(mail(frame.format(LETTER) + "\n-- \nPost\n"))
    assert row["number"] == "2024/0153"


def test_a_compressed_message_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (MAILS / "cms-gepackt.p7z").read_bytes()
    assert b"Fu\xc3\x9fg\xc3\xa4ngerbr\xc3\xbccke" in signed.content(data)
    with pytest.raises(UnreadableError):
        signed.content(data.replace(b"\x78\x9c", b"\x78\x9d"))
    monkeypatch.setattr(signed, "LARGEST", 100)
    with pytest.raises(LimitError):
        signed.content(data)


def test_days_in_winmail_dat() -> None:
    assert tnef._sent((133_546_752_000_000_000).to_bytes(8, "little")) == "12.03.2024 00:00"
    assert tnef._sent(b"\xe8\x07\x03\x00\x0c\x00\x0a\x00\x1e\x00\x00\x00\x02\x00") == "12.03.2024 10:30"
    assert [tnef._sent(data) for data in (b"", b"\xff" * 8, b"\xff" * 14)] == ["", "", ""]


def test_a_zip_of_an_unknown_method_is_named() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.pdf", PAGE)
    data = out.getvalue()
    for sign, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):  # Deflate64, as Windows packs what is large
        at = data.index(sign) + place
        data = data[:at] + b"\x09\0" + data[at + 2 :]
    for document in (data, with_part(data, "a.zip")):
        with pytest.raises(UnreadableError):
            rows_of(document)
