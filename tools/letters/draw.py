"""Facts of an invented letter, drawn by a seed: who asks whom, when, what, in how many blocks and with which reasons."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tools.letters import topics, wording


@dataclass
class Question:
    """One question as it will be printed, and as a record has to hold it."""

    text: str
    parts: tuple[str, ...] = ()
    tail: str | None = None
    hint: str | None = None


@dataclass
class Block:
    """Questions under one lead-in."""

    lead_in: str | None
    questions: list[Question]
    heading: str | None = None
    intro: list[str] = field(default_factory=list)


@dataclass
class Facts:
    """What a letter says, before it is decided how it looks."""

    city: str
    kind: str
    group: str
    """The group's full name, as in "SPD-Fraktion"."""
    printed: str
    """The party as printed."""
    parties: list[str]
    members: list[str]
    number: str
    day: tuple[int, int, int]
    received: tuple[int, int, int]
    session: tuple[int, int, int]
    committee: str
    type: str
    title: str
    preamble: list[str]
    blocks: list[Block]
    rationale: list[str]
    signers: list[tuple[str, str | None]]


def iso(day: tuple[int, int, int]) -> str:
    """A day as in records."""
    return f"{day[0]:04}-{day[1]:02}-{day[2]:02}"


def print_day(day: tuple[int, int, int], rng: random.Random) -> str:
    """A day as letters print it."""
    y, m, d = day
    form = rng.randrange(6)
    if form < 2:
        return f"{d:02}.{m:02}.{y}"
    if form == 2:
        return f"{d}.{m}.{y}"
    if form == 3:
        return f"{d:02}. {wording.MONTHS[m - 1]} {y}"
    return f"{d}. {wording.MONTHS[m - 1]} {y}" if form == 4 else f"{d:02}.{m:02}.{y % 100:02}"


def person(rng: random.Random) -> str:
    """A full name."""
    return f"{rng.choice(wording.FIRST)} {rng.choice(wording.LAST)}"


class Drawer:
    """Draws facts; one seed, one letter."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.forms = self.rng.choice(topics.TOPICS)
        self.year = self.rng.randrange(2015, 2027)
        self.used: set[str] = set()

    def say(self, pattern: str) -> str:
        """A sentence with the topic put in."""
        nom, dat, acc, gen = self.forms
        out = pattern.format(nom=nom, dat=dat, acc=acc, gen=gen, Nom=nom[0].upper() + nom[1:], year=self.year, group="{group}")
        return out

    def some(self, pool: tuple[str, ...], count: int) -> list[str]:
        """Sentences that were not used yet."""
        fresh = [p for p in pool if p not in self.used] or list(pool)
        chosen = self.rng.sample(fresh, min(count, len(fresh)))
        self.used.update(chosen)
        return [self.say(p) for p in chosen]

    def paragraphs(self, least: int, most: int) -> list[str]:
        """Paragraphs of one to four sentences."""
        return [" ".join(self.some(topics.SENTENCES, self.rng.randint(1, 4))) for _ in range(self.rng.randint(least, most))]

    def day(self) -> tuple[int, int, int]:
        """Any day of the letter's year."""
        return self.year, self.rng.randint(1, 12), self.rng.randint(1, 28)

    def question(self) -> Question:
        """Mostly a plain question; now and then a request, a statement, one with parts."""
        roll = self.rng.random()
        if roll < 0.12:
            stem, parts, tail = self.rng.choice(topics.STEMS)
            return Question(self.say(stem), tuple(self.say(p) for p in parts), tail)
        if roll < 0.20:
            return Question(self.some(topics.REQUESTS, 1)[0])
        if roll < 0.25:
            statement = self.say(self.rng.choice(topics.STATEMENTS))
            return Question(f"{statement} {self.some(topics.QUESTIONS, 1)[0]}")
        if roll < 0.32:
            return Question(" ".join(self.some(topics.QUESTIONS, 2)))
        hint = self.rng.choice(topics.HINTS) if roll > 0.96 else None
        return Question(self.some(topics.QUESTIONS, 1)[0], hint=hint)

    def asking(self) -> tuple[str, str, list[str]]:
        """Full name of the group, its party as printed, canonical parties."""
        roll = self.rng.random()
        if roll < 0.12:
            name = self.rng.choice(wording.LOCAL)
            return f"Fraktion {name}", name, [name]
        canonical, printed = self.rng.choice(wording.PARTIES)
        shown = self.rng.choice(printed)
        names = [canonical]
        if roll < 0.2:
            other, shapes = self.rng.choice([p for p in wording.PARTIES if p[0] not in (canonical, "BÜNDNIS 90/DIE GRÜNEN", "DIE LINKE")])
            if canonical not in ("BÜNDNIS 90/DIE GRÜNEN", "DIE LINKE"):
                shown, names = f"{shown}{self.rng.choice(['/', ' / ', '|'])}{shapes[0]}", [canonical, other]
        suffix = self.rng.choice(wording.SUFFIXES)
        full = f"{shown}-{suffix}" if self.rng.random() < 0.7 and " " not in shown else f"Fraktion {shown}"
        return full, shown, names

    def draw_blocks(self) -> list[Block]:
        """One block, or two with a text between them."""
        rng = self.rng
        lead = rng.choice(wording.LEADS) if rng.random() < 0.75 else None
        blocks = [Block(lead, [self.question() for _ in range(rng.randint(2, 7))])]
        if lead and rng.random() < 0.15:
            second = [self.question() for _ in range(rng.randint(2, 4))]
            blocks.append(Block(rng.choice(wording.SECOND_LEADS), second, intro=self.paragraphs(1, 2)))
        return blocks

    def facts(self) -> Facts:
        """All of it."""
        rng = self.rng
        group, printed, names = self.asking()
        blocks = self.draw_blocks()
        for block in blocks:
            block.lead_in = block.lead_in and block.lead_in.replace("{group}", group)
        style = rng.choice(wording.NUMBERS)
        number = style.format(n=rng.randint(12, 2999), y=self.year, yy=f"{self.year % 100:02}", s=rng.randint(12, 399))
        reasons_first = blocks[0].lead_in is not None and rng.random() < 0.75
        signers = [(person(rng), rng.choice((None, *wording.ROLES))) for _ in range(rng.choice((0, 1, 1, 1, 2, 3)))]
        members = [person(rng) for _ in range(rng.choice((1, 1, 2, 3)))]
        return Facts(
            city=rng.choice(wording.CITIES),
            kind=rng.choice(wording.KINDS),
            group=group,
            printed=printed,
            parties=names,
            members=members,
            number=number,
            day=self.day(),
            received=self.day(),
            session=self.day(),
            committee=rng.choice(wording.COMMITTEES),
            type=rng.choice(wording.TYPES),
            title=self.say(rng.choice(topics.TITLES)),
            preamble=self.paragraphs(1, 4) if reasons_first else [],
            blocks=blocks,
            rationale=[] if reasons_first and rng.random() < 0.85 else self.paragraphs(1, 3),
            signers=signers,
        )
