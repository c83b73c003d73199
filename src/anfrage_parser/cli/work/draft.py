"""`anfrage draft`: begin the answer to an inquiry, as Word or Markdown."""

import contextlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from anfrage_parser.answer_draft.markdown import markdown_draft
from anfrage_parser.answer_draft.word import LARGEST_TEMPLATE, check_installed, own_template, word_draft
from anfrage_parser.batch.naming import portable
from anfrage_parser.batch.stored import is_database, reading
from anfrage_parser.cli.display import safe
from anfrage_parser.cli.files import FreeNames, write_file
from anfrage_parser.cli.given import is_there
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.records import Records
from anfrage_parser.cli.streams import complain, note, write
from anfrage_parser.cli.work.link import papers_named
from anfrage_parser.errors import AnfrageError, LimitError, NotAnInquiryError, UnreadableError, UsageError, check_choice
from anfrage_parser.messages import counted, say
from anfrage_parser.record.build import from_dict
from anfrage_parser.record.json_in import Broken, stored
from anfrage_parser.record.schema import Inquiry

FORMATS = ("docx", "md")

SECONDS = 60.0
"""What filling in one template may take."""


@dataclass(frozen=True, slots=True)
class DraftArguments:
    """The arguments of the command."""

    to: str | None
    output: str
    template: Path | None
    new_template: bool
    force: bool
    convention: str | None
    corrections: Path | None

    def format(self) -> str:
        """Return "docx" or "md": as given, else by the output's suffix, else what a folder gets."""
        if self.to is not None:
            check_choice("--format", self.to, FORMATS)
            return self.to
        ending = Path(self.output).suffix.casefold().lstrip(".")
        if ending in FORMATS:
            return ending
        if self.folder() is None:
            raise UsageError(say("das Format fehlt"), say("--format {names} angeben", names="|".join(FORMATS)))
        return "docx"

    def folder(self) -> Path | None:
        """Return the folder that gets a draft for each inquiry; None where the output is one file."""
        path = Path(self.output)
        return path if self.output != "-" and (path.is_dir() or self.output.endswith(("/", "\\"))) else None


def draft(inputs: Sequence[str], arguments: DraftArguments, intake: Intake) -> int:
    """Write the draft of one inquiry to a file, or those of several into a folder; return the exit code."""
    kind = arguments.format()
    if kind == "docx":
        check_installed()
    if arguments.new_template:
        return _new_template(inputs, arguments, kind)
    if not inputs:
        raise UsageError(say("es fehlt die Anfrage, die beantwortet wird"), say("eine Datei angeben, oder --new-template"))
    if arguments.template is not None and kind == "md":
        raise UsageError(say("--template gibt es nur für Word"), say("--format docx angeben, oder --template weglassen"))
    template = _bytes_of(arguments.template) if arguments.template is not None else own_template() if kind == "docx" else None
    choice = _Choice(inputs)
    found = Records(choice.names, intake, arguments.convention, arguments.corrections)
    wanted = choice.chosen(found)
    writer = _Writer(arguments, kind, template, intake)
    try:
        writer.put_all(wanted)
    except _TemplateError as error:
        complain(error.cause, str(arguments.template))
        return error.cause.exit_code
    if not writer.count and not found.codes:
        missed = choice.missed()
        complain(missed, inputs[0] if len(inputs) == 1 else None)
        return missed.exit_code
    found.account()
    return found.exit_code()


def _new_template(inputs: Sequence[str], arguments: DraftArguments, kind: str) -> int:
    """Write the built-in template, for people to make theirs of it."""
    if inputs or kind != "docx" or arguments.template is not None:
        raise UsageError(say("--new-template schreibt nur die eingebaute Vorlage"), say("nur -o vorlage.docx dazu angeben"))
    if arguments.output == "-":
        write(own_template())
    else:
        write_file(Path(arguments.output), own_template(), arguments.force)
    return 0


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_TEMPLATE + 1)
    except OSError as error:
        cause = say("die Vorlage {name} lässt sich nicht lesen", name=safe(str(path)))
        raise UnreadableError(cause, say("den Namen prüfen; „anfrage draft --new-template -o vorlage.docx“ schreibt eine")) from error
    if len(data) > LARGEST_TEMPLATE:
        raise LimitError(say("die Vorlage ist größer als {limit} MiB", limit=LARGEST_TEMPLATE >> 20), say("ihre Bilder verkleinern"))
    return data


class _Choice:
    """Which records of the inputs are meant: "archiv.sqlite#brief.pdf", "archiv.sqlite#brief.pdf#2", "brief.pdf#2", or all."""

    def __init__(self, words: Sequence[str]) -> None:
        self.names: list[str] = []
        self.papers: list[Inquiry] = []
        """Those chosen out of databases."""
        self.chosen_papers: set[tuple[str, int | None]] = set()
        """Document and part of those chosen out of another input."""
        self.others = 0
        """Answers, which nobody answers."""
        for word in words:
            name, choice = _parted(word)
            if choice and is_database(Path(name)):
                self.papers += _stored(Path(name), choice)
                continue
            self.names.append(name)
            if choice:
                document, _, part = choice.rpartition("#") if not choice.isdecimal() else (Path(name).name, "", choice)
                self.chosen_papers.add((document, int(part)) if part.isdecimal() else (choice, None))
        if self.chosen_papers and len(set(self.names)) > 1:
            raise UsageError(say("# wählt nur aus einer einzigen Datei"), say("die Eingaben einzeln angeben"))
        self.names = list(dict.fromkeys(self.names))

    def chosen(self, records: Records) -> Iterator[Inquiry]:
        """Yield the inquiries that are meant."""
        for record in itertools.chain(self.papers, filter(self._is_chosen, records)):
            if record.document_type == "answer":
                self.others += 1
            else:
                yield record

    def _is_chosen(self, record: Inquiry) -> bool:
        source = record.source
        return not self.chosen_papers or bool(self.chosen_papers & {(source.name, None), (source.name, source.part)})

    def missed(self) -> AnfrageError:
        """Return the error for inputs without any inquiry that is meant."""
        if self.others:
            return NotAnInquiryError("answer")
        if self.chosen_papers:
            return UsageError(say("diese Anfrage ist nicht dabei"), say("den Namen angeben, wie ihn „anfrage search“ zeigt"))
        return UnreadableError(say("darin steht keine Anfrage"), say("mit „anfrage show“ nachsehen"))


def _parted(word: str) -> tuple[str, str]:
    """Split "archiv.sqlite#brief.pdf#2" into the input, the longest that is there, and what is chosen of it; "" for all."""
    places = [at for at, sign in enumerate(word) if sign == "#" and at and not is_there(word)]
    at = next((at for at in reversed(places) if is_there(word[:at])), len(word))
    return word[:at], word[at + 1 :]


def _stored(path: Path, choice: str) -> Iterator[Inquiry]:
    """Yield the papers of a database by their name."""
    with reading(path) as base:
        for paper, _ in papers_named(base, choice):
            (record,) = base.execute("SELECT CAST(record AS BLOB) FROM inquiries WHERE document = ? AND part = ?", paper).fetchone()
            row = stored(bytes(record or b""))
            if row is None or isinstance(row, Broken):
                raise UnreadableError(say("der Datensatz ist beschädigt"), say("das Dokument mit „anfrage batch“ neu lesen"))
            yield from_dict(row)


class _TemplateError(Exception):
    """The template can't be filled in."""

    def __init__(self, cause: AnfrageError) -> None:
        super().__init__(cause)
        self.cause = cause


class _Writer:
    """Writes drafts: one to a file or to standard output, several into a folder, each under a name of its own."""

    def __init__(self, arguments: DraftArguments, kind: str, template: bytes | None, intake: Intake) -> None:
        self.arguments, self.kind, self.template, self.intake = arguments, kind, template, intake
        self.count = 0
        self.names = FreeNames()

    def put_all(self, records: Iterator[Inquiry]) -> None:
        """Write them all; `UsageError` with nothing written for several without a folder."""
        folder = self.arguments.folder()
        if folder is not None:
            for record in records:
                folder.mkdir(parents=True, exist_ok=True)
                self._put(record, folder / self._name(record))
            return
        first = next(records, None)
        if first is None:
            return
        if next(records, None) is not None:
            step = say("mit -o einen Ordner nennen (mit / am Ende), oder eine wählen: {name}", name="archiv.sqlite#brief.pdf")
            raise UsageError(say("das sind mehrere Anfragen, der Entwurf ist eine Datei"), step)
        self._put(first, Path(self.arguments.output))

    def _put(self, record: Inquiry, path: Path) -> None:
        self.count += 1
        data = self._made(record)
        if self.arguments.output == "-":
            write(data)
            return
        write_file(path, data, self.arguments.force)
        count = len(record.questions)
        note(counted(count, "{name}: Entwurf zu einer Frage", "{name}: Entwurf zu {count} Fragen", name=safe(str(path))))

    def _made(self, record: Inquiry) -> bytes:
        if self.template is None:
            return markdown_draft(record)
        try:
            data = word_draft(record, self.template, SECONDS)
        except AnfrageError as error:
            if self.arguments.template is None:
                raise
            raise _TemplateError(error) from error
        if self.arguments.template is not None:
            self._warn(record, data)
        return data

    def _warn(self, record: Inquiry, draft: bytes) -> None:
        """Say how many questions a template leaves out, by reading what came out."""
        text = ""
        with contextlib.suppress(AnfrageError):  # such as one that writes nothing at all
            text = _spaced(self.intake.read_loaded(draft, "entwurf.docx").text)
        missing = sum(_spaced(question.text) not in text for question in record.questions)
        if missing:
            note(counted(missing, "die Vorlage lässt eine Frage aus", "die Vorlage lässt {count} Fragen aus"))

    def _name(self, record: Inquiry) -> str:
        """Return a file name after the document's that no other draft of this run has."""
        document = Path(portable(record.source.name)).name
        stem = f"antwort-{Path(document).stem}" + (f"-{record.source.part}" if record.source.part > 1 else "")
        return f"{self.names.one(stem)}.{self.kind}"


def _spaced(text: str) -> str:
    return " ".join(text.split())
