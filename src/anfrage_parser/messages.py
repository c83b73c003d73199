"""Sentences for people: everything that a person reads goes through `say`, so that it can be translated.

The sentences in the code are German, the language of the councils; those of other languages stand in the catalogues below `locale`.

There are two languages at any time. What surrounds a run may choose the one that people read; what stands in a record is German unless
another language was asked for by name, so that the same document gives the same record everywhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

SOURCE = "de"
LANGUAGES = (SOURCE, "en")

_PLACE = re.compile(r"\{([a-z_]{1,40})\}")


class Languages(NamedTuple):
    """What is spoken here; it travels to the workers of a batch."""

    people: str = SOURCE
    """Of help, of lines on standard error, of sheets and pages."""
    records: str = SOURCE
    """Of the messages within records."""


GERMAN = Languages()

_now = GERMAN


def spoken() -> Languages:
    """What is spoken at the moment."""
    return _now


def speak(languages: Languages) -> None:
    """From now on speak these; a worker process has to be told, too."""
    global _now
    _now = languages


@contextmanager
def records_in(language: str) -> Iterator[None]:
    """Meanwhile records are written in a language, whatever people read."""
    before = _now
    speak(before._replace(records=language))
    try:
        yield
    finally:
        speak(before)


class Said(str):
    """A sentence in the language of the people, which remembers what it says: `written` can say it in another.

    In another process it is said anew, in the language that is spoken there.
    """

    sentence: str
    values: Mapping[str, object]

    def __reduce__(self) -> tuple[Callable[..., str], tuple[str, Mapping[str, object]]]:
        return _again, (self.sentence, self.values)


def say(sentence: str, /, **values: object) -> str:
    """The sentence with its values filled in, for people.

    >>> say("{count} Fragen gefunden", count=3)
    '3 Fragen gefunden'
    """
    said = Said(say_in(_now.people, sentence, values))
    said.sentence, said.values = sentence, {name: _kept(value) for name, value in values.items()}
    return said


def counted(count: int, one: str, many: str, /, **values: object) -> str:
    """What is said of one, or of several; both sentences are marked by `later`.

    >>> counted(1, "eine Frage", "{count} Fragen"), counted(3, "eine Frage", "{count} Fragen")
    ('eine Frage', '3 Fragen')
    """
    sentence = one if count == 1 else many
    return say(sentence, count=count, **values)


def later(sentence: str) -> str:
    """A sentence of a table, marked for the catalogues: `say` is called where it is used, when the language is known."""
    return sentence


def written(said: str) -> str:
    """What was said, as records have it."""
    return _retold(said, _now.records)


def say_in(language: str, sentence: str, values: Mapping[str, object]) -> str:
    """The sentence in a language, with its values filled in; a name in braces that there is no value for stays."""
    text = _catalogue(language)(sentence)
    return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), text) if values else text


def parts_of(said: str) -> tuple[str, dict[str, str | int | float]]:
    """A sentence and its values, to be said by another process; any other text is a sentence without values."""
    if not isinstance(said, Said):
        return said, {}
    return said.sentence, {name: value if isinstance(value, int | float) else f"{value}" for name, value in said.values.items()}


def values_in(sentence: str, text: str) -> dict[str, str] | None:
    """The values that a sentence was filled with; None where the text is another sentence.

    >>> values_in("von {before} auf {after}", "von 3 auf 5")
    {'before': '3', 'after': '5'}
    """
    first, *rest = _PLACE.split(sentence)
    if not rest:
        return {} if text == first else None
    at, found = len(first), {}
    for name, literal in zip(rest[:-2:2], rest[1:-2:2], strict=True):
        end = text.find(literal, at)
        if end < 0:
            return None
        found[name], at = text[at:end], end + len(literal)
    end = len(text) - len(rest[-1])
    if not text.startswith(first) or not text.endswith(rest[-1]) or end < at:
        return None
    return {**found, rest[-2]: text[at:end]}


def decimal(number: float) -> str:
    """A number with one digit behind the decimal sign, as people write it."""
    return f"{number:.1f}".replace(".", "," if _now.people == SOURCE else ".")


def catalogue_bytes(language: str) -> bytes:
    """The compiled catalogue of a language."""
    from importlib import resources

    return resources.files("anfrage_parser").joinpath("locale", language, "LC_MESSAGES", "anfrage.mo").read_bytes()


def paragraphs_of(sentence: str) -> list[tuple[str, bool]]:
    """The paragraphs of a help text, each translated by itself, and whether its lines are kept ("\\b" stands above it then).

    Anything that stands on one line is one paragraph.
    """
    if "\n" not in sentence:
        return [(sentence, False)]
    from inspect import cleandoc

    found = ((text.removeprefix("\b\n"), text.startswith("\b\n")) for text in cleandoc(sentence).split("\n\n"))
    return [(text if kept else text.replace("\n", " "), kept) for text, kept in found]


@cache
def _catalogue(language: str) -> Callable[[str], str]:
    """German needs none, and no time to load one."""
    if language == SOURCE:
        return str
    import io
    from gettext import GNUTranslations

    known = GNUTranslations(io.BytesIO(catalogue_bytes(language))).gettext
    return lambda sentence: "\n\n".join(("\b\n" if kept else "") + known(text) for text, kept in paragraphs_of(sentence) if text)


def _again(sentence: str, values: Mapping[str, object]) -> str:
    return say(sentence, **values)


def _kept(value: object) -> object:
    """A value that can travel."""
    return value if isinstance(value, str | int | float) else str(value)


def _retold(value: str, language: str) -> str:
    if not isinstance(value, Said):
        return value
    inner: Iterable[tuple[str, object]] = value.values.items()
    return say_in(language, value.sentence, {name: _retold(v, language) if isinstance(v, str) else v for name, v in inner})
