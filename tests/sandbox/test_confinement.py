"""What SECURITY.md claims about the processes that read documents, tried from within them; and what holds where a kernel has less."""

import json
import os
from functools import cache
from pathlib import Path

import pytest

from anfrage_parser.sandbox import kernel, landlock, seccomp
from anfrage_parser.sandbox.confinement import readable_folders
from tests.command import command, linux
from tests.sandbox.attempts import ATTEMPTS

pytestmark = linux

NOBODY = "65534"
SOCKETS = {"open a TCP socket", "open a UDP socket", "open a local socket", "open a pair of sockets"}
TCP = {"reach others by TCP", "be reached by TCP"}
OTHERS = {"start a program", "fork", "start a thread"}
READING = {"read a document", "list a folder"}
ATTRIBUTES = {"change permissions", "change the owner", "change the time"}
CHANGING = {name for name in ATTEMPTS if name.split()[0] in ("change", "create", "remove", "rename", "link", "make", "truncate", "open")}
FILES = CHANGING - ATTRIBUTES - SOCKETS
WORKERS = {"read the program", *READING, *OTHERS, "raise the limit of memory"}

SPACES = {"gain privileges in a space of its own", "gain privileges in the space of a new process"}
OTHERWISE = {*SPACES, "limit another process"}

MAY: dict[str, set[str]] = {
    "reader": {"read the program"},
    "worker": WORKERS,
    "library worker": WORKERS - OTHERS,
    "remote": WORKERS | SOCKETS | TCP,
    "without seccomp": WORKERS - READING | SOCKETS | ATTRIBUTES | {"raise the limit of writing", *OTHERWISE},
    "without Landlock": WORKERS | FILES | {"raise the limit of writing", "signal another process"},
}
"""Kind of process → what it may do; all else has to fail."""

NEEDS = {
    **dict.fromkeys([*FILES, *READING, "look into another process"], 1),
    **dict.fromkeys(["truncate a file", "open a file emptied"], landlock.TRUNCATES),
    "signal another process": landlock.SCOPES,
}
"""Attempt → the version of Landlock that hinders it."""


@cache
def abi() -> int:
    libc = kernel._libc()
    return landlock.version(libc) if libc is not None else 0


@cache
def tried(kind: str, user: str) -> dict[str, str]:
    """What came of each attempt."""
    found: dict[str, str] = json.loads(command(kind, *([user] if user else []), module="tests.sandbox.attempts").stdout)
    return found


CHILDREN = [("reader", ""), ("reader", NOBODY), ("worker", ""), ("worker", NOBODY), ("library worker", ""), ("remote", "")]


@pytest.mark.parametrize(("kind", "user"), CHILDREN)
def test_what_a_process_that_reads_documents_may_do(kind: str, user: str) -> None:
    """As whoever runs the tests (in containers root, whom limits don't stop), and as a user without rights."""
    if user and os.getuid():
        pytest.skip("only root can become another user: the other case is this one")
    found = tried(kind, user)
    assert set(found) == set(ATTEMPTS)
    untried = {name for name, version in NEEDS.items() if version > abi()}
    if seccomp.machine() is None:
        untried |= SOCKETS | ATTRIBUTES | OTHERWISE
    assert {name for name, result in found.items() if result == "done"} - untried == MAY[kind] - untried, found
    if untried:
        pytest.skip(f"this kernel has Landlock {abi()}: not tried are {sorted(untried)}")


def test_what_is_not_confined_may_do_it() -> None:
    """So that an attempt which is made wrongly does not count as hindered."""
    beyond = set() if os.getuid() == 0 else {"look into another process"}
    failed = {name for name, result in tried("bare", "").items() if result != "done"}
    assert failed - beyond <= {*SPACES, "use a privilege of root"}  # some containers hinder them, too


@pytest.mark.parametrize("kind", ["without seccomp", "without Landlock"])
def test_each_of_the_two_holds_alone(kind: str) -> None:
    if not abi() or seccomp.machine() is None:
        pytest.skip(f"this kernel has Landlock {abi()}, this machine is {seccomp.machine()}")
    found = tried(kind, "")
    assert found.pop("missing").startswith("ein Verbot von Verbindungen" if "seccomp" in kind else "ein Verbot, fremde Dateien zu lesen")
    untried = {*TCP} if abi() < landlock.NETWORK else set()
    untried |= {name for name, version in NEEDS.items() if version > abi()} | {"use a privilege of root", "look into another process"}
    assert {name for name, result in found.items() if result == "done"} - untried <= MAY[kind]


def test_a_kernel_that_has_neither_is_named() -> None:
    found = tried("without either", "")
    assert found["read a document"] == found["open a TCP socket"] == "done" and found["gain privileges"] == "EPERM"
    assert found["missing"].count("ein Verbot") == 3


@pytest.mark.parametrize(("version", "words"), [(1, "zu kürzen (Landlock 3); ein Verbot, andere"), (5, "ein Verbot, andere"), (6, "")])
def test_what_an_older_kernel_lacks_is_named(version: int, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "version", lambda libc: version)
    monkeypatch.setattr(seccomp, "machine", lambda: "x86_64")
    monkeypatch.setattr(kernel, "_has_seccomp", lambda libc: True)
    said = "; ".join(kernel.missing())
    assert words in said and bool(words) == bool(said)


def verdict(program: seccomp.Program, machine: int, number: int, argument: int = 0) -> int:
    """What a filter says to a call, computed as the kernel does."""
    at, held = 0, 0
    while True:
        step = program.first[at]
        at += 1
        if step.code == seccomp.LOAD:
            held = {seccomp.NUMBER: number, seccomp.MACHINE: machine, seccomp.FIRST: argument}[step.value]
        elif step.code == seccomp.RETURN:
            return int(step.value)
        else:
            tests = {seccomp.EQUAL: held == step.value, seccomp.AT_LEAST: held >= step.value, seccomp.ANY_BIT: bool(held & step.value)}
            at += step.yes if tests[step.code] else step.no


@pytest.mark.parametrize("machine", seccomp.MACHINES)
@pytest.mark.parametrize("network", [True, False])
@pytest.mark.parametrize("programs", [True, False])
def test_the_filter_of_each_machine(machine: str, network: bool, programs: bool) -> None:
    column, name = seccomp.MACHINES[machine]
    calls = seccomp.checked(machine, network, programs)
    program = seccomp.program(machine, calls)
    assert program.count < 256 - len(seccomp.ENDS), "jumps have 8 bits"
    for number in range(600):
        said = {verdict(program, name, number), verdict(program, name, number, seccomp.NEW_USERS | 17)}
        assert (
            said
            == {
                None: {seccomp.ALLOW},
                seccomp.REFUSED: {seccomp.REFUSE},
                seccomp.IS_UNKNOWN: {seccomp.UNKNOWN},
                seccomp.OF_ITSELF: {seccomp.ALLOW, seccomp.REFUSE},
                seccomp.NO_NEW_USERS: {seccomp.ALLOW, seccomp.REFUSE},
            }[calls.get(number)]
        )
    assert verdict(program, name, seccomp.LIMITS[column]) == seccomp.ALLOW
    assert verdict(program, name, seccomp.CLONE[column], 17) == (seccomp.ALLOW if programs else seccomp.REFUSE)
    assert (calls.get(seccomp.SOCKETS["socket"][column]) is None) == network
    assert verdict(program, 0x40000003, 1) == seccomp.KILL  # 32 bits
    assert verdict(program, name, seccomp.X32 + 41) == seccomp.REFUSE


def test_what_the_reader_may_read_holds_no_documents() -> None:
    folders = [Path(name) for name in readable_folders()]
    assert Path("/") not in folders and Path.home() not in folders and Path("/etc") not in folders
    assert any(Path(json.__file__).is_relative_to(folder) for folder in folders)
