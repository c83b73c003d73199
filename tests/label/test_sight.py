"""The look at a line leaves every rule that has something to say: all of them are asked all the same, and nothing more comes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anfrage_parser import conventions
from anfrage_parser.label import RULES, label
from anfrage_parser.label.rule_prefilter import SHORT, Asked, RulePrefilter, longest_words
from anfrage_parser.model import Label
from anfrage_parser.readers import read_file, read_text
from anfrage_parser.text.names import is_name, may_begin_name, split_people
from tests.command import SAMPLES
from tools.letters import letter
from tools.letters.text import as_text

CORPUS = Path(os.environ.get("ANFRAGE_CORPUS") or "/nonexistent")
GENERAL = conventions.load("general")
SIGHT = RulePrefilter(RULES, GENERAL)


def every_word(convention: conventions.Convention) -> Iterator[str]:
    """Whatever the convention knows."""
    for parts in convention.sections.values():
        for words in parts.values():
            yield from words
    for canonical, others in convention.parties.items():
        yield from (canonical, *others)


WORDS = sorted({*every_word(GENERAL)})
BESIDE = """1. 2) (3) a) A. IV. - • [ ] ☐ : , ? . § vom von der durch und am den 3. Mai 2024 25/09/24 03.05.2024 2024-05-03 1424/2024 55116
    Nr. Nr Auental Max Muster Dr. Eva Beispiel gez. Wir Die Herr Seite 2 x Grüßen Weg 12 @ www. papier Frage F1: Erste politische ( ) / " #
    **""".split()


def missed(text: str, convention: conventions.Convention, sight: RulePrefilter) -> list[str]:
    """The rules that would speak of a line and weren't asked."""
    asked = sight.rules(text)
    rest = [
        one for one in RULES if one.rule not in asked and not (one.short and len(text) > SHORT) and not (one.long and len(text) <= SHORT)
    ]
    return [one.rule.__name__ for one in rest if any(one.rule(text, convention))]


def said(text: str) -> list[Label]:
    """What all rules together say."""
    return [found for one in RULES if not (one.short and len(text) > SHORT) for found in one.rule(text, GENERAL)]


@given(
    st.lists(st.sampled_from([*WORDS, *BESIDE]), min_size=1, max_size=7),
    st.sampled_from([" ", "   ", ""]),
    st.sampled_from(["", ":", "?", ".", ","]),
)
@settings(max_examples=5_000 if os.environ.get("ANFRAGE_SOAK") else 400)
def test_no_rule_is_missed_of_words_that_rules_know(words: list[str], gap: str, end: str) -> None:
    text = f"{gap.join(words) if len(words) < 3 else ' '.join(words)}{end}".strip()
    if text:
        assert missed(text, GENERAL, SIGHT) == []
        assert missed(text.upper(), GENERAL, SIGHT) == []
        assert missed(text.lower(), GENERAL, SIGHT) == []


@pytest.mark.parametrize("name", conventions.names())
def test_no_rule_is_missed_of_any_word_of_a_convention(name: str) -> None:
    convention = conventions.load(name)
    sight = RulePrefilter(RULES, convention)
    forms = (
        "{}",
        "{}:",
        "{} 12",
        "1. {}",
        "({}",
        "Die {} der",
        "{} 03.05.2024",
        "{} von SPD",
        "Bitte {} bis",
        "{}   Wert",
        "# {}",
        "{}: Weg",
    )
    assert [(form, word) for word in every_word(convention) for form in forms if missed(form.format(word), convention, sight)] == []


def test_no_rule_is_missed_in_letters() -> None:
    for seed in range(60):
        for line in as_text(letter(seed)).splitlines():
            if text := line.strip():
                assert missed(text, GENERAL, SIGHT) == []


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_lines_of_samples_get_what_all_rules_say(path: Path) -> None:
    for unit in label(read_file(path).lines, GENERAL):
        assert list(unit.labels) == said(unit.text)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="ANFRAGE_CORPUS is not set")
def test_no_rule_is_missed_in_real_documents() -> None:
    seen = {
        line.text.strip()[:20_000] for path in sorted(CORPUS.rglob("*.txt")) for line in read_text(path.read_text("utf-8", "replace")).lines
    }
    found = [(text[:60], names) for text in sorted(seen) if text and (names := missed(text, GENERAL, SIGHT))]
    assert len(seen) > 1_000 and found == []


def test_a_look_that_leaves_too_little_is_seen() -> None:
    """The check itself can fail."""
    blind = RulePrefilter([one._replace(starts=Asked(one.rule).starts) for one in RULES], GENERAL)
    assert missed("Mit freundlichen Grüßen", GENERAL, blind) == ["closing"]


def test_running_text_is_asked_little() -> None:
    text = "Das Gebäude am Fluss wird seit langem nicht mehr benutzt, weil seine Treppe fehlt und niemand weiß, wem es"
    assert [rule.__name__ for rule in SIGHT.rules(text)] == []


def test_phrases_are_known_by_their_longest_words() -> None:
    assert list(longest_words(["auf die Tagesordnung", "zur Tagesordnung", "um Antwort"])) == ["antwort", "tagesordnung"]
    assert list(longest_words(["gr", "große"])) == ["gr"]


@given(
    st.lists(
        st.sampled_from("Eva Max Muster Land von der zu Dr. Prof. K.-H. d'Arc O'Neil und med. gez. (SPD) Weg werden".split()),
        min_size=1,
        max_size=6,
    )
)
def test_a_text_that_begins_with_a_name_may(words: list[str]) -> None:
    text = " ".join(words)
    people = split_people(text)
    assert may_begin_name(text) or not (people and is_name(people[0].value))
