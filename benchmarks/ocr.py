"""How right letters are read from scans, and what the recognition costs beside the bare command line of tesseract.

Needs tesseract with German: `python -m benchmarks.ocr` measures 60 invented letters in every kind of scan, `--letters 5 --scans 300,fax`
fewer, `--program` with the program although the library is there, `--engines` in how many letters the two differ, `--cost` the cost of
both in pairs and the gain of a second worker, `--corpus` the scans of the folder that ANFRAGE_CORPUS names.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from unittest import mock

from anfrage_parser.errors import AnfrageError
from anfrage_parser.model import Source
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.options import Options
from tools.evaluation.scoring import Row, rows_of, squeeze, whole_texts
from tools.letters import letter
from tools.letters.page import as_pdf
from tools.letters.scan import SCANS, as_scan, of_seed

FIELDS = ("number", "date", "parties", "question_count")
CLEAN = "PDF"
LETTERS = 60


@dataclass
class Score:
    """What was right of some letters."""

    letters: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    asked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    characters: int = 0
    errors: int = 0
    """Characters of question texts that had to be changed; of questions that are not as many as they should be, none is counted."""
    wrong: int = 0
    told: int = 0
    """Wrong fields, and those of them with a finding."""
    misses: list[str] = field(default_factory=list)

    def share(self, name: str) -> float:
        """Of the letters that bear a value of the field, or rightly none."""
        return self.right[name] / self.asked[name] if self.asked[name] else 1.0

    def text(self) -> float:
        """Of the characters of question texts."""
        return 1 - self.errors / self.characters if self.characters else 1.0

    def __iadd__(self, other: Score) -> Score:
        self.letters += other.letters
        self.characters, self.errors = self.characters + other.characters, self.errors + other.errors
        self.wrong, self.told = self.wrong + other.wrong, self.told + other.told
        for name in FIELDS:
            self.right[name] += other.right[name]
            self.asked[name] += other.asked[name]
        self.misses += other.misses
        return self


def measure(name: str, seed: int) -> Score:
    """One letter in one kind of scan."""
    drawn = letter(seed)
    pdf = as_pdf(drawn)
    data = pdf if name == CLEAN else as_scan(pdf, of_seed(SCANS[name], seed), seed)
    if name != CLEAN and SCANS[name].stamp and drawn.truth.get("date") in (None, drawn.truth.get("received")):
        drawn.truth.pop("date", None)  # with a stamp on it, it bears another day
    score = Score(letters=1)
    try:
        inquiry = parse_source(read_bytes(data, f"{seed}.pdf"))[0]
    except AnfrageError as error:
        score.misses.append(f"{name}, letter {seed} ({drawn.head}): {error}")
        score.asked = {field: int(field in drawn.truth) for field in FIELDS}
        score.wrong = sum(score.asked.values())
        return score
    for row in rows_of(drawn.truth, inquiry):
        if row.field in FIELDS:
            _count(score, row, f"{name}, letter {seed} ({drawn.head})")
    wanted, got = [q["text"] for q in drawn.truth["questions"]], whole_texts(inquiry)
    if len(wanted) == len(got):
        for one, other in zip(wanted, got, strict=True):
            score.characters += len(squeeze(one))
            score.errors += distance(squeeze(one), squeeze(other))
    return score


def _count(score: Score, row: Row, where: str) -> None:
    score.asked[row.field] += 1
    score.right[row.field] += row.right
    if not row.right:
        score.wrong += 1
        score.told += row.doubted
        score.misses.append(f"{where}: {row.field} {row.wanted!r} read as {row.got!r}{'' if row.doubted else ', without a finding'}")


def distance(one: str, other: str) -> int:
    """How many characters have to be changed, added or dropped to make one text of the other.

    >>> distance("Weiche Wege", "Welche Wege?")
    2
    """
    before = list(range(len(other) + 1))
    for row, char in enumerate(one, 1):
        now = [row]
        for column, theirs in enumerate(other, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (char != theirs)))
        before = now
    return before[-1]


def accuracy(count: int, names: Sequence[str], verbose: bool, workers: int = 2) -> dict[str, Score]:
    """The score of each kind of scan, printed as a table row as soon as it is there."""
    scores: dict[str, Score] = {}
    print(f"{'scan':18}" + "".join(f"{name:>15}" for name in (*FIELDS, "question text")) + "   wrong fields with a finding")
    with ProcessPoolExecutor(workers) as pool:
        for name in names:
            whole = Score()
            for score in pool.map(measure, [name] * count, range(count)):
                whole += score
            scores[name] = whole
            print(
                f"{name:18}" + "".join(f"{whole.share(f):15.1%}" for f in FIELDS) + f"{whole.text():15.2%}   {whole.told} of {whole.wrong}"
            )
            for miss in whole.misses if verbose else ():
                print(f"    {miss}")
            sys.stdout.flush()
    return scores


def corpus(folder: Path) -> None:
    """The labelled scans of the corpus, field by field."""
    for label in sorted((folder / "labels").glob("*.json")):
        wanted = json.loads(label.read_text(encoding="utf-8"))
        path = folder / wanted["file"]
        if path.suffix not in (".pdf", ".jpg", ".png", ".tif") or not path.exists():
            continue
        try:
            inquiry = parse_source(read_bytes(path.read_bytes(), path.name))[0]
        except AnfrageError as error:
            print(f"{path.name}: {error}")
            continue
        rows = list(rows_of(wanted, inquiry))
        print(f"{path.name}: {sum(row.right for row in rows)} of {len(rows)} fields")
        for row in rows:
            if not row.right:
                print(f"    {row.field}: {row.wanted!r} read as {row.got!r}{'' if row.doubted else ', without a finding'}")


@contextlib.contextmanager
def program_alone() -> Iterator[None]:
    """Inside, text is recognised by the program, although the library is installed."""
    with (
        mock.patch("anfrage_parser.readers.scans.models", lambda: None),
        mock.patch("anfrage_parser.readers.ocr.models.models", lambda: None),
    ):
        yield


def fields_of(source: Source) -> dict[str, object]:
    """What a clerk would type from a document; for one that gives no record, the error's code alone."""
    try:
        first = parse_source(source)[0]
    except AnfrageError as error:
        return {"error": error.code}
    return {"number": first.number, "date": first.date, "parties": first.parties, "question_count": len(first.questions)}


def differing(args: tuple[str, int]) -> list[str]:
    """In which fields the two engines differ on one letter in one kind of scan."""
    name, seed = args
    data = as_scan(as_pdf(letter(seed)), of_seed(SCANS[name], seed), seed)
    inside = fields_of(read_bytes(data, "x.pdf"))
    with program_alone():
        outside = fields_of(read_bytes(data, "x.pdf"))
    return [f"{name}, letter {seed}: {key} {outside.get(key)!r} / {value!r}" for key, value in inside.items() if outside.get(key) != value]


def engines(count: int, names: Sequence[str]) -> None:
    """Each difference between the two engines, the program's reading first."""
    every = [(name, seed) for name in names if name != CLEAN for seed in range(count)]
    with ProcessPoolExecutor(2) as pool:
        found = [row for rows in pool.map(differing, every) for row in rows]
    print(*found, f"{len(found)} differences in {len(every)} letters with {len(FIELDS)} fields each", sep="\n")


def cost(pages: int, pairs: int) -> None:
    """Processor time of scans of all kinds: by the library against the program, A B A B, and against the bare program on the same pixels.

    A pair is one letter read both ways; then one worker against two.
    """
    data = [as_scan(as_pdf(letter(seed)), of_seed(style, seed), seed) for style in SCANS.values() for seed in range(pages)]
    against: dict[str, list[float]] = {"the library, of the same with the program": [], "reading, of tesseract alone": []}
    read_bytes(data[0], "x.pdf")  # loads the model
    for one in data * pairs:
        pictures = list(_pictures(one))
        ours = _spent(partial(read_bytes, one, "x.pdf", Options(words=True)))
        with program_alone():
            program = _spent(partial(read_bytes, one, "x.pdf", Options(words=True)))
        bare = _spent(partial(_bare, pictures))
        for ratios, theirs in zip(against.values(), (program, bare), strict=True):
            ratios.append(ours / theirs)
    for what, ratios in against.items():
        print(f"{what}: median of {len(ratios)} pairs {statistics.median(ratios):.3f} ({min(ratios):.2f}–{max(ratios):.2f})")
    with tempfile.TemporaryDirectory() as name:
        for number, one in enumerate(data * 2):
            Path(name, f"{number:03}.pdf").write_bytes(one)
        spent = {jobs: _batch(name, jobs) for jobs in (1, 2)}
    gain = spent[1] / spent[2]
    print(f"batch of {len(data) * 2} scans: {spent[1]:.1f} s with one worker, {spent[2]:.1f} s with two: {gain:.2f} times as fast")


def _batch(folder: str, jobs: int) -> float:
    begin = time.perf_counter()
    command = [sys.executable, "-m", "anfrage_parser", "batch", "-q", "-j", str(jobs), folder, "-o", f"{folder}-{jobs}.jsonl"]
    subprocess.run(command, check=False, capture_output=True)
    Path(f"{folder}-{jobs}.jsonl").unlink(missing_ok=True)
    return time.perf_counter() - begin


def _spent(work: Callable[[], object]) -> float:
    """Processor time of some work and of the programs that it starts."""

    def clock() -> float:
        return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))

    begin = clock()
    work()
    return clock() - begin


def _pictures(data: bytes) -> Iterator[bytes]:
    """The pages of a scan as it lies there, as files that tesseract reads."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for page in document:
        picture = page.render(scale=300 / 72, grayscale=True).to_pil().convert("L")
        yield b"P5\n%d %d\n255\n" % picture.size + picture.tobytes()
    document.close()


def _bare(pictures: Sequence[bytes]) -> None:
    command = ["tesseract", "stdin", "stdout", "-l", "deu", "--dpi", "300", "-c", "tessedit_create_tsv=1"]
    for picture in pictures:
        subprocess.run(command, input=picture, capture_output=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=LETTERS)
    parser.add_argument("--scans", default=",".join([CLEAN, *SCANS]))
    parser.add_argument("-v", "--verbose", action="store_true", help="name every miss")
    parser.add_argument("--cost", action="store_true")
    parser.add_argument("--engines", action="store_true")
    parser.add_argument("--program", action="store_true")
    parser.add_argument("--corpus", action="store_true")
    wishes = parser.parse_args()
    if wishes.cost:
        cost(min(wishes.letters, 3), 2)
    elif wishes.engines:
        engines(wishes.letters, wishes.scans.split(","))
    elif wishes.corpus:
        corpus(Path(os.environ["ANFRAGE_CORPUS"]))
    else:
        with program_alone() if wishes.program else contextlib.nullcontext():
            accuracy(wishes.letters, wishes.scans.split(","), wishes.verbose)


if __name__ == "__main__":
    main()
