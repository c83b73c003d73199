"""Recognise names of people in a folded line, with titles, particles, initials and roles.

A name is recognised by its form, and by excluding common words; there is no list of first names.
"""

from collections.abc import Iterator

from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import Found

_TITLE = (
    r"(?:Prof\.|Dr\.(?:-Ing\.)?|Dipl\.-[A-Z][a-zä]{2,8}\.|Mag\.|Ing\.|[a-z]{2,6}\.|h\.\s?c\.|E\.\s?h\.|Lic\.|PD|M\.A\."
    r"|\((?:FH|TU)\))"
)
"""Titles, and the abbreviations behind them: "Dr. rer. nat.", "Dipl.-Ing. (FH)"."""
_CAPITAL = "A-ZÄ-ÉÁÓÖØÜ"
_SMALL = "a-zß-öø-ý"
_WORD = rf"(?:(?:[ODd]'|Ó\s|Ma?c)?[{_CAPITAL}][{_SMALL}]{{1,20}}(?:[{_CAPITAL}][{_SMALL}]{{1,20}})?)"
_DOUBLE = rf"{_WORD}(?:\s?[-¬]\s?(?:(?:von|van|zu|de)\s)?{_WORD}){{0,2}}"
_INITIAL = rf"[{_CAPITAL}][{_SMALL}]?\.(?:-[{_CAPITAL}][{_SMALL}]?\.)?"
_PARTICLE = (
    r"(?:von|van|vom|zu|zur|zum|de|di|da|del|della|der|den|dem|ten|ter|und zu|la|le|el|al|bin|dos|Freiherr|Freifrau|Graf|Gräfin|St\.)"
)

SMALL_NAMES = ("gez", "d'", "d’", "med.", "jur.", "phil.", "h.", "rer.", "nat.", "pol.", "habil.")
"""Lower-case words that a line of names may begin with."""

_FAR = str.maketrans(
    {**dict.fromkeys("ŁŠČŽŞİ", "É"), **dict.fromkeys("čćšśžźłńęąğşıřěďťňőű", "é"), **dict.fromkeys("ãðõ¬", "÷"), "’": "'", "–": "¬"}
)
"""Maps letters and signs beyond Latin-1 to ones within, or to non-letters if names don't contain them. The patterns match such a copy,
since compiling character classes beyond Latin-1 is slow: they took a tenth of the start-up time."""


def _near(text: str) -> str:
    return text if text.isascii() else text.translate(_FAR)


_NAME = compiled(
    rf"(?:{_TITLE}\s{{0,2}}){{0,5}}(?:{_DOUBLE}(?:-{_INITIAL})?(?:\s{{1,2}}(?:{_INITIAL}|{_DOUBLE}|\([{_CAPITAL}][{_SMALL}]{{1,20}}\)))?"
    rf"(?:\s{{1,2}}{_INITIAL}){{0,2}}(?:\s{{1,2}}{_PARTICLE}){{0,3}}\s{{1,2}}{_DOUBLE}(?:\s(?:jun|sen|jr|sr)\.)?"
    rf"|(?:{_INITIAL}\s?){{1,3}}\s{{0,2}}(?:{_PARTICLE}\s){{0,3}}{_DOUBLE})(?!\w)"
)
"""Tom Høyem, Thomas H. Hock, Dr. Heike Puzicha-Martz, Eva von der Au, K.-H. Land; refuses capitals only, digits, one word alone,
the beginning of a word ("Af" of "AfD")."""

_INVERTED = compiled(rf"[{_CAPITAL}]{{4,20}}(?:-[{_CAPITAL}]{{2,20}})?,\s(?:{_TITLE}\s){{0,2}}{_DOUBLE}")
""" "MUSTER, Eva"."""

_SURNAME = compiled(rf"(?:{_TITLE}\s{{0,2}}){{0,4}}{_DOUBLE}")
"""A single word, where only a name is possible ("gez. Breier")."""

_NO_NAME = frozenset(
    """anfrage antrag sehr geehrte geehrter mit freundlichen freundliche freundlichem gruß grüßen grüße vielen besten beste dank stadt rat
    fraktion fraktionen gruppe partei seite die der das den dem des ein eine sachverhalt begründung drucksache vorlage wahlperiode
    oberbürgermeister oberbürgermeisterin bürgermeister bürgermeisterin herr herrn frau herren damen verwaltung gemeinderat
    stadtrat kreistag ortsrat ortsbeirat ausschuss sitzung termin gremium amt hauptamt dezernat betreff thema datum eingang telefon
    fax mail internet postfach straße platz rathaus beantwortung antwort fragen frage anlage anlagen kopie verteiler bitte wir ich
    im in am an auf aus bei für und oder von zur zum nach über unter vor wie wann was wer welche welcher welches warum ist sind hat
    kleine große gemeinsame landtag bundestag deutscher tagesordnung tagesordnungspunkt öffentlich nichtöffentlich stellungnahme
    abgeordnete abgeordneten abgeordneter mitglied mitglieder vorsitzender
    vorsitzende fraktionsvorsitzender fraktionsvorsitzende
    sprecher sprecherin stadträtin stellvertretend
    ratsmitglied stadtverwaltung gemeinde landkreis kreis ratsfraktion stadtratsfraktion gemeinderatsfraktion geschäftsstelle
    geschäftsführer geschäftsführerin bezirksvertretung zuständigkeit entscheidung kenntnisnahme status gez hinweis
    gesamtherstellung vertrieb impressum datenschutz kontakt quelle quellen foto fotos drucken zurück teilen anhang zu""".split()
)


def is_name(text: str) -> bool:
    """Return whether the whole text has the form of one person's name.

    >>> is_name("Dr. Heike Puzicha-Martz"), is_name("Mit freundlichen Grüßen"), is_name("Radweg Ost")
    (True, False, True)
    """
    if len(text) > 60 or _has_common_word(text):
        return False
    near = _near(text)
    return _NAME.fullmatch(near) is not None or ("," in near and _INVERTED.fullmatch(near) is not None)


def is_loud_name(text: str) -> bool:
    """Return whether the text is a name in capitals, "DR. EVA MUSTER": so are headlines, thus only where people sign.

    >>> is_loud_name("EVA MUSTER"), is_loud_name("Eva MUSTER"), is_loud_name("Eva Muster")
    (True, True, False)
    """
    words = text.split()
    plain = [word for word in words if not word.endswith(".")]
    loud = [word for word in plain if word.isupper() and len(word) > 1]
    if not 1 < len(plain) <= MOST_LOUD or not loud or (len(loud) < len(plain) and len(loud[-1]) < LEAST_LOUD):
        return False
    return is_name(" ".join(word if word.endswith(".") else word.title() for word in words))


MOST_LOUD, LEAST_LOUD = 3, 4
"""Words of a name in capitals, and letters of a surname that alone is in capitals: "Eva SPD" is no name."""


def is_surname(text: str) -> bool:
    """Return whether the text can be a name where one is expected: a single capitalised word is enough."""
    if len(text) > 60 or _has_common_word(text):
        return False
    near = _near(text)
    return (_SURNAME.fullmatch(near) or _NAME.fullmatch(near)) is not None


def name_at(text: str, position: int = 0) -> Found | None:
    """Return the name that begins at a position, or None."""
    match = _NAME.match(_near(text), position)
    return Found(position, match.end(), text[position : match.end()]) if match else None


def names_in(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield the names between two positions."""
    found = (Found(m.start(), m.end(), text[m.start() : m.end()]) for m in _NAME.finditer(_near(text), start, end))
    return (name for name in found if is_name(name.value))


def _has_common_word(text: str) -> bool:
    return any(word[0].isupper() and word.strip(".,-").casefold() in _NO_NAME for word in text.split())


def is_common(word: str) -> bool:
    """Return whether a word is too common to begin a name."""
    return word[0].isupper() and (bare := word.strip(".,-").casefold()) in _NO_NAME and bare != "gez"


_LONGEST_SHORTENED = 5
"""Most letters before the full stop of a title or an initial: "habil.", "K.-H."."""

_PARTICLES = frozenset(word for particle in _PARTICLE[3:-1].split("|") for word in particle.split())


def _is_part(word: str) -> bool:
    """Return whether a word can be part of a name or a title; most lower-case words can't."""
    return not word[0].islower() or word in _PARTICLES or word.startswith((*SMALL_NAMES, "c."))


def may_begin_name(text: str) -> bool:
    """Return whether a text may begin with a name, by its first two words: "Gebäude der" may, "Gebäude werden" may not."""
    words = text.split(None, 2)
    if 0 < words[0].find(".") <= _LONGEST_SHORTENED:
        return True
    if len(words) < 2:
        return False
    if not _is_part(words[1]):
        return "(" in words[0]
    return not words[0].isalpha() or _NAME.match(_near(text)) is not None


_SEPARATOR = compiled(
    r",?\s(?:M\.\s?(?:A|Sc)|B\.\s?(?:A|Sc)|LL\.\s?M|MBA|u\.\s?a)(?:\.|(?=[\s,]|\Z))|\s(?=Md[LB](?:\W|\Z))|\s{3,}|\t|\s?[;|]\s?|"
    r"\s?(?<![A-ZÄÖÜ]{4}),\s?|,(?!\s[A-ZÄÖÜ][a-zäöüß]{1,20}(?:-[A-ZÄÖÜ][a-zäöüß]{1,20})?(?:\Z|\s{3}|[,;(]))\s?|"
    r"\s(?:&|/|\+|(?i:und(?!\szu\s)|sowie))\s|\s?\b(?i:gez)\.\s?|(?i:\sfür\sdie\s(?=\S{0,30}fraktion))|"
    r"\s?(?:\((?!FH\)|TU\))|(?<!\(FH)(?<!\(TU)\))\s?|\s(?:-|–)\s?(?=\w{3,30}\s?(?:-|–)\Z)"
)
"""What parts people on a line, and degrees behind a name, which are no part of it; not the comma in "MUSTER, Eva"."""


def split_people(text: str) -> list[Found]:
    """Split a line of signatures into names, roles and groups, in printed order.

    >>> [f.value for f in split_people("gez. Roland Jourdan, Fraktionsvorsitzender  und Marianne Köpfler")]
    ['Roland Jourdan', 'Fraktionsvorsitzender', 'Marianne Köpfler']
    """
    pieces: list[Found] = []
    start = 0
    for match in _SEPARATOR.finditer(text) if _may_part(text) else ():
        _add(pieces, text, start, match.start())
        start = match.end()
    _add(pieces, text, start, len(text))
    return [name for piece in pieces for name in _side_by_side(piece)]


_PARTING = (" und ", " sowie ", " mdl", " mdb", " mba", " für die ")
"""What parts people without any sign; case-folded."""


def _may_part(text: str) -> bool:
    """Return whether anything may part people on a line: a sign, a wide gap, a word; a quick look, as most lines are a name alone."""
    if "   " in text or not text.replace(" ", "").isalpha():
        return True
    folded = text.casefold()
    return any(word in folded for word in _PARTING)


def _add(pieces: list[Found], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip(" .:-–_*")
    if stripped:
        offset = start + piece.index(stripped)
        if stripped[-3:] in (" Dr", "jun", "sen") and text[offset + len(stripped) : offset + len(stripped) + 1] == ".":
            stripped += "."
        pieces.append(Found(offset, offset + len(stripped), stripped))


_PAIR = compiled(
    rf"(?:{_TITLE}\s{{0,2}}){{0,3}}{_DOUBLE}(?:-{_INITIAL})?\s(?:{_INITIAL}\s)?(?:{_PARTICLE}\s){{0,3}}{_DOUBLE}"
    rf"(?:\s(?:{_PARTICLE}\s){{1,3}}{_DOUBLE})?(?=\s|\Z)"
)


def _side_by_side(piece: Found) -> list[Found]:
    """Split names separated only by blanks: "Ralf Köster Martin Pötzsche Dr. Heike Puzicha-Martz"."""
    words = piece.value.split()
    if len(words) < 4 or not all(map(_is_part, words)) or is_name(piece.value):
        return [piece]
    if not _PAIR.match(_near(piece.value)):
        return [piece]
    places = [m.span() for m in _PAIR.finditer(_near(piece.value))]
    names = [Found(piece.start + start, piece.start + end, piece.value[start:end]) for start, end in places]
    covered = sum(len(n.value) for n in names) + len(names) - 1
    if len(names) < 2 or covered < len(piece.value) or not all(is_name(n.value) for n in names):
        return [piece]
    return names
