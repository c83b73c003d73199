"""The list of inquiries: due days worked out by hand, how an inquiry stands, and the files."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from icalendar import Calendar

from anfrage_parser.errors import UsageError
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.stats import working_days
from anfrage_parser.stats.deadline import deadline
from anfrage_parser.stats.dimensions import office
from anfrage_parser.stats.working_days import LANDS, WorkingDays
from tests.command import SAMPLES, command
from tests.exporters.test_export import read_back
from tests.payloads import ACTS, PAYLOADS
from tests.review.test_review import HOSTILE, TWIN, Page
from tests.stats.test_stats import lines, made, run

DUE = [
    # Fronleichnam, Thursday 30 May 2024, is a holiday in North Rhine-Westphalia, Hesse and Bavaria, but not in Lower Saxony or Berlin
    ("2024-05-27", "3wd@NW", "2024-05-31"),
    ("2024-05-27", "3wd@NI", "2024-05-30"),
    ("2024-05-27", "3wd@BE", "2024-05-30"),
    ("2024-05-27", "4wd@BY", "2024-06-03"),
    ("2024-05-27", "10wd@NW", "2024-06-11"),
    ("2024-05-27", "10wd@NI", "2024-06-10"),
    ("2024-05-23", "1w@HE", "2024-05-31"),
    ("2024-05-23", "1w@HH", "2024-05-30"),
    ("2024-05-16", "2w@NW", "2024-05-31"),
    ("2025-06-18", "1wd@NW", "2025-06-20"),
    ("2025-06-18", "1wd@NI", "2025-06-19"),
    # 24 and 31 December are working days by law; 25, 26 December and 1 January are not
    ("2024-12-23", "1wd@NW", "2024-12-24"),
    ("2024-12-23", "2wd@NW", "2024-12-27"),
    ("2024-12-30", "1wd@NI", "2024-12-31"),
    ("2024-12-30", "2wd@NI", "2025-01-02"),
    ("2024-12-10", "2w@NW", "2024-12-24"),
    ("2024-12-17", "2w@NW", "2024-12-31"),
    ("2024-12-11", "2w@NW", "2024-12-27"),
    # over New Year; 6 January is a holiday in Bavaria, Baden-Württemberg and Saxony-Anhalt
    ("2024-12-20", "10wd@NW", "2025-01-08"),
    ("2024-12-20", "10wd@BY", "2025-01-09"),
    ("2024-12-20", "10wd@BW", "2025-01-09"),
    ("2024-12-20", "10wd@ST", "2025-01-09"),
    ("2024-12-18", "2w@NW", "2025-01-02"),
    ("2024-12-01", "1m@NW", "2025-01-02"),
    ("2024-11-30", "1m", "2024-12-30"),
    ("2024-12-23", "2w@BY", "2025-01-07"),
    ("2025-12-22", "10wd@NW", "2026-01-08"),
    # holidays of one Land or another
    ("2024-10-30", "1wd@NW", "2024-10-31"),
    ("2024-10-30", "1wd@NI", "2024-11-01"),
    ("2024-10-30", "2wd@NW", "2024-11-04"),
    ("2024-10-30", "2wd@NI", "2024-11-04"),
    ("2024-11-19", "1wd@SN", "2024-11-21"),
    ("2024-11-19", "1wd@NW", "2024-11-20"),
    ("2025-03-07", "1wd@BE", "2025-03-10"),
    ("2024-03-07", "1wd@BE", "2024-03-11"),
    ("2024-09-19", "1wd@TH", "2024-09-23"),
    ("2024-03-28", "1wd@NW", "2024-04-02"),  # Good Friday to Easter Monday
    ("2024-05-08", "1wd@NW", "2024-05-10"),  # Ascension Day
    ("2024-05-17", "1wd@NW", "2024-05-21"),  # Whit Monday
    # without a Land: weekends and the holidays that all have
    ("2024-05-27", "3wd", "2024-05-30"),
    ("2024-10-02", "1wd", "2024-10-04"),
    ("2024-05-04", "6w", "2024-06-15"),  # a Saturday, which moves nothing
    ("2024-05-04", "6w@NW", "2024-06-17"),
]
"""A day, a period, and the due day, worked out with a calendar."""


@pytest.mark.parametrize(("day", "period", "due"), DUE)
def test_due_days_worked_out_by_hand(day: str, period: str, due: str) -> None:
    assert len(DUE) >= 40
    assert deadline(period, "2024-06-01").due(made(date=day)) == dt.date.fromisoformat(due)


def test_a_period_counts_from_receipt() -> None:
    assert deadline("1w", None).due(made(date="2024-05-03", received="2024-05-10")) == dt.date(2024, 5, 17)


@pytest.mark.parametrize("land", LANDS)
def test_every_land_is_known(land: str) -> None:
    assert not WorkingDays(land).is_one(dt.date(2024, 10, 3)) and WorkingDays(land).is_one(dt.date(2024, 12, 24))


def test_beyond_the_calendar_there_is_no_due_day() -> None:
    assert deadline("9999wd@NW", None).due(made(date="9990-01-01")) is None


def test_without_the_library_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(working_days.__dict__["__builtins__"], "__import__", refuse(working_days.__dict__["__builtins__"]["__import__"]))
    with pytest.raises(UsageError) as caught:
        WorkingDays("NW")
    assert "holidays" in caught.value.cause and "[calendar]" in str(caught.value.next_step)


def refuse(real: Any) -> Any:
    def imported(name: str, *words: Any, **more: Any) -> Any:
        if name == "holidays":
            raise ImportError(name)
        return real(name, *words, **more)

    return imported


def inquiry(number: str, **values: Any) -> Inquiry:
    return made(
        number=number, title=f"Betreff {number}", parties=["SPD"], date="2024-05-03", source={"name": f"{number[:2]}.txt"}, **values
    )


def reply(number: str, **values: Any) -> Inquiry:
    refers_to = {"number": number, "date": None, "parties": ["SPD"], "title": None}
    return made(document_type="answer", refers_to=refers_to, parties=["SPD"], title=f"Betreff {number}", **values)


RECORDS = (
    inquiry("11/2024"),
    inquiry("12/2024", responsible="Dezernat 3"),
    reply("12/2024", date="2024-05-20", source={"name": "antwort-12.txt"}),
    inquiry("13/2024", due="2024-07-01"),
    inquiry("14/2024", document_type="inquiry_with_answer", session_date="2024-06-04"),
    inquiry("15/2024"),
    reply("15/2024", date="2024-05-21", paper_type="Zwischenbescheid", answered_by="Gartenamt", source={"name": "zwischen-15.txt"}),
    made(number="16/2024", title="ohne Tag", source={"name": "16.txt"}),
)
STATES = {
    "11/2024": ("overdue", "2024-05-31", "rule", None, 43, None, None),
    "12/2024": ("answered", "2024-05-31", "rule", "2024-05-20", 17, "antwort-12.txt", "Dezernat 3"),
    "13/2024": ("open", "2024-07-01", "printed", None, 43, None, None),
    "14/2024": ("answered", "2024-05-31", "rule", "2024-06-04", 32, "14.txt", None),
    "15/2024": ("interim_reply", "2024-05-31", "rule", None, 43, "zwischen-15.txt", "Gartenamt"),
    "16/2024": ("open", None, None, None, None, None, None),
}
WORDS = ("--deadline", "4w", "--today", "2024-06-15")


def listed(*words: object, records: tuple[Inquiry, ...] = RECORDS) -> list[dict[str, Any]]:
    return list(json.loads(run("-", *WORDS, *words, "--to", "json", data=lines(*records)).stdout))


def test_how_each_stands() -> None:
    keys = ("state", "due", "due_by", "answered_on", "days", "answer", "responsible")
    found = listed("--list")
    assert {row["number"]: tuple(row[key] for key in keys) for row in found} == STATES
    assert [row["number"] for row in found] == ["11/2024", "12/2024", "14/2024", "15/2024", "13/2024", "16/2024"]  # what is due first
    assert [row["number"] for row in listed("--open")] == ["11/2024", "15/2024", "13/2024", "16/2024"]


def test_an_archive_says_the_same(tmp_path: Path) -> None:
    """Its links are stored, and what was decided by hand counts."""
    (tmp_path / "a.jsonl").write_bytes(lines(*RECORDS))
    command("export", "a.jsonl", "-o", "a.sqlite", cwd=tmp_path)

    def numbers() -> list[str]:
        done = command("stats", "a.sqlite", "--open", *WORDS, "--to", "json", cwd=tmp_path)
        return [row["number"] for row in json.loads(done.stdout)]

    assert numbers() == ["11/2024", "15/2024", "13/2024", "16/2024"]
    command("link", "a.sqlite", "--unpair", "12.txt", "antwort-12.txt", cwd=tmp_path)
    assert numbers() == ["11/2024", "12/2024", "15/2024", "13/2024", "16/2024"]


def test_counts_know_answers_of_other_papers() -> None:
    said = json.loads(run("-", *WORDS, "--to", "json", data=lines(*RECORDS)).stdout)["deadline"]
    assert {key: count for key, count in said.items() if count and key not in ("period", "today")} == {
        "overdue": 3, "answered_within": 1, "answered_after": 1, "undated": 1,
    }  # fmt: skip


OFFICES = {
    "Dez.3": "Dezernat 3",
    "Dez. 3": "Dezernat 3",
    "dezernat  3": "Dezernat 3",
    "Dezernat 3": "Dezernat 3",
    "Dez.III": "Dezernat III",
    "FB 61 / Stadtplanung": "Fachbereich 61/Stadtplanung",
    "Amt 61": "Amt 61",
    "Amt für Umwelt": "Amt für Umwelt",
    "Referat I/1": "Referat I/1",
    "Fachdienst Jugend": "Fachdienst Jugend",
    " ": None,
    None: None,
}


@pytest.mark.parametrize("name", OFFICES)
def test_an_office_has_one_spelling(name: str | None) -> None:
    assert office(name) == OFFICES[name]


def test_by_office() -> None:
    said = json.loads(run("-", "--by", "office", "--to", "json", data=lines(*RECORDS)).stdout)
    assert {group["office"]: group["inquiries"] for group in said["groups"]} == {"Dezernat 3": 1, "Gartenamt": 1, None: 4}


@pytest.mark.parametrize("preset", ["excel-de", "rfc4180"])
def test_as_csv(preset: str, tmp_path: Path) -> None:
    target = tmp_path / "liste.csv"
    run("-", *WORDS, "--list", "-o", target, "--preset", preset, data=lines(*RECORDS))
    head, *body = read_back(target.read_bytes(), preset)
    words = dict(zip(head, body[0], strict=True))
    if preset == "excel-de":
        assert (words["Fragesteller"], words["Stand"], words["Frist"], words["Frist laut"]) == ("SPD", "überfällig", "2024-05-31", "Regel")
    else:
        assert (words["asker"], words["state"], words["due"], words["due_by"]) == ("SPD", "overdue", "2024-05-31", "rule")
    run("-", *WORDS, "--list", "-o", target, data=lines(*RECORDS), code=10)


def test_due_writes_the_whole_list_beside_the_counts(tmp_path: Path) -> None:
    target = tmp_path / "fristen.csv"
    done = run("-", *WORDS, "--due", target, data=lines(*RECORDS))
    assert "Anfragen nach Fraktion" in done.stdout and len(read_back(target.read_bytes(), "excel-de")) == 1 + 6
    assert f"{target}: 6 Anfragen\n" in done.stderr


def test_as_a_workbook(tmp_path: Path) -> None:
    target = tmp_path / "liste.xlsx"
    run("-", *WORDS, "--open", "-o", target, data=lines(*RECORDS))
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    head, first, *_ = sheet.iter_rows(values_only=True)
    words = dict(zip(head, first, strict=True))
    assert (words["Nummer"], words["Stand"], words["Frist"], words["Tage"]) == ("11/2024", "überfällig", dt.datetime(2024, 5, 31), 43)
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$1:$1"
    assert sheet.sheet_properties.pageSetUpPr is not None and sheet.sheet_properties.pageSetUpPr.fitToPage
    again = tmp_path / "noch.xlsx"
    run("-", *WORDS, "--open", "-o", again, data=lines(*RECORDS))
    assert again.read_bytes() == target.read_bytes()


def test_as_a_calendar(tmp_path: Path) -> None:
    target = tmp_path / "fristen.ics"
    done = command("stats", "-", *WORDS, "--list", "-o", target, data=lines(*RECORDS))
    assert done.stderr.decode() == f"{target}: 3 Fristen\n"  # of six inquiries
    events: list[Any] = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert [(str(event["summary"]), event["dtstart"].dt) for event in events] == [
        ("Frist: Betreff 11/2024 · SPD", dt.date(2024, 5, 31)),
        ("Frist: Betreff 15/2024 · SPD", dt.date(2024, 5, 31)),
        ("Frist: Betreff 13/2024 · SPD", dt.date(2024, 7, 1)),
    ]
    assert len({str(event["uid"]) for event in events}) == 3 and "Stand: Zwischenbescheid" in str(events[1]["description"])


def test_on_a_terminal() -> None:
    text = run("-", *WORDS, "--open", data=lines(*RECORDS)).stdout
    assert text.startswith("Offene Anfragen am 15.06.2024\n") and "2 offen, 1 überfällig, 1 Zwischenbescheid\n" in text
    assert "beantwortet" not in text and "31.05.2024" in text
    assert "keine Anfragen" in run("-", "--open", data=lines(RECORDS[4])).stdout


def test_on_a_page() -> None:
    html = run("-", *WORDS, "--list", "--to", "html", data=lines(*RECORDS)).stdout
    assert "<h1>Anfragen am 15.06.2024</h1>" in html and html.count("<tr class=") == 6 and "@page { size: A4 landscape" in html


def test_in_english() -> None:
    done = command("stats", "-", *WORDS, "--open", "--lang", "en", data=lines(*RECORDS))
    assert "Open inquiries on 2024-06-15" in done.stdout.decode() and "interim reply" in done.stdout.decode()


@pytest.mark.parametrize("payload", ["=1+1", "@SUM(1)", "\t=1", *PAYLOADS])
def test_nothing_of_a_document_acts(payload: str) -> None:
    mild = payload.encode("utf-8", "replace").decode()
    rows = lines(made(parties=[mild], title=mild, number=mild, responsible=mild, date="2024-05-03"))
    for cell in (cell for row in read_back(run("-", *WORDS, "--list", "--to", "csv", data=rows).stdout_bytes, "excel-de") for cell in row):
        assert cell.lstrip("\ufeff \u00a0")[:1] not in tuple("=+-@＝＋－＠\t\r\0") or not cell.strip()
    assert not ACTS.search(run("-", *WORDS, "--list", data=rows).stdout.replace("\n", ""))
    html = run("-", *WORDS, "--list", "--to", "html", data=rows).stdout
    assert not ACTS.search(html.replace("\n", "")) and "<script" not in html
    book = openpyxl.load_workbook(io.BytesIO(run("-", *WORDS, "--list", "--to", "xlsx", data=rows).stdout_bytes)).active
    assert book is not None and not [cell for row in book.iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink]
    Calendar.from_ical(run("-", *WORDS, "--list", "--to", "ics", data=rows).stdout_bytes)


def test_a_hostile_record_has_the_tags_of_its_twin() -> None:
    shapes = []
    for text in (HOSTILE, TWIN):
        mild = text.encode("utf-8", "replace").decode()[:150]
        rows = lines(made(parties=[mild], title=mild, number=mild, responsible=mild, date="2024-05-03"))
        shapes.append([f"{tag} {attrs}" for tag, attrs in Page(run("-", *WORDS, "--list", "--to", "html", data=rows).stdout).tags][8:])
    assert shapes[0] == shapes[1] and len(shapes[0]) > 20


def test_documents_themselves(tmp_path: Path) -> None:
    done = run(SAMPLES / "brief.txt", SAMPLES / "anfrage-und-antwort.txt", "--list", "--to", "json")
    assert {row["source.name"]: row["state"] for row in json.loads(done.stdout)} == {
        "brief.txt": "open",
        "anfrage-und-antwort.txt": "answered",
    }


def test_a_letter_filed_twice_stands_once() -> None:
    """As Word and as PDF: other bytes, the same words."""
    twice = (*RECORDS, inquiry("11/2024"), inquiry("13/2024", due="2024-07-01"))
    done = run("-", *WORDS, "--list", "--to", "json", data=lines(*twice))
    assert len(json.loads(done.stdout)) == len(STATES)
    assert "2 Kopien stehen nicht noch einmal in der Liste" in done.stderr
