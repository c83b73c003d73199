"""OParl objects that papers refer to: groups, committees, offices, people, memberships and meetings, each exported once."""

from collections.abc import Iterable, Iterator
from typing import Any

from anfrage_parser.exporters import ExportOptions
from anfrage_parser.exporters.identity import NO_GROUP, Seen, address, slug
from anfrage_parser.exporters.nameparts import name_parts
from anfrage_parser.exporters.source_date_epoch import moment
from anfrage_parser.record.schema import Asker, Inquiry, Signatory

SCHEMA = "https://schema.oparl.org/1.1/"
OF_A_BODY = ("Paper", "Organization", "Person")
"""Types with a reference to their body."""


def present(row: dict[str, Any]) -> dict[str, Any]:
    """Drop properties that are null, empty lists or empty strings, which OParl forbids."""
    return {name: value for name, value in row.items() if value is not None and value != "" and value != [] and value != {}}


class World:
    """Makes objects below the base URL, and collects new ones."""

    def __init__(self, options: ExportOptions) -> None:
        self.base = address("--base-url", options.base_url)
        self.body = address("--body-url", options.body_url) if options.body_url is not None else None
        self.stamp = moment().isoformat(timespec="seconds")
        self._seen = Seen()
        self._news: list[dict[str, Any]] = []

    def scope(self, record: Inquiry) -> str:
        """Return the scope of names: the given body, else the one named in the letter, as two cities' groups are different objects."""
        return self.body or record.body or ""

    def news(self) -> Iterator[dict[str, Any]]:
        """Yield objects first referred to since the last call."""
        yield from self._news
        self._news.clear()

    def url(self, collection: str, name: str) -> str:
        """Return the URL of an object."""
        return f"{self.base}/{collection}/{name}"

    def made(self, kind: str, name: str, /, **properties: Any) -> dict[str, Any]:
        """Make an object of an OParl type."""
        head = {"id": self.url(kind.lower(), name), "type": SCHEMA + kind, "body": self.body if kind in OF_A_BODY else None}
        return present({**head, **properties, "created": self.stamp, "modified": self.stamp})

    def groups(self, names: Iterable[str], scope: str) -> Iterator[str]:
        """Yield the URLs of groups, without "parteilos"."""
        for name in dict.fromkeys(names):
            if name.strip() and name != NO_GROUP:
                yield self._told("Organization", slug(name, scope), name=name, shortName=name, **_of_type("Fraktion", "Fraktion"))

    def committee(self, name: str, scope: str) -> str:
        """Return the URL of a committee, or of the council itself."""
        return self._told("Organization", slug(name, scope, "Gremium"), name=name, **_of_type("Gremium", None))

    def office(self, name: str, scope: str) -> str:
        """Return the URL of an office of the administration."""
        return self._told("Organization", slug(name, scope, "Verwaltungsbereich"), name=name, **_of_type("Verwaltungsbereich", None))

    def meeting(self, committee: str, day: str, scope: str) -> str:
        """Return the URL of a meeting. The letter only names the day, while OParl's `start` needs a time, too."""
        name = slug(day, scope, committee)
        return self._told("Meeting", name, organization=[committee], **{"anfrage:session_date": day})

    def person(self, person: Asker | Signatory, scope: str) -> str:
        """Return the URL of a person; a printed role and group become a `Membership`."""
        parts = name_parts(person.name)
        url = self._told(
            "Person",
            slug(person.name, scope),
            name=person.name,
            familyName=parts.family,
            givenName=parts.given,
            title=list(parts.titles),
        )
        for group in self.groups([person.party] if person.party else [], scope):
            name = slug(person.name, scope, group, person.role or "")
            self._told("Membership", name, person=url, organization=group, role=person.role)
        return url

    def _told(self, kind: str, name: str, /, **properties: Any) -> str:
        row = self.made(kind, name, **properties)
        if self._seen.first(row["id"]):
            self._news.append(row)
        return str(row["id"])


def _of_type(kind: str, classification: str | None) -> dict[str, Any]:
    return {"organizationType": kind, "classification": classification}
