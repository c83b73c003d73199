"""What a paper is: one without a name is an inquiry only where somebody asks an administration; others are told apart by what they say."""

import pytest

from anfrage_parser.errors import NotAnInquiryError
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_text
from tests.assemble.reading import check_laws

INQUIRIES: list[tuple[str, str]] = [
    ("two bare questions to a mayor",
     ("Sehr geehrter Herr Bürgermeister,\n\nam Kirchweg fehlt das Licht. Wann wird es repariert? Wer zahlt das?\n\n"
      "Mit freundlichen Grüßen\nUlf Brand")),
    ("a group's letter with a subject",
     "UWG-Fraktion\nSeefeld, 04.03.2023\n\nBetreff: Kita\n\nSehr geehrte Frau Amsel,\n\n1. Wie viele Plätze fehlen?"),
    ("a lead-in and a list", "Die Kita ist voll.\n\nWir fragen die Verwaltung:\n\n1. Wie viele Plätze fehlen?\n2. Wann wird gebaut?"),
    ("a request for a report",
     ("Begründung:\nDie Kita ist voll.\nDie Verwaltung wird um einen Bericht gebeten, wie viele Plätze fehlen.\n"
      "gez.\nIda Amsel\nCDU-Fraktion")),
    ("a request for information",
     ("Die Kita ist voll.\n\nDie Verwaltung wird um Auskunft gebeten, wie viele Plätze fehlen.\n\nIda Amsel\n"
      "Fraktionsvorsitzende der SPD-Fraktion")),
    ("topics instead of questions",
     ("FDP-Fraktion\n\nWir bitten um Auskunft zu folgenden Punkten:\n1. Zahl der freien Plätze\n2. Kosten des "
      "Umbaus\n\nIda Amsel")),
    ("an inquiry that mentions a motion",
     ("SPD-Fraktion\n\nUnser Antrag vom Mai wurde vertagt. Wir fragen daher den Magistrat:\n1. Wann wird er "
      "behandelt?\n2. Was spricht dagegen?")),
    ("an inquiry about a survey",
     "CDU-Fraktion\n\nUmfrage am Hafen\n\nWir fragen den Bürgermeister:\n1. Wer wurde gefragt?\n2. Was hat die Umfrage gekostet?"),
    ("an inquiry about a vacancy",
     "Wir fragen das Bezirksamt:\n1. Seit wann ist die Stelle (m/w/d) ausgeschrieben?\n2. Wann wird sie besetzt?"),
    ("an inquiry about minutes",
     ("Die Niederschrift vom 3. Mai liegt nicht vor. Anwesend waren alle, der Beschluss fiel einstimmig.\n\n"
      "Ich frage die Verwaltung:\n1. Wann kommt sie?\n2. Wer hat sie geschrieben?")),
    ("an inquiry for the agenda",
     ("Sehr geehrte Frau Landrätin,\n\nbitte setzen Sie folgende Fragen auf die Tagesordnung des Kreistages:\n\n1. "
      "Wie viele Busse fehlen?\n2. Was kostet das?")),
    ("an inquiry after an answer",
     ("Sehr geehrter Herr Bürgermeister,\n\nin Ihrer Antwort auf unsere Anfrage schreiben Sie, die Kita sei voll. "
      "Dazu fragen wir:\n1. Seit wann?\n2. Wie lange noch?")),
    ("a question of an inhabitant",
     "Einwohnerfrage zur Sitzung der BVV\n\n1. Warum ist der Teich trocken?\n2. Was tut das Bezirksamt?\n\nIda Amsel"),
    ("an oral question", "Mündliche Frage für die Fragestunde\n\nWie viele Bäume wurden gefällt?\n\nIda Amsel, MdL (SPD)"),
    ("a request for facts",
     ("Volt-Fraktion\nSeefeld, 03.02.2022\n\nTeich\n\nSehr geehrter Herr Brand,\n\nder Teich riecht. Daher bitten wir um folgende "
      "Informationen:\n- Wasserqualität seit 2020\n- geplante Maßnahmen\n\nIda Amsel")),
    ("an inquiry with its answer below",
     ("Die UWG-Fraktion fragt die Verwaltung:\n- Wann kommt der Bus?\n- Wer zahlt das?\nAntwort der Verwaltung vom "
      "03.05.2023\nIhre Anfrage beantworte ich wie folgt:\nZu 1.:\nIm Mai.\nZu 2.:\nDie Stadt.")),
]  # fmt: skip

REFUSED: dict[str, list[tuple[str, str]]] = {
    "other": [
        ("a speech on a budget",
     ("Rede zum Haushalt 2024\nIda Amsel, SPD-Fraktion Seefeld\n\nSehr geehrter Herr Bürgermeister, meine Damen und "
      "Herren,\n\nder Haushalt ist klein. Wer soll das bezahlen? Ich frage Sie: Wollen wir das?\n\nVielen Dank für "
      "Ihre Aufmerksamkeit.")),
        ("a speech that was written down",
     ("Ida Amsel, UWG\n(Es gilt das gesprochene Wort)\n\nWasser für alle!\n\nLiebe Kolleginnen und Kollegen,\n\noft "
      "werden wir gefragt:\n\nWann kommt der Brunnen?\n\nEr kommt 2025.")),
        ("a speech at a feast",
     ("Grußwort zum Hafenfest\n\nLiebe Gäste,\n\nwas wäre Seefeld ohne den Hafen? Was wären wir ohne die Fischer?\n\n"
      "Ida Amsel, Stadträtin")),
        ("a speech in a debate",
     ("Aktuelle Stunde, 03.05.2023\nFDP-Fraktion Seefeld\n\nGuten Abend,\n\nwarum sind wir hier? Weil die Stadt "
      "schläft.")),
        ("a report with a town first",
     ("SEEFELD. Wann kommt der neue Bus? Das wollte die SPD-Fraktion vom Landrat wissen.\n"
      "In der Sitzung stellte Ida Amsel dazu eine Anfrage.\n„Warten die Leute umsonst?“, fragte sie.")),
        ("a report of an inquiry",
     ("Streit um die Kita\n\nDie CDU-Fraktion hat eine Anfrage eingereicht. „Wie viele Plätze fehlen?“, fragen sie "
      "unter anderem. „Wir prüfen das“, sagte der Bürgermeister.")),
        ("a notice to the press",
     ("Pressemitteilung der UWG-Fraktion Seefeld, 03.05.2023\n\nUWG fragt nach der Kita\n\nDie UWG-Fraktion fragt "
      "die Verwaltung: Wie viele Plätze fehlen? Wann wird gebaut?")),
        ("a report with a quote",
     ("Neues Licht am Hafen\n\nWird es am Hafen bald heller? „Wir hoffen es“, so Ida Amsel (SPD). Die Verwaltung "
      "teilte mit, sie prüfe das.")),
        ("an advertisement for a post",
     ("Stellenausschreibung\n\nDie Stadt Seefeld sucht eine Gärtnerin (m/w/d).\n\nHaben Sie Freude an Bäumen?\n\nWir "
      "bieten:\n• 30 Tage Urlaub\n\nIhre Bewerbung richten Sie an die Stadt Seefeld, Amt für Grün.")),
        ("a club that looks for help",
     ("Helferin gesucht\nDer Chor Seefeld hat 30 Mitglieder. Singen Sie gern?\nMelden Sie sich bis Juni beim "
      "Vorstand.")),
        ("a job with questions",
     ("Mitarbeit in der CDU-Fraktion\n\nDie CDU-Fraktion im Rat der Stadt Seefeld sucht Verstärkung.\n\nSind Sie "
      "neugierig? Mögen Sie Politik?\n\nBewerben Sie sich bis zum 03.05.2023.")),
        ("an apprenticeship",
     ("Ausbildung bei der Gemeinde Seefeld\n\nWas lernst du bei uns?\n• Akten führen\n• Bürger beraten\n\nWas "
      "bringst du mit?\n• Neugier")),
        ("questions to parties",
     ("Fragen an die Parteien zur Ratswahl in Seefeld\n\n1. Was plant Ihre Partei für die Kita?\n2. Wie steht Ihre "
      "Partei zum Hafen?\n\nBürgerkreis Seefeld")),
        ("a letter to candidates",
     ("Sehr geehrte Kandidatinnen und Kandidaten,\n\nzur Kommunalwahl bitten wir um Beantwortung folgender "
      "Fragen:\n\n1. Wie wollen Sie den Hafen retten?\n2. Was tun Sie für die Kita?\n\nMit freundlichen Grüßen\nIda "
      "Amsel")),
        ("questions to groups",
     ("Fragen an die Ratsfraktionen\n\nDer Radclub Seefeld bittet die Fraktionen um Antworten auf folgende Fragen:\n"
      "1. Wie stehen Sie zu Tempo 30?\n2. Was sind Ihnen Radwege wert?")),
        ("a questionnaire",
     ("Fragebogen zum Verkehr in Seefeld\n\nBitte ankreuzen:\n1. Fahren Sie Rad?\n2. Wie oft fahren Sie Bus?\n3. Wie "
      "zufrieden sind Sie mit der Stadt?")),
        ("a test of lists",
     ("Wahlprüfsteine Wasser\n\n1.1 Wie hoch soll der Damm werden?\n• Was hat Ihre Wählergruppe getan?\n2.1 Wer "
      "zahlt?\n• Platz für Ihre Antwort:")),
        ("frequent questions",
     ("Häufige Fragen zur Müllabfuhr\n\n1. Wann kommt die Müllabfuhr?\nJeden Montag.\n2. Was kostet die Tonne?\n12 "
      "Euro im Monat.\n\nStadt Seefeld")),
        ("questions of a page of help", "Ratgeber Hund\n\nWas kostet die Hundesteuer?\n60 Euro.\n\nWo melde ich den Hund an?\nIm Rathaus."),
        ("a newsletter",
     ("Newsletter der Grünen Seefeld, Mai 2023\n\nLiebe Leserinnen und Leser,\n\nwas macht der Rat? Wir haben "
      "gefragt.\n\nViele Grüße\nIda Amsel")),
        ("a letter of a group",
     "SPD Seefeld, Rundbrief 3/2023\n\nWas war los?\n• Kita eröffnet\n• Hafen gesperrt\n\nWas kommt?\n• Sommerfest"),
        ("statutes",
     ("Satzung des Vereins Kita Seefeld\n\n§ 1 Name\nDer Verein heißt Kita Seefeld.\n\n§ 2 Zweck\nDer Verein fördert "
      "Kinder.\n\n§ 3 Wer ist Mitglied?\nWer zahlt.")),
        ("a guideline",
     ("Leitfaden für Anfragen im Rat\n\nWie stelle ich eine Anfrage?\n1. Schreiben Sie an den Bürgermeister.\n2. "
      "Stellen Sie kurze Fragen.\n\nWer antwortet?\nDie Verwaltung.")),
        ("a form",
     ("Anmeldung zum Hafenfest\n\nVor- und Nachname:\n\nHaben Sie einen Stand?\n\nWie viele Tische brauchen Sie?\n\n"
      "Bitte ausfüllen und an die Stadt Seefeld senden.")),
    ],
    "motion": [
        ("a resolution",
     ("Resolution der Klimagruppen Seefeld\n\nDie Stadt hat nichts getan. Was ist in zehn Jahren passiert? Und was "
      "macht der Rat?\n\nWir fordern Busse.")),
        ("a point of the agenda",
     ("Sehr geehrte Frau Bürgermeisterin,\n\nwir bitten Sie, den Tagesordnungspunkt „Kita am Hafen“ in die nächste "
      "Sitzung des Rates aufzunehmen.\n\nIda Amsel")),
        ("a decision wanted",
     ("SPD-Fraktion\nSeefeld, 03.05.2023\n\nSehr geehrter Herr Bürgermeister,\n\nwir beantragen, den Hafen zu "
      "sanieren.\n\nWarum jetzt? Weil er bröckelt.\n\nIda Amsel")),
        ("a council may decide",
     ("Hafen sanieren\n\nDer Rat möge beschließen:\n1. Der Hafen wird saniert.\n2. Die Verwaltung wird beauftragt, "
      "Angebote einzuholen.\n\nIda Amsel, CDU-Fraktion")),
        ("a group moves",
     ("Sehr geehrter Herr Vorsitzender,\n\ndie UWG-Fraktion beantragt, folgenden Punkt auf die Tagesordnung zu "
      "setzen:\n\nZustand der Kita\n\nMit freundlichen Grüßen\nIda Amsel")),
        ("a proposal", "Bänke am Hafen\n\nBeschlussvorschlag:\nDie Verwaltung stellt zehn Bänke auf.\n\nIda Amsel"),
    ],
    "minutes": [
        ("an extract",
     ("Auszug aus der Sitzung des Ortsrates Seefeld am 03.05.2023\n\nTOP 5 Kita\n\nHerr Brand fragt, wann die Kita "
      "öffnet. Frau Amsel antwortet, im Mai.")),
        ("a session",
     ("Sitzung des Bauausschusses Seefeld\n\nBeginn: 18.00 Uhr\nAnwesend: Ida Amsel, Ulf Brand\n\nHerr Brand möchte "
      "wissen: Wann wird gebaut?\n\nDer Antrag wird einstimmig angenommen.")),
        ("notes of a meeting",
     ("Ortsbeirat Seefeld, 03.05.2023\n\nFrau Amsel eröffnet die Sitzung um 19 Uhr.\n\nHerr Brand fragt, wann der "
      "Bus kommt?\n\nEnthaltungen: 2")),
        ("a record in passing",
     ("Kurzprotokoll Runder Tisch Seefeld\n\nHerr Brand fragt nach dem Hafen. Wann wird saniert? Die Verwaltung "
      "antwortet: im Mai.")),
    ],
    "invitation": [
        ("a letter",
     ("Sehr geehrte Damen und Herren,\n\nzur Sitzung des Ortsrates Seefeld am 03.05.2023 lade ich Sie herzlich "
      "ein.\n\n1. Begrüßung\n2. Fragen der Einwohner\n\nIda Amsel")),
        ("a meeting", "Wie geht es weiter am Hafen?\n\nWir laden Sie herzlich ein, mit uns zu reden: 3. Mai, 19 Uhr, Rathaus."),
        ("guests",
     ("SPD-Fraktion Seefeld\n\nLiebe Nachbarn,\n\nwas wird aus der Kita? Sie sind herzlich eingeladen: 03.05.2023, "
      "Kita am Hafen.")),
        ("members", "Einladung zur Mitgliederversammlung der UWG Seefeld\n\n1. Bericht\n2. Wer kandidiert?\n3. Verschiedenes"),
    ],
}  # fmt: skip
"""The kind of paper, and a table of its texts, none of which has a heading that names it."""


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in INQUIRIES])
def test_inquiries(text: str) -> None:
    check_laws(text)
    (record,) = parse_source(read_text(text))
    assert record.document_type in ("inquiry", "inquiry_with_answer") and record.questions


ANSWERS = [
    ("a letter of a mayor",
     ("Sehr geehrter Herr Brand,\n\nIhre Anfrage vom 03.05.2023 beantworte ich wie folgt:\n\n1. Im Mai.\n2. Rund 30 "
      "Euro.\n\nMit freundlichen Grüßen\nIda Amsel\nBürgermeisterin")),
    ("a letter of an office",
     ("Stadt Seefeld\nSeefeld, 12.05.2023\n\nSehr geehrte Damen und Herren,\n\nauf Ihr Schreiben zur Kita können wir "
      "Ihnen Folgendes mitteilen:\n\nSie ist voll.\n\nIm Auftrag\nUlf Brand")),
    ("a letter that repeats the questions",
     ("Sehr geehrte Frau Amsel,\n\nzu Ihren Fragen nehme ich wie folgt Stellung:\n\n1. Wann kommt der Bus?\nIm Mai.\n"
      "2. Wer zahlt das?\nDie Stadt.\n\nUlf Brand")),
    ("an office that states",
     ("Kita am Hafen\n\nZur Anfrage der SPD-Fraktion nimmt die Verwaltung wie folgt Stellung:\n\n1. Wie viele Plätze "
      "fehlen?\nZwölf.\n2. Wann wird gebaut?\n2025.")),
    ("a letter about an inquiry",
     ("Stadt Seefeld\n\nAnfrage der SPD-Fraktion vom 03.05.2023 zum Hafen\n\nSehr geehrte Frau Amsel,\n\nIhre "
      "Anfrage beantworte ich wie folgt:\n\n1. Wann wird saniert?\nIm Mai.\n\nUlf Brand")),
    ("a letter with thanks",
     ("Sehr geehrter Herr Brand,\n\nvielen Dank für Ihre Anfrage zum Hafen. Hierzu teile ich Ihnen mit:\n\nDer Hafen "
      "wird saniert.\n\nIda Amsel")),
]  # fmt: skip
"""Papers that say that they answer, though no heading does."""


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in ANSWERS])
def test_answers(text: str) -> None:
    check_laws(text)
    (record,) = parse_source(read_text(text))
    assert record.document_type == "answer"
    assert record.answers or all(question.answer for question in record.questions)


@pytest.mark.parametrize(
    ("text", "kind"), [pytest.param(text, kind, id=f"{kind} {name}") for kind, rows in REFUSED.items() for name, text in rows]
)
def test_refused(text: str, kind: str) -> None:
    check_laws(text)
    with pytest.raises(NotAnInquiryError) as refused:
        parse_source(read_text(text))
    assert refused.value.document_type == kind
