"""Feeds made-up documents to the readers and the recogniser until something breaks: `python -m tools.fuzz text --minutes 10`.

"text" takes bytes as a text file, "pdf" changes PDFs; their seeds are the samples and, where ANFRAGE_CORPUS leads to one, documents of
the corpus. "tnef" (winmail.dat), "p7m" (signed messages) and "rtf" do what the sandbox does with such a file; their seeds are made up.
What breaks stands in build/fuzz as a file: give it to the same command to see it again. Anything but an error of ours is a find, and
so is a document that takes more than 20 seconds or 2 GiB.
"""

import argparse
import os
import random
import shutil
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["anfrage_parser", "compressed_rtf"]):
    from anfrage_parser import conventions
    from anfrage_parser.errors import AnfrageError
    from anfrage_parser.parse import examine, parse_source
    from anfrage_parser.readers import READERS, extract, read_bytes
    from anfrage_parser.readers.options import Options
    from anfrage_parser.record.build import as_dict
    from anfrage_parser.record.json_out import to_line
    from anfrage_parser.sandbox.wire import Reply, pack, to_extract, to_reply, unpack

    for module in {reader.module for reader in READERS.values()}:  # else they would be imported, and not watched, when they are needed
        import_module(module)
    from tools import fuzz_seeds

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "fuzz"
LARGEST = {"text": 20_000, "pdf": 400_000, "tnef": 20_000, "p7m": 20_000, "rtf": 20_000}
"""Bytes of a seed, and of what is made of it."""

SEEDS = 400


def text(data: bytes) -> None:
    """Any bytes, most of them a text."""
    _through(data, Options())


def pdf(data: bytes) -> None:
    """A PDF, by one reader or the other, by its length."""
    _through(b"%PDF-1.7\n" + data, Options("pdfplumber" if len(data) % 8 == 0 else "pdfium", max_pages=50))


def _through(data: bytes, options: Options) -> None:
    try:
        source = read_bytes(data, "x", options)
        for inquiry in parse_source(source, evidence=True):
            to_line(as_dict(inquiry, evidence=True)).decode("utf-8", "strict")
    except AnfrageError as error:
        if error.exit_code == 1 or not error.next_step:
            raise
        return
    for draft in examine(source).drafts:
        spans = sorted((span.start, span.end) for span in draft.places)
        assert all(a[1] <= b[0] for a, b in pairwise(spans)), "two places overlap"


def in_sandbox(kind: str) -> Callable[[bytes], None]:
    """A file of a kind, read as the sandbox reads it, answer included; each begins as its kind does."""

    def target(data: bytes) -> None:
        try:
            found = to_extract(unpack(Reply, pack(to_reply(extract(fuzz_seeds.BEGINNINGS[kind] + data, kind, Options())))))
        except AnfrageError as error:
            if error.exit_code == 1 or not error.next_step:
                raise
            return
        assert found.text is not None or found.enclosed

    return target


TARGETS: dict[str, Callable[[bytes], None]] = {"text": text, "pdf": pdf, **{kind: in_sandbox(kind) for kind in fuzz_seeds.BEGINNINGS}}


def seeds(kind: str) -> Path:
    """A folder with documents to start from."""
    folder = BUILD / f"seeds-{kind}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if kind in fuzz_seeds.BEGINNINGS:
        for number, data in enumerate(fuzz_seeds.made(kind)):
            (folder / str(number)).write_bytes(data.removeprefix(fuzz_seeds.BEGINNINGS[kind]))
        return folder
    found = [*(ROOT / "samples").glob(f"*.{'txt' if kind == 'text' else 'pdf'}")]
    if corpus := os.environ.get("ANFRAGE_CORPUS"):
        more = sorted(p for p in Path(corpus).rglob(f"*.{'txt' if kind == 'text' else 'pdf'}") if p.stat().st_size <= LARGEST[kind])
        found += random.Random(1).sample(more, min(len(more), SEEDS))
    for number, path in enumerate(found):
        data = path.read_bytes()
        (folder / str(number)).write_bytes(data.partition(b"\n")[2] if kind == "pdf" else data)
    return folder


def words(kind: str) -> Path:
    """A dictionary for the fuzzer: what the general convention knows, and what markers look like; for the other kinds, their tokens."""
    if kind in fuzz_seeds.TOKENS:
        return _dictionary(fuzz_seeds.TOKENS[kind])
    general = conventions.load("general")
    known = {word for lists in general.sections.values() for part in lists.values() for word in part}
    known |= {*general.parties, "1. ", "a) ", "I. ", "Frage 1: ", "\f", "\n\n", "\u00ad\n", "12.03.2024", "Seite 2 von 3", "\u202e"}
    return _dictionary([word.encode() for word in sorted(known) if word])


def _dictionary(tokens: Sequence[bytes]) -> Path:
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in token) + '"' for token in tokens)
    path = BUILD / "words"
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
    return path


def main() -> None:
    """Read the command line, and hand over to the fuzzer, which ends the process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("file", nargs="?", type=Path, help="a find, to see it again")
    parser.add_argument("--minutes", type=float, default=10)
    wishes = parser.parse_args()
    if wishes.file is not None:
        TARGETS[wishes.target](wishes.file.read_bytes())
        return
    folder = seeds(wishes.target)
    atheris.Setup(
        [
            sys.argv[0], str(folder), f"-dict={words(wishes.target)}", f"-max_total_time={round(wishes.minutes * 60)}",
            f"-max_len={LARGEST[wishes.target]}", "-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1",
            f"-artifact_prefix={BUILD}/find-{wishes.target}-",
        ],
        TARGETS[wishes.target],
    )  # fmt: skip
    atheris.Fuzz()


if __name__ == "__main__":
    main()
