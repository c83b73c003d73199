"""An archive that nobody touched verifies as identical, however it was made; what was touched is found, with the reason."""

import json
import shutil
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from anfrage_parser.cli.app import app
from anfrage_parser.record.json_out import to_line
from anfrage_parser.verify.compare import differences, recorded
from tests.command import ROOT

RUN = CliRunner()
NAMES = ("brief.txt", "mainzer-formular.txt", "zwei-anfragen.txt", "brief-zwei-seiten.pdf", "sub/formular.txt")


def run(*words: object, code: int = 0, data: bytes = b"", sandbox: bool = False) -> Result:
    words = words if sandbox or words[0] != "verify" else (*words, "--no-sandbox")
    done = RUN.invoke(app, [str(word) for word in words], input=data)
    assert done.exit_code == code, (words, done.exit_code, done.output)
    return done


def lay(folder: Path) -> Path:
    for name in NAMES:
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        shutil.copy(ROOT / "samples" / Path(name).name, folder / name)
    return folder


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents with some corrections beside them, among them one that is none, and their records in every shape."""
    folder = tmp_path_factory.mktemp("archiv")
    lay(folder / "in")
    (folder / "in/antrag.txt").write_text("ANTRAG\n\nDer Rat beschließt, den Weg zu sanieren.\n", encoding="utf-8")
    run("correct", folder / "in/mainzer-formular.txt", "--set", "committee=Bauausschuss")
    for out, options in (
        ("a.jsonl", ["--evidence", "--require", "number,date,committee,public"]),
        ("b", ["--convention", "koeln"]),
        ("c.sqlite", ["--reader", "pdfplumber", "--require", "public", "--strict"]),
    ):
        run("batch", folder / "in", "-o", folder / out, "-j", "1", *options, code={"a.jsonl": 3, "b": 0, "c.sqlite": 7}[out])
    return folder


def rows_of(done: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def records(path: Path) -> list[dict[str, Any]]:
    return [row for line in path.read_bytes().splitlines() if "error" not in (row := json.loads(line))]


@pytest.mark.parametrize("kept", ["a.jsonl", "b", "c.sqlite"])
def test_an_archive_that_nobody_touched(kept: str, archive: Path) -> None:
    done = run("verify", archive / kept, "--root", archive / "in", "--json")
    assert [row["state"] for row in rows_of(done)] == ["identical"] * 6 and {row["part"] for row in rows_of(done)} == {1, 2}
    assert "6 Datensätze: 6 gleich, 0 verändert" in done.stderr
    words = run("verify", archive / kept, "--root", archive / "in").stdout
    assert words.count(": gleich\n") == 6 and "zwei-anfragen.txt (2): gleich" in words
    assert run("verify", archive / kept, "--root", archive / "in", "--differing", sandbox=True).stdout == ""


def test_from_a_pipe_and_from_other_shapes(archive: Path, tmp_path: Path) -> None:
    run("verify", "-", "--root", archive / "in", data=(archive / "a.jsonl").read_bytes())
    one = run("parse", archive / "in/brief.txt", "--require", "number,agenda_item", code=3).stdout
    (tmp_path / "brief.json").write_text(one, encoding="utf-8")
    (tmp_path / "liste.json").write_text(json.dumps(records(archive / "a.jsonl"), indent=1), encoding="utf-8")
    run("verify", tmp_path / "brief.json", tmp_path / "liste.json", "--root", archive / "in")


def pack(folder: Path, kind: str) -> Path:
    target = folder.parent / f"archiv.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(target, "w") as zipped:
            for name in NAMES:
                zipped.write(folder / name, name)
    else:
        with tarfile.open(target, "w:gz") as tarred:
            for name in NAMES:
                tarred.add(folder / name, name)
    return target


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_members_of_archives(kind: str, tmp_path: Path) -> None:
    packed = pack(lay(tmp_path / "x" / "in"), kind)
    shutil.rmtree(tmp_path / "x" / "in")
    run("batch", packed, "-o", tmp_path / "a.jsonl", "-j", "1")
    for root in (packed, packed.parent, tmp_path):
        assert "6 gleich" in run("verify", tmp_path / "a.jsonl", "--root", root).stderr


def test_of_two_members_of_one_name_the_one_of_that_content(tmp_path: Path) -> None:
    for name, sample in (("a.zip", "brief.txt"), ("b.zip", "formular.txt")):
        with zipfile.ZipFile(tmp_path / name, "w") as zipped:
            zipped.write(ROOT / "samples" / sample, "anfrage.txt")
    done = run("batch", tmp_path / "a.zip", tmp_path / "b.zip", "-o", tmp_path / "aus", "-j", "1")
    assert any("output-renamed" in p.read_text("utf-8") for p in (tmp_path / "aus").glob("*.json")), done.stderr
    assert "2 gleich" in run("verify", tmp_path / "aus", "--root", tmp_path / "a.zip", "--root", tmp_path / "b.zip").stderr
    assert "2 gleich" in run("verify", tmp_path / "aus", "--root", tmp_path).stderr


Change = Callable[[dict[str, Any], Path], object]


def values(**new: Any) -> Change:
    return lambda row, document: row.update(new)


def source(**new: Any) -> Change:
    return lambda row, document: row["source"].update(new)


def both(*changes: Change) -> Change:
    def change(row: dict[str, Any], document: Path) -> None:
        for one in changes:
            one(row, document)

    return change


def content(row: dict[str, Any], document: Path) -> None:
    document.write_text(document.read_text("utf-8").replace("Parkhaus", "Parkdeck"), encoding="utf-8")


def comment(row: dict[str, Any], document: Path) -> None:
    document.write_bytes(document.read_bytes() + b"\n")


def correction(row: dict[str, Any], document: Path) -> None:
    run("correct", document, "--set", "date=2024-09-29")


OLDER = source(parser="anfrage-parser 0.0.1+rules.00000000")
CHANGES: dict[str, tuple[Change, str, list[str], list[str]]] = {
    "other bytes": (content, "changed", ["content"], ["/title", "/source/sha256"]),
    "a byte that says nothing": (comment, "changed", ["content"], ["/source/sha256", "/source/size"]),
    "a value": (values(title="Ein anderer"), "changed", ["edited"], ["/title"]),
    "a value within": (lambda row, _: row["questions"][1].update(text="Wie?"), "changed", ["edited"], ["/questions/1/text"]),
    "a question less": (lambda row, _: row["questions"].pop(), "changed", ["edited"], ["/questions"]),
    "a computed value": (values(party="XYZ"), "changed", ["edited"], ["/party"]),
    "a key that went": (lambda row, _: row.pop("title"), "changed", ["edited"], ["/title"]),
    "a key that came": (values(farbe="rot"), "changed", ["edited"], ["/farbe"]),
    "true for one": (lambda row, _: row["blocks"][0].update(number=True), "changed", ["edited"], ["/blocks/0/number"]),
    "another type": (values(findings=None), "changed", ["edited"], ["/findings"]),
    "a place": (lambda row, _: row["evidence"]["title"][0].update(start=1), "changed", ["edited"], ["/evidence/title/0/start"]),
    "a finding twice": (lambda row, _: row["findings"].append(row["findings"][0]), "changed", ["edited"], ["/findings"]),
    "an older program": (OLDER, "identical", [], []),
    "an older program, another value": (both(OLDER, values(title="X")), "changed", ["parser"], ["/title"]),
    "an older program, other bytes": (both(OLDER, comment), "changed", ["content", "parser"], ["/source/sha256", "/source/size"]),
    "a correction that came": (correction, "changed", ["corrections"], ["/date"]),
    "a correction and an edit": (both(correction, values(number="1/24")), "changed", ["corrections", "edited"], ["/date", "/number"]),
    "another part": (source(part=3), "failed", [], []),
    "another reader": (source(reader="blick"), "failed", [], []),
    "another convention": (source(convention="atlantis"), "failed", [], []),
    "no file": (lambda row, document: document.unlink(), "gone", [], []),
    "another document": (lambda row, document: document.write_text("Guten Tag.\n"), "failed", [], []),
    "an empty file": (lambda row, document: document.write_bytes(b""), "failed", [], []),
    "another name": (lambda row, document: document.rename(document.with_name("scan 1.txt")), "identical", [], []),
    "another folder": (source(name="2024/alt/brief.txt"), "identical", [], []),
    "a name that leads out": (both(source(name="../brief.txt"), comment), "gone", [], []),
    "the version before": (values(schema_version="0.9"), "identical", [], []),
    "a later version": (both(values(schema_version="1.4", later=[1]), lambda row, _: row["source"].update(ocr={})), "identical", [], []),
    "a later version, a value": (values(schema_version="1.4", later=1, title="X"), "changed", ["edited"], ["/title"]),
}  # fmt: skip
CODES = {"identical": 0, "changed": 3, "failed": 3, "gone": 4}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_touched_is_found(name: str, tmp_path: Path) -> None:
    change, state, why, where = CHANGES[name]
    document = tmp_path / "in" / "brief.txt"
    document.parent.mkdir()
    shutil.copy(ROOT / "samples/brief.txt", document)
    (tmp_path / "brief.txt").write_text("Ein anderer Brief.\n", encoding="utf-8")
    row = json.loads(run("parse", document, "--evidence").stdout)
    change(row, document)
    (tmp_path / "a.jsonl").write_bytes(to_line(row))
    code = 4 if name == "an empty file" else CODES[state]
    (got,) = rows_of(run("verify", tmp_path / "a.jsonl", "--root", document.parent, "--json", code=code))
    assert (got["state"], got.get("reasons", [])) == (state, why), got
    shown = [d["pointer"] for d in got.get("differences", ())]
    beside = ("/findings", "/evidence", "/preamble", "/questions", "/unassigned") if "content" in why or "corrections" in why else ()
    assert sorted(p for p in shown if p in where or not p.startswith(beside or ("-",))) == sorted(where), shown
    assert ("error" in got) == (state in ("gone", "failed")) and ("parser" in got) == ("an older" in name)
    words = run("verify", tmp_path / "a.jsonl", "--root", document.parent, "-v", code=code)
    assert words.stdout.splitlines()[0].startswith(row["source"]["name"]) and "\x1b" not in words.output
    assert all(f"    {pointer}: " in words.stdout for pointer in where)


@pytest.mark.parametrize("spoken", ["de", "en"])
def test_records_in_english(spoken: str, tmp_path: Path) -> None:
    """They are made again in their own language, whatever people read now; corrections and their reasons, too."""
    lay(tmp_path / "in")
    run("correct", tmp_path / "in/brief.txt", "--set", "date=2024-09-29")
    (tmp_path / "in/sub/formular.txt.anfrage.toml").write_text("kein TOML", encoding="utf-8")
    misfit = ["--set", "questions[1].text=Wie lange?"]
    run("correct", tmp_path / "in/mainzer-formular.txt", *misfit)
    document = tmp_path / "in/mainzer-formular.txt"
    document.write_text(document.read_text("utf-8") + "\n", encoding="utf-8")
    run("batch", tmp_path / "in", "-o", tmp_path / "en.jsonl", "-j", "1", "--lang", "en", "--require", "public", code=3)
    run("batch", tmp_path / "in", "-o", tmp_path / "de.jsonl", "-j", "1", "--require", "public", code=3)
    assert (tmp_path / "en.jsonl").read_bytes() != (tmp_path / "de.jsonl").read_bytes()
    for name in ("en.jsonl", "de.jsonl"):
        done = run("verify", tmp_path / name, "--root", tmp_path / "in", "--lang", spoken, "--json")
        assert {row["state"] for row in rows_of(done)} == {"identical"}
    rows = records(tmp_path / "en.jsonl")
    rows[0]["findings"][0]["message"] = "Something else"
    (tmp_path / "edited.jsonl").write_bytes(b"".join(map(to_line, rows)))
    (got,) = rows_of(run("verify", tmp_path / "edited.jsonl", "--root", tmp_path / "in", "--json", "--differing", code=3))
    assert [d["pointer"] for d in got["differences"]] == ["/findings/0/message"]


PLACES: dict[str, tuple[dict[str, str], str]] = {
    "the name in another root has other bytes": ({"a/brief.txt": "formular.txt", "b/brief.txt": "brief.txt"}, "b/brief.txt"),
    "moved, and another took its name": ({"a/brief.txt": "formular.txt", "a/alt/x.txt": "brief.txt"}, "a/alt/x.txt"),
    "moved into another root": ({"a/brief.txt": "formular.txt", "b/alt/x.txt": "brief.txt"}, "b/alt/x.txt"),
    "twice": ({"a/brief.txt": "brief.txt", "b/brief.txt": "brief.txt"}, "a/brief.txt"),
    "its bytes by another name, too": ({"a/aaa.txt": "brief.txt", "b/brief.txt": "brief.txt"}, "b/brief.txt"),
    "only the name": ({"a/x.txt": "gemeinsam.txt", "b/brief.txt": "formular.txt"}, "b/brief.txt"),
}


@pytest.mark.parametrize("name", PLACES)
def test_where_a_document_is_looked_for(name: str, tmp_path: Path) -> None:
    laid, wanted = PLACES[name]
    for path, sample in laid.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "samples" / sample, tmp_path / path)
    for root in ("a", "b"):
        (tmp_path / root).mkdir(exist_ok=True)
    (tmp_path / "r.json").write_text(run("parse", ROOT / "samples/brief.txt").stdout, encoding="utf-8")
    known = name != "only the name"
    done = run("verify", tmp_path / "r.json", "--root", tmp_path / "a", "--root", tmp_path / "b", "--json", code=0 if known else 3)
    (got,) = rows_of(done)
    assert Path(got["file"]) == tmp_path / wanted and got["state"] == ("identical" if known else "changed")


def test_values_are_shown_safely(tmp_path: Path) -> None:
    shutil.copy(ROOT / "samples/brief.txt", tmp_path / "brief.txt")
    row = json.loads(run("parse", tmp_path / "brief.txt").stdout)
    row.update({"title": "\x1b[2J\u202e", "b\x1b[31m": 1})
    (tmp_path / "a.jsonl").write_bytes(to_line(row))
    for options in ((), ("-v",), ("--json",)):
        done = run("verify", tmp_path / "a.jsonl", "--root", tmp_path, *options, code=3)
        assert "\x1b" not in done.output and "\u202e" not in done.output
    del row["b\x1b[31m"], row["title"]
    (tmp_path / "a.jsonl").write_bytes(to_line(row))
    (got,) = rows_of(run("verify", tmp_path / "a.jsonl", "--root", tmp_path, "--json", code=3))
    assert got["differences"] == [{"pointer": "/title", "now": json.loads(run("parse", tmp_path / "brief.txt").stdout)["title"]}]


def test_corrections_that_went_or_changed(archive: Path, tmp_path: Path) -> None:
    lay(tmp_path / "in")
    shutil.copy(archive / "a.jsonl", tmp_path)

    def verified() -> dict[str, Any]:
        done = RUN.invoke(
            app, ["verify", str(tmp_path / "a.jsonl"), "--root", str(tmp_path / "in"), "--json", "--differing", "--no-sandbox"]
        )
        return next(iter(rows_of(done)), {})

    assert verified()["reasons"] == ["corrections"]
    run("correct", tmp_path / "in/mainzer-formular.txt", "--set", "committee=Bauausschuss")
    assert verified() == {}
    run("correct", tmp_path / "in/mainzer-formular.txt", "--set", "committee=Hauptausschuss")
    assert verified()["reasons"] == ["corrections"] and verified()["differences"][0]["pointer"] == "/committee"
    kept = tmp_path / "in/mainzer-formular.txt.anfrage.toml"
    (tmp_path / "k").mkdir()
    row = next(row for row in records(tmp_path / "a.jsonl") if row["source"]["name"] == "mainzer-formular.txt")
    kept.replace(tmp_path / "k" / f"{row['source']['sha256']}.toml")
    (tmp_path / "in/mainzer-formular.txt").write_bytes((ROOT / "samples/mainzer-formular.txt").read_bytes())
    run("verify", tmp_path / "a.jsonl", "--root", tmp_path / "in", "--corrections", tmp_path / "k", code=3)


def test_a_convention_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "seefurt.toml"
    shutil.copy(ROOT / "samples/brief.txt", tmp_path / "brief.txt")
    own.write_text('name = "seefurt"\ntitle = "Seefurt"\nextends = "general"\n', encoding="utf-8")
    record = run("parse", "--convention", own, tmp_path / "brief.txt").stdout
    assert json.loads(record)["source"]["convention"] == "seefurt"
    (tmp_path / "a.json").write_text(record, encoding="utf-8")
    (got,) = rows_of(run("verify", tmp_path / "a.json", "--root", tmp_path, "--json", code=3))
    assert got["state"] == "failed" and "--convention" in got["error"]["message"]
    run("verify", tmp_path / "a.json", "--root", tmp_path, "--convention", own)
    (tmp_path / "a.json").write_text(record.replace('"title": "', '"title": "X'), encoding="utf-8")
    (got,) = rows_of(run("verify", tmp_path / "a.json", "--root", tmp_path, "--convention", own, "--json", code=3))
    assert got["reasons"] == ["convention"]


def test_what_holds_no_records(archive: Path, tmp_path: Path) -> None:
    run("verify", archive / "in/brief.txt", "--root", archive / "in", code=4)
    run("verify", tmp_path / "fehlt.jsonl", "--root", archive / "in", code=4)
    run("verify", archive / "a.jsonl", "--root", tmp_path / "fehlt", code=2)
    assert "6 gleich" in run("verify", archive / "a.jsonl").stderr, "documents are looked for beside the records"
    good = records(archive / "a.jsonl")[0]
    for change in ({"source": 1}, {"schema_version": "2.0"}, {"later": float("nan")}, {"later": "\ud800"}, {"schema_version": "1.x"}):
        (tmp_path / "b.jsonl").write_text(json.dumps({**good, **change}) + "\n", encoding="utf-8")
        done = run("verify", tmp_path / "b.jsonl", "--root", archive / "in", code=4)
        assert done.stderr.startswith(f"anfrage: {tmp_path / 'b.jsonl'}:1") and done.stdout == ""
    done = run("verify", archive / "a.jsonl", tmp_path / "b.jsonl", "--root", archive / "in", code=7)
    assert done.stdout.count("gleich") == 6 and "ein Dokument ist keine Anfrage" in done.stderr


def test_a_missing_file_outweighs_a_difference(archive: Path, tmp_path: Path) -> None:
    first, second, *_ = records(archive / "a.jsonl")
    first["title"] = "X"
    second["source"].update(name="weg.txt", sha256="0" * 64)
    (tmp_path / "a.jsonl").write_bytes(to_line(first) + to_line(second))
    done = run("verify", tmp_path / "a.jsonl", "--root", archive / "in", code=4)
    assert "2 Datensätze: 0 gleich, 1 verändert, 1 ohne Datei" in done.stderr


def test_differences_are_as_small_as_they_can_be() -> None:
    row = json.loads((ROOT / "samples/brief.txt.json").read_bytes())
    row["source"] = {
        "name": "a", "part": 1, "sha256": "0" * 64, "size": 1, "media_type": "text/plain", "encoding": None, "encoding_guessed": False,
        "pages": 1, "reader": "plain", "convention": "general", "parser": "x",
    }  # fmt: skip
    before = recorded(row)
    assert differences(before, before.row) == []
    now = json.loads(json.dumps(row))
    now["questions"][0]["parts"] = [{"label": "a)", "text": "x"}]
    now["askers"] = {}
    now["source"]["parser"] = "y"
    assert [d.path for d in differences(before, now)] == [("askers",), ("questions", 0, "parts")]
