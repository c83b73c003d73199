"""The tests' surroundings: no language is asked for, so that everybody's machine speaks German to them; no limit of time for themselves."""

import os

import pytest

for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
    os.environ.pop(name, None)
os.environ["LANG"] = "C.UTF-8"


@pytest.fixture(autouse=True)
def no_limit_for_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that does a worker's work itself would leave the worker's limit of processor time to all tests after it."""
    monkeypatch.setattr("anfrage_parser.batch.work.allow_time", lambda seconds: None)


LAWS = frozenset(
    f"test_{name}"
    for name in ("corpus", "hostile", "laws", "letters", "mutations", "patterns", "convention_words", "samples", "search", "sight")
)
"""They ask the same lines of code thousands of times: to count which, too, would take minutes and tell nothing that others don't."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Coverage is counted by the other tests."""
    for item in items:
        if item.path.stem in LAWS:
            item.add_marker(pytest.mark.no_cover)
