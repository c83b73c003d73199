"""Where answers that belong to several questions stand when a record is shown."""

from anfrage_parser.record.schema import Answer, Inquiry


def below_questions(record: Inquiry) -> dict[int, list[tuple[int, Answer]]]:
    """Return by the index of a question the entries of `answers` that are shown below it, each with its position.

    That is the last of their questions; 0 has those whose questions the document doesn't repeat.
    """
    there = {question.index for question in record.questions}
    found: dict[int, list[tuple[int, Answer]]] = {}
    for position, answer in enumerate(record.answers):
        found.setdefault(max(there.intersection(answer.questions), default=0), []).append((position, answer))
    return found
