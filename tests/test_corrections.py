"""Corrections by hand: applied to the right value, checked, marked, and a finding where they no longer fit."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from anfrage_parser import parse_file, parse_text
from anfrage_parser.cli.app import app
from anfrage_parser.corrections import Correction, Corrections, apply, paths, read, to_toml
from anfrage_parser.errors import UnreadableError
from anfrage_parser.readers import read_text
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.text.clean import squeeze

RUN = CliRunner()
LETTER = """SPD-Fraktion

Auental, den 8. Oktober 2024
Anfrage Nr. 27/2024
Betreff: Öffnung des Uferwegs
am Stausee

Wir fragen die Verwaltung:

1. Wann wird der Weg geöffnet?
2. Was kostet die Sanierung, und wer trägt die Kosten?
3. Warum dauert das so lange?

Hanna Meerkamp
Fraktionsvorsitzende
"""


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    path = tmp_path / "brief.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def correct(path: Path, *words: str) -> Result:
    return RUN.invoke(app, ["correct", str(path), *words])


def row(path: Path, **options: Any) -> dict[str, Any]:
    (inquiry,) = parse_file(path, **options)
    return as_dict(inquiry, evidence=True)


def codes(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(f["code"], f["field"]) for f in found["findings"]]


CASES: list[tuple[list[str], str, Any, str | None]] = [
    (["--set", "date=2024-10-09"], "date", "2024-10-09", "8. Oktober 2024"),
    (["--set", "date=9. Oktober 2024"], "date", "2024-10-09", "8. Oktober 2024"),
    (["--set", "title=Öffnung des Uferwegs"], "title", "Öffnung des Uferwegs", "Öffnung des Uferwegs"),
    (["--set", "title=Uferwegs am Stausee"], "title", "Uferwegs am Stausee", "Uferwegs am Stausee"),
    (["--set", "title=Ganz anders"], "title", "Ganz anders", "Öffnung des Uferwegs am Stausee"),
    (["--set", "committee=Verkehrsausschuss"], "committee", "Verkehrsausschuss", ""),
    (["--set", "public=nö"], "public", False, ""),
    (["--set", "party=SPD, FDP"], "parties", ["SPD", "FDP"], None),
    (["--set", "questions[1]=Was kostet die Sanierung?"], "questions[1].text", "Was kostet die Sanierung?", None),
    (["--set", "questions[1].number=7"], "questions[1].number", 7, None),
    (["--set", "questions[1].label=7."], "questions[1].label", "7.", "2."),
    (["--set", "questions[3]=Und danach?"], "questions[3].text", "Und danach?", ""),
    (["--set", "questions[0].parts[0].text=am Ostufer?"], "questions[0].parts[0].text", "am Ostufer?", ""),
    (["--set", "signatories[0].party=SPD"], "signatories[0].party", "SPD", "SPD"),
    (["--set", "signatories[1]=Jan Overbeck"], "signatories[1].name", "Jan Overbeck", ""),
    (["--set", "blocks[0].heading=Zum Weg"], "blocks[0].heading", "Zum Weg", ""),
    (["--set", "number="], "number", None, None),
    (["--remove", "number"], "number", None, None),
    (["--insert", "questions[1]=Wer öffnet ihn?"], "questions[2].text", "Was kostet die Sanierung, und wer trägt die Kosten?", None),
]


@pytest.mark.parametrize(("words", "field", "value", "printed"), CASES, ids=lambda v: " ".join(v) if isinstance(v, list) else "")
def test_values_are_set(words: list[str], field: str, value: Any, printed: str | None, brief: Path) -> None:
    result = correct(brief, *words)
    assert result.exit_code == 0 and "brief.txt.anfrage.toml" in result.stderr, result.stderr
    found = row(brief)
    assert paths.follow(found, paths.steps(field)) == value
    assert any(code == "corrected" for code, _ in codes(found))
    if printed is not None:
        places = found["evidence"][field]
        assert squeeze(" ".join(LETTER[p["start"] : p["end"]] for p in places)) == printed
        assert {p["rule"] for p in places} == {"manual"}
    (inquiry,) = parse_file(brief)
    assert Inquiry.model_validate({k: v for k, v in as_dict(inquiry, evidence=True).items() if k != "party"}) == inquiry


def test_parties_have_their_places_each(brief: Path) -> None:
    assert correct(brief, "--set", "parties=SPD,FDP").exit_code == 0
    places = row(brief)["evidence"]
    assert LETTER[places["parties[0]"][0]["start"] :].startswith("SPD")
    assert places["parties[1]"][0]["start"] == places["parties[1]"][0]["end"] == 0


def test_entries_that_move_take_their_evidence_along(brief: Path) -> None:
    words = ("--insert", "questions[0]=Ganz neu?", "--remove", "questions[2]", "--remove", "questions[1]")
    assert correct(brief, *words).exit_code == 0
    found = row(brief)
    assert [(q["index"], q["text"], q["label"]) for q in found["questions"]] == [
        (1, "Ganz neu?", None),
        (2, "Warum dauert das so lange?", "3."),
    ]
    for index in (1,):
        (place,) = found["evidence"][f"questions[{index}].text"]
        assert LETTER[place["start"] : place["end"]] == "Warum dauert das so lange?"
    assert not any(name.startswith("questions[2]") for name in found["evidence"])


def test_missing_values_are_answered() -> None:
    source = read_text("Anfrage\n\nWir fragen:\n\n1. Warum?\n3. Wann?\n")
    (before,) = parse_text("Anfrage\n\nWir fragen:\n\n1. Warum?\n3. Wann?\n")
    made = [
        Correction(field="number", value="1/2024"),
        Correction(field="date", value="2024-01-02"),
        Correction(field="parties", value=["SPD"]),
        Correction(field="questions[1].number", value=2),
    ]
    (after,) = apply([before], source, Corrections(sha256=source.sha256, correction=made))
    gone = {f.code for f in before.findings} - {f.code for f in after.findings}
    assert gone >= {"number-missing", "date-missing", "party-missing", "number-gap"}
    assert after.date_basis == "letter" and after.party == "SPD"


REFUSED = [
    ("--set", "date=32.10.2024"),
    ("--set", "date=2024-13-01"),
    ("--set", "farbe=rot"),
    ("--set", "findings=x"),
    ("--set", "source.name=x"),
    ("--set", "questions[9]=x"),
    ("--set", "questions[0].farbe=x"),
    ("--set", "questions[0].index=5"),
    ("--set", "questions[0].block=5"),
    ("--set", "questions[0].number=x"),
    ("--set", "signatories[1].role=Sprecher"),
    ("--set", "public=vielleicht"),
    ("--set", "title"),
    ("--set", "a b=c"),
    ("--insert", "title=x"),
    ("--insert", "questions[7]=x"),
    ("--remove", "questions[7]"),
    ("--remove", "blocks[0]"),
    ("--remove", "questions[0].text"),
    ("--set", "number=1", "--part", "2"),
]


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_what_does_not_fit_is_refused_and_nothing_is_written(words: tuple[str, ...], brief: Path) -> None:
    result = correct(brief, *words)
    assert result.exit_code == 2, result.stderr
    assert result.stderr.count("\n") == 1 and "brief.txt" in result.stderr
    assert [p.name for p in brief.parent.iterdir()] == ["brief.txt"]


def test_a_folder_of_corrections_follows_the_content(brief: Path, tmp_path: Path) -> None:
    folder = tmp_path / "korrekturen"
    assert correct(brief, "--set", "title=Neu", "--corrections", str(folder)).exit_code == 0
    moved = tmp_path / "anderer-name.txt"
    brief.rename(moved)
    assert row(moved, corrections=folder)["title"] == "Neu"
    assert row(moved)["title"] == "Öffnung des Uferwegs am Stausee"
    done = RUN.invoke(app, ["parse", "-", "--corrections", str(folder)], input=LETTER.encode())
    assert '"title": "Neu"' in done.stdout
    assert correct(moved, "--corrections", str(folder)).stdout.startswith("# Korrekturen")


def test_a_changed_document_is_not_corrected(brief: Path) -> None:
    assert correct(brief, "--set", "title=Neu").exit_code == 0
    brief.write_text(LETTER.replace("Uferwegs", "Hafenwegs"), encoding="utf-8")
    found = row(brief)
    assert found["title"] == "Öffnung des Hafenwegs am Stausee"
    assert ("corrections-elsewhere", "source") in codes(found)
    assert correct(brief, "--set", "title=Neuer").exit_code == 10
    assert correct(brief, "--set", "title=Neuer", "--force").exit_code == 0
    assert row(brief)["title"] == "Neuer"


def test_later_corrections_join_the_earlier(brief: Path) -> None:
    assert correct(brief, "--set", "questions[1]=Erst so?").exit_code == 0
    assert correct(brief, "--set", "questions[1]=Dann so?", "--remove", "questions[0]").exit_code == 0
    assert correct(brief, "--set", "questions[1]=Und die letzte?").exit_code == 0
    assert [q["text"] for q in row(brief)["questions"]] == ["Dann so?", "Und die letzte?"]
    kept = read(brief.with_name("brief.txt.anfrage.toml"))
    assert [c.field for c in kept.correction] == ["questions[1].text", "questions[0]", "questions[1].text"]
    assert kept.correction[0].was == "Was kostet die Sanierung, und wer trägt die Kosten?"


def test_misfits_are_findings(brief: Path) -> None:
    source = read_text(LETTER)
    (inquiry,) = parse_text(LETTER)
    made = [
        Correction(field="questions[1].text", value="Neu?", was="Was früher dort stand?"),
        Correction(field="questions[8]", remove=True),
        Correction(field="session_date", value="2024-02-30"),
        Correction(field="title", value="Gilt", was="Was früher dort stand"),
        Correction(field="title", value="x", part=4),
    ]
    (after,) = apply([inquiry], source, Corrections(sha256=source.sha256, correction=made))
    misfits = [f.message for f in after.findings if f.code == "correction-misfit"]
    assert [re.search("„(.*?)“", m)[1] for m in misfits if re.search("„(.*?)“", m)] == [  # type: ignore[index]
        "questions[1].text",
        "questions[8]",
        "session_date",
        "title",
    ]
    assert after.questions == inquiry.questions and after.title == "Gilt"


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe",
        b"nein",
        b"sha256 = 3",
        b"x = " + b"[" * 5000,
        b"sha256 = '" + b"a" * 64 + b"'\n[[correction]]\nfield = 'a'\nvalue = 1.5",
        b"sha256 = '" + b"a" * 64 + b"'\n[[correction]]\nfield = 'title'",
        b"#" * (4 * 1024 * 1024 + 1),
    ],
    ids=["bytes", "words", "type", "deep", "float", "nothing", "large"],
)
def test_broken_corrections_are_an_error_finding(content: bytes, brief: Path) -> None:
    kept = brief.with_name("brief.txt.anfrage.toml")
    kept.write_bytes(content)
    with pytest.raises(UnreadableError):
        read(kept)
    found = row(brief)
    assert ("corrections-unreadable", "source") in codes(found) and found["title"]
    assert RUN.invoke(app, ["parse", str(brief)]).exit_code == 3


def test_toml_round_trip() -> None:
    made = [
        Correction(field="title", value='„Q“ "\\ \x7f\x00\n\u2028😀', was="\t"),
        Correction(field="public", value=True, part=2),
        Correction(field="parties", value=["A", 'B"'], was=[]),
        Correction(field="questions[0].parts[3].text", insert=True, value="x"),
        Correction(field="questions[0].number", value=-3),
        Correction(field="questions[0]", remove=True),
    ]
    kept = Corrections(sha256="0" * 64, correction=made)
    assert Corrections.model_validate(tomllib.loads(to_toml(kept))) == kept


def test_toml_dates_are_days(brief: Path) -> None:
    digest = read_text(LETTER).sha256
    brief.with_name("brief.txt.anfrage.toml").write_text(
        f"sha256 = '{digest}'\n[[correction]]\nfield = 'date'\nvalue = 2024-10-10\n", encoding="utf-8"
    )
    assert row(brief)["date"] == "2024-10-10"
