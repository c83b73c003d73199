"""Words by which papers without a name are told apart, each with its weight and the reason for it."""

from typing import NamedTuple


class Sign(NamedTuple):
    """Words that speak for a kind of paper. They count once, however often they stand there."""

    kind: str
    weight: int
    reason: str
    """What a paper with such words does."""
    words: tuple[str, ...]
    """As printed, but in small letters."""
    first: bool = False
    """Whether they must stand in the first lines, where a paper names itself."""


SIGNS = (
    Sign("inquiry", 4, "asks in its own name", ("wir fragen", "fragen wir", "ich frage", "frage ich", "fragen an d",
         "wir folgende frage", "ich folgende frage", "fraktion fragt", "fraktionen fragen")),
    Sign("inquiry", 2, "wants an answer", ("um beantwortung", "um die beantwortung", "um schriftliche", "um auskunft",
         "um antwort", "um mitteilung", "um stellungnahme", "um information", "gebeten, folgende", "zu beantworten",
         "verwaltung wird um", "sachstandsbericht", "um bericht", "um einen bericht")),
    Sign("inquiry", 2, "announces questions", ("folgende frage", "folgenden frage", "folgender frage", "nachstehende frage",
         "nachstehenden frage")),
    Sign("inquiry", 2, "is an inquiry of its author's", ("folgende anfrage", "nachstehende anfrage", "diese anfrage",
         "unsere anfrage", "meine anfrage")),
    Sign("inquiry", 2, "speaks of an inquiry", ("anfrage",)),
    Sign("inquiry", 3, "calls itself a question", ("einwohnerfrage", "bürgerfrage", "bürgeranfrage", "mündliche frage",
         "schriftliche frage", "fragestunde"), first=True),
    Sign("motion", 4, "wants a decision", ("beantragen wir", "wir beantragen", "beantrage ich", "ich beantrage",
         "fraktion beantragt", "fraktionen beantragen", "gruppe beantragt", "möge beschließen", "möge beschliessen",
         "beschlussvorschlag", "beschlußvorschlag", "beschlussantrag", "beschließt:", "antragstext", "stellt den antrag",
         "stellen den antrag", "stelle den antrag")),
    Sign("motion", 4, "is put to the vote", ("unser antrag", "unseren antrag", "unserem antrag", "folgenden antrag",
         "nachstehenden antrag", "um zustimmung")),
    Sign("motion", 4, "wants something on the agenda", ("tagesordnungspunkt „", "folgenden punkt auf d",
         "folgenden tagesordnungspunkt", "einen tagesordnungspunkt", "den tagesordnungspunkt", "das thema auf die tagesordnung",
         "einen punkt auf d")),
    Sign("motion", 2, "orders something", ("wird beauftragt", "werden beauftragt", "zu beauftragen", "wird aufgefordert",
         "fordern die verwaltung auf")),
    Sign("minutes", 3, "calls itself so", ("niederschrift", "protokoll", "auszug aus", "sitzungsauszug"), first=True),
    Sign("minutes", 2, "tells how a session went", ("beginn der sitzung", "sitzungsbeginn", "beginn: ", "ende der sitzung",
         "sitzungsende", "die sitzung wird", "eröffnet die sitzung", "schließt die sitzung")),
    Sign("minutes", 2, "tells who was there", ("anwesend", "entschuldigt:", "schriftführ", "protokollführ")),
    Sign("minutes", 2, "tells what was decided", ("einstimmig", "ja-stimmen", "enthaltung", "abstimmungsergebnis",
         "nimmt kenntnis", "zur kenntnis genommen")),
    Sign("minutes", 2, "reports who said what", ("erkundigt sich", "möchte wissen", " erwidert", " führt aus", " antwortet",
         "fragt nach", "fragt, ")),
    Sign("invitation", 4, "invites", ("lade ich sie", "laden wir sie", "lade ich euch", "laden wir euch", "lade ich herzlich",
         "laden wir herzlich", "herzlich eingeladen", "herzlich ein", "einladung zu")),
    Sign("speech", 4, "is called a speech", ("gesprochene wort", "redeentwurf", "redemanuskript", " rede von", " rede des",
         " rede der", " rede zu", "haushaltsrede", "aktuelle stunde", "haushaltsdebatte", "ansprache", "grußwort"), first=True),
    Sign("speech", 3, "speaks to an audience", ("meine damen und herren", "liebe gäste", "liebe kolleginnen", "liebe genoss",
         "liebe bürger", "liebe mitbürger", "liebe freund", "liebe anwesende", "hohes haus", "geehrtes präsidium")),
    Sign("speech", 3, "is spoken, and answers itself", ("guten abend", "guten morgen", "dank für ihre aufmerksamkeit",
         "danke für die aufmerksamkeit", "die antwort ist", "die antwort lautet")),
    Sign("press", 4, "is called a report", ("pressemitteilung", "presseinformation", "pressedienst", "pressekontakt",
         "medieninformation"), first=True),
    Sign("press", 4, "reports who asks", ("fragen sie unter anderem", "fragten sie", "wollte wissen", "wollten wissen",
         "will wissen", "wollen wissen", "eine anfrage eingereicht", "eine anfrage gestellt", "vom bürgermeister wissen",
         "von der verwaltung wissen")),
    Sign("press", 3, "quotes what was said", ("“, sagte", "“, so ", "“, heißt es", "“, fragt", "“, erklärt", "“, betont",
         '", sagte', '", so ', " teilte mit", " teilt mit")),
    Sign("questionnaire", 4, "is called a questionnaire", ("wahlprüfstein", "prüfstein", "fragebogen", "umfrage", "befragung"), first=True),
    Sign("questionnaire", 4, "asks parties", ("ihre liste", "ihrer liste", "ihre partei", "ihrer partei", "ihre wählergruppe",
         "ihre fraktion", "ihrer fraktion", "allen parteien", "alle parteien", "an die parteien", "allen listen", "wahlprogramm")),
    Sign("questionnaire", 12, "is addressed to them", ("fragen an die ratsfraktion", "fragen an die fraktion", "bittet die fraktionen um",
         "bitten die fraktionen um", "bitten die parteien", "geehrte kandidat", "liebe kandidat", "an die kandidat", "an alle kandidat",
         "an die parteien", "an alle parteien")),
    Sign("questionnaire", 3, "asks before an election", ("ratswahl", "kommunalwahl", "landtagswahl", "bürgermeisterwahl",
         "kandidat", "kandidier")),
    Sign("questionnaire", 4, "is a form to fill in", ("bitte ankreuzen", "zutreffendes", "bitte ausfüllen", "auszufüllen",
         "vor- und nachname")),
    Sign("job", 4, "offers a post", ("m/w/d", "w/m/d", "stellenausschreibung", "stellenangebot", "ihre bewerbung",
         "bewerbungsunterlagen", "bewerben sie sich", "melden sie sich bis")),
    Sign("leaflet", 4, "is written for many", ("newsletter", "rundbrief", "häufige fragen", "häufig gestellte", " faq",
         "liebe leser", "liebe eltern", "resolution", "leitfaden", "merkblatt", "leitlinie", "richtlinie", "satzung",
         "ordnung für", " gesucht "), first=True),
)  # fmt: skip
"""What speaks for which kind, in running text."""
