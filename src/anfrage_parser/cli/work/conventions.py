"""`anfrage conventions`: list them, show one, or draft a new one from samples."""

from anfrage_parser.cli.display import safe
from anfrage_parser.cli.given import given
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.single import shown_name
from anfrage_parser.cli.streams import complain, write
from anfrage_parser.cli.work.convention_draft import draft, known
from anfrage_parser.conventions import build, source_of
from anfrage_parser.errors import AnfrageError, UsageError
from anfrage_parser.messages import say
from anfrage_parser.parse import examine
from anfrage_parser.text import toml

NEW = "new"


def conventions(words: list[str], intake: Intake) -> int:
    """List the conventions, show one, or draft a new one; return the exit code."""
    if not words:
        write("".join(f"{name}\t{title}\n" for name, title in known()).encode("utf-8"))
        return 0
    if words[0] == NEW:
        return _new(words[1:], intake)
    if len(words) > 1:
        raise UsageError(
            say("es kann nur eine Konvention gezeigt werden"), say("„anfrage conventions NAME“ oder „anfrage conventions new DATEI…“")
        )
    write(source_of(words[0]).encode("utf-8"))
    return 0


def _new(files: list[str], intake: Intake) -> int:
    if not files:
        raise UsageError(say("es fehlt ein Beispiel"), say("„anfrage conventions new brief1.pdf brief2.pdf > stadt.toml“"))
    samples = []
    for file in given(files):
        try:
            samples.append((shown_name(file), examine(intake.read(file), "general")))
        except AnfrageError as error:
            complain(error, file)
            return error.exit_code
    text = draft(samples, lambda s: safe(s, 120))
    build(toml.loads(text.encode("utf-8")))  # the draft must be loadable
    write(text.encode("utf-8"))
    return 0
