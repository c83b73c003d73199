"""Drafts of answers: the letter they give, templates of one's own, and what hostile ones may not do."""

import io
import re
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from anfrage_parser import parse_file
from anfrage_parser.answer_draft.markdown import markdown_draft
from anfrage_parser.answer_draft.names import HERE, shown_label, values
from anfrage_parser.answer_draft.package import cleaned
from anfrage_parser.answer_draft.rendering import packed, rendered
from anfrage_parser.answer_draft.word import own_template, word_draft
from anfrage_parser.cli.app import app
from anfrage_parser.errors import AnfrageError, LimitError, UnreadableError, UsageError
from anfrage_parser.fields import FIELDS
from anfrage_parser.parse import parse_source
from anfrage_parser.plugins import install_command
from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.options import Options
from anfrage_parser.record.schema import Inquiry, Question
from tests.answer_draft.packages import DOCUMENT, LINKS, MAIN, TYPES, changed, related, template, with_field
from tests.command import GUARD, ROOT, SAMPLES, command, linux

RUN = CliRunner()
READ_BACK = (
    *("ausschuss-am-tag", "brief", "erste-frage", "gemeinsam", "karlsruhe-thema", "kleine-anfrage", "koeln-bezirk"),
    *("mail-fragestunde", "mainzer-formular", "neu-gezaehlt", "ratsseite", "stadtratsmitglieder", "ueberschriften", "unterfragen"),
)
"""Samples with all kinds of numbers, with parts and tails, and without any number."""


def sample(name: str) -> Inquiry:
    return parse_file(SAMPLES / f"{name}.txt")[0]


def asked(questions: list[Question]) -> list[tuple[str, str, list[tuple[str, str]], str | None]]:
    return [(shown_label(q), q.text, [(part.label, part.text) for part in q.parts], q.tail) for q in questions]


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


@pytest.mark.parametrize("name", READ_BACK)
def test_a_draft_read_back_has_the_same_questions(name: str) -> None:
    record = sample(name)
    (answer,) = parse_source(read_bytes(word_draft(record, own_template(), GUARD), "antwort.docx", Options()))
    assert answer.document_type == "answer" and answer.title == record.title
    assert asked(answer.questions) == asked(record.questions)
    assert answer.refers_to is not None and answer.refers_to.number == record.number
    given = [question.answer for question in answer.questions if question.answer] + [given.text for given in answer.answers]
    assert given.count(HERE) == len(record.questions)


def test_the_same_record_gives_the_same_bytes() -> None:
    record, own = sample("unterfragen"), own_template()
    assert own == own_template() and word_draft(record, own, GUARD) == word_draft(record, own, GUARD)
    assert cleaned(own) == own


def test_markdown() -> None:
    lines = markdown_draft(sample("unterfragen")).decode().split("\n\n")
    assert lines[2] == "# Antwort auf die Anfrage 2023/1158 der Fraktion CDU vom 24.08.2023"
    assert lines.count("\\[Hier antworten\\]\n") + lines.count("\\[Hier antworten\\]") == 5 and "**Zu Frage 5:**" in lines
    assert "a) für geflüchtete Menschen," in lines


def test_what_has_an_answer_keeps_it() -> None:
    record = sample("mit-antwort")
    assert record.document_type == "inquiry_with_answer"
    assert HERE not in texts(word_draft(record, own_template(), GUARD))


NAMES = {
    "{{ datum }} {{ date }} {{ date|datum }}": "24.08.2023 2023-08-24 24.08.2023",
    "{{ fragen|length }} {{ questions[0].label }} {{ fragen[0].nummerierung }} {{ fragen[0].nummerierung }}": "5 1. 1. 1.",
    "{% for frage in fragen if frage.index < 3 %}{{ frage.zu }}{{ frage.marke }} {% endfor %}": "11. 22. ",
    "{{ koerperschaft }}/{{ körperschaft }}/{{ body }}": "Stadt Auental/Stadt Auental/Stadt Auental",
    "{{ fraktion }}, {{ parties[0] }}, {{ party }}": "CDU, CDU, CDU",
    "{{ frist }}[{{ due }}]": "[]",
    "{{ zu_anfrage }}|{{ source.name }}": "|unterfragen.txt",
    "{{ fragen[0].unterfragen[1].wortlaut }} {{ blocks[0].fragen[0].schluss[:10] }}": "für wohnungslose Einzelpersonen, zur Verfüg",
    "{{ dokumentart }}": "Anfrage",
}


def test_names_of_a_template() -> None:
    found = texts(word_draft(sample("unterfragen"), template(*NAMES), GUARD))
    assert found == list(NAMES.values())


def test_every_field_has_both_names_and_the_page_says_so() -> None:
    page, found = (ROOT / "docs/draft.md").read_text(encoding="utf-8"), values(sample("unterfragen"))
    for field in FIELDS:
        german = re.sub(r"\W+", "_", field.heading("de").lower())
        assert german in found and f"`{german}`" in page
        assert field.key.partition(".")[0] in found and f"`{field.key}`" in page
    question = found["questions"][0]
    for name in (*question, *question["parts"][0], *found["blocks"][0]):
        assert f"`{name}`" in page or name != name.replace("ae", "ä").replace("ue", "ü").replace("oe", "ö"), name


def test_a_letter_is_text_and_nothing_else() -> None:
    record = sample("brief").model_copy(update={"title": "{{ 7 * 7 }} <w:p>&amp; {% for %}\a\f\x01 A\nB"})
    found = texts(word_draft(record, template("{{ titel }}"), GUARD))
    assert found == ["{{ 7 * 7 }} <w:p>&amp; {% for %}\ufffd\ufffd\ufffd A\nB"]


HOSTILE = {
    "count": "{% for i in range(10**9) %}{{ i }}{% endfor %}",
    "class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "attr": "{{ fragen|attr('__class__') }}{{ ''|attr('__class__') }}",
    "globals": "{{ range.__globals__ }}",
    "init": "{{ self.__init__.__globals__ }}",
    "cycler": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "format": "{{ '{0.__class__.__init__.__globals__}'.format(titel) }}",
    "change": "{{ fragen.append(1) }}",
    "safe": "{{ titel|safe }}",
    "import": "{% import 'os' as os %}",
    "include": "{% include '/etc/passwd' %}",
    "syntax": "{% for frage in %}",
    "unknown": "{{ titl }}",
    "unknown part": "{{ fragen[0].wortlauf }}",
    "beyond": "{{ fragen[99].text }}",
    "list": "{{ parties }}",
    "recursion": "{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}",
    "raw": "{% autoescape false %}{{ '<w:p>' }}{% endautoescape %}",
    "division": "{{ 1 // 0 }}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_template_may(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        word_draft(sample("brief"), template(HOSTILE[name]), GUARD)
    assert "Vorlage" in caught.value.cause and caught.value.next_step


@pytest.mark.parametrize(
    ("text", "said"),
    [("{{ fragen }}", "eine Liste lässt sich nicht schreiben, nur ihre Teile in einer Schleife; die Klammern der Vorlage prüfen")],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    """Here in one process: the one that fills in a template says only its error."""
    with pytest.raises(UsageError) as caught:
        rendered(packed(values(sample("brief")), template(text)))
    assert said in str(caught.value)


def test_without_what_fills_in_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docxtpl", None)
    done = RUN.invoke(app, ["draft", str(SAMPLES / "brief.txt"), "-o", "entwurf.docx"])
    assert done.exit_code == 2 and f"für Entwürfe als .docx fehlt docxtpl; {install_command('draft')}" in done.stderr


def test_a_mistake_is_named() -> None:
    with pytest.raises(UsageError, match="titl"):
        word_draft(sample("brief"), template("{{ titl }}"), GUARD)


OUTSIZE = {
    "long": "{% for i in range(99999) %}{% for j in range(99999) %}0123456789{% endfor %}{% endfor %}",
    "memory": "{% set x = 'x' * 2000000000 %}{{ x|length }}",
    "endless": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
}


@linux
@pytest.mark.parametrize("name", OUTSIZE)
def test_a_template_is_bounded(name: str) -> None:
    with pytest.raises(LimitError):
        word_draft(sample("brief"), template(OUTSIZE[name]), 3.0 if name == "endless" else GUARD)


PLAIN = template("{{ titel }}")

PACKAGES = {
    "macro type": changed(PLAIN, {TYPES: (DOCUMENT, "application/vnd.ms-word.document.macroEnabled.main+xml")}),
    "macros": related(PLAIN, "vbaProject", "vbaProject.bin", external=False),
    "control": related(PLAIN, "control", "activeX/activeX1.xml", external=False),
    "object": related(PLAIN, "oleObject", "embeddings/oleObject1.bin", external=False),
    "chunk": related(PLAIN, "aFChunk", "chunk.html", external=False),
    "picture": related(PLAIN, "image", "http://boese.example/bild.png"),
    "frame": related(PLAIN, "frame", "http://boese.example/"),
    "starts": with_field(" DDE", "AUTO c:\\\\windows\\\\cmd.exe"),
    "reads": with_field(' INCLUDETEXT "c:\\\\geheim.txt" '),
    "hidden": with_field("{ QUOTE 68 68 69}", " x"),
    "xml of another name": changed(PLAIN, {}, {"word/media/image1.bin": b" <x/>"}),
    "entities": changed(PLAIN, {MAIN: ("<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document')}),
    "not Word": changed(PLAIN, {TYPES: (DOCUMENT, "application/xml")}),
    "no zip": b"PK\x03\x04 nothing",
    "text": b"{{ titel }}",
}


@pytest.mark.parametrize("name", PACKAGES)
def test_packages_that_are_refused(name: str) -> None:
    with pytest.raises((UsageError, UnreadableError)):
        word_draft(sample("brief"), PACKAGES[name], GUARD)


def test_it_works_where_processes_are_not_forked() -> None:
    record, forked = sample("brief"), word_draft(sample("brief"), own_template(), GUARD)
    assert word_draft(record, own_template(), GUARD, beside_threads=True) == forked
    with pytest.raises(UsageError, match="titl"):
        word_draft(record, template("{{ titl }}"), GUARD, beside_threads=True)


def test_a_zip_bomb() -> None:
    bomb = changed(PLAIN, {}, {"word/media/image1.png": bytes(80_000_000)})
    assert len(bomb) < 200_000
    with pytest.raises(LimitError):
        word_draft(sample("brief"), bomb, GUARD)


def test_what_word_writes_itself_passes() -> None:
    kept = related(
        changed(PLAIN, {TYPES: (DOCUMENT, DOCUMENT.replace("document.main", "template.main"))}), "attachedTemplate", "file:///C:/x.dotm"
    )
    kept = changed(kept, {LINKS: ("</Relationships>", kept_link())})
    draft = word_draft(sample("brief"), kept, GUARD)
    with zipfile.ZipFile(io.BytesIO(draft)) as package:
        assert b"x.dotm" not in package.read(LINKS) and b"rathaus.example" in package.read(LINKS)
        assert DOCUMENT in package.read(TYPES).decode()
    assert word_draft(sample("brief"), with_field(" PAGE ", "\\* MERGEFORMAT"), GUARD)


def kept_link() -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    return f'<Relationship Id="rId98" Type="{kind}" Target="https://rathaus.example" TargetMode="External"/></Relationships>'


@pytest.mark.parametrize("data", [b"", b"\0" * 100, own_template()[:9000]], ids=["nothing", "zeros", "cut off"])
def test_damaged_templates(data: bytes) -> None:
    with pytest.raises(AnfrageError):
        word_draft(sample("brief"), data, GUARD)


def drafted(*words: object, cwd: Path, code: int = 0) -> str:
    return command("draft", *words, cwd=cwd, code=code).stderr.decode()


def test_one_letter(tmp_path: Path) -> None:
    said = drafted(SAMPLES / "brief.txt", "-o", "antwort.docx", cwd=tmp_path)
    assert "antwort.docx: Entwurf zu" in said and HERE in texts((tmp_path / "antwort.docx").read_bytes())
    assert "gibt es schon" in drafted(SAMPLES / "brief.txt", "-o", "antwort.docx", cwd=tmp_path, code=10)
    drafted(SAMPLES / "brief.txt", "-o", "antwort.docx", "--force", cwd=tmp_path)
    printed = command("draft", SAMPLES / "brief.txt", "--to", "md", "-o", "-").stdout
    drafted(SAMPLES / "brief.txt", "-o", "antwort.md", cwd=tmp_path)
    assert (tmp_path / "antwort.md").read_bytes() == printed == markdown_draft(sample("brief"))


def test_templates_of_ones_own(tmp_path: Path) -> None:
    drafted("--new-template", "-o", "vorlage.docx", cwd=tmp_path)
    assert (tmp_path / "vorlage.docx").read_bytes() == own_template()
    for letter in ("unterfragen", "gemeinsam", "brief"):
        said = drafted(SAMPLES / f"{letter}.txt", "-o", "eins.docx", "--force", "--template", "vorlage.docx", cwd=tmp_path)
        assert "lässt" not in said
    drafted(SAMPLES / "brief.txt", "-o", "zwei.docx", cwd=tmp_path)
    assert (tmp_path / "eins.docx").read_bytes() == (tmp_path / "zwei.docx").read_bytes()
    (tmp_path / "falsch.docx").write_bytes(template("{{ titl }}"))
    said = drafted(SAMPLES / "brief.txt", "-o", "drei.docx", "--template", "falsch.docx", cwd=tmp_path, code=2)
    assert said.startswith("anfrage: falsch.docx: die Vorlage nennt etwas, das es nicht gibt") and not (tmp_path / "drei.docx").exists()


def test_a_template_that_leaves_questions_out(tmp_path: Path) -> None:
    count = len(sample("brief").questions)
    cases = [("{{ fragen[0].wortlaut }}", count - 1), ("{{ titel }}", count), ("{% if false %}{% endif %}", count)]
    for number, (text, missing) in enumerate(cases):
        (tmp_path / "vorlage.docx").write_bytes(template(text))
        said = drafted(SAMPLES / "brief.txt", "-o", f"{number}.docx", "--template", "vorlage.docx", cwd=tmp_path)
        assert f"die Vorlage lässt {missing} Fragen aus" in said


MISUSES = [
    (("brief.txt", "-o", "a.pdf"), 2, "das Format fehlt"),
    (("brief.txt", "-o", "a.md", "--template", "x.docx"), 2, "--template gibt es nur für Word"),
    (("brief.txt", "-o", "a.docx", "--template", "x.docx"), 4, "x.docx lässt sich nicht lesen"),
    (("brief.txt", "-o", "a.docx", "--new-template"), 2, "schreibt nur die eingebaute Vorlage"),
    (("-o", "a.docx"), 2, "es fehlt die Anfrage"),
    (("antwort-gemeinsam.txt", "-o", "a.md"), 6, "antwort-gemeinsam.txt: das ist keine Anfrage"),
    (("zwei-anfragen.txt", "-o", "a.md"), 2, "mehrere Anfragen"),
    (("zwei-anfragen.txt#7", "-o", "a.md"), 2, "nicht dabei"),
]


@pytest.mark.parametrize(("words", "code", "said"), MISUSES, ids=[said for _, _, said in MISUSES])
def test_misuse(words: tuple[str, ...], code: int, said: str, tmp_path: Path) -> None:
    given = [SAMPLES / word if word.partition("#")[0].endswith(".txt") else word for word in words]
    assert said in drafted(*given, cwd=tmp_path, code=code) and not list(tmp_path.iterdir())


def test_every_kind_of_input(tmp_path: Path) -> None:
    files = [SAMPLES / "zwei-anfragen.txt", SAMPLES / "brief.txt", SAMPLES / "antwort-gemeinsam.txt"]
    (tmp_path / "alle.jsonl").write_bytes(command("parse", *files).stdout)
    command("batch", *files, "-o", tmp_path / "archiv.sqlite", code=(0, 7))
    command("batch", *files, "-o", tmp_path / "satz", code=(0, 7))
    command("batch", *files, "-o", tmp_path / "alle2.jsonl", code=(0, 7))
    wanted = {"antwort-brief.md", "antwort-zwei-anfragen.md", "antwort-zwei-anfragen-2.md"}
    for given in (files, ["alle.jsonl"], ["alle2.jsonl"], ["archiv.sqlite"], ["satz"]):
        folder = tmp_path / f"aus-{Path(given[0]).name}"
        drafted(*given, "--to", "md", "-o", f"{folder}/", cwd=tmp_path)
        assert {path.name for path in folder.iterdir()} == wanted
    drafted("archiv.sqlite#zwei-anfragen.txt#2", "-o", "zwei.md", cwd=tmp_path)
    assert (tmp_path / "zwei.md").read_bytes() == (tmp_path / "aus-satz/antwort-zwei-anfragen-2.md").read_bytes()
    drafted("archiv.sqlite#brief.txt", "-o", "eins.md", cwd=tmp_path)
    many = drafted("archiv.sqlite#brief.txt", f"{SAMPLES}/zwei-anfragen.txt#2", SAMPLES / "brief.txt", "-o", "viele/", cwd=tmp_path, code=2)
    assert "nur aus einer einzigen Datei" in many and not (tmp_path / "viele").exists()
    printed = command("draft", "-", "--to", "md", "-o", "-", data=(SAMPLES / "brief.txt").read_bytes()).stdout
    assert (tmp_path / "eins.md").read_bytes() == printed


def test_without_the_extra(tmp_path: Path) -> None:
    words = (
        "from importlib import util; util.find_spec = lambda name: None\n"
        "import sys; from anfrage_parser.__main__ import main; sys.argv = ['anfrage', *sys.argv[1:]]; main()"
    )
    (tmp_path / "starter.py").write_text(words)
    done = command(
        "draft", SAMPLES / "brief.txt", "-o", "a.docx", cwd=tmp_path, code=2, module="starter", started=True, PYTHONPATH=str(tmp_path)
    )
    assert "fehlt docxtpl" in done.stderr.decode() and "[draft]" in done.stderr.decode()
