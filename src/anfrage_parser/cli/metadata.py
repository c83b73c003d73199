"""`importlib.metadata`, loaded when something is asked of it.

pydantic takes its `entry_points` for plugins, which we forbid it to look for (`NO_PLUGINS`); with mail, sockets and archives behind it,
the module would take a twelfth of the time of `anfrage parse letter.txt`.
"""

import importlib
import os
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

NAME = "importlib.metadata"


def defer() -> None:
    """Put a stand-in for the module where imports look, unless it is loaded already."""
    if NAME not in sys.modules:
        sys.modules[NAME] = importlib.metadata = _Later()


class _Later(ModuleType):
    """Gives way to the module at the first question, and passes on what is asked of it afterwards."""

    def __init__(self) -> None:
        super().__init__(NAME, __doc__)
        self.__spec__ = ModuleSpec(NAME, None, is_package=True)
        self.__path__ = [f"{folder}{os.sep}metadata" for folder in importlib.__path__]  # what "from … import" looks for in a package

    def __getattr__(self, name: str) -> object:
        return getattr(self._itself(), name)

    def entry_points(self, **wanted: str) -> object:
        """As the module's; the only name that may be imported from it without loading it."""
        return self._itself().entry_points(**wanted)

    def _itself(self) -> ModuleType:
        if sys.modules.get(NAME) is self:
            del sys.modules[NAME]
        return importlib.import_module(NAME)
