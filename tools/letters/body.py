"""The bodies of invented letters: numbering in any style, reasons before or after, signatures, and what the record must say of it."""

from __future__ import annotations

import random
from collections.abc import Callable

from tools.letters import topics, wording
from tools.letters.draw import Block, Facts, Question
from tools.letters.shape import Piece, gap, line


def _letter(n: int) -> str:
    return "abcdefghijklmnopqrstuvwxyz"[n - 1]


ROMAN = (
    "",
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
)

NUMBERINGS: dict[str, Callable[[int], str]] = {
    "1.": lambda n: f"{n}.",
    "1)": lambda n: f"{n})",
    "(1)": lambda n: f"({n})",
    "1": lambda n: f"{n}.",
    "A.": lambda n: f"{_letter(n).upper()}.",
    "A)": lambda n: f"{_letter(n).upper()})",
    "a)": lambda n: f"{_letter(n)})",
    "I.": lambda n: f"{ROMAN[n]}.",
    "Frage 1:": lambda n: f"Frage {n}:",
    "–": lambda n: "–",
    "•": lambda n: "•",
    "-": lambda n: "-",
    "none": lambda n: "",
}
WEIGHTS = (14, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)


def is_integer(style: str) -> bool:
    """Whether a style's marker is one arabic number."""
    return style in ("1.", "1)", "(1)", "1", "Frage 1:")


TWISTS = ("list before", "lead-in inside", "topics", "decimal", "sub-headings", "displaced", "office", "one line")
"""What makes a body harder: at most one of them in a letter."""

LISTED = ("Eingang der Unterlagen", "Prüfung durch das Fachamt", "Beschluss im Ausschuss")


class Body:
    """Sets one body; collects the questions as a record has them."""

    def __init__(self, facts: Facts, rng: random.Random) -> None:
        self.facts, self.rng = facts, rng
        self.style = rng.choices(list(NUMBERINGS), WEIGHTS)[0]
        self.part_style = rng.choice(("a)", "a)", "a.", "-", "•"))
        if self.style in ("a)", "–", "•", "-") or (self.style == "none"):
            self.part_style = "none"
        self.restart = rng.random() < 0.4
        self.twist = rng.choice((*([""] * 10), *TWISTS))
        if self.twist in ("topics", "decimal"):
            self.style, self.part_style = "1.", "none"
        if self.twist == "list before" and (self.style == "none" or not facts.blocks[0].lead_in):
            self.twist = ""
        self.silent = False
        """Whether the lead-in has been printed already."""
        self.questions: list[dict[str, object]] = []
        self.count = self.headings = 0

    def set(self) -> list[Piece]:
        """The whole body."""
        f, out = self.facts, list[Piece]()
        lead = f.blocks[0].lead_in
        if f.preamble:
            if self.rng.random() < 0.25:
                out += [line(self.rng.choice(wording.REASONS[:5]), bold=True)]
            if self.twist == "list before":
                f.preamble[0] += " Im Einzelnen:"
                out += self.prose(f.preamble[:1])[:-1] + [Piece("item", t, marker=f"{n}.") for n, t in enumerate(LISTED, 1)]
                out += [gap(), *self.prose(f.preamble[1:])]
                f.preamble[0] = "\n\n".join([f.preamble[0], *(f"{n}. {t}" for n, t in enumerate(LISTED, 1))])
            elif self.twist == "lead-in inside" and lead and len(lead) > 20:
                out += self.prose([*f.preamble[:-1], f"{f.preamble[-1]} {lead}"])
                self.silent = True
            else:
                out += self.prose(f.preamble)
        for number, block in enumerate(f.blocks, 1):
            out += self.block(number, block)
        return [*out, *self.end()]

    def prose(self, paragraphs: list[str]) -> list[Piece]:
        """Paragraphs parted by blank lines."""
        return [p for text in paragraphs for p in (Piece("para", text), gap())]

    def block(self, number: int, block: Block) -> list[Piece]:
        """Intro, lead-in, questions."""
        out = self.prose(block.intro)
        if block.lead_in and not (self.silent and number == 1):
            out += [Piece("para", block.lead_in), gap()]
        if self.restart:
            self.count = 0
        if self.twist in ("topics", "decimal") and len(self.facts.blocks) == 1:
            return [*out, *self.topics(block), gap()]
        for n, question in enumerate(block.questions):
            if (
                self.twist == "sub-headings"
                and len(self.facts.blocks) == 1
                and n % 2 == 0
                and len(block.questions) > 3
                and self.style == "1."
            ):
                out += [gap(), line(topics.HEADINGS[n // 2 % 7], bold=True)]
                self.headings += 1
                out += self.question(self.headings, question)
            else:
                out += self.question(max(self.headings, number), question)
        if self.twist == "one line" and self.style == "1." and not any(p.kind == "part" for p in out):
            items = [p for p in out if p.kind == "item"]
            rest = [p for p in out if p.kind != "item"]
            out = [*rest, Piece("para", " ".join(f"{p.marker} {p.text}" for p in items)), gap()]
        return [*out, gap()]

    def topics(self, block: Block) -> list[Piece]:
        """Numbered headings over questions: bullets, or 1.1, 1.2 …"""
        out: list[Piece] = []
        rows = [q for q in block.questions if not q.parts]
        halves = [rows[: len(rows) // 2], rows[len(rows) // 2 :]]
        first = len(self.facts.blocks)
        for number, half in enumerate(h for h in halves if h):
            out += [gap(), Piece("item", topics.HEADINGS[number], marker=f"{number + 1}.", bold=True)]
            for n, q in enumerate(half, 1):
                marker = f"{number + 1}.{n}" if self.twist == "decimal" else "-"
                text = f"{q.text} {q.hint}" if q.hint else q.text
                out.append(Piece("part", text, marker=marker))
                self.questions.append({"text": text, "number": None, "block": first + number})
        return out

    def question(self, block: int, q: Question) -> list[Piece]:
        """One item, with its parts."""
        parts, text, tail = q.parts, q.text, q.tail
        if self.part_style == "none" and parts:  # no second level: said in one sentence
            text, parts, tail = " ".join([text, *parts, *([tail] if tail else [])]), (), None
        if self.style == "none":  # each sentence that asks is a question of its own there
            text = text.split("? ")[0].rstrip(",:?.") + "?"
            text = text.split(": ")[-1]
        self.count += 1
        marker = NUMBERINGS[self.style](self.count)
        out = [Piece("item", text, marker=marker)]
        record = [text]
        for n, part in enumerate(parts, 1):
            sign = {"a)": f"{_letter(n)})", "a.": f"{_letter(n)}."}.get(self.part_style, self.part_style)
            out.append(Piece("part", part, marker=sign))
            record += [sign, part]
        if tail:
            out.append(Piece("part", tail, marker=""))
            record.append(tail)
        if q.hint and not parts and self.style != "none":
            out[-1] = Piece("item", f"{text} {q.hint}", marker=marker)
            record = [f"{text} {q.hint}"]
        number = self.count if is_integer(self.style) else None
        self.questions.append({"text": " ".join(record), "number": number, "block": block})
        return out

    def end(self) -> list[Piece]:
        """Reasons, thanks, closing, signatures."""
        f, rng, out = self.facts, self.rng, list[Piece]()
        if f.rationale and self.twist == "displaced" and f.signers:
            out += self.prose(f.rationale)
        elif f.rationale:
            out += [line(rng.choice(wording.REASONS), bold=True), *([gap()] * rng.randint(0, 1)), *self.prose(f.rationale)]
        if rng.random() < 0.15:
            out += [Piece("para", rng.choice(wording.THANKS)), gap()]
        if f.signers:
            out += self.signatures()
            if self.twist == "displaced" and f.rationale:
                out += [gap(), line("Sachverhalt / Begründung:")]
            if self.twist == "office":
                out += [gap(), line("Hauptamt - Ratsangelegenheiten -"), line(f"{rng.randint(1, 28)}. Februar {f.day[0]}")]
        return out

    def signatures(self) -> list[Piece]:
        """Closing formula, names and roles in one of the usual forms."""
        f, rng = self.facts, self.rng
        out: list[Piece] = []
        if rng.random() < 0.7:
            out += [line(rng.choice(wording.CLOSINGS)), gap()]
        form = rng.choice(("lines", "comma", "gez", "label", "brackets"))
        if form == "label":
            out.append(line(rng.choice(("unterzeichnet von:", "gez.", "Unterzeichnet:"))))
        for name, role in f.signers:
            if form == "comma":
                out.append(line(f"{name}, {role}" if role else name))
            elif form == "brackets":
                out.append(line(f"{name} ({role})" if role else name))
            else:
                out.append(line(f"gez. {name}" if form == "gez" else name))
                out += [line(role)] if role and form != "label" else []
            if form == "lines" and len(f.signers) > 1:
                out.append(gap())
        return out


def heading_for(rng: random.Random) -> str:
    """A short heading of a block."""
    return rng.choice(topics.HEADINGS)
