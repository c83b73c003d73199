"""Invented letters with their own answers: `letter(seed)` draws facts, a head and a body; `text` and `pdf` set it."""

from __future__ import annotations

import random
from typing import Any

from tools.letters.body import Body
from tools.letters.draw import Drawer
from tools.letters.heads import HEADS
from tools.letters.shape import Letter


def letter(seed: int, head: str | None = None) -> Letter:
    """The letter of a seed, in the head's form given or in any."""
    drawer = Drawer(seed)
    facts = drawer.facts()
    rng = random.Random(seed * 7919 + 1)
    name = head or rng.choice(list(HEADS))
    pieces, shown = HEADS[name](facts, rng)
    body = Body(facts, rng)
    pieces += body.set()
    if name == "webpage" and any(b.lead_in and facts.group in b.lead_in for b in facts.blocks):
        shown["parties"] = facts.parties
    truth: dict[str, Any] = {
        **shown,
        "preamble": "\n\n".join(facts.preamble) or None,
        "rationale": "\n\n".join(facts.rationale) or None,
        "lead_ins": [b.lead_in for b in facts.blocks if b.lead_in],
        "questions": body.questions,
        "question_count": len(body.questions),
        "signatories": [n for n, _ in facts.signers],
    }
    return Letter(
        seed, name, body.style, pieces, truth, {"head": name, "numbering": body.style, "parts": body.part_style, "twist": body.twist}
    )
