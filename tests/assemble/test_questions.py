"""What is asked: what leads in, how questions are numbered, their parts, and which lists ask."""

from typing import Any

import pytest

from tests.assemble.reading import ASKED, DEAR, END, HEAD, TWO, Case, cases, check

BULLETS = "- Wann kommt der Bus?\n- Wer zahlt das?"


def letter(text: str) -> str:
    """A letter with this text between its head and its end."""
    return HEAD + text + END


def asks(text: str) -> str:
    """A letter that asks this."""
    return letter(f"Wir fragen:\n{text}")


LEAD_INS: list[Case] = [
    *((f"a lead-in that begins like a signature, {name}", letter(f"{DEAR}der Bus fehlt.\n\n{words}\n\n{TWO}"),
       {"questions": ASKED, "preamble": "der Bus fehlt.", "signatories": ["Max Hierl"]})
      for name, words in (
        ("in the name of a group", "im Namen der SPD-Fraktion stelle ich folgende Anfrage:"),
        ("for a group that begs", "für die Fraktion bitte ich um Beantwortung folgender Fragen:"),
        ("for a group that asks", "Für die Fraktion fragen wir daher:"),
        ("on behalf of others", "stellvertretend für die Anwohner fragen wir:"),
        ("by order of a group", "im Auftrag der SPD-Fraktion frage ich:"),
      )),
    ("no letter ends above its first question", letter(f"{DEAR}im Namen der SPD-Fraktion\n\n{TWO}"), {"questions": ASKED}),
    ("signatures of others above the lead-in", letter(f"Unterschriften wurden übergeben. Wir fragen:\n\n{TWO}"),
     {"questions": ASKED, "preamble": "Unterschriften wurden übergeben."}),
    *((f"an abbreviation in a lead-in, {name}", f"SPD-Fraktion\nAnfrage: Bad\n\n{before}{words}\n1. Wann?\n2. Wer zahlt das?\n",
       {"lead_ins": [words]})
      for name, before, words in (
        ("within", "", "zu o. g. Sitzung bitten wir um Antwort auf folgende Fragen:"),
        ("first", "Das ist ernst. ", "Gem. § 24 GO bitten wir um Antwort auf folgende Fragen:"),
      )),
]  # fmt: skip

THANKS: list[Case] = [
    (f"{name}, above {kind}", letter(f"{DEAR}{thanks}{between}{announced}\n\n{questions}\n\nVielen Dank im Voraus."),
     {"questions": ASKED, "signatories": ["Max Hierl"], "rationale": None, "preamble": thanks})
    for name, thanks, between, announced in (
        ("thanks for an answer of a day", "vielen Dank für die Antwort vom 02.02.2024.", " ", "Dazu haben wir folgende Nachfragen:"),
        ("we thank for an answer", "wir danken für die Antwort.", " ", "Wir fragen nach:"),
        ("thanks, and a lead-in of two lines", "vielen Dank für Ihre Antwort.", " ", "Daraus ergeben sich\nweitere Fragen:"),
        ("thanks, and a lead-in apart", "vielen Dank für Ihre Antwort.", "\n\n", "Dazu fragen wir:"),
    )
    for kind, questions in (("numbers", TWO), ("no numbers", "Wann kommt der Bus?\n\nWer zahlt das?"), ("bullets", BULLETS))
]  # fmt: skip
"""Thanks that announce questions close no letter; those below do."""

REQUESTS: list[Case] = [
    *((f"a request that ends with a colon, {name}",
       f"Anfrage der SPD vom 3. Mai 2024\nRehbach\n\n{wanted}\n\nMit freundlichen Grüßen\nUta Blau", {"questions": [wanted]})
      for name, wanted in (
        ("for a report", "Wir bitten die Verwaltung um einen Bericht zum Stand des Hochwasserschutzes:"),
        ("for information", "Wir bitten um Auskunft, wie es weitergeht:"),
      )),
    *((f"what asks by itself before a colon, {name}", f"SPD\n\nAnfrage: Busse\n\n{wanted}\n", {"questions": [wanted]})
      for name, wanted in (
        ("a request", "Bitte nennen Sie uns die Kosten, aufgeschlüsselt nach:"),
        ("a question", "Wie hoch sind die Kosten für Bau und Betrieb der folgenden Linien:"),
      )),
]  # fmt: skip

SECOND_LINES: list[Case] = [
    (f"a second line begins like {name}", asks(f"1. Wie viele\n{line}\n2. Wer zahlt das?\n3. Wann kommt es?"),
     {"questions": [f"Wie viele {line}".replace("\n", " "), "Wer zahlt das?", "Wann kommt es?"]})
    for name, line in (
        ("signatures", "Unterschriften wurden gesammelt?"),
        ("an order", "im Auftrag des Landes erstellt?"),
        ("a name", "im Namen der Stadt?"),
        ("what is undersigned", "unterzeichnet werden?"),
        ("what is signed", "unterschrieben von wem?"),
        ("a deputy", "i. V. m. § 3 GO geprüft?"),
        ("a certificate", "für die Richtigkeit?"),
        ("an order, and a third goes on", "im Auftrag der Stadt\nerstellt?"),
        ("signatures, and a third goes on", "Unterschriften\nwurden gesammelt?"),
    )
]  # fmt: skip
"""No question ends where its second line looks like a signature."""

MARKERS: list[Case] = [
    (name, asks(text), {"questions": questions, "parts": parts})
    for name, text, questions, parts in (
        ("number and letter on a line, first", "1.a) Wann kommt er?\n1.b) Wer fährt?\n2. Wer zahlt?", ["", "Wer zahlt?"],
         [["Wann kommt er?", "Wer fährt?"], []]),
        ("number and letter on a line, last", "1. Wer zahlt?\n2.a) Wann kommt er?\nb) Wer fährt?\n2.c) Wo?", ["Wer zahlt?", ""],
         [[], ["Wann kommt er?", "Wer fährt?", "Wo?"]]),
        ("number and letter in one", "1a) Wann kommt er?\n1b) Wer fährt?\n2) Wer zahlt?", ["Wann kommt er?", "Wer fährt?", "Wer zahlt?"],
         [[], [], []]),
        ("a word behind the number", "1. Frage: Wann kommt er?\n2. Frage: Wer zahlt?", ["Wann kommt er?", "Wer zahlt?"], [[], []]),
        ("number and word on a line of their own", "1. Frage\nWann kommt er?\n2. Frage\nWer zahlt?", ["Wann kommt er?", "Wer zahlt?"],
         [[], []]),
        ("number and word with lines between", "1) Frage:\n\nWann kommt er?\n\n2) Frage:\n\nWer zahlt?", ["Wann kommt er?", "Wer zahlt?"],
         [[], []]),
        ("the word begins the question itself", "1. Frage der Kosten: Wer zahlt?\n2. Fragen bleiben: Wer baut?",
         ["Frage der Kosten: Wer zahlt?", "Fragen bleiben: Wer baut?"], [[], []]),
    )
]  # fmt: skip

SELDOM: list[Case] = [
    (f"{name}, {apart}{where}", asks(f"{above}{one}{ASKED[0]}{between}{two}{ASKED[1]}"), {"questions": ASKED})
    for name, one, two in (
        ("a nought", "01 ", "02 "), ("a bare number", "1 ", "2 "), ("a dash behind the number", "1 – ", "2 – "),
        ("a hyphen behind the number", "1 - ", "2 - "), ("quoted in a mail", "> ", "> "), ("a plus", "+ ", "+ "), ("a tab", "1\t", "2\t"),
    )
    for apart, between in (("line by line", "\n"), ("lines apart", "\n\n"))
    for where, above in (("", ""), (", below heads of columns", "\nNr. Frage\n"))
]  # fmt: skip

WORDED: list[Case] = [
    (f"questions counted by {name}, {where}", letter(f"{above}{one}{ASKED[0]}\n{two}{ASKED[1]}"),
     {"questions": ASKED, "labels": [one.strip(), two.strip()]})
    for name, one, two in (
        ("a letter", "F1: ", "F2: "), ("a letter apart", "F 1) ", "F 2) "), ("words", "Erste Frage: ", "Zweite Frage: "),
        ("words on lines of their own", "Erste Frage:\n", "Zweite Frage:\n"),
    )
    for where, above in (("announced", "Wir fragen:\n"), ("not announced", ""))
]  # fmt: skip

NUMBERS: list[Case] = [
    ("numbers and dashes within sentences",
     asks("1. Wie viele Plätze sind für\n3 – 4 Kinder vorgesehen?\n2. Was haben Kinder der Klasse\n2 Wichtiges gelernt?"),
     {"questions": ["Wie viele Plätze sind für 3 – 4 Kinder vorgesehen?", "Was haben Kinder der Klasse 2 Wichtiges gelernt?"]}),
    ("signs of bullets within sentences",
     asks("1. Wie viele Böden sind in Z 2 und\n> Z 2 einzustufen?\n2. Wie teuer sind Bau\n+ Technik?"), {"labels": ["1.", "2."]}),
    ("an ordinal at the head of a line",
     ("Anfrage der SPD vom 3. Mai 2024\nEinnahmen\n\n1. Wie viele Unfälle gab es im 1. Halbjahr 2024?\n2. Wie viele davon im\n2. Quartal?\n"
      "3. Was ist geplant?"),
     {"parts": [[], [], []],
      "questions": ["Wie viele Unfälle gab es im 1. Halbjahr 2024?", "Wie viele davon im 2. Quartal?", "Was ist geplant?"]}),
    *((f"{name} within a line below the questions",
       f"Anfrage der SPD\n1. Wann wird die Schule fertig?\n2. Was kostet sie?\n\nBitte antworten Sie bald! {number} in Containern.",
       {"questions": ["Wann wird die Schule fertig?", "Was kostet sie?"]})
      for name, number in (("the next number", "3. Klassen und 4. Klassen sind"), ("a number had before", "2. Klassen sind"))),
    ("a number below a blank line counts nothing within a line",
     asks("\n1. Wann kommt der Bus?\n\nGebaut wird bis Mai. 2. Wer zahlt das?"), {"questions": ["Wann kommt der Bus?"]}),
]  # fmt: skip
"""What looks like a number of a question."""

YEARS = ["im Jahr 2022,", "im Jahr 2023"]

PARTS: list[Case] = [
    *((name, asks(text), {"parts": parts, "tails": tails})
      for name, text, parts, tails in (
        ("bullets below one word", "1. Wie verteilen sich die Kosten\nauf\n- Bau\n- Technik\n- Hof?\n2. Wann?",
         [["Bau", "Technik", "Hof?"], []], [None, None]),
        ("a tail below the last parts", "1. Wann?\n2. Wie viele Ausweise wurden\n2.1. im Jahr 2022,\n2.2. im Jahr 2023\nausgestellt?",
         [[], YEARS], [None, "ausgestellt?"]),
        ("a tail apart from the last parts",
         "1. Wann?\n2. Wie viele Ausweise wurden\n\n2.1. im Jahr 2022,\n2.2. im Jahr 2023\n\nausgestellt?",
         [[], YEARS], [None, "ausgestellt?"]),
        ("a tail above the next question", "1. Wie viele Ausweise wurden\n1.1. im Jahr 2022,\n1.2. im Jahr 2023\nausgestellt?\n2. Wann?",
         [YEARS, []], ["ausgestellt?", None]),
        ("a last part of two lines", "1. Was\na) steht leer,\nb) ist im letzten Jahr\nfertig?\n2. Wann?",
         [["steht leer,", "ist im letzten Jahr fertig?"], []], [None, None]),
      )),
    *((name, f"Anfrage der SPD vom 3. Mai 2024\nEinnahmen\n\n{text}", {"parts": parts})
      for name, text, parts in (
        ("numbers below an article, within counted questions",
         ("Frage 1: Wie hoch waren die Einnahmen aus der\n1. Gewerbesteuer,\n2. Grundsteuer?\n"
          "Frage 2: Wie hoch waren die Ausgaben für die\n1. Kitas,\n2. Schulen?"),
         [["Gewerbesteuer,", "Grundsteuer?"], ["Kitas,", "Schulen?"]]),
        ("numbers below an article, within letters",
         ("A) Wie hoch waren die Einnahmen aus der\n1. Gewerbesteuer\n2. Grundsteuer?\n"
          "B) Wie hoch waren die Ausgaben für die\n1. Kitas\n2. Schulen?"),
         [["Gewerbesteuer", "Grundsteuer?"], ["Kitas", "Schulen?"]]),
      )),
]  # fmt: skip

TOPICS: list[Case] = [
    (f"numbered topics over {name}, {where}", letter(above + text), {"questions": questions})
    for name, text, questions in (
        ("bullets", "1. Kosten\n\n- Wann kommt der Bus?\n- Warum fehlt der Bericht für das\n3. Quartal?\n\n2. Zeit\n\n- Wer baut?",
         ["Wann kommt der Bus?", "Warum fehlt der Bericht für das 3. Quartal?", "Wer baut?"]),
        ("numbers", "1. Kosten\n1.1 Wann kommt der Bus?\n1.2 Wer zahlt?\n2. Zeit\n2.1 Wie lange noch?\n2.2 Wer baut?",
         ["Wann kommt der Bus?", "Wer zahlt?", "Wie lange noch?", "Wer baut?"]),
    )
    for where, above in (
        ("announced", "Wir fragen:\n"),
        ("below an open line", "Wie es in der Stadt mit dem Verkehr und den Bussen weitergehen soll und wann\n"),
    )
]  # fmt: skip

FACTS: list[Case] = [
    (f"{name} above {kind}", letter(f"{DEAR}{facts}\n\nWir möchten wissen:\n\n{questions}"),
     {"questions": ASKED, "unassigned": [], "preamble": told})
    for name, facts, told in (
        ("what we know", "Uns liegen folgende Informationen vor:\n\n- 34 Bauplätze sind ausgewiesen\n- 12 davon sind verkauft",
         "Uns liegen folgende Informationen vor:\n\n- 34 Bauplätze sind ausgewiesen\n\n- 12 davon sind verkauft"),
        ("what was answered", "In der Antwort der Verwaltung heißt es:\n- 34 Bauplätze\n- 12 verkauft",
         "In der Antwort der Verwaltung heißt es:\n\n- 34 Bauplätze\n\n- 12 verkauft"),
        ("a list within a sentence", "So blieben\n\n• der Kirchberg,\n• die Lindenstraße\n\nungeräumt.",
         "So blieben\n\n• der Kirchberg,\n\n• die Lindenstraße\n\nungeräumt."),
        ("paragraphs of a law", "Nach § 12\n(1) sind Wege zu räumen.\n(2) ist zu streuen.",
         "Nach § 12 (1) sind Wege zu räumen.\n\n(2) ist zu streuen."),
    )
    for kind, questions in (("numbers", TWO), ("bullets", BULLETS), ("dots", "• Wann kommt der Bus?\n\n• Wer zahlt das?"))
]  # fmt: skip
"""A list of facts asks nothing."""

LISTS: list[Case] = [
    *((f"a numbered list of facts is no heading above {kind}",
       letter(f"{DEAR}der Rat beschloss:\n1. Bau der Halle\n2. Kauf des Grundstücks\n\nWir fragen:\n{questions}"),
       {"questions": ASKED, "headings": [None], "preamble": "der Rat beschloss:\n\n1. Bau der Halle 2. Kauf des Grundstücks"})
      for kind, questions in (("numbers", TWO), ("bullets", BULLETS))),
    ("two lists that ask, the first without a question mark",
     letter("Wir bitten um Auskunft zu folgenden Punkten:\n- Kosten der Halle\n- Zahl der Plätze\n\nWir fragen:\n- Wer zahlt das?"),
     {"questions": ["Kosten der Halle", "Zahl der Plätze", "Wer zahlt das?"]}),
    *((f"questions behind reasons, announced by {name}",
       asks(f"{TWO}\n\nSachverhalt:\nDie Schule ist weit.\n\n{announced}\n1. Wann öffnet sie?\n2. Wer lehrt?"),
       {"questions": [*ASKED, "Wann öffnet sie?", "Wer lehrt?"]})
      for name, announced in (("us", "Wir fragen daher:"), ("a heading", "Fragen"), ("the group", "Die Fraktion möchte wissen:"))),
]  # fmt: skip
"""Which lists ask, where a letter has two."""

LINKS: list[Case] = [
    *((name, f"Anfrage der FDP-Fraktion vom 11.02.2024\nNeue Internetseite\n\nWir bitten um Auskunft zu folgenden Punkten:\n{text}",
       {"questions": questions, "parts": parts})
      for name, text, questions, parts in (
        ("a link's word is asked for", "1. Kosten und Zeitplan der neuen Seite\n2. Barrierefreiheit\n3. Impressum",
         ["Kosten und Zeitplan der neuen Seite", "Barrierefreiheit", "Impressum"], [[], [], []]),
        ("links' words as parts", "1. Wann geht die Seite ans Netz?\n2. Was wird übernommen?\n- Sitzungskalender\n- Gremien\n- Startseite",
         ["Wann geht die Seite ans Netz?", "Was wird übernommen?"], [[], ["Sitzungskalender", "Gremien", "Startseite"]]),
        ("links' words as parts with dots", "1. Wann geht die Seite ans Netz?\n2. Was wird übernommen?\n• Kalender\n• Impressum",
         ["Wann geht die Seite ans Netz?", "Was wird übernommen?"], [[], ["Kalender", "Impressum"]]),
        ("links' words end a question", "1. Wann geht die Seite ans Netz?\n2. Was fehlt noch? Wir denken an\n\nKontakt\nTermine\nImpressum",
         ["Wann geht die Seite ans Netz?", "Was fehlt noch? Wir denken an Kontakt Termine Impressum"], [[], []]),
      )),
    *((f"a question's last line has links' words, {name}",
       f"SPD\n\nAnfrage: Webseite\n\nWir fragen:\n\n1. Wer haftet?\n2. Wer prüft die Seiten\n{end}\n",
       {"questions": ["Wer haftet?", f"Wer prüft die Seiten {end}"]})
      for name, end in (("with commas", "Impressum, Kontakt, Datenschutz?"), ("without", "Impressum Kontakt Datenschutz?"))),
]  # fmt: skip
"""Words that a web page's links have, where they are asked for."""


@pytest.mark.parametrize(
    ("text", "expected"),
    cases(
        *LEAD_INS, *THANKS, *REQUESTS, *SECOND_LINES, *MARKERS, *SELDOM, *WORDED, *NUMBERS, *PARTS, *TOPICS, *FACTS, *LISTS, *LINKS,
    ),
)  # fmt: skip
def test_questions(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)
