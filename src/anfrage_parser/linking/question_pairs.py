"""Which answer of a paper belongs to which question of the inquiry: by the repeated text, else by the label."""

import json
import re
import sqlite3
from collections.abc import Iterator

from anfrage_parser.linking.papers import words_of

ALIKE = 0.6
"""Share of words in common from which a question is a repeated one."""

MOST = 500
"""Questions of a paper that are paired."""

_QUESTIONS = """SELECT "index", label, text || ' ' || parts FROM questions WHERE document = ? AND part = ? ORDER BY "index" LIMIT ?"""
_ANSWERS = "SELECT position, labels, questions FROM answers WHERE document = ? AND part = ? ORDER BY position LIMIT ?"


def pair_questions(base: sqlite3.Connection, inquiry: tuple[str, int], answer: tuple[str, int]) -> Iterator[tuple[int, int, str]]:
    """Yield (index of the inquiry's question, position of its answer in the paper, "text" or "label")."""
    asked = base.execute(_QUESTIONS, (*inquiry, MOST)).fetchall()
    repeated = base.execute(_QUESTIONS, (*answer, MOST)).fetchall()
    answers = [(position, json.loads(labels), json.loads(of)) for position, labels, of in base.execute(_ANSWERS, (*answer, MOST))]
    same = dict(_same(asked, repeated))  # index in the inquiry → (index in the answer, how it was found)
    for index, label, _ in asked:
        if index in same:
            again, by = same[index]
            found = [position for position, _, of in answers if again in of]
        else:
            by = "label"
            wanted = label_key(label) or str(index)
            found = [position for position, labels, of in answers if not of and wanted in map(label_key, labels)]
        for position in found:
            yield index, position, by


def label_key(label: str | None) -> str:
    """Return a question's number or letter without its signs.

    >>> label_key("Frage 3:"), label_key("b)")
    ('3', 'b')
    """
    found = re.findall(r"[0-9]{1,4}|\b[a-z]\b", (label or "").casefold()[:60])
    return ".".join(found)


def _same(asked: list[tuple[int, str, str]], repeated: list[tuple[int, str, str]]) -> Iterator[tuple[int, tuple[int, str]]]:
    """Yield (index in the inquiry, (index in the answer, how)), each once: the most alike first, then those of one label."""
    one, other = {row[0]: set(words_of([row[2]])) for row in asked}, {row[0]: set(words_of([row[2]])) for row in repeated}
    alike = sorted(
        ((share, a, b) for a, words in one.items() for b, again in other.items() if (share := _share(words, again)) >= ALIKE),
        key=lambda row: (-row[0], abs(row[1] - row[2]), row[1]),
    )
    done: dict[int, int] = {}
    for _, a, b in alike:
        if a not in done and b not in done.values():
            done[a] = b
            yield a, (b, "text")
    left = {label_key(label): index for index, label, _ in repeated if index not in done.values() and label_key(label)}
    for index, label, _ in asked:
        if index not in done and (again := left.pop(label_key(label), None)) is not None:
            yield index, (again, "label")


def _share(one: set[int], other: set[int]) -> float:
    return len(one & other) / (len(one | other) or 1)
