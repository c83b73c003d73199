"""German and English: what people read follows `--lang` or the system, what stands in records follows `--lang` alone."""

import ast
import json
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from anfrage_parser.batch.cluster import on_worker
from anfrage_parser.batch.model import Input, Job, Settings
from anfrage_parser.batch.work import work
from anfrage_parser.cli import languages
from anfrage_parser.cli.app import app
from anfrage_parser.cli.languages import settle, system_language
from anfrage_parser.errors import LimitError, UnreadableError
from anfrage_parser.findings import ABOUT_FIELDS, CODES, worded
from anfrage_parser.messages import GERMAN, Languages, Said, forms_in, later, say, say_in, speak, spoken, values_in, written
from anfrage_parser.parse import parse_text
from anfrage_parser.record.build import as_dict
from anfrage_parser.sandbox.keeper import Sandbox
from tests.command import ROOT, command
from tests.pdfs import letter, pdf
from tools.translations import SAID, SRC, faults, main, renewed, sentences

SAMPLES = ROOT / "samples"
ENGLISH = Languages("en", "en")
RUN = CliRunner()
GERMAN_WORDS = re.compile(
    r"[äöüßÄÖÜ„]|\b(?:der|die|das|den|ein|eine|und|oder|nicht|ist|sind|mit|wird|werden|von|zum|zur|Datei|Ordner|Zeile|Fragen?|sonst)\b"
)
"""What no English sentence of ours holds; "der" and the like are whole words."""

OWN_WORDS = (
    "Was kostet der Umbau?", "Wann beginnt er?", "Anfragen", "Brücke", "Müller", "Grüne", "ß", "or ue and ü", "ue and ü",
    "(AND, UND)", "OR (ODER)", "(NICHT", "fragen:", "begründung:",
)  # fmt: skip
"""German that stays: it stands in a document, or names the thing itself."""


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    speak(GERMAN)
    yield
    assert spoken() == GERMAN, "a command left another language behind"
    speak(GERMAN)


@pytest.fixture
def english() -> Iterator[None]:
    speak(Languages("en"))
    yield
    speak(GERMAN)


@pytest.fixture(scope="module")
def known() -> frozenset[str]:
    """All sentences of the code."""
    return frozenset(sentences())


def germanisms(text: str) -> list[str]:
    for own in OWN_WORDS:
        text = text.replace(own, "")
    return [line for line in text.splitlines() if GERMAN_WORDS.search(line)]


# ---- the system's language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "de"),
        ({"LANG": ""}, "de"),
        ({"LANG": "C"}, "de"),
        ({"LANG": "C.UTF-8"}, "de"),
        ({"LANG": "POSIX"}, "de"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US"}, "en"),
        ({"LANG": "en"}, "en"),
        ({"LANG": "EN-us"}, "en"),
        ({"LANG": "de_AT.UTF-8@euro"}, "de"),
        ({"LANG": "de_CH"}, "de"),
        ({"LANG": "fr_FR.UTF-8"}, "de"),
        ({"LANG": "enm_GB"}, "de"),
        ({"LANG": "✗✗; rm -rf"}, "de"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_IE.UTF-8"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "en_GB", "LC_ALL": "C"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_CTYPE": "en_GB.UTF-8"}, "de"),
        ({"LANGUAGE": "en:de"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "en:de"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "fr:de:en"}, "de"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "fr"}, "de"),
        ({"LANG": "C", "LANGUAGE": "en"}, "de"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": ":"}, "de"),
    ],
)
def test_the_systems_language(environment: dict[str, str], language: str) -> None:
    assert system_language(environment) == language


@pytest.mark.parametrize(("shown", "language"), [("en_US", "en"), ("de_DE", "de"), ("pl_PL", "de"), (None, "de")])
def test_windows_is_asked_where_nothing_is_set(shown: str | None, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "_shown_by_windows", lambda: shown)
    assert system_language({}) == language
    assert system_language({"LANG": "de_DE"}) == "de"


def test_asking_windows_never_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sys.platform == "win32" or languages._shown_by_windows() is None
    monkeypatch.setattr(sys, "platform", "win32")  # there is no ctypes.windll here: the locale has to do
    for named, code in ((("German_Germany", "1252"), "de"), (("English_United Kingdom", "1252"), "en"), ((None, None), "")):
        monkeypatch.setattr("locale.getlocale", lambda named=named: named)
        if not hasattr(__import__("ctypes"), "windll"):
            assert languages._shown_by_windows() == code


@given(st.dictionaries(st.sampled_from(["LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE"]), st.text(max_size=20)))
def test_any_surroundings_give_a_language(environment: dict[str, str]) -> None:
    assert system_language(environment) in ("de", "en")


@pytest.mark.parametrize(
    ("words", "people"),
    [
        (["parse", "a"], "de"),
        (["--lang", "en", "parse", "a"], "en"),
        (["parse", "a", "--lang=en"], "en"),
        (["--lang", "en", "parse", "--lang", "de", "a"], "de"),
        (["parse", "--", "--lang", "en"], "de"),
        (["parse", "--lang", "fr", "a"], "de"),
        (["parse", "--lang"], "de"),
    ],
)
def test_the_command_line_decides_first(words: list[str], people: str) -> None:
    settle(words, {"LANG": "de_DE"})
    assert spoken() == Languages(people, "de")
    settle([word.replace("en", "de") if word.endswith("en") else word for word in words], {"LANG": "en_GB"})
    assert spoken().records == "de"
    speak(GERMAN)


# ---- sentences


def test_a_sentence_remembers_itself() -> None:
    inner = say("ein Bild (GIF)")
    said = say("das ist {kind}, kein Text und kein PDF", kind=inner)
    assert said == "das ist ein Bild (GIF), kein Text und kein PDF" == written(said)
    speak(ENGLISH)
    assert written(said) == "this is a picture (GIF), neither text nor PDF"
    assert pickle.loads(pickle.dumps(said)) == "this is a picture (GIF), neither text nor PDF"
    speak(GERMAN)
    assert written("anything else") == "anything else"


def test_errors_are_said_anew_where_they_arrive() -> None:
    sent = pickle.dumps(UnreadableError(say("Datei nicht gefunden"), say("Adresse prüfen")))
    speak(ENGLISH)
    assert str(pickle.loads(sent)) == "file not found; check the address"
    speak(Languages("en"))
    again = pickle.loads(sent)
    assert (str(again), again.in_record()) == ("file not found; check the address", "Datei nicht gefunden; Adresse prüfen")
    speak(GERMAN)


def test_values_are_no_sentences() -> None:
    assert say("{name} fehlt", name="{name} {count} {0} %s \\b") == "{name} {count} {0} %s \\b fehlt"
    assert say("Wiederholungen begrenzen, etwa {0,40} statt *") == "Wiederholungen begrenzen, etwa {0,40} statt *"


@given(st.sampled_from(sorted(CODES)), st.lists(st.text(max_size=30), min_size=2, max_size=2), st.integers(0, 3))
def test_messages_of_findings_go_there_and_back(known: frozenset[str], code: str, values: list[str], count: int) -> None:
    sentence = CODES[code].sentence
    names = list(dict.fromkeys(re.findall(r"\{(\w+)\}", sentence)))
    filled = dict(zip(names, [str(count)] if names == ["count"] else values, strict=False))
    german, english = (say_in(language, sentence, filled) for language in ("de", "en"))
    found = [values_in(form, german) for form in forms_in("de", sentence)]
    assert any(one is not None and say_in("de", sentence, {"count": "1", **one}) == german for one in found)
    if not {"before"} & set(names):  # of two values, one may hold what stands between them
        assert filled in found or (count == 1 and {} in found)
    if code in ABOUT_FIELDS:
        return  # where people read them, fields have other names
    if not any(value in known for value in values):
        assert worded(code, german, "de") == german
    if names != ["reason"]:
        assert worded(code, english, "de") == german or any(value in known for value in values)


def test_fields_have_their_names_where_people_read_of_them() -> None:
    assert worded("corrected", "„date“ ist von Hand berichtigt", "de") == "„Datum“ ist von Hand berichtigt"
    assert worded("corrected", "„questions[2].text“ ist von Hand berichtigt", "en") == "“Question 3” was corrected by hand"
    assert worded("field-missing", say_in("en", CODES["field-missing"].sentence, {"name": "x]["}), "de").count("„x][“") == 1


def test_other_peoples_messages_stay() -> None:
    assert worded("number-gap", "something else", "en") == "something else"
    assert worded("of-tomorrow", "noch unbekannt", "en") == "noch unbekannt"
    assert worded("number-gap", CODES["number-gap"].sentence.format(before=3, after=5), "en") == (
        "the numbering of the questions jumps from 3 to 5"
    )
    assert worded("correction-misfit", "die Korrektur von „date“ passt nicht mehr: so viele Einträge hat die Liste nicht", "en") == (
        "the correction of “Date” no longer fits: the list has fewer entries"
    )


# ---- the catalogue


def test_the_catalogue_is_complete_and_compiled(known: frozenset[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out
    assert len(known) > 400


def test_the_tool_names_what_is_missing() -> None:
    catalogue = renewed(SRC / "locale" / "en" / "LC_MESSAGES" / "anfrage.po")
    assert faults(catalogue) == []
    for sentence, translation, fault in (
        ("Datei nicht gefunden", "", "no translation"),
        ("{name} gibt es schon", "exists already", "other names"),
        (", Zeile {line}", ", line {lines}", "other names"),
        ("Antwort: ", "Answer:", "other blanks"),
    ):
        message = catalogue.get(sentence)
        assert message is not None
        before, message.string = message.string, translation
        assert [row.partition(":")[0] for row in faults(catalogue)] == [row for row in (f"{fault}",) if row] or fault in faults(catalogue)[
            0
        ]
        message.string = before


def test_only_literals_and_marked_sentences_are_said() -> None:
    """What `say` gets is a literal, or comes out of a table whose rows are marked; its values are those that it names."""
    for path in sorted(SRC.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "later")):
                continue
            (sentence,) = node.args
            where = f"{path.relative_to(SRC)}:{node.lineno}"
            assert not isinstance(sentence, ast.JoinedStr | ast.BinOp | ast.IfExp), where
            if (
                isinstance(sentence, ast.Constant)
                and isinstance(sentence.value, str)
                and node.func.id == "say"
                and all(k.arg for k in node.keywords)
            ):
                named = set(re.findall(r"\{([a-z_]+)\}", sentence.value))
                given = {str(k.arg) for k in node.keywords}
                assert named == given or not given, where
    assert SAID.keys() == {"say", later.__name__, "Code"}


def test_english_is_english() -> None:
    catalogue = renewed(SRC / "locale" / "en" / "LC_MESSAGES" / "anfrage.po")
    assert [str(m.string) for m in catalogue if germanisms(str(m.string))] == []


# ---- help, and what is wrong with a call

HELPS = """
import json, sys
from anfrage_parser.cli.languages import settle
settle(sys.argv[1:], {})
from typer.testing import CliRunner
from anfrage_parser.cli.app import app
names = ["", *(command.name for command in app.registered_commands)]
print(json.dumps({name: CliRunner().invoke(app, [*filter(None, [name]), "--help"]).stdout for name in names}))
"""


def helps(language: str) -> dict[str, str]:
    done = subprocess.run([sys.executable, "-c", HELPS, "--lang", language], capture_output=True, check=True)
    return dict(json.loads(done.stdout))


def options_in(text: str) -> list[str]:
    return re.findall(r"^  (?:-\w, )?(--[\w-]+)", text, re.MULTILINE)


def test_every_help_in_both_languages() -> None:
    german, english = helps("de"), helps("en")
    assert german.keys() == english.keys() and len(german) > 12
    for name, text in english.items():
        assert germanisms(text) == [], name
        assert text.startswith("Usage: anfrage") and "--lang de|en" in text and "Show this help." in text
        assert options_in(text.partition("\nOptions:")[2]) == options_in(german[name].partition("\nOptionen:")[2]) != []
    for text in german.values():
        assert text.startswith("Aufruf: anfrage") and "Diese Hilfe zeigen." in text
        assert not re.search(r"Usage|Options|OPTIONS|Commands|Arguments|Show this|required|default|<list|[{}]\.\.\.|\bARGS\b", text)
    assert "[nötig]" in german["batch"] and "[sonst skip]" in german["batch"] and "[required]" in english["batch"]


MISUSE = [
    (["parse"], "DATEI fehlt", "FILE is missing"),
    (["parse", "--fromat", "x"], "die Option --fromat gibt es nicht", "there is no option --fromat"),
    (["parse", "--weder-noch", "x"], "die Option --weder-noch gibt es nicht", "there is no option --weder-noch"),
    (["parse", "-Z", "x"], "die Option -Z gibt es nicht", "there is no option -Z"),
    (["pars"], "den Befehl „pars“ gibt es nicht; gemeint ist vielleicht parse", "there is no command “pars”; perhaps you meant parse"),
    (["x y\x1b[31m"], "den Befehl „", "there is no command “"),
    (["batch", "x"], "die Option -o / --output fehlt", "the option -o / --output is missing"),
    (["batch", "x", "-o", "a", "-j", "0"], "-j / --jobs: der Wert muss mindestens 1 sein", "-j / --jobs: the value must be at least 1"),
    (["batch", "x", "-o", "a", "-j", "999"], "der Wert darf höchstens 512 sein", "the value must be at most 512"),
    (["batch", "x", "-o", "a", "-j", "x"], "der Wert muss eine ganze Zahl sein", "the value must be a whole number"),
    (["batch", "x", "-o", "a", "--timeout", "x"], "der Wert muss eine Zahl sein", "the value must be a number"),
    (["parse", "--format"], "die Option --format braucht einen Wert", "the option --format needs a value"),
    (["parse", "--strict=1", "x"], "die Option --strict nimmt keinen Wert", "the option --strict takes no value"),
    (["schema", "b"], "„b“ ist ein Wort zu viel", "“b” is one argument too many"),
    (["parse", "--lang", "fr", "x"], "--lang kennt „fr“ nicht; möglich sind: de, en", "--lang does not know “fr”; choose one of: de, en"),
    (["--lang", "fr", "parse", "x"], "--lang kennt „fr“ nicht; möglich sind: de, en", "--lang does not know “fr”; choose one of: de, en"),
]


@pytest.mark.parametrize(("words", "german", "english"), MISUSE, ids=lambda value: " ".join(value)[:20] if isinstance(value, list) else "")
def test_wrong_usage_is_one_line_and_code_2(words: list[str], german: str, english: str) -> None:
    result = RUN.invoke(app, words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith("anfrage: ") and german in result.stderr and "\x1b" not in result.stderr
    speak(Languages("en"))
    result = RUN.invoke(app, words)
    speak(GERMAN)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert english.replace("FILE", "DATEI") in result.stderr.replace("FILE", "DATEI")


def test_no_command_shows_the_help() -> None:
    done = command(code=2, LANG="en_GB.UTF-8")
    assert done.stderr.startswith(b"Usage: anfrage") and done.stdout == b""


# ---- records


def tricky(folder: Path) -> list[Path]:
    """Documents that show every way in which words come into data."""
    (folder / "luecke.txt").write_text("Anfrage der SPD-Fraktion\n\nWir fragen:\n\n1. Warum?\n2. Wann?\n4. Wo?\n", encoding="utf-8")
    (folder / "antrag.txt").write_text("Antrag der SPD\n\nDie Stadt soll den Weg sperren.\n", encoding="utf-8")
    (folder / "archiv.txt").write_bytes(b"PK\x03\x04" + bytes(50))
    (folder / "kaputt.pdf").write_bytes(b"%PDF-1.7\nkaputt")
    (folder / "gut.pdf").write_bytes(pdf([letter()]))
    (folder / "leer.txt").write_bytes(b"")
    (folder / "berichtigt.txt").write_text("Anfrage der CDU-Fraktion\n\nWir fragen:\n\n1. Warum?\n", encoding="utf-8")
    (folder / "berichtigt.txt.anfrage.toml").write_text("kein TOML", encoding="utf-8")
    return sorted(p for p in folder.iterdir() if p.suffix != ".toml")


SURROUNDINGS = ({"LANG": "en_GB.UTF-8"}, {"LC_ALL": "de_DE.UTF-8"}, {"LANG": "", "LANGUAGE": "en:fr"})


def test_no_surroundings_change_a_record(tmp_path: Path) -> None:
    names = [path.name for path in tricky(tmp_path)] + ["fehlt.txt"]
    plain = command("parse", "--require", "committee", *names, cwd=tmp_path, code=7)
    assert "das verlangte Feld „committee“ fehlt" in plain.stdout.decode()
    for environment in SURROUNDINGS:
        done = command("parse", "--require", "committee", *names, cwd=tmp_path, code=7, **environment)  # type: ignore[arg-type]
        assert done.stdout == plain.stdout
        assert (b"file not found" in done.stderr) == ("LC_ALL" not in environment)
    asked = command("parse", "--lang", "de", "--require", "committee", *names, cwd=tmp_path, code=7, LANG="en_GB.UTF-8")
    assert (asked.stdout, asked.stderr) == (plain.stdout, plain.stderr)


def test_english_records_where_they_are_asked_for(tmp_path: Path) -> None:
    names = [path.name for path in tricky(tmp_path)] + ["fehlt.txt"]
    german, english = (
        [json.loads(line) for line in command(*words, cwd=tmp_path, code=7).stdout.splitlines()]
        for words in (["parse", *names], ["--lang", "en", "parse", *names])
    )
    messages = [message for row in english for message in told(row)]
    assert len(messages) == len([m for row in german for m in told(row)]) >= 12
    assert germanisms("\n".join(messages)) == []
    assert {json.dumps(without(row)) for row in german} == {json.dumps(without(row)) for row in english}


def told(row: dict[str, Any]) -> list[str]:
    return [row["error"]["message"]] if "error" in row else [found["message"] for found in row["findings"]]


def without(row: dict[str, Any]) -> dict[str, Any]:
    """A row without its words."""
    bare: dict[str, Any] = json.loads(json.dumps(row))
    for place in [bare["error"]] if "error" in bare else bare["findings"]:
        place["message"] = ""
    return bare


def test_the_library_speaks_german(english: None) -> None:
    (inquiry,) = parse_text("Anfrage\n\nWir fragen:\n\n1. Warum?\n3. Wann?\n")
    assert "die Zählung der Fragen springt von 1 auf 3" in told(as_dict(inquiry))


def test_a_sandbox_tells_in_the_commands_language(english: None) -> None:
    with Sandbox(60.0) as sandbox:
        with pytest.raises(UnreadableError) as caught:
            sandbox.extract(b"%PDF-1.7\nkaputt", "pdf", Settings().options())
        assert str(caught.value) == "the PDF is damaged; save the document as PDF again"
        assert caught.value.in_record() == "das PDF ist beschädigt; das Dokument noch einmal als PDF speichern"
        assert isinstance(caught.value.cause, Said)
        with pytest.raises(LimitError) as late:
            sandbox.extract(pdf([letter()] * 3), "pdf", Settings(max_pages=2).options())
        assert late.value.cause == "the PDF has more than 2 pages"


# ---- batches


@pytest.mark.parametrize("sink", ["aus.jsonl", "aus.sqlite"])
def test_workers_speak_as_they_are_told(sink: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    tricky(tmp_path / "in")
    words = ("batch", "in", "-j", "2", "-o", sink, "--report", "lauf.json")

    def account() -> dict[str, int]:
        return dict(json.loads((tmp_path / "lauf.json").read_bytes())["states"])

    first = command(*words, cwd=tmp_path, code=7, LANG="en_GB.UTF-8")
    assert germanisms(first.stderr.decode()) == [] and b"3 failed" in first.stderr
    report = (tmp_path / "lauf.json").read_text(encoding="utf-8")
    assert "die Datei ist leer" in report and "empty" not in report
    if sink.endswith("l"):
        assert "the file is empty" not in (tmp_path / sink).read_text(encoding="utf-8")
    again = command(*words, cwd=tmp_path, code=7)
    assert (account()["skipped"], account()["incomplete"], account()["done"]) == (2, 1, 0) and "3 fehlgeschlagen" in again.stderr.decode()
    command(*words, "--lang", "de", cwd=tmp_path, code=7)
    assert account()["skipped"] == 2
    command(*words, "--lang", "en", cwd=tmp_path, code=7)
    assert account()["skipped"] == 0, "the records that were there are German"
    command(*words, "--lang", "en", cwd=tmp_path, code=7, LANG="de_DE.UTF-8")
    assert account()["skipped"] == 2


def jobs(folder: Path) -> list[Job]:
    return [Job(n, p.name, Input(p.name, p.name.encode(), p.name, str(p))) for n, p in enumerate(tricky(folder))]


def test_people_and_records_may_differ_in_a_worker(tmp_path: Path) -> None:
    todo = jobs(tmp_path)
    plain = work(todo, Settings(indented=False))
    mixed = work(todo, Settings(indented=False, languages=Languages("en", "de")))
    speak(GERMAN)
    assert [o.payload for o in mixed] == [o.payload for o in plain] and [o.fingerprint for o in mixed] == [o.fingerprint for o in plain]
    assert [o.message for o in mixed] == [o.message for o in plain]
    assert germanisms("\n".join(o.cause for o in mixed)) == [] != germanisms("\n".join(o.cause for o in plain))
    english = work(todo, Settings(indented=False, languages=ENGLISH))
    speak(GERMAN)
    assert not {o.fingerprint for o in english if o.fingerprint} & {o.fingerprint for o in plain}


def test_a_clusters_worker_is_told_too(tmp_path: Path) -> None:
    todo = [job for job in jobs(tmp_path) if job.key.endswith("txt")]
    try:
        outcomes = on_worker(todo, Settings(indented=False, languages=ENGLISH), work)
    finally:
        speak(GERMAN)
    assert germanisms("\n".join(message for o in outcomes for row in o.payload.splitlines() for message in told(json.loads(row)))) == []


# ---- for people


def test_the_same_record_in_both_languages(tmp_path: Path) -> None:
    (path, *_) = [p for p in tricky(tmp_path) if p.name == "luecke.txt"]
    german, english = (RUN.invoke(app, [*words, "show", str(path)]).stdout for words in ([], ["--lang", "en"]))
    assert "Warnung die Zählung der Fragen springt von 2 auf 4" in german
    assert "Warning the numbering of the questions jumps from 2 to 4" in english and "Group" in english
    behind = RUN.invoke(app, ["show", str(path), "--lang", "en"]).stdout
    assert behind == english
    assert RUN.invoke(app, ["--lang", "en", "show", str(path), "--lang", "de"]).stdout == german


def test_sheets_in_both_languages(tmp_path: Path) -> None:
    (path, *_) = [p for p in tricky(tmp_path) if p.name == "luecke.txt"]
    (tmp_path / "deutsch.jsonl").write_bytes(command("parse", "--format", "jsonl", path).stdout)
    for source in (path, tmp_path / "deutsch.jsonl"):
        for language, sheet, heading, message in (
            ("de", "Hinweise", "Datei", "die Zählung der Fragen springt von 2 auf 4"),
            ("en", "Findings", "File", "the numbering of the questions jumps from 2 to 4"),
        ):
            target = tmp_path / f"{language}.xlsx"
            assert RUN.invoke(app, ["export", str(source), "-o", str(target), "--force", "--lang", language]).exit_code == 0
            rows = list(openpyxl.load_workbook(target)[sheet].values)
            assert rows[0][0] == heading and message in {row[5] for row in rows}
    by_system = command("export", path, "-o", "-", "--to", "csv", LANG="en_GB.UTF-8").stdout
    assert by_system == command("export", path, "-o", "-", "--to", "csv", "--lang", "en").stdout
    assert b'"Reference"' in by_system
    for_programs = ("export", path, "-o", "-", "--to", "csv", "--preset", "rfc4180")
    assert command(*for_programs, LANG="en_GB.UTF-8").stdout == command(*for_programs).stdout


def test_pages_in_both_languages(tmp_path: Path) -> None:
    paths = [str(p) for p in tricky(tmp_path) if p.suffix == ".txt"]
    pages = {}
    for language in ("de", "en"):
        result = RUN.invoke(app, ["--lang", language, "review", *paths, "-o", str(tmp_path / f"{language}.html")])
        assert result.exit_code == 7
        pages[language] = (tmp_path / f"{language}.html").read_text(encoding="utf-8")
    assert '<html lang="de"' in pages["de"] and '<html lang="en"' in pages["en"]
    assert "the file is empty" in pages["en"] and "die Datei ist leer" in pages["de"]
    assert "the numbering of the questions jumps from 2 to 4" in pages["en"] and "springt von" not in pages["en"]
    assert "the numbering of the questions jumps from … to …" in pages["en"]


def test_problems_and_versions_in_english(tmp_path: Path) -> None:
    row = {**as_dict(parse_text("Anfrage\n\nWir fragen:\n\n1. Warum?\n")[0]), "party": "X"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    result = RUN.invoke(app, ["validate", str(tmp_path / "a.jsonl"), "--lang", "en"])
    assert result.exit_code == 3 and "/party: must be made up of parties" in result.stdout and "1 record, 1 error" in result.stderr
    assert germanisms(command("--version", LANG="en_GB.UTF-8").stdout.decode()) == []


def test_german_loads_no_catalogue() -> None:
    code = "import sys; sys.argv = ['anfrage', '-h']; from anfrage_parser import messages; import anfrage_parser.batch.work, gettext; "
    code += "messages.catalogue_bytes = None; from anfrage_parser.findings import finding; print(finding('number-missing').message)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "LANG": "en_GB.UTF-8"})
    assert done.stdout.decode().strip() == CODES["number-missing"].sentence
