"""Records as bytes: what pydantic writes is what the standard library would, letter for letter, where both can."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anfrage_parser.record.json_out import to_json, to_line

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.integers(0, 10**11).map(lambda n: n / 100) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)
"""What a record may hold; numbers that are no integers are points, rounded to hundredths."""


@given(VALUES)
def test_the_same_bytes_as_json(value: Any) -> None:
    def plain(**how: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, **how).encode("utf-8", "replace") + b"\n"

    inert = json.dumps(value, ensure_ascii=False).replace("\\n", " ").isprintable()
    assert json.loads(to_json(value)) == json.loads(to_line(value)) == json.loads(json.dumps(value))
    if inert:
        assert (to_json(value), to_line(value)) == (plain(indent=2), plain(separators=(",", ":")))


@pytest.mark.parametrize("value", [float("nan"), [float("inf")], {"a": float("-inf")}])
def test_numbers_that_are_none_are_refused(value: object) -> None:
    for write in (to_json, to_line):
        with pytest.raises(ValueError):
            write(value)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "halb \ud83d", "\u202e gedreht", "\x7f"])
def test_texts_that_look_like_trouble(text: str) -> None:
    written = to_line({"title": text})
    assert json.loads(written) == {"title": text.replace("\ud83d", "\ufffd")}
    assert written.isascii() or "�" in written.decode()
