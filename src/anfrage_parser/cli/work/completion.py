"""`anfrage completion`: the script that makes a shell complete our commands, by typer's own means."""

from anfrage_parser.cli.declaring import COMPLETING
from anfrage_parser.errors import check_choice

SHELLS = ("bash", "zsh", "fish", "powershell")


def script(shell: str) -> str:
    """Return the script for a shell, with a newline at its end."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    check_choice("SHELL", shell, SHELLS)
    return get_completion_script(prog_name="anfrage", complete_var=COMPLETING, shell=shell) + "\n"
