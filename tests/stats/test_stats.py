"""`anfrage stats`: every count against a naive one, deadlines by a table of cases, outputs that hold nothing of a document but its text."""

import base64
import datetime as dt
import hashlib
import itertools
import json
import re
import statistics
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from anfrage_parser import parse_file, parse_text
from anfrage_parser.cli.app import app
from anfrage_parser.cli.display import safe
from anfrage_parser.errors import UsageError
from anfrage_parser.record.build import as_dict, from_dict
from anfrage_parser.record.json_out import to_line
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.stats.data import as_object
from anfrage_parser.stats.deadline import MEANINGS, Deadline, Standing, answered, deadline
from anfrage_parser.stats.dimensions import DIMENSIONS, dimensions
from anfrage_parser.stats.page import page
from anfrage_parser.stats.tally import Tally
from anfrage_parser.stats.view import view
from tests.command import SAMPLES, command
from tests.exporters.test_export import read_back
from tests.payloads import ACTS, PAYLOADS
from tests.review.test_review import HOSTILE, TWIN, Page
from tests.test_laws import EXAMPLES

RUN = CliRunner()
BLANK = as_dict(parse_text("Anfrage\n\nWir fragen:\n\n1. Warum?\n")[0])

NUMBERS = itertools.count(1)


def made(**values: Any) -> Inquiry:
    """A record of a document of its own with these values; `questions` is their number."""
    count = values.pop("questions", 1)
    row = {
        **BLANK,
        "questions": [{**BLANK["questions"][0], "index": n + 1, "answer": values.get("answer")} for n in range(count)],
        **values,
    }
    row["source"] = {**BLANK["source"], "sha256": f"{next(NUMBERS):064x}", **values.get("source", {})}
    return from_dict({key: value for key, value in row.items() if key not in ("party", "answer")})


def run(*words: object, code: int = 0, data: bytes = b"") -> Result:
    result = RUN.invoke(app, ["stats", *(str(word) for word in words)], input=data)
    assert result.exit_code == code, (words, result.exit_code, result.stderr)
    assert "Traceback" not in result.stderr
    return result


def lines(*records: Inquiry) -> bytes:
    return b"".join(to_line(as_dict(record)) for record in records)


@pytest.fixture(scope="module")
def records() -> list[Inquiry]:
    found = [inquiry for path in sorted(SAMPLES.glob("*.txt")) for inquiry in parse_file(path)]
    return [inquiry for inquiry in found if inquiry.document_type != "answer"]


def naive(record: Inquiry, name: str) -> set[Any]:
    """The groups of a record, said in another way."""
    groups: dict[str, set[Any]] = {
        "party": set(record.parties) or {None},
        "year": {record.date and record.date.split("-")[0]},
        "month": {record.date and "-".join(record.date.split("-")[:2])},
        "committee": {record.committee},
        "place": {record.place},
        "body": {record.body},
        "office": {record.responsible or record.answered_by},
        "questions": {sum(1 for _ in record.questions) or None},
    }
    return groups[name]


PAIRS = [*DIMENSIONS, "party,year", "year,party", "questions,party", "committee,place"]


@pytest.mark.parametrize("by", PAIRS)
def test_counts_are_the_naive_ones(by: str, records: list[Inquiry]) -> None:
    said = json.loads(run("-", "--by", by, "--to", "json", data=lines(*records)).stdout)
    wanted: Counter[tuple[Any, ...]] = Counter()
    questions: Counter[tuple[Any, ...]] = Counter()
    first, _, second = by.partition(",")
    for record in records:
        for one in naive(record, first):
            for other in naive(record, second) if second else [None]:
                wanted[(one, other) if second else (one,)] += 1
                questions[(one, other) if second else (one,)] += len(record.questions)
    groups = {tuple(group[name] for name in said["by"]): group for group in said["groups"]}
    assert {keys: group["inquiries"] for keys, group in groups.items()} == wanted
    assert {keys: group["question_count"] for keys, group in groups.items()} == questions
    assert len(groups) == len(said["groups"]) and said["inquiries"] == len(records)
    assert said["joint"] == sum(len(record.parties) > 1 for record in records) > 0
    assert said["questions_median"] == statistics.median(len(record.questions) for record in records)
    assert said["questions_most"] == max(len(record.questions) for record in records)


def test_order_and_missing_values() -> None:
    rows = [
        made(parties=["SPD"]),
        made(parties=["SPD", "CDU"]),
        made(parties=[]),
        made(parties=[]),
        made(parties=[]),
        made(parties=["AfD"]),
    ]
    said = json.loads(run("-", "--to", "json", data=lines(*rows)).stdout)
    assert [(g["party"], g["inquiries"], g["joint"]) for g in said["groups"]] == [
        ("SPD", 2, 1), ("AfD", 1, 0), ("CDU", 1, 1), (None, 3, 0),
    ]  # fmt: skip
    text = run("-", data=lines(*rows)).stdout
    assert (
        "ohne Fraktion" in text and "Gemeinsame Anfragen (1) zählen bei jeder ihrer Fraktionen einmal, in der Summe aber nur einmal" in text
    )
    assert re.search(r"^ ?Summe +6 ", text, re.MULTILINE)
    rows = [made(questions=10), made(questions=9), made(questions=10), made(questions=0), made(date="2024-05-03"), made(date="0999-05-03")]
    for by, wanted in (("questions", [1, 9, 10, None]), ("year", ["0999", "2024", None]), ("month", ["0999-05", "2024-05", None])):
        said = json.loads(run("-", "--to", "json", "--by", by, data=lines(*rows)).stdout)
        assert [group[by] for group in said["groups"]] == wanted
        assert "ohne Fragen" in run("-", "--by", by, data=lines(*rows)).stdout or by != "questions"


# --- deadlines ---

PERIODS = [
    ("2024-01-31", "1m", "2024-02-29"),
    ("2023-01-31", "1m", "2023-02-28"),
    ("2024-11-30", "3m", "2025-02-28"),
    ("2024-12-01", "1m", "2025-01-01"),
    ("2024-05-03", "6w", "2024-06-14"),
    ("2024-05-03", "42d", "2024-06-14"),
    ("2024-02-28", "1d", "2024-02-29"),
    ("9999-12-01", "6w", None),
    ("9999-12-01", "1m", None),
    (None, "6w", None),
]


@pytest.mark.parametrize(("date", "period", "due"), PERIODS)
def test_when_it_is_due(date: str | None, period: str, due: str | None) -> None:
    last = deadline(period, "2024-06-01").due(made(date=date))
    assert (last and last.isoformat()) == due


ANSWERED = {"document_type": "inquiry_with_answer"}
STANDINGS: list[tuple[dict[str, Any], str]] = [
    ({"date": "2024-05-03"}, "running"),
    ({"date": "2024-04-20"}, "running"),  # due today
    ({"date": "2024-04-19"}, "overdue"),  # due yesterday
    ({"date": "2024-06-01"}, "running"),
    ({"date": "2024-06-02"}, "later"),
    ({"date": None}, "undated"),
    ({"date": None, "session_date": "2024-05-05"}, "undated"),
    ({"date": "2020-05-03", "session_date": "2020-05-05"}, "overdue"),  # a session is no answer
    ({"date": "2020-05-03", "session_date": "2020-06-14", **ANSWERED}, "answered_within"),
    ({"date": "2020-05-03", "session_date": "2020-06-15", **ANSWERED}, "answered_after"),
    ({"date": "2020-05-03", **ANSWERED}, "answered"),
    ({"date": None, "session_date": "2020-06-15", **ANSWERED}, "answered"),
    ({"date": "2020-05-03", "answer": "Ja."}, "answered"),
    ({"date": "2024-06-02", **ANSWERED}, "later"),
]


@pytest.mark.parametrize(("values", "standing"), STANDINGS)
def test_what_is_known_of_it(values: dict[str, Any], standing: str) -> None:
    rule = deadline("6w", "2024-06-01")
    assert rule.standing(rule.dates(made(**values))) == standing


@pytest.mark.parametrize("today", ["2024-06-14", "14.06.2024", "14.6.2024", "14. Juni 2024"])
def test_the_day_as_people_type_it(today: str) -> None:
    assert deadline("6w", today).today == dt.date(2024, 6, 14)


def test_deadlines_add_up() -> None:
    rows = [made(**values) for values, _ in STANDINGS]
    said = json.loads(run("-", "--deadline", "6w", "--today", "2024-06-01", "--to", "json", data=lines(*rows)).stdout)
    wanted = Counter(standing for _, standing in STANDINGS)
    assert said["deadline"] == {"period": "6w", "today": "2024-06-01", **{s.value: wanted[s.value] for s in Standing}}
    assert sum(wanted.values()) == said["inquiries"] == len(rows)
    text = run("-", "--deadline", "6w", "--today", "2024-06-01", data=lines(*rows)).stdout
    assert all(f"{name}: {wanted[standing.value]} " in text for standing, (name, _) in MEANINGS.items())
    assert "Stichtag 01.06.2024" in text
    assert set(MEANINGS) == set(Standing)


def test_today_is_today() -> None:
    rows = [made(date=dt.date.today().isoformat()), made(date="2001-01-01")]
    said = json.loads(run("-", "--deadline", "6w", "--to", "json", data=lines(*rows)).stdout)
    assert (said["deadline"]["running"], said["deadline"]["overdue"]) == (1, 1)


# --- outputs ---


def test_csv(records: list[Inquiry]) -> None:
    said = json.loads(run("-", "--to", "json", "--by", "party,year", data=lines(*records)).stdout)
    for preset in ("excel-de", "rfc4180"):
        data = run("-", "--to", "csv", "--by", "party,year", "--preset", preset, data=lines(*records)).stdout_bytes
        head, *body = read_back(data, preset)
        wanted = ["Fraktion", "Jahr", "Anfragen", "davon gemeinsame", "Fragen"]
        assert head == (wanted if preset == "excel-de" else ["party", "year", "inquiries", "joint", "questions"])
        missing = ("ohne Fraktion", "ohne Datum") if preset == "excel-de" else ("", "")
        assert body == [
            [g["party"] or missing[0], g["year"] or missing[1], str(g["inquiries"]), str(g["joint"]), str(g["question_count"])]
            for g in said["groups"]
        ]


@pytest.mark.parametrize("payload", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "＝1", *PAYLOADS])
def test_nothing_of_a_document_acts(payload: str) -> None:
    mild = payload.encode("utf-8", "replace").decode()
    rows = [made(parties=[mild, "SPD"], committee=mild, title=mild, number=mild, date="2024-05-03")]
    for by in ("party", "committee,party"):
        for preset in ("excel-de", "rfc4180"):
            done = run("-", "--to", "csv", "--by", by, "--preset", preset, data=lines(*rows))
            for row in read_back(done.stdout_bytes, preset):
                assert not [cell for cell in row if cell.lstrip("\ufeff \u00a0")[:1] in tuple("=+-@＝＋－＠\t\r\n\0") and cell.strip()]
        assert not ACTS.search(run("-", "--by", by, data=lines(*rows)).stdout.replace("\n", ""))
        html = run("-", "--by", by, "--to", "html", data=lines(*rows)).stdout
        assert not ACTS.search(html.replace("\n", "")) and "<script" not in html
        json.loads(run("-", "--by", by, "--to", "json", data=lines(*rows)).stdout)


def shape(data: bytes) -> Counter[str]:
    """Tags with their attributes, however often."""
    return Counter(f"{tag} {attrs}" for tag, attrs in Page(data.decode("utf-8")).tags)


@pytest.mark.parametrize("by", ["party", "committee", "place,body", "year"])
def test_a_hostile_record_has_the_tags_of_its_twin(by: str) -> None:
    shapes = []
    for text in (HOSTILE, TWIN):
        text = text.encode("utf-8", "replace").decode()[:150]
        row = made(parties=[text, "SPD"], committee=text, place=text, body=text, date="2024-05-03", session_date="2024-06-03")
        tally = Tally(dimensions(by), deadline("6w", "2024-06-01"))
        tally.add(row)
        tally.add(made(date="2023-05-03"))
        tally.settle({})
        shapes.append(shape(page(view(tally, 1, safe))))
    assert shapes[0] == shapes[1] and sum(shapes[0].values()) > 40


def test_the_page_needs_nothing_else(records: list[Inquiry], tmp_path: Path) -> None:
    run("-", "--by", "month", "--deadline", "6w", "--today", "2024-06-01", "-o", tmp_path / "a.html", data=lines(*records))
    data = (tmp_path / "a.html").read_bytes()
    parsed = Page(data.decode("utf-8"))
    policy = next(dict(attrs)["content"] or "" for tag, attrs in parsed.tags if tag == "meta" and "Content-Security-Policy" in str(attrs))
    digest = base64.b64encode(hashlib.sha256(re.search(rb"<style>(.*?)</style>", data, re.DOTALL).group(1)).digest()).decode()  # type: ignore[union-attr]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not [
        tag for tag, attrs in parsed.tags if tag in ("script", "link", "img", "iframe", "a") or {"style", "src", "href"} & set(dict(attrs))
    ]
    assert b"http" not in data.replace(b"http-equiv", b"")
    run("-", "--by", "month", "-o", tmp_path / "a.html", data=lines(*records), code=10)
    assert (tmp_path / "a.html").read_bytes() == data
    columns = [attrs for tag, attrs in parsed.tags if tag == "rect" and "y" in dict(attrs)]
    months = sorted(record.date[:7] for record in records if record.date)
    first, last = (int(month[:4]) * 12 + int(month[5:]) for month in (months[0], months[-1]))
    assert len(columns) == last - first + 1, "months without inquiries have their place, too"
    assert sum(dict(attrs)["height"] != "0.0" for attrs in columns) == len(set(months))


def test_a_date_misread_by_centuries_draws_no_endless_scale() -> None:
    tally = Tally(dimensions("month"))
    for date in ("0099-01-01", "2024-05-03", "9999-12-31"):
        tally.add(made(date=date))
    tally.settle({})
    assert view(tally, 0, safe).scale == () and b"<figure" not in page(view(tally, 0, safe))


def test_formats_by_ending_and_what_goes_wrong(tmp_path: Path, records: list[Inquiry]) -> None:
    data = lines(*records)
    for name, start in (
        ("a.csv", b"\xef\xbb\xbf"),
        ("a.json", b"{"),
        ("a.html", b"<!doctype"),
        ("a.txt", b"Anfragen nach"),
        ("a.xlsx", b"PK"),
    ):
        run("-", "-o", tmp_path / name, data=data)
        assert (tmp_path / name).read_bytes().startswith(start)
        run("-", "-o", tmp_path / name, "--force", data=data)
    before = {p.name for p in tmp_path.iterdir()}
    for words in (
        ["--by", "farbe"], ["--by", ""], ["--by", "party,party"], ["--by", "party,year,place"], ["--to", "pdf"], ["-o", tmp_path / "a.doc"],
        ["--deadline", "bald"], ["--deadline", "0d"], ["--deadline", "6"], ["--deadline", "٦w"], ["--deadline", "6w", "--today", "gestern"],
        ["--today", "2024-01-01"], ["--due", tmp_path / "b.doc"], ["--deadline", "6w@XX"], ["--open", "--to", "pdf"],
        ["--deadline", "6w", "--today", "20240101"], ["--preset", "x"],
        ["--deadline", "6w", "--today", "31.02.2024"],
    ):  # fmt: skip
        done = run("-", *words, data=data, code=2)
        assert len(done.stderr.splitlines()) == 1 and done.stdout == ""
    run(tmp_path / "fehlt.jsonl", "-o", tmp_path / "c.csv", "--deadline", "6w", "--due", tmp_path / "d.csv", code=4)
    assert {p.name for p in tmp_path.iterdir()} == before


MISUSED = [
    (["-o", "s.ods"], "für die Endung von s.ods gibt es hier kein Format", ".xlsx"),
    (["-o", "s"], "für die Endung von s gibt es hier kein Format", "--format"),
    (["--to", "ods", "-o", "s.ods"], "--format kennt „ods“ nicht", "xlsx"),
    (["--deadline", "6w", "--due", "-"], "--due braucht eine Datei", "fristen.csv"), (["--due", "-"], "--due braucht eine Datei", ""),
]  # fmt: skip


@pytest.mark.parametrize(("words", "cause", "step"), MISUSED)
def test_what_is_wrong_is_named(words: list[str], cause: str, step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("-", *words, data=lines(made()), code=2)
    assert cause in done.stderr and step in done.stderr.partition(";")[2] and not list(tmp_path.iterdir())


@pytest.mark.parametrize("to_file", [False, True])
def test_it_says_where_the_deadlines_are(to_file: bool, tmp_path: Path) -> None:
    words = ["--deadline", "6w", "--due", tmp_path / "due.csv", *(["-o", tmp_path / "s.csv"] if to_file else [])]
    done = run("-", *words, data=lines(made(), made()))
    assert f"{tmp_path / 'due.csv'}: 2 Anfragen\n" in done.stderr
    assert (f"{tmp_path / 's.csv'}: 2 Anfragen gezählt\n" in done.stderr) == to_file
    one = run("-", *words, "--force", data=lines(made())).stderr
    assert "due.csv: 1 Anfrage\n" in one and ("1 Anfrage gezählt" in one) == to_file


@pytest.mark.parametrize(("count", "said"), [(1, "1 Antwort gezählt"), (2, "2 Antworten gezählt")])
def test_it_says_how_many_answers_it_counted(count: int, said: str, tmp_path: Path) -> None:
    papers = [made(document_type="answer") for _ in range(count)]
    assert run("-", "--only", "answers", "-o", tmp_path / "s.csv", data=lines(*papers)).stderr.endswith(f"s.csv: {said}\n")


@pytest.mark.parametrize(
    ("period", "german", "english"),
    [("1m", "1 Monat ab", "1 month from"), ("6w", "6 Wochen ab", "6 weeks from"), ("1w", "1 Woche ab", "1 week from"),
     ("1d", "1 Tag ab", "1 day from"), ("30d", "30 Tage ab", "30 days from")],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["table", "html"])
def test_in_the_language_of_the_people(kind: str, period: str, german: str, english: str) -> None:
    """Numbers, days and the page's own language, too."""
    data = lines(made(parties=["SPD"]), made(parties=["CDU"]), made(parties=["FDP"], questions=4), made(parties=["SPD"], questions=4),
                 made(parties=["SPD"], questions=4), made(parties=["SPD"]), made(), made())  # fmt: skip
    words = ["stats", "-", "--to", kind, "--deadline", period, "--today", "2024-12-25"]
    said = {language: command(*words, "--lang", language, data=data).stdout.decode() for language in ("de", "en")}
    assert german in said["de"] and "25.12.2024" in said["de"] and "12,5 %" in said["de"] and "2024-12-25" not in said["de"]
    assert english in said["en"] and "2024-12-25" in said["en"] and "12.5%" in said["en"] and "25.12.2024" not in said["en"]
    if kind == "html":
        assert '<html lang="de">' in said["de"] and '<html lang="en">' in said["en"]


@pytest.mark.parametrize("due", ["x.csv", "./x.csv", "neben/../x.csv", "link.csv"])
@pytest.mark.parametrize("force", [True, False])
def test_two_outputs_are_two_files(due: str, force: bool, tmp_path: Path, records: list[Inquiry], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "neben").mkdir()
    if due == "link.csv":
        Path("link.csv").symlink_to("x.csv")
    words = ["-", "--deadline", "6w", "--due", due, "--to", "json", "-o", "x.csv", *["--force"] * force]
    assert "-o und --due nennen dieselbe Datei" in run(*words, data=lines(*records), code=2).stderr
    assert not Path("x.csv").exists()


@pytest.mark.parametrize(("times", "said"), [(1, None), (2, "Ein Datensatz ist"), (3, "2 Datensätze sind")])
@pytest.mark.parametrize("kind", ["table", "csv", "json", "html"])
def test_a_letter_filed_again_counts_once(kind: str, times: int, said: str | None, tmp_path: Path) -> None:
    (inquiry,) = parse_file(SAMPLES / "brief.txt")
    copies = [from_dict({**as_dict(inquiry), "source": {**as_dict(inquiry)["source"], "name": f"{n}.txt"}}) for n in range(times)]
    due = tmp_path / "due.csv"
    done = run("-", "--to", kind, "--deadline", "6w", "--due", due, "-o", "-", data=lines(*copies, made(parties=["SPD"])))
    shown = done.stdout if kind in ("table", "html") else done.stderr
    assert (said is None) == ("mehrmals abgelegt" not in done.stdout + done.stderr)
    assert said is None or f"{said} nicht noch einmal gezählt" in shown
    assert len(read_back(due.read_bytes(), "excel-de")) == 1 + 2
    if kind == "json":
        row = json.loads(done.stdout)
        assert (row["inquiries"], row["filed_again"]) == (2, times - 1)
    elif kind == "csv":
        assert sum(int(row[1]) for row in read_back(done.stdout_bytes, "excel-de")[1:]) == 2


def test_documents_without_a_record_are_named(tmp_path: Path) -> None:
    (tmp_path / "antrag.txt").write_text("ANTRAG\n\nDer Rat beschließt, den Weg zu sanieren.\n", encoding="utf-8")
    done = run(SAMPLES / "brief.txt", tmp_path / "antrag.txt", "--to", "json")
    assert json.loads(done.stdout)["without_record"] == 1 and "antrag.txt" in done.stderr
    assert "Ein Dokument ohne Datensatz ist nicht gezählt." in run(SAMPLES / "brief.txt", tmp_path / "antrag.txt").stdout
    assert run(tmp_path / "antrag.txt", code=6).stdout == ""
    text = run("-", "--by", "year", data=to_line({"schema_version": "0.9", "error": {}, "source": {}})).stdout
    assert "Anfragen: 0" in text


def answer_paper() -> Inquiry:
    return made(document_type="answer", parties=["SPD"], refers_to={"number": "1/24", "date": None, "parties": [], "title": None})


@pytest.mark.parametrize(("only", "counts"), [(None, (2, 3)), ("inquiries", (2, 3)), ("answers", (3, 2))])
@pytest.mark.parametrize("kind", ["table", "csv", "json", "html"])
def test_answer_papers_are_counted_alone(kind: str, only: str | None, counts: tuple[int, int]) -> None:
    data = lines(made(parties=["SPD"]), answer_paper(), answer_paper(), made(parties=["SPD"], answer="Ja."), answer_paper())
    done = run("-", "--to", kind, *(("--only", only) if only else ()), data=data)
    said = f"{counts[1]} Anfragen sind nicht gezählt" if only == "answers" else f"{counts[1]} Antworten sind nicht gezählt"
    assert said in (done.stdout if kind in ("table", "html") else done.stderr)
    if kind == "json":
        row = json.loads(done.stdout)
        assert (row["inquiries"], row["left_out"], row["only"]) == (*counts, only or "inquiries")
    elif kind == "csv":
        head, row = read_back(done.stdout_bytes, "excel-de")
        assert (head[1], int(row[1])) == ("Antworten" if only == "answers" else "Anfragen", counts[0])
    else:
        assert ("Antworten nach Fraktion" in done.stdout) == (only == "answers")


def test_deadlines_are_those_of_inquiries(tmp_path: Path) -> None:
    due = tmp_path / "fristen.csv"
    run("-", "--deadline", "6w", "--today", "2024-06-01", "--due", due, data=lines(made(date="2024-05-01"), answer_paper()))
    assert len(read_back(due.read_bytes(), "excel-de")) == 2
    assert answered(made(answers=[{"labels": ["1"], "questions": [1], "text": "Ja."}]))
    assert "Fristen gibt es nur für Anfragen" in run("-", "--deadline", "6w", "--only", "answers", code=2).stderr
    assert "inquiries, answers" in run("-", "--only", "alle", code=2).stderr


TEXT = st.one_of(st.none(), st.text(max_size=8).map(lambda t: t.encode("utf-8", "replace").decode()))
RECORDS = st.builds(
    made,
    parties=st.lists(st.sampled_from(["SPD", "CDU", " SPD", "", "x" * 300]), max_size=3),
    date=st.one_of(st.none(), st.dates().map(dt.date.isoformat)),
    session_date=st.one_of(st.none(), st.dates().map(dt.date.isoformat)),
    committee=TEXT, place=TEXT, body=TEXT, questions=st.integers(0, 5), answer=st.sampled_from([None, "Ja."]),
)  # fmt: skip


@settings(max_examples=EXAMPLES // 8, deadline=None)
@given(st.lists(RECORDS, max_size=12), st.sampled_from(PAIRS), st.sampled_from(["6w", "9999d", "9999m", "1m"]), st.dates())
def test_laws_of_counting(rows: list[Inquiry], by: str, period: str, today: dt.date) -> None:
    tally = Tally(dimensions(by), deadline(period, today.isoformat()))
    for row in rows:
        tally.add(row)
    tally.settle({})
    said = as_object(tally, 0)
    assert said["inquiries"] == len(rows) == sum(said["deadline"][s.value] for s in Standing)
    sums = sum(group["inquiries"] for group in said["groups"])
    assert sums >= len(rows) and (sums == len(rows) or "party" in by)
    for group in said["groups"]:
        assert 0 < group["inquiries"] <= len(rows) and sum(group["deadline"].values()) == group["inquiries"]
    shown = view(tally, 0, safe)
    assert len(shown.rows) == len(said["groups"]) and all(0 < row.length <= 1 for row in shown.rows)
    assert page(shown)


def many(count: int) -> Iterator[Inquiry]:
    row = as_dict(made(parties=["SPD", "CDU"], questions=3))
    for number in range(count):
        yield from_dict(
            {
                **{k: v for k, v in row.items() if k != "party"},
                "preamble": "x" * 10_000 + str(number),
                "date": f"{2000 + number % 20}-01-01",
            }
        )


@pytest.mark.parametrize(("rule", "most"), [(None, 100_000), (deadline("6w", "2024-06-01"), 900 * 600)])
def test_records_are_not_kept(rule: Deadline | None, most: int) -> None:
    """Of a record whose text has ten kilobytes nothing is kept, or its days until all answers are known."""
    peaks = []
    for count in (100, 1_000):
        tracemalloc.start()
        tally = Tally(dimensions("party,year"), rule)
        for record in many(count):
            tally.add(record)
        tally.settle({})
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + most, peaks


@pytest.mark.parametrize(
    ("typed", "count", "unit", "land"),
    [
        ("6 Wochen", 6, "w", None), ("1 woche", 1, "w", None), ("42 Tage", 42, "d", None),
        ("3 Monate", 3, "m", None), ("6 weeks", 6, "w", None),
        ("6 Wochen BY", 6, "w", "BY"), ("10 Arbeitstage NW", 10, "wd", "NW"), ("10 Arbeitstage in Nordrhein-Westfalen", 10, "wd", "NW"),
        ("10 working days NW", 10, "wd", "NW"), ("10wd nw", 10, "wd", "NW"), ("10 Arbeitstage@Thueringen", 10, "wd", "TH"),
    ],
)  # fmt: skip
def test_a_period_in_words(typed: str, count: int, unit: str, land: str | None) -> None:
    if unit == "wd" or land:
        pytest.importorskip("holidays")
    found = deadline(typed, "2024-06-01")
    assert (found.count, found.unit, found.days.land if found.days else None) == (count, unit, land)


@pytest.mark.parametrize("typed", ["6", "0 Wochen", "6 Werktage", "6 Wochen XX", "Wochen", "6 Wochen NW BY"])
def test_what_is_no_period(typed: str) -> None:
    with pytest.raises(UsageError):
        deadline(typed, "2024-06-01")
