"""The worklist of a run: names as before, nothing of a document in memory, one clear error where its disk is full."""

import sqlite3
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from anfrage_parser.batch.archive import Scratch
from anfrage_parser.batch.input_filter import InputFilter
from anfrage_parser.batch.inputs import found
from anfrage_parser.batch.model import Input
from anfrage_parser.batch.naming import name_all
from anfrage_parser.batch.worklist import Worklist
from anfrage_parser.errors import OutputError


def made(name: str, origin: str = "", path: str = "", member: str | None = None) -> Input:
    return Input(name, name.encode(), origin or f"in/{name}", path or f"in/{name}", member)


def many(count: int) -> Iterator[Input]:
    return (made(f"{number * 7919 % count:06}.txt") for number in range(count))


def peak(folder: Path, count: int) -> int:
    """Bytes of Python's at most, while so many inputs are found, named and handed out."""
    folder.mkdir()
    with closing(Worklist(folder)) as work:
        tracemalloc.start()
        try:
            assert work.add(many(count)) == count
            name_all(work, lambda _: None)
            assert [job.number for job in work.jobs() if work.first(f"{job.number:064x}", job.key) != job.key] == []
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_more_documents_take_no_more_memory(tmp_path: Path) -> None:
    """Once of three times: other threads of the test's process allocate, too, now and then."""
    peak(tmp_path / "warm", 10)
    allowed = peak(tmp_path / "few", 200) + 20_000
    assert any(peak(tmp_path / f"many{turn}", 8_000) < allowed for turn in range(3))


@pytest.mark.parametrize(
    "item", [made("ä.txt"), made("b\ufffd.txt", path="in/b\udcff.txt"), made("c/d", "z.zip/c/d", "z.zip", "c/d\udc80")]
)
def test_an_input_comes_back_as_it_was(item: Input, tmp_path: Path) -> None:
    with closing(Worklist(tmp_path)) as work:
        work.add([item])
        name_all(work, lambda _: None)
        assert [job.input for job in work.jobs()] == [item]


def test_names_don_t_depend_on_the_order(tmp_path: Path) -> None:
    items = [made(name, origin) for name in ("a.txt", "A.txt", "a.txt.json/b", "z\n", "m") for origin in ("", "x", "y")]
    keys: list[list[tuple[str, Input]]] = []
    for number, order in enumerate((items, items[::-1])):
        folder = tmp_path / str(number)
        folder.mkdir()
        with closing(Worklist(folder)) as work:
            work.add(order)
            name_all(work, lambda _: None)
            keys.append([(job.key, job.input) for job in work.jobs()])
    assert keys[0] == keys[1]
    assert len({key.casefold() for key, _ in keys[0]}) == len(items)
    assert "a.txt" not in {key for key, _ in keys[0]}  # "a.txt.json" is a folder


def test_the_first_of_a_content(tmp_path: Path) -> None:
    with closing(Worklist(tmp_path)) as work:
        assert [work.first(digest * 64, key) for digest, key in ("a1", "b2", "a3", "b4")] == ["1", "2", "1", "2"]


def test_a_full_disk_is_one_clear_error(tmp_path: Path) -> None:
    with closing(Worklist(tmp_path)) as work:
        work.base.execute("PRAGMA max_page_count = 8")
        with pytest.raises(OutputError, match="voll"):
            work.add(many(5_000))


def test_faults_of_others_are_theirs(tmp_path: Path) -> None:
    """What fails while inputs are found, or a sink is asked, is not said of temporary files."""

    def broken() -> Iterator[Input]:
        yield from many(3)
        raise PermissionError("a folder")

    def locked(_: str) -> None:
        raise sqlite3.OperationalError("database is locked")

    with closing(Worklist(tmp_path)) as work:
        with pytest.raises(PermissionError):
            work.add(broken())
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            name_all(work, locked)


def test_it_is_no_document_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with closing(Worklist(tmp_path)):
        assert [item.name for item in found([str(tmp_path)], [], InputFilter(), Scratch(tmp_path), ordered=False)] == ["a.txt"]
