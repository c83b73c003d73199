"""Declaration of `anfrage batch`."""

from typing import Annotated

import typer

from anfrage_parser.cli.limits import MAX_PAGES, BytesOption, OcrOption, PagesOption, PasswordOption, ReaderOption
from anfrage_parser.cli.root import ConventionOption, CorrectionsOption, OnlyOption, app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say


@app.command(
    "batch",
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
          find . -name "*.pdf" -print0 | anfrage batch --files-from - --null -o anfragen.jsonl
        """
    ),
)
@handled
def batch_command(
    output: Annotated[str, typer.Option("-o", "--output", metavar="AUSGABE", help=say("Ordner, .jsonl oder .sqlite."))],
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
    jobs: Annotated[
        int | None,
        typer.Option(
            "-j", "--jobs", min=1, max=512, metavar="N", help=say("So viele Dateien gleichzeitig lesen (sonst je Prozessorkern eine).")
        ),
    ] = None,
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout", min=0.1, metavar="SEKUNDEN", help=say("Zeit für eine Datei, und für jede Seite, deren Text erkannt wird.")
        ),
    ] = 60.0,
    memory: Annotated[int, typer.Option("--memory", min=256, metavar="MIB", help=say("Arbeitsspeicher je Prozess."))] = 2048,
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
    apply: Annotated[bool, typer.Option("--apply", help=say("Mit --prune: es aus der Ausgabe entfernen."))] = False,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADRESSE", help=say("Auf einem Dask-Cluster arbeiten: tcp://RECHNER:8786."))
    ] = None,
    report: Annotated[str | None, typer.Option("--report", metavar="DATEI", help=say("Der Bericht über den Lauf als JSON."))] = None,
    strict: Annotated[bool, typer.Option("--strict", help=say("Warnungen gelten als Fehler (unvollständig)."))] = False,
    require: Annotated[
        str, typer.Option("--require", metavar="FELDER", help=say("Felder, die nicht fehlen dürfen: nummer,datum,fraktion."))
    ] = "",
    evidence: Annotated[bool, typer.Option("--evidence", help=say("Zu jedem Wert angeben, wo er im Dokument steht."))] = False,
    convention: ConventionOption = None,
    reader: ReaderOption = "auto",
    ocr: OcrOption = "auto",
    max_bytes: BytesOption = None,
    max_pages: PagesOption = MAX_PAGES,
    password_file: PasswordOption = None,
    corrections: CorrectionsOption = None,
    only: OnlyOption = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help=say("Nichts auf der Fehlerausgabe."))] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help=say("Jede Datei auf der Fehlerausgabe nennen."))] = False,
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
