"""Options that several commands have: each is declared once, so that it has the same name, short form and meaning everywhere."""

import inspect
from collections.abc import Callable
from functools import update_wrapper
from pathlib import Path
from typing import Annotated, Any

import typer

from anfrage_parser.cli.settings import PREFIX, long_name
from anfrage_parser.errors import check_choice
from anfrage_parser.messages import say

OWN = "{}"
"""In the name of an environment variable: the command, for a setting whose values differ between commands."""


def extended(run: Callable[..., None], command: Callable[..., None], made: str) -> Callable[..., None]:
    """Return `run`, which makes one argument of `command` from options of its own, with the signature of both, as typer reads it."""
    shared = [p for p in inspect.signature(run).parameters.values() if p.kind is p.KEYWORD_ONLY]
    own = [p.replace(kind=p.KEYWORD_ONLY) for p in inspect.signature(command).parameters.values() if p.name != made]
    update_wrapper(run, command)
    vars(run)["__signature__"] = inspect.Signature([*own, *shared])
    run.__annotations__ = {p.name: p.annotation for p in (*own, *shared)}
    return run


SETTINGS: dict[str, str] = {}
"""Setting → its environment variable, of all declared here."""


def setting(*names: str, own: bool = False, **more: Any) -> Any:
    """Declare an option that is also a setting: `--max-bytes` is ANFRAGE_MAX_BYTES and `max-bytes` in anfrage.toml.

    A setting is a habit: what somebody would otherwise type with every command. With `own`, each command has its own.
    """
    return typer.Option(*names, envvar=_registered(long_name(names), own), show_envvar=False, **more)


def _registered(key: str, own: bool = False) -> str:
    """Take a setting into the table; return its environment variable."""
    name = key.replace("-", "_").upper()
    SETTINGS[key] = PREFIX + (f"{OWN}_{name}" if own else name)
    return SETTINGS[key]


_registered("format", own=True)  # which each command declares for itself


def format_option(choices: str, *, more: str = "") -> Any:
    """Declare `--format` with a command's own formats: "table|jsonl"."""
    meaning = say("Form der Ausgabe.")
    return setting("--format", "--to", own=True, metavar=choices, help=f"{meaning} {more}".rstrip())


LanguageOption = Annotated[
    str | None,
    setting(
        "--lang",
        metavar="de|en",
        help=say("Sprache von Hilfe, Meldungen, Blättern und Seiten (sonst die des Systems), und der Hinweise in Datensätzen."),
    ),
]


def wanted_format(form: str | None, output: str) -> str | None:
    """Return the format that was typed; one that is a setting gives way to the ending of the output."""
    from anfrage_parser.cli.settings import typed

    return None if form is not None and not typed("to") and output != "-" and Path(output).suffix else form


def output_option(metavar: str, *, more: str = "") -> Any:
    """Declare `-o` with what a command writes to."""
    meaning = say("Wohin.")
    return typer.Option("-o", "--output", metavar=metavar, help=f"{meaning} {more}".rstrip())


def jsonl_wanted(form: str, as_json: bool, other: str) -> bool:
    """Return whether `--format jsonl`, or `--json` as it was called, is wanted, not the other form."""
    check_choice("--format", form, (other, "jsonl"))
    return as_json or form == "jsonl"


InputsArgument = Annotated[
    list[str],
    typer.Argument(metavar="EINGABE", help=say("Dateien, Ordner, Muster wie *.pdf, Datensätze, Datenbanken; „-“: Standardeingabe.")),
]
DocumentsArgument = Annotated[
    list[str], typer.Argument(metavar="DATEI", help=say("Dokumente, Ordner, Muster wie *.pdf; „-“: Standardeingabe."))
]
RecordsArgument = Annotated[
    list[str],
    typer.Argument(metavar="DATENSÄTZE", help=say("JSON Lines, JSON, Ausgabe von „anfrage batch“; „-“: Standardeingabe.")),
]

ConventionOption = Annotated[
    str | None,
    setting(
        "--convention",
        metavar="NAME|DATEI",
        help=say("Wortlaut dieser Stadt oder dieser TOML-Datei verwenden (sonst nach Merkmalen im Kopf gewählt)."),
    ),
]
CorrectionsOption = Annotated[
    Path | None,
    setting("--corrections", metavar="ORDNER", help=say("Korrekturen aus diesem Ordner statt aus der Datei neben dem Dokument.")),
]
RequireOption = Annotated[str, setting("--require", metavar="FELDER", help=say("Felder, die nicht fehlen dürfen: nummer,datum,fraktion."))]
PresetOption = Annotated[str, setting("--preset", metavar="excel-de|rfc4180", help=say("csv: für deutsches Excel oder für Programme."))]
OnlyOption = Annotated[
    str | None, typer.Option("--only", metavar="inquiries|answers", help=say("Nur Anfragen, oder nur Antworten darauf."))
]
RootOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--root", metavar="ORDNER", help=say("Wo die Dokumente zu den Datensätzen liegen (sonst neben diesen); mehrfach möglich.")
    ),
]
StrictOption = Annotated[bool, typer.Option("--strict", help=say("Warnungen gelten als Fehler."))]
EvidenceOption = Annotated[
    bool, typer.Option("--evidence", help=say("Zu jedem Wert angeben, wo er im Dokument steht (Zeichen, Zeile, Seite, Rechteck)."))
]
ForceOption = Annotated[bool, typer.Option("--force", help=say("Ersetzen, was schon da ist."))]
ApplyOption = Annotated[bool, typer.Option("--apply", "--yes", help=say("Ausführen, nicht nur zeigen."))]
QuietOption = Annotated[bool, typer.Option("-q", "--quiet", help=say("Nichts auf der Fehlerausgabe."))]
VerboseOption = Annotated[bool, typer.Option("-v", "--verbose", help=say("Mehr sagen: jeden Hinweis, jede Datei, jeden Unterschied."))]
JsonOption = Annotated[bool, typer.Option("--json", hidden=True, help="--format jsonl")]
"""What `--format jsonl` was called."""

ReaderOption = Annotated[
    str,
    setting("--reader", metavar="NAME", help=say("PDF lesen mit: auto, pdfium oder pdfplumber; oder mit einer Erweiterung.")),
]
OcrOption = Annotated[
    str,
    setting("--ocr", metavar="auto|off|force", help=say("Text erkennen (tesseract): auf Seiten ohne Text, nie, auf allen Seiten.")),
]
TimeoutOption = Annotated[
    float,
    setting("--timeout", min=0.1, metavar="SEKUNDEN", help=say("Zeit für eine Datei, und für jede Seite, deren Text erkannt wird.")),
]
BytesOption = Annotated[int | None, setting("--max-bytes", min=1, metavar="N", help=say("Größte Datei (sonst Text 64 MiB, PDF 256 MiB)."))]
PagesOption = Annotated[int, setting("--max-pages", min=1, metavar="N", help=say("Höchstzahl der Seiten eines PDFs."))]
PasswordOption = Annotated[
    str | None,
    typer.Option("--password-file", metavar="DATEI", help=say("Kennwörter für verschlüsselte PDFs, eines je Zeile.")),
]

JobsOption = Annotated[
    int | None,
    setting("-j", "--jobs", min=1, max=512, metavar="N", help=say("So viele Dateien gleichzeitig lesen (sonst je Prozessorkern eine).")),
]
MemoryOption = Annotated[int, setting("--memory", min=256, metavar="MIB", help=say("Arbeitsspeicher je Prozess."))]
DeadlineOption = Annotated[
    str | None,
    setting("--deadline", metavar="FRIST", help=say("Frist für die Antwort: 6 Wochen, 10 Arbeitstage NW, oder kurz 6w, 42d, 3m, 10wd@NW.")),
]
BaseUrlOption = Annotated[str | None, setting("--base-url", metavar="URL", help=say("oparl, akn: Anfang der Adressen aller Objekte."))]
BodyUrlOption = Annotated[
    str | None, setting("--body-url", metavar="URL", help=say("oparl: die Körperschaft, zu der alle Anfragen gehören."))
]

UndoOption = Annotated[bool, typer.Option("--undo", help=say("Rückgängig machen: das Letzte, oder was die angegebene Datei nennt."))]

PartyOption = Annotated[str | None, typer.Option("--party", metavar="NAME", help=say("Nur Anfragen dieser Fraktion."))]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="TAG", help=say("Ab diesem Tag, Monat oder Jahr: 03.05.2024, 05.2024 oder 2024."))
]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="TAG", help=say("Bis zu diesem Tag, Monat oder Jahr: 12.2024."))]
