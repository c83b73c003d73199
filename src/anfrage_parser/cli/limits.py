"""Options shared by all commands that read documents: reader, OCR and limits."""

import inspect
from collections.abc import Callable
from functools import update_wrapper
from typing import Annotated, Any

import typer

from anfrage_parser.messages import say

ReaderOption = Annotated[
    str,
    typer.Option("--reader", metavar="NAME", help=say("PDF lesen mit: auto, pdfium oder pdfplumber; oder mit einer Erweiterung.")),
]
OcrOption = Annotated[
    str,
    typer.Option(
        "--ocr",
        metavar="auto|off|force",
        help=say("Text erkennen (tesseract): auf Seiten ohne Text, nie, auf allen Seiten."),
    ),
]
BytesOption = Annotated[
    int | None, typer.Option("--max-bytes", min=1, metavar="N", help=say("Größte Datei (sonst Text 64 MiB, PDF 256 MiB)."))
]
PagesOption = Annotated[int, typer.Option("--max-pages", min=1, metavar="N", help=say("Höchstzahl der Seiten eines PDFs."))]
PasswordOption = Annotated[
    str | None,
    typer.Option("--password-file", metavar="DATEI", help=say("Kennwörter für verschlüsselte PDFs, eines je Zeile.")),
]
MAX_PAGES = 5_000
SECONDS = 60.0


def reading(command: Callable[..., None]) -> Callable[..., None]:
    """Decorate a command that takes an `intake`: adds the reading options and builds the intake from them."""

    def run(
        *,
        reader: ReaderOption = "auto",
        ocr: OcrOption = "auto",
        timeout: Annotated[
            float,
            typer.Option(
                "--timeout",
                min=0.1,
                metavar="SEKUNDEN",
                help=say("Zeit für das Lesen eines PDFs, und für jede Seite, deren Text erkannt wird."),
            ),
        ] = SECONDS,
        max_bytes: BytesOption = None,
        max_pages: PagesOption = MAX_PAGES,
        password_file: PasswordOption = None,
        no_sandbox: Annotated[
            bool, typer.Option("--no-sandbox", help=say("PDFs nicht in einem eigenen, beschränkten Prozess lesen."))
        ] = False,
        **own: Any,
    ) -> None:
        from anfrage_parser.cli.intake import Intake, passwords_in
        from anfrage_parser.readers.options import Options

        passwords = passwords_in(password_file) if password_file is not None else ()
        options = Options(reader, max_bytes=max_bytes, max_pages=max_pages, passwords=passwords, ocr=ocr, timeout=timeout)
        with Intake(options, None if no_sandbox else timeout) as intake:
            command(**own, intake=intake)

    shared = [p for p in inspect.signature(run).parameters.values() if p.kind is p.KEYWORD_ONLY]
    own = [p.replace(kind=p.KEYWORD_ONLY) for p in inspect.signature(command).parameters.values() if p.name != "intake"]
    update_wrapper(run, command)
    vars(run)["__signature__"] = inspect.Signature([*own, *shared])  # typer reads this
    run.__annotations__ = {p.name: p.annotation for p in (*own, *shared)}
    return run
