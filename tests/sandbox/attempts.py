"""What somebody who has taken over a process that reads documents would try, from within the real one.

`python -m tests.sandbox.attempts KIND` prints what came of each attempt as JSON: "done", or the error's name. KIND is "reader" (that of the
command), "worker" (that of a batch), "library worker" (of one with the extra [ocr]), "remote" (of a batch of URLs), "bare" (confined by
nothing: they should succeed), or a process as on a kernel that has less. With a number behind it, everything is done as that user.
"""

import contextlib
import errno
import importlib
import json
import multiprocessing
import os
import resource
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from ctypes import CDLL, byref
from functools import partial
from pathlib import Path
from typing import NoReturn

from anfrage_parser import readers
from anfrage_parser.batch.crew import Crew
from anfrage_parser.batch.model import Input, Job, Outcome, Settings, State
from anfrage_parser.errors import UnreadableError
from anfrage_parser.readers.options import Options
from anfrage_parser.sandbox import kernel, landlock, seccomp
from anfrage_parser.sandbox.confinement import readable_folders
from anfrage_parser.sandbox.keeper import Sandbox

NEW_USERS = seccomp.NEW_USERS
Attempt = Callable[[Path], object]


def write(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    os.close(descriptor)


def create(path: Path) -> None:
    os.close(os.open(path.with_suffix(".neu"), os.O_WRONLY | os.O_CREAT))


def empty(path: Path) -> None:
    os.close(os.open(path, os.O_RDONLY | os.O_TRUNC))


def start(path: Path) -> None:
    os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)


def fork(path: Path) -> None:
    if not (number := os.fork()):
        os._exit(0)
    os.waitpid(number, 0)


def thread(path: Path) -> None:
    made = threading.Thread(target=int)
    made.start()
    made.join()


def raised(name: int, path: Path) -> None:
    kept = resource.getrlimit(name)
    resource.setrlimit(name, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    resource.setrlimit(name, kept)


def limit_other(path: Path) -> None:
    """A limit of no time ends a process; here it gets the one that it has."""
    resource.prlimit(os.getppid(), resource.RLIMIT_CPU, resource.prlimit(os.getppid(), resource.RLIMIT_CPU))


def other_memory(path: Path) -> None:
    with Path(f"/proc/{os.getppid()}/mem").open("rb"):
        pass


def new_privileges(path: Path) -> None:
    """Whether a program with a set-user-id bit would run as its owner."""
    if CDLL(None).prctl(39, 0, 0, 0, 0) == 1:
        raise PermissionError(errno.EPERM, "no new privileges")


def new_space(path: Path) -> None:
    """A user namespace of its own, which begins with all privileges; where nothing hinders it, another process tries."""
    number = os.fork() if multiprocessing.parent_process() is None else 0
    failed = number == 0 and CDLL(None).unshare(NEW_USERS) != 0
    if multiprocessing.parent_process() is None:
        failed = os.waitpid(number, 0)[1] != 0 if number else os._exit(failed)
    if failed:
        raise PermissionError(errno.EPERM, "unshare")


def new_space_in_a_new_process(path: Path) -> None:
    """The same, of a process that begins in it."""
    machine = seccomp.machine()
    number = CDLL(None).syscall(seccomp.CLONE[seccomp.MACHINES[machine or "x86_64"][0]], NEW_USERS | signal.SIGCHLD, 0, 0, 0, 0)
    if number == 0:
        os._exit(0)
    if number < 0:
        raise PermissionError(errno.EPERM, "clone")
    os.waitpid(number, 0)


def reach(path: Path) -> None:
    with socket.socket() as made, contextlib.suppress(ConnectionRefusedError):
        made.connect(("127.0.0.1", 9))


def listen(path: Path) -> None:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))


def opened(family: int, kind: int, path: Path) -> None:
    socket.socket(family, kind).close()


ATTEMPTS: dict[str, Attempt] = {
    "read the program": lambda path: Path(readers.__file__).read_bytes(),
    "read a document": lambda path: path.read_bytes(),
    "list a folder": lambda path: os.listdir(path.parent),  # noqa: PTH208
    "change a file": write,
    "create a file": create,
    "truncate a file": lambda path: os.truncate(path, 0),
    "open a file emptied": empty,
    "remove a file": lambda path: path.unlink(),
    "rename a file": lambda path: path.rename(path.with_suffix(".neu")),
    "link a file": lambda path: path.with_suffix(".neu").hardlink_to(path),
    "make a link": lambda path: path.with_suffix(".neu").symlink_to(path),
    "make a folder": lambda path: path.with_suffix(".neu").mkdir(),
    "remove a folder": lambda path: path.with_suffix(".d").rmdir(),
    "make a pipe": lambda path: os.mkfifo(path.with_suffix(".neu")),
    "change permissions": lambda path: path.chmod(0o777),
    "change the owner": lambda path: os.chown(path, os.getuid(), os.getgid()),
    "change the time": lambda path: os.utime(path, (1, 1)),
    "open a TCP socket": partial(opened, socket.AF_INET, socket.SOCK_STREAM),
    "open a UDP socket": partial(opened, socket.AF_INET6, socket.SOCK_DGRAM),
    "open a local socket": partial(opened, socket.AF_UNIX, socket.SOCK_STREAM),
    "open a pair of sockets": lambda path: list(map(socket.socket.close, socket.socketpair())),
    "reach others by TCP": reach,
    "be reached by TCP": listen,
    "start a program": start,
    "fork": fork,
    "start a thread": thread,
    "raise the limit of memory": partial(raised, resource.RLIMIT_AS),
    "raise the limit of writing": partial(raised, resource.RLIMIT_FSIZE),
    "signal another process": lambda path: os.kill(os.getppid(), 0),
    "limit another process": limit_other,
    "look into another process": other_memory,
    "gain privileges": new_privileges,
    "gain privileges in a space of its own": new_space,
    "gain privileges in the space of a new process": new_space_in_a_new_process,
    "use a privilege of root": lambda path: socket.sethostname(socket.gethostname()),
}


def results(folder: Path) -> dict[str, str]:
    """What came of each attempt."""
    return {name: _result(attempt, folder / f"{number}.txt") for number, (name, attempt) in enumerate(ATTEMPTS.items())}


def _result(attempt: Attempt, path: Path) -> str:
    try:
        attempt(path)
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, str(error))
    except (ValueError, RuntimeError) as error:  # limits and threads
        return type(error).__name__
    return "done"


def files(folder: Path) -> None:
    """A file and a folder for each attempt."""
    for number in range(len(ATTEMPTS)):
        (folder / f"{number}.txt").write_text("Anfrage", encoding="utf-8")
        (folder / f"{number}.d").mkdir()


def reader(folder: Path) -> str:
    def extract(data: bytes, kind: str, options: Options) -> NoReturn:
        raise UnreadableError(json.dumps(results(folder)))

    readers.__dict__["extract"] = extract
    with Sandbox(60.0) as sandbox:
        try:
            sandbox.extract(b"", "pdf", Options())
        except UnreadableError as error:
            return error.cause
    return "{}"


def work(jobs: Sequence[Job], settings: Settings) -> list[Outcome]:
    return [Outcome(job.number, State.FAILED, 4, cause=json.dumps(results(Path(job.input.path)))) for job in jobs]


def worker(folder: Path, remote: bool = False) -> str:
    """One for which tesseract is a program, whatever is installed here: the library finds no model."""
    os.environ["TESSDATA_PREFIX"] = str(folder)
    work_by_name = importlib.import_module("tests.sandbox.attempts").work
    with Crew(1, Settings(remote=remote), work_by_name) as crew:
        ((outcome,),) = crew.outcomes(iter([Job(0, "x", Input("x", b"x", "x", str(folder)))]))
    return outcome.cause


def library_worker(folder: Path) -> str:
    """One for which tesseract is a library, as far as can be told without loading it."""
    (folder / "tesserocr.py").touch()
    (folder / "deu.traineddata").touch()
    sys.path.append(str(folder))
    return worker(folder)


def lesser(folder: Path, *, calls: bool, files: bool) -> str:
    """The most that a kernel can forbid that lacks one of the two, or both; in another process, since this one has to tidy up."""
    answer, answers = os.pipe()
    if os.fork():
        os.close(answers)
        os.wait()
        return os.read(answer, 1 << 16).decode()
    if not calls:
        seccomp.__dict__["machine"] = lambda: None
    if not files:
        landlock.__dict__["version"] = lambda libc: 0
    readable = readable_folders()
    kernel.forbid(readable, network=False, programs=True)
    os.write(answers, json.dumps(results(folder) | {"missing": "; ".join(kernel.missing())}).encode())
    os._exit(0)


KINDS: dict[str, Callable[[Path], str]] = {
    "reader": reader,
    "worker": worker,
    "library worker": library_worker,
    "remote": partial(worker, remote=True),
    "without seccomp": partial(lesser, calls=False, files=True),
    "without Landlock": partial(lesser, calls=True, files=False),
    "without either": partial(lesser, calls=False, files=False),
    "bare": lambda folder: json.dumps(results(folder)),
}


def become(user: int) -> None:
    """Be a user without privileges but one: to reach Python and these tests, where they lie in root's own folder."""
    libc = CDLL(None)
    libc.prctl(8, 1, 0, 0, 0)  # keep them
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
    kept = (kernel._Half * 2)(kernel._Half(*[kernel.MAY_READ_ALL] * 3))
    assert libc.capset(byref(kernel._Who(kernel.CAPABILITIES, 0)), kept) == 0
    assert libc.prctl(47, 2, 2, 0, 0) == 0  # for the programs that it starts, too


def main(kind: str, user: str = "") -> None:
    if user:
        become(int(user))
    with tempfile.TemporaryDirectory() as name:
        files(Path(name))
        sys.stdout.write(KINDS[kind](Path(name)))


if __name__ == "__main__":
    main(*sys.argv[1:])
