"""The review page as people use it, in headless Chromium; skipped where there is none (`make browser` installs the driver)."""

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from anfrage_parser import parse_file
from anfrage_parser.cli.app import app
from anfrage_parser.corrections import Corrections
from tests.command import GUARD, SAMPLES
from tests.review.test_review import HOSTILE, TWIN

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make browser")
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (path := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip
WIDE, NARROW = {"width": 1400, "height": 900}, {"width": 360, "height": 780}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("review"), *sorted([*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.pdf")]))


def written(folder: Path, *documents: Path, language: str = "de") -> Path:
    target = folder / f"{len(list(folder.iterdir()))}.html"
    result = CliRunner().invoke(app, ["review", "--lang", language, "-o", str(target), *map(str, documents)])
    assert result.exit_code == 0, result.stderr
    return target


@pytest.fixture
def visit(browser: Any) -> Iterator[Any]:
    """Opens a page; at the end nothing may have gone wrong in it, and nothing may have been asked of a network."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def dismiss(dialog: Any) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    def open_page(path: Path, size: dict[str, int] = WIDE, scheme: str = "light") -> Any:
        context = browser.new_context(viewport=size, color_scheme=scheme, permissions=["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(GUARD * 1000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
        page.on("dialog", dismiss)
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def listed(page: Any) -> int:
    return int(page.locator("#list > li").count())


def choose(page: Any, text: str) -> None:
    """Open the document of that name."""
    page.locator("#list button", has_text=text).first.click()


def test_filters(visit: Any, samples: Path) -> None:
    page = visit(samples)
    everything = listed(page)
    page.select_option("#party", label=next(o for o in page.locator("#party option").all_inner_texts() if o.startswith("FREIE WÄHLER (")))
    assert 0 < listed(page) < everything
    assert all("FREIE WÄHLER" in text for text in page.locator("#list li").all_inner_texts())
    page.select_option("#party", "0")
    page.select_option("#finding", label="ohne Fehler und Warnungen")
    clean = listed(page)
    page.select_option("#finding", label="mit Fehlern oder Warnungen")
    assert clean > 0 and clean + listed(page) == everything
    page.select_option(
        "#finding", label=next(o for o in page.locator("#finding option").all_inner_texts() if o.startswith("die Sitzung ist angekündigt"))
    )
    assert listed(page) == 2
    page.select_option("#finding", "0")
    page.fill("#search", "UV-Anlage")  # within a question of both Mainz forms
    playwright.expect(page.locator("#list > li")).to_have_count(2)
    page.fill("#search", "questions")  # a key of the data, no word of a document
    playwright.expect(page.locator("#nothing")).to_be_visible()
    page.fill("#search", "")
    playwright.expect(page.locator("#list > li")).to_have_count(everything)


def test_either_side_finds_the_other_in_text(visit: Any, samples: Path) -> None:
    page = visit(samples)
    choose(page, "brief.txt")
    page.locator(".row", has_text="Frage 2").first.locator(".name").click()
    (inquiry,) = parse_file(SAMPLES / "brief.txt")
    marked = " ".join(page.locator("mark.sel").all_inner_texts())
    for word in inquiry.questions[1].text.split()[:5]:
        assert word in marked
    page.locator("mark", has_text=inquiry.title or "?").first.click()
    assert page.locator(".row.sel .name").all_inner_texts() == ["Titel"]
    assert page.evaluate("document.activeElement.className") == "name"


def test_either_side_finds_the_other_on_a_page(visit: Any, samples: Path) -> None:
    page = visit(samples)
    choose(page, "brief-zwei-seiten.pdf")
    assert page.locator("figure").count() == 2
    page.locator(".row", has_text="Frage 4").first.locator(".name").click()
    boxes = page.locator("figure button.sel")
    assert boxes.count() == 5  # the number, two lines on the first page, two on the second
    assert set(boxes.evaluate_all("all => all.map(b => b.getAttribute('aria-label'))")) == {"Frage 4"}
    page.locator("figure button[aria-label=Datum]").click()
    assert page.locator(".row.sel .value").inner_text() == "08.10.2024"
    page.click("#as-text")
    assert page.locator("mark.sel").inner_text() == "8. Oktober 2024"
    page.click("#as-pages")
    page.click("#large")
    assert page.locator("figure").first.bounding_box()["width"] > page.locator("#view").bounding_box()["width"]


def test_boxes_lie_on_their_words(visit: Any, samples: Path) -> None:
    page = visit(samples)
    choose(page, "mainzer-formular.pdf")
    (inquiry,) = parse_file(SAMPLES / "mainzer-formular.pdf")
    assert inquiry.evidence is not None
    (place,) = inquiry.evidence["number"]
    assert place.bbox is not None
    image, box = page.locator("figure img").bounding_box(), page.locator("figure button[aria-label=Nummer]").bounding_box()
    scale = image["width"] / 595.28
    assert box["x"] - image["x"] == pytest.approx(place.bbox[0] * scale, abs=1.5)
    assert box["y"] - image["y"] == pytest.approx(place.bbox[1] * scale, abs=1.5)
    assert box["width"] == pytest.approx((place.bbox[2] - place.bbox[0]) * scale, abs=1.5)


def test_keyboard(visit: Any, samples: Path) -> None:
    page = visit(samples)
    names = page.locator("#list button")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert names.nth(1).get_attribute("aria-current") == "true"
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert names.nth(0).get_attribute("aria-current") == "true"
    seen = []
    for _ in range(6):
        page.keyboard.press("n")
        seen.append((page.locator("#name").inner_text(), page.locator(".row.sel .name").inner_text()))
    assert len(set(seen)) == 6 and len({name for name, _ in seen}) > 2
    page.keyboard.press("Escape")
    assert page.locator(".sel").count() == 0
    page.keyboard.press("/")
    page.keyboard.type("jkn")  # letters, not commands
    assert page.input_value("#search") == "jkn"


def test_a_correction_is_copied_and_holds(visit: Any, tmp_path: Path) -> None:
    brief = tmp_path / "brief.txt"
    brief.write_bytes((SAMPLES / "brief.txt").read_bytes())
    CliRunner().invoke(app, ["correct", str(brief), "--set", "committee=Bauausschuss"])
    page = visit(written(tmp_path, brief))
    words = 'Öffnung "sofort" \\ gleich'
    for name, value in (("Titel", words), ("Datum", "3.4.2024"), ("Frage 1", ""), ("Frage 2", "Was kostet das?"), ("Fraktion", "SPD, FDP")):
        row = page.locator(".row", has=page.get_by_role("button", name=name, exact=True))
        row.locator(".edit").click()
        page.locator(".row textarea").fill(value)
        page.get_by_role("button", name="Übernehmen").click()
    assert page.locator(".row .was").count() == 5
    assert page.inner_text("#copy") == "Korrekturen kopieren (5)"
    page.click("#copy")
    playwright.expect(page.locator("#said")).to_contain_text("brief.txt.anfrage.toml")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.input_value("#toml")
    kept = Corrections.model_validate(tomllib.loads(copied))
    assert len(kept.correction) == 6
    before = len(parse_file(brief)[0].questions)
    brief.with_name("brief.txt.anfrage.toml").write_text(copied, encoding="utf-8")
    (inquiry,) = parse_file(brief)
    assert (inquiry.title, inquiry.date, inquiry.parties, inquiry.committee) == (words, "2024-04-03", ["SPD", "FDP"], "Bauausschuss")
    assert inquiry.questions[0].text == "Was kostet das?" and len(inquiry.questions) == before - 1
    assert not [f.message for f in inquiry.findings if f.code == "correction-misfit"]


def test_edits_that_were_not_copied_are_not_lost_unasked(browser: Any, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(written(tmp_path, SAMPLES / "zwei-anfragen.txt").as_uri())
    page.locator(".edit").last.click()
    page.locator(".row textarea").fill("Neu")
    page.keyboard.press("Enter")
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    page.close()
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_serious_for_axe(size: dict[str, int], scheme: str, visit: Any, samples: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: make browser").Axe()
    page = visit(samples, size, scheme)
    for view in ("text", "pages", "editing"):
        if view == "pages":
            page.fill("#search", "mainzer-formular.pdf") if size is WIDE else (
                page.click("#toggle"),
                page.fill("#search", "mainzer-formular.pdf"),
            )
            playwright.expect(page.locator("#list > li")).to_have_count(1)
        if view == "editing":
            page.locator(".edit").first.click()
        found = axe.run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []


def test_narrow_pages_do_not_scroll_sideways(visit: Any, samples: Path) -> None:
    page = visit(samples, NARROW)
    for _ in range(8):
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.keyboard.press("j")
    assert not page.locator("#side").is_visible()
    page.click("#toggle")
    assert page.locator("#side").is_visible()
    choose(page, "brief.txt")
    assert not page.locator("#side").is_visible()


def test_print_shows_document_and_record_alone(visit: Any, samples: Path) -> None:
    page = visit(samples, scheme="dark")
    page.emulate_media(media="print")
    assert page.locator("#view").is_visible() and page.locator("#rows").is_visible() and page.locator("#name").is_visible()
    for hidden in ("#side", ".tools", ".edit", ".keys"):
        assert not page.locator(hidden).first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def shape(page: Any) -> Any:
    """Tags and attributes of the page as it stands, after every document was opened."""
    return page.evaluate("""() => [...document.querySelectorAll("*")].filter((node) => !node.matches(".ctl"))
        .map((node) => [node.tagName, ...[...node.attributes].map((a) => `${a.name}=${a.value}`)])""")


def test_a_hostile_document_looks_like_its_twin(visit: Any, tmp_path: Path) -> None:
    shapes = []
    for text in (HOSTILE, TWIN):
        (tmp_path / "brief.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
        page = visit(written(tmp_path, tmp_path / "brief.txt"))
        page.keyboard.press("n")
        shown = page.inner_text("#main")
        assert not set(shown) & {"\x00", "\x1b", "\u202e", "\u2066", "\u2028"}
        page.evaluate("for (const option of document.querySelectorAll('#finding option:nth-child(n + 6)')) option.remove()")
        shapes.append([node for node in shape(page) if node[0] not in ("META", "STYLE")])
    assert len(shapes[0]) > 100
    for tags in shapes:
        assert not [node for node in tags if node[0] in ("IMG", "B") or any(a.startswith("on") for a in node[1:])]
    heads = [[node for node in tags if node[0] not in ("MARK", "SPAN", "LI", "BUTTON", "DIV", "UL", "OPTION")] for tags in shapes]
    assert heads[0] == heads[1]


RUNS = """() => {
  const runs = [];
  let run = 0;
  const end = () => { runs.push(run); run = 0; };
  const nodes = document.createNodeIterator(document.body, NodeFilter.SHOW_ALL);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE && !node.parentNode.closest("script, style, option, noscript")) {
      for (const letter of node.data) if (/[ \\t\\n]/.test(letter)) end(); else run += 1;
    } else if (node.nodeType === Node.ELEMENT_NODE && !/^(MARK|SPAN|B)$/.test(node.tagName)) end();
  }
  end();
  return Math.max(...runs);
}"""
"""How many letters of the page stand one behind the other without a place to break."""


def asking(word: str, folder: Path) -> str:
    """Write a letter whose second question holds that word; return its text."""
    text = f"Anfrage 1/2024 der SPD-Fraktion\nBetreff: Radweg\n\nWir fragen:\n\n1. Warum?\n2. Wann {word} kommt er?\n"
    (folder / "brief.txt").write_text(text, encoding="utf-8")
    return text


def test_a_word_of_a_megabyte_is_broken(visit: Any, tmp_path: Path) -> None:
    text = asking("xo" * 499_900, tmp_path)
    page = visit(written(tmp_path, tmp_path / "brief.txt"))
    assert page.evaluate(RUNS) <= 440
    assert page.evaluate("document.querySelector('#view pre').textContent") == text
    page.keyboard.press("n")
    page.evaluate("document.querySelector('mark[data-key]').click()")
    assert page.evaluate("[...document.querySelectorAll('mark')].map((mark) => getComputedStyle(mark).outlineStyle)").count("none") > 5


@pytest.mark.parametrize("word", ["xo" * 20_000, "x\u0301" * 20_000, "\u0633\u0644" * 20_000, "😀" * 20_000])
def test_a_word_without_end_stays_one_word(word: str, visit: Any, tmp_path: Path) -> None:
    text, question = asking(word, tmp_path), f"Wann {word} kommt er?"
    page = visit(written(tmp_path, tmp_path / "brief.txt"))
    assert page.evaluate(RUNS) <= 440
    assert page.evaluate("document.querySelector('#view pre').textContent") == text
    row = page.locator(".row", has=page.get_by_role("button", name="Frage 2", exact=True))
    row.locator(".name").click()
    assert "".join(page.locator("mark.sel").evaluate_all("all => all.slice(1).map(mark => mark.textContent)")) == question
    copied = page.evaluate("""() => {
      getSelection().selectAllChildren([...document.querySelectorAll("mark.sel")].at(-1));
      document.execCommand("copy");
      return navigator.clipboard.readText();
    }""")
    assert copied == question
    row.locator(".edit").click()
    assert page.input_value(".row textarea") == question
    assert page.evaluate("document.querySelector('.row textarea').wrap") == "off"


def test_places_count_code_points(visit: Any, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text(
        "Anfrage 😀😀 der SPD-Fraktion\n\nWir fragen:\n\n1. Wer 🚲 fährt?\n2. Was kostet es?\n", encoding="utf-8"
    )
    page = visit(written(tmp_path, tmp_path / "brief.txt"))
    page.locator(".row", has_text="Frage 2").locator(".name").click()
    assert page.locator("mark.sel").all_inner_texts() == ["2.", "Was kostet es?"]


def test_english(visit: Any, tmp_path: Path) -> None:
    page = visit(written(tmp_path, SAMPLES / "brief.txt", language="en"))
    assert page.evaluate("document.documentElement.lang") == "en"
    text = page.inner_text("#main")
    assert "Question 1" in text and "Record" in text and "Frage 1" not in text


FORMS = {
    "Datum": ("7. November 2024", "date", "2024-11-07"),
    "Sitzung": ("Do, 07.11.24", "session_date", "2024-11-07"),
    "Öffentlich": ("nö", "public", False),
    "Fraktion": ("SPD, FDP", "parties", ["SPD", "FDP"]),
    "Titel": ('Öffnung "sofort" \\ gleich', "title", 'Öffnung "sofort" \\ gleich'),
    "Frage 2": ("Was kostet das?", "questions[1].text", "Was kostet das?"),
}
"""Name of a row → what a person types, the field, its value."""

LETTER = """SPD-Fraktion

Auental, den 8. Oktober 2024

Anfrage Nr. 27/2024
Sitzung des Stadtrates am 31.10.2024
öffentlich

Betreff: Öffnung des Uferwegs

Wir fragen die Verwaltung:

1. Wann wird der Weg geöffnet?
2. Was kostet die Sanierung?
"""


def test_what_the_page_shows_as_corrected_is_applied(visit: Any, tmp_path: Path) -> None:
    """Page → download → import → show: every form of a value, and all documents in one file."""
    folder = tmp_path / "briefe"
    folder.mkdir()
    for name in ("eins.txt", "zwei.txt"):
        (folder / name).write_text(LETTER.replace("27/2024", f"{name}/2024".replace(".txt", "")), encoding="utf-8")
    page = visit(written(tmp_path, folder))
    for row_name, (typed, _, _) in FORMS.items():
        page.locator(".row", has=page.get_by_role("button", name=row_name, exact=True)).first.locator(".edit").click()
        page.locator(".row textarea").fill(typed)
        page.get_by_role("button", name="Übernehmen").click()
    page.click("#next")
    page.locator(".row", has=page.get_by_role("button", name="Titel", exact=True)).locator(".edit").click()
    page.locator(".row textarea").fill("Anderer Titel")
    page.get_by_role("button", name="Übernehmen").click()
    assert page.inner_text("#save") == f"Alle Korrekturen speichern ({len(FORMS) + 1})"
    with page.expect_download() as download:
        page.click("#save")
    saved = tmp_path / "korrekturen.json"
    download.value.save_as(saved)
    done = CliRunner().invoke(app, ["correct", "--import", str(saved), str(folder)])
    assert done.exit_code == 0 and str(len(FORMS) + 1) in done.stderr, done.stderr
    records = {path.name: parse_file(path)[0] for path in sorted(folder.glob("*.txt"))}
    changed = next(record for record in records.values() if record.title != "Anderer Titel")
    for typed, field, value in FORMS.values():
        got = changed.questions[1].text if field.startswith("questions") else getattr(changed, field)
        assert got == value, (typed, got)
    assert sorted(record.title or "" for record in records.values()) == sorted(["Anderer Titel", str(FORMS["Titel"][2])])
    assert not [f for record in records.values() for f in record.findings if f.code.startswith("correction-")]
    shown = CliRunner().invoke(app, ["show", str(folder / next(name for name, r in records.items() if r is changed))])
    assert "07.11.2024" in shown.stdout and "SPD, FDP" in shown.stdout


NO_VALUES = [("Datum", "31.02.2024"), ("Datum", "bald"), ("Sitzung", "13.13.2024"), ("Öffentlich", "vielleicht")]


@pytest.mark.parametrize(("name", "typed"), NO_VALUES)
def test_what_would_not_be_applied_is_refused_while_it_is_typed(name: str, typed: str, visit: Any, tmp_path: Path) -> None:
    brief = tmp_path / "brief.txt"
    brief.write_text(LETTER, encoding="utf-8")
    page = visit(written(tmp_path, brief))
    page.locator(".row", has=page.get_by_role("button", name=name, exact=True)).locator(".edit").click()
    page.locator(".row textarea").fill(typed)
    assert page.locator("#refusal").inner_text() and page.get_by_role("button", name="Übernehmen").is_disabled()
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Escape")
    assert page.locator(".row .was").count() == 0 and page.locator("#save").is_hidden()
