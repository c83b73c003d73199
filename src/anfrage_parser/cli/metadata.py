"""`importlib.metadata`, loaded when something is asked of it.

pydantic takes its `entry_points` for plugins, which we forbid it to look for (`NO_PLUGINS`); with mail, sockets and archives behind it,
the module would take a twelfth of the time of `anfrage parse letter.txt`. `importlib.util.LazyLoader` loads at the first name that is
taken from a module, which is at once.
"""

import importlib
import sys
import threading
from importlib.machinery import PathFinder
from types import ModuleType

NAME = "importlib.metadata"


def defer() -> None:
    """Put a stand-in for the module where imports look, unless it is loaded already, or can't be found."""
    spec = PathFinder.find_spec(NAME, importlib.__path__) if NAME not in sys.modules else None
    if spec is not None:
        later = _Later(NAME)
        told = {"__spec__": spec, "__file__": spec.origin, "__path__": spec.submodule_search_locations, "__loader__": spec.loader}
        vars(later).update(told)
        sys.modules[NAME] = importlib.metadata = later


_loading = threading.RLock()


class _Later(ModuleType):
    """Gives way to the module at the first question, and passes on what is asked of it, and set on it, afterwards."""

    def __getattr__(self, name: str) -> object:
        return getattr(self._itself(), name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self._itself(), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self._itself(), name)

    def __dir__(self) -> list[str]:
        return dir(self._itself())

    def entry_points(self, **wanted: str) -> object:
        """As the module's; the only name that may be imported from it without loading it."""
        return self._itself().entry_points(**wanted)

    def _itself(self) -> ModuleType:
        with _loading:
            if sys.modules.get(NAME) is self:
                del sys.modules[NAME]
            return importlib.import_module(NAME)
