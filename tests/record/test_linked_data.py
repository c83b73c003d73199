"""The JSON-LD context: what a processor makes of a record with it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_file
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.linked_data import FIELD, NAMES, VOCABULARIES, context
from anfrage_parser.record.schema import SCHEMA_VERSION, json_schema
from tests.command import SAMPLES, command

PAPER = "https://schema.oparl.org/1.1/Paper#"
FILE = "https://schema.oparl.org/1.1/File#"


def expanded(record: dict[str, Any]) -> dict[str, Any]:
    jsonld = pytest.importorskip("pyld.jsonld", reason="needs `make recipes`")
    (found,) = jsonld.expand({**context(), **record})
    return dict(found)


def sample(name: str) -> dict[str, Any]:
    return as_dict(parse_source(read_file(SAMPLES / name), evidence=True)[0], evidence=True)


def value(found: Any) -> Any:
    """The one value of a property."""
    (one,) = found
    return one["@value"]


def test_a_record_expanded() -> None:
    record = sample("unterfragen.txt")
    found = expanded(record)
    assert value(found[f"{PAPER}reference"]) == "2023/1158" and value(found[f"{PAPER}name"]) == record["title"]
    assert value(found[f"{PAPER}paperType"]) == "Anfrage"
    assert found["http://purl.org/dc/terms/date"] == [{"@value": "2023-08-24", "@type": "http://www.w3.org/2001/XMLSchema#date"}]
    assert value(found["https://schema.org/dateReceived"]) == "2023-08-24" and value(found[f"{FIELD}body"]) == "Stadt Auental"
    (questions,) = found["https://schema.org/hasPart"]
    texts = [value(question["https://schema.org/text"]) for question in questions["@list"]]
    assert texts == [question["text"] for question in record["questions"]]
    (parts,) = questions["@list"][0]["https://schema.org/hasPart"]
    assert [value(part[f"{FIELD}label"]) for part in parts["@list"]] == ["a)", "b)", "c)"]
    (file,) = found[f"{PAPER}mainFile"]
    assert value(file[f"{FILE}fileName"]) == "unterfragen.txt" and value(file[f"{FILE}size"]) == record["source"]["size"]
    assert value(found[f"{FIELD}evidence"]) == record["evidence"]


def test_an_answer_expanded() -> None:
    found = expanded(sample("antwort-gemeinsam.txt"))
    (inquiry,) = found[f"{PAPER}relatedPaper"]
    assert value(inquiry[f"{PAPER}reference"]) == "2024/0287" and value(found[f"{PAPER}reference"]) == "2024/0312-A"
    (answers,) = found[f"{FIELD}answers"]
    assert [label["@value"] for label in answers["@list"][0][f"{FIELD}labels"][0]["@list"]] == ["1", "2"]


def leaves(found: Any) -> Iterator[Any]:
    """All values that are not missing."""
    if isinstance(found, dict):
        for inner in found.values():
            yield from leaves(inner)
    elif isinstance(found, list):
        for inner in found:
            yield from leaves(inner)
    elif found is not None:
        yield found


@pytest.mark.parametrize("name", ["unterfragen.txt", "antwort-gemeinsam.txt", "gemeinsam.txt", "brief.txt"])
def test_nothing_gets_lost_or_out_of_order(name: str) -> None:
    record = {**sample(name), "from_a_later_version": {"depth": 1}}
    jsonld = pytest.importorskip("pyld.jsonld", reason="needs `make recipes`")
    back = jsonld.compact(jsonld.expand({**context(), **record}), context())
    assert sorted(map(str, leaves({key: inner for key, inner in back.items() if key != "@context"}))) == sorted(map(str, leaves(record)))
    assert [question["label"] for question in back["questions"]] == [question["label"] for question in record["questions"]]
    assert back["from_a_later_version"] == {"depth": 1}


def test_every_name_is_of_a_key() -> None:
    schema = json_schema()
    for name, keys in NAMES.items():
        properties = (schema if name == "Inquiry" else schema["$defs"][name])["properties"]
        assert keys.keys() <= properties.keys()
        assert all(common.partition(":")[0] in VOCABULARIES for common in keys.values())


def test_the_command() -> None:
    assert json.loads(command("schema", "--format", "json-ld").stdout) == context()
    assert json.loads(command("schema").stdout)["$id"] == f"urn:anfrage-parser:schema:{SCHEMA_VERSION}"
