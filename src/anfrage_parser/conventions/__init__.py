"""Conventions: the wording a council uses, read from `conventions/*.toml`, validated, and indexed for fast lookup.

`general` works on its own; a city's file extends it, and is chosen if all of its marks are found in a document's first lines.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from anfrage_parser.conventions import matching
from anfrage_parser.conventions.builtin import FOLDER, data_of, marks_of, names
from anfrage_parser.conventions.marks import MARK_LINES, MAX_MARK_LINE, all_stand, compile_mark, refuse_slow
from anfrage_parser.conventions.matching import (
    BEFORE_MEMBER,
    alternatives,
    beginnings,
    first_words,
    key,
    party_key,
    party_pattern,
    spellings,
)
from anfrage_parser.errors import UnreadableError, UsageError
from anfrage_parser.fields import FIELDS
from anfrage_parser.messages import say
from anfrage_parser.model import Line
from anfrage_parser.text import toml
from anfrage_parser.text.loading import load as bytes_of
from anfrage_parser.text.values import STRICT_REFERENCE

__all__ = ["SECTIONS", "Convention", "Kind", "build", "choose", "key", "load", "names", "party_key", "source_of"]

SECTIONS = {
    "fields": {*(f.key for f in FIELDS if f.in_head and f.key not in ("paper_type", "parties", "responsible", "due")), "asker", "none"},
    "captions": {"responsible", "due"},
    "endings": {"number", "date", "session_date", "title", "asker", "committee"},
    "types": {"inquiry", "inquiry_prefix", "motion", "answer", "minutes", "invitation", "other"},
    "headings": {"reasons", "questions", "answers", "sources", "subjects"},
    "lead_in": {"words", "never", "phrases"},
    "agenda": {"phrases"},
    "salutation": {"starts"},
    "closing": {"starts", "answer_wish"},
    "signed": {"starts"},
    "people": {"roles", "members"},
    "groups": {"suffixes"},
    "bodies": {"starts", "offices"},
    "committees": {"words", "table"},
    "office": {"starts"},
    "furniture": {"contains", "lines", "inserted", "sites", "links", "ends", "asides", "notes"},
    "subjects": {"topics"},
}  # fmt: skip
"""The sections of a convention and the lists that each may hold; "parties" maps canonical names to printed ones."""

Kind = Literal["reasons", "questions", "answers"]


@dataclass(frozen=True, eq=False)
class Convention:
    """A council's wording, including the general one."""

    name: str
    title: str
    marks: tuple[re.Pattern[str], ...]
    sections: Mapping[str, Mapping[str, tuple[str, ...]]]
    parties: Mapping[str, tuple[str, ...]]

    def words(self, section: str, part: str) -> tuple[str, ...]:
        """Return one list of the convention, the city's own entries first."""
        return self.sections[section].get(part, ())

    def keys(self, section: str) -> dict[str, str]:
        """Return `key` of each entry of a section → name of its list; earlier entries win."""
        return {key(word): part for part, words in reversed(list(self.sections[section].items())) for word in reversed(words)}

    @cached_property
    def fields(self) -> dict[str, str]:
        """Key of a caption → field."""
        return self.keys("fields")

    @cached_property
    def field_beginnings(self) -> frozenset[str]:
        """All prefixes of the captions' keys."""
        return beginnings(self.fields)

    @cached_property
    def endings(self) -> dict[str, str]:
        """Key of a caption's last part → field."""
        return self.keys("endings")

    def field_of(self, label: str) -> str | None:
        """Return the field of a caption: by the whole caption, else by its last part ("Beratungsgegenstand"); None if unknown."""
        letters = key(label)
        if letters in self.fields:
            return self.fields[letters]
        if "/" in label and (first := key(label.partition("/")[0])) in self.fields:
            return self.fields[first]  # "Fraktion / Mandatsträger*in"
        for ending, field in self.endings.items():
            if letters.endswith(ending):
                return field
        return None

    @cached_property
    def headings(self) -> dict[str, str]:
        """Key of a heading → "reasons", "questions", "answers" or "sources"."""
        return {letters: kind for letters, kind in self.keys("headings").items() if kind != "subjects"}

    @cached_property
    def heading_subjects(self) -> frozenset[str]:
        """Keys of what a heading over reasons may name as its subject: "Begründung der Dringlichkeit"."""
        return frozenset(key(word) for word in self.words("headings", "subjects"))

    @cached_property
    def heading_beginnings(self) -> frozenset[str]:
        """All prefixes of the headings' keys."""
        return beginnings(self.headings)

    @cached_property
    def types(self) -> dict[str, str]:
        """Key of a document's own name → document type."""
        return self.keys("types")

    @cached_property
    def type_beginnings(self) -> frozenset[str]:
        """All prefixes of these keys."""
        return beginnings(self.types)

    @cached_property
    def inline_number(self) -> re.Pattern[str]:
        """A number after its caption anywhere in a line: "Deutscher Bundestag Drucksache 21/299"."""
        labels = self.words("fields", "number")
        number = rf"{STRICT_REFERENCE.pattern}|[0-9]{{1,3}}\s/\s[0-9]{{2,5}}(?![\w/])"
        text = rf"(?<!\w)(?:{alternatives(labels)})(?:\s?-?Nr)?[.:]{{0,2}}\s{{0,3}}({number})"
        return re.compile(text)

    @cached_property
    def office_names(self) -> tuple[str, ...]:
        """Names of councils' offices, case-folded."""
        return tuple(word.casefold() for word in self.words("bodies", "offices"))

    @cached_property
    def body_starts(self) -> tuple[str, ...]:
        """First words of councils' names, case-folded."""
        return tuple(word.casefold() for word in self.words("bodies", "starts"))

    @cached_property
    def table_words(self) -> frozenset[str]:
        """Keys of the column headings of a table of sessions."""
        return frozenset(key(w) for w in self.words("committees", "table"))

    @cached_property
    def table_beginnings(self) -> frozenset[str]:
        """All prefixes of these keys."""
        return beginnings(self.table_words)

    @cached_property
    def furniture_lines(self) -> frozenset[str]:
        """Keys of lines that are furniture as a whole."""
        return frozenset(key(w) for w in self.words("furniture", "lines"))

    @cached_property
    def inserted_lines(self) -> frozenset[str]:
        """Keys of lines that text extraction inserts into sentences."""
        return frozenset(key(w) for w in self.words("furniture", "inserted"))

    @cached_property
    def furniture_beginnings(self) -> frozenset[str]:
        """All prefixes of the keys of furniture lines and inserted lines."""
        return beginnings(self.furniture_lines | self.inserted_lines)

    @cached_property
    def inquiry_type(self) -> re.Pattern[str]:
        """An inquiry's own name at the beginning of a line: "Gemeinsame Anfrage"."""
        prefix = alternatives(self.words("types", "inquiry_prefix"))
        noun = alternatives(self.words("types", "inquiry"))
        return re.compile(
            rf"(?:(?:(?=['\"])|(?=[‚„])).)?\s?((?:(?:{prefix})[nrs]?\s{{1,3}}){{0,3}}(?:[a-zäöüß]{{2,24}}(?=anfrage))?(?:{noun}))(?!\w)",
            re.IGNORECASE,
        )

    @cached_property
    def member(self) -> re.Pattern[str]:
        """A word for a council member at the beginning of a line."""
        members = self.words("people", "members")
        text = rf"(?:(?:{'|'.join(BEFORE_MEMBER)})\s){{0,2}}(?:{alternatives(members)})\s{{1,40}}"
        return re.compile(text)

    @cached_property
    def role(self) -> re.Pattern[str]:
        """A word for a role at the beginning of a text."""
        roles = alternatives(self.words("people", "roles"))
        text = rf"\A(?:[a-zäöü-]{{3,30}}politische[rn]?\s)?(?:[a-zäöü]{{2,25}}?-?)?(?:{roles})(?!\w)"
        return re.compile(text, re.IGNORECASE)

    @cached_property
    def group(self) -> re.Pattern[str]:
        """The last part of a group's name: "-Gemeinderatsfraktion"."""
        suffixes = alternatives(self.words("groups", "suffixes"))
        return re.compile(rf"[- ]?(?<!\w)(?:{suffixes})(?:en)?(?!\w)", re.IGNORECASE)

    @cached_property
    def group_words(self) -> tuple[str, ...]:
        """Lower-case words, one of which occurs in every text that `group` matches: a quick check."""
        return first_words(self.words("groups", "suffixes"))

    @cached_property
    def role_words(self) -> tuple[str, ...]:
        """Lower-case words, one of which occurs in every text that `role` matches: a quick check."""
        return first_words(self.words("people", "roles"))

    @cached_property
    def committee(self) -> re.Pattern[str]:
        """A word that names a committee, also as part of a compound ("Bauausschuss") or with a lost blank ("OrtschaftsratNord")."""
        words = self.words("committees", "words")
        text = rf"(?<!\w)[A-ZÄÖÜ]?\w{{0,30}}?(?:{alternatives(words)})(?:e?s|en)?(?!(?-i:[a-zäöüß0-9]))"
        return re.compile(text, re.IGNORECASE)

    @cached_property
    def party(self) -> re.Pattern[str]:
        """Any printed name of a party; longer names take precedence."""
        return party_pattern(self.parties)

    @cached_property
    def party_keys(self) -> dict[str, str]:
        """`party_key` of each printed name of a party → its canonical name."""
        return {party_key(alias): canonical for canonical, aliases in self.parties.items() for alias in spellings(canonical, aliases)}


def load(name: str) -> Convention:
    """Load a built-in convention by name, or one from a file ("stadt.toml"); `UsageError` if it doesn't exist or is invalid."""
    if name.endswith(".toml"):
        return _from_toml(source_of(name))
    if name not in names():
        raise UsageError(say("die Konvention „{name}“ gibt es nicht", name=name), say("vorhanden sind: {names}", names=", ".join(names())))
    return _load(name)


@cache
def _from_toml(text: str) -> Convention:
    convention = build(_parsed(text))
    refuse_slow(convention.marks)
    return convention


def source_of(name: str) -> str:
    """Return the TOML of a built-in convention or of a file; `UsageError` if it can't be read."""
    try:
        if name.endswith(".toml"):
            return toml.decoded(bytes_of(Path(name), toml.WORDING_BYTES), toml.WORDING_BYTES)
        load(name)
        return (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    except toml.TooMuchError as error:
        raise _too_large(error) from error
    except (UnreadableError, OSError, ValueError) as error:
        raise UsageError(
            say("die Konvention „{name}“ ist nicht lesbar", name=name), say("Schreibweise, Rechte und UTF-8 prüfen")
        ) from error


def _parsed(text: str) -> dict[str, Any]:
    try:
        return toml.loads(text.encode("utf-8"))
    except toml.TooMuchError as error:
        raise _too_large(error) from error
    except ValueError as error:
        raise UsageError(say("die Konvention ist kein gültiges TOML: {why}", why=error), say("die Zeile berichtigen")) from error


def _too_large(error: toml.TooMuchError) -> UsageError:
    return UsageError(say("die Konvention ist zu groß: {why}", why=error.args[0]), say("sie kürzen"))


@cache
def _load(name: str) -> Convention:
    return _built(data_of(name))


def build(data: Mapping[str, Any]) -> Convention:
    """Build a convention from parsed TOML; `UsageError` names the invalid section, list or pattern."""
    from anfrage_parser.conventions.declaration import check_convention

    check_convention(data, SECTIONS)
    return _built(data)


def _built(data: Mapping[str, Any]) -> Convention:
    base = _load(data["extends"]) if data.get("extends") else None
    sections: dict[str, dict[str, tuple[str, ...]]] = {}
    for section, parts in SECTIONS.items():
        own = matching.folded(section, data.get(section, {}))
        inherited = base.sections[section] if base else {}
        sections[section] = {part: (*own.get(part, ()), *inherited.get(part, ())) for part in sorted(parts)}
    parties = dict(base.parties) if base else {}
    for canonical, aliases in data.get("parties", {}).items():
        parties[canonical] = (*aliases, *parties.get(canonical, ()))
    marks = tuple(compile_mark(mark, number) for number, mark in enumerate(data.get("marks", ())))
    return Convention(data["name"], data["title"], marks, sections, parties)


def choose(lines: Iterable[Line]) -> Convention:
    """Return the only convention whose marks are all found in the first lines; `general` if none or several fit."""
    written = (line.text.strip()[:MAX_MARK_LINE] for line in lines if line.text and not line.text.isspace())
    head = list(islice(written, MARK_LINES))
    folded = "\n".join(head).casefold()
    fitting = [name for name in names() if marks_of(name) and all_stand(marks_of(name), head, folded)]
    return _load(fitting[0] if len(fitting) == 1 else "general")
