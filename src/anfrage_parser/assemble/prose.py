"""Properties of running text: ends of sentences and paragraphs, questions and requests, headings."""

import re
from collections.abc import Sequence
from itertools import pairwise

from anfrage_parser.assemble.sentences import sentences
from anfrage_parser.assemble.text_width import Measure
from anfrage_parser.model import CLOSING, HEADING, ITEM, SALUTATION, Unit
from anfrage_parser.text.patterns import compiled

QUESTION_WORDS = frozenset(
    """was wer wem wen wessen wie wieso wieviel wieviele wann warum weshalb weswegen wo woher wohin womit wodurch worin woran wofür wozu
    wovon worauf woraus worüber
    welche welcher welches welchen welchem inwiefern inwieweit
    ist sind war waren hat haben hatte hatten kann können könnte könnten wird werden wurde wurden würde
    soll sollen sollte gibt gab gilt trifft treffen
    besteht bestehen plant planen beabsichtigt sieht sehen hält teilt darf dürfen muss müssen will wollen liegt liegen verfügt existiert
    existieren befürwortet unterstützt stimmt erfolgt erfolgte
    findet kommt kommen gehört entspricht reicht erhält erhalten bestätigt rechnet falls wenn sofern""".split()
)
"""First words of questions. A set, since the pattern would be slow to compile."""
_WHICH = frozenset(f"{word} welche{ending}" for word in ("auf", "in", "mit", "aus", "zu") for ending in ("", "r", "n", "m"))
QUESTION_PAIRS = frozenset(("ab wann", "bis wann", "seit wann", "in welches")) | _WHICH
_OPENING = compiled(r"\w{1,20}(?: \w{1,20})?")
_REQUESTS = compiled(
    r"\b(?:bitte[nt]?\s|um\s+(?:auskunft|mitteilung|aufklärung|erläuterung|beantwortung|darstellung|stellungnahme|information)|"
    r"wird\s(?:\w+\s){0,4}gebeten|werden\s(?:\w+\s){0,4}gebeten|es\swird\s(?:\w+\s){0,8}gebeten|beantrag(?:t|en|e)\b|möge\b|"
    r"erläutern\ssie|listen\ssie|nennen\ssie|teilen\ssie|legen\ssie|schildern\ssie|"
    r"stellen\ssie|führen\ssie|begründen\ssie|beschreiben\ssie|geben\ssie|aufzulisten|mitzuteilen|darzustellen|darzulegen)",
    re.IGNORECASE,
    needs=("sie", "bitte", "gebeten", "beantrag", "möge", "um", "aufzulisten", "mitzuteilen", "darzu"),
)

TERMINAL = tuple(".?!:;")
_CLOSERS = "\"“”»')]*_ "


def ends_sentence(text: str) -> bool:
    """Return whether a text ends like a sentence: ".", "?", "!", ":", ";", optionally followed by quotes and brackets."""
    return text.rstrip(_CLOSERS).endswith(TERMINAL)


def asks(text: str) -> bool:
    """Return whether a text has a question mark, begins like a question, or requests something."""
    return "?" in text or begins_as_question(text) or requests(text)


def begins_as_question(text: str) -> bool:
    """Return whether a text begins like a question, with a question word or a verb.

    >>> begins_as_question("Wie lange?"), begins_as_question("(Ab wann"), begins_as_question("Istanbul")
    (True, True, False)
    """
    opening = _OPENING.match(text, 1 if text.startswith(("„", '"', "(", "*")) else 0)
    words = opening.group().lower() if opening else ""
    return words.partition(" ")[0] in QUESTION_WORDS or words in QUESTION_PAIRS


def ends_as_question(text: str) -> bool:
    """Return whether the last sentence is a question, ignoring remarks in brackets."""
    bare = re.sub(r"\s?\([^()]{1,300}\)\s?[.]?\s?\Z", "", text.rstrip("\"“”»'*_ ."))
    return bare.rstrip(_CLOSERS).endswith("?") or text.rstrip(_CLOSERS).endswith("?")


def requests(text: str) -> bool:
    """Whether a text asks for something without a question mark: "Bitte listen Sie …", "Die Verwaltung wird um Auskunft gebeten"."""
    return _REQUESTS.search(text[:600]) is not None


LONGEST_ANNOUNCEMENT = 300
"""Characters of a sentence that only says that somebody asks."""

_SENDS = compiled(
    r"(?:[Hh]iermit|[Nn]amens\s|[Ii]m\s(?:Namen|Auftrag)\s|[Ii]ch\s|[Ww]ir\s|[Dd]ie\s\S{0,40}(?:[Ff]raktion|[Gg]ruppe)\s)"
    r"(?=[^?]{0,200}\b(?:richte\w?|stelle[nt]?|bitte[nt]?|reiche[nt]?|übermittel\w{0,2}|schicke[nt]?|sende[nt]?|übersende[nt]?|lege[nt]?)\b)"
    r"(?![^?]{0,200}\b(?:bereits|nicht|weil|damit|hat|haben|wurde)\b)[^?]{0,160}"
    r"\b(?:eine|(?:d(?:ie|er)\s)?(?:nach)?folgende|(?:d(?:ie|er)\s)?nachstehende|diese|unsere)[nr]?\s(?:\w{3,15}\s)?(?:Anfrage|Fragen)\b[^?.:]{0,90}\."
)
""" "ich richte die folgende Anfrage an Sie.", "hiermit stellen wir eine Anfrage nach § 21 an den Rat."."""

_ANNOUNCED = compiled(
    r"\A(?:[Aa]nbei|[Bb]eigefügt)\s(?:\w{3,12}\s){0,3}(?:meine|unsere|eine|die)[nr]?\s(?:\w{3,15}\s)?Anfrage\b[^?:]{0,120}\.\Z|"
    r"\b(?:[Ff]olgende|[Nn]achfolgende|[Nn]achstehende)[nr]?\s(?:\w{3,20}\s)?[Aa]nfrage\b[^:?]{0,120}"
    r"(?::|\b(?:ein|gestellt|eingereicht|zu\sstellen|zuleiten|einzureichen|übermitteln|zukommen|vorlegen|vor|richten|zu\srichten|einreichen|stellen)\.)\Z"
)


def announces_inquiry(text: str) -> bool:
    """Return whether a line only says that somebody asks: "Die SPD-Fraktion hat folgende Anfrage eingereicht:"."""
    if not text.endswith((":", ".")) or len(text) > LONGEST_ANNOUNCEMENT or not ("nfrage" in text or "Fragen" in text):
        return False
    return _ANNOUNCED.search(text) is not None or _SENDS.match(text) is not None


_KIND = compiled(r"\((?:(?:Kleine|Große|Schriftliche|Mündliche)\s)?Anfrage\b[^()]{0,80}\)")


def names_kind(text: str) -> bool:
    """Return whether a line in brackets only says what kind of paper it is: "(Anfrage gem. § 27 BezVG, öffentlich)"."""
    return _KIND.fullmatch(text) is not None


SHORT_HEADING = 45
"""Most characters of a heading among the items of a list."""

MOST_HEADING = 2
"""Most lines of a heading in a text."""


def is_heading(text: str) -> bool:
    """Return whether a text can be a heading: short, without the end of a sentence, not beginning in lower case.

    >>> is_heading("Zu Fallzahlen und Entwicklung"), is_heading("Falls ja:"), is_heading("die Kosten")
    (True, False, False)
    """
    bare = text.strip().lstrip("#* ")
    if not bare or len(bare) > 100 or not (bare[0].isupper() or bare[0].isdigit() or bare[0] in '„"§'):
        return False
    if FOOTNOTE_MARK.sub("", bare.rstrip("*")).endswith((".", "?", "!", ",", ";", "-")) or "   " in bare:  # "Rosenweg   80"
        return False
    last = bare.rstrip(':*"“ ').split()[-1:]
    return bool(last) and not (last[0].islower() and len(bare) > 60)


_VERBS = compiled(
    r"\b(?:ist|sind|war|hat|haben|wird|werden|wurde|wurden|kann|können|soll|sollen|muss|müssen|gibt|besteht|liegt|macht|führt)\b"
)


FOOTNOTE_MARK = compiled(r"(?<=[a-zäöüß][.])\s?(?:[0-9]{1,2}|[¹²³])\Z")
"""The mark of a footnote behind a sentence: "Die Busse sind alt.1"."""


def states(text: str) -> bool:
    """Return whether a few words are a complete statement: "Die Busse sind alt."."""
    text = FOOTNOTE_MARK.sub("", text)
    return text.endswith(".") and text.count(" ") > 1 and _VERBS.search(text) is not None


def is_topic(text: str) -> bool:
    """Return whether a numbered item is a heading of the items below it: a few words, no verb, no question, no colon."""
    return (
        len(text) <= 80
        and is_heading(text)
        and not text.rstrip().endswith(":")
        and not _VERBS.search(text)
        and not begins_as_question(text)
    )


SHORT_TEXT = 60
"""Length below which a line that ends a sentence ends a paragraph, in a text too short to measure its width."""

SHORT_LINE, OPEN_LINE = 0.82, 0.65
"""Shares of the text width below which a line ends a paragraph: one that ends a sentence, and one that doesn't."""


def _outdented(item: Unit, unit: Unit, width: Measure) -> bool:
    """Return whether a line is aligned with the marker above although the item's own lines are indented, so it isn't part of the item."""
    if not width.hang or ITEM not in item.roles or ITEM in unit.roles or not unit.text[:1].isupper():
        return False
    return bool(unit.line.bbox and item.line.bbox and unit.line.bbox[0] < item.line.bbox[0] + width.hang / 2)


def _is_marker(unit: Unit) -> bool:
    """ "1." alone on its line."""
    return all(label.start >= len(unit.text) for label in unit.labels if label.role is ITEM)


def breaks_before(before: Unit, unit: Unit, width: Measure, above: int = 0) -> bool:
    """Return whether a unit begins a new paragraph: after a blank line within no sentence, or after a short line.

    `above` is the number of the paragraph's characters above the previous line.
    """
    if ITEM in before.roles and _is_marker(before):
        return ITEM in unit.roles
    if SALUTATION in before.roles:
        return True
    if unit.gap and not (unit.torn and width.chars):
        return ends_sentence(before.text) or not runs_on(before.text, unit.text, above)
    return before.line is not unit.line and _ends_short(before, unit, width)


def _ends_short(before: Unit, unit: Unit, width: Measure) -> bool:
    """Return whether a line is so short that the next one begins a new paragraph."""
    upper = unit.text[:1].isupper()
    if not width.chars:
        return upper and len(before.text) < SHORT_TEXT and ends_sentence(before.text)
    if not ends_sentence(before.text):
        if not upper or width.share(before) >= OPEN_LINE or width.room(before, unit) <= 0:
            return False
        return not runs_on(before.text, unit.text)
    if width.right and before.line.bbox:
        return width.room(before, unit) > 0.02
    return width.room(before, unit) > 0 and width.share(before) < SHORT_LINE


_OPEN_WORDS = frozenset(
    """der die das den dem des ein eine einer eines einem einen und oder sowie mit von vom zu zum zur in im am an auf aus bei für durch
    gegen ohne um über unter vor nach seit bis als wie dass ob weil wenn ist sind hat haben wird werden liegt sich
    folgende folgenden folgender nachfolgende nachfolgenden nachfolgender nachstehende nachstehenden nachstehender
    nicht auch sehr bzw. z.b. ca. rund etwa nur betreffend betr. bezüglich bzgl. wegen""".split()
)


def ends_open(text: str) -> bool:
    """Return whether a line ends as no sentence or title does: with an article, a preposition, a comma, a hyphen."""
    words = text.split()
    return bool(words) and (words[-1].casefold() in _OPEN_WORDS or words[-1].endswith((",", "-", "–")))


SENTENCE_STARTS = frozenset(
    """der die das im in am an mit nach zum zur seit laut es bei für auf aus vor wir rund durch gemäß unter über ein eine
    bereits viele diese dieser dieses als wie wenn während um angesichts aufgrund trotz vom von bis derzeit aktuell
    gegenwärtig immer nicht auch so dies ende anfang""".split()
)
"""Words that begin sentences more often than the second line of a title."""


_CLOSED = compiled(r"\([^()0-9:]{2,60}\)\Z")
"""The group in brackets that ends a headline."""


def subject_lines(units: Sequence[Unit]) -> int:
    """Return how many of these consecutive lines are the title: up to the group in brackets, or to the beginning of a sentence."""
    for count, (before, unit) in enumerate(pairwise(units), 1):
        if _CLOSED.search(before.text) and unit.text[:1].isupper():
            return count
    text = " ".join(u.text for u in units)
    if len(units) < 2 or not any(text[start:end].rstrip().endswith(".") for start, end in sentences(text)):
        return len(units)
    for count, (before, unit) in enumerate(pairwise(units), 1):
        first = unit.text.split()[0]
        if first[0].isupper() and first.casefold() in SENTENCE_STARTS and not ends_open(before.text):
            return count
    return len(units)


def runs_on(before: str, after: str, above: int = 0) -> bool:
    """Return whether an unfinished sentence continues after a blank line: "… in Deutschland liegt⏎⏎Mainz meistens …"."""
    length = len(before) + above
    if before.split()[-1].casefold() in _OPEN_WORDS:
        return True
    if length < 40:
        return before.rstrip().endswith((",", "-")) and not before.rstrip().endswith(" -")
    last = before.split()[-1]
    return after[:1].islower() or last.endswith((",", "-")) or (last[0].islower() and length > 60)


def paragraphs(units: Sequence[Unit], width: Measure) -> list[list[Unit]]:
    """Group units into paragraphs."""
    out: list[list[Unit]] = []
    length = 0
    for unit in units:
        if out:
            group = out[-1]
            last = group[-1]
            apart = (unit.labels or last.labels) and _stands_alone(unit, last)
            if not apart and not breaks_before(last, unit, width, length) and not _outdented(group[0], unit, width):
                length += len(last.text)
                group.append(unit)
                continue
        out.append([unit])
        length = 0
    return out


def _stands_alone(unit: Unit, before: Unit) -> bool:
    """Return whether a line begins a paragraph without a gap: a bullet, a heading, or the line after a reasons heading."""
    if HEADING in before.roles and len(before.text) <= 60:
        return True
    if CLOSING in unit.roles or HEADING in unit.roles:
        heading = unit.label(HEADING)
        whole = heading is not None and (heading.end == len(unit.text) or heading.key == "reasons")
        if (CLOSING in unit.roles or whole) and ends_sentence(before.text):
            return True
    marker = unit.label(ITEM)
    return marker is not None and (marker.key == "bullet" or ends_sentence(before.text))


_FOLLOW_UP = compiled(
    r"(?:falls|wenn|sofern|und wenn|und falls|ggf\.|gegebenenfalls|warum nicht|wieso nicht|weshalb nicht)\b(?!.{0,80}\bwird\sdie\b)",
    re.IGNORECASE,
    needs=("falls", "wenn", "sofern", "ggf.", "warum", "wieso", "weshalb"),
)


def follows_up(text: str) -> bool:
    """Return whether a sentence only follows up the previous question: "Falls nein, warum nicht?"."""
    return len(text) <= 200 and _FOLLOW_UP.match(text) is not None
