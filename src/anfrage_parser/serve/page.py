"""The page itself: one empty document, one style, one script. What it shows comes later, through the application."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from anfrage_parser.fields import LANGUAGES, spoken_language
from anfrage_parser.review.fields import GROUPS
from anfrage_parser.review.page import as_json, asset, style_of_review
from anfrage_parser.review.words import WORDS as REVIEW
from anfrage_parser.serve.words import WORDS

SHARED = ("shared.js", "document.js", "record.js", "form.js")
"""Parts of the script that the review page has, too."""

OWN = ("ask.js", "sheet.js", "edit.js", "links.js", "lists.js", "drop.js", "desk.js")


def shell() -> bytes:
    """Return the page: HTML without a word of a document."""
    column = LANGUAGES.index(spoken_language())
    words = {key: pair[column] for key, pair in (REVIEW | WORDS).items()}
    groups = [(group.key, (group.title, group.english)[column]) for group in GROUPS]
    made = (
        _environment().get_template("desk.html").render(language=spoken_language(), words=words, groups=groups, script_words=as_json(words))
    )
    return made.encode()


@cache
def style() -> bytes:
    """Return the style: that of the review page, and what the desk has beside it."""
    return f"{style_of_review()}{own('desk.css')}".encode()


@cache
def script() -> bytes:
    """Return the script."""
    parts = [asset(name) for name in SHARED] + [own(name) for name in OWN]
    return f"(() => {{{''.join(parts)}}})();".encode()


def own(name: str) -> str:
    """Return a part of the page that only the desk has, by its file name."""
    from importlib import resources

    return resources.files("anfrage_parser.serve").joinpath("assets", name).read_text("utf-8")


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("anfrage_parser.serve", "assets"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
