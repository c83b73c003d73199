"""Write the review page: one self-contained HTML file, written document by document."""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any, BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from anfrage_parser.corrections.rules import REFUSALS, as_data
from anfrage_parser.fields import LANGUAGES, Language
from anfrage_parser.findings import CODES
from anfrage_parser.messages import forms_in, say_in
from anfrage_parser.review.entry import LONGEST_TEXT, Entry
from anfrage_parser.review.fields import GROUPS
from anfrage_parser.review.words import WORDS

SCRIPTS = ("shared.js", "start.js", "document.js", "record.js", "form.js", "corrections.js", "list.js")
"""Files that make up the page's one script, in order."""

CHUNK = 40
"""Documents per script element with data: browsers are slow with 20,000 elements."""


def write_page(out: BinaryIO, entries: Iterable[Entry], language: Language = "de") -> int:
    """Write the page for these documents, holding one at a time; return the number of bytes written."""
    column = LANGUAGES.index(language)
    words = {key: pair[column] for key, pair in WORDS.items()}
    style = style_of_review()
    script = Markup(f"(() => {{{''.join(asset(name) for name in SCRIPTS)}}})();")
    listed: list[tuple[tuple[int, ...], int, list[Any]]] = []
    pieces = (
        _environment()
        .get_template("page.html")
        .generate(
            language=language,
            words=words,
            groups=[(group.key, (group.title, group.english)[column]) for group in GROUPS],
            style=style,
            script=script,
            policy=_policy(style, script),
            chunks=_chunks(_documents(entries, language, listed)),
            chunk=CHUNK,
            index=lambda: as_json([[number, *brief] for _, number, brief in sorted(listed, key=_worst_first)]),
            script_words=as_json(words),
            rules=as_json({**as_data(), "refusals": {kind: say_in(language, words, {}) for kind, words in REFUSALS.items()}}),
            codes=as_json(_codes(language)),
        )
    )
    return sum(out.write(piece.encode("utf-8", "replace")) for piece in pieces)


def _worst_first(row: tuple[tuple[int, ...], int, list[Any]]) -> tuple[list[int], int]:
    return [-count for count in row[0]], row[1]


def _chunks(documents: Iterator[Any]) -> Iterator[list[Any]]:
    """The documents in chunks."""
    while chunk := list(islice(documents, CHUNK)):
        yield chunk


def _documents(entries: Iterable[Entry], language: Language, listed: list[tuple[tuple[int, ...], int, list[Any]]]) -> Iterator[Any]:
    """Yield each document's data; `listed` is filled with (sort key, index, row of the list)."""
    for number, entry in enumerate(entries):
        listed.append((entry.badness(), number, entry.brief(language)))
        text = entry.text if entry.text is None else entry.text[:LONGEST_TEXT]
        yield {
            "number": number,
            "record": as_json(entry.record(language)),
            "text": as_json([text, len(entry.text or "") > LONGEST_TEXT]),
            "pictures": as_json([base64.b64encode(picture.data).decode("ascii") for picture in entry.pictures]) if entry.pictures else None,
        }


def as_json(value: object) -> Markup:
    """Serialise to JSON that can't end a script element: <, >, & and ' are escaped."""
    return htmlsafe_json_dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _codes(language: Language) -> dict[str, str]:
    """Return code → name of the finding in the page's filter."""
    sentences = {code: forms_in(language, row.sentence)[-1] for code, row in CODES.items() if row.sentence != "{reason}"}
    return {code: re.sub(r"[„“]?\{\w+\}[“”]?", "…", sentence) for code, sentence in sentences.items()}


def _policy(style: str, script: str) -> str:
    """Return the content security policy: no external resources, only this script and style (by hash), and inline images."""
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii") for text in (style, script)]
    sources = f"style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; img-src data:"
    return f"default-src 'none'; {sources}; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("anfrage_parser.review", "assets"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


def style_of_review() -> Markup:
    """Return the style of the page, which the desk has, too."""
    return Markup(_environment().get_template("page.css").render(groups=GROUPS))


def asset(name: str) -> str:
    """Return a part of the page's script by its file name."""
    return resources.files("anfrage_parser.review").joinpath("assets", name).read_text("utf-8")
