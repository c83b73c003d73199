"""Decide what the lines mean together: one decision over all proposals, and one field for every character."""

from collections.abc import Sequence

from anfrage_parser.assemble.answers.asked import answered_in_turn, repeated
from anfrage_parser.assemble.answers.between import names_both, take_answerer, without_mention
from anfrage_parser.assemble.answers.evidence import answered_by_office
from anfrage_parser.assemble.answers.frame import asker_end, end_of_answers, without_notices, without_page_heads
from anfrage_parser.assemble.answers.in_turn import InTurn
from anfrage_parser.assemble.answers.inquiry_in_text import read_reference
from anfrage_parser.assemble.answers.office import read_office
from anfrage_parser.assemble.answers.paper import answers_inquiry, first_answer, last_answer, prepared
from anfrage_parser.assemble.answers.place import answer_start, answers_all, folded, is_paper, without_page_numbers
from anfrage_parser.assemble.answers.reply import Reply
from anfrage_parser.assemble.answers.unnumbered_paper import read_paper
from anfrage_parser.assemble.captions import read_apart, read_captions
from anfrage_parser.assemble.document_type import document_type, is_answered
from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.findings.doubts import doubts
from anfrage_parser.assemble.findings.doubts_text import Text
from anfrage_parser.assemble.footnotes import take_footnotes
from anfrage_parser.assemble.head.contest import choose
from anfrage_parser.assemble.head.end_of_head import head_end
from anfrage_parser.assemble.head.head import Head
from anfrage_parser.assemble.head.late_values import read_late_values
from anfrage_parser.assemble.head.session_text import lines_of, may_name_session, read_session_text
from anfrage_parser.assemble.head.unclaimed import name_session, offer_unclaimed
from anfrage_parser.assemble.infer import infer
from anfrage_parser.assemble.ledger import Ledger, part
from anfrage_parser.assemble.paper_end import without_end
from anfrage_parser.assemble.prose import paragraphs
from anfrage_parser.assemble.questions.main_text import MainText
from anfrage_parser.assemble.questions.outline import Node, outline
from anfrage_parser.assemble.questions.unnumbered import Unnumbered
from anfrage_parser.assemble.retract import BEGINNINGS, NAME_REACH, is_running_text, take_back
from anfrage_parser.assemble.signatures import Tail
from anfrage_parser.assemble.signatures_start import tail_start
from anfrage_parser.assemble.split_documents import split_inquiries
from anfrage_parser.assemble.strip_web_page import without_links, without_mail_foot
from anfrage_parser.assemble.text_width import Measure, measure
from anfrage_parser.conventions import Convention
from anfrage_parser.findings import finding
from anfrage_parser.model import CLOSING, FIELD, FURNITURE, HEADING, SALUTATION, SIGNED, Finding, Line, Piece, Span, Unit
from anfrage_parser.text.values import Found, find_dates


def assemble(units: Sequence[Unit], lines: Sequence[Line], convention: Convention) -> list[Draft]:
    """Return the inquiries and answers of a document, one draft each; another kind of document gives one draft with its `document_type`."""
    if not units:
        return _nothing(lines)
    papers = list(split_inquiries(units))
    drafts: list[Draft] = []
    joined = False
    for number, (group, answers) in enumerate(papers):
        first = group[0].line.number if number else lines[0].number
        rest = papers[number + 1 :]
        reply = rest[0][0] if rest and rest[0][1] and not answers and _is_answered_by(group, rest[0][0]) else ()
        ends = [paper[0].line.number for paper, _ in (rest[1:] if reply else rest)]
        own = [line for line in lines if first <= line.number < (ends[0] if ends else lines[-1].number + 1)]
        draft, paper = _assemble_one([*group, *reply], own, convention, reply[0] if reply else None, answers)
        if answers:
            drafts[-1].findings += [] if joined else [_followed_by(group[0])]
        drafts.append(draft)
        joined = bool(reply)
        if paper and not reply:  # the answer that stands behind it, as a paper of its own
            drafts += _behind(group, own, paper[0].line.number, convention)
    return drafts


def _nothing(lines: Sequence[Line]) -> list[Draft]:
    """Return the draft of a document in which nothing is said: boxes that nobody ticked have a place all the same."""
    draft = Draft(document_type="other")
    draft.places, draft.unassigned = Ledger().close(lines)
    return [draft] if draft.places else []


def _behind(units: Sequence[Unit], lines: Sequence[Line], start: int, convention: Convention) -> list[Draft]:
    """Return the draft of the answer that begins at a line of a paper, if it is one to an inquiry."""
    rest = [unit for unit in units if unit.line.number >= start]
    draft, _ = _assemble_one(rest, [line for line in lines if line.number >= start], convention)
    return [draft] if draft.answers_inquiry else []


def _is_answered_by(inquiry: Sequence[Unit], paper: Sequence[Unit]) -> bool:
    """Return whether a paper answers the questions of the inquiry before it."""
    return answers_all(paper, 0, folded(" ".join([unit.text for unit in inquiry])))


def _followed_by(unit: Unit) -> Finding:
    """Return the finding that the answer follows the inquiry, at the answer's first line."""
    place = Span(unit.line.at(unit.start), unit.line.at(unit.end), "source")
    return finding("answer-follows", Piece("", (place,)), page=unit.line.page)


def _assemble_one(
    units: Sequence[Unit], lines: Sequence[Line], convention: Convention, answer: Unit | None = None, answers: bool = False
) -> tuple[Draft, Sequence[Unit]]:
    """Assemble one inquiry or answer: set furniture aside, find the numbering, read head, end and text, then infer missing values.

    `answer` is the first unit of the paper behind it that answers it, if there is one; `answers` says that it is such a paper.
    Returns the draft, and the units of such a paper that was found behind it.
    """
    ledger, draft = Ledger(), Draft()
    flow = _flow(units, ledger, draft, convention)
    both = not answers and names_both(flow[:NAME_REACH])
    paper = answers or (answer is None and not both and answers_inquiry(flow))
    flow = without_page_heads(without_mention(flow, ledger), ledger)
    flow = without_notices(flow, ledger) if paper or both else flow
    width = measure(flow)
    flow, signed, reply = _split_reply(flow, ledger, answer, paper)
    flow = prepared(flow, ledger, draft, convention) if paper else flow
    if both or reply:
        read_office([*flow[: NAME_REACH if both else 0], *reply[:OFFICE_REACH]], ledger, draft)
    tops = repeated(outline(flow, answered=True), flow) if paper else outline(flow)
    start = min(head_end(flow, tops, width, convention) if flow else 0, first_answer(flow) if paper else len(flow))
    after = max(tops[-1].last().unit.index + 1 if tops else start, start, last_answer(flow) if paper and not reply else 0)
    flow = without_end(flow, after, ledger, draft, convention)
    end = tail_start(flow, after, convention)
    head = _read_head(flow, start, ledger, draft, convention)
    read_late_values(head, flow[start:end], tops, width)
    if draft.session_date is None or draft.committee is None:
        read_session_text(draft, ledger, _around_questions(flow, tops, width), convention)
    tail = Tail(convention, ledger, draft)
    end = min(end, end_of_answers(flow, after)) if paper else end
    answered = not reply and bool(tops) and (paper or both or is_answered(flow[start:end], tops) or answered_by_office(flow))
    stop = take_answerer(flow, end, tops, ledger) if answered and not paper else None
    body = flow[start : end if stop is None else stop]
    offer_unclaimed(flow[:start], ledger, draft, convention)
    name_session(flow[:start], ledger, draft, convention)
    tail.read([*signed, *(flow[end:] if stop is None else [])])
    choose(draft, ledger)
    if paper:
        read_reference(flow, start, width, ledger, draft, convention)
    builder = _builder(body, tops, width, ledger, draft, answered)
    if paper and not tops and not reply:
        read_paper(body, builder, convention)
    else:
        builder.build()
    behind = reply if reply and not paper and (answer is not None or is_paper(reply)) else []
    if reply:
        draft.findings += [_followed_by(reply[0])] if behind else []
        Reply(builder, convention).read(reply)
    draft.preamble[:0] = draft.opening
    infer(draft, () if paper else tail.groups, convention, answer=paper)
    draft.answers_inquiry = paper
    draft.document_type = "answer" if paper else document_type(flow, draft)
    draft.signed = any(SIGNED in u.roles or (CLOSING in u.roles and u.label(CLOSING, "closing")) for u in flow[end:])
    draft.greeted = any(SALUTATION in u.roles for u in body)
    draft.places, draft.unassigned = ledger.close(lines)
    draft.findings = [*doubts(draft, Text(flow, start, end, width, ledger), draft.unassigned), *draft.findings]
    return draft, behind


def _flow(units: Sequence[Unit], ledger: Ledger, draft: Draft, convention: Convention) -> list[Unit]:
    """Return the units that are text of the paper: no footnotes, page marks, links, stamps, heads of later pages."""
    draft.footnotes = take_footnotes(units, ledger)
    flow = without_links(_without_page_marks(without_mail_foot(units, ledger), ledger), ledger, convention)
    flow = _take_stamps(flow, ledger, draft)
    take_back(flow)
    return flow


def _read_head(flow: Sequence[Unit], start: int, ledger: Ledger, draft: Draft, convention: Convention) -> Head:
    """Read the lines of the head, captions first; return what goes on to read it."""
    read_captions(flow[:start], ledger, draft, convention)
    head = Head(convention, ledger, draft)
    head.greeted = start < len(flow) and SALUTATION in flow[start].roles
    head.read_lines(flow[:start])
    read_apart(flow[:start], ledger, draft, convention)
    return head


def _builder(body: Sequence[Unit], tops: Sequence[Node], width: Measure, ledger: Ledger, draft: Draft, answered: bool) -> MainText:
    """Return what builds the text: numbered questions, such with their answers between them, or unnumbered ones."""
    if not tops:
        return Unnumbered(body, width, ledger, draft)
    return InTurn(body, tops, width, ledger, draft) if answered else MainText(body, tops, width, ledger, draft)


def _split_reply(units: Sequence[Unit], ledger: Ledger, answer: Unit | None, paper: bool) -> tuple[list[Unit], list[Unit], list[Unit]]:
    """Return the units of the inquiry, its signature above its reasons, and the answers behind it, if there are any."""
    begin = answer_start(units)
    if answer is not None:
        begin = min(begin, next((i for i, unit in enumerate(units) if unit.line.number >= answer.line.number), len(units)))
    if begin == len(units) or (paper and answered_in_turn(units[:begin])):
        return list(units), [], []
    asked, signed = asker_end(without_page_numbers(units[:begin], ledger))
    for index, unit in enumerate(asked):
        unit.index = index
    return asked, signed, list(units[begin:])


def _around_questions(units: Sequence[Unit], tops: Sequence[Node], width: Measure) -> list[list[Unit]]:
    """Return the paragraphs above the first question and behind the last one; all of them if no question is numbered."""
    first, last = (tops[0].unit.index, tops[-1].last().unit.index) if tops else (len(units), len(units))
    parts = [part for part in (units[:first], units[last + 1 :]) if may_name_session(lines_of(part))]
    return [group for part in parts for group in paragraphs(part, width)]


def _set_aside(unit: Unit, ledger: Ledger) -> bool:
    """Claim page marks and running heads, which may interrupt a sentence as footnotes do; return whether the unit was one."""
    if unit.line.note is not None:
        return True
    label = unit.label(FURNITURE, "page") or unit.label(FURNITURE, "running")
    if label is None:
        return False
    ledger.unit(unit, "furniture", label.rule)
    return True


def _is_cell(unit: Unit, above: Sequence[Unit]) -> bool:
    """Return whether an apparent page mark ("–", "12/24") is a cell in a row below column headings."""
    if not unit.start and unit.end == len(unit.line.text):
        return False
    head = next((u for u in reversed(above) if u.line is not unit.line), None)
    label = head.label(FIELD) if head is not None and head.line.number == unit.line.number - 1 else None
    return head is not None and label is not None and label.start == len(head.text)


def _take_stamps(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> list[Unit]:
    """Return the units without receipt stamps within the text ("EINGEGANGEN 12. Feb. 2021"); the first one sets `received`."""
    if not any(unit.label(FIELD, "received") for unit in units if FIELD in unit.roles):
        return list(units)
    flow: list[Unit] = []
    begun = False
    for unit in units:
        begun = begun or not unit.roles.isdisjoint(BEGINNINGS) or (HEADING in unit.roles and unit.label(HEADING, "reasons") is not None)
        before = flow[-1] if flow else None
        label = unit.label(FIELD, "received") if before is not None and FIELD in unit.roles else None
        dates = find_dates(unit.text) if label is not None else []
        if before is None or label is None or not dates or not _is_stamp(unit, dates[0], begun or is_running_text(before)):
            unit.index = len(flow)
            flow.append(unit)
            continue
        piece = ledger.piece([part(unit, dates[0].start, dates[0].end)], "received", label.rule)
        draft.received = draft.received or (dates[0].value, piece)
        ledger.unit(unit, "label", "stamp")
    return flow


def _is_stamp(unit: Unit, date: Found, inside: bool) -> bool:
    return inside and not unit.text[date.end :].strip(" .")


OFFICE_REACH = 6
"""Lines at the top of the answers behind all questions that name who gives them."""

SHORT_HEAD, HEAD_REACH = 8, 10
"""Most characters of a line that may come again by chance; lines at the top that may be repeated on later pages."""


def _without_page_marks(units: Sequence[Unit], ledger: Ledger) -> list[Unit]:
    """Return the units without page marks, renumbered; those after a page break are marked as `torn`."""
    flow: list[Unit] = []
    torn = False
    page = 0
    for unit in units:
        if FURNITURE in unit.roles and not _is_cell(unit, flow) and _set_aside(unit, ledger):
            torn = True
            continue
        if torn and flow and len(unit.text) > SHORT_HEAD and unit.text in {u.text for u in flow[:HEAD_REACH]}:
            ledger.unit(unit, "furniture", "running-head")  # below a page's mark, in a text without page breaks
            continue
        unit.torn = torn or (page != unit.line.page and bool(flow))
        unit.index, torn, page = len(flow), False, unit.line.page
        flow.append(unit)
    return flow
