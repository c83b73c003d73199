"""Tables and texts for people: coloured on a terminal, plain in a pipe."""

import io
import shutil
import sys

from rich.console import Console, RenderableType

from anfrage_parser.cli.streams import write, writing

WIDTH = 100
"""Columns where nothing tells the terminal's own."""


def on_terminal() -> bool:
    """Whether standard output is one."""
    return sys.stdout is not None and sys.stdout.isatty()


def width() -> int:
    """Columns that there are to print on."""
    return shutil.get_terminal_size((WIDTH, 24)).columns if on_terminal() else WIDTH


def show(view: RenderableType, width: int = WIDTH) -> None:
    """Coloured on a terminal (not with NO_COLOR); plain in a pipe, as UTF-8 bytes."""
    if on_terminal():
        with writing():
            Console(highlight=False, markup=False, emoji=False).print(view)
    else:
        write(plain(view, width))


def plain(view: RenderableType, width: int = WIDTH) -> bytes:
    """As text without colours."""
    text = io.StringIO()
    console = Console(
        file=text, highlight=False, markup=False, emoji=False, width=width, color_system=None, force_terminal=False, legacy_windows=False
    )
    console.print(view)
    return "".join(line.rstrip() + "\n" for line in text.getvalue().splitlines()).encode("utf-8", "replace")
