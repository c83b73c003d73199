"""Files named after their records: names that every file system takes, nothing overwritten, everything taken back whenever it ended."""

import doctest
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from anfrage_parser import parse_text
from anfrage_parser.batch.archive import Scratch
from anfrage_parser.batch.input_filter import InputFilter
from anfrage_parser.batch.inputs import found
from anfrage_parser.cli.app import app
from anfrage_parser.corrections import SUFFIX
from anfrage_parser.errors import OutputError, UsageError
from anfrage_parser.fields import PLACEHOLDERS
from anfrage_parser.record.build import as_dict, from_dict
from anfrage_parser.rename import moves, names, undo
from anfrage_parser.rename.names import clean, folded, pattern_of, stem_of, suffix_of
from anfrage_parser.rename.plan import Names
from tests.command import command

RUN = CliRunner()
PATTERN = "{date}_{number}_{party}_{title}"
LETTER = "Anfrage {number}\n\nvom 3. Mai 2024\nSPD-Fraktion\nBetreff: {title}\n\nWir fragen:\n\n1. Wann öffnet der Weg?\n"
ILLEGAL = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]')


def run(*words: object, code: int = 0) -> Result:
    done = RUN.invoke(app, ["rename", *map(str, words)])
    assert done.exit_code == code, (done.exit_code, done.output)
    return done


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command is called: letters with the names of a scanner."""
    monkeypatch.chdir(tmp_path)
    for name, number, title in (("a.txt", "1424/2024", "Uferweg"), ("b.TXT", "7/2024", "Radweg"), ("c.txt", "8/2024", "Steg")):
        (tmp_path / name).write_text(LETTER.format(number=number, title=title), encoding="utf-8")
    return tmp_path


def there(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.endswith(undo.ENDING)}


def undo_file(folder: Path) -> Path:
    (path,) = folder.glob(f"*{undo.ENDING}")
    return path


def test_examples() -> None:
    assert doctest.testmod(names).failed == 0 and doctest.testmod(names).attempted >= 4


def test_the_plan_changes_nothing(folder: Path) -> None:
    before = there(folder)
    done = run(PATTERN, "a.txt", "b.TXT", "c.txt")
    assert done.stdout.splitlines() == [
        "a.txt → 2024-05-03_1424-2024_SPD_Uferweg.txt",
        "b.TXT → 2024-05-03_7-2024_SPD_Radweg.TXT",
        "c.txt → 2024-05-03_8-2024_SPD_Steg.txt",
    ]
    assert "3 umzubenennen" in done.stderr and "--apply" in done.stderr
    assert there(folder) == before and not list(folder.glob(f"*{undo.ENDING}"))


def test_there_and_back(folder: Path) -> None:
    assert RUN.invoke(app, ["correct", "a.txt", "--set", "title=Weg am Ufer"]).exit_code == 0
    (folder / "antrag.txt").write_text("ANTRAG\n\nDer Rat beschließt, den Weg zu sanieren.\n", encoding="utf-8")
    before = there(folder)
    done = run(PATTERN, "a.txt", "b.TXT", "c.txt", "antrag.txt", "fehlt.txt", f"a.txt{SUFFIX}", "--apply", code=7)
    assert "anfrage: antrag.txt: das ist keine Anfrage" in done.stderr and "anfrage: fehlt.txt: " in done.stderr
    assert "3 umbenannt, 0 hießen schon so, 2 Fehler" in done.stderr
    first = "2024-05-03_1424-2024_SPD_Weg am Ufer.txt"
    assert set(there(folder)) == {
        first, first + SUFFIX, "2024-05-03_7-2024_SPD_Radweg.TXT", "2024-05-03_8-2024_SPD_Steg.txt", "antrag.txt",
    }  # fmt: skip
    again = run(PATTERN, *sorted(p.name for p in folder.iterdir() if p.name.startswith("2024")), "--apply")
    assert "0 umbenannt, 3 hießen schon so" in again.stderr and again.stdout.count("bleibt") == 3
    assert RUN.invoke(app, ["correct", first, "--set", "committee=Bauausschuss"]).exit_code == 0
    kept = (folder / (first + SUFFIX)).read_bytes()
    back = run("--undo", undo_file(folder))
    assert "4 zurückbenannt" in back.stderr
    assert there(folder) == {**before, f"a.txt{SUFFIX}": kept}
    assert "0 zurückbenannt, 4 hatten noch den alten Namen" in run("--undo", undo_file(folder)).stderr
    assert [item.name for item in found([str(folder)], [], InputFilter(), Scratch(folder / "x"))] == [
        "a.txt",
        "antrag.txt",
        "b.TXT",
        "c.txt",
    ]


def test_the_undo_file_lies_where_it_is_wanted_and_moves_along(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    before = there(folder)
    run("{title}", "a.txt", "--apply", "--undo-file", "zurueck.json")
    run("{title}", "b.TXT", "--apply", "--undo-file", "zurueck.json", code=10)
    assert set(there(folder)) == {"Uferweg.txt", "b.TXT", "c.txt", "zurueck.json"}
    elsewhere = tmp_path_factory.mktemp("anderswo") / "briefe"
    folder.rename(elsewhere)
    run("--undo", elsewhere / "zurueck.json")
    (elsewhere / "zurueck.json").unlink()
    assert there(elsewhere) == before


def test_names_that_meet(folder: Path) -> None:
    for name in ("d.txt", "E.txt", "f.txt"):
        (folder / name).write_text(
            LETTER.format(number=f"1/{ord(name[0])}", title="Ufer\u0301weg" if name == "f.txt" else "UFERWEG"), encoding="utf-8"
        )
    (folder / "steg.TXT").write_bytes(b"von jemand anderem")
    (folder / f"Radweg.TXT{SUFFIX}").write_bytes(b"verwaist")
    before = there(folder)
    files = ["f.txt", "a.txt", "c.txt", "d.txt", "E.txt", "b.TXT", "a.txt", "./a.txt"]
    done = run("{title}", *files, "--apply")
    assert [line.partition(" → ")[2] for line in done.stdout.splitlines()] == [
        "Ufeŕweg.txt",
        "Uferweg.txt", "Steg (2).txt", "UFERWEG (2).txt", "UFERWEG (3).txt", "Radweg (2).TXT",
    ]  # fmt: skip
    assert len({folded(name) for name in there(folder)}) == len(before) and sorted(there(folder).values()) == sorted(before.values())
    assert there(folder)["steg.TXT"] == b"von jemand anderem"
    renamed = [line.partition(" → ")[2] for line in done.stdout.splitlines()]
    assert run("{title}", *reversed(renamed)).stdout.count("bleibt") == 6, "the names are at rest"
    run("--undo", undo_file(folder))
    assert there(folder) == before


@pytest.mark.parametrize(
    ("pattern", "word"),
    [
        ("{farbe}", "{datum}, {jahr}, {nummer}, {fraktion}, {titel}"),
        ("{datm}", "gemeint ist vielleicht {datum}"), ("{}", "{datum}"), ("{title!r}", "title!r"), ("{title.x}", "title.x"),
        ("{title:>9}", ":>9"), ("{title:0}", ":0"), ("{title:{date}}", "{titel:40}"),
        ("{title", "nicht zu verstehen"), ("{title}}", "nicht zu verstehen"),
        ("alle", "kein Feld"), ("", "kein Feld"), ("{year}/{title}", "Ordner"), ("..\\{title}", "Ordner"),
    ],
)  # fmt: skip
def test_patterns_that_are_none(pattern: str, word: str, folder: Path) -> None:
    with pytest.raises(UsageError) as error:
        pattern_of(pattern)
    assert word in str(error.value)
    assert run(pattern, "a.txt", "--apply", code=2).stderr.count("\n") == 1 and "a.txt" in there(folder)


@pytest.mark.parametrize("words", [("{title}",), (), ("{title}", "-"), ("{title}", "a.txt", "--undo", "x.json")])
def test_other_wrong_usage(words: tuple[str, ...], folder: Path) -> None:
    run(*words, code=2)


RECORD = as_dict(parse_text(LETTER.format(number="1424/2024", title="Uferweg"))[0])


def named(pattern: str = "{title}", room: int = names.LONGEST, **values: Any) -> str:
    return stem_of(pattern_of(pattern), from_dict({**RECORD, **values}), room)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('Was nun? "Stege": A/B\\C|D <E> *', "Was nun 'Stege' - A-B-C-D E"), ("con", "_con"), ("NUL.tar", "_NUL.tar"), ("Com¹", "_Com¹"),
        ("lpt9 .x", "_lpt9 .x"),
        ("Konzept", "Konzept"), ("Ende. . ", "Ende"), ("..", "ohne-Titel"), (".versteckt", "versteckt"), ("-rf", "rf"),
        ("a\x00b\x1b[2J\u202egpj", "a b [2Jgpj"),
        ("Gru\u0308n", "Grün"), ("ab\u200b\ufeff\u00adc", "abc"), ("a\u00a0\u2003\t\nb", "a b"),
        ("   ", "ohne-Titel"), (None, "ohne-Titel"), ("~", "~"),
        ("12:30 Uhr", "12-30 Uhr"), ("\ue000\ufffe", "ohne-Titel"),
    ],
)  # fmt: skip
def test_what_file_systems_refuse(title: str | None, name: str) -> None:
    assert named(title=title) == name


def test_missing_values_and_widths() -> None:
    nothing: dict[str, Any] = dict.fromkeys(("date", "date_basis", "number", "title", "committee", "place"))
    assert (
        named("{date}_{year}_{number}_{party}_{committee}", **nothing, parties=[])
        == "ohne-Datum_ohne-Jahr_ohne-Nummer_ohne-Fraktion_ohne-Angabe"
    )
    assert named("{title:9}x", title="Weg am Ufer der Au") == "Weg amx" and named("{title:3}", title="Uferweg") == "Ufe"
    assert named("{{{year}}} {sha256}") == "{2024} " + RECORD["source"]["sha256"][:8]
    assert set(PLACEHOLDERS) - {"year", "sha256"} <= set(RECORD)


def test_an_answer_is_told_from_its_inquiry(folder: Path) -> None:
    """They share group and subject, and the day may be missing."""
    answer = "Antwort der Verwaltung auf die Anfrage der SPD-Fraktion\nBetreff: Uferweg\n\n1. Wann öffnet der Weg?\n\nIm Mai.\n"
    (folder / "0.txt").write_text(answer, encoding="utf-8")
    (folder / "1.txt").write_text(LETTER.format(number="7/24", title="Uferweg"), encoding="utf-8")
    done = run("{party}_{title}", "0.txt", "1.txt", "--apply")
    assert done.stdout.splitlines() == ["0.txt → SPD_Uferweg (Antwort).txt", "1.txt → SPD_Uferweg.txt"]
    assert "(Answer)" in run("{title}", "SPD_Uferweg (Antwort).txt", "--lang", "en").stdout
    assert named(room=40, document_type="answer", title="Weg " * 30) == "Weg Weg Weg Weg Weg Weg Weg We (Antwort)"
    assert len(named(document_type="answer", title="ü" * 300).encode()) <= names.LONGEST


@pytest.mark.parametrize(
    ("words", "name"), [((), "ohne-Datum_ohne-Nummer_ohne-Angabe.txt"), (("--lang", "en"), "no-date_no-number_no-value.txt")]
)
@pytest.mark.parametrize("system", ["C.UTF-8", "de_DE.UTF-8", "en_US.UTF-8"])
def test_the_system_decides_no_name(system: str, words: tuple[str, ...], name: str, folder: Path) -> None:
    (folder / "z.txt").write_text("Anfrage\n\nWir fragen:\n\n1. Wann öffnet der Weg?\n", encoding="utf-8")
    command("rename", *words, "{date}_{number}_{committee}", "z.txt", "--apply", cwd=folder, LANG=system)
    assert (folder / name).exists(), list(folder.iterdir())


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        ("Uferweg – Stand der Dinge", "Uferweg"), ("Uferweg, Steg und Turm", "Uferweg"), ("Uferweg — wann?", "Uferweg"),
        ("Uferweg; Steg und Turm", "Uferweg"), ("Uferweg: Steg und Turm", "Uferweg"), ("Uferweg & Steg & Turm", "Uferweg"),
        ("Uferweg – & – , ; Turm", "Uferweg"), ("Uferweg (Mitte, Ost)", "Uferweg"), ("Uferwege, Stege", "Uferwege"),
        ("Uferweg –", "Uferweg –"),
    ],
)  # fmt: skip
def test_nothing_hangs_at_a_cut_end(title: str, cut: str) -> None:
    assert named("{title:10}", title=title) == cut
    assert named("{title:9}x", title=title) == cut[:9] + "x"


def test_long_names_keep_what_is_short() -> None:
    long = "Ü" * 300
    name = named(PATTERN, title=long)
    assert name.startswith("2024-05-03_1424-2024_SPD_ÜÜÜ") and len(name.encode()) in (names.LONGEST, names.LONGEST - 1)
    assert named("{title}_{date}", title=long).endswith("Ü_2024-05-03")
    assert len(named(PATTERN, room=20, title=long, parties=[long]).encode()) <= 20


PATTERNS = (PATTERN, "{title}", "x {title:7}.{number}", "{number} -{party}.")


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=120), st.text(st.characters(max_codepoint=0x2FF), max_size=300), st.sampled_from(PATTERNS))
def test_every_name_is_one(title: str, number: str, pattern: str) -> None:
    title = title.encode("utf-8", "replace").decode()  # no record holds half a surrogate pair
    name = named(pattern, title=title, number=number, parties=[number[:20]])
    assert name and not ILLEGAL.search(name) and len(f"{name}{SUFFIX}".encode()) <= 255
    assert unicodedata.is_normalized("NFC", name) and name == name.strip(" .") and not name.startswith("-")
    assert name.split(".")[0].rstrip().upper() not in ("CON", "PRN", "AUX", "NUL", "COM1", "LPT1")
    assert clean(clean(title)) == clean(title)


def titled(title: str, room: int) -> str:
    return named(title=title, room=room)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("aAeé\u0301 .", min_size=1, max_size=3), min_size=1, max_size=6))
def test_no_two_files_get_one_name(titles: list[str]) -> None:
    plan = Names()
    plan.taken[Path("/x").resolve()] = Counter([folded("a.pdf"), folded(f"e.pdf{SUFFIX}")])
    given = []
    for at, title in enumerate(titles):
        given.append(plan.choose(Path(f"/x/{at}.pdf"), partial(titled, title)).name)
    assert len({folded(name) for name in given}) == len(given) and not {"a.pdf", "A.pdf", "e.pdf", "E.pdf"} & set(given)
    assert all(name.endswith(".pdf") for name in given)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.PDF", ".PDF"), ("a", ""), ("a. Mai", ""), ("a.2024", ""), ("a.7z", ".7z"), ("a.tar.gz", ".gz"), ("a.", ""),
        ("a." + "x" * 40, ""), ("a.\u202epdf", ""),
    ],
)  # fmt: skip
def test_suffixes(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


def test_a_pattern_may_bring_the_suffix(folder: Path) -> None:
    assert run("{title}.txt", "a.txt").stdout == "a.txt → Uferweg.txt\n"


def change(folder: Path, what: str) -> None:
    if what == "document":
        (folder / "b.TXT").write_text(LETTER.format(number="7/2024", title="Steg am See"), encoding="utf-8")
    elif what == "gone":
        (folder / "b.TXT").unlink()
    elif what == "target":
        (folder / "Radweg.TXT").write_bytes(b"neu")
    elif what == "corrections":
        (folder / f"b.TXT{SUFFIX}").write_bytes(b"neu")
    elif what == "target of corrections":
        (folder / f"Radweg.TXT{SUFFIX}").write_bytes(b"neu")


@pytest.mark.parametrize("what", ["document", "gone", "target", "corrections", "target of corrections"])
def test_what_changed_meanwhile_is_left_alone(what: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if what == "target of corrections":
        assert RUN.invoke(app, ["correct", "b.TXT", "--set", "place=Seefurt"]).exit_code == 0
    from anfrage_parser.cli import files
    from anfrage_parser.cli.work import rename

    def meanwhile(path: Path, data: bytes) -> None:
        files.write_file(path, data)
        change(folder, what)

    monkeypatch.setattr(rename, "write_file", meanwhile)
    done = run("{title}", "a.txt", "b.TXT", "c.txt", "--apply", code=7)
    assert "anfrage: b.TXT: " in done.stderr and "2 umbenannt" in done.stderr
    after = there(folder)
    assert ("b.TXT" in after) == (what != "gone") and {"Uferweg.txt", "Steg.txt"} <= set(after)
    assert after.get("Radweg.TXT", b"neu") == b"neu" and after.get(f"Radweg.TXT{SUFFIX}", b"neu") == b"neu"
    back = run("--undo", undo_file(folder), code=7 if what in ("gone", "target", "target of corrections") else 0)
    assert {"a.txt", "c.txt"} <= set(there(folder)) and "2 zurückbenannt" in back.stderr
    assert there(folder).get("Radweg.TXT", b"neu") == b"neu"


KILLED = """
import os, pathlib, sys
from anfrage_parser.cli import main
moment, when = int(sys.argv.pop(1)), sys.argv.pop(1)
replace, calls = pathlib.Path.replace, []
def counted(self, target):
    if ".anfrage-" not in self.name[:9]:
        calls.append(self)
        if len(calls) == moment and when == "before":
            os._exit(9)
    done = replace(self, target)
    if len(calls) == moment and when == "after":
        os._exit(9)
    return done
pathlib.Path.replace = counted
main()
"""


@pytest.mark.parametrize(("moment", "when"), [(1, "before"), (1, "after"), (2, "before"), (3, "before"), (4, "after")])
def test_killed_at_any_moment(moment: int, when: str, folder: Path) -> None:
    assert RUN.invoke(app, ["correct", "a.txt", "--set", "title=Weg am Ufer"]).exit_code == 0
    before = there(folder)
    command = [sys.executable, "-c", KILLED, str(moment), when, "rename"]
    done = subprocess.run([*command, PATTERN, "a.txt", "b.TXT", "c.txt", "--apply"], capture_output=True, check=False)
    assert done.returncode == 9, done.stderr
    assert sorted(value for value in there(folder).values() if value) == sorted(before.values())
    stopped = subprocess.run([*command, "--undo", str(undo_file(folder))], capture_output=True, check=False)
    assert stopped.returncode in (0, 9), stopped.stderr  # taking back was cut short, too, where it got as far
    assert sorted(value for value in there(folder).values() if value) == sorted(before.values())
    run("--undo", undo_file(folder))
    assert there(folder) == before


def test_an_interrupted_or_failing_rename_leaves_no_empty_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = there(folder)
    for fault in (KeyboardInterrupt(), PermissionError(13, "nein")):

        def fails(self: Path, target: Path, fault: BaseException = fault) -> None:
            raise fault

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", fails)
            with pytest.raises((OutputError, KeyboardInterrupt)):
                moves.move(folder / "a.txt", folder / "x.txt")
        assert there(folder) == before


def test_a_name_that_changes_only_its_case(folder: Path) -> None:
    moves.move(folder / "b.TXT", folder / "B.txt")
    assert (folder / "B.txt").exists() and sorted(p.name for p in folder.iterdir()) == ["B.txt", "a.txt", "c.txt"]


@pytest.mark.skipif(not hasattr(os, "link") or os.name == "nt", reason="needs hard links and case")
def test_two_names_of_one_file_stay_two(folder: Path) -> None:
    os.link(folder / "a.txt", folder / "A.txt")
    with pytest.raises(OutputError, match="gibt es schon"):
        moves.move(folder / "a.txt", folder / "A.txt")
    assert {"a.txt", "A.txt"} <= set(there(folder))


def test_undo_touches_nothing_else(folder: Path) -> None:
    run("{title}", "a.txt", "b.TXT", "c.txt", "--apply")
    (folder / "Uferweg.txt").write_bytes(b"ein anderer Brief")
    (folder / "b.TXT").write_bytes(b"noch einer")
    (folder / "Steg.txt").unlink()
    before = there(folder)
    done = run("--undo", undo_file(folder), code=7)
    assert [line.split(": ")[2].split(";")[0] for line in done.stderr.splitlines()[:3]] == [
        "unter keinem der beiden Namen gibt es die Datei", "b.TXT gibt es schon", "die Datei hat inzwischen einen anderen Inhalt",
    ]  # fmt: skip
    assert there(folder) == before


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"anfrage_undo": 2, "renamings": []}', b'{"anfrage_undo": 1, "renamings": [1]}',
        *(json.dumps({"anfrage_undo": 1, "renamings": [{"folder": ".", "old": old, "new": new, "sha256": "0" * 64}]}).encode()
          for old, new in (("../x", "a.txt"), ("x", ".."), ("a\\b", "a.txt"), ("", "a.txt"), ("x\0", "a.txt"))),
    ],
)  # fmt: skip
def test_what_is_no_undo_file(data: bytes, folder: Path) -> None:
    (folder / "x.json").write_bytes(data)
    before = there(folder)
    assert "das ist keine Datei für --undo" in run("--undo", "x.json", code=4).stderr
    run("--undo", "fehlt.json", code=4)
    assert there(folder) == before


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="names there are always Unicode")
def test_a_name_that_is_no_unicode(folder: Path) -> None:
    raw = os.fsencode(folder) + b"/\xffb\x1b[2J.txt"
    Path(os.fsdecode(raw)).write_text(LETTER.format(number="9/2024", title="Brunnen"), encoding="utf-8")
    done = run("{title}", os.fsdecode(raw), "--apply")
    assert "→ Brunnen.txt" in done.stdout and "\x1b" not in done.output
    run("--undo", undo_file(folder))
    assert os.path.lexists(raw)


def test_a_folder_that_may_not_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(path: object, flags: int, *more: object) -> int:
        if flags & os.O_EXCL and str(path).endswith("Uferweg.txt"):
            raise PermissionError(13, "nein")
        return opened(path, flags, *more)  # type: ignore[arg-type]

    opened = os.open
    monkeypatch.setattr(os, "open", fails)
    done = run("{title}", "a.txt", "--apply", "--undo-file", "z.json", code=10)
    assert "anfrage: a.txt: die Datei lässt sich nicht umbenennen" in done.stderr and "a.txt" in there(folder)
