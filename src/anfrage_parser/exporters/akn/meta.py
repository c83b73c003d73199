"""The metadata of an Akoma Ntoso document: identification, references, evidence and findings."""

import json
import re
from xml.etree.ElementTree import Element

from anfrage_parser.exporters.akn.nodes import SOFTWARE, Agents, kind, node
from anfrage_parser.exporters.identity import key
from anfrage_parser.exporters.source_date_epoch import moment
from anfrage_parser.record.schema import Inquiry

NO_DATE = "0001-01-01"
"""Placeholder for a missing date, named "unknown", as Akoma Ntoso requires one."""

ELEMENTS = {"questions": "question", "blocks": "questions", "answers": "joint"}
"""List → what the ids of its entries begin with."""

_ENTRY = re.compile(r"(questions|blocks|answers)\[([0-9]{1,6})\]")


def meta(record: Inquiry, agents: Agents, base: str) -> Element:
    """Return the metadata of an inquiry or an answer."""
    element = node(None, "meta")
    software = f"#{agents.id(SOFTWARE)}"
    identification = node(element, "identification", source=software)
    _work(identification, record, agents, f"{base}{_path(record)}")
    _expression(identification, record, agents, f"{base}{_path(record)}")
    _preservation(_manifestation(identification, f"{base}{_path(record)}", agents.prefix), record)
    references = node(element, "references", source=software)
    for tag, name, href, shown in agents.references():
        node(references, tag, eId=agents.id(name), href=f"{base}/akn/ontology/{href}", showAs=shown)
    element.append(_proprietary(record, agents, software))
    return element


def collection_meta(first: Inquiry, base: str) -> Element:
    """Return the metadata of a collection, named by its date and first inquiry, as the others aren't known yet."""
    day = moment().date().isoformat()
    path = f"{base}/akn/de/documentCollection/anfragen/{day}/{key(first)}"
    element = node(None, "meta")
    identification = node(element, "identification", source=f"#{SOFTWARE}")
    for tag, part in (("FRBRWork", ""), ("FRBRExpression", "/deu@")):
        level = node(identification, tag)
        _names(level, f"{path}{part}/!main", f"{path}{part}")
        node(level, "FRBRdate", date=day, name="export")
        node(level, "FRBRauthor", href=f"#{SOFTWARE}", as_="#editor")
        if part:
            node(level, "FRBRlanguage", language="deu")
        else:
            node(level, "FRBRcountry", value="de")
    _format(_manifestation(identification, path, ""))
    references = node(element, "references", source=f"#{SOFTWARE}")
    node(references, "TLCRole", eId="editor", href=f"{base}/akn/ontology/role/de/editor", showAs="Bearbeitung")
    node(references, "TLCObject", eId=SOFTWARE, href=f"{base}/akn/ontology/object/{SOFTWARE}", showAs=SOFTWARE)
    return element


def _path(record: Inquiry) -> str:
    return f"/akn/de/doc/{kind(record)}/{record.date or NO_DATE}/{key(record)}"


def _names(level: Element, this: str, uri: str) -> None:
    node(level, "FRBRthis", value=this)
    node(level, "FRBRuri", value=uri)


def _work(parent: Element, record: Inquiry, agents: Agents, path: str) -> None:
    """Add the FRBR work: the inquiry as such."""
    work = node(parent, "FRBRWork")
    _names(work, f"{path}/!main", path)
    if record.number is not None:
        node(work, "FRBRalias", value=record.number, name="reference")
    _date_and_authors(work, record, agents)
    node(work, "FRBRcountry", value="de")
    node(work, "FRBRsubtype", value=kind(record))
    if record.number is not None:
        node(work, "FRBRnumber", value=record.number)
    node(work, "FRBRprescriptive", value="false")
    node(work, "FRBRauthoritative", value="false")


def _expression(parent: Element, record: Inquiry, agents: Agents, path: str) -> None:
    """Add the FRBR expression: its German text."""
    expression = node(parent, "FRBRExpression")
    _names(expression, f"{path}/deu@/!main", f"{path}/deu@")
    _date_and_authors(expression, record, agents)
    node(expression, "FRBRlanguage", language="deu")


def _date_and_authors(level: Element, record: Inquiry, agents: Agents) -> None:
    node(level, "FRBRdate", date=record.date or NO_DATE, name=(record.date_basis or "letter") if record.date else "unknown")
    for reference, role in agents.authors():
        node(level, "FRBRauthor", href=reference, as_=role)


def _manifestation(parent: Element, path: str, prefix: str) -> Element:
    """Add the FRBR manifestation: this XML."""
    manifestation = node(parent, "FRBRManifestation")
    _names(manifestation, f"{path}/deu@/!main.xml", f"{path}/deu@.akn")
    node(manifestation, "FRBRdate", date=moment().date().isoformat(), name="export")
    node(manifestation, "FRBRauthor", href=f"#{prefix}{SOFTWARE}", as_=f"#{prefix}editor")
    return manifestation


def _preservation(manifestation: Element, record: Inquiry) -> None:
    """Add the original document."""
    source = {name: _plain(value) for name, value in record.source.model_dump().items()}
    node(node(manifestation, "preservation"), "anfrage:source", **source)
    _format(manifestation)


def _format(manifestation: Element) -> None:
    node(manifestation, "FRBRformat", value="application/akn+xml")


def _plain(value: str | int | float | bool | None) -> str | None:
    """Convert a value to XML text."""
    return str(value).lower() if isinstance(value, bool) else None if value is None else str(value)


def _proprietary(record: Inquiry, agents: Agents, software: str) -> Element:
    """Return our own elements, for what Akoma Ntoso has no element for."""
    element = node(None, "proprietary", source=software)
    node(
        element,
        "anfrage:record",
        schema_version=record.schema_version,
        document_type=record.document_type,
        public=_plain(record.public),
    )
    if record.refers_to is not None:
        node(element, "anfrage:value", json.dumps(record.refers_to.model_dump(mode="json"), ensure_ascii=False), name="refers_to")
    for finding in record.findings:
        values = {name: _plain(value) for name, value in finding.model_dump(exclude={"message"}).items()}
        node(element, "anfrage:finding", finding.message, **values)
    for leftover in record.unassigned:
        node(element, "anfrage:unassigned", leftover.text, line=leftover.line)
    for field, places in (record.evidence or {}).items():
        for place in places:
            values = {name: _plain(value) for name, value in place.model_dump(exclude={"bbox"}).items()}
            box = " ".join(map(str, place.bbox)) if place.bbox is not None else None
            node(element, "anfrage:span", field=field, ref=_element_of(field, agents), **values, bbox=box)
    return element


def _element_of(field: str, agents: Agents) -> str | None:
    """Return the id of the element that holds the value of a field path; None if there is none."""
    entry = _ENTRY.match(field)
    if entry is None:
        return None
    tag = "answer" if field.endswith("].answer") else ELEMENTS[entry.group(1)]
    return f"#{agents.id(f'{tag}_{int(entry.group(2)) + 1}')}"
