"""`anfrage config`: every setting, its value, and where it comes from."""

import os
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from anfrage_parser.cli.app import app
from anfrage_parser.cli.display import safe
from anfrage_parser.cli.groups import COMMANDS
from anfrage_parser.cli.options import OWN, SETTINGS
from anfrage_parser.cli.settings import NAME, kept, key_of
from anfrage_parser.messages import say, spoken


def listing() -> Iterator[str]:
    """Yield a head that names the file, then one tab-separated line per setting: name, value, where it comes from.

    A setting of single commands comes once for each: "export.format".
    """
    path, commands = kept().path, _commands()
    yield f"# {safe(path)}" if path else say("# keine Datei {name} in diesem Ordner oder darüber", name=NAME)
    for key, variable in SETTINGS.items():
        having = {name: defaults[key] for name, defaults in commands.items() if key in defaults}
        if OWN not in variable:
            yield _line(key, variable, kept().every.get(key), spoken().people if key == "lang" else next(iter(having.values()), ""))
        for command, default in having.items():
            of_command = kept().own.get(command, {}).get(key)
            if OWN in variable or of_command is not None:
                yield _line(f"{command}.{key}", variable.replace(OWN, command.upper()), of_command, default)


def _line(name: str, variable: str, in_file: str | None, default: str) -> str:
    if os.environ.get(variable):
        return "\t".join((name, safe(os.environ[variable]), say("Umgebung: {name}", name=variable)))
    if in_file is not None:
        return "\t".join((name, safe(in_file), safe(kept().path)))
    return "\t".join((name, default, say("vorgegeben")))


def _commands() -> dict[str, dict[str, str]]:
    """Return command → setting → default, in the order of the help."""
    group: Any = get_command(app)
    return {
        name: {key: "" if p.default is None else str(p.default) for p in group.commands[name].params if (key := key_of(p)) is not None}
        for name in COMMANDS
    }
