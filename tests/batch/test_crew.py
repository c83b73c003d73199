"""Workers under a reader that crashes, hangs, eats memory, lies: only the guilty document fails, and every other one is as always."""

import contextlib
import os
import random
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from anfrage_parser.batch import crew
from anfrage_parser.batch.crew import Crew
from anfrage_parser.batch.model import Input, Job, Outcome, Settings, State
from tests import misdeeds
from tests.command import GUARD, eventually

MARK = f"ANFRAGE_TEST_PROCESS={os.getpid()}"
os.environ["ANFRAGE_TEST_PROCESS"] = str(os.getpid())  # tells our workers from those of tests that run beside these
SOAK = bool(os.environ.get("ANFRAGE_SOAK"))
LETTER = (
    "Anfrage {number}/2024 der SPD-Fraktion\n\nauf dem Weg Nummer {number} ist es dunkel.\n\nWir fragen:\n\n1. Warum?\n2. Wie lange noch?\n"
)
SETTINGS = Settings(timeout=4.0, memory=1024, remote=True)  # such workers may start processes, whichever engine is installed


def archive(folder: Path, guilty: dict[int, str], count: int) -> list[Job]:
    """As many letters, some of them guilty of a misdeed."""
    jobs = []
    for number in range(count):
        path = folder / f"{number:03}.txt"
        words = f"Untat: {guilty[number]} {number}\n" if number in guilty else LETTER.format(number=number)
        path.write_text(words, encoding="utf-8")
        jobs.append(Job(number, path.name, Input(path.name, path.name.encode(), path.name, str(path))))
    return jobs


def done(jobs: list[Job], size: int, settings: Settings = SETTINGS) -> list[Outcome]:
    with Crew(size, settings, misdeeds.work) as crew:
        outcomes = [outcome for group in crew.outcomes(iter(jobs)) for outcome in group]
    assert [outcome.number for outcome in outcomes] == [job.number for job in jobs]
    return outcomes


def judge(jobs: list[Job], outcomes: list[Outcome], guilty: dict[int, str], clean: list[Outcome]) -> None:
    for outcome in outcomes:
        misdeed = guilty.get(outcome.number)
        if misdeed is None:
            assert outcome == clean[outcome.number]
        elif misdeed in misdeeds.HARMLESS:
            assert outcome.state is State.DONE, misdeed
        else:
            assert (outcome.state, outcome.code) == (State.FAILED, misdeeds.CODES.get(misdeed, 8)), misdeed
            assert "Geheim" not in outcome.cause and outcome.payload.startswith(b"{")


@pytest.fixture
def no_child_left() -> Iterator[None]:
    before = workers_left()
    yield
    assert eventually(lambda: not workers_left() - before), workers_left() - before


def workers_left() -> set[int]:
    """Worker processes and what they started (Linux): those that are not the process they are forked from, which is our child."""
    out: set[int] = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            ours = MARK.encode() in (entry / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if ours and fields[0] != "Z" and int(fields[1]) != os.getpid():
            out.add(int(entry.name))
    return out


@pytest.mark.parametrize("size", [1, 2, 4] if SOAK else [2])
@pytest.mark.usefixtures("no_child_left")
def test_all_misdeeds_in_one_archive(size: int, tmp_path: Path) -> None:
    guilty = {3 + 3 * place: name for place, name in enumerate(misdeeds.MISDEEDS)}
    count = 3 * len(guilty) + 8
    clean = done(archive(tmp_path, {}, count), 2)
    jobs = archive(tmp_path, guilty, count)
    judge(jobs, done(jobs, size), guilty, clean)


ROUNDS = [
    (name, place, size)
    for number, name in enumerate(misdeeds.MISDEEDS)
    for at, place in enumerate(("first", "middle", "last", "all"))
    for size in (1, 2, 4)
    if SOAK or ((at + number) % 4 == 0 and size == 2)
]


@pytest.mark.parametrize(("name", "place", "size"), ROUNDS)
@pytest.mark.usefixtures("no_child_left")
def test_a_misdeed_at_each_place(name: str, place: str, size: int, tmp_path: Path) -> None:
    count = 9
    guilty = {"first": {0: name}, "middle": {4: name}, "last": {8: name}, "all": dict.fromkeys(range(count), name)}[place]
    clean = done(archive(tmp_path, {}, count), 1)
    jobs = archive(tmp_path, guilty, count)
    judge(jobs, done(jobs, size), guilty, clean)


def test_a_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    jobs = archive(tmp_path, {}, 60)
    clean = done(jobs, 2)
    outcomes: list[Outcome] = []
    killed: list[int] = []
    given: list[Job] = []

    def handed_out() -> Iterator[Job]:
        for job in jobs:
            given.append(job)
            yield job

    due = 1  # until all that was handed out by then is back: a job that is killed twice would be blamed
    with Crew(2, Settings(timeout=5.0, memory=1024), misdeeds.work) as crew:
        for group in crew.outcomes(handed_out()):
            outcomes += group
            worker = crew.workers[0].pid()
            if due <= len(outcomes) < 45 and worker > 1 and worker not in killed:
                killed.append(worker)
                due = len(given)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
    assert killed
    assert outcomes == clean


def test_a_hanging_document_is_stopped_by_its_own_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by what gives up a worker that its pool could not stop: that would cost every such document seconds more."""
    monkeypatch.setattr(crew, "GRACE", 6 * GUARD)
    jobs = archive(tmp_path, {1: "hang"}, 3)
    assert [outcome.state for outcome in done(jobs, 1)] == [State.DONE, State.FAILED, State.DONE]


def test_a_slow_document_holds_up_only_so_many(tmp_path: Path) -> None:
    jobs = archive(tmp_path, {0: "hang"}, 400)
    outcomes = done(jobs, 2)
    assert outcomes[0].state is State.FAILED and {outcome.state for outcome in outcomes[1:]} == {State.DONE}


@pytest.mark.skipif(not SOAK, reason="only with ANFRAGE_SOAK")
@pytest.mark.usefixtures("no_child_left")
def test_workers_that_are_killed_all_the_time(tmp_path: Path) -> None:
    """At any moment, so also while they hold the lock of their pipe: no job is lost, and whoever was hit twice while alone is named."""
    jobs = archive(tmp_path, {}, 600)
    over, kills = threading.Event(), 0
    outcomes: list[Outcome] = []
    with Crew(2, Settings(timeout=5.0, memory=1024), misdeeds.work) as crew:

        def kill() -> None:
            nonlocal kills
            chance = random.Random(1)
            while not over.wait(chance.uniform(0.0, 1.0)):
                if (pid := chance.choice(crew.workers).pid()) > 1:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                        kills += 1

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            for group in crew.outcomes(iter(jobs)):
                outcomes += group
        finally:
            over.set()
            killer.join()
    assert [outcome.number for outcome in outcomes] == list(range(len(jobs)))
    assert {(outcome.state, outcome.code) for outcome in outcomes} <= {(State.DONE, 0), (State.FAILED, 8)}
    assert kills > 3 and sum(outcome.state is State.DONE for outcome in outcomes) > len(jobs) // 2
