"""The built-in wording as a module: reading `conventions/*.toml` took a thirtieth of every start."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from anfrage_parser.conventions.builtin import FOLDER

LONGEST = 138

HEAD = '''"""The wording of `conventions/*.toml`, as read: written by `make docs`, not by hand."""

from typing import Any

# fmt: off
WORDING: dict[str, dict[str, Any]] = {
'''


def module() -> str:
    """The module as Python: name of each convention, `general` first → its data."""
    found = sorted(FOLDER.glob("*.toml"), key=lambda path: (path.stem != "general", path.stem))
    lines = [line for path in found for line in _lines(path.stem, tomllib.loads(path.read_text(encoding="utf-8")), 1)]
    return HEAD + "\n".join(lines) + "\n}\n"


def _lines(key: str, value: Any, deep: int) -> Iterator[str]:
    margin = "    " * deep
    if isinstance(value, dict):
        yield f"{margin}{_quoted(key)}: {{"
        for name, inner in value.items():
            yield from _lines(name, inner, deep + 1)
        yield f"{margin}}},"
    elif isinstance(value, list):
        words = [f"{_quoted(word)}," for word in value]
        line = f"{margin}{_quoted(key)}: ({' '.join(words)}),"
        yield from [line] if len(line) <= LONGEST else [f"{margin}{_quoted(key)}: (", *_rows(words, f"{margin}    "), f"{margin}),"]
    else:
        yield f"{margin}{_quoted(key)}: {_quoted(value)},"


def _rows(words: list[str], margin: str) -> Iterator[str]:
    """As many words on a line as fit."""
    row = margin
    for word in words:
        if len(row) + len(word) > LONGEST:
            yield row.rstrip()
            row = margin
        row += f"{word} "
    yield row.rstrip()


def _quoted(text: str) -> str:
    return repr(text) if "'" not in text and '"' in text else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
