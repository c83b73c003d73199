"""Inquiries as OParl 1.1: by the specification's own files, and field by field what the record says."""

import hashlib
import io
import json
import re
import shutil
import subprocess
import weakref
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from anfrage_parser import parse_text
from anfrage_parser.cli.app import app
from anfrage_parser.errors import UsageError
from anfrage_parser.exporters import EXPORTERS, Document, ExportOptions
from anfrage_parser.exporters.identity import address, people, slug
from anfrage_parser.exporters.nameparts import NameParts, name_parts
from anfrage_parser.exporters.oparl import kind
from anfrage_parser.readers import kinds
from anfrage_parser.record.build import as_dict, from_dict
from anfrage_parser.record.json_out import to_line
from anfrage_parser.record.schema import Inquiry
from tests.command import ROOT
from tests.exporters.oparl_rules import Rules
from tests.exporters.standards import filled, published, real, samples, standards
from tests.payloads import PAYLOADS

RUN = CliRunner()
BASE = "https://ratsinfo.example.org/oparl"
BODY = "https://ratsinfo.example.org/body/1"
SENTENCES = ["]]>", "<script>alert(1)</script>", "\u202eegarF\u202c", "\x00\x1b[2J\x7f\x85", "\ufffe\uffff", "a\r\nb\rc\n\n\nd", "&amp;"]
HOSTILE = st.one_of(st.sampled_from([*SENTENCES, *PAYLOADS, "a\ud800b"]), st.text(max_size=40))


def exported(records: Sequence[Inquiry], **options: Any) -> list[dict[str, Any]]:
    out = io.BytesIO()
    EXPORTERS["oparl"].export(iter(records), out, ExportOptions(**{"base_url": BASE, **options}))
    assert out.getvalue().endswith(b"\n") and not out.getvalue().startswith(b"\xef\xbb\xbf")
    return [json.loads(line) for line in out.getvalue().splitlines()]


def of(rows: Sequence[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["type"] == f"https://schema.oparl.org/1.1/{name}"]


def read_back(paper: dict[str, Any]) -> dict[str, Any]:
    """The record that a paper carries."""
    row: dict[str, Any] = {name: [] if name in LISTS else None for name in Inquiry.model_fields if name != "evidence"}
    row |= {name.removeprefix("anfrage:"): value for name, value in paper.items() if name.startswith("anfrage:")}
    return {**row, "number": paper.get("reference"), "title": paper.get("name")}


LISTS = ("parties", "askers", "blocks", "questions", "signatories", "unassigned", "findings", "answers", "footnotes")


@pytest.fixture(scope="module", params=["samples", "corpus"])
def records(request: pytest.FixtureRequest) -> Sequence[Inquiry]:
    found = samples() if request.param == "samples" else real()
    if not found:
        pytest.skip("ANFRAGE_CORPUS names no folder of real documents")
    return found


@published
def test_it_keeps_the_rules_of_oparl(records: Sequence[Inquiry]) -> None:
    rules = Rules(standards() / "oparl")
    assert rules.problems(exported(records)) == []
    assert rules.problems(exported(records, body_url=BODY), [BODY]) == []
    papers = of(exported(records, document=lambda record: Document(b"x" * record.source.size, "Text\f")), "Paper")
    assert papers and all(paper["mainFile"]["text"] == "Text\f" for paper in papers)


def change(path: str, value: Any) -> Callable[[list[dict[str, Any]]], None]:
    def spoil(rows: list[dict[str, Any]]) -> None:
        name, _, last = path.partition(" ")
        row: Any = next(row for row in of(rows, name.split(".")[0]) if all(step in row for step in name.split(".")[1:]))
        for step in name.split(".")[1:]:
            row = row[step][0] if isinstance(row[step], list) else row[step]
        if value is KeyError:
            del row[last]
        else:
            row[last] = value

    return spoil


@published
@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("Paper id", KeyError, "id is missing"),
        ("Paper created", KeyError, "created is missing"),
        ("Person modified", KeyError, "modified is missing"),
        ("Paper.mainFile accessUrl", KeyError, "accessUrl is missing"),
        ("Paper.mainFile created", KeyError, "File: created is missing"),
        ("Paper type", "https://schema.oparl.org/1.0/Paper", "is not"),
        ("Paper type", "Brief", "no object of type"),
        ("Paper questions", ["1"], "has no prefix"),
        ("Paper name", None, "is empty"),
        ("Paper keyword", [], "is empty"),
        ("Person name", "", "is empty"),
        ("Paper name", 7, "is no string"),
        ("Paper.mainFile size", "7", "is no integer"),
        ("Paper.mainFile size", True, "is no integer"),
        ("Paper keyword", ["a", 7], "is no string"),
        ("Paper id", "paper/1", "is no url"),
        ("Paper id", "https:///paper", "is no url"),
        ("Organization id", f"{BASE}/grüne", "is no url"),
        ("Paper date", "29.09.2024", "is no date"),
        ("Paper date", "2024-09-29T00:00:00+00:00", "is no date"),
        ("Paper created", "2024-09-29T12:00:00Z", "is no date-time"),
        ("Paper created", "2024-09-29T12:00:00.5+02:00", "is no date-time"),
        ("Paper originatorPerson", [f"{BASE}/person/7"], "leads to None"),
        ("Membership organization", [f"{BASE}/organization/7"], "is no string"),
        ("Membership organization", f"{BASE}/organization/7", "leads to None"),
        ("Paper body", BASE, "leads to None"),
        ("Paper mainFile", BASE, "is no object"),
        ("Paper.mainFile type", "https://schema.oparl.org/1.1/Paper", "no object of type File"),
        ("Paper.consultation meeting", f"{BASE}/meeting/7", "leads to None"),
    ],
)
def test_the_rules_would_say_so(path: str, value: Any, problem: str) -> None:
    rows = deepcopy(exported(samples()))
    change(path, value)(rows)
    assert any(problem in found for found in Rules(standards() / "oparl").problems(rows))


@published
def test_the_rules_look_at_the_whole() -> None:
    rules = Rules(standards() / "oparl")
    rows = exported(samples())
    assert any("two objects are" in found for found in rules.problems([*rows, {**of(rows, "Person")[0], "name": "Wer"}]))
    paper = next(row for row in of(rows, "Paper") if "originatorPerson" in row)
    wrong = {**paper, "id": f"{BASE}/paper/0", "originatorPerson": paper["originatorPerson"] * 2}
    assert any("is against n:m" in found for found in rules.problems([*rows, wrong]))
    swapped = {**paper, "id": f"{BASE}/paper/0", "originatorOrganization": paper["originatorPerson"]}
    assert any("leads to Person, not to Organization" in found for found in rules.problems([*rows, swapped]))


def test_a_paper_says_what_the_record_says(records: Sequence[Inquiry]) -> None:
    rows = exported(records)
    papers = of(rows, "Paper")
    assert len(papers) == len({(r.source.sha256, r.source.part) for r in records})
    known = {row["id"]: row for row in rows}
    of_document = {(r.source.sha256, r.source.part): r for r in reversed(records)}
    for paper in papers:
        record = of_document[paper["anfrage:source"]["sha256"], paper["anfrage:source"]["part"]]
        whole = as_dict(record, evidence=True)
        assert read_back(paper) == {name: value for name, value in whole.items() if name != "party"}
        assert paper.get("date") == (record.received or record.date)
        asking = [party for party in record.parties if party != "parteilos"]
        wrote = list(filter(None, [record.answered_by])) if record.document_type == "answer" else asking
        assert [known[url]["name"] for url in paper.get("originatorOrganization", [])] == wrote
        names = dict.fromkeys(person.name for person in people(record))
        assert [known[url]["name"] for url in paper.get("originatorPerson", [])] == list(names)
        assert ("consultation" in paper) == bool(record.committee and record.session_date)
        file = paper["mainFile"]
        assert (file["size"], file["mimeType"], file["anfrage:sha256"]) == (
            record.source.size,
            record.source.media_type,
            record.source.sha256,
        )
        assert "sha512Checksum" not in file and "text" not in file, "what the record has not is left out"


ENDINGS = {
    "text/plain": ".txt", "application/pdf": ".pdf", "message/rfc822": ".eml", "application/vnd.ms-outlook": ".msg", "text/html": ".html",
    "application/rtf": ".rtf", "application/vnd.oasis.opendocument.text": ".odt", "image/png": ".png", "image/jpeg": ".jpeg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx", "image/tiff": ".tiff", "application/x-anders": "",
    "application/vnd.oasis.opendocument.text-flat-xml": ".fodt", "application/pkcs7-mime": ".p7m", "application/vnd.ms-tnef": ".dat",
    "application/zip": ".zip", "application/xml": ".xml",
}  # fmt: skip


def test_an_address_ends_as_its_document_does() -> None:
    record = samples()[0]
    for media_type, ending in ENDINGS.items():
        source = record.source.model_copy(update={"media_type": media_type})
        (paper,) = of(exported([record.model_copy(update={"source": source})]), "Paper")
        assert paper["mainFile"]["accessUrl"] == f"{BASE}/file/{record.source.sha256}{ending}"
    assert {kind.media_type for kind in kinds.KINDS.values()} | {media_type for _, media_type in kinds.IMAGES} < ENDINGS.keys()


def test_what_is_said_of_the_prefix_is_so() -> None:
    """Every field stands behind it, but those that the page names."""
    text = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
    sentence = re.search(r"Every field but ([^;]*) also stands", text)
    assert sentence
    left_out = set(re.findall(r"`([a-z_]+)`", sentence[1].partition("(")[0]))
    row = as_dict(samples()[0])
    full = from_dict({**{k: v for k, v in row.items() if k != "party"}, **dict.fromkeys(("place", "body", "addressee", "committee"), "X")})
    (paper,) = of(exported([full]), "Paper")
    there = {name.removeprefix("anfrage:") for name in paper if name.startswith("anfrage:")}
    assert left_out & there == set() and {name for name, value in as_dict(full).items() if value not in (None, [])} - left_out <= there


def test_what_comes_first() -> None:
    """What a paper refers to stands above it, once."""
    seen: set[str] = set()
    pointing = ("person", "organization", "originatorPerson", "originatorOrganization", "meeting")
    for row in exported(samples()):
        assert row["id"] not in seen
        for holder in (row, *row.get("consultation", [])):
            values = [holder[name] for name in pointing if name in holder]
            assert {url for value in values for url in (value if isinstance(value, list) else [value])} <= seen
        seen.add(row["id"])
    assert len(seen) > 100


def test_sessions_and_memberships() -> None:
    row = as_dict(parse_text((ROOT / "samples/unterfragen.txt").read_text(encoding="utf-8"))[0])
    row["askers"] = [
        {"name": "Helga Brinkmann", "role": "Stadträtin", "party": "CDU"},
        {"name": "Ole", "role": "Stadtrat", "party": "parteilos"},
    ]
    row["signatories"] = [
        {"name": "Helga Brinkmann", "role": None, "party": None},
        {"name": "Dr. Eva von der Au", "role": "Sprecherin", "party": None},
    ]
    rows = exported([from_dict(row)])
    (membership,) = of(rows, "Membership")
    known = {found["id"]: found for found in rows}
    assert membership["role"] == "Stadträtin" and known[membership["person"]]["name"] == "Helga Brinkmann"
    assert known[membership["organization"]]["name"] == "CDU"
    assert [person["name"] for person in of(rows, "Person")] == ["Helga Brinkmann", "Ole", "Dr. Eva von der Au"]
    assert of(rows, "Person")[2]["familyName"] == "von der Au" and "familyName" not in of(rows, "Person")[1]
    (meeting,) = of(rows, "Meeting")
    assert "start" not in meeting and meeting["anfrage:session_date"] == "2023-09-26"
    (consultation,) = of(rows, "Paper")[0]["consultation"]
    assert consultation["anfrage:agenda_item"] == "17" and consultation["meeting"] == meeting["id"]
    assert [known[url]["organizationType"] for url in consultation["organization"]] == ["Gremium"]


def test_two_cities_groups_are_two() -> None:
    row = as_dict(samples()[0])
    cities = [
        from_dict({**row, "parties": ["FDP"], "body": b, "source": {**row["source"], "part": n}}) for n, b in enumerate(("A", "B"), 1)
    ]
    assert len([g for g in of(exported(cities), "Organization") if g["name"] == "FDP"]) == 2
    told = exported(cities, body_url=BODY)
    assert len([g for g in of(told, "Organization") if g["name"] == "FDP"]) == 1, "who says that all belong to one body has one group"
    assert {row["body"] for row in told if "body" in row} == {BODY}


@pytest.mark.parametrize(
    ("paper_type", "document_type", "expected"),
    [
        ("Kleine Anfrage", "inquiry", "Kleine Anfrage"),
        ("GEMEINSAME ANFRAGE", "inquiry", "Gemeinsame Anfrage"),
        (None, "inquiry", "Anfrage"),
        (None, "answer", "Beantwortung einer Anfrage"),
        (None, "other", None),
    ],
)
def test_what_a_paper_is(paper_type: str | None, document_type: str, expected: str | None) -> None:
    record = samples()[0].model_copy(update={"paper_type": paper_type, "document_type": document_type})
    assert kind(record) == expected
    assert of(exported([record]), "Paper")[0].get("paperType") == expected


@pytest.mark.parametrize(
    ("name", "titles", "given", "family"),
    [
        ("Susanne Glahn", (), "Susanne", "Glahn"),
        ("Prof. Dr. med. Heike Puzicha-Martz", ("Prof.", "Dr.", "med."), "Heike", "Puzicha-Martz"),
        ("Eva von der Au", (), "Eva", "von der Au"),
        ("Maximilian Freiherr von Stein", (), "Maximilian", "Freiherr von Stein"),
        ("Thomas H. Hock", (), "Thomas H.", "Hock"),
        ("K.-H. Land", (), "K.-H.", "Land"),
        ("Anna Lena Schmidt", (), None, None),
        ("Korkmaz, Ayşe", (), None, None),
        ("Breier", (), None, None),
        ("von Stein", (), None, None),
        ("Dr.", ("Dr.",), None, None),
        ("", (), None, None),
        ("7 Zwerge", (), None, None),
    ],
)
def test_names(name: str, titles: tuple[str, ...], given: str | None, family: str | None) -> None:
    assert name_parts(name) == NameParts(titles, given, family)


@pytest.mark.parametrize(
    "url", ["https://a.example", "http://a-b.example:8080/x", "https://a.example/oparl/v1.1/", "http://localhost/~x/%C3%BC"]
)
def test_addresses(url: str) -> None:
    assert address("--base-url", url) == url.removesuffix("/")


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "/",
        "a.example",
        "ftp://a.example",
        "https://",
        "https:///x",
        "https://a.example?x",
        "https://a.example/#x",
        "https://u:p@a.example",
        "https://a.example/ x",
        "https://a.example/ü",
        "https://a.example//",
        'https://a.example/"',
        "https://a.example\n",
        "javascript://a.example/%0aalert(1)",
        "https://a.example/%zz",
        "https://a.example/\u202e",
    ],
)
def test_no_addresses(url: str | None, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--base-url"):
        exported([samples()[0]], base_url=url)
    if url:
        with pytest.raises(UsageError, match="--body-url"):
            exported([samples()[0]], body_url=url)


def test_slugs() -> None:
    assert slug("BÜNDNIS 90/DIE GRÜNEN", "Stadt Auental") == "buendnis-90-die-gruenen-0d3efa55ed198541", "an address stays what it is"
    assert re.fullmatch("buendnis-90-die-gruenen-[0-9a-f]{16}", slug("BÜNDNIS 90/DIE GRÜNEN", "Auental"))
    assert slug("FDP", "A") != slug("FDP", "B") and slug("FDP", "A") == slug("FDP", "A")
    assert re.fullmatch("[0-9a-f]{16}", slug("無所属"))
    assert len(slug("x" * 999)) < 60


@settings(max_examples=60, deadline=None)
@given(HOSTILE)
def test_any_text_survives(text: str) -> None:
    rows = exported([filled(text)], body_url=BODY)
    (paper,) = of(rows, "Paper")
    assert from_dict(read_back(paper)) == filled(re.sub("[\ud800-\udfff]", "\ufffd", text))
    if not published.args[0]:
        assert rules().problems(rows, [BODY]) == []


def test_controls_and_directions_are_spelled_out() -> None:
    out = io.BytesIO()
    EXPORTERS["oparl"].export([filled("\u202e\x1b\x85")], out, ExportOptions(base_url=BASE))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out.getvalue().decode("utf-8"))


@cache
def rules() -> Rules:
    return Rules(standards() / "oparl")


def test_lone_surrogates_of_the_document() -> None:
    (paper,) = of(exported([samples()[0]], document=lambda record: Document(b"", "a\ud800b\x00")), "Paper")
    assert paper["mainFile"]["text"] == "a\ufffdb\x00"


def test_the_same_records_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    def stamps() -> set[str]:
        rows = exported(samples())
        assert rows == exported(samples())
        return {row[name] for row in rows for name in ("created", "modified")}

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert stamps() == {"2000-01-01T00:00:00+00:00"}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1727611200")
    assert stamps() == {"2024-09-29T12:00:00+00:00"}
    for odd in ("", "-1", "gestern", "9" * 30, "9" * 9999):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", odd)
        assert stamps() == {"2000-01-01T00:00:00+00:00"}


def many(alive: weakref.WeakSet[Inquiry], count: int, most: list[int]) -> Iterator[Inquiry]:
    """Records that nobody else holds."""
    whole = as_dict(samples()[0])
    for part in range(1, count + 1):
        record = Held.model_validate({**{k: v for k, v in whole.items() if k != "party"}, "source": {**whole["source"], "part": part}})
        alive.add(record)
        most.append(len(alive))
        yield record
        del record


class Held(Inquiry):
    """A record that can be watched."""

    __hash__ = object.__hash__


@pytest.mark.parametrize("name", ["oparl", "akn"])
def test_records_are_let_go(name: str) -> None:
    most: list[int] = []
    out = io.BytesIO()
    EXPORTERS[name].export(many(weakref.WeakSet(), 60, most), out, ExportOptions(base_url=BASE))
    assert len(most) == 60 and max(most[5:]) <= 4


def run(*words: object, code: int = 0, data: bytes = b"") -> Result:
    result = RUN.invoke(app, [str(word) for word in words], input=data)
    assert result.exit_code == code, (words, result.exit_code, result.stderr)
    return result


def test_the_command(tmp_path: Path) -> None:
    letter, target = tmp_path / "brief.txt", tmp_path / "aus.jsonl"
    letter.write_bytes((ROOT / "samples/brief.txt").read_bytes())
    for words in ([], ["--base-url", "ratsinfo"], ["--base-url", BASE, "--body-url", "x"]):
        for where in (target, "-"):
            done = run("export", letter, "--to", "oparl", "-o", where, *words, code=2)
            assert done.stdout == "" and len(done.stderr.splitlines()) == 1 and "-url" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["brief.txt"]
    run("export", letter, "--to", "oparl", "-o", target, "--base-url", BASE + "/")
    (paper,) = of([json.loads(line) for line in target.read_bytes().splitlines()], "Paper")
    assert paper["mainFile"]["sha512Checksum"] == hashlib.sha512(letter.read_bytes()).hexdigest()
    assert paper["mainFile"]["text"] == run("text", letter).stdout
    assert paper["id"] == f"{BASE}/paper/{hashlib.sha256(letter.read_bytes()).hexdigest()}-1"
    assert paper["mainFile"]["name"] == "brief" and paper["mainFile"]["fileName"] == "brief.txt"
    done = run("export", "-", "--to", "oparl", "-o", "-", "--base-url", BASE, data=letter.read_bytes())
    (paper,) = of([json.loads(line) for line in done.stdout.splitlines()], "Paper")
    assert "name" not in paper["mainFile"] and "fileName" not in paper["mainFile"]


@pytest.mark.parametrize("name", ["jsonl", "oparl", "akn", "csv", "markdown"])
def test_half_a_character_brings_nothing_down(name: str, tmp_path: Path) -> None:
    """JSON can hold half of a surrogate pair; UTF-8 can't: such a record is named, and costs no other."""
    row = as_dict(filled(""), evidence=True) | {"title": "Radweg \ud800Ost"}
    whole = as_dict(filled(""), evidence=True) | {"title": "Radweg West"}
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(row)}\n{json.dumps(whole)}\n", encoding="ascii")
    done = run("export", tmp_path / "a.jsonl", "--to", name, "-o", "-", "--base-url", BASE, code=4)
    assert "Radweg West" in done.stdout and "Ost" not in done.stdout and "unvollständiges Zeichen (title)" in done.stderr


def test_documents_and_records_together(tmp_path: Path) -> None:
    """Only the record whose document was read with it gets its checksum; what comes twice is told once."""
    letter, other, kept = tmp_path / "a.txt", ROOT / "samples/unterfragen.txt", tmp_path / "b.jsonl"
    letter.write_bytes((ROOT / "samples/brief.txt").read_bytes())
    kept.write_bytes(to_line(json.loads(run("parse", other).stdout)) + to_line(json.loads(run("parse", letter).stdout)))
    done = run("export", letter, kept, "--to", "oparl", "-o", "-", "--base-url", BASE)
    papers = of([json.loads(line) for line in done.stdout.splitlines()], "Paper")
    assert [("sha512Checksum" in paper["mainFile"], paper["anfrage:source"]["name"]) for paper in papers] == [
        (True, "a.txt"),
        (False, "unterfragen.txt"),
    ]
    assert "ein Datensatz steht nur einmal" in done.stderr


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_the_jq_examples(tmp_path: Path) -> None:
    text = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
    match = re.search(r"<!-- example: oparl -->\n```console\n(.*?)```", text, re.DOTALL)
    assert match
    rows = exported(samples())
    (tmp_path / "anfragen-oparl.jsonl").write_bytes(b"".join(map(to_line, rows)))
    lines = [line.removeprefix("$ ") for line in match.group(1).splitlines()]
    outputs = [subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=True).stdout for line in lines]
    assert len(outputs[0].splitlines()) == len(of(rows, "Paper"))
    assert len(outputs[1].splitlines()) == len(rows) and '"anfrage:questions"' not in outputs[1]
    assert {"reference": "2022/0786", "groups": ["BÜNDNIS 90/DIE GRÜNEN", "Bürgerforum Rosswangen", "FDP", "FREIE WÄHLER"]} in json.loads(
        outputs[2]
    )


OURS_ALONE = {
    *("place", "body", "addressee", "public", "date_basis", "preamble", "blocks", "questions", "rationale", "unassigned", "findings"),
    *("evidence", "schema_version", "responsible", "due", "refers_to", "answered_by", "answers", "footnotes"),
}
"""“Every other field” of the table: OParl has no place for them."""


def test_the_table_names_every_field() -> None:
    text = (ROOT / "docs/exports.md").read_text(encoding="utf-8").partition("## OParl")[2].partition("\n## ")[0]
    told = {name for row in re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE) for name in re.findall(r"`([a-z_0-9]+)", row)}
    assert {*Inquiry.model_fields, "party"} - told <= OURS_ALONE
    paper = {name for row in exported(samples()) for name in (*row, *row.get("mainFile", {}))}
    assert {name for name in paper if f"`{name}`" not in text and f"`{name.partition(':')[0]}:" not in text} == set()
