"""Stable identifiers of inquiries, groups and people for exports, below a given URL."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator

from anfrage_parser.errors import UsageError
from anfrage_parser.exporters import ExportOptions
from anfrage_parser.messages import counted, say
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.json_out import to_line
from anfrage_parser.record.schema import Asker, Inquiry, Signatory

NO_GROUP = "parteilos"
"""The entry in `parties` for members of no party."""

_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?(?::[0-9]{1,5})?(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}){1,200}){0,20}"
)
"""A URL without query, fragment or user, and without a trailing "/"."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "æ": "ae", "ł": "l", "ı": "i", "đ": "d"})


def address(option: str, url: str | None) -> str:
    """Validate a URL and strip its trailing "/"; `UsageError` if it is invalid."""
    step = say("zum Beispiel {example}", example=f"{option} https://ratsinfo.example.org/oparl")
    if url is None:
        raise UsageError(say("{option} fehlt: Adressen werden nicht erfunden", option=option), step)
    plain = url.removesuffix("/")
    if _ADDRESS.fullmatch(plain) is None:
        cause = say("{option} muss eine Adresse mit http:// oder https:// sein, ohne „?“ und „#“", option=option)
        raise UsageError(cause, step)
    return plain


def content(record: Inquiry) -> str:
    """Return the SHA-256 of the document in hexadecimal; if the record lacks it, that of the record."""
    if _SHA256.fullmatch(record.source.sha256):
        return record.source.sha256
    return hashlib.sha256(to_line(as_dict(record, exclude=("findings",)))).hexdigest()


def key(record: Inquiry) -> str:
    """Return the inquiry's identifier: its document's content and its part; unlike the reference number, it can't be corrected."""
    return f"{content(record)}-{record.source.part}"


def slug(name: str, *scope: str) -> str:
    """Return a readable URL segment for a name, made unique by sixteen hexadecimal digits of a hash over name and scope.

    >>> slug("BÜNDNIS 90/DIE GRÜNEN", "Stadt Auental")
    'buendnis-90-die-gruenen-0d3efa55ed198541'
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_SPELLED))
    readable = _NO_SLUG.sub("-", plain.encode("ascii", "ignore").decode("ascii")).strip("-")[:40].strip("-")
    digest = hashlib.sha256("\0".join((*scope, name)).encode("utf-8", "replace")).hexdigest()[:16]
    return f"{readable}-{digest}" if readable else digest


def people(record: Inquiry) -> list[Asker | Signatory]:
    """Return all askers: those named in the head, then the signatories."""
    return [*record.askers, *record.signatories]


class Seen:
    """A set of names already written, using sixteen bytes each."""

    def __init__(self) -> None:
        self._digests: set[bytes] = set()

    def first(self, name: str) -> bool:
        """Add a name; return whether it is new."""
        digest = hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=16).digest()
        known = digest in self._digests
        self._digests.add(digest)
        return not known


def each_once(records: Iterable[Inquiry], options: ExportOptions) -> Iterator[Inquiry]:
    """Yield the records without duplicates (the same document under another name); reports how many were skipped."""
    seen, again = Seen(), 0
    for record in records:
        if seen.first(key(record)):
            yield record
        else:
            again += 1
    if again:
        options.note(
            counted(
                again,
                "ein Datensatz steht nur einmal in der Ausgabe: dasselbe Dokument ist mehrmals abgelegt",
                "{count} Datensätze stehen nur einmal in der Ausgabe: dieselben Dokumente sind mehrmals abgelegt",
            )
        )
