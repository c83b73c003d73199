"""Defer the import of `importlib.metadata` until it is used.

pydantic imports its `entry_points` to find plugins, which we disable (`NO_PLUGINS`). As the module imports email, sockets and zip
files, it would take a twelfth of the time of `anfrage parse letter.txt`. `importlib.util.LazyLoader` doesn't help: it loads on the
first attribute access, which is pydantic's import.
"""

import importlib
import sys
import threading
from importlib.machinery import PathFinder
from types import ModuleType

NAME = "importlib.metadata"


def defer() -> None:
    """Put a stand-in for the module into `sys.modules`, unless the module is already loaded or can't be found."""
    spec = PathFinder.find_spec(NAME, importlib.__path__) if NAME not in sys.modules else None
    if spec is not None:
        later = _Later(NAME)
        attributes = {"__spec__": spec, "__file__": spec.origin, "__path__": spec.submodule_search_locations, "__loader__": spec.loader}
        vars(later).update(attributes)
        sys.modules[NAME] = importlib.metadata = later


_loading = threading.RLock()


class _Later(ModuleType):
    """Loads the module on first attribute access, and forwards attribute reads and writes to it."""

    def __getattr__(self, name: str) -> object:
        return getattr(self._itself(), name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self._itself(), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self._itself(), name)

    def __dir__(self) -> list[str]:
        return dir(self._itself())

    def entry_points(self, **wanted: str) -> object:
        """Like the module's function; the only name that can be imported without loading the module."""
        return self._itself().entry_points(**wanted)

    def _itself(self) -> ModuleType:
        with _loading:
            if sys.modules.get(NAME) is self:
                del sys.modules[NAME]
            return importlib.import_module(NAME)
