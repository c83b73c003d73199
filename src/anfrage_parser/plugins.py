"""Plugins: packages that extend this one, found by their entry points and imported on first use; and the command that installs
optional dependencies."""

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
    """Name of the format, in `--to` or `--reader` and in records."""
    target: str
    """Its module, as in the entry point."""
    package: str
    version: str

    @property
    def origin(self) -> str:
        """Format name and package for display: "ics (anfrage-beispiel 0.1.0)"."""
        return f"{self.name} ({self.package} {self.version})"

    def load(self) -> ModuleType:
        """Import and return the module; `UsageError` if that fails."""
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
        """Run the plugin's code inside the block: what it prints goes to standard error, and its exceptions become `PluginError`."""
        try:
            with _silent():
                yield
        except (AnfrageError, MemoryError):
            raise
        except (Exception, SystemExit) as error:
            if isinstance(error, OSError) and error.filename is None:  # the file we gave it is full or closed
                raise
            raise PluginError(self.origin, error) from error


def _in_words(error: BaseException) -> str:
    words = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _silent() -> contextlib.AbstractContextManager[object]:
    """Redirect printing to standard error, since standard output is for data."""
    return contextlib.redirect_stdout(sys.stderr)


@cache
def plugins(group: Group) -> tuple[Plugin, ...]:
    """Return all plugins of a group, sorted by name; none is imported."""
    from importlib.metadata import distributions  # slow, so only if needed

    found: dict[tuple[str, str], Plugin] = {}
    for package in distributions():
        with contextlib.suppress(Exception):  # ignore packages with broken metadata
            for entry in package.entry_points:
                if entry.group == f"anfrage_parser.{group}":
                    plugin = Plugin(group, entry.name, entry.value, package.name, package.version)
                    found.setdefault((plugin.name, plugin.package.casefold()), plugin)  # the first on the path gets imported
    return tuple(found[key] for key in sorted(found))


def doubt(plugin: Plugin, built_in: frozenset[str]) -> str | None:
    """Return why a plugin can't be used (its name is taken), or None."""
    if plugin.name in built_in:
        return say("der Name gehört zu einem eingebauten Format")
    others = [other.package for other in plugins(plugin.group) if other.name == plugin.name and other != plugin]
    return say("denselben Namen hat auch {package}", package=others[0]) if others else None


def usable(group: Group, built_in: frozenset[str]) -> list[Plugin]:
    """Return the plugins of a group with a unique name."""
    return [plugin for plugin in plugins(group) if doubt(plugin, built_in) is None]


NAME = "anfrage-parser"


def install_command(extra: str) -> str:
    """Return the shell command that adds an extra to this installation (pipx, uv or pip), quoted for every shell, cmd.exe included.

    Records, which must be the same on every machine, get the plain pip command instead: see `messages.written`.
    """
    message = Said(_command(f'"{_source() or NAME}[{extra}]"'))
    message.sentence, message.values = f'pip install "{NAME}[{extra}]"', {}
    return message


def _command(wanted: str) -> str:
    prefix = Path(sys.prefix)
    if (prefix / "pipx_metadata.json").is_file():
        return f"pipx install --force {wanted}"
    if (prefix / "uv-receipt.toml").is_file():
        return f"uv tool install --force {wanted}"
    if _made_by_uv(prefix):
        return f"uv pip install {wanted}"
    alone = sys.prefix == sys.base_prefix  # no virtual environment
    python = "py" if sys.platform == "win32" and alone else Path(sys.executable).name or "python3"
    return f"{python} -m pip install {'--user ' if alone else ''}{wanted}"


def _made_by_uv(prefix: Path) -> bool:
    try:
        text = (prefix / "pyvenv.cfg").read_text("utf-8", "replace")
    except OSError:
        return False
    return any(line.partition("=")[0].strip() == "uv" for line in text.splitlines())


def _source() -> str | None:
    """Return the folder this program was installed from; None if it came from an index."""
    import json
    from importlib import metadata

    try:
        info = json.loads(metadata.distribution(NAME).read_text("direct_url.json") or "{}")
        url, folder = info.get("url", ""), "dir_info" in info
    except (metadata.PackageNotFoundError, ValueError, AttributeError, OSError):
        return None
    if not (folder and isinstance(url, str) and url.startswith("file:")):
        return None
    from urllib.parse import unquote, urlsplit

    path = unquote(urlsplit(url).path)
    return path[1:] if path[2:3] == ":" else path  # file:///C:/Users/…
