"""What a hostile text tries on a terminal, a page, a sheet, a pattern; and how one sees that it acted."""

import re

ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, escape sequences, direction marks, halves of characters."""

OURS = re.compile(r"\x1b\[[0-9;]*m")
"""Colours and weights: the only sequences that a command may send."""

PAYLOADS = (
    "\x1b]0;neu\x07", "\x1b[2J\x1b[H", "\x1b]8;;http://x.example\x07klick\x1b]8;;\x07", "\x9b31m", "\x1bP+q544e\x1b\\",
    "\u202eabc\u2066", "\u2028", "\x00", "\x7f", "\r\x1b[Küberschrieben", "[bold red]rot[/nix]", "[link=file:///etc]x[/link]",
    ":smile:", "[/]", "\\[x]", "{0.__class__}", "%s%n", "<script>alert(1)</script>", "=HYPERLINK(1)", "\ud83d", "\ufeff", "a\u0308" * 300,
)  # fmt: skip
