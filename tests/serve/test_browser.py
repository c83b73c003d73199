"""The desk as a clerk uses it, in headless Chromium, by keyboard alone; skipped where there is none (`make browser`)."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from anfrage_parser import parse_file
from anfrage_parser.corrections import read
from anfrage_parser.readers import read_bytes
from tests.command import GUARD
from tests.readers.test_ocr import REAL
from tests.review.test_browser import CHROMIUM, NARROW, OPTIONS, WIDE
from tools.desk_day import LETTERS, MAIL, SCAN, lay_out, served

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

PARKING, LUNCH, SCHOOL = LETTERS


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright.expect.set_options(timeout=GUARD * 1000)
    with playwright.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Any]:
    """Opens the desk; at the end nothing may have gone wrong in it, and nothing may have been asked of another server."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def open_page(address: str, size: dict[str, int] = WIDE, scheme: str = "light", forgive: str = "nothing") -> Any:
        context = browser.new_context(viewport=size, color_scheme=scheme, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(GUARD * 1000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error" and forgive not in m.text else None)
        home = address.partition("#")[0]
        page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith((home, "blob:")) else None)
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


class Keyboard:
    """A person who has no mouse."""

    def __init__(self, page: Any) -> None:
        self.page, self.keys = page, page.keyboard

    def reach(self, name: str, within: str = "body", backwards: bool = False) -> None:
        """Press Tab until what has that name has the focus."""
        for _ in range(200):
            self.keys.press("Shift+Tab" if backwards else "Tab")
            focused = f"(document.activeElement.closest({within!r}) ? document.activeElement : null)"
            label = f"{focused}?.getAttribute('aria-label') ?? {focused}?.labels?.[0]?.textContent ?? {focused}?.textContent ?? ''"
            if self.page.evaluate(label).strip().startswith(name):
                return
        raise AssertionError(name)

    def said(self, words: str) -> None:
        """Wait until the page says something."""
        playwright.expect(self.page.locator("#said")).to_contain_text(words)

    def go_to(self, title: str) -> None:
        """Go down the list to a document."""
        for _ in range(12):
            if title in self.page.locator("#brief").inner_text():
                return
            before = self.page.locator("#brief").inner_text()
            self.keys.press("j")
            playwright.expect(self.page.locator("#brief")).not_to_have_text(before)
        raise AssertionError(title)

    def correct(self, field: str, value: str) -> None:
        """Give a value of the record another one."""
        self.reach(field, "#rows")
        self.keys.press("Enter")
        self.keys.press("e")
        playwright.expect(self.page.locator("#new-value")).to_be_focused()
        self.keys.press("ControlOrMeta+a")
        self.keys.type(value)
        self.keys.press("Enter")
        playwright.expect(self.page.locator(".value-form")).to_have_count(0)

    def add(self, name: str, value: str) -> None:
        """Give the record a value that it lacks."""
        self.keys.press("a")
        self.keys.type(name)
        assert self.page.evaluate("document.activeElement.selectedOptions[0].text") == name
        self.reach("Hinzufügen")
        self.keys.press("Enter")
        playwright.expect(self.page.locator("#new-value")).to_be_focused()
        self.keys.type(value)
        self.keys.press("Enter")
        playwright.expect(self.page.locator(".value-form")).to_have_count(0)


def test_a_clerks_day(visit: Any, tmp_path: Path) -> None:
    post, desk = tmp_path / "post", tmp_path / "briefe"
    post.mkdir()
    desk.mkdir()
    with served(desk, "--deadline", "6w") as address:
        page = visit(address)
        by = Keyboard(page)
        assert "#" not in page.url and address.partition("#")[2] not in page.content()
        # five files come in
        by.reach("Dateien hinzufügen")
        with page.expect_file_chooser() as chooser:
            by.keys.press("Enter")
        chooser.value.set_files(lay_out(post))
        playwright.expect(page.locator("#list > li")).to_have_count(5)
        playwright.expect(page.locator("#progress")).to_be_hidden()
        states = page.locator("#list").inner_text()
        assert ("nicht gelesen" in states) != REAL  # the scan, where nothing is there to recognise its text
        assert {path.name for path in post.iterdir()} <= {path.name for path in desk.iterdir()}
        # two wrong dates are mended; what is no day is refused while it is typed
        page.evaluate("document.activeElement.blur()")
        by.go_to(LUNCH)
        playwright.expect(page.locator("figure img")).to_have_count(2)
        by.reach("Datum", "#rows")
        by.keys.press("Enter")
        assert page.locator("figure button.sel").count() == 1
        by.keys.press("e")
        by.keys.press("ControlOrMeta+a")
        by.keys.type("31.2.2024")
        playwright.expect(page.locator("#refusal")).to_contain_text("kein Tag")
        by.keys.press("Escape")
        by.correct("Datum", "9. Oktober 2024")
        by.said("Gespeichert.")
        by.go_to(PARKING)
        playwright.expect(page.locator("mark").first).to_be_visible()
        by.correct("Datum", "13.03.2024")
        # what the parser missed is added
        by.add("Gremium", "Bauausschuss")
        by.add("Frage am Ende", "Wer haftet für Schäden?")
        playwright.expect(page.locator("#rows")).to_contain_text("Wer haftet für Schäden?")
        # a step back, and forward again
        by.keys.press("u")
        by.said("Zurückgenommen.")
        assert "Wer haftet" not in page.inner_text("#rows")
        by.add("Frage am Ende", "Wer haftet für Schäden?")
        # checked
        by.keys.press("g")
        playwright.expect(page.locator("#checked")).to_have_attribute("aria-pressed", "true")
        playwright.expect(page.locator("#list button[aria-current=true]")).to_contain_text("geprüft")
        # handed on
        by.reach("Excel")
        with page.expect_download() as download:
            by.keys.press("Enter")
        book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
        cells = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
        assert "Bauausschuss" in cells and "Wer haftet für Schäden?" in cells and "Trinkbrunnen" in cells
        # the answer is begun
        by.reach("Antwort beginnen")
        with page.expect_download() as download:
            by.keys.press("Enter")
        begun = read_bytes(Path(download.value.path()).read_bytes(), "antwort.docx").text
        assert "Wer haftet für Schäden?" in begun and "Zu Frage 1:" in begun
        # the list of deadlines, printed
        by.keys.press("o")
        playwright.expect(page.locator("#open-table tbody tr")).to_have_count(5 if REAL else 4)
        playwright.expect(page.locator("#open-title")).to_be_focused()
        page.emulate_media(media="print")
        assert (
            page.locator("#open-table").is_visible() and not page.locator("#side").is_visible() and not page.locator("#print").is_visible()
        )
        assert page.pdf().startswith(b"%PDF")
        page.close()
    (inquiry,) = parse_file(desk / PARKING)
    assert (inquiry.date, inquiry.committee, inquiry.questions[-1].text) == ("2024-03-13", "Bauausschuss", "Wer haftet für Schäden?")
    assert read(desk / f"{PARKING}.anfrage.toml").checked and parse_file(desk / LUNCH)[0].date == "2024-10-09"
    # the next morning everything is as it was left
    with served(desk) as address:
        page = visit(address)
        page.select_option("#shown", "checked")
        playwright.expect(page.locator("#list > li")).to_have_count(1)
        page.fill("#search", "Trinkbrunnen")
        page.select_option("#shown", "")
        playwright.expect(page.locator("#list > li")).to_contain_text([MAIL])
        page.close()
    assert SCAN in {path.name for path in desk.iterdir()}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk with letters on it."""
    folder = tmp_path_factory.mktemp("desk")
    for path in lay_out(folder):
        if path.name == SCAN:
            path.unlink()
    (folder / "kaputt.pdf").write_bytes(b"%PDF-1.7\nkaputt")
    with served(folder) as address:
        yield address


def settled(page: Any) -> None:
    playwright.expect(page.locator("#list > li")).to_have_count(5)
    playwright.expect(page.locator("#progress")).to_be_hidden()


def shown(page: Any, name: str) -> None:
    if not page.locator("#side").is_visible():
        page.click("#toggle")
    page.locator("#list button", has_text=name).first.click()
    playwright.expect(page.locator("#brief")).to_contain_text(name)


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), ({"width": 400, "height": 800}, "dark")], ids=["wide", "narrow and dark"])
def test_nothing_for_axe_on_any_view(size: dict[str, int], scheme: str, visit: Any, desk: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: make browser").Axe()
    page = visit(desk, size, scheme)

    def look(view: str) -> None:
        found = axe.run(page).response["violations"]
        assert [(view, v["id"], v["nodes"][0]["html"]) for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], view

    settled(page)
    look("welcome")
    shown(page, "kaputt.pdf")
    look("failed")
    shown(page, LUNCH)
    playwright.expect(page.locator("figure img")).to_have_count(2)
    look("pages")
    page.click("#as-text")
    page.locator(".row .name", has_text="Datum").first.click()
    look("text, a value selected")
    page.locator(".row.sel .edit").click()
    page.fill("#new-value", "bald")
    playwright.expect(page.locator("#refusal")).to_contain_text("kein Tag")
    look("a value refused")
    page.keyboard.press("Escape")
    page.select_option("#choice", label="Dokumentart (inquiry)")
    page.click("#add-value")
    look("a value added")
    page.keyboard.press("Escape")
    page.click("#like")
    playwright.expect(page.locator("#likes > *")).to_have_count(1)
    page.fill("#paper", "Parkhaus")
    playwright.expect(page.locator("#papers li")).to_have_count(1)
    look("like, and papers to link")
    page.click("#open-list")
    playwright.expect(page.locator("#open-table tbody tr")).to_have_count(4)
    look("open inquiries")


def test_two_windows(visit: Any, desk: str) -> None:
    """The second is told, keeps what was typed, sees the first one's value, and saves."""
    one, two = visit(desk), visit(desk, forgive="409")
    for page in (one, two):
        settled(page)
        shown(page, SCHOOL)
    two.locator(".row .name", has_text="Titel").first.click()
    two.keyboard.press("e")
    one.locator(".row .name", has_text="Titel").first.click()
    one.keyboard.press("e")
    one.fill("#new-value", "Vom ersten Fenster")
    one.keyboard.press("Enter")
    playwright.expect(one.locator("#name")).to_have_text("Vom ersten Fenster")
    two.fill("#new-value", "Vom zweiten Fenster")
    two.get_by_role("button", name="Übernehmen").click()
    playwright.expect(two.locator("#refusal")).to_contain_text("an anderer Stelle geändert; nichts ist gespeichert")
    playwright.expect(two.locator("#reload")).to_be_focused()
    two.keyboard.press("Enter")
    playwright.expect(two.locator("#name")).to_have_text("Vom ersten Fenster")
    assert two.input_value("#new-value") == "Vom zweiten Fenster"
    two.keyboard.press("Enter")
    playwright.expect(two.locator("#name")).to_have_text("Vom zweiten Fenster")
    playwright.expect(one.locator("#name")).to_have_text("Vom zweiten Fenster")  # without being asked


def test_script_in_a_letter_and_in_a_name_does_nothing(visit: Any, desk: str) -> None:
    page = visit(desk)
    settled(page)
    script = "<img src=x onerror=document.title=1>"
    shown(page, SCHOOL)
    page.locator(".row .name", has_text="Titel").first.click()
    page.keyboard.press("e")
    page.fill("#new-value", script)
    page.keyboard.press("Enter")
    playwright.expect(page.locator("#name")).to_have_text(script)
    playwright.expect(page.locator("#list button[aria-current=true]")).to_contain_text(script)
    page.click("#open-list")
    playwright.expect(page.locator("#open-table")).to_contain_text(script)
    assert page.title() == "Anfragen" and page.locator("img[src=x]").count() == 0


def test_without_its_key_the_page_says_what_to_do(visit: Any, desk: str) -> None:
    page = visit(desk.partition("#")[0], forgive="401")
    playwright.expect(page.locator("#said")).to_contain_text("die Adresse öffnen, die „anfrage serve“ nennt")
    assert page.locator("#list > li").count() == 0


def test_quit_ends_the_server(visit: Any, tmp_path: Path) -> None:
    with served(tmp_path) as address:
        page = visit(address, NARROW)
        page.click("#quit")
        playwright.expect(page.locator(".ended")).to_contain_text("Alles ist gespeichert")
        assert not page.locator("#side").is_visible()
        page.close()
