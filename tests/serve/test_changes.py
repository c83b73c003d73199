"""Changes made on the page: tried by the rules of "anfrage correct", kept beside the letter, safe between windows; script stays text."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from anfrage_parser import parse_file
from anfrage_parser.corrections import read
from anfrage_parser.corrections.making import Change, made
from anfrage_parser.corrections.paths import follow, leaf, steps
from anfrage_parser.corrections.rules import kind_of
from anfrage_parser.errors import OutputError
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_file
from anfrage_parser.readers.options import Options
from anfrage_parser.record.build import as_dict
from anfrage_parser.review.rows import rows
from anfrage_parser.serve.choices import choices
from tests.command import SAMPLES, command, eventually
from tests.serve.desks import Asked, archive, asked, desk, value_of

__all__ = ["archive", "desk"]

TYPED = {
    "text": "Etwas Neues", "day": "3.4.2024", "yes-no": "ja", "groups": "SPD, CDU", "number": "1", "labels": "1, 2", "numbers": "1",
}  # fmt: skip
"""Kind of a value → what a person could type."""

DOCUMENTS = sorted([*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.pdf")])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_everything_that_is_offered_is_taken(path: Path) -> None:
    """What the page offers to add, and every value that it shows: set, and taken away again."""
    source = read_file(path, options=Options(words=True))
    for inquiry in parse_source(source, evidence=True):
        part = inquiry.source.part
        for choice in choices(inquiry, "de"):
            at = leaf(steps(choice.path))
            typed = choice.options[-1][0] if choice.options else TYPED[kind_of(at)]
            after, (correction,) = made(inquiry, source, part, [Change(choice.path, typed, choice.insert)])
            assert follow(as_dict(after), at) == correction.value not in (None, "")
        for row in rows(inquiry, "de"):
            if row.kind != "note":
                made(inquiry, source, part, [Change(row.path, TYPED[kind_of(leaf(steps(row.path)))])])
            if row.kind != "note" and row.value is not None:
                made(inquiry, source, part, [Change(row.path.removesuffix(".text").removesuffix(".name"), None)])


def test_a_change_is_saved_beside_the_letter_and_in_the_archive(desk: Asked) -> None:
    letter = desk.desk.place.folder / "brief.txt"
    document = desk.change("brief.txt", {"field": "date", "value": "3. April 2024"}, {"field": "committee", "value": "Bauausschuss"})
    assert (value_of(document, "date"), value_of(document, "committee")) == ("03.04.2024", "Bauausschuss")
    (inquiry,) = parse_file(letter)
    assert (inquiry.date, inquiry.committee) == ("2024-04-03", "Bauausschuss")
    with closing(sqlite3.connect(desk.desk.place.database)) as base:
        assert base.execute("SELECT date, committee FROM inquiries WHERE document = 'brief.txt'").fetchall() == [
            ("2024-04-03", "Bauausschuss")
        ]
    assert desk.rows()["brief.txt"]["date"] == "2024-04-03"
    assert value_of(desk.document("brief.txt"), "date") == "03.04.2024"


def test_what_the_page_wrote_a_batch_does_not_read_again(desk: Asked) -> None:
    """Whoever corrects a scan waits for no recognition of its text, then or later: the fingerprint is the one a batch would give."""
    desk.change("brief-zwei-seiten.pdf", {"field": "committee", "value": "Bauausschuss"})
    before = desk.get("/api/state")["revision"]
    desk.desk.reading.ask()
    desk.read()
    assert desk.get("/api/state")["revision"] <= before + 2  # links, the end of the run; no document
    assert value_of(desk.document("brief-zwei-seiten.pdf"), "committee") == "Bauausschuss"


@pytest.mark.parametrize(
    ("field", "typed", "part_of_reason"),
    [
        ("date", "31.2.2024", "kein Tag"), ("date", "bald", "kein Tag"), ("public", "vielleicht", "ja oder nein"),
        ("parties", " , ", "mindestens einen Namen"), ("document_type", "Brief", "passt nicht"), ("questions[0].number", "x", "ganze Zahl"),
        ("questions[0].block", "9", "gehören noch Fragen"), ("questions[77].text", "Wann?", "gibt es dort nicht"),
        ("blocks[0].number", "7", "nicht korrigieren"),
    ],
)  # fmt: skip
def test_as_it_is_typed_it_is_checked_like_by_the_command(field: str, typed: str, part_of_reason: str, desk: Asked) -> None:
    said = {"part": 1, "changes": [{"field": field, "value": typed}]}
    refusal = desk.post(f"{desk.path('brief.txt')}/check", said)["refusal"]
    assert part_of_reason in refusal
    assert desk.change("brief.txt", {"field": field, "value": typed}, status=422)["error"] == refusal
    done = command("correct", desk.desk.place.folder / "brief.txt", "--set", f"{field}={typed}", code=2)
    assert refusal in done.stderr.decode()
    assert not list(desk.desk.place.folder.glob("*.toml"))


def test_undo_goes_back_step_by_step_to_no_file(desk: Asked) -> None:
    name, path = "zwei-anfragen.txt", desk.path("zwei-anfragen.txt")
    first = desk.document(name)
    assert not first["undo"]
    desk.change(name, {"field": "title", "value": "Eins"})
    desk.change(name, {"field": "questions[1]", "value": None})
    desk.change(name, {"field": "signatories[0].name", "value": "Ada Muster"}, part=2)
    titles = []
    for _ in range(3):
        now = desk.document(name)
        titles.append((value_of(now, "title"), value_of(now, "signatories[0].name", 1), len(now["entry"]["v"])))
        desk.post(f"{path}/undo", {"version": now["version"]})
    assert [title for title, _, _ in titles] == ["Eins"] * 3 and titles[0][1] == "Ada Muster" and titles[1][2] < titles[2][2]
    now = desk.document(name)
    assert (now["entry"], now["version"], now["undo"]) == (first["entry"], first["version"], False)
    assert not list(desk.desk.place.folder.glob("*.toml"))
    assert "zurückzunehmen" in desk.post(f"{path}/undo", {"version": now["version"]}, 400)["error"]


def test_undo_takes_nothing_back_that_was_changed_elsewhere(desk: Asked) -> None:
    name, path = "brief.txt", desk.path("brief.txt")
    desk.change(name, {"field": "title", "value": "Hier"})
    command("correct", desk.desk.place.folder / name, "--set", "gremium=Dort")
    now = desk.get(f"{path}/text")
    assert not now["undo"] and desk.post(f"{path}/undo", {"version": now["version"]}, 400)
    (inquiry,) = parse_file(desk.desk.place.folder / name)
    assert (inquiry.title, inquiry.committee) == ("Hier", "Dort")
    desk.change(name, {"field": "place", "value": "Hafenstadt"}, version=now["version"])
    desk.post(f"{path}/undo", {"version": desk.document(name)["version"]})
    (inquiry,) = parse_file(desk.desk.place.folder / name)
    assert (inquiry.title, inquiry.committee, inquiry.place) == ("Hier", "Dort", "Lindhafen")


def test_an_undo_that_could_not_be_written_can_be_tried_again(desk: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    name, path = "brief.txt", desk.path("brief.txt")
    desk.change(name, {"field": "title", "value": "Eins"})
    desk.change(name, {"field": "title", "value": "Zwei"})

    def full(target: Path, data: bytes) -> None:
        raise OutputError("der Datenträger ist voll", "Platz schaffen")

    with monkeypatch.context() as broken:
        broken.setattr(desk.desk.changes, "write", full)
        desk.post(f"{path}/undo", {"version": desk.document(name)["version"]}, 500)
    desk.post(f"{path}/undo", {"version": desk.document(name)["version"]})
    assert value_of(desk.document(name), "title") == "Eins"


def test_two_windows_lose_nothing(desk: Asked) -> None:
    """The second is told, sees the first one's value, and can then save its own; so too after a command changed the file."""
    path = desk.path("brief.txt")
    one = two = desk.document("brief.txt")["version"]
    one = desk.post(f"{path}/changes", {"part": 1, "version": one, "changes": [{"field": "title", "value": "Vom ersten"}]})["version"]
    for verb, more in (
        ("changes", {"part": 1, "changes": [{"field": "title", "value": "Vom zweiten"}]}), ("checked", {"checked": True}), ("undo", {}),
    ):  # fmt: skip
        error = desk.post(f"{path}/{verb}", {"version": two, **more}, 409)["error"]
        assert "an anderer Stelle geändert" in error and "nichts ist gespeichert" in error
    now = desk.document("brief.txt")
    assert value_of(now, "title") == "Vom ersten" and now["version"] == one != two
    desk.change("brief.txt", {"field": "committee", "value": "Vom zweiten"})
    command("correct", desk.desk.place.folder / "brief.txt", "--set", "place=Hafenstadt")
    desk.post(f"{path}/changes", {"part": 1, "version": one, "changes": [{"field": "title", "value": "x"}]}, 409)
    (inquiry,) = parse_file(desk.desk.place.folder / "brief.txt")
    assert (inquiry.title, inquiry.committee, inquiry.place) == ("Vom ersten", "Vom zweiten", "Hafenstadt")


def test_what_a_command_corrected_meanwhile_is_shown(desk: Asked) -> None:
    command("correct", desk.desk.place.folder / "brief.txt", "--set", "place=Hafenstadt")
    shown = desk.get(f"{desk.path('brief.txt')}/text")
    assert value_of(shown, "place") == "Hafenstadt"
    desk.change("brief.txt", {"field": "title", "value": "Neu"}, version=shown["version"])
    assert value_of(desk.document("brief.txt"), "place") == "Hafenstadt"


def test_an_archive_is_served_once_at_a_time(desk: Asked) -> None:
    done = command("serve", desk.desk.place.folder, "--no-browser", code=10)
    assert b"ein anderer Lauf schreibt gerade dorthin" in done.stderr and not done.stdout


def checked(desk: Asked, name: str, wanted: bool) -> Any:
    return desk.post(f"{desk.path(name)}/checked", {"version": desk.document(name)["version"], "checked": wanted})


def test_checked_remains_and_survives_being_read_again(desk: Asked) -> None:
    desk.change("brief.txt", {"field": "title", "value": "Neu"})
    assert checked(desk, "brief.txt", True)["checked"] == "yes"
    assert set(desk.rows(filter="checked")) == {"brief.txt"} and "brief.txt" not in desk.rows(filter="unchecked")
    assert desk.change("brief.txt", {"field": "committee", "value": "Bauausschuss"})["checked"] == "yes"  # who corrects has looked
    letter = desk.desk.place.folder / "brief.txt"
    with closing(sqlite3.connect(desk.desk.place.database)) as base, base:
        base.execute("UPDATE documents SET fingerprint = 'x'")
    desk.desk.reading.ask()
    desk.read()
    assert desk.document("brief.txt")["checked"] == "yes"
    assert [f.code for f in parse_file(letter)[0].findings if f.code.startswith("checked")] == ["checked"]
    assert checked(desk, "brief.txt", False)["checked"] is None
    assert desk.post(f"{desk.path('brief.txt')}/undo", {"version": desk.document("brief.txt")["version"]})["checked"] == "yes"


def test_a_mark_that_no_longer_fits_is_a_question(desk: Asked) -> None:
    """As if another version of the program read a date differently."""
    checked(desk, "brief.txt", True)
    file = desk.desk.place.folder / "brief.txt.anfrage.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(read(file).checked or "?", "0123456789abcdef"), encoding="utf-8")
    assert desk.get(f"{desk.path('brief.txt')}/text")["text"]
    assert [f.code for f in parse_file(desk.desk.place.folder / "brief.txt")[0].findings if f.code.startswith("checked")] == [
        "checked-changed"
    ]
    assert desk.change("brief.txt", {"field": "committee", "value": "Rat"})["checked"] == "changed"
    assert checked(desk, "brief.txt", True)["checked"] == "yes"


SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'`${alert(3)}\u202e"
FIELDS = [
    "title",
    "number",
    "place",
    "committee",
    "parties",
    "preamble",
    "questions[0].text",
    "questions[0].label",
    "signatories[0].name",
    "askers[0].name",
]


def test_script_in_every_field_stays_text(desk: Asked) -> None:
    document = desk.change("brief.txt", *({"field": field, "value": SCRIPT} for field in FIELDS))
    assert value_of(document, "title") == SCRIPT
    for answer in (
        desk.client.get(desk.path("brief.txt")), desk.client.get("/api/list"), desk.client.get("/api/open"),
        desk.client.get("/api/list", params={"q": "alert"}), desk.client.get(f"{desk.path('zwei-anfragen.txt')}/papers"),
    ):  # fmt: skip
        assert answer.headers["content-type"] == "application/json" and answer.headers["x-content-type-options"] == "nosniff"
        json.loads(answer.text)
    assert "alert(" not in desk.client.get("/").text
    table = desk.client.get("/api/downloads/csv").content.decode("utf-8-sig")
    assert SCRIPT.replace('"', '""') in table and '"=' not in table


def test_links_by_hand(desk: Asked) -> None:
    (desk.desk.place.folder / "antwort.txt").write_bytes((SAMPLES / "antwort-gemeinsam.txt").read_bytes())
    desk.desk.reading.ask()
    desk.read()
    assert eventually(lambda: not desk.document("brief.txt")["links"]["stale"])
    offered = desk.get(f"{desk.path('brief.txt')}/papers", params={"q": ""})["rows"]
    (answer,) = [row for row in offered if row["name"] == "antwort.txt"]
    said = {"verb": "pair", "side": "answer", "part": 1, "other": answer["id"], "other_part": answer["part"]}
    (link,) = desk.post(f"{desk.path('brief.txt')}/links", said)["links"]["rows"]
    assert (link["id"], link["side"], link["by"]) == (answer["id"], "answer", "hand")
    (back,) = desk.document("antwort.txt")["links"]["rows"]
    assert (back["side"], back["name"]) == ("inquiry", "brief.txt")
    assert "brief.txt" not in [row["cells"] for row in desk.get("/api/open")["rows"]]
    desk.change("brief.txt", {"field": "title", "value": "Neu"})
    assert eventually(lambda: not desk.document("brief.txt")["links"]["stale"])
    assert [row["by"] for row in desk.document("brief.txt")["links"]["rows"]] == ["hand"]
    assert desk.post(f"{desk.path('brief.txt')}/links", {**said, "verb": "unpair"})["links"]["rows"] == []
    desk.post(f"{desk.path('brief.txt')}/links", {**said, "other": desk.desk.name_of("brief.txt")}, 400)
    desk.post(f"{desk.path('antwort.txt')}/links", {**said, "other": answer["id"]}, 400)


def test_a_letter_that_is_gone_or_another_by_now(desk: Asked) -> None:
    letter = desk.desk.place.folder / "brief.txt"
    letter.write_text("Etwas ganz anderes", encoding="utf-8")
    assert "anderen Inhalt" in desk.change("brief.txt", {"field": "title", "value": "x"}, status=404)["error"]
    letter.unlink()
    assert not desk.document("brief.txt")["editable"]
    assert desk.change("brief.txt", {"field": "title", "value": "x"}, status=404)["error"]
    assert value_of(desk.document("brief.txt"), "title")
    assert not list(desk.desk.place.folder.glob("*.toml"))


def test_corrections_of_another_content_are_never_overwritten(desk: Asked) -> None:
    file = desk.desk.place.folder / "brief.txt.anfrage.toml"
    file.write_text(f'sha256 = "{"0" * 64}"\n', encoding="utf-8")
    assert "anderen Inhalt" in desk.change("brief.txt", {"field": "title", "value": "x"}, status=404)["error"]
    assert file.read_text(encoding="utf-8").endswith('0"\n')


def test_an_archive_by_its_name(archive: Path, tmp_path: Path) -> None:
    """One that a batch wrote, without places: letters where they lie, dropped files into its own folder, corrections beside each."""
    (tmp_path / "briefe").mkdir()
    shutil.copy(SAMPLES / "brief.txt", tmp_path / "briefe")
    command("batch", tmp_path / "briefe", "-o", tmp_path / "archiv.sqlite")
    with asked(tmp_path / "archiv.sqlite") as desk:
        assert desk.get(f"{desk.path('brief.txt')}/text")["entry"]["r"][0]["places"]
        desk.change("brief.txt", {"field": "title", "value": "Neu"})
        assert (tmp_path / "briefe" / "brief.txt.anfrage.toml").is_file()
        desk.drop("brief 2.txt", (SAMPLES / "kleine-anfrage.txt").read_bytes())
        desk.read()
        assert set(desk.rows()) == {"brief.txt", "brief 2.txt"}
        assert (tmp_path / "archiv" / "brief 2.txt").is_file()
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith(".")) == ["archiv", "archiv.sqlite", "briefe"]
