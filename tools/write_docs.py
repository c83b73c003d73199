"""Write docs/findings.md from the code's own list: python tools/write_docs.py [--check]."""

from __future__ import annotations

import sys
from pathlib import Path

from anfrage_parser.findings import CODES

FINDINGS = Path(__file__).resolve().parent.parent / "docs" / "findings.md"

HEAD = """# Findings

A finding tells what a person should look at. Its `code` is stable; `message` is for people. `info` asks for nothing, a `warning` marks
a value that is missing or in doubt, an `error` makes the record incomplete (exit code 3). `--strict` takes warnings for errors,
`--require FIELDS` makes a missing field an error.

This table is written by `make docs` from `anfrage_parser.findings.CODES`.

| code | severity | field | message | when |
|---|---|---|---|---|
"""


def findings() -> str:
    """The page as Markdown."""
    rows = [f"| `{c.code}` | {c.severity} | `{c.field or 'the missing one'}` | {c.sentence} | {c.meaning} |" for c in CODES.values()]
    return HEAD + "\n".join(rows) + "\n"


def main(arguments: list[str]) -> int:
    """Write the page, or with --check only say whether it is as it should be (1 where not)."""
    if "--check" in arguments:
        return 0 if FINDINGS.exists() and FINDINGS.read_text(encoding="utf-8") == findings() else 1
    FINDINGS.parent.mkdir(exist_ok=True)
    FINDINGS.write_text(findings(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
