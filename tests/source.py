"""The package's own source as trees, for tests of how it is written."""

import ast
from functools import cache
from pathlib import Path

import anfrage_parser

SRC = Path(anfrage_parser.__file__).parent
FILES = sorted(SRC.rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """A file's tree, which nobody changes."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Every node of it, as `ast.walk` gives them."""
    return list(ast.walk(tree(path)))
