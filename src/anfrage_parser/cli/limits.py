"""Options shared by all commands that read documents: reader, OCR and limits."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from anfrage_parser.cli.options import BytesOption, OcrOption, PagesOption, PasswordOption, ReaderOption, TimeoutOption, extended
from anfrage_parser.messages import say

MAX_PAGES = 5_000
SECONDS = 60.0


def reading(command: Callable[..., None]) -> Callable[..., None]:
    """Decorate a command that takes an `intake`: adds the reading options and builds the intake from them."""

    def run(
        *,
        reader: ReaderOption = "auto",
        ocr: OcrOption = "auto",
        timeout: TimeoutOption = SECONDS,
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

    return extended(run, command, "intake")
