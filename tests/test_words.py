"""The words that people read: one for each notion, in singular and plural, and none too long for its place."""

import functools
import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog

from anfrage_parser.exporters.columns import ANSWERS, FINDINGS, INQUIRIES, QUESTIONS, WORDS, Column
from anfrage_parser.fields import FIELDS, INNER
from anfrage_parser.findings import CODES
from anfrage_parser.messages import counted, forms_in, plural, say_in
from anfrage_parser.review.fields import GROUPS
from anfrage_parser.review.words import WORDS as PAGE
from anfrage_parser.stats.overview import COLUMNS
from tests.command import ROOT
from tools.translations import SRC, renewed, sentences

LONGEST = 150
"""Characters of a message that stands on one line, its values not counted: two lines of a terminal, with the name of a file."""

LONGEST_SHEET = 31
"""Characters of a sheet's name in Excel."""

LIMIT = r"(?:über|mehr als|länger als|höchstens|nur|hat|bei)"
"""Before a count that is never one: a limit, or the thousands that are too many."""


def notions() -> Iterator[tuple[str, str, str, str]]:
    """The rows of the glossary in CONTRIBUTING.md: German, English, and what neither says."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.partition("| German | English | not in German | not in English |\n")[2].partition("\n\n")[0]
    for row in table.splitlines()[1:]:
        german, english, no_german, no_english = (cell.strip() for cell in row.strip("|").split("|"))
        yield german, english, no_german, no_english


@functools.cache
def catalogue() -> Catalog:
    """The English catalogue as the code asks for it now."""
    return renewed(SRC / "locale" / "en" / "LC_MESSAGES" / "anfrage.po")


@functools.cache
def said() -> list[str]:
    """The sentences of the code, their singulars and plurals apart by a NUL."""
    return list(sentences())


def german() -> Iterator[str]:
    """All German that the program shows, and the German README; but what stands in records, which archives of earlier versions hold."""
    stored = {code.sentence for code in CODES.values()}
    for sentence in said():
        yield from () if sentence in stored else sentence.split("\0")
    yield from (pair[0] for pair in (*PAGE.values(), *INNER.values()))
    yield from (pair[0] for words in WORDS.values() for pair in words.values())
    yield from (group.title for group in GROUPS)
    yield from (name for field in FIELDS for name in (field.german, field.heading("de")))
    yield from (ROOT / "README.de.md").read_text(encoding="utf-8").splitlines()


def english() -> Iterator[str]:
    """All English that the program shows."""
    for message in catalogue():
        yield from (message.string,) if isinstance(message.string, str) else message.string or ()
    yield from (pair[1] for pair in (*PAGE.values(), *INNER.values()))
    yield from (pair[1] for words in WORDS.values() for pair in words.values())


def words_of(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(",") if word.strip()]


@pytest.mark.parametrize("notion", list(notions()), ids=lambda row: row[0])
def test_each_notion_has_one_word(notion: tuple[str, str, str, str]) -> None:
    for texts, banned in ((list(german()), notion[2]), (list(english()), notion[3])):
        for word in words_of(banned):
            pattern = re.compile(rf"(?i)\b{re.escape(word)}")
            assert [text for text in texts if pattern.search(text)] == [], f"{word}: say {notion[0]}, {notion[1]}"


def test_the_glossary_is_there_and_its_words_are_used() -> None:
    rows = list(notions())
    assert len(rows) > 12
    texts = ["\n".join(german()).casefold(), "\n".join(english()).casefold()]
    for row in rows:
        for text, cell in zip(texts, row, strict=False):
            assert all(word.casefold() in text for word in words_of(cell)), row


def test_singular_and_plural_are_forms_of_one_message() -> None:
    """ "1 Datensätze" can't be said: a count before a noun has both forms."""
    lone = [text for text in sentences() if "\0" not in text and re.search(r"\{(?:count|records|found|failed)\} [A-ZÄÖÜ][a-zäöüß]+", text)]
    assert [text for text in lone if not re.search(rf"{LIMIT} \{{count\}} ", text)] == [
        "{count} Spalten, für die kein Platz ist, sind als „{rest}“ zusammengefasst; einzeln enthält sie --format csv."
    ], "say it with `counted`; these columns are two at least"
    for message in catalogue():
        if isinstance(message.id, tuple):
            assert len(message.id) == len(message.string or ()) == 2 and "{count}" in message.id[1]
            assert set(re.findall(r"\{\w+\}", message.id[0])) | {"{count}"} == set(re.findall(r"\{\w+\}", message.id[1])), message.id
    for text in (*german(), *english()):
        assert not re.search(r"\w\((?:s|es|e|n|en|er)\)", text), text


@pytest.mark.parametrize(
    ("count", "german", "english"), [(0, "0 Datensätze", "0 records"), (1, "1 Datensatz", "1 record"), (2, "2 Datensätze", "2 records")]
)
def test_gettext_chooses_the_form(count: int, german: str, english: str) -> None:
    sentence = plural("1 Datensatz", "{count} Datensätze")
    assert counted(count, "1 Datensatz", "{count} Datensätze") == german == say_in("de", sentence, {"count": count})
    assert say_in("en", sentence, {"count": count}) == english == say_in("en", sentence, {"count": str(count)})
    assert forms_in("en", sentence) == ["1 record", "{count} records"]


def columns() -> Iterator[Column]:  # type: ignore[type-arg]
    for table in (INQUIRIES, QUESTIONS, ANSWERS, FINDINGS):
        assert max(len(table.german), len(table.english)) <= LONGEST_SHEET
        yield from table.columns
    yield from COLUMNS


def test_headings_fit_their_columns() -> None:
    """A heading may go over several lines, but no word of it is wider than its column, nor is a code word."""
    for column in columns():
        words = [word for heading in (column.german, column.english) for word in heading.split()]
        words += [word for pair in WORDS.get(column.key, {}).values() for text in pair for word in text.split()]
        assert max(map(len, words)) <= column.width, (column.key, words, column.width)


def test_messages_are_short() -> None:
    """What is printed as one line: everything but help, whose paragraphs are wrapped, and notes below tables and on pages."""
    for sentence, places in sentences().items():
        if all(name.startswith(("cli/commands/", "cli/root", "stats/")) for name, _ in places):
            continue
        for text in (form for language in ("de", "en") for form in forms_in(language, sentence)):
            assert len(re.sub(r"\{\w+\}", "", text)) <= LONGEST, text
