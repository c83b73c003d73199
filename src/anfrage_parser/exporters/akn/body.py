"""The visible parts of an Akoma Ntoso document: preface, preamble, mainBody, conclusions."""

import json
from xml.etree.ElementTree import Element

from anfrage_parser.exporters.akn.nodes import RESPONDENT, Agents, node, paragraphs
from anfrage_parser.exporters.columns import in_blocks
from anfrage_parser.fields import HEAD
from anfrage_parser.record.schema import Asker, Inquiry, Question, Signatory

_ELEMENTS = {"paper_type": "docType", "number": "docNumber", "title": "docTitle", "body": "docAuthority", "committee": "docCommittee"}
"""Field → its element of Akoma Ntoso."""

INLINE = tuple(field.key for field in HEAD if field.shape == "text" and field.key not in _ELEMENTS)
"""Fields without an element of their own."""


def preface(record: Inquiry, agents: Agents) -> Element:
    """Return the head: a `p` for each field, with the field's name as its `class`."""
    head = node(None, "preface")
    _lines(head, record)
    for name in record.parties:
        node(node(head, "p", class_="party"), "docProponent", name, refersTo=agents.group(name), as_=f"#{agents.id('proponent')}")
    for asker in record.askers:
        line = node(head, "p", class_="asker")
        node(line, "docIntroducer", asker.name, refersTo=agents.person(asker))
        _role_and_party(line, asker)
    return head


def _lines(head: Element, record: Inquiry) -> None:
    """Add the fields with one value."""
    for name, tag in _ELEMENTS.items():
        _line(head, name, tag, getattr(record, name))
    _line(head, "date", "docDate", record.date, date=record.date, anfrage__basis=record.date_basis)
    _line(head, "received", "date", record.received, date=record.received)
    _line(head, "due", "date", record.due, date=record.due)
    _line(head, "session_date", "session", record.session_date, value=record.session_date)
    for name in INLINE:
        _line(head, name, "inline", getattr(record, name), name=name)


def _line(head: Element, field: str, tag: str, text: str | None, **attributes: str | None) -> None:
    if text is not None:
        node(node(head, "p", class_=field), tag, text, **attributes)


def _role_and_party(line: Element, person: Asker | Signatory) -> None:
    for name, value in (("role", person.role), ("party", person.party)):
        if value is not None:
            node(line, "inline", value, name=name)


def preamble(record: Inquiry) -> Element:
    """Return the text before the first question block."""
    element = node(None, "preamble")
    paragraphs(element, record.preamble)
    return element


def main_body(record: Inquiry, agents: Agents) -> Element:
    """Return the blocks with their introductions, questions and answers; then the joint answers and the rationale."""
    body = node(None, "mainBody")
    for number, (block, questions) in enumerate(in_blocks(record), 1):
        paragraphs(body, block.intro, "intro")
        element = node(body, "questions", eId=agents.id(f"questions_{number}"))
        for tag, text in (("heading", block.heading), ("subheading", block.lead_in)):
            if text is not None:
                node(element, tag, text)
        for at, question in questions:
            _question(element, at, question, agents)
    _joint_answers(body, record, agents)
    if record.rationale is not None:
        paragraphs(node(body, "container", name="rationale", eId=agents.id("container_1")), record.rationale)
    if record.footnotes:
        _footnotes(body, record, agents)
    if not len(body):
        node(body, "p")
    return body


def _joint_answers(body: Element, record: Inquiry, agents: Agents) -> None:
    """Add the answers to several questions and to those that aren't repeated, each with the questions that it names."""
    if not record.answers:
        return
    holder = node(body, "debateSection", name="answers", eId=agents.id("debateSection_1"))
    for number, given in enumerate(record.answers, 1):
        answer = node(
            holder,
            "answer",
            eId=agents.id(f"joint_{number}"),
            by=f"#{agents.id(RESPONDENT)}",
            to=agents.asker(),
            anfrage__questions=" ".join(map(str, given.questions)),
            anfrage__labels=json.dumps(given.labels, ensure_ascii=False),
        )
        if given.labels:
            node(answer, "num", ", ".join(given.labels))
        paragraphs(answer, given.text)


def _footnotes(body: Element, record: Inquiry, agents: Agents) -> None:
    """Add the footnotes; where their marks stood is not known, so that each stands in a line of its own."""
    holder = node(body, "container", name="footnotes", eId=agents.id("container_2"))
    for number, footnote in enumerate(record.footnotes, 1):
        note = node(node(holder, "p"), "authorialNote", marker=footnote.label, placement="bottom", eId=agents.id(f"authorialNote_{number}"))
        node(note, "p", footnote.text)


def _question(parent: Element, at: int, question: Question, agents: Agents) -> None:
    """Add a question and its answer."""
    element = node(parent, "question", eId=agents.id(f"question_{at}"), by=agents.asker(), anfrage__number=question.number)
    if question.label is not None:
        node(element, "num", question.label)
    node(element, "p", question.text)
    if question.parts:
        _parts(element, at, question, agents)
    elif question.tail is not None:
        node(element, "p", question.tail, class_="tail")
    if question.answer is not None:
        answer = node(parent, "answer", eId=agents.id(f"answer_{at}"), by=f"#{agents.id(RESPONDENT)}", to=agents.asker())
        paragraphs(answer, question.answer)


def _parts(element: Element, at: int, question: Question, agents: Agents) -> None:
    """Add the sub-questions, and the rest of the sentence after them."""
    name = agents.id(f"question_{at}__list_1")
    items = node(element, "blockList", eId=name)
    for number, part in enumerate(question.parts, 1):
        item = node(items, "item", eId=f"{name}__item_{number}")
        node(item, "num", part.label)
        node(item, "p", part.text)
    if question.tail is not None:
        node(items, "listWrapUp", question.tail)


def signatures(record: Inquiry, agents: Agents) -> Element:
    """Return the signatures."""
    element = node(None, "conclusions")
    for person in record.signatories:
        line = node(element, "p", class_="signatory")
        node(line, "signature", person.name, refersTo=agents.person(person))
        _role_and_party(line, person)
    return element
