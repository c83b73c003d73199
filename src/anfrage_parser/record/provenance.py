"""Identifies the rules that made a record: a digest of all code and conventions that records depend on."""

import hashlib
import os
from functools import cache
from pathlib import Path

from anfrage_parser._version import __version__

NOT_DECIDING = (
    *("cli", "review", "exporters", "verify", "rename", "stats", "search", "sinks"),
    *("plugins.py", "databases.py", "surrogates.py", "json_in.py", "bounded_json.py", "schema_tables.py", "failures.py"),
    *("messages.py", "_version.py", "__main__.py", "py.typed", "__pycache__"),
)
"""Parts of the package that records don't depend on."""


def parser_name() -> str:
    """Return version and rules: "anfrage-parser 0.1.0+rules.3f9c12ab"."""
    return f"anfrage-parser {__version__}+rules.{rules()}"


@cache
def rules() -> str:
    """Return eight hexadecimal digits over all relevant files; two versions with the same digits give the same records."""
    digest = hashlib.sha256()
    for name, data in sorted(_files(Path(__file__).parent.parent, "")):
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()[:8]


def _files(folder: str | Path, prefix: str) -> list[tuple[str, bytes]]:
    out: list[tuple[str, bytes]] = []
    for entry in os.scandir(folder):
        if entry.name in NOT_DECIDING:
            continue
        if entry.is_dir():
            out += _files(entry.path, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".py", ".toml")):
            with open(entry.path, "rb", buffering=0) as file:  # noqa: PTH123  150 files at every start
                data = file.read()
            out.append((prefix + entry.name, data.replace(b"\r\n", b"\n") if b"\r" in data else data))
    return out
