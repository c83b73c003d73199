"""As a program: every pattern that the package compiles while all of it is imported and every convention is used, as JSON.

It must import nothing of the package before it watches: where → [pattern, flags].
"""

import importlib
import importlib.util
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import FrameType

SPEC = importlib.util.find_spec("anfrage_parser")
assert SPEC is not None and SPEC.origin is not None
SRC = Path(SPEC.origin).parent


def collect() -> dict[str, tuple[str, int]]:
    """All patterns, once everything was used."""
    found: dict[str, tuple[str, int]] = {}
    real = re._compile  # type: ignore[attr-defined]

    def compile_(pattern: object, flags: int) -> object:
        made = real(pattern, flags)
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and "/re/" in Path(frame.f_code.co_filename).as_posix():
            frame = frame.f_back
        path = Path(frame.f_code.co_filename) if frame is not None else Path()
        if frame is not None and path.is_relative_to(SRC) and isinstance(made.pattern, str):
            found[f"{path.relative_to(SRC)}:{frame.f_lineno}:{made.pattern}"] = made.pattern, made.flags
        return made

    re._compile = compile_  # type: ignore[attr-defined]
    use_all()
    return {**found, **dict(put_off())}


def put_off() -> Iterator[tuple[str, tuple[str, int]]]:
    """The patterns that modules compile at their first use."""
    kind = sys.modules["anfrage_parser.text.patterns"].LazyPattern
    for module in [module for name, module in sys.modules.items() if name.startswith("anfrage_parser")]:
        for name, value in vars(module).items():
            if isinstance(value, kind) and isinstance(value.pattern, str):
                path = Path(str(module.__file__)).relative_to(SRC)
                yield f"{path}:{name}:{value.pattern}", (value.pattern, value.flags)


def use_all() -> None:
    """Import every module, ask every convention for all that it compiles."""
    for module in pkgutil.walk_packages([str(SRC)], "anfrage_parser."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    conventions = importlib.import_module("anfrage_parser.conventions")
    lazy = [name for name, kind in vars(conventions.Convention).items() if isinstance(kind, cached_property)]
    for name in conventions.names():
        for attribute in lazy:
            getattr(getattr(conventions.load(name), attribute), "pattern", None)  # compiled now, where it was put off


if __name__ == "__main__":
    print(json.dumps(collect()))
