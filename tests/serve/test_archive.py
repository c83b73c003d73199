"""The archive on the desk: files that are dropped, the list and its search, what is like a letter, what is handed on."""

import io
import json
import os
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anfrage_parser.errors import LimitError, OutputError, UnreadableError, UsageError
from anfrage_parser.readers import read_bytes
from anfrage_parser.serve import place as places
from anfrage_parser.serve import uploads
from anfrage_parser.serve.downloads import DOWNLOADS
from anfrage_parser.serve.place import place_of
from anfrage_parser.serve.uploads import LONGEST, keep, name_of
from tests.command import SAMPLES, eventually
from tests.serve.desks import Asked, archive, asked, desk, value_of

__all__ = ["archive", "desk"]

NAMES = {
    "Brief vom Bürgermeister.pdf": "Brief vom Bürgermeister.pdf",
    "../../etc/passwd": "passwd",
    "C:\\Windows\\System32\\x.pdf": "x.pdf",
    "/tmp/x.txt": "x.txt",
    "..": "_",
    "": "_",
    ".versteckt.txt": "versteckt.txt",
    "con.txt": "_con.txt",
    "COM1": "_COM1",
    "a<b>:c?.pdf": "a_b__c_.pdf",
    "zeile\neins\x00.txt": "zeile_eins_.txt",
    "gpj.\u202eexe.txt": "gpj._exe.txt",
    "punkt. ": "punkt",
    "a\u0308.txt": "ä.txt",
}


@pytest.mark.parametrize(("name", "kept"), NAMES.items())
def test_a_file_keeps_its_name_and_no_path(name: str, kept: str) -> None:
    assert name_of(name) == kept


@given(st.text(max_size=400))
def test_every_name_is_one_in_the_folder(name: str) -> None:
    kept = name_of(name)
    assert kept and len(kept.encode()) <= LONGEST and not kept.startswith(".") and kept == kept.rstrip(". ")
    assert os.path.basename(kept) == kept and not set(kept) & set('/\\<>:"|?*\0\n')  # noqa: PTH119
    assert name_of(kept) == kept


def test_dropped_files_are_copied_and_read(desk: Asked) -> None:
    folder, letter = desk.desk.place.folder, (SAMPLES / "unterfragen.txt").read_bytes()
    assert desk.drop("../../neu (ä).txt", letter) == {"name": "neu (ä).txt", "new": True}
    assert desk.drop("neu (ä).txt", letter) == {"name": "neu (ä).txt", "new": False}
    assert desk.drop("neu (ä).txt", letter + b"\n") == {"name": "neu (ä) (2).txt", "new": True}
    desk.read()
    assert {"neu (ä).txt", "neu (ä) (2).txt"} <= set(desk.rows())
    assert (folder / "neu (ä).txt").read_bytes() == letter
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".") and not path.name.endswith(".lock")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("leer.txt", b""), ("brief.txt.anfrage.toml", b'sha256 = "x"'), ("Thumbs.db", b"x"), ("~$brief.docx", b"x"),
        ("records.jsonl", b'{"schema_version":"1.1"}'), ("seite.html", b'<meta name="generator" content="anfrage-parser">'),
    ],
)  # fmt: skip
def test_what_is_no_document_is_not_taken(name: str, data: bytes, desk: Asked) -> None:
    before = sorted(desk.desk.place.folder.iterdir())
    assert desk.drop(name, data, 404)["error"]
    assert sorted(desk.desk.place.folder.iterdir()) == before


def test_a_database_is_not_overwritten(desk: Asked) -> None:
    data = desk.desk.place.database.read_bytes()
    desk.drop("anfragen.sqlite", b"SQLite format 3\0" + bytes(200))
    assert desk.desk.place.database.read_bytes() == data
    assert (desk.desk.place.folder / "anfragen (2).sqlite").is_file()


def test_a_link_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "fremd.txt").write_text("fremd", encoding="utf-8")
    (tmp_path / "ordner").mkdir()
    try:
        (tmp_path / "ordner" / "brief.txt").symlink_to(tmp_path / "fremd.txt")
        (tmp_path / "ordner" / "tot.txt").symlink_to(tmp_path / "nicht da")
    except OSError:
        pytest.skip("no links here")
    assert keep(tmp_path / "ordner", "brief.txt", b"neu")[0].name == "brief (2).txt"
    assert keep(tmp_path / "ordner", "tot.txt", b"neu")[0].name == "tot (2).txt"
    assert (tmp_path / "fremd.txt").read_text(encoding="utf-8") == "fremd" and not (tmp_path / "nicht da").exists()


def test_a_folder_that_takes_nothing(tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError):
        keep(tmp_path / "datei", "brief.txt", b"x")


def test_a_name_that_too_many_files_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_COPIES", 3)
    for data in (b"1", b"2"):
        keep(tmp_path, "brief.txt", data)
    with pytest.raises(LimitError, match=r"^zu viele Dateien heißen brief\.txt; die Datei umbenennen$"):
        keep(tmp_path, "brief.txt", b"3")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_document_that_is_not_there_any_more(desk: Asked) -> None:
    path = desk.path("brief-zwei-seiten.pdf")
    (desk.desk.place.folder / "brief-zwei-seiten.pdf").unlink()
    assert desk.get(f"{path}/pages/1", 404)["error"] == "das Dokument liegt nicht vor; prüfen, ob der Ordner verbunden ist"


def test_a_damaged_record(desk: Asked) -> None:
    with closing(sqlite3.connect(desk.desk.place.database)) as base, base:
        base.execute("UPDATE inquiries SET record = '{' WHERE document = 'brief.txt'")
    assert desk.get(desk.path("brief.txt"), 404)["error"] == "der Datensatz ist beschädigt; „Neu lesen“ schreibt ihn neu"


def test_the_list_says_what_failed_and_why(tmp_path: Path) -> None:
    (tmp_path / "kaputt.pdf").write_bytes(b"%PDF-1.7\nkaputt")
    (tmp_path / "rede.txt").write_text("Rede zum Haushalt\n\nMeine Damen und Herren, die Lage ist ernst.\n", encoding="utf-8")
    (tmp_path / "brief.txt").write_bytes((SAMPLES / "brief.txt").read_bytes())
    (tmp_path / "noch einmal.txt").write_bytes((SAMPLES / "brief.txt").read_bytes())
    with zipfile.ZipFile(tmp_path / "alt.zip", "w") as archive:
        archive.write(SAMPLES / "kleine-anfrage.txt", "kleine-anfrage.txt")
    with asked(tmp_path, read=True) as desk:
        rows = desk.rows()
        assert {key: row["state"] for key, row in rows.items()} == {
            "kaputt.pdf": "failed", "rede.txt": "not_inquiry", "brief.txt": "done", "noch einmal.txt": "duplicate",
            "alt.zip/kleine-anfrage.txt": "done",
        }  # fmt: skip
        assert "beschädigt" in rows["kaputt.pdf"]["message"] and rows["noch einmal.txt"]["copy"] == rows["brief.txt"]["id"]
        failed = desk.document("kaputt.pdf")
        assert failed["entry"]["f"]["message"] and not failed["editable"] and not failed["choices"]
        packed = desk.document("alt.zip/kleine-anfrage.txt")
        assert value_of(packed, "title") and not packed["editable"] and "Archiv" in packed["why"]
        desk.change("alt.zip/kleine-anfrage.txt", {"field": "title", "value": "x"}, status=404)
        assert desk.get("/api/state")["counts"] == {"": 5, "unchecked": 2, "checked": 0, "doubtful": 1, "failed": 1, "others": 2}
        assert [set(desk.rows(filter=name)) for name in ("failed", "others")] == [{"kaputt.pdf"}, {"rede.txt", "noch einmal.txt"}]


def test_the_list_comes_a_page_at_a_time(desk: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anfrage_parser.serve.listing.STEP", 3)
    pages = [desk.get("/api/list", params={"from": start}) for start in (0, 3, 6, "x", "-1")]
    assert [len(page["rows"]) for page in pages] == [3, 1, 0, 3, 3] and {page["total"] for page in pages} == {4}


def test_search(desk: Asked) -> None:
    found = desk.get("/api/list", params={"q": "Kindertagesstätten"})
    assert [row["key"] for row in found["rows"]] == ["brief-zwei-seiten.pdf"]
    assert any(marked for _, marked in found["rows"][0]["hit"])
    assert set(desk.rows(q="zwei-")) >= {"zwei-anfragen.txt", "brief-zwei-seiten.pdf"}  # by their names
    assert desk.rows(q="0271/2024").keys() == {"brief-zwei-seiten.pdf"}
    assert desk.rows(q="gibtesnicht") == {}
    assert desk.rows(q="Kindertagesstätten", filter="checked") == {}
    assert desk.get("/api/list", 400, params={"q": '"offen'})["error"]
    assert desk.get("/api/list", 400, params={"q": "x" * 600})["error"]
    assert isinstance(desk.rows(q="%' OR 1=1 --"), dict)


def test_like(desk: Asked) -> None:
    desk.drop("fast dasselbe.txt", (SAMPLES / "brief.txt").read_bytes().replace(b"2024", b"2025"))
    desk.read()
    (row,) = desk.get(f"{desk.path('brief.txt')}/like")["rows"][:1]
    assert row["name"] == "fast dasselbe.txt" and row["copy"]


def test_pages_and_text(desk: Asked) -> None:
    document = desk.document("brief-zwei-seiten.pdf")
    assert document["pages"] == 2 and desk.document("brief.txt")["pages"] == 0
    for number in (1, 2):
        answer = desk.client.get(f"{desk.path('brief-zwei-seiten.pdf')}/pages/{number}")
        width, height = map(float, answer.headers["x-size"].split())
        assert answer.content[8:12] == b"WEBP" and (round(width), round(height)) == (595, 842)
    for number in (0, 3, 10**30):
        assert desk.client.get(f"{desk.path('brief-zwei-seiten.pdf')}/pages/{number}").status_code == 404
    assert "Kindertagesstätten" in desk.get(f"{desk.path('brief-zwei-seiten.pdf')}/text")["text"]


@pytest.mark.parametrize("query", ["0815", "18.11.2024", "Radweg mombach", "vorbemerk"])
def test_a_search_looks_at_the_head_too(query: str, desk: Asked) -> None:
    """A part of a number, a day as people write it, the group; words that are longer than what was typed."""
    desk.change("brief.txt", {"field": "number", "value": "0815/2024"}, {"field": "date", "value": "18.11.2024"})
    desk.change("brief.txt", {"field": "title", "value": "Radweg nach Mombach"}, {"field": "preamble", "value": "Eine Vorbemerkung."})
    assert "brief.txt" in {row["key"] for row in desk.get(f"/api/list?q={query}")["rows"]}
    assert desk.get("/api/list?q=gibtesnicht")["rows"] == []


def test_open_inquiries(desk: Asked) -> None:
    found = desk.get("/api/open")
    assert found["title"].startswith("Offene Anfragen am ") and len(found["rows"]) == 5
    assert found["rows"][0]["cells"][found["title_at"]] and all(len(row["cells"]) == len(found["columns"]) for row in found["rows"])
    assert {row["id"] for row in found["rows"]} == {row["id"] for row in desk.rows().values()}
    assert found["sums"] == "5 offen"


@pytest.mark.parametrize("kind", DOWNLOADS)
def test_what_is_handed_on(kind: str, desk: Asked) -> None:
    desk.change("brief.txt", {"field": "title", "value": "Von Hand"})
    answer = desk.client.get(f"/api/downloads/{kind}")
    assert answer.status_code == 200 and DOWNLOADS[kind].name in answer.headers["content-disposition"]
    if kind in ("xlsx", "list"):
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        text = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    else:
        text = answer.content.decode("utf-8-sig")
    assert "Von Hand" in text and "Kindertagesstätten" in text
    if kind == "jsonl":
        assert len([json.loads(line) for line in text.splitlines()]) == 5


def test_the_answer_is_begun(desk: Asked) -> None:
    """As Word, with the corrected values; a part that isn't there is none."""
    desk.change("zwei-anfragen.txt", {"field": "title", "value": "Von Hand"})
    path = desk.path("zwei-anfragen.txt")
    text, other = (read_bytes(desk.client.get(f"{path}/draft?part={part}").content, "antwort.docx").text for part in (1, 2))
    assert "Von Hand" in text and "Zu Frage 1:" in text and "Von Hand" not in other and "Zu Frage 1:" in other
    assert desk.client.get(f"{path}/draft?part=3").status_code == 404


def test_no_other_file_is_handed_on(desk: Asked) -> None:
    for kind in ("sqlite", "exe", "..%2F..%2Fetc%2Fpasswd"):
        assert desk.client.get(f"/api/downloads/{kind}").status_code == 404


def test_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "briefe").mkdir()
    monkeypatch.chdir(tmp_path)
    assert place_of("briefe") == places.Place(tmp_path / "briefe" / "anfragen.sqlite", tmp_path / "briefe")
    assert place_of("archiv.sqlite") == places.Place(tmp_path / "archiv.sqlite", tmp_path / "archiv")
    monkeypatch.setattr(places, "_documents", lambda: tmp_path / "Dokumente")
    assert place_of(None).folder == tmp_path / "Dokumente" / "Anfragen" and (tmp_path / "Dokumente" / "Anfragen").is_dir()
    (tmp_path / "brief.txt").write_text("x", encoding="utf-8")
    for name, error in (("brief.txt", UsageError), ("fehlt", UnreadableError), ("fehlt/archiv.sqlite", OutputError)):
        with pytest.raises(error):
            place_of(name)


def test_a_hostile_archive_names_no_file_elsewhere(desk: Asked, tmp_path: Path) -> None:
    """A record of another's database may name any file: without the content that it was made of, nothing of it is shown."""
    (tmp_path / "geheim.txt").write_text("Geheim", encoding="utf-8")
    place = desk.desk.place
    assert place.file_of("../geheim.txt", "fehlt") is None
    assert place.file_of("a\ufffd", "b") is None and place.file_of("x\0", "y\0") is None
    with closing(sqlite3.connect(place.database)) as base, base:
        base.execute("UPDATE documents SET origin = ?, name = 'x.txt' WHERE key = 'brief.txt'", (str(tmp_path / "geheim.txt"),))
    answer = desk.client.get(f"{desk.path('brief.txt')}/text")
    assert answer.status_code == 404 and "Geheim" not in answer.text
    desk.change("brief.txt", {"field": "title", "value": "x"}, status=404)
    assert not list(tmp_path.rglob("*.toml"))


def test_reading_goes_on_after_an_error(desk: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OutputError("der Datenträger ist voll", "Platz schaffen")

    monkeypatch.setattr("anfrage_parser.serve.reading.run", full)
    desk.desk.reading.ask()
    assert eventually(lambda: desk.get("/api/state")["error"] == "der Datenträger ist voll; Platz schaffen")
    desk.read()
    monkeypatch.undo()
    desk.drop("neu.txt", (SAMPLES / "unterfragen.txt").read_bytes())
    desk.read()
    assert "neu.txt" in desk.rows() and desk.get("/api/state")["error"] is None
