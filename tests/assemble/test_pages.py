"""Letters of several pages: feet and heads within a question, numbers of pages, what begins a page."""

from typing import Any

import pytest

from tests.assemble.reading import ASKED, END, HEAD, Case, cases, check

ADDRESS = "\n\nSPD-Fraktion im Stadtrat Auental · Rathaus · 08999 Auental\nTelefon 0371 555 10 · www.spd.example   Seite {} von 2"

FEET: list[Case] = [
    (f"{name}, counted from {first}, within a question",
     f"{HEAD}Wir fragen:\n\n1. Wann kommt der{foot.format(first)}\fBus?\n2. Wer zahlt das?{END}{foot.format(first + 1)}",
     {"questions": ASKED, "signatories": ["Max Hierl"]})
    for name, foot in (("an address as a foot", ADDRESS), ("a number as a foot", "\n\n{}"), ("a number with space around", "\n\n\n{}\n\n"))
    for first in (0, 1)
]  # fmt: skip

NUMBERS: list[Case] = [
    (f"a lone number {name} of a page", f"{HEAD}Wir fragen:\n\n1. Wann kommt der{torn}Bus?\n2. Wer zahlt das?{END}", {"questions": ASKED})
    for name, torn in (("at the foot", "\n\n2\n\n\f"), ("at the head", "\n\f2\n\n"))
]

RUNNING: list[Case] = [
    (f"questions of one paragraph, {foot_name}, {head_name}",
     f"{HEAD}Wir fragen:\n\n1. Wann kommt er? 2. Sind Fälle aus anderen{foot}\f{head}Städten bekannt? 3. Wer zahlt?{END}",
     {"questions": ["Wann kommt er?", "Sind Fälle aus anderen Städten bekannt?", "Wer zahlt?"]})
    for foot_name, foot in (("no foot", "\n"), ("a foot", "\n\nSeite 1 von 2\n\n"))
    for head_name, head in (("no head", ""), ("the group's head", "SPD-Fraktion\n\n"), ("the title's head", "\nAnfrage: Gutachten\n\n"))
]  # fmt: skip

TORN = f"{HEAD}Wir fragen:\n\n1. Wann kommt er?\n2. Bitte listen Sie die Kosten auf.{{}}\f{{}}\n\n3. Wer zahlt?{END}"

HEADINGS: list[Case] = [
    *((f"a heading that begins a page, {name}", TORN.format(foot, "Zuständigkeiten"),
       {"questions": ["Wann kommt er?", "Bitte listen Sie die Kosten auf.", "Wer zahlt?"], "headings": [None, "Zuständigkeiten"]})
      for name, foot in (("no foot", ""), ("a foot", "\n\nSeite 1 von 2"))),
    *((f"a sentence's rest that begins a page, {name}", TORN.format(foot, "nach Jahren getrennt"),
       {"questions": ["Wann kommt er?", "Bitte listen Sie die Kosten auf. nach Jahren getrennt", "Wer zahlt?"]})
      for name, foot in (("no foot", ""), ("a foot", "\n\nSeite 1 von 2"))),
    ("no question goes on behind a heading that begins a page",
     ("SPD\n\nAnfrage\n\nBusse\n\nWir fragen:\n\n1. Wann kommt der Bus?\n\fBegründung\n\n"
      "Die Linie wird gebaut. 2. Ein Nachtrag kommt.\n"),
     {"questions": ["Wann kommt der Bus?"], "rationale": "Die Linie wird gebaut. 2. Ein Nachtrag kommt."}),
]  # fmt: skip


GOES_ON: list[Case] = [
    (f"{mark!r} {place} within a question",
     f"{HEAD}Wir fragen:\n\n1. Wann kommt der{foot}\f{head}Bus?\n2. Wer zahlt das?{END}",
     {"questions": ASKED, "signatories": ["Max Hierl"], "unassigned": []})
    for mark in ("…/2", ".../2", "... / 2", "– 2 –", "./. 2", "./.", "bitte wenden", "b. w.", "(bitte wenden!)", "Fortsetzung Seite 2",
                 "Fortsetzung siehe nächste Seite", "- Fortsetzung auf Seite 2 -", "weiter auf Seite 2", "… 2", "... 2", "/2", "(2)", "[2]",
                 "- Seite 2 -", "Seite: 2", "2. Seite", "siehe Seite 2", "Bus ...", "- Bus -")
    for place, foot, head in (
        ("at a foot", f"\n\n{mark}", ""), ("right below the text", f"\n{mark}", ""), ("at a head", "\n", f"{mark}\n\n"))
    if "Bus" not in mark or not head
]  # fmt: skip

KEPT: list[Case] = [
    ("a question's number at a page's end is no page number",
     f"{HEAD}Wir fragen:\n\n1. Wann kommt der Bus?\n2.\fWer zahlt das?{END}", {"questions": ASKED, "labels": ["1.", "2."]}),
    ("what goes on in the text is kept",
     f"{HEAD}Wir fragen:\n\n1. Wann kommt der Bus, siehe\nSeite 20?\n2. Weiter auf dem Weg: Wer zahlt das?{END}",
     {"questions": ["Wann kommt der Bus, siehe Seite 20?", "Weiter auf dem Weg: Wer zahlt das?"]}),
    ("a last line that the next page begins alike is kept",
     f"{HEAD}Wir fragen:\n\n1. Wann fahren die Busse, wann die\nBusse\fBusse der Nacht?{END}",
     {"questions": ["Wann fahren die Busse, wann die Busse Busse der Nacht?"]}),
]  # fmt: skip

SIDES = [
    ("2  Stadt Auental – Anfrage Gutachten", "Anfrage Gutachten – Stadt Auental  3"),
    ("2   Stadt Auental | Anfrage Gutachten", "Anfrage Gutachten | Stadt Auental   3"),
    ("- 2 - Stadt Auental · Anfrage Gutachten", "Anfrage Gutachten · Stadt Auental - 3 -"),
    ("Seite 2   Stadt Auental   Anfrage Gutachten", "Anfrage Gutachten   Stadt Auental   Seite 3"),
    ("2 – Anfrage Gutachten", "Anfrage Gutachten – 3"),
    ("Stadt Auental, Anfrage Gutachten, Seite 2 von 3", "Stadt Auental, Anfrage Gutachten, Seite 3 von 3"),
    ("2 Rathaus aktuell", "Rathaus aktuell 3"),
]
"""What stands at the edge of a left page and of a right one."""

MIRRORED: list[Case] = [
    (f"{left!r} and {right!r} at the {place}",
     f"{HEAD}Wir fragen:\n\n1. Wann kommt der{torn.format(left, right)}",
     {"questions": ["Wann kommt der Bus?", "Wer zahlt das Geld?"], "signatories": ["Max Hierl"], "headings": [None]})
    for left, right in SIDES
    for place, torn in (
        ("heads", f"\n\f{{}}\n\nBus?\n2. Wer zahlt das\n\f{{}}\n\nGeld?{END}"),
        ("heads, no blank", f"\n\f{{}}\nBus?\n2. Wer zahlt das\n\f{{}}\nGeld?{END}"),
        ("feet", f"\f\nBus?\n2. Wer zahlt das\n\n{{}}\f\nGeld?{END}\n\n{{}}"))
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), cases(*FEET, *NUMBERS, *RUNNING, *HEADINGS, *GOES_ON, *KEPT, *MIRRORED))
def test_pages(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)
