"""The title of an inquiry: candidates from the head and from the lines above the text, and one choice.

What is labelled as subject, what a headline leaves over, and what stands alone above the text are weighed together; the words that
come again in the questions, the size of the letters and the place count, and what only a page's menu or a sentence says counts against.
"""

from collections.abc import Iterator, Sequence

from anfrage_parser.assemble.draft import Reason, Rival
from anfrage_parser.assemble.head.askers import known_parties
from anfrage_parser.assemble.head.head import Head
from anfrage_parser.assemble.head.title_evidence import WORD, Candidate, evidence, is_note, is_sentence, looks
from anfrage_parser.assemble.ledger import Slice, joined, part, whole
from anfrage_parser.assemble.prose import announces_inquiry, begins_as_question, is_heading, names_kind
from anfrage_parser.assemble.sentences import sentences
from anfrage_parser.conventions import key
from anfrage_parser.label.group_rules import LOCAL_GROUP
from anfrage_parser.model import AGENDA, CLOSING, FIELD, HEADING, ITEM, LEAD_IN, SALUTATION, Piece, Role, Span, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import Found

WEIGHTS = {
    "field:title": 8.0,  # "Betreff:" says that it is one
    "field:here": 3.0,  # "hier: Anfrage nach § 24" says what kind of paper it is
    "headline": 4.0,  # "Anfrage der CDU zum Radweg": what is left of the line by which the paper names itself
    "title:agenda": 4.0,  # alone below the formula that asks for a place on the agenda
    "title:position": 3.0,  # alone in the head
    "title:line": 3.0,  # the line behind "… stellt nachfolgende Anfrage:"
    "title:text": 2.5,  # alone above the first sentence
}
"""What the place of a title is worth."""


LARGER = 1.0
"""What it is worth that a title is set larger than the others, or bold."""


LEAST = 0.5
"""Fewer points make no title."""

CLOSE = 1.0
"""Two different titles are a doubt if so many points or fewer lie between them."""

MOST_UNITS = 200
"""Lines of a text whose words a title is compared with."""

REACH = 4
"""Paragraphs of the text whose first may be the title."""

SHORT = 7
"""Letters of a title that may stand again by chance."""

LONGEST = 220
"""Characters of a title that stands above the text."""


def choose_title(head: Head, opening: Sequence[Sequence[Unit]], body: Sequence[Unit]) -> None:
    """Give the draft the best of what may be its title; `opening` are the first paragraphs below the head, `body` all lines there."""
    found = [*_claimed(head), *_alone(head), *_above_text(opening, head.greeted)]
    text = "\n".join(unit.text for unit in body[:MOST_UNITS]).casefold() if len(found) > 1 else ""
    rated = []
    for row in found:
        points = evidence(row, text)
        why = (Reason(row.rule, row.weight), Reason("words", points))
        head.draft.rivals.append(Rival("title", row.text, row.piece or _mention(row), row.rule, why=why))
        rated.append(row._replace(weight=row.weight + points))
    best = max(enumerate(rated), key=lambda row: (row[1].weight, row[0]), default=None)
    if best is not None and best[1].weight >= LEAST:
        _take(head, best[1], rated)
        _skip_note(head, best[1], opening)
    elif head.draft.title is not None:
        _give_up(head)
    _begin_text(head)
    _announcements(head, opening)
    for unit in (u for group in head.free for u in group):
        if HEADING in unit.roles and not head.ledger.taken(unit):
            head.ledger.unit(unit, "label", "heading")


def _mention(row: Candidate) -> Piece:
    """Return a title that nobody claimed yet, with the place of its first line."""
    unit, start, _ = row.slices[0]
    return Piece(row.text, (Span(unit.line.at(start), unit.line.at(start), "title", row.rule),))


def _claimed(head: Head) -> Iterator[Candidate]:
    """The titles that a label or headlines gave."""
    title = head.draft.title
    if title is not None:
        yield Candidate(title.text, (), head.fields.title_rule, WEIGHTS.get(head.fields.title_rule, 4.0), title)
    for other in head.fields.other_titles:
        yield Candidate(other.text, (), "headline", WEIGHTS["headline"], other)


def _alone(head: Head) -> Iterator[Candidate]:
    """The paragraphs of the head that nothing else explains; larger and bolder ones are worth more."""
    good = [g for g in head.free if WORD.search(" ".join(u.text for u in g)) and not is_note(g) and not _is_letterhead(head, g)]
    sizes = [looks(group) for group in good]
    for group, size in zip(good, sizes, strict=True):
        topic = len(group) > 1 and "," not in group[0].text and group[0].text.endswith(head.convention.words("subjects", "topics"))
        slices = [_bare(u) for u in group[1:] if topic] or [_bare(u) for u in group]
        larger = LARGER if size == max(sizes) and size > min(sizes) else 0.0
        yield Candidate(joined(slices)[0], slices, "title:position", WEIGHTS["title:position"] + larger)


_MARKS = compiled(r"\A(?:[*_]{1,3}(?=\S.*[*_]\Z)|#{1,6}\s)")


def _bare(unit: Unit) -> Slice:
    """Return a line without the marks of bold text in mails: "*Lärm am Hafen*"."""
    marks = _MARKS.match(unit.text)
    if marks is None:
        return whole(unit)
    end = len(unit.text.rstrip("*_"))
    return part(unit, marks.end(), end) if end > marks.end() else whole(unit)


def _above_text(opening: Sequence[Sequence[Unit]], greeted: bool) -> Iterator[Candidate]:
    """Paragraphs that stand like a heading above the first sentence, and the line behind "… stellt nachfolgende Anfrage:".

    Below a salutation there is no heading of the whole letter.
    """
    for number, group in enumerate(opening[:REACH]):
        for before, unit in zip([None, *group], group, strict=False):
            if before is not None and announces_inquiry(before.text) and _may_be_title([unit]):
                yield Candidate(unit.text, [whole(unit)], "title:line", WEIGHTS["title:line"])
        heading = group[: _bolder(group)]
        if not greeted and heading and _may_be_title(heading):
            slices = [whole(u) for u in heading]
            yield Candidate(joined(slices)[0], slices, "title:text", WEIGHTS["title:text"])
        if not greeted and number + 1 < len(opening) and _may_be_title(group):
            slices = [whole(u) for u in group]
            yield Candidate(joined(slices)[0], slices, "title:text", WEIGHTS["title:text"])


def _bolder(group: Sequence[Unit]) -> int:
    """Return how many lines begin a paragraph that are set bold, over others that are not: a heading with no white below it."""
    bold = next((number for number, unit in enumerate(group) if not unit.line.bold), 0)
    return bold if not any(unit.line.bold for unit in group[bold:]) else 0


NO_HEADING = (ITEM, LEAD_IN, SALUTATION, AGENDA, HEADING, CLOSING, FIELD, Role.DATE, Role.FURNITURE, Role.SIGNED, Role.TABLE)


def _may_be_title(group: Sequence[Unit]) -> bool:
    """Whether a paragraph of the text stands there as a heading."""
    text = " ".join(u.text for u in group)
    if len(group) > 3 or len(text) > LONGEST or any(u.is_a(*NO_HEADING) or u.label(Role.TYPE, "answer") for u in group):
        return False
    return is_heading(text[:100]) and not text.endswith((".", "?", "!", ":", ";", ",")) and text.count(" ") > 0


def _take(head: Head, best: Candidate, rated: Sequence[Candidate]) -> None:
    """Claim the chosen title, and give back the one that lost."""
    same = key(best.text)
    others = [(key(row.text), row.weight) for row in rated if row is not best]
    rivals = [weight for text, weight in others if text not in same and same not in text]
    if rivals and best.weight - max(rivals) < CLOSE and best.rule != "field:title":
        head.draft.doubted.add("title")
    if best.piece is not None and best.piece is head.draft.title:
        return
    _leave_repeated(head, best, rated)
    if head.draft.title is not None:
        _give_up(head)
    if best.piece is not None:
        head.draft.title = best.piece
        head.ledger.move(best.piece.spans, "title", best.rule)
        return
    if best.rule == "title:line":
        head.draft.title = head.ledger.piece(best.slices, "title", best.rule)  # as it stands there: "Anfrage zum Umbau des Spielplatzes"
    head.fields.title(best.slices, best.rule)
    for unit, start, _ in best.slices[:1]:
        above = head.free[-1] if head.free else []
        if unit in above and above[0] is not unit and start == unit.start:
            head.ledger.unit(above[0], "label", "title:topic")


def _leave_repeated(head: Head, best: Candidate, rated: Sequence[Candidate]) -> None:
    """Leave out the same words elsewhere in the head."""
    again = (row for row in rated if row is not best and row.rule == best.rule == "title:position" and key(row.text) == key(best.text))
    for unit in (unit for row in again for unit, _, _ in row.slices if not head.ledger.taken(unit)):
        head.ledger.unit(unit, "furniture", "title:repeated")


def _give_up(head: Head) -> None:
    """Take the title back that a headline gave: its sentences begin the text, anything else is of the page."""
    title = head.draft.title
    if title is None:
        return
    text = is_sentence(title.text)
    head.ledger.move(title.spans, "preamble" if text else "furniture", "headline:text" if text else "headline:menu")
    head.draft.opening += [title] if text else []
    head.draft.title = None


def _begin_text(head: Head) -> None:
    """Leave out the sentences above a salutation; without one, give those that end the head to the text: "Die Wehre sind alt."."""
    title = head.draft.title
    if head.greeted:
        sentences_above = [group for group in head.free if is_sentence(joined([whole(u) for u in group])[0])]
        for unit in (u for group in sentences_above for u in group if not head.ledger.taken(u)):
            head.ledger.unit(unit, "furniture", "above-salutation")  # what a site says about the letter
        return
    for group in head.free:
        after = title is not None and bool(title.spans) and group[0].line.start > title.spans[-1].start
        if after and not any(head.ledger.taken(u) for u in group) and is_sentence(joined([whole(u) for u in group])[0]):
            head.draft.opening.append(head.ledger.piece([whole(u) for u in group], "preamble", "prose"))


def _announcements(head: Head, opening: Sequence[Sequence[Unit]]) -> None:
    """Leave out the sentences above the text that only say that somebody asks: "Die SPD-Fraktion hat folgende Anfrage eingereicht:"."""
    for group in opening[:REACH]:
        if not [u for u in group if "rage" in u.text]:
            continue
        text, places = joined([whole(u) for u in group if not head.ledger.taken(u) and SALUTATION not in u.roles])
        if "nfrage" not in text and "Fragen" not in text:
            continue
        for start, end in _parts(text):
            more = (end < len(text) and not begins_as_question(text[end:].lstrip())) or (end >= len(text) and group is not opening[-1])
            if more and (announces_inquiry(text[start:end].strip()) or names_kind(text[start:end].strip())):
                head.draft.announcements.append(
                    head.ledger.piece(places.slices(start, start + len(text[start:end].rstrip())), "label", "announcement")
                )


def _parts(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a paragraph; a colon ends one, too."""
    out: list[tuple[int, int]] = []
    for start, end in sentences(text):
        while (colon := text.find(": ", start, end)) >= 0:
            out.append((start, colon + 1))
            start = colon + 2
        out.append((start, end))
    return out


def _skip_note(head: Head, best: Candidate, opening: Sequence[Sequence[Unit]]) -> None:
    """Leave out what a council's site says between its own heading and the paper, which begins with the same words again."""
    wanted = key(best.text)
    for number, group in enumerate(opening[: 2 * REACH] if len(wanted) > SHORT else ()):
        if [u for u in group if ITEM in u.roles or LEAD_IN in u.roles]:
            return
        alike = len(group) <= 3 and sum([len(u.text) for u in group]) < 2 * len(best.text)
        if alike and key(joined([whole(u) for u in group])[0]) == wanted:
            for unit in (u for g in opening[: number + 1] for u in g if not head.ledger.taken(u)):
                head.ledger.unit(unit, "furniture", "title:repeated")
            return


TOP_LINES = 3
"""Units above which a council is named as whose paper it is."""


def _is_letterhead(head: Head, group: Sequence[Unit]) -> bool:
    """ "FREIE WÄHLER Lindhafen" on top of a letter: the group that writes it."""
    text = group[0].text
    whole_text = " ".join(u.text for u in group)
    if (group[0].index < TOP_LINES and len(group) < TOP_LINES and _names_council(whole_text, head)) or (
        len(group) == 1 and _OFFICE.fullmatch(text)
    ):
        for unit in group:
            head.ledger.unit(unit, "furniture", "letterhead")
        return True
    found = next(known_parties(text, head.convention), None)
    if found is None and not group[0].index and LOCAL_GROUP.fullmatch(text):
        found = Found(0, len(text), text)
    if found is None or found.start > 4 or len(group) > 1 or len(text.split()) > 7 or (len(head.free) < 2 and head.draft.title is None):
        return False
    if not head.draft.parties:
        head.fields.askers([part(group[0], 0)], "letterhead")
    return True


_OFFICE = compiled(
    r"(?:Der|Die|Herrn?|Frau)?\s?(?:(?:\w{0,20}[Bb]ürgermeister|(?:Ober|Orts|Stadt)vorsteher|"
    r"Landr(?:at|ätin)|Stadtverordnetenvorsteher|Bezirksvorsteher)(?:in)?|\w{0,20}BÜRGERMEISTER(?:IN)?|LANDRAT|LANDRÄTIN|Magistrat|Senat|Gemeindeverwaltung|Stadtverwaltung)",
    needs=("ürgermeister", "BÜRGERMEISTER", "LANDR", "vorsteher", "Landr", "Magistrat", "Senat", "verwaltung"),
)
""" "Oberbürgermeister", the line of an address; "OBERBÜRGERMEISTER", of a stamp."""

_PLACE_NAME = compiled(
    r"(?:\s(?:der|des|im|in|am|an|von|Stadt|Gemeinde|Landkreises)){0,3}(?:[\s-][A-ZÄÖÜ(][\w.()/-]{1,30}){1,3}"
    r"(?:\sder\s(?:Stadt|Gemeinde|Landeshauptstadt)\s[A-ZÄÖÜ][\w-]{1,30})?"
)


def _names_council(text: str, head: Head) -> bool:
    """ "Stadtrat Neuenwalde", "Rat der Stadt Auental" on the first lines."""
    named = head.convention.committee.match(text)
    return named is not None and (named.end() == len(text) or _PLACE_NAME.fullmatch(text, named.end()) is not None or text.isupper())
