"""Checks written without a pattern say the same as one would: what begins a question, letters of names, ends of sentences."""

import re

import pytest

from anfrage_parser.assemble.head.askers import _says_more
from anfrage_parser.assemble.prose import QUESTION_PAIRS, QUESTION_WORDS, asks, begins_as_question
from anfrage_parser.assemble.sentences import sentences
from anfrage_parser.text import names as people
from anfrage_parser.text.inline import split_inline
from anfrage_parser.text.markers import find_markers
from anfrage_parser.text.patterns import compiled


def test_a_pattern_is_compiled_when_it_is_asked_and_only_then() -> None:
    pattern = compiled(r"Sitzung\s(?P<number>[0-9])")
    assert "match" not in vars(pattern)
    assert (found := pattern.match("zur Sitzung\t3", 4)) is not None and found["number"] == "3"
    assert "match" in vars(pattern) and pattern.groupindex == {"number": 1}
    with pytest.raises(AttributeError):
        vars(type(pattern))["__getattr__"](pattern, "no_such_method")


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
