"""Base classes for declaring commands: typer's, with help and errors in our wording, and `--lang` accepted by every command."""

import inspect
from collections.abc import Callable, Sequence
from functools import update_wrapper
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from anfrage_parser.cli.languages import asked
from anfrage_parser.cli.signals import stopped
from anfrage_parser.cli.streams import complain, handled, note
from anfrage_parser.errors import ExitCode
from anfrage_parser.messages import later, say

LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="de|en",
        help=say("Sprache von Hilfe, Meldungen, Blättern und Seiten (sonst die des Systems), und der Hinweise in Datensätzen."),
    ),
]

HEADINGS = {"Options": later("Optionen"), "Commands": later("Befehle"), "Arguments": later("Argumente")}
REMARKS = (("default: ", later("sonst ")), ("required", later("nötig")))
"""Words that typer adds in brackets after an option's help → ours."""

Function = TypeVar("Function", bound=Callable[..., Any])


if TYPE_CHECKING:
    from typer._click.formatting import HelpFormatter
else:
    HelpFormatter = typer.Context.formatter_class


class Formatter(HelpFormatter):
    """Formats a help page, with its fixed words translated."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """ "Aufruf: anfrage parse …"."""
        plain = args.replace("[[", "[").replace("]]...", "]").replace("{", "").replace("}", "")
        super().write_usage(prog, plain, prefix or say("Aufruf: "))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        super().write_heading(say(HEADINGS.get(heading, heading)))

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of options, arguments or commands, without types, since the metavars say more."""
        super().write_dl([(first.partition(" <")[0], _remarked(second)) for first, second in rows], col_max, col_spacing)


def _remarked(text: str) -> str:
    if text == "Show this message and exit.":
        return say("Diese Hilfe zeigen.")
    words, bracket, remark = text.rpartition("[")
    for theirs, ours in REMARKS if bracket and remark.endswith("]") else ():
        remark = remark.replace(theirs, say(ours))
    return words + bracket + remark


class Context(typer.Context):
    """The context of a command, with our formatter."""

    formatter_class = Formatter


class Command(TyperCommand):
    """A command with translated help."""

    context_class = Context

    def __init__(self, *names: Any, **settings: Any) -> None:
        super().__init__(*names, **settings)
        _translate(self)


class Group(TyperGroup):
    """The command `anfrage`, which contains the others."""

    context_class = Context

    def __init__(self, *names: Any, **settings: Any) -> None:
        super().__init__(*names, **settings)
        _translate(self)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line; a usage error becomes one line and exit code 2."""
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except typer.Abort:
            code = stopped() or ExitCode.INTERRUPTED
        except Exception as error:
            if not standalone_mode or not hasattr(error, "format_message"):  # duck typing that works with all versions of typer
                raise
            if type(error).__name__ == "NoArgsIsHelpError":
                note(error.format_message(), whole=True)
            else:
                from anfrage_parser.cli.misuse import as_ours

                complain(as_ours(error))
            code = ExitCode.USAGE
        if not standalone_mode:
            return code
        raise SystemExit(code if isinstance(code, int) else 0)


def _translate(command: TyperCommand | TyperGroup) -> None:
    """Translate metavars like "DATEI"."""
    for parameter in command.params:
        if parameter.metavar:
            parameter.metavar = say(parameter.metavar)


class App(typer.Typer):
    """The typer application."""

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Function], Function]:
        """As `typer.Typer.command`."""
        declare = super().command(name, **{"cls": Command, "options_metavar": say("[OPTIONEN]"), **settings})

        def add(function: Function) -> Function:
            declare(_with_language(function))
            return function

        return add


def _with_language(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return the command with the option `--lang` added."""

    def run(*, language: str | None = None, **own: Any) -> Any:
        with asked(language):
            return command(**own)

    own = inspect.signature(command).parameters.values()
    option = inspect.Parameter("language", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=LanguageOption)
    parameters = [*(p.replace(kind=p.KEYWORD_ONLY) for p in own), option]
    run = handled(update_wrapper(run, command))
    vars(run)["__signature__"] = inspect.Signature(parameters)  # typer reads this
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    return run
