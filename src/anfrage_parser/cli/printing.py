"""Print tables and texts for people: coloured on a terminal, plain in a pipe."""

import io
import shutil
import sys

from rich.console import Console, RenderableType

from anfrage_parser.cli.streams import write, writing

WIDTH = 100
"""Width in columns if the terminal's is unknown."""


def on_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def width() -> int:
    """Return the width to print on, in columns."""
    return shutil.get_terminal_size((WIDTH, 24)).columns if on_terminal() else WIDTH


def show(view: RenderableType, width: int = WIDTH) -> None:
    """Print, coloured on a terminal (unless NO_COLOR is set), plain UTF-8 otherwise."""
    if on_terminal():
        with writing():
            Console(highlight=False, markup=False, emoji=False).print(view)
    else:
        write(plain(view, width))


def plain(view: RenderableType, width: int = WIDTH) -> bytes:
    """Render as plain UTF-8 text."""
    text = io.StringIO()
    console = Console(
        file=text, highlight=False, markup=False, emoji=False, width=width, color_system=None, force_terminal=False, legacy_windows=False
    )
    console.print(view)
    return "".join(line.rstrip() + "\n" for line in text.getvalue().splitlines()).encode("utf-8", "replace")
