"""Runs of questions whose numbers don't go on, and what looks like one of them."""

from typing import Any

import pytest

from tests.assemble.reading import Case, cases, check

HEAD = "CDU-Fraktion im Rat der Stadt Birkenau\nBirkenau, 14.02.2022\nAnfrage: Turnhalle Nord\n\nDie Halle ist alt.\n\n"
END = "\n\nMit freundlichem Gruß\nJana Thoma\n"
ASKED = ["Wann wird das Dach erneuert?", "Wer trägt die Kosten?", "Gibt es Fördermittel?"]


def letter(text: str) -> str:
    return f"{HEAD}{text}{END}"


def counted(labels: tuple[str, ...], between: str = "\n", lead: str = "Wir bitten um Beantwortung folgender Fragen:\n") -> str:
    """A letter that asks `ASKED` under these labels."""
    return letter(lead + between.join(f"{label} {text}" for label, text in zip(labels, ASKED, strict=True)))


RUNS: list[Case] = [
    (f"{name}, {apart}", counted(labels, between), {"questions": ASKED, "labels": list(labels), "rationale": None,
                                                    "preamble": "Die Halle ist alt."})
    for name, labels in (
        ("numbers skip", ("1.", "4.", "9.")), ("brackets skip", ("(2)", "(5)", "(6)")), ("numbers swapped", ("2)", "1)", "3)")),
        ("one misprinted", ("1.", "33.", "3.")), ("one doubled", ("1.", "2.", "2.")), ("all ones", ("1)", "1)", "1)")),
        ("backwards", ("3)", "2)", "1)")), ("backwards from ten", ("10.", "9.", "8.")),
        ("words skip", ("Frage 1:", "Frage 4:", "Frage 5:")),
        ("letters skip", ("a)", "d)", "e)")), ("capitals swapped", ("A.", "C.", "B.")), ("Roman skip", ("I.", "IV.", "V.")),
        ("small Roman", ("i)", "ii)", "iii)")), ("small Roman in brackets", ("(i)", "(ii)", "(iii)")), ("circles", ("①", "②", "③")),
        ("black circles skip", ("❶", "❹", "❺")), ("keys", ("1️⃣", "2️⃣", "3️⃣")), ("one character", ("⒈", "⒉", "⒊")),
        ("words without a colon", ("Frage 1", "Frage 2", "Frage 3")), ("the same, skipping", ("Frage Nr. 2", "Frage Nr. 3", "Frage Nr. 7")),
        ("bare numbers", ("1", "2", "3")), ("bare numbers skip", ("1", "3", "8")), ("other punctuation within", ("1.", "2)", "3.")),
        ("other punctuation first", ("(1)", "2.", "3.")), ("noughts skip", ("01.", "03.", "04.")),
    )
    for apart, between in (("line by line", "\n"), ("lines apart", "\n\n"))
]  # fmt: skip

FOUND: list[Case] = [
    (f"findings: {name}", counted(labels), {"findings": ["number-missing", *codes]})
    for name, labels, codes in (
        ("none", ("1.", "2.", "3."), []), ("none for Roman", ("i)", "ii)", "iii)"), []), ("none for letters", ("h)", "i)", "j)"), []),
        ("skipping", ("1.", "5.", "6."), ["number-gap"]), ("letters skip", ("a)", "e)", "f)"), ["number-gap"]),
        ("swapped", ("1.", "3.", "2."), ["number-gap", "number-order"]), ("repeated", ("1.", "2.", "2."), ["number-order"]),
        ("backwards", ("3.", "2.", "1."), ["number-start", "number-order", "number-order"]),
        ("all ones", ("1.", "1.", "1."), ["number-order", "number-order"]), ("words", ("Frage 1:", "Frage 2:", "Frage 4:"), ["number-gap"]),
    )
] + [
    ("findings: none for a new block", letter("Wir fragen:\n1. Wann?\n2. Wer?\n\nAußerdem fragen wir:\n1. Wo?\n2. Wie?"),
     {"findings": ["number-missing"]}),
]  # fmt: skip

INDENTED: list[Case] = [
    (f"{name} told by their indentation, {where}",
     letter(f"Wir fragen:\n1. {ASKED[0]}\n2. {ASKED[1]}{below}{after}"),
     {"questions": [*ASKED[:2], *([ASKED[2]] if after else [])], "parts": [[], parts, *([[]] if after else [])]})
    for name, below, parts in (
        ("questions", "\n    1. Wann?\n    2. Und wie viel?", ["Wann?", "Und wie viel?"]),
        ("more than above", "\n    1. Wann?\n    2. Wo?\n    3. Wie?\n    4. Warum?", ["Wann?", "Wo?", "Wie?", "Warum?"]),
        ("things", "\n   1. Bund,\n   2. Land", ["Bund,", "Land"]),
        ("letters that skip", "\n   a) Wann?\n   d) Und wie?", ["Wann?", "Und wie?"]),
    )
    for where, after in (("last", ""), ("and the count goes on", f"\n3. {ASKED[2]}"))
]  # fmt: skip

LISTED: list[Case] = [
    ("things that skip", letter("Wir bitten um Auskunft zu folgenden Punkten:\n1. Kosten der Halle\n5. Zahl der Plätze\n6. Dauer"),
     {"questions": ["Kosten der Halle", "Zahl der Plätze", "Dauer"]}),
    ("questions without marks", letter("Wir fragen:\n1. Wie hoch sind die Kosten\n5. Wann wird gebaut\n7. Wer baut"),
     {"labels": ["1.", "5.", "7."]}),
]  # fmt: skip

LINES: list[Case] = [
    (f"{name} in one line", letter(f"Wir fragen:\n{one}{ASKED[0]} {two}{ASKED[1]} {three}{ASKED[2]}"),
     {"questions": ASKED, "labels": [one.strip(), two.strip(), three.strip()]})
    for name, one, two, three in (
        ("dots", "• ", "• ", "• "), ("dashes", "- ", "- ", "- "), ("long dashes", "– ", "– ", "– "),
        ("circles", "① ", "② ", "③ "), ("words without a colon", "Frage 1 ", "Frage 2 ", "Frage 3 "),
        ("numbers that skip", "1. ", "4. ", "6. "),
    )
] + [
    ("dots behind their lead-in", letter(f"Wir fragen: • {ASKED[0]} • {ASKED[1]}"), {"questions": ASKED[:2], "lead_ins": ["Wir fragen:"]}),
    ("dots that part no questions", letter(f"Wir fragen:\n1. Sind Halle • Hof • Keller offen?\n2. {ASKED[0]}"),
     {"questions": ["Sind Halle • Hof • Keller offen?", ASKED[0]]}),
]  # fmt: skip

NONE: list[Case] = [
    (f"no item: {name}", letter(f"Wir fragen:\n1. {first}\n2. {ASKED[0]}"), {"questions": [first.replace("\n", " "), ASKED[0]]})
    for name, first in (
        ("an ordinal behind a whole sentence", "Wann war das? Damals wurde der\n7. Bauabschnitt begonnen."),
        ("a paragraph of a law", "Wird laut Satzung nach\n5. Absatz 3 gebaut?"),
        ("a day", "Was geschah seit dem\n5. Mai 2021 in der Halle?"),
        ("a count of things", "Warum wurden von\n12 Geräten nur\n3 Geräte geprüft?"),
        ("a share", "Warum stehen\n40 Prozent der Plätze leer?"),
        ("an answer to an earlier question", "Was gilt nun für\nFrage 3 Absatz 2 der Vorlage?"),
        ("an abbreviation", "Was gilt\ni. V. m. § 3 GO?"),
    )
] + [
    ("no item: a list in the preamble that counts badly",
     f"{HEAD}Der Rat beschloss:\n1. Bau der Halle.\n5. Kauf des Hofs.\n3. Abriss.\n\nWir fragen:\n1. {ASKED[0]}\n2. {ASKED[1]}{END}",
     {"questions": ASKED[:2]}),
    ("no item: reasons that are counted",
     letter(f"Wir fragen:\n1. {ASKED[0]}\n2. {ASKED[1]}\n\nBegründung:\n5. Das Dach ist alt.\n7. Die Wand ist feucht."),
     {"questions": ASKED[:2]}),
    ("no item: sources", letter(f"Wir fragen:\n1. {ASKED[0]}\n2. {ASKED[1]}\n\nDas Dach ist alt.\n\nQuellen:\n\n(1) Birkenauer Bote"),
     {"questions": ASKED[:2], "parts": [[], []]}),
]  # fmt: skip

REASONS: list[Case] = [
    (f"reasons below {name!r}, {where}", letter(f"Wir fragen:\n1. {ASKED[0]}\n2. {ASKED[1]}\n\n{name}\n{between}Das Dach ist alt."),
     {"questions": ASKED[:2], "rationale": "Das Dach ist alt."})
    for name in (
        "Sachdarstellung:", "Begründung der Dringlichkeit", "Begründung zur Anfrage:", "Hintergrund unserer Anfrage",
        "Erläuterung zum Thema:",
        "Begründung der CDU-Fraktion:", "Anlass der Fragen:", "Problemaufriss", "Dringlichkeitsbegründung:",
    )
    for where, between in (("tight", ""), ("apart", "\n"))
] + [
    (f"reasons announced: {name!r}", letter(f"Wir fragen:\n1. {ASKED[0]}\n2. {ASKED[1]}\n\n{name}\n\nDas Dach ist alt."),
     {"questions": ASKED[:2], "rationale": f"{name}\n\nDas Dach ist alt."})
    for name in (
        "Der Fraktionsvorsitzende begründet den Antrag wie folgt:", "Wir begründen unsere Anfrage so:",
        "Zur Begründung führt Frau Thoma aus:", "Die Anfrage wird wie folgt begründet:",
    )
] + [
    (f"reasons behind the last question, {name}", letter(text), {"questions": ASKED[:2], "rationale": "Das Dach ist alt."})
    for name, text in (
        ("in one line", f"Wir fragen: 1. {ASKED[0]} 2. {ASKED[1]} Hintergrund: Das Dach ist alt."),
        ("at the line's end", f"Wir fragen:\n1. {ASKED[0]}\n2. {ASKED[1]} Begründung:\nDas Dach ist alt."),
        ("with their subject", f"Wir fragen:\n- {ASKED[0]}\n- {ASKED[1]} Begründung der Dringlichkeit: Das Dach ist alt."),
        ("without numbers", f"Wir fragen:\n{ASKED[0]} {ASKED[1]} Sachverhalt: Das Dach ist alt."),
    )
] + [
    ("each question has its reasons", letter("Wir fragen:\n1. Wann? Begründung: Es eilt.\n2. Wer? Begründung: Es kostet."),
     {"questions": ["Wann? Begründung: Es eilt.", "Wer? Begründung: Es kostet."]}),
    ("a question about reasons", letter("Wir fragen:\n1. Wann?\n2. Wie begründet die Stadt folgende Kosten:\n- Dach\n- Wand"),
     {"questions": ["Wann?", "Wie begründet die Stadt folgende Kosten:"]}),
]  # fmt: skip

LEADS: list[Case] = [
    (f"who answers, {where}: {line!r}", f"{above}{line}\n1. {ASKED[0]}\n2. {ASKED[1]}\n",
     {"title": "Turnhalle Nord in Birkenau", "lead_ins": [line], "questions": ASKED[:2]})
    for where, above in (
        ("the title above", "Turnhalle Nord in Birkenau\n\nAnfrage\n"),
        ("below", "Anfrage der CDU-Fraktion\nTurnhalle Nord in Birkenau\n\n"),
    )
    for line in (
        "Die Verwaltung berichtet dem Gemeinderat:", "Der Magistrat legt dar:", "Die Verwaltung nimmt Stellung zu:",
        "Der Bürgermeister erläutert im Rat:",
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), cases(*RUNS, *FOUND, *INDENTED, *LISTED, *LINES, *NONE, *REASONS, *LEADS)
)  # fmt: skip
def test_runs(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)
