"""Which messages no test sees in their place: python -m tools.seen [arguments of pytest; all tests in two processes unless given].

Runs the tests, notes in every process which sentences are said, and prints those of the catalogues that nobody said; the exit code is 1
then, and pytest's own where tests failed. Texts of help are said when a command is declared; that each help is shown is a test of its own.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.translations import entries, sentences

HOOK = """
import os, sys

def noting(messages):
    told, plain = set(), messages.say_in

    def say_in(language, sentence, values):
        if sentence not in told:
            told.add(sentence)
            try:
                with open(os.path.join(os.environ["ANFRAGE_SEEN"], str(os.getpid())), "a", encoding="utf-8", errors="replace") as file:
                    file.write(repr(sentence) + chr(10))
            except (OSError, KeyError):  # a confined process can't write; what it reports is said again by its parent
                pass
        return plain(language, sentence, values)

    messages.say_in = say_in

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name != "anfrage_parser.messages":
            return None
        from importlib.machinery import PathFinder
        spec = PathFinder.find_spec(name, path)
        if spec is not None:
            plain = spec.loader.exec_module
            spec.loader.exec_module = lambda module: (plain(module), noting(module))
        return spec

sys.meta_path.insert(0, Finder())
"""
"""Python runs a module of this name at each start; nothing is imported before the program itself imports it."""


ALL = ["-n", "2", "--dist", "worksteal"]
"""All tests, but not in one process: that would grow beyond the memory that its readers are allowed."""


def seen(arguments: list[str]) -> tuple[set[str], int]:
    """Return the sentences that are said while the tests run, as the catalogues have them, and what pytest returned."""
    with tempfile.TemporaryDirectory() as hook, tempfile.TemporaryDirectory() as notes:
        Path(hook, "sitecustomize.py").write_text(HOOK, encoding="utf-8")
        path = os.pathsep.join(filter(None, (hook, os.environ.get("PYTHONPATH", ""))))
        environment = {**os.environ, "PYTHONPATH": path, "ANFRAGE_SEEN": notes}
        done = subprocess.run([sys.executable, "-m", "pytest", "-q", *arguments], env=environment, check=False)
        lines = {line for file in Path(notes).iterdir() for line in file.read_text(encoding="utf-8").splitlines()}
        return {entry for line in lines for sentence in _noted(line) for entry in entries(sentence)}, done.returncode


def _noted(line: str) -> list[str]:
    """Return the sentence of a line, none where its process was killed in the middle of it."""
    try:
        return [str(ast.literal_eval(line))]
    except SyntaxError:
        return []


def main(arguments: list[str]) -> int:
    """Print what nobody says, with the file that it stands in."""
    said, failed = seen(arguments)
    unseen = {sentence: places for sentence, places in sentences().items() if sentence not in said}
    for sentence, places in unseen.items():
        print(f"{places[0][0]}:{places[0][1]}: {' / '.join(sentence.splitlines()[0].split(chr(0)))}")
    print(f"{len(sentences()) - len(unseen)} of {len(sentences())} messages are said in the tests")
    if failed:
        print(f"pytest returned {failed}: what tests that failed or never ran would say is missing here")
    return failed or int(bool(unseen))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ALL))
