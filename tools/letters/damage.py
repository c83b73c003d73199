"""What happens to letters on their way: headings lost, lines joined, numbers misread. Each takes a text and gives another."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tools.letters import wording
from tools.letters.text import TextStyle, wrap

Damage = Callable[[str, random.Random], str]

_REASONS = {*wording.REASONS, "Sachverhalt / Begründung:"}
_LABEL = re.compile(r"\s*[A-ZÄÖÜ][\w. /-]{2,25}: \S.{0,40}\Z")


def drop_heading(text: str, rng: random.Random) -> str:
    """The heading of the reasons is gone."""
    return "\n".join(line for line in text.split("\n") if line.strip() not in _REASONS)


def drop_lead_in(text: str, rng: random.Random) -> str:
    """The sentence that announces the questions is gone, where it stands alone."""
    formulas = {lead for lead in (*wording.LEADS, *wording.SECOND_LEADS) if "{" not in lead}
    return "\n".join(line for line in text.split("\n") if line.strip() not in formulas)


def swap_lines(text: str, rng: random.Random) -> str:
    """Two neighbouring lines with labels change places."""
    lines = text.split("\n")
    places = [i for i in range(min(len(lines) - 1, 20)) if _LABEL.match(lines[i]) and _LABEL.match(lines[i + 1])]
    if places:
        i = rng.choice(places)
        lines[i], lines[i + 1] = lines[i + 1], lines[i]
    return "\n".join(lines)


def join_lines(text: str, rng: random.Random) -> str:
    """Two lines of one paragraph come as one."""
    lines = text.split("\n")
    places = [
        i
        for i in range(len(lines) - 1)
        if len(lines[i]) > 40 and lines[i + 1].strip() and not re.match(r"\s*(\W|\w{1,3}[.)])", lines[i + 1])
    ]
    if places:
        i = rng.choice(places)
        lines[i : i + 2] = [f"{lines[i]} {lines[i + 1].strip()}"]
    return "\n".join(lines)


def split_line(text: str, rng: random.Random) -> str:
    """A line of running text comes as two."""
    lines = text.split("\n")
    places = [i for i, line in enumerate(lines) if len(line) > 60]
    if places:
        i = rng.choice(places)
        cut = lines[i].find(" ", len(lines[i]) // 2)
        if cut > 0:
            lines[i : i + 1] = [lines[i][:cut], lines[i][cut + 1 :]]
    return "\n".join(lines)


def rewrap(text: str, rng: random.Random) -> str:
    """All lines are broken again, at any width from 40 to 120."""
    style = TextStyle(width=rng.randint(40, 120))
    return "\n".join(
        part
        for line in text.split("\n")
        for part in (wrap(line.strip(), style) if len(line) > style.width and "   " not in line.strip() else [line])
    )


def hyphenate(text: str, rng: random.Random) -> str:
    """All lines are broken again, with hyphens wherever a word can be broken."""
    style = TextStyle(width=rng.randint(45, 90), hyphenate=True)
    return "\n".join(
        part
        for line in text.split("\n")
        for part in (wrap(line.strip(), style) if len(line) > style.width and "   " not in line.strip() else [line])
    )


def add_letterhead(text: str, rng: random.Random) -> str:
    """Address and telephone of an office on top."""
    town, phone = rng.randint(10000, 99999), f"0{rng.randint(1000, 9999)} {rng.randint(1000, 9999)}"
    return f"Rathausplatz {rng.randint(1, 40)}\n{town} Neuenwalde\nTelefon {phone}\n\n{text}"


def misread_ones(text: str, rng: random.Random) -> str:
    """ "1." at a line's head is read as "l."."""
    return re.sub(r"(?m)^(\s*)1([.)])(?=\s)", r"\1l\2", text)


def misread_dots(text: str, rng: random.Random) -> str:
    """ "2." at a line's head is read as "2,"."""
    return re.sub(r"(?m)^(\s*)([2-9])\.(?=\s)", r"\1\2,", text)


def drop_number(text: str, rng: random.Random) -> str:
    """One item lost its number."""
    marks = list(re.finditer(r"(?m)^\s*[2-9]\.\s", text))
    if len(marks) < 2:
        return text
    mark = rng.choice(marks)
    return text[: mark.start()] + text[mark.end() :]


def drop_blanks(text: str, rng: random.Random) -> str:
    """All blank lines are gone."""
    return re.sub(r"\n\s*\n+", "\n", text)


def double_blanks(text: str, rng: random.Random) -> str:
    """Justified text: two blanks here and there between words."""
    return re.sub(r"(?<=\w) (?=\w)", lambda m: "  " if rng.random() < 0.2 else " ", text)


def noise(text: str, rng: random.Random) -> str:
    """Four letters in a thousand are misread."""
    pairs = {"e": "c", "i": "l", "n": "u", "o": "0", "a": "o", "l": "1", "t": "f", "r": "n", "h": "b"}
    return "".join(pairs[c] if c in pairs and rng.random() < 0.004 else c for c in text)


def cut_end(text: str, rng: random.Random) -> str:
    """The last third is missing."""
    lines = text.split("\n")
    return "\n".join(lines[: max(len(lines) * 2 // 3, 5)])


def add_stamp(text: str, rng: random.Random) -> str:
    """A stamp of receipt falls between two lines of the text."""
    lines = text.split("\n")
    at = rng.randrange(3, max(len(lines), 4))
    return "\n".join([*lines[:at], f"EINGEGANGEN {rng.randint(10, 28)}. Feb. 2021", *lines[at:]])


def mix_in(text: str, rng: random.Random) -> str:
    """A remark from the margin falls between two lines."""
    lines = text.split("\n")
    at = rng.randrange(2, max(len(lines), 3))
    return "\n".join([*lines[:at], "z. d. A. 12/7", *lines[at:]])


HARMLESS: dict[str, Damage] = {d.__name__: d for d in (swap_lines, rewrap, hyphenate, add_letterhead, double_blanks)}
"""After these nothing is missing: the record has to stay the same."""

HARMFUL: dict[str, Damage] = {
    d.__name__: d
    for d in (
        *(drop_heading, drop_lead_in, join_lines, split_line, misread_ones, misread_dots, drop_number),
        *(drop_blanks, noise, cut_end, add_stamp, mix_in),
    )
}
"""After these something may be lost: then a finding has to say where to look."""
