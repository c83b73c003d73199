"""Declaration of `anfrage batch`."""

from typing import Annotated

import typer

from anfrage_parser.cli.limits import MAX_PAGES, SECONDS
from anfrage_parser.cli.options import (
    ApplyOption,
    BytesOption,
    ConventionOption,
    CorrectionsOption,
    EvidenceOption,
    JobsOption,
    MemoryOption,
    OcrOption,
    OnlyOption,
    PagesOption,
    PasswordOption,
    QuietOption,
    ReaderOption,
    RequireOption,
    StrictOption,
    TimeoutOption,
    VerboseOption,
    output_option,
)
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.cli.takes import FILES
from anfrage_parser.messages import say


@app.command(
    "batch",
    takes=FILES,
    short_help=say("Ganze Ordner und Archive lesen, in eine Datenbank (.sqlite)."),
    help=say(
        """Ganze Archive lesen: Ordner, Dateien, .zip und .tar.gz. Keine Datei hält die anderen auf, keine geht verloren.

        Die Ausgabe ist ein Ordner (a/b.pdf wird zu AUSGABE/a/b.pdf.json), eine .jsonl- oder eine .sqlite-Datei. Wird derselbe
        Befehl wiederholt, liest er nur, was fehlt oder sich geändert hat. Jede Datei bekommt genau einen Status; fehlgeschlagene
        werden auf der Fehlerausgabe genannt und stehen mit ihrer Ursache in der Ausgabe.
        """
    ),
    epilog=say(
        """\b
        Beispiele:
          anfrage batch briefe -o ergebnis
          anfrage batch archiv.zip 2024 -o anfragen.sqlite --report lauf.json
          anfrage batch --watch posteingang -o anfragen.sqlite
          find . -name "*.pdf" | anfrage batch --files-from - -o anfragen.jsonl
        """
    ),
)
@handled
def batch_command(
    output: Annotated[str, output_option("AUSGABE", more=say("Ordner, .jsonl oder .sqlite."))],
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PFAD…]", help=say("Ordner, Dateien, Archive."))] = None,
    listed: Annotated[
        str | None, typer.Option("--files-from", metavar="DATEI", help=say("Namen von Dateien, einer je Zeile; „-“: Standardeingabe."))
    ] = None,
    null: Annotated[bool, typer.Option("--null", help=say("Die Namen sind durch NUL-Zeichen getrennt."))] = False,
    on_exists: Annotated[
        str,
        typer.Option(
            "--on-exists",
            metavar="skip|replace|error",
            help=say("Unveränderte Dateien überspringen, neu lesen oder abbrechen."),
        ),
    ] = "skip",
    jobs: JobsOption = None,
    timeout: TimeoutOption = SECONDS,
    memory: MemoryOption = 2048,
    watch: Annotated[
        bool, typer.Option("--watch", help=say("Danach den Ordner beobachten und neue Dateien lesen, bis Strg+C gedrückt wird."))
    ] = False,
    include: Annotated[
        list[str] | None,
        typer.Option("--include", metavar="MUSTER", help=say("Nur Dateien, auf die das Muster passt: *.pdf, 2024/*. Mehrfach möglich.")),
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option("--exclude", metavar="MUSTER", help=say("Dateien und Ordner auslassen. Mehrfach möglich."))
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help=say("Zeigen, was in der Ausgabe steht, aber nicht mehr in der Eingabe."))] = False,
    apply: ApplyOption = False,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADRESSE", help=say("Auf einem Dask-Cluster arbeiten: tcp://RECHNER:8786."))
    ] = None,
    report: Annotated[str | None, typer.Option("--report", metavar="DATEI", help=say("Der Bericht über den Lauf als JSON."))] = None,
    strict: StrictOption = False,
    require: RequireOption = "",
    evidence: EvidenceOption = False,
    convention: ConventionOption = None,
    reader: ReaderOption = "auto",
    ocr: OcrOption = "auto",
    max_bytes: BytesOption = None,
    max_pages: PagesOption = MAX_PAGES,
    password_file: PasswordOption = None,
    corrections: CorrectionsOption = None,
    only: OnlyOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    log_json: Annotated[bool, typer.Option("--log-json", help=say("Die Fehlerausgabe als JSON Lines."))] = False,
) -> None:
    """Run `batch.batch`."""
    from anfrage_parser.batch.worker_context import context

    context()  # the fork server imports in parallel with us
    from anfrage_parser.cli.work.batch import BatchArguments, batch

    arguments = BatchArguments(
        output, listed, null, on_exists, jobs, timeout, memory, report, strict, require, evidence, convention, reader, ocr, corrections,
        quiet, verbose, log_json, watch, scheduler, max_bytes, max_pages, password_file, include or (), exclude or (),
        prune, apply, only,
    )  # fmt: skip
    raise typer.Exit(batch(paths or [], arguments))
