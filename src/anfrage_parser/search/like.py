"""Find the inquiries of a database that are about the same matter as a given one, each with its answer.

The words that tell the matter are looked up one by one: the fewer papers have a word, the more it counts, and one that many have
counts little. The inquiries with the heaviest words are then compared with the given one word by word.
"""

import math
import sqlite3
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import Any

from anfrage_parser.search.answers import Answer, answer_rows, answer_to
from anfrage_parser.search.find import Wanted, filters, intact, record_of, snapshot
from anfrage_parser.search.terms import Form, Term, terms
from anfrage_parser.search.wording import Wording, near_copies, of_record, of_stored, words_of

MOST_PAPERS = 500
"""Papers with a word that are looked at."""

RARE = 100
"""Papers with a word; if so many have it, its parts are not looked for."""

USUAL = 3
"""Words that more papers have: of these, papers with two are looked at."""

COMPARED = 30
"""Inquiries that are compared word by word, if no more are wanted."""

CHUNK, RANKED = 60, 400
"""Papers looked for among the inquiries: at once, and at most if there are no filters; papers of answers are none."""

SHARPNESS = 1.5
"""Exponent of a word's weight, the logarithm of how rare it is."""

IN_TITLE = 2.0
"""How much a word counts that the found inquiry has in its title."""

OF_LENGTH = 0.3
"""How much a score depends on the found inquiry's length: a long one has any word."""

LEAST = 0.08
"""Score below which an inquiry is about something else."""

ALIKE = 0.25
"""Share of the words' weight from which on an inquiry may be a copy."""

MOST_OWN = 100
"""Documents of the archive that are the given one."""


@dataclass(frozen=True, slots=True)
class Given:
    """The inquiry that others are compared with."""

    document: str
    part: int
    sha256: str
    wording: Wording


@dataclass(frozen=True, slots=True)
class Related:
    """An inquiry about the same matter."""

    row: int
    """That of its text."""
    document: str
    part: int
    number: str | None
    date: str | None
    party: str | None
    title: str | None
    score: float
    """How much it has of the given inquiry's words that the archive knows: 0 … about 1, more if it is short; three digits."""
    common: tuple[str, ...]
    """Words in common, the rarest first, as the found inquiry prints them."""
    copy: bool
    """Whether it is a near copy, see `wording.near_copies`."""
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A word of the given inquiry, with its forms that papers have, each with its weight, the heaviest first."""

    of_title: bool
    forms: tuple[tuple[float, Form], ...]

    def found_in(self, text: str) -> tuple[float, int] | None:
        """Return the weight of the heaviest form in a text with blanks around its words, and where it stands; None if there is none."""
        for weight, form in self.forms:
            if (at := form.found_in(text)) >= 0:
                return weight, at
        return None


def given(record: dict[str, Any], document: str | None = None) -> Given:
    """Return an inquiry to compare others with, out of its record; `document` is its name in the archive."""
    source = record["source"]
    return Given(document if document is not None else source["name"], source["part"], source["sha256"], of_record(record))


def given_of(base: sqlite3.Connection, key: str) -> list[Given]:
    """Return the inquiries of a document of the archive; empty if there is none of that name. `UnreadableError` for a damaged record."""
    with intact():
        rows = base.execute("SELECT record FROM inquiries WHERE document = ? ORDER BY part", (key,)).fetchall()
        return [given(record_of(row, 0), key) for row in rows]


def own_documents(base: sqlite3.Connection, given: Given) -> list[str]:
    """Return the documents of the archive that are the given one, by content or name, at most `MOST_OWN`."""
    named = "SELECT key FROM documents WHERE sha256 = ? OR key = ? ORDER BY key LIMIT ?"
    return [str(key) for (key,) in base.execute(named, (given.sha256, given.document, MOST_OWN))]


def related(base: sqlite3.Connection, given: Given, wanted: Wanted) -> list[Related]:
    """Return the inquiries about the same matter, near copies first, then by score; equal ones in the order they were written.

    Returns one more than `wanted.limit` if there are more. The documents that are the given one itself are left out.
    `UnreadableError` if a row is damaged.
    """
    with snapshot(base), intact():
        own = own_documents(base, given)
        weighed, papers = _looked_up(base, terms(given.wording), {*_rows(base, own), *answer_rows(base, own)})
        rows = _best(base, papers, wanted, own)
        found = _compared(base, rows, weighed, given.wording)
        return [replace(one, answer=answer_to(base, one.document, one.part)) for one in found[: wanted.limit + 1]]


def _rows(base: sqlite3.Connection, documents: Sequence[str]) -> set[int]:
    """Return the rows of some documents."""
    marks = ", ".join("?" * len(documents))
    return {int(row) for (row,) in base.execute(f"SELECT text_row FROM inquiries WHERE document IN ({marks})", documents)}


def _looked_up(base: sqlite3.Connection, words: Sequence[Term], own: Container[int]) -> tuple[list[_Weighed], Counter[int]]:
    """Return the words that papers have, and row → the weight of all words that the paper has; the rows `own` don't count."""
    last = int(base.execute("SELECT max(text_row) FROM inquiries").fetchone()[0] or 0)
    weighed, papers, usual = [], Counter[int](), list[tuple[float, Form]]()
    for term in words:
        forms, rows = _forms(base, term, own, last)
        if not forms:
            continue
        weighed.append(_Weighed(term.of_title, tuple(sorted(forms, key=_heaviest))))
        if rows:
            papers.update(rows)  # adds the weights
        else:
            usual.append(forms[0])
    papers.update(_with_usual(base, sorted(usual, key=_heaviest)[:USUAL], alone=not papers))
    return weighed, papers


def _forms(base: sqlite3.Connection, term: Term, own: Container[int], last: int) -> tuple[list[tuple[float, Form]], dict[int, float]]:
    """Return the forms of a word that papers have, with their weights, and row → weight of its heaviest form; no rows if many have it."""
    forms, rows = list[tuple[float, Form]](), dict[int, float]()
    for form in term.forms:
        if (until := _many_until(base, form.expression)) is not None:
            if not forms:
                return [(form.factor * _rarity(MOST_PAPERS * max(last / max(until, 1), 1), last), form)], {}
            continue
        found = [row for row in _having(base, form.expression) if row not in own]
        if found:
            weight = form.factor * _rarity(len(found), last)
            forms.append((weight, form))
            rows = dict.fromkeys(found, weight) | rows  # of a paper with several forms, the surest counts
        if len(rows) >= RARE:
            break
    return forms, rows


def _with_usual(base: sqlite3.Connection, usual: Sequence[tuple[float, Form]], alone: bool) -> Counter[int]:
    """Return row → weight of papers with two of some words that many papers have; with one, if there is nothing else to go by."""
    papers = Counter[int]()
    for (weight, form), (other_weight, other) in combinations(usual, 2):
        rows = _having(base, f"({form.expression}) AND ({other.expression})")
        papers.update(dict.fromkeys(rows, weight + other_weight))
    if alone and not papers and usual:
        papers.update(dict.fromkeys(_having(base, usual[0][1].expression), usual[0][0]))
    return papers


def _heaviest(pair: tuple[float, Form]) -> float:
    return -pair[0]


_MATCHING = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid LIMIT ? OFFSET ?"


def _many_until(base: sqlite3.Connection, expression: str) -> int | None:
    """Return the row up to which `MOST_PAPERS` papers match; None if fewer do. That takes a quarter of the time of reading their rows."""
    row = base.execute(_MATCHING, (expression, 1, MOST_PAPERS - 1)).fetchone()
    return None if row is None else int(row[0])


def _having(base: sqlite3.Connection, expression: str) -> list[int]:
    """Return the rows of the papers that match; of more than `MOST_PAPERS`, the first so many, since answers come later."""
    return [int(row) for (row,) in base.execute(_MATCHING, (expression, MOST_PAPERS, 0))]


def _rarity(many: float, last: int) -> float:
    """Return how much a word counts that so many papers have, in an archive up to the row `last`."""
    return float(math.log(1 + max(last, many) / many) ** SHARPNESS)


def _best(base: sqlite3.Connection, papers: Counter[int], wanted: Wanted, own: Container[str]) -> list[Related]:
    """Return the inquiries with the heaviest words that pass the filters, not yet compared."""
    ranked = sorted(papers, key=papers.__getitem__, reverse=True)
    enough = max(COMPARED, wanted.limit + 1)
    more, values = filters(wanted)
    found: list[Related] = []
    if not more:
        del ranked[max(RANKED, enough * 4) :]  # where answer papers come first, more would take long
    for start in range(0, len(ranked), CHUNK):
        chunk = ranked[start : start + CHUNK]
        sql = f"{_INQUIRIES} AND i.text_row IN ({', '.join('?' * len(chunk))}){more}"
        rows = {one.row: one for one in (_uncompared(*row) for row in base.execute(sql, [*chunk, *values]))}
        found += [rows[row] for row in chunk if row in rows and rows[row].document not in own]
        if len(found) >= enough:
            break
    return found[:enough]


_INQUIRIES = """SELECT i.text_row, i.document, i.part, i.number, i.date, i.party, i.title
FROM inquiries AS i CROSS JOIN documents AS d ON d.key = i.document
WHERE i.document_type IS NOT 'answer' AND d.state <> 'duplicate'"""


def _uncompared(row: int, document: str, part: int, *head: str | None) -> Related:
    number, date, party, title = head
    return Related(row, str(document), int(part), number, date, party, title, 0.0, (), False, None)


def _compared(base: sqlite3.Connection, rows: Sequence[Related], weighed: Sequence[_Weighed], given: Wording) -> list[Related]:
    """Return those of the inquiries that are related, without their answers, the best first."""
    whole = sum(word.forms[0][0] for word in weighed)
    others = [of_stored(base, one.document, one.part, one.title, one.row) for one in rows]
    mean = sum(map(_length, others)) / max(len(others), 1) or 1
    found = []
    for one, other in zip(rows, others, strict=True):
        common = _common(weighed, other)
        share = sum(weight for _, weight, _ in common) / whole
        copy = share >= ALIKE and near_copies(given, other)
        score = share / (1 - OF_LENGTH + OF_LENGTH * _length(other) / mean)
        if copy or (score >= LEAST and _tells(common, other)):
            found.append(replace(one, score=round(score, 3), common=_printed(common, other), copy=copy))
    return sorted(found, key=lambda one: (not one.copy, -one.score))


def _tells(common: Sequence[tuple[_Weighed, float, int]], other: Wording) -> bool:
    """Return whether words in common are more than one in passing: two, or one that is in either title."""
    return len(common) > 1 or any(word.of_title or index < len(words_of(other.title)) for word, _, index in common)


def _length(wording: Wording) -> int:
    return len(wording.title) + sum(map(len, wording.questions))


def _common(weighed: Sequence[_Weighed], other: Wording) -> list[tuple[_Weighed, float, int]]:
    """Return the words that an inquiry has in common, the weight of each, and its index among the inquiry's words; the heaviest first."""
    text = f" {' '.join(chain.from_iterable(other.words))} "  # a blank before and behind each word
    title = len(words_of(other.title))
    found = []
    for word in weighed:
        if (place := word.found_in(text)) is not None:
            weight, at = place
            index = text.count(" ", 0, at + 1) - 1
            found.append((word, weight if index < title else weight / IN_TITLE, index))
    return sorted(found, key=lambda place: -place[1])


def _printed(common: Sequence[tuple[_Weighed, float, int]], other: Wording) -> tuple[str, ...]:
    """Return words of an inquiry as it prints them."""
    words = words_of(other.text())
    return tuple(dict.fromkeys(words[index] for _, _, index in common))
