"""Rules for lines of running text and what frames it: items, announcements, headings, formulas."""

import re
from collections.abc import Iterable, Iterator, Sequence

from anfrage_parser.conventions import Convention
from anfrage_parser.conventions.matching import key, opens
from anfrage_parser.model import Label, Role
from anfrage_parser.text.markers import find_markers, may_open
from anfrage_parser.text.patterns import compiled


def has_any(text: str, words: Iterable[str]) -> bool:
    """Whether any of the words stands in a text; a plain loop, since every line is asked many times."""
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False


def opens_item(word: str, convention: Convention) -> bool:
    """Whether a line with this first word may be an item."""
    return may_open(word)


def item(text: str, convention: Convention) -> Iterator[Label]:
    """ "1. Wie hoch sind die Kosten?"."""
    for marker, end in find_markers(text):
        yield Label(Role.ITEM, f"item:{marker.family}", marker.family, end, len(text), marker)


_FRAGE = compiled(r"Frage\s{0,2}(?:Nr\.?\s?)?[0-9]")
"""The marker of an item, which announces nothing."""


_GIVES_REASONS = compiled(r"\bbegründet\b|\bbegründen?\s(?:wir|ich)\b|\b(?:wir|ich)\sbegründen?\b|\bzur\sbegründung\b")
_ASKS_FOR_REASONS = ("wie ", "womit ", "wodurch ", "warum ", "weshalb ", "inwie", "mit welche", "wird ", "ist ", "bitte ", "was ")


COUNTED = tuple(f"{number} fragen" for number in ("zwei", "drei", "vier", "fünf", "sechs", "einige"))
"""How many questions follow: what a sentence that announces them may end with."""

_COUNTED = compiled(
    r"\b(?:bitte|bitten|stelle|stellen|habe|haben|richte|richten)\b.{0,60}\b(?:zwei|drei|vier|fünf|sechs|einige)\sfragen?\.\Z",
    needs=("frage.", "fragen."),
)
""" "ich bitte um antwort auf drei fragen."."""


def lead_in(text: str, convention: Convention) -> Iterator[Label]:
    """ "Wir fragen daher die Verwaltung:", "Fragen an den Magistrat"."""
    if (text[0] in "F" and _FRAGE.match(text)) or any(marker.family == "frage" for marker, _ in find_markers(text)):
        return
    folded = text.casefold()
    if folded.startswith(("#", *convention.words("lead_in", "never"))):
        return  # a heading of Markdown is a heading
    tail = folded[-300:]
    if tail.endswith((":", ":“", ": -")):
        sentence = re.split(r"[.!?]\s", tail)[-1]
        if _GIVES_REASONS.search(sentence) and not sentence.startswith(_ASKS_FOR_REASONS) and key(text) not in convention.headings:
            yield Label(Role.HEADING, "heading:announced", "reasons")  # a sentence, which is text
        elif has_any(sentence, convention.words("lead_in", "words")):
            yield Label(Role.LEAD_IN, "lead-in:colon", "colon", 0, len(text))
    elif tail.endswith(",") and has_any(re.split(r"[.!?]\s", tail)[-1], convention.words("lead_in", "words")):
        yield Label(Role.LEAD_IN, "lead-in:comma", "comma", 0, len(text))
    elif "?" not in tail and (has_any(tail[-100:], convention.words("lead_in", "phrases")) or (text[-1] == "." and _COUNTED.search(tail))):
        yield Label(Role.LEAD_IN, "lead-in:phrase", "phrase", 0, len(text))


def agenda(text: str, convention: Convention) -> Iterator[Label]:
    """ "… folgende Anfrage auf die Tagesordnung der nächsten Sitzung zu setzen:"."""
    if has_any(text.casefold(), convention.words("agenda", "phrases")):
        yield Label(Role.AGENDA, "agenda", "", 0, len(text))


_INFORMAL = compiled(
    r"(?:[Ll]iebe[rs]?|[Hh]allo|[Mm]oin|[Gg]uten\s(?:Morgen|Abend)|[Ww]erte[rs]?|[Vv]erehrte[rs]?|Grüß\sGott|Servus|Hi)(?=[\s,!])",
    needs=("iebe", "allo", "oin", "uten", "erte", "ehrte", "Grüß", "Servus", "Hi"),
)
""" "Lieber Hans-Peter,", "liebe Frau Muster," below another salutation."""

SALUTATION_STARTS = ("lieb", "hallo", "moin", "guten ", "werte", "verehrte", "sehr ", "grüß ", "servus", "hi,", "hi ")
"""How greetings of a letter's head begin."""


LONGEST_GREETING = 80
"""Characters of the longest informal greeting: "Moin Boy, sehr geehrte Damen und Herren vom Amt,"."""


def salutation(text: str, convention: Convention) -> Iterator[Label]:
    """ "Sehr geehrte Frau Oberbürgermeisterin,"."""
    if (text.casefold().startswith(convention.words("salutation", "starts")) and len(text) <= 200) or (
        len(text) <= LONGEST_GREETING and text[-1] in ",!" and _INFORMAL.match(text)
    ):
        yield Label(Role.SALUTATION, "salutation", "", 0, len(text))


def closing(text: str, convention: Convention) -> Iterator[Label]:
    """ "Mit freundlichen Grüßen", "Vielen Dank im Voraus"; a sentence that asks for a written answer; no thanks that announce questions."""
    folded = text.casefold()
    if folded.startswith(convention.words("closing", "starts")) and len(text) <= 200:
        if any(label.key != "comma" for label in lead_in(text, convention)):
            return
        yield Label(Role.CLOSING, "closing", "closing", 0, len(text))
    elif len(text) <= 200 and "?" not in text and not text.endswith(":") and has_any(folded, convention.words("closing", "answer_wish")):
        if _GOES_ON.search(text) and not text.endswith((".", "!")):
            return  # "für die Antwort bedanken wir uns. Leider sind darin die Fragen 3 und 5": text that goes on
        yield Label(Role.CLOSING, "closing:wish", "wish", 0, len(text))


_GOES_ON = compiled(r"[a-zäöüß]{2}[.!]\s(?!(?:Dies|Das|Wir|Ich|Vielen|Für|Bitte)\b)[A-ZÄÖÜ]")

_SPACED = compiled(r"\w(?:\s\w){3,30}")


def unspace(text: str) -> str:
    """ "A N T R A G" as "ANTRAG"."""
    return "".join(text.split()) if text[1:2].isspace() and _SPACED.fullmatch(text) else text


def reasons(text: str, convention: Convention) -> Iterator[Label]:
    """ "Begründung: Die Richtlinie …" at the head of a paragraph that is one long line."""
    head, colon, rest = text[:LONG_HEAD].partition(":")
    if colon and len(text) > LONG_LINE and rest.strip() and convention.headings.get(key(head)) == "reasons":
        yield Label(Role.HEADING, "heading:reasons", "reasons", 0, len(head) + 1)


_HEADED = compiled(r"\?[\"“”»)]{0,2}\s{1,3}([A-ZÄÖÜ][\w/ -]{2,60}+):(?=\s|\Z)")


def reasons_start(text: str, convention: Convention) -> int:
    """Return where a heading over reasons stands behind a question within a line; 0 if none does."""
    for match in _HEADED.finditer(text):
        head = match.group(1)
        if convention.headings.get(key(head)) == "reasons" or names_subject(head, convention):
            return match.start(1)
    return 0


LONG_HEAD, LONG_LINE = 45, 120
"""Characters in which a heading ends, and of a line that no rule for short ones looks at."""


def opens_heading(word: str, convention: Convention) -> bool:
    """Whether a line with this first word may be a heading, also of Markdown, or with its letters set apart."""
    bare = word.lstrip("#*").partition("/")[0]
    return len(bare) < 2 or (bare[0].isalpha() and key(bare) in convention.heading_beginnings)


def heading(text: str, convention: Convention) -> Iterator[Label]:
    """ "Sachverhalt / Begründung:"."""
    bare = unspace(text.lstrip("#* "))
    if not opens(bare.partition("/")[0], convention.heading_beginnings):
        return
    head, colon, rest = text.partition(":")
    kind = convention.headings.get(key(bare)) or ("/" in bare and _first_kind(bare.split("/"), convention))
    if kind and not any(c.isdigit() for c in text):
        yield Label(Role.HEADING, f"heading:{kind}", kind, 0, 0 if kind == "sources" else len(text))
    elif names_subject(bare.partition(":")[0], convention):
        yield Label(Role.HEADING, "heading:subject", "reasons", 0, len(head) + len(colon))
    elif colon and rest.strip() and len(head) <= 40 and convention.headings.get(key(head)) == "reasons":
        yield Label(Role.HEADING, "heading:reasons", "reasons", 0, len(head) + 1)


def _first_kind(parts: Sequence[str], convention: Convention) -> str | None:
    """Return what a heading of several words is, if each of them is one."""
    kinds = [convention.headings.get(key(part)) for part in parts]
    return None if None in kinds else min(kinds, key=_RANK.index)


_RANK = ("reasons", "questions", "answers", "sources")
"""What a heading is that names several: "Fragen/Begründung" stands over reasons."""


def names_subject(text: str, convention: Convention) -> bool:
    """Return whether a heading over reasons names what they are about, or whose they are: "Begründung der Dringlichkeit"."""
    words = text.split() if len(text) <= LONGEST_HEADING and not text.endswith((".", ",")) else ()
    if len(words) < 3 or words[1] not in LINKING or convention.headings.get(key(words[0])) != "reasons":
        return False
    subject = next((n for n, word in enumerate(words[2:5], 2) if key(word) in convention.heading_subjects), None)
    names = words[subject:] if subject is not None else ()
    return bool(names) and all(word in LINKING or not word[0].islower() for word in names) and "(" not in text and ")" not in text


LONGEST_HEADING = 70

LINKING = frozenset("der des die das den dem zu zur zum für durch von vom unserer unsere dieser seitens und & |".split())
"""Words between the parts of a heading."""
