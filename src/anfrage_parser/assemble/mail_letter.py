"""Choose the letter in a mail: of a forwarded chain the innermost that asks; the mail's subject and day stand in for what it lacks."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.head.askers import known_parties
from anfrage_parser.conventions import Convention
from anfrage_parser.findings import finding
from anfrage_parser.model import Line, Piece, Source
from anfrage_parser.readers.kinds import KINDS, MAILS
from anfrage_parser.text.answer_marks import mark
from anfrage_parser.text.mail_chain import Letter, letters_in, only
from anfrage_parser.text.patterns import compiled

INQUIRIES = ("inquiry", "inquiry_with_answer")

ANSWERS = ("eantworte", "ntwort", "Stellung", "eile ich", "eilen wir", "itteilen", "Auskunft")
"""One of these stands in every mail that answers, or else marks like "zu 1)"."""

MEDIA_TYPES = frozenset(KINDS[kind].media_type for kind in (*MAILS, "p7m", "tnef"))
"""Media types of the text of a mail."""

MOST_TRIED = 12
"""Most mails of a chain that are tried."""


class Made(Protocol):
    """What was decided about some lines."""

    @property
    def convention(self) -> Convention:
        """The wording that was looked for."""

    @property
    def drafts(self) -> list[Draft]:
        """The inquiries that were found."""


Decided = TypeVar("Decided", bound=Made)


def is_mail(source: Source) -> bool:
    """Return whether a document is the text of a mail."""
    return source.media_type in MEDIA_TYPES


def is_covering(drafts: Sequence[Draft]) -> bool:
    """Return whether a mail's text asks nothing of its own: its questions are unnumbered, and nothing else makes a letter of it."""
    return not any(draft.number or draft.parties or any(q.label for q in draft.questions) for draft in drafts)


def letters(source: Source) -> list[Letter]:
    """Return the mails of a chain to try, the innermost first; none for any other document."""
    return letters_in(source.lines, source.text, is_mail(source))[:MOST_TRIED]


def without_head(source: Source) -> Sequence[Line]:
    """Return the lines of a document; of a mail without what its head says of people, in whose name nobody asks."""
    found = letters_in(source.lines, source.text, own=True) if is_mail(source) else []
    if not found or found[-1].head is None:
        return source.lines
    return only(source.lines, found[-1]._replace(end=len(source.lines)), subject=True)


def asks(drafts: Sequence[Draft]) -> bool:
    """Return whether these are inquiries with questions."""
    return any(draft.document_type in INQUIRIES and draft.questions for draft in drafts)


def chosen(lines: Sequence[Line], found: Sequence[Letter], decide: Callable[[Sequence[Line]], Decided]) -> Decided | None:
    """Return what was decided about the innermost mail that asks, rather one that is a letter by itself; None if none of them asks."""
    if (answer := _answering(lines, found, decide)) is not None:
        return answer
    weak: Decided | None = None
    for letter in found:
        made = _with_subject(lines, letter, decide)
        if made is not None and not is_covering(made.drafts):
            return made
        weak = weak or made
    return weak


def _answering(lines: Sequence[Line], found: Sequence[Letter], decide: Callable[[Sequence[Line]], Decided]) -> Decided | None:
    """Return what was decided about a mail that answers between the quoted lines of another, or above them."""
    outer = found[-1] if len(found) > 1 else None
    if outer is None or not any(map(_may_answer, lines[outer.start : outer.end])):
        return None
    whole = outer._replace(end=len(lines))
    quoted = {at for letter in found[:-1] if letter.head is not None for at in range(letter.head.start, letter.head.end)}
    rows = [
        line if at not in quoted else kept
        for at, (line, kept) in enumerate(zip(only(lines, whole, subject=True), only(lines, outer, subject=True), strict=True))
    ]
    tried = [decide(part) for part in (only(lines, outer, subject=True), rows)]
    answers = [made for made in tried if any(draft.answers_inquiry and _answers(draft) for draft in made.drafts)]
    return min(answers, key=lambda made: (sum(map(_unanswered, made.drafts)), -sum(map(_answered, made.drafts))), default=None)


def _may_answer(line: Line) -> bool:
    return any(word in line.raw for word in ANSWERS) or mark(line.text) is not None


def _answers(draft: Draft) -> bool:
    return bool(draft.answers) or any(question.answer for question in draft.questions)


def _answered(draft: Draft) -> int:
    return sum(question.answer is not None for question in draft.questions)


def _unanswered(draft: Draft) -> int:
    """Return how many questions have no answer, as those that an older mail quotes once more."""
    given = {index for answer in draft.answers for index in answer.questions}
    return sum(question.answer is None and index not in given for index, question in enumerate(draft.questions))


def _with_subject(lines: Sequence[Line], letter: Letter, decide: Callable[[Sequence[Line]], Decided]) -> Decided | None:
    """Decide about a mail by its own words; where they give no title, or no inquiry, with its subject."""
    made = decide(only(lines, letter, subject=False))
    if not asks(made.drafts) or made.drafts[0].title is None:
        full = decide(only(lines, letter, subject=True))
        if asks(full.drafts) and len(full.drafts) >= len(made.drafts):
            made = full
            _note_title(made.drafts[0], lines, letter, made.convention)
    for draft in made.drafts:
        if draft.date is not None and any(span.rule == "field:sent" for span in draft.date[1].spans):
            draft.findings.append(finding("date-from-mail", draft.date[1]))
    return made if asks(made.drafts) else None


def _note_title(draft: Draft, lines: Sequence[Line], letter: Letter, convention: Convention) -> None:
    """Add the finding that the title is the mail's subject; it loses the name of the group that asks."""
    at = letter.head.subject if letter.head is not None else None
    if draft.title is None or at is None or not draft.title.spans or not lines[at].start <= draft.title.spans[0].start < lines[at].end:
        return
    before, colon, after = draft.title.text.partition(": ")
    if colon and after and _is_group(before, draft, convention):
        draft.title = Piece(after, draft.title.spans)
    draft.findings.append(finding("title-from-mail", draft.title))


_OF_A_GROUP = compiled(
    r"(?i)[\s,&/+-]{0,3}(?:(?:der|die|von|und|Stadtrats|Rats|Kreistags|Gemeinderats)?[\s-]{0,2}(?:Fraktion|Gruppe)?)[\s,&/+-]{0,3}"
)
"""What may stand around the name of a party where nothing but the group is named."""


def _is_group(text: str, draft: Draft, convention: Convention) -> bool:
    """Return whether a text only names the group that asks."""
    if any(text.casefold() == name.casefold() for name, _ in draft.parties):
        return True
    known = list(known_parties(text, convention))
    ends = [0, *(found.end for found in known)]
    starts = [*(found.start for found in known), len(text)]
    return bool(known) and all(_OF_A_GROUP.fullmatch(text[end:start]) for end, start in zip(ends, starts, strict=True))
