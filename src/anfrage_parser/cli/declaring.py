"""Base classes for declaring commands: typer's, with help and errors in our wording, and `--lang` accepted by every command."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from anfrage_parser.cli.groups import GROUPS
from anfrage_parser.cli.languages import asked
from anfrage_parser.cli.options import OWN, LanguageOption, extended
from anfrage_parser.cli.settings import defaults, run_in
from anfrage_parser.cli.signals import stopped
from anfrage_parser.cli.streams import complain, handled, note
from anfrage_parser.cli.takes import NOTHING
from anfrage_parser.errors import ExitCode
from anfrage_parser.messages import decimal, later, say

COMPLETING = "_ANFRAGE_COMPLETE"
"""Environment variable by which the script of a shell asks for completions."""

HEADINGS = {"Options": later("Optionen"), "Arguments": later("Argumente")}
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
    if not bracket or not remark.endswith("]"):
        return text
    for theirs, ours in REMARKS:
        remark = remark.replace(theirs, say(ours))
    return words + bracket + "; ".join(_in_words(part) for part in remark[:-1].split("; ")) + "]"


def _in_words(remark: str) -> str:
    """Return a remark with its range and its numbers as people write them.

    >>> _in_words("x>=0.1"), _in_words("1<=x<=512"), _in_words("sonst 60.0")
    ('mindestens 0,1', '1 bis 512', 'sonst 60')
    """
    least, is_least, most = remark.partition("x>=")
    if is_least and not least:
        return say("mindestens {number}", number=_number(most))
    least, is_range, most = remark.partition("<=x<=")
    if is_range:
        return say("{least} bis {most}", least=_number(least), most=_number(most))
    words, blank, number = remark.rpartition(" ")
    return f"{words}{blank}{_number(number)}"


def _number(text: str) -> str:
    whole, point, digits = text.partition(".")
    if not point or not (whole + digits).isdigit():
        return text
    return decimal(float(text)) if int(digits) else whole


class Context(typer.Context):
    """The context of a command, with our formatter."""

    formatter_class = Formatter


class Command(TyperCommand):
    """A command with translated help, whose settings may come from the environment or from anfrage.toml."""

    context_class = Context

    def __init__(self, *names: Any, **settings: Any) -> None:
        super().__init__(*names, **settings)
        _translate(self)

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """As typer's, with the values of anfrage.toml as defaults."""
        kept = defaults(self)
        return super().make_context(info_name, args, parent, **({"default_map": kept} if kept else {}), **extra)

    def invoke(self, ctx: Any) -> Any:
        """As typer's."""
        run_in(ctx)
        return super().invoke(ctx)


class Group(TyperGroup):
    """The command `anfrage`, which contains the others."""

    context_class = Context

    def __init__(self, *names: Any, **settings: Any) -> None:
        super().__init__(*names, **settings)
        _translate(self)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands in their groups, one whole line for each."""
        width = max(map(len, self.commands), default=0)
        for heading, names in GROUPS.items():
            found = [(name, self.commands[name]) for name in names if name in self.commands]
            if found:
                with formatter.section(say(heading)):
                    formatter.write_dl([(name.ljust(width), command.get_short_help_str(sys.maxsize)) for name, command in found])

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
        if COMPLETING in os.environ:  # typer knows the shells only where its own options for completion are declared
            from typer.completion import completion_init  # type: ignore[attr-defined]

            completion_init()
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


def _complete(choices: Sequence[str], incomplete: str) -> list[str]:
    """Return the values of an option that begin as typed."""
    return [choice for choice in choices if choice.startswith(incomplete)]


def _translate(command: TyperCommand | TyperGroup) -> None:
    """Translate metavars like "DATEI", and name the environment variables of the command's own settings."""
    for parameter in command.params:
        choices = (parameter.metavar or "").split("|")
        if len(choices) > 1 and all(choice == choice.lower() for choice in choices):
            vars(parameter)["_custom_shell_complete"] = lambda context, _, incomplete, choices=choices: _complete(choices, incomplete)
        if parameter.metavar:
            parameter.metavar = say(parameter.metavar)
        if parameter.name == "language":
            parameter.envvar = None  # settled before anything is declared: see `languages`
        if isinstance(parameter.envvar, str) and OWN in parameter.envvar:
            parameter.envvar = parameter.envvar.replace(OWN, str(command.name).upper())


class App(typer.Typer):
    """The typer application."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.takes: dict[str, frozenset[str]] = {}
        """Command → the kinds of input that it takes."""

    def command(self, name: str | None = None, *, takes: frozenset[str] = NOTHING, **settings: Any) -> Callable[[Function], Function]:
        """As `typer.Typer.command`, and which kinds of input it takes."""
        self.takes[str(name)] = takes
        declare = super().command(name, **{"cls": Command, "options_metavar": say("[OPTIONEN]"), **settings})

        def add(function: Function) -> Function:
            declare(_with_language(function))
            return function

        return add


def _with_language(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return the command with the option `--lang` added."""

    def run(*, language: LanguageOption = None, **own: Any) -> Any:
        with asked(language):
            return command(**own)

    return handled(extended(run, command, ""))
