"""A council's wording: its lists of words, and the patterns and indexes made of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

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
from anfrage_parser.fields import HEAD
from anfrage_parser.text.values import STRICT_REFERENCE

NO_CAPTION = ("paper_type", "parties", "responsible", "due", "answered_by")
"""Fields that captions of a head don't name, or that `[captions]` does."""

SECTIONS = {
    "fields": {*(f.key for f in HEAD if f.key not in NO_CAPTION), "asker", "sent", "printed", "sign", "none"},
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

    @cached_property
    def captions(self) -> dict[str, str]:
        """Key of a caption of a form → "responsible" or "due"."""
        return self.keys("captions")

    @cached_property
    def _any_ending(self) -> tuple[str, ...]:
        return tuple(self.endings)

    def field_of(self, label: str) -> str | None:
        """Return the field of a caption: by the whole caption, else by its last part ("Beratungsgegenstand"); None if unknown."""
        letters = key(label)
        if letters in self.fields:
            return self.fields[letters]
        if "/" in label and (first := key(label.partition("/")[0])) in self.fields:
            return self.fields[first]  # "Fraktion / Mandatsträger*in"
        if not letters.endswith(self._any_ending):
            return None
        return next(field for ending, field in self.endings.items() if letters.endswith(ending))

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
        text = rf"\A(?:[a-zäöü-]{{3,30}}politische[rn]?\s)?(?:[a-zäöü-]{{2,45}}?)?(?:{roles})(?!\w)"
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
