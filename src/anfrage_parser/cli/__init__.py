"""The command `anfrage`: the only place that prints, the only place that exits."""

import sys


def main() -> None:
    """Run the command line; the process ends with one of the documented codes."""
    from anfrage_parser.cli.app import app
    from anfrage_parser.cli.streams import prepare

    prepare()
    app(prog_name="anfrage", args=sys.argv[1:])
