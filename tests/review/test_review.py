"""`anfrage review`: what is written into the page; what it does in a browser is in test_browser.py."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from anfrage_parser import parse_file
from anfrage_parser.cli.app import app
from anfrage_parser.record.build import as_dict
from anfrage_parser.review.page import SCRIPTS, asset
from anfrage_parser.review.rows import rows
from anfrage_parser.review.words import WORDS
from tests.command import SAMPLES
from tests.pdfs import letter, pdf
from tests.printing import printed_page, with_browser

RUN = CliRunner()


class Page(HTMLParser):
    """A page taken apart: its tags with their attributes, and what its script elements hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.scripts: dict[str, str] = {}
        self.style = ""
        self._at = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))
        self._at = dict(attrs).get("id") or "own" if tag == "script" else tag

    def handle_data(self, data: str) -> None:
        if self._at == "style":
            self.style += data
        elif self.tags and self.tags[-1][0] == "script":
            self.scripts[self._at] = self.scripts.get(self._at, "") + data

    def handle_endtag(self, tag: str) -> None:
        self._at = ""

    def index(self) -> list[Any]:
        return list(json.loads(self.scripts["index"]))

    def documents(self) -> list[Any]:
        """(record, text) of each document, in the order of the inputs."""
        chunks = sorted((name for name in self.scripts if re.fullmatch("c[0-9]+", name)), key=lambda name: int(name[1:]))
        lines = [json.loads(line) for name in chunks for line in self.scripts[name].split("\n") if line]
        return list(zip(lines[::2], lines[1::2], strict=True))


def review(tmp_path: Path, *words: str, stdin: bytes | None = None) -> tuple[Result, Page]:
    target = tmp_path / "review.html"
    result = RUN.invoke(app, ["review", "--force", "-o", str(target), *words], input=stdin)
    return result, Page(target.read_text(encoding="utf-8") if target.exists() else "")


def test_the_samples_worst_first(tmp_path: Path) -> None:
    names = [str(p) for p in sorted([*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.pdf")])]
    result, page = review(tmp_path, *names)
    assert result.exit_code == 0 and re.search(rf"{len(names)} Dokumente?, \d+,\d MB", result.stderr), result.stderr
    index = page.index()
    assert len(index) == len(names)
    assert [row[6:9] for row in index] == sorted((row[6:9] for row in index), reverse=True)
    assert sum("p" in name and name[1:].isdigit() for name in page.scripts) == 3  # pictures of the PDFs


def test_nothing_comes_from_outside(tmp_path: Path) -> None:
    _, page = review(tmp_path, str(SAMPLES / "brief.txt"))
    policy = next(dict(attrs)["content"] or "" for tag, attrs in page.tags if tag == "meta" and "Content-Security-Policy" in str(attrs))
    for kind, text in (("style", page.style), ("script", page.scripts["own"])):
        assert f"{kind}-src 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    text = (tmp_path / "review.html").read_text(encoding="utf-8")
    assert not re.search(r"https?://|src=|@import|url\(|\son[a-z]+=|\sstyle=", text)
    assert [tag for tag, attrs in page.tags if tag == "script" and "type" not in dict(attrs)] == ["script"]


HOSTILE = (
    "Anfrage 1/2024 der </script><script>alert(1)</script>-Fraktion\x00\x1b[31m\n"
    'Betreff: "><img src=x onerror=alert(1)> \u202eumgedreht\u2066 <!-- ]]> {{ 7*7 }} {% raw %}\n\n'
    "Wir fragen:\n\n1. Warum <b>fett</b> &lt;&amp;&#x3c; \u2028\u2029?\n2. Wann \ud83d\ude00 \U000e0041 [bold]?\n" + "x<" * 60_000 + "\n"
)
TWIN = re.sub("[^\\w \\n.,:?/]", "o", HOSTILE)


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_hostile_document_has_the_tags_of_its_twin(language: str, tmp_path: Path) -> None:
    assert len(HOSTILE) == len(TWIN)
    shapes = []
    for text in (HOSTILE, TWIN):
        (tmp_path / "brief.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
        result, page = review(tmp_path, str(tmp_path / "brief.txt"), "--lang", language)
        assert result.exit_code == 0, result.stderr
        shapes.append(page.tags)
        data = (tmp_path / "review.html").read_bytes()
        assert not re.search(rb"[\x00-\x08\x0b-\x1f]", data)
    assert shapes[0] == shapes[1]
    (_, (shown, cut)) = page.documents()[0]
    assert len(shown) == len(TWIN) and not cut


def test_a_line_of_a_megabyte_is_cut(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("Anfrage\n\nWir fragen:\n\n1. Warum?\n\n" + "a " * 700_000, encoding="utf-8")
    result, page = review(tmp_path, str(tmp_path / "brief.txt"))
    assert result.exit_code == 0
    ((_, (text, cut)),) = page.documents()
    assert len(text) == 1_000_000 and cut


def test_documents_without_a_record_come_first(tmp_path: Path) -> None:
    (tmp_path / "antrag.txt").write_text("Antrag der SPD\n\nDie Stadt soll den Weg sperren.\n", encoding="utf-8")
    words = (str(SAMPLES / "brief.txt"), str(tmp_path / "antrag.txt"), str(tmp_path / "fehlt.txt"))
    result, page = review(tmp_path, *words)
    assert result.exit_code == 7 and result.stderr.count("\n") == 3
    assert [row[1] for row in page.index()] == ["antrag.txt", "fehlt.txt", "brief.txt"]
    record, (text, _) = page.documents()[1]
    assert record["f"]["document_type"] == "motion" and text.startswith("Antrag der SPD")
    assert review(tmp_path, words[1])[0].exit_code == 6


def test_existing_pages_stay(tmp_path: Path) -> None:
    target = tmp_path / "a.html"
    target.write_text("mine")
    assert RUN.invoke(app, ["review", str(SAMPLES / "brief.txt"), "-o", str(target)]).exit_code == 10
    assert target.read_text() == "mine"
    assert RUN.invoke(app, ["review", str(SAMPLES / "brief.txt"), "-o", str(tmp_path / "b.html"), "--images", "viele"]).exit_code == 2
    assert RUN.invoke(app, ["review", str(SAMPLES / "brief.txt"), "-o", str(tmp_path / "b.html"), "--lang", "fr"]).exit_code == 2
    assert RUN.invoke(app, ["review", str(SAMPLES / "brief.txt"), "-o", str(tmp_path / "no" / "b.html")]).exit_code == 10
    assert [p.name for p in tmp_path.iterdir()] == ["a.html"]


def jsonl(*names: str, evidence: bool = True) -> bytes:
    rows = (as_dict(i, evidence) for name in names for i in parse_file(SAMPLES / name))
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def test_records_find_their_documents(tmp_path: Path) -> None:
    records = tmp_path / "a.jsonl"
    records.write_bytes(jsonl("brief.txt", "zwei-anfragen.txt", "mainzer-formular.pdf"))
    _, page = review(tmp_path, str(records))
    assert [text for _, (text, _) in page.documents()] == [None, None, None]
    result, page = review(tmp_path, str(records), "--root", str(SAMPLES))
    assert result.exit_code == 0
    assert all(text for _, (text, _) in page.documents())
    assert [len(record["r"]) for record, _ in page.documents()] == [1, 2, 1]
    assert [len(record["p"]) for record, _ in page.documents()] == [0, 0, 1]
    (tmp_path / "brief.txt").write_text("ein anderer Text")
    assert review(tmp_path, str(records))[1].documents()[0][1][0] is None  # another content under the name


def test_records_from_a_pipe_and_in_other_shapes(tmp_path: Path) -> None:
    result, page = review(tmp_path, "-", stdin=jsonl("brief.txt"))
    assert result.exit_code == 0 and page.index()[0][1] == "brief.txt"
    whole = tmp_path / "a.json"
    whole.write_text(json.dumps([json.loads(line) for line in jsonl("brief.txt", "formular.txt").splitlines()], indent=2))
    assert len(review(tmp_path, str(whole))[1].index()) == 2
    one = tmp_path / "b.json"
    one.write_text(json.dumps(json.loads(jsonl("brief.txt", evidence=False)), indent=2))
    assert len(review(tmp_path, str(one))[1].index()) == 1


def test_bad_records_are_named(tmp_path: Path) -> None:
    good = jsonl("brief.txt")
    error = (
        b'{"schema_version": "1.1", "error": {"exit_code": 5, "code": "no-text", "message": "kein Text"}, "source": {"name": "s.pdf"}}\n'
    )
    newer = good.replace(b'"1.1"', b'"2.0"', 1)
    number = re.sub(rb'"bbox":null', b'"bbox":[1,2,NaN,4]', json.dumps(json.loads(good), separators=(",", ":")).encode(), count=1)
    broken = good.replace(b'"questions"', b'"fragen"', 1)
    for data, count, code in (
        (good + error, 2, 0),
        (good + b"{nein\n", 1, 4),
        (newer, 1, 4),
        (broken, 1, 4),
        (number, 1, 4),
        (good + b"3\n", 1, 4),
    ):
        (tmp_path / "a.jsonl").write_bytes(data)
        result, page = review(tmp_path, str(tmp_path / "a.jsonl"))
        assert result.exit_code == code, data[-50:]
        assert len(page.index()) >= count
        assert (result.stderr.count("\n") == 2) == (code == 4)


def test_a_path_in_a_record_leads_nowhere_else(tmp_path: Path) -> None:
    row = json.loads(jsonl("brief.txt"))
    (tmp_path / "unten").mkdir()
    (tmp_path / "brief.txt").write_bytes((SAMPLES / "brief.txt").read_bytes())
    for name in ("../brief.txt", str(tmp_path / "brief.txt")):
        row["source"]["name"] = name
        (tmp_path / "unten" / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
        _, page = review(tmp_path, str(tmp_path / "unten" / "a.jsonl"))
        assert page.documents()[0][1][0] is None


@pytest.mark.parametrize(
    ("images", "pictured"), [("none", []), ("doubtful", ["mainzer-formular.pdf"]), ("all", ["a.pdf", "mainzer-formular.pdf"])]
)
def test_pictures_for_those_asked_for(images: str, pictured: list[str], tmp_path: Path) -> None:
    marks = [(70.0, 50.0, "Anfrage Nr. 3/2024"), *letter(), (70.0, 700.0, "Erika Beispiel, Fraktionsvorsitzende")]
    (tmp_path / "a.pdf").write_bytes(pdf([marks]))
    clean = not [f for i in parse_file(tmp_path / "a.pdf") for f in i.findings if f.severity != "info"]
    _, page = review(tmp_path, str(tmp_path / "a.pdf"), str(SAMPLES / "mainzer-formular.pdf"), "--images", images)
    got = [row[1] for row in sorted(page.index()) if page.documents()[row[0]][0]["p"]]
    assert got == pictured or (not clean and images == "doubtful" and got == ["a.pdf", *pictured])


def test_kept_corrections_are_shown_and_handed_on(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_bytes((SAMPLES / "brief.txt").read_bytes())
    assert RUN.invoke(app, ["correct", str(tmp_path / "brief.txt"), "--set", "title=Neuer Titel"]).exit_code == 0
    _, page = review(tmp_path, str(tmp_path / "brief.txt"))
    record, _ = page.documents()[0]
    assert page.index()[0][2] == "Neuer Titel" and "Neuer Titel" in record["k"]
    assert any(finding[0] == "corrected" for finding in record["r"][0]["findings"])


@pytest.mark.parametrize("sample", sorted([*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.pdf")]), ids=lambda p: p.name)
def test_every_value_has_a_row_and_every_place_its_row(sample: Path, tmp_path: Path) -> None:
    _, page = review(tmp_path, str(sample), "--images", "none")
    record, _ = page.documents()[0]
    for view, inquiry in zip(record["r"], parse_file(sample), strict=True):
        assert {place[0] for place in view["places"]} <= set(range(len(view["rows"])))
        shown = {row[0] for row in view["rows"]}
        elsewhere = re.compile(r".*\.label|answers.*\.labels.*|parties.*|refers_to\.(parties.*|title)")  # in a row of something else
        wanted = {path for path in (inquiry.evidence or {}) if not elsewhere.fullmatch(path)}
        assert {re.sub(r"\.(role|party)$", ".name", path) if path not in shown else path for path in wanted} <= shown
        named = [row.path for row in rows(inquiry, "en")]
        assert len(named) == len(set(named))


def test_an_answer_stands_below_its_question() -> None:
    (record,) = parse_file(SAMPLES / "antwort-gemeinsam.txt")
    found = {row.path: row for row in rows(record, "de")}
    asked = [path for path in found if path.startswith(("questions", "answers"))]
    assert asked == [
        *("questions[0].text", "questions[1].text", "answers[0].text"),
        *("questions[2].text", "questions[2].answer", "questions[3].text", "questions[3].answer"),
    ]
    assert (found["answers[0].text"].kind, found["answers[0].text"].marker) == ("text", "1, 2")
    head = [(row.name, row.value) for row in found.values() if row.path.startswith(("refers_to", "answered_by"))]
    assert head == [("Zu Anfrage", "2024/0287"), ("Anfrage vom", "16.09.2024"), ("Antwort von", "Die Oberbürgermeisterin")]
    assert "questions" not in {row.path for row in rows(parse_file(SAMPLES / "antwort-ohne-fragen.txt")[0], "de")}


def test_every_word_of_the_script_is_translated() -> None:
    used = {key for name in SCRIPTS for key in re.findall(r'say\("(\w+)"', asset(name))}
    assert used <= set(WORDS)
    html = asset("page.html")
    unused = {key for key in WORDS if key not in used and f"words.{key} " not in html and not re.match("severity|many", key)}
    assert unused == set()
    assert all(len(pair) == 2 and all(pair) for pair in WORDS.values())


def test_folders_and_databases(tmp_path: Path) -> None:
    """A folder of letters, a batch's database and a batch's folder show the same documents; the page itself is none of them."""
    letters = tmp_path / "briefe"
    (letters / "2024").mkdir(parents=True)
    (letters / "brief.txt").write_bytes((SAMPLES / "brief.txt").read_bytes())
    (letters / "2024" / "zwei.pdf").write_bytes((SAMPLES / "brief-zwei-seiten.pdf").read_bytes())
    for sink in ("archiv.sqlite", "archiv"):
        assert RUN.invoke(app, ["batch", str(letters), "-o", str(tmp_path / sink), "-j", "1"]).exit_code == 0
    titles = set()
    for source in (("briefe",), ("archiv.sqlite", "--root", str(letters)), ("archiv", "--root", str(letters)), ("briefe",)):
        done, page = review(letters if source == ("briefe",) else tmp_path, str(tmp_path / source[0]), *source[1:], "--force")
        assert done.exit_code == 0 and len(page.index()) == 2, done.output
        titles.add(json.dumps(sorted(str(row[1]) for row in page.index())))
    (tmp_path / "leer").mkdir()
    assert RUN.invoke(app, ["review", str(tmp_path / "leer"), "-o", str(tmp_path / "x.html")]).exit_code == 2


@with_browser
@pytest.mark.parametrize(("name", "most"), [("mainzer-formular.pdf", 3), ("brief-zwei-seiten.pdf", 4), ("mit-antwort.txt", 2)])
def test_on_paper(name: str, most: int, tmp_path: Path) -> None:
    """Upright, the subject above the document, then the record; no page is empty."""
    (record, *_) = parse_file(SAMPLES / name)
    page = tmp_path / "durchsicht.html"
    assert RUN.invoke(app, ["review", str(SAMPLES / name), "-o", str(page)]).exit_code == 0
    pages = printed_page(page)
    assert len(pages) <= most and all(height > width and text.strip() for width, height, text in pages)
    assert record.title and record.title.split()[0] in pages[0][2] and "Dokument" in pages[0][2]
    whole = " ".join(" ".join(text.split()) for _, _, text in pages)
    assert all(question.text.split()[-1] in whole for question in record.questions) and "Korrekturen kopieren" not in whole
