"""The command `anfrage` itself."""

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from anfrage_parser.cli.declaring import App, Group
from anfrage_parser.cli.groups import COMMANDS
from anfrage_parser.cli.languages import asked
from anfrage_parser.cli.options import LanguageOption
from anfrage_parser.cli.streams import handled, write
from anfrage_parser.messages import say

app = App(
    name="anfrage",
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    options_metavar=say("[OPTIONEN]"),
    subcommand_metavar=say("BEFEHL [ARGUMENT]…"),
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        """Nimmt Anfragen von Ratsfraktionen auseinander: ein Dokument hinein, ein geprüfter JSON-Datensatz je Anfrage heraus.

        Alles geschieht auf diesem Rechner, ohne Netz und ohne Sprachmodell; dieselbe Datei ergibt immer denselben Datensatz.

        \b
        Beispiele:
          anfrage show brief.pdf
          anfrage correct brief.pdf --set date=2024-09-29
          anfrage export briefe -o anfragen.xlsx
          anfrage export briefe --since 2023 --until 2023 -o 2023.xlsx
          anfrage batch briefe -o archiv.sqlite
          anfrage search archiv.sqlite "Radweg Mombach"
          anfrage parse brief.txt | jq -r '.questions[].text'
          anfrage help stats
        """
    ),
    epilog=say(
        """\b
        Rückgabewert (Exit-Code):
          0  Datensatz, auch mit Hinweisen       6  lesbar, aber keine Anfrage
          2  falscher Aufruf                     7  einige Eingaben fehlgeschlagen
          3  Datensatz mit einem Fehler          8  eine Grenze wurde erreicht
          4  Eingabe nicht lesbar                9  verschlüsselt
          5  kein Text (Scan)                   10  Ausgabe nicht beschreibbar
        """
    ),
)


def declare(words: Sequence[str]) -> None:
    """Declare only the requested command, else all: typer inspects every declared command, which takes as long as parsing a letter."""
    for name in [name for name in COMMANDS if name in words[:1]] or COMMANDS:
        import_module(f"anfrage_parser.cli.commands.{name}")


@handled
def _version(wanted: bool) -> None:
    if wanted:
        from anfrage_parser.cli.work.versions import versions

        write(versions().encode())
        raise typer.Exit


@app.callback()
@handled
def options(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=say("Version und Leseprogramme zeigen."))
    ] = False,
    language: LanguageOption = None,
) -> None:
    """Options of all commands."""
    context.with_resource(asked(language))
