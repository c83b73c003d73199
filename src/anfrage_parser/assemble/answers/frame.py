"""What frames answers and is none: heads of pages, notes of print, the signature of who answers, annexes behind the last answer."""

from collections.abc import Sequence

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.ledger import Ledger, part
from anfrage_parser.model import CLOSING, DATE, GROUP, HEADING, ITEM, NAME, SIGNED, Line, Unit
from anfrage_parser.text.clean import join
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import find_line_dates

LONGEST_LINE = 70
"""Most characters of a line of a signature."""

MOST_LINES = 8
"""Most lines of a signature."""

_OFFICE = compiled(
    r"(?i:(?:minister(?:in)?|staatssekretär(?:in)?|senator(?:in)?|bürgermeister(?:in)?|landr[aä]t(?:in)?|dezernent(?:in)?|"
    r"beigeordneter?|stadtr[aä]t(?:in)?|amtsleit(?:er|erin|ung)|bezirksamt|magistrat|senatsverwaltung|stadtbaur[aä]t(?:in)?|kämmerer))\b"
    r"|\A(?:In\sVertretung|Im\sAuftrag|i\.\s?[AV]\.|gez\.)"
)
""" "Verkehrsminister", "In Vertretung": who signs an answer."""

_NOTICE = compiled(
    r"\([Vv]erteilt\sam\b|\(?Eingang\sbeim?\s.{6,80}\Z|"
    r"(?:Eingegangen|Ausgegeben|Eingang|Verteilt|Druck(?:\sund\sVerlag)?|(?:Gesamth|H)erstellung)\s?:|"
    r"(?:Eingegangen|Bearbeitet|Ausgegeben|Verteilt|Gedruckt)\sam\s.{6,40}\s(?:[·|/–-]|Ausgegeben|Bearbeitet)\s|"
    r"(?:Die\sMinister(?:in|präsidentin)|Der\sMinister(?:präsident)?|Das\s\w{0,20}[Mm]inisterium)\b.{3,140}\shat\snamens\sder\s|"
    r"Die\sAntwort\swurde\s(?:namens|im\sNamen)\b|Die\sAntwort\sdes\s.{4,80}\ssteht\s|Die\sDrucksache\senthält\szusätzlich\b|"
    r"Datum\sdes\sOriginals\b|Drucksachen\sund\s(?:Plenar)?[Pp]rotokolle\b|\*\)\s",
    needs=(
        ":",
        "erteilt",
        "Eingang",
        "Eingegangen",
        "Bearbeitet",
        "Ausgegeben",
        "Gedruckt",
        "Minister",
        "inisterium",
        "Antwort",
        "enthält",
        "Original",
        "rotokolle",
        "*)",
    ),
)
""" "Ausgegeben: 9. Januar 2025", "Die Antwort wurde namens der Bundesregierung … übermittelt.": how a note of print begins."""

_PAGE_HEAD = compiled(
    r"\A(?=.{0,110}\bDrucksache\s)(?=.{0,110}\b(?:Wahlperiode|Landtag|Bundestag|Bürgerschaft|Abgeordnetenhaus)).{20,120}",
    needs=("Drucksache",),
)
""" "Drucksache 16/2011 (16/1958) Landtag von Talland - 16. Wahlperiode -", at the top of a page."""

_ANNEX = compiled(r"\A(?:.{0,90}\s)?(?:Anlage|Anhang)(?:\s[0-9]{1,2}|\s[A-Z])?|(?:Anlage|Anhang)(?:\s[0-9]{1,2})?\szu[rm]?\s.{4,110}")
""" "Ufer nach Zustand Anlage 1", "Anlage zur Antwort auf die Kleine Anfrage 12/25", at the top of a page."""

_NOTE = compiled(r"([0-9]{1,2})\s+((?:https?://|www\.|[Vv]gl\.\s|[Ss]iehe\s|[Qq]uelle).{4,300})")
""" "1 https://www.talland.example/ufer", at the end of a page."""


NOTICE_LINES = 4
"""Most lines of a note of print."""


def without_notices(units: Sequence[Unit], ledger: Ledger) -> list[Unit]:
    """Return the units without notes of print, which may run over several lines."""
    out: list[Unit] = []
    open_lines = page = 0
    line: Line | None = None
    for unit in units:
        open_lines, page = open_lines if unit.line.page == page else 0, unit.line.page
        begins = unit.text[:1] in "ABDEGHV*(" and _NOTICE.match(unit.text) is not None
        beside = line is unit.line
        line = unit.line if begins else line
        if begins or beside or (open_lines and not unit.gap and not unit.labels):
            ledger.unit(unit, "furniture", "answer:frame")
            open_lines = 0 if unit.text.endswith(".") else (NOTICE_LINES if begins else open_lines) - 1
            continue
        open_lines = 0
        unit.index = len(out)
        out.append(unit)
    return out


def without_page_heads(units: Sequence[Unit], ledger: Ledger) -> list[Unit]:
    """Return the units without heads of later pages that name the paper, which are not the same on every page."""
    if not units or units[-1].line.page == units[0].line.page:
        return list(units)
    out: list[Unit] = []
    for unit in units:
        top = bool(out) and unit.line.page > out[-1].line.page
        if top and unit.text[-1] not in ".?!:" and ITEM not in unit.roles and _PAGE_HEAD.fullmatch(unit.line.text.strip()) is not None:
            ledger.unit(unit, "furniture", "page-head")
            continue
        unit.torn = unit.torn or top
        unit.index = len(out)
        out.append(unit)
    return out


def without_notes(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> list[Unit]:
    """Return the units without footnotes that no mark announces, at the end of a page; they go to the draft."""
    out: list[Unit] = []
    for at, unit in enumerate(units):
        last = at + 1 == len(units) or units[at + 1].line.page > unit.line.page
        found = _NOTE.fullmatch(unit.text) if last and unit.text[:1].isdigit() else None
        if found is None:
            out.append(unit)
            continue
        path = f"footnotes[{len(draft.footnotes)}]"
        label = ledger.piece([part(unit, *found.span(1))], f"{path}.label", "answer:note")
        draft.footnotes.append((label, ledger.piece([part(unit, *found.span(2))], f"{path}.text", "answer:note")))
    return out


def end_of_answers(units: Sequence[Unit], after: int) -> int:
    """Return where the last answer ends: at an annex on a page of its own, or the signature of who answers."""
    end = len(units)
    for at in range(after, end):
        unit = units[at]
        new = at > 0 and unit.line.page > units[at - 1].line.page
        if _closes(unit) or (new and len(unit.text) <= LONGEST_LINE * 2 and _ANNEX.fullmatch(unit.text) is not None):
            end = at
            break
    return _without_captions(units, after, _without_farewell(units, after, _signature(units, after, end)))


_PICTURE = compiled(r"(?:Abb(?:ildung|\.)|Bild|Foto|Karte)\s?(?:[0-9]{1,2}\s?)?:\s.{4,140}[^.]")
""" "Abb. 1: Steg am Grünsee (Foto: Stadt Talland)"."""


def _without_captions(units: Sequence[Unit], after: int, end: int) -> int:
    """Move the end up over captions of pictures, below which nothing is said."""
    while after < end - 1 and units[end - 1].gap and _PICTURE.fullmatch(units[end - 1].text):
        end -= 1
    return end


_REACHES = (
    r"(?:rufen|melden|wenden|schreiben|sprechen|fragen|kontaktieren|zögern|erreichen)\sSie|Sie\smich|steh(?:e|en|t)\s(?:ich|wir|Ihnen)|"
    r"(?:können|dürfen)\sSie\s(?:sich|mich|uns)|zur\sVerfügung"
)
""" "rufen Sie mich gern an", "können Sie sich an das Bauamt wenden": how a reader is told to come back."""

_FAREWELL = compiled(
    r"(?:Die|Alle|Sämtliche)\s(?:übrigen\s|anderen\s|weiteren\s)?(?:Fraktionen|Mitglieder|Stadtr[aä]t|Gruppen|Ratsmitglieder|Kreistagsmitglieder)\w{0,3}\b.{0,160}\berh[aä]lt(?:en)?\b.{0,120}|"
    r"(?:Diese[sr]?|Das)\s(?:Schreiben|Antwortschreiben|Brief)\b.{0,200}|"
    r"(?:Für|Bei|Sollten)\s(?:(?:Sie|weitere[nr]?|etwaige|eventuelle|evtl\.|mögliche|noch|Ihre|diesbezügliche[nr]?)\s){0,3}(?:Rück|Nach)?[Ff]ragen\b.{0,160}|"
    rf"(?:Wenn|Falls|Sofern|Sollten?|Haben\sSie|Gern(?:e)?|Bitte|Bei)\b.{{0,160}}\b(?:{_REACHES})\b.{{0,120}}|"
    r"(?:Ich|Wir)\s(?:hoffe|gehe|bitte|danke|verbleibe|stehe|freue)n?\b.{0,240}|(?:Eine|Diese|Je\seine)\s(?:Durchschrift|Abschrift|Kopie|Mehrfertigung|Ausfertigung)\b.{0,160}|"
    r"(?:Die|Diese|Meine|Unsere)\s(?:Antwort|Beantwortung|Stellungnahme)\s(?:ist|wurde|wird|erfolgt(?:e)?|geht|erh[aä]lt(?:en)?)\b.{0,200}"
)
""" "Für Rückfragen stehe ich gern zur Verfügung.", "Ich hoffe, Ihre Fragen beantwortet zu haben."."""

_TO_READER = compiled(
    r"\b(?:Ihnen|Ihre[nmrs]?|Sie|Verfügung|Verständnis|beantwortet|Antwort|Fraktionen|abgestimmt|Mitglieder\w{0,2}|zur\sKenntnis)\b"
)


def _without_farewell(units: Sequence[Unit], after: int, end: int) -> int:
    """Move the end up over paragraphs by which a letter takes leave, above its signature."""
    while after < end < len(units):
        start = end - 1
        while start > after and not units[start].gap:
            start -= 1
        text = join(unit.text for unit in units[start:end])
        if not units[start].gap or _FAREWELL.fullmatch(text) is None or _TO_READER.search(text) is None:
            break
        end = start
    return end


_CLOSES = compiled(
    r"(?:In\sVertretung|Im\sAuftrag|[Ii]\.\s?[VA]\.|gez\.|Anlagen?\*?|Für\sden\s(?:Kreisausschuss|Magistrat|Senat)|"
    r"(?:Der|Die|Das)\s(?:\w{2,20}\s)?(?:\w{0,20}[Rr]at|\w{0,30}[Vv]ertretung|\w{0,20}[Aa]usschuss|Kreistag|Bürgerschaft)\s(?:\w{2,20}\s){0,3}?nimmt\b.{0,60}\bKenntnis\.?|"
    r"Hinweise?\sde[sr]\s(?:Landtags|Parlaments|Rats)\w{0,20})\s?:?|"
    r"(?:Finanzielle\sAuswirkungen|Auswirkungen\sauf\s.{3,40}|Klima(?:relevanz|check|auswirkungen|schutzrelevanz)|Gleichstellungsrelevanz|"
    r"Deckungsvorschlag|Haushaltsmittel|Anlagen?|Anlage/n|Beschluss(?:empfehlung|vorschlag)|Vertraulichkeit|Versandpaket|Verteiler|"
    r"Freigabe(?:datum)?|Sachbearbeit(?:ung|er(?:in)?)|Bearbeiter(?:in)?|Bearbeitet\svon|Ansprechpartner(?:in)?|Auskunft\serteilt|Mitzeichnung|"
    r"(?:Die\s)?Beantwortung\serfolgte?\sdurch|"
    r"(?:[Dd]azugehörende|[Zz]ugehörige)\sVorlagen?|Zuständige[rs]?\s(?:Ausschuss|Ausschüsse|Gremi(?:um|en)))\s?(?::.{0,60})?"
)
""" "In Vertretung:" or "Hinweise des Landtagsamts" alone on its line; "Klimarelevanz: keine", a caption that forms have below the text."""


def is_caption_below(unit: Unit) -> bool:
    """Return whether a line is a caption that forms have below the text, and no name: "Finanzielle Auswirkungen"."""
    return _CLOSES.fullmatch(unit.text) is not None


def _closes(unit: Unit) -> bool:
    """Return whether nothing that stands below a line belongs to an answer: a closing formula, "In Vertretung"."""
    return (CLOSING in unit.roles and unit.label(CLOSING, "closing") is not None) or is_caption_below(unit)


def _signature(units: Sequence[Unit], after: int, end: int) -> int:
    """Return where the signature at the end begins; the end if there is none."""
    start = end
    while start > after and end - start < MOST_LINES and _may_sign(units[start - 1]):
        start -= 1
    first = next((at for at in range(start, end) if _signs(units[at]) or _is_name(units[at])), end)
    if not any(_signs(unit) for unit in units[first:end]):
        return end - 1 if end - 1 > after and _is_lone_name(units[end - 1]) else end
    return first - 1 if first > start and _is_lone_name(units[first - 1]) else first


def _is_lone_name(unit: Unit) -> bool:
    """Return whether a line that stands apart can only be who signs, or the sign of the office: "Rehfeldt", "67.33"."""
    words = unit.text.split()
    named = len(words) <= MOST_WORDS and all(w[0].isupper() and w.rstrip(".").replace("-", "").isalpha() for w in words)
    return unit.gap > 0 and (named or _DEPARTMENT_SIGN.fullmatch(unit.text) is not None)


_DEPARTMENT_SIGN = compiled(r"(?:[A-Z]{1,4}[ /-])?[0-9]{2}(?:\.[0-9]{1,2}){1,3}")
""" "67.33", the sign of an office, above its place and day."""


def _may_sign(unit: Unit) -> bool:
    text = unit.text
    if len(text) > LONGEST_LINE or text.endswith((".", "?", "!", ":", ";")):
        return False
    return _DEPARTMENT_SIGN.fullmatch(text) is not None or (ITEM not in unit.roles and text[:1].isupper())


def _signs(unit: Unit) -> bool:
    return unit.is_a(SIGNED, CLOSING, DATE) or _OFFICE.search(unit.text) is not None or _PLACED_DAY.fullmatch(unit.text) is not None


_PLACED_DAY = compiled(r"[A-ZÄÖÜ][\w.-]{2,30}\s?/\s?[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}")
""" "Talstadt / 08.05.2025"."""


def signs_for_office(unit: Unit) -> bool:
    """Return whether a line says for which office somebody signs: "Beigeordneter", "Der Bürgermeister"."""
    return len(unit.text) <= LONGEST_LINE and _OFFICE.search(unit.text) is not None


def _is_name(unit: Unit) -> bool:
    return NAME in unit.roles or unit.text.startswith(("Dr. ", "Prof. "))


def asker_end(units: Sequence[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Part what signs an inquiry from its text, where reasons follow below it: "11.8.2025", "Waldvogel GRÜNE", notes of print."""
    asked = max((i for i, unit in enumerate(units) if "?" in unit.text and i < len(units) - 1), default=len(units))
    reasons = next((i for i in range(asked + 1, len(units)) if units[i].label(HEADING, "reasons")), len(units))
    first = asked + 1
    if reasons == len(units) or first >= reasons or not _is_day(units[first]):
        return list(units), []
    if not any(u.is_a(NAME, GROUP, SIGNED) or len(u.text.split()) <= MOST_WORDS for u in units[first + 1 : first + 3]):
        return list(units), []
    return [*units[:first], *units[reasons:]], list(units[first:reasons])


MOST_WORDS = 4
"""Most words of a name with its group."""


def _is_day(unit: Unit) -> bool:
    found = find_line_dates(unit.text)
    return bool(found) and found[0].start == 0 and not unit.text[found[0].end :].strip(" .")
