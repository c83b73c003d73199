"""Documents in the sink that are no longer in the input: renamed, vanished, or merely not visible to this run."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from itertools import islice
from pathlib import Path

from anfrage_parser.batch.archive import TARS, ZIP
from anfrage_parser.batch.input_filter import InputFilter
from anfrage_parser.batch.model import Job, Outcome, State
from anfrage_parser.batch.naming import folded
from anfrage_parser.batch.origins import holder_of, location_of, may_exist, origin_of
from anfrage_parser.batch.remote import is_url
from anfrage_parser.batch.sinks.base import Known, Sink
from anfrage_parser.batch.worklist import Names, Worklist
from anfrage_parser.errors import AnfrageError, UnreadableError, UsageError
from anfrage_parser.messages import say

UNREADABLE = UnreadableError.exit_code


class Absence(Enum):
    """Why a document of the sink was not read by this run."""

    ELSEWHERE = "elsewhere"
    """Not below the inputs of the run."""
    LEFT_OUT = "left out"
    """Excluded by `--include` or `--exclude`."""
    UNSEEN = "unseen"
    """Inside a folder or archive that could not be read."""
    GONE = "gone"
    """It no longer exists, or is no document any more."""
    SETTLED = "settled"
    """It was an unreadable folder, which is readable now."""


@dataclass
class Inventory:
    """The documents of a sink, compared with the inputs of a run."""

    work: Worklist
    input_filter: InputFilter
    paths: Sequence[str]
    partly: bool = False
    """Whether the run covers only some of the files below its paths."""
    unread: list[str] = field(default_factory=list)
    """Absolute paths of folders and archives that could not be read."""
    listable: dict[Path, bool] = field(default_factory=dict)

    def take(self, documents: Iterator[tuple[str, Known]]) -> None:
        """Store the documents of the sink that have no job in this run."""
        for key, known in documents:
            self.work.hold(key, known)

    @cached_property
    def roots(self) -> dict[str, str]:
        """Return absolute path → prefix of origins, for the folders, archives and URLs given to the run."""
        return {location_of(origin): origin for path in self.paths for origin in [origin_of(path).rstrip("/") or "/"]}

    def failed(self, job: Job, outcome: Outcome) -> None:
        """Record an input that could not be read, if it contains others."""
        path = Path(job.input.path)
        if outcome.code == UNREADABLE and job.input.member is None and not is_url(job.input.path) and (path.is_dir() or _is_archive(path)):
            self.unread.append(location_of(job.input.origin))

    def renamed_from(self, job: Job, outcome: Outcome, sink: Sink) -> str | None:
        """Return the old key of a renamed document: one with the same content whose file no longer exists. None if may_exist is none."""
        if outcome.state is State.SKIPPED or not outcome.sha256:
            return None
        for key, known in self.work.held(outcome.sha256):
            before = sink.known(job.key)
            if before is not None and before.sha256 == outcome.sha256:  # read again for another reason
                return None
            absence = self.absence(known)
            gone = absence is Absence.GONE
            near = known.origin if gone else job.input.origin  # what is gone lay below a root of this run
            if absence is Absence.UNSEEN or (may_exist(known.origin, near) and not (gone and _in_archive(known.origin))):
                continue
            self.work.let_go(key)
            return key
        return None

    def compare(self, objections: "PruneObjections") -> Iterator[tuple[str, Absence]]:
        """Yield (key, absence) of every document of the sink that has no job in this run."""
        for key, known in self.work.held():
            absence = self.absence(known)
            if absence is Absence.GONE:
                self.work.mark_gone(key)
            objections.add(absence, known)
            yield key, absence

    def absence(self, known: Known) -> Absence:
        """Return why a document was not read."""
        place = location_of(known.origin)
        root = next((root for root in self.roots if _below(place, root) is not None), None)
        if root is None or not known.origin or "\ufffd" in known.origin:
            return Absence.ELSEWHERE
        name = _below(place, root) or ""
        if known.code == UNREADABLE and not known.sha256 and Path(place).is_dir() and not self._is_unread(place):
            return Absence.SETTLED
        if not name:
            return Absence.ELSEWHERE
        if self.input_filter.excludes(name):
            return Absence.LEFT_OUT
        return Absence.UNSEEN if self._is_unread(place) or not self._looked(place, root) else Absence.GONE

    def _is_unread(self, place: str) -> bool:
        return any(place == other or _below(place, other) is not None for other in self.unread)

    def _looked(self, place: str, root: str) -> bool:
        """Return whether the run would have found a document if it existed."""
        if is_url(root):
            return not self.partly
        holder = holder_of(place)
        if holder is None or str(holder).replace(os.sep, "/") == place:
            return not self.partly  # it exists, but was passed over
        if holder.is_dir():
            return self._can_list(holder)
        at = str(holder).replace(os.sep, "/")
        return not self.partly and self.work.listed(self.roots[root] + at[len(root) :] + "/")

    def _can_list(self, folder: Path) -> bool:
        if folder not in self.listable:
            try:
                with os.scandir(folder):
                    self.listable[folder] = os.access(folder, os.R_OK | os.X_OK)
            except OSError:
                self.listable[folder] = False
        return self.listable[folder]


@dataclass
class PruneObjections:
    """Collects reasons against pruning: vanished documents may merely be out of reach."""

    held: Inventory
    unseen: str | None = None
    left_out: str | None = None
    emptied: Counter[Path] = field(default_factory=Counter)
    """Folders that are now empty → number of documents they held."""

    def add(self, absence: Absence, known: Known) -> None:
        """Consider a document of the sink that this run did not read."""
        if absence is Absence.UNSEEN:
            self.unseen = self.unseen or known.origin
        elif absence is Absence.LEFT_OUT:
            self.left_out = self.left_out or known.origin
        elif absence is Absence.GONE and not is_url(known.origin):
            holder = holder_of(known.origin)
            if holder is not None and holder.is_dir() and _is_empty(holder):
                self.emptied[holder] += 1

    def refusal(self) -> AnfrageError | None:
        """Return why pruning is refused, or None."""
        unread = next(iter(self.held.unread), None) or self.unseen
        if unread is not None:
            cause = say("--prune entfernt nichts: {name} war nicht lesbar", name=unread)
            return UnreadableError(cause, say("Rechte und Laufwerk prüfen, dann noch einmal versuchen"))
        empty = next((str(folder) for folder, count in self.emptied.items() if count > 1), None)
        if empty is not None:
            cause = say("--prune entfernt nichts: der Ordner {name} ist leer", name=empty)
            return UnreadableError(cause, say("prüfen, ob das Laufwerk verbunden ist; ist der Ordner zu Recht leer, ihn löschen"))
        if self.left_out is not None:
            cause = say(
                "--prune entfernt nichts: die Ausgabe enthält auch {name}, und --include oder --exclude lassen es aus", name=self.left_out
            )
            return UsageError(cause, say("dieselben Muster wie bisher angeben, oder keine"))
        return None


def _is_empty(folder: Path) -> bool:
    with os.scandir(folder) as entries:
        return not any(entries)


def refuse_missing(paths: Sequence[str], work: Worklist) -> None:
    """Raise `UnreadableError` if an input is missing or empty: an unmounted drive must not empty the sink."""
    for path in paths:
        missing = not is_url(path) and not os.path.lexists(path)
        if missing or ((is_url(path) or Path(path).is_dir()) and not _gave(path, work)):
            cause = say("{name} gibt es nicht", name=path) if missing else say("{name} ist leer", name=path)
            raise UnreadableError(cause, say("prüfen, ob das Laufwerk verbunden ist; so entfernt --prune nichts"))


def _gave(path: str, work: Worklist) -> bool:
    origin = origin_of(path)
    prefix = f"{origin.rstrip('/')}#" if is_url(path) else f"{origin.rstrip('/')}/"
    return work.listed(prefix)


def drop(sink: Sink, work: Worklist, keys: Iterator[str]) -> int:
    """Remove documents from a sink in groups of some hundreds; return their count."""
    count, names = 0, Names(work, 0)
    while some := list(islice(keys, 500)):
        sink.drop(some, [key for key in some if folded(key) in names])
        count += len(some)
    return count


def _below(place: str, root: str) -> str | None:
    """Return a path relative to a root; "" for the root itself, None outside of it."""
    if place == root:
        return ""
    for sign in ("#",) if is_url(root) else ("/",):
        if place.startswith(root.rstrip("/") + sign):
            return place[len(root.rstrip("/")) + 1 :]
    return None


def _in_archive(origin: str) -> bool:
    holder = holder_of(origin)
    return holder is not None and holder.is_file() and str(holder) != origin


def _is_archive(path: Path) -> bool:
    return path.name.casefold().endswith((ZIP, *TARS))
