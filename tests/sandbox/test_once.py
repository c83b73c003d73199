"""One function in a process of its own: what it may not."""

import os
import signal

import pytest

from anfrage_parser.errors import LimitError
from anfrage_parser.sandbox.keeper import MEMORY
from anfrage_parser.sandbox.once import Bounds, Work, confined
from tests.command import GUARD, linux

LARGEST = 4096
"""Bytes of a result, and enough for an error."""


def crash(data: bytes) -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return data


def double(data: bytes) -> bytes:
    return data * 2


@linux
@pytest.mark.parametrize(("work", "cause"), [(crash, "der beschränkte Prozess ist abgestürzt"), (double, "das Ergebnis wird zu groß")])
def test_what_ends_it_is_said_with_what_to_do(work: Work, cause: str) -> None:
    with pytest.raises(LimitError) as caught:
        confined(work, bytes(LARGEST), Bounds(GUARD, MEMORY, LARGEST, "die Vorlage prüfen"))
    assert str(caught.value) == f"{cause}; die Vorlage prüfen"


@linux
def test_what_fits_comes_back() -> None:
    assert confined(double, b"12345", Bounds(GUARD, MEMORY, LARGEST, "")) == b"1234512345"
