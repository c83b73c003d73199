"""Find where the signatures of an inquiry begin."""

from collections.abc import Sequence

from anfrage_parser.assemble.prose import asks, ends_sentence
from anfrage_parser.conventions import Convention
from anfrage_parser.model import FIELD, HEADING, SIGNED, Role, Unit
from anfrage_parser.text.names import is_loud_name
from anfrage_parser.text.patterns import compiled

TAIL_ROLES = (
    Role.NAME,
    Role.GROUP,
    Role.MEMBER,
    Role.OFFICE,
    Role.FURNITURE,
    Role.BODY,
    Role.DATE,
    Role.SIGNED,
    Role.ADDRESS,
    Role.HEADING,
    Role.FIELD,
)


def tail_start(units: Sequence[Unit], after: int, convention: Convention) -> int:
    """Return the index of the first unit of the end: closing formula, "unterzeichnet von", date line, or bare names at the very end."""
    for index in range(after, len(units)):
        unit = units[index]
        if not unit.labels:
            continue
        if SIGNED in unit.roles and not unit.is_a(FIELD, HEADING):
            return _with_wishes(units, _with_names(units, index, after), after)
        if (unit.label(Role.CLOSING, "closing") or _dates_end(units, index)) and _only_end_follows(units, index):
            return _with_wishes(units, index, after)
        if Role.NAME in unit.roles and _signs_alone(units, index):
            return _with_wishes(units, index, after)
        if unit.label(Role.CLOSING, "copies") and _only_copies_follow(units, index):
            return _with_wishes(units, index, after)
    return _bare_names(units, after, convention)


def _dates_end(units: Sequence[Unit], index: int) -> bool:
    """ "Berlin, den 26. August 2025" above the names."""
    label = units[index].label(Role.DATE)
    rest = units[index + 1 :]
    if label is not None and label.key and units[index].gap and len(rest) <= MOST_COPIES and not any("?" in u.text for u in rest):
        return True  # "Auental, den 3. Mai 2024" over the office's note
    return label is not None and bool(label.key) and (index + 1 == len(units) or units[index + 1].is_a(Role.NAME, Role.GROUP, Role.SIGNED))


SHORT = 60
"""Most characters of a line among what is printed below a name."""


def _signs_alone(units: Sequence[Unit], index: int) -> bool:
    """Return whether a name stands apart, and only short lines that say nothing follow: "Beratungsfolge", "Bauausschuss 12.05.2022"."""
    unit, rest = units[index], units[index + 1 :]
    if unit.label(Role.NAME, "name") is None or not unit.gap or _is_item(unit) or not ends_sentence(units[index - 1].text):
        return False
    return not any(len(u.text) > SHORT or asks(u.text) or u.text.endswith(".") or u.label(HEADING, "reasons") for u in rest)


def _only_end_follows(units: Sequence[Unit], index: int) -> bool:
    """Return whether little running text follows; thanks in the middle of a letter don't end it."""
    return sum(len(u.text) for u in units[index + 1 :] if not u.is_a(*TAIL_ROLES) and len(u.text) > 60) < 400


MOST_COPIES, LONG_COPY = 12, 70
"""Most lines of a distribution list, and most characters of each."""


def _only_copies_follow(units: Sequence[Unit], index: int) -> bool:
    """Return whether only a distribution list or signatures follow."""
    rest = units[index + 1 :]
    return len(rest) <= MOST_COPIES and all(gets_copy(u) or u.is_a(Role.NAME) or _ends_copies(u) for u in rest)


def gets_copy(unit: Unit) -> bool:
    """Return whether a line can be in a distribution list: no sentence, no question, no name apart, no farewell, nothing signed."""
    if _ends_copies(unit):
        return False
    return len(unit.text) <= LONG_COPY and not unit.text.endswith((".", "?", ":")) and not (unit.gap and unit.is_a(Role.NAME))


def _ends_copies(unit: Unit) -> bool:
    """Return whether a farewell or a signature stands below a list of copies or annexes."""
    return unit.label(Role.CLOSING, "closing") is not None or (SIGNED in unit.roles and FIELD not in unit.roles)


def _with_wishes(units: Sequence[Unit], index: int, after: int) -> int:
    """Move the start up to include sentences right before it that only ask for a kind of answer."""
    while index > after:
        start = index - 1
        while start > after and not units[start].gap and not ends_sentence(units[start - 1].text):
            start -= 1
        if not units[start].is_a(Role.CLOSING) and not _signs_too(units, start, index):
            break
        index = start
    return index


def _with_names(units: Sequence[Unit], index: int, after: int) -> int:
    """Move the start up to include names and roles right above it: the group's speaker above "f. d. R."."""
    start = index
    while start > after and units[start - 1].is_a(Role.NAME) and not _is_item(units[start - 1]):
        start -= 1
    return start if start < index and units[start].label(Role.NAME, "name") is not None else index


def _signs_too(units: Sequence[Unit], start: int, end: int) -> bool:
    """Return whether a single line above a signature names a signatory: "FREIE WÄHLER" over "i. A. Ute Weiß", a name over another one."""
    unit = units[start]
    named = unit.is_a(Role.GROUP) or unit.label(Role.NAME, "name") is not None or _announces_asker(unit)
    return end - start == 1 and named and not unit.is_a(Role.ITEM) and (unit.gap > 0 or ends_sentence(units[start - 1].text))


def _announces_asker(unit: Unit) -> bool:
    """Return whether a caption stands alone that a name follows: "Fragesteller"."""
    label = unit.label(FIELD, "asker")
    return label is not None and label.start >= len(unit.text)


def _is_remark(units: Sequence[Unit], index: int) -> bool:
    """ "Anlagen: keine"."""
    unit = units[index]
    return unit.label(Role.FIELD, "none") is not None and ":" in unit.text and (unit.gap > 0 or ends_sentence(units[index - 1].text))


def _bare_names(units: Sequence[Unit], after: int, convention: Convention) -> int:
    index, first = len(units), len(units)
    while index > after and _is_of_end(units, index - 1, convention):
        index -= 1
        above = units[index - 1]
        apart = units[index].gap > 0 or ends_sentence(above.text) or above.is_a(*TAIL_ROLES)
        heads = first == index + 1 and units[index].is_a(Role.GROUP, Role.BODY)  # the group above its members, or its address
        names = first == index + 1 and _announces_asker(units[index])
        if names or (apart and (heads or begins_end(units[index], convention))) or _is_remark(units, index) or _is_aside(units, index):
            first = index
    return first


def _is_of_end(units: Sequence[Unit], index: int, convention: Convention) -> bool:
    """Return whether a line may stand in the end of a letter without a closing formula."""
    unit = units[index]
    if _is_item(unit) or asks(unit.text):
        return False
    return unit.is_a(*TAIL_ROLES) or begins_end(unit, convention) or _is_aside(units, index)


ENDS_BY_ITSELF = (Role.NAME, Role.ADDRESS, Role.FURNITURE)
"""Roles of lines with which the end may begin."""


def begins_end(unit: Unit, convention: Convention) -> bool:
    """Return whether a line says by itself that the letter is over: a name, an address, the foot of a page."""
    return unit.is_a(*ENDS_BY_ITSELF) or is_foot(unit.text, convention) or is_loud_name(unit.text) or names_others(unit.text)


FEW_WORDS = 4
"""Words of a line that is hardly a reason."""


def _is_aside(units: Sequence[Unit], index: int) -> bool:
    """Return whether a few words that are no answer stand apart below a question: "Danke im Voraus!"."""
    unit, above = units[index], units[index - 1]
    return (
        unit.gap > 0 and not unit.labels and unit.text.count(" ") < FEW_WORDS and above.text.endswith("?") and not unit.text.endswith(".")
    )


def names_others(text: str) -> bool:
    """Return whether a line stands for people who are not named: "und die übrigen Mitglieder der Fraktion"."""
    return text.startswith(("und ", "sowie ")) and _OTHERS.match(text) is not None


_OTHERS = compiled(
    r"(?:und|sowie)\s(?:die\s)?(?:(?:[0-9]{1,3}\s)?(?:übrige|weitere|andere)n?\s(?:[a-zäöü]{3,20}\s)?"
    r"(?:\w{0,12}[Mm]itglieder|Abgeordneten?|Stadtverordneten?|Stadträte|Unterzeichner\w{0,6})\b|Fraktion(?=\s|\Z))"
)

_FOOT = compiled(
    r"(?:Fotos?|Bild|Bildnachweis|Veröffentlicht|Aktualisiert)(?:\s(?:am|von))?\s?:.{0,120}|DN:\s.{0,120}|"
    r"(?:Veröffentlicht|Eingestellt|Elektronisch\s(?:signiert|unterschrieben))\s(?:am|von)\s.{1,80}|"
    r"(?:Impressum|Datenschutz|Kontakt|Drucken|Teilen|Startseite|Nach\soben|Zurück|Weiterlesen)(?:\s?[|·•,/]?\s?[A-ZÄÖÜ][\w-]{2,20}|\szu[rm]?\s[\w-]{3,20}){0,5}|"
    r"[0-9]{2}:[0-9]{2}:[0-9]{2}\s[+-][0-9]{2}'[0-9]{2}'|"
    r"(?:Die|Diese|Unsere)\s(?:Anfrage|Antwort|Drucksache)\b.{0,80}\b(?:steht|finde[nt]|abrufbar|nachzulesen|PDF)\b.{0,60}",
    needs=(
        *("Foto", "Bild", "Veröffentlicht", "Aktualisiert", "DN:", "Eingestellt", "Elektronisch", "Impressum", "Datenschutz", "Kontakt"),
        *("Drucken", "Teilen", "Startseite", "Nach", "Zurück", "Weiterlesen"),
        *("steht", "finde", "abrufbar", "nachzulesen", "PDF", "'"),
    ),
)


def is_foot(text: str, convention: Convention) -> bool:
    """Return whether a line belongs to the page, not to the letter: "Foto: Ulf Brand", "Zurück zur Übersicht", "© 2023 SPD"."""
    if text.startswith(convention.words("furniture", "asides")):
        return True
    return text[0] in _FOOT_BEGINS and _FOOT.fullmatch(text) is not None


_FOOT_BEGINS = "QFBVADEIKTSNZWU012"
"""What `_FOOT` may begin with."""


def _is_item(unit: Unit) -> bool:
    """Return whether a line is an item; the first letter of "W. Prasch" is no marker."""
    return unit.is_a(Role.ITEM) and not (unit.is_a(Role.NAME) and unit.label(Role.ITEM, "A") is not None)
