"""Packages that extend this one, found by their entry points and imported when what they bring is wanted; the command that installs
what this one can use besides."""

import contextlib
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Literal, NamedTuple

from anfrage_parser.errors import AnfrageError, PluginError, UsageError
from anfrage_parser.messages import Said, say

Group = Literal["readers", "exporters"]


class Plugin(NamedTuple):
    """One entry point of a package."""

    group: Group
    name: str
    """What the format is called, in `--to` or `--reader` and in records."""
    target: str
    """Its module."""
    package: str
    version: str

    @property
    def origin(self) -> str:
        """ "ics (anfrage-beispiel 0.1.0)", for people."""
        return f"{self.name} ({self.package} {self.version})"

    def load(self) -> ModuleType:
        """The module, imported now; `UsageError` where that fails."""
        from importlib.metadata import EntryPoint

        entry = EntryPoint(self.name, self.target, f"anfrage_parser.{self.group}")
        try:
            with _silent():
                loaded: ModuleType = entry.load()
        except (Exception, SystemExit) as error:
            cause = say("die Erweiterung {origin} lässt sich nicht laden ({error})", origin=self.origin, error=_in_words(error))
            raise UsageError(cause, say("das Paket neu installieren oder entfernen")) from error
        return loaded

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Its code runs in it: what it prints is no data, and its faults are its own (`PluginError`)."""
        try:
            with _silent():
                yield
        except (AnfrageError, MemoryError):
            raise
        except (Exception, SystemExit) as error:
            if isinstance(error, OSError) and error.filename is None:  # what we gave it to write to is full or gone
                raise
            raise PluginError(self.origin, error) from error


def _in_words(error: BaseException) -> str:
    words = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _silent() -> contextlib.AbstractContextManager[object]:
    """What is printed goes to standard error: standard output is for data."""
    return contextlib.redirect_stdout(sys.stderr)


@cache
def plugins(group: Group) -> tuple[Plugin, ...]:
    """All plugins of a group, by name; nothing of them is imported."""
    from importlib.metadata import distributions  # only where somebody asks

    found: dict[tuple[str, str], Plugin] = {}
    for package in distributions():
        with contextlib.suppress(Exception):  # a package with broken papers is none
            for entry in package.entry_points:
                if entry.group == f"anfrage_parser.{group}":
                    plugin = Plugin(group, entry.name, entry.value, package.name, package.version)
                    found.setdefault((plugin.name, plugin.package.casefold()), plugin)  # the first on the path is what an import gives
    return tuple(found[key] for key in sorted(found))


def doubt(plugin: Plugin, built_in: frozenset[str]) -> str | None:
    """Why a plugin is not used, however well it loads: its name is taken."""
    if plugin.name in built_in:
        return say("der Name gehört zu einem eingebauten Format")
    others = [other.package for other in plugins(plugin.group) if other.name == plugin.name and other != plugin]
    return say("denselben Namen hat auch {package}", package=others[0]) if others else None


def usable(group: Group, built_in: frozenset[str]) -> list[Plugin]:
    """The plugins of a group whose names are nobody else's."""
    return [plugin for plugin in plugins(group) if doubt(plugin, built_in) is None]


NAME = "anfrage-parser"


def install_command(extra: str) -> str:
    """The command that adds an extra to this installation, whoever made it: pipx, uv, pip. Its quotes suit every shell, cmd.exe, too.

    People read that; a record, which must be the same on every machine, gets the plain one: see `messages.written`.
    """
    told = Said(_command(f'"{_source() or NAME}[{extra}]"'))
    told.sentence, told.values = f'pip install "{NAME}[{extra}]"', {}
    return told


def _command(wanted: str) -> str:
    prefix = Path(sys.prefix)
    if (prefix / "pipx_metadata.json").is_file():
        return f"pipx install --force {wanted}"
    if (prefix / "uv-receipt.toml").is_file():
        return f"uv tool install --force {wanted}"
    if _made_by_uv(prefix):
        return f"uv pip install {wanted}"
    alone = sys.prefix == sys.base_prefix  # without an environment of its own
    python = "py" if sys.platform == "win32" and alone else Path(sys.executable).name or "python3"
    return f"{python} -m pip install {'--user ' if alone else ''}{wanted}"


def _made_by_uv(prefix: Path) -> bool:
    try:
        text = (prefix / "pyvenv.cfg").read_text("utf-8", "replace")
    except OSError:
        return False
    return any(line.partition("=")[0].strip() == "uv" for line in text.splitlines())


def _source() -> str | None:
    """The folder that this program was installed from; None where it came from an index."""
    import json
    from importlib import metadata

    try:
        told = json.loads(metadata.distribution(NAME).read_text("direct_url.json") or "{}")
        url, folder = told.get("url", ""), "dir_info" in told
    except (metadata.PackageNotFoundError, ValueError, AttributeError, OSError):
        return None
    if not (folder and isinstance(url, str) and url.startswith("file:")):
        return None
    from urllib.parse import unquote, urlsplit

    path = unquote(urlsplit(url).path)
    return path[1:] if path[2:3] == ":" else path  # file:///C:/Users/…
