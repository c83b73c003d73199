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


@pytest.mark.parametrize(("text", "expected"), cases(*FEET, *NUMBERS, *RUNNING, *HEADINGS))
def test_pages(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)
