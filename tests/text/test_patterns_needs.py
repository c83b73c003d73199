"""Patterns that are compiled only for texts that hold one of some words: every text that matches does."""

import importlib
import pkgutil
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import anfrage_parser
from anfrage_parser.text import names
from anfrage_parser.text.patterns import LazyPattern, compiled
from tests.command import SOAK


def needing() -> dict[str, LazyPattern]:
    """All such patterns of the package, by their names."""
    found = {}
    for module in pkgutil.walk_packages(anfrage_parser.__path__, "anfrage_parser."):
        if ".cli" not in module.name and not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, LazyPattern) and value._needs:
                    found[f"{module.name.removeprefix('anfrage_parser.')}.{name}"] = value
    return found


FOUND = needing()


def test_there_are_some() -> None:
    assert len(FOUND) >= 8


@pytest.mark.parametrize("name", FOUND)
@settings(max_examples=200 if SOAK else 20, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_what_matches_holds_a_needed_word(name: str, data: st.DataObject) -> None:
    text, flags = FOUND[name]._wanted
    assert isinstance(text, str)
    made = re.compile(text, flags)
    sample = data.draw(st.from_regex(made))
    folded = sample.casefold() if FOUND[name].folds else sample
    if made.search(sample):  # with assertions, not all that are drawn do
        assert any(word in folded for word in FOUND[name]._needs)


def test_it_answers_like_any_other() -> None:
    lazy, plain = compiled("(?:Seite|Blatt) ([0-9])", needs=("Seite", "Blatt")), re.compile("(?:Seite|Blatt) ([0-9])")
    texts = ["", "Wir fragen:", "Seite", "auf Blatt 3", "Seite 7"]
    assert lazy.search("Wir") is None and lazy.fullmatch("Wir") is None and "findall" not in vars(lazy)
    for text in texts:
        for method in ("match", "search", "fullmatch"):
            one, other = getattr(lazy, method)(text), getattr(plain, method)(text)
            assert (one and one.group(1)) == (other and other.group(1))
    found = lazy.search("Seite 7, Blatt 8", 3)
    assert found is not None and found[1] == "8"
    assert lazy.sub("-", "Blatt 8") == "-" and compiled("straße", re.IGNORECASE, ("strasse",)).match("STRASSE") is None


@given(
    st.text(alphabet="aBd UN.,-/;\tß", max_size=12),
    st.sampled_from(["", " und ", " SOWIE ", " MdL", " MBA", " für die Fraktion", "gez. ", "   "]),
)
def test_a_quick_look_never_misses_what_parts_people(text: str, word: str) -> None:
    for line in (f"Eva{word}Tom", text + word, word + text, f"{text}{word}{text}"):
        assert names._may_part(line) or names._SEPARATOR.search(line) is None
