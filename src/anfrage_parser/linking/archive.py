"""The links of an archive: read its papers, link them, write the tables `pairs`, `question_pairs` and `repeats`."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from anfrage_parser.errors import UnreadableError
from anfrage_parser.linking import by_hand
from anfrage_parser.linking.pair import Link, Links, link, repeats
from anfrage_parser.linking.papers import (
    OPEN,
    Paper,
    body_words,
    day_of,
    is_reminder,
    number_key,
    number_keys,
    parties_of,
    split_title,
    without_version,
    words_of,
)
from anfrage_parser.linking.question_pairs import pair_questions
from anfrage_parser.messages import say
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.text.patterns import compiled

_MARKS = """SELECT i.document, i.part, d.name, i.text_row, d.sha256, d.fingerprint
FROM inquiries AS i JOIN documents AS d ON d.key = i.document WHERE d.duplicate_of IS NULL ORDER BY i.document, i.part"""

_PAPER = """SELECT i.document_type, i.number, i.refers_to_number, i.date, i.refers_to_date, i.received,
  i.session_date, i.agenda_item, i.committee, i.body, i.title, i.paper_type,
  (SELECT json_group_array(p.party) FROM parties AS p WHERE p.document = i.document AND p.part = i.part),
  (SELECT group_concat(q.text || ' ' || q.parts, ' ') FROM questions AS q WHERE q.document = i.document AND q.part = i.part),
  (SELECT substr(group_concat(a.text, ' '), 1, 1000) FROM answers AS a WHERE a.document = i.document AND a.part = i.part)
FROM inquiries AS i WHERE i.document = ? AND i.part = ?"""

_INTERIM = compiled(r"(?i)\b(?:zwischen|interims?)-?(?:bescheid|nachricht|antwort|mitteilung|bericht|stand)")
_LATER = compiled(
    r"(?i)\b(?:kann|können|konnte|konnten|wird|werden|ist|sind)\b[^.]{0,120}\b(?:noch\snicht|nicht\s(?:rechtzeitig|fristgerecht|abschließend)|"
    r"zu\seinem\sspäteren\szeitpunkt|erst\s(?:in|zu)\sder\s(?:nächsten|kommenden|folgenden)\ssitzung|nachgereicht)\b"
    r"|\bbitte[nt]?\b[^.]{0,60}\bfristverlängerung\b"
)
SHORT_REPLY = 600
"""Characters of a reply that may be one that only says that the answer comes later."""


Key = tuple[str, int]
"""Key of a document, and the part of the paper in it."""


@dataclass(slots=True)
class Kept:
    """What linking has read of an archive, so that the next linking reads only what is new. Empty at first."""

    papers: dict[Key, tuple[object, Paper]] = field(default_factory=dict)
    """Paper → what says that it was not read again since, and what linking looks at in it."""
    questions: dict[tuple[Key, Key], tuple[object, list[tuple[object, ...]]]] = field(default_factory=dict)
    """Inquiry and answer → the same of both, and the rows of their `question_pairs`."""

    def read(self, base: sqlite3.Connection) -> tuple[list[Paper], list[str]]:
        """Return the papers of an archive, and the names of their documents; those that are gone are forgotten."""
        found, names = dict[Key, tuple[object, Paper]](), list[str]()
        for document, part, name, *mark in base.execute(_MARKS).fetchall():
            key = document, part
            before = self.papers.get(key)
            if before is None or before[0] != mark:
                row = base.execute(_PAPER, key).fetchone()
                before = mark, _paper(document, part, *row)
            found[key] = before
            names.append(str(name))
        self.papers = found
        return [paper for _, paper in found.values()], names

    def question_rows(self, base: sqlite3.Connection, links: Iterable[tuple[Key, Key]]) -> Iterator[tuple[object, ...]]:
        """Yield the rows of `question_pairs` of some inquiries and their answers; others are forgotten."""
        found = dict[tuple[Key, Key], tuple[object, list[tuple[object, ...]]]]()
        for inquiry, answer in links:
            mark = self.papers[inquiry][0], self.papers[answer][0]
            before = self.questions.get((inquiry, answer))
            if before is None or before[0] != mark:
                rows = pair_questions(base, inquiry, answer)
                before = mark, [(*inquiry, index, *answer, position, by) for index, position, by in rows]
            found[inquiry, answer] = before
            yield from before[1]
        self.questions = found


class Linked(NamedTuple):
    """How many inquiries of an archive have an answer."""

    inquiries: int
    answered: int


@dataclass(frozen=True, slots=True)
class Archive:
    """The papers of an archive and their links."""

    papers: Sequence[Paper]
    names: Sequence[str]
    """The name of each paper's document, as in `source.name`."""
    links: Links
    repeats: Mapping[int, int]
    """Place of a copy or reminder → the paper that counts."""

    def name(self, place: int) -> str:
        """Return a paper's name as `--pair` takes it: "brief.pdf", and "brief.pdf#2" for the second paper of a file."""
        return named(self.names[place], self.papers[place].part)

    def inquiries(self) -> list[int]:
        """Return the places of the inquiries, each once, those printed with their answer, too."""
        return [place for place, paper in enumerate(self.papers) if paper.asks and place not in self.repeats]

    def counted(self) -> Linked:
        """Return how many inquiries there are, and how many of them have an answer."""
        answered = {row.inquiry for row in self.links.links if not self.papers[row.answer].interim}
        places = self.inquiries()
        return Linked(len(places), sum(self.papers[place].is_both or place in answered for place in places))

    def again(self) -> dict[int, list[int]]:
        """Return place of an inquiry → the places of its copies and reminders."""
        out: dict[int, list[int]] = {}
        for place, first in self.repeats.items():
            out.setdefault(first, []).append(place)
        return out

    def by_inquiry(self) -> dict[int, list[Link]]:
        """Return place of an inquiry → its links, the answer before interim replies."""
        out: dict[int, list[Link]] = {}
        for found in sorted(self.links.links, key=lambda row: (self.papers[row.answer].interim, row.answer)):
            out.setdefault(found.inquiry, []).append(found)
        return out


def named(name: str, part: int) -> str:
    """Return the name of a paper: that of its document, and its part from the second on."""
    return name if part == 1 else f"{name}#{part}"


def link_archive(base: sqlite3.Connection, kept: Kept | None = None) -> Archive:
    """Link the papers of an archive anew and store it, within the caller's transaction.

    With what an earlier linking of the same archive `kept`, only papers that are new since are read; the result is the same.

    Raises `sqlite3.Error`, and `UnreadableError` if its tables hold what no batch writes.
    """
    try:
        kept = Kept() if kept is None else kept
        papers, names = kept.read(base)
        places = {paper.key: place for place, paper in enumerate(papers)}
        paired, parted = by_hand.decided(base, places)
        links = link(papers, paired, parted)
        archive = Archive(papers, names, links, repeats(links, papers))
        _store(base, archive, kept)
    except (TypeError, ValueError, AttributeError, RecursionError) as error:
        cause = say("ein Datensatz der Datenbank ist beschädigt")
        raise UnreadableError(cause, say("sie mit „anfrage batch --on-exists replace“ neu schreiben")) from error
    return archive


def _paper(
    document: str, part: int, kind: str, number: str | None, refers_to: str | None, date: str | None, refers_date: str | None,
    received: str | None, session: str | None, agenda_item: str | None, committee: str | None, body: str | None, title: str | None,
    paper_type: str | None,
    parties: str, questions: str | None, answers: str | None,
) -> Paper:  # fmt: skip
    """Build a paper from its row."""
    is_answer = kind == "answer"
    in_title, rest = split_title(without_version(title))
    if not (number or refers_to):  # it stands in the subject line only
        number, refers_to = (None, in_title) if is_answer else (in_title, None)
    first, *also = number_keys(refers_to)
    return Paper(
        document, part, kind != "inquiry", number_key(number), first, day_of(refers_date if is_answer else date),
        day_of(received), day_of(date) if is_answer else None, day_of(session), agenda_item or "", body_words(committee), body_words(body),
        parties_of(json.loads(parties)), words_of([rest]), words_of([questions]),
        kind == "inquiry_with_answer", is_answer and _is_interim(f"{paper_type or ''} {title or ''}", answers or ""),
        tuple(also), kind == "inquiry" and is_reminder(title),
    )  # fmt: skip


def paper_of(record: Inquiry) -> Paper:
    """Return what linking looks at in a record."""
    kind, refers_to = record.document_type, record.refers_to
    questions = " ".join(f"{question.text} {' '.join(part.text for part in question.parts)}" for question in record.questions)
    answers = [question.answer for question in record.questions if question.answer] + [answer.text for answer in record.answers]
    asked_number, asked_on = (refers_to.number, refers_to.date) if refers_to else (None, None)
    return _paper(
        record.source.sha256, record.source.part, kind, record.number, asked_number, record.date, asked_on, record.received,
        record.session_date, record.agenda_item, record.committee, record.body, record.title, record.paper_type,
        json.dumps(record.parties), questions, " ".join(answers)[: 2 * SHORT_REPLY],
    )  # fmt: skip


def _is_interim(head: str, answers: str) -> bool:
    """Return whether a reply only says that the answer comes later: by its name, in a few words, or as a draft with room to be filled."""
    if _INTERIM.search(head) is not None or OPEN in answers:
        return True
    return len(answers) <= SHORT_REPLY and (_INTERIM.search(answers) is not None or _LATER.search(answers) is not None)


def _store(base: sqlite3.Connection, archive: Archive, kept: Kept) -> None:
    base.execute("DELETE FROM pairs")
    base.execute("DELETE FROM question_pairs")
    base.execute("DELETE FROM repeats")
    base.executemany("INSERT INTO repeats VALUES (?, ?, ?, ?, ?)", _repeat_rows(archive))
    base.executemany("INSERT OR IGNORE INTO pairs VALUES (?, ?, ?, ?, ?, ?, ?)", _pair_rows(archive))
    keys = [(archive.papers[found.inquiry].key, archive.papers[found.answer].key) for found in archive.links.links]
    base.executemany("INSERT OR IGNORE INTO question_pairs VALUES (?, ?, ?, ?, ?, ?, ?)", list(kept.question_rows(base, keys)))


def _repeat_rows(archive: Archive) -> Iterator[tuple[object, ...]]:
    for again, first in archive.repeats.items():
        kind = "reminder" if again in archive.links.reminders else "copy"
        yield *archive.papers[again].key, *archive.papers[first].key, kind


def _pair_rows(archive: Archive) -> Iterator[tuple[object, ...]]:
    for found in archive.links.links:
        answer = archive.papers[found.answer]
        kind = "interim" if answer.interim else "answer"
        yield *archive.papers[found.inquiry].key, *answer.key, kind, found.by, json.dumps(found.because)
