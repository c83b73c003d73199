"""Counts as one self-contained HTML page with charts or shaded cells, without scripts."""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from anfrage_parser.messages import say, spoken
from anfrage_parser.stats.matrix import SHADES
from anfrage_parser.stats.view import Row, View, number

WORDS = {
    "chart": say("Anfragen, als Säulen"),
    "share": say("Anteil"),
    "questions": say("Fragen"),
    "deadlines": say("Fristen"),
    "standing": say("Stand aller Anfragen"),
    "how": say("Wie gezählt wurde"),
    "none": say("Es gibt keine Anfragen zu zählen."),
    "most": say("höchster Wert: {count}"),
    "tone": say("Je kräftiger der Ton einer Zelle, desto größer die Zahl; „–“ heißt: keine."),
    "made": say("Geschrieben von anfrage stats; die Seite braucht kein Netz."),
}


def page(view: View) -> bytes:
    """Return the page, UTF-8 encoded."""
    matrix = view.matrix.on_paper() if view.matrix else None
    columns = len(matrix.columns) if matrix else 0
    style = Markup(environment().get_template("page.css").render(columns=columns, shades=range(1, SHADES + 1)))
    most = max((count for _, count in view.scale), default=0)
    return rendered(
        "page.html",
        style,
        view.title,
        view=view,
        matrix=matrix,
        words={**WORDS, "most": say(WORDS["most"], count=number(most))},
        columns=[(name, count, round(100 * count / most, 2)) for name, count in view.scale],
        segments=lambda row: list(_segments(row)),
        number=number,
    )


def rendered(template: str, style: Markup, title: str, **values: object) -> bytes:
    """Return a self-contained page, UTF-8 encoded, whose policy allows nothing but its own style."""
    policy = f"default-src 'none'; style-src 'sha256-{_digest(style)}'; base-uri 'none'; form-action 'none'"
    page = environment().get_template(template)
    return page.render(style=style, title=title, language=spoken().people, policy=policy, **values).encode("utf-8", "replace")


def _segments(row: Row) -> Iterator[tuple[int, float, float]]:
    """Yield (column, start, width) of the segments of a row's bar, in percent."""
    at, whole = 0.0, sum(row.standings)
    for place, count in enumerate(row.standings):
        if count:
            wide = 100 * count / whole
            yield place, round(at, 3), round(wide, 3)
            at += wide


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")


@cache
def environment() -> Environment:
    """Return the templates of the pages; what documents say is escaped."""
    return Environment(
        loader=PackageLoader("anfrage_parser.stats", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
