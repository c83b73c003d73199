"""Which messages no test sees in their place: python -m tools.seen [arguments of pytest].

Runs the tests, notes in every process which sentences are said, and prints those of the catalogues that nobody said; the exit code is 1
then. Texts of help are said when a command is declared; that each help is shown is a test of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.translations import sentences

HOOK = """
import os
try:
    from anfrage_parser import messages
except ImportError:
    pass
else:
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
"""
"""Python runs a module of this name at each start."""


def seen(arguments: list[str]) -> set[str]:
    """Return the sentences that are said while the tests run."""
    with tempfile.TemporaryDirectory() as hook, tempfile.TemporaryDirectory() as notes:
        Path(hook, "sitecustomize.py").write_text(HOOK, encoding="utf-8")
        path = os.pathsep.join(filter(None, (hook, os.environ.get("PYTHONPATH", ""))))
        environment = {**os.environ, "PYTHONPATH": path, "ANFRAGE_SEEN": notes}
        subprocess.run([sys.executable, "-m", "pytest", "-q", *arguments], env=environment, check=False)
        lines = (line for file in Path(notes).iterdir() for line in file.read_text(encoding="utf-8").splitlines())
        return {_paragraph for line in set(lines) for _paragraph in _paragraphs(line)}


def _paragraphs(line: str) -> list[str]:
    """Return a noted sentence as the catalogues have it: help texts by their paragraphs."""
    import ast

    from anfrage_parser.messages import paragraphs_of

    sentence = str(ast.literal_eval(line))
    return [sentence] if "\0" in sentence else [text for text, _ in paragraphs_of(sentence)]


def main(arguments: list[str]) -> int:
    """Print what nobody says, with the file that it stands in."""
    said = seen(arguments)
    unseen = {sentence: places for sentence, places in sentences().items() if sentence not in said}
    for sentence, places in unseen.items():
        print(f"{places[0][0]}:{places[0][1]}: {' / '.join(sentence.splitlines()[0].split(chr(0)))}")
    print(f"{len(sentences()) - len(unseen)} of {len(sentences())} messages are said in the tests")
    return int(bool(unseen))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
