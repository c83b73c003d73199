"""Choose the users' language: from `--lang`, else the system's, else German.

It is set before the commands are imported, since their help is built then. The environment only decides about messages for people;
records are in German unless `--lang` says otherwise (`asked`).
"""

import contextlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from anfrage_parser.errors import check_choice
from anfrage_parser.messages import LANGUAGES, SOURCE, Languages, speak, spoken

NONE_MEANT = ("C", "POSIX")
"""Locales without a language."""


VARIABLE = "ANFRAGE_LANG"


def settle(arguments: Sequence[str], environment: Mapping[str, str], kept: str | None = None) -> None:
    """Set the languages: asked for in the environment or in a file of settings (`kept`), of people and records, else of people alone.

    `UsageError` for a language asked for that there isn't.
    """
    speak(Languages(people=_wanted(arguments) or system_language(environment)))
    asked_for = environment.get(VARIABLE) or kept
    if asked_for is not None and _wanted(arguments) is None:
        check_choice(VARIABLE if environment.get(VARIABLE) else "lang", asked_for, LANGUAGES)
        speak(Languages(asked_for, asked_for))


def _wanted(arguments: Sequence[str]) -> str | None:
    """Return the last `--lang` of the command line; what follows "--" are file names."""
    words = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    named = [word.partition("=")[2] for word in words if word.startswith("--lang=")]
    named += [word for option, word in pairwise(words) if option == "--lang"]
    return next((word for word in reversed(named) if word in LANGUAGES), None)


def system_language(environment: Mapping[str, str]) -> str:
    """Return the first system language with a translation, else German.

    Reads LC_ALL, LC_MESSAGES and LANG as POSIX does; if they name a language or are unset, LANGUAGE may list several.
    """
    said = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), None)
    if said is not None and said.partition(".")[0] in NONE_MEANT:
        return SOURCE
    several = environment.get("LANGUAGE") or said or _shown_by_windows() or ""
    return next((code for name in several.split(":") if (code := _code(name)) in LANGUAGES), SOURCE)


def _code(name: str) -> str:
    """ "de_AT.UTF-8@euro" → "de"."""
    return name.partition(".")[0].partition("@")[0].replace("-", "_").partition("_")[0].strip().lower()


def _shown_by_windows() -> str | None:
    """Return the display language of Windows, else that of its formats ("de_DE"); None on other systems."""
    if sys.platform != "win32":
        return None
    import locale

    with contextlib.suppress(ImportError, AttributeError, OSError, KeyError):
        import ctypes

        return locale.windows_locale[ctypes.windll.kernel32.GetUserDefaultUILanguage()]
    with contextlib.suppress(ValueError):
        name = (locale.getlocale()[0] or "").lower()
        return {"german": "de", "english": "en"}.get(name.partition("_")[0], name)
    return None


@contextlib.contextmanager
def asked(language: str | None) -> Iterator[None]:
    """Use the requested language for people and records inside the block; None changes nothing."""
    before = spoken()
    if language is not None:
        check_choice("--lang", language, LANGUAGES)
        speak(Languages(language, language))
    try:
        yield
    finally:
        speak(before)
