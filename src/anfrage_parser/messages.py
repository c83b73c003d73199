"""Messages for people: everything a person reads goes through `say`, so that it can be translated.

Messages in the code are German, the language of the councils; translations are in the catalogues below `locale`.

There are two current languages: the environment may choose the one that people read, while records are in German unless another
language was requested explicitly, so that the same document gives the same record everywhere.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

SOURCE = "de"
LANGUAGES = (SOURCE, "en")

_PLACE = re.compile(r"\{([a-z_]{1,40})\}")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", re.ASCII)
_BETWEEN = "\0"
"""Separates singular and plural, as in compiled catalogues."""


class Languages(NamedTuple):
    """The current languages; sent to the workers of a batch."""

    people: str = SOURCE
    """Language of help texts, standard error, workbooks and pages."""
    records: str = SOURCE
    """Language of the messages in records."""


GERMAN = Languages()

_now = GERMAN


def spoken() -> Languages:
    """Return the current languages."""
    return _now


def speak(languages: Languages) -> None:
    """Set the current languages of this process; worker processes need their own call."""
    global _now
    _now = languages


@contextmanager
def records_in(language: str) -> Iterator[None]:
    """Write records in this language inside the block, whatever language people read."""
    before = _now
    speak(before._replace(records=language))
    try:
        yield
    finally:
        speak(before)


class Said(str):
    """A message in the users' language that remembers its source sentence and values, so that `written` can translate it again.

    When unpickled in another process, it is worded in that process's language.
    """

    sentence: str
    values: Mapping[str, object]

    def __reduce__(self) -> tuple[Callable[..., str], tuple[str, Mapping[str, object]]]:
        return _again, (self.sentence, self.values)


def say(sentence: str, /, **values: object) -> str:
    """Translate a sentence into the users' language and fill in its values.

    >>> say("{count} Fragen gefunden", count=3)
    '3 Fragen gefunden'
    """
    said = Said(say_in(_now.people, sentence, values))
    said.sentence, said.values = sentence, {name: _kept(value) for name, value in values.items()}
    return said


def counted(count: int, one: str, many: str, /, **values: object) -> str:
    """Say a sentence in the singular or plural that the users' language has for `count`, which fills in {count}.

    >>> counted(1, "eine Frage", "{count} Fragen"), counted(3, "eine Frage", "{count} Fragen")
    ('eine Frage', '3 Fragen')
    """
    return say(plural(one, many), count=count, **values)


def plural(one: str, many: str) -> str:
    """Mark a sentence's singular and plural for the catalogues; call `say` with its `count` where it is used."""
    return f"{one}{_BETWEEN}{many}"


def later(sentence: str) -> str:
    """Mark a sentence for the catalogues without translating it; call `say` on it where it is used, once the language is known."""
    return sentence


def written(said: str) -> str:
    """Return a message of `say` in the language of records; any other text unchanged."""
    return _retold(said, _now.records)


def say_in(language: str, sentence: str, values: Mapping[str, object]) -> str:
    """Translate a sentence and fill in its values; a placeholder without a value stays as it is.

    Of a singular and plural, `values["count"]` decides.
    """
    count = _number(values["count"]) if "count" in values else None
    text = _catalogue(language)(sentence, count)
    return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), text) if values else text


def forms_in(language: str, sentence: str) -> list[str]:
    """Return a sentence, or its singular and plural, in a language, without values."""
    if _BETWEEN not in sentence:
        return [_catalogue(language)(sentence, None)]
    return [_catalogue(language)(sentence, count) for count in (1, 2)]


def parts_of(said: str) -> tuple[str, dict[str, str | int | float]]:
    """Return a message's source sentence and values, for another process; any other text is a sentence without values."""
    if not isinstance(said, Said):
        return said, {}
    return said.sentence, {name: value if isinstance(value, int | float) else f"{value}" for name, value in said.values.items()}


def values_in(sentence: str, text: str) -> dict[str, str] | None:
    """Return the values that `sentence` was filled with to give `text`; None if it doesn't match.

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


def shown_day(day: dt.date | str, language: str | None = None) -> str:
    """Format a day or a month, ISO 8601, as people read it: in German "03.05.2024", else as it is; any other text is unchanged.

    Without a language it is the users'.

    >>> shown_day("2024-05-03"), shown_day("2024-05"), shown_day("2024-05-03", "en")
    ('03.05.2024', '05.2024', '2024-05-03')
    """
    iso = str(day)
    match = _ISO_DAY.fullmatch(iso) if (language or _now.people) == SOURCE else None
    return ".".join(filter(None, (match[3], match[2], match[1]))) if match else iso


def decimal(number: float) -> str:
    """Format a number with one decimal digit, in the users' language."""
    return f"{number:.1f}".replace(".", "," if _now.people == SOURCE else ".")


def catalogue_bytes(language: str) -> bytes:
    """Return the compiled gettext catalogue of a language."""
    from importlib import resources

    return resources.files("anfrage_parser").joinpath("locale", language, "LC_MESSAGES", "anfrage.mo").read_bytes()


def paragraphs_of(sentence: str) -> list[tuple[str, bool]]:
    """Split a help text into (paragraph, verbatim) pairs, each translated by itself; a verbatim one is preceded by "\\b".

    A paragraph that is not verbatim is joined into one line.
    """
    if "\n" not in sentence:
        return [(sentence, False)]
    from inspect import cleandoc

    found = ((text.removeprefix("\b\n"), text.startswith("\b\n")) for text in cleandoc(sentence).split("\n\n"))
    return [(text if kept else text.replace("\n", " "), kept) for text, kept in found]


def _german(sentence: str, count: int | None) -> str:
    one, between, many = sentence.partition(_BETWEEN)
    return sentence if count is None or not between else one if count == 1 else many


@cache
def _catalogue(language: str) -> Callable[[str, int | None], str]:
    """Return the function that translates a sentence, for a count, into a language; German needs no catalogue."""
    if language == SOURCE:
        return _german
    import io
    from gettext import GNUTranslations

    known = GNUTranslations(io.BytesIO(catalogue_bytes(language)))

    def translated(sentence: str, count: int | None) -> str:
        one, between, many = sentence.partition(_BETWEEN)
        if between and count is not None:
            return known.ngettext(one, many, count)
        return "\n\n".join(("\b\n" if kept else "") + known.gettext(text) for text, kept in paragraphs_of(sentence) if text)

    return translated


def _number(count: object) -> int:
    """Return a count as a number: in messages that were stored it is text. What isn't a count takes the plural."""
    return int(count) if isinstance(count, int) or (isinstance(count, str) and re.fullmatch("[0-9]{1,9}", count, re.ASCII)) else 0


def _again(sentence: str, values: Mapping[str, object]) -> str:
    return say(sentence, **values)


def _kept(value: object) -> object:
    """Return a value in a form that can be pickled and stored."""
    return value if isinstance(value, str | int | float) else str(value)


def _retold(value: str, language: str) -> str:
    if not isinstance(value, Said):
        return value
    inner: Iterable[tuple[str, object]] = value.values.items()
    return say_in(language, value.sentence, {name: _retold(v, language) if isinstance(v, str) else v for name, v in inner})
