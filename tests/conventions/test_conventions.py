"""Wording as data: every built-in convention loads, every wrong one is refused by name, every pattern is bounded."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import anfrage_parser.conventions as conventions
from anfrage_parser.conventions import SECTIONS, Convention, build, choose, key, load, names, party_key, source_of
from anfrage_parser.conventions.marks import all_stand, needed
from anfrage_parser.errors import UsageError
from anfrage_parser.readers import read_text


def patterns(convention: Convention) -> Iterator[re.Pattern[str]]:
    for name in ("inquiry_type", "member", "role", "group", "committee", "party", "inline_number"):
        yield getattr(convention, name)
    yield from convention.marks


@pytest.mark.parametrize("name", names())
def test_rot(name: str) -> None:
    convention = load(name)
    assert convention.name == name and convention.title
    for pattern in patterns(convention):
        assert pattern.search("x" * 2000 + " " * 2000 + "1." * 1000) is None or name
    for section, parts in SECTIONS.items():
        for part in parts:
            assert all(word.strip() for word in convention.words(section, part))


OF_ONE_CITY = {("subjects", "topics"), ("furniture", "inserted"), ("headings", "answers")}
"""Lists that only a city fills."""


def test_general_has_words_for_every_list() -> None:
    general = load("general")
    for section, parts in SECTIONS.items():
        for part in parts:
            assert bool(general.words(section, part)) != ((section, part) in OF_ONE_CITY), f"{section}.{part}"


def test_no_label_is_in_two_fields() -> None:
    seen: dict[str, str] = {}
    for part, words in load("general").sections["fields"].items():
        for word in words:
            assert seen.setdefault(key(word), part) == part, f"{word} stands in {part} and {seen[key(word)]}"


def test_no_party_has_two_names() -> None:
    seen: dict[str, str] = {}
    for canonical, aliases in load("general").parties.items():
        for alias in aliases:
            assert seen.setdefault(party_key(alias), canonical) == canonical, alias


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"name": "x"}, "title"),
    ({"name": "X Y", "title": "t"}, "name"),
    ({"name": "x", "title": "t", "extends": "nichts"}, "extends"),
    ({"name": "x", "title": "t", "fields": {"nummer": ["Nr"]}}, "fields.nummer"),
    ({"name": "x", "title": "t", "fields": {"number": ["  "]}}, "fields.number"),
    ({"name": "x", "title": "t", "fields": {"number": "Nr"}}, "fields.number"),
    ({"name": "x", "title": "t", "unbekannt": {}}, "unbekannt"),
    ({"name": "x", "title": "t", "marks": ["("]}, "("),
]


@pytest.mark.parametrize(("data", "place"), WRONG)
def test_a_wrong_convention_is_refused_by_name(data: dict[str, Any], place: str) -> None:
    with pytest.raises(UsageError) as caught:
        build(data)
    assert place in str(caught.value) and caught.value.exit_code == 2


@pytest.mark.parametrize("name", names())
def test_the_built_in_ones_are_right(name: str) -> None:
    """A run takes them unchecked."""
    build(tomllib.loads(source_of(name)))


def test_a_city_adds_its_own_words() -> None:
    city = build(
        {"name": "auental", "title": "Auental", "extends": "general", "fields": {"number": ["Ratsakte"]}, "parties": {"BLA": ["BLA"]}}
    )
    assert city.fields[key("Ratsakte:")] == "number" and city.field_of("Vorlage Nr.") == "number"
    assert city.party.search("BLA-Fraktion") and not load("general").party.search("BLA-Fraktion")


def test_an_unknown_name() -> None:
    with pytest.raises(UsageError) as caught:
        load("atlantis")
    assert "general" in str(caught.value)


def test_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose(read_text("Anfrage der SPD\n\n1. Wann?").lines).name == "general"
    letter = read_text("Mainz, 1.2.2024\n\nAnfrage 0815/2024 zur Sitzung am Radwege (SPD)").lines
    assert choose(letter).name == "mainz"
    monkeypatch.setattr(conventions, "names", lambda: ("general", "mainz", "mainz"))
    assert choose(letter).name == "general"


NEEDS = {
    r"(?i)\bKarlsruhe\b|\bRecycling(papier)?\b": ("karlsruhe", "recycling"),
    r"^\s*Deutscher Bundestag\b": ("deutscher bundestag",),
    r"Stra(?:ß|ss)e": ("stra",),
    r"abc?|de{0,3}f|gh*|ijk+": ("ab", "d", "g", "ijk"),
    r"[a|b]cd|\(ef\)|[]x]gh|[^]|]ij": ("cd", "ef", "gh", "ij"),
    r"(abc)*|x": (),
    r"a|": (),
    r"(?i:abc)d": (),
    r"(?x) abc # d": (),
    r"abc(?#()|de": (),
    r"(?!abc)de\d+": ("de",),
    r"\x41bc|\101": (),
}


@pytest.mark.parametrize("pattern", NEEDS)
def test_what_a_mark_needs(pattern: str) -> None:
    assert needed(pattern) == NEEDS[pattern]


@pytest.mark.parametrize("pattern", [*NEEDS, *(mark.pattern for name in names() for mark in load(name).marks)])
@given(st.data())
def test_a_mark_that_is_found_has_what_it_needs(pattern: str, data: st.DataObject) -> None:
    mark = re.compile(pattern)
    text = data.draw(st.from_regex(mark))
    assert mark.search(text) and (not needed(pattern) or any(word in text.casefold() for word in needed(pattern)))
    other = text.replace("Neuenwalde", "")
    assert all_stand([pattern], ["Anfrage", text], f"anfrage\n{text.casefold()}")
    assert not all_stand([pattern, "Neuenwalde"], [other], other.casefold())


@pytest.mark.parametrize("typed", ["Köln", "koeln", "KOELN", "köln", "Koln"])
def test_a_convention_is_known_by_any_spelling(typed: str) -> None:
    assert load(typed) is load("koeln") and source_of(typed) == source_of("koeln")
