"""The command `anfrage` itself, and options shared by several commands."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from anfrage_parser.cli.declaring import App, Group, LanguageOption
from anfrage_parser.cli.languages import asked
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

        Alles geschieht auf diesem Rechner, ohne Netz und ohne Sprachmodell; dieselben Bytes geben denselben Datensatz.

        \b
        Beispiele:
          anfrage parse brief.pdf
          anfrage parse *.pdf > anfragen.jsonl
          anfrage parse brief.txt | jq -r '.questions[].text'
          anfrage explain brief.pdf
        """
    ),
    epilog=say(
        """\b
        Ergebnis (exit code):
          0  Datensatz, auch mit Hinweisen       6  lesbar, aber keine Anfrage
          2  falscher Aufruf                     7  mehrere Eingaben, einige fehlgeschlagen
          3  Datensatz mit einem Fehler          8  eine Grenze wurde erreicht
          4  Eingabe nicht lesbar                9  verschlüsselt
          5  kein Text (Scan)                   10  Ausgabe nicht beschreibbar
        """
    ),
)

OnlyOption = Annotated[
    str | None, typer.Option("--only", metavar="inquiries|answers", help=say("Nur Anfragen, oder nur Antworten darauf."))
]


COMMANDS = (
    *("parse", "text", "explain", "conventions", "schema", "check", "batch", "show", "inspect", "review", "correct"),
    *("export", "validate", "stats", "search", "link", "serve", "plugins", "verify", "rename", "formats"),
)
"""All commands in the order of the help; each is declared by the module of its name in `cli.commands`."""


def declare(words: Sequence[str]) -> None:
    """Declare only the requested command, else all: typer inspects every declared command, which takes as long as parsing a letter."""
    for name in [name for name in COMMANDS if name in words[:1]] or COMMANDS:
        import_module(f"anfrage_parser.cli.commands.{name}")


ConventionOption = Annotated[
    str | None,
    typer.Option(
        "--convention",
        metavar="NAME|DATEI",
        help=say("Wortlaut dieser Stadt oder dieser TOML-Datei verwenden (sonst nach den Kennzeichen im Kopf gewählt)."),
    ),
]
CorrectionsOption = Annotated[
    Path | None,
    typer.Option("--corrections", metavar="ORDNER", help=say("Korrekturen aus diesem Ordner statt aus der Datei neben dem Dokument.")),
]


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
        bool, typer.Option("--version", callback=_version, is_eager=True, help=say("Fassung und Lesewerke zeigen."))
    ] = False,
    language: LanguageOption = None,
) -> None:
    """Options of all commands."""
    context.with_resource(asked(language))
