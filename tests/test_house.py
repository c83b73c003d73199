"""The house: who may import whom, and how large functions and files may be."""

import ast
import graphlib
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source import FILES, SRC, nodes, tree

FLOORS = {
    "_version": 0, "messages": 0,
    "errors": 1,
    "model": 2, "plugins": 2, "fields": 2,
    "text": 3, "findings": 3, "field_names": 3,
    "conventions": 4,
    "readers": 5, "label": 5,
    "sandbox": 6,
    "assemble": 6,
    "record": 7,
    "corrections": 8,
    "parse": 9, "rename": 9, "search": 9, "linking": 9,
    "review": 10, "batch": 10,
    "exporters": 11, "verify": 11,
    "__init__": 12, "stats": 12, "answer_draft": 12,
    "serve": 13,
    "cli": 14,
    "__main__": 15,
}  # fmt: skip
"""Room → floor. A room imports only from lower floors, or from its own; going up is what makes a house fall."""


def room(path: Path) -> str:
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> Iterator[tuple[str, int]]:
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom) and node.module == "anfrage_parser":
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("anfrage_parser."):
            yield str(node.module).split(".")[1], node.lineno
        elif isinstance(node, ast.Import):
            yield from ((a.name.split(".")[1], node.lineno) for a in node.names if a.name.startswith("anfrage_parser."))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_imports_go_down(path: Path) -> None:
    own = room(path)
    assert own in FLOORS, f"{own} has no floor yet: give it one in FLOORS"
    for other, line in imported_rooms(path):
        assert other == own or FLOORS[other] < FLOORS[own], (
            f"{path.name}:{line}: {own} (floor {FLOORS[own]}) imports {other} (floor {FLOORS[other]}); move what both need to a lower room"
        )


def imported_files(path: Path) -> Iterator[Path]:
    """The files of the house that a file imports, wherever in it; not those it imports for the type checker alone."""
    guards = (n for n in nodes(path) if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING")
    guarded = {id(node) for guard in guards for inner in guard.body for node in ast.walk(inner)}
    for node in (n for n in nodes(path) if id(n) not in guarded):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "anfrage_parser":
            for alias in node.names:
                found = file_of(f"{node.module}.{alias.name}") or file_of(str(node.module))
                if found:
                    yield found
        elif isinstance(node, ast.Import):
            yield from (found for alias in node.names if (found := file_of(alias.name)))


def file_of(module: str) -> Path | None:
    """The file of a module of the house."""
    parts = module.split(".")[1:]
    candidates = (SRC.joinpath(*parts).with_suffix(".py") if parts else None, SRC.joinpath(*parts, "__init__.py"))
    return next((path for path in candidates if path and module.startswith("anfrage_parser") and path.exists()), None)


def test_no_file_imports_in_a_circle() -> None:
    """Files within one room, too: who imports in a circle can't be read, tested or moved alone."""
    sorter: graphlib.TopologicalSorter[Path] = graphlib.TopologicalSorter()
    for path in FILES:
        sorter.add(path, *(other for other in imported_files(path) if other != path))
    sorter.prepare()


def test_only_the_command_line_prints_or_exits() -> None:
    for path in FILES:
        if room(path) in ("cli", "__main__") or path.name == "limits.py":  # a worker process ends itself there
            continue
        for node in nodes(path):
            called = node.func if isinstance(node, ast.Call) else None
            assert not (isinstance(called, ast.Name) and called.id in ("print", "exit", "input")), path
            assert not (isinstance(called, ast.Attribute) and called.attr in ("exit", "_exit")), path


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and length of each function: the lines of its body, without docstring and decorators."""
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None and len(node.body) > 1 else node.body
            yield f"{path.name}:{node.name}", (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_labels_change_by_relabel_alone() -> None:
    """A unit keeps the roles of its labels; whoever set the labels alone would leave it with the roles of others."""
    setting = [path.name for path in FILES if re.search(r"\.labels\s*=(?!=)", path.read_text(encoding="utf-8"))]
    assert setting == ["model.py"], "use Unit.relabel"


def test_measures() -> None:
    lengths = dict(row for path in FILES for row in functions(path))
    sizes = sorted(lengths.values())
    assert statistics.median(sizes) <= 10
    assert sizes[len(sizes) * 9 // 10] <= 30
    assert not {name: size for name, size in lengths.items() if size > 50}
    assert not {p.name: n for p in FILES if (n := len(p.read_text(encoding="utf-8").splitlines())) > 300 and p.name != "wording.py"}


def public(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body)


def test_every_public_name_is_described() -> None:
    for path in FILES:
        assert ast.get_docstring(tree(path)), path
        for node in public(tree(path).body):
            assert ast.get_docstring(node), f"{path.name}: {node.name}"
