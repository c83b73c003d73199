"""Pair answers with inquiries: the clearest first, each once, none where two fit."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from anfrage_parser.linking.candidates import Index
from anfrage_parser.linking.evidence import CLEAR, ENOUGH, YEAR, Fit, Weights, fit
from anfrage_parser.linking.papers import Paper

CLOSE = 4
"""Points from which a pair that is not linked is worth a look."""

TELLING = frozenset({"number", "title", "questions", "day", "item"})
"""Evidence of which such a pair has some: that group and time fit says nothing."""

OF_ONE_NUMBER, OF_ONE_DAY = 0.7, 0.85
"""Share of words in common, in titles and in questions, from which two papers of one number, or of one day, are the same letter."""

MOST_ALIKE = 50
"""Papers of one number or day that are compared."""

Pair = tuple[int, int]
"""Places of an inquiry and of an answer among the papers."""


@dataclass(frozen=True, slots=True)
class Link:
    """An inquiry and its answer."""

    inquiry: int
    answer: int
    by: str
    """"number", "title", "document" (one file) or "hand"."""
    because: tuple[str, ...] = ()
    """The evidence: keys of `evidence.SAME`."""


@dataclass(slots=True)
class Links:
    """All links, and why a paper has none."""

    links: list[Link] = field(default_factory=list)
    doubtful: dict[int, list[int]] = field(default_factory=dict)
    """Paper without a link → those that fit it equally well."""
    weak: dict[int, int] = field(default_factory=dict)
    """Paper without a link → the best one, which didn't fit well enough."""
    copies: dict[int, int] = field(default_factory=dict)
    """Copy → the paper of the same wording that counts."""
    reminders: dict[int, int] = field(default_factory=dict)
    """Letter that reminds of an inquiry → that inquiry; it is one of `copies`, too, and so are its own copies."""
    parted: dict[int, int] = field(default_factory=dict)
    """Inquiry → an answer that somebody parted from it by hand."""
    answering: set[int] = field(default_factory=set)
    """Papers that call themselves inquiries, but answer one, see `_answering`."""


def repeats(links: Links, papers: Sequence[Paper]) -> dict[int, int]:
    """Return the copies and reminders that lists leave out → the paper that counts.

    Not two of the same words that name neither number nor day: they may be those of two years.
    """
    return {
        place: first
        for place, first in links.copies.items()
        if place in links.reminders or (papers[place].title and (papers[place].number or papers[place].asked)) or papers[place].is_answer
    }


def link(papers: Sequence[Paper], paired: Iterable[Pair] = (), parted: Collection[Pair] = ()) -> Links:
    """Link papers; `paired` by hand belong together, `parted` don't, whatever else speaks for them.

    An answer goes to one inquiry, or to each whose number it names. An inquiry gets one answer beside the interim replies that came
    before it.
    """
    weights = Weights(paper for paper in papers if not paper.is_answer)
    out = Links(copies=_copies(papers, weights))
    out.links += [Link(inquiry, answer, "hand") for inquiry, answer in paired]
    out.parted = dict(sorted(parted))
    out.links += [Link(*pair, "document", ("document",)) for pair in _behind(papers) if pair not in parted]
    out.answering = _answering(papers, weights)
    papers = [replace(paper, is_answer=True) if place in out.answering else paper for place, paper in enumerate(papers)]
    index = Index(papers, weights)
    out.reminders = dict(_reminders(index, out.copies))
    out.reminders |= {copy: out.reminders[first] for copy, first in out.copies.items() if first in out.reminders}
    out.copies |= out.reminders
    fits = [
        found
        for place, answer in enumerate(papers)
        if answer.is_answer and place not in out.copies
        for found in _fits(place, answer, index, weights)
        if (found.inquiry, place) not in parted and found.inquiry not in out.copies
    ]
    for interim in (False, True):
        _settle([found for found in fits if papers[found.answer].interim is interim], interim, out)
    out.links += _joint(papers, index, out, parted)
    linked = {found.inquiry: found for found in out.links if not papers[found.answer].interim}
    for copy, first in out.copies.items():
        if first in linked and copy not in linked and not papers[copy].is_answer and (copy, linked[first].answer) not in parted:
            out.links.append(Link(copy, linked[first].answer, linked[first].by, linked[first].because))
    return out


def _copies(papers: Sequence[Paper], weights: Weights) -> dict[int, int]:
    """Return copy → the paper that it is a copy of: the first one, and of several versions of an answer the latest."""
    first: dict[tuple[object, ...], int] = {}
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    out: dict[int, int] = {}
    for place, paper in sorted(enumerate(papers), key=lambda row: -row[1].answered.toordinal() if row[1].answered else 0):
        if not paper.title and not paper.questions:
            continue
        if (at := first.setdefault(paper.fingerprint, place)) != place:
            out[place] = out.get(at, at)
        elif (occasion := paper.occasion) is not None:
            others = alike[occasion]
            same = next((other for other in others if _filed_again(paper, papers[other], weights)), None)
            if same is not None:
                out[place] = same
            elif len(others) < MOST_ALIKE:
                others.append(place)
    return out


def _filed_again(one: Paper, other: Paper, weights: Weights) -> bool:
    """Return whether two papers of one number or day are one letter, read a little differently as Word, PDF or text."""
    if one.body and other.body and not one.body & other.body:
        return False
    least = OF_ONE_NUMBER if len(one.number) > 1 else OF_ONE_DAY
    pairs = ((one.title, other.title), (one.questions, other.questions))
    return all(a == b or weights.alike(a, b) >= least for a, b in pairs)


def _reminders(index: Index, copies: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield (reminder, its inquiry): the only one of the same groups with that subject in the months before."""
    for place, paper in enumerate(index.papers):
        if paper.reminder:
            others = ((at, index.papers[at]) for at in index.candidates(paper) if at not in copies)
            found = [at for at, other in others if not other.reminder and _reminds(paper, other, index.weights)]
            if len(found) == 1:
                yield place, found[0]


def _reminds(reminder: Paper, inquiry: Paper, weights: Weights) -> bool:
    if reminder.parties != inquiry.parties or reminder.asked is None or inquiry.asked is None or not inquiry.title:
        return False
    elsewhere = bool(reminder.body and inquiry.body and not reminder.body & inquiry.body)
    soon = 0 <= (reminder.asked - inquiry.asked).days <= YEAR
    return soon and not elsewhere and weights.shared(inquiry.title, reminder.title) >= 0.9


def _behind(papers: Sequence[Paper]) -> Iterator[Pair]:
    """Yield the pairs of an inquiry that carries its answers and the paper behind it in the file that gave them."""
    whole = {(paper.document, paper.part): place for place, paper in enumerate(papers) if paper.is_both}
    for place, paper in enumerate(papers):
        if paper.is_answer and not paper.is_both and (before := whole.get((paper.document, paper.part - 1))) is not None:
            yield before, place


LONGER = 1.3
"""How many more words stand in the questions of a paper that repeats an inquiry with answers in between."""


def _answering(papers: Sequence[Paper], weights: Weights) -> set[int]:
    """Return the inquiries that repeat a shorter one of the same number or agenda item, question by question: they hold its answers."""
    same: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, paper in enumerate(papers):
        if not paper.is_answer:
            for key in (paper.number, (paper.session, paper.agenda_item) if paper.session and paper.agenda_item else ()):
                if len(key) > 1:
                    same[key].append(place)
    out = set()
    for places in same.values():
        if len(places) == 2:
            short, long = sorted(places, key=lambda place: len(papers[place].questions))
            one, other = papers[short], papers[long]
            repeats = weights.alike(one.title, other.title) >= 0.9 and weights.shared(one.questions, other.questions) >= 0.8
            if repeats and len(other.questions) > LONGER * len(one.questions):
                out.add(long)
    return out


def _fits(place: int, answer: Paper, index: Index, weights: Weights) -> list[Fit]:
    return [Fit(place, at, *fit(answer, index.papers[at], weights)) for at in index.candidates(answer)]


def _joint(papers: Sequence[Paper], index: Index, out: Links, parted: Collection[Pair]) -> list[Link]:
    """Return the links of joint answers with the inquiries that they name beside the first; each needs its evidence, as the first does."""
    taken, found = {row.inquiry for row in out.links if not papers[row.answer].interim}, []
    for place, answer in enumerate(papers):
        for number in answer.also:
            fits = _fits(place, replace(answer, refers_to=number, asked=None), index, index.weights)
            open_ = [fit for fit in fits if fit.inquiry not in out.copies and (fit.inquiry, place) not in parted]
            named = [fit for fit in open_ if fit.points >= ENOUGH and "number" in fit.because]
            if len(named) == 1 and named[0].inquiry not in taken and place not in out.copies:
                found.append(Link(named[0].inquiry, place, "number", named[0].because))
                taken.add(named[0].inquiry)
    return found


def _settle(fits: Sequence[Fit], interim: bool, out: Links) -> None:
    """Link what fits, the clearest first; where two fit, none of them is linked."""
    answers, inquiries = _by("answer", fits), _by("inquiry", fits)
    taken_answers = {found.answer for found in out.links}
    taken: dict[int, int] = {} if interim else {found.inquiry: 100 for found in out.links if found.by == "hand"}  # inquiry → points
    for found in sorted(fits, key=lambda row: (-row.points, row.answer, row.inquiry)):
        if found.answer in taken_answers or found.inquiry in taken:
            continue
        if found.points < ENOUGH:
            if found.points >= CLOSE and TELLING.intersection(found.because):
                out.weak.setdefault(found.answer, found.inquiry)
                out.weak.setdefault(found.inquiry, found.answer)
            continue
        others = [row for row in answers[found.answer] if _rivals(row, found) and not taken.get(row.inquiry, 0) >= row.points + CLEAR]
        rivals = [] if interim else [row for row in inquiries[found.inquiry] if _rivals(row, found) and row.answer not in taken_answers]
        if others or rivals:
            out.doubtful.setdefault(found.answer, [found.inquiry, *(row.inquiry for row in others)])
            out.doubtful.setdefault(found.inquiry, [found.answer, *(row.answer for row in rivals)])
            continue
        by = "document" if "document" in found.because else "number" if "number" in found.because else "title"
        out.links.append(Link(found.inquiry, found.answer, by, found.because))
        taken_answers.add(found.answer)
        if not interim:
            taken[found.inquiry] = found.points


def _rivals(row: Fit, found: Fit) -> bool:
    """Return whether another pair is about as good as one."""
    return row is not found and row.points >= ENOUGH and row.points > found.points - CLEAR


def _by(side: str, fits: Sequence[Fit]) -> Mapping[int, list[Fit]]:
    out: dict[int, list[Fit]] = defaultdict(list)
    for found in fits:
        out[getattr(found, side)].append(found)
    return out
