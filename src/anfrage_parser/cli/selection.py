"""Which of the records of all inputs are wanted: `--party`, `--since`, `--until` and `--only`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from anfrage_parser.cli.options import OnlyOption, PartyOption, SinceOption, UntilOption, extended
from anfrage_parser.messages import say

if TYPE_CHECKING:
    from anfrage_parser.record.schema import Inquiry


@dataclass(frozen=True, slots=True)
class Selection:
    """The options as typed."""

    party: str | None = None
    since: str | None = None
    until: str | None = None
    only: str | None = None

    def check(self) -> "Wanted":
        """Return what is wanted; `UsageError` for an invalid value."""
        from anfrage_parser.errors import check_choice
        from anfrage_parser.fields import ONLY

        if self.only is not None:
            check_choice("--only", self.only, ONLY)
        if (self.party, self.since, self.until) == (None, None, None):
            return Wanted(only=self.only)
        from anfrage_parser.search.filters import day_of, group_names, key

        names = frozenset(map(key, group_names(self.party, ()))) if self.party is not None else None
        return Wanted(names, day_of("--since", self.since, False), day_of("--until", self.until, True), self.only)


@dataclass(slots=True)
class Wanted:
    """Tells wanted records from others."""

    parties: frozenset[str] | None = None
    since: str | None = None
    until: str | None = None
    only: str | None = None
    taken: int = 0
    """How many were wanted so far."""
    left: int = 0
    """How many were not."""

    def takes(self, inquiry: "Inquiry") -> bool:
        """Return whether a record is wanted; one without a date is in no period."""
        wanted = self._is_of_party(inquiry) and self._is_in_period(inquiry) and self._is_of_kind(inquiry)
        self.taken, self.left = self.taken + wanted, self.left + (not wanted)
        return wanted

    def among(self, inquiries: "Iterable[Inquiry]") -> "Iterator[Inquiry]":
        """Yield the wanted ones; tell on standard error if there are others only."""
        yield from filter(self.takes, inquiries)
        self.tell()

    def tell(self) -> None:
        """Tell on standard error if no record of some was wanted."""
        if self.left and not self.taken:
            from anfrage_parser.cli.streams import note

            note(say("keine Anfrage passt zu --party, --since, --until und --only"))

    def _is_of_party(self, inquiry: "Inquiry") -> bool:
        if self.parties is None:
            return True
        from anfrage_parser.search.filters import key

        return any(key(name) in self.parties for name in inquiry.parties)

    def _is_in_period(self, inquiry: "Inquiry") -> bool:
        if self.since is None and self.until is None:
            return True
        day = str(inquiry.date) if inquiry.date is not None else ""
        return bool(day) and (self.since or "") <= day <= (self.until or "9")

    def _is_of_kind(self, inquiry: "Inquiry") -> bool:
        return self.only is None or (inquiry.document_type == "answer") == (self.only == "answers")


def selecting(command: Callable[..., None]) -> Callable[..., None]:
    """Decorate a command that takes a `selection`: adds its options."""

    def run(
        *,
        party: PartyOption = None,
        since: SinceOption = None,
        until: UntilOption = None,
        only: OnlyOption = None,
        **own: Any,
    ) -> None:
        command(**own, selection=Selection(party, since, until, only))

    return extended(run, command, "selection")
