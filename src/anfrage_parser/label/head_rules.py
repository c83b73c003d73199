"""Rules for lines of a head or an end: labels and values, dates, tables, groups, names, addresses, furniture."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from anfrage_parser.conventions import Convention
from anfrage_parser.conventions.matching import key
from anfrage_parser.label.rule_prefilter import SHORT
from anfrage_parser.label.text_rules import has_any, unspace
from anfrage_parser.model import Label, Role
from anfrage_parser.text.names import SMALL_NAMES, is_common, is_name, may_begin_name, split_people
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import DAYS, STRICT_REFERENCE, find_dates, find_reference, without_receipt

DIGIT = compiled("[0-9]")


def opens_type(word: str, convention: Convention) -> bool:
    """Whether a line with this first word may name the paper, also with its letters set apart."""
    return word[0].isalpha() and (len(word) == 1 or key(word.partition(":")[0]) in convention.type_beginnings)


def type_(text: str, convention: Convention) -> Iterator[Label]:
    """ "GEMEINSAME ANFRAGE", "Anfrage 1424/2024 zur Sitzung am …"; "A N F R A G E" too."""
    numbered = STRICT_REFERENCE.match(text)
    match = convention.inquiry_type.match(text, numbered.end() + 1 if numbered and text[numbered.end() : numbered.end() + 1] == " " else 0)
    if match:
        yield Label(Role.TYPE, "type", "inquiry", match.start(1), match.end(1))
        return
    if text[1:2] == " " and (apart := _SPACED_NAME.match(text)) and convention.types.get(key(apart.group())) == "inquiry":
        yield Label(Role.TYPE, "type", "inquiry", 0, apart.end())  # "A n f r a g e gem. § 14 der Geschäftsordnung"
        return
    if len(text) > SHORT or not text[0].isalpha():
        return
    spaced = unspace(text)
    if key(spaced.split(None, 1)[0].partition(":")[0]) not in convention.type_beginnings:
        return
    parts = re.split(r"\s(der|des|von|zu[rm]?|auf|für|einer)\s|(:)", spaced)
    kind = convention.types.get(key(spaced)) or convention.types.get(key(parts[0])) or _answer_to(parts, convention)
    if kind == "motion" and len(parts) > 1 and parts[1] in ("auf", "für", "zu", "zur", "zum"):
        yield Label(Role.TYPE, "type:weak", kind, 0, len(text))  # "Antrag auf Fördermittel" may be a subject
        return
    if kind is None and (first := convention.types.get(key(spaced.split()[0]))) in ("minutes", "invitation"):
        kind = first  # "Niederschrift 52. Plenarsitzung"
    if kind and kind != "inquiry_prefix":
        yield Label(Role.TYPE, "type", kind, 0, len(text))


def _answer_to(parts: list[str], convention: Convention) -> str | None:
    """Return "answer" for the parts of "Schriftliche Antwort zur Anfrage", the first of which alone may only wish for one."""
    words = key(parts[0].rpartition(" ")[2])
    named = len(parts) > 1 and parts[1] in ("auf", "zu", "zur", "einer") and parts[0].count(" ") == 1
    return "answer" if named and convention.types.get(words) == "answer" else None


_SPACED_NAME = compiled(r"[A-ZÄÖÜ](?:\s[A-Za-zäöüÄÖÜ]){3,30}(?=\s|:|\Z)")

_OPEN_LABELS = 4
"""Words that a label without a colon may have."""


def opens_field(word: str, convention: Convention) -> bool:
    """Whether a line with this first word may begin with a label that has no colon, and something behind it."""
    letters = key(word) if word[0].isalpha() else ""
    return bool(letters) and (letters in convention.field_beginnings or letters.endswith(tuple(convention.endings)))


def field(text: str, convention: Convention) -> Iterator[Label]:
    """ "Vorlage Nr.: 2016/0249", "Eingang", "vom 3. Mai 2016"."""
    text = text[:-1] if text[-1] == ":" and _NUMBERED.fullmatch(text) else text
    head, colon, _ = text.partition(":")
    field = _caption(head, colon, convention)
    if (field == "number" and _COUNTED.match(text)) or (field == "asker" and _asks_nothing(head, text[len(head) + 1 :], convention)):
        return
    if len(text) > SHORT and not (colon and field in ("title", "asker")):
        return
    if field and (colon or field == "none" or not DIGIT.search(head)):
        end = len(head) + 1 if colon else _letters_end(text)
        yield Label(Role.FIELD, f"field:{field}", field, end if text[end:].strip() else len(text), len(text))
        return
    if (found := _open_caption(text, convention) or _wide_caption(text, convention)) is not None:
        yield found
        return
    digit = DIGIT.search(text)
    for end in reversed(_open_ends(text, convention)) if digit or _NAMES_ASKER.search(text, 0, 60) else ():
        field = bare_label(text[:end], convention)
        if field and (_fits(field, text[end:]) or (field == "asker" and _asks(text[:end], text[end:].strip(), convention))):
            yield Label(Role.FIELD, f"field:{field}", field, end, len(text))
            return
    inline = convention.inline_number.search(text) if digit and ("/" in text or "-" in text) else None
    if (
        inline
        and inline.start() > 0
        and not _in_brackets(text, inline.start())
        and not is_wordy(text[: inline.start()] + text[inline.end() :])
    ):
        yield Label(Role.FIELD, "field:number:inline", "number", inline.start(1), inline.end(1))


_NUMBERED = compiled(r"[A-ZÄÖÜ][\w .-]{2,30}\sNr\.?\s\S{0,20}[0-9]:")
""" "Anfrage Nr. 17-0412/2021:"."""


def _caption(head: str, colon: str, convention: Convention) -> str | None:
    """The field that the words before a colon, or of a whole line, stand for."""
    if len(head) > LONGEST_CAPTION and len(" ".join(head.split())) > LONGEST_CAPTION:
        return None
    if not colon:
        return bare_label(head, convention)
    return convention.field_of(head) or ("received" if head.startswith(("Ein", "Post")) and _CAME_TO.match(head) else None)


LONGEST_CAPTION = 45

_CAME_TO = compiled(
    r"(?:Eingang|Eingegangen|Posteingang)\s(?:(?:bei|beim|im|in|am|an)\s\S.{0,50}|"
    r"(?:Büro|Rat|Stadtrat|Gemeinderat|Amt|Ratsbüro|Verwaltung|Geschäftsstelle|Sitzungsdienst|Gremien\w{0,10})\b.{0,40})\Z"
)
""" "Eingang bei der Bezirksbürgermeisterin:"."""

_NAMES_ASKER = compiled(r"\s(?:von|durch)(?!\w)", re.IGNORECASE)
""" "Eingereicht von", the only labels without a colon whose values have no digit."""

_OPEN_CAPTION = compiled(
    r"(?:(?P<title>Beratungsgegenstand|Betreff|Verhandlungsgegenstand)|(?:Einreicher|Antragsteller|Fragesteller|Anfragesteller|Verfasser)(?:\*in|/in|in|:in|innen)?)\s(?=[A-ZÄÖÜ„])",
    needs=("gegenstand", "Betreff", "Einreicher", "steller", "Verfasser"),
)
""" "Beratungsgegenstand Tauben in der Innenstadt", the row of a form whose gap was lost."""


def _open_caption(text: str, convention: Convention) -> Label | None:
    match = _OPEN_CAPTION.match(text) if text[0] in "ABEFV" and text[-1] not in ".:?" else None
    if match is None:
        return None
    field = "title" if match["title"] else "asker"
    if field == "asker" and not (convention.party.search(text, match.end()) or convention.group.search(text, match.end())):
        return None
    return Label(Role.FIELD, f"field:{field}", field, match.end(), len(text))


_WIDE = compiled(r"(?P<label>[A-ZÄÖÜ]\S{0,30}(?:\s\S{1,30}){0,2})\s{3,60}(?=\S)")


def _wide_caption(text: str, convention: Convention) -> Label | None:
    wide = _WIDE.match(text) if "   " in text else None
    field = _wide_label(wide["label"], text[wide.end() :], convention) if wide else None
    return Label(Role.FIELD, f"field:{field}", field, wide.end(), len(text)) if wide and field else None


def _wide_label(label: str, value: str, convention: Convention) -> str | None:
    """The field of a label that a wide gap parts from its value, as the cells of a table: "Kurztitel   Stadttauben"."""
    if any(bare_label(cell.strip(" :"), convention) for cell in value.split("   ") if cell.strip()):
        return None  # the heads of columns
    return convention.fields.get(key(label))


def _signs(head: str, convention: Convention) -> bool:
    """Whether what looks like a label announces signatures: "Für die Fraktion:"."""
    return key(head) not in convention.fields and head.casefold().strip() in convention.words("signed", "starts")


def _asks_nothing(head: str, value: str, convention: Convention) -> bool:
    """Whether what looks like a label of the asker is none: "Vorbemerkung Fragestellerin:", "SPD-Fraktion: Kita Rosenweg"."""
    return _signs(head, convention) or head.startswith("Vorbemerkung") or _tells_group(head, value, convention)


def _tells_group(head: str, value: str, convention: Convention) -> bool:
    """Whether what looks like a label of the asker has one itself: "Anfrage der FDP-Fraktion: Kita Rosenweg"."""
    suffix = convention.group.search(head)
    if not head.startswith("Anfrage "):
        return bool(value.strip()) and suffix is not None and convention.party.search(head) is not None
    return convention.party.search(head) is not None or (suffix is not None and head[: suffix.start()].endswith("-"))


_COUNTED = compiled(r"Frage\s{0,2}(?:Nr\.?)?\s?[0-9]{1,3}\s?[:.)]\s{1,3}(?=[^\W\d_])", re.IGNORECASE, needs=("frage",))
""" "Frage Nr. 2: Warum?" is the second question; refuses "Frage Nr. 12/2024"."""


def _open_ends(text: str, convention: Convention) -> list[int]:
    """Where a label without a colon may end: behind the first words, if any label begins as they do; else the first alone may be one."""
    first = text.split(None, 1)[0]
    if not text[0].isalpha() or (first.isalpha() and not first[0].isupper() and key(first) not in convention.field_beginnings):
        return []
    ends = [m.end() for m in islice(_WORD_END.finditer(text, 0, 60), _OPEN_LABELS)]
    return ends if ends and key(text[: ends[0]]) in convention.field_beginnings else ends[:2]


_WORD_END = compiled(r"(?=\S)(?:[^\sa-z]++|[a-z](?![0-9]))*+(?:[a-z](?=[0-9]))?")
"""A word, up to the number that is written on to it: "Zimmer112"."""

_SHORTENED = compiled(r"(?:Eing|Nr|Drs|Betr|betr|Az|Tel|Reg|Dok|Lfd|lfd)\.\Z")
"""Abbreviations with which a label may end."""

_COMPOUND = compiled(r"[A-ZÄÖÜ][\w-]{2,30}\.?(?:-|\s)?(?:Nr\.?|Nummer)?")


def bare_label(head: str, convention: Convention) -> str | None:
    """The field of a label without a colon: a known one, or one word whose last part tells ("Register-Nr.")."""
    if head.endswith(".") and not _SHORTENED.search(head):
        return None  # the end of a sentence: "… vor⏎Ort."
    field = convention.fields.get(key(head))
    if field is None and _COMPOUND.fullmatch(head.strip()) and (told := convention.field_of(head)) in ("number", "date", "session_date"):
        field = told
    return field


def _letters_end(text: str) -> int:
    """Where a label's words end and its value may begin: "Zimmer 112"."""
    digit = DIGIT.search(text)
    return digit.start() if digit else len(text)


def _asks(head: str, value: str, convention: Convention) -> bool:
    """Whether a label of the asker without a colon has one behind it: "Eingereicht von SR Eva Beispiel"."""
    if not head.casefold().endswith((" von", " durch")):
        return False
    return bool(convention.member.match(value) or convention.group.search(value) or convention.party.search(value))


MOST_SMALL_WORDS = 3
"""Words in small letters that may stand around a value without making its line running text."""


def _in_brackets(text: str, position: int) -> bool:
    """Whether a bracket is open there: "(vgl. Drucksache 11/2098)"."""
    return text.count("(", 0, position) > text.count(")", 0, position)


def is_wordy(text: str, most: int = MOST_SMALL_WORDS) -> bool:
    """Whether what stands around a value is running text: "befasst (Vorlage 0212/2018). Auch die Stadt hat"."""
    return sum(word[0].islower() for word in text.split()) > most


def _fits(field: str, value: str) -> bool:
    """Whether a value behind a label without a colon is of the label's kind."""
    if field == "number":
        found = find_reference(value, labelled=True)
        told = found is not None and (any(sign in found.value for sign in "/-") or _DOTTED.fullmatch(found.value) is not None)
        return found is not None and told and not is_wordy(value[found.end :])
    if field in DAYS:
        dates = find_dates(value)
        rest = without_receipt(value[dates[0].end :]) if dates else ""
        return bool(dates) and not value[: dates[0].start].strip(" :,") and not is_wordy(rest, 1)
    return field == "agenda_item" and re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,2})?", value.strip()) is not None


_DOTTED = compiled(r"[0-9]{3}\.[0-9]{2}\.[0-9]{3,5}")
""" "101.19.1433", a council's number."""


def has_role(text: str, convention: Convention) -> bool:
    """Whether a text begins with a role; the pattern is a slow one, and few texts begin with any of its words."""
    return bool(words := text.split(None, 1)) and _opens_role(words[0][:SHORT], convention) and convention.role.match(text) is not None


@lru_cache(maxsize=4096)
def _opens_role(word: str, convention: Convention) -> bool:
    """Whether a text with this first word may begin with a role: "Stadträtin", "sozialpolitische Sprecherin"."""
    folded = word.casefold()
    return "politische" in folded or has_any(folded, convention.role_words)


def opens_name(word: str, convention: Convention) -> bool:
    """Whether a line with this first word may begin with a name or a role."""
    if not word.strip("(-–*") or _opens_role(word, convention):
        return True
    return not (_begins_small(word) or is_common(word) or DIGIT.search(word))


def _begins_small(text: str) -> bool:
    return text[0].islower() and not text.startswith(SMALL_NAMES)


_IN_BRACKETS = compiled(r"\s\((?P<role>[A-ZÄÖÜ][^()]{3,60})\)\Z")
""" "Eva Muster (Bezirksverordnete)"."""


def name(text: str, convention: Convention) -> Iterator[Label]:
    """ "Dr. Paul Schmidt", "Jutta Kaiser, Ursula Strobl"; a role: "Fraktionsvorsitzender"."""
    whole = text
    if text[0] in "-–*" and text[-1] in "-–*":
        text = text.strip("-–* ") or text  # "-Gruppenvorsitzende-", "*Eva Muster*"
    if len(text) <= 80 and not text.endswith(("?", ":")) and has_role(text.lstrip("( "), convention):
        yield Label(Role.NAME, "role", "role", 0, len(whole))
    elif text[-1] not in "?:" and not _begins_small(text) and may_begin_name(text) and not DIGIT.search(text):
        people = split_people(_IN_BRACKETS.sub(r", \g<role>", text) if text[-1] == ")" else text)
        if people and is_name(people[0].value):
            rest = [p.value for p in people[1:] if not is_name(p.value) and not has_role(p.value, convention)]
            if all(convention.group.search(r) or convention.party.search(r) or len(r) < 3 for r in rest):
                yield Label(Role.NAME, "name", "name", 0, len(whole))
