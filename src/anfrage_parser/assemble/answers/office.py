"""Who answers: the office that an answer paper names behind "Antwort", in its letterhead, or on the line that names the paper itself."""

from collections.abc import Sequence

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.head.title_evidence import DEPARTMENT
from anfrage_parser.assemble.ledger import Ledger, part, whole
from anfrage_parser.model import BODY, DATE, FIELD, ITEM, NAME, OFFICE, TYPE, Unit
from anfrage_parser.text.answer_marks import is_head
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import find_dates

_ASKERS = (
    r"(?:[\w/-]{1,30}\s)?[\w-]{0,30}(?:[Ff]raktion|[Gg]ruppe)\b|Abg|Stadtr[aä]t|Rats(?:mitglied|herr|frau)|Gemeinder[aä]t|Kreisr[aä]t|"
    r"Herrn?\b|Frau\b|Mitglied"
)
""" "der Fraktion", "des Abgeordneten": who asks, and is no office."""

_NUMBERED = r"(?:Nr\.?|Nummer)\s?(?P<number>(?=\S{0,12}\s?\S{0,12}[0-9])[A-ZÄÖÜ0-9][\w/.-]{0,20}(?:\s[0-9][\w/.-]{0,12})?)"

_REPORT = compiled(
    rf"(?:Bericht|Antwort|Beantwortung|Stellungnahme|Mitteilung)\sde[rs]\s(?P<by>(?!\w{{0,20}}[Aa]nfrage|{_ASKERS})"
    rf"[A-ZÄÖÜ](?:(?!\s(?:auf|zu[rm]?|an)\s)[^,?:]){{3,80}}?)(?:,?\s{_NUMBERED}|\s[-–]\s(?P<dashed>(?=\S{{0,16}}[0-9][-/])[\w/.-]{{5,24}}))?"
    r"(?:\svom\s(?P<day>[0-9][^,?:]{5,20})(?:,\s(?P<short>[A-ZÄÖÜ]{1,3}\s[0-9]{1,5}(?:/[0-9]{2,4})?))?)?"
)
""" "Bericht des Magistrats vom 16.05.2025, B 187", "Mitteilung des Senats Nr. 12/2024": who answers, and when, and by what number."""

_OFFICE = compiled(
    r"(?:(?:Antwort|Beantwortung|Stellungnahme|Mitteilung)(?:en)?(?:\s(?:der|einer)\s\w{0,20}[Aa]nfrage)?\s(?:de[rs]|durch\sd(?:ie|as|en)|von)\s|\A(?:der|des)\s|\A(?=(?:Minister|Staats|Senat|Chef)))"
    rf"(?P<name>(?!\w{{0,20}}[Aa]nfrage|Kleinen|Großen|Schriftlichen|Mündlichen|Fragen?\b|{_ASKERS})[A-ZÄÖÜ][^:?]{{3,110}}?)"
    r"(?=\s(?:auf|zu[rm]?|vom|an|namens|im\s(?:Namen|Einvernehmen))\s|\s?[:(–]|\s-\s|,\s(?:Drucksache|vom|eingegangen)|\s?\Z)"
)
""" "Antwort der Landesregierung", "des Ministeriums für Verkehr" below "Antwort"."""

_WHO_HEADS = (
    r"(?:Kreisausschuss|Gemeindevorstand|Staats\w{3,20}|Minister\w{0,20}|Senat(?:or\w{0,3})?|Ober(?:stadt|kreis)direktor(?:in)?|"
    r"\w{0,20}[Bb]ürgermeister(?:in)?|Landr[aä]t(?:in)?|Magistrat)"
)
"""Who heads an administration."""

_WITH_ARTICLE = compiled(
    rf"(?:Der|Die|Das)\s{_WHO_HEADS}|{_WHO_HEADS}\sde[rs]\s(?:\w{{0,20}}[Ss]tadt|\w{{0,20}}[Gg]emeinde|(?:Land)?[Kk]reises|Marktes)\b.{{2,40}}"
)
""" "Der Kreisausschuss", "Bürgermeister der Stadt Auental", in a letterhead."""

_MINISTRY = compiled(
    r"(?:[\w-]{3,30}\s){0,2}(?:\w{0,10}(?:[Mm]inisterium|MINISTERIUM)|Senatsverwaltung|SENATSVERWALTUNG|Staatskanzlei|[A-ZÄÖÜ]\w{2,24}verwaltung)(?:\s(?:für|des|der|FÜR|DES|DER)\s.{3,100})?"
)
""" "SÄCHSISCHES STAATSMINISTERIUM FÜR KULTUS", in a letterhead."""

_GIVEN_BY = compiled(r"(?:Beantwortet|Beantwortung|Antwort|Erstellt)\s(?:durch|von)(?:\s?:\s?|\s{2,60})(?P<by>[A-ZÄÖÜ].{3,80})")
""" "Beantwortet durch:  Kurverwaltung", a caption of a form."""

_HANDS_IN = compiled(rf"(?:(?:Der|Die|Das)\s)?{_WHO_HEADS}\b|(?:Amt|\w{{0,20}}[Vv]erwaltung|Stabsstelle)\b")

LETTERHEAD = 14
"""Lines at the top of a letter in which an office is named whose letter it is."""


LONGEST_NAME = 60
"""Characters of the line by which a paper names itself, above that of who answers."""

TOP_LINES = 4
"""Lines at the top of a paper in which it names itself with its number."""


def hands_in(units: Sequence[Unit], at: int, ledger: Ledger, draft: Draft) -> tuple[int, ...]:
    """Read "Einreicher: Dezernat Umwelt", also with its value on the line below: of an answer, that is who answers.

    `units` are the line at index `at`, and the one below it; returns the indexes of those that were read.
    """
    named = _GIVEN_BY.fullmatch(units[0].text)
    if named is not None:
        draft.answered_by = ledger.piece([part(units[0], *named.span("by"))], "answered_by", "answer:caption")
        return (at,)
    label = units[0].label(FIELD, "asker")
    if label is None:
        return ()
    below = not units[0].text[label.start :].strip() and len(units) > 1
    value = whole(units[1]) if below else part(units[0], label.start)
    text = units[1].text if below else units[0].text[label.start :].strip()
    if (_HANDS_IN.match(text) or DEPARTMENT.match(text)) is None:
        return ()
    draft.answered_by = ledger.piece([value], "answered_by", "answer:caption")
    return (at, at + 1) if below else (at,)


def read_office(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> None:
    """Set who answers: the office named behind "Antwort"."""
    if draft.answered_by is not None:
        return
    for above, unit in zip([None, *units], units, strict=False):
        named = unit.label(TYPE, "answer") is not None
        below = above is not None and above.label(TYPE, "answer") is not None and len(above.text) <= LONGEST_NAME and not unit.labels
        found = _OFFICE.search(unit.text) if named or below else None
        if found is not None:
            draft.answered_by = ledger.piece([part(unit, *found.span("name"))], "answered_by", "answer:office")
            return


def read_letterhead(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> None:
    """Set who answers to the office of the letterhead, where nothing else names one."""
    letterhead = next((unit for unit in units[:LETTERHEAD] if is_office(unit)), None)
    if letterhead is not None and draft.answered_by is None:
        draft.answered_by = ledger.quote([whole(letterhead)], "answered_by", "answer:letterhead")


_OWN_NUMBER = compiled(
    r"(?P<word>(?:Antwort|Beantwortung|Stellungnahme|Mitteilung)\s{1,90}(?:[-–]\s)?)?"
    r"(?P<number>(?:[A-ZÄÖÜ]{1,6}[-/]){1,2}[0-9]{1,6}(?:[-/](?:[A-Z]{1,4}[-/])?[0-9]{1,5})?)"
)
""" "Antwort - AW/0419/2025", or "VIII-F-00417-AW-01" beside "Antwort"."""


def read_own_number(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> None:
    """Set the answer's own number, behind the word "Antwort" on top of a paper or beside it."""
    for before, unit in zip([None, *units], units[:TOP_LINES], strict=False):
        found = _OWN_NUMBER.fullmatch(unit.text) if draft.number is None else None
        beside = before is not None and before.line is unit.line and is_head(before)
        if found is not None and (found["word"] or beside):
            draft.number = ledger.piece([part(unit, *found.span("number"))], "number", "answer:own-number")


def read_own_name(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> None:
    """Read the line by which a paper names itself with its office, day and number."""
    for at, unit in enumerate(units):
        found = _REPORT.fullmatch(unit.text) if at < TOP_LINES or TYPE in unit.roles else None
        if found is None:
            continue
        days = find_dates(found["day"] or "")
        number = next((name for name in ("number", "dashed", "short") if found[name] and (days or name != "short")), None)
        if days or number is not None:
            draft.answered_by = ledger.piece([part(unit, *found.span("by"))], "answered_by", "answer:name")
        if number is not None:
            draft.number = ledger.piece([part(unit, *found.span(number))], "number", "answer:name")
        if days:
            draft.date = (days[0].value, ledger.piece([part(unit, *found.span("day"))], "date", "answer:name"))


def is_office(unit: Unit) -> bool:
    """Return whether a line of a letterhead names an office."""
    named = NAME in unit.roles and OFFICE not in unit.roles  # "Fachbereich Bauen" may look like a name
    if (named or unit.is_a(FIELD, DATE, ITEM)) and not unit.label(BODY):
        return False
    if unit.label(BODY, "office") is not None or OFFICE in unit.roles:
        return True
    return (_WITH_ARTICLE.fullmatch(unit.text) or DEPARTMENT.fullmatch(unit.text) or _MINISTRY.fullmatch(unit.text)) is not None
