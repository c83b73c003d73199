"""Write what documents say of the code from the code itself, and the built-in wording as a module: python -m tools.write_docs [--check]."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from anfrage_parser.answer_draft.names import names_table
from anfrage_parser.conventions.builtin import FOLDER
from anfrage_parser.findings import CODES
from anfrage_parser.messages import SOURCE, forms_in
from anfrage_parser.record.schema_tables import tables
from tools.wording import module

DOCS = Path(__file__).resolve().parent.parent / "docs"

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
    rows = [
        f"| `{c.code}` | {c.severity} | `{c.field or 'the missing one'}` | {' / '.join(forms_in(SOURCE, c.sentence))} | {c.meaning} |"
        for c in CODES.values()
    ]
    return HEAD + "\n".join(rows) + "\n"


def schema() -> str:
    """The page about the record: written by hand, except for its tables."""
    return _filled("schema.md", "fields", tables())


def commands() -> str:
    """The page about the commands: written by hand, except for its tables."""
    done = subprocess.run([sys.executable, "-m", "tools.commands_page"], capture_output=True, check=True, cwd=DOCS.parent)
    return _filled("commands.md", "commands", done.stdout.decode("utf-8").replace("\r\n", "\n"))


def _filled(name: str, mark: str, written: str) -> str:
    """A page with what stands between its marks replaced."""
    page = (DOCS / name).read_text(encoding="utf-8")
    begin, end = f"<!-- {mark} -->\n", f"<!-- /{mark} -->"
    return re.sub(f"{begin}.*{end}", lambda _: f"{begin}{written}{end}", page, flags=re.DOTALL)


def draft_names() -> str:
    """The page about drafts: written by hand, except for the names that a template may use."""
    return _filled("draft.md", "names", names_table())


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check only say whether they are as they should be (1 where not)."""
    pages = {
        DOCS / "findings.md": findings(),
        DOCS / "schema.md": schema(),
        DOCS / "draft.md": draft_names(),
        DOCS / "commands.md": commands(),
        FOLDER / "wording.py": module(),
    }
    if "--check" in arguments:
        return 0 if all(path.exists() and path.read_text(encoding="utf-8") == page for path, page in pages.items()) else 1
    for path, page in pages.items():
        path.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
