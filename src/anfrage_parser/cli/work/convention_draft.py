"""Draft a city's convention from samples: its marks, unknown captions, and what the rules found in each sample."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

from anfrage_parser.conventions import load, names
from anfrage_parser.conventions.marks import MARK_LINES
from anfrage_parser.messages import say
from anfrage_parser.model import Role, Unit
from anfrage_parser.parse import Examined
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.toml import quoted
from anfrage_parser.text.values import find_dates, find_public, find_reference

_LABEL = compiled(r"([A-ZÄÖÜ][\w./ -]{1,40}?)\s?:\s{0,9}(.*)")

LONGEST_MARK, MOST_MARKS = 60, 3

MOST_SHOWN = 40
"""Most leftover lines shown for each sample."""

Clean = Callable[[str], str]
"""Makes a document's text safe to show."""


def draft(samples: Sequence[tuple[str, Examined]], clean: Clean) -> str:
    """Return the TOML of a convention for the council that wrote the samples, with comments on what each rule found.

    `samples` are (name, examined document) pairs. The draft can be loaded as it is; its name and marks need to be reviewed.
    """
    title = _city(samples) or say("Meine Stadt")
    parts = [
        say("# Entwurf aus {number} Beispielen; Namen, Merkmale und Felder bitte prüfen.", number=len(samples)),
        f'name = {quoted(_slug(title))}\ntitle = {quoted(title)}\nextends = "general"',
        say("# alle müssen in den ersten {lines} Zeilen stehen, damit die Konvention gewählt wird", lines=MARK_LINES),
        f"marks = [{', '.join(quoted(m) for m in _marks(samples))}]",
        "",
        *_fields(samples, clean),
        *_parties(samples, clean),
        *_caught(samples, clean),
        *_left(samples, clean),
    ]
    return "\n".join(parts) + "\n"


def _slug(title: str) -> str:
    folded = unicodedata.normalize("NFKD", title.casefold().replace("ß", "ss")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:40].lstrip("0123456789-") or "stadt"


def _city(samples: Sequence[tuple[str, Examined]]) -> str | None:
    """Return the most frequent place of the samples, else their city as printed."""
    named = Counter(p.text for _, seen in samples for d in seen.drafts for p in (d.place, d.body) if p is not None)
    return named.most_common(1)[0][0] if named else None


def _head(seen: Examined) -> list[Unit]:
    """Return the units before the first lead-in, item or salutation."""
    head: list[Unit] = []
    for unit in seen.units[:MARK_LINES]:
        if unit.is_a(Role.LEAD_IN, Role.ITEM, Role.SALUTATION) and not unit.is_a(Role.FIELD):
            break
        head.append(unit)
    return head


def _marks(samples: Sequence[tuple[str, Examined]]) -> list[str]:
    """Return patterns for lines without digits, and for captions with their colon, that occur in the head of every sample."""
    common: set[str] | None = None
    for _, seen in samples:
        lines = {mark for u in _head(seen) if 4 <= len(mark := _mark(u.text)) <= LONGEST_MARK and not any(c.isdigit() for c in mark)}
        common = lines if common is None else common & lines
    ordered = [_mark(u.text) for u in _head(samples[0][1]) if _mark(u.text) in (common or set()) and not u.is_a(Role.GROUP, Role.MEMBER)]
    return [f"^\\s*{re.escape(line)}" for line in dict.fromkeys(ordered)][:MOST_MARKS]


def _mark(line: str) -> str:
    """Return what of a line is the city's own: a caption without its value, which other letters don't share."""
    return f"{match[1]}:" if (match := _LABEL.fullmatch(line)) is not None else line


def _parties(samples: Sequence[tuple[str, Examined]], clean: Clean) -> list[str]:
    """Return a proposal, as a comment, for each name of the head that asks: groups that nobody knew are read as people."""
    names = {asker.name.text: None for _, seen in samples for one in seen.drafts for asker in one.askers}
    rows = [f"# {quoted(clean(name))} = []" for name in names]
    return [say("# Wer fragt: vor dem Namen einer Fraktion das „#“ streichen"), "[parties]", *rows, ""] if rows else []


def _fields(samples: Sequence[tuple[str, Examined]], clean: Clean) -> list[str]:
    """Return unknown captions of the head, grouped by the field that their value fits."""
    found: dict[str, dict[str, str]] = {}
    for name, seen in samples:
        head = _head(seen)
        for unit, after in zip(head, [*head[1:], None], strict=True):
            match = _LABEL.fullmatch(unit.text)
            if match is None or unit.is_a(Role.FIELD, Role.TYPE, Role.HEADING, Role.SIGNED):
                continue
            value = match[2] or (after.text if after is not None else "")
            where = f"{name}:{unit.line.number}"
            found.setdefault(_guess(value, seen), {}).setdefault(match[1], f"{where}: {value}")
    lines = ["[fields]"]
    for field, labels in sorted(found.items()):
        lines += [f"# {clean(where)}" for where in labels.values()]
        lines.append(f"{field} = [{', '.join(quoted(label) for label in labels)}]")
    return [*lines, ""] if found else [say("# keine unbekannten Beschriftungen im Kopf"), ""]


def _guess(value: str, seen: Examined) -> str:
    """Guess a field from the shape of a value; a text may be the title."""
    if find_public(value) is not None:
        return "public"
    if find_dates(value):
        return "date"
    found = find_reference(value, labelled=True)
    if found is not None and found.end == len(value.rstrip()):
        return "number"
    if seen.convention.committee.search(value):
        return "committee"
    if seen.convention.group.search(value) or seen.convention.party.search(value):
        return "asker"
    return "title"


def _caught(samples: Sequence[tuple[str, Examined]], clean: Clean) -> list[str]:
    """Return comment lines for each rule: how often it gave a value, and its first value."""
    count: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], str] = {}
    for _, seen in samples:
        for one in seen.drafts:
            for span in one.places:
                field = re.sub(r"\[[0-9]+\]", "[]", span.field)
                if field in ("furniture", "label", "unassigned"):
                    continue
                count[field, span.rule] += 1
                first.setdefault((field, span.rule), seen.source.text[span.start : span.end])
    rows = [f"#   {field:24} {rule:24} {n:5}  {clean(first[field, rule])[:60]}" for (field, rule), n in sorted(count.items())]
    return [say("# Was die Regeln fanden: Feld, Regel, wie oft, das erste"), *rows, ""]


def _left(samples: Sequence[tuple[str, Examined]], clean: Clean) -> list[str]:
    """Return comment lines for leftover lines."""
    rows = [
        f"#   {clean(name)}:{line}  {clean(seen.source.text[span.start : span.end])[:80]}"
        for name, seen in samples
        for one in seen.drafts
        for line, span in one.unassigned
    ]
    more = [say("#   … und {number} weitere", number=len(rows) - MOST_SHOWN)] if len(rows) > MOST_SHOWN else []
    return [say("# Was übrig blieb") if rows else say("# Nichts blieb übrig."), *rows[:MOST_SHOWN], *more]


def known() -> list[tuple[str, str]]:
    """Return (name, title) of the built-in conventions."""
    return [(name, load(name).title) for name in names()]
