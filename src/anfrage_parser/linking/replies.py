"""What other documents answer: the reply to each inquiry, out of an archive's links or found among records as they come."""

import datetime as dt
import sqlite3
from typing import NamedTuple

from anfrage_parser.linking.archive import paper_of
from anfrage_parser.linking.pair import link, repeats
from anfrage_parser.linking.papers import Paper, day_of
from anfrage_parser.record.schema import Inquiry

Key = tuple[str, int]
"""Content hash of a document, and the part in it."""


class Reply(NamedTuple):
    """The answer to an inquiry, in a paper of its own."""

    name: str
    """The name of its document, as in `source.name`."""
    part: int
    day: dt.date | None
    """Its own day, else that of its session."""
    office: str | None
    """Who is in charge or who answers."""
    interim: bool = False
    """Whether it only says that the answer comes later."""


class Repeat(NamedTuple):
    """A paper that is there once more, as a copy or as a reminder."""

    first: Key
    """The paper that counts."""
    name: str
    """The name of its own document."""
    kind: str
    """"copy" or "reminder"."""


class Related(NamedTuple):
    """The other paper of a pair: the answer to an inquiry, or the inquiry that an answer is about."""

    sha256: str
    part: int
    name: str
    """The name of its document, as in `source.name`."""
    kind: str
    """"inquiry", "answer" or "interim"."""


def key_of(record: Inquiry) -> Key:
    """Return what identifies a record's paper, whatever its document is called."""
    return record.source.sha256, record.source.part


class Replies:
    """Replies by inquiry. Add every record; what an archive has linked already is told by `of_archive`."""

    def __init__(self) -> None:
        self._linked: dict[Key, Reply] = {}
        self._papers: list[tuple[Paper, Key, Reply]] = []
        self._seen: set[Key] = set()
        self.answering: set[Key] = set()
        """Papers that are answers, whatever they call themselves; complete after `found`."""
        self.related: dict[Key, list[Related]] = {}
        """Paper → the others of its pairs; complete after `found`."""
        self.repeats: dict[Key, Repeat] = {}
        """Papers that are there once more; complete after `found`."""

    def of_archive(self, base: sqlite3.Connection) -> bool:
        """Take the links of an archive; return whether it has any tables of links, which one written before has not."""
        if base.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'repeats'").fetchone() is None:
            return False
        for name, sha256, part, *reply in base.execute(_LINKED):  # the answer before interim replies
            answer, content, other, date, session, office, kind = reply
            self.answering.add((content, other))
            self._linked.setdefault((sha256, part), Reply(answer, other, day_of(date) or day_of(session), office, kind == "interim"))
            self._relate((sha256, part), name, (content, other), answer, kind)
        for name, *rest in base.execute(_REPEATED):
            sha256, part, first, first_part, kind = rest
            self.repeats[sha256, part] = Repeat((first, first_part), name, kind)
        return True

    def _relate(self, inquiry: Key, name: str, answer: Key, answers_name: str, kind: str) -> None:
        self.related.setdefault(inquiry, []).append(Related(*answer, answers_name, kind))
        self.related.setdefault(answer, []).append(Related(*inquiry, name, "inquiry"))

    def add(self, record: Inquiry) -> None:
        """Take a record, an inquiry or an answer, to be linked with the others; the same document counts once."""
        if key_of(record) in self._seen:
            return
        self._seen.add(key_of(record))
        day = day_of(record.date) or day_of(record.session_date)
        paper = paper_of(record)
        reply = Reply(record.source.name, record.source.part, day, record.responsible or record.answered_by, paper.interim)
        self._papers.append((paper, key_of(record), reply))

    def found(self) -> dict[Key, Reply]:
        """Link what was added, and return the reply to each inquiry that has one, the answer before interim replies."""
        papers = [paper for paper, _, _ in self._papers]
        out, links = dict(self._linked), link(papers)
        for row in sorted(links.links, key=lambda row: papers[row.answer].interim):
            (_, inquiry, asked), (_, answer, reply) = self._papers[row.inquiry], self._papers[row.answer]
            out.setdefault(inquiry, reply)
            self.answering.add(answer)
            self._relate(inquiry, asked.name, answer, reply.name, "interim" if reply.interim else "answer")
        for again, first in repeats(links, papers).items():
            (_, paper, other), kind = self._papers[again], "reminder" if again in links.reminders else "copy"
            self.repeats.setdefault(paper, Repeat(self._papers[first][1], other.name, kind))
        return out


_REPEATED = """SELECT d.name, d.sha256, r.part, f.sha256, r.of_part, r.kind
FROM repeats AS r JOIN documents AS d ON d.key = r.document JOIN documents AS f ON f.key = r.of_document ORDER BY r.document, r.part"""

_LINKED = """SELECT d.name, d.sha256, p.inquiry_part,
  a.name, a.sha256, p.answer_part, i.date, i.session_date, coalesce(i.responsible, i.answered_by), p.kind
FROM pairs AS p JOIN documents AS d ON d.key = p.inquiry JOIN documents AS a ON a.key = p.answer
JOIN inquiries AS i ON i.document = p.answer AND i.part = p.answer_part ORDER BY p.kind, p.inquiry, p.answer, p.answer_part"""
