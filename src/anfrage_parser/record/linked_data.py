"""The JSON-LD context of the record: what its keys mean in OParl's, schema.org's and Dublin Core's words, for those who join data.

Built from the schema: a list keeps its order, a day is an `xsd:date`, and a key without a common name is one of our own vocabulary, as are
keys of later versions. A key is only given another vocabulary's name where values mean the same there, also for answers.
"""

from typing import Any

from anfrage_parser.record.schema import json_schema
from anfrage_parser.record.schema_tables import DAY

FIELD = "urn:anfrage-parser:field:"
"""Prefix of the names of our own keys."""

VOCABULARIES = {
    "oparl": "https://schema.oparl.org/1.1/",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

PERSON = {"name": "oparl:Person#name", "role": "oparl:Membership#role"}

NAMES = {
    "Inquiry": {
        "schema_version": "schema:schemaVersion",
        "paper_type": "oparl:Paper#paperType",
        "number": "oparl:Paper#reference",
        "title": "oparl:Paper#name",
        "date": "dcterms:date",
        "received": "schema:dateReceived",
        "addressee": "schema:recipient",
        "askers": "oparl:Paper#originatorPerson",
        "questions": "schema:hasPart",
        "refers_to": "oparl:Paper#relatedPaper",
        "source": "oparl:Paper#mainFile",
    },
    "Asker": PERSON,
    "Signatory": PERSON,
    "Question": {"text": "schema:text", "index": "schema:position", "parts": "schema:hasPart"},
    "Part": {"text": "schema:text"},
    "Answer": {"text": "schema:text"},
    "Footnote": {"text": "schema:text"},
    "Reference": {"number": "oparl:Paper#reference", "title": "oparl:Paper#name", "date": "dcterms:date"},
    "SourceRecord": {"name": "oparl:File#fileName", "media_type": "oparl:File#mimeType", "size": "oparl:File#size"},
}
"""Object of the schema → its key → the common name. OParl names properties by words within a type: a fragment says of which."""

Json = dict[str, Any]


def context() -> Json:
    """Return the document `{"@context": …}`; a record that has its member is JSON-LD 1.1."""
    schema = json_schema()
    return {"@context": {"@version": 1.1, "@vocab": FIELD, **VOCABULARIES, **_terms("Inquiry", schema, schema["$defs"])}}


def _terms(name: str, part: Json, definitions: dict[str, Json]) -> Json:
    """Return the definitions of an object's keys, those of the objects below within them."""
    terms = {}
    for key, field in part["properties"].items():
        term: Json = {"@id": NAMES.get(name, {}).get(key, f"{FIELD}{key}")}
        choices = field.get("anyOf", [field])
        if any("additionalProperties" in choice for choice in choices):  # its keys are paths, not names
            term["@type"] = "@json"
        elif any(choice.get("pattern") == DAY for choice in choices):
            term["@type"] = "xsd:date"
        if any(choice.get("type") == "array" for choice in choices):
            term["@container"] = "@list"
        below = next(filter(None, (_below(choice) for choice in choices)), None)
        if below is not None and "@type" not in term:
            term["@context"] = _terms(below, definitions[below], definitions)
        terms[key] = term
    return terms


def _below(field: Json) -> str | None:
    """Return the name of the object that a key holds, alone or in a list."""
    reference = field.get("$ref") or field.get("items", {}).get("$ref")
    return str(reference).rpartition("/")[2] if reference else None
