"""Build elements of an Akoma Ntoso document, and its agents (groups and people)."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from anfrage_parser.exporters.cells import allowed
from anfrage_parser.exporters.identity import NO_GROUP, people, slug
from anfrage_parser.record.schema import Asker, Inquiry, Signatory

SOFTWARE, UNKNOWN, RESPONDENT, TOGETHER = "anfrage-parser", "unknown", "respondent", "proponents"


def node(parent: Element | None, tag: str, text: str | None = None, **attributes: str | int | None) -> Element:
    """Add an element to its parent; in attribute names, a trailing "_" is dropped and "__" is a colon. Values None are left out."""
    named = {name.rstrip("_").replace("__", ":"): allowed(str(value)) for name, value in attributes.items() if value is not None}
    element = Element(tag, named) if parent is None else SubElement(parent, tag, named)
    if text is not None:
        element.text = allowed(text)
    return element


def kind(record: Inquiry) -> str:
    """Return what kind of document it is."""
    return "antwort" if record.document_type == "answer" else "anfrage"


def paragraphs(parent: Element, text: str | None, class_: str | None = None) -> None:
    """Add running text: a `p` for each paragraph."""
    if text is not None:
        for paragraph in text.split("\n\n"):
            node(parent, "p", paragraph, class_=class_)


class Agents:
    """The groups and people of an inquiry with their ids, and who asks."""

    def __init__(self, record: Inquiry, base: str, prefix: str) -> None:
        self.prefix = prefix
        self.base = base
        self._scope = record.body or ""
        self.groups = [name for name in dict.fromkeys(record.parties) if name != NO_GROUP]
        self.people = list(dict.fromkeys(person.name for person in people(record)))
        self.respondent = record.answered_by
        self.answered = bool(record.answers) or any(question.answer is not None for question in record.questions)
        self.asking = self._asking(record)
        self.is_answer = kind(record) == "antwort"

    def id(self, name: str) -> str:
        """Return an id with the document's prefix."""
        return self.prefix + name

    def group(self, name: str) -> str | None:
        """Return the reference to a group; None for "parteilos"."""
        return f"#{self.id(f'org_{self.groups.index(name) + 1}')}" if name in self.groups else None

    def person(self, person: Asker | Signatory) -> str:
        """Return the reference to a person."""
        return f"#{self.id(f'person_{self.people.index(person.name) + 1}')}"

    def asker(self) -> str:
        """Return the reference to the asker: a single one, or all of them together."""
        return self.asking[0] if len(self.asking) == 1 else f"#{self.id(TOGETHER)}"

    def authors(self) -> Iterator[tuple[str, str]]:
        """Yield (reference, role) of whoever wrote the document: who asks, or of an answer, who answers."""
        if self.is_answer:
            yield f"#{self.id(RESPONDENT)}", f"#{self.id('author')}"
        else:
            yield from ((reference, f"#{self.id('proponent')}") for reference in self.asking)

    def _asking(self, record: Inquiry) -> list[str]:
        """Return the askers: the groups, else members named in the head, else signatories, else an unknown one, as one is required."""
        found = [self.group(name) for name in self.groups] or [self.person(one) for one in record.askers or record.signatories]
        return [reference for reference in dict.fromkeys(found) if reference] or [f"#{self.id(UNKNOWN)}"]

    def references(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield (element, id, address, name) of all agents."""
        for number, name in enumerate(self.groups, 1):
            yield "TLCOrganization", f"org_{number}", f"organization/de/{slug(name, self._scope)}", name
        for number, name in enumerate(self.people, 1):
            yield "TLCPerson", f"person_{number}", f"person/de/{slug(name, self._scope)}", name
        if len(self.asking) > 1:
            names = self.groups or self.people[: len(self.asking)]
            yield "TLCOrganization", TOGETHER, f"organization/de/{slug(', '.join(names), self._scope)}", ", ".join(names)
        if self.asking == [f"#{self.id(UNKNOWN)}"]:
            yield "TLCOrganization", UNKNOWN, f"organization/de/{UNKNOWN}", "unbekannt"
        if self.answered or self.is_answer:
            name = slug(self.respondent, self._scope) if self.respondent else RESPONDENT
            yield "TLCOrganization", RESPONDENT, f"organization/de/{name}", self.respondent or "antwortende Stelle"
        if self.is_answer:
            yield "TLCRole", "author", "role/de/author", "Verfasser"
        yield "TLCRole", "proponent", "role/de/proponent", "Fragesteller"
        yield "TLCRole", "editor", "role/de/editor", "Bearbeitung"
        yield "TLCObject", SOFTWARE, f"object/{SOFTWARE}", SOFTWARE
