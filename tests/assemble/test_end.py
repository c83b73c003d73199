"""What stands below the questions: reasons, wishes, greetings, signatures, and what is added."""

from typing import Any

import pytest

from tests.assemble.reading import ASKED, CLOSE, END, HEAD, TEXT, TWO, Case, cases, check


def ends(end: str, announced: str = "Wir fragen:") -> str:
    """A letter that asks two questions, and ends so."""
    return f"{HEAD}{announced}\n{TWO}\n\n{end}\n"


GREETINGS: list[Case] = [
    *((f"greetings {name}", ends(f"{greeting}\n\nMax Hierl"), {"questions": ASKED, "rationale": None, "signatories": ["Max Hierl"]})
      for name, greeting in (
        ("of solidarity", "Mit solidarischen Grüßen"), ("of miners", "Mit freundlichem Glückauf"), ("of one word", "Gruß"),
        ("from a city", "Grüße aus Auental"), ("as a sentence", "Es grüßt freundlich"), ("without umlauts", "Mit sonnigen Gruessen,"),
        ("of two kinds", "Mit kollegialen und herzlichen Grüßen"), ("from a hill", "Viele Grüße vom Auer Berg"), ("of two letters", "LG"),
        ("that wish luck", "Glück auf!"), ("of two words", "Mit Gruß"), ("of three letters", "MfG"),
      )),
    ("who greets on the same line", ends("LG Max Hierl"), {"signatories": ["Max Hierl"], "rationale": None}),
    *((f"reasons that begin with {name}", ends(f"Begründung:\n{text}"), {"rationale": text})
      for name, text in (
        ("greetings that were brought", "Grüße der Partnerstadt wurden überbracht."),
        ("a word like greetings", "Mit Grünflächen wird sparsam umgegangen."),
        ("the beginning of greetings", "Größe und Lage sind bekannt."),
      )),
]  # fmt: skip

WISHES: list[Case] = [
    (name, ends(f"{wish}\n\n{CLOSE}"), {"rationale": None, "questions": ASKED})
    for name, wish in (
        ("a wish with a day", "Wir bitten um Beantwortung bis zum 15.02.2025 sowie um Übersendung an alle Fraktionen."),
        ("reasons that will be spoken", "Die Begründung erfolgt mündlich."),
        ("thanks for an answer to come", "Für die Beantwortung in der nächsten Sitzung danken wir."),
    )
]
"""Wishes are no reasons."""

LONG = "Die Richtlinie verpflichtet alle Gemeinden dazu, den Plan alle fünf Jahre neu zu fassen und die Bürger zu hören, was hier fehlt."

REASONS: list[Case] = [
    *((f"reasons behind their heading on one long line, below {name}",
       f"SPD-Fraktion\nAnfrage zum Lärm am Bahnhof Nord\nAuental, 13.05.2024\n\n{questions}\n\nBegründung: {LONG}\n\nMax Hierl",
       {"rationale": LONG, "questions": ASKED})
      for name, questions in (("numbers", TWO), ("one line", "Wann kommt der Bus? Wer zahlt das?"))),
    *((f"reasons that look like a signature, {name}", ends(f"Begründung:\n{reasons}{END}"),
       {"rationale": said, "signatories": ["Max Hierl"], "unassigned": []})
      for name, reasons, said in (
        ("an order first", "Im Auftrag der Stadt wurde geprüft. Es liegt nichts vor.\n\nDie Bürger warten seit 2021.",
         "Im Auftrag der Stadt wurde geprüft. Es liegt nichts vor.\n\nDie Bürger warten seit 2021."),
        ("an order on the second line", "Das Gutachten wurde\nim Auftrag der Stadt erstellt.\n\nDie Bürger warten seit 2021.",
         "Das Gutachten wurde im Auftrag der Stadt erstellt.\n\nDie Bürger warten seit 2021."),
        ("an order alone on its line", "Im Auftrag der Stadt\nwurde geprüft.\n\nDie Bürger warten seit 2021.",
         "Im Auftrag der Stadt wurde geprüft.\n\nDie Bürger warten seit 2021."),
        ("for a group", "Für die Fraktion ist das wichtig.", "Für die Fraktion ist das wichtig."),
      )),
    *((f"a list of reasons, {name}, below {kind}", ends(f"Begründung:\n{reasons}{END}", announced),
       {"questions": ASKED, "rationale": reasons.replace("\n", "\n\n")})
      for name, reasons in (
        ("one asks", "1. Der Bus fehlt. Wer soll das verstehen?\n2. Die Schule ist weit."),
        ("others ask with bullets", "Die Eltern fragen uns:\n- Wann kommt der Bus?\n- Wer hilft uns?\nDas ist unbefriedigend."),
        ("others ask with numbers", "Die Eltern fragen uns:\n1. Wann kommt der Bus?\n2. Wer hilft uns?"),
      )
      for kind, announced in (("a lead-in", "Wir fragen:"), ("a heading", "Fragen"))),
    ("reasons without a question", f"Anfrage: Zustand der Busse in der Stadt\n\nBegründung:\nDie Busse sind alt.{END}",
     {"preamble": None, "rationale": "Die Busse sind alt.", "questions": []}),
]  # fmt: skip

SIGNATURES: list[Case] = [
    *((f"a signature {name}", ends(end), {"questions": ASKED, "signatories": ["Eva Muster"], "rationale": None})
      for name, end in (
        ("below an order", "Im Auftrag\nEva Muster"), ("behind an order in short", "i. A. Eva Muster"),
        ("in the name of a group", "Im Namen der SPD-Fraktion\nEva Muster"),
        ("for a group, with a role", "Für die Fraktion:\nEva Muster, stellv. Vorsitzende"), ("that is only said", "gez. Eva Muster"),
        ("on behalf of a group", "Stellvertretend für die SPD-Ratsfraktion:\nEva Muster"),
      )),
    ("three signatures behind a label",
     f"SPD-Fraktion\n\nAuental, 03.05.2024\n\nAnfrage: Bäume{TEXT}Für die Fraktion: Lena Weiß, Jochen Kuhn, Aisha Demir",
     {"parties": ["SPD"], "askers": [], "signatories": ["Lena Weiß", "Jochen Kuhn", "Aisha Demir"], "signatory_parties": [None] * 3}),
    ("an initial is no number", ends("W. Prasch\nStadtrat"),
     {"signatories": ["W. Prasch"], "signatory_roles": ["Stadtrat"], "rationale": None}),
    ("a role behind a name is nobody", ends("i.A. Jonas Vent, Fraktionsmitarbeiter"),
     {"signatories": ["Jonas Vent"], "signatory_roles": ["Fraktionsmitarbeiter"]}),
]  # fmt: skip

RESERVED = "Wir behalten uns vor, in der nächsten Sitzung weitere Fragen zum Gutachten zu stellen."

BELOW: list[Case] = [
    ("a sentence among the signatures is not lost", ends(f"gez. Eva Muster\n\n{RESERVED}"), {"unassigned": [RESERVED]}),
    ("questions quoted in an attachment",
     ends(f"{CLOSE}\n\nAnlage\n\nAntwort der Verwaltung vom 01.02.2022:\n1. Wie viele Busse gibt es?\nEs gibt 12 Busse."),
     {"questions": ASKED, "signatories": ["Max Hierl"],
      "unassigned": ["Antwort der Verwaltung vom 01.02.2022:", "1. Wie viele Busse gibt es?", "Es gibt 12 Busse."]}),
    ("what is announced is missing",
     f"{HEAD}Die Busse sind alt.\n\nDie SPD-Fraktion bittet daher um Antwort auf folgende Fragen:\n\n\nMax Hierl, Stadtrat\n",
     {"questions": [], "unassigned": [], "findings": ["number-missing", "questions-missing"]}),
]  # fmt: skip


NOTES: list[Case] = [
    (f"{note!r} {place}", text.format(note), {"questions": ASKED, "rationale": None, "unassigned": [], "signatories": signed})
    for note in ("Ausgegeben: 09.01.2025", "Ausgegeben am 9. Januar 2025", "(Verteilt am 09.01.2025)", "Verteiler: alle Fraktionen",
                 "Druck: Rathausdruckerei Auental", "Anlagen: ein Plan", "Anlage", "Die Anlage kann im Ratsbüro eingesehen werden.",
                 "Die Anlagen sind im Ratsinformationssystem abrufbar.", "Herausgegeben vom Ratsbüro der Stadt", "Stand: Januar 2025",
                 "Satz und Druck: Auental Druck, Hafenweg 1\nBestellungen an das Ratsbüro")
    for place, text, signed in (("below the questions", f"{HEAD}Wir fragen:\n{TWO}\n\n{{}}\n", []),
                                ("below the signature", f"{HEAD}Wir fragen:\n{TWO}{END}\n{{}}\n", ["Max Hierl"]))
]  # fmt: skip

TABLE = "Busse und Kosten\nLinie 1 12.000 Euro\nLinie 2 28.000 Euro"

ATTACHED: list[Case] = [
    (f"an attachment: {heading!r} {name}", f"{HEAD}Wir fragen:\n{TWO}{end}{torn}{heading}\n\n{TABLE}\n",
     {"questions": ASKED, "tails": [None, None], "rationale": None, "unassigned": TABLE.split("\n"), "signatories": signed})
    for heading in ("Anlage", "Anlage 1", "Anhang", "Anlage 1: Kosten der Linien", "Anlage zur Anfrage 12/2023", "Anlage A – Kosten")
    for name, torn in (("behind a blank line", "\n\n"), ("on a page of its own", "\n\f"), ("right below", "\n"))
    for end, signed in (("", []), (f"\n\n{CLOSE}", ["Max Hierl"]))
    if not (signed and torn == "\n")
]  # fmt: skip

ATTACHED = [(f"{name}, {expected['signatories']}", text, expected) for name, text, expected in ATTACHED]

NO_ATTACHMENT: list[Case] = [
    ("an attachment that is named above the signature",
     f"{HEAD}Wir fragen:\n{TWO}\n\nAnlage{END}", {"questions": ASKED, "signatories": ["Max Hierl"]}),
    ("reasons behind the word",
     f"{HEAD}Wir fragen:\n{TWO}\n\nAnlage\n\nBegründung:\nDie Busse sind alt.\n", {"rationale": "Die Busse sind alt."}),
    ("a sentence about an attachment", f"{HEAD}Wir fragen:\n{TWO}\n\nAnlage 1 zeigt die Kosten. Sie sind hoch.\n",
     {"rationale": "Anlage 1 zeigt die Kosten. Sie sind hoch."}),
    ("a receipt below the questions is read", f"{HEAD}Wir fragen:\n{TWO}\n\nEingegangen: 07.11.2023\n", {"received": "2023-11-07"}),
    ("answers end where the attachment begins",
     f"{HEAD}1. Wann kommt der Bus?\nAntwort:\nUm neun.\n2. Wer zahlt das?\nAntwort:\nDie Stadt zahlt.\nAnlage\n\n{TABLE}\n",
     {"questions": ASKED, "unassigned": TABLE.split("\n")}),
]  # fmt: skip

CONTACT = "SPD-Fraktion Auental · Rathaus · 08999 Auental · Tel. 0371 555 10"

FEET: list[Case] = [
    (f"an address at the foot {name}", text, {"questions": ASKED, "rationale": None, "signatories": signed})
    for name, text, signed in (
        ("of the only page", f"{HEAD}Wir fragen:\n{TWO}\n\n{CONTACT}\n", []),
        ("with the page's number", f"{HEAD}Wir fragen:\n{TWO}\n\n{CONTACT}   Seite 1 von 2\n", []),
        ("below the signature", f"{HEAD}Wir fragen:\n{TWO}{END}\n{CONTACT}\nwww.spd.example\n", ["Max Hierl"]),
        ("of the first of two pages", f"{HEAD}Wir fragen:\n1. Wann kommt der\n\n{CONTACT}\fBus?\n2. Wer zahlt das?{END}", ["Max Hierl"]))
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), cases(*GREETINGS, *WISHES, *REASONS, *SIGNATURES, *BELOW, *NOTES, *ATTACHED, *NO_ATTACHMENT, *FEET)
)
def test_end(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)
