"""The draft of a record: the same fields, each value with the spans it came from."""

from dataclasses import dataclass, field
from typing import NamedTuple

from anfrage_parser.model import Finding, Piece, Span


@dataclass(slots=True, eq=False)
class QuestionDraft:
    """One question."""

    block: int
    text: Piece
    number: int | None = None
    label: Piece | None = None
    parts: list[tuple[Piece, Piece]] = field(default_factory=list)
    tail: Piece | None = None
    answer: Piece | None = None


class AnswerDraft(NamedTuple):
    """An answer to several questions, or to a part of one."""

    labels: list[Piece]
    questions: list[int]
    """Indexes of the questions that it answers."""
    text: Piece
    shared: bool = False
    """Whether nothing says that it answers all of them: it only stands below questions with nothing between them."""


@dataclass(slots=True, eq=False)
class BlockDraft:
    """Questions announced together."""

    number: int
    heading: Piece | None = None
    intro: list[Piece] = field(default_factory=list)
    lead_in: Piece | None = None


class Person(NamedTuple):
    """An asking member, or a signatory."""

    name: Piece
    role: Piece | None = None
    party: str | None = None
    party_at: Piece | None = None
    """The party as printed."""


class Reason(NamedTuple):
    """What speaks for a value, and how much; against it if the points are negative."""

    name: str
    points: float


class Rival(NamedTuple):
    """What may be a field's value."""

    field: str
    value: str
    piece: Piece
    rule: str
    before: str = ""
    """What stands before it on its line."""
    claimed: bool = True
    """Whether its place is its own, or belongs to the words around it."""
    why: tuple[Reason, ...] = ()

    @property
    def points(self) -> float:
        """Return the sum of what speaks for it and against it."""
        return sum([reason.points for reason in self.why])


@dataclass(slots=True, eq=False)
class Draft:
    """One inquiry being assembled."""

    document_type: str = "inquiry"
    answers_inquiry: bool = False
    """Whether it was read as an answer paper."""
    paper_type: Piece | None = None
    number: Piece | None = None
    date: tuple[str, Piece] | None = None
    date_basis: str | None = None
    received: tuple[str, Piece] | None = None
    place: Piece | None = None
    body: Piece | None = None
    parties: list[tuple[str, Piece]] = field(default_factory=list)
    parties_from: str = "head"
    """Where the asking groups were read: "head", else "signature" or "text"."""
    askers: list[Person] = field(default_factory=list)
    title: Piece | None = None
    addressee: Piece | None = None
    committee: Piece | None = None
    session_date: tuple[str, Piece] | None = None
    session_announced: Piece | None = None
    """A formula that announces the session but leaves its date empty."""
    agenda_item: Piece | None = None
    agenda_announced: Piece | None = None
    public: tuple[bool, Piece] | None = None
    responsible: Piece | None = None
    due: tuple[str, Piece] | None = None
    answered_by: Piece | None = None
    refers_number: Piece | None = None
    refers_date: tuple[str, Piece] | None = None
    refers_several: bool = False
    """Whether an answer names inquiries of several days."""
    """Reference and day of the inquiry that an answer is about."""
    rivals: list[Rival] = field(default_factory=list)
    """What was offered for the fields that a contest decides; with its reasons once they are decided."""
    doubted: set[str] = field(default_factory=set)
    """The fields for which another value was nearly as good, or for whose value little speaks."""
    opening: list[Piece] = field(default_factory=list)
    """What begins the preamble on a line of the head: "Anfrage: Am Hafen fehlt der Belag."."""
    announcements: list[Piece] = field(default_factory=list)
    """Sentences that only say that somebody asks: "Die SPD-Fraktion hat folgende Anfrage eingereicht:"."""
    preamble: list[Piece] = field(default_factory=list)
    blocks: list[BlockDraft] = field(default_factory=list)
    questions: list[QuestionDraft] = field(default_factory=list)
    answers: list[AnswerDraft] = field(default_factory=list)
    """Answers to several questions together; those to one are in `questions`."""
    footnotes: list[tuple[Piece, Piece]] = field(default_factory=list)
    """(label, text) of each."""
    rationale: list[Piece] = field(default_factory=list)
    signatories: list[Person] = field(default_factory=list)
    signed: bool = False
    """Whether a closing formula or "unterzeichnet von" announces signatures."""
    greeted: bool = False
    """Whether a salutation precedes the text, which may then begin in lower case."""
    findings: list[Finding] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)
    unassigned: list[tuple[int, Span]] = field(default_factory=list)
    """(line number, span) of leftover text."""
