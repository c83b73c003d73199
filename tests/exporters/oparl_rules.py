"""What OParl 1.1 asks of objects, read from its own schema files: they are JSON in a dialect of their own, not JSON Schema.

To a property they say its type, its `format`, `pattern` or inner `schema`, which kind of object its address `references`, and the
`cardinality` of that. The specification's text adds: `created` and `modified` everywhere, no null, no empty text and no empty list,
properties of others only with a prefix.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

TYPES: dict[str, type] = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}
DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
MOMENT = re.compile(DATE.pattern + r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d[+-]\d\d:\d\d")
EVERYWHERE = ("id", "type", "created", "modified")


class Rules:
    """The schema files of a folder."""

    def __init__(self, folder: Path) -> None:
        self.kinds = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}
        assert len(self.kinds) == 12

    def problems(self, rows: Sequence[Any], elsewhere: Sequence[str] = ()) -> list[str]:
        """All that is wrong with the objects of an output; what they refer to is among them, or `elsewhere`."""
        found = [problem for row in rows for problem in self._object(row, None)]
        everything = [inner for row in rows for inner in _inner(row)]
        return found or [*_doubles(everything), *self._references(everything, elsewhere)]

    def _object(self, row: Any, wanted: str | None) -> Iterator[str]:
        kind = str(row.get("type", "")).rpartition("/")[2] if isinstance(row, dict) else ""
        if kind not in self.kinds or wanted not in (None, kind):
            yield f"no object of type {wanted or 'OParl'}: {str(row)[:80]}"
            return
        rules = self.kinds[kind]
        yield from (f"{kind}: {name} is missing" for name in {*rules["required"], *EVERYWHERE} - {*row})
        for name, value in row.items():
            if value in (None, "", [], {}) and value is not False and value != 0:
                yield f"{kind}.{name} is empty"
            elif name in rules["properties"]:
                yield from self._value(f"{kind}.{name}", value, rules["properties"][name])
            elif not re.fullmatch(r"[A-Za-z]+:[A-Za-z0-9_]+", name):
                yield f"{kind}.{name} is not of OParl and has no prefix"

    def _value(self, where: str, value: Any, rule: dict[str, Any]) -> Iterator[str]:
        fits = isinstance(value, TYPES[rule["type"]]) and (rule["type"] == "boolean") == isinstance(value, bool)
        if not fits:
            yield f"{where} is no {rule['type']}: {str(value)[:80]}"
        elif rule["type"] == "array":
            for one in value:
                yield from self._value(f"{where}[]", one, rule["items"])
        elif rule["type"] == "object" and "schema" in rule:
            yield from self._object(value, rule["schema"].removesuffix(".json"))
        elif "pattern" in rule and not re.search(rule["pattern"], value):
            yield f"{where} is not {rule['pattern']}"
        elif "format" in rule and not FORMATS[rule["format"]](value):
            yield f"{where} is no {rule['format']}: {value[:80]}"

    def _references(self, rows: Sequence[dict[str, Any]], elsewhere: Sequence[str]) -> Iterator[str]:
        kinds = {row["id"]: row["type"].rpartition("/")[2] for row in rows}
        pointing: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in rows:
            kind = row["type"].rpartition("/")[2]
            for name, rule in self.kinds[kind]["properties"].items():
                if name not in row or rule.get("references") not in self.kinds:
                    continue
                targets = row[name] if isinstance(row[name], list) else [row[name]]
                many = rule.get("cardinality", "").endswith((":n", ":m"))
                if len({*targets}) != len(targets) or (rule.get("cardinality") and many != isinstance(row[name], list)):
                    yield f"{kind}.{name} is against {rule.get('cardinality')}"
                for target in targets:
                    if target not in elsewhere and kinds.get(target) != rule["references"]:
                        yield f"{kind}.{name} leads to {kinds.get(target)}, not to {rule['references']}: {target}"
                    if rule.get("cardinality", "").startswith("1:"):
                        pointing[f"{kind}.{name}", target].append(row["id"])
        yield from (f"{name} leads to {target} from several" for (name, target), ids in pointing.items() if len({*ids}) > 1)


def _url(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and re.fullmatch(r"[!-~]+", value) is not None


FORMATS: dict[str, Callable[[str], bool]] = {
    "url": _url,
    "date": lambda value: DATE.fullmatch(value) is not None,
    "date-time": lambda value: MOMENT.fullmatch(value) is not None,
}


def _inner(row: Any) -> Iterator[dict[str, Any]]:
    """The object and those within it; what is within properties of others is theirs."""
    if isinstance(row, dict) and "type" in row:
        yield row
        for name, value in row.items():
            if ":" not in name:
                for one in value if isinstance(value, list) else [value]:
                    yield from _inner(one)


def _doubles(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """One address, one object."""
    seen: dict[str, Any] = {}
    for row in rows:
        if seen.setdefault(row["id"], row) != row:
            yield f"two objects are {row['id']}"
