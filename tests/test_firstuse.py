"""Patterns that most letters never need: what stands in for them until then refuses nothing that they would find."""

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import anfrage_parser
from anfrage_parser import conventions
from anfrage_parser.assemble.head.askers import _says_more
from anfrage_parser.assemble.prose import QUESTION_PAIRS, QUESTION_WORDS, asks, begins_as_question, sentences
from anfrage_parser.text import names as people
from anfrage_parser.text.clean import fold
from anfrage_parser.text.markers import find_markers, split_inline
from anfrage_parser.text.patterns import Rare, rare

SAMPLES = Path(__file__).parent.parent / "samples"
LETTERS = st.characters(max_codepoint=0x17F, exclude_characters="İı", exclude_categories=["Cs"]) | st.sampled_from("„“”–—•§")
"""Of these only the dotted capital I of Turkish is another letter without case than for a pattern that ignores case."""


def rare_ones() -> Iterator[tuple[str, Rare]]:
    """All of the package, by name, and those of the general convention."""
    for module in pkgutil.walk_packages(anfrage_parser.__path__, "anfrage_parser."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for module_name in sorted(name for name in sys.modules if name.startswith("anfrage_parser")):
        yield from ((f"{module_name}.{name}", value) for name, value in vars(sys.modules[module_name]).items() if isinstance(value, Rare))
    lazy = [name for name, kind in vars(conventions.Convention).items() if isinstance(kind, cached_property)]
    found = ((name, getattr(conventions.load("general"), name)) for name in lazy)
    yield from ((name, value) for name, value in found if isinstance(value, Rare))


ALL = dict(rare_ones())


def wanted(name: str) -> re.Pattern[str]:
    text, flags = ALL[name]._wanted
    return re.compile(str(text), flags)


def lines() -> list[str]:
    return [
        fold(line)[0] for path in sorted(SAMPLES.glob("*.txt")) for line in path.read_text(encoding="utf-8", errors="replace").split("\n")
    ]


def test_there_are_some() -> None:
    assert {"member", "inline_number", "committee", "anfrage_parser.assemble.head.headline.SESSION"} <= set(ALL)


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_each_match_holds_what_it_is_told_by(name: str, data: st.DataObject) -> None:
    pattern = wanted(name)
    text = data.draw(st.from_regex(pattern, alphabet=LETTERS))
    found = pattern.search(text)
    assert found is None or (ALL[name].possible(text) and ALL[name].possible(text, found.start()))


@pytest.mark.parametrize("name", ALL)
def test_samples_are_matched_as_by_the_pattern(name: str) -> None:
    stands_in, pattern = ALL[name], wanted(name)
    for line in lines():
        assert stands_in.possible(line, 0) or pattern.match(line) is None, line
        assert stands_in.possible(line) or pattern.search(line) is None, line


def test_it_is_compiled_when_a_text_may_match_and_only_then() -> None:
    pattern = rare(r"Sitzung\s(?P<number>[0-9])", 0, ["Sitzung "], ["Sitz"])
    assert pattern.match("Sitzungen 3") is None and list(pattern.finditer("Beratung 3")) == [] and pattern.search("Rat") is None
    assert pattern.fullmatch("zur Sitzung 3") is None and "pattern" not in vars(pattern)
    assert (found := pattern.match("zur Sitzung\t3", 4)) is not None and found["number"] == "3"
    assert pattern.pattern in vars(pattern).values() and pattern.match("Sitzung 4")


def test_questions_begin_as_they_are_listed() -> None:
    words = [*QUESTION_WORDS, *QUESTION_PAIRS]
    for word in words:
        for text in (word, word.title(), word.upper(), f"„{word} der Weg", f'"{word}, dass', f"({word})", f"*{word}-"):
            assert begins_as_question(text), text
        for text in (f"{word}x der Weg", f"{word}_", f" {word}", f"-{word}", f"„„{word}"):
            assert not begins_as_question(text), text
    assert not any(map(begins_as_question, ("", "„", "ab  wann", "auf welchs", "in welchesm", "Istanbul", "der")))
    assert asks("Ab wann fährt der Bus") and not asks("Der Bus fährt")


@pytest.mark.parametrize("sign", ["Ä", "Z", '"', "„"])
def test_signs_beside_a_class_count_as_in_it(sign: str) -> None:
    texts = {"1.{}": "1.", "1){}": "1)", "1.2{}": "1.1", "2, {}": "1.", "7 – {}": "1 ", "a){}": "a", "IV.{}": "I"}
    for text, family in texts.items():
        assert family in [marker.family for marker, _ in find_markers(text.format(sign) + "x")], text
    for end in ("? ", "?“", '."', "?)", "). "):
        assert split_inline(f"1. Wann{end}2. {sign}x") == [0, len(f"1. Wann{end}")], end
    assert not find_markers("2, x") and not find_markers("55116 Mainz") and not find_markers("2024. Jahr")


def test_letters_of_names() -> None:
    capital, small = (
        {c for c in map(chr, range(0x250)) if re.fullmatch(f"[{kind}]", people._near(c))} for kind in (people._CAPITAL, people._SMALL)
    )
    assert capital == set("ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜÉÈÁÓÇØÅÆ" + "ŁŠČŽŞİ")
    assert small == set("abcdefghijklmnopqrstuvwxyzäöüßéèêëáàâåóòôøæíìîïúùûñçý" + "čćšśžźłńęąğşıřěďťňőű")


@pytest.mark.parametrize(
    "text", ["Sinéad O’Connor", "Sinéad O'Connor", "Eva D’Angelo", "Ann McRae", "Petra Müller–Lüdenscheid", "Ó Briain Tomás"]
)
def test_names_with_signs(text: str) -> None:
    assert people.is_name(text) and people.is_name(f"Dr. {text}")


@pytest.mark.parametrize("text", ["Jo¬Ann Meier¬Land", "Anna Müller¬Lang", "João Maria", "Karl ÷uber", "K.–H. Land"])
def test_signs_that_no_name_has(text: str) -> None:
    assert not people.is_name(text)


@pytest.mark.parametrize(
    ("text", "without_colons", "with_colons"),
    [
        ("", False, False),
        ("Die Fraktion der", False, False),
        ("Anfrage, Fraktion - Rat.", False, False),
        ("Fraktion:", True, False),
        ("Bürgerliste", True, True),
        ("Fraktion/Gruppe", True, True),
        ("Anfrage (", True, True),
        ("Fraktionsrat", True, True),
        ("die\tdes", True, True),
    ],
)
def test_what_stands_beside_a_name_says_no_more(text: str, without_colons: bool, with_colons: bool) -> None:
    assert (_says_more(text, ".,-"), _says_more(text, ".,:-")) == (without_colons, with_colons)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("z. B. Köln", 1),
        ("Der Dr. Maier", 1),
        ("am 21. September", 1),
        ("Es sind 121. Und", 2),
        ("Das war alles. Und", 2),
        ("(Nr. Fünf)", 1),
        ("im Jahr 2024. Da", 2),
        ("Ä. Da", 1),
        ("Tel.Nr. Da", 1),
        ("Xvgl. Da", 2),
    ],
)
def test_abbreviations_end_no_sentence(text: str, count: int) -> None:
    assert len(sentences(text)) == count
