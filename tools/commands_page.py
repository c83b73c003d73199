"""Print the tables of `docs/commands.md` from the declarations of the commands: python -m tools.commands_page.

A process of its own, since help is worded in one language as the commands are declared.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from anfrage_parser.cli.takes import BATCH, DATABASE, FILE, FOLDER, KINDS, LINES, PATTERN, STDIN
from anfrage_parser.messages import Languages, speak

HEADS = {
    FILE: "a document",
    FOLDER: "a folder of documents",
    PATTERN: "a pattern (`*.pdf`)",
    STDIN: "`-`",
    LINES: "JSON Lines, JSON",
    BATCH: "a batch's folder",
    DATABASE: "a batch's database",
}
YES, NO = "✓", "–"


def main() -> int:
    """Print the page's part that is written from the code."""
    speak(Languages("en", "en"))
    from typer.main import get_command

    from anfrage_parser.cli.app import app
    from anfrage_parser.cli.groups import GROUPS

    group: Any = get_command(app)
    commands = {name: group.commands[name] for names in GROUPS.values() for name in names}
    page = [*inputs(app.takes, commands), "", *options(commands)]
    sys.stdout.buffer.write("".join(f"{line}\n" for line in page).encode())
    return 0


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    first = list(heads)
    for row in (first, ["---"] * len(first), *rows):
        cells = " | ".join(cell.replace("|", r"\|") for cell in row)
        yield f"| {cells} |"


def inputs(takes: dict[str, frozenset[str]], commands: Iterable[str]) -> Iterator[str]:
    """Yield the table command × kind of input."""
    yield "## Command × kind of input"
    yield ""
    rows = ([f"`{name}`", *(YES if kind in takes[name] else NO for kind in KINDS)] for name in commands if takes[name])
    yield from table(["", *(HEADS[kind] for kind in KINDS)], rows)


def options(commands: dict[str, Any]) -> Iterator[str]:
    """Yield the tables of the options: those that several commands have, and those of one."""
    found: dict[str, dict[str, Any]] = {}
    for name, command in commands.items():
        for parameter in command.params:
            if parameter.param_type_name == "option" and not parameter.hidden and "--help" not in parameter.opts:
                found.setdefault(long(parameter), {})[name] = parameter
    shared = {name: places for name, places in found.items() if len(places) > 1}
    having = [name for name in commands if any(name in places for places in shared.values())]
    everywhere = [name for name, places in shared.items() if len(places) == len(commands)]
    yield "## Command × option"
    yield ""
    yield f"Every command has {', '.join(f'`--{name}`' for name in everywhere)} and `--help`."
    yield ""
    rows = {name: places for name, places in shared.items() if name not in everywhere}
    columns = [name for name in having if any(name in places for places in rows.values())]
    yield from table(
        ["", *(f"`{name}`" for name in columns)], ([shown(name, p), *(mark(n, p) for n in columns)] for name, p in rows.items())
    )
    yield ""
    yield "What they mean, wherever they are; a setting can also stand in `anfrage.toml`:"
    yield ""
    yield from table(
        ["option", "value", "setting", "meaning"],
        ([shown(name, places), value(places), setting(places), meaning(places)] for name, places in shared.items()),
    )
    yield ""
    yield "Options of a single command:"
    yield ""
    yield from table(
        ["command", "option", "value", "setting", "meaning"],
        (
            [f"`{next(iter(places))}`", shown(name, places), value(places), setting(places), meaning(places)]
            for name, places in found.items()
            if len(places) == 1
        ),
    )


def long(parameter: Any) -> str:
    """Return the first long name of an option, without its dashes."""
    return str(next(name for name in parameter.opts if name.startswith("--")).removeprefix("--"))


def shown(name: str, places: dict[str, Any]) -> str:
    """Return an option as it is typed, with its short form."""
    opts = next(iter(places.values())).opts
    return ", ".join(f"`{opt}`" for opt in opts if not opt.startswith("--") or opt == f"--{name}")


def mark(name: str, places: dict[str, Any]) -> str:
    """Return the cell of a command."""
    return YES if name in places else ""


def value(places: dict[str, Any]) -> str:
    """Return what an option takes."""
    values = dict.fromkeys(str(p.metavar) for p in places.values() if p.metavar)
    return "" if not values else f"`{next(iter(values))}`" if len(values) == 1 else "the command's own"


def setting(places: dict[str, Any]) -> str:
    """Return whether an option is a setting, and under which name."""
    name, parameter = next(iter(places.items()))
    variable = parameter.envvar or ("ANFRAGE_LANG" if parameter.name == "language" else None)
    return f"`{variable.replace(f'_{name.upper()}_', '_COMMAND_')}`" if variable else ""


def meaning(places: dict[str, Any]) -> str:
    """Return an option's help: of several commands, the sentences that all say."""
    helps = list(dict.fromkeys(str(p.help) for p in places.values()))
    return helps[0] if len(helps) == 1 else f"{helps[0].partition('. ')[0]}."


if __name__ == "__main__":
    sys.exit(main())
