"""Inquiries as Akoma Ntoso 3.0: valid by its XSD, and read back field by field the record."""

import io
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from typer.testing import CliRunner, Result

from anfrage_parser.cli.app import app
from anfrage_parser.errors import UnreadableError, UsageError
from anfrage_parser.exporters import EXPORTERS, ExportOptions
from anfrage_parser.exporters.akn import NAMESPACE, OURS
from anfrage_parser.exporters.akn.body import INLINE
from anfrage_parser.exporters.cells import allowed
from anfrage_parser.record.build import as_dict, from_dict
from anfrage_parser.record.json_out import to_line
from anfrage_parser.record.schema import SCHEMA_VERSION, Inquiry
from tests.command import ROOT
from tests.exporters.standards import filled, published, real, samples, standards
from tests.exporters.test_oparl import BASE, HOSTILE

RUN = CliRunner()
A, OWN = f"{{{NAMESPACE}}}", f"{{{OURS}}}"
SPACES = {"a": NAMESPACE, "o": OURS}
POINTING = ("href", "source", "by", "to", "as", "refersTo", "ref")


def written(records: Sequence[Inquiry], **options: Any) -> bytes:
    out = io.BytesIO()
    EXPORTERS["akn"].export(iter(records), out, ExportOptions(**options))
    return out.getvalue()


def parsed(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def documents(root: Any) -> list[Any]:
    return list(root.iter(f"{A}doc"))


@cache
def schema() -> Any:
    return etree.XMLSchema(etree.parse(standards() / "akomantoso30.xsd", etree.XMLParser(no_network=True, load_dtd=False)))


def assert_valid(root: Any) -> None:
    if not schema().validate(root):
        raise AssertionError([f"{error.line}: {error.message}" for error in schema().error_log][:5])


# --- reading back ---


def text(element: Any) -> str | None:
    return None if element is None else element.text or ""


def running(elements: Sequence[Any]) -> str | None:
    return "\n\n".join(element.text or "" for element in elements) if elements else None


def value(written: str | None, kind: type) -> Any:
    return None if written is None else written == "true" if kind is bool else kind(written)


def line(document: Any, name: str) -> Any:
    found = document.xpath(f"a:preface/a:p[@class='{name}']/*", namespaces=SPACES)
    return found[0] if found else None


def persons(document: Any, path: str) -> list[dict[str, Any]]:
    return [
        {
            "name": text(p[0]),
            "role": text(p.find(f"{A}inline[@name='role']")),
            "party": text(p.find(f"{A}inline[@name='party']")),
        }
        for p in document.xpath(path, namespaces=SPACES)
    ]


def read_back(document: Any) -> dict[str, Any]:
    """The record that a document carries."""
    meta = document.find(f"{A}meta")
    said = meta.find(f".//{OWN}record")
    head = {name: text(line(document, name)) for name in ONE}
    dated = line(document, "date")
    return {
        **head,
        "schema_version": said.get("schema_version"),
        "document_type": said.get("document_type"),
        "public": value(said.get("public"), bool),
        "date_basis": None if dated is None else dated.get(f"{OWN}basis"),
        "parties": [text(p[0]) for p in document.xpath("a:preface/a:p[@class='party']", namespaces=SPACES)],
        "askers": persons(document, "a:preface/a:p[@class='asker']"),
        "signatories": persons(document, "a:conclusions/a:p"),
        "preamble": running(document.xpath("a:preamble/a:p", namespaces=SPACES)),
        "rationale": running(document.xpath("a:mainBody/a:container[@name='rationale']/a:p", namespaces=SPACES)),
        "footnotes": [
            {"label": one.get("marker"), "text": text(one[0])}
            for one in document.xpath("a:mainBody/a:container[@name='footnotes']/a:p/a:authorialNote", namespaces=SPACES)
        ],
        "answers": [joint(one) for one in document.xpath("a:mainBody/a:debateSection[@name='answers']/a:answer", namespaces=SPACES)],
        "refers_to": None,
        **{one.get("name"): as_xml_can(json.loads(text(one) or "")) for one in meta.iter(f"{OWN}value")},
        **dict(zip(("blocks", "questions"), body(document.find(f"{A}mainBody")), strict=True)),
        "unassigned": [{"line": int(one.get("line")), "text": text(one)} for one in meta.iter(f"{OWN}unassigned")],
        "findings": [finding(one) for one in meta.iter(f"{OWN}finding")],
        "source": {name: value(meta.find(f".//{OWN}source").get(name), kind) for name, kind in SOURCE.items()},
        "evidence": evidence(meta),
    }


ONE = (
    "paper_type", "number", "title", "body", "committee", "date", "received", "session_date", "place", "addressee", "agenda_item",
    "responsible", "due", "answered_by",
)  # fmt: skip
SOURCE = {
    "name": str, "part": int, "sha256": str, "size": int, "media_type": str, "encoding": str, "encoding_guessed": bool, "pages": int,
    "reader": str, "convention": str, "parser": str,
}  # fmt: skip


def finding(element: Any) -> dict[str, Any]:
    numbers = {name: value(element.get(name), int) for name in ("line", "page", "start", "end")}
    return {**{name: element.get(name) for name in ("code", "severity", "field")}, "message": text(element), **numbers}


def evidence(meta: Any) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for span in meta.iter(f"{OWN}span"):
        box = span.get("bbox")
        place: dict[str, Any] = {name: int(span.get(name)) for name in ("start", "end", "line", "page")}
        place |= {"rule": span.get("rule"), "bbox": [float(number) for number in box.split()] if box else None}
        found.setdefault(span.get("field"), []).append(place)
    return found


def body(element: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    blocks: list[dict[str, Any]] = []
    questions: list[tuple[int, dict[str, Any]]] = []
    intro: list[Any] = []
    for child in element:
        if child.tag == f"{A}p" and child.get("class") == "intro":
            intro.append(child)
        elif child.tag == f"{A}questions":
            number = len(blocks) + 1
            said = {"heading": text(child.find(f"{A}heading")), "lead_in": text(child.find(f"{A}subheading"))}
            blocks.append({"number": number, "intro": running(intro), **said})
            questions += [question(one, number) for one in child.iter(f"{A}question")]
            intro = []
    return blocks, [row for _, row in sorted(questions, key=lambda pair: pair[0])]


def question(element: Any, block: int) -> tuple[int, dict[str, Any]]:
    index = int(element.get("eId").rpartition("_")[2])
    answer = element.getnext()
    answer = answer if answer is not None and answer.tag == f"{A}answer" else None
    tail = element.find(f"{A}blockList/{A}listWrapUp")
    return index, {
        "index": index,
        "number": value(element.get(f"{OWN}number"), int),
        "label": text(element.find(f"{A}num")),
        "block": block,
        "text": text(element.find(f"{A}p")),
        "parts": [{"label": text(i.find(f"{A}num")), "text": text(i.find(f"{A}p"))} for i in element.iter(f"{A}item")],
        "tail": text(tail if tail is not None else element.find(f"{A}p[@class='tail']")),
        "answer": None if answer is None else running(answer.findall(f"{A}p")),
    }


def joint(element: Any) -> dict[str, Any]:
    labels = as_xml_can(json.loads(element.get(f"{OWN}labels")))
    assert text(element.find(f"{A}num")) == (", ".join(labels) or None)
    numbers = [int(number) for number in element.get(f"{OWN}questions").split()]
    return {"labels": labels, "questions": numbers, "text": running(element.findall(f"{A}p"))}


def as_xml_can(found: Any) -> Any:
    """A record with what XML can hold of its texts."""
    if isinstance(found, dict):
        return {as_xml_can(name): as_xml_can(one) for name, one in found.items()}
    if isinstance(found, list | tuple):
        return [as_xml_can(one) for one in found]
    return allowed(found) if isinstance(found, str) else found


def wanted(record: Inquiry) -> dict[str, Any]:
    row = as_dict(record, evidence=True)
    row.pop("party")
    return dict(as_xml_can({**row, "evidence": row["evidence"] or {}}))


def assert_pointers_lead_somewhere(root: Any) -> None:
    """Every "#…" is an id, every id stands once."""
    ids = [element.get("eId") for element in root.iter() if element.get("eId")]
    assert len(ids) == len({*ids})
    used = [(name, found) for element in root.iter() for name in POINTING if (found := element.get(name, "")).startswith("#")]
    assert used and {found[1:] for _, found in used} <= {*ids}
    roles = {element.get("eId") for element in root.iter(f"{A}TLCRole")}
    assert {found[1:] for name, found in used if name == "as"} <= roles


# --- the tests ---


@pytest.fixture(scope="module", params=["samples", "corpus"])
def records(request: pytest.FixtureRequest) -> Sequence[Inquiry]:
    found = samples() if request.param == "samples" else real()
    if not found:
        pytest.skip("ANFRAGE_CORPUS names no folder of real documents")
    return found


def test_each_is_read_back(records: Sequence[Inquiry]) -> None:
    for record in records:
        root = parsed(written([record]))
        (document,) = root
        assert document.tag == f"{A}doc" and document.get("name") == ("antwort" if record.document_type == "answer" else "anfrage")
        assert read_back(document) == wanted(record)
        assert_pointers_lead_somewhere(root)


@published
def test_each_is_valid(records: Sequence[Inquiry]) -> None:
    for record in records:
        assert_valid(parsed(written([record], base_url=BASE)))


def test_a_collection_is_read_back(records: Sequence[Inquiry]) -> None:
    root = parsed(written(records))
    once = list({(r.source.sha256, r.source.part): r for r in reversed(records)}.values())[::-1]
    assert [one.tag for one in root] == [f"{A}documentCollection"]
    assert sorted(json.dumps(read_back(one), sort_keys=True) for one in documents(root)) == sorted(
        json.dumps(wanted(record), sort_keys=True) for record in once
    )
    assert_pointers_lead_somewhere(root)
    uris = [one.get("value") for one in root.iter(f"{A}FRBRuri")]
    assert len(uris) == len({*uris}) == 3 * (len(once) + 1)


@published
def test_a_collection_is_valid(records: Sequence[Inquiry]) -> None:
    assert_valid(parsed(written(records)))
    assert_valid(parsed(written(records[:2], base_url=BASE)))


@published
@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("//a:question", lambda e: e.attrib.pop("by")),
        ("//a:FRBRWork/a:FRBRdate", lambda e: e.set("date", "3.5.2024")),
        ("//a:FRBRManifestation/a:FRBRauthor", lambda e: e.getparent().remove(e)),
        ("//a:mainBody", lambda e: e.clear()),
        ("//a:question[@eId='question_3']/a:p", lambda e: e.getparent().remove(e)),
        ("//a:proprietary", lambda e: etree.SubElement(e, f"{A}p")),
        ("//a:question", lambda e: e.set("eId", "question_2")),
        ("//a:docDate", lambda e: e.attrib.pop("date")),
    ],
)
def test_the_schema_would_say_so(path: str, change: Any) -> None:
    root = parsed(written([filled("")]))
    assert_valid(root)
    change(root.xpath(path, namespaces=SPACES)[0])
    with pytest.raises(AssertionError):
        assert_valid(root)


@settings(max_examples=60, deadline=None)
@given(HOSTILE, st.booleans())
def test_any_text_survives(text: str, twice: bool) -> None:
    record = filled(text)
    other = record.model_copy(update={"source": record.source.model_copy(update={"part": 2})})
    root = parsed(written([record, other] if twice else [record]))
    assert [read_back(one) for one in documents(root)] == [wanted(record), wanted(other)][: 1 + twice]
    assert_pointers_lead_somewhere(root)
    if not published.args[0]:
        assert_valid(root)


def test_nothing_acts_in_it() -> None:
    data = written([filled("\u202e\x1b[2J\x85]]><script>&amp;\u2028")]).decode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028]", data)
    assert "<script>" not in data and "]]>" not in data and "&#x202e;" in data


@pytest.mark.parametrize(
    ("parties", "askers", "signatories", "by"),
    [
        (["FDP"], ["Ole"], ["Eva"], "FDP"),
        (["FDP", "Volt"], [], ["Eva"], "FDP, Volt"),
        (["parteilos"], ["Ole"], ["Ole", "Eva"], "Ole"),
        ([], ["Ole", "Eva"], [], "Ole, Eva"),
        ([], [], ["Eva"], "Eva"),
        ([], [], [], "unbekannt"),
    ],
)
def test_who_asks(parties: list[str], askers: list[str], signatories: list[str], by: str) -> None:
    row = as_dict(filled("")) | {"parties": parties}
    for field, names in (("askers", askers), ("signatories", signatories)):
        row[field] = [{"name": name, "role": None, "party": None} for name in names]
    root = parsed(written([from_dict(row)]))
    shown = {element.get("eId"): element.get("showAs") for element in root.iter() if element.get("showAs")}
    assert {shown[q.get("by")[1:]] for q in root.iter(f"{A}question")} == {by}
    authors = [shown[one.get("href")[1:]] for one in root.xpath("//a:FRBRWork/a:FRBRauthor", namespaces=SPACES)]
    assert ", ".join(authors) == by


def bare() -> Inquiry:
    """A record in which all is missing that may be."""
    row: dict[str, Any] = {name: [] if isinstance(found, list) else None for name, found in as_dict(filled("")).items()}
    kept = {name: as_dict(filled(""))[name] for name in ("schema_version", "document_type", "source")}
    return from_dict({**row, **kept})


@published
def test_little_is_valid_too() -> None:
    assert_valid(parsed(written([bare()])))


def test_little_is_read_back() -> None:
    root = parsed(written([bare()]))
    assert read_back(documents(root)[0]) == wanted(bare())
    dates = {(one.get("date"), one.get("name")) for one in root.xpath("//a:FRBRWork/a:FRBRdate", namespaces=SPACES)}
    assert dates == {("0001-01-01", "unknown")}


def test_no_question_is_lost_without_its_block() -> None:
    row = as_dict(filled(""))
    row["blocks"] = row["blocks"][:1]
    row["questions"][2]["block"] = 7
    found = documents(parsed(written([from_dict(row)])))[0]
    assert [q["text"] for q in read_back(found)["questions"]] == ["Wann?", "Was kosten", "Und wie?"]


def test_addresses() -> None:
    relative, absolute = (parsed(written([filled("")], **options)) for options in ({}, {"base_url": BASE + "/"}))
    path = f"/akn/de/doc/anfrage/2024-05-03/{'0' * 64}-1"
    assert relative.find(f".//{A}FRBRWork/{A}FRBRuri").get("value") == path
    assert absolute.find(f".//{A}FRBRWork/{A}FRBRuri").get("value") == BASE + path
    outer = [found for element in absolute.iter() for name in ("href", "value") if "/akn/" in (found := element.get(name, ""))]
    assert len(outer) > 10 and all(found.startswith(f"{BASE}/akn/") for found in outer)
    with pytest.raises(UsageError, match="--base-url"):
        written([filled("")], base_url="x")


def test_spans_point_at_what_they_are_about() -> None:
    root = parsed(written([filled("")]))
    spans = {span.get("field"): span.get("ref") for span in root.iter(f"{OWN}span")}
    assert spans["questions[0].text"] == "#question_1" and spans["questions[1].answer"] == "#answer_2"
    assert spans["blocks[0].lead_in"] == "#questions_1" and spans["title"] is None


def test_the_same_records_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    data = written(samples())
    assert data == written(samples()) and data.count(b'date="2000-01-01"') == len(documents(parsed(data))) + 3
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1727611200")
    assert written(samples()).count(b'date="2024-09-29" name="export"') == len(documents(parsed(data))) + 3


def test_none_cannot_be_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="keinen Datensatz"):
        written([])
    motion = tmp_path / "antrag.txt"
    motion.write_text("ANTRAG\n\nDer Rat beschließt, den Weg zu sanieren.\n", encoding="utf-8")
    failed = tmp_path / "fehler.jsonl"
    failed.write_bytes(to_line({"schema_version": SCHEMA_VERSION, "error": {}, "source": {"name": "x"}}))
    for where in ("-", tmp_path / "aus.xml"):
        for name, code in ((motion, 6), (failed, 4), (tmp_path / "fehlt.jsonl", 4)):
            done = run("export", name, "--to", "akn", "-o", where, code=code)
            assert done.stdout == "" and len([row for row in done.stderr.splitlines() if row.startswith("anfrage: ")]) == 1
    assert not (tmp_path / "aus.xml").exists()


def run(*words: object, code: int = 0) -> Result:
    result = RUN.invoke(app, [str(word) for word in words])
    assert result.exit_code == code, (words, result.exit_code, result.stderr)
    return result


def test_the_command(tmp_path: Path) -> None:
    letter, kept, target = ROOT / "samples/brief-zwei-seiten.pdf", tmp_path / "brief.json", tmp_path / "brief.xml"
    kept.write_bytes(run("parse", "--evidence", letter).stdout_bytes)
    run("export", kept, "-o", target)
    (document,) = documents(parsed(target.read_bytes()))
    assert read_back(document) == wanted(from_dict(json.loads(kept.read_bytes()))) and len(list(document.iter(f"{OWN}span"))) > 10
    done = run("export", letter, letter, ROOT / "samples/brief.txt", "--to", "akn", "-o", "-")
    assert len(documents(parsed(done.stdout_bytes))) == 2 and "ein Datensatz steht nur einmal" in done.stderr
    assert done.stdout_bytes.endswith(b"</akomaNtoso>\n")


def fields(rows: str) -> Iterator[str]:
    for row in re.findall(r"^\| ([^|]+) \|", rows, re.MULTILINE):
        yield from re.findall(r"`([a-z_0-9]+)", row)


def test_the_table_names_every_field_and_element() -> None:
    section = (ROOT / "docs/exports.md").read_text(encoding="utf-8").partition("## Akoma Ntoso")[2].partition("\n## ")[0]
    assert {*Inquiry.model_fields, "party"} - {*fields(section)} <= {*INLINE}, "“every other short text of the head” are these"
    told = set(re.findall(r"[A-Za-z]+", section))
    shown = {etree.QName(element).localname for document in documents(parsed(written([filled("")]))) for element in document[1:]}
    inner = {
        etree.QName(e).localname for document in documents(parsed(written([filled("")]))) for part in document[1:] for e in part.iter()
    }
    assert (shown | inner) - told == set()
