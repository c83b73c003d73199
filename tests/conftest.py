"""The tests' surroundings: no language is asked for, so that everybody's machine speaks German to them; no limit of time for themselves."""

import contextlib
import functools
import gc
import importlib
import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer.main
import typer.testing

ROOT = Path(__file__).parent.parent

for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
    os.environ.pop(name, None)
os.environ["LANG"] = "C.UTF-8"


@pytest.fixture(autouse=True)
def no_limit_for_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that does a worker's work itself would leave the worker's limit of processor time to all tests after it."""
    monkeypatch.setattr("anfrage_parser.batch.work.allow_time", lambda seconds: None)


def preloading(names: list[str], preload: Callable[[list[str]], None] = multiprocessing.set_forkserver_preload) -> None:
    """Preload for workers what they would all import and compile, each for itself."""
    preload([*names, "tests.preloaded"])


if "forkserver" in multiprocessing.get_all_start_methods():
    multiprocessing.get_context("forkserver").set_forkserver_preload = preloading  # type: ignore[assignment, method-assign]


def built(app: typer.Typer) -> Any:
    """The command line as typer builds it: once in each language, since that takes longer than most of what tests ask of it."""
    from anfrage_parser import messages  # not above: a worker of the tests counts coverage only from its session on

    return built_in(app, messages.spoken())


@functools.cache
def built_in(app: typer.Typer, languages: tuple[str, str]) -> Any:
    """As `built`, in the languages that are spoken."""
    return typer.main.get_command(app)


typer.testing._get_command = built  # type: ignore[attr-defined, assignment]


LAWS = frozenset(
    f"test_{name}"
    for name in ("corpus", "hostile", "laws", "letters", "mutations", "patterns", "convention_words", "samples", "search", "sight")
)
"""They ask the same lines of code thousands of times: to count which, too, would take minutes and tell nothing that others don't."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Each worker imports a part of its own first, then the rest: so one of them compiles each file, in a fresh clone all of them."""
    given = getattr(session.config, "workerinput", None)
    if given is None:
        return
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in asked_for(session.config.args)]
    begin = int(given["workerid"].removeprefix("gw")) * len(names) // given["workercount"]
    for name in names[begin:] + names[:begin]:
        with contextlib.suppress(Exception, pytest.skip.Exception):  # told where it is collected, which imports it again
            importlib.import_module(name)


def asked_for(arguments: list[str]) -> list[Path]:
    """The files of tests below what was asked for."""
    places = [Path(argument.partition("::")[0]).resolve() for argument in arguments]
    return [path for place in places for path in (sorted(place.rglob("test_*.py")) if place.is_dir() else [place])]


def pytest_collection_finish() -> None:
    """What stays until the end, thousands of tests, is not looked through again with every full collection of garbage."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Coverage is counted by the other tests."""
    for item in items:
        if item.path.stem in LAWS:
            item.add_marker(pytest.mark.no_cover)
