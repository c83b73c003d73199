"""Costs inside one process: `python -m benchmarks.inside text|pdf|budget FILE…` prints milliseconds of processor time as JSON."""

import functools
import gc
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2

from anfrage_parser import AnfrageError, conventions
from anfrage_parser.assemble import assemble
from anfrage_parser.label import label
from anfrage_parser.label.running_heads import running_heads
from anfrage_parser.parse import INQUIRIES, parse_source
from anfrage_parser.readers import read_bytes, read_file
from anfrage_parser.record.build import as_dict, to_record
from anfrage_parser.record.json_out import to_line
from anfrage_parser.record.provenance import parser_name

ROUNDS = 7

Way = Callable[[Sequence[Path]], object]


def only_read(files: Sequence[Path]) -> None:
    """The floor of the text path."""
    for path in files:
        with path.open(encoding="utf-8") as file:
            file.read()


def plain_text(files: Sequence[Path]) -> None:
    """The floor of the PDF path: PDFium's plain text."""
    for path in files:
        document = pypdfium2.PdfDocument(path)
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
        document.close()


def lines_only(files: Sequence[Path]) -> None:
    """Files to lines, nothing decided."""
    for path in files:
        len(read_file(path).lines)


def whole(files: Sequence[Path]) -> None:
    """Files to JSON Lines."""
    for path in files:
        try:
            for inquiry in parse_source(read_file(path)):
                to_line(as_dict(inquiry))
        except AnfrageError:
            continue


WAYS: dict[str, dict[str, Way]] = {
    "text": {"floor": only_read, "lines": lines_only, "whole": whole},
    "pdf": {"floor": plain_text, "lines": lines_only, "whole": whole},
}


def paired(ways: dict[str, Way], files: Sequence[Path]) -> dict[str, list[float]]:
    """Milliseconds a file of each way, in turns; the measured half of the files is new to each round, the other half went before."""
    spent: dict[str, list[float]] = {name: [] for name in ways}
    before, measured = files[::2], files[1::2]
    for _ in range(ROUNDS):
        for name, way in ways.items():
            forget()
            way(before)
            begin = time.process_time()
            way(measured)
            spent[name].append((time.process_time() - begin) * 1e3 / len(measured))
    return spent


def forget() -> None:
    """What was remembered of lines and words: nobody reads the same letters twice."""
    for thing in gc.get_objects():
        if isinstance(thing, functools._lru_cache_wrapper) and thing.cache_parameters()["maxsize"] is not None:
            thing.cache_clear()


def budget(files: Sequence[Path]) -> dict[str, list[float]]:
    """Milliseconds a file of each step of the story in `parse.py`; see `paired`."""
    before, measured = ([path.read_bytes() for path in half] for half in (files[::2], files[1::2]))
    rounds = []
    for _ in range(ROUNDS + 1):
        forget()
        _steps(before)
        rounds.append(_steps(measured))
    return {name: [row[name] / len(measured) for row in rounds[1:]] for name in rounds[0]}


def _steps(documents: Sequence[bytes]) -> dict[str, float]:
    sums: dict[str, float] = {}
    clock = time.process_time

    def step(name: str, begin: float) -> float:
        now = clock()
        sums[name] = sums.get(name, 0.0) + (now - begin) * 1e3
        return now

    for data in documents:
        at = clock()
        source = read_bytes(data, "-")
        lines = list(source.lines)
        at = step("bytes to folded lines", at)
        chosen = conventions.choose(lines)
        at = step("whose wording", at)
        units = label(lines, chosen)
        at = step("label every line", at)
        units = running_heads(units)
        at = step("running heads", at)
        drafts = assemble(units, lines, chosen)
        at = step("decide and give every character its place", at)
        records = [to_record(d, source, 1, chosen.name, parser_name()) for d in drafts if d.document_type in INQUIRIES]
        at = step("record, checked by pydantic", at)
        for record in records:
            to_line(as_dict(record))
        step("JSON", at)
    return sums


if __name__ == "__main__":
    paths = [Path(word) for word in sys.argv[2:]]
    result = budget(paths) if sys.argv[1] == "budget" else paired(WAYS[sys.argv[1]], paths)
    assert all(statistics.median(row) >= 0 for row in result.values())
    print(json.dumps(result))
